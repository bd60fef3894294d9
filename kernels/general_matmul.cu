// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Matrices of any shape and any mixture of element types: the path that is always there. Tiles of 64 rows of x by 64
// rows of the weight go through shared memory as float32, 16 columns of k at a time; each of 256 threads sums 4 x 4
// products with fused multiply-adds, in the order of k. A value's sum does not depend on what else is in the step.
// Linear: grid.x = tiles of columns, grid.y = tiles of rows; 2 * rows * columns * k FLOP, the weight is read once per
// 64 rows. Experts: gate and up are one launch (grid.x = tiles of 32 feed-forward columns, gate and up side by side in
// the tile, grid.y = experts), whose blocks gather the rows of their expert from `topkIds`, 64 at a time; down is
// another (grid.x = tiles of hidden columns, grid.y = tiles of 64 tokens), which goes through the choices in their
// order and within a choice through the experts that occur, with the rows of other experts zero.

#include "matmul.h"

#include <algorithm>

#include "codes.cuh"
#include "common.cuh"

namespace mw::kernels {

namespace {

constexpr int kTile = 64;
constexpr int kDepth = 16;
constexpr int kThreads = 256;
constexpr unsigned kMostTilesOfRows = 65535;  // of grid.y; blocks stride over more

struct Source {
    const void* data;
    Element element;
    const void* scales = nullptr;
    const void* superScales = nullptr;
    int columns = 0;  ///< of a row of codes
};

/// The code of a value and its scale, multiplied.
template <Element kElement>
__device__ __noinline__ float readCode(const Source& from, std::int64_t i) {
    using Of = Codes<kElement>;
    const std::int64_t row = i / from.columns;
    const int column = static_cast<int>(i % from.columns), c = column % kCodeBlock;
    const int product = c / 16, further = c / 8 % 2, lane = c % 8 / 2, upper = c % 2;  // see code_order.h
    const int position =
        column - c + 8 * lane + further + (Of::kBits == 8 ? 4 * product + 2 * upper : 2 * product + 4 * upper);
    const auto* const codes = static_cast<const unsigned char*>(from.data) + row * bytesOfCodes<kElement>(from.columns);
    std::uint32_t code;
    if constexpr (Of::kBits == 8)
        code = codes[position];
    else
        code = codes[position / 2] >> position % 2 * 4 & 15;
    if constexpr (Of::kUpperBits > 0) {
        constexpr int kEach = Of::kUpperBits, kBlocks = 4 / kEach;
        const int block = column / kCodeBlock;
        const int bit = 32 * lane + 16 * upper + kEach * (4 * (block % kBlocks) + 2 * product + further);
        const auto* const plane = codes + wholeColumns<kElement>(from.columns) / 2;
        code |= (plane[block / kBlocks * 16 + bit / 8] >> bit % 8 & ((1u << kEach) - 1)) << 4;
    }
    const float value = Of::value(code);
    if constexpr (!Of::kGrouped) {
        return value * static_cast<const float*>(from.scales)[row];
    } else {
        constexpr int kGroup = kGroupOf<kElement>;
        const std::int64_t groups = (wholeColumns<kElement>(from.columns) + kGroup - 1) / kGroup;
        const std::int64_t at = row * groups + column / kGroup;
        if constexpr (kIsPaired<kElement>) {
            const NestedScale<kElement> scale(static_cast<const std::uint32_t*>(from.scales)[at]);
            return fmaf(value, scale.step, scale.least);
        } else if constexpr (kIsNested<kElement>) {
            const std::int64_t block = at / (kCodedMultiple / kGroup);
            const auto* const super = static_cast<const __half*>(from.superScales) + 2 * block;
            const auto* const bytes = static_cast<const unsigned char*>(from.scales);
            const NestedScale<kElement> scale(toFloat(super[0]), toFloat(super[1]),
                                              kElement == Element::Q6_K
                                                  ? bytes[at]
                                                  : bytes[2 * at] | static_cast<std::uint32_t>(bytes[2 * at + 1]) << 8);
            return fmaf(value, scale.step, scale.least);
        } else {
            return value * toFloat(static_cast<const __half*>(from.scales)[at]);
        }
    }
}

__device__ __forceinline__ float read(const Source& from, std::int64_t i) {
    switch (from.element) {
        case Element::Float8:
            return readCode<Element::Float8>(from, i);
        case Element::Int8:
            return readCode<Element::Int8>(from, i);
        case Element::Int8Group32:
            return readCode<Element::Int8Group32>(from, i);
        case Element::Int4:
            return readCode<Element::Int4>(from, i);
        case Element::Int4Group32:
            return readCode<Element::Int4Group32>(from, i);
        case Element::Q4_K:
            return readCode<Element::Q4_K>(from, i);
        case Element::Q5_K:
            return readCode<Element::Q5_K>(from, i);
        case Element::Q6_K:
            return readCode<Element::Q6_K>(from, i);
        case Element::Int4Zero:
            return readCode<Element::Int4Zero>(from, i);
        case Element::Int4ZeroGroup32:
            return readCode<Element::Int4ZeroGroup32>(from, i);
        case Element::Q4_1:
            return readCode<Element::Q4_1>(from, i);
        case Element::Q5_1:
            return readCode<Element::Q5_1>(from, i);
        case Element::BFloat16:
            return toFloat(static_cast<const __nv_bfloat16*>(from.data)[i]);
        case Element::Float16:
            return toFloat(static_cast<const __half*>(from.data)[i]);
        default:
            return static_cast<const float*>(from.data)[i];
    }
}

__device__ __forceinline__ void write(void* to, Element element, std::int64_t i, float value) {
    switch (element) {
        case Element::BFloat16:
            static_cast<__nv_bfloat16*>(to)[i] = fromFloat<__nv_bfloat16>(value);
            break;
        case Element::Float16:
            static_cast<__half*>(to)[i] = fromFloat<__half>(value);
            break;
        default:
            static_cast<float*>(to)[i] = value;
    }
}

/// Tiles transposed, [k][row]; the padding keeps the writes of a warp (2 rows, 16 k) out of one bank.
struct Tiles {
    float x[kDepth][kTile + 4];
    float weight[kDepth][kTile + 4];
};

/// sums[i][j] += row 4 * (thread / 16) + i of x times row 4 * (thread % 16) + j of the weight. The functions say at
/// which element a tile's row starts, or -1 for a row of zeros. All threads of the block call it.
template <typename XStart, typename WeightStart>
__device__ __forceinline__ void multiplyTile(Tiles& tiles, const Source& x, const Source& weight, int k,
                                             const XStart& xStart, const WeightStart& weightStart,
                                             float (&sums)[4][4]) {
    const int thread = static_cast<int>(threadIdx.x);
    const int depth = thread % kDepth, firstRow = thread / kDepth;
    for (int first = 0; first < k; first += kDepth) {
        const int at = first + depth;
#pragma unroll
        for (int part = 0; part < kTile / (kThreads / kDepth); ++part) {
            const int row = firstRow + part * (kThreads / kDepth);
            const std::int64_t xAt = xStart(row), weightAt = weightStart(row);
            tiles.x[depth][row] = at < k && xAt >= 0 ? read(x, xAt + at) : 0;
            tiles.weight[depth][row] = at < k && weightAt >= 0 ? read(weight, weightAt + at) : 0;
        }
        __syncthreads();
#pragma unroll
        for (int step = 0; step < kDepth; ++step) {
            const float4 a = *reinterpret_cast<const float4*>(&tiles.x[step][thread / 16 * 4]);
            const float4 b = *reinterpret_cast<const float4*>(&tiles.weight[step][thread % 16 * 4]);
            const float rows[4] = {a.x, a.y, a.z, a.w}, columns[4] = {b.x, b.y, b.z, b.w};
#pragma unroll
            for (int i = 0; i < 4; ++i)
#pragma unroll
                for (int j = 0; j < 4; ++j)
                    sums[i][j] = fmaf(rows[i], columns[j], sums[i][j]);
        }
        __syncthreads();
    }
}

__global__ void __launch_bounds__(kThreads) general_linear_kernel(LinearArgs args) {
    __shared__ Tiles tiles;
    waitForDependency();
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x);
    const int firstColumn = static_cast<int>(blockIdx.x) * kTile;
    for (std::int64_t firstRow = static_cast<std::int64_t>(blockIdx.y) * kTile; firstRow < args.rows;
         firstRow += static_cast<std::int64_t>(gridDim.y) * kTile) {
        float sums[4][4] = {};
        multiplyTile(
            tiles, {args.x, args.xElement}, {args.weight, args.weightElement, args.scales, args.superScales, args.k},
            args.k, [&](int row) { return firstRow + row < args.rows ? (firstRow + row) * args.k : std::int64_t{-1}; },
            [&](int row) {
                return firstColumn + row < args.columns ? static_cast<std::int64_t>(firstColumn + row) * args.k
                                                        : std::int64_t{-1};
            },
            sums);
#pragma unroll
        for (int i = 0; i < 4; ++i)
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                const std::int64_t row = firstRow + thread / 16 * 4 + i;
                const int column = firstColumn + thread % 16 * 4 + j;
                if (row < args.rows && column < args.columns)
                    write(args.out, args.outElement, row * args.columns + column, sums[i][j]);
            }
    }
}

/// The next (up to kTile) slots from `next` on that chose `expert`, in order, to `found`; returns their number and
/// moves `next` behind the last slot looked at. All threads of the block call it with the same arguments.
__device__ __forceinline__ int findSlots(const std::int32_t* topkIds, std::int64_t slots, int expert,
                                         std::int64_t& next, std::int64_t (&found)[kTile],
                                         int (&warpCounts)[kThreads / 32]) {
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    int count = 0;
    while (next < slots && count < kTile) {
        // As many slots at a time as surely fit, so that none has to be given back.
        const int width = min(kThreads, kTile - count);
        const std::int64_t slot = next + thread;
        const bool hit = thread < width && slot < slots && topkIds[slot] == expert;
        const unsigned hits = __ballot_sync(0xffffffffu, hit);
        __syncthreads();  // the counts of the round before have been read
        if (lane == 0) warpCounts[warp] = __popc(hits);
        __syncthreads();
        int before = count;
        for (int i = 0; i < kThreads / 32; ++i) {
            if (i < warp) before += warpCounts[i];
            count += warpCounts[i];
        }
        if (hit) found[before + __popc(hits & ((1u << lane) - 1))] = slot;
        next += width;
    }
    __syncthreads();
    return count;
}

__global__ void __launch_bounds__(kThreads) general_gate_up_kernel(ExpertsArgs args) {
    __shared__ Tiles tiles;
    __shared__ std::int64_t found[kTile];
    __shared__ int warpCounts[kThreads / 32];
    waitForDependency();
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x);
    const int expert = static_cast<int>(blockIdx.y);
    const int firstColumn = static_cast<int>(blockIdx.x) * (kTile / 2);
    const std::int64_t slots = static_cast<std::int64_t>(args.tokens) * args.perToken;
    const ExpertPlace& place = args.places[expert];
    const Source weight{place.gateUpValues, args.gateUpElement, place.gateUpScales, place.gateUpSuperScales,
                        args.hidden};
    for (std::int64_t next = 0; next < slots;) {
        const int count = findSlots(args.topkIds, slots, expert, next, found, warpCounts);
        if (count == 0) break;
        float sums[4][4] = {};
        multiplyTile(
            tiles, {args.x, args.element}, weight, args.hidden,
            [&](int row) { return row < count ? found[row] / args.perToken * args.hidden : std::int64_t{-1}; },
            [&](int row) {  // gate and up of a column side by side, so that one thread has both
                const int column = firstColumn + row / 2;
                return column < args.feedForward
                           ? (static_cast<std::int64_t>(row % 2) * args.feedForward + column) * args.hidden
                           : std::int64_t{-1};
            },
            sums);
#pragma unroll
        for (int i = 0; i < 4; ++i)
#pragma unroll
            for (int j = 0; j < 2; ++j) {
                const int row = thread / 16 * 4 + i;
                const int column = firstColumn + thread % 16 * 2 + j;
                if (row >= count || column >= args.feedForward) continue;
                const float gate = sums[i][2 * j], up = sums[i][2 * j + 1];
                write(args.products, args.element, found[row] * args.feedForward + column,
                      gate / (1.0f + expf(-gate)) * up);
            }
        __syncthreads();  // `found` is read until here
    }
}

__global__ void __launch_bounds__(kThreads) general_down_kernel(ExpertsArgs args) {
    __shared__ Tiles tiles;
    __shared__ int experts[kTile];
    waitForDependency();
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x);
    const int firstColumn = static_cast<int>(blockIdx.x) * kTile;
    for (std::int64_t first = static_cast<std::int64_t>(blockIdx.y) * kTile; first < args.tokens;
         first += static_cast<std::int64_t>(gridDim.y) * kTile) {
        float totals[4][4] = {};
        for (int choice = 0; choice < args.perToken; ++choice) {
            __syncthreads();  // the choices before have been used
            if (thread < kTile)
                experts[thread] =
                    first + thread < args.tokens ? args.topkIds[(first + thread) * args.perToken + choice] : -1;
            __syncthreads();
            for (int expert = 0; expert < args.experts; ++expert) {
                if (!__syncthreads_or(thread < kTile && experts[thread] == expert)) continue;
                float sums[4][4] = {};
                multiplyTile(
                    tiles, {args.products, args.element},
                    {args.places[expert].downValues, args.downElement, args.places[expert].downScales,
                     args.places[expert].downSuperScales, args.feedForward},
                    args.feedForward,
                    [&](int row) {
                        return experts[row] == expert ? ((first + row) * args.perToken + choice) * args.feedForward
                                                      : std::int64_t{-1};
                    },
                    [&](int row) {
                        return firstColumn + row < args.hidden
                                   ? static_cast<std::int64_t>(firstColumn + row) * args.feedForward
                                   : std::int64_t{-1};
                    },
                    sums);
#pragma unroll
                for (int i = 0; i < 4; ++i) {
                    const int row = thread / 16 * 4 + i;
                    if (experts[row] != expert) continue;
                    const float share = args.topkWeights[(first + row) * args.perToken + choice];
#pragma unroll
                    for (int j = 0; j < 4; ++j)
                        totals[i][j] = fmaf(share, sums[i][j], totals[i][j]);
                }
            }
        }
#pragma unroll
        for (int i = 0; i < 4; ++i)
#pragma unroll
            for (int j = 0; j < 4; ++j) {
                const std::int64_t token = first + thread / 16 * 4 + i;
                const int column = firstColumn + thread % 16 * 4 + j;
                if (token < args.tokens && column < args.hidden)
                    write(args.out, args.element, token * args.hidden + column, totals[i][j]);
            }
    }
}

unsigned tilesOf(int count, int tile) {
    return (static_cast<unsigned>(count) + static_cast<unsigned>(tile) - 1) / static_cast<unsigned>(tile);
}

}  // namespace

cudaError_t launchGeneralLinear(const LinearArgs& args, cudaStream_t stream) {
    if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
    const dim3 grid(tilesOf(args.columns, kTile), std::min(tilesOf(args.rows, kTile), kMostTilesOfRows));
    return launch(general_linear_kernel, grid, kThreads, 0, stream, args);
}

cudaError_t launchGeneralExperts(const ExpertsArgs& args, cudaStream_t stream) {
    if (args.tokens <= 0 || args.hidden <= 0) return cudaSuccess;
    if (args.experts <= 0 || args.experts > 65535) return cudaErrorInvalidValue;
    const dim3 gateUp(tilesOf(args.feedForward, kTile / 2), static_cast<unsigned>(args.experts));
    const cudaError_t error = launch(general_gate_up_kernel, gateUp, kThreads, 0, stream, args);
    if (error != cudaSuccess) return error;
    const dim3 down(tilesOf(args.hidden, kTile), std::min(tilesOf(args.tokens, kTile), kMostTilesOfRows));
    return launch(general_down_kernel, down, kThreads, 0, stream, args);
}

}  // namespace mw::kernels
