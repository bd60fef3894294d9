// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Whole buffers, whatever their shape: random values, and the search for values that are not finite. A fixed grid of
// blocks strides over groups of 16 bytes. Filling makes one Philox block (20 wide multiplications) per 16 bytes
// written: 8 values from 16 random bits each for the 2-byte elements, 4 values from 24 bits each for float32; the
// counter is the number of the group, so a value depends on nothing but the seed and its index. The search reads each
// byte once and compares exponents as integers.

#include "elementwise.h"

#include <algorithm>
#include <type_traits>

#include "common.cuh"
#include "philox.cuh"
#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 256;
constexpr std::int64_t kMostBlocks = 132 * 8;

dim3 gridFor(std::int64_t groups) {
    return dim3(static_cast<unsigned>(std::min<std::int64_t>((groups + kThreads - 1) / kThreads, kMostBlocks)));
}

/// (integer + 0.5 - half) * step for integers below 2^23, exact until the one rounding of the result.
__device__ __forceinline__ float centred(std::uint32_t integer, float half, float step) {
    const float offset = __uint_as_float(0x4b000000u | integer) - (8388608.0f + half);  // exact: |.| < 2^24
    return fmaf(offset, step, 0.5f * step);
}

/// 4 or 8 values in the 16 bytes of a group.
__device__ __forceinline__ uint4 valuesOf(uint4 random, float scale, const float*) {
    const float step = scale * 0x1p-23f;
    const std::uint32_t words[4] = {random.x, random.y, random.z, random.w};
    float values[4];
#pragma unroll
    for (int i = 0; i < 4; ++i)
        values[i] = fmaf(static_cast<float>(static_cast<int>(words[i]) >> 8), step, 0.5f * step);
    return make_uint4(__float_as_uint(values[0]), __float_as_uint(values[1]), __float_as_uint(values[2]),
                      __float_as_uint(values[3]));
}
template <typename T>
__device__ __forceinline__ uint4 valuesOf(uint4 random, float scale, const T* type) {
    const float step = scale * 0x1p-15f;
    const auto pair = [&](std::uint32_t word) {
        return pack2(centred(word & 0xffffu, 32768.0f, step), centred(word >> 16, 32768.0f, step), type);
    };
    return make_uint4(pair(random.x), pair(random.y), pair(random.z), pair(random.w));
}

template <typename T>
__global__ void __launch_bounds__(kThreads)
    fill_random_kernel(T* out, std::int64_t count, float scale, std::uint64_t seed, bool aligned) {
    constexpr int kGroup = 16 / sizeof(T);
    waitForDependency();  // and no launchDependents(): what follows may read weights before it waits
    const std::int64_t groups = (count + kGroup - 1) / kGroup;
    for (std::int64_t group = static_cast<std::int64_t>(blockIdx.x) * kThreads + threadIdx.x; group < groups;
         group += static_cast<std::int64_t>(gridDim.x) * kThreads) {
        const uint4 random =
            philox(make_uint4(static_cast<std::uint32_t>(group),
                              static_cast<std::uint32_t>(static_cast<std::uint64_t>(group) >> 32), 0, 0),
                   seed);
        const uint4 values = valuesOf(random, scale, static_cast<const T*>(nullptr));
        T* to = out + group * kGroup;
        const std::int64_t left = count - group * kGroup;
        if (aligned && left >= kGroup) {
            __stcs(reinterpret_cast<uint4*>(to), values);
        } else {
            const std::uint32_t words[4] = {values.x, values.y, values.z, values.w};
#pragma unroll
            for (int i = 0; i < kGroup; ++i) {
                if (i >= left) break;
                if constexpr (sizeof(T) == 4)
                    reinterpret_cast<std::uint32_t*>(to)[i] = words[i];
                else
                    reinterpret_cast<std::uint16_t*>(to)[i] = static_cast<std::uint16_t>(words[i / 2] >> (i % 2 * 16));
            }
        }
    }
}

/// True if one of the elements in these 32 bits has an exponent of ones only.
__device__ __forceinline__ bool hasBad(std::uint32_t bits, const float*) {
    return (bits & 0x7f800000u) == 0x7f800000u;
}
__device__ __forceinline__ bool hasBad(std::uint32_t bits, const __nv_bfloat16*) {
    return (bits & 0x7f800000u) == 0x7f800000u || (bits & 0x7f80u) == 0x7f80u;
}

template <typename T>
__global__ void __launch_bounds__(kThreads)
    all_finite_kernel(const T* __restrict__ x, std::int64_t count, int* flag, bool aligned) {
    constexpr int kGroup = 16 / sizeof(T);
    waitForDependency();
    launchDependents();
    const T* type = nullptr;
    const std::int64_t stride = static_cast<std::int64_t>(gridDim.x) * kThreads;
    const std::int64_t self = static_cast<std::int64_t>(blockIdx.x) * kThreads + threadIdx.x;
    const std::int64_t groups = aligned ? count / kGroup : 0;
    bool bad = false;
    for (std::int64_t group = self; group < groups; group += stride) {
        const uint4 bits = reinterpret_cast<const uint4*>(x)[group];
        bad |= hasBad(bits.x, type) | hasBad(bits.y, type) | hasBad(bits.z, type) | hasBad(bits.w, type);
    }
    for (std::int64_t i = groups * kGroup + self; i < count; i += stride) {
        if constexpr (sizeof(T) == 4)
            bad |= hasBad(reinterpret_cast<const std::uint32_t*>(x)[i], type);
        else
            bad |= hasBad(reinterpret_cast<const std::uint16_t*>(x)[i], type);
    }
    if (bad) *flag = 0;  // whoever else writes, writes the same
}

}  // namespace

cudaError_t launchFillRandom(void* out, Element element, std::int64_t count, float scale, std::uint64_t seed,
                             cudaStream_t stream) {
    if (count <= 0) return cudaSuccess;
    return withType(element, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        return launch(fill_random_kernel<T>, gridFor((count * sizeof(T) + 15) / 16), kThreads, 0, stream,
                      static_cast<T*>(out), count, scale, seed, isAligned16(out));
    });
}

cudaError_t launchAllFinite(const void* x, Element element, std::int64_t count, int* flag, cudaStream_t stream) {
    if (count <= 0) return cudaSuccess;
    return withActivationType(element, [&](auto* type) {
        using T = std::remove_pointer_t<decltype(type)>;
        return launch(all_finite_kernel<T>, gridFor((count * sizeof(T) + 15) / 16), kThreads, 0, stream,
                      static_cast<const T*>(x), count, flag, isAligned16(x));
    });
}

}  // namespace mw::kernels
