// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Codes of words that were read, 16 bytes at once: they are so many that loading waits for each instruction.

#pragma once

#include <cstddef>
#include <cstdint>

namespace mw {

/// Where codes go: rows of blocks, whose codes may have something before them.
struct CodeTarget {
    std::byte* data = nullptr;  ///< of the first code
    std::int64_t rowBytes = 0;
    std::int64_t blockValues = 0, blockBytes = 0;
    /// 8, or 4: in the order in which devices hold them, in which blocks and what is put are whole ones of 32 codes.
    int bits = 8;
    std::uint8_t less = 0;  ///< what is taken from each code

    std::int64_t placeOf(std::int64_t column) const {
        return column / blockValues * blockBytes + column % blockValues * bits / 8;
    }

    /// Stores codes of a row from `column` on.
    void put(std::int64_t row, std::int64_t column, std::int64_t count, const std::uint8_t* codes) const;
};

/// Rows of words, `stride` words apart.
struct Words {
    const std::uint32_t* data = nullptr;
    std::int64_t stride = 0;

    const std::uint32_t* at(std::int64_t row, std::int64_t word) const { return data + row * stride + word; }
};

/// Codes of 4 bits in words of eight outputs of an input, as they follow each other or as `interleaved` ones of AWQ do:
/// rows [columns] of `words`, whose codes are from the output -`before` on.
void unpackWordsOfOutputs(const Words& words, bool interleaved, std::int64_t before, std::int64_t rows,
                          std::int64_t columns, const CodeTarget& target);

/// Whether the functions below take codes of `bits` bits: whole vectors, also of each block that they go to.
bool areWholeVectors(int bits, std::int64_t columns, const CodeTarget& target);

/// Codes of 3, 4 or 8 bits in words of the inputs of an output, which are a column of `words`.
void unpackWordsOfInputs(int bits, const Words& words, std::int64_t rows, std::int64_t columns,
                         const CodeTarget& target);

/// Codes of 4 or 8 bits in words of the inputs of an output, which are a row of `words`.
void unpackRowsOfOutputs(int bits, const Words& words, std::int64_t rows, std::int64_t columns,
                         const CodeTarget& target);

}  // namespace mw
