// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "weight_routines.h"

namespace mw::cpu {

/// Weights whose values are codes, with a scale for each group of them: fp8, int8, int4. See WeightRoutines. Codes are
/// multiplied as they are, and each group's sum by its scale.
void multiplyGrouped(const Weight& weight, const RowProduct& product);
void expandGroupedRow(const Weight& weight, std::int64_t row, float* out);

}  // namespace mw::cpu
