// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>

namespace mw {

/// Codes of IQ4_NL and IQ4_XS, 32 in 16 bytes, as what they stand for, in the order in which codes of 8 bits are held:
/// out [32 * blocks], of blocks whose codes begin `stride` bytes apart.
void holdNonLinear(const std::byte* codes, std::int64_t stride, std::int64_t blocks, std::byte* out);

}  // namespace mw
