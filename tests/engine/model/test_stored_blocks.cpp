// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "conversions.h"
#include "convert.h"
#include "held_values.h"
#include "mw/error.h"
#include "nearby_blocks.h"
#include "npy.h"
#include "quantise.h"
#include "repack_blocks.h"

namespace mw::test {
namespace {

constexpr std::int64_t kRows = 4, kColumns = 256;  // of the golden blocks

/// Blocks and what the package gguf finds in them; see tests/data/gguf/README.md.
struct Golden {
    std::string blocks;
    std::vector<float> values;

    const std::byte* bytes() const { return reinterpret_cast<const std::byte*>(blocks.data()); }
};

Golden golden(const StoredLayoutRow& layout) {
    const std::filesystem::path file = std::filesystem::path(MW_TEST_DATA) / "gguf/blocks" / layout.name;
    return {readFile(file.string() + ".bin"), readNpy<float>(file.string() + ".npy").values};
}

template <typename Test>
void forEachLayoutInBlocks(const Test& test) {
    int count = 0;
    for (const StoredLayoutRow& layout : storedLayouts()) {
        if (layout.isPlain() || layout.packed) continue;
        SCOPED_TRACE(std::string(layout.name));
        const Golden each = golden(layout);
        ASSERT_EQ(each.values.size(), static_cast<std::size_t>(kRows * kColumns));
        ASSERT_EQ(each.blocks.size(), storedBytes(layout.layout, kRows * kColumns));
        test(layout, each);
        ++count;
    }
    EXPECT_EQ(count, 12);
}

/// The parts of a matrix of kRows and kColumns in `memory`, which has held something else before.
WeightParts allocated(std::vector<std::byte>& memory, WeightFormat format) {
    memory.assign(weightBytes(format, kRows, kColumns).total(), std::byte{0xa5});
    return partsAt(memory.data(), format, kRows, kColumns, 0);
}

TEST(TestStoredBlocks, holdExactlyWhatGgmlFindsInThem) {
    forEachLayoutInBlocks([](const StoredLayoutRow& layout, const Golden& each) {
        std::vector<float> found(each.values.size());
        blockValues(layout.layout, each.bytes(), kRows * kColumns, found.data());
        // The sign of a zero is the only bit that may differ.
        for (std::size_t i = 0; i < found.size(); ++i)
            ASSERT_EQ(found[i], each.values[i]) << "value " << i;
    });
}

bool isRepacked(StoredLayout from, WeightFormat to) {
    return std::ranges::any_of(repackings(), [&](const auto& row) { return row.from == from && row.to == to; });
}

TEST(TestStoredBlocks, becomeEveryFormatAsTheirValuesWould) {
    forEachLayoutInBlocks([](const StoredLayoutRow& layout, const Golden& each) {
        std::vector<float> values(each.values.size());
        blockValues(layout.layout, each.bytes(), kRows * kColumns, values.data());
        for (const WeightFormatRow& format : weightFormats()) {
            if (isRepacked(layout.layout, format.format) || (layout.loss > 0 && layout.held == format.format)) continue;
            std::vector<std::byte> found, expected;
            conversionOf(layout.layout, format.format)
                .convert(each.bytes(), kRows, kColumns, allocated(found, format.format));
            const auto* in = reinterpret_cast<const std::byte*>(values.data());
            const WeightParts out = allocated(expected, format.format);
            if (format.element)
                convertElements(in, Precision::Float32, out.values, *format.element, values.size());
            else
                quantiseRows(in, Precision::Float32, kRows, kColumns, format.format, out);
            EXPECT_EQ(found, expected) << format.name;
        }
    });
}

/// Each row of the golden blocks by itself, and all of them as one long one.
TEST(TestStoredBlocks, areTheSameNumbersWhereTheyAreRepacked) {
    for (const Conversion& way : repackings())
        for (const std::int64_t rows : {kRows, std::int64_t{1}}) {
            SCOPED_TRACE(std::string(storedLayoutRow(way.from).name) + " as " + std::string(weightFormatName(way.to)));
            const Golden each = golden(storedLayoutRow(way.from));
            const std::int64_t columns = kRows * kColumns / rows;
            // Whatever was in memory before.
            std::vector<std::byte> memory(weightBytes(way.to, rows, columns).total(), std::byte{0xa5});
            ASSERT_EQ(&conversionOf(way.from, way.to), &way);
            way.convert(each.bytes(), rows, columns, partsAt(memory.data(), way.to, rows, columns, 0));
            for (std::int64_t i = 0; i < rows * columns; ++i) {
                const WeightParts row = partsAt(memory.data(), way.to, rows, columns, i / columns);
                ASSERT_EQ(static_cast<float>(heldValue(way.to, row, i % columns, columns)),
                          each.values[static_cast<std::size_t>(i)])
                    << "row " << i / columns << ", column " << i % columns;
            }
        }
}

/// Scales and codes that random blocks of the golden files may lack: every bit of a block counts.
TEST(TestStoredBlocks, keepEveryBitOfBlocksOfAnyBytes) {
    std::mt19937 generator(3);
    for (const Conversion& way : repackings()) {
        const StoredLayoutRow& layout = storedLayoutRow(way.from);
        SCOPED_TRACE(std::string(layout.name) + " as " + std::string(weightFormatName(way.to)));
        constexpr std::int64_t kManyRows = 16, kManyColumns = 1024;
        std::vector<std::byte> blocks(storedBytes(way.from, kManyRows * kManyColumns));
        for (std::byte& byte : blocks)
            byte = static_cast<std::byte>(generator());
        std::vector<float> values(kManyRows * kManyColumns);
        blockValues(way.from, blocks.data(), std::ssize(values), values.data());
        std::vector<std::byte> memory(weightBytes(way.to, kManyRows, kManyColumns).total());
        way.convert(blocks.data(), kManyRows, kManyColumns, partsAt(memory.data(), way.to, kManyRows, kManyColumns, 0));
        for (std::int64_t i = 0; i < std::ssize(values); ++i) {
            const float value = values[static_cast<std::size_t>(i)];
            if (!std::isfinite(value)) continue;  // NaN, or infinity less infinity
            const WeightParts row = partsAt(memory.data(), way.to, kManyRows, kManyColumns, i / kManyColumns);
            ASSERT_EQ(static_cast<float>(heldValue(way.to, row, i % kManyColumns, kManyColumns)), value) << i;
        }
    }
}

TEST(TestStoredBlocks, keepEveryBitOfRowsThatEndWithinASuperBlock) {
    std::mt19937 generator(7);
    for (const Conversion& way : repackings()) {
        const StoredLayoutRow& layout = storedLayoutRow(way.from);
        if (layout.blockValues != kCodeBlock) continue;
        SCOPED_TRACE(std::string(layout.name) + " as " + std::string(weightFormatName(way.to)));
        for (std::int64_t columns = kCodeBlock; columns < 2 * kSuperBlock; columns += kCodeBlock) {
            constexpr std::int64_t kSomeRows = 3;
            std::vector<std::byte> blocks(storedBytes(way.from, kSomeRows * columns));
            for (std::byte& byte : blocks)
                byte = static_cast<std::byte>(generator() & 0x3f);  // numbers
            std::vector<float> values(static_cast<std::size_t>(kSomeRows * columns));
            blockValues(way.from, blocks.data(), std::ssize(values), values.data());
            std::vector<std::byte> memory(weightBytes(way.to, kSomeRows, columns).total(), std::byte{0xa5});
            way.convert(blocks.data(), kSomeRows, columns, partsAt(memory.data(), way.to, kSomeRows, columns, 0));
            for (std::int64_t i = 0; i < std::ssize(values); ++i) {
                const WeightParts row = partsAt(memory.data(), way.to, kSomeRows, columns, i / columns);
                ASSERT_EQ(static_cast<float>(heldValue(way.to, row, i % columns, columns)),
                          values[static_cast<std::size_t>(i)])
                    << columns << " columns, at " << i;
            }
        }
    }
}

TEST(TestStoredBlocks, areHeldWithoutLossWhereTheTableSaysSo) {
    int count = 0;
    forEachLayoutInBlocks([&](const StoredLayoutRow& layout, const Golden&) {
        EXPECT_EQ(layout.exactly, isRepacked(layout.layout, layout.held));
        EXPECT_EQ(layout.exactly, layout.loss == 0);
        EXPECT_LE(bytesPerValue(layout.held, kColumns), 1.0625) << "no type needs 16 bits";
        count += layout.exactly ? 1 : 0;
    });
    EXPECT_EQ(count, 10);
}

/// Blocks as quantisers make them: scales use their range, and values are spread over all codes.
std::vector<std::byte> likelyBlocks(StoredLayout layout, std::int64_t values, std::mt19937& generator) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    std::vector<std::byte> blocks(storedBytes(layout, values));
    for (std::byte& byte : blocks)
        byte = static_cast<std::byte>(generator());
    const auto setHalf = [&](std::size_t at, float value) {
        convertElements(reinterpret_cast<const std::byte*>(&value), Precision::Float32, &blocks[at], Precision::Float16,
                        1);
    };
    for (std::size_t at = 0; at < blocks.size(); at += static_cast<std::size_t>(row.blockBytes)) {
        const float some = 1 + static_cast<float>(generator() % 1000) / 1000;
        if (layout == StoredLayout::Q2_K) {
            // The minimum is near half of the range: 1.5 steps below 0.
            for (std::size_t group = 0; group < 16; ++group) {
                const auto scale = static_cast<unsigned>(8 + generator() % 8);
                blocks[at + group] = static_cast<std::byte>(scale | scale << 4);
            }
            setHalf(at + 80, 1e-3f * some);
            setHalf(at + 82, 1.5e-3f * some);
        } else {
            setHalf(at, 1e-5f * some);
        }
    }
    return blocks;
}

TEST(TestStoredBlocks, areAsNearAsTheTableSaysWhereNoFormatHasTheirValues) {
    std::mt19937 generator(4);
    EXPECT_EQ(nearbyRepackings().size(), 2U);
    for (const Conversion& way : nearbyRepackings()) {
        const StoredLayoutRow& layout = storedLayoutRow(way.from);
        SCOPED_TRACE(std::string(layout.name));
        ASSERT_EQ(&conversionOf(way.from, way.to), &way);
        EXPECT_EQ(layout.held, way.to);
        constexpr std::int64_t kManyRows = 8, kManyColumns = 2048;
        const std::vector<std::byte> blocks = likelyBlocks(way.from, kManyRows * kManyColumns, generator);
        std::vector<float> values(kManyRows * kManyColumns);
        blockValues(way.from, blocks.data(), std::ssize(values), values.data());
        std::vector<std::byte> memory(weightBytes(way.to, kManyRows, kManyColumns).total());
        way.convert(blocks.data(), kManyRows, kManyColumns, partsAt(memory.data(), way.to, kManyRows, kManyColumns, 0));
        double squares = 0, errors = 0;
        for (std::int64_t i = 0; i < std::ssize(values); ++i) {
            const auto value = static_cast<double>(values[static_cast<std::size_t>(i)]);
            const WeightParts row = partsAt(memory.data(), way.to, kManyRows, kManyColumns, i / kManyColumns);
            const double error = heldValue(way.to, row, i % kManyColumns, kManyColumns) - value;
            squares += value * value;
            errors += error * error;
        }
        const double loss = std::sqrt(errors / squares);
        RecordProperty("loss", std::to_string(loss));
        EXPECT_LE(loss, layout.loss);
        EXPECT_GT(loss, layout.loss / 2) << "it need not be said to be more";
    }
}

float roundedToHalf(float value) {
    std::uint16_t half = 0;
    auto* const bytes = reinterpret_cast<std::byte*>(&half);
    convertElements(reinterpret_cast<const std::byte*>(&value), Precision::Float32, bytes, Precision::Float16, 1);
    convertElements(bytes, Precision::Float16, reinterpret_cast<std::byte*>(&value), Precision::Float32, 1);
    return value;
}

/// Whatever the scales are, also none and such that fp16 hardly has: more blocks than are converted at once.
TEST(TestStoredBlocks, ofTwoBitsBecomeTheCodesThatAreNearest) {
    constexpr std::int64_t kManyBlocks = 150, kManyColumns = kManyBlocks * kSuperBlock, kBlockBytes = 84;
    std::mt19937 generator(6);
    std::vector<std::byte> blocks(kManyBlocks * kBlockBytes);
    for (std::byte& byte : blocks)
        byte = static_cast<std::byte>(generator());
    const auto halfAt = [&](std::int64_t at) {
        float value = 0;
        convertElements(&blocks[static_cast<std::size_t>(at)], Precision::Float16, reinterpret_cast<std::byte*>(&value),
                        Precision::Float32, 1);
        return value;
    };
    for (std::int64_t block = 0; block < kManyBlocks; ++block)
        for (const std::int64_t at : {block * kBlockBytes + 80, block * kBlockBytes + 82}) {
            auto bits = static_cast<std::uint16_t>(generator() & 0xbfff);  // below 2
            if (block % 5 == 1) bits &= 0x800f;                            // next to nothing
            if (block % 5 == 2) bits = 0;
            std::memcpy(&blocks[static_cast<std::size_t>(at)], &bits, sizeof bits);
        }
    std::vector<float> values(kManyColumns);
    blockValues(StoredLayout::Q2_K, blocks.data(), kManyColumns, values.data());
    std::vector<std::byte> memory(weightBytes(WeightFormat::Int8Group32, 1, kManyColumns).total());
    const WeightParts parts = partsAt(memory.data(), WeightFormat::Int8Group32, 1, kManyColumns, 0);
    conversionOf(StoredLayout::Q2_K, WeightFormat::Int8Group32).convert(blocks.data(), 1, kManyColumns, parts);
    for (std::int64_t first = 0; first < kManyColumns; first += 32) {
        const std::int64_t begin = first / kSuperBlock * kBlockBytes, group = first % kSuperBlock / 16;
        float largest = 0;
        for (std::int64_t i = group; i < group + 2; ++i) {
            const int both = std::to_integer<int>(blocks[static_cast<std::size_t>(begin + i)]);
            const float scale = halfAt(begin + 80) * static_cast<float>(both & 15),
                        least = halfAt(begin + 82) * static_cast<float>(both >> 4);
            largest = std::max({largest, std::abs(least), std::abs(scale * 3 - least)});
        }
        const float step = roundedToHalf(largest / 127);
        for (std::int64_t column = first; column < first + 32; ++column) {
            const float level = step > 0 ? values[static_cast<std::size_t>(column)] * (1 / step) : 0;
            const double nearest = std::clamp(std::nearbyint(level), -127.0f, 127.0f);
            ASSERT_EQ(heldValue(WeightFormat::Int8Group32, parts, column, kManyColumns), nearest * step) << column;
        }
    }
}

TEST(TestStoredBlocks, areNearOnBothSidesOfZero) {
    // Of Q2_K: groups whose least value is far below their largest, and such that are above zero.
    constexpr std::int64_t kManyBlocks = 64, kGroup = 16;
    const auto blockBytes = static_cast<std::size_t>(storedLayoutRow(StoredLayout::Q2_K).blockBytes);
    std::mt19937 generator(8);
    std::vector<std::byte> blocks(blockBytes * kManyBlocks);
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        blocks[at] = static_cast<std::byte>(generator());
        if (at % blockBytes >= 80) blocks[at] = at % 2 == 0 ? std::byte{0} : std::byte{0x3c};  // d and dmin: 1
    }
    std::vector<float> values(kManyBlocks * kSuperBlock);
    blockValues(StoredLayout::Q2_K, blocks.data(), std::ssize(values), values.data());
    std::vector<std::byte> memory(weightBytes(WeightFormat::Int8Group32, 1, std::ssize(values)).total());
    const WeightParts parts = partsAt(memory.data(), WeightFormat::Int8Group32, 1, std::ssize(values), 0);
    conversionOf(StoredLayout::Q2_K, WeightFormat::Int8Group32).convert(blocks.data(), 1, std::ssize(values), parts);
    for (std::int64_t first = 0; first < std::ssize(values); first += kCodeBlock) {
        float largest = 0;
        for (std::int64_t group = first / kGroup; group < (first + kCodeBlock) / kGroup; ++group) {
            const auto byte = std::to_integer<int>(blocks[static_cast<std::size_t>(group / kGroup) * blockBytes +
                                                          static_cast<std::size_t>(group % kGroup)]);
            const int scale = byte & 15, least = byte >> 4;
            largest = std::max({largest, static_cast<float>(least), std::abs(static_cast<float>(3 * scale - least))});
        }
        for (std::int64_t i = first; i < first + kCodeBlock; ++i)
            ASSERT_NEAR(heldValue(WeightFormat::Int8Group32, parts, i, std::ssize(values)),
                        values[static_cast<std::size_t>(i)], largest * (0.5 / 127 + 1.0 / 2048))
                << i;
    }
}

TEST(TestStoredBlocks, areNoNumbersWhereTheirScaleIsNone) {
    for (const Conversion& way : nearbyRepackings()) {
        std::vector<std::byte> block(static_cast<std::size_t>(storedLayoutRow(way.from).blockBytes), std::byte{0x55});
        block[way.from == StoredLayout::Q2_K ? 81 : 1] = std::byte{0x7e};  // of d: NaN
        std::vector<std::byte> memory(weightBytes(way.to, 1, kSuperBlock).total());
        const WeightParts parts = partsAt(memory.data(), way.to, 1, kSuperBlock, 0);
        way.convert(block.data(), 1, kSuperBlock, parts);
        EXPECT_TRUE(std::isnan(heldValue(way.to, parts, 0, kSuperBlock))) << storedLayoutRow(way.from).name;
    }
}

TEST(TestStoredBlocks, areOnlyOfLayoutsThatHaveSome) {
    EXPECT_THROW(blockValues(StoredLayout::BFloat16, nullptr, 0, nullptr), Error);
}

}  // namespace
}  // namespace mw::test
