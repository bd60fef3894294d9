// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "quantise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "code_order.h"
#include "convert.h"
#include "float8.h"
#include "held_values.h"
#include "mw/error.h"
#include "pack_codes.h"

namespace mw {
namespace {

constexpr WeightFormat kFormats[] = {WeightFormat::Float8,      WeightFormat::Int8,
                                     WeightFormat::Int8Group32, WeightFormat::Int4,
                                     WeightFormat::Int4Group32, WeightFormat::Q4_K,
                                     WeightFormat::Q5_K,        WeightFormat::Q6_K,
                                     WeightFormat::Int4Zero,    WeightFormat::Int4ZeroGroup32,
                                     WeightFormat::Q4_1,        WeightFormat::Q5_1};

bool isNested(WeightFormat format) {
    const ScaleType scales = weightFormatRow(format).scales;
    return isNested(scales) || isPaired(scales);
}

/// Rows that were quantised, and what they stand for.
struct Quantised {
    std::vector<std::byte> bytes;
    WeightFormat format;
    std::int64_t rows, columns;

    Quantised(const std::vector<float>& values, std::int64_t columnCount, WeightFormat to)
        : format(to), rows(static_cast<std::int64_t>(values.size()) / columnCount), columns(columnCount) {
        bytes.resize(weightBytes(format, rows, columns).total());
        quantiseRows(reinterpret_cast<const std::byte*>(values.data()), Precision::Float32, rows, columns, format,
                     partsAt(bytes.data(), format, rows, columns, 0));
    }

    /// The code of a format without nested scales, or pairs.
    int code(std::int64_t row, std::int64_t column) {
        const int bits = weightFormatRow(format).valueBits;
        const int code = test::codeAt(bits, partsAt(bytes.data(), format, rows, columns, row).values, column, columns);
        return bits == 4 ? code - 8 : code;
    }
    float at(std::int64_t row, std::int64_t column) {
        const WeightParts parts = partsAt(bytes.data(), format, rows, columns, row);
        return static_cast<float>(test::heldValue(format, parts, column, columns));
    }
};

std::vector<float> normals(std::size_t count, unsigned seed) {
    std::mt19937 generator(seed);
    std::normal_distribution<float> normal(0, 0.02f);
    std::vector<float> values(count);
    std::ranges::generate(values, [&] { return normal(generator); });
    return values;
}

double relativeError(Quantised& quantised, const std::vector<float>& values) {
    double error = 0, square = 0;
    for (std::int64_t i = 0; i < quantised.rows; ++i)
        for (std::int64_t j = 0; j < quantised.columns; ++j) {
            const double wanted = values[static_cast<std::size_t>(i * quantised.columns + j)];
            error += (quantised.at(i, j) - wanted) * (quantised.at(i, j) - wanted);
            square += wanted * wanted;
        }
    return std::sqrt(error / square);
}

TEST(TestFloat8, everyCodeIsWhatItStandsFor) {
    EXPECT_EQ(fromFloat8(0x38), 1.0f);
    EXPECT_EQ(fromFloat8(0x01), 0x1p-9f);
    EXPECT_EQ(fromFloat8(0x07), 7 * 0x1p-9f);
    EXPECT_EQ(fromFloat8(0x08), 0x1p-6f);
    EXPECT_EQ(fromFloat8(0x7e), 448.0f);
    EXPECT_EQ(fromFloat8(0xc8), -4.0f);
    EXPECT_TRUE(std::isnan(fromFloat8(0x7f)) && std::isnan(fromFloat8(0xff)));
    for (int bits = 0; bits < 256; ++bits) {
        if ((bits & 0x7f) == 0x7f) continue;
        EXPECT_EQ(toFloat8(fromFloat8(static_cast<std::uint8_t>(bits))), bits);
    }
}

TEST(TestFloat8, roundsToTheNearestAndTiesToEven) {
    for (int bits = 0; bits < 0x7e; ++bits) {
        const float low = fromFloat8(static_cast<std::uint8_t>(bits));
        const float high = fromFloat8(static_cast<std::uint8_t>(bits + 1));
        const float middle = (low + high) / 2;
        EXPECT_EQ(toFloat8(middle), bits % 2 == 0 ? bits : bits + 1) << bits;
        EXPECT_EQ(toFloat8(std::nextafter(middle, low)), bits);
        EXPECT_EQ(toFloat8(std::nextafter(middle, high)), bits + 1);
        EXPECT_EQ(toFloat8(-std::nextafter(middle, low)), bits | 0x80);
    }
    EXPECT_EQ(toFloat8(1e9f), 0x7e);
    EXPECT_EQ(toFloat8(-std::numeric_limits<float>::infinity()), 0xfe);
    EXPECT_EQ(toFloat8(std::numeric_limits<float>::quiet_NaN()) & 0x7f, 0x7f);
}

TEST(TestCodeOrder, isThatOfTheTensorCores) {
    // What PTX says of a lane's share of a product of 16 columns: 2 t and the next, 8 further and the next.
    for (const int bits : {4, 8})
        for (int lane = 0; lane < 4; ++lane)
            for (int product = 0; product < 2; ++product)
                for (int i = 0; i < 4; ++i) {
                    const int column = 16 * product + 2 * lane + i % 2 + i / 2 * 8;
                    // The bits of a register are at 0 and 16 of a word, that of the next columns 8 or 4 further.
                    const int bit = bits == 8 ? 32 * (2 * lane + product) + i / 2 * 8 + i % 2 * 16
                                              : 32 * lane + 8 * product + i / 2 * 4 + i % 2 * 16;
                    EXPECT_EQ(columnOfCode(bits, bit / bits), column) << bits << " " << lane << " " << product;
                }
}

TEST(TestQuantise, staysCloseToWhatWasStored) {
    const std::vector<float> values = normals(8 * 4096, 1);
    // Root mean square errors of normal values: a float of 3 bits of mantissa, 127 and 15 steps to the extreme value.
    // Nested: 15 or 31 steps across the range of 32 values, 31 to the extreme one of 16; scales are rounded, too. With
    // zero points, which are whole numbers, and with minima: as many steps across the range.
    const double most[] = {0.028, 0.0075, 0.006, 0.11, 0.085, 0.1, 0.05, 0.025, 0.12, 0.1, 0.09, 0.045};
    static_assert(std::size(most) == std::size(kFormats));
    for (std::size_t i = 0; i < std::size(kFormats); ++i) {
        Quantised quantised(values, 4096, kFormats[i]);
        EXPECT_LT(relativeError(quantised, values), most[i]) << weightFormatName(kFormats[i]);
        EXPECT_GT(relativeError(quantised, values), most[i] / 3) << weightFormatName(kFormats[i]);
    }
}

TEST(TestQuantise, keepsWhatTheFormatHoldsExactly) {
    for (const WeightFormat format : kFormats) {
        if (isNested(format)) continue;  // below
        const bool isInt8 = format == WeightFormat::Int8 || format == WeightFormat::Int8Group32;
        std::vector<float> values;
        for (int i = 0; i < 256; ++i)
            values.push_back(0.25f * static_cast<float>(format == WeightFormat::Float8 ? 1 << i % 8
                                                        : isInt8                       ? i % 255 - 127
                                                                                       : i % 16 - 8));
        if (format == WeightFormat::Float8) values[3] = 112;  // 448 quarters
        for (std::size_t group = 0; isInt8 && group < values.size(); group += 32)
            values[group + 5] = -31.75f;
        Quantised quantised(values, 256, format);
        for (std::int64_t i = 0; i < 256; ++i)
            EXPECT_FLOAT_EQ(quantised.at(0, i), values[static_cast<std::size_t>(i)])
                << weightFormatName(format) << " at " << i;
    }
}

TEST(TestQuantise, searchesForTheScaleOfFourBits) {
    // One far value and many small ones: the plain scale, -8 for the extreme, is not the best.
    std::vector<float> values = normals(128 * 64, 3);
    Quantised searched(values, 128, WeightFormat::Int4);
    double plain = 0, best = 0;
    for (std::int64_t row = 0; row < searched.rows; ++row) {
        const float* const group = values.data() + row * 128;
        const float extreme =
            *std::max_element(group, group + 128, [](float a, float b) { return std::abs(a) < std::abs(b); });
        const float scale = extreme / -8;
        for (std::int64_t i = 0; i < 128; ++i) {
            const double weight = group[i] * group[i];
            const double rounded = std::clamp(std::nearbyint(group[i] / scale), -8.0f, 7.0f) * scale;
            plain += weight * (rounded - group[i]) * (rounded - group[i]);
            best += weight * (searched.at(row, i) - group[i]) * (searched.at(row, i) - group[i]);
        }
    }
    EXPECT_LT(best, 0.95 * plain);
}

TEST(TestQuantise, takesAnySizeAndElement) {
    const std::vector<float> values = normals(3 * 77, 4);
    std::vector<std::byte> halves(values.size() * 2);
    convertElements(reinterpret_cast<const std::byte*>(values.data()), Precision::Float32, halves.data(),
                    Precision::BFloat16, values.size());
    std::vector<float> rounded(values.size());
    convertElements(halves.data(), Precision::BFloat16, reinterpret_cast<std::byte*>(rounded.data()),
                    Precision::Float32, values.size());
    for (const WeightFormat format : kFormats) {
        Quantised expected(rounded, 77, format);
        std::vector<std::byte> bytes(expected.bytes.size());
        quantiseRows(halves.data(), Precision::BFloat16, 3, 77, format, partsAt(bytes.data(), format, 3, 77, 0));
        EXPECT_EQ(bytes, expected.bytes) << weightFormatName(format);
        EXPECT_LT(relativeError(expected, rounded), 0.15);
    }
    EXPECT_THROW(quantiseRows(halves.data(), Precision::BFloat16, 1, 1, WeightFormat::BFloat16, {}), Error);
}

TEST(TestQuantise, zerosStayZerosAndWhatIsNoNumberIsNotHidden) {
    for (const WeightFormat format : kFormats) {
        Quantised zeros(std::vector<float>(256), 256, format);
        for (std::int64_t i = 0; i < 256; ++i)
            EXPECT_EQ(zeros.at(0, i), 0) << weightFormatName(format);
        for (const float odd : {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
            std::vector<float> values = normals(512, 5);
            values[130] = odd;
            Quantised quantised(values, 256, format);
            EXPECT_FALSE(std::isfinite(quantised.at(0, 130))) << weightFormatName(format);
            EXPECT_TRUE(std::isfinite(quantised.at(1, 130))) << weightFormatName(format);
        }
    }
}

TEST(TestQuantise, numbersNextToNothingAreNotTakenForNone) {
    // Of these the inverse of a scale is more than a float can be.
    for (const WeightFormat format : kFormats) {
        std::vector<float> values(256);
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = 1e-37f * static_cast<float>(i % 3) - 1e-37f;
        Quantised quantised(values, 256, format);
        for (std::int64_t i = 0; i < 256; ++i) {
            EXPECT_NEAR(quantised.at(0, i), 0, 1e-30) << weightFormatName(format) << " at " << i;
            if (i % 3 == 1) {
                EXPECT_EQ(quantised.at(0, i), 0) << weightFormatName(format) << " at " << i;
            }
        }
    }
}

TEST(TestQuantise, aZeroPointIsAWholeCode) {
    // What is nothing stays so, wherever the range of its group lies; between codes there would be no zero.
    for (const WeightFormat format : {WeightFormat::Int4Zero, WeightFormat::Int4ZeroGroup32}) {
        std::vector<float> values = normals(1024, 11);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i / 128 % 2 == 1) values[i] = std::abs(values[i]) - 0.005f;  // nearly all above zero
            if (i % 7 == 0) values[i] = 0;
        }
        Quantised quantised(values, 512, format);
        for (std::int64_t i = 0; i < 1024; i += 7)
            EXPECT_EQ(quantised.at(i / 512, i % 512), 0) << weightFormatName(format) << " at " << i;
    }
}

TEST(TestQuantise, keepsWhatNestedScalesHoldExactly) {
    // Each group has the extremes of its codes, so that its scale is the largest that there is: 63, or 127 of Q6_K.
    for (const WeightFormat format : {WeightFormat::Q4_K, WeightFormat::Q5_K, WeightFormat::Q6_K}) {
        const int bits = weightFormatRow(format).valueBits;
        const float step = format == WeightFormat::Q6_K ? 127.0f / 1024 : 63.0f / 1024;
        const int below = format == WeightFormat::Q6_K ? 32 : 3, codes = format == WeightFormat::Q6_K ? 62 : 1 << bits;
        std::vector<float> values;
        for (int i = 0; i < 512; ++i)
            values.push_back(step *
                             static_cast<float>((5 * i + i / 32) % codes - below + (format == WeightFormat::Q6_K)));
        const auto group = static_cast<std::size_t>(weightFormatRow(format).groupSize);
        for (std::size_t first = 0; first < values.size(); first += group) {
            values[first] = step * static_cast<float>(format == WeightFormat::Q6_K ? -31 : -below);
            values[first + 1] = step * static_cast<float>(format == WeightFormat::Q6_K ? 31 : codes - 1 - below);
        }
        Quantised quantised(values, 512, format);
        for (std::int64_t i = 0; i < 512; ++i)
            if (format == WeightFormat::Q6_K)
                EXPECT_EQ(quantised.at(0, i), values[static_cast<std::size_t>(i)]) << "q6_k at " << i;
            else  // what multiplies minima is a number of fp16 near 3 * 63 / 1024 / 63
                EXPECT_NEAR(quantised.at(0, i), values[static_cast<std::size_t>(i)], 1e-4)
                    << weightFormatName(format) << " at " << i;
    }
}

TEST(TestQuantise, keepsWhatZeroPointsAndMinimaHoldExactly) {
    for (const WeightFormat format :
         {WeightFormat::Int4Zero, WeightFormat::Int4ZeroGroup32, WeightFormat::Q4_1, WeightFormat::Q5_1}) {
        const WeightFormatRow& row = weightFormatRow(format);
        const int codes = 1 << row.valueBits;
        std::vector<float> values;
        for (int i = 0; i < 768; ++i) {
            const int group = i / static_cast<int>(row.groupSize);
            values.push_back(0.375f * static_cast<float>(i % codes - group % codes));  // zero points of all numbers
        }
        Quantised quantised(values, 384, format);  // rows of one and a half super-blocks
        for (std::int64_t i = 0; i < 768; ++i)
            EXPECT_EQ(quantised.at(i / 384, i % 384), values[static_cast<std::size_t>(i)])
                << weightFormatName(format) << " at " << i;
    }
}

TEST(TestQuantise, nestedScalesAreAsFineAsTheRangeOfTheirGroup) {
    // Groups of very different sizes beside each other; the row is no whole number of super-blocks.
    constexpr std::int64_t kColumns = 600;
    std::vector<float> values = normals(4 * kColumns, 9);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] *= static_cast<float>(1 + i / 16 % 5) + (i / 32 % 2 == 0 ? 0.01f : 0);
    for (const WeightFormat format : {WeightFormat::Q4_K, WeightFormat::Q5_K, WeightFormat::Q6_K}) {
        Quantised quantised(values, kColumns, format);
        const auto group = weightFormatRow(format).groupSize;
        for (std::int64_t row = 0; row < 4; ++row)
            for (std::int64_t i = 0; i < kColumns; ++i) {
                const auto at = [&](std::int64_t column) {
                    return values[static_cast<std::size_t>(row * kColumns + column)];
                };
                float low = 0, high = 0;  // also of what fills up, which is 0
                for (std::int64_t j = i / group * group; j < std::min(kColumns, (i / group + 1) * group); ++j) {
                    low = std::min(low, at(j));
                    high = std::max(high, at(j));
                }
                float most = 0;  // of the super-block: what scales and minima are rounded by
                for (std::int64_t j = i / kSuperBlock * kSuperBlock;
                     j < std::min(kColumns, (i / kSuperBlock + 1) * kSuperBlock); ++j)
                    most = std::max(most, std::abs(at(j)));
                const float codes = format == WeightFormat::Q4_K ? 15 : format == WeightFormat::Q5_K ? 31 : 62;
                // Half a step; a scale is off by half of a 63rd or 127th of the largest, as is a minimum.
                const float range = format == WeightFormat::Q6_K ? 2 * std::max(-low, high) : high - low;
                const float ofScale = format == WeightFormat::Q6_K ? most / 127 : 2 * most / 63;
                EXPECT_NEAR(quantised.at(row, i), at(i), 0.5f * range / codes + 1.01f * ofScale)
                    << weightFormatName(format) << ", row " << row << ", column " << i;
            }
    }
}

TEST(TestPackCodes, movesBytesAsOneByOneWould) {
    std::mt19937 generator(5);
    for (int round = 0; round < 100; ++round) {
        std::array<std::uint8_t, kCodeBlock> bytes;
        std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(generator()); });
        const auto by = static_cast<std::uint8_t>(generator());
        const CodesOfBlock codes = loadCodes(bytes.data());
        const auto expectEach = [&](const CodesOfBlock& found, const auto& expected) {
            std::array<std::uint8_t, kCodeBlock> of;
            std::memcpy(of.data(), &found, sizeof of);
            for (std::size_t i = 0; i < bytes.size(); ++i)
                EXPECT_EQ(of[i], static_cast<std::uint8_t>(expected(bytes[i])));
        };
        expectEach(lessEach(codes, by), [&](int byte) { return byte - by; });
        expectEach(lowerNibbles(codes), [](int byte) { return byte & 15; });
        expectEach(upperNibbles(codes), [](int byte) { return byte >> 4; });
    }
}

TEST(TestPackCodes, putsEachBitWhereTheOrderSays) {
    std::mt19937 generator(11);
    for (const int bits : {4, 5, 6, 8}) {
        std::vector<std::uint8_t> codes(3 * kSuperBlock);
        for (std::uint8_t& code : codes)
            code = static_cast<std::uint8_t>(generator() % (1U << bits));
        std::vector<std::byte> packed(codes.size() * static_cast<std::size_t>(bits) / 8);
        packCodes(codes.data(), codes.size(), bits, packed.data());
        for (std::int64_t column = 0; column < std::ssize(codes); ++column)
            ASSERT_EQ(test::codeAt(bits, packed.data(), column, std::ssize(codes)),
                      codes[static_cast<std::size_t>(column)])
                << bits << " bits, column " << column;
    }
}

TEST(TestQuantise, fillsTheLastBlockUpWithZeros) {
    for (const WeightFormat format : kFormats) {
        if (isNested(format)) continue;  // whose 0 is only near one, or has a code of its own
        Quantised quantised({3, -1, 2, 0.5f, -3}, 5, format);
        for (std::int64_t column = 5; column < kCodeBlock; ++column)
            EXPECT_EQ(quantised.code(0, column), 0) << weightFormatName(format) << ", column " << column;
    }
}

}  // namespace
}  // namespace mw
