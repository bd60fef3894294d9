// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights as blocks of Q4_K hold them.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaQ4K = MmaLauncher<Element::Q4_K>::kLaunches;

}  // namespace mw::kernels
