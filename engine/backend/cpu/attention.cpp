// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Causal attention over paged keys and values (Dao et al., "FlashAttention", 2022: softmax while the keys go by).
//
// The context is cut into chunks of kChunkPositions at absolute positions, a chunk into pages. Within a chunk a query
// keeps a running maximum, sum and weighted values, page after page; the chunks are then merged in their order. The
// chunks of a long context can so be spread over the threads, and a query's result is bitwise the same if they are not.

#include "attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "attention.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

#include "simd-inl.h"

#ifndef MW_CPU_ATTENTION_TYPES
#define MW_CPU_ATTENTION_TYPES
namespace mw::cpu {

/// Softmax over a part of the context, not yet divided by its sum.
struct PartialAttention {
    float* maximum;   ///< [queries]
    float* sum;       ///< [queries]
    float* weighted;  ///< [queries, headDim]
};

/// The queries that share a KV head: of some consecutive tokens of a sequence, all heads of the group.
struct QueryTile {
    const float* const* queries;  ///< [tokens * group], of the same token side by side
    int tokens = 0;
    int group = 0;
    int firstPosition = 0;
    float scale = 1;
};

/// The pages of one sequence, as seen by one KV head.
struct PagedHead {
    const KvLayer* kv;
    const int* pages;
    int head;
};

}  // namespace mw::cpu
#endif

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

using PageTag = hn::CappedTag<float, kKvPageTokens>;

#if HWY_TARGET <= HWY_AVX3
constexpr int kQueriesAtOnce = 8;  // accumulators: one vector of scores each
#else
constexpr int kQueriesAtOnce = 4;
#endif

/// to = to * factor + from * share.
HWY_INLINE void blend(float* to, float factor, const float* from, float share, std::int64_t count) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const auto f = hn::Set(d, factor);
    const auto s = hn::Set(d, share);
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(hn::MulAdd(loadFloats(from + i), s, hn::Mul(loadFloats(to + i), f)), d, to + i);
    for (; i < count; ++i)
        to[i] = hn::GetLane(hn::MulAdd(hn::Set(d, from[i]), s, hn::Mul(hn::Set(d, to[i]), f)));
}

HWY_INLINE float exponential(float x) {
    const hn::CappedTag<float, 1> d;
    return hn::GetLane(hn::Exp(d, hn::Set(d, x)));
}

/// scores [kQueries, page] = query . key, over the elements of a head in their order; `keys` [headDim, page].
template <int kQueries>
HWY_INLINE void scorePage(const float* const* queries, const float* keys, std::int64_t headDim, float* scores) {
    const PageTag d;
    for (std::size_t at = 0; at < kKvPageTokens; at += hn::Lanes(d)) {
        hn::Vec<PageTag> sums[kQueries];
        for (auto& sum : sums)
            sum = hn::Zero(d);
        for (std::int64_t i = 0; i < headDim; ++i) {
            const auto key = hn::Load(d, keys + i * kKvPageTokens + at);
            for (int q = 0; q < kQueries; ++q)
                sums[q] = hn::MulAdd(hn::Set(d, queries[q][i]), key, sums[q]);
        }
        for (int q = 0; q < kQueries; ++q)
            hn::Store(sums[q], d, scores + q * kKvPageTokens + at);
    }
}

/// Turns the scores of one query with the first `count` tokens of a page into shares, relative to the new maximum, and
/// returns what becomes of earlier shares.
HWY_INLINE float shareOut(float* scores, float scale, int count, float& maximum, float& sum) {
    const PageTag d;
    const auto lowest = hn::Set(d, -std::numeric_limits<float>::infinity());
    auto largest = hn::Set(d, maximum);
    for (std::size_t at = 0; at < kKvPageTokens; at += hn::Lanes(d)) {
        const auto used = static_cast<std::size_t>(std::max(0, count - static_cast<int>(at)));
        const auto score = hn::Mul(hn::Load(d, scores + at), hn::Set(d, scale));
        const auto visible = hn::IfThenElse(hn::FirstN(d, used), score, lowest);
        hn::Store(visible, d, scores + at);
        largest = hn::Max(largest, visible);
    }
    const float before = maximum;
    maximum = hn::GetLane(hn::MaxOfLanes(d, largest));
    auto total = hn::Zero(d);
    for (std::size_t at = 0; at < kKvPageTokens; at += hn::Lanes(d)) {
        const auto exponent = hn::Sub(hn::Load(d, scores + at), hn::Set(d, maximum));
        // Highway's exponential is 0 for NaN; a NaN must come through, so that it is found.
        const auto share = hn::IfThenElse(hn::IsNaN(exponent), exponent, hn::Exp(d, exponent));
        hn::Store(share, d, scores + at);
        total = hn::Add(total, share);
    }
    const float kept = maximum == before ? 1.0f : exponential(before - maximum);
    sum = sum * kept + hn::GetLane(hn::SumOfLanes(d, total));
    return kept;
}

/// weighted [kQueries, headDim] = weighted * kept + shares . values, over the first `count` tokens in their order.
template <int kQueries>
HWY_INLINE void gatherPage(const float* shares, const float* kept, const float* values, int count, std::int64_t headDim,
                           float* weighted) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t column = 0;
    for (; column + lanes <= headDim; column += lanes) {
        FloatVector sums[kQueries];
        for (int q = 0; q < kQueries; ++q)
            sums[q] = hn::Mul(loadFloats(weighted + q * headDim + column), hn::Set(d, kept[q]));
        for (int i = 0; i < count; ++i) {
            const FloatVector value = loadFloats(values + i * headDim + column);
            for (int q = 0; q < kQueries; ++q)
                sums[q] = hn::MulAdd(hn::Set(d, shares[q * kKvPageTokens + i]), value, sums[q]);
        }
        for (int q = 0; q < kQueries; ++q)
            hn::StoreU(sums[q], d, weighted + q * headDim + column);
    }
    const hn::CappedTag<float, 1> one;
    for (; column < headDim; ++column)
        for (int q = 0; q < kQueries; ++q) {
            auto sum = hn::Mul(hn::Set(one, weighted[q * headDim + column]), hn::Set(one, kept[q]));
            for (int i = 0; i < count; ++i)
                sum = hn::MulAdd(hn::Set(one, shares[q * kKvPageTokens + i]),
                                 hn::Set(one, values[i * headDim + column]), sum);
            weighted[q * headDim + column] = hn::GetLane(sum);
        }
}

/// A page as float32: `keys` [headDim, page], `values` [page, headDim].
struct Page {
    const float* keys;
    const float* values;
};

/// Queries [first, first + kQueries) of the tile against the first `count` tokens of a page.
template <int kQueries>
HWY_NOINLINE void attendPage(const QueryTile& tile, int first, const Page& page, int count, std::int64_t headDim,
                             PartialAttention partial) {
    HWY_ALIGN float scores[kQueries * kKvPageTokens];
    float kept[kQueries];
    scorePage<kQueries>(tile.queries + first, page.keys, headDim, scores);
    for (int q = 0; q < kQueries; ++q)
        kept[q] =
            shareOut(scores + q * kKvPageTokens, tile.scale, count, partial.maximum[first + q], partial.sum[first + q]);
    gatherPage<kQueries>(scores, kept, page.values, count, headDim, partial.weighted + first * headDim);
}

/// As attendPage() for `queries` of at most kQueries queries.
template <int kQueries>
HWY_INLINE void attendWithFew(int queries, const QueryTile& tile, int first, const Page& page, int count,
                              std::int64_t headDim, PartialAttention partial) {
    if (queries == kQueries) return attendPage<kQueries>(tile, first, page, count, headDim, partial);
    if constexpr (kQueries > 1) attendWithFew<kQueries - 1>(queries, tile, first, page, count, headDim, partial);
}

/// Queries [first, last) of the tile, which all see the first `count` tokens of a page.
HWY_INLINE void attendRange(const QueryTile& tile, int first, int last, const Page& page, int count,
                            std::int64_t headDim, PartialAttention partial) {
    for (; first < last; first += kQueriesAtOnce)
        attendWithFew<kQueriesAtOnce>(std::min(kQueriesAtOnce, last - first), tile, first, page, count, headDim,
                                      partial);
}

/// The page with the keys of one head, promoted into scratch where it is not float32.
HWY_INLINE Page pageOf(const PagedHead& context, int position, float* promoted) {
    const KvLayer& kv = *context.kv;
    const std::int64_t block = static_cast<std::int64_t>(kKvPageTokens) * kv.headDim;
    const std::int64_t first =
        (context.pages[position / kKvPageTokens] * std::int64_t{2} * kv.kvHeads + context.head) * block;
    Page page{promoted, promoted + block};
    withKvType(kv.precision, [&](const auto* type) HWY_ATTR {
        const auto* keys = static_cast<decltype(type)>(kv.data) + first;
        const auto* values = keys + kv.kvHeads * block;
        if constexpr (sizeof(*keys) == sizeof(float)) {
            page = {keys, values};
        } else {
            const PageTag d;
            for (std::int64_t i = 0; i < block; i += static_cast<std::int64_t>(hn::Lanes(d))) {
                hn::Store(promote(d, keys + i), d, promoted + i);
                hn::Store(promote(d, values + i), d, promoted + block + i);
            }
        }
    });
    return page;
}

/// The tile against positions [first, last), which is one chunk; `promoted` [2, page, headDim] is scratch.
HWY_NOINLINE void attendChunk(const QueryTile& tile, const PagedHead& context, int first, int last, float* promoted,
                              PartialAttention partial) {
    const int headDim = context.kv->headDim;
    const int queries = tile.tokens * tile.group;
    std::fill_n(partial.maximum, queries, -std::numeric_limits<float>::infinity());
    std::fill_n(partial.sum, queries, 0.0f);
    std::fill_n(partial.weighted, queries * headDim, 0.0f);
    for (int position = first; position < last; position += kKvPageTokens) {
        const Page page = pageOf(context, position, promoted);
        if (tile.firstPosition >= position + kKvPageTokens - 1) {
            attendRange(tile, 0, queries, page, kKvPageTokens, headDim, partial);
            continue;
        }
        // The end of the context: each token sees one key more than the one before.
        for (int token = 0; token < tile.tokens; ++token) {
            const int count = std::min(kKvPageTokens, tile.firstPosition + token + 1 - position);
            if (count > 0)
                attendRange(tile, token * tile.group, (token + 1) * tile.group, page, count, headDim, partial);
        }
    }
}

/// Adds the next chunk of the context to what came before.
HWY_NOINLINE void mergeChunk(PartialAttention all, PartialAttention next, int queries, int headDim) {
    for (int i = 0; i < queries; ++i) {
        if (next.sum[i] == 0) continue;  // beyond this query's own position
        const float largest = std::max(all.maximum[i], next.maximum[i]);
        const float kept = exponential(all.maximum[i] - largest);
        const float added = exponential(next.maximum[i] - largest);
        all.maximum[i] = largest;
        all.sum[i] = all.sum[i] * kept + next.sum[i] * added;
        blend(all.weighted + i * headDim, kept, next.weighted + i * headDim, added, headDim);
    }
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

namespace {

HWY_EXPORT(attendChunk);
HWY_EXPORT(mergeChunk);

constexpr int kChunkPositions = 32 * kKvPageTokens;
constexpr int kTileTokens = 8;

/// Queries of one KV head to compute, and the chunks of context that they see.
struct Work {
    const StepSequence* sequence = nullptr;
    int firstToken = 0;  ///< within the sequence
    int tokens = 0;
    int head = 0;
    int chunks = 0;
    std::int64_t firstPartial = 0;  ///< number of chunks of all work before
};

class AttentionStep {
 public:
    AttentionStep(const StepInputs& inputs, Matrix qkv, int heads, const KvLayer& kv, Matrix out)
        : m_inputs(inputs), m_qkv(qkv), m_kv(kv), m_out(out), m_group(heads / kv.kvHeads) {
        for (const StepSequence& sequence : inputs.sequences)
            for (int token = 0; token < sequence.tokens; token += kTileTokens)
                for (int head = 0; head < kv.kvHeads; ++head) {
                    const int tokens = std::min(kTileTokens, sequence.tokens - token);
                    const int context = sequence.firstPosition + token + tokens;
                    const int chunks = (context + kChunkPositions - 1) / kChunkPositions;
                    m_work.push_back({&sequence, token, tokens, head, chunks, m_chunks});
                    m_chunks += chunks;
                }
    }

    void run(ThreadPool& pool, AttentionScratch& scratch) {
        const bool spread = std::ssize(m_work) < 2 * pool.threads() && m_chunks > std::ssize(m_work);
        float* partials = spread ? scratch.partials.atLeast(m_chunks * stateFloats()) : nullptr;
        if (spread)
            pool.parallelFor(m_chunks, 1, [&](std::int64_t first, std::int64_t last, int thread) {
                for (std::int64_t i = first; i < last; ++i) {
                    const Work& work = *std::prev(std::ranges::upper_bound(m_work, i, {}, &Work::firstPartial));
                    attend(work, static_cast<int>(i - work.firstPartial), stateIn(partials + i * stateFloats()),
                           threadMemory(scratch, thread));
                }
            });
        pool.parallelFor(std::ssize(m_work), 1, [&](std::int64_t first, std::int64_t last, int thread) {
            for (std::int64_t i = first; i < last; ++i)
                finish(m_work[static_cast<std::size_t>(i)], partials, threadMemory(scratch, thread));
        });
    }

 private:
    /// Floats of one PartialAttention, a multiple of the cache line.
    std::int64_t stateFloats() const {
        return (std::int64_t{kTileTokens} * m_group * (m_kv.headDim + 2) + 15) / 16 * 16;
    }
    /// A promoted page, and two states behind it.
    float* threadMemory(AttentionScratch& scratch, int thread) const {
        return scratch.perThread[static_cast<std::size_t>(thread)].atLeast(pageFloats() + 2 * stateFloats());
    }
    std::int64_t pageFloats() const { return 2 * std::int64_t{kKvPageTokens} * m_kv.headDim; }
    PartialAttention stateIn(float* memory) const {
        const int queries = kTileTokens * m_group;
        return {memory, memory + queries, memory + 2 * queries};
    }

    void attend(const Work& work, int chunk, PartialAttention partial, float* promoted) const {
        std::vector<const float*> queries;
        for (int token = 0; token < work.tokens; ++token)
            for (int i = 0; i < m_group; ++i)
                queries.push_back(floatRow(m_qkv, work.sequence->firstToken + work.firstToken + token) +
                                  (work.head * m_group + i) * m_kv.headDim);
        const int position = work.sequence->firstPosition + work.firstToken;
        const QueryTile tile{queries.data(), work.tokens, m_group, position,
                             1.0f / std::sqrt(static_cast<float>(m_kv.headDim))};
        const PagedHead context{&m_kv, m_inputs.pages.data() + work.sequence->firstPage, work.head};
        const int first = chunk * kChunkPositions;
        HWY_DYNAMIC_DISPATCH(attendChunk)
        (tile, context, first, std::min(first + kChunkPositions, position + work.tokens), promoted, partial);
    }

    /// Merges the chunks, which `partials` holds if they are computed already.
    void finish(const Work& work, float* partials, float* memory) const {
        const int queries = work.tokens * m_group;
        const PartialAttention all = stateIn(memory + pageFloats());
        std::fill_n(all.maximum, queries, -std::numeric_limits<float>::infinity());
        std::fill_n(all.sum, queries, 0.0f);
        std::fill_n(all.weighted, queries * m_kv.headDim, 0.0f);
        for (int chunk = 0; chunk < work.chunks; ++chunk) {
            const PartialAttention next = stateIn(partials ? partials + (work.firstPartial + chunk) * stateFloats()
                                                           : memory + pageFloats() + stateFloats());
            if (!partials) attend(work, chunk, next, memory);
            HWY_DYNAMIC_DISPATCH(mergeChunk)(all, next, queries, m_kv.headDim);
        }
        for (int i = 0; i < queries; ++i) {
            float* to = floatRow(m_out, work.sequence->firstToken + work.firstToken + i / m_group) +
                        (work.head * m_group + i % m_group) * m_kv.headDim;
            const float* from = all.weighted + i * m_kv.headDim;
            for (int column = 0; column < m_kv.headDim; ++column)
                to[column] = from[column] / all.sum[i];
        }
    }

    const StepInputs& m_inputs;
    const Matrix m_qkv;
    const KvLayer& m_kv;
    const Matrix m_out;
    const int m_group;
    std::vector<Work> m_work;
    std::int64_t m_chunks = 0;
};

}  // namespace

void attention(ThreadPool& pool, AttentionScratch& scratch, const StepInputs& inputs, Matrix qkv, int heads,
               const KvLayer& kv, Matrix out) {
    AttentionStep(inputs, qkv, heads, kv, out).run(pool, scratch);
}

}  // namespace mw::cpu
#endif
