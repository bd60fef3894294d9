// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace mw::test {

/// How many GPUs this machine's NVIDIA driver sees, 0 where there is no driver. Asked of the driver itself, so that a
/// CUDA backend that does not load, or cannot count, is not taken for a machine without GPUs. Throws if the driver is
/// there but does not say.
inline int gpusOfDriver() {
    void* const driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!driver) return 0;
    const auto init = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
    const auto getCount = reinterpret_cast<int (*)(int*)>(dlsym(driver, "cuDeviceGetCount"));
    if (!init || !getCount) throw std::runtime_error("libcuda.so.1 is no driver");
    constexpr int kNoDevice = 100;
    int count = 0;
    int result = init(0);
    if (result == 0) result = getCount(&count);
    if (result != 0 && result != kNoDevice)
        throw std::runtime_error("the NVIDIA driver does not start: error " + std::to_string(result));
    return count;
}

}  // namespace mw::test
