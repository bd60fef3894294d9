// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of weights put into the order in which devices hold them (code_order.h), eight at once: loading waits for it.

#pragma once

#include <array>
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

/// out [16] = bytes of `even` and `odd` by turns.
inline void storeByTurns(Octet even, Octet odd, std::byte* out) {
    const auto low = [](Octet bytes) { return static_cast<std::uint32_t>(bytes); };
    const auto high = [](Octet bytes) { return static_cast<std::uint32_t>(bytes >> 32); };
    const std::uint64_t pairs[] = {spread(low(even)) | spread(low(odd)) << 8, spread(high(even)) | spread(high(odd))
                                                                                                       << 8};
    std::memcpy(out, pairs, sizeof pairs);
}

/// out [16] = the codes of a block, of 4 bits.
inline void packFourBits(const CodesOfBlock& codes, std::byte* out) {
    storeByTurns(codes[0] | codes[1] << 4, codes[2] | codes[3] << 4, out);
}

/// out [32] = the codes of a block, of 8 bits.
inline void packEightBits(const CodesOfBlock& codes, std::byte* out) {
    std::array<std::uint32_t, 4> products[2];
    storeByTurns(codes[0], codes[1], reinterpret_cast<std::byte*>(products[0].data()));
    storeByTurns(codes[2], codes[3], reinterpret_cast<std::byte*>(products[1].data()));
    for (std::size_t lane = 0; lane < 4; ++lane) {
        std::memcpy(out + 8 * lane, &products[0][lane], 4);
        std::memcpy(out + 8 * lane + 4, &products[1][lane], 4);
    }
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
