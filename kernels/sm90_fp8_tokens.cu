// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of sm90_grouped.cu with weights and tokens in fp8.

#include "sm90_grouped_launches.cuh"

namespace mw::kernels {

const grouped::GroupedLaunches grouped::kGroupedFloat8Tokens =
    GroupedLauncher<Element::Float8, Element::Float8>::kLaunches;

}  // namespace mw::kernels
