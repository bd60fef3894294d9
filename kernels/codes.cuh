// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of quantised weights on their way to the tensor cores: bf16 numbers, to be multiplied by the scale of their
// group (of whole rows: when all is summed up). In which order they lie: engine/base/code_order.h.
//
// A word is turned by bits, not by conversions: int4 is 128 + code with the code in the lowest bits of the mantissa,
// less 136; e4m3 has its bits moved to where bf16 has them, 2^120 too small, which one product mends, subnormals too;
// int8 is 128 + its lower seven bits, less 128 or, with the sign, 256.

#pragma once

#include <cstdint>

#include "float8.cuh"
#include "pairs.cuh"

namespace mw::kernels {

inline constexpr int kCodeBlock = 32;  ///< columns

/// How an element is coded. A lane's share of a block, of one row, is `kWords` words, kWords * 4 bytes times its number
/// % 4 behind the block's start; pairs() makes of them the registers of both products of the block: of each, the pair
/// of columns 2 t, 2 t + 1, and that 8 further.
template <Element kElement>
struct Codes;

template <>
struct Codes<Element::Int4> {
    static constexpr int kBits = bitsOf(Element::Int4), kWords = 1;
    static constexpr bool kGrouped = true;  ///< a scale for each group; else for each row
    __device__ static void pairs(const std::uint32_t (&words)[1], std::uint32_t (&near)[2], std::uint32_t (&far)[2]) {
        constexpr std::uint32_t kMask = 0x000f000f, kBase = 0x43004300, kZero = 0x43084308;
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            near[product] = differenceOfPairs(maskedOr(words[0] >> 8 * product, kMask, kBase), kZero);
            far[product] = differenceOfPairs(maskedOr(words[0] >> (8 * product + 4), kMask, kBase), kZero);
        }
    }
    __device__ static float value(std::uint32_t code) {
        return static_cast<float>(static_cast<int>(code) - 8);
    }
};

template <>
struct Codes<Element::Int4Group32> : Codes<Element::Int4> {};

template <>
struct Codes<Element::Int8> {
    static constexpr int kBits = bitsOf(Element::Int8), kWords = 2;
    static constexpr bool kGrouped = true;
    /// Of the codes in the lower byte of each half.
    __device__ static std::uint32_t pair(std::uint32_t word) {
        constexpr std::uint32_t kMask = 0x007f007f, kBase = 0x43004300, kSign = 0x00800080, kZero = 0xc300c300;
        return sumOfPairs(maskedOr(word, kMask, kBase), maskedXor(word, kSign, kZero));
    }
    __device__ static void pairs(const std::uint32_t (&words)[2], std::uint32_t (&near)[2], std::uint32_t (&far)[2]) {
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            near[product] = pair(words[product]);
            far[product] = pair(words[product] >> 8);
        }
    }
    __device__ static float value(std::uint32_t code) {
        return static_cast<float>(static_cast<signed char>(static_cast<unsigned char>(code)));
    }
};

template <>
struct Codes<Element::Float8> {
    static constexpr int kBits = bitsOf(Element::Float8), kWords = 2;
    static constexpr bool kGrouped = false;
    __device__ static void pairs(const std::uint32_t (&words)[2], std::uint32_t (&near)[2], std::uint32_t (&far)[2]) {
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            near[product] = bfloatsOfUpperBytes(words[product] << 8);
            far[product] = bfloatsOfUpperBytes(words[product]);
        }
    }
    __device__ static float value(std::uint32_t code) {
        return __uint_as_float((code & 0x80) << 24 | (code & 0x7f) << 20) * 0x1p120f;
    }
};

/// Bytes of a row of codes.
template <Element kElement>
__device__ __forceinline__ std::int64_t bytesOfCodes(int columns) {
    return static_cast<std::int64_t>((columns + kCodeBlock - 1) / kCodeBlock * kCodeBlock) * Codes<kElement>::kBits / 8;
}

/// The lane's words of a block, in shared memory.
template <Element kElement>
__device__ __forceinline__ void loadWords(std::uint32_t (&words)[Codes<kElement>::kWords], std::uint32_t address) {
    if constexpr (Codes<kElement>::kWords == 1)
        asm volatile("ld.shared.b32 %0, [%1];" : "=r"(words[0]) : "r"(address) : "memory");
    else
        asm volatile("ld.shared.v2.b32 {%0, %1}, [%2];" : "=r"(words[0]), "=r"(words[1]) : "r"(address) : "memory");
}

/// Copies 4 or 8 bytes to shared memory as part of the thread's open group.
template <int Bytes>
__device__ __forceinline__ void copyAsyncFew(std::uint32_t to, const void* from) {
    asm volatile("cp.async.ca.shared.global [%0], [%1], %2;" ::"r"(to), "l"(from), "n"(Bytes) : "memory");
}

__device__ __forceinline__ float loadHalf(std::uint32_t address) {
    std::uint16_t bits;
    asm volatile("ld.shared.b16 %0, [%1];" : "=h"(bits) : "r"(address) : "memory");
    return __half2float(*reinterpret_cast<const __half*>(&bits));
}

}  // namespace mw::kernels
