// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The instructions of sm_80 that the tensor-core kernels are made of: asynchronous copies to shared memory, loads of
// matrices from there, and products.

#pragma once

#include <cstdint>

#include "common.cuh"

namespace mw::kernels {

__device__ __forceinline__ std::uint32_t sharedAddress(const void* pointer) {
    return static_cast<std::uint32_t>(__cvta_generic_to_shared(pointer));
}

/// Copies 16 bytes to shared memory, past the L1 cache, as part of the thread's open group.
__device__ __forceinline__ void copyAsync(std::uint32_t to, const void* from) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(to), "l"(from) : "memory");
}
/// The same, or zeroes them if not `wanted` (then `from` is not read).
__device__ __forceinline__ void copyAsync(std::uint32_t to, const void* from, bool wanted) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(to), "l"(__cvta_generic_to_global(from)),
                 "r"(wanted ? 16 : 0)
                 : "memory");
}
/// Copies 16 bytes that are read once: they are the first to leave the L2 cache.
__device__ __forceinline__ void copyAsyncOnce(std::uint32_t to, const void* from, std::uint64_t once) {
    asm volatile("cp.async.cg.shared.global.L2::cache_hint [%0], [%1], 16, %2;" ::"r"(to), "l"(from), "l"(once)
                 : "memory");
}
__device__ __forceinline__ std::uint64_t readOnce() {
    std::uint64_t policy;
    asm("createpolicy.fractional.L2::evict_first.b64 %0, 1.0;" : "=l"(policy));
    return policy;
}
__device__ __forceinline__ void closeCopies() {
    asm volatile("cp.async.commit_group;" ::: "memory");
}
/// Waits for all of the thread's groups but the last `Open`.
template <int Open>
__device__ __forceinline__ void waitForCopies() {
    asm volatile("cp.async.wait_group %0;" ::"n"(Open) : "memory");
}

/// Four 8 x 8 matrices of 2-byte elements; lane i names row i % 8 of matrix i / 8 and gets, of each matrix, elements
/// 2 (i % 4) and the next of row i / 4.
__device__ __forceinline__ void loadMatrices(std::uint32_t (&values)[4], std::uint32_t address) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(values[0]), "=r"(values[1]), "=r"(values[2]), "=r"(values[3])
                 : "r"(address)
                 : "memory");
}

/// The same, each matrix transposed.
__device__ __forceinline__ void loadMatricesTransposed(std::uint32_t (&to)[4], std::uint32_t address) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(to[0]), "=r"(to[1]), "=r"(to[2]), "=r"(to[3])
                 : "r"(address)
                 : "memory");
}

/// Transposes an 8x8 matrix of 2-byte elements that is spread over a warp as ldmatrix spreads it.
__device__ __forceinline__ std::uint32_t transposeMatrix(std::uint32_t row) {
    std::uint32_t column;
    asm volatile("movmatrix.sync.aligned.m8n8.trans.b16 %0, %1;" : "=r"(column) : "r"(row));
    return column;
}

/// sums [16, 8] += a [16, 16] * b [16, 8]. Lane i holds sums (i / 4, 2 (i % 4)), the next column, and both again 8 rows
/// further down.
__device__ __forceinline__ void multiplyAdd(float (&sums)[4], const std::uint32_t (&a)[4], std::uint32_t b0,
                                            std::uint32_t b1) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

/// Two elements in one register, `low` in the lower half.
__device__ __forceinline__ std::uint32_t packPair(float low, float high) {
    std::uint32_t pair;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
    return pair;
}

}  // namespace mw::kernels
