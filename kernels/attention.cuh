// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the attention kernels share: the place of a KV head in a page, how rows stand in shared memory, and prompts'
// launches.
//
// Rows of 128 two-byte elements stand in shared memory as 16 chunks of 16 bytes, chunk c of row r at c ^ (r & 7): then
// the eight rows that ldmatrix reads at once, one chunk of each, lie in different banks, and so do eight neighbouring
// chunks of a row.

#pragma once

#include <cstdint>

#include "attention.h"
#include "float8.cuh"
#include "tensor_cores.cuh"

namespace mw::kernels {

inline constexpr int kHeadDim = 128;                      // of the tensor core kernels
inline constexpr int kRowBytes = kHeadDim * 2;            // of a key or value
inline constexpr int kPageRows = kPageTokens * kHeadDim;  // elements of one head's keys (or values) in a page
inline constexpr int kPageHeadBytes = kPageTokens * kRowBytes;
inline constexpr float kLog2e = 1.4426950408889634f;
inline constexpr float kScale = kLog2e * 0.08838834764831845f;  // of scores to base 2, with 1 / sqrt(128)

/// Byte offset of a 16-byte chunk in rows of so many bytes, at least 128.
template <int kBytes = kRowBytes>
__host__ __device__ constexpr std::uint32_t chunkOffset(int row, int chunk) {
    return static_cast<std::uint32_t>(row * kBytes + ((chunk ^ (row & 7)) << 4));
}

__device__ __forceinline__ uint4 loadChunk(std::uint32_t address) {
    uint4 chunk;
    asm volatile("ld.shared.v4.b32 {%0, %1, %2, %3}, [%4];"
                 : "=r"(chunk.x), "=r"(chunk.y), "=r"(chunk.z), "=r"(chunk.w)
                 : "r"(address)
                 : "memory");
    return chunk;
}
__device__ __forceinline__ void storeChunk(std::uint32_t address, uint4 chunk) {
    asm volatile("st.shared.v4.b32 [%0], {%1, %2, %3, %4};" ::"r"(address), "r"(chunk.x), "r"(chunk.y), "r"(chunk.z),
                 "r"(chunk.w)
                 : "memory");
}

/// As withType(), of a KV cache, whose elements may be e4m3.
template <typename Work>
cudaError_t withKvType(Element element, const Work& work) {
    return element == Element::Float8 ? work(static_cast<Float8*>(nullptr)) : withType(element, work);
}

/// As withKvType(), of what fastAttentionSupports().
template <typename Work>
cudaError_t withFastKvType(Element element, const Work& work) {
    return element == Element::Float8 ? work(static_cast<Float8*>(nullptr)) : work(static_cast<Activation*>(nullptr));
}

/// Exponent bits of a bf16 that are all set in infinities and NaN, and only there.
inline constexpr std::uint32_t kExponentBits = 0x7f80;

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

/// What the kernels of prompts take, one block for each query head and tile.
struct PrefillParameters {
    const void* qkv;
    void* out;
    const void* kv;
    const SequenceView* sequences;
    const int* pages;
    const PrefillTile* tiles;
    int heads;
    int kvHeads;
    float scale;  // of scores, to base 2
};
using PrefillKernel = void (*)(PrefillParameters);

inline cudaError_t launchPrefill(PrefillKernel kernel, int threads, int sharedBytes, const AttentionArgs& args,
                                 const PrefillTile* tiles, int tileCount, cudaStream_t stream) {
    if (tileCount == 0) return cudaSuccess;
    if (tileCount < 0 || tileCount > 65535 || args.heads <= 0 || args.kv.kvHeads <= 0 ||
        args.heads % args.kv.kvHeads != 0 || !fastAttentionSupports(args))
        return cudaErrorInvalidValue;
    const PrefillParameters parameters{.qkv = args.qkv,
                                       .out = args.out,
                                       .kv = args.kv.data,
                                       .sequences = args.sequences,
                                       .pages = args.pages,
                                       .tiles = tiles,
                                       .heads = args.heads,
                                       .kvHeads = args.kv.kvHeads,
                                       .scale = kScale};
    const dim3 grid(static_cast<unsigned>(args.heads), static_cast<unsigned>(tileCount));
    return launch(kernel, grid, dim3(static_cast<unsigned>(threads)), static_cast<std::size_t>(sharedBytes), stream,
                  parameters);
}

}  // namespace mw::kernels
