// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_collective.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include "element_of.h"
#include "mw/error.h"
#include "reserve.h"

namespace mw::cuda {

namespace {

/// The part of a rank's memory that is a MeetingPlace; what others push follows.
constexpr std::int64_t kPlaceBytes = 64 << 10;
static_assert(sizeof(kernels::MeetingPlace) <= kPlaceBytes);

/// Of a rank in host memory, where messages go through it: they are cut into pieces of so many bytes.
constexpr std::int64_t kStagingBytes = 8 << 20;

/// Nobody waits that long at the start, when the GPUs have nothing else to do.
constexpr std::chrono::seconds kTrialDeadline{3};

constexpr std::chrono::microseconds kPollEvery{20};
/// For what GPUs still compute when one has failed.
constexpr std::chrono::seconds kPatience{2};

std::string seconds(std::chrono::nanoseconds time) {
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(time).count() / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::byte* offset(void* data, std::int64_t bytes) {
    return static_cast<std::byte*>(data) + bytes;
}

PinnedBytes takeSharedHostBytes(std::int64_t bytes, int rank) {
    void* data = nullptr;
    check(cudaHostAlloc(&data, static_cast<std::size_t>(bytes), cudaHostAllocPortable | cudaHostAllocMapped), rank,
          "allocating host memory that all GPUs see");
    std::memset(data, 0, static_cast<std::size_t>(bytes));
    return PinnedBytes(data);
}

}  // namespace

CudaCollective::CudaCollective(std::vector<Device*> devices, std::vector<cudaStream_t> streams,
                               const CudaBackendOptions& options, const CudaFaults& faults)
    : m_devices(std::move(devices)),
      m_streams(std::move(streams)),
      m_options(options),
      m_faults(faults),
      m_everybody(m_devices.size()),
      m_rendezvous(ranks()),
      m_ownGpus(std::set<int>(options.devices.begin(), options.devices.end()).size() == options.devices.size()),
      m_deadline(options.deadline) {
    std::iota(m_everybody.begin(), m_everybody.end(), 0);
    if (ranks() > kernels::kMostRanks)
        throw Error(ErrorCode::Unsupported, "The CUDA backend runs on at most " + std::to_string(kernels::kMostRanks) +
                                                " GPUs, not " + std::to_string(ranks()) + ".");
}

CudaCollective::~CudaCollective() {
    settle();
}

std::vector<int> CudaCollective::groupOf(int rank) const {
    std::vector<int> group(static_cast<std::size_t>(m_groupSize));
    std::iota(group.begin(), group.end(), rank - rank % m_groupSize);
    return group;
}

// --- starting -------------------------------------------------------------------------------------------------------

bool CudaCollective::reachEachOther() const {
    bool all = true;
    for (int rank = 0; rank < ranks(); ++rank)
        for (int other = 0; other < ranks(); ++other) {
            const int from = m_options.devices[static_cast<std::size_t>(rank)];
            const int to = m_options.devices[static_cast<std::size_t>(other)];
            if (from == to) continue;
            int can = 0;
            check(cudaDeviceCanAccessPeer(&can, from, to), rank, "asking for peer access");
            if (!can) {
                all = false;
                continue;
            }
            const CurrentDevice current(from, rank);
            const cudaError_t result = cudaDeviceEnablePeerAccess(to, 0);
            cudaGetLastError();
            if (result != cudaSuccess && result != cudaErrorPeerAccessAlreadyEnabled) all = false;
        }
    return all;
}

void CudaCollective::takeBuffers() {
    const auto bytes = static_cast<std::int64_t>(collectiveBytes(ranks()));
    const std::int64_t used = kPlaceBytes + kernels::pushBufferBytes(ranks());
    if (used > bytes)
        throw Error(ErrorCode::Internal, "The plan has too few bytes for the collectives: " + std::to_string(used) +
                                             " needed, " + std::to_string(bytes) + " planned.");
    m_words = takeSharedHostBytes((1 + ranks()) * static_cast<std::int64_t>(sizeof(unsigned)), 0);
    m_places.clear();
    if (goesThroughHost()) m_hostBuffers = takeSharedHostBytes(ranks() * (used + kStagingBytes), 0);
    for (int rank = 0; rank < ranks(); ++rank) {
        if (m_buffers.size() == static_cast<std::size_t>(rank))
            m_buffers.push_back(m_devices[static_cast<std::size_t>(rank)]->allocate(static_cast<std::uint64_t>(bytes),
                                                                                    "the collectives"));
        m_places.push_back(goesThroughHost()
                               ? offset(m_hostBuffers.get(), rank * (used + kStagingBytes))
                               : static_cast<std::byte*>(m_buffers[static_cast<std::size_t>(rank)].data()));
    }
}

std::string CudaCollective::interconnectName() const {
    switch (m_interconnect) {
        case Interconnect::Automatic:
            break;
        case Interconnect::Direct:
            return "direct access to the other GPUs' memory";
        case Interconnect::Nccl:
            return "NCCL";
        case Interconnect::HostMemory:
            return "host memory";
    }
    return {};
}

void CudaCollective::connect(Interconnect way, const RunOnAll& runOnAll) {
    m_interconnect = way;
    m_nccl.reset();
    takeBuffers();
    if (way == Interconnect::Direct && !reachEachOther())
        throw Error(ErrorCode::Device, "The GPUs cannot reach each other's memory.");
    if (way != Interconnect::Nccl) return;
    const CurrentDevice current(m_options.devices.front(), 0);  // the library may take memory of the GPU it finds
    m_nccl = NcclRanks::open(m_faults.ncclLibrary, ranks(), m_groupSize);
    if (!m_nccl) throw Error(ErrorCode::Device, "NCCL (" + m_faults.ncclLibrary + ") is not installed.");
    runOnAll([&](Device& device) { m_nccl->connect(device.rank()); });
}

void CudaCollective::setPlacement(const Placement& placement, const RunOnAll& runOnAll) {
    m_groupSize = placement.tensorParallel;
    std::vector<Interconnect> ways{m_options.interconnect};
    if (m_options.interconnect == Interconnect::Automatic)
        ways = {Interconnect::Direct, Interconnect::Nccl, Interconnect::HostMemory};
    for (const Interconnect way : ways) {
        // Peer access that is there but does not work is known of some mainboards and virtual machines.
        try {
            connect(way, runOnAll);
            if (worksRight(runOnAll)) return;
        } catch (const Error& error) {
            if (way == ways.back() || error.code() != ErrorCode::Device) throw;
        }
    }
    throw Error(
        ErrorCode::Device,
        "The GPUs cannot exchange data: sums of known numbers come out wrong. The model can be run on one GPU.");
}

bool CudaCollective::worksRight(const RunOnAll& runOnAll) {
    constexpr int kRounds = 3;
    // The first goes the way of decode, the second that of prefill; neither is a multiple of anything.
    constexpr std::int64_t kCounts[] = {4099, 300'007};
    // Taken before and given back after: either may wait for all that runs on a GPU, for ranks that wait for others,
    // too.
    std::vector<DeviceMemory> memory;
    for (Device* const device : m_devices)
        memory.push_back(device->allocate(kCounts[1] * sizeof(float), "a trial"));
    std::atomic<bool> right = true;
    const auto value = [](int rank, int round, std::int64_t i) {
        return static_cast<float>((i * 7 + rank * 13 + round * 5) % 97);
    };
    const auto fill = [](Device& device, Matrix x, const auto& valueOf) {
        std::vector<float> values(static_cast<std::size_t>(x.columns));
        for (std::int64_t i = 0; i < x.columns; ++i)
            values[static_cast<std::size_t>(i)] = valueOf(i);
        device.upload(x.data, values.data(), x.bytes());
    };
    const auto compare = [&](Device& device, Matrix x, const auto& valueOf) {
        std::vector<float> values(static_cast<std::size_t>(x.columns));
        device.download(values.data(), x.data, x.bytes());
        for (std::int64_t i = 0; i < x.columns; ++i)
            if (values[static_cast<std::size_t>(i)] != valueOf(i)) right = false;
    };
    const auto tryAll = [&](Device& device) {
        const int rank = device.rank(), stage = rank / m_groupSize;
        for (const std::int64_t count : kCounts) {
            const Matrix x{memory[static_cast<std::size_t>(rank)].data(), Precision::Float32, 1, count};
            for (int round = 0; round < kRounds; ++round) {
                if (m_groupSize > 1) {
                    fill(device, x, [&](std::int64_t i) { return value(rank, round, i); });
                    device.allReduceSum(x);
                    compare(device, x, [&](std::int64_t i) {
                        float sum = 0;
                        for (const int member : groupOf(rank))
                            sum += value(member, round, i);
                        return sum;
                    });
                }
                if (stages() == 1) continue;
                fill(device, x, [&](std::int64_t i) { return value(stage == 0 ? rank : -1, round, i); });
                if (stage > 0) device.receive(x, rank - m_groupSize);
                compare(device, x, [&](std::int64_t i) { return value(rank % m_groupSize, round, i); });
                if (stage < stages() - 1) device.send(x, rank + m_groupSize);
                // Waits until it has been taken, as the next round overwrites it.
                compare(device, x, [&](std::int64_t i) { return value(rank % m_groupSize, round, i); });
            }
        }
    };
    struct Trial {
        CudaCollective& collective;
        explicit Trial(CudaCollective& tried) : collective(tried) {
            collective.m_trying = true;
            collective.m_deadline = std::min<std::chrono::nanoseconds>(collective.m_options.deadline, kTrialDeadline);
        }
        ~Trial() {
            collective.m_trying = false;
            collective.m_deadline = collective.m_options.deadline;
        }
    };
    const Trial trial(*this);
    runOnAll(tryAll);
    return right && std::ranges::find(m_faults.wrongWays, m_interconnect) == m_faults.wrongWays.end();
}

// --- on the host ----------------------------------------------------------------------------------------------------

void CudaCollective::begin() {
    requireAlive();
    m_rendezvous.begin();
}

void CudaCollective::abort(int rank) {
    if (m_words) *static_cast<volatile unsigned*>(m_words.get()) = 1;
    m_rendezvous.abort(rank);
}

void CudaCollective::settle() noexcept {
    const auto areIdle = [&] {
        return std::ranges::none_of(m_streams, [](cudaStream_t s) { return cudaStreamQuery(s) == cudaErrorNotReady; });
    };
    // NCCL, once called off, cannot be used again: only where some GPU really waits for others.
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (m_nccl && !m_nccl->aborted() && !areIdle()) {
        if (std::chrono::steady_clock::now() > end) m_nccl->abort();
        std::this_thread::sleep_for(kPollEvery);
    }
    for (int rank = 0; rank < ranks(); ++rank) {
        cudaSetDevice(m_options.devices[static_cast<std::size_t>(rank)]);
        cudaStreamSynchronize(m_streams[static_cast<std::size_t>(rank)]);
    }
    cudaGetLastError();
    if (m_words) *static_cast<volatile unsigned*>(m_words.get()) = 0;
}

void CudaCollective::requireAlive() const {
    const auto* const words = static_cast<const volatile unsigned*>(m_words.get());
    for (int rank = 0; words && rank < ranks(); ++rank) {
        const unsigned failed = words[1 + rank];
        if (failed == 0) continue;
        const int awaited = static_cast<int>(failed) - 1;
        throw Error(ErrorCode::Device,
                    "GPU " + std::to_string(rank) + " waited for " +
                        (awaited < ranks() ? "GPU " + std::to_string(awaited) : "the others") + " in vain (for up to " +
                        seconds(m_deadline) + "). The model has to be loaded again.",
                    {.file = {}, .offset = {}, .device = awaited < ranks() ? awaited : rank});
    }
    if (m_nccl && m_nccl->aborted())
        throw Error(ErrorCode::Device,
                    "After a failure the GPUs are no longer connected. The model has to be loaded again.");
}

void CudaCollective::await(int rank, const std::function<cudaError_t()>& done) {
    if (!m_nccl) return;
    const auto end = std::chrono::steady_clock::now() + m_deadline;
    cudaError_t result;
    while ((result = done()) == cudaErrorNotReady) {
        if (std::chrono::steady_clock::now() > end && !m_nccl->aborted()) {
            static_cast<volatile unsigned*>(m_words.get())[1 + rank] = static_cast<unsigned>(findSilent(rank)) + 1;
            m_nccl->abort();
        }
        std::this_thread::sleep_for(kPollEvery);
    }
    check(result, rank, "waiting for the GPUs");
}

/// The rank that has nothing to do while `rank` waits; the number of ranks if there is none.
int CudaCollective::findSilent(int rank) const {
    for (int other = 0; other < ranks(); ++other)
        if (other != rank && cudaStreamQuery(m_streams[static_cast<std::size_t>(other)]) == cudaSuccess) return other;
    return ranks();
}

std::vector<Matrix> CudaCollective::meet(int rank, std::span<const int> ranks, const Matrix& mine) {
    requireAlive();
    return m_rendezvous.meet(rank, ranks, mine);
}

int CudaCollective::agree(int rank, int value) {
    std::int64_t least = value;
    for (const Matrix& said : meet(rank, m_everybody, {.data = nullptr, .rows = value}))
        least = std::min(least, said.rows);
    return static_cast<int>(least);
}

kernels::Meeting CudaCollective::meetingOf(int rank, std::span<const int> ranks) const {
    kernels::Meeting meeting;
    meeting.size = static_cast<int>(ranks.size());
    meeting.self = static_cast<int>(std::ranges::find(ranks, rank) - ranks.begin());
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        std::byte* const place = m_places[static_cast<std::size_t>(ranks[i])];
        meeting.ranks[i] = ranks[i];
        meeting.places[i] = reinterpret_cast<kernels::MeetingPlace*>(place);
        meeting.pushBuffers[i] = place + kPlaceBytes;
    }
    auto* const words = static_cast<unsigned*>(m_words.get());
    meeting.aborted = words;
    meeting.failed = words + 1 + rank;
    meeting.deadlineNanoseconds = m_deadline.count();
    meeting.ownGpu = m_ownGpus;
    return meeting;
}

bool CudaCollective::isSilent(int rank) {
    return !m_trying && rank == m_faults.silentRank && m_calls++ >= m_faults.silentAfter;
}

void* CudaCollective::staging(int rank) const {
    return m_places[static_cast<std::size_t>(rank)] + kPlaceBytes + kernels::pushBufferBytes(ranks());
}

void CudaCollective::copy(int rank, void* to, const void* from, std::int64_t bytes) const {
    check(cudaMemcpyAsync(to, from, static_cast<std::size_t>(bytes), cudaMemcpyDefault,
                          m_streams[static_cast<std::size_t>(rank)]),
          rank, "copying through host memory");
}

// --- collectives ----------------------------------------------------------------------------------------------------

CudaCollective::RankPointers CudaCollective::meetPointers(int rank, std::span<const int> group, Matrix mine,
                                                          const char* what) {
    const std::vector<Matrix> parts = meet(rank, group, mine);
    RankPointers pointers{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        requireSameShape(mine, parts[i], what);
        pointers[i] = goesThroughHost() ? staging(group[i]) : parts[i].data;
    }
    return pointers;
}

void CudaCollective::allReduceSum(int rank, Matrix x) {
    if (m_groupSize == 1) return;
    const std::vector<int> group = groupOf(rank);
    const RankPointers pointers = meetPointers(rank, group, x, "allReduceSum");
    if (isSilent(rank)) return;
    const cudaStream_t stream = m_streams[static_cast<std::size_t>(rank)];
    if (m_nccl) return m_nccl->allReduceSum(rank, x, stream);
    const kernels::Meeting meeting = meetingOf(rank, group);
    const auto bytes = static_cast<std::int64_t>(x.bytes());
    const auto width = static_cast<std::int64_t>(bytesPerElement(x.precision));
    const kernels::Element element = elementOf(x.precision);
    if (bytes <= kernels::kPushBytes) {
        check(kernels::launchPushedAllReduce(x.data, element, bytes / width, meeting, stream), rank, "adding up");
        return;
    }
    const std::int64_t pieceBytes = goesThroughHost() ? kStagingBytes : bytes;
    for (std::int64_t at = 0; at < bytes; at += pieceBytes) {
        const std::int64_t piece = std::min(pieceBytes, bytes - at);
        if (goesThroughHost()) copy(rank, staging(rank), offset(x.data, at), piece);
        check(kernels::launchSharedAllReduce(pointers.data(), element, piece / width, meeting, stream), rank,
              "adding up");
        if (goesThroughHost()) copy(rank, offset(x.data, at), staging(rank), piece);
    }
}

void CudaCollective::allGatherColumns(int rank, Matrix shard, Matrix out) {
    if (out.rows != shard.rows || out.columns != shard.columns * m_groupSize || shard.precision != Precision::Float32 ||
        out.precision != Precision::Float32)
        throw Error(ErrorCode::Internal, "allGatherColumns: the shards do not add up to the result.");
    if (m_groupSize == 1) {
        copy(rank, out.data, shard.data, static_cast<std::int64_t>(out.bytes()));
        return;
    }
    const std::vector<int> group = groupOf(rank);
    const RankPointers pointers = meetPointers(rank, group, out, "allGatherColumns");
    if (isSilent(rank)) return;
    const cudaStream_t stream = m_streams[static_cast<std::size_t>(rank)];
    if (m_nccl) return m_nccl->allGatherColumns(rank, shard, out, stream);
    const kernels::Meeting meeting = meetingOf(rank, group);
    const std::int64_t rowBytes = out.columns * static_cast<std::int64_t>(sizeof(float));
    const std::int64_t pieceRows = goesThroughHost() ? kStagingBytes / rowBytes : out.rows;
    if (pieceRows == 0 && out.rows > 0)
        throw Error(ErrorCode::Internal, "allGatherColumns: a row is larger than the buffer in host memory.");
    for (std::int64_t row = 0; row < out.rows; row += pieceRows) {
        const std::int64_t rows = std::min(pieceRows, out.rows - row);
        check(kernels::launchGatherColumns(shard.rowRange(row, rows).data, pointers.data(), rows, shard.columns,
                                           meeting, stream),
              rank, "gathering");
        if (goesThroughHost()) copy(rank, out.rowRange(row, rows).data, staging(rank), rows * rowBytes);
    }
}

void CudaCollective::send(int rank, Matrix x, int toRank) {
    const int pair[] = {std::min(rank, toRank), std::max(rank, toRank)};
    const Matrix target = meet(rank, pair, x)[toRank < rank ? 0 : 1];
    requireSameShape(x, target, "send");
    if (isSilent(rank)) return;
    const cudaStream_t stream = m_streams[static_cast<std::size_t>(rank)];
    if (m_nccl) return m_nccl->send(rank, x, toRank, stream);
    const kernels::Meeting meeting = meetingOf(rank, pair);
    const auto bytes = static_cast<std::int64_t>(x.bytes());
    const std::int64_t pieceBytes = goesThroughHost() ? kStagingBytes : bytes;
    for (std::int64_t at = 0; at < bytes; at += pieceBytes)
        check(kernels::launchHandOver(offset(x.data, at), goesThroughHost() ? staging(toRank) : offset(target.data, at),
                                      std::min(pieceBytes, bytes - at), meeting, stream),
              rank, "sending");
}

void CudaCollective::receive(int rank, Matrix x, int fromRank) {
    const int pair[] = {std::min(rank, fromRank), std::max(rank, fromRank)};
    requireSameShape(x, meet(rank, pair, x)[fromRank < rank ? 0 : 1], "receive");
    if (isSilent(rank)) return;
    const cudaStream_t stream = m_streams[static_cast<std::size_t>(rank)];
    if (m_nccl) return m_nccl->receive(rank, x, fromRank, stream);
    const kernels::Meeting meeting = meetingOf(rank, pair);
    const auto bytes = static_cast<std::int64_t>(x.bytes());
    const std::int64_t pieceBytes = goesThroughHost() ? kStagingBytes : bytes;
    for (std::int64_t at = 0; at < bytes; at += pieceBytes) {
        const std::int64_t piece = std::min(pieceBytes, bytes - at);
        check(kernels::launchHandOver(nullptr, nullptr, piece, meeting, stream), rank, "receiving");
        if (goesThroughHost()) copy(rank, offset(x.data, at), staging(rank), piece);
    }
}

}  // namespace mw::cuda
