// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Rows of the residual stream: looking up embeddings, adding and normalising, picking rows. One block per row (grid.x),
// whose threads walk the columns 8 at a time where that divides, singly otherwise. All are bound by memory: embed moves
// columns * (element + 4) bytes per row, addRmsNorm columns * (4 + 4 + 2 * element) and about 4 FLOP per value, gather
// 2 * rowBytes. addRmsNorm keeps its row in registers between the sum of squares and the scaling, so the residual is
// read and written once; rows too wide for that are read again.

#include "elementwise.h"

#include <type_traits>

#include "common.cuh"
#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 256;

template <typename T, int Width>
__global__ void __launch_bounds__(kThreads)
    embed_kernel(const T* __restrict__ table, const int* __restrict__ tokens, const int* __restrict__ drawn,
                 float* __restrict__ out, int columns) {
    waitForDependency();
    launchDependents();
    int token = tokens[blockIdx.x];
    if (token < 0) token = drawn[-1 - token];
    const T* from = table + static_cast<std::int64_t>(token) * columns;
    float* to = out + static_cast<std::int64_t>(blockIdx.x) * columns;
    for (int i = threadIdx.x * Width; i < columns; i += kThreads * Width) {
        Run<T, Width> read;
        Run<float, Width> written;
        float values[Width];
        read.load(from + i);
        read.get(values);
        written.set(values);
        written.store(to + i);
    }
}

struct NormRow {
    float* residual;
    const void* delta;
    const void* weight;
    void* out;
    float epsilon;
    int columns;
};

__device__ __forceinline__ float inverseRms(float squares, int columns, float epsilon) {
    __shared__ float sums[kThreads / 32];
    squares = sumOfWarp(squares);
    if (threadIdx.x % 32 == 0) sums[threadIdx.x / 32] = squares;
    __syncthreads();
    float total = 0;
#pragma unroll
    for (int warp = 0; warp < kThreads / 32; ++warp)
        total += sums[warp];
    return 1.0f / sqrtf(total / static_cast<float>(columns) + epsilon);
}

/// `Passes` runs of 8 per thread, all in registers: columns <= Passes * kThreads * 8, a multiple of 8.
template <typename T, typename W, int Passes>
__global__ void __launch_bounds__(kThreads) add_rms_norm_kernel(NormRow args) {
    launchDependents();  // at once: the block is small, and a matrix that follows has weights to request
    const auto columns = args.columns;
    // Weights never change, so they may be on their way before the kernel before this one has ended.
    Run<W, 8> weights[Passes];
    if (args.out) {
#pragma unroll
        for (int pass = 0; pass < Passes; ++pass) {
            const int i = (pass * kThreads + static_cast<int>(threadIdx.x)) * 8;
            if (i < columns) weights[pass].load(static_cast<const W*>(args.weight) + i);
        }
    }
    waitForDependency();
    const std::int64_t first = static_cast<std::int64_t>(blockIdx.x) * columns;
    float* residual = args.residual + first;
    Run<float, 8> rows[Passes];
    Run<T, 8> deltas[Passes];
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        const int i = (pass * kThreads + static_cast<int>(threadIdx.x)) * 8;
        if (i < columns) {
            rows[pass].load(residual + i);
            if (args.delta) deltas[pass].load(static_cast<const T*>(args.delta) + first + i);
        }
    }
    float squares = 0;
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        const int i = (pass * kThreads + static_cast<int>(threadIdx.x)) * 8;
        if (i < columns) {
            float values[8];
            rows[pass].get(values);
            if (args.delta) {
                float added[8];
                deltas[pass].get(added);
#pragma unroll
                for (int j = 0; j < 8; ++j)
                    values[j] += added[j];
                rows[pass].set(values);
                rows[pass].store(residual + i);
            }
#pragma unroll
            for (int j = 0; j < 8; ++j)
                squares = fmaf(values[j], values[j], squares);
        }
    }
    if (!args.out) return;
    const float scale = inverseRms(squares, columns, args.epsilon);
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        const int i = (pass * kThreads + static_cast<int>(threadIdx.x)) * 8;
        if (i < columns) {
            float values[8], factors[8];
            rows[pass].get(values);
            weights[pass].get(factors);
#pragma unroll
            for (int j = 0; j < 8; ++j)
                values[j] = values[j] * scale * factors[j];
            Run<T, 8> normed;
            normed.set(values);
            normed.store(static_cast<T*>(args.out) + first + i);
        }
    }
}

/// Any number of columns (a multiple of Width): the row is read again for the scaling, by the threads that wrote it.
template <typename T, typename W, int Width>
__global__ void __launch_bounds__(kThreads) add_rms_norm_any_kernel(NormRow args) {
    waitForDependency();
    launchDependents();
    const auto columns = args.columns;
    const std::int64_t first = static_cast<std::int64_t>(blockIdx.x) * columns;
    float* residual = args.residual + first;
    float squares = 0;
    for (int i = threadIdx.x * Width; i < columns; i += kThreads * Width) {
        Run<float, Width> row;
        float values[Width];
        row.load(residual + i);
        row.get(values);
        if (args.delta) {
            Run<T, Width> delta;
            float added[Width];
            delta.load(static_cast<const T*>(args.delta) + first + i);
            delta.get(added);
#pragma unroll
            for (int j = 0; j < Width; ++j)
                values[j] += added[j];
            row.set(values);
            row.store(residual + i);
        }
#pragma unroll
        for (int j = 0; j < Width; ++j)
            squares = fmaf(values[j], values[j], squares);
    }
    if (!args.out) return;
    const float scale = inverseRms(squares, columns, args.epsilon);
    for (int i = threadIdx.x * Width; i < columns; i += kThreads * Width) {
        Run<float, Width> row;
        Run<W, Width> weight;
        float values[Width], factors[Width];
        row.load(residual + i);
        row.get(values);
        weight.load(static_cast<const W*>(args.weight) + i);
        weight.get(factors);
#pragma unroll
        for (int j = 0; j < Width; ++j)
            values[j] = values[j] * scale * factors[j];
        Run<T, Width> normed;
        normed.set(values);
        normed.store(static_cast<T*>(args.out) + first + i);
    }
}

template <typename T, typename W>
cudaError_t launchNorm(const AddRmsNormArgs& args, cudaStream_t stream) {
    const NormRow row{args.residual, args.delta, args.weight, args.out, args.epsilon, args.columns};
    const dim3 grid(static_cast<unsigned>(args.rows));
    const bool wide = args.columns % 8 == 0 && isAligned16(args.residual) && isAligned16(args.delta) &&
                      isAligned16(args.weight) && isAligned16(args.out);
    if (!wide) return launch(add_rms_norm_any_kernel<T, W, 1>, grid, kThreads, 0, stream, row);
    switch ((args.columns + 8 * kThreads - 1) / (8 * kThreads)) {
        case 1:
            return launch(add_rms_norm_kernel<T, W, 1>, grid, kThreads, 0, stream, row);
        case 2:
            return launch(add_rms_norm_kernel<T, W, 2>, grid, kThreads, 0, stream, row);
        case 3:
            return launch(add_rms_norm_kernel<T, W, 3>, grid, kThreads, 0, stream, row);
        default:
            return launch(add_rms_norm_any_kernel<T, W, 8>, grid, kThreads, 0, stream, row);
    }
}

template <typename Word>
__global__ void __launch_bounds__(kThreads) gather_rows_kernel(const Word* __restrict__ x, Word* __restrict__ out,
                                                               const int* __restrict__ indices, std::int64_t words) {
    waitForDependency();
    launchDependents();
    const int index = indices[blockIdx.x];
    const Word* from = x + static_cast<std::int64_t>(index) * words;
    Word* to = out + static_cast<std::int64_t>(blockIdx.x) * words;
    for (std::int64_t i = threadIdx.x; i < words; i += kThreads)
        to[i] = index < 0 ? Word{} : from[i];
}

}  // namespace

cudaError_t findCode() {
    cudaFuncAttributes ignored{};
    return cudaFuncGetAttributes(&ignored, reinterpret_cast<const void*>(&embed_kernel<float, 1>));
}

cudaError_t launchEmbed(const EmbedArgs& args, cudaStream_t stream) {
    if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
    const dim3 grid(static_cast<unsigned>(args.rows));
    return withType(args.element, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        const auto* table = static_cast<const T*>(args.table);
        if (args.columns % 8 == 0 && isAligned16(args.table) && isAligned16(args.out))
            return launch(embed_kernel<T, 8>, grid, kThreads, 0, stream, table, args.tokens, args.drawn, args.out,
                          args.columns);
        return launch(embed_kernel<T, 1>, grid, kThreads, 0, stream, table, args.tokens, args.drawn, args.out,
                      args.columns);
    });
}

cudaError_t launchAddRmsNorm(const AddRmsNormArgs& args, cudaStream_t stream) {
    if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
    if (args.element != kActivations) return cudaErrorInvalidValue;
    return withType(args.weightElement, [&](auto* weightType) {
        return launchNorm<Activation, std::remove_pointer_t<decltype(weightType)>>(args, stream);
    });
}

cudaError_t launchGatherRows(const GatherRowsArgs& args, cudaStream_t stream) {
    if (args.rows <= 0 || args.rowBytes <= 0) return cudaSuccess;
    const dim3 grid(static_cast<unsigned>(args.rows));
    const auto copy = [&](auto word) {
        using Word = decltype(word);
        return launch(gather_rows_kernel<Word>, grid, kThreads, 0, stream, static_cast<const Word*>(args.x),
                      static_cast<Word*>(args.out), args.indices,
                      args.rowBytes / static_cast<std::int64_t>(sizeof(Word)));
    };
    const auto addresses = reinterpret_cast<std::uintptr_t>(args.x) | reinterpret_cast<std::uintptr_t>(args.out) |
                           static_cast<std::uintptr_t>(args.rowBytes);
    if (addresses % 16 == 0) return copy(uint4{});
    if (addresses % 4 == 0) return copy(std::uint32_t{});
    return copy(std::uint8_t{});
}

}  // namespace mw::kernels
