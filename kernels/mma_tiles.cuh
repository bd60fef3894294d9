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
//
// Weights may be codes (codes.cuh), of which a stage has 64 columns. The scales of groups come with them and are
// multiplied in bf16, before the products, since a second set of sums would not fit into the registers; so are minima
// added. Scales of whole rows are multiplied when a column is stored.

#pragma once

#include "codes.cuh"
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
    const void* scales = nullptr;         ///< Linear, of codes
    const void* superScales = nullptr;    ///< Linear, of nested scales
    const ExpertPlace* places = nullptr;  ///< as FewRowsArgs::places
    void* out = nullptr;  ///< [rows, columns]; GateUp: [slots, columns]; Down: float [parts of k, slots, columns]
    int rows = 0, columns = 0, k = 0;  ///< rows: of x (Linear) or slots
    int perToken = 0, experts = 0;
    ExpertLists lists = {};
    bool floatOut = false;
    bool wideStores = false;  ///< runs of `out` may be stored 16 bytes at a time
    int group = 0;            ///< columns that share a scale
};

template <int TileM, int TileN, int Depth, int WarpsM, int WarpsN, int Stages>
struct TileShape {
    static constexpr int kTileM = TileM, kTileN = TileN, kDepth = Depth, kStages = Stages;
    static constexpr int kWarpsM = WarpsM, kWarpsN = WarpsN, kThreads = 32 * WarpsM * WarpsN;
};

/// How a stage of shared memory is divided: weights, upper bits of codes, x, 4 bytes of scales a row of weights, those
/// of super-blocks.
template <typename Shape, Element kElement>
struct TilesStage {
    static constexpr int kWeightRowBytes = Shape::kDepth * 2;
    static constexpr int kX = Shape::kTileM * kWeightRowBytes;
    static constexpr int kScales = kX + Shape::kTileN * Shape::kDepth * 2;
    static constexpr int kBytes = kScales;
};
template <typename Shape, Element kElement>
requires(kIsCoded<kElement>) struct TilesStage<Shape, kElement> {
    static_assert(Shape::kDepth == 64);
    static constexpr int kUpperBits = Codes<kElement>::kUpperBits;
    static constexpr int kWeightRowBytes = Shape::kDepth * (Codes<kElement>::kBits - kUpperBits) / 8;
    static constexpr int kUpper = Shape::kTileM * kWeightRowBytes;
    static constexpr int kX = kUpper + (kUpperBits > 0 ? Shape::kTileM * 16 : 0);
    static constexpr int kScales = kX + Shape::kTileN * Shape::kDepth * 2;
    static constexpr int kSupers = kScales + (Codes<kElement>::kGrouped ? Shape::kTileM * 4 : 0);
    static constexpr int kBytes = kSupers + (kIsNested<kElement> ? Shape::kTileM * 4 : 0);
};

/// Of a row of weights, in a stage, beside what super-blocks have: of two groups, or the pairs of those that are there.
template <Element kElement>
inline constexpr int kScaleBytesOfStep = (kIsPaired<kElement> && kGroupOf<kElement> == 32) ? 8 : 4;

/// Of a block of threads.
template <typename Shape, Element kElement>
constexpr std::size_t tilesBytes() {
    return static_cast<std::size_t>(Shape::kStages * TilesStage<Shape, kElement>::kBytes + Shape::kTileN * 4);
}

/// Bytes from the start of a tile in shared memory to 16 of them: `chunk` of `row`, stirred so that 8 rows at the same
/// chunk lie in different banks.
template <int Depth>
__device__ __forceinline__ int stirred(int row, int chunk) {
    if constexpr (Depth == 64)
        return row * 128 + ((chunk ^ (row % 8)) * 16);
    else
        return row * 64 + ((chunk ^ (row / 2 % 4)) * 16);
}

/// The same for codes, of which a row has 64 columns: lanes read 4 or 8 bytes of 8 rows at the same block.
template <Element kElement>
__device__ __forceinline__ int stirredCodes(int row, int byte) {
    if constexpr (Codes<kElement>::kBits == 8)
        return row * 64 + (byte ^ (row / 2 % 2 * 32));
    else
        return row * 32 + (byte ^ (row / 4 % 2 * 16));
}

/// The registers of both products of a block: the codes of a lane's two rows of 16, multiplied by the rows' scales.
template <Element kElement>
__device__ __forceinline__ void expandBlock(std::uint32_t (&first)[4], std::uint32_t (&second)[4], std::uint32_t codes,
                                            int row, int lane, int block, const std::uint32_t (&scales)[2]) {
    using Of = Codes<kElement>;
#pragma unroll
    for (int half = 0; half < 2; ++half) {
        std::uint32_t words[Of::kWords], near[2], far[2];
        const int byte = block * kCodeBlock * Of::kBits / 8 + lane % 4 * Of::kWords * 4;
        loadWords<kElement>(words, codes + stirredCodes<kElement>(row + lane / 4 + 8 * half, byte));
        Of::pairs(words, near, far);
        if constexpr (Of::kGrouped) {
#pragma unroll
            for (int product = 0; product < 2; ++product) {
                near[product] = productOfPairs(near[product], scales[half]);
                far[product] = productOfPairs(far[product], scales[half]);
            }
        }
        first[half] = near[0], first[half + 2] = far[0];
        second[half] = near[1], second[half + 2] = far[1];
    }
}

/// The same of codes with nested scales. `stage`: where that begins; `step`: its number along k.
template <typename Stage, Element kElement>
__device__ __forceinline__ void expandNestedBlock(std::uint32_t (&first)[4], std::uint32_t (&second)[4],
                                                  std::uint32_t stage, int firstRow, int lane, int block, int step) {
    using Of = Codes<kElement>;
    constexpr int kBlocksOfWord = Of::kUpperBits > 0 ? 4 / Of::kUpperBits : 1;
#pragma unroll
    for (int half = 0; half < 2; ++half) {
        const int row = firstRow + lane / 4 + 8 * half;
        std::uint32_t words[1], near[2], far[2], upper = 0;
        loadWords<kElement>(words, stage + stirredCodes<kElement>(row, block * 16 + lane % 4 * 4));
        if constexpr (Of::kUpperBits > 0) upper = loadWord(stage + Stage::kUpper + row * 16 + lane % 4 * 4);
        if constexpr (kBlocksOfWord == 4) upper >>= step % 2 * 8;  // a word is that of two steps
        Of::pairs(words, upper, block, near, far);
        std::uint32_t bytes;
        float2 super = {};
        if constexpr (kIsPaired<kElement>) {
            constexpr int kRowBytes = kScaleBytesOfStep<kElement>;
            bytes = loadWord(stage + Stage::kScales + row * kRowBytes + block * (kRowBytes - 4));
        } else {
            bytes = loadWord(stage + Stage::kScales + row * 4) >> 16 * block;
            super = floatsOfHalves(loadWord(stage + Stage::kSupers + row * 4));
        }
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            const NestedScale<kElement> scale = [&] {
                if constexpr (kIsPaired<kElement>)
                    return NestedScale<kElement>(bytes);
                else
                    return NestedScale<kElement>(super.x, super.y,
                                                 kElement == Element::Q6_K ? bytes >> 8 * product : bytes);
            }();
            const std::uint32_t steps = packPair(scale.step, scale.step), least = packPair(scale.least, scale.least);
            near[product] = sumOfProducts(near[product], steps, least);
            far[product] = sumOfProducts(far[product], steps, least);
        }
        first[half] = near[0], first[half + 2] = far[0];
        second[half] = near[1], second[half + 2] = far[1];
    }
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

template <typename Shape, Job kJob, Element kElement>
__global__ void __launch_bounds__(Shape::kThreads, 2) mma_tiles_kernel(TilesArgs args) {
    using Stage = TilesStage<Shape, kElement>;
    constexpr bool kCoded = kIsCoded<kElement>, kNested = kIsNested<kElement>;
    constexpr int kDepth = Shape::kDepth, kChunks = kDepth / 8, kStages = Shape::kStages;
    constexpr int kWarpM = Shape::kTileM / Shape::kWarpsM, kWarpN = Shape::kTileN / Shape::kWarpsN;
    constexpr int kPartsM = kWarpM / 16, kPartsN = kWarpN / 8;
    constexpr int kChunksM = Stage::kWeightRowBytes / 16;
    constexpr int kRunsM = Shape::kTileM * kChunksM / Shape::kThreads,
                  kRunsN = Shape::kTileN * kChunks / Shape::kThreads;
    constexpr int kRowsPerRun = Shape::kThreads / kChunks;    // rows that all threads copy at once
    constexpr int kRowsPerRunM = Shape::kThreads / kChunksM;  // likewise, of the weight
    constexpr int kColumns = kJob == Job::GateUp ? Shape::kTileM / 2 : Shape::kTileM;
    constexpr int kRun = kJob == Job::GateUp ? kPartsM : 2 * kPartsM;  // neighbouring columns in one lane
    static_assert(kRunsM > 0 && kRunsN > 0 && kPartsM % 2 == 0 && kPartsN % 2 == 0);
    extern __shared__ __align__(128) unsigned char memory[];
    int* rowOf = reinterpret_cast<int*>(memory + kStages * Stage::kBytes);  // of `out`; -1: none
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
    const void *matrix = args.weight, *scales = args.scales, *supers = args.superScales;
    if constexpr (kJob != Job::Linear) {
        supers = kJob == Job::GateUp ? args.places[expert].gateUpSuperScales : args.places[expert].downSuperScales;
        matrix = kJob == Job::GateUp ? args.places[expert].gateUpValues : args.places[expert].downValues;
        scales = kJob == Job::GateUp ? args.places[expert].gateUpScales : args.places[expert].downScales;
    }
    // Which row of the matrix is row `row` of the tile.
    const auto matrixRow = [&](int row) -> std::int64_t {
        const int group = row / kWarpM, i = row % kWarpM / 16, half = row / 8 % 2, g = row % 8;
        if constexpr (kJob == Job::GateUp) {
            const int column = firstColumn + group * (kWarpM / 2) + g * kRun + i / 2 * 2 + half;
            return static_cast<std::int64_t>(i % 2) * args.columns + min(column, args.columns - 1);
        } else {
            const int column = firstColumn + group * kWarpM + g * kRun + 2 * i + half;
            return min(column, args.columns - 1);
        }
    };
    std::int64_t rowBytes = static_cast<std::int64_t>(args.k) / kDepth * Stage::kWeightRowBytes;
    const std::int64_t upperAt = rowBytes;  // where they begin in a row
    constexpr int kUpperColumns = kUpperColumnsOf<kElement>;
    if constexpr (kUpperColumns > 0) rowBytes += args.k / kUpperColumns * 16;
    const unsigned char* weights[kRunsM];
    const Activation* xs[kRunsN];
#pragma unroll
    for (int run = 0; run < kRunsM; ++run) {
        const int row = thread / kChunksM + run * kRowsPerRunM;
        weights[run] = static_cast<const unsigned char*>(matrix) + matrixRow(row) * rowBytes +
                       static_cast<std::int64_t>(firstK) / kDepth * Stage::kWeightRowBytes + thread % kChunksM * 16;
    }
    // Of codes in groups: scales of the pair of groups in which the step's columns are, by the threads of as many rows.
    // Nested ones, with their minima, are as many bytes. Pairs are those of the step's one group of 128, or two of 32.
    constexpr bool kGrouped = kCoded && Stage::kBytes > Stage::kScales;
    constexpr int kScaleRuns = kGrouped ? (Shape::kTileM + Shape::kThreads - 1) / Shape::kThreads : 1;
    constexpr bool kPaired = kIsPaired<kElement>;
    const int pairColumns =
        kPaired ? (kGroupOf<kElement> > kDepth ? kGroupOf<kElement> : kDepth) : 2 * (kNested ? 32 : args.group);
    constexpr int kScaleBytes = kScaleBytesOfStep<kElement>;  // of a row
    const unsigned char* scaleRows[kScaleRuns] = {};
    [[maybe_unused]] const unsigned char *superRows[kScaleRuns] = {}, *upperRows[kScaleRuns] = {};
    if constexpr (kGrouped) {
#pragma unroll
        for (int run = 0; run < kScaleRuns; ++run) {
            const int row = thread + run * Shape::kThreads;
            if (row >= Shape::kTileM) continue;
            const std::int64_t from = matrixRow(row);
            scaleRows[run] = static_cast<const unsigned char*>(scales) + from * (args.k / pairColumns) * kScaleBytes;
            superRows[run] = static_cast<const unsigned char*>(supers) + from * (args.k / kCodedMultiple) * 4;
            upperRows[run] = static_cast<const unsigned char*>(matrix) + from * rowBytes + upperAt;
        }
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
    std::uint32_t weightPlace = copyPlace;
    if constexpr (kCoded) weightPlace = stirredCodes<kElement>(thread / kChunksM, thread % kChunksM * 16);
    static_assert(kRowsPerRun % 8 == 0 && kRowsPerRunM % 8 == 0);
    const auto copyScales = [&](std::uint32_t to, int column) {
#pragma unroll
        for (int run = 0; run < kScaleRuns; ++run) {
            if (!scaleRows[run]) continue;
            const int row = thread + run * Shape::kThreads;
            copyAsyncFew<kScaleBytes>(to + Stage::kScales + row * kScaleBytes,
                                      scaleRows[run] + column / pairColumns * kScaleBytes);
            if constexpr (kNested && !kPaired)
                copyAsyncFew<4>(to + Stage::kSupers + row * 4, superRows[run] + column / kCodedMultiple * 4);
            if constexpr (kUpperColumns > 0)
                copyAsync(to + Stage::kUpper + row * 16, upperRows[run] + column / kUpperColumns * 16);
        }
    };
    int copied = 0, copyStage = 0;
    const auto copyStep = [&] {
        if (copied < steps) {
            const std::uint32_t to = ring + copyStage * Stage::kBytes;
#pragma unroll
            for (int run = 0; run < kRunsM; ++run) {
                copyAsync(to + weightPlace + run * kRowsPerRunM * Stage::kWeightRowBytes, weights[run]);
                weights[run] += Stage::kWeightRowBytes;
            }
#pragma unroll
            for (int run = 0; run < kRunsN; ++run) {
                copyAsync(to + Stage::kX + copyPlace + run * kRowsPerRun * kDepth * 2, xs[run]);
                xs[run] += kDepth;
            }
            if constexpr (kGrouped) copyScales(to, firstK + copied * kDepth);
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
        const std::uint32_t a = ring + stage * Stage::kBytes;
        const std::uint32_t b = a + Stage::kX;
        std::uint32_t next[kCoded ? kPartsM : 1][4];  // of the second product of a block
#pragma unroll
        for (int kk = 0; kk < kDepth / 16; ++kk) {
            std::uint32_t as[kPartsM][4], bs[kPartsN / 2][4];
#pragma unroll
            for (int i = 0; i < kPartsM; ++i) {
                if constexpr (!kCoded) {
                    loadMatrices(as[i], a + stirred<kDepth>(aRow + i * 16, kk * 2 + aChunk));
                } else if (kk % 2 == 1) {
#pragma unroll
                    for (int word = 0; word < 4; ++word)
                        as[i][word] = next[i][word];
                } else if constexpr (kNested) {
                    expandNestedBlock<Stage, kElement>(as[i], next[i], a, warpM * kWarpM + i * 16, lane, kk / 2,
                                                       firstK / kDepth + step);
                } else {
                    const int row = warpM * kWarpM + i * 16;
                    std::uint32_t both[2] = {};
                    if constexpr (kGrouped) {
                        const int of = (firstK + step * kDepth + kk * 16) / args.group % 2;
#pragma unroll
                        for (int half = 0; half < 2; ++half) {
                            const float scale = loadHalf(a + Stage::kScales + (row + lane / 4 + 8 * half) * 4 + of * 2);
                            both[half] = packPair(scale, scale);
                        }
                    }
                    expandBlock<kElement>(as[i], next[i], a, row, lane, kk / 2, both);
                }
            }
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
    // Of whole rows: what the lane's columns are multiplied by, GateUp: gate, then up.
    constexpr bool kRowScales = kCoded && !kGrouped;
    float rowScales[kRowScales ? kRun * (kJob == Job::GateUp ? 2 : 1) : 1];
    if constexpr (kRowScales) {
#pragma unroll
        for (int i = 0; i < kRun; ++i) {
            const int at = min(column + i, args.columns - 1);
            rowScales[i] = static_cast<const float*>(scales)[at];
            if constexpr (kJob == Job::GateUp)
                rowScales[kRun + i] = static_cast<const float*>(scales)[args.columns + at];
        }
    }
    const auto scaled = [&](float sum, int which) {
        if constexpr (kRowScales) return sum * rowScales[which];
        return sum;
    };
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
                        values[2 * i + half] = gated(scaled(sums[2 * i][j][2 * half + odd], 2 * i + half),
                                                     scaled(sums[2 * i + 1][j][2 * half + odd], kRun + 2 * i + half));
                    else
                        values[2 * i + half] = scaled(sums[i][j][2 * half + odd], 2 * i + half);
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
