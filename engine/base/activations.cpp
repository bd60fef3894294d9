// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/activations.h"

#include <array>
#include <string>

#include "mw/error.h"

namespace mw {

namespace {

constexpr std::array kActivations = {Activations::Exact, Activations::Float8};

}  // namespace

std::span<const Activations> allActivations() {
    return kActivations;
}

std::string_view activationsName(Activations activations) {
    return activations == Activations::Exact ? "exact" : "fp8";
}

Activations parseActivations(std::string_view name) {
    std::string valid;
    for (const Activations activations : kActivations) {
        if (activationsName(activations) == name) return activations;
        valid += (valid.empty() ? "" : " or ") + std::string(activationsName(activations));
    }
    throw Error(ErrorCode::InvalidArgument, "Activations are " + valid + ", not '" + std::string(name) + "'.");
}

}  // namespace mw
