// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The matrix product of sm90_grouped.cu: tiles of 128 weight rows by 32 to 256 tokens, 64 deep at a time.
//
// Weights stand on the M side of wgmma, tokens on the N side: the weights are the long side and always fill their
// tiles, while a tile of tokens can be as narrow as there are tokens. The tokens of a group (all tokens, or those of an
// expert) are dealt evenly, in steps of 32, to as few tiles as hold them.
//
// grid = pairs of blocks (clusters of two), one block per multiprocessor, that live until all is done. The two blocks
// of a cluster have adjacent weight tiles and the same tokens, of which each copies one half into both: 32 KB from L2
// instead of 48 KB per block and step, as else L2 and not the tensor cores would bind. All work is a list of items in
// which the token tiles of a weight tile are neighbours; whichever cluster is done takes the next one. So neighbours
// begin at about the same time, and what they share is read from memory once. (Dealt out beforehand, clusters drift
// apart, and weights came from memory twice.) Which cluster computes an item changes nothing about the result.
//
// In a block one thread copies into a ring of four stages and two warpgroups multiply, 64 weight rows each. The
// warpgroups do not wait for each other: one may store its sums while the other still multiplies. Sums go through
// shared memory to turn from columns of features into rows of tokens. Gate and up rows alternate in groups of eight, so
// that one thread holds both values of a feature and applies SiLU to its own sums.
//
// Shared memory per step: 48 KB in, and 2 * (8 + 32) KB out to the tensor cores in 1024 cycles of 128 bytes. What binds
// is L2: every shape that is not bound by memory moves 5.5 to 6 TB/s from there on an H200, at 600 to 730 TFLOP/s. So
// tiles narrower than 256 tokens cost more per token, but clusters of four are slower, as only 120 multiprocessors form
// them.
//
// Weights may be codes (codes.cuh): a warpgroup turns 64 rows times 32 columns of them into bf16, in registers, while
// the tensor cores are at work on those before. Scales of groups are multiplied in bf16 there, minima added, as a
// second set of sums would not fit; those of whole rows with the sums. A stage is then 36 to 40 KB.
//
// Tokens may be e4m3, too, with a scale each, beside weights that are (kTokens): both go to the tensor cores as they
// are. A stage of as many bytes has twice the columns then, for which the tensor cores take as long, so all of the
// above holds for half as many steps. Columns stand in the order of codes in either, which changes no sum. The sums are
// multiplied by both scales.

#pragma once

#include <cstdint>
#include <type_traits>

#include "common.cuh"
#include "sm90_async.cuh"
#include "sm90_codes.cuh"
#include "sm90_grouped.h"
#include "sm90_grouped_job.cuh"
#include "sm90_maps.h"
#include "sm90_wgmma.cuh"

namespace mw::kernels::grouped {

using namespace sm90;

constexpr int kTokenBytes = kBoxBytes;    // of a token in a stage
constexpr int kStagingBytes = 16 * 1024;  // per warpgroup
constexpr int kNoMore = -1;
constexpr int kPairsOfSuperBlock = kCodedMultiple / 32;  // pairs of bytes of nested scales
constexpr int kAlignment = 1024;                         // of swizzled tiles

/// Shared memory, by the elements of weights and tokens.
template <Element kWeight, Element kTokens = Element::BFloat16>
struct Room {
    static_assert(kTokens == Element::BFloat16 || (kTokens == Element::Float8 && kWeight == Element::Float8));
    static constexpr int kColumns = kTokenBytes * 8 / bitsOf(kTokens);     ///< of a stage
    static constexpr int kRowBytes = kColumns * lowerBitsOf(kWeight) / 8;  ///< of the weights in a stage
    /// Of the upper bits of codes, those of kUpperColumnsOf columns, 64 or 128.
    static constexpr int kUpperBytes = bitsOf(kWeight) > lowerBitsOf(kWeight) ? 16 : 0;
    static constexpr int kUpperAt = kTileRows * kRowBytes;
    static constexpr int kWeightBytes = kUpperAt + kTileRows * kUpperBytes;
    static constexpr int kStageBytes = kWeightBytes + kMostTokens * kTokenBytes;
    static constexpr int kStages = 192 * 1024 / kStageBytes;
    static constexpr int kBytes = kStages * kStageBytes + kConsumers * kStagingBytes + kAlignment;
    static constexpr int kMostUnderWay = 2 * kStages;  ///< numbers of items that a cluster's second block has not read
    static constexpr int kGroup = groupOf(kWeight);    ///< columns that share a scale; 0: a row
};

__device__ __forceinline__ int rankInCluster() {
    int rank;
    asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
    return rank;
}

/// Meets all threads of the cluster.
__device__ __forceinline__ void meetCluster() {
    asm volatile("barrier.cluster.arrive.release;\nbarrier.cluster.wait.acquire;" ::: "memory");
}

/// Stores a number in the shared memory of block `rank` of the cluster, and counts its 4 bytes at the barrier there.
__device__ __forceinline__ void sendTo(int rank, int* place, std::uint64_t* barrier, int number) {
    asm volatile(
        "{\n"
        ".reg .b32 place, barrier;\n"
        "mapa.shared::cluster.u32 place, %0, %2;\n"
        "mapa.shared::cluster.u32 barrier, %1, %2;\n"
        "st.async.weak.shared::cluster.mbarrier::complete_tx::bytes.s32 [place], %3, [barrier];\n"
        "}\n" ::"r"(sharedAddress(place)),
        "r"(sharedAddress(barrier)), "r"(rank), "r"(number)
        : "memory");
}

/// Stores four 8 x 8 matrices of 2-byte elements transposed: lane i names where column i % 8 of matrix i / 8 goes and
/// holds, of each matrix, elements 2 (i % 4) and the next of row i / 4.
__device__ __forceinline__ void storeTransposed(std::uint32_t address, const std::uint32_t (&values)[4]) {
    asm volatile("stmatrix.sync.aligned.m8n8.x4.trans.shared.b16 [%0], {%1, %2, %3, %4};" ::"r"(address),
                 "r"(values[0]), "r"(values[1]), "r"(values[2]), "r"(values[3])
                 : "memory");
}

__device__ __forceinline__ std::uint32_t pack(float low, float high) {
    const __nv_bfloat162 pair = __floats2bfloat162_rn(low, high);
    return reinterpret_cast<const std::uint32_t&>(pair);
}

__device__ __forceinline__ float gated(float gate, float up) {
    float power, inverse;  // without the scaling of tiny values that __expf() and __fdividef() add
    asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(power) : "f"(gate * -1.4426950408889634f));
    asm("rcp.approx.ftz.f32 %0, %1;" : "=f"(inverse) : "f"(1.0f + power));
    return gate * inverse * up;
}

/// Stores a warpgroup's sums through its 16 KB of shared memory. `feature`: its first one.
template <bool Gated, typename T, int N>
__device__ __forceinline__ void store(const Job& job, const Item& item, int feature, const float (&sums)[N / 2],
                                      std::uint8_t* staging, int barrier) {
    const int thread = static_cast<int>(threadIdx.x) % 128, warp = thread / 32, lane = thread % 32;
    constexpr bool kFloat = sizeof(T) == 4;
    constexpr int kFeatures = Gated ? 32 : 64;
    constexpr int kChunks = kFeatures * static_cast<int>(sizeof(T)) / 16;  // of a token
    constexpr int kMostAtOnce = kFloat ? 32 : Gated ? 256 : 128;           // tokens
    constexpr int kPitch = kFloat ? 272 : kChunks * 16;                    // padded against bank conflicts, or swizzled
    static_assert(kMostAtOnce * kPitch <= kStagingBytes);
    const auto swizzled = [](int token, int chunk) {  // chunks of eight tokens, eight banks of 16 bytes
        return kFloat ? chunk : chunk ^ (Gated ? token / 2 % 4 : token % 8);
    };
    T* const out = static_cast<T*>(job.out) + static_cast<std::int64_t>(item.firstToken) * job.rows + feature;
#pragma unroll
    for (int first = 0; first < N; first += kMostAtOnce) {
        constexpr int kWhole = N < kMostAtOnce ? N : kMostAtOnce;
        const int atOnce = N - first < kWhole ? N - first : kWhole;  // known when compiled, as the loop is unrolled
        meetWarpgroup(barrier);                                      // what was here has been read
        if constexpr (kFloat) {
#pragma unroll
            for (int i = 0; i < kWhole / 2; ++i) {
                if (i >= atOnce / 2) break;
                const int token = 8 * (i / 4) + 2 * (lane % 4) + i % 2;
                const int row = 16 * warp + lane / 4 + 8 * (i / 2 % 2);
                *reinterpret_cast<float*>(staging + token * kPitch + row * 4) = sums[first / 2 + i];
            }
        } else if constexpr (Gated) {
            const int token = lane;  // lane / 8 is the matrix
            const std::uint32_t to = sharedAddress(staging) + token * kPitch + 16 * swizzled(token, warp);
#pragma unroll
            for (int i = 0; i < kWhole / 2; i += 16) {
                if (i >= atOnce / 2) break;
                std::uint32_t values[4];
#pragma unroll
                for (int j = 0; j < 4; ++j) {
                    const float* s = sums + first / 2 + i + 4 * j;
                    values[j] = pack(gated(s[0], s[2]), gated(s[1], s[3]));
                }
                storeTransposed(to + i * 2 * kPitch, values);
            }
        } else {
            const int token = lane / 16 * 8 + lane % 8, chunk = 2 * warp + lane / 8 % 2;
            const std::uint32_t to = sharedAddress(staging) + token * kPitch + 16 * swizzled(token, chunk);
#pragma unroll
            for (int i = 0; i < kWhole / 2; i += 8) {
                if (i >= atOnce / 2) break;
                const float* s = sums + first / 2 + i;
                const std::uint32_t values[4] = {pack(s[0], s[1]), pack(s[2], s[3]), pack(s[4], s[5]),
                                                 pack(s[6], s[7])};
                storeTransposed(to + i * 2 * kPitch, values);
            }
        }
        meetWarpgroup(barrier);
        constexpr int kTokensAtOnce = 128 / kChunks;  // of all threads
        const int chunk = thread % kChunks;
        const bool inside = feature + chunk * (16 / static_cast<int>(sizeof(T))) < job.rows;
#pragma unroll
        for (int i = 0; i < kWhole; i += kTokensAtOnce) {
            if (i >= atOnce) break;
            const int token = i + thread / kChunks;
            if (!inside || first + token >= item.tokens) continue;
            const uint4 value = *reinterpret_cast<const uint4*>(staging + token * kPitch + 16 * swizzled(token, chunk));
            *(reinterpret_cast<uint4*>(out + static_cast<std::int64_t>(first + token) * job.rows) + chunk) = value;
        }
    }
}

/// A place in the ring, and how often the ring has gone round.
template <int Stages>
struct Cursor {
    int stage = 0, parity = 0;
    __device__ __forceinline__ void advance() {
        if (++stage < Stages) return;
        stage = 0;
        parity ^= 1;
    }
};

struct Ring {
    std::uint8_t* stages;
    std::uint64_t *full, *empty;
};

/// Tells both blocks that this warp has read a stage.
__device__ __forceinline__ void release(const Ring& ring, int stage) {
    const int lane = static_cast<int>(threadIdx.x) % 32;
    if (lane < kCluster) arriveAt(&ring.empty[stage], lane);
}

/// A thread's two weight rows, lane / 4 and that 8 further of its warp's: where their scales are.
template <bool Gated>
struct OwnScales {
    const void* rows[2];
    const std::uint32_t* superScales[2];  ///< of nested scales, one for each super-block

    /// `feature`: the warpgroup's first one.
    __device__ OwnScales(const Job& job, int group, int feature, int bytes) {
        const int warp = static_cast<int>(threadIdx.x) % 128 / 32, row = static_cast<int>(threadIdx.x) % 32 / 4;
        const void* all = job.scales;
        const void* super = job.superScales;
        if (job.places) {
            const ExpertPlace& place = job.places[group];
            all = Gated ? place.gateUpScales : place.downScales;
            super = Gated ? place.gateUpSuperScales : place.downSuperScales;
        }
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            const int at = min(feature + (Gated ? warp * 8 + row : warp * 16 + row + 8 * half), job.rows - 1);
            const std::int64_t of = at + static_cast<std::int64_t>(Gated ? half * job.rows : 0);
            rows[half] = static_cast<const std::uint8_t*>(all) + of * job.scalesOfRow * bytes;
            superScales[half] = static_cast<const std::uint32_t*>(super) + of * (job.scalesOfRow / kPairsOfSuperBlock);
        }
    }
};

/// Adds the products of a warpgroup's 64 weight rows, as codes, with N tokens.
template <bool Gated, Element kWeight, int N>
__device__ __forceinline__ void multiplyCodes(const Job& job, float (&sums)[N / 2], const Ring& ring,
                                              Cursor<Room<kWeight>::kStages>& cursor, int group,
                                              const OwnScales<Gated>& own) {
    using R = Room<kWeight>;
    constexpr int kGroup = R::kGroup, kBlocks = kBoxColumns / kCodeBlock;
    const int thread = static_cast<int>(threadIdx.x) % 128;
    const std::uint32_t place =
        (group * 64 + thread / 32 * 16) * R::kRowBytes + placeOfCodes<kWeight, R::kRowBytes>(thread % 32);
    [[maybe_unused]] const std::uint32_t upperPlace =
        R::kUpperAt + (group * 64 + thread / 32 * 16) * R::kUpperBytes + placeOfUpper<R::kUpperBytes>(thread % 32);
    constexpr bool kNested = kIsNested<kWeight>, kPaired = kIsPaired<kWeight>;
    // A step ahead, the scales of its columns: two groups of 32, one of 128, or four bytes of nested ones; or pairs.
    std::uint32_t next[2] = {}, scales[2] = {}, nextSuper[2] = {}, super[2] = {};
    const auto readScales = [&](int step) {
        if (step >= job.steps) return;
        if constexpr (kGroup > 0) {
#pragma unroll
            for (int half = 0; half < 2; ++half) {
                if constexpr (kPaired) {
                    const auto* const at =
                        static_cast<const std::uint32_t*>(own.rows[half]) + step * kBoxColumns / kGroup;
                    next[half] = __ldg(at);
                    nextSuper[half] = __ldg(at + kBoxColumns / kGroup / 2);
                } else {
                    next[half] =
                        kNested || kGroup == kCodeBlock
                            ? __ldg(static_cast<const std::uint32_t*>(own.rows[half]) + step)
                            : __ldg(static_cast<const std::uint16_t*>(own.rows[half]) + step * kBoxColumns / 128);
                    if constexpr (kNested)
                        nextSuper[half] = __ldg(own.superScales[half] + step / (kCodedMultiple / kBoxColumns));
                }
            }
        }
    };
    readScales(0);
    std::uint32_t a[kBlocks][2][4];
    for (int step = 0; step < job.steps; ++step) {
#pragma unroll
        for (int half = 0; half < 2; ++half) {
            scales[half] = next[half];
            super[half] = nextSuper[half];
        }
        readScales(step + 1);
        wait(&ring.full[cursor.stage], cursor.parity);
        const std::uint8_t* const stage = ring.stages + cursor.stage * R::kStageBytes;
        const std::uint32_t codes = sharedAddress(stage) + place;
        const std::uint64_t t = matrixDescriptor(stage + R::kWeightBytes);
#pragma unroll
        for (int block = 0; block < kBlocks; ++block) {
            if constexpr (kNested) {
                // A word of upper bits is that of one step, or of two.
                loadNestedBlock<kWeight, R::kRowBytes, R::kUpperBytes>(
                    a[block], codes, sharedAddress(stage) + upperPlace, block, 0,
                    kUpperColumnsOf<kWeight> == 2 * kBoxColumns ? step % 2 : 0, [&](int half) {
                        if constexpr (kPaired)
                            return factorsOf<kWeight>(block == 0 ? scales[half] : super[half]);
                        else
                            return factorsOf<kWeight>(floatsOfHalves(super[half]), scales[half] >> 16 * block);
                    });
            } else {
                loadBlock<kWeight, R::kRowBytes>(a[block], codes, block, 0);
            }
            if constexpr (kGroup > 0 && !kNested) {
#pragma unroll
                for (int half = 0; half < 2; ++half) {
                    const std::uint32_t bits = kGroup == kCodeBlock ? scales[half] >> 16 * block : scales[half];
                    const float scale = __half2float(__ushort_as_half(static_cast<unsigned short>(bits)));
                    const std::uint32_t both = pack(scale, scale);
#pragma unroll
                    for (int product = 0; product < 2; ++product)
#pragma unroll
                        for (int word = half; word < 4; word += 2)
                            a[block][product][word] = productOfPairs(a[block][product][word], both);
                }
            }
            wgmmaFence();
#pragma unroll
            for (int product = 0; product < 2; ++product)
                Wgmma<N>::multiply(sums, a[block][product], t + 2 * (2 * block + product));
            wgmmaCommit();
        }
        wgmmaWait<0>();
        release(ring, cursor.stage);
        cursor.advance();
    }
    if constexpr (kGroup == 0) {
        const float upper = __ldg(static_cast<const float*>(own.rows[0])),
                    lower = __ldg(static_cast<const float*>(own.rows[1]));
#pragma unroll
        for (int i = 0; i < N / 2; ++i)
            sums[i] *= i / 2 % 2 == 0 ? upper : lower;
    }
}

/// The sums, of products of e4m3, times the scales of their weight rows and of their tokens [N], in shared memory.
template <int N>
__device__ __forceinline__ void scaleSums(float (&sums)[N / 2], const void* const (&rows)[2], const float* tokens) {
    const float upper = __ldg(static_cast<const float*>(rows[0])), lower = __ldg(static_cast<const float*>(rows[1]));
    const float2* const own = reinterpret_cast<const float2*>(tokens) + threadIdx.x % 4;
#pragma unroll
    for (int i = 0; i < N / 2; i += 4) {
        const float2 scales = own[i];
        sums[i] *= upper * scales.x;
        sums[i + 1] *= upper * scales.y;
        sums[i + 2] *= lower * scales.x;
        sums[i + 3] *= lower * scales.y;
    }
}

/// A warpgroup's 64 weight rows times N tokens.
template <bool Gated, typename T, Element kWeight, Element kTokens, int N>
__device__ __forceinline__ void multiply(const Job& job, const Item& item, const Ring& ring,
                                         Cursor<Room<kWeight, kTokens>::kStages>& cursor, std::uint8_t* staging,
                                         int group, int rank) {
    using R = Room<kWeight, kTokens>;
    constexpr bool kFloat8 = kTokens == Element::Float8;
    const int tile = item.pair * kCluster + rank;
    const int feature = Gated ? tile * (kTileRows / 2) + group * 32 : tile * kTileRows + group * 64;
    float sums[N / 2];
#pragma unroll
    for (int i = 0; i < N / 2; ++i)
        sums[i] = 0;
    if constexpr (kIsCoded<kWeight> && !kFloat8) {
        const OwnScales<Gated> own(job, item.group, feature, R::kGroup > 0 && !kIsPaired<kWeight> ? 2 : 4);
        multiplyCodes<Gated, kWeight, N>(job, sums, ring, cursor, group, own);
    } else {
        if constexpr (kFloat8) {  // what was stored from there has been read; the scales are, when all is summed up
            meetWarpgroup(1 + group);
            for (int token = static_cast<int>(threadIdx.x) % 128; token < N; token += 128)
                reinterpret_cast<float*>(staging)[token] =
                    token < item.tokens ? __ldcg(job.tokenScales + item.firstToken + token) : 0.0f;
        }
        int before = -1;
        for (int step = 0; step < job.steps; ++step) {
            wait(&ring.full[cursor.stage], cursor.parity);
            wgmmaFence();
            const std::uint8_t* const stage = ring.stages + cursor.stage * R::kStageBytes;
            const std::uint64_t w = matrixDescriptor(stage + group * (64 * R::kRowBytes));
            const std::uint64_t t = matrixDescriptor(stage + R::kWeightBytes);
#pragma unroll
            for (int k = 0; k < kTokenBytes / 32; ++k) {
                if constexpr (kFloat8) {
                    WgmmaFloat8<N>::multiply(sums, w + 2 * k, t + 2 * k, true);
                } else {
                    Wgmma<N>::multiply(sums, w + 2 * k, t + 2 * k);
                }
            }
            wgmmaCommit();
            wgmmaWait<1>();
            if (before >= 0) release(ring, before);
            before = cursor.stage;
            cursor.advance();
        }
        wgmmaWait<0>();
        release(ring, before);
        if constexpr (kFloat8) {
            const OwnScales<Gated> own(job, item.group, feature, 4);
            meetWarpgroup(1 + group);
            scaleSums<N>(sums, own.rows, reinterpret_cast<const float*>(staging));
        }
    }
    store<Gated, T, N>(job, item, feature, sums, staging, 1 + group);
}

/// Calls `work` with the width as a constant.
template <typename Work>
__device__ __forceinline__ void withUnits(int units, const Work& work) {
    switch (units) {
        case 1:
            return work(std::integral_constant<int, 32>{});
        case 2:
            return work(std::integral_constant<int, 64>{});
        case 3:
            return work(std::integral_constant<int, 96>{});
        case 4:
            return work(std::integral_constant<int, 128>{});
        case 5:
            return work(std::integral_constant<int, 160>{});
        case 6:
            return work(std::integral_constant<int, 192>{});
        case 7:
            return work(std::integral_constant<int, 224>{});
        default:
            return work(std::integral_constant<int, 256>{});
    }
}

/// Gated: the weights are gate and up, and what is stored is silu(gate) * up. T: element of the output.
template <bool Gated, typename T, Element kWeight, Element kTokens>
__global__ void __cluster_dims__(kCluster, 1, 1) __launch_bounds__(kThreads, 1)
    grouped_kernel(const __grid_constant__ GroupedMaps maps, const Job job) {
#if __CUDA_ARCH_FEAT_SM90_ALL
    using R = Room<kWeight, kTokens>;
    constexpr int kStages = R::kStages, kStageBytes = R::kStageBytes, kWeightBytes = R::kWeightBytes;
    constexpr int kMostUnderWay = R::kMostUnderWay;
    extern __shared__ std::uint8_t raw[];
    std::uint8_t* const aligned = raw + (kAlignment - sharedAddress(raw) % kAlignment) % kAlignment;
    __shared__ std::uint64_t full[kStages], empty[kStages], sent[kMostUnderWay];
    __shared__ int itemOf[kStages];  // whose first step is there
    __shared__ int sentItems[kMostUnderWay];
    __shared__ Plan plan;
    const Ring ring{aligned, full, empty};
    const int warp = static_cast<int>(threadIdx.x) / 32, rank = rankInCluster();

    if (threadIdx.x == 0) {
        for (int stage = 0; stage < kStages; ++stage) {
            initBarrier(&full[stage], 1);
            initBarrier(&empty[stage], kCluster * kConsumers * 4);
        }
        for (std::uint64_t& barrier : sent)
            initBarrier(&barrier, 1);
        fenceBarrierInit();
    }
    // The counts are those of a kernel before the one ahead, which had waited for it when it let this one begin.
    if (warp == kConsumers * 4) makePlan<Gated>(job, plan);
    __syncthreads();
    meetCluster();
    launchDependents();

    const int items = plan.firstItem[kMostExperts];
    const int first = static_cast<int>(blockIdx.x) / kCluster, clusters = static_cast<int>(gridDim.x) / kCluster;
    if (warp >= kConsumers * 4) {
        giveRegisters();
        if (threadIdx.x == kConsumers * 128) {
            Cursor<kStages> cursor;
            Item item{};
            int place = 0, weightGroup = 0;  // of its weights: the matrix, and where in it the tile begins
            constexpr int kGroups = Gated ? kTileRows / 16 : kTileRows / 8;  // of eight rows, in a tile
            const auto copyWeight = [&](int stage, int step) {
                arriveExpecting(&full[stage], kWeightBytes + item.units * (kStep * kTokenBytes));
                copyWeights(aligned + stage * kStageBytes, &maps.weight, &full[stage], step * R::kRowBytes, weightGroup,
                            place, item.weightsAgain ? kReadAgain : kReadOnce);
                if constexpr (R::kUpperBytes > 0)
                    copyWeights(aligned + stage * kStageBytes + R::kUpperAt, &maps.upper, &full[stage],
                                job.upperAt + step * kBoxColumns / kUpperColumnsOf<kWeight> * 16, weightGroup, place,
                                item.weightsAgain ? kReadAgain : kReadOnce);
            };
            const auto copyTokens = [&](int stage, int step) {
                const int part = item.units * (kStep / kCluster) * rank;
                copyBoxToCluster(aligned + stage * kStageBytes + kWeightBytes + part * kTokenBytes,
                                 &maps.x[item.units - 1], &full[stage], step * R::kColumns, item.firstToken + part,
                                 (1 << kCluster) - 1, kReadAgain);
            };
            const auto goTo = [&](int number) {
                item = itemAt(job, plan, number, item.group);
                place = plan.weights[item.group];
                // A cluster's second tile may lie behind the weights: it takes their last rows, and nothing is stored.
                weightGroup = min((item.pair * kCluster + rank) * kGroups, job.rows / 8 - 1);
            };
            int step = 0;
            if (first < items) {  // weights depend on no other kernel
                goTo(first);
                itemOf[0] = first;
                for (; step < min(kStages, job.steps); ++step)
                    copyWeight(step, step);
            }
            waitForDependency();
            for (int stage = 0; stage < step; ++stage, cursor.advance())
                copyTokens(stage, stage);
            int number = first;
            for (int turn = 0; number < items; ++turn) {
                const int taken = rank == 0 ? atomicAdd(job.taken, 1) : 0;  // the answer is needed at the end only
                if (turn > 0) goTo(number);
                for (; step < job.steps; ++step, cursor.advance()) {
                    wait(&empty[cursor.stage], cursor.parity ^ 1);
                    if (step == 0) itemOf[cursor.stage] = number;
                    copyWeight(cursor.stage, step);
                    copyTokens(cursor.stage, step);
                }
                step = 0;
                const int slot = turn % kMostUnderWay;
                if (rank == 0) {
                    if (taken == items - 1) *job.taken = 0;  // one for each item: this was the last
                    number = clusters + taken;
                    sendTo(1, &sentItems[slot], &sent[slot], number);
                } else {
                    arriveExpecting(&sent[slot], sizeof(int));
                    wait(&sent[slot], turn / kMostUnderWay & 1);
                    number = sentItems[slot];
                }
            }
            wait(&empty[cursor.stage], cursor.parity ^ 1);
            itemOf[cursor.stage] = kNoMore;
            arrive(&full[cursor.stage]);
        }
    } else {
        takeRegisters<kConsumers>();
        waitForDependency();
        const int group = warp / 4;
        std::uint8_t* const staging = aligned + kStages * kStageBytes + group * kStagingBytes;
        Cursor<kStages> cursor;
        Item item{};
        while (true) {
            wait(&full[cursor.stage], cursor.parity);
            const int number = itemOf[cursor.stage];
            if (number == kNoMore) break;
            item = itemAt(job, plan, number, item.group);
            withUnits(item.units, [&](auto width) {
                multiply<Gated, T, kWeight, kTokens, decltype(width)::value>(job, item, ring, cursor, staging, group,
                                                                             rank);
            });
        }
    }
    meetCluster();  // the other block may still write into this one's shared memory
#endif
}

}  // namespace mw::kernels::grouped
