// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the CPU computes with a weight of each format. A new format is a pair of files and a row of the table.

#pragma once

#include <cstdint>

#include "backend.h"

namespace mw::cpu {

/// RowProduct::packed has room for so many rows of x, each with so many floats more than it has columns.
inline constexpr int kPackedRows = 6;
inline constexpr std::int64_t kPackedPadding = 512;

/// out[row][firstColumn + c] = x[row] . weight[firstRow + c], for `rows` rows and c < columns.
struct RowProduct {
    const float* const* x = nullptr;  ///< [rows][columns of the weight]
    std::int64_t rows = 0;
    std::int64_t firstRow = 0;  ///< of the weight
    std::int64_t columns = 0;   ///< rows of the weight, columns of the result
    float* const* out = nullptr;
    std::int64_t firstColumn = 0;
    float* packed = nullptr;  ///< scratch
};

/// A row of the table of weight formats, for the CPU. Both functions hold to the rule of this folder (see simd.h).
struct WeightRoutines {
    WeightFormat format = WeightFormat::Float32;
    void (*multiply)(const Weight& weight, const RowProduct& product) = nullptr;
    /// out [columns of the weight] = a row of it.
    void (*expandRow)(const Weight& weight, std::int64_t row, float* out) = nullptr;
};

/// The routines of a format. Throws Error(Unsupported) if there are none.
const WeightRoutines& routinesFor(WeightFormat format);

}  // namespace mw::cpu
