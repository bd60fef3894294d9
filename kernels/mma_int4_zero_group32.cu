// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights in int4 with zero points, in groups of 32.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaInt4ZeroGroup32 = MmaLauncher<Element::Int4ZeroGroup32>::kLaunches;

}  // namespace mw::kernels
