// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

struct QuantiseArgs {
    const void* plain = nullptr;  ///< [rows, columns], in memory of the device, or of the host where that is pinned
    Element plainElement = Element::BFloat16;
    Element element = Element::Int4;  ///< of those without nested scales
    void* values = nullptr;           ///< codes, whole blocks of 32 columns to a row, see engine/base/code_order.h
    void* scales = nullptr;           ///< one or more to a row, see Element
    std::int64_t rows = 0, columns = 0;
};
/// The bytes that quantiseRows() in engine/base makes. cudaErrorInvalidValue for elements that have no codes, or nested
/// scales.
cudaError_t launchQuantiseWeights(const QuantiseArgs& args, cudaStream_t stream);

}  // namespace mw::kernels
