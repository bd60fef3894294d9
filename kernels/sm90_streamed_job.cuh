// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the kernels of sm90_streamed_tiles.cuh are told to do, how they cut it, and which experts meet which tokens.

#pragma once

#include <algorithm>

#include "common.cuh"
#include "sm90_async.cuh"
#include "sm90_codes.cuh"
#include "sm90_maps.h"

namespace mw::kernels::streamed {

using namespace sm90;

constexpr int kMostExperts = 64;
constexpr int kMostTiles = 2 * kMostExperts;            // of tokens
constexpr int kAlignment = 1024;                        // of swizzled tiles
constexpr int kGroupsOfWindow = 8;                      // scales of a row that are read at once
constexpr int kWindowBytes = 32 * kGroupsOfWindow * 2;  // of shared memory, for the rows of a warp
constexpr int kNestedWindowBytes = 16 * 8 * 8;          // for 16 rows of a warp, factors of a chunk's eight blocks

/// Split: of sorted tokens, each number as two (sm90_split.cuh), with weights in e4m3.
enum class Product { Linear, GateUp, Down, SortedGateUp, SortedDown, SplitGateUp, SplitDown };

/// Tokens of a tile of split ones.
inline constexpr int kSplitWidth = 32;

template <Product Kind>
constexpr bool kIsSplit = Kind == Product::SplitGateUp || Kind == Product::SplitDown;
template <Product Kind>
constexpr bool kIsGated = Kind == Product::GateUp || Kind == Product::SortedGateUp || Kind == Product::SplitGateUp;
template <Product Kind>
constexpr bool kIsSorted = Kind == Product::SortedGateUp || Kind == Product::SortedDown || kIsSplit<Kind>;

/// How the weights of one element are cut.
template <Element kWeight>
struct Cut {
    static constexpr bool kCoded = kIsCoded<kWeight>;
    static constexpr int kBoxes = kCoded ? 1 : 2;  ///< of weights in a chunk, of 128 bytes of each row
    static constexpr int kColumns = kBoxes * kBoxBytes * 8 / lowerBitsOf(kWeight);  ///< of a chunk, along k
    static constexpr int kUpperBytes = kColumns * (bitsOf(kWeight) - lowerBitsOf(kWeight)) / 8;  ///< of a row, of it
    /// Rows of a unit. Experts have weights enough for large units, in which tokens are copied less often; a single
    /// matrix is cut finer, since most of its units are shared by blocks, and a shared unit costs a trip to memory.
    static constexpr int rows(int width, Product kind) {
        if (kind == Product::Linear) return kCoded ? 128 : 64;
        return width == 64 || kCoded ? 256 : 128;
    }
};

template <int Width, Product Kind, Element kWeight>
struct Tile : Cut<kWeight> {
    using Cut<kWeight>::kBoxes, Cut<kWeight>::kUpperBytes;
    static constexpr bool kSplit = kIsSplit<Kind>;
    static constexpr bool kCoded = Cut<kWeight>::kCoded && !kSplit;  ///< codes have to be turned
    static constexpr int kRows = Cut<kWeight>::rows(Width, Kind);
    static constexpr bool kByWgmma = !kCoded || Width > 16;
    /// Warpgroups that multiply. Those that turn codes wait for something most of the time, so it takes more of them,
    /// unless there are too many sums or too few rows.
    static constexpr int kConsumers = kCoded && Width <= 32 && Kind != Product::Linear ? 4 : 2;
    static constexpr int kThreads = kConsumers * 128 + 128;    // and one of which a thread copies
    static constexpr int kSharing = kCoded ? kConsumers : 1;   // that multiply the same stage
    static constexpr int kBlocksOf64 = kRows / 64 / kSharing;  // of a warpgroup
    static constexpr int kTokenBoxes = Cut<kWeight>::kColumns / kBoxColumns;
    static constexpr int kBoxWeightBytes = kRows * kBoxBytes;
    static constexpr int kBoxTokenBytes = Width * kBoxBytes;
    static constexpr int kUpperAt = kBoxes * kBoxWeightBytes;  ///< where the upper bits are in a stage
    static constexpr int kWeightBytes = kUpperAt + kRows * kUpperBytes;
    static constexpr int kStageBytes = kWeightBytes + kTokenBoxes * kBoxTokenBytes;
    static constexpr bool kNested = kIsNested<kWeight>;
    static constexpr int kStages = (kNested ? 192 : 206) * 1024 / kStageBytes;
    static constexpr int kSharedBytes = kStages * kStageBytes + kAlignment;
    static constexpr int kSums = kBlocksOf64 * Width / 2;  // per thread
    static constexpr int kGroup = groupOf(kWeight);        // columns that share a scale
    static constexpr bool kGrouped = kGroup > 0 && !kNested;
    /// Of shared memory, for the scales of a warp's rows.
    static constexpr int kWindowBytesOfWarp = kNested ? kBlocksOf64 * kNestedWindowBytes : kGrouped ? kWindowBytes : 1;
    static constexpr bool kManyRegisters = kConsumers == 4 || kSplit || kSums >= (kCoded && kByWgmma ? 32 : 128);
};

template <int Width, Product Kind, Element kWeight>
using Sums = float[Tile<Width, Kind, kWeight>::kBlocksOf64][Width / 2];

struct Job {
    int tokens = 0;
    int rows = 0;            // of a unit's matrix: features, or hidden
    int chunks = 0;          // along k
    int lastBox = 0;         // byte of a row where the last box begins that has something of the weights
    int unitsPerExpert = 0;  // 1 expert for Linear
    const std::int32_t* topkIds = nullptr;
    int perToken = 0;
    const int* counts = nullptr;  // Sorted: tokens of each expert
    int experts = 0;
    const ExpertPlace* places = nullptr;
    const void* scales = nullptr;       // Linear, of codes
    const void* superScales = nullptr;  // Linear, of nested scales
    int groups = 0;                     // of a row, that have scales of their own; nested: super-blocks
    int upperAt = 0;                    // byte of a row where the upper bits of its codes begin
    int tokenRowsPerExpert = 0;         // Down: the products of an expert start there
    bool byChoice = false;              // GateUp: the products are in the order of the choices, not of the experts
    void* out = nullptr;
    bool floatOut = false;
    // Split: [chunks, scaleStride], of the tokens that are multiplied, and of the products that are stored.
    const float* tokenScales = nullptr;
    float* outScales = nullptr;
    int scaleStride = 0;
    float* partials = nullptr;
    int* counters = nullptr;
};

/// The tokens that meet an expert's weights at once: rows of x from `base` on. An expert has one tile, or if sorted as
/// many as its tokens need.
struct TokenTiles {
    int count;
    int experts[kMostTiles], places[kMostTiles], bases[kMostTiles], tokens[kMostTiles];
};

/// Where the weights are of experts `lane` and `lane` + 32.
struct OwnPlaces {
    int at[kMostExperts / 32] = {};

    template <Product Kind>
    __device__ __forceinline__ void load(const Job& job) {
#pragma unroll
        for (int i = 0; i < kMostExperts / 32; ++i) {
            const int expert = static_cast<int>(threadIdx.x) % 32 + 32 * i;
            if (expert >= job.experts) continue;
            at[i] = placeOf(kIsGated<Kind> ? job.places[expert].gateUpValues : job.places[expert].downValues);
        }
    }
};

/// Lists the experts that a token chose, in their order. One warp.
__device__ inline void listChosen(const Job& job, const OwnPlaces& places, TokenTiles& list) {
    const int lane = threadIdx.x % 32;
    std::uint32_t low = 0, high = 0;
    for (int i = lane; i < job.tokens * job.perToken; i += 32) {
        const int expert = job.topkIds[i];
        if (expert < 32)
            low |= 1u << expert;
        else
            high |= 1u << (expert - 32);
    }
    low = __reduce_or_sync(0xffffffff, low);
    high = __reduce_or_sync(0xffffffff, high);
#pragma unroll
    for (int half = 0; half < kMostExperts / 32; ++half) {
        const int expert = lane + 32 * half;
        const std::uint32_t mask = half == 0 ? low : high;
        const std::uint32_t below = mask & ((1u << lane) - 1);
        if (!(mask >> lane & 1)) continue;
        const int at = (half == 0 ? 0 : __popc(low)) + __popc(below);
        list.experts[at] = expert;
        list.places[at] = places.at[half];
        list.bases[at] = expert * job.tokenRowsPerExpert;
        list.tokens[at] = job.tokens;
    }
    if (lane == 0) list.count = __popc(low) + __popc(high);
}

/// Lists the tiles of sorted tokens. One warp.
template <int Width>
__device__ void listSorted(const Job& job, const OwnPlaces& places, TokenTiles& list) {
    const int lane = threadIdx.x % 32;
    int base = 0, count = 0;  // tokens and tiles of the experts before
#pragma unroll
    for (int half = 0; half < kMostExperts / 32; ++half) {
        const int expert = 32 * half + lane;
        if (32 * half >= job.experts) break;
        const int tokens = expert < job.experts ? __ldcg(job.counts + expert) : 0, own = (tokens + Width - 1) / Width;
        int tokensTo = tokens, tilesTo = own;  // this expert included
#pragma unroll
        for (int distance = 1; distance < 32; distance *= 2) {
            const int otherTokens = __shfl_up_sync(0xffffffffu, tokensTo, distance);
            const int otherTiles = __shfl_up_sync(0xffffffffu, tilesTo, distance);
            if (lane >= distance) {
                tokensTo += otherTokens;
                tilesTo += otherTiles;
            }
        }
        for (int tile = 0; tile < own; ++tile) {
            const int at = count + tilesTo - own + tile;
            if (at >= kMostTiles) break;
            list.experts[at] = expert;
            list.places[at] = places.at[half];
            list.bases[at] = base + tokensTo - tokens + tile * Width;
            list.tokens[at] = min(Width, tokens - tile * Width);
        }
        base += __shfl_sync(0xffffffffu, tokensTo, 31);
        count = min(count + __shfl_sync(0xffffffffu, tilesTo, 31), kMostTiles);
    }
    if (threadIdx.x % 32 == 0) list.count = count;
}

/// The scales of the weights that tile `tile` meets.
template <Product Kind>
__device__ __forceinline__ const void* scalesOf(const Job& job, const TokenTiles& tiles, int tile) {
    if constexpr (Kind == Product::Linear) return job.scales;
    const ExpertPlace& place = job.places[tiles.experts[tile]];
    return kIsGated<Kind> ? place.gateUpScales : place.downScales;
}

/// Likewise of nested scales.
template <Product Kind>
__device__ __forceinline__ const void* superScalesOf(const Job& job, const TokenTiles& tiles, int tile) {
    if constexpr (Kind == Product::Linear) return job.superScales;
    const ExpertPlace& place = job.places[tiles.experts[tile]];
    return kIsGated<Kind> ? place.gateUpSuperScales : place.downSuperScales;
}

}  // namespace mw::kernels::streamed
