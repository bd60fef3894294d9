// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

namespace mw::kernels {

/// Element type of a matrix in device memory. Those behind Float16 are codes of weights, which need scales: float32 for
/// each row of Float8, fp16 for each group of 128 or 32 columns of others, nested ones from Q4_K on, and pairs from
/// Int4Zero on, see engine/include/mw/weight_format.h.
enum class Element {
    Float32,
    BFloat16,
    Float16,
    Float8,
    Int8,
    Int8Group32,
    Int4,
    Int4Group32,
    Q4_K,
    Q5_K,
    Q6_K,
    Int4Zero,
    Int4ZeroGroup32,
    Q4_1,
    Q5_1
};

constexpr bool isCoded(Element element) {
    return element > Element::Float16;
}

template <Element kElement>
inline constexpr bool kIsCoded = isCoded(kElement);

/// Whether codes of a group become weights by a product and a sum. What these take is in bytes, times fp16 numbers of
/// super-blocks, or in pairs.
constexpr bool isNested(Element element) {
    return element >= Element::Q4_K;
}

template <Element kElement>
inline constexpr bool kIsNested = isNested(kElement);

/// Whether each group has a pair of fp16 numbers of its own, a word: its scale, and its zero point or minimum.
constexpr bool isPaired(Element element) {
    return element >= Element::Int4Zero;
}

template <Element kElement>
inline constexpr bool kIsPaired = isPaired(kElement);

template <Element kElement>
inline constexpr bool kHasZeros = kElement == Element::Int4Zero || kElement == Element::Int4ZeroGroup32;

/// Columns that share a scale; 0: all of a row, or there are no scales.
constexpr int groupOf(Element element) {
    switch (element) {
        case Element::Int8:
        case Element::Int4:
        case Element::Int4Zero:
            return 128;
        case Element::Int4Group32:
        case Element::Int8Group32:
        case Element::Q4_K:
        case Element::Q5_K:
        case Element::Int4ZeroGroup32:
        case Element::Q4_1:
        case Element::Q5_1:
            return 32;
        case Element::Q6_K:
            return 16;
        default:
            return 0;
    }
}

template <Element kElement>
inline constexpr int kGroupOf = groupOf(kElement);

constexpr int bitsOf(Element element) {
    switch (element) {
        case Element::Float32:
            return 32;
        case Element::BFloat16:
        case Element::Float16:
            return 16;
        case Element::Float8:
        case Element::Int8:
        case Element::Int8Group32:
            return 8;
        case Element::Int4:
        case Element::Int4Group32:
        case Element::Q4_K:
        case Element::Int4Zero:
        case Element::Int4ZeroGroup32:
        case Element::Q4_1:
            return 4;
        case Element::Q5_K:
        case Element::Q5_1:
            return 5;
        case Element::Q6_K:
            return 6;
    }
    return 0;
}

/// Of each code those that lie before the upper bits of a row.
constexpr int lowerBitsOf(Element element) {
    return isNested(element) ? 4 : bitsOf(element);
}

/// Of what the fast kernels take: columns of codes. Nested scales have super-blocks of as many.
inline constexpr int kCodedMultiple = 256;

/// Of a row of that many columns, without the upper bits of its codes, which begin there.
constexpr std::int64_t lowerBytesOf(Element element, std::int64_t columns) {
    return columns * lowerBitsOf(element) / 8;
}

/// Of a row of that many columns; of codes a multiple of kCodedMultiple.
constexpr std::int64_t rowBytesOf(Element element, std::int64_t columns) {
    return columns * bitsOf(element) / 8;
}

}  // namespace mw::kernels
