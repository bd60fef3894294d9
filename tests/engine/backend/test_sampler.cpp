// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Sampling through the abstract operations; a backend on another device has to pass the same.

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "backend_rows.h"

namespace mw::test {

namespace {

using Doubles = std::vector<double>;

class TestSampler : public ::testing::TestWithParam<BackendRow> {
 protected:
    TestSampler() : m_backend(GetParam().make(1)) {}

    void SetUp() override {
        if (!m_backend) GTEST_SKIP() << "No device for " << GetParam().name << " here.";
    }

    /// One draw per row; the same logits for all rows.
    std::vector<SampledToken> draw(const Doubles& logits, const std::vector<SamplingRow>& rows) {
        Doubles values;
        for (std::size_t row = 0; row < rows.size(); ++row)
            values.insert(values.end(), logits.begin(), logits.end());
        Device& device = m_backend->device(0);
        const Tensor matrix(device, Precision::Float32, std::ssize(rows), std::ssize(logits), values);
        StepInputs inputs;
        inputs.sampling = rows;
        std::vector<SampledToken> result;
        device.execute(inputs, [&] {
            device.sample(matrix.matrix());
            result = device.sampled();
        });
        return result;
    }

    SampledToken drawOne(const Doubles& logits, SamplingOptions options, std::uint64_t position = 0,
                         std::span<const int> history = {}, int promptTokens = 0) {
        return draw(logits, {{0, options, position, history, promptTokens}}).at(0);
    }

    /// How often each token comes at `count` positions.
    std::vector<int> frequencies(const Doubles& logits, const SamplingOptions& options, int count,
                                 std::span<const int> history = {}, int promptTokens = 0) {
        std::vector<SamplingRow> rows;
        for (int i = 0; i < count; ++i)
            rows.push_back({0, options, static_cast<std::uint64_t>(i), history, promptTokens});
        std::vector<int> found(logits.size());
        for (const SampledToken& token : draw(logits, rows))
            ++found[static_cast<std::size_t>(token.token)];
        return found;
    }

    const std::unique_ptr<Backend> m_backend;
};

Doubles softmax(Doubles values) {
    const double largest = *std::ranges::max_element(values);
    double sum = 0;
    for (double& value : values)
        sum += value = std::exp(value - largest);
    for (double& value : values)
        value /= sum;
    return values;
}

/// Sum of squared deviations over expectations; tokens of probability 0 must not come at all.
double chiSquare(const std::vector<int>& found, const Doubles& probabilities) {
    const double count = std::accumulate(found.begin(), found.end(), 0.0);
    double sum = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (probabilities[i] == 0) {
            if (found[i] != 0) return HUGE_VAL;
            continue;
        }
        const double expected = count * probabilities[i];
        sum += (found[i] - expected) * (found[i] - expected) / expected;
    }
    return sum;
}

const SamplingOptions kPlain{.temperature = 1, .topK = 0, .topP = 1};

Doubles someLogits(int count, unsigned seed = 1, double spread = 2) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal(0, spread);
    Doubles logits(static_cast<std::size_t>(count));
    for (double& logit : logits)
        logit = static_cast<double>(static_cast<float>(normal(generator)));
    return logits;
}

TEST_P(TestSampler, keepsWhatWasDrawnThroughAStepThatDrawsNothing) {
    const Doubles logits = someLogits(50);
    SamplingOptions options = kPlain;
    options.logProbabilities = 3;
    const SampledToken expected = drawOne(logits, options);
    Device& device = m_backend->device(0);
    const Tensor matrix(device, Precision::Float32, 1, std::ssize(logits), logits);
    const std::vector<SamplingRow> rows = {{0, options, 0, {}}};
    StepInputs inputs;
    inputs.sampling = rows;
    device.execute(inputs, [&] { device.sample(matrix.matrix()); });
    device.execute(inputs, [] {});
    const std::vector<SampledToken> drawn = device.sampled();
    ASSERT_EQ(drawn.size(), 1u);
    EXPECT_EQ(drawn[0].token, expected.token);
    EXPECT_EQ(drawn[0].alternatives, expected.alternatives);
    EXPECT_TRUE(device.sampled().empty());
}

TEST_P(TestSampler, drawsWithTheProbabilitiesOfTheModel) {
    const Doubles logits = {1.0, 0.0, -1.0, 2.0, 0.5, -0.5, 1.5, 0.2};
    for (const std::uint64_t seed : {0ULL, 1ULL, 0xdeadbeefcafeULL}) {
        SamplingOptions options = kPlain;
        options.seed = seed;
        // 7 degrees of freedom: above 29.9 with a probability of 1e-4.
        EXPECT_LT(chiSquare(frequencies(logits, options, 20000), softmax(logits)), 29.9) << seed;
    }
}

TEST_P(TestSampler, drawsIndependentlyAtConsecutivePositions) {
    // Pairs of neighbours: 4 x 4 outcomes of two tosses with four equal sides; 15 degrees of freedom.
    std::vector<SamplingRow> rows;
    for (int i = 0; i < 20000; ++i)
        rows.push_back({0, kPlain, static_cast<std::uint64_t>(i), {}});
    const std::vector<SampledToken> drawn = draw({0, 0, 0, 0}, rows);
    std::vector<int> pairs(16);
    for (std::size_t i = 0; i + 1 < drawn.size(); i += 2)
        ++pairs[static_cast<std::size_t>(4 * drawn[i].token + drawn[i + 1].token)];
    EXPECT_LT(chiSquare(pairs, Doubles(16, 1.0 / 16)), 44.3);
}

TEST_P(TestSampler, appliesTheTemperature) {
    const Doubles logits = {1.0, 0.0, -1.0, 2.0};
    for (const float temperature : {0.5f, 2.0f}) {
        SamplingOptions options = kPlain;
        options.temperature = temperature;
        Doubles scaled = logits;
        for (double& logit : scaled)
            logit /= static_cast<double>(temperature);
        EXPECT_LT(chiSquare(frequencies(logits, options, 20000), softmax(scaled)), 21.1) << temperature;
    }
}

TEST_P(TestSampler, takesTheMostLikelyAtTemperatureZero) {
    SamplingOptions options{.temperature = 0};
    for (const std::uint64_t position : {0, 1, 2, 3})
        EXPECT_EQ(drawOne({1, 5, 3, 5, 2}, options, position).token, 1) << "of equals, the lowest id";
    options.topP = 0;
    options.minP = 2;
    EXPECT_EQ(drawOne({1, 5, 3, 9, 2}, options).token, 3);
}

/// The distribution by its definition: sort, cut, renormalise.
Doubles filtered(const Doubles& logits, const SamplingOptions& options) {
    Doubles scaled = logits;
    for (double& logit : scaled)
        logit /= static_cast<double>(options.temperature);
    std::vector<std::size_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0UL);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return scaled[a] > scaled[b]; });
    if (options.topK > 0 && static_cast<std::size_t>(options.topK) < order.size())
        order.resize(static_cast<std::size_t>(options.topK));
    Doubles kept;
    for (const std::size_t token : order)
        kept.push_back(scaled[token]);
    kept = softmax(kept);
    Doubles result(logits.size());
    double before = 0, sum = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const bool cutByTopP = options.topP < 1 && before >= static_cast<double>(options.topP);
        const bool cutByMinP = kept[i] < static_cast<double>(options.minP) * kept[0];
        if (i > 0 && (cutByTopP || cutByMinP)) break;
        before += kept[i];
        sum += result[order[i]] = kept[i];
    }
    for (double& probability : result)
        probability /= sum;
    return result;
}

TEST_P(TestSampler, cutsExactlyWhatTheOptionsCut) {
    const SamplingOptions rows[] = {
        {.temperature = 1, .topK = 3, .topP = 1},
        {.temperature = 1, .topK = 0, .topP = 0.7f},
        {.temperature = 1, .topK = 0, .topP = 0.999f},
        {.temperature = 1, .topK = 0, .topP = 1, .minP = 0.1f},
        {.temperature = 0.8f, .topK = 20, .topP = 0.9f},
        {.temperature = 1.5f, .topK = 12, .topP = 0.95f, .minP = 0.05f},
        {.temperature = 1, .topK = 10, .topP = 0.6f, .minP = 0.02f},
        {.temperature = 1, .topK = 0, .topP = 0.8f, .minP = 0.2f},
    };
    const Doubles logits = someLogits(60);
    for (const SamplingOptions& options : rows) {
        const Doubles expected = filtered(logits, options);
        const std::vector<int> found = frequencies(logits, options, 30000);
        double degrees = -1;
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (expected[i] > 0) ++degrees;
            EXPECT_TRUE(found[i] == 0 || expected[i] > 0) << "token " << i << " is cut";
            EXPECT_TRUE(found[i] > 0 || expected[i] < 2e-3) << "token " << i << " is not cut";
        }
        EXPECT_LT(chiSquare(found, expected), degrees + 5 * std::sqrt(2 * degrees) + 5)
            << "top-k " << options.topK << " top-p " << options.topP << " min-p " << options.minP;
    }
}

TEST_P(TestSampler, cutsTheLongTailOfALargeVocabulary) {
    const Doubles logits = someLogits(32000, 3, 3);
    for (const SamplingOptions& options :
         {SamplingOptions{.temperature = 1, .topK = 0, .topP = 0.9f},
          SamplingOptions{.temperature = 1, .topK = 500, .topP = 0.9f},
          SamplingOptions{.temperature = 1, .topK = 0, .topP = 0.9999f},
          SamplingOptions{.temperature = 1, .topK = 0, .topP = 1, .minP = 0.1f},
          SamplingOptions{.temperature = 1, .topK = 700, .topP = 0.99f, .minP = 0.02f}}) {
        const Doubles expected = filtered(logits, options);
        const std::vector<int> found = frequencies(logits, options, 300);
        int outside = 0, inside = 0;
        for (std::size_t i = 0; i < found.size(); ++i)
            (expected[i] == 0 ? outside : inside) += found[i];
        EXPECT_EQ(outside, 0);
        EXPECT_EQ(inside, 300);
    }
}

TEST_P(TestSampler, cutsAmongTokensThatAreAlike) {
    // More of them than are sorted at once, behind some that are likelier and before some that are not. Of equals the
    // lowest ids stay.
    constexpr int kBefore = 40, kAlike = 6000;
    Doubles logits(20001, -3.0);
    for (int i = 0; i < kAlike; ++i)
        logits[static_cast<std::size_t>(17 + 3 * i)] = 1;
    for (int i = 0; i < kBefore; ++i)
        logits[static_cast<std::size_t>(500 * i)] = 2;
    for (const SamplingOptions& options : {SamplingOptions{.temperature = 1, .topK = 3000, .topP = 1},
                                           SamplingOptions{.temperature = 1, .topK = 0, .topP = 0.5f},
                                           SamplingOptions{.temperature = 1, .topK = 5000, .topP = 0.3f},
                                           SamplingOptions{.temperature = 1, .topK = 0, .topP = 1, .minP = 0.2f}}) {
        const Doubles expected = filtered(logits, options);
        const std::vector<int> found = frequencies(logits, options, 400);
        int kept = 0, first = 0, last = 0, drawn = 0;
        for (std::size_t i = 0; i < found.size(); ++i)
            kept += expected[i] > 0 ? 1 : 0;
        int rank = 0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_TRUE(found[i] == 0 || expected[i] > 0) << "token " << i << " is cut";
            if (expected[i] <= 0) continue;
            drawn += found[i];
            (2 * rank++ < kept ? first : last) += found[i];
        }
        EXPECT_EQ(drawn, 400);
        // About half of the draws are of either half of what is kept.
        EXPECT_GT(first, 120) << options.topK << " " << options.topP;
        EXPECT_GT(last, 120) << options.topK << " " << options.topP;
    }
}

TEST_P(TestSampler, drawsNothingOfNoWeightWhateverTopKKeeps) {
    Doubles logits(5000, -2000.0);
    for (const std::size_t token : {7UL, 1500UL, 4999UL})
        logits[token] = 1;
    for (const int topK : {3, 100, 2000, 0}) {
        const std::vector<int> found = frequencies(logits, {.temperature = 0.7f, .topK = topK, .topP = 1}, 300);
        EXPECT_EQ(found[7] + found[1500] + found[4999], 300) << topK;
        for (const std::size_t token : {7UL, 1500UL, 4999UL})
            EXPECT_GT(found[token], 50) << topK;
    }
}

TEST_P(TestSampler, drawsEachRowFromItsOwnLogits) {
    constexpr int kRows = 5, kVocabulary = 3000;
    Doubles logits;
    std::vector<SamplingRow> rows;
    for (int row = 0; row < kRows; ++row) {
        Doubles own = someLogits(kVocabulary, 10 + static_cast<unsigned>(row));
        own[static_cast<std::size_t>(row * 601 + row)] = 50;
        logits.insert(logits.end(), own.begin(), own.end());
        rows.push_back({row, {.temperature = row % 2 == 0 ? 0.0f : 1.0f, .topK = 0, .topP = 0.9f}, 3, {}});
    }
    Device& device = m_backend->device(0);
    const Tensor matrix(device, Precision::Float32, kRows, kVocabulary, logits);
    StepInputs inputs;
    inputs.sampling = rows;
    std::vector<SampledToken> drawn;
    device.execute(inputs, [&] {
        device.sample(matrix.matrix());
        drawn = device.sampled();
    });
    ASSERT_EQ(drawn.size(), static_cast<std::size_t>(kRows));
    for (int row = 0; row < kRows; ++row)
        EXPECT_EQ(drawn[static_cast<std::size_t>(row)].token, row * 601 + row);
}

TEST_P(TestSampler, survivesExtremeOptions) {
    const Doubles logits = {3, 1, 2, -4};
    const float tiny = std::numeric_limits<float>::denorm_min(), huge = std::numeric_limits<float>::max();
    EXPECT_EQ(drawOne(logits, {.temperature = 1, .topK = 0, .topP = 0}).token, 0);
    EXPECT_EQ(drawOne(logits, {.temperature = 1, .topK = 0, .topP = -1}).token, 0);
    EXPECT_EQ(drawOne(logits, {.temperature = 1, .topK = 0, .topP = 1, .minP = 5}).token, 0);
    EXPECT_EQ(drawOne(logits, {.temperature = tiny, .topK = 0, .topP = 1}).token, 0);
    for (const SamplingOptions& options : {SamplingOptions{.temperature = huge, .topK = 1000000, .topP = 2},
                                           SamplingOptions{.temperature = HUGE_VALF, .topK = 0, .topP = 1}}) {
        // So hot that all tokens are alike.
        EXPECT_LT(chiSquare(frequencies(logits, options, 4000), Doubles(4, 0.25)), 21.1);
    }
    const double largest = static_cast<double>(huge);
    EXPECT_EQ(drawOne({-largest, largest, 0, 1}, kPlain).token, 1);
    // A penalty that lifts logits beyond what a float holds leaves them alike.
    SamplingOptions lifted = kPlain;
    lifted.repetitionPenalty = 0.01f;
    const std::vector<int> history = {1, 3};
    EXPECT_LT(chiSquare(frequencies({0, 0.8 * largest, 1, 0.8 * largest}, lifted, 4000, history), {0, 0.5, 0, 0.5}),
              21.1);
    EXPECT_EQ(drawOne({7}, kPlain).token, 0);
}

TEST_P(TestSampler, repeatsItselfForTheSameSeedAndPosition) {
    const Doubles logits = someLogits(500);
    std::vector<SamplingRow> rows;
    for (std::uint64_t i = 0; i < 64; ++i)
        rows.push_back({0, {.temperature = 1, .topK = 0, .topP = 0.95f, .seed = i % 4}, i / 4, {}});
    const std::vector<SampledToken> together = draw(logits, rows);
    std::set<std::vector<int>> texts;
    for (std::size_t seed = 0; seed < 4; ++seed) {
        std::vector<int> text;
        for (std::size_t i = seed; i < rows.size(); i += 4) {
            text.push_back(together[i].token);
            EXPECT_EQ(draw(logits, {rows[i]}).at(0).token, together[i].token) << "alone, row " << i;
        }
        texts.insert(text);
    }
    EXPECT_EQ(texts.size(), 4U) << "seeds draw different texts";
}

TEST_P(TestSampler, penalisesEachTokenOfTheHistoryOnce) {
    // Positive logits are divided, negative ones multiplied; a token that comes three times counts once.
    const Doubles logits = {2.0, -1.0, 1.0, 0.0};
    const std::vector<int> history = {0, 1, 0, 0, -5, 99};  // ids outside of the vocabulary change nothing
    SamplingOptions options = kPlain;
    options.repetitionPenalty = 2;
    EXPECT_LT(chiSquare(frequencies(logits, options, 20000, history), softmax({1.0, -2.0, 1.0, 0.0})), 21.1);
    options.temperature = 0;
    const std::vector<int> best = {0};
    EXPECT_EQ(drawOne({2.0, 1.5, 1.0}, options, 0, best).token, 1);
    options.repetitionPenalty = 0.5f;  // makes repeating likelier
    EXPECT_EQ(drawOne({1.0, 1.5}, options, 0, best).token, 0);
}

TEST_P(TestSampler, penalisesTokensAnywhereInALargeVocabulary) {
    for (const int vocabulary : {32000, 32003}) {
        SamplingOptions options{.temperature = 0, .repetitionPenalty = 2};
        for (const int token : {0, 1, 2, 3, 31, 32, 33, 1023, 1024, 4098, vocabulary - 2, vocabulary - 1}) {
            const int second = (token + 77) % vocabulary;
            Doubles logits = someLogits(vocabulary, 5, 0.5);
            logits[static_cast<std::size_t>(token)] = 9;
            logits[static_cast<std::size_t>(second)] = 8;
            const std::vector<int> itself = {second / 2, token}, neighbours = {token - 1, token + 1, token + 32};
            EXPECT_EQ(drawOne(logits, options, 0, itself).token, second) << token << " of " << vocabulary;
            EXPECT_EQ(drawOne(logits, options, 0, neighbours).token, token) << token << " of " << vocabulary;
        }
        // The same where tokens are drawn: most of the weight is on four, of which one is not penalised.
        Doubles logits(static_cast<std::size_t>(vocabulary), -20.0);
        const std::vector<int> likely = {4, 1009, 20002, 31999};
        for (const int token : likely)
            logits[static_cast<std::size_t>(token)] = 10;
        options.temperature = 1;
        options.topK = 0;
        options.topP = 1;
        options.repetitionPenalty = 10;
        const std::vector<int> history = {1009, 31999, 4};
        EXPECT_EQ(frequencies(logits, options, 50, history)[20002], 50) << vocabulary;
    }
}

/// The logits after the penalties, by their definition.
Doubles penalised(Doubles logits, const SamplingOptions& options, std::span<const int> history, int promptTokens) {
    const auto answer = history.subspan(static_cast<std::size_t>(promptTokens));
    for (std::size_t token = 0; token < logits.size(); ++token) {
        double& logit = logits[token];
        const auto factor = static_cast<double>(options.repetitionPenalty);
        if (std::ranges::count(history, static_cast<int>(token)) > 0)
            logit = logit > 0 ? logit / factor : logit * factor;
        const auto uses = static_cast<double>(std::ranges::count(answer, static_cast<int>(token)));
        logit -= uses * static_cast<double>(options.frequencyPenalty) +
                 (uses > 0 ? static_cast<double>(options.presencePenalty) : 0);
    }
    return logits;
}

TEST_P(TestSampler, takesPresenceAndFrequencyOffTheTokensOfTheAnswer) {
    const Doubles logits = {2.0, -1.0, 1.0, 0.0};
    const std::vector<int> history = {0, 3, 3, 1, 0, 0, -5, 99, 2, 0};
    SamplingOptions options = kPlain;
    for (const auto& [presence, frequency, repetition] : {std::tuple{0.7f, 0.0f, 1.0f},
                                                          {0.0f, 0.4f, 1.0f},
                                                          {1.1f, -0.3f, 1.0f},
                                                          {-2.0f, 2.0f, 1.0f},
                                                          {0.5f, 0.2f, 1.8f}})
        for (const int promptTokens : {0, 2, 5, 10}) {
            options.presencePenalty = presence;
            options.frequencyPenalty = frequency;
            options.repetitionPenalty = repetition;
            const Doubles expected = softmax(penalised(logits, options, history, promptTokens));
            EXPECT_LT(chiSquare(frequencies(logits, options, 20000, history, promptTokens), expected), 21.1)
                << presence << " " << frequency << " " << repetition << " after " << promptTokens;
        }
    // What it does to the draw it does not do to the model's own probabilities.
    options.logProbabilities = 4;
    const SampledToken drawn = drawOne(logits, options, 1, history);
    EXPECT_NEAR(static_cast<double>(drawn.logProbability),
                std::log(softmax(logits)[static_cast<std::size_t>(drawn.token)]), 2e-5);
    EXPECT_EQ(drawn.alternatives.at(0).first, 0);
}

TEST_P(TestSampler, eachRowHasAnAnswerOfItsOwn) {
    std::mt19937 random(8);
    const auto below = [&](int most) { return std::uniform_int_distribution<int>(0, most - 1)(random); };
    for (const int vocabulary : {7, 512, 32003}) {
        const Doubles logits = someLogits(vocabulary, 9, 0.4);
        std::vector<std::vector<int>> histories(60);
        std::vector<SamplingRow> rows;
        for (std::vector<int>& history : histories) {
            // The likeliest tokens, so that the penalties matter.
            Doubles left = logits;
            for (int count = below(8); count > 0; --count) {
                const auto best = std::ranges::max_element(left) - left.begin();
                left[static_cast<std::size_t>(best)] = -100;
                history.insert(history.end(), static_cast<std::size_t>(1 + below(3)), static_cast<int>(best));
            }
            std::ranges::shuffle(history, random);
            const int promptTokens = history.empty() ? 0 : below(static_cast<int>(history.size()) + 1);
            SamplingOptions options{.temperature = 0};
            if (below(3) > 0) options.presencePenalty = static_cast<float>(below(41) - 20) / 10;
            if (below(3) > 0) options.frequencyPenalty = static_cast<float>(below(41) - 20) / 10;
            if (below(3) == 0) options.repetitionPenalty = 1.3f;
            rows.push_back({0, options, 0, history, promptTokens});
        }
        const std::vector<SampledToken> drawn = draw(logits, rows);
        std::set<int> tokens;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Doubles expected = penalised(logits, rows[i].options, rows[i].history, rows[i].promptTokens);
            EXPECT_GE(expected[static_cast<std::size_t>(drawn[i].token)], *std::ranges::max_element(expected) - 1e-5)
                << "row " << i << " of " << vocabulary;
            tokens.insert(drawn[i].token);
        }
        EXPECT_GT(tokens.size(), 3U);
    }
}

TEST_P(TestSampler, countsMoreUsesThanAnybodyHas) {
    const std::vector<int> history(40000, 1);
    EXPECT_EQ(drawOne({0, 30000, -100}, {.temperature = 0, .frequencyPenalty = 1}, 0, history).token, 0);
    EXPECT_EQ(drawOne({0, 50000, -100}, {.temperature = 0, .frequencyPenalty = 1}, 0, history).token, 1);
}

TEST_P(TestSampler, countsAllBitsOfASeed) {
    const Doubles alike(1000, 0.0);
    std::set<int> drawn;
    for (int bit = 0; bit < 64; ++bit) {
        SamplingOptions options = kPlain;
        options.seed = 1ULL << bit;
        drawn.insert(drawOne(alike, options).token);
    }
    EXPECT_GT(drawn.size(), 55U) << "of 64 draws among 1000 tokens, some fall together";
}

TEST_P(TestSampler, reportsLogProbabilitiesOfTheModelItself) {
    const Doubles logits = someLogits(300);
    const Doubles probabilities = softmax(logits);
    const std::vector<int> history = {1, 2, 3};
    const SampledToken drawn = drawOne(
        logits, {.temperature = 0.3f, .topK = 2, .topP = 0.5f, .repetitionPenalty = 1.7f, .logProbabilities = 5}, 3,
        history);
    EXPECT_NEAR(static_cast<double>(drawn.logProbability),
                std::log(probabilities[static_cast<std::size_t>(drawn.token)]), 2e-5);
    std::vector<std::size_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0UL);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return logits[a] > logits[b]; });
    ASSERT_EQ(drawn.alternatives.size(), 5U);
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(drawn.alternatives[i].first, static_cast<int>(order[i]));
        EXPECT_NEAR(static_cast<double>(drawn.alternatives[i].second), std::log(probabilities[order[i]]), 2e-5);
    }
    EXPECT_TRUE(drawOne(logits, kPlain).alternatives.empty());
    EXPECT_EQ(drawOne({1, 2, 3}, {.logProbabilities = 20}).alternatives.size(), 3U);
}

TEST_P(TestSampler, reportsLogProbabilitiesOfALargeVocabulary) {
    Doubles logits = someLogits(32001, 6, 3);
    logits[40] = logits[20] = logits[31000] = *std::ranges::max_element(logits) + 0.5;  // of equals, the lower id first
    const Doubles probabilities = softmax(logits);
    std::vector<std::size_t> order(logits.size());
    std::iota(order.begin(), order.end(), 0UL);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return logits[a] > logits[b]; });
    const std::vector<int> history = {static_cast<int>(order[0]), static_cast<int>(order[3])};
    for (const SamplingOptions& options :
         {SamplingOptions{.temperature = 0, .logProbabilities = 20},
          SamplingOptions{.temperature = 1, .topK = 0, .topP = 1, .logProbabilities = 20},
          SamplingOptions{.temperature = 2, .topK = 40, .topP = 0.9f, .logProbabilities = 20},
          SamplingOptions{.temperature = 1, .topK = 5, .topP = 0.9f, .logProbabilities = 20},
          SamplingOptions{
              .temperature = 1, .topK = 40, .topP = 0.9f, .repetitionPenalty = 3, .logProbabilities = 20}}) {
        const SampledToken drawn = drawOne(logits, options, 3, history);
        EXPECT_NEAR(static_cast<double>(drawn.logProbability),
                    std::log(probabilities[static_cast<std::size_t>(drawn.token)]), 1e-4);
        ASSERT_EQ(drawn.alternatives.size(), 20U);
        for (std::size_t i = 0; i < 20; ++i) {
            EXPECT_EQ(drawn.alternatives[i].first, static_cast<int>(order[i])) << i;
            EXPECT_NEAR(static_cast<double>(drawn.alternatives[i].second), std::log(probabilities[order[i]]), 1e-4);
        }
    }
}

TEST_P(TestSampler, saysWhichRowsAreNotFinite) {
    for (const int vocabulary : {100, 32000, 32001})
        for (const double bad : {std::nan(""), HUGE_VAL, -HUGE_VAL}) {
            Doubles logits = someLogits(vocabulary);
            EXPECT_TRUE(drawOne(logits, kPlain).finite);
            for (const int token : {0, 1, 2, 3, vocabulary - 1}) {
                Doubles broken = logits;
                broken[static_cast<std::size_t>(token)] = bad;
                EXPECT_FALSE(drawOne(broken, kPlain).finite) << token << " of " << vocabulary;
                EXPECT_FALSE(drawOne(broken, {.temperature = 0}).finite) << token << " of " << vocabulary;
            }
        }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestSampler, ::testing::ValuesIn(backendRows()),
                         [](const auto& parameters) { return parameters.param.name; });

}  // namespace

}  // namespace mw::test
