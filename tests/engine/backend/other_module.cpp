// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// A module with the functions of the CUDA backend, of another ABI or, as before there was one, of none. What it exports
// must not be called.

#include <cstdint>
#include <cstdlib>

#define MW_EXPORTED extern "C" __attribute__((visibility("default")))

#ifdef MW_OTHER_ABI
MW_EXPORTED const std::uint64_t mwCudaModuleAbi;
const std::uint64_t mwCudaModuleAbi = MW_OTHER_ABI;
#endif

MW_EXPORTED void mwCudaDevices() {
    std::abort();
}

MW_EXPORTED void mwMakeCudaBackend() {
    std::abort();
}
