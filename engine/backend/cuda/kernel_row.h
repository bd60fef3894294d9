// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Which kernels compute an operation is a table of rows, best first: the first row that the GPU can run, that supports
// the shape and that pays for so many tokens is taken. The tables are in matmul_rows.cpp and attention_rows.cpp.

#pragma once

#include <cuda_runtime_api.h>

#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "cuda_scratch.h"
#include "tensor_maps.h"

namespace mw::cuda {

class Cublas;

/// From one number to another, both included.
struct Range {
    int from = 0;
    int to = std::numeric_limits<int>::max();

    constexpr bool contains(int number) const { return from <= number && number <= to; }
};

/// What a launch may use of its GPU.
struct KernelContext {
    cudaStream_t stream = nullptr;
    CudaScratch& scratch;
    TensorMaps& maps;
    Device& device;            ///< for waiting
    Cublas* cublas = nullptr;  ///< null: it is not open
};

/// One way to compute an operation. Another element of the weights, or another library, is another row.
template <typename Args>
struct KernelRow {
    std::string_view name;  ///< in the field's words; rows of one technique have the same name in every table
    Range capabilities;     ///< of the GPUs that run it: 10 * major + minor
    Range pays;  ///< numbers of tokens for which it is the fastest; for others it runs only where it is forced
    bool (*supports)(const Args& args);  ///< whether it can compute this at all
    /// Of rows that need cuBLAS: for which shape it is measured whether they are the faster ones. They wait for the
    /// GPU, so they take no part in steps that may be recorded.
    std::string (*measuredShape)(const Args& args) = nullptr;
    /// Raises what it may need in steps up to this shape; null: it needs none.
    void (*reserve)(const StepShape& shape, ScratchBytes& bytes) = nullptr;
    cudaError_t (*launch)(const Args& args, const KernelContext& context) = nullptr;
};

/// The rows of an operation. The last one takes everything.
template <typename Args>
struct KernelTable {
    std::string_view operation;
    std::span<const KernelRow<Args>> rows;
};

inline constexpr std::string_view kCublasName = "cublas";
/// No row: quantising while a model is loaded. It is left to the CPU unless it is forced, as long as no GPU has shown
/// that it makes the same bytes.
inline constexpr std::string_view kQuantiseName = "quantise";

inline constexpr Range kEveryGpu{80};
inline constexpr Range kHopper{90, 90};

}  // namespace mw::cuda
