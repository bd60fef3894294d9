// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The mixes of formats of the files that people have most, to plan for and measure without one of them.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mw/weight_format.h"

namespace mw {

/// In what a model with so many layers is held of which llama.cpp's quantiser made a file of this kind: "q4_k_m".
/// Absent where the name is none of mixNames().
std::optional<WeightFormats> mixNamed(std::string_view name, int layers);

std::vector<std::string_view> mixNames();

}  // namespace mw
