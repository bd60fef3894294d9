// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the attention kernels share: the instructions of tensor cores and asynchronous copies, and the place of a KV
// head in a page.
//
// Rows of 128 two-byte elements stand in shared memory as 16 chunks of 16 bytes, chunk c of row r at c ^ (r & 7): then
// the eight rows that ldmatrix reads at once, one chunk of each, lie in different banks, and so do eight neighbouring
// chunks of a row.

#pragma once

#include <cstdint>

#include "attention.h"
#include "common.cuh"

namespace mw::kernels {

inline constexpr int kHeadDim = 128;                      // of the tensor core kernels
inline constexpr int kRowBytes = kHeadDim * 2;            // of a key or value
inline constexpr int kPageRows = kPageTokens * kHeadDim;  // elements of one head's keys (or values) in a page
inline constexpr int kPageHeadBytes = kPageTokens * kRowBytes;
inline constexpr float kLog2e = 1.4426950408889634f;

__device__ __forceinline__ std::uint32_t sharedAddress(const void* pointer) {
    return static_cast<std::uint32_t>(__cvta_generic_to_shared(pointer));
}

/// Byte offset of a 16-byte chunk in rows of kRowBytes.
__host__ __device__ constexpr std::uint32_t chunkOffset(int row, int chunk) {
    return static_cast<std::uint32_t>(row * kRowBytes + ((chunk ^ (row & 7)) << 4));
}

/// Copies 16 bytes to shared memory, or zeroes them if not `wanted` (then `from` is not read).
__device__ __forceinline__ void copyAsync(std::uint32_t to, const void* from, bool wanted) {
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;" ::"r"(to), "l"(__cvta_generic_to_global(from)),
                 "r"(wanted ? 16 : 0)
                 : "memory");
}

__device__ __forceinline__ void closeCopyGroup() {
    asm volatile("cp.async.commit_group;" ::: "memory");
}

/// Waits until at most kPending of this thread's latest copy groups are under way.
template <int kPending>
__device__ __forceinline__ void waitForCopyGroups() {
    asm volatile("cp.async.wait_group %0;" ::"n"(kPending) : "memory");
}

/// Four 8x8 matrices of 2-byte elements; lane l names the row l % 8 of matrix l / 8. Register i: of matrix i, row
/// lane / 4, columns 2 * (lane % 4) and the next.
__device__ __forceinline__ void loadMatrices(std::uint32_t (&to)[4], std::uint32_t address) {
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
                 : "=r"(to[0]), "=r"(to[1]), "=r"(to[2]), "=r"(to[3])
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

/// c [16, 8] += a [16, 16] * b [16, 8].
template <typename T>
__device__ __forceinline__ void multiplyAdd(float (&c)[4], const std::uint32_t (&a)[4], std::uint32_t b0,
                                            std::uint32_t b1);
template <>
__device__ __forceinline__ void multiplyAdd<__nv_bfloat16>(float (&c)[4], const std::uint32_t (&a)[4], std::uint32_t b0,
                                                           std::uint32_t b1) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}
template <>
__device__ __forceinline__ void multiplyAdd<__half>(float (&c)[4], const std::uint32_t (&a)[4], std::uint32_t b0,
                                                    std::uint32_t b1) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
        "{%0, %1, %2, %3};"
        : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
}

/// Two elements in one register, `low` in the lower half.
template <typename T>
__device__ __forceinline__ std::uint32_t packPair(float low, float high);
template <>
__device__ __forceinline__ std::uint32_t packPair<__nv_bfloat16>(float low, float high) {
    std::uint32_t pair;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
    return pair;
}
template <>
__device__ __forceinline__ std::uint32_t packPair<__half>(float low, float high) {
    std::uint32_t pair;
    asm("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
    return pair;
}

/// Exponent bits of an element that are all set in infinities and NaN, and only there.
template <typename T>
inline constexpr std::uint32_t kExponentBits = 0x7f80;
template <>
inline constexpr std::uint32_t kExponentBits<__half> = 0x7c00;

/// 2^x: 0 for -infinity, NaN for NaN.
__device__ __forceinline__ float exp2Approximate(float x) {
    float y;
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(y) : "f"(x));
    return y;
}

/// What to subtract from scores whose maximum so far is `maximum`: itself, but 0 while all are -infinity (masked),
/// since -infinity - -infinity would make NaN of them.
__device__ __forceinline__ float subtrahend(float maximum) {
    return maximum == -INFINITY ? 0.0f : maximum;
}

/// Elements before the keys of a head in a page; its values follow kvHeads * kPageRows later.
__device__ __forceinline__ std::int64_t pageHeadOffset(int page, int kvHeads, int head) {
    return (static_cast<std::int64_t>(page) * 2 * kvHeads + head) * kPageRows;
}

}  // namespace mw::kernels
