// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "unpack_codes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <tuple>
#include <utility>

#include "new_processors.h"
#include "pack_codes.h"

namespace mw {

namespace {

constexpr std::int64_t kWordBits = 32;
constexpr std::int64_t kWordBytes = 4;
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
MW_FOR_NEW_PROCESSORS_TOO void turnWordsOfOutputs(const Words& words, const OutputsOfWord& outputs, std::int64_t before,
                                                  std::int64_t rows, std::int64_t columns, const CodeTarget& target) {
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
MW_FOR_NEW_PROCESSORS_TOO void turnWordsOfInputs(const Words& words, std::int64_t rows, std::int64_t columns,
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

/// The same of codes of 3 bits, of which three words hold 32.
template <bool kStay>
MW_FOR_NEW_PROCESSORS_TOO void turnThreeWordsOfInputs(const Words& words, std::int64_t rows, std::int64_t columns,
                                                      const CodeTarget& target) {
    constexpr int kBits = 3, kCodesOfWord = 4;  // as bytes
    for (std::int64_t column = 0; column < columns; column += kCodeBlock) {
        const std::int64_t word = column * kBits / kWordBits, place = target.placeOf(column);
        for (std::int64_t row = 0; row < rows; row += kWordsOfVector) {
            const std::int64_t some = std::min(kWordsOfVector, rows - row);
            FourWords in[kBits + 1] = {};
            for (int i = 0; i < kBits; ++i)
                std::memcpy(&in[i], words.at(word + i, row), static_cast<std::size_t>(some * kWordBytes));
            FourWords tiles[2][kWordsOfVector] = {};
            // Without a loop, so that shifts are by constants.
            [&]<std::size_t... kCode>(std::index_sequence<kCode...>) {
                const auto codeOf = [&](std::size_t code) {
                    const std::size_t bit = code * kBits % kWordBits, of = code * kBits / kWordBits;
                    const FourWords lower = in[of] >> static_cast<int>(bit);
                    const bool isSplit = bit + kBits > kWordBits;
                    return (isSplit ? lower | in[of + 1] << static_cast<int>(kWordBits - bit) : lower) & 7;
                };
                ((tiles[kCode / 16][kCode / kCodesOfWord % 4] |= codeOf(kCode)
                                                                 << static_cast<int>(8 * (kCode % kCodesOfWord))),
                 ...);
            }
            (std::make_index_sequence<kCodeBlock>());
            for (auto& tile : tiles)
                transpose(tile);
            for (std::int64_t i = 0; i < some; ++i) {
                const CodesOfBlock codes = lessEach(
                    {std::bit_cast<TwoOctets>(tiles[0][i]), std::bit_cast<TwoOctets>(tiles[1][i])}, target.less);
                std::byte* const out = target.data + (row + i) * target.rowBytes + place;
                if constexpr (kStay)
                    packFourBits(codes, out);
                else
                    std::memcpy(out, &codes, sizeof codes);
            }
        }
    }
}

/// Codes of kBits bits in rows of words of the inputs of an output.
template <int kBits, bool kStay>
MW_FOR_NEW_PROCESSORS_TOO void spreadRowsOfOutputs(const Words& words, std::int64_t rows, std::int64_t columns,
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

void unpackWordsOfOutputs(const Words& words, bool interleaved, std::int64_t before, std::int64_t rows,
                          std::int64_t columns, const CodeTarget& target) {
    const auto unpack = target.bits == 4 ? turnWordsOfOutputs<true> : turnWordsOfOutputs<false>;
    unpack(words, interleaved ? kInterleavedOutputs : kFollowingOutputs, before, rows, columns, target);
}

bool areWholeVectors(int bits, std::int64_t columns, const CodeTarget& target) {
    const std::int64_t atOnce = bits == 8 ? kVector : kCodeBlock;
    return columns % target.blockValues == 0 && target.blockValues % atOnce == 0;
}

void unpackWordsOfInputs(int bits, const Words& words, std::int64_t rows, std::int64_t columns,
                         const CodeTarget& target) {
    const bool stay = target.bits == 4;
    const auto unpack = bits == 8   ? turnWordsOfInputs<8, false>
                        : bits == 4 ? (stay ? turnWordsOfInputs<4, true> : turnWordsOfInputs<4, false>)
                                    : (stay ? turnThreeWordsOfInputs<true> : turnThreeWordsOfInputs<false>);
    unpack(words, rows, columns, target);
}

void unpackRowsOfOutputs(int bits, const Words& words, std::int64_t rows, std::int64_t columns,
                         const CodeTarget& target) {
    const auto unpack = bits == 8          ? spreadRowsOfOutputs<8, false>
                        : target.bits == 4 ? spreadRowsOfOutputs<4, true>
                                           : spreadRowsOfOutputs<4, false>;
    unpack(words, rows, columns, target);
}

}  // namespace mw
