// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of sm90_streamed_tiles.cuh of weights in e4m3 with split tokens (sm90_split.cuh): both go to the tensor
// cores as they are, so no warp stands between the stream of weights and them, as one does that turns codes into bf16.
//
// A chunk is 128 columns. Upper and lower numbers of Width tokens are 2 * Width columns of wgmma; its sums, of one
// chunk and thus not hurt by its adder (sm90_wgmma.cuh), are multiplied by the tokens' scales of the chunk and added in
// float32, 64 rows while the tensor cores are at the next.

#pragma once

#include "sm90_split.cuh"
#include "sm90_streamed_job.cuh"
#include "sm90_wgmma.cuh"

namespace mw::kernels::streamed {

/// A warpgroup's products of a segment of a unit, chunk after chunk.
template <int Width, Product Kind, Element kWeight>
class SplitProducts {
    using T = Tile<Width, Kind, kWeight>;

 public:
    __device__ explicit SplitProducts(const Job& job) : m_job(job) {}

    /// The tokens begin with this one, the segment with this chunk.
    __device__ __forceinline__ void begin(int firstToken, std::int64_t chunk) {
        const auto first = firstToken + static_cast<int>(threadIdx.x) % 4 * 2;
        m_scales = m_job.tokenScales + chunk * m_job.scaleStride + first;
        m_left = m_job.chunks - static_cast<int>(chunk);
        read();
    }

    /// Adds the products of a stage.
    __device__ __forceinline__ void multiply(Sums<Width, Kind, kWeight>& sums, const std::uint8_t* stage) {
        float scales[kScales];
#pragma unroll
        for (int i = 0; i < kScales; ++i)
            scales[i] = m_next[i];
        m_scales += m_job.scaleStride;
        if (--m_left > 0) read();
        const std::uint64_t weights = matrixDescriptor(stage), tokens = matrixDescriptor(stage + T::kWeightBytes);
        float products[2][Width];
        start(products[0], weights, tokens);
#pragma unroll
        for (int block = 0; block < T::kBlocksOf64; ++block) {
            if (block + 1 < T::kBlocksOf64) {
                start(products[(block + 1) % 2], weights + (block + 1) * (64 * kBoxBytes / 16), tokens);
                wgmmaWait<1>();
            } else {
                wgmmaWait<0>();
            }
            add(sums[block], products[block % 2], scales);
        }
    }

 private:
    static constexpr int kScales = Width / 4;  ///< tokens of a thread

    __device__ __forceinline__ void read() {
#pragma unroll
        for (int i = 0; i < kScales; ++i)
            m_next[i] = __ldcg(m_scales + i / 2 * 8 + i % 2);
    }

    static __device__ __forceinline__ void start(float (&products)[Width], std::uint64_t weights,
                                                 std::uint64_t tokens) {
        wgmmaFence();
#pragma unroll
        for (int k = 0; k < kBoxBytes / 32; ++k)
            WgmmaFloat8<2 * Width>::multiply(products, weights + 2 * k, tokens + 2 * k, k > 0);
        wgmmaCommit();
    }

    static __device__ __forceinline__ void add(float (&sums)[Width / 2], float (&products)[Width],
                                               const float (&scales)[kScales]) {
#pragma unroll
        for (int i = 0; i < Width; ++i)
            asm volatile("" : "+f"(products[i]));  // not to be looked at before the wait
#pragma unroll
        for (int i = 0; i < Width / 2; ++i) {
            const float product = fmaf(products[Width / 2 + i], kLowerUnit, products[i]);
            sums[i] = fmaf(scales[i / 4 * 2 + i % 2], product, sums[i]);
        }
    }

    const Job& m_job;
    const float* m_scales = nullptr;
    int m_left = 0;  // chunks
    float m_next[kScales];
};

/// Stores a warpgroup's sums of gate and up, of a unit of 128 features, as split products. `largest` is shared memory
/// of the warpgroup, whose barrier is `barrier`.
template <int Width, Product Kind, Element kWeight>
__device__ __forceinline__ void storeSplit(const Job& job, const Sums<Width, Kind, kWeight>& sums,
                                           const TokenTiles& tiles, int tile, int unit,
                                           std::uint32_t (&largest)[4][Width], int barrier) {
    constexpr int kBlocks = Tile<Width, Kind, kWeight>::kBlocksOf64, kColumns = Width / 4;
    static_assert(kBlocks * 32 == kSplitChunk);
    const int thread = threadIdx.x % 128, warp = thread / 32, lane = thread % 32;
    const auto* const rowScales = static_cast<const float*>(scalesOf<Kind>(job, tiles, tile));
    const auto tokenOf = [&](int column) { return 8 * (column / 2) + 2 * (lane % 4) + column % 2; };
    float products[kBlocks][kColumns];
#pragma unroll
    for (int block = 0; block < kBlocks; ++block) {
        const int feature = unit * kSplitChunk + block * 32 + warp * 8 + lane / 4;
        const float ofGate = rowScales[feature], ofUp = rowScales[job.rows + feature];
#pragma unroll
        for (int column = 0; column < kColumns; ++column) {
            const int at = 4 * (column / 2) + column % 2;
            const float gate = sums[block][at] * ofGate, up = sums[block][at + 2] * ofUp;
            products[block][column] = gate / (1.0f + __expf(-gate)) * up;
        }
    }
#pragma unroll
    for (int column = 0; column < kColumns; ++column) {
        std::uint32_t most = 0;
#pragma unroll
        for (int block = 0; block < kBlocks; ++block)
            most = max(most, __float_as_uint(products[block][column]) & 0x7fffffffu);
#pragma unroll
        for (int distance = 4; distance < 32; distance *= 2)
            most = max(most, __shfl_xor_sync(0xffffffffu, most, distance));
        if (lane < 4) largest[warp][tokenOf(column)] = most;
    }
    meetWarpgroup(barrier);
#pragma unroll
    for (int column = 0; column < kColumns; ++column) {
        const int token = tokenOf(column);
        if (token >= tiles.tokens[tile]) break;
        const SplitScale scale(
            max(max(largest[0][token], largest[1][token]), max(largest[2][token], largest[3][token])));
        const int place = tiles.bases[tile] + token;
        auto* const out = static_cast<std::uint8_t*>(job.out) + static_cast<std::int64_t>(place) * (2 * job.rows) +
                          unit * kSplitChunk + placeInBlock(warp * 8 + lane / 4);
#pragma unroll
        for (int block = 0; block < kBlocks; ++block) {
            const std::uint32_t numbers = splitNumber(products[block][column], scale.inverse);
            out[block * 32] = static_cast<std::uint8_t>(numbers);
            out[block * 32 + job.rows] = static_cast<std::uint8_t>(numbers >> 8);
        }
        if (thread < 4) job.outScales[static_cast<std::int64_t>(unit) * job.scaleStride + place] = scale.scale;
    }
    meetWarpgroup(barrier);  // before the next unit's are put there
}

}  // namespace mw::kernels::streamed
