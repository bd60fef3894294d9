// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Around the products of experts that a library computes. expert_lists_kernel of mma_matmul.cu sorts the slots; then a
// block for each slot copies a row of x to its place, a thread makes 8 products of gate and up, and a thread adds up 8
// columns of a token. Bytes: per slot 4 rows of hidden, and 3 of feedForward; some 3 % of the time of the products.

#include "sorted_slots.h"

#include <algorithm>

#include "vector.cuh"

namespace mw::kernels {

namespace {

constexpr int kThreads = 128;

std::size_t roundedUp(std::size_t bytes) {
    return (bytes + 255) / 256 * 256;
}

std::size_t numberBytes(std::size_t slots, int experts) {
    return roundedUp((2 * static_cast<std::size_t>(experts) + 2 * slots) * sizeof(int));
}

unsigned blocksFor(int runs) {
    return static_cast<unsigned>((runs + kThreads - 1) / kThreads);
}

/// quads: of 16 bytes to a row.
__global__ void __launch_bounds__(kThreads)
    gather_slots_kernel(const uint4* __restrict__ x, const int* __restrict__ slots, int* places, uint4* rows,
                        int perToken, int quads) {
    waitForDependency();
    launchDependents();
    const std::int64_t place = blockIdx.x;
    const int slot = slots[place];
    if (threadIdx.x == 0) places[slot] = static_cast<int>(place);
    const uint4* const from = x + static_cast<std::int64_t>(slot / perToken) * quads;
    for (int i = threadIdx.x; i < quads; i += kThreads) {
        rows[place * quads + i] = from[i];
    }
}

/// runs: of 8 columns of feedForward.
__global__ void __launch_bounds__(kThreads)
    swiglu_kernel(const Activation* __restrict__ gateUp, Activation* products, int runs) {
    waitForDependency();
    launchDependents();
    const std::int64_t row = blockIdx.x;
    const int run = static_cast<int>(blockIdx.y * kThreads + threadIdx.x);
    if (run >= runs) return;
    Run<Activation, 8> gates, ups;
    float gate[8], up[8];
    gates.load(gateUp + (row * 2 * runs + run) * 8);
    ups.load(gateUp + (row * 2 * runs + runs + run) * 8);
    gates.get(gate);
    ups.get(up);
#pragma unroll
    for (int i = 0; i < 8; ++i) {
        up[i] *= gate[i] / (1 + __expf(-gate[i]));
    }
    ups.set(up);
    ups.store(products + (row * runs + run) * 8);
}

/// runs: of 8 columns of hidden.
__global__ void __launch_bounds__(kThreads)
    combine_slots_kernel(const Activation* __restrict__ rows, const int* __restrict__ places,
                         const float* __restrict__ topkWeights, int perToken, int runs, Activation* out) {
    waitForDependency();
    launchDependents();
    const std::int64_t token = blockIdx.x;
    const int run = static_cast<int>(blockIdx.y * kThreads + threadIdx.x);
    if (run >= runs) return;
    float sums[8] = {};
    for (int choice = 0; choice < perToken; ++choice) {
        const std::int64_t slot = token * perToken + choice;
        const float share = topkWeights[slot];
        Run<Activation, 8> part;
        float values[8];
        part.load(rows + (static_cast<std::int64_t>(places[slot]) * runs + run) * 8);
        part.get(values);
#pragma unroll
        for (int i = 0; i < 8; ++i) {
            sums[i] = fmaf(share, values[i], sums[i]);
        }
    }
    Run<Activation, 8> sum;
    sum.set(sums);
    sum.store(out + (token * runs + run) * 8);
}

}  // namespace

SortedSlots::SortedSlots(void* memory, const ExpertsArgs& args) {
    const auto count = static_cast<std::size_t>(args.tokens) * static_cast<std::size_t>(args.perToken);
    const std::size_t rowBytes = count * static_cast<std::size_t>(args.hidden) * sizeof(Activation);
    counts = static_cast<int*>(memory);
    offsets = counts + args.experts;
    slots = offsets + args.experts;
    places = slots + count;
    rows = static_cast<unsigned char*>(memory) + numberBytes(count, args.experts);
    gateUp = static_cast<unsigned char*>(rows) + rowBytes;
    gateUpRows = static_cast<int>(rowBytes / (2 * static_cast<std::size_t>(args.feedForward) * sizeof(Activation)));
}

std::size_t SortedSlots::bytes(int tokens, int perToken, int experts, int hidden) {
    const auto count = static_cast<std::size_t>(tokens) * static_cast<std::size_t>(perToken);
    return numberBytes(count, experts) + 2 * count * static_cast<std::size_t>(hidden) * sizeof(Activation);
}

bool sortedSlotsSupport(const ExpertsArgs& args) {
    const auto choices = static_cast<std::int64_t>(args.tokens) * args.perToken;
    return args.element == kActivations && args.gateUpElement == kActivations && args.downElement == kActivations &&
           args.hidden % 8 == 0 && args.feedForward % 8 == 0 && isAligned16(args.x) && isAligned16(args.products) &&
           isAligned16(args.out) && choices * args.hidden >= 2 * args.feedForward &&
           std::all_of(args.hostPlaces, args.hostPlaces + args.experts, [](const ExpertPlace& place) {
               return isAligned16(place.gateUpValues) && isAligned16(place.downValues);
           });
}

cudaError_t launchSortSlots(const ExpertsArgs& args, const SortedSlots& sorted, cudaStream_t stream) {
    const int choices = args.tokens * args.perToken;
    const cudaError_t error =
        launchExpertLists(args.topkIds, choices, args.experts, sorted.counts, sorted.offsets, sorted.slots, stream);
    if (error != cudaSuccess) return error;
    return launch(gather_slots_kernel, dim3(static_cast<unsigned>(choices)), kThreads, 0, stream,
                  static_cast<const uint4*>(args.x), sorted.slots, sorted.places, static_cast<uint4*>(sorted.rows),
                  args.perToken, args.hidden / 8);
}

cudaError_t launchSwiGlu(const void* gateUp, void* products, int rows, int feedForward, cudaStream_t stream) {
    const int runs = feedForward / 8;
    return launch(swiglu_kernel, dim3(static_cast<unsigned>(rows), blocksFor(runs)), kThreads, 0, stream,
                  static_cast<const Activation*>(gateUp), static_cast<Activation*>(products), runs);
}

cudaError_t launchCombineSlots(const ExpertsArgs& args, const SortedSlots& sorted, cudaStream_t stream) {
    const int runs = args.hidden / 8;
    return launch(combine_slots_kernel, dim3(static_cast<unsigned>(args.tokens), blocksFor(runs)), kThreads, 0, stream,
                  static_cast<const Activation*>(sorted.rows), sorted.places, args.topkWeights, args.perToken, runs,
                  static_cast<Activation*>(args.out));
}

}  // namespace mw::kernels
