// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of mma_matmul.cu with weights in fp8.

#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaFloat8 = MmaLauncher<Element::Float8>::kLaunches;

}  // namespace mw::kernels
