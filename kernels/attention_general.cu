// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Causal attention of any even headDim up to 256 and any mixture of elements, in float32, on the ordinary cores.
//
// Grid: (parts of a sequence's tokens times heads, sequences). A warp takes one query of one head and walks over its
// context 32 tokens at a time with a running maximum and sum (Milakov and Gimelshein, 2018). For the scores, a lane
// takes a token and reads its whole key; for the output, a lane takes pairs of columns and reads them of all 32 tokens.
//
// Bytes: keys and values of the context, 2 * headDim elements per token of it, for each query and head anew (mostly
// from the caches); FLOPs: 4 * headDim per token of context, query and head.

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "attention.cuh"

namespace mw::kernels {
namespace {

constexpr int kWarps = 4;
constexpr int kMostHeadDim = 256;
constexpr int kMostPairs = kMostHeadDim / 64;  // of columns, per lane

struct GeneralParameters {
    const void* qkv;
    void* out;
    const void* kv;
    const SequenceView* sequences;
    const int* pages;
    int sequenceCount;
    int fewestTokens, mostTokens;
    int heads;
    int kvHeads;
    int headDim;
    float scale;  // of scores, to base 2
};

template <typename T>
struct alignas(2 * sizeof(T)) Pair {
    T low, high;
};

template <typename T, typename TKv>
__device__ __forceinline__ void attendOneQuery(const GeneralParameters& p, const SequenceView& view, int token,
                                               int head, float* query) {
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int kvHead = head / (p.heads / p.kvHeads);
    const std::int64_t row = static_cast<std::int64_t>(view.firstToken) + token;
    const T* const from = static_cast<const T*>(p.qkv) + (row * (p.heads + 2 * p.kvHeads) + head) * p.headDim;
    __syncwarp();  // the warp's query before has been used
    for (int d = lane; d < p.headDim; d += 32)
        query[d] = toFloat(from[d]);
    __syncwarp();

    const int context = view.firstPosition + token + 1;
    const int* const pageTable = p.pages + view.firstPage;
    const std::int64_t pageHead = static_cast<std::int64_t>(kPageTokens) * p.headDim;
    float maximum = -INFINITY, sum = 0.0f;
    float output[kMostPairs][2] = {};
    for (int begin = 0; begin < context; begin += 32) {
        const int position = begin + lane;
        const int count = min(32, context - begin);
        // Element of the lane's key; a lane beyond the context keeps any valid place.
        std::int64_t place = 0;
        float score = -INFINITY;
        if (lane < count) {
            place = static_cast<std::int64_t>(pageTable[position / kPageTokens]) * 2 * p.kvHeads * pageHead +
                    kvHead * pageHead + (position % kPageTokens) * p.headDim;
            const Pair<TKv>* const key = reinterpret_cast<const Pair<TKv>*>(static_cast<const TKv*>(p.kv) + place);
            float dot = 0.0f;
#pragma unroll 4
            for (int d = 0; d < p.headDim / 2; ++d) {
                const Pair<TKv> pair = key[d];
                dot = fmaf(query[2 * d], toFloat(pair.low), dot);
                dot = fmaf(query[2 * d + 1], toFloat(pair.high), dot);
            }
            score = dot * p.scale;
        }
        float largest = score;
#pragma unroll
        for (int distance = 16; distance > 0; distance /= 2)
            largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, distance));
        largest = fmaxf(largest, maximum);
        const float reference = subtrahend(largest);
        const float kept = exp2f(maximum - reference);
        maximum = largest;
        const float share = exp2f(score - reference);
        float total = share;
#pragma unroll
        for (int distance = 16; distance > 0; distance /= 2)
            total += __shfl_xor_sync(0xffffffffu, total, distance);
        sum = fmaf(sum, kept, total);
#pragma unroll
        for (int j = 0; j < kMostPairs; ++j) {
            output[j][0] *= kept;
            output[j][1] *= kept;
        }
        const std::int64_t toValues = p.kvHeads * pageHead;
        for (int i = 0; i < count; ++i) {
            const float factor = __shfl_sync(0xffffffffu, share, i);
            const TKv* const value =
                static_cast<const TKv*>(p.kv) + __shfl_sync(0xffffffffu, static_cast<long long>(place), i) + toValues;
#pragma unroll
            for (int j = 0; j < kMostPairs; ++j) {
                const int d = 2 * lane + 64 * j;
                if (d < p.headDim) {
                    const Pair<TKv> pair = *reinterpret_cast<const Pair<TKv>*>(value + d);
                    output[j][0] = fmaf(factor, toFloat(pair.low), output[j][0]);
                    output[j][1] = fmaf(factor, toFloat(pair.high), output[j][1]);
                }
            }
        }
    }
    T* const to = static_cast<T*>(p.out) + (row * p.heads + head) * p.headDim;
#pragma unroll
    for (int j = 0; j < kMostPairs; ++j) {
        const int d = 2 * lane + 64 * j;
        if (d < p.headDim) {
            Pair<T> pair;
            pair.low = fromFloat<T>(output[j][0] / sum);
            pair.high = fromFloat<T>(output[j][1] / sum);
            *reinterpret_cast<Pair<T>*>(to + d) = pair;
        }
    }
}

template <typename T, typename TKv>
__global__ void __launch_bounds__(kWarps * 32) general_attention_kernel(const GeneralParameters p) {
    __shared__ float queries[kWarps][kMostHeadDim];
    const int warp = static_cast<int>(threadIdx.x) / 32;
    waitForDependency();
    launchDependents();
    const std::int64_t task = static_cast<std::int64_t>(blockIdx.x) * kWarps + warp;
    const std::int64_t token = task / p.heads;
    const int head = static_cast<int>(task % p.heads);
    for (int sequence = static_cast<int>(blockIdx.y); sequence < p.sequenceCount;
         sequence += static_cast<int>(gridDim.y)) {
        const SequenceView view = p.sequences[sequence];
        if (view.tokens < p.fewestTokens || view.tokens > p.mostTokens) continue;
        if (token < view.tokens) attendOneQuery<T, TKv>(p, view, static_cast<int>(token), head, queries[warp]);
    }
}

}  // namespace

cudaError_t launchGeneralAttention(const AttentionArgs& args, int sequenceCount, int fewestTokens, int mostTokens,
                                   cudaStream_t stream) {
    if (sequenceCount == 0 || mostTokens == 0) return cudaSuccess;
    const PagedKv& kv = args.kv;
    if (sequenceCount < 0 || mostTokens < 0 || args.heads <= 0 || kv.kvHeads <= 0 || args.heads % kv.kvHeads != 0 ||
        kv.headDim <= 0 || kv.headDim % 2 != 0 || kv.headDim > kMostHeadDim)
        return cudaErrorInvalidValue;
    GeneralParameters parameters{};
    parameters.qkv = args.qkv;
    parameters.out = args.out;
    parameters.kv = kv.data;
    parameters.sequences = args.sequences;
    parameters.pages = args.pages;
    parameters.sequenceCount = sequenceCount;
    parameters.fewestTokens = fewestTokens;
    parameters.mostTokens = mostTokens;
    parameters.heads = args.heads;
    parameters.kvHeads = kv.kvHeads;
    parameters.headDim = kv.headDim;
    parameters.scale = kLog2e / std::sqrt(static_cast<float>(kv.headDim));
    const std::int64_t blocks = (static_cast<std::int64_t>(mostTokens) * args.heads + kWarps - 1) / kWarps;
    if (blocks > 0x7fffffff) return cudaErrorInvalidValue;
    const dim3 grid(static_cast<unsigned>(blocks), static_cast<unsigned>(std::min(sequenceCount, 65535)));
    if (args.element != kActivations) return cudaErrorInvalidValue;
    return withKvType(kv.element, [&](auto* kvElement) {
        using TKv = std::remove_pointer_t<decltype(kvElement)>;
        return launch(&general_attention_kernel<Activation, TKv>, grid, dim3(kWarps * 32), 0, stream, parameters);
    });
}

}  // namespace mw::kernels
