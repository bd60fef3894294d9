// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tensor-core products for one row of x, or at most 8 or 16, bound by reading the weights: 2 bytes per 2 * rows FLOP.
//
// A persistent grid (grid.x = what fits on the device at once) strides over tiles of 16 weight rows (GateUp: 8 of gate
// and the 8 of up that belong to them), which stand on the M side of mma.m16n8k16; the rows of x are its N side. A
// block's 8 warps take turns along k, 64 columns each: every warp feeds its own ring of stages in shared memory with
// cp.async and multiplies from it without meeting the others, who copy the neighbouring 128 bytes of the same rows at
// the same time. At the end of a tile the warps' sums are added in their order. The copies run on across the ends of
// tiles. With experts a block goes through those that were chosen, one after the other, for each of its tiles, so that
// the sums over a token's choices stay in the block (Down) and each chosen expert is read once. x is read from the L2
// cache once per tile.
//
// With a single row the stages hold only that one: more of them, and more of the weights are on their way before x is.
//
// All multiprocessors must have the same work: rings take so much shared memory that no more blocks than wanted meet on
// one, however early they start. (With room for three where two are wanted, experts of one token took 201 us, not 162.)

#pragma once

#include "matmul.h"
#include "mma.cuh"

namespace mw::kernels {

struct FewRowsArgs {
    const void* x = nullptr;              ///< [rows, k]; Down: [rows * perToken, k]
    const void* weight = nullptr;         ///< Linear: [columns, k]
    const ExpertPlace* places = nullptr;  ///< [experts]; GateUp: [2, columns, k] each; Down: [columns, k]
    void* out = nullptr;                  ///< [rows, columns]; GateUp: [rows * perToken, columns]
    const std::int32_t* topkIds = nullptr;
    const float* topkWeights = nullptr;
    int rows = 0, columns = 0, k = 0;
    int perToken = 0, experts = 0;
    bool floatOut = false;
};

inline constexpr int kFewRowsThreads = 256;
inline constexpr int kFewRowsWarps = kFewRowsThreads / 32;
inline constexpr int kMostMmaExperts = 64;

/// Rows: of x at most, 1, 8 or 16.
template <int Rows>
struct FewRowsLayout {
    static constexpr int kStageBytes = (16 + Rows) * 128;  ///< of one warp: 64 columns of weight and of x
    static constexpr int kSumStride = 20;                  ///< floats between tokens: keeps lanes in different banks
    static constexpr int kSumsBytes = 2 * kFewRowsWarps * Rows * kSumStride * 4;
    static constexpr int kListBytes = kMostMmaExperts * (8 + (Rows + 2) * 4) + 16;
    __host__ __device__ static constexpr std::size_t bytes(int stages, int perToken) {
        return static_cast<std::size_t>(kFewRowsWarps * stages * kStageBytes + kSumsBytes + kListBytes +
                                        Rows * perToken * 16 * 4);
    }
};

template <int Rows, int Stages, Job kJob>
__global__ void __launch_bounds__(kFewRowsThreads, 2) mma_few_rows_kernel(FewRowsArgs args) {
    using Layout = FewRowsLayout<Rows>;
    constexpr int kColumns = Rows < 8 ? 8 : Rows;  ///< of a product of the tensor cores
    constexpr int kTileColumns = kJob == Job::GateUp ? 8 : 16;
    constexpr int kTokenRuns = (Rows + 3) / 4;  ///< rows of x per lane and stage
    extern __shared__ __align__(128) unsigned char memory[];
    auto* sums = reinterpret_cast<float*>(memory + kFewRowsWarps * Stages * Layout::kStageBytes);
    auto* weightsOf = reinterpret_cast<const Activation**>(sums + Layout::kSumsBytes / 4);  // [experts]
    auto* slotsOf = reinterpret_cast<int*>(weightsOf + kMostMmaExperts);                    // [experts][Rows]
    int* counts = slotsOf + kMostMmaExperts * Rows;
    int* active = counts + kMostMmaExperts;  // the chosen experts in ascending order, behind them their number
    int& activeCount = active[kMostMmaExperts];
    auto* slotSums = reinterpret_cast<float*>(memory + Layout::bytes(Stages, 0));  // [slots][16]

    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const void* place = nullptr;  // of the thread's expert; on its way while the choice is awaited
    if constexpr (kJob != Job::Linear)
        if (thread < args.experts)
            place = kJob == Job::GateUp ? args.places[thread].gateUpValues : args.places[thread].downValues;
    // Down reads the choice before it waits, which is right only once GateUp knows that the router has ended.
    if constexpr (kJob == Job::GateUp) waitForDependency();
    launchDependents();
    const int tiles = (args.columns + kTileColumns - 1) / kTileColumns;
    const int firstTile = static_cast<int>(blockIdx.x), tileStride = static_cast<int>(gridDim.x);
    const int ownTiles = (tiles - firstTile + tileStride - 1) / tileStride;
    const int chunks = args.k / 64;
    const int ownChunks = warp < chunks ? (chunks - warp + kFewRowsWarps - 1) / kFewRowsWarps : 0;

    int experts = 1;
    if constexpr (kJob != Job::Linear) {
        const int slots = args.rows * args.perToken;
        for (int expert = warp; expert < args.experts; expert += kFewRowsWarps) {
            int count = 0;
            for (int first = 0; first < slots; first += 32) {
                const int slot = first + lane;
                const bool hit = slot < slots && __ldcg(args.topkIds + slot) == expert;
                const unsigned hits = __ballot_sync(0xffffffffu, hit);
                const int place = count + __popc(hits & ((1u << lane) - 1));
                if (hit && place < Rows) slotsOf[expert * Rows + place] = slot;
                count += __popc(hits);
            }
            if (lane == 0) counts[expert] = min(count, Rows);
        }
        if (thread < args.experts) weightsOf[thread] = static_cast<const Activation*>(place);
        __syncthreads();
        if (thread == 0) {
            int found = 0;
            for (int expert = 0; expert < args.experts; ++expert)
                if (counts[expert] > 0) active[found++] = expert;
            activeCount = found;
        }
        __syncthreads();
        experts = activeCount;
    }
    const int units = ownTiles * experts;         // a unit: one tile of one expert
    const int items = ownChunks > 0 ? units : 0;  // units whose chunks this warp copies

    // --- what copies: one lane, 16 of the 128 bytes of every fourth row --------------------------------------------
    const std::uint32_t ring = sharedAddress(memory) + warp * Stages * Layout::kStageBytes;
    const int laneRow = lane / 8;
    const auto placeOf = [&](int run) {
        const int row = laneRow + 4 * run;
        return static_cast<std::uint32_t>(row * 128 + (((lane % 8) ^ (row % 8)) * 16));
    };
    int weightUnit = 0, weightLeft = 0, weightTile = firstTile, weightExpert = 0, weightStage = 0;
    const Activation* weights[4] = {};
    const std::uint64_t once = readOnce();
    const auto copyWeights = [&] {
        if (weightLeft == 0) {
            if (weightUnit == items) return;
            const Activation* matrix;
            if constexpr (kJob == Job::Linear)
                matrix = static_cast<const Activation*>(args.weight);
            else
                matrix = weightsOf[active[weightExpert]];
#pragma unroll
            for (int run = 0; run < 4; ++run) {
                const int row = laneRow + 4 * run;
                std::int64_t from;
                if constexpr (kJob == Job::GateUp)
                    from = static_cast<std::int64_t>(row / 8) * args.columns + weightTile * 8 + row % 8;
                else
                    from = min(weightTile * 16 + row, args.columns - 1);
                weights[run] = matrix + from * args.k + warp * 64 + lane % 8 * 8;
            }
            weightLeft = ownChunks;
            ++weightUnit;
            if (++weightExpert == experts) {
                weightExpert = 0;
                weightTile += tileStride;
            }
        }
#pragma unroll
        for (int run = 0; run < 4; ++run) {
            copyAsyncOnce(ring + weightStage * Layout::kStageBytes + placeOf(run), weights[run], once);
            weights[run] += 64 * kFewRowsWarps;
        }
        --weightLeft;
        weightStage = weightStage + 1 == Stages ? 0 : weightStage + 1;
    };
    int xUnit = 0, xLeft = 0, xExpert = 0, xStage = 0;
    const Activation* xs[kTokenRuns] =
        {};  // null: no such row; what then stands in the stage only reaches sums nobody reads
    const auto copyX = [&] {
        if (xLeft == 0) {
            if (xUnit == items) return;
            const int expert = kJob == Job::Linear ? 0 : active[xExpert];
            const int count = kJob == Job::Linear ? args.rows : counts[expert];
#pragma unroll
            for (int run = 0; run < kTokenRuns; ++run) {
                const int row = laneRow + 4 * run;
                int from = row;
                if (kJob != Job::Linear && row < count) from = slotsOf[expert * Rows + row];
                if (kJob == Job::GateUp) from /= args.perToken;
                xs[run] = row < count ? static_cast<const Activation*>(args.x) +
                                            static_cast<std::int64_t>(from) * args.k + warp * 64 + lane % 8 * 8
                                      : nullptr;
            }
            xLeft = ownChunks;
            ++xUnit;
            if (++xExpert == experts) xExpert = 0;
        }
#pragma unroll
        for (int run = 0; run < kTokenRuns; ++run) {
            if (!xs[run]) continue;
            copyAsync(ring + xStage * Layout::kStageBytes + 16 * 128 + placeOf(run), xs[run]);
            xs[run] += 64 * kFewRowsWarps;
        }
        --xLeft;
        xStage = xStage + 1 == Stages ? 0 : xStage + 1;
    };

    // The weights of a linear depend on nothing, those of Down on the choice, so their copies start before the kernel
    // before this one has ended.
    for (int i = 0; i < Stages - 1; ++i)
        copyWeights();
    if constexpr (kJob != Job::GateUp) waitForDependency();
    for (int i = 0; i < Stages - 1; ++i) {
        copyX();
        closeCopies();
    }

    // --- what multiplies -------------------------------------------------------------------------------------------
    const int aRow = lane % 16, aChunk = lane / 16;
    // Of one row there are eight copies: seven products that nobody reads.
    const int bRow = Rows == 1 ? 0 : Rows == 8 ? lane % 8 : lane % 8 + lane / 16 * 8;
    const int bChunk = Rows <= 8 ? lane / 8 : lane / 8 % 2;
    int stage = 0;
    int tile = firstTile, expertAt = 0;
    for (int unit = 0; unit < units; ++unit) {
        float products[kColumns / 8][4] = {};
        for (int i = 0; i < ownChunks; ++i) {
            waitForCopies<Stages - 2>();
            __syncwarp();  // what the other lanes copied is there, too, and nobody reads the stage before any more
            copyWeights();
            copyX();
            closeCopies();
            const std::uint32_t a = ring + stage * Layout::kStageBytes + aRow * 128;
            const std::uint32_t b = ring + stage * Layout::kStageBytes + 16 * 128 + bRow * 128;
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                std::uint32_t a0[4], a1[4];
                loadMatrices(a0, a + (((half * 4 + aChunk) ^ (aRow % 8)) * 16));
                loadMatrices(a1, a + (((half * 4 + 2 + aChunk) ^ (aRow % 8)) * 16));
                if constexpr (Rows <= 8) {
                    std::uint32_t b01[4];
                    loadMatrices(b01, b + (((half * 4 + bChunk) ^ (bRow % 8)) * 16));
                    multiplyAdd(products[0], a0, b01[0], b01[1]);
                    multiplyAdd(products[0], a1, b01[2], b01[3]);
                } else {
                    std::uint32_t b0[4], b1[4];
                    loadMatrices(b0, b + (((half * 4 + bChunk) ^ (bRow % 8)) * 16));
                    loadMatrices(b1, b + (((half * 4 + 2 + bChunk) ^ (bRow % 8)) * 16));
                    multiplyAdd(products[0], a0, b0[0], b0[1]);
                    multiplyAdd(products[1], a0, b0[2], b0[3]);
                    multiplyAdd(products[0], a1, b1[0], b1[1]);
                    multiplyAdd(products[1], a1, b1[2], b1[3]);
                }
            }
            stage = stage + 1 == Stages ? 0 : stage + 1;
        }

        // Add the warps' sums. Two buffers in turn: one barrier per unit is enough.
        float* buffer = sums + unit % 2 * (kFewRowsWarps * Rows * Layout::kSumStride);
        float* own = buffer + warp * Rows * Layout::kSumStride;
#pragma unroll
        for (int part = 0; part < kColumns / 8; ++part)
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                const int row = part * 8 + lane % 4 * 2 + i % 2;
                if (row < Rows) own[row * Layout::kSumStride + lane / 4 + i / 2 * 8] = products[part][i];
            }
        __syncthreads();
        const auto total = [&](int token, int row) {
            float value = 0;
#pragma unroll
            for (int i = 0; i < kFewRowsWarps; ++i)
                value += buffer[(i * Rows + token) * Layout::kSumStride + row];
            return value;
        };
        const int token = thread / kTileColumns, row = thread % kTileColumns;
        const int column = tile * kTileColumns + row;
        const int expert = kJob == Job::Linear ? 0 : active[expertAt];
        const int count = kJob == Job::Linear ? args.rows : counts[expert];
        if (token < count && column < args.columns) {
            if constexpr (kJob == Job::Linear) {
                const std::int64_t at = static_cast<std::int64_t>(token) * args.columns + column;
                const float value = total(token, row);
                if (args.floatOut)
                    static_cast<float*>(args.out)[at] = value;
                else
                    static_cast<Activation*>(args.out)[at] = fromFloat<Activation>(value);
            } else if constexpr (kJob == Job::GateUp) {
                const int slot = slotsOf[expert * Rows + token];
                static_cast<Activation*>(args.out)[static_cast<std::int64_t>(slot) * args.columns + column] =
                    fromFloat<Activation>(gated(total(token, row), total(token, row + 8)));
            } else {
                slotSums[slotsOf[expert * Rows + token] * 16 + row] = total(token, row);
            }
        }
        if (++expertAt < experts) continue;
        if constexpr (kJob == Job::Down) {
            __syncthreads();
            if (token < args.rows && column < args.columns) {
                float value = 0;
                for (int choice = 0; choice < args.perToken; ++choice) {
                    const int slot = token * args.perToken + choice;
                    value = fmaf(args.topkWeights[slot], slotSums[slot * 16 + row], value);
                }
                static_cast<Activation*>(args.out)[static_cast<std::int64_t>(token) * args.columns + column] =
                    fromFloat<Activation>(value);
            }
        }
        expertAt = 0;
        tile += tileStride;
    }
    waitForCopies<0>();
}

}  // namespace mw::kernels
