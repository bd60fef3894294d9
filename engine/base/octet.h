// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Eight bytes at once, in the registers that every processor has: codes of weights are moved so while they are loaded.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace mw {

/// Eight bytes, the first one lowest.
using Octet = std::uint64_t;

/// The same byte eight times.
constexpr Octet eachByte(std::uint8_t byte) {
    return Octet{0x0101010101010101} * byte;
}

template <typename Byte>
Octet loadOctet(const Byte* from) {
    Octet octet;
    std::memcpy(&octet, from, sizeof octet);
    return octet;
}

template <typename Byte>
void storeOctet(Octet octet, Byte* to) {
    std::memcpy(to, &octet, sizeof octet);
}

/// Each byte less `by`, modulo 256.
constexpr Octet lessEach(Octet octet, std::uint8_t by) {
    constexpr Octet kTop = eachByte(0x80);
    const Octet less = eachByte(by);
    return ((octet | kTop) - (less & ~kTop)) ^ ((octet ^ ~less) & kTop);
}

/// The bytes of `low` with a byte of zeros behind each.
constexpr Octet spread(std::uint32_t low) {
    Octet bytes = low;
    bytes = (bytes | bytes << 16) & 0x0000ffff0000ffff;
    return (bytes | bytes << 8) & 0x00ff00ff00ff00ff;
}

/// The halves of four bytes as eight, the lower one of each first.
constexpr Octet spreadNibbles(std::uint32_t bytes) {
    const Octet octet = spread(bytes);
    return (octet | octet << 4) & eachByte(15);
}

/// Byte i of octet j becomes byte j of octet i.
constexpr void transpose(std::array<Octet, 8>& octets) {
    const auto swap = [&](std::size_t distance, Octet lower) {
        const auto bits = static_cast<int>(8 * distance);
        for (std::size_t i = 0; i < octets.size(); ++i) {
            if (i & distance) continue;
            const Octet a = octets[i], b = octets[i + distance];
            octets[i] = (a & lower) | (b & lower) << bits;
            octets[i + distance] = (a >> bits & lower) | (b & ~lower);
        }
    };
    swap(4, 0x00000000ffffffff);
    swap(2, 0x0000ffff0000ffff);
    swap(1, 0x00ff00ff00ff00ff);
}

}  // namespace mw
