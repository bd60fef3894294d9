// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <string_view>

namespace mw {

/// What activations are when they are multiplied with weights.
enum class Activations {
    Exact,   ///< what they are: bf16 on GPUs, float32 on the CPU
    Float8,  ///< beside weights in fp8: rounded to e4m3, those of a token by a scale of its own, its largest / 448
};

/// Both, the usual one first.
std::span<const Activations> allActivations();

/// As on the command line: "exact", "fp8".
std::string_view activationsName(Activations activations);

/// The inverse of activationsName(). Throws Error(InvalidArgument) naming the valid names.
Activations parseActivations(std::string_view name);

}  // namespace mw
