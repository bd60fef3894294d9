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
// SiLU to its own sums. With weights in e4m3 sorted tokens are split (sm90_streamed_split.cuh).
//
// Bytes: every weight of a chosen expert once. FLOPs: 2 * weights * width; at width 64 a quarter of what would hurt.

#pragma once

#include "sm90_streamed_codes.cuh"
#include "sm90_streamed_job.cuh"
#include "sm90_streamed_split.cuh"
#include "sm90_wgmma.cuh"

namespace mw::kernels::streamed {

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

/// Of a warpgroup's sums. `unit` counts the warpgroup's rows.
template <int Width, Product Kind, Element kWeight>
__device__ __forceinline__ void store(const Job& job, const Sums<Width, Kind, kWeight>& sums, const TokenTiles& tiles,
                                      int tile, int unit) {
    constexpr int kBlocks = Tile<Width, Kind, kWeight>::kBlocksOf64;
    constexpr bool kRowScales = kWeight == Element::Float8;
    const int thread = threadIdx.x % 128, warp = thread / 32, lane = thread % 32;
    float scales[kRowScales ? kBlocks : 1][2];  // of the rows of upper and lower, see below
    if constexpr (kRowScales) {
        const auto* const all = static_cast<const float*>(scalesOf<Kind>(job, tiles, tile));
#pragma unroll
        for (int block = 0; block < kBlocks; ++block) {
            if constexpr (kIsGated<Kind>) {
                const int feature = min((unit * kBlocks + block) * 32 + warp * 8 + lane / 4, job.rows - 1);
                scales[block][0] = all[feature];
                scales[block][1] = all[job.rows + feature];
            } else {
                const int row = (unit * kBlocks + block) * 64 + warp * 16 + lane / 4;
                scales[block][0] = all[min(row, job.rows - 1)];
                scales[block][1] = all[min(row + 8, job.rows - 1)];
            }
        }
    }
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
        for (int block = 0; block < kBlocks; ++block) {
            float upper = sums[block][4 * (column / 2) + column % 2];      // row lane / 4 of eight
            float lower = sums[block][4 * (column / 2) + column % 2 + 2];  // the same of the next eight
            if constexpr (kRowScales) {
                upper *= scales[block][0];
                lower *= scales[block][1];
            }
            if constexpr (kIsGated<Kind>) {
                const int feature = (unit * kBlocks + block) * 32 + warp * 8 + lane / 4;
                if (feature < job.rows)
                    static_cast<__nv_bfloat16*>(job.out)[line + feature] =
                        __float2bfloat16_rn(upper / (1.0f + __expf(-upper)) * lower);
            } else {
                const int row = (unit * kBlocks + block) * 64 + warp * 16 + lane / 4;
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

template <int Width, Product Kind, Element kWeight>
__global__ void __launch_bounds__((Tile<Width, Kind, kWeight>::kThreads), 1)
    streamed_kernel(const __grid_constant__ CUtensorMap weights, const __grid_constant__ CUtensorMap upper,
                    const __grid_constant__ CUtensorMap x, const Job job) {
#if __CUDA_ARCH_FEAT_SM90_ALL
    using T = Tile<Width, Kind, kWeight>;
    extern __shared__ std::uint8_t raw[];
    std::uint8_t* const ring = raw + (kAlignment - sharedAddress(raw) % kAlignment) % kAlignment;
    __shared__ std::uint64_t full[T::kStages], empty[T::kStages];
    __shared__ TokenTiles tiles;
    __shared__ int isLast[T::kConsumers];
    __shared__ __align__(16) std::uint8_t windows[T::kConsumers * 4][T::kWindowBytesOfWarp];
    [[maybe_unused]] __shared__ std::uint32_t largest[T::kConsumers][4][Kind == Product::SplitGateUp ? Width : 1];
    const int warp = static_cast<int>(threadIdx.x) / 32;
    const bool copies = warp >= T::kConsumers * 4;

    if (threadIdx.x == 0) {
        for (int stage = 0; stage < T::kStages; ++stage) {
            initBarrier(&full[stage], 1);
            initBarrier(&empty[stage], 4 * T::kSharing);
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
        if (warp == T::kConsumers * 4) places.template load<Kind>(job);
    // Down may look at the choice before the kernel ahead of it, GateUp, has ended: that one waited for the router.
    if constexpr (kIsGated<Kind>) waitForDependency();
    __syncthreads();
    if constexpr (Kind != Product::Linear) {
        if (warp == T::kConsumers * 4) {
            if constexpr (kIsSorted<Kind>)
                listSorted<Width>(job, places, tiles);
            else
                listChosen(job, places, tiles);
        }
        __syncthreads();
    }
    launchDependents();

    // The same in all lanes, as the compiler sees by this; so it keeps what wgmma is told in uniform registers.
    const int count = __shfl_sync(0xffffffffu, tiles.count, 0);
    const std::int64_t all = static_cast<std::int64_t>(count) * job.unitsPerExpert * job.chunks;
    const std::int64_t blocks = min(static_cast<std::int64_t>(gridDim.x), all);  // that have work, at least a chunk
    if (blockIdx.x >= blocks) return;
    const auto borderOf = [&](std::int64_t block) { return all * block / blocks; };
    const std::int64_t begin = borderOf(blockIdx.x), end = borderOf(blockIdx.x + 1);

    if (copies) {
        if constexpr (T::kManyRegisters) giveRegisters();
        if (threadIdx.x != T::kConsumers * 128) return;
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
            for (int box = 0; box < T::kTokenBoxes; ++box)
                copyBox(stageAt(stage) + T::kWeightBytes + box * T::kBoxTokenBytes, &x, &full[stage],
                        T::kSplit ? (box * job.chunks + chunk) * kBoxColumns : chunk * T::kColumns + box * kBoxColumns,
                        tiles.bases[slot], kReadOften);
        };
        const auto copyW = [&](int stage) {  // beyond the last box: that again; it meets tokens that are zero there
            arriveExpecting(&full[stage], T::kStageBytes);
#pragma unroll
            for (int box = 0; box < T::kBoxes; ++box)
                copyWeights(stageAt(stage) + box * T::kBoxWeightBytes, &weights, &full[stage],
                            min((chunk * T::kBoxes + box) * kBoxBytes, job.lastBox), tile * kGroups, tiles.places[slot],
                            kReadOnce);
            if constexpr (T::kUpperBytes > 0)
                copyWeights(stageAt(stage) + T::kUpperAt, &upper, &full[stage], job.upperAt + chunk * T::kUpperBytes,
                            tile * kGroups, tiles.places[slot], kReadOnce);
        };
        const int ahead = static_cast<int>(min(static_cast<std::int64_t>(T::kStages), end - begin));
        if constexpr (kIsGated<Kind>) {  // has waited already
            for (int stage = 0; stage < ahead; ++stage, step()) {
                copyW(stage);
                copyX(stage);
            }
        } else {
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
        }
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

    if constexpr (T::kManyRegisters) takeRegisters<T::kConsumers>();
    if constexpr (T::kSplit) waitForDependency();  // these warps read the tokens' scales
    const int group = warp / 4;
    float sums[T::kBlocksOf64][Width / 2];
    [[maybe_unused]] CodeProducts<Width, Kind, kWeight> products(job, tiles, windows[warp], begin, end);
    [[maybe_unused]] SplitProducts<Width, Kind, kWeight> splitProducts(job);
    std::int64_t position = begin;
    for (int segment = 0; position < end; ++segment) {
        const int unit = static_cast<int>(position / job.chunks);
        const std::int64_t unitBegin = static_cast<std::int64_t>(unit) * job.chunks;
        const std::int64_t segmentEnd = min(unitBegin + job.chunks, end);
        const std::int64_t first = position;
        position = segmentEnd;
        if (T::kSharing == 1 && segment % T::kConsumers != group) continue;

#pragma unroll
        for (int block = 0; block < T::kBlocksOf64; ++block)
#pragma unroll
            for (int i = 0; i < Width / 2; ++i)
                sums[block][i] = 0;
        if constexpr (T::kSplit) splitProducts.begin(tiles.bases[unit / job.unitsPerExpert], first - unitBegin);
        // Only one multiplies at a time: a barrier of the ring tells its phases apart only from one to the next.
        if (T::kSharing == 1 && segment > 0) takeTurn(group);
        int stage = static_cast<int>((first - begin) % T::kStages);
        int parity = static_cast<int>((first - begin) / T::kStages) & 1;
        const auto advance = [&] {
            if (++stage < T::kStages) return;
            stage = 0;
            parity ^= 1;
        };
        if constexpr (T::kCoded) {
            for (std::int64_t i = first; i < segmentEnd; ++i) {
                products.enter(i);
                wait(&full[stage], parity);
                products.multiply(sums, ring + stage * T::kStageBytes);
                if (threadIdx.x % 32 == 0) arrive(&empty[stage]);
                advance();
            }
        } else if constexpr (T::kSplit) {
            for (std::int64_t i = first; i < segmentEnd; ++i) {
                wait(&full[stage], parity);
                splitProducts.multiply(sums, ring + stage * T::kStageBytes);
                if (threadIdx.x % 32 == 0) arrive(&empty[stage]);
                advance();
            }
            if (position < end) giveTurn(1 - group);
        } else {
            int before = -1;
            for (std::int64_t i = first; i < segmentEnd; ++i) {
                wait(&full[stage], parity);
                wgmmaFence();
#pragma unroll
                for (int box = 0; box < T::kBoxes; ++box) {
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
                advance();
            }
            wgmmaWait<0>();
            if (threadIdx.x % 32 == 0) arrive(&empty[before]);
            if (position < end) giveTurn(1 - group);
        }

        const int slot = unit / job.unitsPerExpert;
        const int share = T::kSharing == 1 ? 0 : group;  // which part of the unit's rows is this warpgroup's
        const int part = unit % job.unitsPerExpert * T::kSharing + share;
        const auto storeSums = [&] {
            if constexpr (Kind == Product::SplitGateUp)
                storeSplit<Width, Kind, kWeight>(job, sums, tiles, slot, part, largest[group], 1 + group);
            else
                store<Width, Kind, kWeight>(job, sums, tiles, slot, part);
        };
        if (segmentEnd - first == job.chunks) {
            storeSums();
            continue;
        }
        // This block has only a part of the sums. A block's first segment may begin within a unit, its last one end
        // within.
        const auto partial = [&](std::int64_t block, bool beginsWithin) {
            return job.partials + ((2 * block + (beginsWithin ? 0 : 1)) * T::kSharing + share) * (T::kSums * 128) +
                   threadIdx.x % 128;
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
            int& counter = job.counters[unit * T::kSharing + share];
            isLast[group] = atomicAdd(&counter, 1) == static_cast<int>(lastBlock - firstBlock);
            if (isLast[group]) counter = 0;
        }
        meetWarpgroup(1 + group);
        if (!isLast[group]) continue;
        __threadfence();
#pragma unroll
        for (int i = 0; i < T::kSums; ++i)
            sums[i / (Width / 2)][i % (Width / 2)] = 0;
        for (std::int64_t block = firstBlock; block <= lastBlock; ++block) {
            const float* const summand = partial(block, borderOf(block) > unitBegin);
#pragma unroll
            for (int i = 0; i < T::kSums; ++i)
                sums[i / (Width / 2)][i % (Width / 2)] += __ldcg(summand + i * 128);
        }
        storeSums();
    }
#endif
}

}  // namespace mw::kernels::streamed
