// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_blocks.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "code_order.h"
#include "conversions.h"
#include "convert.h"
#include "mw/error.h"
#include "npy.h"
#include "quantise.h"

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

/// The parts of a matrix of kRows and kColumns in `memory`.
WeightParts allocated(std::vector<std::byte>& memory, WeightFormat format) {
    memory.assign(weightBytes(format, kRows, kColumns).total(), std::byte{0});
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

TEST(TestStoredBlocks, becomeEveryFormatAsTheirValuesWould) {
    forEachLayoutInBlocks([](const StoredLayoutRow& layout, const Golden& each) {
        std::vector<float> values(each.values.size());
        blockValues(layout.layout, each.bytes(), kRows * kColumns, values.data());
        for (const WeightFormatRow& format : weightFormats()) {
            if (layout.layout == StoredLayout::Q4_0 && format.format == WeightFormat::Int4Group32) continue;
            if (holdsCodes(layout.layout) && format.format == WeightFormat::Int8Group32) continue;
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

TEST(TestStoredBlocks, ofQ4AreHeldWithoutLossInGroupsOf32) {
    const StoredLayoutRow& layout = storedLayoutRow(StoredLayout::Q4_0);
    ASSERT_EQ(layout.held, WeightFormat::Int4Group32);
    const Golden each = golden(layout);
    std::vector<std::byte> memory;
    const WeightParts out = allocated(memory, layout.held);
    conversionOf(layout.layout, layout.held).convert(each.bytes(), kRows, kColumns, out);
    constexpr std::int64_t kGroup = 32;
    std::vector<std::uint8_t> codes(kGroup);
    for (std::int64_t group = 0; group < kRows * kColumns / kGroup; ++group) {
        float scale = 0;
        convertElements(out.scales + group * 2, Precision::Float16, reinterpret_cast<std::byte*>(&scale),
                        Precision::Float32, 1);
        // Which code stands where is told by packing codes that are their own columns.
        for (std::int64_t column = 0; column < kGroup; ++column) {
            std::vector<std::uint8_t> one(kGroup, 0);
            one[static_cast<std::size_t>(column)] = 15;
            std::vector<std::byte> mask(kGroup / 2);
            packCodes(one.data(), one.size(), 4, mask.data());
            int code = -1;
            for (std::size_t at = 0; at < mask.size(); ++at) {
                const auto held = std::to_integer<int>(out.values[group * kGroup / 2 + static_cast<std::int64_t>(at)]);
                if (mask[at] == std::byte{0x0F}) code = held & 15;
                if (mask[at] == std::byte{0xF0}) code = held >> 4;
            }
            ASSERT_EQ(scale * static_cast<float>(code - 8),
                      each.values[static_cast<std::size_t>(group * kGroup + column)])
                << "group " << group << ", column " << column;
        }
    }
}

TEST(TestStoredBlocks, ofCodesAreHeldWithoutLossInGroupsOf32) {
    int count = 0;
    forEachLayoutInBlocks([&](const StoredLayoutRow& layout, const Golden& each) {
        EXPECT_EQ(layout.exactly, holdsCodes(layout.layout));
        if (!layout.exactly) return;
        ++count;
        std::vector<std::byte> memory;
        const WeightParts out = allocated(memory, WeightFormat::Int8Group32);
        conversionOf(layout.layout, WeightFormat::Int8Group32).convert(each.bytes(), kRows, kColumns, out);
        constexpr std::int64_t kGroup = 32;
        for (std::int64_t group = 0; group < kRows * kColumns / kGroup; ++group) {
            float scale = 0;
            convertElements(out.scales + group * 2, Precision::Float16, reinterpret_cast<std::byte*>(&scale),
                            Precision::Float32, 1);
            for (std::int64_t position = 0; position < kGroup; ++position) {
                const auto code = std::to_integer<std::uint8_t>(out.values[group * kGroup + position]);
                ASSERT_EQ(scale * static_cast<float>(static_cast<std::int8_t>(code)),
                          each.values[static_cast<std::size_t>(group * kGroup + columnOfCode(8, position))])
                    << "group " << group << ", position " << position;
            }
        }
    });
    EXPECT_EQ(count, 4);
}

TEST(TestStoredBlocks, areOnlyOfLayoutsThatHaveSome) {
    EXPECT_THROW(blockValues(StoredLayout::BFloat16, nullptr, 0, nullptr), Error);
    for (const StoredLayoutRow& layout : storedLayouts()) {
        if (layout.packed) continue;
        EXPECT_EQ(layout.exactly, layout.isPlain() || holdsCodes(layout.layout)) << layout.name;
    }
}

}  // namespace
}  // namespace mw::test
