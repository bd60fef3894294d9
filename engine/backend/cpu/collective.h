// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <vector>

#include "backend.h"
#include "rendezvous.h"

namespace mw::cpu {

/// Sums and gathers within a tensor-parallel group of virtual devices, and hands matrices from one to another: they
/// meet and read each other's memory.
class Collective {
 public:
    explicit Collective(int ranks);

    /// Groups of `size` consecutive ranks.
    void setGroupSize(int size);

    void begin() { m_rendezvous.begin(); }
    void leave(int rank) { m_rendezvous.leave(rank); }
    void abort(int rank) { m_rendezvous.abort(rank); }

    void allReduceSum(int rank, Matrix x);
    void allGatherColumns(int rank, Matrix shard, Matrix out);
    void send(int rank, Matrix x, int toRank);
    void receive(int rank, Matrix x, int fromRank);

 private:
    std::vector<int> groupOf(int rank) const;

    int m_groupSize = 1;
    Rendezvous m_rendezvous;
};

}  // namespace mw::cpu
