// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The engine as its clients see it, on a small model with random weights.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "mw/engine.h"

namespace mw {
namespace {

ModelConfig smallModel() {
    return {.name = "small",
            .hiddenSize = 64,
            .layers = 3,
            .feedForwardSize = 96,
            .heads = 4,
            .kvHeads = 2,
            .headDim = 16,
            .experts = 8,
            .expertsPerToken = 2,
            .vocabularySize = 512,
            .trainedContext = 1024};
}

LoadOptions smallOptions() {
    LoadOptions options;
    options.randomWeights = smallModel();
    options.contextTokens = 512;
    options.batch = 4;
    options.prefillChunkTokens = 64;
    options.threads = 2;
    return options;
}

Engine loaded(const LoadOptions& options = smallOptions()) {
    Engine engine;
    EXPECT_TRUE(engine.load(options));
    return engine;
}

Request promptOf(int tokens, int maxTokens, int first = 5) {
    Request request;
    request.promptIds.resize(static_cast<std::size_t>(tokens));
    for (int i = 0; i < tokens; ++i)
        request.promptIds[static_cast<std::size_t>(i)] = (first + 7 * i) % 512;
    request.maxTokens = maxTokens;
    request.ignoreEos = true;
    request.sampling.temperature = 0;
    return request;
}

struct Outcome {
    std::vector<int> ids;
    std::vector<float> logProbabilities;
    std::optional<RequestFinished> finished;
    std::optional<Failure> failure;
    int cachedTokens = 0;
};

/// Runs the engine until it has nothing to do and sorts its events by request.
std::map<RequestId, Outcome> runAll(Engine& engine) {
    std::map<RequestId, Outcome> outcomes;
    bool more = true;
    while (more) {
        more = engine.step();
        for (const Event& event : engine.takeEvents()) {
            if (const auto* token = std::get_if<TokenEvent>(&event)) {
                outcomes[token->id].ids.push_back(token->token);
                outcomes[token->id].logProbabilities.push_back(token->logProbability);
            } else if (const auto* done = std::get_if<RequestFinished>(&event)) {
                outcomes[done->id].finished = *done;
            } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
                outcomes[failed->id].failure = failed->failure;
            } else if (const auto* started = std::get_if<RequestStarted>(&event)) {
                outcomes[started->id].cachedTokens = started->cachedTokens;
            }
        }
    }
    return outcomes;
}

Outcome answerTo(Engine& engine, const Request& request) {
    const RequestId id = engine.submit(request);
    return runAll(engine).at(id);
}

TEST(TestEngine, generatesAsManyTokensAsAskedFor) {
    Engine engine = loaded();
    const Outcome outcome = answerTo(engine, promptOf(100, 20));
    EXPECT_EQ(outcome.ids.size(), 20u);
    ASSERT_TRUE(outcome.finished);
    EXPECT_EQ(outcome.finished->reason, FinishReason::Length);
    EXPECT_EQ(outcome.finished->promptTokens, 100);
    EXPECT_EQ(outcome.finished->generatedTokens, 20);
}

TEST(TestEngine, takesExactlyTheBytesOfThePlan) {
    for (const int devices : {1, 2, 3}) {
        LoadOptions options = smallOptions();
        options.virtualDevices = devices;
        const Engine engine = loaded(options);
        const LoadedModel& model = *engine.model();
        ASSERT_EQ(model.allocatedBytes.size(), model.plan.devices.size());
        for (std::size_t rank = 0; rank < model.plan.devices.size(); ++rank) {
            const DevicePlan& plan = model.plan.devices[rank];
            EXPECT_EQ(model.allocatedBytes[rank], plan.totalBytes() - plan.reserveBytes)
                << devices << " devices, " << rank;
        }
    }
}

TEST(TestEngine, answersTheSameInABatchAsAlone) {
    std::vector<Request> requests;
    for (int i = 0; i < 6; ++i) {
        requests.push_back(promptOf(20 + 31 * i, 40, i));
        requests.back().sampling.temperature = i % 2 == 0 ? 0.0f : 1.0f;
        requests.back().sampling.seed = static_cast<std::uint64_t>(i);
        requests.back().sampling.logProbabilities = 1;
    }
    Engine together = loaded();
    std::vector<RequestId> ids;
    for (const Request& request : requests)
        ids.push_back(together.submit(request));
    std::map<RequestId, Outcome> batched = runAll(together);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        Engine alone = loaded();
        const Outcome single = answerTo(alone, requests[i]);
        EXPECT_EQ(single.ids, batched[ids[i]].ids) << i;
        EXPECT_EQ(single.logProbabilities, batched[ids[i]].logProbabilities) << i;
    }
}

TEST(TestEngine, reusesAConversationWithoutChangingTheAnswer) {
    Engine engine = loaded();
    Request request = promptOf(130, 10);
    const Outcome fresh = answerTo(engine, request);
    EXPECT_EQ(fresh.cachedTokens, 0);
    const Outcome again = answerTo(engine, request);
    EXPECT_EQ(again.cachedTokens, 128);
    EXPECT_EQ(again.ids, fresh.ids);

    request.promptIds.insert(request.promptIds.end(), fresh.ids.begin(), fresh.ids.end());
    request.promptIds.insert(request.promptIds.end(), {1, 2, 3});
    const Outcome next = answerTo(engine, request);
    EXPECT_EQ(next.cachedTokens, 128);
    Engine other = loaded();
    EXPECT_EQ(answerTo(other, request).ids, next.ids);
}

TEST(TestEngine, drawsTheSameTextForTheSameSeed) {
    Engine engine = loaded();
    Request request = promptOf(30, 30);
    request.sampling.temperature = 1.5f;
    request.sampling.seed = 11;
    const std::vector<int> first = answerTo(engine, request).ids;
    EXPECT_EQ(answerTo(engine, request).ids, first);
    request.sampling.seed = 12;
    EXPECT_NE(answerTo(engine, request).ids, first);
}

TEST(TestEngine, queuesMoreRequestsThanTheBatch) {
    Engine engine = loaded();
    for (int i = 0; i < 11; ++i)
        engine.submit(promptOf(50, 5 + i, i));
    const std::map<RequestId, Outcome> outcomes = runAll(engine);
    ASSERT_EQ(outcomes.size(), 11u);
    for (const auto& [id, outcome] : outcomes)
        EXPECT_EQ(outcome.ids.size(), 4 + id);
}

TEST(TestEngine, refusesAPromptThatFillsTheContext) {
    Engine engine = loaded();
    const Outcome outcome = answerTo(engine, promptOf(512, 10));
    ASSERT_TRUE(outcome.failure);
    EXPECT_EQ(outcome.failure->code, ErrorCode::ContextOverflow);
    EXPECT_NE(outcome.failure->message.find("512"), std::string::npos);
}

TEST(TestEngine, saysWhatTheContextLeavesForTheAnswer) {
    Engine engine = loaded();
    engine.submit(promptOf(500, 100));
    const std::vector<Event> events = engine.takeEvents();
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(std::get<RequestAccepted>(events[0]).maxTokens, 12);
}

TEST(TestEngine, refusesImpossibleRequestsByName) {
    Engine engine = loaded();
    const auto messageFor = [&](auto change) {
        Request request = promptOf(10, 5);
        change(request);
        const Outcome outcome = answerTo(engine, request);
        return outcome.failure ? outcome.failure->message : std::string("no failure");
    };
    EXPECT_NE(messageFor([](Request& r) { r.sampling.topP = 0; }).find("top-p"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.sampling.temperature = -1; }).find("temperature"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.sampling.temperature = NAN; }).find("temperature"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.sampling.repetitionPenalty = 0; }).find("repetition"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.promptIds[3] = 512; }).find("512"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.maxTokens = 0; }).find("tokens"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.promptIds.clear(); }).find("tokenizer"), std::string::npos);
}

TEST(TestEngine, cancelsOneAndGoesOnWithTheOther) {
    Engine engine = loaded();
    const RequestId first = engine.submit(promptOf(20, 400));
    const RequestId second = engine.submit(promptOf(20, 30, 3));
    for (int i = 0; i < 10; ++i)
        engine.step();
    engine.cancel(first);
    const std::map<RequestId, Outcome> outcomes = runAll(engine);
    EXPECT_EQ(outcomes.at(first).finished->reason, FinishReason::Cancelled);
    EXPECT_LT(outcomes.at(first).finished->generatedTokens, 15);
    EXPECT_EQ(outcomes.at(second).ids.size(), 30u);
}

TEST(TestEngine, endsOpenRequestsWhenItUnloads) {
    Engine engine = loaded();
    const RequestId id = engine.submit(promptOf(20, 400));
    engine.step();
    engine.unload();
    EXPECT_EQ(runAll(engine).at(id).finished->reason, FinishReason::Cancelled);
    EXPECT_EQ(engine.model(), nullptr);
    EXPECT_TRUE(answerTo(engine, promptOf(5, 5)).failure);
}

TEST(TestEngine, endsAtTheEndOfSequenceToken) {
    Engine engine = loaded();
    const std::vector<int> free = answerTo(engine, promptOf(40, 30)).ids;
    LoadOptions options = smallOptions();
    options.randomWeights->eosIds = {free[10]};
    Engine ending = loaded(options);
    Request request = promptOf(40, 30);
    request.ignoreEos = false;
    const Outcome outcome = answerTo(ending, request);
    EXPECT_EQ(outcome.finished->reason, FinishReason::Eos);
    EXPECT_LE(outcome.ids.size(), 10u);
    EXPECT_EQ(outcome.ids, std::vector(free.begin(), free.begin() + static_cast<std::ptrdiff_t>(outcome.ids.size())));
}

TEST(TestEngine, givesTheSameLogitsWhateverTheChunksAndDevices) {
    std::vector<int> ids(200);
    for (int i = 0; i < 200; ++i)
        ids[static_cast<std::size_t>(i)] = (i * 37) % 512;
    Engine reference = loaded();
    const std::vector<float> expected = reference.logits(ids);
    ASSERT_EQ(expected.size(), 200u * 512u);

    LoadOptions options = smallOptions();
    options.prefillChunkTokens = 512;
    Engine whole = loaded(options);
    EXPECT_EQ(whole.logits(ids), expected);
    EXPECT_EQ(whole.logits(std::span(ids).first(50)), std::vector(expected.begin(), expected.begin() + 50 * 512));
}

TEST(TestEngine, refusesAContextBeyondTheTrainedOne) {
    LoadOptions options = smallOptions();
    options.contextTokens = 2048;
    Engine engine;
    try {
        engine.load(options);
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("2048"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("1024"), std::string::npos);
    }
}

TEST(TestEngine, saysWhatIsMissingWhenItDoesNotFit) {
    LoadOptions options;
    options.randomWeights = mixtral8x22B();
    options.contextTokens = 65536;
    options.batch = 64;
    Engine engine;
    try {
        engine.load(options);
        FAIL();
    } catch (const OutOfMemory& error) {
        ASSERT_EQ(error.shortages().size(), 1u);
        EXPECT_GT(error.shortages()[0].neededBytes, 280'000'000'000u);
        EXPECT_LT(error.shortages()[0].freeBytes, error.shortages()[0].neededBytes);
    }
    EXPECT_EQ(engine.model(), nullptr);
}

TEST(TestEngine, reportsEachStep) {
    Engine engine = loaded();
    engine.submit(promptOf(100, 3));
    int prefill = 0;
    int decode = 0;
    bool more = true;
    while (more) {
        more = engine.step();
        for (const Event& event : engine.takeEvents()) {
            if (const auto* step = std::get_if<StepCompleted>(&event)) {
                prefill += step->prefillTokens;
                decode += step->decodeTokens;
                EXPECT_EQ(step->kvPages, 4u * 512 / 16);
            }
        }
    }
    EXPECT_EQ(prefill, 100);
    EXPECT_EQ(decode, 2);
}

}  // namespace
}  // namespace mw
