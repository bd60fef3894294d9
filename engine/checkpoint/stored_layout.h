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
    // What a weight is read as that a quantisation tool spread over several tensors, see packed_matrix.h: codes of a
    // group behind its float32 scale. Those of 4 bits lie as devices hold them (see code_order.h), and their zero point
    // is 8.
    Codes4Group128,
    Codes4Group32,
    Codes8Group128,  ///< signed bytes, from which the zero point is taken
    Float8Rows,      ///< e4m3, each row behind its float32 scale
    Dequantised,     ///< float32, where scales or zero points are others than a format here has
    // Codes of 4 bits behind the scale of their group and its zero point, in float32, too.
    Codes4ZeroGroup128,
    Codes4ZeroGroup32,
};

/// A row of the table of layouts: blocks of values along a row, row after row.
struct StoredLayoutRow {
    StoredLayout layout = StoredLayout::Float32;
    std::string_view name;  ///< for people: "bf16"
    WeightFormat held =
        WeightFormat::Float32;     ///< what holds the values as they are stored, or more bits where none does
    bool exactly = true;           ///< whether it holds them without rounding
    std::int64_t blockValues = 1;  ///< rows and slices of them are whole blocks
    std::int64_t blockBytes = 0;
    std::int64_t rowBytes = 0;  ///< that each row, or slice of one, begins with before its blocks
    bool packed = false;        ///< of no tensor itself, but what a PackedMatrix makes of several
    double loss = 0;            ///< where not exactly, but in codes: of all values, root mean square

    /// Of a block of codes that a PackedMatrix makes, what is before them.
    std::int64_t bytesBeforeCodes() const { return blockBytes - blockValues * weightFormatRow(held).valueBits / 8; }

    bool isPlain() const { return blockValues == 1 && !packed; }  ///< values are numbers, without scales
};

/// Every layout there is.
std::span<const StoredLayoutRow> storedLayouts();

/// Throws Error(Internal) for a layout without row.
const StoredLayoutRow& storedLayoutRow(StoredLayout layout);

/// Whether a format holds the values of a layout without rounding.
bool holdsExactly(WeightFormat format, StoredLayout layout);

/// Bytes of so many values, which are whole blocks.
std::uint64_t storedBytes(StoredLayout layout, std::int64_t values);

/// Bytes of a row of so many columns, or a slice of one, with what it begins with.
std::uint64_t storedRowBytes(StoredLayout layout, std::int64_t columns);

}  // namespace mw
