// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Scores of a prompt against the logits of the same tokens, whatever else the engine is busy with.

#include <cmath>

#include "small_engine.h"

namespace mw::test {
namespace {

/// log softmax of one row of logits, in double precision.
double logProbability(const std::vector<float>& logits, std::size_t row, int token) {
    const auto vocabulary = static_cast<std::size_t>(smallModel().vocabularySize);
    const float* first = logits.data() + row * vocabulary;
    double sum = 0;
    for (std::size_t i = 0; i < vocabulary; ++i)
        sum += std::exp(static_cast<double>(first[i]));
    return static_cast<double>(first[token]) - std::log(sum);
}

void expectScores(const Outcome& outcome, const Request& request, const std::vector<float>& logits) {
    ASSERT_EQ(outcome.prompt.size(), request.promptIds.size());
    EXPECT_FALSE(outcome.prompt[0].logProbability);
    EXPECT_TRUE(outcome.prompt[0].alternatives.empty());
    for (std::size_t i = 0; i < outcome.prompt.size(); ++i) {
        const ScoredToken& scored = outcome.prompt[i];
        EXPECT_EQ(scored.token, request.promptIds[i]);
        if (i == 0) continue;
        ASSERT_TRUE(scored.logProbability);
        EXPECT_NEAR(static_cast<double>(*scored.logProbability), logProbability(logits, i - 1, scored.token), 1e-4);
        ASSERT_EQ(scored.alternatives.size(), static_cast<std::size_t>(request.sampling.logProbabilities));
        for (std::size_t k = 0; k < scored.alternatives.size(); ++k) {
            const TokenAlternative& alternative = scored.alternatives[k];
            EXPECT_NEAR(static_cast<double>(alternative.logProbability),
                        logProbability(logits, i - 1, alternative.token), 1e-4);
            EXPECT_LE(alternative.logProbability, scored.alternatives[k == 0 ? 0 : k - 1].logProbability);
        }
    }
}

Request scoring(int tokens, int first = 5) {
    Request request = promptOf(tokens, 3, first);
    request.scorePrompt = true;
    request.sampling.logProbabilities = 3;
    return request;
}

class TestPromptScores : public ::testing::TestWithParam<int> {};

TEST_P(TestPromptScores, areThoseOfTheLogits) {
    LoadOptions options = smallOptions();
    options.virtualDevices = GetParam();
    Engine engine = loaded(options);
    // Shorter and longer than a chunk of 64, and at its edges.
    for (const int tokens : {1, 2, 63, 64, 65, 128, 150}) {
        const Request request = scoring(tokens);
        const std::vector<float> logits = engine.logits(request.promptIds);
        const Outcome outcome = answerTo(engine, request);
        expectScores(outcome, request, logits);
        EXPECT_EQ(outcome.ids.size(), 3U);
        // Once more, now that all of it is in the cache.
        const Outcome again = answerTo(engine, request);
        expectScores(again, request, logits);
        EXPECT_EQ(again.cachedTokens, 0);
        EXPECT_EQ(again.ids, outcome.ids);
    }
}
INSTANTIATE_TEST_SUITE_P(OnDevices, TestPromptScores, ::testing::Values(1, 2));

TEST(TestPromptScores, areTheSameBesideOthers) {
    Engine engine = loaded();
    std::vector<Request> requests = {promptOf(40, 30), scoring(100, 9), promptOf(90, 8, 77), scoring(20, 3)};
    std::vector<std::vector<float>> logits;
    std::vector<Outcome> alone;
    for (const Request& request : requests) {
        logits.push_back(engine.logits(request.promptIds));
        alone.push_back(answerTo(engine, request));
    }
    Answers answers(engine);
    std::vector<RequestId> ids;
    for (const Request& request : requests)
        ids.push_back(answers.ask(request));
    answers.run();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const Outcome& outcome = answers.outcomes.at(ids[i]);
        EXPECT_EQ(outcome.ids, alone[i].ids) << i;
        if (requests[i].scorePrompt)
            expectScores(outcome, requests[i], logits[i]);
        else
            EXPECT_TRUE(outcome.prompt.empty());
    }
}

TEST(TestPromptScores, comeOnceAndBeforeTheAnswer) {
    Engine engine = loaded();
    std::vector<std::size_t> kinds;
    engine.submit(1, scoring(100), [&](const RequestEvent& event) { kinds.push_back(event.index()); });
    while (engine.step())
        ;
    EXPECT_EQ(kinds, (std::vector<std::size_t>{0, 1, 2, 3, 3, 3, 4}));
}

TEST(TestPromptScores, areDroppedWithTheirRequest) {
    Engine engine = loaded();
    Answers answers(engine);
    const RequestId id = answers.ask(scoring(200));
    engine.step();
    engine.cancel(id);
    answers.run();
    EXPECT_EQ(answers.outcomes.at(id).ends, 1);
    EXPECT_TRUE(answers.outcomes.at(id).prompt.empty());
    EXPECT_EQ(answerTo(engine, scoring(100)).prompt.size(), 100U);
}

}  // namespace
}  // namespace mw::test
