// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversions.h"

#include <gtest/gtest.h>

#include <bit>
#include <cstring>
#include <vector>

#include "mw/error.h"

namespace mw {
namespace {

constexpr StoredLayout kLayouts[] = {StoredLayout::Float32, StoredLayout::BFloat16, StoredLayout::Float16};

/// 1.5, -2 and 0.25 are exact in every format.
constexpr float kValues[] = {1.5f, -2.0f, 0.25f, 1.0f, 0.0f, -0.5f};
constexpr std::uint16_t kBFloat16[] = {0x3fc0, 0xc000, 0x3e80, 0x3f80, 0x0000, 0xbf00};
constexpr std::uint16_t kFloat16[] = {0x3e00, 0xc000, 0x3400, 0x3c00, 0x0000, 0xb800};

std::vector<std::byte> bytesOf(Precision element) {
    const auto copied = [](const auto& values) {
        std::vector<std::byte> bytes(sizeof values);
        std::memcpy(bytes.data(), values, sizeof values);
        return bytes;
    };
    return element == Precision::Float32    ? copied(kValues)
           : element == Precision::BFloat16 ? copied(kBFloat16)
                                            : copied(kFloat16);
}

TEST(TestConversions, leadFromEveryLayoutToEveryPlainFormat) {
    for (const StoredLayout from : kLayouts)
        for (const WeightFormatRow& to : weightFormats()) {
            if (!to.element) continue;
            const Conversion& conversion = conversionOf(from, to.format);
            const std::vector<std::byte> stored = bytesOf(weightFormatRow(storedLayoutRow(from).held).element.value());
            std::vector<std::byte> held(weightBytes(to, 2, 3).values);
            if (conversion.convert)
                conversion.convert(stored.data(), 2, 3, {.values = held.data()});
            else
                held = stored;
            held.resize(2 * rowBytes(to, 3).values);
            EXPECT_EQ(held, bytesOf(*to.element)) << storedLayoutRow(from).name << " to " << to.name;
        }
}

TEST(TestConversions, copyWhereNothingChanges) {
    for (const StoredLayout layout : kLayouts) {
        const StoredLayoutRow& row = storedLayoutRow(layout);
        EXPECT_EQ(conversionOf(layout, row.held).convert, nullptr) << row.name;
        EXPECT_EQ(row.name, weightFormatName(row.held));
        EXPECT_EQ(storedBytes(layout, 6), rowBytes(row.held, 6).values);
    }
}

TEST(TestConversions, sayWhatTheyCannotDo) {
    EXPECT_THROW((void)storedLayoutRow(static_cast<StoredLayout>(77)), Error);
    EXPECT_THROW((void)conversionOf(StoredLayout::Float32, static_cast<WeightFormat>(77)), Error);
}

}  // namespace
}  // namespace mw
