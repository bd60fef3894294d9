// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Few tokens times large weights, on sm_90: Linear, the experts of tokens as they come, and of tokens sorted by expert.
// The product itself is in sm90_streamed_tiles.cuh; here are its launches and the sum over a token's choices.

#include "sm90_streamed.h"

#include <algorithm>

#include "sm90_streamed_tiles.cuh"

namespace mw::kernels {

using namespace streamed;

namespace {

constexpr int kMostBlocks = 256;  // for the size of the scratch

/// out [tokens, hidden] = sum over a token's choices of share * slots [tokens * perToken, hidden], in their order.
__global__ void combine_kernel(const float4* slots, const float* topkWeights, int perToken, int quads, uint2* out) {
    launchDependents();
    waitForDependency();
    const int token = blockIdx.y, column = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    if (column >= quads) return;
    float4 sum{0, 0, 0, 0};
    for (int choice = token * perToken; choice < (token + 1) * perToken; ++choice) {
        const float share = topkWeights[choice];
        const float4 value = slots[static_cast<std::int64_t>(choice) * quads + column];
        sum.x += share * value.x;
        sum.y += share * value.y;
        sum.z += share * value.z;
        sum.w += share * value.w;
    }
    const __nv_bfloat162 low = __floats2bfloat162_rn(sum.x, sum.y), high = __floats2bfloat162_rn(sum.z, sum.w);
    out[static_cast<std::int64_t>(token) * quads + column] = {reinterpret_cast<const std::uint32_t&>(low),
                                                              reinterpret_cast<const std::uint32_t&>(high)};
}

int multiprocessors() {
    int device = 0, count = 1;
    cudaGetDevice(&device);
    cudaDeviceGetAttribute(&count, cudaDevAttrMultiProcessorCount, device);
    return std::min(count, kMostBlocks);
}

/// Where things are in the scratch.
struct Scratch {
    int* counters;
    float* partials;
    float* slots;
    __nv_bfloat16* products;

    Scratch(void* data, int perToken, int hidden) {
        auto* at = static_cast<std::uint8_t*>(data);
        counters = reinterpret_cast<int*>(at);
        at += kCounterBytes;
        partials = reinterpret_cast<float*>(at);
        at += kPartialBytes;
        slots = reinterpret_cast<float*>(at);
        at += slotBytes(perToken, hidden);
        products = reinterpret_cast<__nv_bfloat16*>(at);
    }
    static std::size_t slotBytes(int perToken, int hidden) {
        return sizeof(float) * static_cast<std::size_t>(kStreamedTokens * perToken) * static_cast<std::size_t>(hidden);
    }
    static constexpr std::size_t kCounterBytes = 1 << 20;
    static constexpr std::size_t kPartialBytes =
        std::size_t{2} * kMostBlocks * Tile<64, Product::Down>::kSums * 128 * sizeof(float);
};

template <Product Kind, typename Work>
cudaError_t withWidth(int width, const Work& work) {
    switch (width) {
        case 8:
            if constexpr (!kIsSorted<Kind>) return work(std::integral_constant<int, 8>{});
            return cudaErrorInvalidValue;
        case 16:
            if constexpr (!kIsSorted<Kind>) return work(std::integral_constant<int, 16>{});
            return cudaErrorInvalidValue;
        case 32:
            return work(std::integral_constant<int, 32>{});
        default:
            return work(std::integral_constant<int, 64>{});
    }
}

int unitRows(int width, Product kind) {
    if (kind == Product::Linear) return Tile<64, Product::Linear>::kRows;
    return width == 64 ? Tile<64, Product::Down>::kRows : Tile<32, Product::Down>::kRows;
}

template <Product Kind>
cudaError_t run(const Job& job, int width, const StreamedMaps& maps, cudaStream_t stream) {
    return withWidth<Kind>(width, [&](auto constant) {
        constexpr int kWidth = constant;
        return launch(streamed_kernel<kWidth, Kind>, dim3(static_cast<unsigned>(multiprocessors())), dim3(kThreads),
                      Tile<kWidth, Kind>::kSharedBytes, stream, maps.weight, maps.x, job);
    });
}

constexpr int chunksOf(int k) {
    return (k + kChunk - 1) / kChunk;
}

constexpr int lastBoxOf(int k) {
    return (k - 1) / kBoxColumns * kBoxColumns;
}

/// Gate and up: of an expert's units, each of `unit` rows.
Job gateUpJob(const ExpertsArgs& args, int unit, void* out, void* scratch) {
    const Scratch parts(scratch, args.perToken, args.hidden);
    return {.tokens = args.tokens,
            .rows = args.feedForward,
            .chunks = chunksOf(args.hidden),
            .lastBox = lastBoxOf(args.hidden),
            .unitsPerExpert = (2 * args.feedForward + unit - 1) / unit,
            .topkIds = args.topkIds,
            .perToken = args.perToken,
            .experts = args.experts,
            .places = args.places,
            .out = out,
            .partials = parts.partials,
            .counters = parts.counters};
}

/// Down of the same experts.
Job downJob(const ExpertsArgs& args, int unit, void* out, const Job& gateUp) {
    Job job = gateUp;
    job.rows = args.hidden;
    job.chunks = chunksOf(args.feedForward);
    job.lastBox = lastBoxOf(args.feedForward);
    job.unitsPerExpert = (args.hidden + unit - 1) / unit;
    job.out = out;
    return job;
}

/// Of tiles of sorted tokens: what most experts need once.
int sortedWidth(int tokens) {
    return tokens <= 64 ? 32 : 64;
}

constexpr bool multipleOf8(int a, int b) {
    return a % 8 == 0 && b % 8 == 0;
}

}  // namespace

int streamedWidth(int tokens) {
    return tokens <= 8 ? 8 : tokens <= 16 ? 16 : tokens <= 32 ? 32 : 64;
}

bool streamedSupports(const LinearArgs& args) {
    return args.xElement == Element::BFloat16 && args.weightElement == Element::BFloat16 &&
           args.outElement != Element::Float16 && args.rows > 0 && args.rows <= kStreamedTokens &&
           multipleOf8(args.columns, args.k) &&
           args.columns / unitRows(8, Product::Linear) < static_cast<int>(Scratch::kCounterBytes / sizeof(int));
}

bool streamedSupports(const ExpertsArgs& args) {
    return args.element == Element::BFloat16 && args.weightElement == Element::BFloat16 && args.tokens > 0 &&
           args.tokens <= kStreamedTokens && args.experts > 0 && args.experts <= kMostExperts &&
           sm90::arePlaceable(args) && multipleOf8(args.hidden, args.feedForward) &&
           std::int64_t{args.experts} * (2 * args.feedForward + args.hidden) / unitRows(8, Product::Down) <
               static_cast<std::int64_t>(Scratch::kCounterBytes / sizeof(int));
}

std::size_t streamedScratchBytes(int experts, int perToken, int hidden, int feedForward) {
    return Scratch::kCounterBytes + Scratch::kPartialBytes + Scratch::slotBytes(perToken, hidden) +
           sizeof(__nv_bfloat16) * static_cast<std::size_t>(experts * kStreamedTokens) *
               static_cast<std::size_t>(feedForward);
}

int* spareCounter(void* scratch) {  // units number the others, of which there are less
    return Scratch(scratch, 0, 0).counters + Scratch::kCounterBytes / sizeof(int) - 1;
}

cudaError_t makeStreamedLinearMaps(const LinearArgs& args, StreamedMaps& maps) {
    const int width = streamedWidth(args.rows);
    const cudaError_t made =
        makeWeightMap(args.weight, args.columns, args.k, unitRows(width, Product::Linear), maps.weight);
    return made != cudaSuccess ? made : makeRowMap(args.x, args.rows, args.k, width, maps.x);
}

cudaError_t launchStreamedLinear(const LinearArgs& args, const StreamedMaps& maps, void* scratch, cudaStream_t stream) {
    const Scratch parts(scratch, 0, 0);
    const int width = streamedWidth(args.rows), rows = unitRows(width, Product::Linear);
    const Job job{.tokens = args.rows,
                  .rows = args.columns,
                  .chunks = chunksOf(args.k),
                  .lastBox = lastBoxOf(args.k),
                  .unitsPerExpert = (args.columns + rows - 1) / rows,
                  .experts = 1,
                  .out = args.out,
                  .floatOut = args.outElement == Element::Float32,
                  .partials = parts.partials,
                  .counters = parts.counters};
    return run<Product::Linear>(job, width, maps, stream);
}

cudaError_t makeStreamedExpertsMaps(const ExpertsArgs& args, void* scratch, StreamedExpertsMaps& maps) {
    const Scratch parts(scratch, args.perToken, args.hidden);
    const int width = streamedWidth(args.tokens), rows = unitRows(width, Product::Down);
    cudaError_t made = makePlacedMap(2, args.feedForward, args.hidden, rows, maps.gateUp.weight);
    if (made == cudaSuccess) made = makeRowMap(args.x, args.tokens, args.hidden, width, maps.gateUp.x);
    if (made == cudaSuccess) made = makePlacedMap(1, args.hidden, args.feedForward, rows, maps.down.weight);
    if (made == cudaSuccess)
        made =
            makeRowMap(parts.products, std::int64_t{args.experts} * args.tokens, args.feedForward, width, maps.down.x);
    return made;
}

cudaError_t launchStreamedGateUp(const ExpertsArgs& args, const StreamedMaps& maps, void* scratch,
                                 cudaStream_t stream) {
    const int width = streamedWidth(args.tokens);
    Job job = gateUpJob(args, unitRows(width, Product::Down), args.products, scratch);
    job.byChoice = true;
    return run<Product::GateUp>(job, width, maps, stream);
}

cudaError_t launchStreamedExperts(const ExpertsArgs& args, const StreamedExpertsMaps& maps, void* scratch,
                                  cudaStream_t stream) {
    const Scratch parts(scratch, args.perToken, args.hidden);
    const int width = streamedWidth(args.tokens), rows = unitRows(width, Product::Down);
    const Job gateUp = gateUpJob(args, rows, parts.products, scratch);
    const cudaError_t done = run<Product::GateUp>(gateUp, width, maps.gateUp, stream);
    if (done != cudaSuccess) return done;
    Job down = downJob(args, rows, parts.slots, gateUp);
    down.tokenRowsPerExpert = args.tokens;
    const cudaError_t multiplied = run<Product::Down>(down, width, maps.down, stream);
    if (multiplied != cudaSuccess) return multiplied;
    const int quads = args.hidden / 4;
    const dim3 grid(static_cast<unsigned>((quads + 127) / 128), static_cast<unsigned>(args.tokens));
    return launch(combine_kernel, grid, dim3(128), 0, stream, reinterpret_cast<const float4*>(parts.slots),
                  args.topkWeights, args.perToken, quads, static_cast<uint2*>(args.out));
}

cudaError_t makeStreamedSortedMaps(const ExpertsArgs& args, const void* rows, StreamedExpertsMaps& maps) {
    const int width = sortedWidth(args.tokens), unit = unitRows(width, Product::SortedDown);
    const std::int64_t places = std::int64_t{args.tokens} * args.perToken;
    cudaError_t made = makePlacedMap(2, args.feedForward, args.hidden, unit, maps.gateUp.weight);
    if (made == cudaSuccess) made = makeRowMap(rows, places, args.hidden, width, maps.gateUp.x);
    if (made == cudaSuccess) made = makePlacedMap(1, args.hidden, args.feedForward, unit, maps.down.weight);
    if (made == cudaSuccess) made = makeRowMap(args.products, places, args.feedForward, width, maps.down.x);
    return made;
}

cudaError_t launchStreamedSorted(const ExpertsArgs& args, void* rows, const int* counts,
                                 const StreamedExpertsMaps& maps, void* scratch, cudaStream_t stream) {
    const int width = sortedWidth(args.tokens), unit = unitRows(width, Product::SortedDown);
    Job gateUp = gateUpJob(args, unit, args.products, scratch);
    gateUp.counts = counts;
    const cudaError_t done = run<Product::SortedGateUp>(gateUp, width, maps.gateUp, stream);
    return done != cudaSuccess ? done
                               : run<Product::SortedDown>(downJob(args, unit, rows, gateUp), width, maps.down, stream);
}

}  // namespace mw::kernels
