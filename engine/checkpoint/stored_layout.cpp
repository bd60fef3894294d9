// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_layout.h"

#include <array>
#include <string>

#include "mw/error.h"

namespace mw {

namespace {

constexpr std::array kRows = {
    StoredLayoutRow{StoredLayout::Float32, "fp32", WeightFormat::Float32, 1, 4},
    StoredLayoutRow{StoredLayout::BFloat16, "bf16", WeightFormat::BFloat16, 1, 2},
    StoredLayoutRow{StoredLayout::Float16, "fp16", WeightFormat::Float16, 1, 2},
};

}  // namespace

const StoredLayoutRow& storedLayoutRow(StoredLayout layout) {
    for (const StoredLayoutRow& row : kRows)
        if (row.layout == layout) return row;
    throw Error(ErrorCode::Internal,
                "A stored layout without a row: " + std::to_string(static_cast<int>(layout)) + ".");
}

std::uint64_t storedBytes(StoredLayout layout, std::int64_t values) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    return static_cast<std::uint64_t>(values / row.blockValues * row.blockBytes);
}

}  // namespace mw
