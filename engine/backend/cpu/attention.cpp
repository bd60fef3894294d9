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

HWY_INLINE float dot(const float* a, const float* b, std::int64_t count) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    FloatVector sum = hn::Zero(d);
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        sum = hn::MulAdd(loadFloats(a + i), loadFloats(b + i), sum);
    if (i < count) {
        const auto rest = static_cast<std::size_t>(count - i);
        sum = hn::MulAdd(loadFirstFloats(a + i, rest), loadFirstFloats(b + i, rest), sum);
    }
    return sumOfLanes(sum);
}

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

/// One query against the first `count` tokens of a page.
HWY_INLINE void attendPage(const float* query, float scale, const float* keys, const float* values, int count,
                           std::int64_t headDim, float& maximum, float& sum, float* weighted) {
    const PageTag d;
    HWY_ALIGN float scores[kKvPageTokens];
    float largest = maximum;
    for (int i = 0; i < kKvPageTokens; ++i) {
        scores[i] =
            i < count ? dot(query, keys + i * headDim, headDim) * scale : -std::numeric_limits<float>::infinity();
        largest = std::max(largest, scores[i]);
    }
    const auto highest = hn::Set(d, largest);
    auto total = hn::Zero(d);
    for (std::size_t i = 0; i < kKvPageTokens; i += hn::Lanes(d)) {
        const auto exponent = hn::Sub(hn::Load(d, scores + i), highest);
        // Highway's exponential is 0 for NaN; a NaN must come through, so that it is found.
        const auto share = hn::IfThenElse(hn::IsNaN(exponent), exponent, hn::Exp(d, exponent));
        hn::Store(share, d, scores + i);
        total = hn::Add(total, share);
    }
    const float kept = exponential(maximum - largest);
    maximum = largest;
    sum = sum * kept + hn::GetLane(hn::SumOfLanes(d, total));

    const FloatTag wide;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(wide));
    const auto factor = hn::Set(wide, kept);
    std::int64_t column = 0;
    for (; column + lanes <= headDim; column += lanes) {
        FloatVector value = hn::Mul(loadFloats(weighted + column), factor);
        for (int i = 0; i < count; ++i)
            value = hn::MulAdd(hn::Set(wide, scores[i]), loadFloats(values + i * headDim + column), value);
        hn::StoreU(value, wide, weighted + column);
    }
    for (; column < headDim; ++column) {
        FloatVector value = hn::Mul(hn::Set(wide, weighted[column]), factor);
        for (int i = 0; i < count; ++i)
            value = hn::MulAdd(hn::Set(wide, scores[i]), hn::Set(wide, values[i * headDim + column]), value);
        weighted[column] = hn::GetLane(value);
    }
}

/// The tile against positions [first, last), which is one chunk; `promoted` [2, page, headDim] is scratch.
HWY_NOINLINE void attendChunk(const QueryTile& tile, const PagedHead& context, int first, int last, float* promoted,
                              PartialAttention partial) {
    const KvLayer& kv = *context.kv;
    const std::int64_t block = static_cast<std::int64_t>(kKvPageTokens) * kv.headDim;
    const int queries = tile.tokens * tile.group;
    std::fill_n(partial.maximum, queries, -std::numeric_limits<float>::infinity());
    std::fill_n(partial.sum, queries, 0.0f);
    std::fill_n(partial.weighted, queries * kv.headDim, 0.0f);
    for (int position = first; position < last; position += kKvPageTokens) {
        const std::int64_t page = context.pages[position / kKvPageTokens];
        const std::int64_t keyBlock = page * 2 * kv.kvHeads + context.head;
        const float* keys = nullptr;
        const float* values = nullptr;
        const int filled = std::min(kKvPageTokens, last - position);
        withElementType(kv.precision, [&](const auto* type) HWY_ATTR {
            const auto* cache = static_cast<decltype(type)>(kv.data);
            const auto* keyData = cache + keyBlock * block;
            const auto* valueData = cache + (keyBlock + kv.kvHeads) * block;
            if constexpr (sizeof(*cache) == sizeof(float)) {
                keys = keyData;
                values = valueData;
            } else {
                const FloatTag d;
                const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
                const std::int64_t used = static_cast<std::int64_t>(filled) * kv.headDim;
                for (std::int64_t i = 0; i < used; i += lanes) {
                    const bool whole = i + lanes <= used;
                    const auto rest = static_cast<std::size_t>(used - i);
                    hn::StoreU(whole ? loadFloats(keyData + i) : loadFirstFloats(keyData + i, rest), d, promoted + i);
                    hn::StoreU(whole ? loadFloats(valueData + i) : loadFirstFloats(valueData + i, rest), d,
                               promoted + block + lanes + i);
                }
                keys = promoted;
                values = promoted + block + lanes;
            }
        });
        for (int token = 0; token < tile.tokens; ++token) {
            const int count = std::min(filled, tile.firstPosition + token + 1 - position);
            if (count <= 0) continue;
            for (int i = token * tile.group; i < (token + 1) * tile.group; ++i)
                attendPage(tile.queries[i], tile.scale, keys, values, count, kv.headDim, partial.maximum[i],
                           partial.sum[i], partial.weighted + i * kv.headDim);
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
constexpr int kMostLanes = 256;  // padding of scratch rows, more than any vector holds

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
        const std::int64_t floats = stateFloats() * 2 + 2 * (kKvPageTokens * m_kv.headDim + kMostLanes);
        for (std::vector<float>& memory : scratch.perThread)
            if (std::ssize(memory) < floats) memory.resize(static_cast<std::size_t>(floats));
        if (spread) {
            scratch.partials.resize(static_cast<std::size_t>(m_chunks * stateFloats()));
            pool.parallelFor(m_chunks, 1, [&](std::int64_t first, std::int64_t last, int thread) {
                for (std::int64_t i = first; i < last; ++i) {
                    const Work& work = *std::prev(std::ranges::upper_bound(m_work, i, {}, &Work::firstPartial));
                    attend(work, static_cast<int>(i - work.firstPartial), stateIn(partialAt(scratch, i)),
                           promotedIn(scratch, thread));
                }
            });
        }
        pool.parallelFor(std::ssize(m_work), 1, [&](std::int64_t first, std::int64_t last, int thread) {
            for (std::int64_t i = first; i < last; ++i)
                finish(m_work[static_cast<std::size_t>(i)], spread, scratch, thread);
        });
    }

 private:
    std::int64_t stateFloats() const { return static_cast<std::int64_t>(kTileTokens) * m_group * (m_kv.headDim + 2); }
    float* partialAt(AttentionScratch& scratch, std::int64_t chunk) const {
        return scratch.partials.data() + chunk * stateFloats();
    }
    float* stateOf(AttentionScratch& scratch, int thread, int number) const {
        return scratch.perThread[static_cast<std::size_t>(thread)].data() + number * stateFloats();
    }
    float* promotedIn(AttentionScratch& scratch, int thread) const { return stateOf(scratch, thread, 2); }
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

    void finish(const Work& work, bool computed, AttentionScratch& scratch, int thread) const {
        const int queries = work.tokens * m_group;
        const PartialAttention all = stateIn(stateOf(scratch, thread, 0));
        std::fill_n(all.maximum, queries, -std::numeric_limits<float>::infinity());
        std::fill_n(all.sum, queries, 0.0f);
        std::fill_n(all.weighted, queries * m_kv.headDim, 0.0f);
        for (int chunk = 0; chunk < work.chunks; ++chunk) {
            const PartialAttention next =
                stateIn(computed ? partialAt(scratch, work.firstPartial + chunk) : stateOf(scratch, thread, 1));
            if (!computed) attend(work, chunk, next, promotedIn(scratch, thread));
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
