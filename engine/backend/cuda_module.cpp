// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_module.h"

#include <dlfcn.h>

#include <cstdint>
#include <cstdio>
#include <filesystem>

#include "cuda_module_abi.h"

namespace mw {

namespace {

std::string hexadecimal(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

struct Loaded {
    OpenedCudaModule opened;

    Loaded() {
        const std::filesystem::path file = cudaModuleFile();
        if (file.empty()) {
            opened.missing = "This build has no CUDA backend.";
            return;
        }
        opened = openCudaModule(file);
        if (!opened.module) return;
        try {
            if (!opened.module->devices().empty()) return;
            opened.missing = "The CUDA backend is there, but no NVIDIA GPU with a working driver.";
        } catch (const std::exception& error) {
            opened.missing = error.what();
        }
        opened.module.reset();
    }
};

const OpenedCudaModule& loaded() {
    static const Loaded instance;
    return instance.opened;
}

}  // namespace

OpenedCudaModule openCudaModule(const std::filesystem::path& file) {
    // A module that links the driver's library fails here where there is none; ours does not, and asks the driver.
    void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char* const why = dlerror();
        return {{}, "The CUDA backend could not be loaded: " + std::string(why ? why : "unknown error") + "."};
    }
    const auto* const abi = static_cast<const std::uint64_t*>(dlsym(library, "mwCudaModuleAbi"));
    CudaModule found{};
    found.devices = reinterpret_cast<decltype(found.devices)>(dlsym(library, "mwCudaDevices"));
    found.makeBackend = reinterpret_cast<decltype(found.makeBackend)>(dlsym(library, "mwMakeCudaBackend"));
    if (abi && *abi == kCudaModuleAbi && found.devices && found.makeBackend) return {found, {}};
    const std::string theirs = abi ? "ABI " + hexadecimal(*abi) : "no ABI";
    dlclose(library);
    return {{},
            "The CUDA backend (" + file.string() + ") belongs to another version of this program: it has " + theirs +
                ", this program ABI " + hexadecimal(kCudaModuleAbi) + ". Install both from one version."};
}

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
