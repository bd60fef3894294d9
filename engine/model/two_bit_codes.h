// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>

namespace mw {

/// What the four codes of each 16 values of a super-block of Q2_K stand for, in 8 bits: 16 * 4 bytes.
inline constexpr std::int64_t kTwoBitLevels = 64;
/// Bytes behind the last levels that are loaded with them, whatever they are.
inline constexpr std::int64_t kBehindLevels = 8;

/// Codes of Q2_K, 256 in 64 bytes, as what they stand for, in the order in which codes of 8 bits are held: out
/// [256 * superBlocks], of super-blocks whose codes begin `stride` bytes apart. levels [superBlocks * kTwoBitLevels +
/// kBehindLevels].
void holdTwoBits(const std::byte* codes, std::int64_t stride, const std::uint8_t* levels, std::int64_t superBlocks,
                 std::byte* out);

}  // namespace mw
