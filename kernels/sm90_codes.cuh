// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of quantised weights in shared memory, where the copy engine has put them, as the rows of wgmma that come from
// registers: what a lane holds of a product of 16 columns is what engine/base/code_order.h puts side by side.

#pragma once

#include "codes.cuh"
#include "sm90_maps.h"
#include "tensor_cores.cuh"

namespace mw::kernels::sm90 {

template <Element kElement>
inline constexpr int kBlockBytes = kCodeBlock* lowerBitsOf(kElement) / 8;  ///< of a row

/// Where a lane's codes are in a tile of rows of `Bytes`, swizzled as wide and aligned to 1024 bytes: of block 0 of row
/// lane / 4; of block b in `^ b * kBlockBytes`, of row i * 8 + lane / 4 another i * 8 * Bytes behind.
template <Element kElement, int Bytes>
__device__ __forceinline__ std::uint32_t placeOfCodes(int lane) {
    const auto row = static_cast<std::uint32_t>(lane / 4 * Bytes);
    return row + ((static_cast<std::uint32_t>(lane % 4) * Codes<kElement>::kWords * 4) ^ (row / 128 * 16));
}

/// The registers of both products of block `block` of the warp's rows from `row` on, a multiple of 16; `codes`: where
/// placeOfCodes() is in the tile.
template <Element kElement, int Bytes>
__device__ __forceinline__ void loadBlock(std::uint32_t (&a)[2][4], std::uint32_t codes, int block, int row) {
    using Of = Codes<kElement>;
    const std::uint32_t at = codes ^ static_cast<std::uint32_t>(block * kBlockBytes<kElement>);
#pragma unroll
    for (int half = 0; half < 2; ++half) {
        std::uint32_t words[Of::kWords], near[2], far[2];
        loadWords<kElement>(words, at + static_cast<std::uint32_t>((row + half * 8) * Bytes));
        Of::pairs(words, near, far);
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            a[product][half] = near[product];
            a[product][half + 2] = far[product];
        }
    }
}

/// Where a lane's upper bits are in a tile of rows of `Bytes` of them, likewise: those of unit u of kUpperColumnsOf
/// columns in `^ u * 16`.
template <int Bytes>
__device__ __forceinline__ std::uint32_t placeOfUpper(int lane) {
    const auto row = static_cast<std::uint32_t>(lane / 4 * Bytes);
    return row + ((static_cast<std::uint32_t>(lane % 4) * 4) ^ (row / 128 * 16));
}

/// What turns the codes of a block of 32 columns into weights, twice in a word, in bf16: step and least of its group;
/// or the steps of both its groups of 16.
template <Element kElement>
__device__ __forceinline__ uint2 factorsOf(float2 super, std::uint32_t bytes) {
    const NestedScale<kElement> scale(super.x, super.y, bytes);
    if constexpr (kElement == Element::Q6_K) {
        const NestedScale<kElement> second(super.x, super.y, bytes >> 8);
        return make_uint2(packPair(scale.step, scale.step), packPair(second.step, second.step));
    } else {
        return make_uint2(packPair(scale.step, scale.step), packPair(scale.least, scale.least));
    }
}

/// The same of a group's pair.
template <Element kElement>
__device__ __forceinline__ uint2 factorsOf(std::uint32_t pair) {
    const NestedScale<kElement> scale(pair);
    return make_uint2(packPair(scale.step, scale.step), packPair(scale.least, scale.least));
}

/// loadBlock() of codes with nested scales, or pairs. `upper`: where placeOfUpper() is; `steps`: that its words have to
/// be shifted by bytes before; `factors(row)`: factorsOf() the lane's row, or that 8 further.
template <Element kElement, int Bytes, int UpperBytes, typename Factors>
__device__ __forceinline__ void loadNestedBlock(std::uint32_t (&a)[2][4], std::uint32_t codes, std::uint32_t upper,
                                                int block, int row, int steps, const Factors& factors) {
    using Of = Codes<kElement>;
    constexpr int kBlocksOfWord = Of::kUpperBits > 0 ? 4 / Of::kUpperBits : 1;
    const std::uint32_t at = codes ^ static_cast<std::uint32_t>(block * kBlockBytes<kElement>);
#pragma unroll
    for (int half = 0; half < 2; ++half) {
        std::uint32_t words[1], bits = 0, near[2], far[2];
        loadWords<kElement>(words, at + static_cast<std::uint32_t>((row + half * 8) * Bytes));
        if constexpr (Of::kUpperBits > 0) {
            const auto unit = static_cast<std::uint32_t>(block / kBlocksOfWord * 16);
            bits = loadWord((upper ^ unit) + static_cast<std::uint32_t>((row + half * 8) * UpperBytes)) >> 8 * steps;
        }
        Of::pairs(words, bits, block % kBlocksOfWord, near, far);
        const uint2 by = factors(half);
#pragma unroll
        for (int product = 0; product < 2; ++product) {
            if constexpr (kElement == Element::Q6_K) {
                const std::uint32_t step = product == 0 ? by.x : by.y;
                a[product][half] = productOfPairs(near[product], step);
                a[product][half + 2] = productOfPairs(far[product], step);
            } else {
                a[product][half] = sumOfProducts(near[product], by.x, by.y);
                a[product][half + 2] = sumOfProducts(far[product], by.x, by.y);
            }
        }
    }
}

}  // namespace mw::kernels::sm90
