// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string_view>

#include "mw/weight_format.h"

namespace mw {

/// How the values of a tensor lie in a file. In what a device holds them is a WeightFormat; the loader's conversions
/// lead from one to the other.
enum class StoredLayout { Float32, BFloat16, Float16 };

/// A row of the table of layouts: blocks of values along a row, row after row.
struct StoredLayoutRow {
    StoredLayout layout = StoredLayout::Float32;
    std::string_view name;                      ///< for people: "bf16"
    WeightFormat held = WeightFormat::Float32;  ///< what holds the values as they are stored
    std::int64_t blockValues = 1;               ///< rows and slices of them are whole blocks
    std::int64_t blockBytes = 0;
};

/// Throws Error(Internal) for a layout without row.
const StoredLayoutRow& storedLayoutRow(StoredLayout layout);

/// Bytes of so many values, which are whole blocks.
std::uint64_t storedBytes(StoredLayout layout, std::int64_t values);

}  // namespace mw
