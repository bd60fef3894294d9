// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "code_matrix.h"
#include "new_processors.h"
#include "octet.h"
#include "pack_codes.h"

namespace mw {

namespace {

constexpr std::int64_t kWordBits = 32;
constexpr std::int64_t kWordBytes = 4;
constexpr std::int64_t kInterleaved = 8;  ///< codes of a word of AWQ
constexpr std::array<std::size_t, kInterleaved> kInterleavedOutputs = {0, 2, 4, 6, 1, 3, 5, 7};

std::int64_t wordsOf(std::int64_t codes, int bits) {
    return (codes * bits + kWordBits - 1) / kWordBits;
}

/// The words of a tensor [rows, words] that hold codes from `firstCode` on, packed.
class Words {
 public:
    Words(const StoredTensor& tensor, const MatrixSlice& slice)
        : m_stride(slice.columns), m_words(static_cast<std::size_t>(slice.rows * slice.columns)) {
        if (m_words.empty()) return;
        const std::int64_t ofRow = tensor.shape.at(1);
        const auto offset = [&](std::int64_t row, std::int64_t word) {
            return tensor.offset + static_cast<std::uint64_t>((row * ofRow + word) * kWordBytes);
        };
        auto* out = reinterpret_cast<std::byte*>(m_words.data());
        const auto bytes = static_cast<std::size_t>(slice.columns * kWordBytes);
        // Short runs from many rows: the next ones are asked for with them, so that the disk goes straight on.
        if (slice.firstRow == 0) tensor.file->readAhead(tensor.offset, tensor.bytes);
        if (slice.columns == ofRow) {
            tensor.file->read(offset(slice.firstRow, 0), out, bytes * static_cast<std::size_t>(slice.rows));
            return;
        }
        for (std::int64_t row = 0; row < slice.rows; ++row, out += bytes)
            tensor.file->read(offset(slice.firstRow + row, slice.firstColumn), out, bytes);
    }
    const std::uint32_t* row(std::int64_t row) const { return m_words.data() + row * m_stride; }
    std::int64_t stride() const { return m_stride; }  ///< words from one row to the next

 private:
    std::int64_t m_stride;
    std::vector<std::uint32_t> m_words;
};

/// The halves of bytes as bytes, the lower one of each first, in whole vectors; returns how many of `count` it made.
std::int64_t unpackNibbles(const std::uint32_t* words, std::int64_t count, std::uint8_t* out) {
    constexpr std::int64_t kAtOnce = 16;
    std::int64_t done = 0;
    for (; done + kAtOnce <= count; done += kAtOnce) {
        const Octet bytes = loadOctet(words + done / 8), kLower = eachByte(15);
        storeByTurns(bytes & kLower, bytes >> 4 & kLower, reinterpret_cast<std::byte*>(out + done));
    }
    return done;
}

/// A run of codes: from the bit `firstBit` on of words that lie `wordStride` apart, to bytes that lie `outStride`
/// apart.
struct Run {
    int bits;
    std::int64_t firstBit;
    std::int64_t count;

    void unpack(const std::uint32_t* words, std::int64_t wordStride, std::uint8_t* out, std::int64_t outStride) const {
        std::int64_t done = 0;
        if (bits == 4 && firstBit == 0 && outStride == 1) {
            if (wordStride == 1) done = unpackNibbles(words, count, out);
            for (; done + 8 <= count; done += 8)
                storeOctet(spreadNibbles(words[done / 8 * wordStride]), out + done);
        }
        if (bits == 8 && firstBit == 0 && outStride == 1)
            for (; done + kWordBytes <= count; done += kWordBytes)
                std::memcpy(out + done, words + done / kWordBytes * wordStride, kWordBytes);
        const std::uint32_t mask = (1U << bits) - 1;
        for (; done < count; ++done) {
            const std::int64_t bit = firstBit + done * bits, in = bit % kWordBits;
            const std::uint32_t* const word = words + bit / kWordBits * wordStride;
            std::uint32_t code = word[0] >> in;
            if (in + bits > kWordBits) code |= word[wordStride] << (kWordBits - in);
            out[done * outStride] = static_cast<std::uint8_t>(code & mask);
        }
    }
};

/// The words that a run of codes touches, and where in them it begins.
struct TouchedWords {
    TouchedWords(int bits, std::int64_t firstCode, std::int64_t codes)
        : first(firstCode * bits / kWordBits),
          count(wordsOf(firstCode + codes, bits) - first),
          run{bits, firstCode * bits - first * kWordBits, codes} {}
    std::int64_t first;
    std::int64_t count;
    Run run;
};

/// A tile of a matrix: codes of 64 inputs, which are a line of the cache, for each of some outputs.
constexpr std::int64_t kTileInputs = 64;
constexpr std::size_t kTileWords = 16;  ///< of a line of the cache

using TileWords = std::uint32_t[kInterleaved][kTileWords];

/// Eight inputs of some words, whose bytes then lie side by side: tile [output][kTileInputs]. Four words at a time, so
/// that compilers do it in vectors.
MW_FOR_NEW_PROCESSORS_TOO
void turnInterleaved(const TileWords& words, std::uint8_t* tile) {
    constexpr std::size_t kAtOnce = 4;
    for (std::size_t first = 0; first < kTileWords; first += kAtOnce) {
        Octet codes[kInterleaved][kAtOnce];
        for (std::size_t i = 0; i < kInterleaved; ++i)
            for (std::size_t j = 0; j < kAtOnce; ++j)
                codes[i][j] = spreadNibbles(words[i][first + j]);
        const auto swap = [&](std::size_t distance, Octet lower) {
            const auto bits = static_cast<int>(8 * distance);
            for (std::size_t i = 0; i < kInterleaved; ++i) {
                if (i & distance) continue;
                for (std::size_t j = 0; j < kAtOnce; ++j) {
                    const Octet a = codes[i][j], b = codes[i + distance][j];
                    codes[i][j] = (a & lower) | (b & lower) << bits;
                    codes[i + distance][j] = (a >> bits & lower) | (b & ~lower);
                }
            }
        };
        swap(4, 0x00000000ffffffff);
        swap(2, 0x0000ffff0000ffff);
        swap(1, 0x00ff00ff00ff00ff);
        for (std::size_t j = 0; j < kAtOnce; ++j)
            for (std::size_t at = 0; at < kInterleaved; ++at)
                storeOctet(codes[at][j], tile + ((first + j) * kInterleaved + kInterleavedOutputs[at]) * kTileInputs);
    }
}

/// Words of eight inputs each, one for each output: tile [output][kTileInputs].
MW_FOR_NEW_PROCESSORS_TOO
void turnWordsOfInputs(const TileWords& words, std::uint8_t* tile) {
    for (std::size_t i = 0; i < kInterleaved; ++i)
        for (std::size_t j = 0; j < kTileWords; ++j)
            storeOctet(spreadNibbles(words[i][j]), tile + j * kTileInputs + i * sizeof(Octet));
}

/// Codes of 4 bits, of a slice whose words are whole, tile by tile. `words` [inputs or 8 of them][outputs or 8 of
/// them].
void readTiles(const Words& words, CodeOrder order, const MatrixSlice& slice, const CodeTarget& target) {
    const bool isInterleaved = order == CodeOrder::Interleaved;
    const std::int64_t outputsOfWord = isInterleaved ? kInterleaved : 1;
    const std::int64_t inputsOfRow = isInterleaved ? 1 : kInterleaved;  // of words
    const std::int64_t wordsOfRow = slice.rows / outputsOfWord, rowsOfWords = slice.columns / inputsOfRow;
    const std::int64_t rowsOfTile = kTileInputs / inputsOfRow;
    alignas(64) std::uint8_t tile[kInterleaved * kTileWords * kTileInputs];
    for (std::int64_t word = 0; word < wordsOfRow; word += kTileWords) {
        const std::int64_t count = std::min<std::int64_t>(kTileWords, wordsOfRow - word);
        for (std::int64_t row = 0; row < rowsOfWords; row += rowsOfTile) {
            const std::int64_t rows = std::min(rowsOfTile, rowsOfWords - row);
            for (std::int64_t first = 0; first < rows; first += kInterleaved) {
                TileWords some = {};
                for (std::int64_t i = 0; i < std::min(kInterleaved, rows - first); ++i)
                    std::memcpy(some[i], words.row(row + first + i) + word,
                                static_cast<std::size_t>(count * kWordBytes));
                if (isInterleaved)
                    turnInterleaved(some, tile + first);
                else
                    turnWordsOfInputs(some, tile);
            }
            for (std::int64_t output = 0; output < count * outputsOfWord; ++output)
                target.put(word * outputsOfWord + output, row * inputsOfRow, rows * inputsOfRow,
                           tile + output * kTileInputs);
        }
    }
}

/// Eight inputs of one word at a time, whose bytes then lie side by side.
void readInterleaved(const StoredTensor& tensor, const MatrixSlice& slice, const CodeTarget& target) {
    const std::int64_t firstWord = slice.firstRow / kInterleaved;
    const std::int64_t endRow = slice.firstRow + slice.rows;
    const std::int64_t words = (endRow + kInterleaved - 1) / kInterleaved - firstWord;
    const Words stored(tensor, {slice.firstColumn, slice.columns, firstWord, words});
    if (slice.firstRow % kInterleaved == 0 && slice.rows % kInterleaved == 0) {
        readTiles(stored, CodeOrder::Interleaved, slice, target);
        return;
    }
    for (std::int64_t word = 0; word < words; ++word)
        for (std::int64_t first = 0; first < slice.columns; first += kInterleaved) {
            const std::int64_t inputs = std::min(kInterleaved, slice.columns - first);
            std::array<Octet, kInterleaved> codes{};
            for (std::int64_t i = 0; i < inputs; ++i)
                codes[static_cast<std::size_t>(i)] = spreadNibbles(stored.row(first + i)[word]);
            transpose(codes);
            for (std::int64_t at = 0; at < kInterleaved; ++at) {
                const std::int64_t row = (firstWord + word) * kInterleaved +
                                         static_cast<std::int64_t>(kInterleavedOutputs[static_cast<std::size_t>(at)]);
                if (row < slice.firstRow || row >= endRow) continue;
                target.put(row - slice.firstRow, first, inputs,
                           reinterpret_cast<const std::uint8_t*>(&codes[static_cast<std::size_t>(at)]));
            }
        }
}

}  // namespace

void CodeTarget::put(std::int64_t row, std::int64_t column, std::int64_t count, const std::uint8_t* codes) const {
    std::uint8_t* const ofRow = data + row * rowBytes;
    for (std::int64_t done = 0; done < count;) {
        const std::int64_t in = (column + done) % blockValues, run = std::min(blockValues - in, count - done);
        std::uint8_t* const to = ofRow + (column + done) / blockValues * blockBytes + in;
        constexpr std::int64_t kAtOnce = sizeof(Octet);
        std::int64_t i = 0;
        for (; i + kAtOnce <= run; i += kAtOnce)
            storeOctet(lessEach(loadOctet(codes + done + i), less), to + i);
        for (; i < run; ++i)
            to[i] = static_cast<std::uint8_t>(codes[done + i] - less);
        done += run;
    }
}

void readCodes(const StoredTensor& tensor, CodeOrder order, int bits, const MatrixSlice& slice,
               const CodeTarget& target) {
    if (order == CodeOrder::Interleaved) {
        readInterleaved(tensor, slice, target);
        return;
    }
    const bool runsOverInputs = order == CodeOrder::RowsOfOutputs || order == CodeOrder::WordsOfInputs;
    const auto touched = runsOverInputs ? TouchedWords(bits, slice.firstColumn, slice.columns)
                                        : TouchedWords(bits, slice.firstRow, slice.rows);
    std::vector<std::uint8_t> some;
    if (runsOverInputs) {  // row by row
        some.resize(static_cast<std::size_t>(slice.columns));
        const bool areRows = order == CodeOrder::RowsOfOutputs;
        const Words words(tensor, areRows ? MatrixSlice{slice.firstRow, slice.rows, touched.first, touched.count}
                                          : MatrixSlice{touched.first, touched.count, slice.firstRow, slice.rows});
        const bool areWhole = slice.firstColumn % kInterleaved == 0 && slice.columns % kInterleaved == 0;
        if (!areRows && bits == 4 && areWhole) {
            readTiles(words, order, slice, target);
            return;
        }
        for (std::int64_t row = 0; row < slice.rows; ++row) {
            if (areRows)
                touched.run.unpack(words.row(row), 1, some.data(), 1);
            else
                touched.run.unpack(words.row(0) + row, words.stride(), some.data(), 1);
            target.put(row, 0, slice.columns, some.data());
        }
        return;
    }
    some.resize(static_cast<std::size_t>(slice.rows * slice.columns));
    const bool areRows = order == CodeOrder::RowsOfInputs;
    const Words words(tensor, areRows ? MatrixSlice{slice.firstColumn, slice.columns, touched.first, touched.count}
                                      : MatrixSlice{touched.first, touched.count, slice.firstColumn, slice.columns});
    for (std::int64_t column = 0; column < slice.columns; ++column)
        if (areRows)
            touched.run.unpack(words.row(column), 1, some.data() + column, slice.columns);
        else
            touched.run.unpack(words.row(0) + column, words.stride(), some.data() + column, slice.columns);
    for (std::int64_t row = 0; row < slice.rows; ++row)
        target.put(row, 0, slice.columns, some.data() + row * slice.columns);
}

std::vector<std::int64_t> codesShape(CodeOrder order, int bits, std::int64_t rows, std::int64_t columns) {
    switch (order) {
        case CodeOrder::RowsOfOutputs:
            return {rows, wordsOf(columns, bits)};
        case CodeOrder::RowsOfInputs:
        case CodeOrder::Interleaved:
            return {columns, wordsOf(rows, bits)};
        case CodeOrder::WordsOfInputs:
            return {wordsOf(columns, bits), rows};
        case CodeOrder::WordsOfOutputs:
            return {wordsOf(rows, bits), columns};
    }
    return {};
}

}  // namespace mw
