// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

/// Whether there is code that the current device can run, and if only as PTX, that its driver could compile it:
/// success, or what CUDA says. All kernels have code for the same devices (packaging/check-cuda-code), so one is looked
/// at.
cudaError_t findCode();

struct EmbedArgs {
    const void* table = nullptr;  ///< [vocabulary, columns]
    Element element = Element::BFloat16;
    const int* tokens = nullptr;  ///< [rows] ids; a negative one, -1 - i, stands for drawn[i]
    const int* drawn = nullptr;   ///< tokens that the step before drew, see SampleArgs::drawn
    float* out = nullptr;         ///< [rows, columns]
    int rows = 0, columns = 0;
};
cudaError_t launchEmbed(const EmbedArgs& args, cudaStream_t stream);

struct AddRmsNormArgs {
    float* residual = nullptr;            ///< [rows, columns], += delta
    const void* delta = nullptr;          ///< [rows, columns] of `element`, may be null
    Element element = Element::BFloat16;  ///< of delta and out
    const void* weight = nullptr;         ///< [columns]
    Element weightElement = Element::Float32;
    void* out = nullptr;  ///< [rows, columns] = residual / rms(residual) * weight; null: only the sum is wanted
    float epsilon = 1e-5f;
    int rows = 0, columns = 0;
};
/// residual += delta; out = RMSNorm(residual) * weight. Any number of columns; 16-byte accesses where they divide.
cudaError_t launchAddRmsNorm(const AddRmsNormArgs& args, cudaStream_t stream);

struct GatherRowsArgs {
    const void* x = nullptr;       ///< [any, rowBytes]
    void* out = nullptr;           ///< [rows, rowBytes]
    const int* indices = nullptr;  ///< [rows]; a negative one: the row of `out` is zeroed
    int rows = 0;
    std::int64_t rowBytes = 0;  ///< any number
};
/// out[i] = x[indices[i]].
cudaError_t launchGatherRows(const GatherRowsArgs& args, cudaStream_t stream);

/// `count` values uniform in [-scale, scale) that depend only on seed and index (Philox 4x32-10), rounded to `element`.
cudaError_t launchFillRandom(void* out, Element element, std::int64_t count, float scale, std::uint64_t seed,
                             cudaStream_t stream);

/// *flag (device memory, set to 1 before) becomes 0 if a value is NaN or infinite.
cudaError_t launchAllFinite(const void* x, Element element, std::int64_t count, int* flag, cudaStream_t stream);

}  // namespace mw::kernels
