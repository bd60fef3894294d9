// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the sampler is told of a request: what was said so far, and at which position it draws.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "small_engine.h"

namespace mw {
namespace {

using namespace test;

/// The greedy answer by its definition: the most likely token after the penalty on every token before it, and those on
/// the tokens of the answer.
std::vector<int> penalisedAnswer(Engine& engine, std::vector<int> ids, int count, const SamplingOptions& options) {
    const float penalty = options.repetitionPenalty;
    const std::size_t prompt = ids.size();
    while (ids.size() < prompt + static_cast<std::size_t>(count)) {
        const std::vector<float> all = engine.logits(ids);
        std::vector<float> logits(all.end() - 512, all.end());
        for (const int seen : std::set<int>(ids.begin(), ids.end())) {
            float& logit = logits[static_cast<std::size_t>(seen)];
            logit = logit > 0 ? logit / penalty : logit * penalty;
            const auto uses = std::count(ids.begin() + static_cast<std::ptrdiff_t>(prompt), ids.end(), seen);
            if (uses > 0) logit -= options.presencePenalty + options.frequencyPenalty * static_cast<float>(uses);
        }
        ids.push_back(static_cast<int>(std::ranges::max_element(logits) - logits.begin()));
    }
    return {ids.begin() + static_cast<std::ptrdiff_t>(prompt), ids.end()};
}

/// A prompt that holds what the model would answer to it, so that the penalty matters from the first token on.
Request promptThatHoldsItsAnswer(Engine& engine) {
    for (int first = 0; first < 512; ++first) {
        Request request = promptOf(150, 1, first);
        const int answer = answerTo(engine, request).ids.front();
        if (std::ranges::count(request.promptIds, answer) > 0) return request;
    }
    ADD_FAILURE() << "no such prompt";
    return {};
}

TEST(TestSamplingHistory, penalisesThePromptAndTheAnswer) {
    Engine engine = loaded();
    Request request = promptThatHoldsItsAnswer(engine);
    request.maxTokens = 25;
    const std::vector<int> unpenalised = answerTo(engine, request).ids;
    for (const float penalty : {1.3f, 5.0f, 0.7f}) {
        request.sampling.repetitionPenalty = penalty;
        const std::vector<int> expected = penalisedAnswer(engine, request.promptIds, 25, request.sampling);
        // Prefilled in chunks, found in the cache, and beside others that have histories of their own.
        for (const bool beside : {false, true}) {
            Engine fresh = loaded();
            for (int time = 0; time < 2; ++time) {
                if (beside) {
                    Request other = promptOf(33, 30, 7 + time);
                    other.sampling.repetitionPenalty = 2;
                    fresh.submit(static_cast<RequestId>(100 + time), other, [](const RequestEvent&) {});
                }
                EXPECT_EQ(answerTo(fresh, request).ids, expected) << penalty << " " << beside << " " << time;
            }
        }
        if (penalty == 5.0f) {
            EXPECT_NE(expected.front(), unpenalised.front()) << "the prompt counts";
        }
    }
}

TEST(TestSamplingHistory, penalisesItsOwnAnswer) {
    Engine engine = loaded();
    Request request = promptOf(3, 60);
    request.sampling.repetitionPenalty = 100;  // whatever comes once is never the best again
    const std::vector<int> ids = answerTo(engine, request).ids;
    EXPECT_EQ(std::set<int>(ids.begin(), ids.end()).size(), ids.size());
    EXPECT_EQ(ids, penalisedAnswer(engine, request.promptIds, 60, request.sampling));
}

TEST(TestSamplingHistory, takesPresenceAndFrequencyOfItsOwnAnswerOnly) {
    Engine engine = loaded();
    Request request = promptThatHoldsItsAnswer(engine);
    request.maxTokens = 40;
    const std::vector<int> unpenalised = answerTo(engine, request).ids;
    std::set<std::vector<int>> texts{unpenalised};
    const SamplingOptions rows[] = {
        {.temperature = 0, .presencePenalty = 0.5f},
        {.temperature = 0, .frequencyPenalty = 0.3f},
        {.temperature = 0, .presencePenalty = -0.4f, .frequencyPenalty = 0.2f},
        {.temperature = 0, .repetitionPenalty = 1.2f, .presencePenalty = 0.3f, .frequencyPenalty = 0.1f}};
    std::vector<std::vector<int>> expected;
    for (const SamplingOptions& options : rows) {
        request.sampling = options;
        expected.push_back(penalisedAnswer(engine, request.promptIds, 40, options));
        EXPECT_EQ(answerTo(engine, request).ids, expected.back()) << "alone";
        texts.insert(expected.back());
        // The prompt holds the first token of the answer, and is no part of it.
        if (options.repetitionPenalty == 1) {
            EXPECT_EQ(expected.back().front(), unpenalised.front());
        }
    }
    EXPECT_GE(texts.size(), 4U) << "the penalties change the text";

    // Together, each has its own history, also where a place in the batch was another's before.
    Answers answers(engine);
    std::vector<RequestId> ids;
    for (int time = 0; time < 2; ++time)
        for (const SamplingOptions& options : rows) {
            request.sampling = options;
            ids.push_back(answers.ask(request));
        }
    const auto outcomes = answers.run();
    for (std::size_t i = 0; i < ids.size(); ++i)
        EXPECT_EQ(outcomes.at(ids[i]).ids, expected[i % std::size(rows)]) << i;
}

TEST(TestSamplingHistory, drawsAnewAtEveryPosition) {
    Engine engine = loaded();
    Request request = promptOf(20, 60);
    request.sampling = {.temperature = 1e6f, .topK = 0, .topP = 1, .seed = 3};  // all 512 tokens alike
    const std::vector<int> ids = answerTo(engine, request).ids;
    EXPECT_GT(std::set<int>(ids.begin(), ids.end()).size(), 45u);

    // The position is that in the conversation: an answer that is cut and continued draws what it would have drawn.
    Request rest = request;
    rest.promptIds.insert(rest.promptIds.end(), ids.begin(), ids.begin() + 25);
    rest.maxTokens = 35;
    EXPECT_EQ(answerTo(engine, rest).ids, std::vector(ids.begin() + 25, ids.end()));
}

TEST(TestSamplingHistory, eachSeedDrawsAnotherText) {
    Engine engine = loaded();
    std::set<std::vector<int>> texts;
    const std::uint64_t seeds[] = {0, 1, 1ULL << 31, 1ULL << 32, (1ULL << 32) + 1, 1ULL << 63, ~0ULL};
    for (const std::uint64_t seed : seeds) {
        Request request = promptOf(20, 20);
        request.sampling = {.temperature = 1e6f, .topK = 0, .topP = 1, .seed = seed};
        texts.insert(answerTo(engine, request).ids);
    }
    EXPECT_EQ(texts.size(), std::size(seeds)) << "all 64 bits count";
}

TEST(TestSamplingHistory, reportsAsManyAlternativesAsAskedFor) {
    Engine engine = loaded();
    Request request = promptOf(20, 5);
    request.sampling.logProbabilities = 4;
    int tokens = 0;
    engine.submit(1, request, [&](const RequestEvent& event) {
        const auto* token = std::get_if<TokenEvent>(&event);
        if (!token) return;
        ++tokens;
        ASSERT_EQ(token->alternatives.size(), 4u);
        EXPECT_EQ(token->alternatives[0].token, token->token) << "greedy draws the best";
        EXPECT_EQ(token->alternatives[0].logProbability, token->logProbability);
        for (std::size_t i = 1; i < 4; ++i)
            EXPECT_LE(token->alternatives[i].logProbability, token->alternatives[i - 1].logProbability);
    });
    while (engine.step())
        ;
    EXPECT_EQ(tokens, 5);
}

}  // namespace
}  // namespace mw
