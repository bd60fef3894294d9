// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Many tokens times large weights, on sm_90: the time is that of the tensor cores, from some 256 tokens per weight row
// on, and before that the one of reading the weights once. The product itself is in sm90_grouped_tiles.cuh.
//
// Experts take five kernels, none of which asks the host anything:
//   plan     one block sorts the choices [tokens, perToken] by expert, tokens in their order, by counting: counts of
//   each
//            expert and the place of every choice. Each warp has a run of choices of its own, so nothing depends on
//            timing.
//   permute  one block per token copies its row to its places, so that the tokens of an expert are neighbours. With up
//   to
//            kFewChoices choices the same kernel plans, too.
//   gate-up  products [places, feedForward] = silu(gate) * up.
//   down     [places, hidden], where the permuted rows were.
//   combine  out = sum of share * row, in the order of the choices, float32; a block has 1024 columns of a token.
// Where rows are rounded to e4m3, round_rows.cu does that instead of permute, and once more between gate-up and down,
// in place.
//
// FLOPs: 2 * weights of an expert * tokens that chose it, padded to 32. Bytes: every weight of a chosen expert once,
// and per token some 4 * perToken + 2 rows, 1% of the time.

#include "sm90_grouped.h"

#include <algorithm>
#include <cstdint>

#include "round_rows.h"
#include "sm90_choices.cuh"
#include "sm90_grouped_launches.cuh"
#include "sm90_split.cuh"
#include "vector.cuh"

namespace mw::kernels {

namespace {

using grouped::Job;
using grouped::kMostExperts;
using namespace choices;

/// Where things are in the scratch.
struct Scratch {
    int* counts;
    int* places;
    float* scales;        // of rounded rows: of x, then of products [tokens * perToken]
    __nv_bfloat16* rows;  // of x, rounded or not, then of the experts' outputs [tokens * perToken, hidden]
    float* splitScales;

    Scratch(void* data, int tokens, int perToken, int hidden) {
        auto* at = static_cast<std::uint8_t*>(data);
        counts = reinterpret_cast<int*>(at);
        places = reinterpret_cast<int*>(at + kCountBytes);
        scales = reinterpret_cast<float*>(at + kCountBytes + placeBytes(tokens, perToken));
        at += kCountBytes + 2 * placeBytes(tokens, perToken);
        rows = reinterpret_cast<__nv_bfloat16*>(at);
        splitScales = reinterpret_cast<float*>(at + rowBytes(tokens, perToken, hidden));
    }
    static constexpr std::size_t kCountBytes = 256;
    static_assert(kMostExperts * sizeof(int) <= kCountBytes);
    /// Of places, and of scales.
    static std::size_t placeBytes(int tokens, int perToken) {
        static_assert(sizeof(float) == sizeof(int));
        const std::size_t bytes = static_cast<std::size_t>(tokens) * static_cast<std::size_t>(perToken) * sizeof(int);
        return (bytes + 255) / 256 * 256;
    }
    static std::size_t rowBytes(int tokens, int perToken, int hidden) {
        return static_cast<std::size_t>(tokens) * static_cast<std::size_t>(perToken) *
               static_cast<std::size_t>(hidden) * sizeof(__nv_bfloat16);
    }
};

constexpr int divideUp(int a, int b) {
    return (a + b - 1) / b;
}

int multiprocessors() {
    int device = 0, count = grouped::kCluster;
    cudaGetDevice(&device);
    cudaDeviceGetAttribute(&count, cudaDevAttrMultiProcessorCount, device);
    return count;
}

/// Rounded: with tokens in e4m3, too.
const grouped::GroupedLaunches& launchesOf(Element weight, bool rounded) {
    if (rounded) return grouped::kGroupedFloat8Tokens;
    switch (weight) {
        case Element::Float8:
            return grouped::kGroupedFloat8;
        case Element::Int8:
            return grouped::kGroupedInt8;
        case Element::Int8Group32:
            return grouped::kGroupedInt8Group32;
        case Element::Int4:
            return grouped::kGroupedInt4;
        case Element::Int4Group32:
            return grouped::kGroupedInt4Group32;
        case Element::Q4_K:
            return grouped::kGroupedQ4K;
        case Element::Q5_K:
            return grouped::kGroupedQ5K;
        case Element::Q6_K:
            return grouped::kGroupedQ6K;
        case Element::Int4Zero:
            return grouped::kGroupedInt4Zero;
        case Element::Int4ZeroGroup32:
            return grouped::kGroupedInt4ZeroGroup32;
        case Element::Q4_1:
            return grouped::kGroupedQ4_1;
        case Element::Q5_1:
            return grouped::kGroupedQ5_1;
        default:
            return grouped::kGroupedBFloat16;
    }
}

/// Rows of `k` weights, in boxes of a tile's.
sm90::WeightBox boxOf(Element weight, int k, bool rounded) {
    return {
        .rowBytes = rowBytesOf(weight, k), .rows = grouped::kTileRows, .bytes = launchesOf(weight, rounded).boxBytes};
}

/// The same rows: of the upper bits of the codes of a stage.
sm90::WeightBox upperBoxOf(Element weight, int k) {
    return {
        .rowBytes = rowBytesOf(weight, k), .rows = grouped::kTileRows, .bytes = launchesOf(weight, false).upperBytes};
}

int upperAt(Element weight, int k) {
    return static_cast<int>(lowerBytesOf(weight, k));
}

/// Maps of tokens x [tokens, k], bf16 or, if there is a pitch in bytes between them, e4m3, and how many clusters there
/// are.
cudaError_t makeTokenMaps(Element weight, const void* x, std::int64_t tokens, int k, std::int64_t pitch,
                          GroupedMaps& maps) {
    cudaError_t made = launchesOf(weight, pitch > 0).clusters(multiprocessors(), maps.clusters);
    for (int i = 0; i < kGroupedWidths && made == cudaSuccess; ++i) {  // boxes: what a block of the cluster copies
        const int box = grouped::kStep * (i + 1) / grouped::kCluster;
        made = pitch > 0 ? sm90::makeFloat8Map(x, tokens, k, pitch, box, maps.x[i])
                         : sm90::makeRowMap(x, tokens, k, box, maps.x[i]);
    }
    return made;
}

/// How many tiles to deal the tokens to. Few wide tiles make the most of every byte, but may leave multiprocessors
/// idle.
int chooseTiles(const Job& job, int weightBytes, int clusters) {
    constexpr double kBytesPerCycle = 30;  // from L2 to a multiprocessor, all of them reading
    const int units = grouped::unitsOf(job.tokens), fewest = divideUp(units, kGroupedWidths);
    int best = fewest;
    double least = 0;
    for (int tiles = fewest; tiles <= units; ++tiles) {
        const int width = divideUp(units, tiles) * grouped::kStep;
        const double copying = (weightBytes + width * grouped::kTokenBytes / grouped::kCluster) / kBytesPerCycle;
        const double step = std::max(copying, 4.0 * width);  // cycles
        const double time = divideUp(job.pairs * tiles, clusters) * (step * job.steps + 2000 + 8 * width);
        if (tiles > fewest && time >= least) continue;
        least = time;
        best = tiles;
    }
    return best;
}

int pairsOf(int weightRows) {
    return divideUp(weightRows, grouped::kTileRows * grouped::kCluster);
}

int stepsOf(Element weight, int k, bool rounded) {
    return divideUp(k, launchesOf(weight, rounded).columns);
}

int scalesOfRow(Element weight, int k) {
    if (!isCoded(weight)) return 0;
    if (isNested(weight) && !isPaired(weight)) return k / kCodedMultiple * grouped::kPairsOfSuperBlock;
    return groupOf(weight) > 0 ? k / groupOf(weight) : 1;
}

Job gateUpJob(const ExpertsArgs& args, const Scratch& parts, void* streamed) {
    return {.rows = args.feedForward,
            .steps = stepsOf(args.gateUpElement, args.hidden, args.roundsRows),
            .pairs = pairsOf(2 * args.feedForward),
            .groups = args.experts,
            .counts = parts.counts,
            .places = args.places,
            .scales = nullptr,
            .superScales = nullptr,
            .tokenScales = parts.scales,
            .scalesOfRow = scalesOfRow(args.gateUpElement, args.hidden),
            .upperAt = upperAt(args.gateUpElement, args.hidden),
            .tokens = 0,
            .tiles = 0,
            .out = args.products,
            .taken = spareCounter(streamed)};
}

Job downJob(const ExpertsArgs& args, const Scratch& parts, void* streamed) {
    return {.rows = args.hidden,
            .steps = stepsOf(args.downElement, args.feedForward, args.roundsRows),
            .pairs = pairsOf(args.hidden),
            .groups = args.experts,
            .counts = parts.counts,
            .places = args.places,
            .scales = nullptr,
            .superScales = nullptr,
            .tokenScales = parts.scales,
            .scalesOfRow = scalesOfRow(args.downElement, args.feedForward),
            .upperAt = upperAt(args.downElement, args.feedForward),
            .tokens = 0,
            .tiles = 0,
            .out = parts.rows,
            .taken = spareCounter(streamed)};
}

cudaError_t combine(const ExpertsArgs& args, const Scratch& parts, cudaStream_t stream) {
    const int runs = args.hidden / 8;
    const dim3 grid(static_cast<unsigned>(args.tokens), static_cast<unsigned>(divideUp(runs, kCombineThreads)));
    return launch(combine_kernel, grid, dim3(kCombineThreads), 0, stream, parts.rows, parts.places, args.topkWeights,
                  args.perToken, runs, static_cast<__nv_bfloat16*>(args.out));
}

/// The rows of products, where they are: codes in the first half of each.
cudaError_t roundProducts(const ExpertsArgs& args, const Scratch& parts, cudaStream_t stream) {
    return launchRoundRows({.x = args.products,
                            .rows = args.tokens * args.perToken,
                            .columns = args.feedForward,
                            .codes = args.products,
                            .pitch = std::int64_t{args.feedForward} * 2,
                            .scales = parts.scales},
                           stream);
}

/// Counts, places and permuted rows, split or not.
cudaError_t sort(const ExpertsArgs& args, const Scratch& parts, bool splits, cudaStream_t stream) {
    const int choices = args.tokens * args.perToken, runs = args.hidden / 8;
    const auto* const x = static_cast<const uint4*>(args.x);
    auto* const rows = reinterpret_cast<uint4*>(parts.rows);
    const dim3 grid(static_cast<unsigned>(args.tokens));
    if (choices <= kFewChoices && args.tokens <= kSortedTokens && !args.roundsRows)
        return launch(splits ? plan_and_permute_kernel<true> : plan_and_permute_kernel<false>, grid, dim3(kFewChoices),
                      0, stream, args.topkIds, choices, parts.counts, parts.places, x, args.perToken, runs, rows,
                      parts.splitScales, splitStride(args.tokens, args.perToken));
    const cudaError_t planned = launch(plan_kernel, dim3(1), dim3(kPlanWarps * 32), 0, stream, args.topkIds, choices,
                                       parts.counts, parts.places);
    if (planned != cudaSuccess) return planned;
    if (args.roundsRows)
        return launchRoundRows({.x = args.x,
                                .places = parts.places,
                                .rows = args.tokens,
                                .perRow = args.perToken,
                                .columns = args.hidden,
                                .codes = parts.rows,
                                .pitch = args.hidden,
                                .scales = parts.scales},
                               stream);
    return launch(permute_kernel, grid, dim3(kPermuteThreads), 0, stream, x, parts.places, args.perToken, runs, rows);
}

}  // namespace

bool groupedSupports(const LinearArgs& args) {
    return args.xElement == Element::BFloat16 && args.outElement != Element::Float16 && args.rows > 0 &&
           args.columns > 0 && args.columns % 8 == 0 && args.k > 0 && sm90::isCopyable(args.weightElement, args.k) &&
           isAligned16(args.x) && isAligned16(args.weight) && isAligned16(args.out);
}

bool groupedSupports(const ExpertsArgs& args) {
    return args.element == Element::BFloat16 && args.tokens > 0 && args.perToken > 0 && args.experts > 0 &&
           args.experts <= kMostExperts && args.hidden > 0 && args.hidden % 8 == 0 && args.feedForward > 0 &&
           args.feedForward % 8 == 0 && sm90::isCopyable(args.gateUpElement, args.hidden) &&
           sm90::isCopyable(args.downElement, args.feedForward) && isAligned16(args.x) && isAligned16(args.products) &&
           isAligned16(args.out) && sm90::arePlaceable(args);
}

bool roundedSupports(const LinearArgs& args) {
    return args.roundsRows && args.weightElement == Element::Float8 && args.k <= kMostRoundedColumns &&
           groupedSupports(args);
}

bool roundedSupports(const ExpertsArgs& args) {
    return args.roundsRows && args.gateUpElement == Element::Float8 && args.downElement == Element::Float8 &&
           args.hidden <= kMostRoundedColumns && args.feedForward <= kMostRoundedColumns && groupedSupports(args);
}

std::size_t roundedLinearScratchBytes(int rows, int k) {
    return Scratch::placeBytes(rows, 1) + static_cast<std::size_t>(rows) * static_cast<std::size_t>(k);
}

namespace {

/// Where rounded rows [rows, k] are in the scratch, behind their scales.
std::uint8_t* roundedRows(const LinearArgs& args, void* scratch) {
    return static_cast<std::uint8_t*>(scratch) + Scratch::placeBytes(args.rows, 1);
}

}  // namespace

cudaError_t makeGroupedLinearMaps(const LinearArgs& args, void* scratch, GroupedMaps& maps) {
    cudaError_t made =
        sm90::makeWeightMap(args.weight, args.columns, boxOf(args.weightElement, args.k, args.roundsRows), maps.weight);
    if (const auto upper = upperBoxOf(args.weightElement, args.k); made == cudaSuccess && upper.bytes > 0)
        made = sm90::makeWeightMap(args.weight, args.columns, upper, maps.upper);
    if (made != cudaSuccess) return made;
    const void* const x = args.roundsRows ? roundedRows(args, scratch) : args.x;
    return makeTokenMaps(args.weightElement, x, args.rows, args.k, args.roundsRows ? args.k : 0, maps);
}

cudaError_t launchGroupedLinear(const LinearArgs& args, const GroupedMaps& maps, void* scratch, void* streamed,
                                cudaStream_t stream) {
    if (args.rows <= 0 || args.columns <= 0) return cudaSuccess;
    auto* const scales = static_cast<float*>(scratch);
    if (args.roundsRows) {
        const cudaError_t rounded = launchRoundRows({.x = args.x,
                                                     .rows = args.rows,
                                                     .columns = args.k,
                                                     .codes = roundedRows(args, scratch),
                                                     .pitch = args.k,
                                                     .scales = scales},
                                                    stream);
        if (rounded != cudaSuccess) return rounded;
    }
    Job job{.rows = args.columns,
            .steps = stepsOf(args.weightElement, args.k, args.roundsRows),
            .pairs = pairsOf(args.columns),
            .groups = 1,
            .counts = nullptr,
            .places = nullptr,
            .scales = args.scales,
            .superScales = args.superScales,
            .tokenScales = scales,
            .scalesOfRow = scalesOfRow(args.weightElement, args.k),
            .upperAt = upperAt(args.weightElement, args.k),
            .tokens = args.rows,
            .tiles = 0,
            .out = args.out,
            .taken = spareCounter(streamed)};
    const grouped::GroupedLaunches& launches = launchesOf(args.weightElement, args.roundsRows);
    job.tiles = chooseTiles(job, launches.weightBytes, maps.clusters);
    return (args.outElement == Element::Float32 ? launches.floats : launches.down)(job, maps, stream);
}

std::size_t groupedScratchBytes(int tokens, int perToken, int hidden, int feedForward) {
    return Scratch::kCountBytes + 2 * Scratch::placeBytes(tokens, perToken) +
           Scratch::rowBytes(tokens, perToken, hidden) + splitScaleBytes(tokens, perToken, hidden, feedForward);
}

cudaError_t makeGroupedExpertsMaps(const ExpertsArgs& args, void* scratch, GroupedExpertsMaps& maps) {
    const Scratch parts(scratch, args.tokens, args.perToken, args.hidden);
    const std::int64_t places = std::int64_t{args.tokens} * args.perToken;
    const Element gateUp = args.gateUpElement, down = args.downElement;
    const bool rounded = args.roundsRows;
    cudaError_t made =
        sm90::makePlacedMap(2, args.feedForward, boxOf(gateUp, args.hidden, rounded), maps.gateUp.weight);
    if (made == cudaSuccess)
        made = sm90::makePlacedMap(1, args.hidden, boxOf(down, args.feedForward, rounded), maps.down.weight);
    if (const auto upper = upperBoxOf(gateUp, args.hidden); made == cudaSuccess && upper.bytes > 0)
        made = sm90::makePlacedMap(2, args.feedForward, upper, maps.gateUp.upper);
    if (const auto upper = upperBoxOf(down, args.feedForward); made == cudaSuccess && upper.bytes > 0)
        made = sm90::makePlacedMap(1, args.hidden, upper, maps.down.upper);
    if (made == cudaSuccess)
        made = makeTokenMaps(gateUp, parts.rows, places, args.hidden, rounded ? args.hidden : 0, maps.gateUp);
    if (made == cudaSuccess)
        made = makeTokenMaps(down, args.products, places, args.feedForward,
                             rounded ? std::int64_t{args.feedForward} * 2 : 0, maps.down);
    return made;
}

cudaError_t launchGroupedExperts(const ExpertsArgs& args, const GroupedExpertsMaps& maps, void* scratch, void* streamed,
                                 cudaStream_t stream) {
    if (args.tokens <= 0) return cudaSuccess;
    const Scratch parts(scratch, args.tokens, args.perToken, args.hidden);
    cudaError_t done = sort(args, parts, false, stream);
    const grouped::GroupedLaunches &ofGateUp = launchesOf(args.gateUpElement, args.roundsRows),
                                   &ofDown = launchesOf(args.downElement, args.roundsRows);
    if (done == cudaSuccess) done = ofGateUp.gateUp(gateUpJob(args, parts, streamed), maps.gateUp, stream);
    if (done == cudaSuccess && args.roundsRows) done = roundProducts(args, parts, stream);
    if (done == cudaSuccess) done = ofDown.down(downJob(args, parts, streamed), maps.down, stream);
    return done == cudaSuccess ? combine(args, parts, stream) : done;
}

cudaError_t makeSortedExpertsMaps(const ExpertsArgs& args, void* scratch, StreamedExpertsMaps& maps) {
    return makeStreamedSortedMaps(args, Scratch(scratch, args.tokens, args.perToken, args.hidden).rows, maps);
}

cudaError_t launchSortedExperts(const ExpertsArgs& args, const StreamedExpertsMaps& maps, void* scratch, void* streamed,
                                cudaStream_t stream) {
    if (args.tokens <= 0) return cudaSuccess;
    if (args.tokens > kSortedTokens) return cudaErrorInvalidValue;
    const Scratch parts(scratch, args.tokens, args.perToken, args.hidden);
    cudaError_t done = sort(args, parts, splitsTokens(args), stream);
    if (done == cudaSuccess)
        done = launchStreamedSorted(args, parts.rows, parts.counts, parts.splitScales, maps, streamed, stream);
    return done == cudaSuccess ? combine(args, parts, stream) : done;
}

const grouped::GroupedLaunches grouped::kGroupedBFloat16 = GroupedLauncher<Element::BFloat16>::kLaunches;

}  // namespace mw::kernels
