// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The products of sm90_streamed_tiles.cuh with codes (codes.cuh): a warpgroup's rows of a stage are turned into bf16,
// in registers, and multiplied from there.
//
// One warpgroup would take longer to turn codes than they take to come. So all share each stage, equal parts of its
// rows, and multiply by wgmma, or up to 16 tokens by mma.sync, whose products are there at once. A chunk is 128 bytes
// of each row. Scales of groups are multiplied with the sums of their group, read a window of eight groups ahead; those
// of whole rows with what is stored. So weights are exact: a code is a bf16 number. But nested scales and minima, read
// a chunk ahead, go into the weights: what they multiply else would take another product for the minima.

#pragma once

#include "sm90_streamed_job.cuh"
#include "sm90_wgmma.cuh"
#include "tensor_cores.cuh"

namespace mw::kernels::streamed {

/// The scales of groups that a warp needs soon: of its rows, at most 32, eight groups each. A lane reads those of a
/// row.
template <Product Kind, int Rows>
class ScaleWindow {
 public:
    __device__ explicit ScaleWindow(void* memory) : m_at(sharedAddress(memory)) {}

    /// Begins to read those from group `first` on of the warp's rows, which begin with row `row` of the unit.
    __device__ __forceinline__ void read(const Job& job, const void* scales, int unit, int row, int first) {
        const int lane = threadIdx.x % 32;
        const int q = row + lane / 16 * 64 + lane % 16;
        const std::int64_t from = rowOfUnit<Kind, Rows>(job, unit, q);
        const auto* const at = static_cast<const std::uint16_t*>(scales) + from * job.groups + first;
        if (job.groups % kGroupsOfWindow == 0) {
            m_next = __ldg(reinterpret_cast<const uint4*>(at));
        } else {  // a multiple of two, but of nothing more
            std::uint32_t pairs[4] = {};
#pragma unroll
            for (int pair = 0; pair < 4; ++pair)
                if (first + 2 * pair < job.groups) pairs[pair] = __ldg(reinterpret_cast<const unsigned*>(at) + pair);
            m_next = make_uint4(pairs[0], pairs[1], pairs[2], pairs[3]);
        }
    }

    /// What was read last is what of() tells from now on.
    __device__ __forceinline__ void open() {
        __syncwarp();
        asm volatile("st.shared.v4.b32 [%0], {%1, %2, %3, %4};" ::"r"(m_at + threadIdx.x % 32 * 16), "r"(m_next.x),
                     "r"(m_next.y), "r"(m_next.z), "r"(m_next.w)
                     : "memory");
        __syncwarp();
    }

    /// Of row 16 * block + row of the warp's.
    __device__ __forceinline__ float of(int block, int row, int group) const {
        return loadHalf(m_at + static_cast<std::uint32_t>((block * 16 + row) * 16 + group * 2));
    }

 private:
    std::uint32_t m_at;
    uint4 m_next = {};
};

/// The row of the matrix that is row `q` of a unit.
template <Product Kind, int Rows>
__device__ __forceinline__ std::int64_t rowOfUnit(const Job& job, int unit, int q) {
    if constexpr (kIsGated<Kind>)
        return static_cast<std::int64_t>(q / 8 % 2) * job.rows +
               min(unit * (Rows / 2) + q / 16 * 8 + q % 8, job.rows - 1);
    else
        return min(unit * Rows + q, job.rows - 1);
}

/// What makes weights of the codes of a warp's rows, 16 or 32, in a chunk, which is a super-block. A lane reads those
/// of a row, or two lanes do.
template <Product Kind, int Rows, Element kWeight, int kBlocksOf64>
class FactorWindow {
 public:
    __device__ explicit FactorWindow(void* memory) : m_at(sharedAddress(memory)) {}

    __device__ __forceinline__ void read(const Job& job, const void* scales, const void* superScales, int unit, int row,
                                         int chunk) {
        const int lane = threadIdx.x % 32;
        const int q = row + (kBlocksOf64 > 1 ? lane / 16 * 64 : 0) + lane % 16;
        const std::int64_t at = rowOfUnit<Kind, Rows>(job, unit, q) * job.groups + chunk;
        if constexpr (kPairs == 2) {
            const uint2 words = __ldg(static_cast<const uint2*>(scales) + at);
            m_next[0] = words.x, m_next[1] = words.y;
        } else {
#pragma unroll
            for (int i = 0; i < kWords / 4; ++i) {
                const uint4 words = __ldg(static_cast<const uint4*>(scales) + at * (kWords / 4) + i);
                m_next[4 * i] = words.x, m_next[4 * i + 1] = words.y;
                m_next[4 * i + 2] = words.z, m_next[4 * i + 3] = words.w;
            }
        }
        if constexpr (kPairs == 0) m_nextSuper = __ldg(static_cast<const std::uint32_t*>(superScales) + at);
    }

    __device__ __forceinline__ void open() {
        const int lane = threadIdx.x % 32;
        [[maybe_unused]] const float2 super = floatsOfHalves(m_nextSuper);
        __syncwarp();
#pragma unroll
        for (int word = 0; word < 4; ++word) {
            if (kBlocksOf64 == 1 && word / 2 != lane / 16) continue;
#pragma unroll
            for (int i = 0; i < 2; ++i) {
                uint2 factors;
                if constexpr (kPairs > 0)
                    factors = factorsOf<kWeight>(m_next[(2 * word + i) / (kBlocks / kPairs)]);
                else
                    factors = factorsOf<kWeight>(super, m_next[word] >> 16 * i);
                asm volatile(
                    "st.shared.v2.b32 [%0], {%1, %2};" ::"r"(placeOf(kBlocksOf64 > 1 ? lane : lane % 16, 2 * word + i)),
                    "r"(factors.x), "r"(factors.y)
                    : "memory");
            }
        }
        __syncwarp();
    }

    /// Of row 16 * block64 + row of the warp's, for the codes of block `block`.
    __device__ __forceinline__ uint2 of(int block64, int row, int block) const {
        uint2 factors;
        asm volatile("ld.shared.v2.b32 {%0, %1}, [%2];"
                     : "=r"(factors.x), "=r"(factors.y)
                     : "r"(placeOf(block64 * 16 + row, block))
                     : "memory");
        return factors;
    }

 private:
    /// Stirred so that eight rows at the same block lie in different banks.
    __device__ __forceinline__ std::uint32_t placeOf(int row, int block) const {
        return m_at + static_cast<std::uint32_t>(row * 64 + (block ^ (row / 2 % 4)) * 8);
    }

    static constexpr int kBlocks = kCodedMultiple / kCodeBlock;  ///< of a chunk
    static constexpr int kPairs = kIsPaired<kWeight> ? kCodedMultiple / kGroupOf<kWeight> : 0;
    static constexpr int kWords = kPairs > 0 ? kPairs : 4;  ///< pairs, or bytes of each group

    std::uint32_t m_at;
    std::uint32_t m_next[kWords] = {};
    std::uint32_t m_nextSuper = 0;
};

/// A warpgroup's products with codes: chunk after chunk of the line of work that is its block's, from `begin` to `end`.
template <int Width, Product Kind, Element kWeight>
class CodeProducts {
    using T = Tile<Width, Kind, kWeight>;

 public:
    __device__ CodeProducts(const Job& job, const TokenTiles& tiles, void* window, std::int64_t begin, std::int64_t end)
        : m_job(job), m_tiles(tiles), m_window(window), m_end(end) {
        const int thread = static_cast<int>(threadIdx.x);
        m_firstRow = thread / 128 * (64 * T::kBlocksOf64) + thread % 128 / 32 * 16;
        if constexpr (T::kGrouped || T::kNested) read(begin);
    }

    /// Before the chunk at this position: sees to its scales.
    __device__ __forceinline__ void enter(std::int64_t position) {
        if constexpr (T::kNested) {
            m_window.open();
            read(position + 1);
        } else if constexpr (T::kGrouped) {
            ++m_inWindow;
            if (position != m_opensAt) return;
            const int chunk = static_cast<int>(position % m_job.chunks);
            m_inWindow = chunk % kChunksOfWindow;
            m_window.open();
            read(position + min(kChunksOfWindow - m_inWindow, m_job.chunks - chunk));
        }
    }

    /// Adds the products of a stage.
    __device__ __forceinline__ void multiply(Sums<Width, Kind, kWeight>& sums, const std::uint8_t* stage) {
        if constexpr (T::kByWgmma)
            multiplyByWgmma(sums, stage);
        else
            multiplyByMma(sums, stage);
    }

 private:
    static constexpr int kBlocks = T::kColumns / kCodeBlock;  ///< of a chunk
    static constexpr int kBlocksOfGroup = T::kGrouped ? T::kGroup / kCodeBlock : 1;
    static constexpr int kGroupsOfChunk = T::kGrouped ? T::kColumns / T::kGroup : kGroupsOfWindow;
    static constexpr int kChunksOfWindow = kGroupsOfWindow / kGroupsOfChunk;

    using GroupSums = float[T::kGrouped ? T::kBlocksOf64 : 1][Width / 2];

    /// Blocks of columns that are turned and multiplied at once; the next are turned meanwhile.
    static constexpr int kBlocksOfStep = T::kByWgmma && Width <= 32 ? 2 : 1;
    /// Groups that end at once.
    static constexpr int kSets = kBlocksOfGroup < kBlocksOfStep ? kBlocksOfStep / kBlocksOfGroup : 1;
    using Registers = std::uint32_t[kBlocksOfStep][T::kBlocksOf64][2][4];  ///< of both products of each block

    __device__ __forceinline__ void load(Registers& a, std::uint32_t codes, int step) const {
#pragma unroll
        for (int j = 0; j < kBlocksOfStep; ++j)
#pragma unroll
            for (int i = 0; i < T::kBlocksOf64; ++i)
                load(a[j][i], codes, step * kBlocksOfStep + j, i);
    }

    __device__ __forceinline__ void load(std::uint32_t (&a)[2][4], std::uint32_t codes, int block, int block64) const {
        if constexpr (T::kNested) {
            const int lane = static_cast<int>(threadIdx.x) % 32;
            // Where the rows of upper bits begin, from where those of the others do.
            const std::uint32_t upper = codes - placeOfCodes<kWeight, kBoxBytes>(lane) + T::kUpperAt -
                                        m_firstRow * (kBoxBytes - T::kUpperBytes) + placeOfUpper<T::kUpperBytes>(lane);
            loadNestedBlock<kWeight, kBoxBytes, T::kUpperBytes>(a, codes, upper, block, block64 * 64, 0, [&](int half) {
                return m_window.of(block64, lane / 4 + half * 8, block);
            });
        } else {
            loadBlock<kWeight, kBoxBytes>(a, codes, block, block64 * 64);
        }
    }

    /// Where the lane's codes begin in a stage.
    __device__ __forceinline__ std::uint32_t codesIn(const std::uint8_t* stage) const {
        return sharedAddress(stage) + m_firstRow * kBoxBytes +
               placeOfCodes<kWeight, kBoxBytes>(static_cast<int>(threadIdx.x) % 32);
    }

    __device__ __forceinline__ void multiplyByWgmma(Sums<Width, Kind, kWeight>& sums, const std::uint8_t* stage) {
        constexpr int kSteps = kBlocks / kBlocksOfStep;
        const std::uint64_t tokens = matrixDescriptor(stage + T::kWeightBytes);
        const std::uint32_t codes = codesIn(stage);
        Registers a[2];
        load(a[0], codes, 0);
#pragma unroll
        for (int step = 0; step < kSteps; ++step) {
            bool isGroup = false;
            wgmmaFence();
#pragma unroll
            for (int j = 0; j < kBlocksOfStep; ++j) {
                const int block = step * kBlocksOfStep + j;
                isGroup = block % kBlocksOfGroup == kBlocksOfGroup - 1;
#pragma unroll
                for (int product = 0; product < 2; ++product) {
                    const std::uint64_t t =
                        tokens + block / 2 * (T::kBoxTokenBytes / 16) + (block % 2 * 2 + product) * 2;
#pragma unroll
                    for (int i = 0; i < T::kBlocksOf64; ++i) {
                        if constexpr (T::kGrouped)
                            Wgmma<Width>::multiply(m_sums[j % kSets][i], a[step % 2][j][i][product], t,
                                                   block % kBlocksOfGroup != 0 || product != 0);
                        else
                            Wgmma<Width>::multiply(sums[i], a[step % 2][j][i][product], t);
                    }
                }
            }
            wgmmaCommit();
            if (step + 1 < kSteps) {
                wgmmaWait<1>();  // the registers of the step before are free
                load(a[(step + 1) % 2], codes, step + 1);
            }
            if (T::kGrouped && isGroup) {
                wgmmaWait<0>();
#pragma unroll
                for (int j = 0; j < kSets; ++j)
                    addGroup(sums, m_sums[j], (step * kBlocksOfStep + kBlocksOfStep - kSets + j) / kBlocksOfGroup);
            }
        }
        if constexpr (!T::kGrouped) wgmmaWait<0>();
    }

    __device__ __forceinline__ void multiplyByMma(Sums<Width, Kind, kWeight>& sums, const std::uint8_t* stage) {
        const int lane = static_cast<int>(threadIdx.x) % 32;
        const std::uint32_t codes = codesIn(stage);
        const std::uint32_t tokens =
            sharedAddress(stage) + T::kWeightBytes + lane % 8 * kBoxBytes + (lane / 8 ^ lane % 8) * 16;
#pragma unroll
        for (int block = 0; block < kBlocks; ++block) {
            Registers a;
            load(a, codes, block);
            if (T::kGrouped && block % kBlocksOfGroup == 0)
#pragma unroll
                for (int i = 0; i < T::kBlocksOf64; ++i)
#pragma unroll
                    for (int j = 0; j < Width / 2; ++j)
                        m_sums[0][i][j] = 0;
#pragma unroll
            for (int part = 0; part < Width / 8; ++part) {
                std::uint32_t b[4];  // a pair of registers for each product
                loadMatrices(b, (tokens ^ block % 2 * 64) + block / 2 * T::kBoxTokenBytes + part * 8 * kBoxBytes);
#pragma unroll
                for (int i = 0; i < T::kBlocksOf64; ++i) {
                    float* const to = (T::kGrouped ? m_sums[0][T::kGrouped ? i : 0] : sums[i]) + 4 * part;
#pragma unroll
                    for (int product = 0; product < 2; ++product)
                        multiplyAdd(*reinterpret_cast<float(*)[4]>(to), a[0][i][product], b[2 * product],
                                    b[2 * product + 1]);
                }
            }
            if (T::kGrouped && block % kBlocksOfGroup == kBlocksOfGroup - 1)
                addGroup(sums, m_sums[0], block / kBlocksOfGroup);
        }
    }

    /// Adds the sums of a group of the chunk, times its scales.
    __device__ __forceinline__ void addGroup(Sums<Width, Kind, kWeight>& sums, const GroupSums& ofGroup,
                                             int group) const {
        const int row = static_cast<int>(threadIdx.x) % 32 / 4;
        if constexpr (T::kGrouped) {
#pragma unroll
            for (int i = 0; i < T::kBlocksOf64; ++i) {
                const int of = m_inWindow * kGroupsOfChunk + group;
                const float upper = m_window.of(i, row, of), lower = m_window.of(i, row + 8, of);
#pragma unroll
                for (int j = 0; j < Width / 2; ++j)
                    sums[i][j] = fmaf(j / 2 % 2 == 0 ? upper : lower, ofGroup[i][j], sums[i][j]);
            }
        }
    }

    /// Begins to read the window of the chunk at this position.
    __device__ __forceinline__ void read(std::int64_t position) {
        m_opensAt = position;
        if (position >= m_end) return;
        const int unit = static_cast<int>(position / m_job.chunks), chunk = static_cast<int>(position % m_job.chunks);
        const int tile = unit / m_job.unitsPerExpert;
        const void* const scales = scalesOf<Kind>(m_job, m_tiles, tile);
        if constexpr (T::kNested)
            m_window.read(m_job, scales, superScalesOf<Kind>(m_job, m_tiles, tile), unit % m_job.unitsPerExpert,
                          m_firstRow, chunk);
        else
            m_window.read(m_job, scales, unit % m_job.unitsPerExpert, m_firstRow,
                          chunk / kChunksOfWindow * kGroupsOfWindow);
    }

    const Job& m_job;
    const TokenTiles& m_tiles;
    std::conditional_t<T::kNested, FactorWindow<Kind, T::kRows, kWeight, T::kBlocksOf64>, ScaleWindow<Kind, T::kRows>>
        m_window;
    std::int64_t m_end, m_opensAt = 0;
    int m_firstRow;      // of the warp's, in a unit
    int m_inWindow = 0;  // the chunk's number in the open window
    GroupSums m_sums[kSets];
};

}  // namespace mw::kernels::streamed
