// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "backend.h"

namespace mw {

/// Which GPUs the CUDA backend uses.
struct CudaBackendOptions {
    std::vector<int> devices;  ///< CUDA's indices, one per rank
};

/// The CUDA backend is a shared object beside the program, so that the same program starts where there is no driver.
/// These are its two functions, by the names under which it exports them.
struct CudaModule {
    /// "mwCudaDevices": GPUs of this machine, in CUDA's order, with what other processes hold of them.
    std::vector<DeviceSpec> (*devices)();
    /// "mwMakeCudaBackend"
    std::unique_ptr<Backend> (*makeBackend)(const CudaBackendOptions& options);
};

/// The module, loaded at the first call; null where it or a GPU driver is missing, and then cudaMissing() says why.
const CudaModule* cudaModule();

/// One sentence, empty if the module is there.
const std::string& cudaMissing();

}  // namespace mw
