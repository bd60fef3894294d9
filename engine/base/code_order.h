// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// In which order the codes of quantised weights lie: one layout for the CPU and for GPUs from sm_80 on, whose tensor
// cores want them so.

#pragma once

#include <cstdint>

namespace mw {

/// Codes of a row come in blocks of so many columns, the last one filled up.
inline constexpr std::int64_t kCodeBlock = 32;

/// The column, within its block, of the code at `position`; of two codes of 4 bits in a byte the lower half comes
/// first.
///
/// In a product of 16 columns (mma.m16n8k16) lane t holds columns 2 t, 2 t + 1, 2 t + 8 and 2 t + 9, two to a register.
/// So the codes of lane t for both products of a block lie side by side, those of a register where one mask over a word
/// of 32 bits yields them: 16 bits apart.
constexpr std::int64_t columnOfCode(int bits, std::int64_t position) {
    const std::int64_t lane = position / 8, at = position % 8;
    const std::int64_t product = bits == 4 ? at % 4 / 2 : at / 4;
    const std::int64_t further = at % 2;                         // by 8 columns
    const std::int64_t upper = bits == 4 ? at / 4 : at % 4 / 2;  // of the register
    return 16 * product + 8 * further + 2 * lane + upper;
}

/// Of codes of 5 and 6 bits the lower four lie as those of 4 bits do; behind those of the whole row lie the others, one
/// or two of each code. Where that of `column` begins there, in bits.
///
/// 16 bytes are those of as many blocks as make 32 bits a lane: from word t on lane t takes, as from one of 4-bit
/// codes, by one mask those of a register, 16 bits apart.
constexpr std::int64_t upperBitsOf(int bits, std::int64_t column) {
    const std::int64_t each = bits - 4, blocks = 4 / each;
    const std::int64_t at = column % kCodeBlock, block = column / kCodeBlock;
    const std::int64_t product = at / 16, further = at / 8 % 2, lane = at % 8 / 2, upper = at % 2;
    return block / blocks * 128 + 32 * lane + 16 * upper + each * (4 * (block % blocks) + 2 * product + further);
}

}  // namespace mw
