// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights as blocks of Q5_1 hold them.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaQ5_1 = MmaLauncher<Element::Q5_1>::kLaunches;

}  // namespace mw::kernels
