// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cuda_module.h"

namespace mw {

/// What tests let go wrong between the GPUs of a CUDA backend. No program makes one that is not empty.
struct CudaFaults {
    std::string ncclLibrary = "libnccl.so.2";  ///< name or path of what is opened as NCCL
    /// The same for cuBLAS, of which the first one that is there is taken.
    std::vector<std::string> cublasLibraries = {"libcublas.so.13", "libcublas.so.12"};
    int capability = 0;  ///< 10 * major + minor of a GPU that this one plays when kernels are chosen; 0: none
    std::vector<Interconnect> wrongWays;  ///< sums come out wrong in these ways
    /// After so many collectives, this rank takes part on the host but launches nothing.
    int silentRank = -1;
    int silentAfter = 0;
};

/// Exported by the module as "mwMakeFaultyCudaBackend", for tests alone.
using MakeFaultyCudaBackend = std::unique_ptr<Backend> (*)(const CudaBackendOptions&, const CudaFaults&);

}  // namespace mw
