// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// e4m3, the float of 8 bits that has no infinities: 1 sign, 4 bits of exponent (bias 7), 3 of mantissa; 0x7f and 0xff
// are NaN. (Micikevicius et al., "FP8 formats for deep learning", 2022.)

#pragma once

#include <bit>
#include <cstdint>

namespace mw {

inline constexpr float kLargestFloat8 = 448;

/// Rounds to nearest, ties to even; what is larger than 448 becomes 448, NaN stays NaN.
constexpr std::uint8_t toFloat8(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = (bits >> 24) & 0x80;
    const std::uint32_t magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) return static_cast<std::uint8_t>(sign | 0x7f);
    if (magnitude >= std::bit_cast<std::uint32_t>(kLargestFloat8)) return static_cast<std::uint8_t>(sign | 0x7e);
    // Below 2^-6 numbers are multiples of 2^-9: adding a number whose last bit is worth that much rounds them.
    constexpr float kMagic = 16384;
    if (magnitude < std::bit_cast<std::uint32_t>(0x1p-6f))
        return static_cast<std::uint8_t>(sign |
                                         (std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + kMagic) -
                                          std::bit_cast<std::uint32_t>(kMagic)));
    const std::uint32_t rounded = magnitude - ((127 - 7) << 23) + 0x7ffff + ((magnitude >> 20) & 1);
    return static_cast<std::uint8_t>(sign | (rounded >> 20));
}

constexpr float fromFloat8(std::uint8_t bits) {
    const std::uint32_t sign = static_cast<std::uint32_t>(bits & 0x80) << 24;
    const std::uint32_t magnitude = bits & 0x7f;
    if (magnitude == 0x7f) return std::bit_cast<float>(sign | 0x7fc00000);
    // In place, the exponent is 120 too small; also that of subnormals, which the product makes normal.
    return std::bit_cast<float>(sign | magnitude << 20) * 0x1p120f;
}

}  // namespace mw
