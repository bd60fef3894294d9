// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "repack_blocks.h"

#include <array>
#include <cstring>

#include "non_linear_codes.h"
#include "pack_codes.h"

namespace mw {

namespace {

constexpr Octet kNibbles = eachByte(15);

template <typename Word>
Word wordAt(const std::byte* at) {
    Word word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

// --- blocks of 32 ---------------------------------------------------------------------------------------------------

/// The codes of a block whose halves share bytes: the lower nibbles are those of the first half.
CodesOfBlock halves(const std::byte* codes) {
    const auto bytes = wordAt<TwoOctets>(codes);
    return {lowerNibbles(bytes), upperNibbles(bytes)};
}

/// Eight bits as the bit kBit of as many bytes.
template <int kBit>
Octet spreadBits(std::byte bits) {
    // Each in the byte of its number, and from there, by a carry, to the top bit of that.
    const Octet each = eachByte(std::to_integer<std::uint8_t>(bits));
    return ((each & 0x8040201008040201) + eachByte(0x7f)) >> (7 - kBit) & eachByte(1 << kBit);
}

CodesOfBlock codesOfQ4_0(const std::byte* block) {
    return lessEach(halves(block + 2), 8);
}

CodesOfBlock codesOfQ5_0(const std::byte* block) {
    const CodesOfBlock lower = halves(block + 6);
    const TwoOctets first = {spreadBits<4>(block[2]), spreadBits<4>(block[3])},
                    second = {spreadBits<4>(block[4]), spreadBits<4>(block[5])};
    return lessEach({lower.first | first, lower.second | second}, 16);
}

CodesOfBlock codesOfQ8_0(const std::byte* block) {
    return loadCodes(block + 2);
}

constexpr std::int64_t kScaleBytes = 2;

/// As int8-g32.
template <StoredLayout kFrom, auto kCodesOf>
void repackAsInt8(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const std::int64_t blockBytes = storedLayoutRow(kFrom).blockBytes;
    for (std::int64_t block = 0; block < rows * (columns / kCodeBlock); ++block, in += blockBytes) {
        std::memcpy(out.scales + block * kScaleBytes, in, kScaleBytes);
        packEightBits(kCodesOf(in), out.values + block * kCodeBlock);
    }
}

void repackIq4Nl(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const std::int64_t blockBytes = storedLayoutRow(StoredLayout::IQ4_NL).blockBytes;
    const std::int64_t blocks = rows * (columns / kCodeBlock);
    holdNonLinear(in + kScaleBytes, blockBytes, blocks, out.values);
    for (std::int64_t block = 0; block < blocks; ++block)
        std::memcpy(out.scales + block * kScaleBytes, in + block * blockBytes, kScaleBytes);
}

void repackQ4_0(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const std::int64_t blockBytes = storedLayoutRow(StoredLayout::Q4_0).blockBytes;
    for (std::int64_t block = 0; block < rows * (columns / kCodeBlock); ++block, in += blockBytes) {
        std::memcpy(out.scales + block * kScaleBytes, in, kScaleBytes);
        packFourBits(halves(in + kScaleBytes), out.values + block * kCodeBlock / 2);
    }
}

/// Blocks of codes with a scale and a minimum, of 4 or 5 bits, whose fifth ones lie before the others.
template <StoredLayout kFrom, WeightFormat kTo>
void repackPairs(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    constexpr bool kHasFifthIn = kFrom == StoredLayout::Q5_1, kHasFifth = kTo == WeightFormat::Q5_1;
    constexpr std::int64_t kPairBytes = 4;
    const std::int64_t blockBytes = storedLayoutRow(kFrom).blockBytes, blocks = columns / kCodeBlock;
    const WeightBytes held = rowBytes(kTo, columns);
    const std::uint64_t upperAt = held.values / (kHasFifth ? 5 : 4) * 4;
    for (std::uint64_t row = 0; row < static_cast<std::uint64_t>(rows); ++row) {
        std::byte *const values = out.values + row * held.values, *const scales = out.scales + row * held.scales;
        std::byte* const upper = values + upperAt;
        if (columns % kSuperBlock != 0) {  // what fills it up
            std::memset(values, 0, held.values);
            std::memset(scales, 0, held.scales);
        }
        std::array<Octet, 4> fifths = {};
        for (std::int64_t block = 0; block < blocks; ++block, in += blockBytes) {
            std::memcpy(scales + block * kPairBytes, in, kPairBytes);
            packFourBits(halves(in + kPairBytes + (kHasFifthIn ? 4 : 0)), values + block * kCodeBlock / 2);
            if constexpr (kHasFifth) {
                const auto of = static_cast<std::size_t>(block % 4);
                if constexpr (kHasFifthIn)  // as upperBits()
                    for (int i = 0; i < 4; ++i)
                        fifths[of] |= spreadBits<0>(in[kPairBytes + i]) << i;
                if (of != 3 && block + 1 != blocks) continue;
                packFifthBits(fifths, upper + block / 4 * 16);
                fifths = {};
            }
        }
    }
}

// --- blocks of 256 --------------------------------------------------------------------------------------------------

constexpr std::int64_t kBlocks = kSuperBlock / kCodeBlock;

/// Where a super-block goes.
struct Target {
    std::byte* lower;   ///< four bits of each code
    std::byte* upper;   ///< the others
    std::byte* scales;  ///< 16 bytes
    std::byte* superScales;

    std::byte* lowerOf(std::int64_t block) const { return lower + block * kCodeBlock / 2; }
};

/// Both numbers of each group as they are held, from the six bits that they have in Q4_K and Q5_K.
void unpackScales(const std::byte* in, std::byte* out) {
    constexpr auto kSix = static_cast<std::uint32_t>(eachByte(0x3f)), kFour = static_cast<std::uint32_t>(kNibbles),
                   kTwo = static_cast<std::uint32_t>(eachByte(3));
    const auto first = wordAt<std::uint32_t>(in), second = wordAt<std::uint32_t>(in + 4),
               third = wordAt<std::uint32_t>(in + 8);
    const Octet scales = (first & kSix) | Octet{(third & kFour) | (first >> 6 & kTwo) << 4} << 32;
    const Octet leasts = (second & kSix) | Octet{(third >> 4 & kFour) | (second >> 6 & kTwo) << 4} << 32;
    storeByTurns(scales, leasts, out);
}

/// Codes of which each 32 bytes hold those of two blocks, in their nibbles.
void packNibbles(const std::byte* codes, const Target& out) {
    for (std::int64_t block = 0; block < kBlocks; block += 2, codes += kCodeBlock) {
        const CodesOfBlock both = loadCodes(codes);
        packFourBits(lowerNibbles(both), out.lowerOf(block));
        packFourBits(upperNibbles(both), out.lowerOf(block + 1));
    }
}

void repackQ4K(const std::byte* in, const Target& out) {
    std::memcpy(out.superScales, in, 4);
    unpackScales(in + 4, out.scales);
    packNibbles(in + 16, out);
}

/// As Q5_K whose codes are below 16, beside others that are not.
void repackQ4KAsQ5K(const std::byte* in, const Target& out) {
    repackQ4K(in, out);
    std::memset(out.upper, 0, kSuperBlock / 8);
}

void repackQ5K(const std::byte* in, const Target& out) {
    std::memcpy(out.superScales, in, 4);
    unpackScales(in + 4, out.scales);
    packNibbles(in + 48, out);
    const CodesOfBlock high = loadCodes(in + 16);  // bit i is that of block i
    for (int block = 0; block < kBlocks; block += 4)
        packFifthBits({upperBits<1>(high, block), upperBits<1>(high, block + 1), upperBits<1>(high, block + 2),
                       upperBits<1>(high, block + 3)},
                      out.upper + block * 4);
}

void repackQ6K(const std::byte* in, const Target& out) {
    constexpr std::int64_t kLow = 0, kHigh = 128, kScales = 192, kD = 208;
    std::memcpy(out.superScales, in + kD, 2);
    std::memset(out.superScales + 2, 0, 2);
    std::memcpy(out.scales, in + kScales, 16);
    for (std::int64_t half = 0; half < 2; ++half) {
        const std::byte* const low = in + kLow + 64 * half;
        const CodesOfBlock first = loadCodes(low), second = loadCodes(low + 32);
        packFourBits(lowerNibbles(first), out.lowerOf(4 * half));
        packFourBits(lowerNibbles(second), out.lowerOf(4 * half + 1));
        packFourBits(upperNibbles(first), out.lowerOf(4 * half + 2));
        packFourBits(upperNibbles(second), out.lowerOf(4 * half + 3));
        const CodesOfBlock high = loadCodes(in + kHigh + 32 * half);
        packSixthBits(upperBits<2>(high, 0), upperBits<2>(high, 2), out.upper + 32 * half);
        packSixthBits(upperBits<2>(high, 4), upperBits<2>(high, 6), out.upper + 32 * half + 16);
    }
}

/// As Q6_K, whose codes stand for 0 to 63 less 32, and whose scales are signed: 0 to 7 less 4, and a scale of 0 to 63
/// less 32.
void repackQ3K(const std::byte* in, const Target& out) {
    constexpr std::int64_t kHigh = 0, kLow = 32, kScales = 96, kD = 108;
    std::memcpy(out.superScales, in + kD, 2);
    std::memset(out.superScales + 2, 0, 2);

    const auto low = wordAt<Octet>(in + kScales);
    const auto upper = wordAt<std::uint32_t>(in + kScales + 8);
    constexpr auto kTwo = static_cast<std::uint32_t>(eachByte(3));
    const auto withUpper = [&](Octet nibbles, int from) {
        const Octet scales = nibbles | (Octet{upper >> from & kTwo} | Octet{upper >> (from + 2) & kTwo} << 32) << 4;
        const Octet isNegative = ~scales >> 5 & eachByte(1);
        return (scales & eachByte(31)) | isNegative * 0xe0;
    };
    const Octet scales[] = {withUpper(low & kNibbles, 0), withUpper(low >> 4 & kNibbles, 4)};
    std::memcpy(out.scales, scales, sizeof scales);

    const CodesOfBlock high = loadCodes(in + kHigh);
    // Codes of 4 to 7, whose third bit is set, are 32 to 35, and those of 0 to 3 are 28 to 31.
    const auto lowerOf = [](TwoOctets two, TwoOctets third) {
        const TwoOctets isBelow = third ^ eachByte(1);
        return two | isBelow << 2 | isBelow << 3;
    };
    Octet before = 0;
    for (int block = 0; block < kBlocks; ++block) {
        const CodesOfBlock two = loadCodes(in + kLow + block / 4 * 32);
        const int from = block % 4 * 2;
        const CodesOfBlock third = {high.first >> block & eachByte(1), high.second >> block & eachByte(1)};
        packFourBits({lowerOf(two.first >> from & eachByte(3), third.first),
                      lowerOf(two.second >> from & eachByte(3), third.second)},
                     out.lowerOf(block));
        const Octet upperOfBlock = upperBits<2>({third.first + eachByte(1), third.second + eachByte(1)}, 0);
        if (block % 2 == 0)
            before = upperOfBlock;
        else
            packSixthBits(before, upperOfBlock, out.upper + (block - 1) * 8);
    }
}

template <StoredLayout kFrom, WeightFormat kTo, auto kRepack>
void repackSuperBlocks(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) {
    const std::int64_t blockBytes = storedLayoutRow(kFrom).blockBytes, blocks = columns / kSuperBlock;
    const std::int64_t upperBytes = kSuperBlock * (weightFormatRow(kTo).valueBits - 4) / 8;
    const auto rowValues = static_cast<std::int64_t>(rowBytes(kTo, columns).values);
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t block = 0; block < blocks; ++block, in += blockBytes) {
            std::byte* const values = out.values + row * rowValues;
            const std::int64_t at = row * blocks + block;
            kRepack(in, {values + block * kSuperBlock / 2, values + columns / 2 + block * upperBytes,
                         out.scales + 16 * at, out.superScales + 4 * at});
        }
}

using L = StoredLayout;
using F = WeightFormat;

constexpr std::array kRows = {
    Conversion{L::Q4_0, F::Int4Group32, repackQ4_0},
    Conversion{L::Q4_0, F::Int8Group32, repackAsInt8<L::Q4_0, codesOfQ4_0>},
    Conversion{L::Q5_0, F::Int8Group32, repackAsInt8<L::Q5_0, codesOfQ5_0>},
    Conversion{L::Q8_0, F::Int8Group32, repackAsInt8<L::Q8_0, codesOfQ8_0>},
    Conversion{L::IQ4_NL, F::Int8Group32, repackIq4Nl},
    Conversion{L::Q4_1, F::Q4_1, repackPairs<L::Q4_1, F::Q4_1>},
    Conversion{L::Q4_1, F::Q5_1, repackPairs<L::Q4_1, F::Q5_1>},
    Conversion{L::Q5_1, F::Q5_1, repackPairs<L::Q5_1, F::Q5_1>},
    Conversion{L::Q3_K, F::Q6_K, repackSuperBlocks<L::Q3_K, F::Q6_K, repackQ3K>},
    Conversion{L::Q4_K, F::Q4_K, repackSuperBlocks<L::Q4_K, F::Q4_K, repackQ4K>},
    Conversion{L::Q4_K, F::Q5_K, repackSuperBlocks<L::Q4_K, F::Q5_K, repackQ4KAsQ5K>},
    Conversion{L::Q5_K, F::Q5_K, repackSuperBlocks<L::Q5_K, F::Q5_K, repackQ5K>},
    Conversion{L::Q6_K, F::Q6_K, repackSuperBlocks<L::Q6_K, F::Q6_K, repackQ6K>},
};

}  // namespace

std::span<const Conversion> repackings() {
    return kRows;
}

}  // namespace mw
