// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Collectives of ranks that see each other's memory: GPUs with peer access, ranks on one GPU, or, where neither holds,
// buffers in host memory that all GPUs see.
//
// Pushed sum (decode: 8 KiB per token and layer half): every rank writes its part into a buffer at each other rank, in
// stores of 16 bytes that carry two words of data and after each the number of the call. Who reads both numbers has the
// data, since 8 bytes arrive as one; so there is neither a fence nor a barrier, and a sum costs one way over the link.
// Two halves of the buffer are used in turn: a rank that has the others' parts of call n knows that they have
// finished call n - 1, so that half may be overwritten in call n + 1. 16 blocks of up to 512 threads, 8 bytes per
// thread and turn; (ranks - 1) * 2 * bytes over the link each way.
//
// Shared sum (prefill: MiB): a meeting at which everybody says that its part is complete; each rank then reads its
// slice of all parts, adds them in the order of the ranks in float32 and writes the sum to all; a second meeting says
// that everything has been written. 2 * (ranks - 1) / ranks * bytes over the link each way. Up to 32 blocks, 16 bytes
// per thread and access, 8 of them under way. Gathering columns and handing over are the same between two meetings.
//
// Meetings count instead of toggling: each pair of ranks has, per block, a number that only grows, so that every order
// of groups and pairs works, and so do recorded kernels. Each wait ends when the deadline has passed or the host calls
// it off: the rank then marks itself, its later collectives do nothing, and the host finds out from `failed`.

#include "all_reduce.h"

#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 512;
constexpr long long kLookAroundNanoseconds = 1'000'000;

__device__ __forceinline__ unsigned loadAcquire(const unsigned* from) {
    unsigned value;
    asm volatile("ld.acquire.sys.global.u32 %0, [%1];" : "=r"(value) : "l"(from) : "memory");
    return value;
}

__device__ __forceinline__ void storeRelease(unsigned* to, unsigned value) {
    asm volatile("st.release.sys.global.u32 [%0], %1;" ::"l"(to), "r"(value) : "memory");
}

__device__ __forceinline__ unsigned loadNow(const unsigned* from) {
    unsigned value;
    asm volatile("ld.relaxed.sys.global.u32 %0, [%1];" : "=r"(value) : "l"(from) : "memory");
    return value;
}

__device__ __forceinline__ uint4 loadNow(const uint4* from) {
    uint4 value;
    asm volatile("ld.volatile.global.v4.u32 {%0, %1, %2, %3}, [%4];"
                 : "=r"(value.x), "=r"(value.y), "=r"(value.z), "=r"(value.w)
                 : "l"(from)
                 : "memory");
    return value;
}

__device__ __forceinline__ void storeNow(uint4* to, const uint4& value) {
    asm volatile("st.volatile.global.v4.u32 [%0], {%1, %2, %3, %4};" ::"l"(to), "r"(value.x), "r"(value.y),
                 "r"(value.z), "r"(value.w)
                 : "memory");
}

__device__ __forceinline__ long long nanoseconds() {
    long long now;
    asm volatile("mov.u64 %0, %globaltimer;" : "=l"(now));
    return now;
}

/// The patience of one wait.
class Patience {
 public:
    __device__ __forceinline__ Patience() : m_start(nanoseconds()), m_looked(m_start) {}

    /// Whether to go on waiting for `rank`; to be asked after each look in vain. A look around is taken once in a
    /// while, since it costs a trip to the host's memory.
    __device__ __forceinline__ bool lasts(const Meeting& meeting, int rank) {
        const long long now = nanoseconds();
        if (now - m_looked < kLookAroundNanoseconds) return true;
        m_looked = now;
        if (*static_cast<const volatile unsigned*>(&meeting.places[meeting.self]->gaveUp) != 0) return false;
        if (now - m_start < meeting.deadlineNanoseconds && loadNow(meeting.aborted) == 0) return true;
        meeting.places[meeting.self]->gaveUp = 1;
        *static_cast<volatile unsigned*>(meeting.failed) = 1u + static_cast<unsigned>(rank);
        return false;
    }

 private:
    long long m_start, m_looked;
};

/// Comes to the others' blocks of the same number and waits until they have come, too. What this block has written is
/// visible to them then. False, in all threads, if one did not come. To be called by all threads.
__device__ __forceinline__ bool meet(const Meeting& meeting) {
    __threadfence_system();
    __syncthreads();
    bool came = true;
    const int other = static_cast<int>(threadIdx.x);
    if (other < meeting.size && other != meeting.self) {
        const int block = static_cast<int>(blockIdx.x);
        const int rank = meeting.ranks[other];
        MeetingPlace* const place = meeting.places[meeting.self];
        const unsigned count = loadNow(&place->counted[block][rank]) + 1;
        place->counted[block][rank] = count;
        storeRelease(&meeting.places[other]->arrived[block][meeting.ranks[meeting.self]], count);
        const unsigned* const arrived = &place->arrived[block][rank];
        if (static_cast<int>(loadAcquire(arrived) - count) < 0) {
            Patience patience;
            while (came && static_cast<int>(loadAcquire(arrived) - count) < 0)
                came = patience.lasts(meeting, rank);
        }
    }
    return __syncthreads_and(came);
}

/// Waits for the kernels before; false if this rank has given up.
__device__ __forceinline__ bool begin(const Meeting& meeting) {
    waitForDependency();
    if (meeting.ownGpu) launchDependents();
    return *static_cast<const volatile unsigned*>(&meeting.places[meeting.self]->gaveUp) == 0;
}

// --- pushed ---------------------------------------------------------------------------------------------------------

/// Eight bytes of a message as floats: 4 values of two bytes, 2 of four.
template <typename T>
struct Words {
    static constexpr int kValues = 8 / sizeof(T);

    __device__ static __forceinline__ void add(float (&sum)[kValues], unsigned x, unsigned y) {
        const float2 low = unpack2(x, static_cast<const T*>(nullptr));
        const float2 high = unpack2(y, static_cast<const T*>(nullptr));
        sum[0] += low.x, sum[1] += low.y, sum[2] += high.x, sum[3] += high.y;
    }
    __device__ static __forceinline__ uint2 pack(const float (&sum)[kValues]) {
        const T* const type = nullptr;
        return make_uint2(pack2(sum[0], sum[1], type), pack2(sum[2], sum[3], type));
    }
};

template <>
struct Words<float> {
    static constexpr int kValues = 2;

    __device__ static __forceinline__ void add(float (&sum)[2], unsigned x, unsigned y) {
        sum[0] += __uint_as_float(x), sum[1] += __uint_as_float(y);
    }
    __device__ static __forceinline__ uint2 pack(const float (&sum)[2]) {
        return make_uint2(__float_as_uint(sum[0]), __float_as_uint(sum[1]));
    }
};

/// The 8 bytes with number `item` of x [count]; the last ones may be fewer.
template <typename T>
__device__ __forceinline__ uint2 loadWords(const T* x, std::int64_t item, std::int64_t count) {
    constexpr int kValues = Words<T>::kValues;
    const std::int64_t first = item * kValues;
    if (first + kValues <= count) return *reinterpret_cast<const uint2*>(x + first);
    float values[kValues];
#pragma unroll
    for (int i = 0; i < kValues; ++i)
        values[i] = first + i < count ? toFloat(x[first + i]) : 0.0f;
    return Words<T>::pack(values);
}

template <typename T>
__device__ __forceinline__ void storeWords(T* x, std::int64_t item, std::int64_t count,
                                           const float (&values)[Words<T>::kValues]) {
    constexpr int kValues = Words<T>::kValues;
    const std::int64_t first = item * kValues;
    if (first + kValues <= count) {
        *reinterpret_cast<uint2*>(x + first) = Words<T>::pack(values);
        return;
    }
#pragma unroll
    for (int i = 0; i < kValues; ++i)
        if (first + i < count) x[first + i] = fromFloat<T>(values[i]);
}

/// MostRanks: at least meeting.size.
template <typename T, int MostRanks>
__global__ void __launch_bounds__(kThreads)
    push_all_reduce_kernel(T* x, std::int64_t count, const __grid_constant__ Meeting meeting) {
    constexpr int kValues = Words<T>::kValues;
    constexpr std::int64_t kItems = kPushBytes / 8;
    if (!begin(meeting)) return;
    MeetingPlace* const place = meeting.places[meeting.self];
    const unsigned call = loadNow(&place->pushes[blockIdx.x]) + 1;
    const std::int64_t half = (call & 1) * meeting.size * kItems;
    const std::int64_t items = (count + kValues - 1) / kValues;
    const std::int64_t first = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    const std::int64_t step = static_cast<std::int64_t>(gridDim.x) * blockDim.x;

    for (std::int64_t item = first; item < items; item += step) {
        const uint2 mine = loadWords(x, item, count);
        const std::int64_t slot = half + meeting.self * kItems + item;
#pragma unroll
        for (int i = 0; i < MostRanks; ++i)
            if (i < meeting.size && i != meeting.self)
                storeNow(static_cast<uint4*>(meeting.pushBuffers[i]) + slot, make_uint4(mine.x, call, mine.y, call));
    }
    const uint4* const received = static_cast<const uint4*>(meeting.pushBuffers[meeting.self]) + half;
    for (std::int64_t item = first; item < items; item += step) {
        const uint2 mine = loadWords(x, item, count);
        uint4 parts[MostRanks];
#pragma unroll
        for (int i = 0; i < MostRanks; ++i) {
            parts[i] = make_uint4(mine.x, call, mine.y, call);
            if (i < meeting.size && i != meeting.self) parts[i] = loadNow(received + i * kItems + item);
        }
        float sum[kValues] = {};
#pragma unroll
        for (int i = 0; i < MostRanks; ++i) {
            if (i >= meeting.size) break;
            if (parts[i].y != call || parts[i].w != call) {
                Patience patience;
                do
                    parts[i] = loadNow(received + i * kItems + item);
                while ((parts[i].y != call || parts[i].w != call) && patience.lasts(meeting, meeting.ranks[i]));
            }
            Words<T>::add(sum, parts[i].x, parts[i].z);
        }
        storeWords(x, item, count, sum);
    }
    __syncthreads();  // all have read the number of the call
    if (threadIdx.x == 0) place->pushes[blockIdx.x] = call;
}

// --- shared ---------------------------------------------------------------------------------------------------------

struct Pointers {
    void* at[kMostRanks];
};

template <typename T, int MostRanks>
__global__ void __launch_bounds__(kThreads)
    shared_all_reduce_kernel(const __grid_constant__ Pointers xs, std::int64_t count,
                             const __grid_constant__ Meeting meeting) {
    constexpr int kWidth = 16 / sizeof(T);
    constexpr int kRuns = MostRanks <= 2 ? 4 : MostRanks <= 4 ? 2 : 1;
    if (!begin(meeting) || !meet(meeting)) return;

    const std::int64_t vectors = count / kWidth;
    const std::int64_t first = vectors * meeting.self / meeting.size;
    const std::int64_t last = vectors * (meeting.self + 1) / meeting.size;
    const std::int64_t step = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    std::int64_t at = first + static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    for (; at < last; at += kRuns * step) {
        uint4 parts[kRuns][MostRanks];
#pragma unroll
        for (int run = 0; run < kRuns; ++run)
#pragma unroll
            for (int i = 0; i < MostRanks; ++i)
                if (i < meeting.size && at + run * step < last)
                    parts[run][i] = static_cast<const uint4*>(xs.at[i])[at + run * step];
#pragma unroll
        for (int run = 0; run < kRuns; ++run) {
            if (at + run * step >= last) break;
            float low[Words<T>::kValues] = {}, high[Words<T>::kValues] = {};
#pragma unroll
            for (int i = 0; i < MostRanks; ++i) {
                if (i >= meeting.size) break;
                Words<T>::add(low, parts[run][i].x, parts[run][i].y);
                Words<T>::add(high, parts[run][i].z, parts[run][i].w);
            }
            const uint2 lowBits = Words<T>::pack(low), highBits = Words<T>::pack(high);
            const uint4 sum = make_uint4(lowBits.x, lowBits.y, highBits.x, highBits.y);
#pragma unroll
            for (int i = 0; i < MostRanks; ++i)
                if (i < meeting.size) static_cast<uint4*>(xs.at[i])[at + run * step] = sum;
        }
    }
    // What does not fill a vector, fewer than kWidth values, is the last rank's.
    if (meeting.self == meeting.size - 1 && blockIdx.x == 0 && vectors * kWidth + threadIdx.x < count) {
        const std::int64_t index = vectors * kWidth + threadIdx.x;
        float sum = 0;
        for (int i = 0; i < meeting.size; ++i)
            sum += toFloat(static_cast<const T*>(xs.at[i])[index]);
        for (int i = 0; i < meeting.size; ++i)
            static_cast<T*>(xs.at[i])[index] = fromFloat<T>(sum);
    }
    meet(meeting);
}

/// V: uint4, where the columns are a multiple of four values, or unsigned. columns: in units of V.
template <typename V>
__global__ void __launch_bounds__(kThreads)
    gather_columns_kernel(const V* shard, const __grid_constant__ Pointers outs, std::int64_t rows,
                          std::int64_t columns, const __grid_constant__ Meeting meeting) {
    if (!begin(meeting) || !meet(meeting)) return;
    const std::int64_t step = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < rows * columns;
         i += step) {
        const std::int64_t row = i / columns;
        const std::int64_t to = (row * meeting.size + meeting.self) * columns + (i - row * columns);
        const V value = shard[i];
        for (int other = 0; other < meeting.size; ++other)
            static_cast<V*>(outs.at[other])[to] = value;
    }
    meet(meeting);
}

__global__ void __launch_bounds__(kThreads)
    hand_over_kernel(const void* from, void* to, std::int64_t bytes, const __grid_constant__ Meeting meeting) {
    constexpr int kRuns = 4;
    if (!begin(meeting) || !meet(meeting)) return;
    if (from) {
        const std::int64_t vectors = bytes / 16;
        const std::int64_t step = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
        const std::int64_t thread = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
        for (std::int64_t at = thread; at < vectors; at += kRuns * step) {
            uint4 values[kRuns];
#pragma unroll
            for (int run = 0; run < kRuns; ++run)
                if (at + run * step < vectors) values[run] = static_cast<const uint4*>(from)[at + run * step];
#pragma unroll
            for (int run = 0; run < kRuns; ++run)
                if (at + run * step < vectors) static_cast<uint4*>(to)[at + run * step] = values[run];
        }
        if (const std::int64_t rest = vectors * 16 + thread; rest < bytes)
            static_cast<char*>(to)[rest] = static_cast<const char*>(from)[rest];
    }
    meet(meeting);
}

// --- launching ------------------------------------------------------------------------------------------------------

bool isPlausible(const Meeting& meeting) {
    return meeting.size >= 2 && meeting.size <= kMostRanks && meeting.self >= 0 && meeting.self < meeting.size;
}

/// Blocks for `bytes` that one rank moves, the same on all ranks. Where ranks share a GPU, few.
int blocksFor(std::int64_t bytes, const Meeting& meeting) {
    constexpr std::int64_t kBytesPerBlock = static_cast<std::int64_t>(kThreads) * 16;
    const std::int64_t most = meeting.ownGpu ? kMostMeetingBlocks : kMostMeetingBlocks / 4;
    const std::int64_t wanted = (bytes + kBytesPerBlock - 1) / kBytesPerBlock;
    return static_cast<int>(wanted < 1 ? 1 : wanted < most ? wanted : most);
}

/// Calls `work` with the number of ranks that a kernel is compiled for, as a constant.
template <typename Work>
cudaError_t withRanks(int ranks, const Work& work) {
    if (ranks <= 2) return work(std::integral_constant<int, 2>());
    if (ranks <= 4) return work(std::integral_constant<int, 4>());
    return work(std::integral_constant<int, 8>());
}

}  // namespace

cudaError_t launchPushedAllReduce(void* x, Element element, std::int64_t count, const Meeting& meeting,
                                  cudaStream_t stream) {
    if (count == 0) return cudaSuccess;
    if (!isPlausible(meeting) || !isAligned16(x) || count * static_cast<std::int64_t>(bytesOf(element)) > kPushBytes)
        return cudaErrorInvalidValue;
    // All blocks take part in every call, as each counts the calls by itself.
    const std::int64_t items = (count * static_cast<std::int64_t>(bytesOf(element)) + 7) / 8;
    const std::int64_t perBlock = (items + kPushBlocks - 1) / kPushBlocks;
    const unsigned threads = perBlock <= 64 ? 64 : perBlock <= 128 ? 128 : perBlock <= 256 ? 256 : kThreads;
    return withActivationType(element, [&]<typename T>(T*) {
        return withRanks(meeting.size, [&](auto ranks) {
            return launch(push_all_reduce_kernel<T, ranks()>, dim3(kPushBlocks), dim3(threads), 0, stream,
                          static_cast<T*>(x), count, meeting);
        });
    });
}

cudaError_t launchSharedAllReduce(void* const* xs, Element element, std::int64_t count, const Meeting& meeting,
                                  cudaStream_t stream) {
    if (count == 0) return cudaSuccess;
    if (!isPlausible(meeting)) return cudaErrorInvalidValue;
    Pointers pointers{};
    for (int i = 0; i < meeting.size; ++i) {
        if (!isAligned16(xs[i])) return cudaErrorInvalidValue;
        pointers.at[i] = xs[i];
    }
    const int blocks = blocksFor(count * static_cast<std::int64_t>(bytesOf(element)) / meeting.size, meeting);
    return withActivationType(element, [&]<typename T>(T*) {
        return withRanks(meeting.size, [&](auto ranks) {
            return launch(shared_all_reduce_kernel<T, ranks()>, dim3(static_cast<unsigned>(blocks)), dim3(kThreads), 0,
                          stream, pointers, count, meeting);
        });
    });
}

cudaError_t launchGatherColumns(const void* shard, void* const* outs, std::int64_t rows, std::int64_t columns,
                                const Meeting& meeting, cudaStream_t stream) {
    if (rows == 0 || columns == 0) return cudaSuccess;
    if (!isPlausible(meeting)) return cudaErrorInvalidValue;
    Pointers pointers{};
    bool wide = columns % 4 == 0 && isAligned16(shard);
    for (int i = 0; i < meeting.size; ++i) {
        pointers.at[i] = outs[i];
        wide = wide && isAligned16(outs[i]);
    }
    const auto blocks = dim3(static_cast<unsigned>(blocksFor(rows * columns * 4, meeting)));
    if (wide)
        return launch(gather_columns_kernel<uint4>, blocks, dim3(kThreads), 0, stream, static_cast<const uint4*>(shard),
                      pointers, rows, columns / 4, meeting);
    return launch(gather_columns_kernel<unsigned>, blocks, dim3(kThreads), 0, stream,
                  static_cast<const unsigned*>(shard), pointers, rows, columns, meeting);
}

cudaError_t launchHandOver(const void* from, void* to, std::int64_t bytes, const Meeting& meeting,
                           cudaStream_t stream) {
    if (bytes == 0) return cudaSuccess;
    if (!isPlausible(meeting) || meeting.size != 2 || (from && (!isAligned16(from) || !isAligned16(to))))
        return cudaErrorInvalidValue;
    return launch(hand_over_kernel, dim3(static_cast<unsigned>(blocksFor(bytes, meeting))), dim3(kThreads), 0, stream,
                  from, to, bytes, meeting);
}

}  // namespace mw::kernels
