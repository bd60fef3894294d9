// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of weights put into the order in which devices hold them (code_order.h), sixteen at once: loading waits for it.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "code_order.h"

namespace mw {

/// Eight bytes, the first one lowest.
using Octet = std::uint64_t;

/// The same byte eight times.
constexpr Octet eachByte(std::uint8_t byte) {
    return Octet{0x0101010101010101} * byte;
}

/// Vectors, as every processor has them.
using SixteenBytes [[gnu::vector_size(16)]] = std::uint8_t;
using FourWords [[gnu::vector_size(16)]] = std::uint32_t;
using TwoOctets [[gnu::vector_size(16)]] = Octet;

/// The codes of a block, in the order of its columns.
struct CodesOfBlock {
    TwoOctets first;   ///< of columns 0 to 15
    TwoOctets second;  ///< of columns 16 to 31
};
static_assert(sizeof(CodesOfBlock) == kCodeBlock);

template <typename Byte>
CodesOfBlock loadCodes(const Byte* from) {
    CodesOfBlock codes;
    std::memcpy(&codes, from, sizeof codes);
    return codes;
}

/// Each code less `by`, modulo 256.
inline CodesOfBlock lessEach(const CodesOfBlock& codes, std::uint8_t by) {
    return {std::bit_cast<TwoOctets>(std::bit_cast<SixteenBytes>(codes.first) - by),
            std::bit_cast<TwoOctets>(std::bit_cast<SixteenBytes>(codes.second) - by)};
}

/// The lower halves of bytes as bytes.
inline TwoOctets lowerNibbles(TwoOctets bytes) {
    return bytes & eachByte(15);
}
inline CodesOfBlock lowerNibbles(const CodesOfBlock& bytes) {
    return {lowerNibbles(bytes.first), lowerNibbles(bytes.second)};
}

/// The upper halves of bytes as bytes.
inline TwoOctets upperNibbles(TwoOctets bytes) {
    return lowerNibbles(bytes >> 4);
}
inline CodesOfBlock upperNibbles(const CodesOfBlock& bytes) {
    return {upperNibbles(bytes.first), upperNibbles(bytes.second)};
}

/// The first eight bytes of both by turns.
inline SixteenBytes firstByTurns(SixteenBytes even, SixteenBytes odd) {
    return __builtin_shufflevector(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/// The last eight bytes of both by turns.
inline SixteenBytes lastByTurns(SixteenBytes even, SixteenBytes odd) {
    return __builtin_shufflevector(even, odd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/// The bytes of both octets by turns.
inline SixteenBytes byTurns(TwoOctets octets) {
    return firstByTurns(std::bit_cast<SixteenBytes>(octets),
                        std::bit_cast<SixteenBytes>(__builtin_shufflevector(octets, octets, 1, 1)));
}

/// out [16] = bytes of `even` and `odd` by turns.
inline void storeByTurns(Octet even, Octet odd, std::byte* out) {
    const SixteenBytes both = byTurns(TwoOctets{even, odd});
    std::memcpy(out, &both, sizeof both);
}

/// out [16] = the codes of a block, of 4 bits.
inline void packFourBits(const CodesOfBlock& codes, std::byte* out) {
    const SixteenBytes packed = byTurns(__builtin_shufflevector(codes.first, codes.second, 0, 2) |
                                        __builtin_shufflevector(codes.first, codes.second, 1, 3) << 4);
    std::memcpy(out, &packed, sizeof packed);
}

/// The codes of a block, from where they lie in 4 bits.
inline CodesOfBlock unpackFourBits(const std::byte* from) {
    TwoOctets packed;
    std::memcpy(&packed, from, sizeof packed);
    const auto lower = std::bit_cast<SixteenBytes>(lowerNibbles(packed)),
               upper = std::bit_cast<SixteenBytes>(upperNibbles(packed));
    const SixteenBytes first =
        __builtin_shufflevector(lower, upper, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    const SixteenBytes second =
        __builtin_shufflevector(lower, upper, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    return {std::bit_cast<TwoOctets>(first), std::bit_cast<TwoOctets>(second)};
}

/// out [32] = the codes of a block, of 8 bits.
inline void packEightBits(const CodesOfBlock& codes, std::byte* out) {
    const auto first = std::bit_cast<FourWords>(byTurns(codes.first)),
               second = std::bit_cast<FourWords>(byTurns(codes.second));
    const FourWords lanes[] = {__builtin_shufflevector(first, second, 0, 4, 1, 5),
                               __builtin_shufflevector(first, second, 2, 6, 3, 7)};
    std::memcpy(out, lanes, sizeof lanes);
}

/// Of the codes of a block kBits bits each, from bit `from` on, as they lie side by side in the upper plane: those of
/// columns 0, 8, 16 and 24 first.
template <int kBits>
Octet upperBits(const CodesOfBlock& codes, int from) {
    constexpr Octet kMask = eachByte((1 << kBits) - 1);
    const TwoOctets bits = (codes.first >> from & kMask) | (codes.second >> from & kMask) << 2 * kBits;
    return bits[0] | bits[1] << kBits;
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
