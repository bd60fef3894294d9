// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the matrix products on tensor cores share.

#pragma once

#include "tensor_cores.cuh"
#include "vector.cuh"

namespace mw::kernels {

/// Which of the matrices a kernel multiplies with.
enum class Job {
    Linear,  ///< out [rows, columns] = x * transposed weight
    GateUp,  ///< products [slots, columns] = silu(gate) * up; columns = feedForward
    Down,    ///< out per slot or token; columns = hidden
};

__device__ __forceinline__ float gated(float gate, float up) {
    return gate / (1.0f + __expf(-gate)) * up;
}

}  // namespace mw::kernels
