// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of sm90_streamed.cu and sm90_grouped.cu with weights as blocks of Q5_1 hold them.

#include "sm90_grouped_launches.cuh"
#include "sm90_streamed_launches.cuh"

namespace mw::kernels {

const streamed::StreamedLaunches streamed::kStreamedQ5_1 = StreamedLauncher<Element::Q5_1>::kLaunches;
const grouped::GroupedLaunches grouped::kGroupedQ5_1 = GroupedLauncher<Element::Q5_1>::kLaunches;

}  // namespace mw::kernels
