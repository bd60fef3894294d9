// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "codes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <tuple>

#include "new_processors.h"
#include "pack_codes.h"

namespace mw {

namespace {

constexpr std::int64_t kWordBits = 32;
constexpr std::int64_t kWordBytes = 4;

std::int64_t wordsOf(std::int64_t codes, int bits) {
    return (codes * bits + kWordBits - 1) / kWordBits;
}

/// A run of codes: from the bit `firstBit` on of words that lie `wordStride` apart, to bytes that lie `outStride`
/// apart.
struct Run {
    int bits;
    std::int64_t firstBit;
    std::int64_t count;

    void unpack(const std::uint32_t* words, std::int64_t wordStride, std::uint8_t* out, std::int64_t outStride) const {
        const std::uint32_t mask = (1U << bits) - 1;
        for (std::int64_t done = 0; done < count; ++done) {
            const std::int64_t bit = firstBit + done * bits, in = bit % kWordBits;
            const std::uint32_t* const word = words + bit / kWordBits * wordStride;
            std::uint32_t code = word[0] >> in;
            if (in + bits > kWordBits) code |= word[wordStride] << (kWordBits - in);
            out[done * outStride] = static_cast<std::uint8_t>(code & mask);
        }
    }
};

// What follows moves 16 bytes at once: words of tensors are so many bytes that loading waits for each instruction.

constexpr std::size_t kVector = sizeof(SixteenBytes);
constexpr std::int64_t kWordsOfVector = kVector / kWordBytes;

using Tile = SixteenBytes[kVector];

SixteenBytes loadVector(const void* from) {
    SixteenBytes vector;
    std::memcpy(&vector, from, sizeof vector);
    return vector;
}

template <typename Byte>
void storeVector(SixteenBytes vector, Byte* to) {
    std::memcpy(to, &vector, sizeof vector);
}

/// Byte i of vector j becomes byte j of vector i: in each round the bits of their numbers, of both one behind the
/// other, move on by one place.
inline void transpose(Tile& tile) {
    for (int round = 0; round < 4; ++round) {
        Tile turned;
        for (std::size_t i = 0; i < kVector / 2; ++i) {
            turned[2 * i] = firstByTurns(tile[i], tile[i + kVector / 2]);
            turned[2 * i + 1] = lastByTurns(tile[i], tile[i + kVector / 2]);
        }
        std::copy_n(turned, kVector, tile);
    }
}

/// Word i of vector j becomes word j of vector i.
inline void transpose(FourWords (&tile)[kWordsOfVector]) {
    const FourWords a = __builtin_shufflevector(tile[0], tile[1], 0, 4, 1, 5),
                    b = __builtin_shufflevector(tile[2], tile[3], 0, 4, 1, 5),
                    c = __builtin_shufflevector(tile[0], tile[1], 2, 6, 3, 7),
                    d = __builtin_shufflevector(tile[2], tile[3], 2, 6, 3, 7);
    tile[0] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
    tile[1] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
    tile[2] = __builtin_shufflevector(c, d, 0, 1, 4, 5);
    tile[3] = __builtin_shufflevector(c, d, 2, 3, 6, 7);
}

/// The codes of a vector of words of an output: 32 of 4 bits, which stay so or become bytes, or 16 of 8 bits.
template <int kBits, bool kStay>
inline void storeCodes(SixteenBytes words, std::uint8_t less, std::byte* out) {
    if constexpr (kBits == 8) {
        storeVector(words - less, out);
        return;
    }
    const auto lower = std::bit_cast<SixteenBytes>(lowerNibbles(std::bit_cast<TwoOctets>(words)));
    const auto upper = std::bit_cast<SixteenBytes>(upperNibbles(std::bit_cast<TwoOctets>(words)));
    const SixteenBytes first = firstByTurns(lower, upper), second = lastByTurns(lower, upper);
    if constexpr (kStay) {
        packFourBits({std::bit_cast<TwoOctets>(first), std::bit_cast<TwoOctets>(second)}, out);
    } else {
        storeVector(first - less, out);
        storeVector(second - less, out + kVector);
    }
}

/// Rows of words, `stride` words apart.
struct Words {
    const std::uint32_t* data = nullptr;
    std::int64_t stride = 0;

    const std::uint32_t* at(std::int64_t row, std::int64_t word) const { return data + row * stride + word; }
};

/// Which outputs the codes of a word of 4 bits are those of.
using OutputsOfWord = std::array<std::size_t, 8>;
constexpr OutputsOfWord kInterleavedOutputs = {0, 2, 4, 6, 1, 3, 5, 7};
constexpr OutputsOfWord kFollowingOutputs = {0, 1, 2, 3, 4, 5, 6, 7};

/// Inputs whose codes go to an output at once: each output lies on another page of memory, of which processors remember
/// few.
constexpr std::int64_t kInputsAtOnce = 64;

/// Where runs of codes from a column on go, in each row: kInputsAtOnce of them, as long as blocks are whole runs.
template <std::int64_t kRun>
std::array<std::int64_t, kInputsAtOnce / kRun> placesOf(const CodeTarget& target, std::int64_t column) {
    std::array<std::int64_t, kInputsAtOnce / kRun> places;
    for (std::int64_t& place : places) {
        place = target.placeOf(column);
        column += kRun;
    }
    return places;
}

/// 16 inputs of a vector of words of outputs, or those of them that there are, whose bytes then lie side by side.
inline void loadTile(const Words& words, std::int64_t input, std::int64_t inputs, std::int64_t word, std::int64_t count,
                     Tile& tile) {
    if (inputs >= static_cast<std::int64_t>(kVector) && count == kWordsOfVector) {
        const std::uint32_t* from = words.at(input, word);
        for (std::size_t i = 0; i < kVector; ++i, from += words.stride)
            tile[i] = loadVector(from);
    } else {
        std::fill_n(tile, kVector, SixteenBytes{});
        for (std::int64_t i = 0; i < std::min<std::int64_t>(inputs, kVector); ++i)
            std::memcpy(&tile[i], words.at(input + i, word), static_cast<std::size_t>(count * kWordBytes));
    }
    transpose(tile);
}

/// Codes of 4 bits in words of eight outputs of an input: rows [columns] of `words`, whose codes are from the output
/// -`before` on. They stay codes of 4 bits, or become bytes.
template <bool kStay>
MW_FOR_NEW_PROCESSORS_TOO void unpackWordsOfOutputs(const Words& words, const OutputsOfWord& outputs,
                                                    std::int64_t before, std::int64_t rows, std::int64_t columns,
                                                    const CodeTarget& target) {
    constexpr std::int64_t kOfWord = std::tuple_size_v<OutputsOfWord>, kOutputs = kWordsOfVector * kOfWord;
    constexpr std::int64_t kRunBytes = kStay ? kCodeBlock / 2 : kCodeBlock;
    const std::int64_t wordCount = (before + rows + kOfWord - 1) / kOfWord;
    for (std::int64_t column = 0; column < columns; column += kInputsAtOnce) {
        const std::int64_t inputs = std::min(kInputsAtOnce, columns - column);
        const bool areRuns = kStay || (inputs == kInputsAtOnce && target.blockValues % kCodeBlock == 0);
        const auto places = placesOf<kCodeBlock>(target, column);
        for (std::int64_t word = 0; word < wordCount; word += kWordsOfVector) {
            const std::int64_t some = std::min(kWordsOfVector, wordCount - word);
            alignas(64) std::uint8_t codes[kOutputs][kInputsAtOnce / kCodeBlock * kRunBytes];
            for (std::int64_t first = 0; first < inputs; first += kCodeBlock) {
                Tile tile, next;
                loadTile(words, column + first, inputs - first, word, some, tile);
                loadTile(words, column + first + kVector, inputs - first - kVector, word, some, next);
                // Processors do not guess such long strides: a few of the next inputs are asked for with each tile.
                constexpr std::int64_t kAsked = 8;
                const std::int64_t ahead =
                    column + kInputsAtOnce + word * kVector / kWordsOfVector + first / kCodeBlock * kAsked;
                for (std::int64_t i = ahead; i < std::min(ahead + kAsked, columns); ++i)
                    __builtin_prefetch(words.at(i, 0));
                for (std::size_t byte = 0; byte < kVector; ++byte) {
                    const auto of = std::bit_cast<TwoOctets>(tile[byte]), ofNext = std::bit_cast<TwoOctets>(next[byte]);
                    const std::size_t nibble = byte % kWordBytes * 2, ofVector = byte / kWordBytes * kOfWord;
                    std::uint8_t* const lower = codes[ofVector + outputs[nibble]] + first / kCodeBlock * kRunBytes;
                    std::uint8_t* const upper = codes[ofVector + outputs[nibble + 1]] + first / kCodeBlock * kRunBytes;
                    if constexpr (kStay) {
                        // As packFourBits(), of two outputs that share bytes.
                        const TwoOctets even = __builtin_shufflevector(of, ofNext, 0, 2),
                                        odd = __builtin_shufflevector(of, ofNext, 1, 3);
                        storeVector(byTurns(lowerNibbles(even) | lowerNibbles(odd) << 4), lower);
                        storeVector(byTurns(upperNibbles(even) | (odd & eachByte(0xf0))), upper);
                    } else {
                        storeVector(std::bit_cast<SixteenBytes>(lowerNibbles(of)), lower);
                        storeVector(std::bit_cast<SixteenBytes>(lowerNibbles(ofNext)), lower + kVector);
                        storeVector(std::bit_cast<SixteenBytes>(upperNibbles(of)), upper);
                        storeVector(std::bit_cast<SixteenBytes>(upperNibbles(ofNext)), upper + kVector);
                    }
                }
            }
            const std::int64_t firstRow = word * kOfWord - before, endRow = std::min(firstRow + kOutputs, rows);
            for (std::int64_t row = std::max<std::int64_t>(firstRow, 0); row < endRow; ++row) {
                const std::uint8_t* const ofRow = codes[row - firstRow];
                std::byte* const to = target.data + row * target.rowBytes;
                if (!areRuns) {
                    target.put(row, column, inputs, ofRow);
                } else if constexpr (kStay) {
                    for (std::int64_t run = 0; run < inputs / kCodeBlock; ++run)
                        std::memcpy(to + places[static_cast<std::size_t>(run)], ofRow + run * kRunBytes, kRunBytes);
                } else {
                    for (std::size_t run = 0; run < places.size(); ++run) {
                        const CodesOfBlock less = lessEach(loadCodes(ofRow + run * kCodeBlock), target.less);
                        std::memcpy(to + places[run], &less, sizeof less);
                    }
                }
            }
        }
    }
}

/// Codes of kBits bits in words of the inputs of an output: column `row` of `words`. Four words at a time of four
/// outputs become a vector of each.
template <int kBits, bool kStay>
MW_FOR_NEW_PROCESSORS_TOO void unpackWordsOfInputs(const Words& words, std::int64_t rows, std::int64_t columns,
                                                   const CodeTarget& target) {
    constexpr std::int64_t kAtOnce = kVector * 8 / kBits, kWordsAtOnce = kInputsAtOnce * kBits / kWordBits;
    for (std::int64_t column = 0; column < columns; column += kInputsAtOnce) {
        const auto places = placesOf<kAtOnce>(target, column);
        const std::int64_t runs = std::min(kInputsAtOnce, columns - column) / kAtOnce;
        const std::int64_t firstWord = column * kBits / kWordBits, lastWord = columns * kBits / kWordBits - 1;
        for (std::int64_t row = 0; row < rows; row += kWordsOfVector) {
            const std::int64_t some = std::min(kWordsOfVector, rows - row);
            std::byte* const to = target.data + row * target.rowBytes;
            for (std::int64_t run = 0; run < runs; ++run) {
                const std::int64_t word = firstWord + run * kWordsOfVector;
                FourWords tile[kWordsOfVector] = {};
                for (std::int64_t i = 0; i < kWordsOfVector; ++i) {
                    __builtin_prefetch(words.at(std::min(word + i + kWordsAtOnce, lastWord), row));
                    if (some == kWordsOfVector)
                        tile[i] = std::bit_cast<FourWords>(loadVector(words.at(word + i, row)));
                    else
                        std::memcpy(&tile[i], words.at(word + i, row), static_cast<std::size_t>(some * kWordBytes));
                }
                transpose(tile);
                std::byte* const out = to + places[static_cast<std::size_t>(run)];
                for (std::int64_t i = 0; i < some; ++i)
                    storeCodes<kBits, kStay>(std::bit_cast<SixteenBytes>(tile[i]), target.less,
                                             out + i * target.rowBytes);
            }
        }
    }
}

/// Codes of kBits bits in rows of words of the inputs of an output.
template <int kBits, bool kStay>
MW_FOR_NEW_PROCESSORS_TOO void unpackRowsOfOutputs(const Words& words, std::int64_t rows, std::int64_t columns,
                                                   const CodeTarget& target) {
    constexpr std::int64_t kAtOnce = kVector * 8 / kBits, kOut = kStay ? kAtOnce / 2 : kAtOnce;
    const std::int64_t runs = target.blockValues / kAtOnce;
    for (std::int64_t row = 0; row < rows; ++row) {
        std::byte* block = target.data + row * target.rowBytes;
        for (std::int64_t first = 0; first < columns; first += target.blockValues, block += target.blockBytes) {
            const std::uint32_t* const of = words.at(row, first * kBits / kWordBits);
            for (std::int64_t run = 0; run < runs; ++run)
                storeCodes<kBits, kStay>(loadVector(of + run * kWordsOfVector), target.less, block + run * kOut);
        }
    }
}

/// Whether columns of `bits` bits each are whole vectors, as are those of each block that they go to.
bool areWholeVectors(int bits, std::int64_t columns, const CodeTarget& target) {
    const std::int64_t atOnce = kVector * 8 / static_cast<std::size_t>(bits);
    return columns % target.blockValues == 0 && target.blockValues % atOnce == 0;
}

}  // namespace

void CodeTarget::put(std::int64_t row, std::int64_t column, std::int64_t count, const std::uint8_t* codes) const {
    std::byte* const ofRow = data + row * rowBytes;
    if (bits == 4) {
        for (std::int64_t done = 0; done < count; done += kCodeBlock)
            packFourBits(lessEach(loadCodes(codes + done), less), ofRow + placeOf(column + done));
        return;
    }
    for (std::int64_t done = 0; done < count;) {
        const std::int64_t run = std::min(blockValues - (column + done) % blockValues, count - done);
        std::byte* const to = ofRow + placeOf(column + done);
        for (std::int64_t i = 0; i < run; ++i)
            to[i] = static_cast<std::byte>(codes[done + i] - less);
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
    const std::int64_t ofRow = tensor.shape.at(1), ofLine = static_cast<std::int64_t>(std::size(Line().words));
    const std::int64_t lines = (words.columns + ofLine - 1) / ofLine;  // of a row that is read by itself
    m_stride = words.columns == ofRow ? ofRow : lines * ofLine;
    m_lines = std::make_unique_for_overwrite<Line[]>(static_cast<std::size_t>(words.rows * m_stride / ofLine + 1));
    m_words = m_lines[0].words;
    if (words.rows == 0 || words.columns == 0) return;
    const auto offset = [&](std::int64_t row, std::int64_t word) {
        return tensor.offset + static_cast<std::uint64_t>((row * ofRow + word) * kWordBytes);
    };
    auto* out = reinterpret_cast<std::byte*>(m_lines.get());
    const auto bytes = static_cast<std::size_t>(words.columns * kWordBytes);
    // Short runs from many rows: the next ones are asked for with them, so that the disk goes straight on.
    if (words.firstRow == 0) tensor.file->readAhead(tensor.offset, tensor.bytes);
    if (words.columns == ofRow) {
        tensor.file->read(offset(words.firstRow, 0), out, bytes * static_cast<std::size_t>(words.rows));
        return;
    }
    for (std::int64_t row = 0; row < words.rows; ++row, out += m_stride * kWordBytes)
        tensor.file->read(offset(words.firstRow + row, words.firstColumn), out, bytes);
}

void CodesOfSlice::unpack(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const bool isAligned = m_firstBit == 0 && areWholeVectors(m_bits, m_slice.columns, target);
    const bool isWide = m_bits == 8, stay = target.bits == 4;
    if (m_order == CodeOrder::Interleaved || (m_order == CodeOrder::RowsOfInputs && m_bits == 4)) {
        constexpr std::int64_t kOfWord = std::tuple_size_v<OutputsOfWord>;
        const std::int64_t ahead = m_slice.firstRow % kOfWord + first;  // of the rows, in the words that were read
        const auto unpack = stay ? unpackWordsOfOutputs<true> : unpackWordsOfOutputs<false>;
        unpack({words(0) + ahead / kOfWord, m_stride},
               m_order == CodeOrder::Interleaved ? kInterleavedOutputs : kFollowingOutputs, ahead % kOfWord, rows,
               m_slice.columns, target);
    } else if (m_order == CodeOrder::WordsOfInputs && isAligned && (m_bits == 4 || m_bits == 8)) {
        const auto unpack = isWide ? unpackWordsOfInputs<8, false>
                            : stay ? unpackWordsOfInputs<4, true>
                                   : unpackWordsOfInputs<4, false>;
        unpack({words(0) + first, m_stride}, rows, m_slice.columns, target);
    } else if (m_order == CodeOrder::RowsOfOutputs && isAligned && (m_bits == 4 || m_bits == 8)) {
        const auto unpack = isWide ? unpackRowsOfOutputs<8, false>
                            : stay ? unpackRowsOfOutputs<4, true>
                                   : unpackRowsOfOutputs<4, false>;
        unpack({words(first), m_stride}, rows, m_slice.columns, target);
    } else {
        unpackRuns(first, rows, target);
    }
}

void CodesOfSlice::unpackRuns(std::int64_t first, std::int64_t rows, const CodeTarget& target) const {
    const std::int64_t columns = m_slice.columns;
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(columns));
    const auto put = [&](std::int64_t row) { target.put(row, 0, columns, codes.data()); };
    switch (m_order) {
        case CodeOrder::RowsOfOutputs:
        case CodeOrder::WordsOfInputs: {
            const bool isRow = m_order == CodeOrder::RowsOfOutputs;
            const Run run = {m_bits, m_firstBit, columns};
            for (std::int64_t row = 0; row < rows; ++row) {
                run.unpack(isRow ? words(first + row) : words(0) + first + row, isRow ? 1 : m_stride, codes.data(), 1);
                put(row);
            }
            break;
        }
        case CodeOrder::RowsOfInputs:
        case CodeOrder::WordsOfOutputs: {
            // Of each output the codes of all inputs are as many bits on in a run of their own.
            const bool isRow = m_order == CodeOrder::RowsOfInputs;
            for (std::int64_t row = 0; row < rows; ++row) {
                const std::int64_t bit = m_firstBit + (first + row) * m_bits;
                const Run one = {m_bits, bit % kWordBits, 1};
                for (std::int64_t column = 0; column < columns; ++column)
                    one.unpack(isRow ? words(column) + bit / kWordBits : words(bit / kWordBits) + column,
                               isRow ? 1 : m_stride, &codes[static_cast<std::size_t>(column)], 1);
                put(row);
            }
            break;
        }
        case CodeOrder::Interleaved:
            break;  // in words of 4 bits always
    }
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
