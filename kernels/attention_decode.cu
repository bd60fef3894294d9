// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Attention of one query per sequence, split over the context ("Flash-Decoding", Dao et al. 2023).
//
// Grid: (KV heads, sequences, splits), so that blocks of which a short context has no use come last. A block reads the
// keys and values of its pages once, for all query heads of the group. Its four warps work on their own, warp w on the
// pages w, w + 4, ... of the split, through a ring of its own of three pages (of e4m3: four) in shared memory: no
// barrier but the last one. Everything is computed transposed, so that a page is just one tensor core tile and a group
// of up to 8 query heads needs no padding to 16: scores [16 tokens, 8 heads] = keys * queries, output [128, 8 heads] =
// transposed values * probabilities. In both, a lane holds the same two heads, so the running maximum of a head
// rescales its output without leaving the lane. The warps of a block are merged in shared memory, the blocks of a
// sequence through `scratch` by the one that arrives last, in the order of the splits.
//
// With kFresh it also does what rope.cu does, for the one token of each sequence: every block rotates the queries of
// its group in registers, and the warp that has the last page writes the rotated key and the value to that page, in
// shared memory for itself and in global memory for the steps to come. All other rows were written in earlier steps, so
// they are on their way before the kernel before this one, which computes the queries, has ended.
//
// Of a cache in e4m3 pages stay as they are in shared memory, and become fp16 in registers; see cache_pages.cuh.
//
// Bytes: 512 per token of context and KV head, of e4m3 256, read once; FLOPs: 512 per token and query head. So memory
// is the limit: up to 2 blocks of 96 KB (of e4m3: 3 of 64 KB) wait for their pages on each multiprocessor.

#include <algorithm>
#include <bit>
#include <type_traits>

#include "cache_pages.cuh"
#include "vector.cuh"

namespace mw::kernels {
namespace {

constexpr int kWarps = 4;
// A split of fewer pages costs more to start and to merge than it gains; the more so, the more other blocks there are
// to fill the machine. (64 chats of 540 tokens: whole contexts instead of four parts each.)
constexpr int kLeastPages = kWarps;
constexpr int kPairsPerLeastPage = 6;
constexpr int kMostSplits = 32;  // one lane each when they are merged
// Blocks wanted: two fit on each of the 132 multiprocessors of an H100, twice.
constexpr int kBlocksWanted = 528;
constexpr int kLeastSplits = 4;
// The counters come first in the scratch and have a fixed size: partial results of one batch size must never lie where
// another one counts.
constexpr int kCounters = 16384;
constexpr int kMostGroup = 16;
// Floats between the heads of a partial result in shared memory: 2 heads further must be 8 banks further.
constexpr int kHeadStride = kHeadDim + 4;

int leastPagesFor(std::int64_t pairs) {
    return static_cast<int>(std::max<std::int64_t>(kLeastPages, pairs / kPairsPerLeastPage));
}

int splitsFor(std::int64_t pairs) {
    return static_cast<int>(std::clamp<std::int64_t>(kBlocksWanted / pairs, kLeastSplits, kMostSplits));
}

struct DecodeParameters {
    const void* qkv;
    void* out;
    void* kv;
    const SequenceView* sequences;
    const int* pages;
    const int* sequenceIndices;
    unsigned* counters;  // [count, kvHeads]
    float* partials;     // [count, kvHeads, splits, group * (kHeadDim + 2)]
    int kvHeads;
    int group;
    int splits;                       // at most, of a context
    int leastPages;                   // of a split
    float scale;                      // of scores, to base 2
    const float* inverseFrequencies;  // kFresh
};

/// The outputs of heads that one thread gathers: 4 columns.
__device__ __forceinline__ void storeOutput(Activation* to, float4 sum, float divisor) {
    const float factor = 1.0f / divisor;
    uint2 packed;
    packed.x = packPair(sum.x * factor, sum.y * factor);
    packed.y = packPair(sum.z * factor, sum.w * factor);
    *reinterpret_cast<uint2*>(to) = packed;
}

__device__ __forceinline__ void addScaled(float4& sum, float factor, float4 value) {
    sum.x = fmaf(factor, value.x, sum.x);
    sum.y = fmaf(factor, value.y, sum.y);
    sum.z = fmaf(factor, value.z, sum.z);
    sum.w = fmaf(factor, value.w, sum.w);
}

/// Bytes of a block's rings.
template <typename T>
constexpr int kRingBytes = kWarps* CachePages<T>::kStages * 2 * kPageRows* static_cast<int>(sizeof(T));

/// Blocks that share a multiprocessor: rings of e4m3 leave room for a third, which the conversions can use.
template <typename T, int kTiles>
constexpr int kBlocksPerMultiprocessor = sizeof(T) == 1 && kTiles == 1 ? 3 : 2;

/// T: elements of the cache. kTiles: tensor core tiles of 8 query heads. kFresh: the queries are still to be rotated,
/// and the new key and value to be stored.
template <typename T, int kTiles, bool kFresh>
__global__ void __launch_bounds__(kWarps * 32, kBlocksPerMultiprocessor<T, kTiles>)
    decode_attention_kernel(const DecodeParameters p) {
    using Pages = CachePages<T>;
    using Pair = typename Pages::Pair;
    constexpr int kStages = Pages::kStages;
    constexpr int kBytes = kHeadDim * sizeof(T);      // of a row
    constexpr int kHeadBytes = kPageTokens * kBytes;  // of the keys, or values
    constexpr int kStageBytes = 2 * kHeadBytes;       // keys, then values
    constexpr int kRowsPerCopy = 32 * 16 / kBytes;    // of a warp
    constexpr int kPairsPerChunk = 16 / static_cast<int>(sizeof(Pair));
    static_assert(kWarps * kStages * kStageBytes == kRingBytes<T>);
    extern __shared__ __align__(128) unsigned char shared[];
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int warp = static_cast<int>(threadIdx.x) / 32;
    const int kvHead = static_cast<int>(blockIdx.x);
    const int sequence = static_cast<int>(blockIdx.y);
    const int split = static_cast<int>(blockIdx.z);
    __shared__ __align__(16) float2 rotations[kHeadDim / 2];
    if constexpr (kFresh)
        launchDependents();
    else
        waitForDependency();

    // What describes the step was there before its first kernel.
    const int* const view = reinterpret_cast<const int*>(p.sequences + __ldcg(p.sequenceIndices + sequence));
    static_assert(sizeof(SequenceView) == 4 * sizeof(int));
    const int firstToken = __ldcg(view), tokens = __ldcg(view + 1);
    const int context = __ldcg(view + 2) + 1;
    const int firstPage = __ldcg(view + 3);
    if (tokens <= 0) {
        waitForDependency();
        return;
    }

    const int allPages = (context + kPageTokens - 1) / kPageTokens;
    const int share = max(p.leastPages, (allPages + p.splits - 1) / p.splits);
    const int usedSplits = (allPages + share - 1) / share;
    if (split >= usedSplits) return;  // the others wait
    const int begin = split * share;
    const int end = min(begin + share, allPages);
    // Pages of this warp: begin + warp + 4 i.
    const int mine = begin + warp < end ? (end - begin - warp + kWarps - 1) / kWarps : 0;

    // Lane l knows the page number of the warp's page 32 n + l.
    const int* const pageTable = p.pages + firstPage + begin + warp;
    int pageNumbers = lane < mine ? __ldcg(pageTable + lane * kWarps) : 0;

    const std::uint32_t ring = sharedAddress(shared) + warp * kStages * kStageBytes;
    const T* const kv = static_cast<const T*>(p.kv);
    const std::int64_t toValues = static_cast<std::int64_t>(p.kvHeads) * kPageRows;

    // Requests the warp's page i. Lane l copies the chunks l, l + 32, ... of the keys, and of the values.
    const auto request = [&](int i) {
        if (i < mine) {
            if (i > 0 && i % 32 == 0) {
                const int ahead = i + lane;
                pageNumbers = ahead < mine ? __ldcg(pageTable + ahead * kWarps) : 0;
            }
            const int page = __shfl_sync(0xffffffffu, pageNumbers, i % 32);
            const T* const keys = kv + pageHeadOffset(page, p.kvHeads, kvHead) + lane * (2 * kPairsPerChunk);
            const T* const values = keys + toValues;
            const std::uint32_t stage = ring + (i % kStages) * kStageBytes;
            // Those further down are stale, and a new one comes from elsewhere.
            const int rows = context - (kFresh ? 1 : 0) - (begin + warp + i * kWarps) * kPageTokens;
#pragma unroll
            for (int j = 0; j < kPageTokens / kRowsPerCopy; ++j) {
                const int row = kRowsPerCopy * j + lane / (kBytes / 16);
                const std::uint32_t to = stage + chunkOffset<kBytes>(row, lane % (kBytes / 16));
                copyAsync(to, keys + j * (512 / sizeof(T)), row < rows);
                copyAsync(to + kHeadBytes, values + j * (512 / sizeof(T)), row < rows);
            }
        }
        closeCopies();
    };
#pragma unroll
    for (int i = 0; i < kStages - 1; ++i)
        request(i);
    if constexpr (kFresh) {
        if (threadIdx.x < kHeadDim / 2)
            rotations[threadIdx.x] = cosineAndSine(static_cast<float>(context - 1) * p.inverseFrequencies[threadIdx.x]);
        __syncthreads();
        waitForDependency();
    } else {
        launchDependents();
    }

    // Queries as the right-hand side: registers 2 k and 2 k + 1 are those of product k, of head lane / 4.
    std::uint32_t queries[kTiles][16];
    const std::int64_t rowElements = static_cast<std::int64_t>(p.group + 2) * p.kvHeads * kHeadDim;
    const Activation* const queryHeads = static_cast<const Activation*>(p.qkv) + firstToken * rowElements +
                                         static_cast<std::int64_t>(kvHead) * p.group * kHeadDim;
#pragma unroll
    for (int tile = 0; tile < kTiles; ++tile) {
        const int head = tile * 8 + lane / 4;
        const Activation* const query =
            queryHeads + static_cast<std::int64_t>(head) * kHeadDim + Pages::firstQueryElement(lane);
#pragma unroll
        for (int k = 0; k < 16; ++k)
            queries[tile][k] =
                head < p.group ? *reinterpret_cast<const std::uint32_t*>(query + Pages::queryElement(k)) : 0u;
    }
    // The warp of the last page has the new key and value: a lane two elements of each half of the row.
    const bool hasLast = kFresh && mine > 0 && begin + warp + (mine - 1) * kWarps == allPages - 1;
    std::uint32_t rawKey[2], rawValue[2];
    Pair newKey[2], newValue[2];
    if constexpr (kFresh) {
        if (hasLast) {
            const Activation* const key = static_cast<const Activation*>(p.qkv) + firstToken * rowElements +
                                          static_cast<std::int64_t>(p.group * p.kvHeads + kvHead) * kHeadDim + 2 * lane;
            const Activation* const value = key + static_cast<std::int64_t>(p.kvHeads) * kHeadDim;
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                rawKey[i] = *reinterpret_cast<const std::uint32_t*>(key + i * (kHeadDim / 2));
                rawValue[i] = *reinterpret_cast<const std::uint32_t*>(value + i * (kHeadDim / 2));
            }
        }
#pragma unroll
        for (int k = 0; k < 8; ++k) {
            const float4 both =
                *reinterpret_cast<const float4*>(rotations + Pages::firstQueryElement(lane) + Pages::queryElement(k));
#pragma unroll
            for (int tile = 0; tile < kTiles; ++tile)
                rotatePairs(queries[tile][k], queries[tile][k + 8], both);
        }
        if (hasLast) {
            Pages::key(rawKey[0], rawKey[1], *reinterpret_cast<const float4*>(rotations + 2 * lane), newKey);
            const int page = __ldcg(p.pages + firstPage + allPages - 1);
            T* const key = static_cast<T*>(p.kv) + pageHeadOffset(page, p.kvHeads, kvHead) +
                           (context - 1) % kPageTokens * kHeadDim + 2 * lane;
            T* const value = key + toValues;
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                newValue[i] = Pages::value(rawValue[i]);
                *reinterpret_cast<Pair*>(key + i * (kHeadDim / 2)) = newKey[i];
                *reinterpret_cast<Pair*>(value + i * (kHeadDim / 2)) = newValue[i];
            }
        }
    }
#pragma unroll
    for (int tile = 0; tile < kTiles; ++tile)
#pragma unroll
        for (int k = 0; k < 16; ++k)
            queries[tile][k] = Pages::query(queries[tile][k]);

    float maximum[kTiles][2], sum[kTiles][2];
    float output[kTiles][8][4] = {};
#pragma unroll
    for (int tile = 0; tile < kTiles; ++tile)
#pragma unroll
        for (int e = 0; e < 2; ++e) {
            maximum[tile][e] = -INFINITY;
            sum[tile][e] = 0.0f;
        }
    const std::uint32_t keyOffset = chunkOffset<kBytes>(lane % 16, lane / 16);
    const std::uint32_t valueOffset = kHeadBytes + chunkOffset<kBytes>(Pages::valueRow(lane), Pages::valueChunk(lane));

    for (int i = 0; i < mine; ++i) {
        // Takes the slot of page i - 1, which the whole warp has left: the barrier at the end of the round.
        request(i + kStages - 1);
        waitForCopies<kStages - 1>();
        __syncwarp();
        const std::uint32_t stage = ring + (i % kStages) * kStageBytes;
        if (kFresh && hasLast && i == mine - 1) {
            unsigned char* const keys = shared + (warp * kStages + i % kStages) * kStageBytes;
#pragma unroll
            for (int j = 0; j < 2; ++j) {
                const std::uint32_t at =
                    chunkOffset<kBytes>((context - 1) % kPageTokens, j * (kBytes / 32) + lane / kPairsPerChunk) +
                    static_cast<std::uint32_t>(lane % kPairsPerChunk) * static_cast<std::uint32_t>(sizeof(Pair));
                *reinterpret_cast<Pair*>(keys + at) = newKey[j];
                *reinterpret_cast<Pair*>(keys + kHeadBytes + at) = newValue[j];
            }
            __syncwarp();
        }

        float scores[kTiles][2][4] = {};  // two sums, of even and odd steps, to halve the chain of dependent products
#pragma unroll
        for (int load = 0; load < 8 / Pages::kProductsPerLoad; ++load) {
            std::uint32_t loaded[4];
            loadMatrices(loaded, stage + (keyOffset ^ (load * 32)));
#pragma unroll
            for (int i = 0; i < Pages::kProductsPerLoad; ++i) {
                const int k = load * Pages::kProductsPerLoad + i;
                std::uint32_t keys[4];
                Pages::keys(loaded, i, keys);
#pragma unroll
                for (int tile = 0; tile < kTiles; ++tile)
                    Pages::multiply(scores[tile][k % 2], keys, queries[tile][2 * k], queries[tile][2 * k + 1]);
            }
        }

        // Element e of a tile: token lane / 4 + 8 (e / 2), head 2 (lane % 4) + e % 2.
        const int firstRow = (begin + warp + i * kWarps) * kPageTokens + lane / 4;
        std::uint32_t probabilities[kTiles][2];
#pragma unroll
        for (int tile = 0; tile < kTiles; ++tile) {
            float s[4];
#pragma unroll
            for (int e = 0; e < 4; ++e)
                s[e] =
                    firstRow + 8 * (e / 2) < context ? (scores[tile][0][e] + scores[tile][1][e]) * p.scale : -INFINITY;
            float kept[2];
#pragma unroll
            for (int e = 0; e < 2; ++e) {
                float largest = fmaxf(s[e], s[e + 2]);
#pragma unroll
                for (int distance = 4; distance < 32; distance *= 2)
                    largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, distance));
                largest = fmaxf(largest, maximum[tile][e]);
                const float reference = subtrahend(largest);
                kept[e] = exp2Approximate(maximum[tile][e] - reference);
                maximum[tile][e] = largest;
                s[e] = exp2Approximate(s[e] - (reference - Pages::kProbabilityScale));
                s[e + 2] = exp2Approximate(s[e + 2] - (reference - Pages::kProbabilityScale));
                sum[tile][e] = fmaf(sum[tile][e], kept[e], s[e] + s[e + 2]);
            }
#pragma unroll
            for (int d = 0; d < 8; ++d)
#pragma unroll
                for (int e = 0; e < 4; ++e)
                    output[tile][d][e] *= kept[e % 2];
            probabilities[tile][0] = transposeMatrix(Pages::probabilities(s[0], s[1]));
            probabilities[tile][1] = transposeMatrix(Pages::probabilities(s[2], s[3]));
        }
#pragma unroll
        for (int load = 0; load < 8 / Pages::kProductsPerLoad; ++load) {
            std::uint32_t loaded[4];
            loadMatricesTransposed(loaded, stage + (valueOffset ^ (load * 32)));
#pragma unroll
            for (int i = 0; i < Pages::kProductsPerLoad; ++i) {
                const int d = load * Pages::kProductsPerLoad + i;
                std::uint32_t values[4];
                Pages::values(loaded, i, values);
#pragma unroll
                for (int tile = 0; tile < kTiles; ++tile)
                    Pages::multiply(output[tile][d], values, probabilities[tile][0], probabilities[tile][1]);
            }
        }
        __syncwarp();
    }
    waitForCopies<0>();
    __syncthreads();  // the ring becomes the place of the warps' results

    float* const warpOutputs = reinterpret_cast<float*>(shared);  // [kWarps, kTiles * 8, kHeadStride]
    float2* const warpStates =                                    // [kWarps, kTiles * 8]: maximum and sum
        reinterpret_cast<float2*>(warpOutputs + kWarps * kTiles * 8 * kHeadStride);
#pragma unroll
    for (int tile = 0; tile < kTiles; ++tile) {
        float* const to =
            warpOutputs + ((warp * kTiles + tile) * 8 + 2 * (lane % 4)) * kHeadStride + Pages::firstColumn(lane);
#pragma unroll
        for (int d = 0; d < 8; ++d)
#pragma unroll
            for (int e = 0; e < 4; ++e)
                to[(e % 2) * kHeadStride + Pages::column(d, e / 2)] = output[tile][d][e];
#pragma unroll
        for (int e = 0; e < 2; ++e) {
            float total = sum[tile][e];
#pragma unroll
            for (int distance = 4; distance < 32; distance *= 2)
                total += __shfl_xor_sync(0xffffffffu, total, distance);
            if (lane < 4) warpStates[(warp * kTiles + tile) * 8 + 2 * lane + e] = make_float2(maximum[tile][e], total);
        }
    }
    __syncthreads();

    // From here on a warp takes every fourth head, a lane four columns of it.
    Activation* const outHeads = static_cast<Activation*>(p.out) +
                                 (static_cast<std::int64_t>(firstToken) * p.kvHeads + kvHead) * p.group * kHeadDim +
                                 lane * 4;
    const std::int64_t pair = static_cast<std::int64_t>(sequence) * p.kvHeads + kvHead;
    const int partialFloats = p.group * (kHeadDim + 2);
    float* const partials = p.partials + pair * p.splits * partialFloats;
    for (int head = warp; head < p.group; head += kWarps) {
        float2 state[kWarps];
        float largest = -INFINITY;
#pragma unroll
        for (int w = 0; w < kWarps; ++w) {
            state[w] = warpStates[w * kTiles * 8 + head];
            largest = fmaxf(largest, state[w].x);
        }
        const float reference = subtrahend(largest);
        float total = 0.0f;
        float4 gathered = {};
#pragma unroll
        for (int w = 0; w < kWarps; ++w) {
            const float factor = exp2Approximate(state[w].x - reference);
            total = fmaf(factor, state[w].y, total);
            addScaled(gathered, factor,
                      *reinterpret_cast<const float4*>(warpOutputs + (w * kTiles * 8 + head) * kHeadStride + lane * 4));
        }
        if (usedSplits == 1) {
            storeOutput(outHeads + head * kHeadDim, gathered, total);
        } else {
            float* const mySplit = partials + static_cast<std::int64_t>(split) * partialFloats;
            // Only 8-byte aligned: an odd number of heads makes a partial result an odd multiple of 8 bytes.
            float2* const to = reinterpret_cast<float2*>(mySplit + head * kHeadDim + lane * 4);
            to[0] = make_float2(gathered.x, gathered.y);
            to[1] = make_float2(gathered.z, gathered.w);
            if (lane == 0) reinterpret_cast<float2*>(mySplit + p.group * kHeadDim)[head] = make_float2(largest, total);
        }
    }
    if (usedSplits == 1) return;

    __shared__ bool last;
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0) {
        last = atomicAdd(p.counters + pair, 1u) == static_cast<unsigned>(usedSplits - 1);
        if (last) p.counters[pair] = 0;  // for the next launch
        __threadfence();
    }
    __syncthreads();
    if (!last) return;

    for (int head = warp; head < p.group; head += kWarps) {
        // Lane s holds the state of split s.
        float2 state = make_float2(-INFINITY, 0.0f);
        if (lane < usedSplits)
            state = __ldcg(reinterpret_cast<const float2*>(partials + static_cast<std::int64_t>(lane) * partialFloats +
                                                           p.group * kHeadDim) +
                           head);
        float largest = state.x;
#pragma unroll
        for (int distance = 1; distance < 32; distance *= 2)
            largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, distance));
        const float factors = exp2Approximate(state.x - subtrahend(largest));
        const float totals = factors * state.y;
        float total = 0.0f;
        float4 gathered = {};
        const float2* from = reinterpret_cast<const float2*>(partials + head * kHeadDim + lane * 4);
#pragma unroll 8
        for (int s = 0; s < usedSplits; ++s) {
            const float2 left = __ldcg(from), right = __ldcg(from + 1);
            from += partialFloats / 2;
            total += __shfl_sync(0xffffffffu, totals, s);
            addScaled(gathered, __shfl_sync(0xffffffffu, factors, s), make_float4(left.x, left.y, right.x, right.y));
        }
        storeOutput(outHeads + head * kHeadDim, gathered, total);
    }
}

template <typename T, int kTiles, bool kFresh>
cudaError_t launchDecode(const DecodeParameters& parameters, int deepest, int count, cudaStream_t stream) {
    static_assert((kWarps * kTiles * 8 * (kHeadStride + 2)) * sizeof(float) <= kRingBytes<T>);
    return launch(
        &decode_attention_kernel<T, kTiles, kFresh>,
        dim3(static_cast<unsigned>(parameters.kvHeads), static_cast<unsigned>(count), static_cast<unsigned>(deepest)),
        dim3(kWarps * 32), kRingBytes<T>, stream, parameters);
}

template <typename T>
cudaError_t launchDecodeOf(const DecodeParameters& parameters, int deepest, int count, cudaStream_t stream) {
    const bool narrow = parameters.group <= 8, fresh = parameters.inverseFrequencies != nullptr;
    if (fresh)
        return narrow ? launchDecode<T, 1, true>(parameters, deepest, count, stream)
                      : launchDecode<T, 2, true>(parameters, deepest, count, stream);
    return narrow ? launchDecode<T, 1, false>(parameters, deepest, count, stream)
                  : launchDecode<T, 2, false>(parameters, deepest, count, stream);
}

/// Without inverse frequencies: queries are rotated, keys and values stored.
cudaError_t launchAnyDecode(const AttentionArgs& args, const float* inverseFrequencies, const int* sequenceIndices,
                            int count, void* scratch, cudaStream_t stream) {
    if (count == 0) return cudaSuccess;
    const int kvHeads = args.kv.kvHeads;
    if (count < 0 || kvHeads <= 0 || kvHeads > kCounters || args.heads <= 0 || args.heads % kvHeads != 0 ||
        args.heads / kvHeads > kMostGroup || !fastAttentionSupports(args))
        return cudaErrorInvalidValue;
    const std::int64_t pairs = static_cast<std::int64_t>(count) * kvHeads;
    const int deepest = decodeAttentionDepth(count, kvHeads, args.longestContext);
    // More sequences than there are counters for (or than a grid is deep) take several launches.
    const int most = std::min(kCounters / kvHeads, 65535);
    for (int first = 0; first < count; first += most) {
        DecodeParameters parameters{};
        parameters.qkv = args.qkv;
        parameters.out = args.out;
        parameters.kv = args.kv.data;
        parameters.sequences = args.sequences;
        parameters.pages = args.pages;
        parameters.sequenceIndices = sequenceIndices + first;
        parameters.counters = static_cast<unsigned*>(scratch);
        parameters.partials = reinterpret_cast<float*>(static_cast<unsigned*>(scratch) + kCounters);
        parameters.kvHeads = kvHeads;
        parameters.group = args.heads / kvHeads;
        parameters.splits = splitsFor(pairs);
        parameters.leastPages = leastPagesFor(pairs);
        parameters.scale = kScale;
        parameters.inverseFrequencies = inverseFrequencies;
        const int now = std::min(most, count - first);
        const cudaError_t result = withFastKvType(args.kv.element, [&](auto* element) {
            return launchDecodeOf<std::remove_pointer_t<decltype(element)>>(parameters, deepest, now, stream);
        });
        if (result != cudaSuccess) return result;
    }
    return cudaSuccess;
}

}  // namespace

bool fastAttentionSupports(const AttentionArgs& args) {
    const Element kept = args.kv.element;
    return args.kv.headDim == kHeadDim && args.element == kActivations &&
           (kept == kActivations || kept == Element::Float8);
}

int decodeAttentionDepth(int count, int kvHeads, int longestContext) {
    const std::int64_t pairs = static_cast<std::int64_t>(count) * kvHeads;
    const int splits = splitsFor(pairs), least = leastPagesFor(pairs);
    if (pairs * splits <= kBlocksWanted) return splits;
    const int pages = std::max(1, (longestContext + kPageTokens - 1) / kPageTokens);
    return std::min(splits, static_cast<int>(std::bit_ceil(static_cast<unsigned>((pages + least - 1) / least))));
}

std::size_t decodeAttentionScratchBytes(int sequences, int heads, int headDim) {
    // The smallest number of KV heads makes the most splits.
    const std::int64_t kvHeads = std::max(1, (heads + kMostGroup - 1) / kMostGroup);
    std::int64_t most = 0;
    for (std::int64_t count = 1; count <= sequences; ++count)
        most = std::max(most, count * splitsFor(count * kvHeads));
    return kCounters * sizeof(unsigned) + static_cast<std::size_t>(most * heads * (headDim + 2)) * sizeof(float);
}

cudaError_t launchDecodeAttention(const AttentionArgs& args, const int* sequenceIndices, int count, void* scratch,
                                  cudaStream_t stream) {
    return launchAnyDecode(args, nullptr, sequenceIndices, count, scratch, stream);
}

cudaError_t launchRopeStoreAndDecodeAttention(const AttentionArgs& args, const float* inverseFrequencies,
                                              const int* sequenceIndices, int count, void* scratch,
                                              cudaStream_t stream) {
    if (!inverseFrequencies) return cudaErrorInvalidValue;
    return launchAnyDecode(args, inverseFrequencies, sequenceIndices, count, scratch, stream);
}

}  // namespace mw::kernels
