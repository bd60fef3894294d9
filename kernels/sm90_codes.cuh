// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of quantised weights in shared memory, where the copy engine has put them, as the rows of wgmma that come from
// registers: what a lane holds of a product of 16 columns is what engine/base/code_order.h puts side by side.

#pragma once

#include "codes.cuh"
#include "sm90_maps.h"

namespace mw::kernels::sm90 {

template <Element kElement>
inline constexpr int kBlockBytes = kCodeBlock* Codes<kElement>::kBits / 8;  ///< of a row

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

}  // namespace mw::kernels::sm90
