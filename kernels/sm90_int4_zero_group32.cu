// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of sm90_streamed.cu and sm90_grouped.cu with weights in int4 with zero points, in groups of 32.

#include "sm90_grouped_launches.cuh"
#include "sm90_streamed_launches.cuh"

namespace mw::kernels {

const streamed::StreamedLaunches streamed::kStreamedInt4ZeroGroup32 =
    StreamedLauncher<Element::Int4ZeroGroup32>::kLaunches;
const grouped::GroupedLaunches grouped::kGroupedInt4ZeroGroup32 = GroupedLauncher<Element::Int4ZeroGroup32>::kLaunches;

}  // namespace mw::kernels
