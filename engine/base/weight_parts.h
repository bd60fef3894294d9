// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>

#include "mw/weight_format.h"

namespace mw {

/// Where the parts of some rows of a weight go: each packed, rowBytes() a row; null where the format has no such part.
struct WeightParts {
    std::byte* values = nullptr;
    std::byte* scales = nullptr;
    std::byte* superScales = nullptr;
};

/// Where the parts of the rows from `row` on lie in memory for a matrix [rows, columns], see WeightBytes.
WeightParts partsAt(std::byte* data, WeightFormat format, std::int64_t rows, std::int64_t columns, std::int64_t row);

}  // namespace mw
