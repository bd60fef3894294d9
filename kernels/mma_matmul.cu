// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Matrices and experts on the tensor cores with mma.sync and cp.async: what every GPU from sm_80 on can do. Up to 16
// rows the kernels of mma_few_rows.cuh stream the weights; more rows go through the tiles of mma_tiles.cuh, of a size
// that gives the device enough blocks. Experts of more than 16 tokens take four launches: expert_lists_kernel (grid.x =
// experts) sorts the slots (token, choice) by expert, two products, and combine_experts_kernel (grid.x = tokens) adds a
// token's choices in their order; the outputs of the slots stand in scratch as float32 meanwhile. Weights: columns * k
// * 2 bytes (of each chosen expert), 2 * rows * columns * k FLOP.

#include <algorithm>

#include "matmul.h"
#include "mma_launches.cuh"

namespace mw::kernels {

const MmaLaunches kMmaBFloat16 = MmaLauncher<Element::BFloat16>::kLaunches;

namespace {

constexpr int kMostPerToken = 8;
constexpr int kListThreads = 256;
constexpr int kCombineThreads = 256;

const MmaLaunches& launchesOf(Element element) {
    switch (element) {
        case Element::Float8:
            return kMmaFloat8;
        case Element::Int8:
        case Element::Int8Group32:
            return kMmaInt8;
        case Element::Int4:
        case Element::Int4Group32:
            return kMmaInt4;
        case Element::Q4_K:
            return kMmaQ4K;
        case Element::Q5_K:
            return kMmaQ5K;
        case Element::Q6_K:
            return kMmaQ6K;
        case Element::Int4Zero:
            return kMmaInt4Zero;
        case Element::Int4ZeroGroup32:
            return kMmaInt4ZeroGroup32;
        case Element::Q4_1:
            return kMmaQ4_1;
        case Element::Q5_1:
            return kMmaQ5_1;
        default:
            return kMmaBFloat16;
    }
}

/// Whether a matrix of so many columns can be taken, beside bf16 activations.
bool suits(Element element, int columns) {
    return columns > 0 &&
           (element == Element::BFloat16 ? columns % 64 == 0 : isCoded(element) && columns % kCodedMultiple == 0);
}

__device__ __forceinline__ int sumOfWarp(int value) {
    return __reduce_add_sync(0xffffffffu, value);
}

__global__ void __launch_bounds__(kListThreads)
    expert_lists_kernel(const std::int32_t* __restrict__ topkIds, int slots, ExpertLists lists) {
    __shared__ int lower, own, warpCounts[kListThreads / 32];
    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const int expert = static_cast<int>(blockIdx.x);
    if (thread == 0) lower = own = 0;
    waitForDependency();
    launchDependents();
    __syncthreads();
    int below = 0, equal = 0;
    for (int slot = thread; slot < slots; slot += kListThreads) {
        below += topkIds[slot] < expert;
        equal += topkIds[slot] == expert;
    }
    below = sumOfWarp(below);
    equal = sumOfWarp(equal);
    if (lane == 0) {
        atomicAdd(&lower, below);
        atomicAdd(&own, equal);
    }
    __syncthreads();
    if (thread == 0) {
        lists.counts[expert] = own;
        lists.offsets[expert] = lower;
    }
    int next = lower;
    for (int first = 0; first < slots; first += kListThreads) {
        const int slot = first + thread;
        const bool hit = slot < slots && topkIds[slot] == expert;
        const unsigned hits = __ballot_sync(0xffffffffu, hit);
        if (lane == 0) warpCounts[warp] = __popc(hits);
        __syncthreads();
        int before = next;
        for (int i = 0; i < kListThreads / 32; ++i) {
            if (i < warp) before += warpCounts[i];
            next += warpCounts[i];
        }
        if (hit) lists.slots[before + __popc(hits & ((1u << lane) - 1))] = slot;
        __syncthreads();
    }
}

/// out [token] = sum over choices of share * (sum over parts of k).
__global__ void __launch_bounds__(kCombineThreads)
    combine_experts_kernel(const float* __restrict__ slotOuts, int parts, const float* __restrict__ topkWeights,
                           Activation* __restrict__ out, int perToken, int hidden) {
    waitForDependency();
    launchDependents();
    const std::int64_t token = blockIdx.x;
    const std::int64_t partStride = static_cast<std::int64_t>(gridDim.x) * perToken * hidden;
    for (int column = static_cast<int>(threadIdx.x) * 4; column < hidden; column += kCombineThreads * 4) {
        float4 total = make_float4(0, 0, 0, 0);
        for (int choice = 0; choice < perToken; ++choice) {
            const std::int64_t slot = token * perToken + choice;
            const float share = topkWeights[slot];
            float4 sum = make_float4(0, 0, 0, 0);
            for (int part = 0; part < parts; ++part) {
                const float4 run =
                    *reinterpret_cast<const float4*>(slotOuts + part * partStride + slot * hidden + column);
                sum.x += run.x, sum.y += run.y, sum.z += run.z, sum.w += run.w;
            }
            total.x = fmaf(share, sum.x, total.x);
            total.y = fmaf(share, sum.y, total.y);
            total.z = fmaf(share, sum.z, total.z);
            total.w = fmaf(share, sum.w, total.w);
        }
        const Activation* type = nullptr;
        *reinterpret_cast<uint2*>(out + token * hidden + column) =
            make_uint2(pack2(total.x, total.y, type), pack2(total.z, total.w, type));
    }
}

/// Parts of k for the last product of the experts, so that few tokens still occupy the device.
int partsOf(int tokens) {
    return tokens <= 64 ? 4 : 1;
}

std::size_t roundedUp(std::size_t bytes) {
    return (bytes + 255) / 256 * 256;
}

std::size_t listBytes(int tokens, int perToken, int experts) {
    return roundedUp((2 * static_cast<std::size_t>(experts) +
                      static_cast<std::size_t>(tokens) * static_cast<std::size_t>(perToken)) *
                     sizeof(int));
}

}  // namespace

bool mmaSupports(const LinearArgs& args) {
    return args.xElement == Element::BFloat16 && args.outElement != Element::Float16 &&
           suits(args.weightElement, args.k) && isAligned16(args.x) && isAligned16(args.weight) &&
           isAligned16(args.scales) && isAligned16(args.superScales);
}

bool mmaSupports(const ExpertsArgs& args) {
    const auto aligned = [](const ExpertPlace& place) {
        return isAligned16(place.gateUpValues) && isAligned16(place.downValues) && isAligned16(place.gateUpScales) &&
               isAligned16(place.downScales) && isAligned16(place.gateUpSuperScales) &&
               isAligned16(place.downSuperScales);
    };
    return args.element == Element::BFloat16 && suits(args.gateUpElement, args.hidden) &&
           suits(args.downElement, args.feedForward) && args.experts > 0 && args.experts <= kMostMmaExperts &&
           args.perToken > 0 && args.perToken <= kMostPerToken && isAligned16(args.x) && isAligned16(args.products) &&
           isAligned16(args.out) && std::all_of(args.hostPlaces, args.hostPlaces + args.experts, aligned);
}

cudaError_t launchMmaLinear(const LinearArgs& args, cudaStream_t stream) {
    return launchesOf(args.weightElement).linear(args, stream);
}

std::size_t mmaExpertsScratchBytes(int tokens, int perToken, int experts, int hidden) {
    // A step of fewer tokens may have more parts, so this grows with `tokens` in any case.
    const auto slots = [&](int count) { return static_cast<std::size_t>(count) * static_cast<std::size_t>(perToken); };
    const std::size_t outputs = std::max(slots(tokens) * static_cast<std::size_t>(partsOf(tokens)),
                                         slots(std::min(tokens, 64)) * static_cast<std::size_t>(partsOf(1)));
    return listBytes(tokens, perToken, experts) + outputs * static_cast<std::size_t>(hidden) * sizeof(float);
}

cudaError_t launchExpertLists(const std::int32_t* topkIds, int slots, int experts, int* counts, int* offsets,
                              int* sorted, cudaStream_t stream) {
    return launch(expert_lists_kernel, dim3(static_cast<unsigned>(experts)), kListThreads, 0, stream, topkIds, slots,
                  ExpertLists{counts, offsets, sorted});
}

cudaError_t launchMmaDown(const ExpertsArgs& args, cudaStream_t stream) {
    if (args.tokens > kFewRows) return cudaErrorInvalidValue;
    return launchesOf(args.downElement)
        .fewDown({.x = args.products,
                  .places = args.places,
                  .out = args.out,
                  .topkIds = args.topkIds,
                  .topkWeights = args.topkWeights,
                  .rows = args.tokens,
                  .columns = args.hidden,
                  .k = args.feedForward,
                  .perToken = args.perToken,
                  .experts = args.experts,
                  .group = groupOf(args.downElement)},
                 stream);
}

cudaError_t launchMmaExperts(const ExpertsArgs& args, void* scratch, cudaStream_t stream) {
    if (args.tokens <= 0) return cudaSuccess;
    const MmaLaunches &gateUpLaunches = launchesOf(args.gateUpElement), &downLaunches = launchesOf(args.downElement);
    const int group = groupOf(args.gateUpElement);
    if (args.tokens <= kFewRows) {
        const cudaError_t error = gateUpLaunches.fewGateUp({.x = args.x,
                                                            .places = args.places,
                                                            .out = args.products,
                                                            .topkIds = args.topkIds,
                                                            .topkWeights = args.topkWeights,
                                                            .rows = args.tokens,
                                                            .columns = args.feedForward,
                                                            .k = args.hidden,
                                                            .perToken = args.perToken,
                                                            .experts = args.experts,
                                                            .group = group},
                                                           stream);
        return error != cudaSuccess ? error : launchMmaDown(args, stream);
    }
    const int slots = args.tokens * args.perToken;
    auto* numbers = static_cast<int*>(scratch);
    const ExpertLists lists{numbers, numbers + args.experts, numbers + 2 * args.experts};
    auto* slotOuts = reinterpret_cast<float*>(static_cast<unsigned char*>(scratch) +
                                              listBytes(args.tokens, args.perToken, args.experts));
    cudaError_t error =
        launchExpertLists(args.topkIds, slots, args.experts, lists.counts, lists.offsets, lists.slots, stream);
    if (error != cudaSuccess) return error;
    const TilesArgs gateUp{.x = args.x,
                           .places = args.places,
                           .out = args.products,
                           .rows = slots,
                           .columns = args.feedForward,
                           .k = args.hidden,
                           .perToken = args.perToken,
                           .experts = args.experts,
                           .lists = lists,
                           .wideStores = true,
                           .group = group};
    error = gateUpLaunches.gateUp(gateUp, stream);
    if (error != cudaSuccess) return error;
    TilesArgs down = gateUp;
    down.x = args.products;
    down.out = slotOuts;
    down.columns = args.hidden;
    down.k = args.feedForward;
    down.floatOut = true;
    down.group = groupOf(args.downElement);
    const int parts = partsOf(args.tokens);
    error = downLaunches.down(down, parts, stream);
    if (error != cudaSuccess) return error;
    return launch(combine_experts_kernel, dim3(static_cast<unsigned>(args.tokens)), kCombineThreads, 0, stream,
                  slotOuts, parts, args.topkWeights, static_cast<Activation*>(args.out), args.perToken, args.hidden);
}

}  // namespace mw::kernels
