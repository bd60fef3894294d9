// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// e4m3 as an element of the KV cache: what is stored is rounded to nearest, ties to even, larger numbers become 448,
// and NaN stays NaN. Every number is exact in fp16 and in bf16, which is what the tensor cores are given; compute
// capability 8.9 on converts pairs by an instruction, others by bits, to the same numbers.

#pragma once

#include <cstdint>

#include "pairs.cuh"

namespace mw::kernels {

#if defined(__CUDA_ARCH__) && __CUDA_ARCH__ >= 890
#define MW_CONVERTS_FLOAT8 1
#else
#define MW_CONVERTS_FLOAT8 0
#endif

/// One number in e4m3, without the instruction.
__device__ __forceinline__ std::uint32_t float8ByBits(float value) {
    const std::uint32_t bits = __float_as_uint(value);
    const std::uint32_t sign = bits >> 24 & 0x80, magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return sign | 0x7f;
    if (magnitude >= __float_as_uint(448.0f)) return sign | 0x7e;
    // Below 2^-6 numbers are multiples of 2^-9, the last digit of 16384.
    if (magnitude < __float_as_uint(0x1p-6f))
        return sign | (__float_as_uint(__fadd_rn(__uint_as_float(magnitude), 16384.0f)) - __float_as_uint(16384.0f));
    return sign | (magnitude - (120u << 23) + 0x7ffff + (magnitude >> 20 & 1)) >> 20;
}

/// Two numbers in e4m3, `low` in the lower byte.
__device__ __forceinline__ std::uint16_t packFloat8(float low, float high) {
#if MW_CONVERTS_FLOAT8
    std::uint16_t pair;
    asm("cvt.rn.satfinite.e4m3x2.f32 %0, %1, %2;" : "=h"(pair) : "f"(high), "f"(low));
    return pair;
#else
    return static_cast<std::uint16_t>(float8ByBits(low) | float8ByBits(high) << 8);
#endif
}

/// The lower two bytes of `codes` as a pair of fp16 numbers.
__device__ __forceinline__ std::uint32_t halvesOfFloat8(std::uint32_t codes) {
#if MW_CONVERTS_FLOAT8
    std::uint32_t pair;
    asm("cvt.rn.f16x2.e4m3x2 %0, %1;" : "=r"(pair) : "h"(static_cast<std::uint16_t>(codes)));
    return pair;
#else
    // In the upper byte of each half, then where fp16 has them, 2^8 too small. All of the seven bits set are NaN.
    const std::uint32_t spread = __byte_perm(codes, 0, 0x1404);
    const std::uint32_t placed = (spread & 0x80008000u) | (spread >> 1 & 0x3f803f80u);
    const __half2 scale = __float2half2_rn(256.0f);
    const __half2 number = __hmul2(*reinterpret_cast<const __half2*>(&placed), scale);
    const std::uint32_t nan = ((spread & 0x7f007f00u) + 0x01000100u) & 0x80008000u;
    return *reinterpret_cast<const std::uint32_t*>(&number) | (nan - (nan >> 15));
#endif
}

/// e4m3 in the upper byte of each half as a pair of bf16 numbers; NaN becomes 480. Bits are moved to where bf16 has
/// them, 2^120 too small, which one product mends, subnormals too.
__device__ __forceinline__ std::uint32_t bfloatsOfUpperBytes(std::uint32_t word) {
    constexpr std::uint32_t kSign = 0x80008000, kRest = 0x07f007f0, kScale = 0x7b807b80;  // 2^120
    return productOfPairs(maskedOr(word, kSign, word >> 4 & kRest), kScale);
}

/// The lower two bytes of `codes` as a pair of bf16 numbers.
__device__ __forceinline__ std::uint32_t bfloatsOfFloat8(std::uint32_t codes) {
#if MW_CONVERTS_FLOAT8
    const std::uint32_t halves = halvesOfFloat8(codes);
    const float2 pair = __half22float2(*reinterpret_cast<const __half2*>(&halves));
    std::uint32_t result;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(result) : "f"(pair.y), "f"(pair.x));
    return result;
#else
    const std::uint32_t spread = __byte_perm(codes, 0, 0x1404);
    const std::uint32_t nan = ((spread & 0x7f007f00u) + 0x01000100u) & 0x80008000u;
    return bfloatsOfUpperBytes(spread) | (nan - (nan >> 15));
#endif
}

/// One element.
struct Float8 {
    std::uint8_t bits;

    Float8() = default;
    __device__ __forceinline__ explicit Float8(float value)
        : bits(static_cast<std::uint8_t>(packFloat8(value, 0.0f) & 0xff)) {}
    __device__ __forceinline__ explicit operator float() const {
        const std::uint32_t halves = halvesOfFloat8(bits);
        return __low2float(*reinterpret_cast<const __half2*>(&halves));
    }
};

/// Sixteen elements as bf16, in their order.
__device__ __forceinline__ void expandFloat8(uint4 codes, uint4& first, uint4& second) {
    first = make_uint4(bfloatsOfFloat8(codes.x), bfloatsOfFloat8(codes.x >> 16), bfloatsOfFloat8(codes.y),
                       bfloatsOfFloat8(codes.y >> 16));
    second = make_uint4(bfloatsOfFloat8(codes.z), bfloatsOfFloat8(codes.z >> 16), bfloatsOfFloat8(codes.w),
                        bfloatsOfFloat8(codes.w >> 16));
}

}  // namespace mw::kernels
