// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include "mw/weight_format.h"
#include "weight_parts.h"

namespace mw {

/// Multiplies the values of rows in host memory by 2^`exponent`: those of plain formats themselves, of others what
/// scales them. Exact but for what leaves the range of the numbers that it changes.
void multiplyRows(const WeightParts& rows, WeightFormat format, std::int64_t count, std::int64_t columns, int exponent);

}  // namespace mw
