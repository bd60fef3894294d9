// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "mw/plan.h"

namespace mw {

/// One way to spread a model over devices.
struct Candidate {
    Placement placement;
    std::vector<int> devices;  ///< indices into PlanRequest::devices, in rank order
    std::string reason;        ///< one sentence
};

/// The ways to spread the model, best first; the planner takes the first one that fits. At least one. Throws
/// Error(InvalidArgument) if the request asks for a placement that does not divide the model.
std::vector<Candidate> candidatesFor(const PlanRequest& request);

/// Deals layers out to stages so that the smallest room left is as large as possible; every stage gets at least one.
/// `rooms` [stages]: bytes free before the first layer, which may be negative; `layerBytes`: what each layer takes, of
/// at least as many as there are stages.
std::vector<int> layersByRoom(std::span<const std::int64_t> rooms, std::span<const std::int64_t> layerBytes);

}  // namespace mw
