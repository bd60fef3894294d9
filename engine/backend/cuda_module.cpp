// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_module.h"

#include <dlfcn.h>

#include <filesystem>
#include <optional>

namespace mw {

namespace {

struct Loaded {
    std::optional<CudaModule> module;
    std::string missing;

    Loaded() {
        const std::filesystem::path file = cudaModuleFile();
        if (file.empty()) {
            missing = "This build has no CUDA backend.";
            return;
        }
        // A module that links the driver's library fails here where there is none; ours does not, and asks the driver.
        void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!library) {
            const char* const why = dlerror();
            missing = "The CUDA backend could not be loaded: " + std::string(why ? why : "unknown error") + ".";
            return;
        }
        CudaModule found{};
        found.devices = reinterpret_cast<decltype(found.devices)>(dlsym(library, "mwCudaDevices"));
        found.makeBackend = reinterpret_cast<decltype(found.makeBackend)>(dlsym(library, "mwMakeCudaBackend"));
        if (!found.devices || !found.makeBackend) {
            missing = "The CUDA backend (" + file.string() + ") belongs to another version of this program.";
            return;
        }
        if (found.devices().empty()) {
            missing = "The CUDA backend is there, but no NVIDIA GPU with a working driver.";
            return;
        }
        module = found;
    }
};

const Loaded& loaded() {
    static const Loaded instance;
    return instance;
}

}  // namespace

std::filesystem::path cudaModuleFile() {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    for (const char* folder : {".", "../bin", "../lib/mixtral-workbench"}) {
        const std::filesystem::path candidate = program / folder / "libmw_cuda.so";
        if (std::filesystem::exists(candidate, error)) return candidate;
    }
    return {};
}

const CudaModule* cudaModule() {
    return loaded().module ? &*loaded().module : nullptr;
}

const std::string& cudaMissing() {
    return loaded().missing;
}

}  // namespace mw
