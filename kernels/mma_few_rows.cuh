// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tensor-core products for one row of x, or at most 8 or 16, bound by reading the weights: 2 bytes per 2 * rows FLOP.
//
// A persistent grid (grid.x = what fits on the device at once) strides over tiles of 16 weight rows (GateUp: 8 of gate
// and the 8 of up that belong to them), which stand on the M side of mma.m16n8k16; the rows of x are its N side. A
// block's 8 warps take turns along k, 64 columns each: every warp feeds its own ring of stages in shared memory with
// cp.async and multiplies from it without meeting the others, who copy the neighbouring 128 bytes of the same rows at
// the same time. At the end of a tile the warps' sums are added in their order. The copies run on across the ends of
// tiles. With experts a block goes through those that were chosen, one after the other, for each of its tiles, so that
// the sums over a token's choices stay in the block (Down) and each chosen expert is read once. x is read from the L2
// cache once per tile.
//
// Weights may be codes (codes.cuh): a stage then has 128 columns, and behind those of x the scales of their groups.
// Minima of groups, and zero points, are multiplied with the sums of x over the group, which a product with ones tells
// all lanes.
//
// With a single row the stages hold only that one: more of them, and more of the weights are on their way before x is.
//
// All multiprocessors must have the same work: rings take so much shared memory that no more blocks than wanted meet on
// one, however early they start. (With room for three where two are wanted, experts of one token took 201 us, not 162.)

#pragma once

#include "codes.cuh"
#include "matmul.h"
#include "mma.cuh"

namespace mw::kernels {

struct FewRowsArgs {
    const void* x = nullptr;              ///< [rows, k]; Down: [rows * perToken, k]
    const void* weight = nullptr;         ///< Linear: [columns, k]
    const void* scales = nullptr;         ///< Linear, of codes
    const void* superScales = nullptr;    ///< Linear, of nested scales
    const ExpertPlace* places = nullptr;  ///< [experts]; GateUp: [2, columns, k] each; Down: [columns, k]
    void* out = nullptr;                  ///< [rows, columns]; GateUp: [rows * perToken, columns]
    const std::int32_t* topkIds = nullptr;
    const float* topkWeights = nullptr;
    int rows = 0, columns = 0, k = 0;
    int perToken = 0, experts = 0;
    bool floatOut = false;
    int group = 0;  ///< columns that share a scale
};

inline constexpr int kFewRowsThreads = 256;
inline constexpr int kFewRowsWarps = kFewRowsThreads / 32;
inline constexpr int kMostMmaExperts = 64;
inline constexpr int kMostSplitSlots = 128;  ///< 16 tokens * 8 choices, of experts that have more rows than fit at once

/// What a stage of one warp holds of each kind of weight: so many columns of weight and of x.
template <Element kElement>
struct FewRowsStage {
    static constexpr int kColumns = 128;
    static constexpr int kUpperBytes = kColumns * Codes<kElement>::kUpperBits / 8;  ///< of a row: their upper bits
    static constexpr int kRowBytes = kColumns * Codes<kElement>::kBits / 8 - kUpperBytes;
    /// Of a row: of four groups, two, or eight; or the pairs of each.
    static constexpr int kScaleBytes = kIsPaired<kElement>         ? kColumns / kGroupOf<kElement> * 4
                                       : Codes<kElement>::kGrouped ? 8
                                                                   : 0;
    static constexpr int kSuperBytes = kIsNested<kElement> && !kIsPaired<kElement> ? 4 : 0;  ///< of a row
};
template <>
struct FewRowsStage<Element::BFloat16> {
    static constexpr int kColumns = 64, kRowBytes = 128, kUpperBytes = 0, kScaleBytes = 0, kSuperBytes = 0;
};

/// Rows: of x at most, 1, 8 or 16.
template <int Rows, Element kElement>
struct FewRowsLayout {
    using Stage = FewRowsStage<kElement>;
    static constexpr int kUpper = 16 * Stage::kRowBytes;  ///< where upper bits begin in a stage
    static constexpr int kX = kUpper + 16 * Stage::kUpperBytes;
    static constexpr int kScales = kX + Rows * Stage::kColumns * 2;
    static constexpr int kSupers = kScales + 16 * Stage::kScaleBytes;
    static constexpr int kStageBytes = kSupers + 16 * Stage::kSuperBytes;
    static constexpr int kSumStride = 20;  ///< floats between tokens: keeps lanes in different banks
    static constexpr int kSumsBytes = 2 * kFewRowsWarps * Rows * kSumStride * 4;
    /// With codes an expert of more rows than `Rows` is gone through several times: its tile is in the L2 cache then,
    /// and stages of more rows of x would leave less room for weights.
    static constexpr bool kSplits = kIsCoded<kElement> && Rows == 8;
    static constexpr int kEntries = kSplits ? kMostMmaExperts + kMostSplitSlots / Rows : kMostMmaExperts;
    static constexpr int kListBytes = kMostMmaExperts * ((kIsNested<kElement>  ? 24
                                                          : kIsCoded<kElement> ? 16
                                                                               : 8) +
                                                         8) +
                                      kEntries * (Rows + 2) * 4 + 16;
    __host__ __device__ static constexpr std::size_t bytes(int stages, int slots) {
        return static_cast<std::size_t>(kFewRowsWarps * stages * kStageBytes + kSumsBytes + kListBytes +
                                        slots * 16 * 4);
    }
};

/// Adds the products of a block of 32 columns: of its first 16, `a0`, and of the others. `b0`: rows of x, of up to
/// eight of them for both halves; of more, `b1` those of the second half.
template <int Rows, int Parts>
__device__ __forceinline__ void multiplyBlock(float (&first)[Parts][4], float (&second)[Parts][4],
                                              const std::uint32_t (&a0)[4], const std::uint32_t (&a1)[4],
                                              const std::uint32_t (&b0)[4], const std::uint32_t (&b1)[4]) {
    if constexpr (Rows <= 8) {
        multiplyAdd(first[0], a0, b0[0], b0[1]);
        multiplyAdd(second[0], a1, b0[2], b0[3]);
    } else {
        multiplyAdd(first[0], a0, b0[0], b0[1]);
        multiplyAdd(first[1], a0, b0[2], b0[3]);
        multiplyAdd(second[0], a1, b1[0], b1[1]);
        multiplyAdd(second[1], a1, b1[2], b1[3]);
    }
}

template <int Rows, int Stages, Job kJob, Element kElement>
__global__ void __launch_bounds__(kFewRowsThreads, 2) mma_few_rows_kernel(FewRowsArgs args) {
    using Layout = FewRowsLayout<Rows, kElement>;
    using Stage = FewRowsStage<kElement>;
    constexpr bool kCoded = kIsCoded<kElement>, kNested = kIsNested<kElement>, kPaired = kIsPaired<kElement>;
    constexpr int kStageColumns = Stage::kColumns;
    constexpr int kChunksOfRow = Stage::kRowBytes / 16;  ///< of the weight, in a stage
    constexpr int kRowsOfCopy = 32 / kChunksOfRow;       ///< that a warp copies at once
    constexpr int kWeightRuns = 16 / kRowsOfCopy;
    constexpr int kUpperChunks = Stage::kUpperBytes / 16;  ///< of the upper bits, likewise
    constexpr int kColumns = Rows < 8 ? 8 : Rows;          ///< of a product of the tensor cores
    constexpr int kTileColumns = kJob == Job::GateUp ? 8 : 16;
    constexpr int kTokenRuns = (Rows + 3) / 4;  ///< rows of x per lane and stage
    extern __shared__ __align__(128) unsigned char memory[];
    auto* sums = reinterpret_cast<float*>(memory + kFewRowsWarps * Stages * Layout::kStageBytes);
    auto* weightsOf = reinterpret_cast<const unsigned char**>(sums + Layout::kSumsBytes / 4);  // [experts]
    auto* scalesOf = reinterpret_cast<const unsigned char**>(weightsOf + kMostMmaExperts);     // [experts], of codes
    auto* supersOf = scalesOf + (kCoded ? kMostMmaExperts : 0);                          // [experts], of nested scales
    auto* slotsOf = reinterpret_cast<int*>(supersOf + (kNested ? kMostMmaExperts : 0));  // [experts][Rows]
    int* counts = slotsOf + Layout::kEntries * Rows;
    int* active = counts + kMostMmaExperts;  // entries: the chosen experts in ascending order, behind them their number
    int& activeCount = active[Layout::kEntries];
    [[maybe_unused]] int* entryRows = &activeCount + 1;                            // where experts are split: [entries]
    [[maybe_unused]] int* firstEntry = entryRows + Layout::kEntries;               // [experts]
    auto* slotSums = reinterpret_cast<float*>(memory + Layout::bytes(Stages, 0));  // [slots][16]

    const int thread = static_cast<int>(threadIdx.x), lane = thread % 32, warp = thread / 32;
    const void* place = nullptr;  // of the thread's expert; on its way while the choice is awaited
    if constexpr (kJob != Job::Linear)
        if (thread < args.experts)
            place = kJob == Job::GateUp ? args.places[thread].gateUpValues : args.places[thread].downValues;
    const void* scales = args.scales;  // likewise
    if constexpr (kCoded && kJob != Job::Linear)
        if (thread < args.experts)
            scales = kJob == Job::GateUp ? args.places[thread].gateUpScales : args.places[thread].downScales;
    const void* supers = args.superScales;
    if constexpr (kNested && kJob != Job::Linear)
        if (thread < args.experts)
            supers = kJob == Job::GateUp ? args.places[thread].gateUpSuperScales : args.places[thread].downSuperScales;
    // Down reads the choice before it waits, which is right only once GateUp knows that the router has ended.
    if constexpr (kJob == Job::GateUp) waitForDependency();
    launchDependents();
    const int tiles = (args.columns + kTileColumns - 1) / kTileColumns;
    const int firstTile = static_cast<int>(blockIdx.x), tileStride = static_cast<int>(gridDim.x);
    const int ownTiles = (tiles - firstTile + tileStride - 1) / tileStride;
    const int chunks = args.k / kStageColumns;
    const int ownChunks = warp < chunks ? (chunks - warp + kFewRowsWarps - 1) / kFewRowsWarps : 0;

    int experts = 1;
    if constexpr (kJob != Job::Linear) {
        const int slots = args.rows * args.perToken;
        for (int expert = warp; expert < args.experts; expert += kFewRowsWarps) {
            int count = 0;
            for (int first = 0; first < slots; first += 32) {
                const int slot = first + lane;
                const bool hit = slot < slots && __ldcg(args.topkIds + slot) == expert;
                const unsigned hits = __ballot_sync(0xffffffffu, hit);
                const int place = count + __popc(hits & ((1u << lane) - 1));
                if (!Layout::kSplits && hit && place < Rows) slotsOf[expert * Rows + place] = slot;
                count += __popc(hits);
            }
            if (lane == 0) counts[expert] = Layout::kSplits ? count : min(count, Rows);
        }
        if (thread < args.experts) {
            weightsOf[thread] = static_cast<const unsigned char*>(place);
            if constexpr (kCoded) scalesOf[thread] = static_cast<const unsigned char*>(scales);
            if constexpr (kNested) supersOf[thread] = static_cast<const unsigned char*>(supers);
        }
        __syncthreads();
        if (thread == 0) {
            int found = 0;
            for (int expert = 0; expert < args.experts; ++expert) {
                if constexpr (Layout::kSplits) {
                    firstEntry[expert] = found;
                    for (int left = counts[expert]; left > 0; left -= Rows) {
                        entryRows[found] = min(left, Rows);
                        active[found++] = expert;
                    }
                } else {
                    if (counts[expert] > 0) active[found++] = expert;
                }
            }
            activeCount = found;
        }
        __syncthreads();
        experts = activeCount;
        if constexpr (Layout::kSplits) {
            for (int expert = warp; expert < args.experts; expert += kFewRowsWarps) {
                int at = firstEntry[expert] * Rows;
                for (int first = 0; first < slots; first += 32) {
                    const int slot = first + lane;
                    const bool hit = slot < slots && __ldcg(args.topkIds + slot) == expert;
                    const unsigned hits = __ballot_sync(0xffffffffu, hit);
                    if (hit) slotsOf[at + __popc(hits & ((1u << lane) - 1))] = slot;
                    at += __popc(hits);
                }
            }
            __syncthreads();
        }
    }
    const auto rowsOfEntry = [&](int entry) {
        if constexpr (kJob == Job::Linear) return args.rows;
        return Layout::kSplits ? entryRows[entry] : counts[active[entry]];
    };
    const auto slotOf = [&](int entry, int row) {
        return slotsOf[(Layout::kSplits ? entry : active[entry]) * Rows + row];
    };
    const int units = ownTiles * experts;         // a unit: one tile of one entry
    const int items = ownChunks > 0 ? units : 0;  // units whose chunks this warp copies

    // --- what copies: one lane, 16 of the 128 bytes of every fourth row --------------------------------------------
    const std::uint32_t ring = sharedAddress(memory) + warp * Stages * Layout::kStageBytes;
    const int laneRow = lane / 8;
    const auto placeOf = [&](int run) {
        const int row = laneRow + 4 * run;
        return static_cast<std::uint32_t>(row * 128 + (((lane % 8) ^ (row % 8)) * 16));
    };
    // Where a chunk of a weight's row lies in a stage: so that what the lanes read together lies in different banks.
    const auto weightPlaceOf = [&](int row, int chunk) {
        if constexpr (!kCoded) return row * 128 + ((chunk ^ (row % 8)) * 16);
        if constexpr (Stage::kRowBytes == 128) return row * 128 + ((chunk ^ (row % 4 * 2)) * 16);
        return row * 64 + ((chunk ^ (row / 2 % 4)) * 16);
    };
    const auto upperPlaceOf = [](int row, int chunk) {
        return kUpperChunks == 1 ? row * 16 : row * 32 + ((chunk ^ (row / 4 % 2)) * 16);
    };
    // Of the weight's rows and of the scales, which row of the matrix is row `row` of a tile.
    const auto matrixRow = [&](int tile, int row) -> std::int64_t {
        if constexpr (kJob == Job::GateUp)
            return static_cast<std::int64_t>(row / 8) * args.columns + tile * 8 + row % 8;
        else
            return min(tile * 16 + row, args.columns - 1);
    };
    const std::int64_t rowBytes =
        static_cast<std::int64_t>(args.k) / kStageColumns * (Stage::kRowBytes + Stage::kUpperBytes);
    const std::int64_t upperAt = static_cast<std::int64_t>(args.k) / kStageColumns * Stage::kRowBytes;  // of a row
    int weightUnit = 0, weightLeft = 0, weightTile = firstTile, weightExpert = 0, weightStage = 0;
    const unsigned char* weights[kWeightRuns] = {};
    const unsigned char* scaleAt = nullptr;  // of the lane's row
    // Fours of pairs of bytes: a nested scale and its minimum, or those of two groups.
    const int stageScales = kNested ? 4 : kCoded && args.group > 0 ? kStageColumns / args.group : 0;
    [[maybe_unused]] const unsigned char *upper = nullptr, *superAt = nullptr;
    const std::uint64_t once = readOnce();
    const auto copyWeights = [&] {
        if (weightLeft == 0) {
            if (weightUnit == items) return;
            const unsigned char* matrix;
            if constexpr (kJob == Job::Linear)
                matrix = static_cast<const unsigned char*>(args.weight);
            else
                matrix = weightsOf[active[weightExpert]];
#pragma unroll
            for (int run = 0; run < kWeightRuns; ++run) {
                const std::int64_t from = matrixRow(weightTile, lane / kChunksOfRow + kRowsOfCopy * run);
                weights[run] = matrix + from * rowBytes + warp * Stage::kRowBytes + lane % kChunksOfRow * 16;
            }
            if constexpr (Stage::kScaleBytes > 0) {
                const void* const of = kJob == Job::Linear ? scales : scalesOf[active[weightExpert]];
                if constexpr (kPaired) {
                    scaleAt = static_cast<const unsigned char*>(of) +
                              matrixRow(weightTile, lane % 16) * (args.k / kStageColumns * Stage::kScaleBytes) +
                              warp * Stage::kScaleBytes;
                } else {
                    const int scalesOfRow = kNested ? args.k / 32 : args.k / args.group;
                    scaleAt = static_cast<const unsigned char*>(of) +
                              (matrixRow(weightTile, lane % 16) * scalesOfRow + warp * stageScales) * 2;
                }
            }
            if constexpr (Stage::kSuperBytes > 0) {
                const void* const of = kJob == Job::Linear ? supers : supersOf[active[weightExpert]];
                superAt = static_cast<const unsigned char*>(of) +
                          (matrixRow(weightTile, lane % 16) * (args.k / kCodedMultiple) + warp / 2) * 4;
            }
            if constexpr (kUpperChunks > 0)
                upper = matrix + matrixRow(weightTile, lane / kUpperChunks % 16) * rowBytes + upperAt +
                        warp * Stage::kUpperBytes + lane % kUpperChunks * 16;
            weightLeft = ownChunks;
            ++weightUnit;
            if (++weightExpert == experts) {
                weightExpert = 0;
                weightTile += tileStride;
            }
        }
        const std::uint32_t stageAt = ring + weightStage * Layout::kStageBytes;
#pragma unroll
        for (int run = 0; run < kWeightRuns; ++run) {
            copyAsyncOnce(stageAt + weightPlaceOf(lane / kChunksOfRow + kRowsOfCopy * run, lane % kChunksOfRow),
                          weights[run], once);
            weights[run] += kFewRowsWarps * Stage::kRowBytes;
        }
        if constexpr (kPaired) {
            if (lane < 16) {
                const std::uint32_t to = stageAt + Layout::kScales + lane * Stage::kScaleBytes;
                if constexpr (Stage::kScaleBytes == 16) {
                    copyAsync(to, scaleAt);
                } else {
                    copyAsyncFew<Stage::kScaleBytes>(to, scaleAt);
                }
            }
            scaleAt += kFewRowsWarps * Stage::kScaleBytes;
        } else if constexpr (Stage::kScaleBytes > 0) {
            if (lane < 16) {
                if (stageScales == 4)
                    copyAsyncFew<8>(stageAt + Layout::kScales + lane * 8, scaleAt);
                else  // the pair in which it stands, as 4 bytes are the least
                    copyAsyncFew<4>(stageAt + Layout::kScales + lane * 8, scaleAt - warp % 2 * 2);
            }
            scaleAt += kFewRowsWarps * stageScales * 2;
        }
        if constexpr (Stage::kSuperBytes > 0) {
            if (lane >= 16) copyAsyncFew<4>(stageAt + Layout::kSupers + (lane - 16) * 4, superAt);
            superAt += kFewRowsWarps * kStageColumns / kCodedMultiple * 4;
        }
        if constexpr (kUpperChunks > 0) {
            if (lane < 16 * kUpperChunks)
                copyAsyncOnce(stageAt + Layout::kUpper + upperPlaceOf(lane / kUpperChunks, lane % kUpperChunks), upper,
                              once);
            upper += kFewRowsWarps * Stage::kUpperBytes;
        }
        --weightLeft;
        weightStage = weightStage + 1 == Stages ? 0 : weightStage + 1;
    };
    int xUnit = 0, xLeft = 0, xExpert = 0, xStage = 0;
    const Activation* xs[kTokenRuns] =
        {};  // null: no such row; what then stands in the stage only reaches sums nobody reads
    const auto copyX = [&] {
        if (xLeft == 0) {
            if (xUnit == items) return;
            const int count = rowsOfEntry(xExpert);
#pragma unroll
            for (int run = 0; run < kTokenRuns; ++run) {
                const int row = laneRow + 4 * run;
                int from = row;
                if (kJob != Job::Linear && row < count) from = slotOf(xExpert, row);
                if (kJob == Job::GateUp) from /= args.perToken;
                xs[run] = row < count
                              ? static_cast<const Activation*>(args.x) + static_cast<std::int64_t>(from) * args.k +
                                    warp * kStageColumns + lane % 8 * 8
                              : nullptr;
            }
            xLeft = ownChunks;
            ++xUnit;
            if (++xExpert == experts) xExpert = 0;
        }
#pragma unroll
        for (int run = 0; run < kTokenRuns; ++run) {
            if (!xs[run]) continue;
#pragma unroll
            for (int part = 0; part < kStageColumns / 64; ++part)
                copyAsync(ring + xStage * Layout::kStageBytes + Layout::kX + part * Rows * 128 + placeOf(run),
                          xs[run] + part * 64);
            xs[run] += kStageColumns * kFewRowsWarps;
        }
        --xLeft;
        xStage = xStage + 1 == Stages ? 0 : xStage + 1;
    };

    // The weights of a linear depend on nothing, those of Down on the choice, so their copies start before the kernel
    // before this one has ended.
    for (int i = 0; i < Stages - 1; ++i)
        copyWeights();
    if constexpr (kJob != Job::GateUp) waitForDependency();
    for (int i = 0; i < Stages - 1; ++i) {
        copyX();
        closeCopies();
    }

    // --- what multiplies -------------------------------------------------------------------------------------------
    const int aRow = lane % 16, aChunk = lane / 16;
    // Of one row there are eight copies: seven products that nobody reads.
    const int bRow = Rows == 1 ? 0 : Rows == 8 ? lane % 8 : lane % 8 + lane / 16 * 8;
    const int bChunk = Rows <= 8 ? lane / 8 : lane / 8 % 2;
    constexpr int kSets =
        kElement == Element::Q6_K ? 2 : 1;  // of sums: the products of a block are groups of their own
    int stage = 0;
    int tile = firstTile, expertAt = 0;
    for (int unit = 0; unit < units; ++unit) {
        // Of whole rows: that of the thread's column, GateUp: of its gate and up. On its way while all is multiplied.
        float rowScales[2] = {};
        if constexpr (kCoded && Stage::kScaleBytes == 0) {
            const void* const of = kJob == Job::Linear ? scales : scalesOf[active[expertAt]];
            const int row = thread % kTileColumns;
            rowScales[0] = static_cast<const float*>(of)[matrixRow(tile, row)];
            if constexpr (kJob == Job::GateUp) rowScales[1] = static_cast<const float*>(of)[matrixRow(tile, row + 8)];
        }
        float products[kSets][kColumns / 8][4] = {};
        float totals[Stage::kScaleBytes > 0 ? kColumns / 8 : 1][4] = {};  // of scaled products
        for (int i = 0; i < ownChunks; ++i) {
            waitForCopies<Stages - 2>();
            __syncwarp();  // what the other lanes copied is there, too, and nobody reads the stage before any more
            copyWeights();
            copyX();
            closeCopies();
            const std::uint32_t at = ring + stage * Layout::kStageBytes;
            // Of the row of eight, and of that 8 further.
            [[maybe_unused]] std::uint32_t nested[2][2], upperBits[2] = {};
            [[maybe_unused]] float2 super[2];
            // Of a group: its sums of x, over its columns, the same in all rows.
            constexpr int kBlocksOfGroup = kPaired ? kGroupOf<kElement> / kCodeBlock : 1;
            [[maybe_unused]] float sumsOfX[kColumns / 8][4] = {};
            if constexpr (kNested && !kPaired) {
#pragma unroll
                for (int half = 0; half < 2; ++half) {
                    const auto row = static_cast<std::uint32_t>(lane / 4 + half * 8);
                    nested[half][0] = loadWord(at + Layout::kScales + row * 8);
                    nested[half][1] = loadWord(at + Layout::kScales + row * 8 + 4);
                    super[half] = floatsOfHalves(loadWord(at + Layout::kSupers + row * 4));
                }
            }
#pragma unroll
            for (int block = 0; block < kStageColumns / 32; ++block) {  // of 32 columns: two products
                const std::uint32_t b = at + Layout::kX + block / 2 * Rows * 128 + bRow * 128;
                const int half = block % 2;
                std::uint32_t a0[4], a1[4];
                if constexpr (kNested) {
                    using Of = Codes<kElement>;
                    constexpr int kBlocksOfWord = Of::kUpperBits > 0 ? 4 / Of::kUpperBits : 1;
#pragma unroll
                    for (int further = 0; further < 2; ++further) {
                        const int row = lane / 4 + further * 8;
                        std::uint32_t words[1], near[2], far[2];
                        loadWords<kElement>(words, at + weightPlaceOf(row, block) + lane % 4 * 4);
                        if constexpr (Of::kUpperBits > 0)
                            if (block % kBlocksOfWord == 0)
                                upperBits[further] = loadWord(at + Layout::kUpper +
                                                              upperPlaceOf(row, block / kBlocksOfWord) + lane % 4 * 4);
                        Of::pairs(words, upperBits[further], block % kBlocksOfWord, near, far);
                        a0[further] = near[0], a0[further + 2] = far[0];
                        a1[further] = near[1], a1[further + 2] = far[1];
                    }
                } else if constexpr (kCoded) {
                    using Of = Codes<kElement>;
                    constexpr int kBlockBytes = kCodeBlock * Of::kBits / 8;
                    const int byte = block * kBlockBytes + lane % 4 * Of::kWords * 4;
                    std::uint32_t words[Of::kWords], near[2], far[2];
                    loadWords<kElement>(words, at + weightPlaceOf(lane / 4, byte / 16) + byte % 16);
                    Of::pairs(words, near, far);
                    a0[0] = near[0], a0[2] = far[0], a1[0] = near[1], a1[2] = far[1];
                    loadWords<kElement>(words, at + weightPlaceOf(lane / 4 + 8, byte / 16) + byte % 16);
                    Of::pairs(words, near, far);
                    a0[1] = near[0], a0[3] = far[0], a1[1] = near[1], a1[3] = far[1];
                } else {
                    loadMatrices(a0, at + weightPlaceOf(aRow, half * 4 + aChunk));
                    loadMatrices(a1, at + weightPlaceOf(aRow, half * 4 + 2 + aChunk));
                }
                std::uint32_t b0[4], b1[4] = {};
                loadMatrices(b0, b + (((half * 4 + bChunk) ^ (bRow % 8)) * 16));
                if constexpr (Rows > 8) loadMatrices(b1, b + (((half * 4 + 2 + bChunk) ^ (bRow % 8)) * 16));
                multiplyBlock<Rows>(products[0], products[kSets - 1], a0, a1, b0, b1);
                if constexpr (kNested) {
                    if constexpr (kElement != Element::Q6_K) {
                        constexpr std::uint32_t kOnes[4] = {0x3f803f80, 0x3f803f80, 0x3f803f80, 0x3f803f80};
                        multiplyBlock<Rows>(sumsOfX, sumsOfX, kOnes, kOnes, b0, b1);
                    }
                    if (block % kBlocksOfGroup != kBlocksOfGroup - 1) continue;
                    const auto scaleOf = [&](int further, int set) {
                        if constexpr (kPaired)
                            return NestedScale<kElement>(
                                loadWord(at + Layout::kScales +
                                         static_cast<std::uint32_t>((lane / 4 + further * 8) * Stage::kScaleBytes +
                                                                    block / kBlocksOfGroup * 4)));
                        else
                            return NestedScale<kElement>(super[further].x, super[further].y,
                                                         nested[further][block / 2] >> (block % 2 * 16 + set * 8));
                    };
#pragma unroll
                    for (int set = 0; set < kSets; ++set) {
                        const NestedScale<kElement> ofRows[2] = {scaleOf(0, set), scaleOf(1, set)};
#pragma unroll
                        for (int i = 0; i < 4; ++i) {
                            const NestedScale<kElement>& scale = ofRows[i / 2];
#pragma unroll
                            for (int part = 0; part < kColumns / 8; ++part) {
                                float& total = totals[part][i];
                                total = fmaf(scale.step, products[set][part][i], total);
                                if constexpr (kElement != Element::Q6_K)
                                    total = fmaf(scale.least, sumsOfX[part][i], total);
                                products[set][part][i] = 0;
                                sumsOfX[part][i] = 0;
                            }
                        }
                    }
                } else if constexpr (Stage::kScaleBytes > 0) {
                    if (block % 4 != 3 && stageScales == 1) continue;
                    const int group = stageScales == 4 ? block : warp % 2;
                    const std::uint32_t scale = at + Layout::kScales + lane / 4 * 8 + group * 2;
                    const float near = loadHalf(scale), far = loadHalf(scale + 8 * 8);
#pragma unroll
                    for (int part = 0; part < kColumns / 8; ++part)
#pragma unroll
                        for (int i = 0; i < 4; ++i) {
                            totals[part][i] = fmaf(i < 2 ? near : far, products[0][part][i], totals[part][i]);
                            products[0][part][i] = 0;
                        }
                }
            }
            stage = stage + 1 == Stages ? 0 : stage + 1;
        }

        // Add the warps' sums. Two buffers in turn: one barrier per unit is enough.
        float* buffer = sums + unit % 2 * (kFewRowsWarps * Rows * Layout::kSumStride);
        float* own = buffer + warp * Rows * Layout::kSumStride;
#pragma unroll
        for (int part = 0; part < kColumns / 8; ++part)
#pragma unroll
            for (int i = 0; i < 4; ++i) {
                const int row = part * 8 + lane % 4 * 2 + i % 2;
                const float sum =
                    Stage::kScaleBytes > 0 ? totals[Stage::kScaleBytes > 0 ? part : 0][i] : products[0][part][i];
                if (row < Rows) own[row * Layout::kSumStride + lane / 4 + i / 2 * 8] = sum;
            }
        __syncthreads();
        const auto total = [&](int token, int row) {
            float value = 0;
#pragma unroll
            for (int i = 0; i < kFewRowsWarps; ++i)
                value += buffer[(i * Rows + token) * Layout::kSumStride + row];
            if constexpr (kCoded && Stage::kScaleBytes == 0) value *= rowScales[row / 8 % 2 * (kJob == Job::GateUp)];
            return value;
        };
        const int token = thread / kTileColumns, row = thread % kTileColumns;
        const int column = tile * kTileColumns + row;
        if (token < rowsOfEntry(expertAt) && column < args.columns) {
            if constexpr (kJob == Job::Linear) {
                const std::int64_t at = static_cast<std::int64_t>(token) * args.columns + column;
                const float value = total(token, row);
                if (args.floatOut)
                    static_cast<float*>(args.out)[at] = value;
                else
                    static_cast<Activation*>(args.out)[at] = fromFloat<Activation>(value);
            } else if constexpr (kJob == Job::GateUp) {
                const int slot = slotOf(expertAt, token);
                static_cast<Activation*>(args.out)[static_cast<std::int64_t>(slot) * args.columns + column] =
                    fromFloat<Activation>(gated(total(token, row), total(token, row + 8)));
            } else {
                slotSums[slotOf(expertAt, token) * 16 + row] = total(token, row);
            }
        }
        if (++expertAt < experts) continue;
        if constexpr (kJob == Job::Down) {
            __syncthreads();
            for (int summed = token; summed < args.rows && column < args.columns; summed += kFewRowsThreads / 16) {
                float value = 0;
                for (int choice = 0; choice < args.perToken; ++choice) {
                    const int slot = summed * args.perToken + choice;
                    value = fmaf(args.topkWeights[slot], slotSums[slot * 16 + row], value);
                }
                static_cast<Activation*>(args.out)[static_cast<std::int64_t>(summed) * args.columns + column] =
                    fromFloat<Activation>(value);
            }
        }
        expertAt = 0;
        tile += tileStride;
    }
    waitForCopies<0>();
}

}  // namespace mw::kernels
