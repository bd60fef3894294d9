// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_codes.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "code_order.h"
#include "conversions.h"
#include "convert.h"
#include "float8.h"
#include "held_values.h"
#include "quantise.h"

namespace mw::test {
namespace {

constexpr std::int64_t kRows = 3, kColumns = 256;

/// Rows of a layout with codes of all values that it may have, and scales that are `scale` times a power of two.
std::vector<std::byte> storedRows(StoredLayout layout, float scale) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    const bool isFloat = row.rowBytes > 0;
    const int bits = isFloat ? 8 : weightFormatRow(row.held).valueBits;
    const bool hasZeros = !isFloat && row.bytesBeforeCodes() > 4;
    std::vector<std::byte> rows;
    int number = 0;
    const auto addScale = [&] {
        const float value = scale * static_cast<float>(1 << number % 4);
        const float zero = static_cast<float>(number / 32 % 17);  // from 0 to 16
        for (const float part : hasZeros ? std::vector{value, zero} : std::vector{value})
            rows.insert(rows.end(), reinterpret_cast<const std::byte*>(&part),
                        reinterpret_cast<const std::byte*>(&part) + sizeof part);
    };
    for (std::int64_t i = 0; i < kRows; ++i) {
        if (isFloat) addScale();
        for (std::int64_t block = 0; block < kColumns / row.blockValues; ++block) {
            if (!isFloat) addScale();
            std::vector<std::uint8_t> codes(static_cast<std::size_t>(row.blockValues));
            for (std::uint8_t& code : codes)
                code = static_cast<std::uint8_t>(isFloat ? number++ % 127 : number++ % (1 << bits));
            std::vector<std::byte> packed(codes.size() * static_cast<std::size_t>(bits) / 8);
            if (bits == 4)
                packCodes(codes.data(), codes.size(), bits, packed.data());
            else
                std::memcpy(packed.data(), codes.data(), packed.size());
            rows.insert(rows.end(), packed.begin(), packed.end());
        }
    }
    return rows;
}

/// What a device finds in a weight that it holds.
std::vector<float> heldValues(WeightFormat format, std::vector<std::byte> memory) {
    std::vector<float> values;
    for (std::int64_t i = 0; i < kRows; ++i)
        for (std::int64_t column = 0; column < kColumns; ++column)
            values.push_back(static_cast<float>(
                heldValue(format, partsAt(memory.data(), format, kRows, kColumns, i), column, kColumns)));
    return values;
}

struct Way {
    StoredLayout from;
    WeightFormat to;
};
constexpr Way kExact[] = {{StoredLayout::Codes4Group128, WeightFormat::Int4},
                          {StoredLayout::Codes4Group128, WeightFormat::Int4Group32},
                          {StoredLayout::Codes4Group128, WeightFormat::Int8},
                          {StoredLayout::Codes4Group32, WeightFormat::Int4Group32},
                          {StoredLayout::Codes8Group128, WeightFormat::Int8},
                          {StoredLayout::Float8Rows, WeightFormat::Float8},
                          {StoredLayout::Codes4ZeroGroup128, WeightFormat::Int4Zero},
                          {StoredLayout::Codes4ZeroGroup128, WeightFormat::Int8},
                          {StoredLayout::Codes4ZeroGroup128, WeightFormat::Int4ZeroGroup32},
                          {StoredLayout::Codes4ZeroGroup32, WeightFormat::Int4ZeroGroup32},
                          {StoredLayout::Codes4Group128, WeightFormat::Int4Zero},
                          {StoredLayout::Codes4Group128, WeightFormat::Int4ZeroGroup32},
                          {StoredLayout::Codes4Group32, WeightFormat::Int4ZeroGroup32}};

std::vector<std::byte> held(const Way& way, const std::vector<std::byte>& stored) {
    std::vector<std::byte> memory(weightBytes(way.to, kRows, kColumns).total());
    conversionOf(way.from, way.to)
        .convert(stored.data(), kRows, kColumns, partsAt(memory.data(), way.to, kRows, kColumns, 0));
    return memory;
}

TEST(TestStoredCodes, areHeldWithoutLoss) {
    for (const Way& way : kExact) {
        const std::vector<std::byte> stored = storedRows(way.from, 0.0123291015625f);  // a number of fp16
        std::vector<float> expected(kRows * kColumns);
        for (std::int64_t row = 0; row < kRows; ++row)
            codeValues(way.from, stored.data() + row * storedRowBytes(way.from, kColumns), kColumns,
                       expected.data() + row * kColumns);
        EXPECT_EQ(heldValues(way.to, held(way, stored)), expected)
            << storedLayoutRow(way.from).name << " as " << weightFormatName(way.to);
    }
}

/// Rows that are no whole super-blocks are filled up with zeros, whatever was in memory before.
TEST(TestStoredCodes, fillRowsUp) {
    constexpr std::int64_t kShort = 160;
    const std::vector<std::byte> stored(storedRowBytes(StoredLayout::Codes4ZeroGroup32, kShort), std::byte{0});
    std::vector<std::byte> memory(weightBytes(WeightFormat::Int4ZeroGroup32, 1, kShort).total(), std::byte{0xff});
    const WeightParts parts = partsAt(memory.data(), WeightFormat::Int4ZeroGroup32, 1, kShort, 0);
    conversionOf(StoredLayout::Codes4ZeroGroup32, WeightFormat::Int4ZeroGroup32)
        .convert(stored.data(), 1, kShort, parts);
    for (std::int64_t column = 0; column < kSuperBlock; ++column)
        EXPECT_EQ(heldValue(WeightFormat::Int4ZeroGroup32, parts, column, kShort), 0) << column;
}

TEST(TestStoredCodes, areRefusedWithScalesThatTheirFormatHasNot) {
    for (const Way& way : kExact) {
        const bool isFloat = way.to == WeightFormat::Float8;
        for (const float scale : isFloat ? std::vector{256.0f, 1e9f} : std::vector{0.0123f, 1e-8f, 70000.0f})
            EXPECT_THROW((void)held(way, storedRows(way.from, scale)), NotExact)
                << storedLayoutRow(way.from).name << " " << scale;
        EXPECT_NO_THROW((void)held(way, storedRows(way.from, 0x1p-14f)));
    }
}

TEST(TestStoredCodes, becomeEveryFormatThatDevicesHave) {
    for (const StoredLayoutRow& layout : storedLayouts())
        for (const WeightFormatRow& format : weightFormats()) {
            const Conversion& conversion = conversionOf(layout.layout, format.format);
            // Plain numbers become codes on the device.
            EXPECT_EQ(conversion.quantised.has_value(), layout.isPlain() && !format.element) << layout.name;
            EXPECT_EQ(conversion.convert == nullptr,
                      layout.isPlain() && (layout.held == format.format || !format.element))
                << layout.name;
        }
}

}  // namespace
}  // namespace mw::test
