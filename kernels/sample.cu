// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Drawing the next token. Two launches: sample_survey_kernel (grid.x = rows, grid.y = slices of 4096 logits) reads each
// logit once from memory and leaves per slice its largest and smallest logit after the penalties, whether all
// are finite, and the sum of exponentials for the log-probability; sample_draw_kernel (grid.x = rows, 1024 threads)
// merges the slices in their order, which is all that greedy rows need, and draws. What it then reads (128 KB for 32000
// tokens, some passes) comes from the L1 and L2 caches.

#include "sample.h"

#include <cfloat>

#include "philox.cuh"
#include "sample_row.cuh"
#include "vector.cuh"

namespace mw::kernels {

using namespace drawing;

namespace {

constexpr int kSurveyThreads = 512;
constexpr int kSliceLogits = kSurveyThreads * 8;

/// What a slice of a row says about it.
struct Slice {
    Wide best;       ///< rank of the most likely token after the penalties
    double sum;      ///< of exp(logit - largest), without penalty
    float largest;   ///< logit without penalties
    float smallest;  ///< logit after the penalties
    int finite;
};

__device__ __forceinline__ Wide largerOfWarp(Wide value) {
#pragma unroll
    for (int distance = 16; distance > 0; distance /= 2)
        value = max(value, __shfl_xor_sync(kAll, value, distance));
    return value;
}
__device__ __forceinline__ float largerOfWarp(float value) {
#pragma unroll
    for (int distance = 16; distance > 0; distance /= 2)
        value = fmaxf(value, __shfl_xor_sync(kAll, value, distance));
    return value;
}
__device__ __forceinline__ double sumOfWarp(double value) {
#pragma unroll
    for (int distance = 16; distance > 0; distance /= 2)
        value += __shfl_xor_sync(kAll, value, distance);
    return value;
}

__global__ void __launch_bounds__(kSurveyThreads)
    sample_survey_kernel(SampleArgs args, Slice* __restrict__ slices, bool wide) {
    constexpr int kWarps = kSurveyThreads / 32;
    __shared__ Wide bests[kWarps];
    __shared__ float largests[kWarps], smallests[kWarps];
    __shared__ double sums[kWarps];
    waitForDependency();
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const std::int64_t row = blockIdx.x;
    const float* logits = args.logits + row * args.vocabulary;
    const int first = static_cast<int>(blockIdx.y) * kSliceLogits;
    const Penalty penalty(args, args.options[row]);

    // 8 logits per thread stay in registers; beyond the vocabulary: -infinity, which adds nothing.
    float values[8];
    const auto idAt = [&](int i) {
        return wide ? first + (i / 4 * kSurveyThreads + thread) * 4 + i % 4 : first + i * kSurveyThreads + thread;
    };
    if (wide) {
#pragma unroll
        for (int part = 0; part < 2; ++part) {
            const int id = idAt(4 * part);
            const float4 run = id < args.vocabulary ? *reinterpret_cast<const float4*>(logits + id)
                                                    : make_float4(-INFINITY, -INFINITY, -INFINITY, -INFINITY);
            values[4 * part] = run.x, values[4 * part + 1] = run.y;
            values[4 * part + 2] = run.z, values[4 * part + 3] = run.w;
        }
    } else {
#pragma unroll
        for (int i = 0; i < 8; ++i)
            values[i] = idAt(i) < args.vocabulary ? logits[idAt(i)] : -INFINITY;
    }
    bool finite = true;
    Wide best = 0;
    float largest = -INFINITY, smallest = INFINITY;
#pragma unroll
    for (int i = 0; i < 8; ++i) {
        if (idAt(i) >= args.vocabulary) continue;
        finite &= isfinite(values[i]);
        largest = fmaxf(largest, values[i]);
        const float changed = penalty(values[i], idAt(i));
        smallest = fminf(smallest, changed);
        best = max(best, rankOf(changed, idAt(i)));
    }
    best = largerOfWarp(best);
    largest = largerOfWarp(largest);
    smallest = -largerOfWarp(-smallest);
    if (lane == 0) bests[warp] = best, largests[warp] = largest, smallests[warp] = smallest;
    const bool allFinite = __syncthreads_and(finite);
    largest = largests[0];
#pragma unroll
    for (int i = 1; i < kWarps; ++i)
        largest = fmaxf(largest, largests[i]);
    float sum = 0;
#pragma unroll
    for (int i = 0; i < 8; ++i)
        sum += expf(values[i] - largest);
    const double warpSum = sumOfWarp(static_cast<double>(sum));
    if (lane == 0) sums[warp] = warpSum;
    __syncthreads();
    if (thread != 0) return;
    Slice slice{0, 0, largest, INFINITY, allFinite};
    for (int i = 0; i < kWarps; ++i) {
        slice.best = max(slice.best, bests[i]);
        slice.smallest = fminf(slice.smallest, smallests[i]);
        slice.sum += sums[i];
    }
    slices[row * gridDim.y + blockIdx.y] = slice;
}

/// What the slices say about the whole row.
struct Whole {
    Wide best;
    double normaliser;  ///< log of the sum of exp(logit), without penalty
    float smallest;
    int finite;
};

/// One warp.
__device__ Whole mergeSlices(const Slice* slices, int count) {
    const int lane = static_cast<int>(threadIdx.x % 32);
    Wide best = 0;
    float largest = -INFINITY, smallest = INFINITY;
    bool finite = true;
    for (int i = lane; i < count; i += 32) {
        best = max(best, slices[i].best);
        largest = fmaxf(largest, slices[i].largest);
        smallest = fminf(smallest, slices[i].smallest);
        finite &= slices[i].finite != 0;
    }
    best = largerOfWarp(best);
    largest = largerOfWarp(largest);
    smallest = -largerOfWarp(-smallest);
    double sum = 0;
    for (int i = lane; i < count; i += 32)
        sum += slices[i].sum * exp(static_cast<double>(slices[i].largest) - static_cast<double>(largest));
    sum = sumOfWarp(sum);
    return {best, static_cast<double>(largest) + log(sum), smallest, __all_sync(kAll, finite)};
}

__global__ void __launch_bounds__(kThreads)
    sample_draw_kernel(SampleArgs args, const Slice* __restrict__ slices, int sliceCount, bool wide) {
    __shared__ Row::Shared shared;
    __shared__ Whole whole;
    __shared__ SampleResult result;
    waitForDependency();
    launchDependents();
    const int thread = static_cast<int>(threadIdx.x);
    const std::int64_t at = blockIdx.x;
    const float* logits = args.logits + at * args.vocabulary;
    const SampleRow& options = args.options[at];
    if (thread < 32) {
        const Whole merged = mergeSlices(slices + at * sliceCount, sliceCount);
        if (thread == 0) whole = merged;
    }
    if (thread < static_cast<int>(sizeof(SampleResult) / 4)) reinterpret_cast<int*>(&result)[thread] = 0;
    __syncthreads();

    if (whole.finite) {
        const Penalty penalty(args, options);
        const auto logProbability = [&](int token) {
            return static_cast<float>(static_cast<double>(logits[token]) - whole.normaliser);
        };
        int token = idOf(whole.best);
        int listed = 0;
        if (options.temperature > 0 && options.topK != 1) {
            const float inverse = fminf(1.0f / options.temperature, FLT_MAX);
            Row row(shared, logits, args.vocabulary, wide, penalty, whole.best, whole.smallest, inverse);
            const uint4 random = philox(make_uint4(static_cast<std::uint32_t>(options.position),
                                                   static_cast<std::uint32_t>(options.position >> 32), 0, 0),
                                        options.seed);
            const Wide bits = static_cast<Wide>(random.x) << 21 ^ random.y >> 11;
            token = row.draw(options, static_cast<double>(bits) * 0x1p-53);
            if (!penalty.used) listed = row.listedFirst;
        }
        const int alternatives = min(min(options.logProbabilities, kMostAlternatives), args.vocabulary);
        Wide previous = ~Wide{0};
        for (int i = 0; i < alternatives; ++i) {
            if (alternatives <= listed) {  // the sorted list is that of the model itself
                previous = shared.list[i];
            } else {
                Wide best = 0;
                for (int id = thread; id < args.vocabulary; id += kThreads)
                    if (const Wide rank = rankOf(logits[id], id); rank < previous) best = max(best, rank);
                best = largerOfWarp(best);
                __syncthreads();
                if (thread % 32 == 0) shared.warpSums[thread / 32] = best;
                __syncthreads();
                previous = largerOfWarp(shared.warpSums[thread % 32]);
            }
            if (thread == 0) {
                result.alternativeTokens[i] = idOf(previous);
                result.alternativeLogProbabilities[i] = logProbability(idOf(previous));
            }
        }
        if (thread == 0) {
            result.token = token;
            result.finite = 1;
            result.logProbability = logProbability(token);
            result.alternatives = max(alternatives, 0);
        }
    }
    __syncthreads();
    if (thread < static_cast<int>(sizeof(SampleResult) / 4))
        reinterpret_cast<int*>(args.results + at)[thread] = reinterpret_cast<const int*>(&result)[thread];
    if (thread == 0) args.drawn[at] = result.token;
}

int slicesOf(int vocabulary) {
    return (vocabulary + kSliceLogits - 1) / kSliceLogits;
}

}  // namespace

std::size_t sampleScratchBytes(int rows, int vocabulary) {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(slicesOf(vocabulary)) * sizeof(Slice);
}

cudaError_t launchSample(const SampleArgs& args, cudaStream_t stream) {
    static_assert(sizeof(SampleResult) % 4 == 0 && sizeof(SampleResult) / 4 <= kThreads);
    if (args.rows <= 0) return cudaSuccess;
    const int slices = slicesOf(args.vocabulary);
    if (args.vocabulary <= 0 || slices > 65535) return cudaErrorInvalidValue;
    const bool wide = args.vocabulary % 4 == 0 && isAligned16(args.logits);
    const auto rows = static_cast<unsigned>(args.rows);
    const cudaError_t error = launch(sample_survey_kernel, dim3(rows, static_cast<unsigned>(slices)), kSurveyThreads, 0,
                                     stream, args, static_cast<Slice*>(args.scratch), wide);
    if (error != cudaSuccess) return error;
    return launch(sample_draw_kernel, dim3(rows), kThreads, 0, stream, args, static_cast<const Slice*>(args.scratch),
                  slices, wide);
}

}  // namespace mw::kernels
