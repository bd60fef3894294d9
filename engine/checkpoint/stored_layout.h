// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "mw/weight_format.h"

namespace mw {

/// How the values of a tensor lie in a file. In what a device holds them is a WeightFormat; the loader's conversions
/// lead from one to the other.
enum class StoredLayout {
    Float32,
    BFloat16,
    Float16,
    // Blocks of ggml, by the names it gives them; what is in them is in stored_blocks.cpp.
    Q4_0,
    Q4_1,
    Q5_0,
    Q5_1,
    Q8_0,
    Q2_K,
    Q3_K,
    Q4_K,
    Q5_K,
    Q6_K,
    IQ4_NL,
    IQ4_XS,
};

/// A row of the table of layouts: blocks of values along a row, row after row.
struct StoredLayoutRow {
    StoredLayout layout = StoredLayout::Float32;
    std::string_view name;  ///< for people: "bf16"
    WeightFormat held =
        WeightFormat::Float32;     ///< what holds the values as they are stored, or 16 bits where none does
    bool exactly = true;           ///< whether it holds them without rounding
    std::int64_t blockValues = 1;  ///< rows and slices of them are whole blocks
    std::int64_t blockBytes = 0;

    bool isPlain() const { return blockValues == 1; }  ///< values are numbers, without scales
};

/// Every layout there is.
std::span<const StoredLayoutRow> storedLayouts();

/// Throws Error(Internal) for a layout without row.
const StoredLayoutRow& storedLayoutRow(StoredLayout layout);

/// Bytes of so many values, which are whole blocks.
std::uint64_t storedBytes(StoredLayout layout, std::int64_t values);

}  // namespace mw
