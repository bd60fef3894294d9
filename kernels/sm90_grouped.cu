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
#include "sm90_grouped_launches.cuh"
#include "sm90_split.cuh"
#include "vector.cuh"

namespace mw::kernels {

namespace {

using grouped::Job;
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
__global__ void __launch_bounds__(kPlanWarps * 32)
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
__global__ void __launch_bounds__(kPermuteThreads)
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
__global__ void __launch_bounds__(kFewChoices)
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
__global__ void __launch_bounds__(kCombineThreads)
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
