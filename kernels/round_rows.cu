// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Rows of activations in e4m3, for products with weights that are. A block has a row, which stays in registers from its
// largest magnitude to its codes, so that these may be written where the row was. Bytes: 2 read and 1 written for each
// value and place.

#include "round_rows.h"

#include "common.cuh"
#include "float8.cuh"
#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 256;
constexpr float kLargest = 448;
/// The inverse of the scale of anything smaller might not be finite.
constexpr float kSmallest = 0x1p-100f;

/// The largest magnitude of eight values, in the order of which bits of bf16 are.
__device__ __forceinline__ std::uint32_t largestBits(uint4 run) {
    const std::uint32_t words[4] = {run.x, run.y, run.z, run.w};
    std::uint32_t largest = 0;
#pragma unroll
    for (int i = 0; i < 4; ++i)
        largest = max(largest, max(words[i] << 16 & 0x7fff0000u, words[i] & 0x7fff0000u));
    return largest;
}

/// The codes of this lane's eight values, as its share of the block of 32 that it has with its three neighbours: eight
/// codes, of columns 2 (lane % 4) and the next of each of the four.
__device__ __forceinline__ uint2 codesOf(uint4 run, float inverse) {
    const std::uint32_t words[4] = {run.x, run.y, run.z, run.w};
    std::uint32_t pairs[4];
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        const float2 values = unpack2(words[i], static_cast<const __nv_bfloat16*>(nullptr));
        pairs[i] = packFloat8(values.x * inverse, values.y * inverse);
    }
    // A matrix of 4 x 4 pairs is transposed between the four lanes: halves, then quarters.
    const bool second = threadIdx.x & 2, odd = threadIdx.x & 1;
    std::uint32_t first = pairs[0] | pairs[1] << 16, last = pairs[2] | pairs[3] << 16;
    const std::uint32_t half = __shfl_xor_sync(0xffffffffu, second ? first : last, 2);
    (second ? first : last) = half;
    const std::uint32_t lower = __byte_perm(first, last, 0x5410), upper = __byte_perm(first, last, 0x7632);
    const std::uint32_t quarter = __shfl_xor_sync(0xffffffffu, odd ? lower : upper, 1);
    const std::uint32_t ofEven = odd ? quarter : lower, ofOdd = odd ? upper : quarter;
    return make_uint2(__byte_perm(ofEven, ofOdd, 0x5140), __byte_perm(ofEven, ofOdd, 0x7362));
}

/// Runs: of eight values, of a thread.
template <int Runs>
__global__ void __launch_bounds__(kThreads) round_rows_kernel(const RoundRowsArgs args) {
    __shared__ std::uint32_t largestOf[kThreads / 32];
    const int thread = static_cast<int>(threadIdx.x), runs = args.columns / 8;
    const std::int64_t row = blockIdx.x;
    waitForDependency();
    launchDependents();
    const uint4* const x = static_cast<const uint4*>(args.x) + row * runs;
    uint4 values[Runs];
    std::uint32_t largest = 0;
#pragma unroll
    for (int i = 0; i < Runs; ++i) {
        const int run = thread + i * kThreads;
        values[i] = run < runs ? x[run] : uint4{};
        largest = max(largest, largestBits(values[i]));
    }
    largest = __reduce_max_sync(0xffffffffu, largest);
    if (thread % 32 == 0) largestOf[thread / 32] = largest;
    __syncthreads();  // and all of the row has been read
#pragma unroll
    for (int warp = 0; warp < kThreads / 32; ++warp)
        largest = max(largest, largestOf[warp]);
    const float magnitude = __uint_as_float(largest);
    const float scale = magnitude / kLargest, inverse = magnitude < kSmallest ? 0.0f : kLargest / magnitude;
    const auto placeOf = [&](int i) {
        return args.places ? args.places[row * args.perRow + i] : static_cast<int>(row);
    };
    auto* const codes = static_cast<std::uint8_t*>(args.codes);
    for (int i = thread; i < args.perRow; i += kThreads)
        args.scales[placeOf(i)] = scale;
#pragma unroll
    for (int i = 0; i < Runs; ++i) {
        const int run = thread + i * kThreads;
        if (run >= runs) break;  // of a whole warp
        const uint2 own = codesOf(values[i], inverse);
        for (int place = 0; place < args.perRow; ++place)
            reinterpret_cast<uint2*>(codes + placeOf(place) * args.pitch)[run] = own;
    }
}

}  // namespace

cudaError_t launchRoundRows(const RoundRowsArgs& args, cudaStream_t stream) {
    if (args.columns <= 0 || args.columns % kCodedMultiple != 0 || args.columns > kMostRoundedColumns)
        return cudaErrorInvalidValue;
    const int runs = (args.columns / 8 + kThreads - 1) / kThreads;
    const auto kernel = runs <= 2   ? round_rows_kernel<2>
                        : runs <= 4 ? round_rows_kernel<4>
                                    : round_rows_kernel<kMostRoundedColumns / 8 / kThreads>;
    return launch(kernel, dim3(static_cast<unsigned>(args.rows)), dim3(kThreads), 0, stream, args);
}

}  // namespace mw::kernels
