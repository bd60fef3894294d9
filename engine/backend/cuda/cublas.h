// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>
#include <library_types.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "matmul.h"

namespace mw::cuda {

/// cuBLAS's functions, as found in the library of a name or path.
struct CublasFunctions;

/// What cuBLAS may use of a GPU while it multiplies: what its reference recommends.
inline constexpr std::uint64_t kCublasWorkspaceBytes = 4 << 20;

/// NVIDIA's library for products of matrices, on one GPU. Errors are Error(Device).
class Cublas {
 public:
    /// Of the first library that is there, for the current GPU; null where none is.
    static std::unique_ptr<Cublas> open(std::span<const std::string> libraries, int rank);
    ~Cublas();
    Cublas(const Cublas&) = delete;
    Cublas& operator=(const Cublas&) = delete;

    /// launchGeneralLinear() of bf16 numbers; the output may be float32. The same bits for the same shape each time.
    void multiply(const kernels::LinearArgs& args, void* workspace, cudaStream_t stream);
    /// 10000 * major + ...
    int version() const;

 private:
    Cublas(std::shared_ptr<const CublasFunctions> functions, int rank);
    void check(int status, const char* doing) const;

    const std::shared_ptr<const CublasFunctions> m_functions;
    const int m_rank;
    void* m_handle = nullptr;
};

}  // namespace mw::cuda
