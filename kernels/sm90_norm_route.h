// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "elementwise.h"
#include "matmul.h"

namespace mw::kernels {

/// Whether launchAddRmsNormAndRoute(), which needs sm_90, can do both: bf16 activations, float32 norm weights and
/// router, at most 8 experts, 8192 columns and so few tokens that latency counts.
bool normRouteSupports(const AddRmsNormArgs& norm, const RouteArgs& route);

/// launchAddRmsNorm() and launchRoute() of its output, as one kernel. `route.x` is `norm.out`.
cudaError_t launchAddRmsNormAndRoute(const AddRmsNormArgs& norm, const RouteArgs& route, cudaStream_t stream);

}  // namespace mw::kernels
