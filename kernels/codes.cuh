// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of quantised weights on their way to the tensor cores: bf16 numbers, to be multiplied by the scale of their
// group (of whole rows: when all is summed up). In which order they lie: engine/base/code_order.h.
//
// A word is turned by bits, not by conversions: int4 is 128 + code with the code in the lowest bits of the mantissa,
// less 136; e4m3 has its bits moved to where bf16 has them, 2^120 too small, which one product mends, subnormals too;
// int8 is 128 + its lower seven bits, less 128 or, with the sign, 256. Codes of 5 and 6 bits are like those of four,
// with the others put above them; those with nested scales, or pairs, become what they are more than half of the
// largest code.

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
    static constexpr int kUpperBits = 0;    ///< that lie behind all codes of a row, of each code
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
    static constexpr int kBits = bitsOf(Element::Int8), kWords = 2, kUpperBits = 0;
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
struct Codes<Element::Int8Group32> : Codes<Element::Int8> {};

/// `kMiddle` is half of what there is of codes. A word of upper bits has those of 4 / kUpperBits blocks.
template <Element kElement, int kOfMiddle>
struct NestedCodes {
    static constexpr int kBits = bitsOf(kElement), kWords = 1, kUpperBits = kBits - 4, kMiddle = kOfMiddle;
    static constexpr bool kGrouped = true;
    __device__ static std::uint32_t pair(std::uint32_t word, std::uint32_t upper, int nibble, int at) {
        constexpr std::uint32_t kMask = 0x000f000f, kBase = 0x43004300, kZero = kBase + kMiddle * 0x00010001u;
        std::uint32_t bits = maskedOr(word >> nibble, kMask, kBase);
        if constexpr (kUpperBits > 0) {
            constexpr std::uint32_t kUpperMask = ((1u << kUpperBits) - 1) * 0x00100010u;
            bits = maskedOr(at >= 4 ? upper >> (at - 4) : upper << (4 - at), kUpperMask, bits);
        }
        return differenceOfPairs(bits, kZero);
    }
    /// `upper`: the lane's word with the upper bits of the block, which is number `block` of those it has.
    __device__ static void pairs(const std::uint32_t (&words)[1], std::uint32_t upper, int block,
                                 std::uint32_t (&near)[2], std::uint32_t (&far)[2]) {
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            const int at = kUpperBits * (4 * block + 2 * product);
            near[product] = pair(words[0], upper, 8 * product, at);
            far[product] = pair(words[0], upper, 8 * product + 4, at + kUpperBits);
        }
    }
    __device__ static float value(std::uint32_t code) {
        return static_cast<float>(static_cast<int>(code) - kMiddle);
    }
};
template <>
struct Codes<Element::Q4_K> : NestedCodes<Element::Q4_K, 8> {};
template <>
struct Codes<Element::Q5_K> : NestedCodes<Element::Q5_K, 16> {};
template <>
struct Codes<Element::Q6_K> : NestedCodes<Element::Q6_K, 32> {};
template <>
struct Codes<Element::Int4Zero> : NestedCodes<Element::Int4Zero, 8> {};
template <>
struct Codes<Element::Int4ZeroGroup32> : NestedCodes<Element::Int4ZeroGroup32, 8> {};
template <>
struct Codes<Element::Q4_1> : NestedCodes<Element::Q4_1, 8> {};
template <>
struct Codes<Element::Q5_1> : NestedCodes<Element::Q5_1, 16> {};

__device__ __forceinline__ float2 floatsOfHalves(std::uint32_t halves) {
    return __half22float2(*reinterpret_cast<const __half2*>(&halves));
}

/// What a group's codes, as Codes::pairs() makes them, mean: code * step + least.
template <Element kElement>
struct NestedScale {
    float step, least;

    /// `bytes`: those of the group, scale first.
    __device__ __forceinline__ NestedScale(float d, float dmin, std::uint32_t bytes) {
        if constexpr (kElement == Element::Q6_K) {
            step = d * static_cast<float>(static_cast<signed char>(bytes & 0xff));
            least = 0;
        } else {
            step = d * static_cast<float>(bytes & 0xff);
            least =
                fmaf(static_cast<float>(Codes<kElement>::kMiddle), step, -dmin * static_cast<float>(bytes >> 8 & 0xff));
        }
    }

    /// `pair`: that of the group.
    __device__ __forceinline__ explicit NestedScale(std::uint32_t pair) {
        constexpr auto kMiddle = static_cast<float>(Codes<kElement>::kMiddle);
        const float2 numbers = floatsOfHalves(pair);
        step = numbers.x;
        least = kHasZeros<kElement> ? (kMiddle - numbers.y) * step : fmaf(kMiddle, step, numbers.y);
    }
};

template <>
struct Codes<Element::Float8> {
    static constexpr int kBits = bitsOf(Element::Float8), kWords = 2, kUpperBits = 0;
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

/// Columns of a row, filled up to whole blocks.
template <Element kElement>
__device__ __forceinline__ std::int64_t wholeColumns(int columns) {
    constexpr int kUnit = kIsNested<kElement> ? kCodedMultiple : kCodeBlock;
    return static_cast<std::int64_t>(columns + kUnit - 1) / kUnit * kUnit;
}

/// Columns whose upper bits are 16 bytes; 0: there are none.
template <Element kElement>
inline constexpr int kUpperColumnsOf = 0;
template <>
inline constexpr int kUpperColumnsOf<Element::Q5_K> = 128;
template <>
inline constexpr int kUpperColumnsOf<Element::Q5_1> = 128;
template <>
inline constexpr int kUpperColumnsOf<Element::Q6_K> = 64;

/// Bytes of a row of codes.
template <Element kElement>
__device__ __forceinline__ std::int64_t bytesOfCodes(int columns) {
    return wholeColumns<kElement>(columns) * Codes<kElement>::kBits / 8;
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

__device__ __forceinline__ std::uint32_t loadWord(std::uint32_t address) {
    std::uint32_t word;
    asm volatile("ld.shared.b32 %0, [%1];" : "=r"(word) : "r"(address) : "memory");
    return word;
}

__device__ __forceinline__ float loadHalf(std::uint32_t address) {
    std::uint16_t bits;
    asm volatile("ld.shared.b16 %0, [%1];" : "=h"(bits) : "r"(address) : "memory");
    return __half2float(*reinterpret_cast<const __half*>(&bits));
}

}  // namespace mw::kernels
