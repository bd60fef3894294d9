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
#include "mma_few_rows.cuh"
#include "mma_tiles.cuh"

namespace mw::kernels {

namespace {

constexpr int kFewRows = 16;
constexpr int kMostPerToken = 8;
constexpr int kListThreads = 256;
constexpr int kCombineThreads = 256;

using LargeTiles = TileShape<128, 128, 32, 2, 2, 3>;
using MediumTiles = TileShape<64, 64, 64, 2, 2, 3>;
using NarrowTiles = TileShape<64, 32, 64, 2, 2, 4>;

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

int deviceAttribute(cudaDeviceAttr attribute) {
    int device = 0, value = 0;
    if (cudaGetDevice(&device) != cudaSuccess || cudaDeviceGetAttribute(&value, attribute, device) != cudaSuccess)
        return 0;
    return value;
}

unsigned tilesOf(std::int64_t count, int tile) {
    return static_cast<unsigned>((count + tile - 1) / tile);
}

template <int Rows, int Stages, Job kJob>
cudaError_t launchFewRowsWith(const FewRowsArgs& args, cudaStream_t stream) {
    const std::size_t bytes = FewRowsLayout<Rows>::bytes(Stages, args.perToken);
    const int perMultiprocessor = deviceAttribute(cudaDevAttrMaxSharedMemoryPerMultiprocessor);
    const int blocks = std::clamp(perMultiprocessor / static_cast<int>(bytes + 1024), 1, 2) *
                       std::max(1, deviceAttribute(cudaDevAttrMultiProcessorCount));
    const unsigned tiles = tilesOf(args.columns, kJob == Job::GateUp ? 8 : 16);
    return launch(mma_few_rows_kernel<Rows, Stages, kJob>, dim3(std::min(tiles, static_cast<unsigned>(blocks))),
                  kFewRowsThreads, bytes, stream, args);
}

/// As many stages as the device has shared memory for: about 160 KB on A100, 227 KB on H100, 99 KB on GeForce.
template <Job kJob>
cudaError_t launchFewRows(const FewRowsArgs& args, cudaStream_t stream) {
    const bool roomy = deviceAttribute(cudaDevAttrMaxSharedMemoryPerBlockOptin) >= 160 * 1024;
    if (args.rows == 1)
        return roomy ? launchFewRowsWith<1, 6, kJob>(args, stream) : launchFewRowsWith<1, 4, kJob>(args, stream);
    if (args.rows <= 8)
        return roomy ? launchFewRowsWith<8, 4, kJob>(args, stream) : launchFewRowsWith<8, 3, kJob>(args, stream);
    return roomy ? launchFewRowsWith<16, 4, kJob>(args, stream) : launchFewRowsWith<16, 2, kJob>(args, stream);
}

/// `mostRowTiles`: of grid.x.
template <typename Shape, Job kJob>
cudaError_t launchTiles(const TilesArgs& args, unsigned mostRowTiles, int parts, cudaStream_t stream) {
    const unsigned columnTiles = tilesOf(args.columns, kJob == Job::GateUp ? Shape::kTileM / 2 : Shape::kTileM);
    if (columnTiles > 65535) return cudaErrorInvalidValue;
    return launch(mma_tiles_kernel<Shape, kJob>, dim3(mostRowTiles, columnTiles, static_cast<unsigned>(parts)),
                  Shape::kThreads, Shape::kBytes, stream, args);
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

template <Job kJob>
cudaError_t launchExpertTiles(const TilesArgs& args, int parts, cudaStream_t stream) {
    const auto rowTiles = [&](int tile) {  // every expert may leave one tile begun
        return static_cast<unsigned>(std::min<std::int64_t>(args.rows, args.rows / tile + args.experts));
    };
    const int tokens = args.rows / args.perToken;
    if (tokens <= 32) return launchTiles<NarrowTiles, kJob>(args, rowTiles(32), parts, stream);
    if (args.rows / args.experts <= 96) return launchTiles<MediumTiles, kJob>(args, rowTiles(64), parts, stream);
    return launchTiles<LargeTiles, kJob>(args, rowTiles(128), parts, stream);
}

}  // namespace

bool mmaSupports(const LinearArgs& args) {
    return args.xElement == Element::BFloat16 && args.weightElement == Element::BFloat16 &&
           args.outElement != Element::Float16 && args.k > 0 && args.k % 64 == 0 && isAligned16(args.x) &&
           isAligned16(args.weight);
}

bool mmaSupports(const ExpertsArgs& args) {
    const auto aligned = [](const ExpertPlace& place) {
        return isAligned16(place.gateUpValues) && isAligned16(place.downValues);
    };
    return args.element == Element::BFloat16 && args.weightElement == Element::BFloat16 && args.hidden > 0 &&
           args.hidden % 64 == 0 && args.feedForward > 0 && args.feedForward % 64 == 0 && args.experts > 0 &&
           args.experts <= kMostMmaExperts && args.perToken > 0 && args.perToken <= kMostPerToken &&
           isAligned16(args.x) && isAligned16(args.products) && isAligned16(args.out) &&
           std::all_of(args.hostPlaces, args.hostPlaces + args.experts, aligned);
}

cudaError_t launchMmaLinear(const LinearArgs& args, cudaStream_t stream) {
    if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
    const bool floatOut = args.outElement == Element::Float32;
    if (args.rows <= kFewRows)
        return launchFewRows<Job::Linear>({.x = args.x,
                                           .weight = args.weight,
                                           .out = args.out,
                                           .rows = args.rows,
                                           .columns = args.columns,
                                           .k = args.k,
                                           .floatOut = floatOut},
                                          stream);
    const TilesArgs tiles{.x = args.x,
                          .weight = args.weight,
                          .out = args.out,
                          .rows = args.rows,
                          .columns = args.columns,
                          .k = args.k,
                          .perToken = 1,
                          .experts = 1,
                          .floatOut = floatOut,
                          .wideStores = args.columns % 8 == 0 && isAligned16(args.out)};
    if (args.rows <= 32) return launchTiles<NarrowTiles, Job::Linear>(tiles, 1, 1, stream);
    const unsigned large = tilesOf(args.rows, 128) * tilesOf(args.columns, 128);
    if (large < static_cast<unsigned>(deviceAttribute(cudaDevAttrMultiProcessorCount)) || args.rows <= 64)
        return launchTiles<MediumTiles, Job::Linear>(tiles, tilesOf(args.rows, 64), 1, stream);
    return launchTiles<LargeTiles, Job::Linear>(tiles, tilesOf(args.rows, 128), 1, stream);
}

std::size_t mmaExpertsScratchBytes(int tokens, int perToken, int experts, int hidden) {
    // A step of fewer tokens may have more parts, so this grows with `tokens` in any case.
    const auto slots = [&](int count) { return static_cast<std::size_t>(count) * static_cast<std::size_t>(perToken); };
    const std::size_t outputs = std::max(slots(tokens) * static_cast<std::size_t>(partsOf(tokens)),
                                         slots(std::min(tokens, 64)) * static_cast<std::size_t>(partsOf(1)));
    return listBytes(tokens, perToken, experts) + outputs * static_cast<std::size_t>(hidden) * sizeof(float);
}

cudaError_t launchMmaDown(const ExpertsArgs& args, cudaStream_t stream) {
    if (args.tokens > kFewRows) return cudaErrorInvalidValue;
    return launchFewRows<Job::Down>({.x = args.products,
                                     .places = args.places,
                                     .out = args.out,
                                     .topkIds = args.topkIds,
                                     .topkWeights = args.topkWeights,
                                     .rows = args.tokens,
                                     .columns = args.hidden,
                                     .k = args.feedForward,
                                     .perToken = args.perToken,
                                     .experts = args.experts},
                                    stream);
}

cudaError_t launchMmaExperts(const ExpertsArgs& args, void* scratch, cudaStream_t stream) {
    if (args.tokens <= 0) return cudaSuccess;
    if (args.tokens <= kFewRows) {
        const cudaError_t error = launchFewRows<Job::GateUp>({.x = args.x,
                                                              .places = args.places,
                                                              .out = args.products,
                                                              .topkIds = args.topkIds,
                                                              .topkWeights = args.topkWeights,
                                                              .rows = args.tokens,
                                                              .columns = args.feedForward,
                                                              .k = args.hidden,
                                                              .perToken = args.perToken,
                                                              .experts = args.experts},
                                                             stream);
        return error != cudaSuccess ? error : launchMmaDown(args, stream);
    }
    const int slots = args.tokens * args.perToken;
    auto* numbers = static_cast<int*>(scratch);
    const ExpertLists lists{numbers, numbers + args.experts, numbers + 2 * args.experts};
    auto* slotOuts = reinterpret_cast<float*>(static_cast<unsigned char*>(scratch) +
                                              listBytes(args.tokens, args.perToken, args.experts));
    cudaError_t error = launch(expert_lists_kernel, dim3(static_cast<unsigned>(args.experts)), kListThreads, 0, stream,
                               args.topkIds, slots, lists);
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
                           .wideStores = true};
    error = launchExpertTiles<Job::GateUp>(gateUp, 1, stream);
    if (error != cudaSuccess) return error;
    TilesArgs down = gateUp;
    down.x = args.products;
    down.out = slotOuts;
    down.columns = args.hidden;
    down.k = args.feedForward;
    down.floatOut = true;
    const int parts = partsOf(args.tokens);
    error = launchExpertTiles<Job::Down>(down, parts, stream);
    if (error != cudaSuccess) return error;
    return launch(combine_experts_kernel, dim3(static_cast<unsigned>(args.tokens)), kCombineThreads, 0, stream,
                  slotOuts, parts, args.topkWeights, static_cast<Activation*>(args.out), args.perToken, args.hidden);
}

}  // namespace mw::kernels
