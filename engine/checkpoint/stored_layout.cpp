// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_layout.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "mw/error.h"

namespace mw {

namespace {

using L = StoredLayout;
using F = WeightFormat;

constexpr std::array kRows = {
    StoredLayoutRow{L::Float32, "fp32", F::Float32, true, 1, 4},
    StoredLayoutRow{L::BFloat16, "bf16", F::BFloat16, true, 1, 2},
    StoredLayoutRow{L::Float16, "fp16", F::Float16, true, 1, 2},
    StoredLayoutRow{L::Q4_0, "Q4_0", F::Int4Group32, true, 32, 18},
    StoredLayoutRow{L::Q4_1, "Q4_1", F::Q4_1, true, 32, 20},
    StoredLayoutRow{L::Q5_0, "Q5_0", F::Int8Group32, true, 32, 22},
    StoredLayoutRow{L::Q5_1, "Q5_1", F::Q5_1, true, 32, 24},
    StoredLayoutRow{L::Q8_0, "Q8_0", F::Int8Group32, true, 32, 34},
    StoredLayoutRow{L::Q2_K, "Q2_K", F::Int8Group32, false, 256, 84, 0, false, 0.005},
    StoredLayoutRow{L::Q3_K, "Q3_K", F::Q6_K, true, 256, 110},
    StoredLayoutRow{L::Q4_K, "Q4_K", F::Q4_K, true, 256, 144},
    StoredLayoutRow{L::Q5_K, "Q5_K", F::Q5_K, true, 256, 176},
    StoredLayoutRow{L::Q6_K, "Q6_K", F::Q6_K, true, 256, 210},
    StoredLayoutRow{L::IQ4_NL, "IQ4_NL", F::Int8Group32, true, 32, 18},
    StoredLayoutRow{L::IQ4_XS, "IQ4_XS", F::Int8Group32, false, 256, 136, 0, false, 0.0002},
    StoredLayoutRow{L::Codes4Group128, "int4", F::Int4, true, 128, 68, 0, true},
    StoredLayoutRow{L::Codes4Group32, "int4-g32", F::Int4Group32, true, 32, 20, 0, true},
    StoredLayoutRow{L::Codes8Group128, "int8", F::Int8, true, 128, 132, 0, true},
    StoredLayoutRow{L::Codes4ZeroGroup128, "int4-zero", F::Int4Zero, true, 128, 72, 0, true},
    StoredLayoutRow{L::Codes4ZeroGroup32, "int4-zero-g32", F::Int4ZeroGroup32, true, 32, 24, 0, true},
    StoredLayoutRow{L::Float8Rows, "fp8", F::Float8, true, 1, 1, 4, true},
    StoredLayoutRow{L::Dequantised, "dequantised", F::BFloat16, false, 1, 4, 0, true},
};

/// Formats that hold a layout exactly besides the one of its row, for the sake of others that they hold, too.
constexpr std::array<std::pair<L, F>, 12> kMoreExactly = {{{L::BFloat16, F::Float32},
                                                           {L::Float16, F::Float32},
                                                           {L::Q4_0, F::Int8Group32},
                                                           {L::Q4_K, F::Q5_K},
                                                           {L::Codes4Group128, F::Int4Group32},
                                                           {L::Codes4Group128, F::Int8},
                                                           {L::Codes4Group128, F::Int4Zero},
                                                           {L::Codes4Group128, F::Int4ZeroGroup32},
                                                           {L::Codes4Group32, F::Int4ZeroGroup32},
                                                           {L::Codes4ZeroGroup128, F::Int4ZeroGroup32},
                                                           {L::Codes4ZeroGroup128, F::Int8},
                                                           {L::Q4_1, F::Q5_1}}};

}  // namespace

std::span<const StoredLayoutRow> storedLayouts() {
    return kRows;
}

const StoredLayoutRow& storedLayoutRow(StoredLayout layout) {
    for (const StoredLayoutRow& row : kRows)
        if (row.layout == layout) return row;
    throw Error(ErrorCode::Internal,
                "A stored layout without a row: " + std::to_string(static_cast<int>(layout)) + ".");
}

bool holdsExactly(WeightFormat format, StoredLayout layout) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    return (row.exactly && row.held == format) ||
           std::ranges::find(kMoreExactly, std::pair(layout, format)) != kMoreExactly.end();
}

std::uint64_t storedBytes(StoredLayout layout, std::int64_t values) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    return static_cast<std::uint64_t>(values / row.blockValues * row.blockBytes);
}

std::uint64_t storedRowBytes(StoredLayout layout, std::int64_t columns) {
    return static_cast<std::uint64_t>(storedLayoutRow(layout).rowBytes) + storedBytes(layout, columns);
}

}  // namespace mw
