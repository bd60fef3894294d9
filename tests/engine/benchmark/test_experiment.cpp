// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The experiment on a small model with random weights: what it asks the engine for, and what it makes of the answers.

#include <gtest/gtest.h>

#include <future>
#include <limits>
#include <random>

#include "mw/engine_loop.h"
#include "mw/experiment.h"
#include "small_engine.h"

namespace mw {
namespace {

const int kVocabulary = test::smallModel().vocabularySize;
constexpr int kPrompt = 100;
constexpr int kTokens = 24;

/// What was asked for, in the order of the answers' ends.
struct Watcher : EngineObserver {
    std::vector<OpenRequest> ended;
    std::vector<RequestFinished> answers;
    void requestChanged(const OpenRequest& request, const RequestEvent& event) override {
        if (isLast(event)) ended.push_back(request);
        if (const auto* finished = std::get_if<RequestFinished>(&event)) answers.push_back(*finished);
    }
};

class TestExperiment : public testing::Test {
 protected:
    void SetUp() override {
        LoadOptions options;
        options.randomWeights = test::smallModel();
        options.contextTokens = 256;
        options.batch = 4;
        options.prefillChunkTokens = 64;
        options.threads = 1;
        m_loop.load(options, {});
        m_loop.run([](Engine& engine) { ASSERT_TRUE(engine.model()); });
        m_loop.observe(m_watcher);
    }

    static Request prompt(ExperimentPart part, int chat) {
        Request request;
        // The same prompts to read and to generate on; others for what comes before.
        std::mt19937 random(part < ExperimentPart::Prefill ? 77u + static_cast<unsigned>(part)
                                                           : static_cast<unsigned>(chat));
        request.promptIds.resize(kPrompt);
        for (int& id : request.promptIds)
            id = static_cast<int>(random() % kVocabulary);
        request.sampling = {.temperature = 1, .topK = 0, .topP = 1, .seed = static_cast<std::uint64_t>(chat)};
        return request;
    }

    ExperimentOptions usual() const { return {.chats = 3, .generatedTokens = kTokens, .request = prompt}; }

    ExperimentResult measure(ExperimentOptions options) {
        const auto result = std::make_shared<std::promise<ExperimentResult>>();
        m_experiment = std::make_unique<Experiment>(
            m_loop, std::move(options), [result](const ExperimentResult& found) { result->set_value(found); });
        return result->get_future().get();
    }

    std::vector<OpenRequest> ended() {
        return m_loop.run([this](Engine&) { return m_watcher->ended; });
    }

    /// The newest of them.
    std::vector<RequestFinished> answers(std::ptrdiff_t count) {
        const auto all = m_loop.run([this](Engine&) { return m_watcher->answers; });
        return {all.end() - count, all.end()};
    }

    EngineLoop m_loop;
    std::shared_ptr<Watcher> m_watcher = std::make_shared<Watcher>();
    std::unique_ptr<Experiment> m_experiment;
};

TEST_F(TestExperiment, measuresItsPartsInTheirOrder) {
    ExperimentOptions options = usual();
    options.warmUpTokens = 2;
    const ExperimentResult result = measure(options);
    ASSERT_TRUE(std::holds_alternative<ExperimentFigures>(result));
    const auto& figures = std::get<ExperimentFigures>(result);
    EXPECT_GT(figures.firstTokenSeconds, 0);
    EXPECT_GT(figures.prefillTokensPerSecond, 0);
    EXPECT_FALSE(figures.disturbed);
    ASSERT_EQ(figures.chats.size(), 3u);
    double mean = 0, longest = 0, sum = 0;
    for (const ExperimentChat& chat : figures.chats) {
        EXPECT_EQ(chat.promptTokens, kPrompt);
        EXPECT_EQ(chat.generatedTokens, kTokens);
        mean += chat.firstTokenMs / 3;
        longest = std::max(longest, chat.firstTokenMs);
        sum += chat.decodeTokensPerSecond;
    }
    EXPECT_NEAR(figures.meanFirstTokenMs, mean, 1e-6);
    EXPECT_NEAR(figures.prefillTokensPerSecond, 3 * kPrompt / (longest / 1000), 1e-3);
    EXPECT_NEAR(figures.chatTokensPerSecond, sum / 3, 1e-6);
    // All chats generate together: what they make is what each makes, times their number, less a little at the edges.
    EXPECT_GT(figures.totalTokensPerSecond, 0.5 * sum);
    EXPECT_LT(figures.totalTokensPerSecond, 1.05 * sum);
    double first = std::numeric_limits<double>::max(), last = 0;
    for (const RequestFinished& answer : answers(3)) {
        const double begun = answer.timeToFirstTokenMs / 1000;
        first = std::min(first, begun);
        last = std::max(last, begun + (kTokens - 1) / answer.decodeTokensPerSecond);
    }
    EXPECT_NEAR(figures.totalTokensPerSecond, 3 * (kTokens - 1) / (last - first), 1e-3)
        << "from the first token of all to the last: the first of each was there before";
    // The first token of each comes with the end of its prompt, and one step marks the start.
    EXPECT_GE(figures.steadySteps, kTokens - 4);
    EXPECT_LE(figures.steadySteps, kTokens - 2);
    EXPECT_GT(figures.steadyTokensPerSecond, 0.5 * sum);

    const std::vector<OpenRequest> asked = ended();
    ASSERT_EQ(asked.size(), 1u + 1 + 3 + 3);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        EXPECT_EQ(asked[i].client, "benchmark");
        EXPECT_EQ(asked[i].generatedTokens, i == 0 ? 2 : i < 5 ? 1 : kTokens);
        // Only what generates at last finds its prompt in the cache.
        EXPECT_EQ(asked[i].cachedTokens, i < 5 ? 0 : kPrompt / 16 * 16) << i;
    }
}

TEST_F(TestExperiment, endsAfterEnoughSteadySteps) {
    ExperimentOptions options = usual();
    options.measuresAlone = false;
    options.generatedTokens = 150;
    options.steadySteps = 20;
    const ExperimentResult result = measure(options);
    ASSERT_TRUE(std::holds_alternative<ExperimentFigures>(result));
    const auto& figures = std::get<ExperimentFigures>(result);
    EXPECT_EQ(figures.steadySteps, 20);
    EXPECT_EQ(figures.firstTokenSeconds, 0);
    for (const ExperimentChat& chat : figures.chats)
        EXPECT_LT(chat.generatedTokens, 40);
    EXPECT_TRUE(m_loop.openRequests().empty());
}

TEST_F(TestExperiment, countsTheStepThatEndsTheAnswers) {
    ExperimentOptions options = usual();
    options.chats = 1;
    options.generatedTokens = 3;  // with the prompt; the start; the one that counts
    options.steadySteps = 5;
    const ExperimentResult result = measure(options);
    EXPECT_EQ(std::get<ExperimentFigures>(result).steadySteps, 1);
}

TEST_F(TestExperiment, seesThatOthersWereThere) {
    m_loop.submit(prompt(ExperimentPart::WarmUp, 9), {});
    const ExperimentResult result = measure(usual());
    EXPECT_TRUE(std::get<ExperimentFigures>(result).disturbed);
}

TEST_F(TestExperiment, saysWhyARequestFailed) {
    ExperimentOptions options = usual();
    options.request = [](ExperimentPart part, int chat) {
        Request request = prompt(part, chat);
        if (part == ExperimentPart::Decode && chat == 1) request.promptIds.resize(400);
        return request;
    };
    const ExperimentResult result = measure(options);
    ASSERT_TRUE(std::holds_alternative<Failure>(result));
    EXPECT_EQ(std::get<Failure>(result).code, ErrorCode::ContextOverflow);
    EXPECT_TRUE(m_loop.openRequests().empty());
}

TEST_F(TestExperiment, saysWhatFailedFirst) {
    ExperimentOptions options = usual();
    options.request = [](ExperimentPart part, int chat) {
        Request request = prompt(part, chat);
        if (part != ExperimentPart::Decode) return request;
        if (chat == 1) request.promptIds.resize(400);
        if (chat == 2) request.promptIds.front() = kVocabulary;
        return request;
    };
    const ExperimentResult result = measure(options);
    ASSERT_TRUE(std::holds_alternative<Failure>(result));
    EXPECT_EQ(std::get<Failure>(result).code, ErrorCode::ContextOverflow) << std::get<Failure>(result).message;
}

TEST_F(TestExperiment, isCancelledWhenTheModelGoes) {
    ExperimentOptions options = usual();
    options.request = [this](ExperimentPart part, int chat) {
        if (part == ExperimentPart::Decode && chat == 0) m_loop.unload();
        return prompt(part, chat);
    };
    // What it submits after that fails: nothing is loaded.
    EXPECT_TRUE(std::holds_alternative<Failure>(measure(options)));

    SetUp();
    options.request = prompt;
    options.generatedTokens = 150;
    const auto result = std::make_shared<std::promise<ExperimentResult>>();
    Experiment experiment(m_loop, options, [result](const ExperimentResult& found) { result->set_value(found); });
    while (experiment.progress().part != ExperimentPart::Decode || experiment.progress().tokens < 6)
        std::this_thread::yield();
    m_loop.unload();
    EXPECT_TRUE(std::holds_alternative<ExperimentCancelled>(result->get_future().get()));
}

TEST_F(TestExperiment, leavesNothingBehindWhenItIsDestroyed) {
    ExperimentOptions options = usual();
    options.generatedTokens = 150;
    bool called = false;
    auto experiment = std::make_unique<Experiment>(m_loop, options, [&](const ExperimentResult&) { called = true; });
    while (experiment->progress().part != ExperimentPart::Decode)
        std::this_thread::yield();
    experiment.reset();
    m_loop.run([](Engine&) {});
    // The cancelled requests end at the next step.
    while (!m_loop.openRequests().empty())
        std::this_thread::yield();
    m_loop.run([&](Engine&) { EXPECT_FALSE(called); });
}

}  // namespace
}  // namespace mw
