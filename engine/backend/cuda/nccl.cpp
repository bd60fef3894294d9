// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "nccl.h"

#include <cstdlib>
#include <thread>
#include <utility>

#include "library_functions.h"
#include "mw/error.h"

namespace mw::cuda {

using namespace nccl;

namespace {

constexpr std::chrono::microseconds kPollEvery{50};
/// For connecting and for a call that the library has to prepare, the first of a process in seconds; waits on the GPU
/// are no part of it.
constexpr std::chrono::seconds kCallDeadline{20};

DataType typeOf(Precision precision) {
    switch (precision) {
        case Precision::Float32:
            return Float32;
        case Precision::BFloat16:
            return BFloat16;
        case Precision::Float16:
            return Float16;
        case Precision::Float8:
            break;  // nothing that is exchanged
    }
    throw Error(ErrorCode::Internal, "NCCL: unknown precision.");
}

std::size_t elementsOf(const Matrix& x) {
    return static_cast<std::size_t>(x.rows * x.columns);
}

/// The library reads these when it starts. All GPUs are in this machine and of this process, so that nothing has to
/// listen on its network; and multicast over NVLink is never used.
void setEnvironment() {
    setenv("NCCL_SOCKET_IFNAME", "lo", 0);
    setenv("NCCL_IB_DISABLE", "1", 0);
    setenv("NCCL_NVLS_ENABLE", "0", 1);
}

}  // namespace

struct NcclFunctions {
    int (*getUniqueId)(UniqueId*);
    int (*initRank)(Communicator*, int size, UniqueId, int number, Config*);
    int (*asyncError)(Communicator, int* result);
    const char* (*errorString)(int);
    int (*abort)(Communicator);
    int (*groupStart)();
    int (*groupEnd)();
    int (*allReduce)(const void*, void*, std::size_t, DataType, Operation, Communicator, cudaStream_t);
    int (*allGather)(const void*, void*, std::size_t, DataType, Communicator, cudaStream_t);
    int (*send)(const void*, std::size_t, DataType, int peer, Communicator, cudaStream_t);
    int (*receive)(void*, std::size_t, DataType, int peer, Communicator, cudaStream_t);

    /// Null unless all of them are there. The library stays open, as threads of its own may outlive us.
    static std::shared_ptr<const NcclFunctions> find(const std::string& name) {
        setEnvironment();
        return libraryFunctions<NcclFunctions>(name, [](NcclFunctions& functions, const auto& find) {
            find(functions.getUniqueId, "ncclGetUniqueId");
            find(functions.initRank, "ncclCommInitRankConfig");
            find(functions.asyncError, "ncclCommGetAsyncError");
            find(functions.errorString, "ncclGetErrorString");
            find(functions.abort, "ncclCommAbort");
            find(functions.groupStart, "ncclGroupStart");
            find(functions.groupEnd, "ncclGroupEnd");
            find(functions.allReduce, "ncclAllReduce");
            find(functions.allGather, "ncclAllGather");
            find(functions.send, "ncclSend");
            find(functions.receive, "ncclRecv");
        });
    }
};

std::unique_ptr<NcclRanks> NcclRanks::open(const std::string& library, int ranks, int groupSize) {
    auto functions = NcclFunctions::find(library);
    if (!functions) return nullptr;
    return std::unique_ptr<NcclRanks>(new NcclRanks(std::move(functions), ranks, groupSize));
}

NcclRanks::NcclRanks(std::shared_ptr<const NcclFunctions> functions, int ranks, int groupSize)
    : m_functions(std::move(functions)), m_groupSize(groupSize), m_communicators(static_cast<std::size_t>(ranks)) {
    if (groupSize > 1)
        for (int stage = 0; stage < ranks / groupSize; ++stage)
            m_groupIds.push_back(newId());
    if (ranks > groupSize) m_everybodyId = newId();
}

NcclRanks::~NcclRanks() {
    abort();
}

UniqueId NcclRanks::newId() const {
    UniqueId id{};
    if (const int result = m_functions->getUniqueId(&id); result != Success)
        throw Error(ErrorCode::Device, std::string("NCCL does not start: ") + m_functions->errorString(result) + ".");
    return id;
}

template <typename Function>
void NcclRanks::call(int rank, Which which, const char* doing, Function function) {
    const auto end = std::chrono::steady_clock::now() + kCallDeadline;
    Communicators& own = m_communicators[static_cast<std::size_t>(rank)];
    const std::scoped_lock lock(own.mutex);
    int result = m_aborted ? InProgress : function(own.*which);
    while (result == InProgress && !m_aborted && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(kPollEvery);
        if (m_functions->asyncError(own.*which, &result) != Success) result = UnhandledCudaError;
    }
    if (result == Success) return;
    const std::string why = m_aborted              ? "it was called off"
                            : result == InProgress ? "the other GPUs do not answer"
                                                   : m_functions->errorString(result);
    throw Error(ErrorCode::Device, "GPU " + std::to_string(rank) + ": " + doing + " through NCCL failed: " + why + ".",
                {.file = {}, .offset = {}, .device = rank});
}

void NcclRanks::connect(int rank) {
    const int ranks = static_cast<int>(m_communicators.size());
    if (m_groupSize > 1)
        join(rank, &Communicators::group, m_groupSize, m_groupIds[static_cast<std::size_t>(rank / m_groupSize)],
             rank % m_groupSize);
    if (ranks > m_groupSize) join(rank, &Communicators::everybody, ranks, m_everybodyId, rank);
}

void NcclRanks::join(int rank, Which which, int size, UniqueId id, int number) {
    call(rank, which, "connecting", [&](Communicator& joined) {
        Config config;
        return m_functions->initRank(&joined, size, id, number, &config);
    });
}

void NcclRanks::allReduceSum(int rank, Matrix x, cudaStream_t stream) {
    call(rank, &Communicators::group, "adding up", [&](Communicator group) {
        return m_functions->allReduce(x.data, x.data, elementsOf(x), typeOf(x.precision), Sum, group, stream);
    });
}

void NcclRanks::allGatherColumns(int rank, Matrix shard, Matrix out, cudaStream_t stream) {
    call(rank, &Communicators::group, "gathering", [&](Communicator group) {
        // A row of the result is what a gather makes of the shards' rows.
        m_functions->groupStart();
        for (std::int64_t row = 0; row < out.rows; ++row)
            m_functions->allGather(shard.rowRange(row, 1).data, out.rowRange(row, 1).data,
                                   static_cast<std::size_t>(shard.columns), typeOf(shard.precision), group, stream);
        return m_functions->groupEnd();
    });
}

void NcclRanks::send(int rank, Matrix x, int toRank, cudaStream_t stream) {
    call(rank, &Communicators::everybody, "sending", [&](Communicator everybody) {
        return m_functions->send(x.data, elementsOf(x), typeOf(x.precision), toRank, everybody, stream);
    });
}

void NcclRanks::receive(int rank, Matrix x, int fromRank, cudaStream_t stream) {
    call(rank, &Communicators::everybody, "receiving", [&](Communicator everybody) {
        return m_functions->receive(x.data, elementsOf(x), typeOf(x.precision), fromRank, everybody, stream);
    });
}

void NcclRanks::abort() noexcept {
    m_aborted = true;
    for (Communicators& rank : m_communicators) {
        const std::scoped_lock lock(rank.mutex);
        for (Communicator* const each : {&rank.group, &rank.everybody})
            if (const Communicator communicator = std::exchange(*each, nullptr)) m_functions->abort(communicator);
    }
}

}  // namespace mw::cuda
