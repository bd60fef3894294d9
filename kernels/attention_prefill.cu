// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Causal attention of many queries per sequence (Dao, "FlashAttention-2", 2023) on the tensor cores of sm_80 on.
//
// Grid: (heads, tiles). A block takes 128 queries of one head, each of its four warps 32 of them, and walks over the
// context in steps of 64 tokens (4 pages) with a running maximum and sum. Scores and output stay in registers; the
// queries, two steps of keys and two of values (32 + 32 + 32 KB) in shared memory, so two blocks share a multiprocessor
// and one's softmax hides behind the other's products. Heads of one KV head are neighbours in the grid, so they read
// their keys and values from the L2 cache at about the same time. With 32 queries per warp, every key or value that
// comes from shared memory is used twice.
//
// Masked, that is replaced by -infinity, are only scores of steps that reach beyond the warp's first query. There, a
// probability of 0 does not keep a NaN or infinity among the values of later tokens from spreading (0 * NaN = NaN), so
// such values are looked for in those steps, and added by hand to the queries that see them (addNonFinite()).
//
// Of a cache in e4m3, what was copied becomes bf16 on its way from where it arrived (two steps of keys and two of
// values, 8 KB each) to the tile that is multiplied with (one of keys and one of values): by the thread that copied it,
// between the barriers that are there anyway.
//
// Bytes: per block, 64 KB for queries and output, and 512 per token of context (of e4m3: 256), mostly from the L2
// cache. FLOPs: 512 per query and token of context.

#include <cstring>
#include <type_traits>

#include "attention.cuh"

namespace mw::kernels {
namespace {

constexpr int kWarps = 4;
constexpr int kThreads = kWarps * 32;
constexpr int kWarpQueries = kPrefillQueries / kWarps;
constexpr int kBands = kWarpQueries / 16;  // of 16 queries, the height of a tensor core tile
constexpr int kStepTokens = 64;
constexpr int kStepPages = kStepTokens / kPageTokens;
constexpr int kStepBytes = kStepTokens * kRowBytes;
constexpr int kQueryBytes = kPrefillQueries * kRowBytes;
constexpr int kSharedBytes = kQueryBytes + 4 * kStepBytes;  // queries, keys twice, values twice
constexpr int kChunks = kStepBytes / 16 / kThreads;         // of bf16, that a thread has of the keys of a step

/// What a thread has of a step's keys, or values, in a cache of elements T.
template <typename T>
struct Share {
    static constexpr bool kArrives = sizeof(T) < sizeof(Activation);  ///< elsewhere, and is converted
    static constexpr int kBytes = kHeadDim * sizeof(T);               ///< of a row
    static constexpr int kCopies = kStepTokens * kBytes / 16 / kThreads;
    static constexpr int kRowsPerCopy = kStepTokens / kCopies;

    /// The place of chunk i of kChunks, as bf16, of what this thread copies: chunks i, i + 128, ... as they are stored.
    static __device__ std::uint32_t place(int i) {
        const int thread = static_cast<int>(threadIdx.x);
        if constexpr (kArrives) return chunkOffset(i / 2 * kRowsPerCopy + thread / 8, thread % 8 * 2 + i % 2);
        const int chunk = i * kThreads + thread;
        return chunkOffset(chunk / 16, chunk % 16);
    }
};

/// Whether one of the values that this thread has copied itself is NaN or infinite.
template <typename T>
__device__ __forceinline__ bool copiedNonFinite(const unsigned char* values) {
    constexpr std::uint32_t low = kExponentBits, high = low << 16;
    bool found = false;
#pragma unroll
    for (int i = 0; i < kChunks; ++i) {
        const uint4 v = *reinterpret_cast<const uint4*>(values + Share<T>::place(i));
        const std::uint32_t words[4] = {v.x, v.y, v.z, v.w};
#pragma unroll
        for (int j = 0; j < 4; ++j)
            found = found || (words[j] & low) == low || (words[j] & high) == high;
    }
    return found;
}

/// Sets those values to zero.
template <typename T>
__device__ __forceinline__ void zeroCopiedNonFinite(unsigned char* values) {
    constexpr std::uint32_t low = kExponentBits, high = low << 16;
#pragma unroll 1
    for (int i = 0; i < kChunks; ++i) {
        std::uint32_t* const words = reinterpret_cast<std::uint32_t*>(values + Share<T>::place(i));
        for (int j = 0; j < 4; ++j) {
            std::uint32_t word = words[j];
            if ((word & low) == low) word &= 0xffff0000u;
            if ((word & high) == high) word &= 0x0000ffffu;
            words[j] = word;
        }
    }
}

/// Adds the values that are NaN or infinite to the outputs of the queries that see them, as if their probabilities
/// were 1.
__device__ __forceinline__ void addNonFinite(float (&output)[kBands][16][4], const unsigned char* values, int stepBegin,
                                             int firstQueryPosition) {
    constexpr std::uint32_t bits = kExponentBits;
    const int lane = static_cast<int>(threadIdx.x) % 32;
#pragma unroll 1
    for (int token = 0; token < kStepTokens; ++token) {
        // Later than query lane / 4 by this much; band b and row half r are 16 b + 8 r queries later.
        const int later = stepBegin + token - (firstQueryPosition + lane / 4);
#pragma unroll
        for (int d = 0; d < 16; ++d) {
            const std::uint32_t pair =
                *reinterpret_cast<const std::uint32_t*>(values + chunkOffset(token, d) + 4 * (lane % 4));
            Activation elements[2];
            memcpy(elements, &pair, sizeof pair);
            const float low = (pair & bits) == bits ? toFloat(elements[0]) : 0.0f;
            const float high = (pair >> 16 & bits) == bits ? toFloat(elements[1]) : 0.0f;
#pragma unroll
            for (int band = 0; band < kBands; ++band)
#pragma unroll
                for (int r = 0; r < 2; ++r)
                    if (later <= band * 16 + r * 8) {
                        output[band][d][2 * r] += low;
                        output[band][d][2 * r + 1] += high;
                    }
        }
    }
}

/// T: elements of the cache.
template <typename T>
__global__ void __launch_bounds__(kThreads, 2) prefill_attention_kernel(const PrefillParameters p) {
    extern __shared__ __align__(128) unsigned char shared[];
    const int thread = static_cast<int>(threadIdx.x);
    const int lane = thread % 32;
    const int warp = thread / 32;
    const int head = static_cast<int>(blockIdx.x);
    const int kvHead = head / (p.heads / p.kvHeads);
    waitForDependency();

    const PrefillTile tile = p.tiles[blockIdx.y];
    const SequenceView view = p.sequences[tile.sequence];
    const int queryCount = min(kPrefillQueries, view.tokens - tile.firstQuery);
    if (queryCount <= 0) return;
    const int firstPosition = view.firstPosition + tile.firstQuery;
    const int context = firstPosition + queryCount;  // of the last query
    const int steps = (context + kStepTokens - 1) / kStepTokens;
    const int* const pageTable = p.pages + view.firstPage;

    const std::uint32_t queryRows = sharedAddress(shared);
    const std::uint32_t keyRows = queryRows + kQueryBytes;
    // Of bf16 the tiles of two steps each; of e4m3 a tile each, and then where two steps of each arrive.
    using Mine = Share<T>;
    constexpr int kArrivalBytes = Mine::kArrives ? kStepBytes / 2 : kStepBytes;
    const std::uint32_t valueRows = keyRows + (Mine::kArrives ? kStepBytes : 2 * kStepBytes);
    const std::uint32_t keyArrivals = Mine::kArrives ? valueRows + kStepBytes : keyRows;
    const std::uint32_t valueArrivals = Mine::kArrives ? keyArrivals + 2 * kArrivalBytes : valueRows;

    // Thread i copies chunks i, i + 128, ... of the queries: of every eighth row, the same chunk, at the same place
    // modulo 8 rows.
    const std::uint32_t myPlace = chunkOffset(thread / 16, thread % 16);
    const std::int64_t rowElements = static_cast<std::int64_t>(p.heads + 2 * p.kvHeads) * kHeadDim;
    const std::int64_t firstRow = static_cast<std::int64_t>(view.firstToken) + tile.firstQuery;
    {
        const Activation* const from =
            static_cast<const Activation*>(p.qkv) + firstRow * rowElements + head * kHeadDim + thread % 16 * 8;
#pragma unroll
        for (int i = 0; i < kPrefillQueries / 8; ++i) {
            const int row = i * 8 + thread / 16;
            const bool wanted = row < queryCount;
            copyAsync(queryRows + myPlace + i * 8 * kRowBytes, from + (wanted ? row : 0) * rowElements, wanted);
        }
    }

    // Lane l knows the number of page l % 4 of the step that is requested next.
    const auto pageNumberOf = [&](int step) {
        const int page = step * kStepPages + lane % kStepPages;
        return page * kPageTokens < context ? pageTable[page] : 0;
    };
    const T* const kvHeadPages =
        static_cast<const T*>(p.kv) + pageHeadOffset(0, p.kvHeads, kvHead) + thread * (16 / sizeof(T));
    const std::int64_t toValues = static_cast<std::int64_t>(p.kvHeads) * kPageRows;
    const auto request = [&](std::uint32_t to, int step, int pageNumber, std::int64_t offset) {
        if (step < steps) {
            const int rows = context - step * kStepTokens - thread / (Mine::kBytes / 16);  // those beyond are stale
#pragma unroll
            for (int i = 0; i < Mine::kCopies; ++i) {
                const int row = i * Mine::kRowsPerCopy;
                const int page = __shfl_sync(0xffffffffu, pageNumber, row / kPageTokens);
                const T* const from =
                    kvHeadPages + pageHeadOffset(page, p.kvHeads, 0) + offset + row % kPageTokens * kHeadDim;
                const std::uint32_t place = Mine::kArrives ? (i * kThreads + thread) * 16 : myPlace + row * kRowBytes;
                copyAsync(to + place, from, row < rows);
            }
        }
        closeCopies();
    };
    // Of e4m3: what this thread has copied becomes bf16, in the tile.
    const auto convert = [&](std::uint32_t arrivals, std::uint32_t tile) {
        if constexpr (Mine::kArrives) {
#pragma unroll
            for (int i = 0; i < Mine::kCopies; ++i) {
                uint4 first, second;
                expandFloat8(loadChunk(arrivals + (i * kThreads + thread) * 16), first, second);
                storeChunk(tile + Mine::place(2 * i), first);
                storeChunk(tile + Mine::place(2 * i + 1), second);
            }
        }
    };
    int pageNumber = pageNumberOf(0);
    request(keyArrivals, 0, pageNumber, 0);
    request(valueArrivals, 0, pageNumber, toValues);
    pageNumber = pageNumberOf(1);
    launchDependents();

    float output[kBands][16][4] = {};
    float maximum[kBands][2], sum[kBands][2];
#pragma unroll
    for (int band = 0; band < kBands; ++band)
#pragma unroll
        for (int r = 0; r < 2; ++r) {
            maximum[band][r] = -INFINITY;
            sum[band][r] = 0.0f;
        }

    const int warpFirst = firstPosition + warp * kWarpQueries;  // position of the warp's first query
    const int warpSteps =                                       // that its last query sees
        warp * kWarpQueries < queryCount ? min(steps, (warpFirst + kWarpQueries - 1) / kStepTokens + 1) : 0;
    const std::uint32_t queryPlace = queryRows + warp * kWarpQueries * kRowBytes;
    std::uint32_t queryOffset = chunkOffset(lane % 16, lane / 16);
    std::uint32_t keyOffset = chunkOffset(lane % 8 + (lane / 16) * 8, (lane / 8) % 2);
    std::uint32_t valueOffset = queryOffset;

#pragma unroll 1
    for (int step = 0; step < steps; ++step) {
        // Keeps the compiler from computing the offsets of all chunks before the loop, for which there are no
        // registers.
        asm volatile("" : "+r"(queryOffset), "+r"(keyOffset), "+r"(valueOffset));
        const std::uint32_t arrived = (step & 1) * kArrivalBytes, next = kArrivalBytes - arrived;
        const std::uint32_t slot = Mine::kArrives ? 0 : arrived;
        // The next keys take the place of the last ones, which nobody has read since the second barrier of the round.
        request(keyArrivals + next, step + 1, pageNumber, 0);
        waitForCopies<2>();  // queries and this step's keys are there
        convert(keyArrivals + arrived, keyRows);
        __syncthreads();
        const int stepBegin = step * kStepTokens;
        const bool busy = step < warpSteps;

        float scores[kBands][8][4];
        if (busy) {
#pragma unroll
            for (int band = 0; band < kBands; ++band)
#pragma unroll
                for (int n = 0; n < 8; ++n)
#pragma unroll
                    for (int e = 0; e < 4; ++e)
                        scores[band][n][e] = 0.0f;
#pragma unroll
            for (int k = 0; k < 8; ++k) {
                std::uint32_t queries[kBands][4];
#pragma unroll
                for (int band = 0; band < kBands; ++band)
                    loadMatrices(queries[band], queryPlace + band * 16 * kRowBytes + (queryOffset ^ (k * 32)));
#pragma unroll
                for (int n = 0; n < 8; n += 2) {
                    std::uint32_t keys[4];
                    loadMatrices(keys, keyRows + slot + n * 8 * kRowBytes + (keyOffset ^ (k * 32)));
#pragma unroll
                    for (int band = 0; band < kBands; ++band) {
                        multiplyAdd(scores[band][n], queries[band], keys[0], keys[1]);
                        multiplyAdd(scores[band][n + 1], queries[band], keys[2], keys[3]);
                    }
                }
            }
        }

        // Element e of tile n of a band: query lane / 4 + 8 (e / 2), token 8 n + 2 (lane % 4) + e % 2.
        std::uint32_t probabilities[kBands][4][4];
        if (busy) {
            const bool masked = stepBegin + kStepTokens - 1 > warpFirst;
#pragma unroll
            for (int band = 0; band < kBands; ++band) {
                if (masked) {
                    const int ahead = stepBegin + 2 * (lane % 4) - (warpFirst + band * 16 + lane / 4);
#pragma unroll
                    for (int n = 0; n < 8; ++n)
#pragma unroll
                        for (int e = 0; e < 4; ++e)
                            if (ahead + 8 * n + e % 2 > 8 * (e / 2)) scores[band][n][e] = -INFINITY;
                }
#pragma unroll
                for (int r = 0; r < 2; ++r) {
                    float largest = maximum[band][r];
#pragma unroll
                    for (int n = 0; n < 8; ++n)
                        largest = fmaxf(largest, fmaxf(scores[band][n][2 * r], scores[band][n][2 * r + 1]));
                    largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, 1));
                    largest = fmaxf(largest, __shfl_xor_sync(0xffffffffu, largest, 2));
                    // Rounded, and so the same in every round: where the maximum stays, `kept` is exactly 1.
                    const float reference = __fmul_rn(subtrahend(largest), p.scale);
                    const float kept = exp2Approximate(__fsub_rn(__fmul_rn(maximum[band][r], p.scale), reference));
                    maximum[band][r] = largest;
                    float total = 0.0f;
#pragma unroll
                    for (int n = 0; n < 8; ++n)
#pragma unroll
                        for (int e = 2 * r; e < 2 * r + 2; ++e) {
                            scores[band][n][e] = exp2Approximate(fmaf(scores[band][n][e], p.scale, -reference));
                            total += scores[band][n][e];
                        }
                    sum[band][r] = fmaf(sum[band][r], kept, total);
#pragma unroll
                    for (int d = 0; d < 16; ++d) {
                        output[band][d][2 * r] *= kept;
                        output[band][d][2 * r + 1] *= kept;
                    }
                }
                // Tiles 2 k and 2 k + 1 are the left-hand side of the products with the values of tokens 16 k ...
#pragma unroll
                for (int k = 0; k < 4; ++k) {
                    probabilities[band][k][0] = packPair(scores[band][2 * k][0], scores[band][2 * k][1]);
                    probabilities[band][k][1] = packPair(scores[band][2 * k][2], scores[band][2 * k][3]);
                    probabilities[band][k][2] = packPair(scores[band][2 * k + 1][0], scores[band][2 * k + 1][1]);
                    probabilities[band][k][3] = packPair(scores[band][2 * k + 1][2], scores[band][2 * k + 1][3]);
                }
            }
        }

        // The next values take the place of the last ones, read before the first barrier of the round. Here and not
        // there: the addresses need the registers that the scores had.
        request(valueArrivals + next, step + 1, pageNumber, toValues);
        pageNumber = pageNumberOf(step + 2);
        waitForCopies<2>();  // this step's values are there
        convert(valueArrivals + arrived, valueRows);
        if (stepBegin + kStepTokens - 1 > firstPosition) {
            unsigned char* const values = shared + (valueRows - queryRows) + slot;
            if (__syncthreads_or(copiedNonFinite<T>(values))) {
                if (busy) addNonFinite(output, values, stepBegin, warpFirst);
                __syncthreads();
                zeroCopiedNonFinite<T>(values);
                __syncthreads();
            }
        } else {
            __syncthreads();
        }
        if (busy) {
#pragma unroll
            for (int k = 0; k < 4; ++k)
#pragma unroll
                for (int d = 0; d < 16; d += 2) {
                    std::uint32_t values[4];
                    loadMatricesTransposed(values, valueRows + slot + k * 16 * kRowBytes + (valueOffset ^ (d * 16)));
#pragma unroll
                    for (int band = 0; band < kBands; ++band) {
                        multiplyAdd(output[band][d], probabilities[band][k], values[0], values[1]);
                        multiplyAdd(output[band][d + 1], probabilities[band][k], values[2], values[3]);
                    }
                }
        }
    }
    waitForCopies<0>();
    if (warpSteps == 0) return;

    // The warp's queries have been used; their place takes the output on its way to stores of whole rows.
    unsigned char* const rows = shared + warp * kWarpQueries * kRowBytes;
    __syncwarp();
#pragma unroll
    for (int band = 0; band < kBands; ++band)
#pragma unroll
        for (int r = 0; r < 2; ++r) {
            float total = sum[band][r];
            total += __shfl_xor_sync(0xffffffffu, total, 1);
            total += __shfl_xor_sync(0xffffffffu, total, 2);
            const float factor = 1.0f / total;
            const int row = band * 16 + r * 8 + lane / 4;
#pragma unroll
            for (int d = 0; d < 16; ++d)
                *reinterpret_cast<std::uint32_t*>(rows + chunkOffset(row, d) + 4 * (lane % 4)) =
                    packPair(output[band][d][2 * r] * factor, output[band][d][2 * r + 1] * factor);
        }
    __syncwarp();
    Activation* const out = static_cast<Activation*>(p.out) + (firstRow * p.heads + head) * kHeadDim + lane % 16 * 8;
#pragma unroll 4
    for (int i = 0; i < kWarpQueries / 2; ++i) {
        const int row = i * 2 + lane / 16;
        const int query = warp * kWarpQueries + row;
        if (query < queryCount)
            *reinterpret_cast<uint4*>(out + static_cast<std::int64_t>(query) * p.heads * kHeadDim) =
                *reinterpret_cast<const uint4*>(rows + chunkOffset(row, lane % 16));
    }
}

}  // namespace

cudaError_t launchPrefillAttention(const AttentionArgs& args, const PrefillTile* tiles, int tileCount,
                                   cudaStream_t stream) {
    return withFastKvType(args.kv.element, [&](auto* element) {
        return launchPrefill(&prefill_attention_kernel<std::remove_pointer_t<decltype(element)>>, kThreads,
                             kSharedBytes, args, tiles, tileCount, stream);
    });
}

}  // namespace mw::kernels
