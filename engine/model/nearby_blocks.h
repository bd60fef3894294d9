// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Blocks of ggml that no format holds as they are, as codes of 8 bits: as near as StoredLayoutRow::loss says.

#pragma once

#include <span>

#include "conversions.h"

namespace mw {

/// Which blocks are held in which formats so.
std::span<const Conversion> nearbyRepackings();

}  // namespace mw
