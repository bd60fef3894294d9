// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "weight_routines.h"

namespace mw::cpu {

/// WeightRoutines for codes of 4, 5 or 6 bits whose scales are nested, or pairs of a scale and a zero point or minimum.
void multiplyNested(const Weight& weight, const RowProduct& product);
void expandNestedRow(const Weight& weight, std::int64_t row, float* out);

}  // namespace mw::cpu
