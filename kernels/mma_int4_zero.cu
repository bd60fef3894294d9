// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights in int4 with zero points.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaInt4Zero = MmaLauncher<Element::Int4Zero>::kLaunches;

}  // namespace mw::kernels
