// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights as blocks of Q4_1 hold them.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaQ4_1 = MmaLauncher<Element::Q4_1>::kLaunches;

}  // namespace mw::kernels
