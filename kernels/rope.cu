// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Rotary position embedding (Su et al., "RoFormer", 2021; pairs i and i + headDim / 2) in place, and keys and values to
// their pages.
//
// Grid: (parts of a token's row, tokens). A unit of work is kVector pairs of a head: elements [v kVector, ...) of its
// first half and the same of its second half. Query and key heads are rotated, value heads only copied; each thread
// does one unit. A block computes the sines and cosines of its token once, into shared memory, while its elements are
// on their way.
//
// Bytes per token: (heads + 2 kvHeads) * headDim read, (heads + kvHeads) * headDim written in place, 2 kvHeads *
// headDim written to pages. FLOPs: 6 per pair, and some 40 for each sine and cosine.

#include <cstdint>
#include <type_traits>

#include "attention.cuh"
#include "rope.cuh"

namespace mw::kernels {
namespace {

constexpr int kThreads = 128;
constexpr int kMostHalf = 128;  // pairs of a head

struct RopeParameters {
    void* qkv;
    void* kv;
    const int* positions;
    const int* kvSlots;
    const float* inverseFrequencies;
    int tokens;
    int heads;
    int kvHeads;
    int headDim;
};

template <typename T, int kVector>
struct alignas(sizeof(T) * kVector) Vector {
    T element[kVector];
};

template <typename T, typename TKv, int kVector>
__global__ void __launch_bounds__(kThreads) rope_and_store_kv_kernel(const RopeParameters p) {
    __shared__ float2 rotations[kMostHalf];
    const int half = p.headDim / 2;
    const int parts = half / kVector;  // of a head
    const std::int64_t token = blockIdx.x;
    const int unit = static_cast<int>(blockIdx.y) * kThreads + static_cast<int>(threadIdx.x);
    const int head = unit / parts;  // queries, then keys, then values
    const int first = unit % parts * kVector;
    const bool busy = head < p.heads + 2 * p.kvHeads;
    waitForDependency();

    T* const low = static_cast<T*>(p.qkv) + (token * (p.heads + 2 * p.kvHeads) + head) * p.headDim + first;
    Vector<T, kVector> a{}, b{};
    if (busy) {
        a = *reinterpret_cast<const Vector<T, kVector>*>(low);
        b = *reinterpret_cast<const Vector<T, kVector>*>(low + half);
    }
    const int slot = p.kvSlots[token];
    const float position = static_cast<float>(p.positions[token]);
    for (int i = static_cast<int>(threadIdx.x); i < half; i += kThreads)
        rotations[i] = cosineAndSine(position * p.inverseFrequencies[i]);
    __syncthreads();
    launchDependents();
    if (!busy) return;

    Vector<TKv, kVector> storedA, storedB;
    if (head < p.heads + p.kvHeads) {
#pragma unroll
        for (int i = 0; i < kVector; ++i) {
            const float2 r = rotations[first + i];
            const float2 turned = rotated(toFloat(a.element[i]), toFloat(b.element[i]), r);
            a.element[i] = fromFloat<T>(turned.x);
            b.element[i] = fromFloat<T>(turned.y);
            storedA.element[i] = fromFloat<TKv>(turned.x);
            storedB.element[i] = fromFloat<TKv>(turned.y);
        }
        *reinterpret_cast<Vector<T, kVector>*>(low) = a;
        *reinterpret_cast<Vector<T, kVector>*>(low + half) = b;
    } else {
#pragma unroll
        for (int i = 0; i < kVector; ++i) {
            storedA.element[i] = fromFloat<TKv>(toFloat(a.element[i]));
            storedB.element[i] = fromFloat<TKv>(toFloat(b.element[i]));
        }
    }
    if (head < p.heads || slot < 0) return;
    // Of a page: the keys of all KV heads, then the values of all KV heads.
    const std::int64_t pageHead = static_cast<std::int64_t>(slot / kPageTokens) * 2 * p.kvHeads + (head - p.heads);
    TKv* const to = static_cast<TKv*>(p.kv) + (pageHead * kPageTokens + slot % kPageTokens) * p.headDim + first;
    *reinterpret_cast<Vector<TKv, kVector>*>(to) = storedA;
    *reinterpret_cast<Vector<TKv, kVector>*>(to + half) = storedB;
}

template <typename T, typename TKv, int kVector>
cudaError_t launchRope(const RopeParameters& parameters, cudaStream_t stream) {
    const std::int64_t units =
        static_cast<std::int64_t>(parameters.heads + 2 * parameters.kvHeads) * (parameters.headDim / 2 / kVector);
    const std::int64_t blocks = (units + kThreads - 1) / kThreads;
    if (blocks > 65535) return cudaErrorInvalidValue;
    return launch(&rope_and_store_kv_kernel<T, TKv, kVector>,
                  dim3(static_cast<unsigned>(parameters.tokens), static_cast<unsigned>(blocks)), dim3(kThreads), 0,
                  stream, parameters);
}

bool isAligned(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer) % 16 == 0;
}

}  // namespace

cudaError_t launchRopeAndStoreKv(const RopeAndStoreKvArgs& args, cudaStream_t stream) {
    if (args.tokens == 0) return cudaSuccess;
    if (args.tokens < 0 || args.heads < 0 || args.kv.kvHeads <= 0 || args.kv.headDim <= 0 || args.kv.headDim % 2 != 0 ||
        args.kv.headDim > 2 * kMostHalf)
        return cudaErrorInvalidValue;
    const RopeParameters parameters{args.qkv,    args.kv.data, args.positions,  args.kvSlots,   args.inverseFrequencies,
                                    args.tokens, args.heads,   args.kv.kvHeads, args.kv.headDim};
    if (args.element != kActivations) return cudaErrorInvalidValue;
    return withKvType(args.kv.element, [&](auto* kvElement) {
        using T = Activation;
        using TKv = std::remove_pointer_t<decltype(kvElement)>;
        if constexpr (std::is_same_v<T, TKv> || std::is_same_v<Float8, TKv>) {
            if (args.kv.headDim % 16 == 0 && isAligned(args.qkv) && isAligned(args.kv.data))
                return launchRope<T, TKv, 8>(parameters, stream);
        }
        return launchRope<T, TKv, 1>(parameters, stream);
    });
}

}  // namespace mw::kernels
