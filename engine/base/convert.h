// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>

#include "mw/model.h"

namespace mw {

/// Converts `count` elements of `in` to `out`, which do not overlap. Rounds to nearest, ties to even; NaN stays NaN,
/// what is too large for fp16 becomes infinity, and for fp8 its largest number. No alignment is needed. fp8 only from
/// and to float32.
void convertElements(const std::byte* in, Precision from, std::byte* out, Precision to, std::size_t count);

}  // namespace mw
