// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the blocks of ggml hold (https://github.com/ggml-org/ggml, ggml-common.h).

#pragma once

#include <cstddef>
#include <cstdint>

#include "stored_layout.h"
#include "weight_parts.h"

namespace mw {

/// The values of whole blocks, exactly as ggml computes them in float32. Throws Error(Internal) for layouts without
/// blocks.
void blockValues(StoredLayout layout, const std::byte* in, std::int64_t values, float* out);

/// Rows of Q4_0 as int4-g32, which is the same numbers in another order.
void repackQ4(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out);

}  // namespace mw
