// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "convert.h"
#include "held_values.h"
#include "quantise.h"
#include "scaled_rows.h"

namespace mw::test {
namespace {

TEST(TestScaledRows, everyFormatIsMultipliedExactly) {
    constexpr std::int64_t kRows = 3, kColumns = 512;
    std::mt19937 generator(1);
    std::uniform_real_distribution<float> any(-2, 2);
    std::vector<float> values(kRows * kColumns);
    std::ranges::generate(values, [&] { return any(generator); });
    const auto* const in = reinterpret_cast<const std::byte*>(values.data());
    for (const WeightFormatRow& row : weightFormats()) {
        std::vector<std::byte> held(weightBytes(row.format, kRows, kColumns).total());
        const auto parts = [&](std::int64_t at) { return partsAt(held.data(), row.format, kRows, kColumns, at); };
        if (row.element)
            convertElements(in, Precision::Float32, parts(0).values, *row.element, values.size());
        else
            quantiseRows(in, Precision::Float32, kRows, kColumns, row.format, parts(0));
        const auto valueAt = [&](std::int64_t at, std::int64_t column) {
            return heldValue(row.format, parts(at), column, kColumns);
        };
        std::vector<double> before;
        for (std::int64_t at = 0; at < kRows; ++at)
            for (std::int64_t column = 0; column < kColumns; ++column)
                before.push_back(valueAt(at, column));
        multiplyRows(parts(1), row.format, 1, kColumns, -3);  // one of them
        for (std::int64_t at = 0; at < kRows; ++at)
            for (std::int64_t column = 0; column < kColumns; ++column) {
                const double was = before[static_cast<std::size_t>(at * kColumns + column)];
                ASSERT_EQ(valueAt(at, column), at == 1 ? std::ldexp(was, -3) : was)
                    << row.name << ' ' << at << ' ' << column;
            }
    }
}

}  // namespace
}  // namespace mw::test
