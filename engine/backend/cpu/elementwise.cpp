// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "elementwise.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "float8.h"
#include "mw/error.h"
#include "simd.h"
#include "weight_routines.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "elementwise.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

/// Calls body(i, load, store) for all vectors of a row of `count` elements; the last may be a partial one.
template <typename Body>
HWY_INLINE void forEachVector(std::int64_t count, const Body& body) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        body(
            i, [](const auto* from) HWY_ATTR { return loadFloats(from); },
            [](FloatVector value, float* to) HWY_ATTR { hn::StoreU(value, FloatTag(), to); });
    if (i == count) return;
    const auto rest = static_cast<std::size_t>(count - i);
    body(
        i, [rest](const auto* from) HWY_ATTR { return loadFirstFloats(from, rest); },
        [rest](FloatVector value, float* to) HWY_ATTR {
            HWY_ALIGN float padded[HWY_LANES(float)];
            hn::Store(value, FloatTag(), padded);
            std::copy_n(padded, rest, to);
        });
}

/// to[i] = from[i] rounded to nearest even, as uint16.
HWY_INLINE void roundToBFloat16(const float* from, std::int64_t count, std::uint16_t* to) {
    for (std::int64_t i = 0; i < count; ++i) {
        std::uint32_t bits;
        std::memcpy(&bits, from + i, sizeof bits);
        const bool nan = (bits & 0x7fffffff) > 0x7f800000;
        to[i] = static_cast<std::uint16_t>(nan ? (bits >> 16) | 0x40 : (bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
    }
}

HWY_INLINE void roundToFloat16(const float* from, std::int64_t count, hwy::float16_t* to) {
    const FloatTag d;
    const hn::Rebind<hwy::float16_t, FloatTag> half;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    std::int64_t i = 0;
    for (; i + lanes <= count; i += lanes)
        hn::StoreU(hn::DemoteTo(half, loadFloats(from + i)), half, to + i);
    if (i < count) {
        HWY_ALIGN hwy::float16_t padded[HWY_LANES(float)];
        const auto rest = static_cast<std::size_t>(count - i);
        hn::StoreU(hn::DemoteTo(half, loadFirstFloats(from + i, rest)), half, padded);
        std::memcpy(static_cast<void*>(to + i), padded, rest * sizeof *to);
    }
}

HWY_NOINLINE void demoteRow(const float* from, Precision precision, std::int64_t count, void* to) {
    switch (precision) {
        case Precision::Float32:
            std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(float));
            return;
        case Precision::BFloat16:
            return roundToBFloat16(from, count, static_cast<std::uint16_t*>(to));
        case Precision::Float16:
            return roundToFloat16(from, count, static_cast<hwy::float16_t*>(to));
        case Precision::Float8:
            for (std::int64_t i = 0; i < count; ++i)
                static_cast<std::uint8_t*>(to)[i] = toFloat8(from[i]);
            return;
    }
}

HWY_NOINLINE void addRow(float* residual, const float* delta, std::int64_t count) {
    forEachVector(count, [&](std::int64_t i, const auto& load, const auto& store)
                             HWY_ATTR { store(hn::Add(load(residual + i), load(delta + i)), residual + i); });
}

HWY_NOINLINE void normRow(const float* x, const void* weight, Precision precision, float epsilon, std::int64_t count,
                          float* out) {
    const FloatTag d;
    FloatVector sum = hn::Zero(d);
    forEachVector(count, [&](std::int64_t i, const auto& load, const auto&) HWY_ATTR {
        const FloatVector value = load(x + i);
        sum = hn::MulAdd(value, value, sum);
    });
    const float mean = sumOfLanes(sum) / static_cast<float>(count);
    const FloatVector inverse = hn::Set(d, 1.0f / std::sqrt(mean + epsilon));
    withElementType(precision, [&](const auto* type) HWY_ATTR {
        const auto* scales = static_cast<decltype(type)>(weight);
        forEachVector(count, [&](std::int64_t i, const auto& load, const auto& store) HWY_ATTR {
            store(hn::Mul(load(scales + i), hn::Mul(load(x + i), inverse)), out + i);
        });
    });
}

/// Rotates the halves of one head against each other: (a, b) -> (a cos - b sin, b cos + a sin).
HWY_NOINLINE void rotateHead(float* head, const float* cosines, const float* sines, std::int64_t half) {
    forEachVector(half, [&](std::int64_t i, const auto& load, const auto& store) HWY_ATTR {
        const FloatVector a = load(head + i);
        const FloatVector b = load(head + half + i);
        const FloatVector cosine = load(cosines + i);
        const FloatVector sine = load(sines + i);
        store(hn::Sub(hn::Mul(a, cosine), hn::Mul(b, sine)), head + i);
        store(hn::Add(hn::Mul(b, cosine), hn::Mul(a, sine)), head + half + i);
    });
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

namespace {

HWY_EXPORT(demoteRow);
HWY_EXPORT(addRow);
HWY_EXPORT(normRow);
HWY_EXPORT(rotateHead);

/// Rows per task, so that a task is worth a thread's attention.
std::int64_t rowsPerTask(std::int64_t elementsPerRow) {
    return std::max<std::int64_t>(1, 8192 / std::max<std::int64_t>(1, elementsPerRow));
}

/// A well mixed 64-bit number for each counter (the finaliser of SplitMix64, Steele et al. 2014).
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

/// Writes the keys and values of one token to its place in a page. Keys stand transposed there, [headDim, page], so
/// that attention computes the scores of a whole page side by side.
void storeKv(const float* keys, const float* values, std::int64_t page, int slot, const KvLayer& kv) {
    const auto store = HWY_DYNAMIC_DISPATCH(demoteRow);
    const auto bytes = static_cast<std::int64_t>(bytesPerElement(kv.precision));
    const std::int64_t block = static_cast<std::int64_t>(kKvPageTokens) * kv.headDim;
    std::byte* keyBlock = static_cast<std::byte*>(kv.data) + page * 2 * kv.kvHeads * block * bytes;
    std::byte* valueBlock = keyBlock + kv.kvHeads * block * bytes;
    std::vector<std::byte> key(static_cast<std::size_t>(kv.headDim * bytes));
    for (int head = 0; head < kv.kvHeads; ++head) {
        store(values + head * kv.headDim, kv.precision, kv.headDim,
              valueBlock + (head * block + slot * kv.headDim) * bytes);
        store(keys + head * kv.headDim, kv.precision, kv.headDim, key.data());
        std::byte* to = keyBlock + (head * block + slot) * bytes;
        for (int i = 0; i < kv.headDim; ++i)
            std::memcpy(to + i * kKvPageTokens * bytes, key.data() + i * bytes, static_cast<std::size_t>(bytes));
    }
}

}  // namespace

void RopeTable::prepare(std::span<const int> positions, int headDim, const Rope& rope) {
    if (m_headDim == headDim && m_rope == rope) return;
    m_headDim = headDim;
    m_rope = rope;
    const std::size_t half = static_cast<std::size_t>(headDim) / 2;
    const std::vector<float> inverse = inverseFrequencies(rope, headDim);
    const auto factor = static_cast<float>(rope.scaling.attentionFactor);
    m_cosines.resize(positions.size() * half);
    m_sines.resize(positions.size() * half);
    for (std::size_t token = 0; token < positions.size(); ++token)
        for (std::size_t i = 0; i < half; ++i) {
            const float angle = static_cast<float>(positions[token]) * inverse[i];
            m_cosines[token * half + i] = std::cos(angle) * factor;
            m_sines[token * half + i] = std::sin(angle) * factor;
        }
}

void embed(ThreadPool& pool, std::span<const int> tokens, const Weight& table, Matrix out) {
    for (const int token : tokens)
        if (token < 0 || token >= table.rows)
            throw Error(ErrorCode::InvalidArgument, "Token id " + std::to_string(token) +
                                                        " is not below the vocabulary size, " +
                                                        std::to_string(table.rows) + ".");
    const auto expandRow = routinesFor(table.format).expandRow;
    pool.parallelFor(out.rows, rowsPerTask(out.columns), [&](std::int64_t first, std::int64_t last, int) {
        for (std::int64_t row = first; row < last; ++row)
            expandRow(table, tokens[static_cast<std::size_t>(row)], floatRow(out, row));
    });
}

void addRmsNorm(ThreadPool& pool, Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) {
    const auto addTo = HWY_DYNAMIC_DISPATCH(addRow);
    const auto norm = HWY_DYNAMIC_DISPATCH(normRow);
    pool.parallelFor(out.rows, rowsPerTask(out.columns), [&](std::int64_t first, std::int64_t last, int) {
        for (std::int64_t row = first; row < last; ++row) {
            if (delta.data) addTo(floatRow(residual, row), floatRow(delta, row), residual.columns);
            norm(floatRow(residual, row), weight.data, weight.precision, epsilon, out.columns, floatRow(out, row));
        }
    });
}

void add(ThreadPool& pool, Matrix residual, Matrix delta) {
    const auto addTo = HWY_DYNAMIC_DISPATCH(addRow);
    pool.parallelFor(residual.rows, rowsPerTask(residual.columns), [&](std::int64_t first, std::int64_t last, int) {
        for (std::int64_t row = first; row < last; ++row)
            addTo(floatRow(residual, row), floatRow(delta, row), residual.columns);
    });
}

void ropeAndStoreKv(ThreadPool& pool, const StepInputs& inputs, const RopeTable& table, Matrix qkv, int heads,
                    const KvLayer& kv) {
    const auto rotate = HWY_DYNAMIC_DISPATCH(rotateHead);
    for (const StepSequence& sequence : inputs.sequences)
        pool.parallelFor(sequence.tokens, rowsPerTask(qkv.columns), [&](std::int64_t first, std::int64_t last, int) {
            for (std::int64_t i = first; i < last; ++i) {
                const std::int64_t token = sequence.firstToken + i;
                float* row = floatRow(qkv, token);
                for (int head = 0; head < heads + kv.kvHeads; ++head)
                    rotate(row + head * kv.headDim, table.cosines(token), table.sines(token), kv.headDim / 2);
                const int position = sequence.firstPosition + static_cast<int>(i);
                const float* keys = row + heads * kv.headDim;
                storeKv(keys, keys + kv.kvHeads * kv.headDim,
                        inputs.pages[static_cast<std::size_t>(sequence.firstPage + position / kKvPageTokens)],
                        position % kKvPageTokens, kv);
            }
        });
}

void chooseTopk(Matrix logits, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) {
    std::vector<bool> taken(static_cast<std::size_t>(logits.columns));
    for (std::int64_t row = 0; row < logits.rows; ++row) {
        const float* scores = floatRow(logits, row);
        std::fill(taken.begin(), taken.end(), false);
        for (int choice = 0; choice < expertsPerToken; ++choice) {
            std::int64_t best = -1;
            for (std::int64_t expert = 0; expert < logits.columns; ++expert)
                if (!taken[static_cast<std::size_t>(expert)] && (best < 0 || scores[expert] > scores[best]))
                    best = expert;
            taken[static_cast<std::size_t>(best)] = true;
            topkIds[choice] = static_cast<std::int32_t>(best);
        }
        float sum = 0;
        for (int choice = 0; choice < expertsPerToken; ++choice)
            sum += topkWeights[choice] = std::exp(scores[topkIds[choice]] - scores[topkIds[0]]);
        for (int choice = 0; choice < expertsPerToken; ++choice)
            topkWeights[choice] /= sum;
        topkIds += expertsPerToken;
        topkWeights += expertsPerToken;
    }
}

bool allFinite(Matrix x) {
    const float* values = floatRow(x, 0);
    return std::all_of(values, values + x.rows * x.columns, [](float value) { return std::isfinite(value); });
}

void fillRandom(ThreadPool& pool, Matrix out, float scale, std::uint64_t seed) {
    const auto store = HWY_DYNAMIC_DISPATCH(demoteRow);
    const std::uint64_t key = mixed(seed);
    constexpr std::int64_t kPiece = 1024;
    const std::int64_t count = out.rows * out.columns;
    pool.parallelFor((count + kPiece - 1) / kPiece, 64, [&](std::int64_t first, std::int64_t last, int) {
        float values[kPiece];
        for (std::int64_t begin = first * kPiece; begin < std::min(last * kPiece, count); begin += kPiece) {
            for (std::int64_t i = 0; i < kPiece; i += 2) {
                const std::uint64_t bits = mixed(key ^ static_cast<std::uint64_t>(begin + i));
                // 24 bits each: exact in float32, from -1 to just below 1, and then symmetric.
                const auto low = static_cast<std::int32_t>(bits & 0xffffff) * 2 - 0xffffff;
                const auto high = static_cast<std::int32_t>(bits >> 40) * 2 - 0xffffff;
                values[i] = scale * (static_cast<float>(low) / 0xffffff);
                values[i + 1] = scale * (static_cast<float>(high) / 0xffffff);
            }
            store(
                values, out.precision, std::min(kPiece, count - begin),
                static_cast<std::byte*>(out.data) + static_cast<std::uint64_t>(begin) * bytesPerElement(out.precision));
        }
    });
}

}  // namespace mw::cpu
#endif
