// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights as blocks of Q5_K hold them.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaQ5K = MmaLauncher<Element::Q5_K>::kLaunches;

}  // namespace mw::kernels
