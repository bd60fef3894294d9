// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Blocks of ggml as weights that are the same numbers in another order: bit for bit, and as fast as disks deliver them.

#pragma once

#include <span>

#include "conversions.h"

namespace mw {

/// Which blocks are held in which formats so.
std::span<const Conversion> repackings();

}  // namespace mw
