// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <span>
#include <vector>

#include "all_reduce.h"
#include "backend.h"
#include "cuda_faults.h"
#include "cuda_memory.h"
#include "cuda_module.h"
#include "nccl.h"
#include "rendezvous.h"

namespace mw::cuda {

/// Sums and gathers within tensor-parallel groups of GPUs, and hands matrices from stage to stage.
///
/// A collective has two halves. On the host, the threads of the ranks meet, so that each knows the others' pointers and
/// that they will launch the same kernel next; a rank that fails before wakes the others here. On the GPUs, those
/// kernels wait for each other. Between the two nothing is called that could wait for a GPU, so that no kernel waits
/// for a rank that waits for it. A replayed step has only the second half: the ranks meet once, before they launch it.
///
/// Kernels reach the others' memory directly. Where the GPUs cannot do that, or do it wrong, NCCL takes their place if
/// it is installed, and else everything goes through host memory that all GPUs see.
class CudaCollective {
 public:
    /// `devices` and `streams` [rank].
    CudaCollective(std::vector<Device*> devices, std::vector<cudaStream_t> streams, const CudaBackendOptions& options,
                   const CudaFaults& faults);
    ~CudaCollective();

    using RunOnAll = std::function<void(const std::function<void(Device&)>&)>;
    /// Takes memory, connects the GPUs in the first way of Interconnect in which known sums come out right.
    void setPlacement(const Placement& placement, const RunOnAll& runOnAll);

    /// The way that was found, in words.
    std::string interconnectName() const;

    /// Throws Error(Device) if a wait was in vain before: nothing that the GPUs hold can be trusted then.
    void begin();
    void leave(int rank) { m_rendezvous.leave(rank); }
    void abort(int rank);
    /// After a failure: waits until the GPUs are idle, which calling off their waits makes a matter of milliseconds, of
    /// seconds with NCCL.
    void settle() noexcept;
    /// Throws Error(Device), naming the GPUs, if one has waited for another in vain.
    void requireAlive() const;

    /// The least of what all ranks say. All of them have to come.
    int agree(int rank, int value);

    void allReduceSum(int rank, Matrix x);
    void allGatherColumns(int rank, Matrix shard, Matrix out);
    void send(int rank, Matrix x, int toRank);
    void receive(int rank, Matrix x, int fromRank);

    /// Waits until `done` says that what `rank` has launched is complete. NCCL's kernels wait for each other for ever,
    /// so that it is here that they are called off after the deadline.
    void await(int rank, const std::function<cudaError_t()>& done);
    /// Whether steps with collectives can be recorded and replayed.
    bool isRecordable() const { return m_interconnect != Interconnect::Nccl; }

 private:
    int ranks() const { return static_cast<int>(m_devices.size()); }
    int stages() const { return ranks() / m_groupSize; }
    std::vector<int> groupOf(int rank) const;
    bool reachEachOther() const;
    void takeBuffers();
    kernels::Meeting meetingOf(int rank, std::span<const int> ranks) const;
    std::vector<Matrix> meet(int rank, std::span<const int> ranks, const Matrix& mine);
    /// Where the ranks of a group have their matrices of this shape, or the host memory that messages go through.
    using RankPointers = std::array<void*, kernels::kMostRanks>;
    RankPointers meetPointers(int rank, std::span<const int> group, Matrix mine, const char* what);
    bool isSilent(int rank);
    bool goesThroughHost() const { return m_interconnect == Interconnect::HostMemory; }
    void connect(Interconnect way, const RunOnAll& runOnAll);
    bool worksRight(const RunOnAll& runOnAll);
    int findSilent(int rank) const;
    void* staging(int rank) const;
    void copy(int rank, void* to, const void* from, std::int64_t bytes) const;

    const std::vector<Device*> m_devices;
    const std::vector<cudaStream_t> m_streams;
    const CudaBackendOptions m_options;
    const CudaFaults m_faults;
    std::vector<int> m_everybody;
    Rendezvous m_rendezvous;
    int m_groupSize = 1;
    bool m_ownGpus = true;  ///< no two ranks share one
    Interconnect m_interconnect = Interconnect::Automatic;
    std::unique_ptr<NcclRanks> m_nccl;
    bool m_trying = false;  ///< with known sums, at the start
    std::chrono::nanoseconds m_deadline;
    std::atomic<int> m_calls = 0;  ///< of the silent rank

    /// Host memory that kernels read and write: [0] whether to call off all waits, [1 + rank] whom it waited for.
    PinnedBytes m_words;
    std::vector<DeviceMemory> m_buffers;  ///< [rank]
    PinnedBytes m_hostBuffers;
    std::vector<std::byte*> m_places;  ///< [rank] MeetingPlace and then what others push, in one of the two
};

}  // namespace mw::cuda
