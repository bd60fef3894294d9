// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mw {

/// A host thread for each device of a backend: all work at once, then all rest.
class DeviceThreads {
 public:
    /// What happens on a thread when it is done with its part: `failed` if by an exception.
    using Ended = std::function<void(int rank, bool failed)>;

    /// `started` runs once on each new thread and must not throw.
    DeviceThreads(int count, std::function<void(int rank)> started);

    /// Calls `work` on every thread and returns when all are done. The first exception is thrown again here; it is kept
    /// before `ended` can wake the others, so that their complaint is never the first.
    void run(const std::function<void(int rank)>& work, const Ended& ended);

 private:
    void serve(int rank, const std::stop_token& stop);

    const std::function<void(int)> m_started;
    std::mutex m_mutex;
    std::condition_variable_any m_workCame;
    std::condition_variable m_workDone;
    const std::function<void(int)>* m_work = nullptr;
    const Ended* m_ended = nullptr;
    std::exception_ptr m_failure;
    std::uint64_t m_round = 0;
    int m_busy = 0;
    std::vector<std::jthread> m_threads;
};

}  // namespace mw
