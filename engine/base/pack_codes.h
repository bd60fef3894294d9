// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of weights put into the order in which devices hold them (code_order.h), eight at once: loading waits for it.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "code_order.h"
#include "octet.h"

namespace mw {

/// The codes of a block, in the order of its columns.
using CodesOfBlock = std::array<Octet, 4>;
static_assert(sizeof(CodesOfBlock) == kCodeBlock);

template <typename Byte>
CodesOfBlock loadCodes(const Byte* from) {
    CodesOfBlock codes;
    std::memcpy(codes.data(), from, sizeof codes);
    return codes;
}

/// Vectors of bytes, as every processor has them: one instruction puts bytes of two by turns.
using EightBytes [[gnu::vector_size(8)]] = std::uint8_t;
using SixteenBytes [[gnu::vector_size(16)]] = std::uint8_t;
using FourWords [[gnu::vector_size(16)]] = std::uint32_t;

/// Bytes of `even` and `odd` by turns.
inline SixteenBytes byTurns(Octet even, Octet odd) {
    return __builtin_shufflevector(std::bit_cast<EightBytes>(even), std::bit_cast<EightBytes>(odd), 0, 8, 1, 9, 2, 10,
                                   3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
}

/// out [16] = bytes of `even` and `odd` by turns.
inline void storeByTurns(Octet even, Octet odd, std::byte* out) {
    const SixteenBytes both = byTurns(even, odd);
    std::memcpy(out, &both, sizeof both);
}

/// out [16] = the codes of a block, of 4 bits.
inline void packFourBits(const CodesOfBlock& codes, std::byte* out) {
    storeByTurns(codes[0] | codes[1] << 4, codes[2] | codes[3] << 4, out);
}

/// out [32] = the codes of a block, of 8 bits.
inline void packEightBits(const CodesOfBlock& codes, std::byte* out) {
    const auto first = std::bit_cast<FourWords>(byTurns(codes[0], codes[1])),
               second = std::bit_cast<FourWords>(byTurns(codes[2], codes[3]));
    const FourWords lanes[] = {__builtin_shufflevector(first, second, 0, 4, 1, 5),
                               __builtin_shufflevector(first, second, 2, 6, 3, 7)};
    std::memcpy(out, lanes, sizeof lanes);
}

/// Of the codes of a block kBits bits each, from bit `from` on, as they lie side by side in the upper plane: those of
/// columns 0, 8, 16 and 24 first.
template <int kBits>
Octet upperBits(const CodesOfBlock& codes, int from) {
    constexpr Octet kMask = eachByte((1 << kBits) - 1);
    return (codes[0] >> from & kMask) | (codes[1] >> from & kMask) << kBits | (codes[2] >> from & kMask) << 2 * kBits |
           (codes[3] >> from & kMask) << 3 * kBits;
}

/// out [16] = the upper bits of four blocks, one of each code.
inline void packFifthBits(const std::array<Octet, 4>& blocks, std::byte* out) {
    storeByTurns(blocks[0] | blocks[1] << 4, blocks[2] | blocks[3] << 4, out);
}

/// out [16] = the upper bits of two blocks, two of each code.
inline void packSixthBits(Octet first, Octet second, std::byte* out) {
    storeByTurns(first, second, out);
}

}  // namespace mw
