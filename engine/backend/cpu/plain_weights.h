// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "weight_routines.h"

namespace mw::cpu {

/// Weights whose values are plain elements: fp32, bf16, fp16. See WeightRoutines.
void multiplyPlain(const Weight& weight, const RowProduct& product);
void expandPlainRow(const Weight& weight, std::int64_t row, float* out);

}  // namespace mw::cpu
