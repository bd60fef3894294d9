// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "backend.h"

namespace mw {

/// Where the host threads of the devices meet before a collective. Whoever waits here is woken with an Error when a
/// device fails, or when one that is waited for has finished its work without coming.
class Rendezvous {
 public:
    explicit Rendezvous(int ranks);

    /// Between a call of begin() and the next, each rank works and then leaves.
    void begin();
    void leave(int rank);
    /// Wakes everybody; `rank` has failed.
    void abort(int rank);

    /// Posts `mine` and returns those of all `ranks` (ascending, `rank` among them) once all have come. `again`: meets
    /// those it met before, who all come; not woken by failures elsewhere, as others may still be at work in what was
    /// posted.
    std::vector<Matrix> meet(int rank, std::span<const int> ranks, const Matrix& mine, bool again = false);

 private:
    struct Group {
        std::vector<Matrix> posted;
        std::vector<Matrix> complete;  ///< what was posted in the last round, while some already post for the next
        int arrived = 0;
        std::uint64_t round = 0;
    };

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::pair<int, int>, Group> m_groups;  ///< by first and last rank
    std::vector<bool> m_left;
    int m_failedRank = -1;
};

/// Throws Error(Internal), naming `operation`, unless `a` and `b` have the same shape and precision.
void requireSameShape(const Matrix& a, const Matrix& b, const char* operation);

}  // namespace mw
