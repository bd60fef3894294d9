// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tensor-core products for many rows of x: classic tiles, TileM weight rows by TileN rows of x, that move along k
// through a ring of cp.async stages shared by the block's warps; bound by the tensor cores from some hundred rows on.
//
// grid.x = tiles of rows (they share a tile of the weight, which so is read from memory about once), grid.y = tiles of
// weight rows, grid.z = parts of k (Down only: each writes its own sums, added later in their order). With experts,
// grid.x is an upper bound of the row tiles of all experts; a block finds its own in the lists of slots per expert and
// gathers the rows named there; blocks behind the last tile leave at once.
//
// A warp's sums are [weight row, row of x], so a lane holds weight rows i / 4 and 8 further of each 16 x 8 product. The
// tile's weight rows are therefore put into shared memory in an order in which all that a lane holds for one row of x
// are neighbouring columns of `out`, and it stores them at once, without another trip through shared memory. For GateUp
// every other 16 weight rows are those of up, so a lane has gate and up of a column.

#pragma once

#include "matmul.h"
#include "mma.cuh"

namespace mw::kernels {

/// Slots (token * perToken + choice) sorted by expert, in device memory.
struct ExpertLists {
    int* counts = nullptr;   ///< [experts]
    int* offsets = nullptr;  ///< [experts] into slots
    int* slots = nullptr;    ///< [tokens * perToken]
};

struct TilesArgs {
    const void* x = nullptr;              ///< [rows, k]; GateUp: [tokens, k], Down: [slots, k]
    const void* weight = nullptr;         ///< Linear: [columns, k]
    const ExpertPlace* places = nullptr;  ///< as FewRowsArgs::places
    void* out = nullptr;  ///< [rows, columns]; GateUp: [slots, columns]; Down: float [parts of k, slots, columns]
    int rows = 0, columns = 0, k = 0;  ///< rows: of x (Linear) or slots
    int perToken = 0, experts = 0;
    ExpertLists lists = {};
    bool floatOut = false;
    bool wideStores = false;  ///< runs of `out` may be stored 16 bytes at a time
};

template <int TileM, int TileN, int Depth, int WarpsM, int WarpsN, int Stages>
struct TileShape {
    static constexpr int kTileM = TileM, kTileN = TileN, kDepth = Depth, kStages = Stages;
    static constexpr int kWarpsM = WarpsM, kWarpsN = WarpsN, kThreads = 32 * WarpsM * WarpsN;
    static constexpr int kStageBytes = (TileM + TileN) * Depth * 2;
    static constexpr std::size_t kBytes = static_cast<std::size_t>(Stages * kStageBytes + TileN * 4);
};

/// Bytes from the start of a tile in shared memory to 16 of them: `chunk` of `row`, stirred so that 8 rows at the same
/// chunk lie in different banks.
template <int Depth>
__device__ __forceinline__ int stirred(int row, int chunk) {
    if constexpr (Depth == 64)
        return row * 128 + ((chunk ^ (row % 8)) * 16);
    else
        return row * 64 + ((chunk ^ (row / 2 % 4)) * 16);
}

/// Stores Count neighbouring values.
template <typename T, int Count>
__device__ __forceinline__ void storeRun(T* to, const float (&values)[Count], int left, bool wide) {
    if (!wide) {
#pragma unroll
        for (int i = 0; i < Count; ++i)
            if (i < left) to[i] = fromFloat<T>(values[i]);
        return;
    }
    if (left < Count) return;  // wide: columns are a multiple of 8, so it is all or nothing
    if constexpr (sizeof(T) == 4) {
#pragma unroll
        for (int i = 0; i < Count; i += 4)
            *reinterpret_cast<float4*>(to + i) = make_float4(values[i], values[i + 1], values[i + 2], values[i + 3]);
    } else {
        std::uint32_t words[Count / 2];
#pragma unroll
        for (int i = 0; i < Count / 2; ++i)
            words[i] = pack2(values[2 * i], values[2 * i + 1], static_cast<const T*>(nullptr));
        if constexpr (Count == 8)
            *reinterpret_cast<uint4*>(to) = make_uint4(words[0], words[1], words[2], words[3]);
        else if constexpr (Count == 4)
            *reinterpret_cast<uint2*>(to) = make_uint2(words[0], words[1]);
        else
            *reinterpret_cast<std::uint32_t*>(to) = words[0];
    }
}

template <typename Shape, Job kJob>
__global__ void __launch_bounds__(Shape::kThreads, 2) mma_tiles_kernel(TilesArgs args) {
    constexpr int kDepth = Shape::kDepth, kChunks = kDepth / 8, kStages = Shape::kStages;
    constexpr int kWarpM = Shape::kTileM / Shape::kWarpsM, kWarpN = Shape::kTileN / Shape::kWarpsN;
    constexpr int kPartsM = kWarpM / 16, kPartsN = kWarpN / 8;
    constexpr int kRunsM = Shape::kTileM * kChunks / Shape::kThreads,
                  kRunsN = Shape::kTileN * kChunks / Shape::kThreads;
    constexpr int kRowsPerRun = Shape::kThreads / kChunks;  // rows that all threads copy at once
    constexpr int kColumns = kJob == Job::GateUp ? Shape::kTileM / 2 : Shape::kTileM;
    constexpr int kRun = kJob == Job::GateUp ? kPartsM : 2 * kPartsM;  // neighbouring columns in one lane
    static_assert(kRunsM > 0 && kRunsN > 0 && kPartsM % 2 == 0 && kPartsN % 2 == 0);
    extern __shared__ __align__(128) unsigned char memory[];
    int* rowOf = reinterpret_cast<int*>(memory + kStages * Shape::kStageBytes);  // of `out`; -1: none
    waitForDependency();
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;

    int expert = 0, firstRow = static_cast<int>(blockIdx.x) * Shape::kTileN, rows = args.rows;
    const int* slots = nullptr;
    if constexpr (kJob != Job::Linear) {
        int tile = static_cast<int>(blockIdx.x);
        for (; expert < args.experts; ++expert) {
            rows = args.lists.counts[expert];
            const int tiles = (rows + Shape::kTileN - 1) / Shape::kTileN;
            if (tile < tiles) break;
            tile -= tiles;
        }
        if (expert == args.experts) return;
        firstRow = tile * Shape::kTileN;
        slots = args.lists.slots + args.lists.offsets[expert];
    }
    for (int i = thread; i < Shape::kTileN; i += Shape::kThreads)
        rowOf[i] = firstRow + i >= rows ? -1 : kJob == Job::Linear ? firstRow + i : slots[firstRow + i];

    const int chunks = args.k / 64, parts = static_cast<int>(gridDim.z), part = static_cast<int>(blockIdx.z);
    const int firstK = static_cast<int>(static_cast<std::int64_t>(chunks) * part / parts) * 64;
    const int endK = static_cast<int>(static_cast<std::int64_t>(chunks) * (part + 1) / parts) * 64;
    const int steps = (endK - firstK) / kDepth;
    const int firstColumn = static_cast<int>(blockIdx.y) * kColumns;

    // --- what copies -----------------------------------------------------------------------------------------------
    const int copyRow = thread / kChunks, copyChunk = thread % kChunks;
    const void* matrix = args.weight;
    if constexpr (kJob != Job::Linear)
        matrix = kJob == Job::GateUp ? args.places[expert].gateUpValues : args.places[expert].downValues;
    const Activation* weights[kRunsM];
    const Activation* xs[kRunsN];
#pragma unroll
    for (int run = 0; run < kRunsM; ++run) {
        const int row = copyRow + run * kRowsPerRun;
        const int group = row / kWarpM, i = row % kWarpM / 16, half = row / 8 % 2, g = row % 8;
        std::int64_t from;
        if constexpr (kJob == Job::GateUp) {
            const int column = firstColumn + group * (kWarpM / 2) + g * kRun + i / 2 * 2 + half;
            from = static_cast<std::int64_t>(i % 2) * args.columns + min(column, args.columns - 1);
        } else {
            const int column = firstColumn + group * kWarpM + g * kRun + 2 * i + half;
            from = min(column, args.columns - 1);
        }
        weights[run] = static_cast<const Activation*>(matrix) + from * args.k + firstK + copyChunk * 8;
    }
#pragma unroll
    for (int run = 0; run < kRunsN; ++run) {
        int from = min(firstRow + copyRow + run * kRowsPerRun, rows - 1);  // behind the last row: that again, unused
        if constexpr (kJob != Job::Linear) from = slots[from];
        if constexpr (kJob == Job::GateUp) from /= args.perToken;
        xs[run] =
            static_cast<const Activation*>(args.x) + static_cast<std::int64_t>(from) * args.k + firstK + copyChunk * 8;
    }
    const std::uint32_t ring = sharedAddress(memory);
    const std::uint32_t copyPlace = stirred<kDepth>(copyRow, copyChunk);  // rows of further runs are stirred alike
    static_assert(kRowsPerRun % 8 == 0);
    int copied = 0, copyStage = 0;
    const auto copyStep = [&] {
        if (copied < steps) {
            const std::uint32_t to = ring + copyStage * Shape::kStageBytes + copyPlace;
#pragma unroll
            for (int run = 0; run < kRunsM; ++run) {
                copyAsync(to + run * kRowsPerRun * kDepth * 2, weights[run]);
                weights[run] += kDepth;
            }
#pragma unroll
            for (int run = 0; run < kRunsN; ++run) {
                copyAsync(to + (Shape::kTileM + run * kRowsPerRun) * kDepth * 2, xs[run]);
                xs[run] += kDepth;
            }
        }
        closeCopies();  // an empty group keeps the count
        ++copied;
        copyStage = copyStage + 1 == kStages ? 0 : copyStage + 1;
    };
    for (int i = 0; i < kStages - 1; ++i)
        copyStep();

    // --- what multiplies -------------------------------------------------------------------------------------------
    const int warpM = warp % Shape::kWarpsM, warpN = warp / Shape::kWarpsM;
    const int aRow = warpM * kWarpM + lane % 16, aChunk = lane / 16;
    const int bRow = warpN * kWarpN + lane % 8 + lane / 16 * 8, bChunk = lane / 8 % 2;
    float sums[kPartsM][kPartsN][4] = {};
    int stage = 0;
    for (int step = 0; step < steps; ++step) {
        waitForCopies<kStages - 2>();
        __syncthreads();  // all copies of this step are there, and nobody reads the stage before any more
        copyStep();
        const std::uint32_t a = ring + stage * Shape::kStageBytes;
        const std::uint32_t b = a + Shape::kTileM * kDepth * 2;
#pragma unroll
        for (int kk = 0; kk < kDepth / 16; ++kk) {
            std::uint32_t as[kPartsM][4], bs[kPartsN / 2][4];
#pragma unroll
            for (int i = 0; i < kPartsM; ++i)
                loadMatrices(as[i], a + stirred<kDepth>(aRow + i * 16, kk * 2 + aChunk));
#pragma unroll
            for (int j = 0; j < kPartsN / 2; ++j)
                loadMatrices(bs[j], b + stirred<kDepth>(bRow + j * 16, kk * 2 + bChunk));
#pragma unroll
            for (int i = 0; i < kPartsM; ++i)
#pragma unroll
                for (int j = 0; j < kPartsN; ++j)
                    multiplyAdd(sums[i][j], as[i], bs[j / 2][j % 2 * 2], bs[j / 2][j % 2 * 2 + 1]);
        }
        stage = stage + 1 == kStages ? 0 : stage + 1;
    }
    waitForCopies<0>();
    __syncthreads();  // rowOf, should there be no step

    // --- what stores -----------------------------------------------------------------------------------------------
    const int column = firstColumn + warpM * (kColumns / Shape::kWarpsM) + lane / 4 * kRun;
    const int left = args.columns - column;
#pragma unroll
    for (int j = 0; j < kPartsN; ++j)
#pragma unroll
        for (int odd = 0; odd < 2; ++odd) {
            const int row = rowOf[warpN * kWarpN + j * 8 + lane % 4 * 2 + odd];
            if (row < 0 || left <= 0) continue;
            float values[kRun];
#pragma unroll
            for (int i = 0; i < kRun / 2; ++i)
#pragma unroll
                for (int half = 0; half < 2; ++half) {
                    if constexpr (kJob == Job::GateUp)
                        values[2 * i + half] =
                            gated(sums[2 * i][j][2 * half + odd], sums[2 * i + 1][j][2 * half + odd]);
                    else
                        values[2 * i + half] = sums[i][j][2 * half + odd];
                }
            const std::int64_t at = static_cast<std::int64_t>(row) * args.columns + column;
            if constexpr (kJob == Job::Down) {
                float* to =
                    static_cast<float*>(args.out) + static_cast<std::int64_t>(part) * args.rows * args.columns + at;
                storeRun<float, kRun>(to, values, left, args.wideStores);
            } else if constexpr (kJob == Job::GateUp) {
                storeRun<Activation, kRun>(static_cast<Activation*>(args.out) + at, values, left, args.wideStores);
            } else if (args.floatOut) {
                storeRun<float, kRun>(static_cast<float*>(args.out) + at, values, left, args.wideStores);
            } else {
                storeRun<Activation, kRun>(static_cast<Activation*>(args.out) + at, values, left, args.wideStores);
            }
        }
}

}  // namespace mw::kernels
