// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "codes.h"

#include <algorithm>
#include <array>
#include <cstring>

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

}  // namespace

void CodeTarget::put(std::int64_t row, std::int64_t column, std::int64_t count, const std::uint8_t* codes) const {
    std::uint8_t* const ofRow = data + row * rowBytes;
    for (std::int64_t done = 0; done < count;) {
        const std::int64_t in = (column + done) % blockValues, run = std::min(blockValues - in, count - done);
        std::uint8_t* const to = ofRow + (column + done) / blockValues * blockBytes + in;
        constexpr std::int64_t kAtOnce = sizeof(SixteenBytes);
        std::int64_t i = 0;
        for (; i + kAtOnce <= run; i += kAtOnce) {
            SixteenBytes some;
            std::memcpy(&some, codes + done + i, sizeof some);
            some -= less;
            std::memcpy(to + i, &some, sizeof some);
        }
        for (; i < run; ++i)
            to[i] = static_cast<std::uint8_t>(codes[done + i] - less);
        done += run;
    }
}

CodesOfSlice::CodesOfSlice(const StoredTensor& tensor, CodeOrder order, int bits, const MatrixSlice& slice)
    : m_order(order), m_bits(bits), m_slice(slice) {
    // Runs of codes go over the inputs of an output, or over the outputs of an input. Of the words that a run touches
    // the first one begins at code firstWord * kWordBits / bits.
    const bool overInputs = order == CodeOrder::RowsOfOutputs || order == CodeOrder::WordsOfInputs;
    const std::int64_t firstCode = overInputs ? slice.firstColumn : slice.firstRow;
    const std::int64_t endCode = firstCode + (overInputs ? slice.columns : slice.rows);
    const std::int64_t firstWord = firstCode * bits / kWordBits, count = wordsOf(endCode, bits) - firstWord;
    m_firstBit = firstCode * bits - firstWord * kWordBits;
    switch (order) {
        case CodeOrder::RowsOfOutputs:
            readWords(tensor, {slice.firstRow, slice.rows, firstWord, count});
            break;
        case CodeOrder::RowsOfInputs:
        case CodeOrder::Interleaved:
            readWords(tensor, {slice.firstColumn, slice.columns, firstWord, count});
            break;
        case CodeOrder::WordsOfInputs:
            readWords(tensor, {firstWord, count, slice.firstRow, slice.rows});
            break;
        case CodeOrder::WordsOfOutputs:
            readWords(tensor, {firstWord, count, slice.firstColumn, slice.columns});
            break;
    }
}

void CodesOfSlice::readWords(const StoredTensor& tensor, const MatrixSlice& words) {
    m_stride = words.columns;
    m_words = std::make_unique_for_overwrite<std::uint32_t[]>(static_cast<std::size_t>(words.rows * words.columns));
    if (words.rows == 0 || words.columns == 0) return;
    const std::int64_t ofRow = tensor.shape.at(1);
    const auto offset = [&](std::int64_t row, std::int64_t word) {
        return tensor.offset + static_cast<std::uint64_t>((row * ofRow + word) * kWordBytes);
    };
    auto* out = reinterpret_cast<std::byte*>(m_words.get());
    const auto bytes = static_cast<std::size_t>(words.columns * kWordBytes);
    // Short runs from many rows: the next ones are asked for with them, so that the disk goes straight on.
    if (words.firstRow == 0) tensor.file->readAhead(tensor.offset, tensor.bytes);
    if (words.columns == ofRow) {
        tensor.file->read(offset(words.firstRow, 0), out, bytes * static_cast<std::size_t>(words.rows));
        return;
    }
    for (std::int64_t row = 0; row < words.rows; ++row, out += bytes)
        tensor.file->read(offset(words.firstRow + row, words.firstColumn), out, bytes);
}

void CodesOfSlice::unpack(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const auto isWhole = [](std::int64_t count) { return count % kInterleaved == 0; };
    if (m_order == CodeOrder::Interleaved) {
        const std::int64_t ofMatrix = m_slice.firstRow + first;
        if (isWhole(ofMatrix) && isWhole(rows))
            unpackTiles(ofMatrix / kInterleaved - m_slice.firstRow / kInterleaved, rows, target);
        else
            unpackInterleaved(first, rows, target);
    } else if (m_order == CodeOrder::WordsOfInputs && m_bits == 4 && m_firstBit == 0 && isWhole(m_slice.columns)) {
        unpackTiles(first, rows, target);
    } else {
        unpackRuns(first, rows, target);
    }
}

/// Codes of 4 bits in whole words, each of eight outputs of an input or of eight inputs of an output, tile by tile.
void CodesOfSlice::unpackTiles(std::int64_t firstWord, std::int64_t rows, const CodeTarget& target) const {
    const bool isInterleaved = m_order == CodeOrder::Interleaved;
    const std::int64_t outputsOfWord = isInterleaved ? kInterleaved : 1;
    const std::int64_t inputsOfRow = isInterleaved ? 1 : kInterleaved;  // of words
    const std::int64_t wordsOfRow = rows / outputsOfWord, rowsOfWords = m_slice.columns / inputsOfRow;
    const std::int64_t rowsOfTile = kTileInputs / inputsOfRow;
    alignas(64) std::uint8_t tile[kInterleaved * kTileWords * kTileInputs];
    for (std::int64_t word = 0; word < wordsOfRow; word += kTileWords) {
        const std::int64_t count = std::min<std::int64_t>(kTileWords, wordsOfRow - word);
        for (std::int64_t row = 0; row < rowsOfWords; row += rowsOfTile) {
            const std::int64_t some = std::min(rowsOfTile, rowsOfWords - row);
            for (std::int64_t first = 0; first < some; first += kInterleaved) {
                TileWords taken = {};
                for (std::int64_t i = 0; i < std::min(kInterleaved, some - first); ++i) {
                    // Processors do not guess such long strides.
                    constexpr std::int64_t kAhead = 16;
                    const std::int64_t soon = std::min(row + first + i + kAhead, rowsOfWords - 1);
                    __builtin_prefetch(words(soon) + firstWord + word);
                    std::memcpy(taken[i], words(row + first + i) + firstWord + word,
                                static_cast<std::size_t>(count * kWordBytes));
                }
                if (isInterleaved)
                    turnInterleaved(taken, tile + first);
                else
                    turnWordsOfInputs(taken, tile);
            }
            for (std::int64_t output = 0; output < count * outputsOfWord; ++output)
                target.put(word * outputsOfWord + output, row * inputsOfRow, some * inputsOfRow,
                           tile + output * kTileInputs);
        }
    }
}

/// Rows that begin or end within a word: eight inputs of one word at a time, whose bytes then lie side by side.
void CodesOfSlice::unpackInterleaved(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const std::int64_t before = m_slice.firstRow % kInterleaved;  // in the first word
    for (std::int64_t word = (before + first) / kInterleaved; word * kInterleaved - before < first + rows; ++word)
        for (std::int64_t column = 0; column < m_slice.columns; column += kInterleaved) {
            const std::int64_t inputs = std::min(kInterleaved, m_slice.columns - column);
            std::array<Octet, kInterleaved> codes{};
            for (std::int64_t i = 0; i < inputs; ++i)
                codes[static_cast<std::size_t>(i)] = spreadNibbles(words(column + i)[word]);
            transpose(codes);
            for (std::size_t at = 0; at < codes.size(); ++at) {
                const std::int64_t row =
                    word * kInterleaved + static_cast<std::int64_t>(kInterleavedOutputs[at]) - before - first;
                if (row >= 0 && row < rows)
                    target.put(row, column, inputs, reinterpret_cast<const std::uint8_t*>(&codes[at]));
            }
        }
}

void CodesOfSlice::unpackRuns(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const bool overInputs = m_order == CodeOrder::RowsOfOutputs || m_order == CodeOrder::WordsOfInputs;
    const Run run = {m_bits, m_firstBit, overInputs ? m_slice.columns : m_slice.rows};
    if (overInputs) {
        std::vector<std::uint8_t> codes(static_cast<std::size_t>(m_slice.columns));
        for (std::int64_t row = 0; row < rows; ++row) {
            if (m_order == CodeOrder::RowsOfOutputs)
                run.unpack(words(first + row), 1, codes.data(), 1);
            else
                run.unpack(words(0) + first + row, m_stride, codes.data(), 1);
            target.put(row, 0, m_slice.columns, codes.data());
        }
        return;
    }
    // Zero points lie so, which are few: all outputs at once.
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(m_slice.rows * m_slice.columns));
    for (std::int64_t column = 0; column < m_slice.columns; ++column)
        if (m_order == CodeOrder::RowsOfInputs)
            run.unpack(words(column), 1, codes.data() + column, m_slice.columns);
        else
            run.unpack(words(0) + column, m_stride, codes.data() + column, m_slice.columns);
    for (std::int64_t row = 0; row < rows; ++row)
        target.put(row, 0, m_slice.columns, codes.data() + (first + row) * m_slice.columns);
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
