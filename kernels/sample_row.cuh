// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Drawing from one row of logits, by a block of threads.
//
// Drawing works on one order of the tokens (larger logit first, then lower id) and on integer weights: exp((logit -
// largest) / temperature) in fixed point, of which the largest is 2^46. Sums of integers do not depend on the order of
// adding, so atomics are harmless, and top-k, top-p, min-p each keep a first part of the order that is known by the sum
// of its weights. So the draw is "find the token at this sum", like the cut of top-p itself: a histogram over 1024
// bins, linear in the logit, a scan, and a sort of the one bin that matters. With top-k (or few tokens) the sorted list
// of the first bins holds all that can be drawn. A bin too full to be sorted is searched bit by bit.

#pragma once

#include <cfloat>

#include "common.cuh"
#include "sample.h"

namespace mw::kernels::drawing {

constexpr int kThreads = 1024;
constexpr int kBins = kThreads;  ///< thread i keeps what is known about bin i
constexpr int kList = kThreads;  ///< tokens that are sorted in shared memory
constexpr unsigned kAll = 0xffffffffu;
/// exp(-kVanished) is 0 in fixed point.
constexpr float kVanished = 64;

using Wide = unsigned long long;

/// Unsigned integers in the order of the (finite) floats; equal floats have equal ones.
__device__ __forceinline__ std::uint32_t ordered(float value) {
    const std::uint32_t bits = __float_as_uint(value + 0.0f);  // -0 becomes 0
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}
/// Larger: earlier in the order of the tokens.
__device__ __forceinline__ Wide rankOf(float logit, int id) {
    return static_cast<Wide>(ordered(logit)) << 32 | (kAll - static_cast<std::uint32_t>(id));
}
__device__ __forceinline__ int idOf(Wide rank) {
    return static_cast<int>(kAll - static_cast<std::uint32_t>(rank));
}
__device__ __forceinline__ float logitOf(Wide rank) {
    const auto key = static_cast<std::uint32_t>(rank >> 32);
    return __uint_as_float(key & 0x80000000u ? key & 0x7fffffffu : ~key);
}

/// The penalties of a row.
struct Penalty {
    const std::uint16_t* used;  ///< null: none
    float factor, presence, frequency;
    int alsoUsed;  ///< token that the host does not know yet; -1: none

    __device__ __forceinline__ Penalty(const SampleArgs& args, const SampleRow& row)
        : used(nullptr),
          factor(row.repetitionPenalty > 0 ? row.repetitionPenalty : 1),
          presence(row.presencePenalty),
          frequency(row.frequencyPenalty),
          alsoUsed(-1) {
        if (row.used < 0 || !args.used || (factor == 1 && presence == 0 && frequency == 0)) return;
        used = args.used + static_cast<std::int64_t>(row.used) * args.usedTokens;
        if (row.lastToken < 0) return;
        alsoUsed = args.tokens[row.lastToken];
        if (alsoUsed < 0) alsoUsed = args.drawnBefore[-1 - alsoUsed];
    }
    __device__ __forceinline__ float operator()(float logit, int id) const {
        if (!used) return logit;
        const std::uint32_t uses = used[id];
        const bool also = id == alsoUsed;
        if (uses == 0 && !also) return logit;
        float changed = factor == 1 ? logit : logit > 0 ? logit / factor : logit * factor;
        const std::uint32_t count = (uses & kMostUses) + (also ? 1 : 0);
        // Rounded as on the CPU.
        if (count > 0) changed -= __fmaf_rn(frequency, static_cast<float>(count), presence);
        return fminf(fmaxf(changed, -FLT_MAX), FLT_MAX);
    }
};

/// One row in the hands of a block.
class Row {
 public:
    /// Shared memory of the block.
    struct Shared {
        std::uint32_t counts[kBins];
        std::uint32_t limbs[3][kBins];
        Wide list[kList];
        Wide prefix[kList];
        Wide warpSums[kThreads / 32];
        Wide found, foundBefore;
        int foundBin, foundCount, listed;
    };

    __device__ Row(Shared& shared, const float* logits, int vocabulary, bool wide, const Penalty& penalty, Wide best,
                   float smallest, float inverseTemperature)
        : m_shared(shared),
          m_logits(logits),
          m_vocabulary(vocabulary),
          m_wide(wide),
          m_penalty(penalty),
          m_best(best),
          m_largest(logitOf(best)),
          m_inverse(inverseTemperature) {
        // Three limbs must hold a weight, and 32 bits the sum of one limb over all tokens.
        const int bits = vocabulary > 1 ? 32 - __clz(vocabulary - 1) : 0;
        m_limbBits = min(16, 32 - bits);
        m_one = static_cast<float>(Wide{1} << (3 * m_limbBits - 2));
        const float range = fminf(m_largest - smallest, FLT_MAX), visible = kVanished / m_inverse;
        const float binned = fminf(range, visible);
        m_lastBinIsZero = visible < range;
        m_binsPerUnit = binned > 0 ? fminf(static_cast<float>(kBins - 1) / binned, FLT_MAX) : 0;
        const std::uint32_t differing = ordered(m_largest) ^ ordered(smallest);
        m_rankBits = differing ? 64 - __clz(differing) : bits;
        m_idBits = bits;
    }

    /// Bin of a logit: smaller logits are in the same or a later bin.
    __device__ __forceinline__ int binOf(float logit) const {
        return static_cast<int>(fminf(distance(logit) * m_binsPerUnit, static_cast<float>(kBins - 1)));
    }
    __device__ __forceinline__ float realWeight(float logit) const { return expf(-(distance(logit) * m_inverse)); }
    __device__ __forceinline__ Wide weight(float logit) const { return __float2ull_rn(realWeight(logit) * m_one); }

    /// Calls work(logit after the penalty, id) for all tokens, spread over the threads.
    template <typename Work>
    __device__ __forceinline__ void forEach(const Work& work) const {
        const int thread = static_cast<int>(threadIdx.x);
        if (m_wide) {
            for (int id = thread * 4; id < m_vocabulary; id += kThreads * 4) {
                const float4 run = *reinterpret_cast<const float4*>(m_logits + id);
                work(m_penalty(run.x, id), id);
                work(m_penalty(run.y, id + 1), id + 1);
                work(m_penalty(run.z, id + 2), id + 2);
                work(m_penalty(run.w, id + 3), id + 3);
            }
        } else {
            for (int id = thread; id < m_vocabulary; id += kThreads)
                work(m_penalty(m_logits[id], id), id);
        }
    }

    /// Inclusive prefix sum over the threads of the block.
    __device__ Wide scan(Wide value) {
        const int lane = static_cast<int>(threadIdx.x % 32), warp = static_cast<int>(threadIdx.x / 32);
#pragma unroll
        for (int reach = 1; reach < 32; reach *= 2) {
            const Wide before = __shfl_up_sync(kAll, value, reach);
            if (lane >= reach) value += before;
        }
        __syncthreads();  // the sums of the scan before have been read
        if (lane == 31) m_shared.warpSums[warp] = value;
        __syncthreads();
        if (warp == 0) {
            Wide sum = m_shared.warpSums[lane];
#pragma unroll
            for (int reach = 1; reach < 32; reach *= 2) {
                const Wide before = __shfl_up_sync(kAll, sum, reach);
                if (lane >= reach) sum += before;
            }
            m_shared.warpSums[lane] = sum;
        }
        __syncthreads();
        return warp > 0 ? value + m_shared.warpSums[warp - 1] : value;
    }
    /// Sum over the block, for all threads.
    __device__ Wide sum(Wide value) {
        scan(value);
        return m_shared.warpSums[kThreads / 32 - 1];
    }

    /// Counts the tokens of each bin and, if wanted, sums their weights; thread i then knows about bin i.
    __device__ void fillBins(bool withWeights) {
        const int thread = static_cast<int>(threadIdx.x);
        m_shared.counts[thread] = 0;
        for (int limb = 0; limb < 3; ++limb)
            m_shared.limbs[limb][thread] = 0;
        __syncthreads();
        const std::uint32_t mask = (1u << m_limbBits) - 1;
        forEach([&](float logit, int) {
            const int bin = binOf(logit);
            atomicAdd(&m_shared.counts[bin], 1u);
            if (!withWeights) return;
            Wide rest = weight(logit);
            for (int limb = 0; rest; ++limb, rest >>= m_limbBits)
                if (const std::uint32_t part = static_cast<std::uint32_t>(rest) & mask; part)
                    atomicAdd(&m_shared.limbs[limb][bin], part);
        });
        __syncthreads();
        m_binCount = m_shared.counts[thread];
        m_binWeight = 0;
        for (int limb = 2; limb >= 0; --limb)
            m_binWeight = (m_binWeight << m_limbBits) + m_shared.limbs[limb][thread];
        m_countBefore = static_cast<std::uint32_t>(scan(m_binCount)) - m_binCount;
        m_weightBefore = scan(m_binWeight) - m_binWeight;
    }

    struct Bin {
        int bin, count;
        Wide before;
    };
    /// The bin with the token at which the running sum of counts or weights first exceeds `target`, which must be less
    /// than the whole sum.
    __device__ Bin findBin(Wide target, bool byCount) {
        const Wide before = byCount ? m_countBefore : m_weightBefore;
        const Wide amount = byCount ? m_binCount : m_binWeight;
        __syncthreads();
        if (before <= target && target < before + amount) {
            m_shared.foundBin = static_cast<int>(threadIdx.x);
            m_shared.foundCount = static_cast<int>(m_binCount);
            m_shared.foundBefore = before;
        }
        __syncthreads();
        return {m_shared.foundBin, m_shared.foundCount, m_shared.foundBefore};
    }
    /// Tokens in bins [0, bin].
    __device__ int countUpTo(int bin) {
        __syncthreads();
        if (static_cast<int>(threadIdx.x) == bin) m_shared.foundCount = static_cast<int>(m_countBefore + m_binCount);
        __syncthreads();
        return m_shared.foundCount;
    }

    /// Sorts the tokens of bins [first, last] into the list, earliest first; returns their number, at most kList.
    __device__ int listBins(int first, int last) {
        __syncthreads();
        if (threadIdx.x == 0) m_shared.listed = 0;
        __syncthreads();
        forEach([&](float logit, int id) {
            const int bin = binOf(logit);
            if (bin >= first && bin <= last) m_shared.list[atomicAdd(&m_shared.listed, 1)] = rankOf(logit, id);
        });
        __syncthreads();
        const int count = m_shared.listed;
        int padded = 1;
        while (padded < count)
            padded *= 2;
        const int self = static_cast<int>(threadIdx.x);
        if (self >= count && self < padded) m_shared.list[self] = 0;  // behind all tokens
        __syncthreads();
        // Bitonic sort, descending; which thread put a token where does not matter afterwards.
        for (int size = 2; size <= padded; size *= 2)
            for (int reach = size / 2; reach > 0; reach /= 2) {
                const int other = self ^ reach;
                if (self < padded && other > self) {
                    const Wide a = m_shared.list[self], b = m_shared.list[other];
                    if ((a < b) == ((self & size) == 0)) {
                        m_shared.list[self] = b;
                        m_shared.list[other] = a;
                    }
                }
                __syncthreads();
            }
        return count;
    }

    /// The token at which the running sum of counts or weights first exceeds `target`. After fillBins().
    __device__ Wide find(Wide target, bool byCount) {
        const Bin bin = findBin(target, byCount);
        const Wide within = target - bin.before;
        if (bin.count > kList) return search(bin.bin, within, byCount);
        const int count = listBins(bin.bin, bin.bin);
        const int self = static_cast<int>(threadIdx.x);
        const Wide rank = self < count ? m_shared.list[self] : 0;
        const Wide amount = self >= count ? 0 : byCount ? 1 : weight(logitOf(rank));
        const Wide running = scan(amount);
        if (running - amount <= within && within < running) m_shared.found = rank;
        __syncthreads();
        return m_shared.found;
    }

    /// Sum of the weights of all tokens up to and with this one.
    __device__ Wide sumUpTo(Wide last) {
        Wide amount = 0;
        forEach([&](float logit, int id) {
            if (rankOf(logit, id) >= last) amount += weight(logit);
        });
        return sum(amount);
    }
    /// Sum of the weights that min-p lets pass.
    __device__ Wide sumOfAtLeast(float least) {
        Wide amount = 0;
        forEach([&](float logit, int) {
            if (realWeight(logit) >= least) amount += weight(logit);
        });
        return max(sum(amount), weight(m_largest));
    }

    /// Draws with all options; `uniform` in [0, 1).
    __device__ int draw(const SampleRow& options, double uniform) {
        int topK = options.topK > 0 && options.topK < m_vocabulary ? options.topK : m_vocabulary;
        bool all = m_vocabulary <= kList;
        int last = kBins - 1;
        if (!all && topK < m_vocabulary) {
            fillBins(false);
            last = findBin(static_cast<Wide>(topK) - 1, true).bin;
            if (m_lastBinIsZero && last == kBins - 1)
                topK = m_vocabulary;  // what it would cut has no weight
            else
                all = countUpTo(last) <= kList;
        }
        return all ? drawFromList(listBins(0, last), topK, options, uniform) : drawFromBins(topK, options, uniform);
    }

    /// Tokens that listBins(0, any) has left in the list: the first of the order, or none.
    int listedFirst = 0;

 private:
    __device__ __forceinline__ float distance(float logit) const {
        return fminf(m_largest - logit, FLT_MAX);
    }

    /// Number of threads for which `condition` holds.
    __device__ int countThreads(bool condition) {
        return __syncthreads_count(condition);
    }

    __device__ static Wide wantedOf(float topP, Wide sum) {
        const double wanted = ceil(static_cast<double>(topP) * static_cast<double>(sum));
        return wanted > 1 ? static_cast<Wide>(wanted) : 1;
    }
    __device__ static Wide targetOf(double uniform, Wide sum) {
        return min(static_cast<Wide>(uniform * static_cast<double>(sum)), sum - 1);
    }

    __device__ int drawFromList(int count, int topK, const SampleRow& options, double uniform) {
        listedFirst = count;
        const int self = static_cast<int>(threadIdx.x), most = min(topK, count);
        const float logit = self < most ? logitOf(m_shared.list[self]) : 0;
        const Wide running = scan(self < most ? weight(logit) : 0);
        m_shared.prefix[self] = running;
        __syncthreads();
        int kept = most;
        if (options.topP < 1) {
            const Wide wanted = wantedOf(options.topP, m_shared.prefix[most - 1]);
            kept = min(kept, 1 + countThreads(self < most && running < wanted));
        }
        if (options.minP > 0) kept = min(kept, max(1, countThreads(self < most && realWeight(logit) >= options.minP)));
        const Wide target = targetOf(uniform, m_shared.prefix[kept - 1]);
        return idOf(m_shared.list[min(countThreads(self < kept && running <= target), kept - 1)]);
    }

    __device__ int drawFromBins(int topK, const SampleRow& options, double uniform) {
        fillBins(true);
        Wide kept = sum(m_binWeight);
        if (topK < m_vocabulary) kept = sumUpTo(find(static_cast<Wide>(topK) - 1, true));
        const Wide ofTopK = kept;
        if (options.topP < 1) kept = min(kept, sumUpTo(find(wantedOf(options.topP, ofTopK) - 1, false)));
        if (options.minP > 0) kept = min(kept, sumOfAtLeast(options.minP));
        return idOf(find(targetOf(uniform, kept), false));
    }

    /// find() within a bin that is too full for the list: the largest rank from which on the sum exceeds `within`, bit
    /// by bit; only bits that differ between tokens are looked at.
    __device__ Wide search(int bin, Wide within, bool byCount) {
        Wide rank = m_best & ~((Wide{1} << (m_rankBits - 1) << 1) - 1);
        // The ids' leading bits are the same in all tokens.
        for (int bit = m_rankBits - 1; bit >= 0; --bit) {
            const Wide tried = rank | Wide{1} << bit;
            if (bit < 32 && bit >= m_idBits) {
                rank = tried;
                continue;
            }
            Wide amount = 0;
            forEach([&](float logit, int id) {
                if (rankOf(logit, id) >= tried && binOf(logit) == bin) amount += byCount ? 1 : weight(logit);
            });
            if (sum(amount) > within) rank = tried;
        }
        return rank;
    }

    Shared& m_shared;
    const float* m_logits;
    int m_vocabulary;
    bool m_wide;
    const Penalty& m_penalty;
    Wide m_best;
    float m_largest;
    float m_inverse;
    float m_one;          ///< fixed-point weight of the most likely token
    float m_binsPerUnit;  ///< per unit of logit
    int m_limbBits;
    int m_rankBits;  ///< low bits of a rank that may differ between the row's tokens
    int m_idBits;
    bool m_lastBinIsZero;
    std::uint32_t m_binCount = 0, m_countBefore = 0;
    Wide m_binWeight = 0, m_weightBefore = 0;
};

}  // namespace mw::kernels::drawing
