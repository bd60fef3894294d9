// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "backend.h"
#include "nccl_abi.h"

namespace mw::cuda {

/// NCCL's functions, as found in the library of a name or path.
struct NcclFunctions;

/// Ranks that are connected through NCCL: those of a stage for sums and gathers, all for what goes from stage to stage.
/// Calls are put on a stream and return at once, each rank's from its own thread. Nothing here ends a wait on the GPU
/// but abort(). Errors are Error(Device).
class NcclRanks {
 public:
    /// Null where there is no such library. `groupSize` divides `ranks`.
    static std::unique_ptr<NcclRanks> open(const std::string& library, int ranks, int groupSize);
    ~NcclRanks();
    NcclRanks(const NcclRanks&) = delete;
    NcclRanks& operator=(const NcclRanks&) = delete;

    /// All ranks at once, each with its GPU current.
    void connect(int rank);

    void allReduceSum(int rank, Matrix x, cudaStream_t stream);
    /// `shard` [n, columns] of each rank of the group, side by side in `out` [n, columns x group]; float32.
    void allGatherColumns(int rank, Matrix shard, Matrix out, cudaStream_t stream);
    void send(int rank, Matrix x, int toRank, cudaStream_t stream);
    void receive(int rank, Matrix x, int fromRank, cudaStream_t stream);

    /// Calls off all that waits on the GPUs. No further call has an effect.
    void abort() noexcept;
    bool aborted() const { return m_aborted; }

 private:
    NcclRanks(std::shared_ptr<const NcclFunctions> functions, int ranks, int groupSize);

    /// Of one rank; null where there is nobody to talk to.
    struct Communicators {
        std::mutex mutex;  ///< held in all calls, so that abort() comes between them
        nccl::Communicator group = nullptr;
        nccl::Communicator everybody = nullptr;
    };
    using Which = nccl::Communicator Communicators::*;

    nccl::UniqueId newId() const;
    /// Calls NCCL with one of the rank's communicators and waits until it has done what it was asked for.
    template <typename Function>
    void call(int rank, Which which, const char* doing, Function function);
    void join(int rank, Which which, int size, nccl::UniqueId id, int number);

    const std::shared_ptr<const NcclFunctions> m_functions;
    const int m_groupSize;
    std::vector<Communicators> m_communicators;  ///< [rank]
    std::vector<nccl::UniqueId> m_groupIds;      ///< [stage]
    nccl::UniqueId m_everybodyId{};
    std::atomic<bool> m_aborted = false;
};

}  // namespace mw::cuda
