// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include <cuda_runtime.h>

namespace mw::kernels {

/// One 128-bit block of Philox 4x32-10 (Salmon et al. 2011): random bits that depend only on counter and key.
__device__ __forceinline__ uint4 philox(uint4 counter, std::uint64_t key64) {
    auto keyLow = static_cast<std::uint32_t>(key64);
    auto keyHigh = static_cast<std::uint32_t>(key64 >> 32);
#pragma unroll
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xd2511f53u} * counter.x;
        const std::uint64_t b = std::uint64_t{0xcd9e8d57u} * counter.z;
        counter = make_uint4(static_cast<std::uint32_t>(b >> 32) ^ counter.y ^ keyLow, static_cast<std::uint32_t>(b),
                             static_cast<std::uint32_t>(a >> 32) ^ counter.w ^ keyHigh, static_cast<std::uint32_t>(a));
        keyLow += 0x9e3779b9u;
        keyHigh += 0xbb67ae85u;
    }
    return counter;
}

}  // namespace mw::kernels
