// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Causal attention of many queries per sequence with Hopper's warpgroup products (after Shah et al.,
// "FlashAttention-3", 2024: a warpgroup that loads, two that compute, and products that run beside the softmax).
//
// Grid: (heads, tiles). A block takes 128 queries of one head and walks over the context in steps of 128 tokens (8
// pages). The last warpgroup copies queries, keys and values to shared memory (32 KB of queries, two steps of keys and
// two of values, 160 KB in all), 16 bytes at a time because a page has but 16 rows; the other two take 64 queries each.
// While a warpgroup's softmax of step j runs, its product of the probabilities and values of step j - 1 does; the two
// warpgroups fill each other's gaps. Steps that reach beyond a warpgroup's first query come last and are masked; there
// the values are searched for NaN and infinities, which must not reach the queries before them (0 * NaN = NaN), and if
// there are any, the products are made by hand.
//
// Of a cache in e4m3 the last warpgroup copies keys and values to a ring of three tiles of 16 KB, from where it brings
// them as bf16 to the places that the others read: they do the same whatever the cache is.
//
// Bytes: per block, 64 KB for queries and output, and 512 per token of context (of e4m3: 256), mostly from the L2
// cache. FLOPs: 512 per query and token of context.

#include <cstring>
#include <type_traits>

#include "attention.cuh"
#include "sm90_attention.cuh"

namespace mw::kernels {
namespace {

constexpr int kConsumers = 2;  // warpgroups
constexpr int kThreads = (kConsumers + 1) * 128;
constexpr int kGroupQueries = kPrefillQueries / kConsumers;
constexpr int kStepTokens = 128;
constexpr int kStepPages = kStepTokens / kPageTokens;
constexpr int kBlockBytes = kStepTokens * 128;  // 64 columns of the tokens of a step, or of the queries
constexpr int kTileBytes = 2 * kBlockBytes;
constexpr int kTilesBytes = 5 * kTileBytes;  // queries, keys twice, values twice
constexpr int kAlignmentBytes = 1024;        // room to align them
constexpr int kArrivals = 3;                 // tiles of a ring, of a cache in e4m3
constexpr int kArrivalBytes = kTileBytes / 2;
constexpr int kCopies = kTileBytes / 16 / 128;  // chunks that a thread copies of a tile
// 40 * 128 + 232 * 256 registers are what a multiprocessor has.
constexpr int kProducerRegisters = 40;
constexpr int kConsumerRegisters = 232;
static_assert(kPrefillQueries == kStepTokens, "queries and keys share the layout of a tile");

/// Byte offset of a 16-byte chunk (of the 16 of a row) in a tile.
__host__ __device__ constexpr std::uint32_t tileOffset(int row, int chunk) {
    return static_cast<std::uint32_t>(chunk / 8 * kBlockBytes + row * 128 + ((chunk % 8 ^ (row & 7)) << 4));
}

/// Where things are in shared memory.
struct Places {
    std::uint32_t queries, keys, values;  // tiles; keys and values: of even steps, those of odd ones follow
    std::uint32_t arrivals;
    std::uint32_t queriesFull, keysFull, valuesFull, keysEmpty, valuesEmpty;  // barriers; one each for even and odd
};

/// The part of a block's work that all its warpgroups know.
struct Work {
    int queryCount;
    int firstPosition;
    int context;  // of the last query
    int steps;
    std::int64_t firstRow;
};

/// Brings keys and values of a cache in e4m3 to their places, once the queries are requested: in the order of
/// produce(), keys one step ahead of the values. A thread converts what it has copied itself.
template <typename PageNumberOf>
__device__ __forceinline__ void produceFromFloat8(const PrefillParameters& p, const Work& work, const Places& places,
                                                  int kvHead, const PageNumberOf& pageNumberOf) {
    const int thread = static_cast<int>(threadIdx.x) % 128;
    // Chunks i, i + 128, ... of a tile as it is stored: of row thread / 8 of every page the same chunk, two of bf16.
    const int myRow = thread / 8;
    const std::uint32_t myPlaces[2] = {tileOffset(myRow, thread % 8 * 2), tileOffset(myRow, thread % 8 * 2 + 1)};
    const Float8* const kvHeadPages =
        static_cast<const Float8*>(p.kv) + pageHeadOffset(0, p.kvHeads, kvHead) + thread * 16;
    const std::int64_t toValues = static_cast<std::int64_t>(p.kvHeads) * kPageRows;

    const int tiles = 2 * work.steps;
    const auto isKeys = [&](int tile) { return tile == 0 || (tile % 2 == 1 && tile != tiles - 1); };
    const auto stepOf = [&](int tile) { return isKeys(tile) ? (tile + 1) / 2 : (tile - 1) / 2; };
    const auto pagesOf = [&](int tile) { return tile < tiles ? pageNumberOf(stepOf(tile)) : 0; };
    const auto request = [&](int tile, int pageNumber) {
        if (tile < tiles) {
            const int rows = work.context - stepOf(tile) * kStepTokens - myRow;  // those beyond are stale
            const std::int64_t offset = isKeys(tile) ? 0 : toValues;
            const std::uint32_t to = places.arrivals + tile % kArrivals * kArrivalBytes + thread * 16;
#pragma unroll 4
            for (int i = 0; i < kStepPages; ++i) {
                const int page = __shfl_sync(0xffffffffu, pageNumber, i);
                copyAsync(to + i * 128 * 16, kvHeadPages + pageHeadOffset(page, p.kvHeads, 0) + offset,
                          i * kPageTokens < rows);
            }
        }
        closeCopies();
    };
    closeCopies();  // of the queries
    request(0, pagesOf(0));
    request(1, pagesOf(1));
    int nextPages = pagesOf(2);
    for (int tile = 0; tile < tiles; ++tile) {
        __syncwarp();
        request(tile + 2, nextPages);
        nextPages = pagesOf(tile + 3);
        waitForCopies<2>();  // this tile is there, and before the first the queries
        if (tile == 0) {
            publishToProducts();
            arriveAt(places.queriesFull);
        }
        const bool keys = isKeys(tile);
        const int step = stepOf(tile), slot = step & 1;
        if (step >= 2) waitAt((keys ? places.keysEmpty : places.valuesEmpty) + slot * 8, (step / 2 - 1) & 1);
        const std::uint32_t from = places.arrivals + tile % kArrivals * kArrivalBytes + thread * 16;
        const std::uint32_t to = (keys ? places.keys : places.values) + slot * kTileBytes;
#pragma unroll 2
        for (int i = 0; i < kStepPages; ++i) {
            uint4 first, second;
            expandFloat8(loadChunk(from + i * 128 * 16), first, second);
            storeChunk(to + myPlaces[0] + i * kPageTokens * 128, first);
            storeChunk(to + myPlaces[1] + i * kPageTokens * 128, second);
        }
        publishToProducts();
        arriveAt((keys ? places.keysFull : places.valuesFull) + slot * 8);
    }
    waitForCopies<0>();
}

template <typename T>
__device__ __forceinline__ void produce(const PrefillParameters& p, const Work& work, const int* pageTable,
                                        const Places& places) {
    const int thread = static_cast<int>(threadIdx.x) % 128;
    const int lane = thread % 32;
    const int head = static_cast<int>(blockIdx.x);
    const int kvHead = head / (p.heads / p.kvHeads);
    // Thread i copies chunks i, i + 128, ...: of every eighth row, the same chunk, at the same place modulo 8 rows.
    const std::uint32_t myPlace = tileOffset(thread / 16, thread % 16);

    // Copies are announced one tile late, when they have arrived. A thread that has to wait for room announces all it
    // has first: the readers may need those to make the room.
    std::uint32_t announced = 0;  // barrier of the tile under way, 0: none
    const auto announce = [&] {
        if (announced != 0) {
            publishToProducts();
            arriveAt(announced);
        }
    };
    const auto waitForRoom = [&](std::uint32_t barrier, std::uint32_t parity) {
        if (hasPassed(barrier, parity)) return;
        waitForCopies<0>();
        announce();
        announced = 0;
        waitAt(barrier, parity);
    };
    const auto finishTile = [&](std::uint32_t barrier) {
        closeCopies();
        waitForCopies<1>();  // all but the one just closed
        announce();
        announced = barrier;
    };

    const std::int64_t rowElements = static_cast<std::int64_t>(p.heads + 2 * p.kvHeads) * kHeadDim;
    const Activation* const queries =
        static_cast<const Activation*>(p.qkv) + work.firstRow * rowElements + head * kHeadDim + thread % 16 * 8;
#pragma unroll 4
    for (int i = 0; i < kCopies; ++i) {
        const int row = i * 8 + thread / 16;
        const bool wanted = row < work.queryCount;
        copyAsync(places.queries + myPlace + i * 1024, queries + (wanted ? row : 0) * rowElements, wanted);
    }
    // Lane l knows the number of page l % 8 of a step; the keys are one step ahead of the values.
    const auto pageNumberOf = [&](int step) {
        const int page = step * kStepPages + lane % kStepPages;
        return page * kPageTokens < work.context ? pageTable[page] : 0;
    };
    if constexpr (std::is_same_v<T, Float8>) return produceFromFloat8(p, work, places, kvHead, pageNumberOf);
    finishTile(places.queriesFull);

    const Activation* const kvHeadPages = static_cast<const Activation*>(p.kv) + pageHeadOffset(0, p.kvHeads, kvHead) +
                                          thread * 8;  // 8 rows of 16 chunks
    const auto request = [&](std::uint32_t to, int step, int pageNumber, std::int64_t offset) {
        const int rows = work.context - step * kStepTokens - thread / 16;  // those beyond are stale
#pragma unroll 4
        for (int i = 0; i < kCopies; ++i) {
            const int page = __shfl_sync(0xffffffffu, pageNumber, i / 2);
            const Activation* const from =
                kvHeadPages + pageHeadOffset(page, p.kvHeads, 0) + offset + i % 2 * (kPageRows / 2);
            copyAsync(to + myPlace + i * 1024, from, i * 8 < rows);
        }
    };
    const std::int64_t toValues = static_cast<std::int64_t>(p.kvHeads) * kPageRows;
    int keyPage = pageNumberOf(0), valuePage = 0;
    for (int step = 0; step <= work.steps; ++step) {
        const int slot = step & 1;
        const int nextPage = pageNumberOf(step + 1);
        if (step < work.steps) {
            if (step >= 2) waitForRoom(places.keysEmpty + slot * 8, (step / 2 - 1) & 1);
            __syncwarp();
            request(places.keys + slot * kTileBytes, step, keyPage, 0);
            finishTile(places.keysFull + slot * 8);
        }
        if (step > 0) {
            const int last = step - 1, lastSlot = last & 1;
            if (last >= 2) waitForRoom(places.valuesEmpty + lastSlot * 8, (last / 2 - 1) & 1);
            __syncwarp();
            request(places.values + lastSlot * kTileBytes, last, valuePage, toValues);
            finishTile(places.valuesFull + lastSlot * 8);
        }
        valuePage = keyPage;
        keyPage = nextPage;
    }
    waitForCopies<0>();
    announce();
}

/// Running maximum and sum of two queries (rows lane / 4 and lane / 4 + 8 of a warp's 16).
struct Softmax {
    float maximum[2] = {-INFINITY, -INFINITY};
    float sum[2] = {0.0f, 0.0f};

    /// Scores become probabilities; `kept` is what earlier probabilities have to be multiplied with. Element 4 n + 2 r
    /// + e is the score of row lane / 4 + 8 r with token 8 n + 2 (lane % 4) + e.
    __device__ __forceinline__ void update(float (&scores)[64], float scale, float (&kept)[2]) {
#pragma unroll
        for (int r = 0; r < 2; ++r) {
            float largest = maximum[r];
#pragma unroll
            for (int n = 0; n < 16; ++n)
                largest = fmaxf(largest, fmaxf(scores[4 * n + 2 * r], scores[4 * n + 2 * r + 1]));
            largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, 1));
            largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, 2));
            // Rounded, and so the same in every round: where the maximum stays, `kept` is exactly 1.
            const float reference = __fmul_rn(subtrahend(largest), scale);
            kept[r] = exp2Approximate(__fsub_rn(__fmul_rn(maximum[r], scale), reference));
            maximum[r] = largest;
            float total[2] = {0.0f, 0.0f};
#pragma unroll
            for (int n = 0; n < 16; ++n)
#pragma unroll
                for (int e = 0; e < 2; ++e) {
                    float& score = scores[4 * n + 2 * r + e];
                    score = exp2Approximate(fmaf(score, scale, -reference));
                    total[e] += score;
                }
            sum[r] = fmaf(sum[r], kept[r], total[0] + total[1]);
        }
    }
};

__device__ __forceinline__ void rescale(float (&output)[64], const float (&kept)[2]) {
#pragma unroll
    for (int i = 0; i < 64; ++i)
        output[i] *= kept[i / 2 % 2];
}

/// Shares as left-hand sides of products with the values of 16 tokens each.
__device__ __forceinline__ void pack(std::uint32_t (&probabilities)[32], const float (&scores)[64]) {
#pragma unroll
    for (int i = 0; i < 32; ++i)
        probabilities[i] = packPair(scores[2 * i], scores[2 * i + 1]);
}

__device__ __forceinline__ void startScores(float (&scores)[64], std::uint32_t queries, std::uint32_t keys) {
#pragma unroll
    for (int k = 0; k < 8; ++k) {
        const std::uint32_t offset = k / 4 * kBlockBytes + k % 4 * 32;
        multiplyScores(scores, describeRows(queries + offset), describeRows(keys + offset), k > 0);
    }
    closeProductGroup();
}

__device__ __forceinline__ void startOutput(float (&output)[64], const std::uint32_t (&probabilities)[32],
                                            std::uint32_t values) {
#pragma unroll
    for (int k = 0; k < 8; ++k) {
        const std::uint32_t left[4] = {probabilities[4 * k], probabilities[4 * k + 1], probabilities[4 * k + 2],
                                       probabilities[4 * k + 3]};
        multiplyValues(output, left, describeColumns(values + k * 16 * 128, kBlockBytes));
    }
    closeProductGroup();
}

/// Whether one of this thread's 1/128 of a tile is NaN or infinite.
__device__ __forceinline__ bool hasNonFinite(const unsigned char* tile) {
    constexpr std::uint32_t low = kExponentBits, high = low << 16;
    bool found = false;
#pragma unroll 4
    for (int i = 0; i < kCopies; ++i) {
        const uint4 v = *reinterpret_cast<const uint4*>(tile + (i * 128 + threadIdx.x % 128) * 16);
        const std::uint32_t words[4] = {v.x, v.y, v.z, v.w};
#pragma unroll
        for (int j = 0; j < 4; ++j)
            found = found || (words[j] & low) == low || (words[j] & high) == high;
    }
    return found;
}

__device__ __forceinline__ float elementOf(std::uint32_t pair, int which) {
    const auto bits = static_cast<unsigned short>(which == 0 ? pair : pair >> 16);
    Activation element;
    memcpy(&element, &bits, sizeof element);
    return toFloat(element);
}

/// output += probabilities * values, leaving out what a query does not see. `ahead`: position of the step's first token
/// less that of the lane's first query.
__device__ __forceinline__ void addByHand(float (&output)[64], const std::uint32_t (&probabilities)[32],
                                          const unsigned char* values, int ahead) {
    const int lane = static_cast<int>(threadIdx.x) % 32;
#pragma unroll
    for (int eighth = 0; eighth < kStepTokens / 8; ++eighth) {
        const std::uint32_t upper = probabilities[2 * eighth], lower = probabilities[2 * eighth + 1];
#pragma unroll 1
        for (int i = 0; i < 8; ++i) {
            const int token = eighth * 8 + i;
            const int holder = lane / 4 * 4 + i / 2;
            const float factors[2] = {elementOf(__shfl_sync(0xffffffffu, upper, holder), i % 2),
                                      elementOf(__shfl_sync(0xffffffffu, lower, holder), i % 2)};
#pragma unroll
            for (int n = 0; n < 16; ++n) {
                const std::uint32_t pair =
                    *reinterpret_cast<const std::uint32_t*>(values + tileOffset(token, n) + 4 * (lane % 4));
#pragma unroll
                for (int r = 0; r < 2; ++r)
                    if (ahead + token <= 8 * r) {
                        output[4 * n + 2 * r] = fmaf(factors[r], elementOf(pair, 0), output[4 * n + 2 * r]);
                        output[4 * n + 2 * r + 1] = fmaf(factors[r], elementOf(pair, 1), output[4 * n + 2 * r + 1]);
                    }
            }
        }
    }
}

__device__ __forceinline__ void consume(const PrefillParameters& p, const Work& work, const Places& places,
                                        unsigned char* tiles) {
    const int group = static_cast<int>(threadIdx.x) / 128;
    const int warp = static_cast<int>(threadIdx.x) / 32 % 4;
    const int lane = static_cast<int>(threadIdx.x) % 32;
    const int groupFirst = work.firstPosition + group * kGroupQueries;  // position of the warpgroup's first query
    const int steps = min(work.steps, (groupFirst + kGroupQueries - 1) / kStepTokens + 1);
    const int unmaskedSteps = min(steps, (groupFirst + 1) / kStepTokens);
    const std::uint32_t queries = places.queries + group * kGroupQueries * 128;

    const auto keysOf = [&](int step) { return places.keys + (step & 1) * kTileBytes; };
    const auto valuesOf = [&](int step) { return places.values + (step & 1) * kTileBytes; };
    const auto waitForStep = [&](std::uint32_t barriers, int step) {
        waitAt(barriers + (step & 1) * 8, (step / 2) & 1);
    };
    const auto leave = [&](std::uint32_t barriers, int step) {
        if (lane == 0) arriveAt(barriers + (step & 1) * 8);
    };

    float output[64], scores[64], kept[2];
    std::uint32_t probabilities[32];
#pragma unroll
    for (int i = 0; i < 64; ++i)
        output[i] = 0.0f;
    Softmax softmax;
    waitAt(places.queriesFull, 0);

    if (unmaskedSteps > 0) {
        waitForStep(places.keysFull, 0);
        beginProducts();
        startScores(scores, queries, keysOf(0));
        waitForProductGroups<0>();
        settle(scores);
        leave(places.keysEmpty, 0);
        softmax.update(scores, p.scale, kept);
        pack(probabilities, scores);
#pragma unroll 1
        for (int step = 1; step < unmaskedSteps; ++step) {
            waitForStep(places.keysFull, step);
            beginProducts();
            startScores(scores, queries, keysOf(step));
            waitForStep(places.valuesFull, step - 1);
            beginProducts();
            startOutput(output, probabilities, valuesOf(step - 1));
            waitForProductGroups<1>();
            settle(scores);
            leave(places.keysEmpty, step);
            softmax.update(scores, p.scale, kept);
            computeNow(softmax.sum[0], places.queries);
            computeNow(softmax.sum[1], places.queries);
            waitForProductGroups<0>();
            settle(output);
            settle(probabilities);
            leave(places.valuesEmpty, step - 1);
            rescale(output, kept);
            pack(probabilities, scores);
        }
        waitForStep(places.valuesFull, unmaskedSteps - 1);
        beginProducts();
        startOutput(output, probabilities, valuesOf(unmaskedSteps - 1));
        waitForProductGroups<0>();
        settle(output);
        leave(places.valuesEmpty, unmaskedSteps - 1);
    }

#pragma unroll 1
    for (int step = unmaskedSteps; step < steps; ++step) {
        waitForStep(places.keysFull, step);
        beginProducts();
        startScores(scores, queries, keysOf(step));
        waitForProductGroups<0>();
        settle(scores);
        leave(places.keysEmpty, step);

        // Position of the step's first token less that of the lane's first query.
        const int ahead = step * kStepTokens - (groupFirst + warp * 16 + lane / 4);
#pragma unroll
        for (int i = 0; i < 64; ++i)
            if (ahead + 2 * (lane % 4) + i / 4 * 8 + i % 2 > i / 2 % 2 * 8) scores[i] = -INFINITY;
        softmax.update(scores, p.scale, kept);
        rescale(output, kept);
        pack(probabilities, scores);

        waitForStep(places.valuesFull, step);
        const unsigned char* const values = tiles + (valuesOf(step) - places.queries);
        if (anyOfWarpgroup(1 + group, hasNonFinite(values))) {
            addByHand(output, probabilities, values, ahead);
        } else {
            beginProducts();
            startOutput(output, probabilities, valuesOf(step));
            waitForProductGroups<0>();
            settle(output);
        }
        leave(places.valuesEmpty, step);
    }

    // The warpgroup's queries have been used, and once all its warps say so, their place takes the output on its way to
    // stores of whole rows.
    anyOfWarpgroup(1 + group, false);
#pragma unroll
    for (int r = 0; r < 2; ++r) {
        float total = softmax.sum[r];
        total += __shfl_xor_sync(0xffffffffu, total, 1);
        total += __shfl_xor_sync(0xffffffffu, total, 2);
        const float factor = 1.0f / total;
        const int row = group * kGroupQueries + warp * 16 + r * 8 + lane / 4;
#pragma unroll
        for (int n = 0; n < 16; ++n)
            *reinterpret_cast<std::uint32_t*>(tiles + tileOffset(row, n) + 4 * (lane % 4)) =
                packPair(output[4 * n + 2 * r] * factor, output[4 * n + 2 * r + 1] * factor);
    }
    __syncwarp();
    Activation* const out =
        static_cast<Activation*>(p.out) + (work.firstRow * p.heads + blockIdx.x) * kHeadDim + lane % 16 * 8;
#pragma unroll
    for (int i = 0; i < 8; ++i) {
        const int row = group * kGroupQueries + warp * 16 + i * 2 + lane / 16;
        if (row < work.queryCount)
            *reinterpret_cast<uint4*>(out + static_cast<std::int64_t>(row) * p.heads * kHeadDim) =
                *reinterpret_cast<const uint4*>(tiles + tileOffset(row, lane % 16));
    }
}

/// T: elements of the cache.
template <typename T>
__global__ void __launch_bounds__(kThreads, 1) sm90_prefill_attention_kernel(const PrefillParameters p) {
    extern __shared__ __align__(1024) unsigned char shared[];
    __shared__ __align__(8) std::uint64_t barriers[9];
    const std::uint32_t misplaced = sharedAddress(shared) % 1024;
    unsigned char* const tiles = shared + (misplaced == 0 ? 0 : 1024 - misplaced);
    Places places;
    places.queries = sharedAddress(tiles);
    places.keys = places.queries + kTileBytes;
    places.values = places.keys + 2 * kTileBytes;
    places.arrivals = places.queries + kTilesBytes;
    places.queriesFull = sharedAddress(barriers);
    places.keysFull = places.queriesFull + 8;
    places.valuesFull = places.keysFull + 16;
    places.keysEmpty = places.valuesFull + 16;
    places.valuesEmpty = places.keysEmpty + 16;
    waitForDependency();

    const PrefillTile tile = p.tiles[blockIdx.y];
    const SequenceView view = p.sequences[tile.sequence];
    Work work;
    work.queryCount = min(kPrefillQueries, view.tokens - tile.firstQuery);
    if (work.queryCount <= 0) return;
    work.firstPosition = view.firstPosition + tile.firstQuery;
    work.context = work.firstPosition + work.queryCount;
    work.steps = (work.context + kStepTokens - 1) / kStepTokens;
    work.firstRow = static_cast<std::int64_t>(view.firstToken) + tile.firstQuery;
    const int consumers = (work.queryCount + kGroupQueries - 1) / kGroupQueries;  // that have a query
    if (threadIdx.x == 0) {
        initBarrier(places.queriesFull, 128);
        for (int i = 0; i < 2; ++i) {
            initBarrier(places.keysFull + i * 8, 128);
            initBarrier(places.valuesFull + i * 8, 128);
            initBarrier(places.keysEmpty + i * 8, consumers * 4);
            initBarrier(places.valuesEmpty + i * 8, consumers * 4);
        }
    }
    __syncthreads();
    launchDependents();
    const int group = static_cast<int>(threadIdx.x) / 128;
    if (group == kConsumers) {
        leaveRegisters<kProducerRegisters>();
        produce<T>(p, work, p.pages + view.firstPage, places);
    } else {
        takeRegisters<kConsumerRegisters>();
        if (group < consumers) consume(p, work, places, tiles);
    }
}

}  // namespace

cudaError_t launchSm90PrefillAttention(const AttentionArgs& args, const PrefillTile* tiles, int tileCount,
                                       cudaStream_t stream) {
    return withFastKvType(args.kv.element, [&](auto* element) {
        using T = std::remove_pointer_t<decltype(element)>;
        constexpr int kBytes =
            kTilesBytes + kAlignmentBytes + (std::is_same_v<T, Float8> ? kArrivals * kArrivalBytes : 0);
        return launchPrefill(&sm90_prefill_attention_kernel<T>, kThreads, kBytes, args, tiles, tileCount, stream);
    });
}

}  // namespace mw::kernels
