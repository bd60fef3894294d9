// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "backend.h"

namespace mw {

/// How GPUs exchange data.
enum class Interconnect {
    Automatic,   ///< the first of the following that can be had and gives the right sums
    Direct,      ///< own kernels, which reach the other GPUs' memory
    Nccl,        ///< NVIDIA's library, where it is installed
    HostMemory,  ///< own kernels, through host memory that all GPUs see
};

/// Which GPUs the CUDA backend uses.
struct CudaBackendOptions {
    std::vector<int> devices;  ///< CUDA's indices, one per rank; ranks may share a GPU, which only tests want
    /// How long a GPU waits for another one before it gives up.
    std::chrono::milliseconds deadline{20'000};
    Interconnect interconnect = Interconnect::Automatic;
    std::string ncclLibrary = "libnccl.so.2";
    std::vector<Interconnect> wrongWays;  ///< for tests: sums come out wrong in these ways
    /// For tests: after so many collectives, this rank takes part on the host but launches nothing.
    int silentRank = -1;
    int silentAfter = 0;
};

/// The CUDA backend is a shared object beside the program, so that the same program starts where there is no driver.
/// These are its two functions, by the names under which it exports them.
struct CudaModule {
    /// "mwCudaDevices": GPUs of this machine, in CUDA's order, with what other processes hold of them.
    std::vector<DeviceSpec> (*devices)();
    /// "mwMakeCudaBackend"
    std::unique_ptr<Backend> (*makeBackend)(const CudaBackendOptions& options);
};

/// Where the module lies: beside the program (a build), in a neighbouring folder (its tests), or where packages put it.
/// Empty: nowhere.
std::filesystem::path cudaModuleFile();

/// The module, loaded at the first call; null where it or a GPU driver is missing, and then cudaMissing() says why.
const CudaModule* cudaModule();

/// One sentence, empty if the module is there.
const std::string& cudaMissing();

}  // namespace mw
