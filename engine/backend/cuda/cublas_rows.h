// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Products through cuBLAS as rows of the tables: of bf16 weights, in prefill. The host has to know how many tokens each
// expert has, so it waits for that once in each layer, and nothing of it can be recorded.

#pragma once

#include "kernel_row.h"
#include "matmul.h"

namespace mw::cuda {

extern const KernelRow<kernels::LinearArgs> kCublasLinear;
extern const KernelRow<kernels::ExpertsArgs> kCublasExperts;

}  // namespace mw::cuda
