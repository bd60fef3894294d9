// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Few tokens times large weights, on sm_90: Linear, the experts of tokens as they come, and of tokens sorted by expert.
// The product itself is in sm90_streamed_tiles.cuh; here are its launches and the sum over a token's choices.

#include "sm90_streamed.h"

#include <algorithm>

#include "sm90_streamed_launches.cuh"
#include "vector.cuh"

namespace mw::kernels {

using namespace streamed;

namespace {

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
        std::size_t{2} * kMostBlocks * Cut<Element::BFloat16>::rows(64, Product::Down) * 64 * sizeof(float);
};

const StreamedLaunches& launchesOf(Element weight) {
    switch (weight) {
        case Element::Float8:
            return kStreamedFloat8;
        case Element::Int8:
            return kStreamedInt8;
        case Element::Int8Group32:
            return kStreamedInt8Group32;
        case Element::Int4:
            return kStreamedInt4;
        case Element::Int4Group32:
            return kStreamedInt4Group32;
        case Element::Q4_K:
            return kStreamedQ4K;
        case Element::Q5_K:
            return kStreamedQ5K;
        case Element::Q6_K:
            return kStreamedQ6K;
        case Element::Int4Zero:
            return kStreamedInt4Zero;
        case Element::Int4ZeroGroup32:
            return kStreamedInt4ZeroGroup32;
        case Element::Q4_1:
            return kStreamedQ4_1;
        case Element::Q5_1:
            return kStreamedQ5_1;
        default:
            return kStreamedBFloat16;
    }
}

/// Rows of `k` weights, in boxes of so many.
sm90::WeightBox boxOf(Element weight, int k, int rows) {
    return {.rowBytes = rowBytesOf(weight, k), .rows = rows};
}

/// The same rows: of the upper bits of the codes of a chunk.
sm90::WeightBox upperBoxOf(Element weight, int k, int rows) {
    return {.rowBytes = rowBytesOf(weight, k), .rows = rows, .bytes = launchesOf(weight).upperBytes};
}

/// A job of rows of `k` weights.
Job jobOf(Element weight, int k) {
    const int chunk = launchesOf(weight).chunk, group = isNested(weight) ? kCodedMultiple : groupOf(weight);
    const auto lowerBytes = static_cast<int>(lowerBytesOf(weight, k));
    return {.chunks = (k + chunk - 1) / chunk,
            .lastBox = (lowerBytes - 1) / kBoxBytes * kBoxBytes,
            .groups = group > 0 ? k / group : 0,
            .upperAt = lowerBytes};
}

int unitsOf(int rows, int unit) {
    return (rows + unit - 1) / unit;
}

/// Gate and up: of an expert's units, each of `unit` rows.
Job gateUpJob(const ExpertsArgs& args, int unit, void* out, void* scratch) {
    const Scratch parts(scratch, args.perToken, args.hidden);
    Job job = jobOf(args.gateUpElement, args.hidden);
    job.tokens = args.tokens;
    job.rows = args.feedForward;
    job.unitsPerExpert = unitsOf(2 * args.feedForward, unit);
    job.topkIds = args.topkIds;
    job.perToken = args.perToken;
    job.experts = args.experts;
    job.places = args.places;
    job.out = out;
    job.partials = parts.partials;
    job.counters = parts.counters;
    return job;
}

/// Down of the same experts.
Job downJob(const ExpertsArgs& args, int unit, void* out, const Job& gateUp) {
    const Job cut = jobOf(args.downElement, args.feedForward);
    Job job = gateUp;
    job.rows = args.hidden;
    job.chunks = cut.chunks;
    job.lastBox = cut.lastBox;
    job.groups = cut.groups;
    job.upperAt = cut.upperAt;
    job.unitsPerExpert = unitsOf(args.hidden, unit);
    job.out = out;
    return job;
}

/// Of tiles of sorted tokens: what most experts need once.
int sortedWidth(int tokens) {
    return tokens <= kSplitTokens ? kSplitWidth : 64;
}

}  // namespace

int streamedWidth(int tokens) {
    return tokens <= 8 ? 8 : tokens <= 16 ? 16 : tokens <= 32 ? 32 : 64;
}

bool streamedSupports(const LinearArgs& args) {
    return args.xElement == Element::BFloat16 && args.outElement != Element::Float16 && args.rows > 0 &&
           args.rows <= kStreamedTokens && args.columns % 8 == 0 && sm90::isCopyable(args.weightElement, args.k) &&
           isAligned16(args.scales) && args.columns / 64 < static_cast<int>(Scratch::kCounterBytes / sizeof(int));
}

bool streamedSupports(const ExpertsArgs& args) {
    return args.element == Element::BFloat16 && args.tokens > 0 && args.tokens <= kStreamedTokens && args.experts > 0 &&
           args.experts <= kMostExperts && sm90::arePlaceable(args) && args.hidden % 8 == 0 &&
           args.feedForward % 8 == 0 && sm90::isCopyable(args.gateUpElement, args.hidden) &&
           sm90::isCopyable(args.downElement, args.feedForward) &&
           std::int64_t{args.experts} * (2 * args.feedForward + args.hidden) / 64 <
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
    const int rows = launchesOf(args.weightElement).unitRows(width, Product::Linear);
    cudaError_t made = makeWeightMap(args.weight, args.columns, boxOf(args.weightElement, args.k, rows), maps.weight);
    if (const auto upper = upperBoxOf(args.weightElement, args.k, rows); made == cudaSuccess && upper.bytes > 0)
        made = makeWeightMap(args.weight, args.columns, upper, maps.upper);
    return made != cudaSuccess ? made : makeRowMap(args.x, args.rows, args.k, width, maps.x);
}

cudaError_t launchStreamedLinear(const LinearArgs& args, const StreamedMaps& maps, void* scratch, cudaStream_t stream) {
    const Scratch parts(scratch, 0, 0);
    const StreamedLaunches& launches = launchesOf(args.weightElement);
    const int width = streamedWidth(args.rows);
    Job job = jobOf(args.weightElement, args.k);
    job.tokens = args.rows;
    job.rows = args.columns;
    job.unitsPerExpert = unitsOf(args.columns, launches.unitRows(width, Product::Linear));
    job.experts = 1;
    job.scales = args.scales;
    job.superScales = args.superScales;
    job.out = args.out;
    job.floatOut = args.outElement == Element::Float32;
    job.partials = parts.partials;
    job.counters = parts.counters;
    return launches.launch(Product::Linear, job, width, maps, stream);
}

namespace {

/// Maps of the experts' weights, and of the tokens that gate and up, and down take.
cudaError_t makeExpertsMaps(const ExpertsArgs& args, int width, const void* x, std::int64_t rowsOfX,
                            const void* products, std::int64_t rowsOfProducts, StreamedExpertsMaps& maps) {
    const int gateUpRows = launchesOf(args.gateUpElement).unitRows(width, Product::GateUp),
              downRows = launchesOf(args.downElement).unitRows(width, Product::Down);
    cudaError_t made =
        makePlacedMap(2, args.feedForward, boxOf(args.gateUpElement, args.hidden, gateUpRows), maps.gateUp.weight);
    if (const auto upper = upperBoxOf(args.gateUpElement, args.hidden, gateUpRows);
        made == cudaSuccess && upper.bytes > 0)
        made = makePlacedMap(2, args.feedForward, upper, maps.gateUp.upper);
    if (const auto upper = upperBoxOf(args.downElement, args.feedForward, downRows);
        made == cudaSuccess && upper.bytes > 0)
        made = makePlacedMap(1, args.hidden, upper, maps.down.upper);
    if (made == cudaSuccess) made = makeRowMap(x, rowsOfX, args.hidden, width, maps.gateUp.x);
    if (made == cudaSuccess)
        made = makePlacedMap(1, args.hidden, boxOf(args.downElement, args.feedForward, downRows), maps.down.weight);
    return made != cudaSuccess ? made : makeRowMap(products, rowsOfProducts, args.feedForward, width, maps.down.x);
}

}  // namespace

cudaError_t makeStreamedExpertsMaps(const ExpertsArgs& args, void* scratch, StreamedExpertsMaps& maps) {
    const Scratch parts(scratch, args.perToken, args.hidden);
    return makeExpertsMaps(args, streamedWidth(args.tokens), args.x, args.tokens, parts.products,
                           std::int64_t{args.experts} * args.tokens, maps);
}

cudaError_t launchStreamedGateUp(const ExpertsArgs& args, const StreamedMaps& maps, void* scratch,
                                 cudaStream_t stream) {
    const StreamedLaunches& launches = launchesOf(args.gateUpElement);
    const int width = streamedWidth(args.tokens);
    Job job = gateUpJob(args, launches.unitRows(width, Product::GateUp), args.products, scratch);
    job.byChoice = true;
    return launches.launch(Product::GateUp, job, width, maps, stream);
}

cudaError_t launchStreamedExperts(const ExpertsArgs& args, const StreamedExpertsMaps& maps, void* scratch,
                                  cudaStream_t stream) {
    const Scratch parts(scratch, args.perToken, args.hidden);
    const StreamedLaunches &ofGateUp = launchesOf(args.gateUpElement), &ofDown = launchesOf(args.downElement);
    const int width = streamedWidth(args.tokens);
    const Job gateUp = gateUpJob(args, ofGateUp.unitRows(width, Product::GateUp), parts.products, scratch);
    const cudaError_t done = ofGateUp.launch(Product::GateUp, gateUp, width, maps.gateUp, stream);
    if (done != cudaSuccess) return done;
    Job down = downJob(args, ofDown.unitRows(width, Product::Down), parts.slots, gateUp);
    down.tokenRowsPerExpert = args.tokens;
    const cudaError_t multiplied = ofDown.launch(Product::Down, down, width, maps.down, stream);
    if (multiplied != cudaSuccess) return multiplied;
    const int quads = args.hidden / 4;
    const dim3 grid(static_cast<unsigned>((quads + 127) / 128), static_cast<unsigned>(args.tokens));
    return kernels::launch(combine_kernel, grid, dim3(128), 0, stream, reinterpret_cast<const float4*>(parts.slots),
                           args.topkWeights, args.perToken, quads, static_cast<uint2*>(args.out));
}

cudaError_t makeStreamedSortedMaps(const ExpertsArgs& args, const void* rows, StreamedExpertsMaps& maps) {
    const std::int64_t places = std::int64_t{args.tokens} * args.perToken;
    return makeExpertsMaps(args, sortedWidth(args.tokens), rows, places, args.products, places, maps);
}

cudaError_t launchStreamedSorted(const ExpertsArgs& args, void* rows, const int* counts, float* splitScales,
                                 const StreamedExpertsMaps& maps, void* scratch, cudaStream_t stream) {
    const StreamedLaunches &ofGateUp = launchesOf(args.gateUpElement), &ofDown = launchesOf(args.downElement);
    const int width = sortedWidth(args.tokens);
    const bool splits = splitsTokens(args);
    Job gateUp = gateUpJob(args, ofGateUp.unitRows(width, Product::SortedGateUp), args.products, scratch);
    gateUp.counts = counts;
    if (splits) {
        gateUp.scaleStride = splitStride(args.tokens, args.perToken);
        gateUp.tokenScales = splitScales;
        gateUp.outScales = splitScales + static_cast<std::int64_t>(gateUp.chunks) * gateUp.scaleStride;
    }
    const cudaError_t done =
        ofGateUp.launch(splits ? Product::SplitGateUp : Product::SortedGateUp, gateUp, width, maps.gateUp, stream);
    if (done != cudaSuccess) return done;
    Job down = downJob(args, ofDown.unitRows(width, Product::SortedDown), rows, gateUp);
    down.tokenScales = gateUp.outScales;
    return ofDown.launch(splits ? Product::SplitDown : Product::SortedDown, down, width, maps.down, stream);
}

bool splitsTokens(const ExpertsArgs& args) {
    return args.gateUpElement == Element::Float8 && args.downElement == Element::Float8 &&
           args.tokens <= kSplitTokens && args.tokens * args.perToken <= kSplitChoices;
}

int splitStride(int tokens, int perToken) {  // a tile of the last tokens reads beyond them
    return std::min(tokens, kSplitTokens) * perToken + kSplitWidth;
}

std::size_t splitScaleBytes(int tokens, int perToken, int hidden, int feedForward) {
    return sizeof(float) * static_cast<std::size_t>(splitStride(tokens, perToken)) *
           static_cast<std::size_t>((hidden + feedForward) / kSplitChunk);
}

const StreamedLaunches streamed::kStreamedBFloat16 = StreamedLauncher<Element::BFloat16>::kLaunches;

}  // namespace mw::kernels
