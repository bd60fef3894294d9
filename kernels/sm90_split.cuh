// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Activations as two numbers in e4m3 each, so that weights in e4m3 go to the tensor cores as they are in memory: x =
// scale * (upper + lower / 32). Of 128 columns of a token, a chunk, the largest number has the scale, a power of two;
// upper is x / scale rounded to nearest, and lower what is missing. A number in bf16 has eight binary digits, upper
// takes four of them and lower the other four: nothing is lost of those that are not 2^15 times smaller than the
// largest of their chunk, and of smaller ones what is lost is 2^-22 of that.
//
// A token's row is all its upper numbers, then all the lower ones, as many bytes as in bf16. Both have their columns in
// the order of the codes of weights (engine/base/code_order.h). Scales: [chunks, stride], of all tokens beside each
// other.

#pragma once

#include <cstdint>

#include "float8.cuh"

namespace mw::kernels {

inline constexpr int kSplitChunk = 128;       ///< columns
inline constexpr float kLowerUnit = 0x1p-5f;  ///< what a lower number counts

/// Scale of numbers whose largest has this magnitude (bits of float32), and its inverse. Infinity and NaN give NaN, so
/// that they are seen in the result.
struct SplitScale {
    float scale, inverse;

    __device__ __forceinline__ explicit SplitScale(std::uint32_t largest) {
        const std::uint32_t exponent = max(largest >> 23, 8u);  // the largest number becomes 128 to 256
        scale = largest >= 0x7f800000u ? __uint_as_float(0x7fffffffu) : __uint_as_float((exponent - 7) << 23);
        inverse = __uint_as_float((254 - (exponent - 7)) << 23);
    }
};

/// Upper number of x in the lower byte, lower number in the next.
__device__ __forceinline__ std::uint32_t splitNumber(float x, float inverse) {
    const float scaled = x * inverse;
    const std::uint32_t upper = packFloat8(scaled, 0.0f) & 0xffu;
    const float rest = scaled - static_cast<float>(Float8(scaled));
    return upper | (packFloat8(rest * (1.0f / kLowerUnit), 0.0f) & 0xffu) << 8;
}

/// Splits two numbers: upper ones in `upper`, the first one's in the lower byte, and lower ones in `lower`.
__device__ __forceinline__ void splitPair(float first, float second, float inverse, std::uint32_t& upper,
                                          std::uint32_t& lower) {
    first *= inverse;
    second *= inverse;
    upper = packFloat8(first, second);
    const std::uint32_t halves = halvesOfFloat8(upper);
    const float2 rounded = __half22float2(*reinterpret_cast<const __half2*>(&halves));
    lower = packFloat8((first - rounded.x) * (1.0f / kLowerUnit), (second - rounded.y) * (1.0f / kLowerUnit));
}

/// Where column `column` of a block of 32 lies in it.
__device__ __forceinline__ int placeInBlock(int column) {
    return column % 8 / 2 * 8 + column / 16 * 4 + column % 2 * 2 + column / 8 % 2;
}

}  // namespace mw::kernels
