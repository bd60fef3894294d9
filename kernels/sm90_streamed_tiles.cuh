// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The matrix product of sm90_streamed.cu, few tokens times large weights: the time is that of reading the weights once,
// so everything serves the stream. Weights stand on the M side of the tensor cores and tokens on the N side (8 to 64 of
// them).
//
// One block per multiprocessor. All work, units of kRows weight rows times chunks of 128 along k, is one long line, of
// which each block takes an equal, consecutive share; so none waits for another at the end, whatever the shape. One
// warp copies weights and tokens into a ring of some 200 KB in shared memory, the weights of the first stages before
// the kernel even knows that its input is ready; two warpgroups take turns at the units, so that one stores while the
// other multiplies. A unit that two or three blocks share is put together by the one that comes last, in the order of
// k: results do not depend on timing.
//
// Of experts there are two kinds. Up to some 40 tokens none is moved: every chosen expert meets all tokens, and only
// what was asked for is stored. The superfluous products cost nothing, as the tensor cores wait for memory anyway. With
// more, copying all tokens beside each part of the weights would; then they come sorted by expert, and an expert meets
// its own. Gate and up rows alternate in groups of eight, so that one thread holds both values of a feature and applies
// SiLU to its own sums.
//
// Bytes: every weight of a chosen expert once. FLOPs: 2 * weights * width; at width 64 a quarter of what would hurt.

#pragma once

#include "common.cuh"
#include "sm90_async.cuh"
#include "sm90_maps.h"
#include "sm90_wgmma.cuh"

namespace mw::kernels::streamed {

using namespace sm90;

constexpr int kConsumers = 2;                     // warpgroups
constexpr int kThreads = kConsumers * 128 + 128;  // and one of which a thread copies
constexpr int kMostExperts = 64;
constexpr int kMostTiles = 2 * kMostExperts;  // of tokens
constexpr int kAlignment = 1024;              // of swizzled tiles
constexpr int kBoxes = 2;                     // of a chunk, of 128 bytes of each row
constexpr int kChunk = kBoxes * kBoxColumns;  // columns along k

enum class Product { Linear, GateUp, Down, SortedGateUp, SortedDown };

template <Product Kind>
constexpr bool kIsGated = Kind == Product::GateUp || Kind == Product::SortedGateUp;
template <Product Kind>
constexpr bool kIsSorted = Kind == Product::SortedGateUp || Kind == Product::SortedDown;

/// Experts have weights enough for large units, in which tokens are copied less often; a single matrix is cut finer,
/// since most of its units are shared by blocks, and a shared unit costs a trip to memory.
template <int Width, Product Kind>
struct Tile {
    static constexpr int kBlocksOf64 = Kind == Product::Linear ? 1 : Width == 64 ? 4 : 2;
    static constexpr int kRows = 64 * kBlocksOf64;
    static constexpr int kBoxWeightBytes = kRows * kBoxColumns * 2;
    static constexpr int kBoxTokenBytes = Width * kBoxColumns * 2;
    static constexpr int kWeightBytes = kBoxes * kBoxWeightBytes;
    static constexpr int kStageBytes = kWeightBytes + kBoxes * kBoxTokenBytes;
    static constexpr int kStages = 206 * 1024 / kStageBytes;
    static constexpr int kSharedBytes = kStages * kStageBytes + kAlignment;
    static constexpr int kSums = kBlocksOf64 * Width / 2;  // per thread
};

struct Job {
    int tokens;
    int rows;            // of a unit's matrix: features, or hidden
    int chunks;          // along k
    int lastBox;         // column where the last box begins that has something of the weights
    int unitsPerExpert;  // 1 expert for Linear
    const std::int32_t* topkIds = nullptr;
    int perToken = 0;
    const int* counts = nullptr;  // Sorted: tokens of each expert
    int experts;
    const ExpertPlace* places = nullptr;
    int tokenRowsPerExpert = 0;  // Down: the products of an expert start there
    bool byChoice = false;       // GateUp: the products are in the order of the choices, not of the experts
    void* out;
    bool floatOut = false;
    float* partials;
    int* counters;
};

/// The tokens that meet an expert's weights at once: rows of x from `base` on. An expert has one tile, or if sorted as
/// many as its tokens need.
struct TokenTiles {
    int count;
    int experts[kMostTiles], places[kMostTiles], bases[kMostTiles], tokens[kMostTiles];
};

/// Where the weights are of experts `lane` and `lane` + 32.
struct OwnPlaces {
    int at[kMostExperts / 32] = {};

    template <Product Kind>
    __device__ __forceinline__ void load(const Job& job) {
#pragma unroll
        for (int i = 0; i < kMostExperts / 32; ++i) {
            const int expert = static_cast<int>(threadIdx.x) % 32 + 32 * i;
            if (expert >= job.experts) continue;
            at[i] = placeOf(kIsGated<Kind> ? job.places[expert].gateUpValues : job.places[expert].downValues);
        }
    }
};

/// Lists the experts that a token chose, in their order. One warp.
__device__ void listChosen(const Job& job, const OwnPlaces& places, TokenTiles& list) {
    const int lane = threadIdx.x % 32;
    std::uint32_t low = 0, high = 0;
    for (int i = lane; i < job.tokens * job.perToken; i += 32) {
        const int expert = job.topkIds[i];
        if (expert < 32)
            low |= 1u << expert;
        else
            high |= 1u << (expert - 32);
    }
    low = __reduce_or_sync(0xffffffff, low);
    high = __reduce_or_sync(0xffffffff, high);
#pragma unroll
    for (int half = 0; half < kMostExperts / 32; ++half) {
        const int expert = lane + 32 * half;
        const std::uint32_t mask = half == 0 ? low : high;
        const std::uint32_t below = mask & ((1u << lane) - 1);
        if (!(mask >> lane & 1)) continue;
        const int at = (half == 0 ? 0 : __popc(low)) + __popc(below);
        list.experts[at] = expert;
        list.places[at] = places.at[half];
        list.bases[at] = expert * job.tokenRowsPerExpert;
        list.tokens[at] = job.tokens;
    }
    if (lane == 0) list.count = __popc(low) + __popc(high);
}

/// Lists the tiles of sorted tokens. One warp.
template <int Width>
__device__ void listSorted(const Job& job, const OwnPlaces& places, TokenTiles& list) {
    int base = 0, count = 0;
#pragma unroll
    for (int half = 0; half < kMostExperts / 32; ++half) {
        const int first = 32 * half;
        if (first >= job.experts) break;
        const int expert = first + static_cast<int>(threadIdx.x % 32);
        const int mine = expert < job.experts ? __ldcg(job.counts + expert) : 0;
        for (int lane = 0; lane < 32; ++lane) {
            const int tokens = __shfl_sync(0xffffffff, mine, lane);
            const int place = __shfl_sync(0xffffffff, places.at[half], lane);
            for (int done = 0; done < tokens && count < kMostTiles; done += Width, ++count) {
                if (threadIdx.x % 32 != 0) continue;
                list.experts[count] = first + lane;
                list.places[count] = place;
                list.bases[count] = base + done;
                list.tokens[count] = min(Width, tokens - done);
            }
            base += tokens;
        }
    }
    if (threadIdx.x % 32 == 0) list.count = count;
}

/// The two warpgroups hand each other the ring through hardware barriers 3 and 4.
__device__ __forceinline__ void takeTurn(int group) {
    asm volatile("bar.sync %0, 256;" ::"r"(3 + group) : "memory");
}
__device__ __forceinline__ void giveTurn(int group) {
    asm volatile("bar.arrive %0, 256;" ::"r"(3 + group) : "memory");
}

/// Where a position on the line of all work is.
struct Place {
    int unit, chunk;
};

template <int Width, Product Kind>
__device__ __forceinline__ void store(const Job& job, const float (&sums)[Tile<Width, Kind>::kBlocksOf64][Width / 2],
                                      const TokenTiles& tiles, int tile, int unit) {
    const int thread = threadIdx.x % 128, warp = thread / 32, lane = thread % 32;
#pragma unroll
    for (int column = 0; column < Width / 4; ++column) {  // of this thread
        const int token = 8 * (column / 2) + 2 * (lane % 4) + column % 2;
        if (token >= tiles.tokens[tile]) break;
        std::int64_t line = token;  // row of the output
        if constexpr (kIsSorted<Kind>) line += tiles.bases[tile];
        if (Kind == Product::GateUp && !job.byChoice) {
            line += static_cast<std::int64_t>(tiles.experts[tile]) * job.tokens;
        } else if constexpr (Kind == Product::GateUp || Kind == Product::Down) {
            line = -1;
            for (int choice = token * job.perToken; choice < (token + 1) * job.perToken; ++choice)
                if (job.topkIds[choice] == tiles.experts[tile]) line = choice;
            if (line < 0) continue;
        }
        line *= job.rows;
#pragma unroll
        for (int block = 0; block < Tile<Width, Kind>::kBlocksOf64; ++block) {
            const float upper = sums[block][4 * (column / 2) + column % 2];      // row lane / 4 of eight
            const float lower = sums[block][4 * (column / 2) + column % 2 + 2];  // the same of the next eight
            if constexpr (kIsGated<Kind>) {
                const int feature = unit * (Tile<Width, Kind>::kRows / 2) + block * 32 + warp * 8 + lane / 4;
                if (feature < job.rows)
                    static_cast<__nv_bfloat16*>(job.out)[line + feature] =
                        __float2bfloat16_rn(upper / (1.0f + __expf(-upper)) * lower);
            } else {
                const int row = unit * Tile<Width, Kind>::kRows + block * 64 + warp * 16 + lane / 4;
                const auto put = [&](int at, float value) {
                    if (at >= job.rows) return;
                    if (Kind == Product::Down || job.floatOut)
                        static_cast<float*>(job.out)[line + at] = value;
                    else
                        static_cast<__nv_bfloat16*>(job.out)[line + at] = __float2bfloat16_rn(value);
                };
                put(row, upper);
                put(row + 8, lower);
            }
        }
    }
}

template <int Width, Product Kind>
__global__ void __launch_bounds__(kThreads, 1)
    streamed_kernel(const __grid_constant__ CUtensorMap weights, const __grid_constant__ CUtensorMap x, const Job job) {
#if __CUDA_ARCH_FEAT_SM90_ALL
    using T = Tile<Width, Kind>;
    extern __shared__ std::uint8_t raw[];
    std::uint8_t* const ring = raw + (kAlignment - sharedAddress(raw) % kAlignment) % kAlignment;
    __shared__ std::uint64_t full[T::kStages], empty[T::kStages];
    __shared__ TokenTiles tiles;
    __shared__ int isLast[kConsumers];
    const int warp = static_cast<int>(threadIdx.x) / 32;
    const bool copies = warp >= kConsumers * 4;

    if (threadIdx.x == 0) {
        for (int stage = 0; stage < T::kStages; ++stage) {
            initBarrier(&full[stage], 1);
            initBarrier(&empty[stage], 4);
        }
        fenceBarrierInit();
        prefetchMap(&weights);
        prefetchMap(&x);
        tiles.count = 1;
        tiles.experts[0] = tiles.places[0] = tiles.bases[0] = 0;
        tiles.tokens[0] = job.tokens;
    }
    OwnPlaces places;  // no kernel writes them
    if constexpr (Kind != Product::Linear)
        if (warp == kConsumers * 4) places.template load<Kind>(job);
    // Down may look at the choice before the kernel ahead of it, GateUp, has ended: that one waited for the router.
    if constexpr (kIsGated<Kind>) waitForDependency();
    __syncthreads();
    if constexpr (Kind != Product::Linear) {
        if (warp == kConsumers * 4) {
            if constexpr (kIsSorted<Kind>)
                listSorted<Width>(job, places, tiles);
            else
                listChosen(job, places, tiles);
        }
        __syncthreads();
    }
    launchDependents();

    const std::int64_t all = static_cast<std::int64_t>(tiles.count) * job.unitsPerExpert * job.chunks;
    const std::int64_t blocks = min(static_cast<std::int64_t>(gridDim.x), all);  // that have work, at least a chunk
    if (blockIdx.x >= blocks) return;
    const auto borderOf = [&](std::int64_t block) { return all * block / blocks; };
    const std::int64_t begin = borderOf(blockIdx.x), end = borderOf(blockIdx.x + 1);

    if (copies) {
        if constexpr (T::kSums >= 128) giveRegisters();
        if (threadIdx.x != kConsumers * 128) return;
        int unit = static_cast<int>(begin / job.chunks), chunk = static_cast<int>(begin % job.chunks);
        int slot = unit / job.unitsPerExpert, tile = unit % job.unitsPerExpert;
        constexpr int kGroups = kIsGated<Kind> ? T::kRows / 16 : T::kRows / 8;
        const auto step = [&] {
            if (++chunk < job.chunks) return;
            chunk = 0;
            if (++tile < job.unitsPerExpert) return;
            tile = 0;
            ++slot;
        };
        const auto stageAt = [&](std::int64_t i) { return ring + i * T::kStageBytes; };
        const auto copyX = [&](int stage) {
#pragma unroll
            for (int box = 0; box < kBoxes; ++box)
                copyBox(stageAt(stage) + T::kWeightBytes + box * T::kBoxTokenBytes, &x, &full[stage],
                        chunk * kChunk + box * kBoxColumns, tiles.bases[slot], kReadOften);
        };
        const auto copyW = [&](int stage) {  // beyond the last box: that again; it meets tokens that are zero there
            arriveExpecting(&full[stage], T::kStageBytes);
#pragma unroll
            for (int box = 0; box < kBoxes; ++box)
                copyWeights(stageAt(stage) + box * T::kBoxWeightBytes, &weights, &full[stage],
                            min(chunk * kChunk + box * kBoxColumns, job.lastBox), tile * kGroups, tiles.places[slot],
                            kReadOnce);
        };
        const int ahead = static_cast<int>(min(static_cast<std::int64_t>(T::kStages), end - begin));
        const Place start{slot * job.unitsPerExpert + tile, chunk};
        for (int stage = 0; stage < ahead; ++stage, step())
            copyW(stage);
        waitForDependency();
        const Place next{slot * job.unitsPerExpert + tile, chunk};
        const auto goTo = [&](const Place& place) {
            slot = place.unit / job.unitsPerExpert;
            tile = place.unit % job.unitsPerExpert;
            chunk = place.chunk;
        };
        goTo(start);
        for (int stage = 0; stage < ahead; ++stage, step())
            copyX(stage);
        goTo(next);
        int stage = 0, parity = 0;
        for (std::int64_t i = begin + ahead; i < end; ++i, step()) {
            wait(&empty[stage], parity);
            copyW(stage);
            copyX(stage);
            if (++stage == T::kStages) {
                stage = 0;
                parity ^= 1;
            }
        }
        return;
    }

    if constexpr (T::kSums >= 128) takeRegisters();
    const int group = warp / 4;
    float sums[T::kBlocksOf64][Width / 2];
    std::int64_t position = begin;
    for (int segment = 0; position < end; ++segment) {
        const int unit = static_cast<int>(position / job.chunks);
        const std::int64_t unitBegin = static_cast<std::int64_t>(unit) * job.chunks;
        const std::int64_t segmentEnd = min(unitBegin + job.chunks, end);
        const std::int64_t first = position;
        position = segmentEnd;
        if (segment % kConsumers != group) continue;

#pragma unroll
        for (int block = 0; block < T::kBlocksOf64; ++block)
#pragma unroll
            for (int i = 0; i < Width / 2; ++i)
                sums[block][i] = 0;
        // Only one multiplies at a time: a barrier of the ring tells its phases apart only from one to the next.
        if (segment > 0) takeTurn(group);
        int stage = static_cast<int>((first - begin) % T::kStages);
        int parity = static_cast<int>((first - begin) / T::kStages) & 1;
        int before = -1;
        for (std::int64_t i = first; i < segmentEnd; ++i) {
            wait(&full[stage], parity);
            wgmmaFence();
#pragma unroll
            for (int box = 0; box < kBoxes; ++box) {
                const std::uint64_t w = matrixDescriptor(ring + stage * T::kStageBytes + box * T::kBoxWeightBytes);
                const std::uint64_t t =
                    matrixDescriptor(ring + stage * T::kStageBytes + T::kWeightBytes + box * T::kBoxTokenBytes);
#pragma unroll
                for (int k = 0; k < kBoxColumns / 16; ++k)
#pragma unroll
                    for (int block = 0; block < T::kBlocksOf64; ++block)
                        Wgmma<Width>::multiply(sums[block], w + block * (64 * 128 / 16) + 2 * k, t + 2 * k);
            }
            wgmmaCommit();
            wgmmaWait<1>();
            if (before >= 0 && threadIdx.x % 32 == 0) arrive(&empty[before]);
            before = stage;
            if (++stage == T::kStages) {
                stage = 0;
                parity ^= 1;
            }
        }
        wgmmaWait<0>();
        if (threadIdx.x % 32 == 0) arrive(&empty[before]);
        if (position < end) giveTurn(1 - group);

        const int slot = unit / job.unitsPerExpert, tile = unit % job.unitsPerExpert;
        if (segmentEnd - first == job.chunks) {
            store<Width, Kind>(job, sums, tiles, slot, tile);
            continue;
        }
        // This block has only a part of the sums. A block's first segment may begin within a unit, its last one end
        // within.
        const auto partial = [&](std::int64_t block, bool beginsWithin) {
            return job.partials + (2 * block + (beginsWithin ? 0 : 1)) * (T::kSums * 128) + threadIdx.x % 128;
        };
        float* const mine = partial(blockIdx.x, first > unitBegin);
#pragma unroll
        for (int i = 0; i < T::kSums; ++i)
            __stcg(mine + i * 128, sums[i / (Width / 2)][i % (Width / 2)]);
        __threadfence();
        meetWarpgroup(1 + group);
        const auto blockAt = [&](std::int64_t place) { return ((place + 1) * blocks - 1) / all; };
        const std::int64_t firstBlock = blockAt(unitBegin), lastBlock = blockAt(unitBegin + job.chunks - 1);
        if (threadIdx.x % 128 == 0) {
            isLast[group] = atomicAdd(&job.counters[unit], 1) == static_cast<int>(lastBlock - firstBlock);
            if (isLast[group]) job.counters[unit] = 0;
        }
        meetWarpgroup(1 + group);
        if (!isLast[group]) continue;
        __threadfence();
#pragma unroll
        for (int i = 0; i < T::kSums; ++i)
            sums[i / (Width / 2)][i % (Width / 2)] = 0;
        for (std::int64_t block = firstBlock; block <= lastBlock; ++block) {
            const float* const part = partial(block, borderOf(block) > unitBegin);
#pragma unroll
            for (int i = 0; i < T::kSums; ++i)
                sums[i / (Width / 2)][i % (Width / 2)] += __ldcg(part + i * 128);
        }
        store<Width, Kind>(job, sums, tiles, slot, tile);
    }
#endif
}

}  // namespace mw::kernels::streamed
