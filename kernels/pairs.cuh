// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Words of 32 bits that are two bf16 numbers, and bits of words.

#pragma once

#include <cstdint>

#include "common.cuh"

namespace mw::kernels {

__device__ __forceinline__ std::uint32_t differenceOfPairs(std::uint32_t a, std::uint32_t b) {
    const __nv_bfloat162 result =
        __hsub2(*reinterpret_cast<const __nv_bfloat162*>(&a), *reinterpret_cast<const __nv_bfloat162*>(&b));
    return *reinterpret_cast<const std::uint32_t*>(&result);
}
__device__ __forceinline__ std::uint32_t sumOfPairs(std::uint32_t a, std::uint32_t b) {
    const __nv_bfloat162 result =
        __hadd2(*reinterpret_cast<const __nv_bfloat162*>(&a), *reinterpret_cast<const __nv_bfloat162*>(&b));
    return *reinterpret_cast<const std::uint32_t*>(&result);
}
__device__ __forceinline__ std::uint32_t productOfPairs(std::uint32_t a, std::uint32_t b) {
    const __nv_bfloat162 result =
        __hmul2(*reinterpret_cast<const __nv_bfloat162*>(&a), *reinterpret_cast<const __nv_bfloat162*>(&b));
    return *reinterpret_cast<const std::uint32_t*>(&result);
}

/// a * b + c
__device__ __forceinline__ std::uint32_t sumOfProducts(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    const __nv_bfloat162 result =
        __hfma2(*reinterpret_cast<const __nv_bfloat162*>(&a), *reinterpret_cast<const __nv_bfloat162*>(&b),
                *reinterpret_cast<const __nv_bfloat162*>(&c));
    return *reinterpret_cast<const std::uint32_t*>(&result);
}

/// (word & mask) | rest: in one instruction, which takes two constants only if told so.
__device__ __forceinline__ std::uint32_t maskedOr(std::uint32_t word, std::uint32_t mask, std::uint32_t rest) {
    std::uint32_t result;
    asm("lop3.b32 %0, %1, %2, %3, 0xea;" : "=r"(result) : "r"(word), "r"(mask), "r"(rest));
    return result;
}
/// (word & mask) ^ rest
__device__ __forceinline__ std::uint32_t maskedXor(std::uint32_t word, std::uint32_t mask, std::uint32_t rest) {
    std::uint32_t result;
    asm("lop3.b32 %0, %1, %2, %3, 0x6a;" : "=r"(result) : "r"(word), "r"(mask), "r"(rest));
    return result;
}

}  // namespace mw::kernels
