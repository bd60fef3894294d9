// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <vector>

#include "mw/plan.h"

namespace mw {

/// Where plans stop fitting: for each of `batches`, what the plan of the request with that batch has for
/// largestContext. Much cheaper than all these plans. Throws as makePlan() does.
std::vector<int> largestContexts(const PlanRequest& request, std::span<const int> batches);

}  // namespace mw
