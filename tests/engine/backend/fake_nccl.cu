// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// NCCL for ranks that share one GPU, which the real library refuses; here they have to, since fences that order what one
// GPU sees let another one see a flag before what it stands for. It has what the backend relies
// on: calls that return at once, kernels that wait for each other for ever, and ncclCommAbort, which ends such waits.

#include <cuda_bf16.h>
#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include <cstring>
#include <map>
#include <memory>
#include <mutex>

#include "nccl_abi.h"

namespace {

using namespace mw::cuda::nccl;

constexpr int kMostRanks = 8;
constexpr int kThreads = 1024;
constexpr std::size_t kSlotBytes = 16 << 20;

/// In the memory of the GPU, zeroed: how far each rank has come, by the number of its call.
struct Progress {
    unsigned arrived[kMostRanks], taken[kMostRanks];
    unsigned sent[kMostRanks][kMostRanks], received[kMostRanks][kMostRanks];  ///< [from][to]
};

struct Group {
    int gpu = 0;
    Progress* progress = nullptr;
    std::byte* slots = nullptr;   ///< [rank] kSlotBytes
    unsigned* aborted = nullptr;  ///< in host memory
};

struct Rank {
    Group group;
    int size = 0, number = 0;
    unsigned calls = 0;
    unsigned sent[kMostRanks] = {}, received[kMostRanks] = {};
};

__device__ void awaitAll(const unsigned* counts, int size, unsigned call, const unsigned* aborted) {
    for (int i = static_cast<int>(threadIdx.x); i < size; i += kThreads)
        while (*static_cast<const volatile unsigned*>(counts + i) < call &&
               !*static_cast<const volatile unsigned*>(aborted)) {
        }
    __syncthreads();
    __threadfence();
}

__device__ void say(unsigned* count, unsigned call) {
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0) *static_cast<volatile unsigned*>(count) = call;
}

template <typename T>
__device__ void copy(T* to, const T* from, std::size_t count) {
    for (std::size_t i = threadIdx.x; i < count; i += kThreads)
        to[i] = __ldcg(from + i);
}

template <typename T>
__global__ void allReduce(Group group, int size, int self, unsigned call, const T* in, T* out, std::size_t count) {
    const auto slot = [&](int rank) { return reinterpret_cast<T*>(group.slots + rank * kSlotBytes); };
    copy(slot(self), in, count);
    say(group.progress->arrived + self, call);
    awaitAll(group.progress->arrived, size, call, group.aborted);
    for (std::size_t i = threadIdx.x; i < count; i += kThreads) {
        float sum = 0;
        for (int rank = 0; rank < size; ++rank)
            sum += static_cast<float>(__ldcg(slot(rank) + i));
        out[i] = static_cast<T>(sum);
    }
    say(group.progress->taken + self, call);
    awaitAll(group.progress->taken, size, call, group.aborted);
}

__global__ void allGather(Group group, int size, int self, unsigned call, const float* in, float* out,
                          std::size_t count) {
    const auto slot = [&](int rank) { return reinterpret_cast<float*>(group.slots + rank * kSlotBytes); };
    copy(slot(self), in, count);
    say(group.progress->arrived + self, call);
    awaitAll(group.progress->arrived, size, call, group.aborted);
    for (int rank = 0; rank < size; ++rank)
        copy(out + static_cast<std::size_t>(rank) * count, slot(rank), count);
    say(group.progress->taken + self, call);
    awaitAll(group.progress->taken, size, call, group.aborted);
}

__global__ void send(Group group, int self, int peer, unsigned call, const char* in, std::size_t bytes) {
    copy(reinterpret_cast<char*>(group.slots + self * kSlotBytes), in, bytes);
    say(&group.progress->sent[self][peer], call);
    awaitAll(&group.progress->received[self][peer], 1, call, group.aborted);
}

__global__ void receive(Group group, int self, int peer, unsigned call, char* out, std::size_t bytes) {
    awaitAll(&group.progress->sent[peer][self], 1, call, group.aborted);
    copy(out, reinterpret_cast<const char*>(group.slots + peer * kSlotBytes), bytes);
    say(&group.progress->received[peer][self], call);
}

std::mutex mutex;
std::map<int, Group> groups;  ///< by what their UniqueId says; kept until the process ends
int ids = 0;

std::size_t bytesPerElement(DataType type) {
    return type == Float32 ? 4 : 2;
}

int launched(const Rank& rank, std::size_t bytes) {
    if (bytes > kSlotBytes || rank.size > kMostRanks) return 5;  // ncclInvalidUsage
    return cudaGetLastError() == cudaSuccess ? Success : UnhandledCudaError;
}

template <typename T>
void launchAllReduce(Rank& rank, const void* in, void* out, std::size_t count, cudaStream_t stream) {
    allReduce<T><<<1, kThreads, 0, stream>>>(rank.group, rank.size, rank.number, ++rank.calls,
                                             static_cast<const T*>(in), static_cast<T*>(out), count);
}

}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int ncclGetUniqueId(UniqueId* id) {
    const std::scoped_lock lock(mutex);
    ++ids;
    std::memset(id, 0, sizeof *id);
    std::memcpy(id->bytes, &ids, sizeof ids);
    // Loaded now: later that would wait for the GPU, on which other ranks' kernels wait for ours.
    cudaFuncAttributes attributes{};
    for (const void* kernel :
         {reinterpret_cast<const void*>(allReduce<float>), reinterpret_cast<const void*>(allReduce<__nv_bfloat16>),
          reinterpret_cast<const void*>(allReduce<__half>), reinterpret_cast<const void*>(allGather),
          reinterpret_cast<const void*>(send), reinterpret_cast<const void*>(receive)})
        if (cudaFuncGetAttributes(&attributes, kernel) != cudaSuccess) return UnhandledCudaError;
    Group& group = groups[ids];
    const bool taken = cudaGetDevice(&group.gpu) == cudaSuccess &&
                       cudaMalloc(&group.progress, sizeof(Progress)) == cudaSuccess &&
                       cudaMemset(group.progress, 0, sizeof(Progress)) == cudaSuccess &&
                       cudaMalloc(&group.slots, kMostRanks * kSlotBytes) == cudaSuccess &&
                       cudaHostAlloc(&group.aborted, sizeof(unsigned), cudaHostAllocMapped) == cudaSuccess &&
                       cudaDeviceSynchronize() == cudaSuccess;
    if (!taken) return UnhandledCudaError;
    *group.aborted = 0;
    return Success;
}

EXPORTED int ncclCommInitRankConfig(Communicator* communicator, int size, UniqueId id, int number, Config* config) {
    const std::scoped_lock lock(mutex);
    int key = 0;
    std::memcpy(&key, id.bytes, sizeof key);
    if (config->magic != Config().magic || !groups.contains(key)) return 4;  // ncclInvalidArgument
    int gpu = 0;
    if (cudaGetDevice(&gpu) != cudaSuccess || gpu != groups[key].gpu) return 5;  // ncclInvalidUsage
    *communicator = new Rank{.group = groups[key], .size = size, .number = number};
    return InProgress;  // as the real one says, until it is asked
}

EXPORTED int ncclCommGetAsyncError(Communicator, int* result) {
    return *result = Success;
}

EXPORTED const char* ncclGetErrorString(int) {
    return "fake error";
}

EXPORTED int ncclCommAbort(Communicator communicator) {
    const std::unique_ptr<Rank> rank(static_cast<Rank*>(communicator));
    *static_cast<volatile unsigned*>(rank->group.aborted) = 1;
    return Success;
}

EXPORTED int ncclGroupStart() {
    return Success;
}

EXPORTED int ncclGroupEnd() {
    return Success;
}

EXPORTED int ncclAllReduce(const void* in, void* out, std::size_t count, DataType type, Operation,
                           Communicator communicator, cudaStream_t stream) {
    Rank& rank = *static_cast<Rank*>(communicator);
    const auto launch = type == Float32    ? launchAllReduce<float>
                        : type == BFloat16 ? launchAllReduce<__nv_bfloat16>
                                           : launchAllReduce<__half>;
    launch(rank, in, out, count, stream);
    return launched(rank, count * bytesPerElement(type));
}

EXPORTED int ncclAllGather(const void* in, void* out, std::size_t count, DataType, Communicator communicator,
                           cudaStream_t stream) {
    Rank& rank = *static_cast<Rank*>(communicator);
    allGather<<<1, kThreads, 0, stream>>>(rank.group, rank.size, rank.number, ++rank.calls,
                                          static_cast<const float*>(in), static_cast<float*>(out), count);
    return launched(rank, count * sizeof(float));
}

EXPORTED int ncclSend(const void* in, std::size_t count, DataType type, int peer, Communicator communicator,
                      cudaStream_t stream) {
    Rank& rank = *static_cast<Rank*>(communicator);
    const std::size_t bytes = count * bytesPerElement(type);
    send<<<1, kThreads, 0, stream>>>(rank.group, rank.number, peer, ++rank.sent[peer], static_cast<const char*>(in),
                                     bytes);
    return launched(rank, bytes);
}

EXPORTED int ncclRecv(void* out, std::size_t count, DataType type, int peer, Communicator communicator,
                      cudaStream_t stream) {
    Rank& rank = *static_cast<Rank*>(communicator);
    const std::size_t bytes = count * bytesPerElement(type);
    receive<<<1, kThreads, 0, stream>>>(rank.group, rank.number, peer, ++rank.received[peer], static_cast<char*>(out),
                                        bytes);
    return launched(rank, bytes);
}
