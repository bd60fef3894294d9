// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The choice of a token's experts from their logits, and loads of weights that start before the kernel before has
// ended.

#pragma once

#include <cstdint>

#include "common.cuh"
#include "vector.cuh"

namespace mw::kernels {

inline constexpr int kMostExperts = 64;

/// Unsigned integers in the order of the floats; equal floats have equal ones, NaN is below all numbers and above 0.
__device__ __forceinline__ std::uint32_t ordered(float value) {
    if (value != value) return 1;
    const std::uint32_t bits = __float_as_uint(value + 0.0f);  // -0 becomes 0
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

/// Loads that stay before what follows, waitForDependency() above all.
template <typename R>
__device__ __forceinline__ void loadEarly(Run<R, 8>& run, const R* from) {
    asm volatile("ld.global.nc.v4.u32 {%0, %1, %2, %3}, [%4];"
                 : "=r"(run.bits.x), "=r"(run.bits.y), "=r"(run.bits.z), "=r"(run.bits.w)
                 : "l"(from));
}
__device__ __forceinline__ void loadEarly(Run<float, 8>& run, const float* from) {
    asm volatile("ld.global.nc.v4.f32 {%0, %1, %2, %3}, [%4];"
                 : "=f"(run.low.x), "=f"(run.low.y), "=f"(run.low.z), "=f"(run.low.w)
                 : "l"(from));
    asm volatile("ld.global.nc.v4.f32 {%0, %1, %2, %3}, [%4];"
                 : "=f"(run.high.x), "=f"(run.high.y), "=f"(run.high.z), "=f"(run.high.w)
                 : "l"(from + 4));
}
template <typename R>
__device__ __forceinline__ void loadEarly(Run<R, 1>& run, const R* from) {
    run.load(from);
}

/// One warp: the perToken (at most 64) largest of `logits` and the softmax over them.
__device__ __forceinline__ void choose(const float* logits, int experts, int perToken, std::int32_t* topkIds,
                                       float* topkWeights) {
    const int lane = static_cast<int>(threadIdx.x % 32);
    std::uint32_t keys[2];
    bool bad = false;
#pragma unroll
    for (int i = 0; i < 2; ++i) {
        const int expert = lane + 32 * i;
        keys[i] = expert < experts ? ordered(logits[expert]) : 0;
        bad |= expert < experts && logits[expert] != logits[expert];
    }
    bad = __any_sync(0xffffffffu, bad);
    float largest = 0, sum = 0;
    float weights[2] = {};  // lane l keeps those of passes l and l + 32
    for (int pass = 0; pass < perToken; ++pass) {
        const std::uint32_t best = __reduce_max_sync(0xffffffffu, max(keys[0], keys[1]));
        const unsigned mine = keys[0] == best   ? static_cast<unsigned>(lane)
                              : keys[1] == best ? static_cast<unsigned>(lane) + 32
                                                : 0xffffffffu;
        const auto expert = static_cast<int>(__reduce_min_sync(0xffffffffu, mine));
        if (expert == lane) keys[0] = 0;
        if (expert == lane + 32) keys[1] = 0;
        const float logit = logits[expert];
        if (pass == 0) largest = logit;
        const float weight = expf(logit - largest);
        sum += weight;
        if (pass == lane) weights[0] = weight;
        if (pass == lane + 32) weights[1] = weight;
        if (lane == 0) topkIds[pass] = expert;
    }
#pragma unroll
    for (int i = 0; i < 2; ++i)
        if (lane + 32 * i < perToken) topkWeights[lane + 32 * i] = bad ? __int_as_float(0x7fffffff) : weights[i] / sum;
}

}  // namespace mw::kernels
