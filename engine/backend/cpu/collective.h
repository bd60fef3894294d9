// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "backend.h"

namespace mw::cpu {

/// The meeting point of all virtual devices: sums and gathers within a tensor-parallel group, hands matrices from one
/// device to another. Whoever waits here is woken with an Error when a device fails, or when one that is waited for has
/// finished its work without coming.
class Collective {
 public:
    explicit Collective(int ranks);

    /// Groups of `size` consecutive ranks.
    void setGroupSize(int size);

    /// Between a call of begin() and the next, each rank works and then leaves.
    void begin();
    void leave(int rank);
    /// Wakes everybody; `rank` has failed.
    void abort(int rank);

    void allReduceSum(int rank, Matrix x);
    void allGatherColumns(int rank, Matrix shard, Matrix out);
    void send(int rank, Matrix x, int toRank);
    void receive(int rank, Matrix x, int fromRank);

 private:
    struct Group {
        std::vector<Matrix> posted;  ///< by rank in the group
        int arrived = 0;
        std::uint64_t round = 0;
    };
    /// A matrix that is handed over: the sender posts it and waits until it has been taken.
    struct Parcel {
        Matrix content;
        bool posted = false;
    };

    Group& groupOf(int rank) { return m_groups[static_cast<std::size_t>(rank / m_groupSize)]; }
    /// Posts `mine` and returns those of all once the group is complete. `again`: meets those it met before, who all
    /// come; not woken by failures elsewhere, as others may still be at work in what was posted.
    std::vector<Matrix> meet(int rank, Matrix mine, bool again = false);
    template <typename Condition>
    void waitUntil(std::unique_lock<std::mutex>& lock, const std::vector<int>& others, const Condition& condition);

    const int m_ranks;
    int m_groupSize = 1;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Group> m_groups;
    std::map<std::pair<int, int>, Parcel> m_parcels;
    std::vector<bool> m_left;
    int m_failedRank = -1;
};

}  // namespace mw::cpu
