// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backend.h"

namespace mw {

/// Which GPUs the CUDA backend uses.
struct CudaBackendOptions {
    std::vector<int> devices;          ///< CUDA's indices, one per rank; ranks may share a GPU, which only tests want
    std::vector<std::string> kernels;  ///< see LoadOptions::kernels
    /// How long a GPU waits for another one before it gives up.
    std::chrono::milliseconds deadline{20'000};
    Interconnect interconnect = Interconnect::Automatic;
    std::filesystem::path kernelTimes =
        {};                   ///< where it is kept which kernels were the faster ones; empty: none is measured
    bool recordSteps = true;  ///< whether steps that come again are recorded and replayed, where they can be
};

/// The CUDA backend is a shared object beside the program, so that the same program starts where there is no driver.
/// These are its two functions, by the names under which it exports them. C++ types pass through them, so the module
/// also exports "mwCudaModuleAbi", a number (std::uint64_t) of all that these types are; one of another number is not
/// used.
struct CudaModule {
    /// "mwCudaDevices": GPUs of this machine, in CUDA's order, with what other processes hold of them. Empty where
    /// there is no driver or none that sees a GPU; throws Error(Device) where they cannot be asked.
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

/// What came of opening a file as the module: it, or one sentence why not.
struct OpenedCudaModule {
    std::optional<CudaModule> module;
    std::string missing;
};

/// Opens a module and compares its ABI; calls nothing of it. It stays open if it can be used.
OpenedCudaModule openCudaModule(const std::filesystem::path& file);

}  // namespace mw
