// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The norm before the experts and the choice of them, for few tokens: nothing streams meanwhile, so only latency
// counts.
//
// Grid: a cluster of eight blocks per token. Each block has an eighth of the columns, of which a thread takes four at a
// time, and holds the norm's weights and the router's columns in registers before the kernel before this one has ended.
// The blocks meet twice: every warp writes its sum of squares into the shared memory of all eight blocks, and its share
// of the logits into that of the first block, whose first warp adds them, always in the same order, and chooses.
//
// Bytes per token: columns * (4 + 4 + 2 * 2) and the router, 4 * experts * columns. FLOPs: (5 + 2 * experts) * columns.

#include "sm90_norm_route.h"

#include "choose.cuh"
#include "common.cuh"
#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kBlocks = 8;  // of a cluster
constexpr int kThreads = 128;
constexpr int kWarps = kBlocks * kThreads / 32;  // of a cluster
constexpr int kExperts = 8;
constexpr int kWidth = 4;
constexpr int kPassColumns = kBlocks * kThreads * kWidth;
constexpr int kMostPasses = 2;
constexpr int kMostTokens = 64;

struct Parameters {
    float* residual;
    const void* delta;
    const float* weight;
    void* out;
    const float* router;
    std::int32_t* topkIds;
    float* topkWeights;
    float epsilon;
    int columns, experts, perToken;
};

__device__ __forceinline__ float4 loadEarly(const float* from) {
    float4 value;
    asm volatile("ld.global.nc.v4.f32 {%0, %1, %2, %3}, [%4];"
                 : "=f"(value.x), "=f"(value.y), "=f"(value.z), "=f"(value.w)
                 : "l"(from));
    return value;
}

/// Stores to the same place in the shared memory of block `rank` of the cluster.
__device__ __forceinline__ void storeAt(float* place, int rank, float value) {
    asm volatile(
        "{\n"
        ".reg .b32 remote;\n"
        "mapa.shared::cluster.u32 remote, %0, %1;\n"
        "st.shared::cluster.f32 [remote], %2;\n"
        "}\n" ::"r"(static_cast<std::uint32_t>(__cvta_generic_to_shared(place))),
        "r"(rank), "f"(value)
        : "memory");
}

__device__ __forceinline__ void arriveAtCluster() {
    asm volatile("barrier.cluster.arrive.release.aligned;" ::: "memory");
}
__device__ __forceinline__ void waitForCluster() {
    asm volatile("barrier.cluster.wait.acquire.aligned;" ::: "memory");
}

/// Passes: of kPassColumns, with which the cluster covers a token.
template <typename T, int Passes>
__global__ void __cluster_dims__(kBlocks) __launch_bounds__(kThreads)
    add_rms_norm_and_route_kernel(const Parameters p) {
    __shared__ __align__(16) float squares[kWarps];
    __shared__ float shareOfLogits[kWarps][kExperts];  // of the first block: filled by all
    __shared__ float logits[kExperts];
    launchDependents();
    arriveAtCluster();  // that every block has started must be known before anything is written to its memory
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32;
    const int rank = static_cast<int>(blockIdx.x) % kBlocks;
    const int warp = rank * (kThreads / 32) + thread / 32;
    const std::int64_t token = blockIdx.x / kBlocks;
    const std::int64_t first = token * p.columns;
    int columns[Passes];
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass)
        columns[pass] = pass * kPassColumns + (rank * kThreads + thread) * kWidth;

    float4 weights[Passes], router[Passes][kExperts];
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        if (columns[pass] >= p.columns) continue;
        weights[pass] = loadEarly(p.weight + columns[pass]);
#pragma unroll
        for (int expert = 0; expert < kExperts; ++expert)  // past the last one: that again, unused
            router[pass][expert] =
                loadEarly(p.router + static_cast<std::int64_t>(min(expert, p.experts - 1)) * p.columns + columns[pass]);
    }
    waitForCluster();
    waitForDependency();

    const T* const type = nullptr;
    float4 rows[Passes];
    uint2 deltas[Passes];
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        rows[pass] = make_float4(0, 0, 0, 0);
        deltas[pass] = make_uint2(0, 0);
        if (columns[pass] >= p.columns) continue;
        rows[pass] = *reinterpret_cast<const float4*>(p.residual + first + columns[pass]);
        if (p.delta)
            deltas[pass] = *reinterpret_cast<const uint2*>(static_cast<const T*>(p.delta) + first + columns[pass]);
    }
    float ownSquares = 0;
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        float4& row = rows[pass];
        if (p.delta && columns[pass] < p.columns) {
            const float2 low = unpack2(deltas[pass].x, type), high = unpack2(deltas[pass].y, type);
            row = make_float4(row.x + low.x, row.y + low.y, row.z + high.x, row.w + high.y);
            *reinterpret_cast<float4*>(p.residual + first + columns[pass]) = row;
        }
        ownSquares = fmaf(row.x, row.x, fmaf(row.y, row.y, fmaf(row.z, row.z, fmaf(row.w, row.w, ownSquares))));
    }
    ownSquares = sumOfWarp(ownSquares);
    if (lane < kBlocks) storeAt(&squares[warp], lane, ownSquares);
    arriveAtCluster();
    waitForCluster();
    float total = 0;
#pragma unroll
    for (int i = 0; i < kWarps; i += 4) {
        const float4 four = *reinterpret_cast<const float4*>(squares + i);
        total += (four.x + four.y) + (four.z + four.w);
    }
    const float scale = 1.0f / sqrtf(total / static_cast<float>(p.columns) + p.epsilon);

    float sums[kExperts] = {};
#pragma unroll
    for (int pass = 0; pass < Passes; ++pass) {
        if (columns[pass] >= p.columns) continue;
        const float4 row = rows[pass], factor = weights[pass];
        const uint2 normed = make_uint2(pack2(row.x * scale * factor.x, row.y * scale * factor.y, type),
                                        pack2(row.z * scale * factor.z, row.w * scale * factor.w, type));
        *reinterpret_cast<uint2*>(static_cast<T*>(p.out) + first + columns[pass]) = normed;
        const float2 low = unpack2(normed.x, type), high = unpack2(normed.y, type);
#pragma unroll
        for (int expert = 0; expert < kExperts; ++expert) {
            const float4 r = router[pass][expert];
            sums[expert] = fmaf(high.y, r.w, fmaf(high.x, r.z, fmaf(low.y, r.y, fmaf(low.x, r.x, sums[expert]))));
        }
    }
    // Each step halves the experts of a lane and the lanes of an expert: lane l ends with the sum of expert l / 4.
#pragma unroll
    for (int half = kExperts / 2; half > 0; half /= 2) {
        const bool upper = (lane & (4 * half)) != 0;
#pragma unroll
        for (int i = 0; i < half; ++i) {
            const float given = upper ? sums[i] : sums[i + half];
            const float kept = upper ? sums[i + half] : sums[i];
            sums[i] = kept + __shfl_xor_sync(0xffffffffu, given, 4 * half);
        }
    }
    sums[0] += __shfl_xor_sync(0xffffffffu, sums[0], 2);
    sums[0] += __shfl_xor_sync(0xffffffffu, sums[0], 1);
    if (lane % 4 == 0) storeAt(&shareOfLogits[warp][lane / 4], 0, sums[0]);
    arriveAtCluster();
    if (warp != 0) return;  // nobody writes to the other blocks any more
    waitForCluster();
    float logit = 0;
#pragma unroll
    for (int i = 0; i < kWarps / 4; ++i)
        logit += shareOfLogits[lane % 4 * (kWarps / 4) + i][lane / 4];
    logit += __shfl_xor_sync(0xffffffffu, logit, 1);
    logit += __shfl_xor_sync(0xffffffffu, logit, 2);
    if (lane % 4 == 0) logits[lane / 4] = logit;
    __syncwarp();
    choose(logits, p.experts, p.perToken, p.topkIds + token * p.perToken, p.topkWeights + token * p.perToken);
}

template <typename T>
cudaError_t launchTyped(const Parameters& parameters, int tokens, cudaStream_t stream) {
    const dim3 grid(static_cast<unsigned>(tokens * kBlocks));
    if (parameters.columns <= kPassColumns)
        return launch(add_rms_norm_and_route_kernel<T, 1>, grid, kThreads, 0, stream, parameters);
    return launch(add_rms_norm_and_route_kernel<T, 2>, grid, kThreads, 0, stream, parameters);
}

}  // namespace

bool normRouteSupports(const AddRmsNormArgs& norm, const RouteArgs& route) {
    return norm.rows > 0 && norm.rows <= kMostTokens && route.tokens == norm.rows && route.x == norm.out && norm.out &&
           route.hidden == norm.columns && norm.columns % kWidth == 0 && norm.columns <= kMostPasses * kPassColumns &&
           norm.element == kActivations && route.element == norm.element && norm.weightElement == Element::Float32 &&
           route.routerElement == Element::Float32 && route.experts <= kExperts && route.perToken > 0 &&
           route.perToken <= route.experts && isAligned16(norm.residual) && isAligned16(norm.delta) &&
           isAligned16(norm.weight) && isAligned16(norm.out) && isAligned16(route.router);
}

cudaError_t launchAddRmsNormAndRoute(const AddRmsNormArgs& norm, const RouteArgs& route, cudaStream_t stream) {
    if (!normRouteSupports(norm, route)) return cudaErrorInvalidValue;
    const Parameters parameters{norm.residual,
                                norm.delta,
                                static_cast<const float*>(norm.weight),
                                norm.out,
                                static_cast<const float*>(route.router),
                                route.topkIds,
                                route.topkWeights,
                                norm.epsilon,
                                norm.columns,
                                route.experts,
                                route.perToken};
    return launchTyped<Activation>(parameters, norm.rows, stream);
}

}  // namespace mw::kernels
