// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "journal.h"

namespace mw {

/// Computes checksums of files on a thread of its own, one file after another: they take seconds for each, in which
/// connections must not wait.
class FileChecker {
 public:
    struct Job {
        std::size_t file = 0;  ///< whatever the caller counts by
        std::string name;      ///< in the folder
        HubFile expected;
        std::uint64_t pieceBytes = 0;
        std::vector<Piece> pieces;  ///< what they were when they came; empty: not known
    };
    struct Result {
        std::size_t file = 0;
        bool isRight = false;
        std::vector<std::size_t> damaged;  ///< pieces that are no longer what came
        std::exception_ptr failure;        ///< it cannot be read
    };

    /// `wake` is called on the checking thread whenever there is a result. Both outlive the checker.
    FileChecker(const TargetFolder& folder, std::function<void()> wake);

    void check(Job job);
    bool isBusy() const;
    /// The results since the last call.
    std::vector<Result> take();

 private:
    void run(const std::stop_token& stop);
    Result look(const Job& job, const std::stop_token& stop) const;

    const TargetFolder& m_folder;
    std::function<void()> m_wake;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Job> m_jobs;
    std::vector<Result> m_results;
    bool m_working = false;
    std::jthread m_thread;  // the last: it ends before what it uses
};

}  // namespace mw
