// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "sampler.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "simd.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sampler.cpp"
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include <hwy/contrib/math/math-inl.h>
// clang-format on

#include "simd-inl.h"

HWY_BEFORE_NAMESPACE();
namespace mw::cpu::HWY_NAMESPACE {

/// weights[i] = exp((logits[i] - largest) * inverseTemperature); returns their sum. `weights` may be null.
HWY_NOINLINE double exponentials(const float* logits, std::int64_t count, float largest, float inverseTemperature,
                                 float* weights) {
    const FloatTag d;
    const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
    const auto highest = hn::Set(d, largest);
    const auto inverse = hn::Set(d, inverseTemperature);
    HWY_ALIGN float piece[HWY_LANES(float)];
    double sum = 0;
    for (std::int64_t i = 0; i < count; i += lanes) {
        const std::int64_t used = std::min(lanes, count - i);
        const auto values =
            used == lanes ? loadFloats(logits + i) : loadFirstFloats(logits + i, static_cast<std::size_t>(used));
        hn::Store(hn::Exp(d, hn::Mul(hn::Sub(values, highest), inverse)), d, piece);
        for (std::int64_t j = 0; j < used; ++j)
            sum += static_cast<double>(piece[j]);
        if (weights) std::copy_n(piece, used, weights + i);
    }
    return sum;
}

}  // namespace mw::cpu::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mw::cpu {

namespace {

HWY_EXPORT(exponentials);

constexpr float kLargest = std::numeric_limits<float>::max();

/// One 128-bit block of Philox 4x32-10.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xd2511f53} * counter[0];
        const std::uint64_t b = std::uint64_t{0xcd9e8d57} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += 0x9e3779b9;
        key[1] += 0xbb67ae85;
    }
    return counter;
}

std::int32_t mostLikely(const float* logits, int vocabulary) {
    return static_cast<std::int32_t>(std::max_element(logits, logits + vocabulary) - logits);
}

/// Best first; equal logits: the lower id first.
auto better(const float* logits) {
    return [logits](std::int32_t a, std::int32_t b) { return logits[a] != logits[b] ? logits[a] > logits[b] : a < b; };
}

/// Calls `change(logit, count)` for each token of `history`, with how often it is there.
template <typename Change>
void forEachUsed(SamplerScratch& scratch, std::span<const int> history, int vocabulary, const Change& change) {
    scratch.counts.resize(static_cast<std::size_t>(vocabulary));
    for (const int token : history)
        if (token >= 0 && token < vocabulary) ++scratch.counts[static_cast<std::size_t>(token)];
    for (const int token : history) {
        if (token < 0 || token >= vocabulary) continue;
        const int count = std::exchange(scratch.counts[static_cast<std::size_t>(token)], 0);
        if (count == 0) continue;  // it came before
        float& logit = scratch.logits[static_cast<std::size_t>(token)];
        logit = std::clamp(change(logit, count), -kLargest, kLargest);
    }
}

void penalise(SamplerScratch& scratch, int vocabulary, const SamplingRow& row) {
    const SamplingOptions& options = row.options;
    if (const float penalty = options.repetitionPenalty; penalty > 0 && penalty != 1)
        forEachUsed(scratch, row.history, vocabulary,
                    [=](float logit, int) { return logit > 0 ? logit / penalty : logit * penalty; });
    if (options.presencePenalty == 0 && options.frequencyPenalty == 0) return;
    forEachUsed(scratch, row.history.subspan(static_cast<std::size_t>(row.promptTokens)), vocabulary,
                [&](float logit, int count) {
                    return logit -
                           std::fma(options.frequencyPenalty, static_cast<float>(count), options.presencePenalty);
                });
}

/// Makes candidates[0, count) the best ones in order; [0, sorted) are that already.
void sortFirst(std::vector<std::int32_t>& candidates, std::size_t sorted, std::size_t count, const float* logits) {
    const auto at = [&](std::size_t i) { return candidates.begin() + static_cast<std::ptrdiff_t>(i); };
    if (count < candidates.size()) std::nth_element(at(sorted), at(count), candidates.end(), better(logits));
    std::sort(at(sorted), at(count), better(logits));
}

/// Cuts the candidates to those that top-k, top-p and min-p let pass, best first, and returns the sum of their weights.
double filter(SamplerScratch& scratch, const float* logits, double total, const SamplingOptions& options) {
    std::vector<std::int32_t>& candidates = scratch.candidates;
    const auto weightOf = [&](std::size_t i) {
        return static_cast<double>(scratch.weights[static_cast<std::size_t>(candidates[i])]);
    };
    std::size_t sorted = 0;
    if (options.topK > 0 && static_cast<std::size_t>(options.topK) < candidates.size()) {
        sorted = static_cast<std::size_t>(options.topK);
        sortFirst(candidates, 0, sorted, logits);
        candidates.resize(sorted);
        total = 0;
        for (std::size_t i = 0; i < sorted; ++i)
            total += weightOf(i);
    }
    // The rest is cut off the end of the sorted candidates, which are sorted only as far as needed.
    const double wanted =
        options.topP < 1 ? static_cast<double>(options.topP) * total : std::numeric_limits<double>::infinity();
    const double least = static_cast<double>(options.minP);  // the largest weight is 1
    double sum = 0;
    std::size_t kept = 0;
    while (kept < candidates.size()) {
        if (kept == sorted) {
            const std::size_t next = std::min(candidates.size(), std::max<std::size_t>(64, 4 * sorted));
            sortFirst(candidates, sorted, next, logits);
            sorted = next;
        }
        if (kept > 0 && (sum >= wanted || weightOf(kept) < least)) break;
        sum += weightOf(kept++);
    }
    candidates.resize(kept);
    return sum;
}

/// All tokens but those that top-p and min-p surely cut: if every weight below a bound is left out, and there were as
/// many of them as tokens, they would still sum to less than the share that top-p leaves out.
void takeCandidates(SamplerScratch& scratch, double total, const SamplingOptions& options) {
    const std::vector<float>& weights = scratch.weights;
    double bound = 0;
    if (options.topK <= 0) {  // else top-p refers to the sum of the first k, which have to be found first
        const double left =
            0.99 * (1 - static_cast<double>(options.topP)) * total / static_cast<double>(weights.size());
        bound = std::min(std::max(static_cast<double>(options.minP), left), 1.0);  // the most likely token always stays
    }
    scratch.candidates.clear();
    for (std::size_t token = 0; token < weights.size(); ++token)
        if (static_cast<double>(weights[token]) >= bound)
            scratch.candidates.push_back(static_cast<std::int32_t>(token));
}

std::int32_t draw(SamplerScratch& scratch, int vocabulary, const SamplingRow& row) {
    const SamplingOptions& options = row.options;
    const float* logits = scratch.logits.data();
    const std::int32_t best = mostLikely(logits, vocabulary);
    if (!(options.temperature > 0) || options.topK == 1) return best;
    scratch.weights.resize(static_cast<std::size_t>(vocabulary));
    const float inverse = std::min(1.0f / options.temperature, kLargest);
    double total =
        HWY_DYNAMIC_DISPATCH(exponentials)(logits, vocabulary, logits[best], inverse, scratch.weights.data());
    takeCandidates(scratch, total, options);
    if (options.topK > 0 || options.topP < 1 || options.minP > 0) total = filter(scratch, logits, total, options);

    double left = uniformDraw(options.seed, row.position) * total;
    for (const std::int32_t token : scratch.candidates) {
        left -= static_cast<double>(scratch.weights[static_cast<std::size_t>(token)]);
        if (left < 0) return token;
    }
    return best;  // only if rounding left a little over
}

}  // namespace

double uniformDraw(std::uint64_t seed, std::uint64_t position) {
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    const auto block = philox({low(position), low(position >> 32), 0, 0}, {low(seed), low(seed >> 32)});
    const std::uint64_t bits = (std::uint64_t{block[0]} << 21) ^ (block[1] >> 11);
    return static_cast<double>(bits) * 0x1p-53;
}

SampledToken sampleRow(SamplerScratch& scratch, const float* logits, int vocabulary, const SamplingRow& row) {
    SampledToken result;
    result.finite = std::all_of(logits, logits + vocabulary, [](float logit) { return std::isfinite(logit); });
    if (!result.finite) return result;
    scratch.logits.assign(logits, logits + vocabulary);
    penalise(scratch, vocabulary, row);
    result.token = draw(scratch, vocabulary, row);

    const float largest = logits[mostLikely(logits, vocabulary)];
    const double sum = HWY_DYNAMIC_DISPATCH(exponentials)(logits, vocabulary, largest, 1.0f, nullptr);
    const double normaliser = static_cast<double>(largest) + std::log(sum);
    const auto logProbability = [&](std::int32_t token) {
        return static_cast<float>(static_cast<double>(logits[token]) - normaliser);
    };
    result.logProbability = logProbability(result.token);
    if (row.options.logProbabilities > 0) {
        const auto wanted = static_cast<std::size_t>(std::min(row.options.logProbabilities, vocabulary));
        scratch.candidates.resize(static_cast<std::size_t>(vocabulary));
        std::iota(scratch.candidates.begin(), scratch.candidates.end(), 0);
        sortFirst(scratch.candidates, 0, wanted, logits);
        for (std::size_t i = 0; i < wanted; ++i)
            result.alternatives.emplace_back(scratch.candidates[i], logProbability(scratch.candidates[i]));
    }
    return result;
}

}  // namespace mw::cpu
#endif
