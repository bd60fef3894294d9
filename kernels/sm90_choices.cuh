// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The kernels of sm90_grouped.cu around the products of experts: choices into the order of the experts, rows of tokens
// to their places, and the sums of what comes back from there.

#pragma once

#include <cstdint>

#include "sm90_grouped_job.cuh"
#include "sm90_split.cuh"
#include "vector.cuh"

namespace mw::kernels::choices {

using grouped::kMostExperts;

constexpr int kPlanWarps = 32;
constexpr int kPlanBatch = 8;  // loads in flight per thread
constexpr int kPermuteThreads = 256;
constexpr int kFewChoices = kSplitChoices;
constexpr int kCombineThreads = 128;

/// before [warps, experts], the choices of an expert in each warp, becomes those in the warps ahead of it; offsets are
/// the choices of all experts ahead. counts [kMostExperts], if given, are those of each. All threads of the block,
/// after a barrier.
template <int Warps>
__device__ __forceinline__ void countUp(int (&before)[Warps][kMostExperts], int (&totals)[kMostExperts],
                                        int (&offsets)[kMostExperts], int* counts) {
    const int thread = static_cast<int>(threadIdx.x);
    if (thread < kMostExperts) {
        int sum = 0;
        for (int warp = 0; warp < Warps; ++warp) {
            const int count = before[warp][thread];
            before[warp][thread] = sum;
            sum += count;
        }
        totals[thread] = sum;
        if (counts) counts[thread] = sum;
    }
    __syncthreads();
    if (thread < kMostExperts) {
        int sum = 0;
        for (int expert = 0; expert < thread; ++expert)
            sum += totals[expert];
        offsets[thread] = sum;
    }
    __syncthreads();
}

/// counts [kMostExperts]; places [choices]: where a choice is in the order of experts, then of tokens.
static __global__ void __launch_bounds__(kPlanWarps * 32)
    plan_kernel(const std::int32_t* topkIds, int choices, int* counts, int* places) {
    __shared__ int before[kPlanWarps][kMostExperts];  // choices of an expert: of this warp, then of those before it
    __shared__ int totals[kMostExperts], offsets[kMostExperts];
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const int rounds = (choices + kPlanWarps * 32 - 1) / (kPlanWarps * 32);
    const int first = warp * rounds * 32 + lane;
    for (int expert = lane; expert < kMostExperts; expert += 32)
        before[warp][expert] = 0;
    __syncwarp();
    waitForDependency();
    launchDependents();
    // Calls work(choice, its expert or -1, the lanes with the same, whether it is the first of them) round by round.
    const auto forAll = [&](const auto& work) {
        for (int round = 0; round < rounds; round += kPlanBatch) {
            int experts[kPlanBatch];
#pragma unroll
            for (int i = 0; i < kPlanBatch; ++i) {
                const int choice = first + (round + i) * 32;
                experts[i] = round + i < rounds && choice < choices ? topkIds[choice] : -1;
            }
#pragma unroll
            for (int i = 0; i < kPlanBatch; ++i) {
                const unsigned same = __match_any_sync(0xffffffffu, experts[i]);
                work(first + (round + i) * 32, experts[i], same, __ffs(static_cast<int>(same)) - 1 == lane);
                __syncwarp();
            }
        }
    };
    forAll([&](int, int expert, unsigned same, bool leads) {
        if (expert >= 0 && leads) before[warp][expert] += __popc(same);
    });
    __syncthreads();
    countUp(before, totals, offsets, counts);
    forAll([&](int choice, int expert, unsigned same, bool leads) {
        int place = 0;
        if (expert >= 0) place = offsets[expert] + before[warp][expert] + __popc(same & ((1u << lane) - 1));
        __syncwarp();  // all have read before the first of them counts on
        if (expert >= 0 && leads) before[warp][expert] += __popc(same);
        if (expert >= 0) places[choice] = place;
    });
}

/// permuted [places, quads] = x [tokens, quads]: each row goes to all places of its token. quads: of 16 bytes.
static __global__ void __launch_bounds__(kPermuteThreads)
    permute_kernel(const uint4* x, const int* places, int perToken, int quads, uint4* permuted) {
    waitForDependency();
    launchDependents();
    const std::int64_t token = blockIdx.x;
    for (int i = static_cast<int>(threadIdx.x); i < quads; i += 2 * kPermuteThreads) {
        const bool two = i + kPermuteThreads < quads;
        const uint4* const from = x + token * quads + i;
        const uint4 low = from[0], high = two ? from[kPermuteThreads] : uint4{};
        for (int choice = 0; choice < perToken; ++choice) {
            uint4* const to = permuted + static_cast<std::int64_t>(places[token * perToken + choice]) * quads + i;
            to[0] = low;
            if (two) to[kPermuteThreads] = high;
        }
    }
}

/// A token's row x [quads] goes to its `perToken` places `own` of permuted [places, quads]. All threads of a block of
/// kFewChoices; `first`: x[thread], if there is one.
__device__ __forceinline__ void permuteRow(const uint4* x, uint4 first, const int* own, int perToken, int quads,
                                           uint4* permuted) {
    const int thread = static_cast<int>(threadIdx.x);
    for (int i = thread; i < quads; i += kFewChoices) {
        const uint4 value = i == thread ? first : x[i];
        for (int choice = 0; choice < perToken; ++choice)
            permuted[static_cast<std::int64_t>(own[choice]) * quads + i] = value;
    }
}

/// A block of 32 columns, in float32.
__device__ __forceinline__ void floatsOf(const uint4 (&quads)[4], float (&values)[32]) {
#pragma unroll
    for (int i = 0; i < 4; ++i) {
        const std::uint32_t words[4] = {quads[i].x, quads[i].y, quads[i].z, quads[i].w};
#pragma unroll
        for (int j = 0; j < 4; ++j) {
            values[8 * i + 2 * j] = __uint_as_float(words[j] << 16);
            values[8 * i + 2 * j + 1] = __uint_as_float(words[j] & 0xffff0000u);
        }
    }
}

/// The same, split as sm90_split.cuh says, which gives scales [chunks, stride]; a thread has 32 columns. `first`:
/// x[4 * thread] and the next three, if there are such.
__device__ __forceinline__ void splitRow(const uint4* x, const uint4 (&first)[4], const int* own, int perToken,
                                         int quads, uint4* permuted, float* scales, int stride) {
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, blocks = quads / 4;
    for (int block = thread; block - lane < blocks; block += kFewChoices) {
        const bool isOne = block < blocks;
        uint4 read[4];
#pragma unroll
        for (int i = 0; i < 4; ++i)
            read[i] = block == thread ? first[i] : isOne ? x[4 * block + i] : uint4{};
        float values[32];
        floatsOf(read, values);
        std::uint32_t largest = 0;
#pragma unroll
        for (int i = 0; i < 32; ++i)
            largest = max(largest, __float_as_uint(values[i]) & 0x7fffffffu);
        largest = max(largest, __shfl_xor_sync(0xffffffffu, largest, 1));
        largest = max(largest, __shfl_xor_sync(0xffffffffu, largest, 2));
        if (!isOne) continue;
        const SplitScale scale(largest);
        std::uint32_t upper[8], lower[8];
#pragma unroll
        for (int word = 0; word < 8; ++word) {  // of columns c, c + 8, c + 1, c + 9: see placeInBlock()
            const int column = word % 2 * 16 + word / 2 * 2;
            std::uint32_t ofPair[2][2];
#pragma unroll
            for (int i = 0; i < 2; ++i)
                splitPair(values[column + i], values[column + 8 + i], scale.inverse, ofPair[0][i], ofPair[1][i]);
            upper[word] = ofPair[0][0] | ofPair[0][1] << 16;
            lower[word] = ofPair[1][0] | ofPair[1][1] << 16;
        }
        for (int choice = 0; choice < perToken; ++choice) {
            uint4* const to = permuted + static_cast<std::int64_t>(own[choice]) * quads + block * 2;
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                to[half] = make_uint4(upper[4 * half], upper[4 * half + 1], upper[4 * half + 2], upper[4 * half + 3]);
                to[quads / 2 + half] =
                    make_uint4(lower[4 * half], lower[4 * half + 1], lower[4 * half + 2], lower[4 * half + 3]);
            }
            if (block % 4 == 0) scales[static_cast<std::int64_t>(block / 4) * stride + own[choice]] = scale.scale;
        }
    }
}

/// plan_kernel() and permute_kernel() in one, for few choices: every block counts them all, one per thread. Splits: the
/// rows are split.
template <bool Splits>
static __global__ void __launch_bounds__(kFewChoices)
    plan_and_permute_kernel(const std::int32_t* topkIds, int choices, int* counts, int* places, const uint4* x,
                            int perToken, int quads, uint4* permuted, float* scales, int stride) {
    __shared__ int before[kFewChoices / 32]
                         [kMostExperts];  // choices of an expert: of this warp, then of those before it
    __shared__ int totals[kMostExperts], offsets[kMostExperts], own[kMostExperts];
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const int token = static_cast<int>(blockIdx.x);
    for (int i = thread; i < kFewChoices / 32 * kMostExperts; i += kFewChoices)
        before[i / kMostExperts][i % kMostExperts] = 0;
    launchDependents();
    __syncthreads();
    waitForDependency();
    const int expert = thread < choices ? topkIds[thread] : -1;
    constexpr int kAtOnce = Splits ? 4 : 1;
    const uint4* const row = x + static_cast<std::int64_t>(token) * quads;
    uint4 first[kAtOnce];
#pragma unroll
    for (int i = 0; i < kAtOnce; ++i)
        first[i] = thread * kAtOnce + i < quads ? row[thread * kAtOnce + i] : uint4{};
    const unsigned same = __match_any_sync(0xffffffffu, expert);
    const int rank = __popc(same & ((1u << lane) - 1));
    if (expert >= 0 && rank == 0) before[warp][expert] = __popc(same);
    __syncthreads();
    countUp(before, totals, offsets, token == 0 ? counts : nullptr);
    if (thread / perToken == token && expert >= 0) {
        const int place = offsets[expert] + before[warp][expert] + rank;
        own[thread % perToken] = place;
        places[thread] = place;
    }
    __syncthreads();
    if constexpr (Splits) {
        splitRow(row, first, own, perToken, quads, permuted, scales, stride);
    } else {
        permuteRow(row, first[0], own, perToken, quads, permuted);
    }
}

/// out [tokens, runs] = sum over a token's choices of share * rows [places, runs], in their order. runs: of 8 elements.
static __global__ void __launch_bounds__(kCombineThreads)
    combine_kernel(const __nv_bfloat16* rows, const int* places, const float* topkWeights, int perToken, int runs,
                   __nv_bfloat16* out) {
    launchDependents();
    waitForDependency();
    const std::int64_t token = blockIdx.x;
    const int column = static_cast<int>(blockIdx.y * kCombineThreads + threadIdx.x);
    if (column >= runs) return;
    float sums[8] = {};
#pragma unroll 2
    for (int choice = 0; choice < perToken; ++choice) {
        const float share = topkWeights[token * perToken + choice];
        Run<__nv_bfloat16, 8> run;
        float values[8];
        run.load(rows + (static_cast<std::int64_t>(places[token * perToken + choice]) * runs + column) * 8);
        run.get(values);
#pragma unroll
        for (int i = 0; i < 8; ++i)
            sums[i] = fmaf(share, values[i], sums[i]);
    }
    Run<__nv_bfloat16, 8> sum;
    sum.set(sums);
    sum.store(out + (token * runs + column) * 8);
}

}  // namespace mw::kernels::choices
