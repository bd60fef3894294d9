// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the blocks of ggml hold (https://github.com/ggml-org/ggml, ggml-common.h).

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "stored_layout.h"

namespace mw {

/// What the codes of IQ4_NL and IQ4_XS stand for.
inline constexpr std::array<std::int8_t, 16> kNonLinear = {-127, -104, -83, -65, -49, -35, -22, -10,
                                                           1,    13,   25,  38,  53,  69,  89,  113};

/// The values of whole blocks, exactly as ggml computes them in float32. Throws Error(Internal) for layouts without
/// blocks.
void blockValues(StoredLayout layout, const std::byte* in, std::int64_t values, float* out);

}  // namespace mw
