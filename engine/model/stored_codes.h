// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What packed weights are read as (see packed_matrix.h) on their way to what a device holds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "stored_layout.h"
#include "weight_parts.h"

namespace mw {

/// Why codes cannot be held as they are: to go on after the name of their tensor.
class NotExact : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// The values of a row, or a slice of one.
void codeValues(StoredLayout layout, const std::byte* in, std::int64_t columns, float* out);

/// Codes with the scales of their groups, held as they are: `from` has groups that are whole ones of `to`. Throws
/// NotExact where a scale is no number of fp16.
void holdCodes(StoredLayout from, WeightFormat to, const std::byte* in, std::int64_t rows, std::int64_t columns,
               const WeightParts& out);

/// Rows of fp8 codes, held as they are.
void holdFloat8(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out);

}  // namespace mw
