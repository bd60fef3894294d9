// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

/// A run of consecutive tokens of one request in a step.
struct SequenceView {
    int firstToken = 0;     ///< row of its first token in the step's matrices
    int tokens = 0;         ///< 1 in decode; 0: padding, to be skipped
    int firstPosition = 0;  ///< of the first token; the context of token i is [0, firstPosition + i]
    int firstPage = 0;      ///< index of its first page number in `pages`
};

/// KV pages of one layer: [pages, 2, kvHeads, 16, headDim], keys before values; tokens of a page are rows. Float8 is
/// e4m3 as it is, without scales.
struct PagedKv {
    void* data = nullptr;
    Element element = Element::BFloat16;
    int kvHeads = 0;
    int headDim = 0;
};

inline constexpr int kPageTokens = 16;

struct RopeAndStoreKvArgs {
    void* qkv = nullptr;  ///< [tokens, (heads + 2 kvHeads) * headDim], rotated in place
    Element element = Element::BFloat16;
    int tokens = 0;
    int heads = 0;
    PagedKv kv;
    const int* positions = nullptr;             ///< [tokens]
    const int* kvSlots = nullptr;               ///< [tokens]: page * 16 + row of the token's key and value; -1: padding
    const float* inverseFrequencies = nullptr;  ///< [headDim / 2], float32: 1 / theta^(2 i / headDim)
};

/// Rotates query and key heads (rotate-half: pairs are (i, i + headDim / 2); angle = position * inverse frequency in
/// float32, then an accurate sine and cosine) and writes keys and values to their pages.
cudaError_t launchRopeAndStoreKv(const RopeAndStoreKvArgs& args, cudaStream_t stream);

struct AttentionArgs {
    const void* qkv = nullptr;  ///< [tokens, (heads + 2 kvHeads) * headDim]; only the rotated queries are read
    Element element = Element::BFloat16;
    void* out = nullptr;  ///< [tokens, heads * headDim], same element
    int heads = 0;
    PagedKv kv;                               ///< already holds the keys and values of this step
    const SequenceView* sequences = nullptr;  ///< device memory
    const int* pages = nullptr;               ///< device memory: page numbers of all sequences
    int longestContext = 0;                   ///< decode: tokens of the longest one, or more
};

/// A block's share of prefill: queries [firstQuery, firstQuery + kPrefillQueries) of a sequence (fewer at its end).
struct PrefillTile {
    int sequence = 0;
    int firstQuery = 0;
};
/// Queries (tokens) per tile of prefill attention.
inline constexpr int kPrefillQueries = 128;

/// Whether the kernels on tensor cores can do it: headDim 128, bf16 activations, a KV cache in bf16 or e4m3.
bool fastAttentionSupports(const AttentionArgs& args);

/// Causal attention of sequences with several tokens. `tiles` [tileCount] in device memory, heaviest first is best.
/// Needs fastAttentionSupports().
cudaError_t launchPrefillAttention(const AttentionArgs& args, const PrefillTile* tiles, int tileCount,
                                   cudaStream_t stream);
/// The same with the warpgroup products of compute capability 9.0; only there.
cudaError_t launchSm90PrefillAttention(const AttentionArgs& args, const PrefillTile* tiles, int tileCount,
                                       cudaStream_t stream);

/// Blocks of the decode kernels for each (sequence, KV head), so many that they will do for a longest context of so
/// many tokens and for any with the same depth. What they compute does not depend on it.
int decodeAttentionDepth(int count, int kvHeads, int longestContext);

/// Bytes of scratch for launchDecodeAttention() with at most this many sequences.
std::size_t decodeAttentionScratchBytes(int sequences, int heads, int headDim);

/// Attention of sequences with one token each, `sequenceIndices` [count] in device memory names them. The context is
/// split over blocks (where depends only on its length and `count`), which the last block of each (sequence, KV head)
/// to finish merges in the order of the splits: the result does not depend on timing. `scratch` must be zeroed once
/// before the first use and is left ready for the next. Needs fastAttentionSupports().
cudaError_t launchDecodeAttention(const AttentionArgs& args, const int* sequenceIndices, int count, void* scratch,
                                  cudaStream_t stream);

/// launchRopeAndStoreKv() of these sequences and launchDecodeAttention() in one: `args.qkv` holds raw queries, keys and
/// values, and is only read. The slot of a sequence's token is that of its position in its pages. `args.sequences`,
/// `args.pages` and `sequenceIndices` may be read while the kernel before still runs, so no kernel may have to write
/// them.
cudaError_t launchRopeStoreAndDecodeAttention(const AttentionArgs& args, const float* inverseFrequencies,
                                              const int* sequenceIndices, int count, void* scratch,
                                              cudaStream_t stream);

/// The same for any headDim up to 256 and any element of the KV cache; correct, not fast. Of the sequences [0,
/// sequenceCount) those with `fewestTokens` to `mostTokens` tokens.
cudaError_t launchGeneralAttention(const AttentionArgs& args, int sequenceCount, int fewestTokens, int mostTokens,
                                   cudaStream_t stream);

}  // namespace mw::kernels
