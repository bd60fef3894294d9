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

/// Whether each block of a layout is 32 codes of at most 8 bits, signed, and one scale in fp16.
constexpr bool holdsCodes(StoredLayout layout) {
    return layout == StoredLayout::Q4_0 || layout == StoredLayout::Q5_0 || layout == StoredLayout::Q8_0 ||
           layout == StoredLayout::IQ4_NL;
}

/// Rows of such a layout as int8-g32, which is the same numbers in another order.
void repackAsInt8(StoredLayout layout, const std::byte* in, std::int64_t rows, std::int64_t columns,
                  const WeightParts& out);

/// Rows of Q4_0 as int4-g32, which is the same numbers in another order.
void repackQ4(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out);

}  // namespace mw
