// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Which experts a token goes to. A block takes one token (few tokens: latency counts) or four (many: the router, 128 KB
// for 8 experts of 4096 float32, comes from the L2 cache once per block); grid.x = groups of tokens. Threads walk the
// columns, 8 at a time where that divides, and sum the logits of 8 or 4 experts side by side; a warp per token then
// picks the largest. Reads tokens * hidden elements and the router once per block, 2 * experts * hidden FLOP per token.
// The first part of the router is on its way before the kernel before this one has ended. A token's sums are in the
// same order in both cases.

#include <type_traits>

#include "choose.cuh"
#include "common.cuh"
#include "matmul.h"
#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 512;

/// Experts whose logits a thread sums at once, as many as there are registers for.
template <int Tokens>
inline constexpr int kSideBySide = Tokens == 1 ? 8 : 4;

template <typename T, typename R, int Width, int Tokens>
__global__ void __launch_bounds__(kThreads) route_kernel(RouteArgs args) {
    constexpr int kExperts = kSideBySide<Tokens>;
    __shared__ float partial[Tokens][kExperts][kThreads / 32];
    __shared__ float logits[Tokens][kMostExperts];
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const std::int64_t firstToken = static_cast<std::int64_t>(blockIdx.x) * Tokens;
    const auto* router = static_cast<const R*>(args.router);
    const auto* x = static_cast<const T*>(args.x) + firstToken * args.hidden;
    const int tokens = static_cast<int>(min(static_cast<std::int64_t>(Tokens), args.tokens - firstToken));

    for (int first = 0; first < args.experts; first += kExperts) {
        float sums[Tokens][kExperts] = {};
        for (int i = thread * Width; i < args.hidden; i += kThreads * Width) {
            Run<R, Width> weights[kExperts];
#pragma unroll
            for (int expert = 0; expert < kExperts; ++expert)  // past the last one: that again, unused
                loadEarly(weights[expert],
                          router + static_cast<std::int64_t>(min(first + expert, args.experts - 1)) * args.hidden + i);
            waitForDependency();  // only the first time there is something to wait for
#pragma unroll
            for (int token = 0; token < Tokens; ++token) {
                if (token >= tokens) break;
                Run<T, Width> run;
                float values[Width];
                run.load(x + static_cast<std::int64_t>(token) * args.hidden + i);
                run.get(values);
#pragma unroll
                for (int expert = 0; expert < kExperts; ++expert) {
                    float factors[Width];
                    weights[expert].get(factors);
#pragma unroll
                    for (int j = 0; j < Width; ++j)
                        sums[token][expert] = fmaf(values[j], factors[j], sums[token][expert]);
                }
            }
        }
#pragma unroll
        for (int token = 0; token < Tokens; ++token)
#pragma unroll
            for (int expert = 0; expert < kExperts; ++expert) {
                const float sum = sumOfWarp(sums[token][expert]);
                if (lane == 0) partial[token][expert][warp] = sum;
            }
        __syncthreads();
        if (thread < Tokens * kExperts) {
            const int token = thread / kExperts, expert = thread % kExperts;
            float sum = 0;
#pragma unroll
            for (int i = 0; i < kThreads / 32; ++i)
                sum += partial[token][expert][i];
            if (first + expert < args.experts) logits[token][first + expert] = sum;
        }
        __syncthreads();
    }
    waitForDependency();  // threads without a column have not waited yet
    if (warp < tokens)
        choose(logits[warp], args.experts, args.perToken, args.topkIds + (firstToken + warp) * args.perToken,
               args.topkWeights + (firstToken + warp) * args.perToken);
}

template <typename T, typename R>
cudaError_t launchTyped(const RouteArgs& args, cudaStream_t stream) {
    const auto blocks = [&](int perBlock) {
        return dim3(static_cast<unsigned>((args.tokens + perBlock - 1) / perBlock));
    };
    const bool wide = args.hidden % 8 == 0 && isAligned16(args.x) && isAligned16(args.router);
    if (!wide) return launch(route_kernel<T, R, 1, 1>, blocks(1), kThreads, 0, stream, args);
    if (args.tokens <= 128) return launch(route_kernel<T, R, 8, 1>, blocks(1), kThreads, 0, stream, args);
    return launch(route_kernel<T, R, 8, 4>, blocks(4), kThreads, 0, stream, args);
}

}  // namespace

cudaError_t launchRoute(const RouteArgs& args, cudaStream_t stream) {
    if (args.tokens <= 0 || args.perToken <= 0) return cudaSuccess;
    if (args.experts > kMostExperts || args.perToken > args.experts) return cudaErrorInvalidValue;
    if (args.element != kActivations) return cudaErrorInvalidValue;
    return withType(args.routerElement, [&](auto* routerType) {
        return launchTyped<Activation, std::remove_pointer_t<decltype(routerType)>>(args, stream);
    });
}

}  // namespace mw::kernels
