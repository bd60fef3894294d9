// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The tables of kernels, one for each operation that there is more than one way to compute.

#pragma once

#include "attention.h"
#include "cuda_step.h"
#include "elementwise.h"
#include "kernel_row.h"
#include "matmul.h"

namespace mw::cuda {

/// Attention of the sequences of a step that have one token (decode), or of those with several (prefill).
struct AttentionWork {
    kernels::AttentionArgs args;
    const CudaStep& step;
    /// Decode: not null where `qkv` holds raw queries, keys and values, which are to be rotated and stored first.
    const float* inverseFrequencies = nullptr;
    void* qkv = nullptr;
};

/// RMSNorm, and the router's choice from its output.
struct NormAndRoute {
    kernels::AddRmsNormArgs norm;
    kernels::RouteArgs route;
};

KernelTable<kernels::LinearArgs> linearKernels();
KernelTable<kernels::ExpertsArgs> expertsKernels();
KernelTable<AttentionWork> decodeAttentionKernels();
KernelTable<AttentionWork> prefillAttentionKernels();
KernelTable<NormAndRoute> normAndRouteKernels();

/// Calls work(table) for each.
template <typename Work>
void forEachTable(const Work& work) {
    work(linearKernels());
    work(expertsKernels());
    work(decodeAttentionKernels());
    work(prefillAttentionKernels());
    work(normAndRouteKernels());
}

}  // namespace mw::cuda
