// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a launch of sm90_grouped_tiles.cuh has to do, as a list of items, which every block makes for itself.

#pragma once

#include "sm90_async.cuh"
#include "sm90_grouped.h"

namespace mw::kernels::grouped {

using namespace sm90;

constexpr int kConsumers = 2;                     // warpgroups
constexpr int kThreads = kConsumers * 128 + 128;  // and one of which a thread copies
constexpr int kCluster = 2;                       // blocks
constexpr int kTileRows = 64 * kConsumers;        // weight rows; gate and up count each
constexpr int kStep = 32;                         // tokens by which widths differ
constexpr int kMostTokens = kStep * kGroupedWidths;
constexpr int kBand = 8;  // most token tiles side by side, so that their tokens stay in L2 while the weights pass by
constexpr int kMostExperts = 64;

struct Job {
    int rows;                   // of the output: features
    int steps;                  // along k
    int pairs;                  // of weight tiles, for each group
    int groups;                 // 1, or experts
    const int* counts;          // of tokens of each group, on the device; null: all tokens are one group
    const ExpertPlace* places;  // of the weights of each group; null: the map of the weights is that of one matrix
    const void* scales;         // of that matrix, if it is of codes
    const void* superScales;    // likewise, of nested scales
    const float* tokenScales;   // [tokens of all groups], where those are e4m3
    int scalesOfRow;            // nested: pairs of bytes, or of fp16
    int upperAt;                // byte of a row where the upper bits of its codes begin
    int tokens;
    int tiles;   // of tokens, if they are one group
    void* out;   // [tokens, rows]
    int* taken;  // items beyond the first of each cluster; zero before and after
};

/// Where the items of each group begin; past the last group: how many there are.
struct Plan {
    int firstItem[kMostExperts + 1];
    int firstToken[kMostExperts + 1];
    int tiles[kMostExperts];
    int weights[kMostExperts];  // their places
};

/// One tile of tokens times two tiles of weights.
struct Item {
    int group, pair, firstToken, tokens, units;  // units: width / kStep
    bool weightsAgain;                           // keep weights in L2: other tiles want them, or the rest of the lines
};

__host__ __device__ inline int unitsOf(int tokens) {
    return (tokens + kStep - 1) / kStep;
}

/// One warp. Gated: see grouped_kernel.
template <bool Gated>
__device__ __forceinline__ void makePlan(const Job& job, Plan& plan) {
    const int lane = static_cast<int>(threadIdx.x) % 32;
    int items = 0, tokens = 0;  // of the groups before
    for (int first = 0; first < kMostExperts; first += 32) {
        const int group = first + lane;
        const bool placed = job.places && group < job.groups;
        const void* const weights = !placed ? nullptr
                                    : Gated ? job.places[group].gateUpValues
                                            : job.places[group].downValues;
        const int count = group >= job.groups ? 0 : job.counts ? __ldcg(job.counts + group) : job.tokens;
        const int tiles = job.counts  ? (unitsOf(count) + kGroupedWidths - 1) / kGroupedWidths
                          : count > 0 ? job.tiles
                                      : 0;
        int itemsTo = tiles * job.pairs, tokensTo = count;  // this group included
        for (int distance = 1; distance < 32; distance *= 2) {
            const int otherItems = __shfl_up_sync(0xffffffffu, itemsTo, distance);
            const int otherTokens = __shfl_up_sync(0xffffffffu, tokensTo, distance);
            if (lane >= distance) {
                itemsTo += otherItems;
                tokensTo += otherTokens;
            }
        }
        plan.tiles[group] = tiles;
        plan.weights[group] = job.places ? placeOf(weights) : 0;
        plan.firstItem[group + 1] = items + itemsTo;
        plan.firstToken[group + 1] = tokens + tokensTo;
        items += __shfl_sync(0xffffffffu, itemsTo, 31);
        tokens += __shfl_sync(0xffffffffu, tokensTo, 31);
    }
    if (lane == 0) plan.firstItem[0] = plan.firstToken[0] = 0;
}

/// The item of this number, which is less than there are; `group` is one at or before the item's.
__device__ __forceinline__ Item itemAt(const Job& job, const Plan& plan, int number, int group) {
    while (number >= plan.firstItem[group + 1])
        ++group;
    int rest = number - plan.firstItem[group];
    const int tiles = plan.tiles[group];
    const int bands = (tiles + kBand - 1) / kBand, bandTiles = (tiles + bands - 1) / bands;
    const int band = rest / (job.pairs * bandTiles);
    rest -= band * job.pairs * bandTiles;
    const int inBand = min(bandTiles, tiles - band * bandTiles);
    const int tile = band * bandTiles + rest % inBand;
    const int count = plan.firstToken[group + 1] - plan.firstToken[group];
    const int units = unitsOf(count), begin = units * tile / tiles, end = units * (tile + 1) / tiles;
    return {.group = group,
            .pair = rest / inBand,
            .firstToken = plan.firstToken[group] + begin * kStep,
            .tokens = min(count, end * kStep) - begin * kStep,
            .units = end - begin,
            .weightsAgain = tiles > 1 || end - begin > 2};
}

}  // namespace mw::kernels::grouped
