// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// How decode attention takes keys and values of a page, in shared memory as they are stored, to the tensor cores. Rows
// of a head are chunks of 16 bytes, chunk c of row r at c ^ (r & 7).
//
// A matrix that ldmatrix loads is 8 rows of one chunk. Of bf16 that is what a product takes. Of e4m3 a lane gets four
// bytes where it got two elements: elements 4 t ... 4 t + 3 of a key's chunk, or elements 2 g and 2 g + 1 of the chunk
// of two tokens' values, g = lane / 4, t = lane % 4. Along a key any order will do, as long as the queries are in the
// same; and columns of the output may be any, as long as it is known which. So four bytes become two registers of
// fp16, in which e4m3 is exact: half the loads for twice the numbers, and one conversion for each pair.

#pragma once

#include <cstdint>

#include "attention.cuh"
#include "rope.cuh"
#include "vector.cuh"

namespace mw::kernels {

/// Two elements of the first half of a head and the two that they are rotated with, by (cosine, sine) twice.
__device__ __forceinline__ void rotatePairs(float2& low, float2& high, float4 rotations) {
    const float2 first = rotated(low.x, high.x, make_float2(rotations.x, rotations.y));
    const float2 second = rotated(low.y, high.y, make_float2(rotations.z, rotations.w));
    low = make_float2(first.x, second.x);
    high = make_float2(first.y, second.y);
}
/// The same, of bf16.
__device__ __forceinline__ void rotatePairs(std::uint32_t& low, std::uint32_t& high, float4 rotations) {
    const Activation* const type = nullptr;
    float2 x = unpack2(low, type), y = unpack2(high, type);
    rotatePairs(x, y, rotations);
    low = packPair(x.x, x.y);
    high = packPair(y.x, y.y);
}

/// For a cache of elements T.
template <typename T>
struct CachePages;

template <>
struct CachePages<Activation> {
    using Pair = std::uint32_t;                       ///< two elements as they are stored
    static constexpr int kStages = 3;                 ///< pages of a warp's ring
    static constexpr int kProductsPerLoad = 1;        ///< that four matrices are enough for
    static constexpr float kProbabilityScale = 0.0f;  ///< log2 of what probabilities are multiplied with

    /// The first of the two elements of a query that its register k (of 16) holds is this many behind the lane's first.
    __device__ static constexpr int queryElement(int k) { return 8 * k; }
    __device__ static constexpr int firstQueryElement(int lane) { return 2 * (lane % 4); }
    /// The column of the output that a lane holds of row lane / 4 (`half` 0) or 8 further down of product d is this
    /// many behind the lane's first.
    __device__ static constexpr int column(int d, int half) { return 16 * d + 8 * half; }
    __device__ static constexpr int firstColumn(int lane) { return lane / 4; }
    /// Which row and chunk of the values a lane names to ldmatrix.
    __device__ static constexpr int valueRow(int lane) { return lane % 8 + lane / 16 * 8; }
    __device__ static constexpr int valueChunk(int lane) { return lane / 8 % 2; }

    /// What is stored of a pair of values, and of two pairs of a key that are still to be rotated; from bf16.
    __device__ static Pair value(std::uint32_t pair) { return pair; }
    __device__ static void key(std::uint32_t low, std::uint32_t high, float4 rotations, Pair (&stored)[2]) {
        rotatePairs(low, high, rotations);
        stored[0] = low;
        stored[1] = high;
    }
    /// Two elements of a query, from bf16.
    __device__ static std::uint32_t query(std::uint32_t pair) { return pair; }
    __device__ static std::uint32_t probabilities(float low, float high) { return packPair(low, high); }
    __device__ static void keys(const std::uint32_t (&loaded)[4], int, std::uint32_t (&a)[4]) { copy(loaded, a); }
    __device__ static void values(const std::uint32_t (&loaded)[4], int, std::uint32_t (&a)[4]) { copy(loaded, a); }
    __device__ static void multiply(float (&sums)[4], const std::uint32_t (&a)[4], std::uint32_t b0, std::uint32_t b1) {
        multiplyAdd(sums, a, b0, b1);
    }

 private:
    __device__ static void copy(const std::uint32_t (&from)[4], std::uint32_t (&to)[4]) {
#pragma unroll
        for (int i = 0; i < 4; ++i)
            to[i] = from[i];
    }
};

template <>
struct CachePages<Float8> {
    using Pair = std::uint16_t;
    static constexpr int kStages = 4;
    static constexpr int kProductsPerLoad = 2;
    // fp16 ends at 2^-24: probabilities of a long context are kept away from there.
    static constexpr float kProbabilityScale = 12.0f;

    __device__ static constexpr int queryElement(int k) { return k / 2 * 16 + k % 2 * 2; }
    __device__ static constexpr int firstQueryElement(int lane) { return 4 * (lane % 4); }
    __device__ static constexpr int column(int d, int half) { return 16 * d + half; }
    __device__ static constexpr int firstColumn(int lane) { return lane / 4 * 2; }
    __device__ static constexpr int valueRow(int lane) { return lane % 16; }
    __device__ static constexpr int valueChunk(int lane) { return lane / 16; }

    __device__ static Pair value(std::uint32_t pair) {
        const float2 both = floats(pair);
        return packFloat8(both.x, both.y);
    }
    __device__ static void key(std::uint32_t low, std::uint32_t high, float4 rotations, Pair (&stored)[2]) {
        float2 first = floats(low), second = floats(high);
        rotatePairs(first, second, rotations);
        stored[0] = packFloat8(first.x, first.y);
        stored[1] = packFloat8(second.x, second.y);
    }
    __device__ static std::uint32_t query(std::uint32_t pair) {
        const float2 both = floats(pair);
        return probabilities(both.x, both.y);
    }
    __device__ static std::uint32_t probabilities(float low, float high) {
        std::uint32_t pair;
        asm("cvt.rn.f16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(high), "f"(low));
        return pair;
    }
    /// The matrices are rows 0 to 7 and 8 to 15 of one chunk, then of the next, for product `which` of the two.
    __device__ static void keys(const std::uint32_t (&loaded)[4], int which, std::uint32_t (&a)[4]) {
        a[0] = halvesOfFloat8(loaded[2 * which]);
        a[1] = halvesOfFloat8(loaded[2 * which + 1]);
        a[2] = halvesOfFloat8(loaded[2 * which] >> 16);
        a[3] = halvesOfFloat8(loaded[2 * which + 1] >> 16);
    }
    /// The same, transposed: of a register the even bytes are of one column, the odd ones of the next.
    __device__ static void values(const std::uint32_t (&loaded)[4], int which, std::uint32_t (&a)[4]) {
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            const std::uint32_t byColumn = __byte_perm(loaded[2 * which + half], 0, 0x3120);
            a[2 * half] = halvesOfFloat8(byColumn);
            a[2 * half + 1] = halvesOfFloat8(byColumn >> 16);
        }
    }
    __device__ static void multiply(float (&sums)[4], const std::uint32_t (&a)[4], std::uint32_t b0, std::uint32_t b1) {
        asm volatile(
            "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, "
            "{%0, %1, %2, %3};"
            : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
            : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b0), "r"(b1));
    }

 private:
    __device__ static float2 floats(std::uint32_t pair) {
        const Activation* const type = nullptr;
        return unpack2(pair, type);
    }
};

}  // namespace mw::kernels
