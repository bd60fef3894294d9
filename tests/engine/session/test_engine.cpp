// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The engine as its clients see it, on a small model with random weights.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "answers.h"
#include "small_engine.h"

namespace mw {
namespace {

using namespace test;

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
        requests.back().sampling.repetitionPenalty = i % 3 == 0 ? 1.0f : 1.0f + 0.2f * static_cast<float>(i);
        requests.back().sampling.logProbabilities = 1;
    }
    Engine together = loaded();
    Answers answers(together);
    std::vector<RequestId> ids;
    for (const Request& request : requests)
        ids.push_back(answers.ask(request));
    std::map<RequestId, Outcome>& batched = answers.run();
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
    Answers answers(engine);
    for (int i = 0; i < 11; ++i)
        answers.ask(promptOf(50, 5 + i, i));
    answers.run();
    ASSERT_EQ(answers.outcomes.size(), 11u);
    for (const auto& [id, outcome] : answers.outcomes)
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
    Answers answers(engine);
    const RequestId id = answers.ask(promptOf(500, 100));
    ASSERT_TRUE(answers.outcomes[id].accepted);  // before any step
    EXPECT_EQ(answers.outcomes[id].accepted->maxTokens, 12);
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
    for (const float bad : {-2.01f, 2.01f, NAN, HUGE_VALF}) {
        EXPECT_NE(messageFor([&](Request& r) { r.sampling.presencePenalty = bad; }).find("presence"),
                  std::string::npos);
        EXPECT_NE(messageFor([&](Request& r) { r.sampling.frequencyPenalty = bad; }).find("frequency"),
                  std::string::npos);
    }
    EXPECT_NE(messageFor([](Request& r) { r.promptIds[3] = 512; }).find("512"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.maxTokens = 0; }).find("tokens"), std::string::npos);
    EXPECT_NE(messageFor([](Request& r) { r.promptIds.clear(); }).find("tokenizer"), std::string::npos);
}

TEST(TestEngine, cancelsOneAndGoesOnWithTheOther) {
    Engine engine = loaded();
    Answers answers(engine);
    const RequestId first = answers.ask(promptOf(20, 400));
    const RequestId second = answers.ask(promptOf(20, 30, 3));
    for (int i = 0; i < 10; ++i)
        engine.step();
    engine.cancel(first);
    const std::map<RequestId, Outcome>& outcomes = answers.run();
    EXPECT_EQ(outcomes.at(first).finished->reason, FinishReason::Cancelled);
    EXPECT_LT(outcomes.at(first).finished->generatedTokens, 15);
    EXPECT_EQ(outcomes.at(second).ids.size(), 30u);
}

TEST(TestEngine, endsOpenRequestsWhenItUnloads) {
    Engine engine = loaded();
    Answers answers(engine);
    const RequestId id = answers.ask(promptOf(20, 400));
    engine.step();
    engine.unload();
    EXPECT_EQ(answers.outcomes.at(id).finished->reason, FinishReason::Cancelled);
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

TEST(TestEngine, endsAtAnyOfSeveralEndTokens) {
    Engine engine = loaded();
    const std::vector<int> free = answerTo(engine, promptOf(40, 30)).ids;
    const auto end = static_cast<std::size_t>(std::ranges::find(free, free[10]) - free.begin());
    int unseen = 0;
    while (std::ranges::count(free, unseen) > 0)
        ++unseen;
    for (const std::vector<int>& eosIds : {std::vector<int>{unseen, free[10]}, std::vector<int>{free[10], unseen}}) {
        LoadOptions options = smallOptions();
        options.randomWeights->eosIds = eosIds;
        Engine ending = loaded(options);
        Request request = promptOf(40, 30);
        request.ignoreEos = false;
        const Outcome outcome = answerTo(ending, request);
        EXPECT_EQ(outcome.finished->reason, FinishReason::Eos);
        EXPECT_EQ(outcome.ids.size(), end);
        EXPECT_EQ(outcome.finished->generatedTokens, static_cast<int>(end));
    }
}

TEST(TestEngine, givesTheSameLogitsWhateverTheChunks) {
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

TEST(TestEngine, rotatesAsTheConfigScales) {
    const std::vector<int> ids = promptOf(40, 1).promptIds;
    Engine engine = loaded();
    const std::vector<float> unscaled = engine.logits(ids);
    RopeScaling yarn{.factor = 4, .yarn = true, .originalContext = 256, .attentionFactor = 1.2};
    std::vector<std::vector<float>> all = {unscaled};
    for (const RopeScaling& scaling : {RopeScaling{.factor = 2}, yarn}) {
        LoadOptions options = smallOptions();
        options.randomWeights->ropeScaling = scaling;
        Engine scaled = loaded(options);
        all.push_back(scaled.logits(ids));
        // Alone at position 0 nothing turns.
        EXPECT_TRUE(std::equal(unscaled.begin(), unscaled.begin() + 512, all.back().begin()));
        EXPECT_NE(all.back(), unscaled);
    }
    EXPECT_NE(all[1], all[2]);
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

TEST(TestEngine, shortensAContextBeyondTheTrainedOneWhereThatIsAskedFor) {
    LoadOptions options = smallOptions();
    options.contextTokens = 2048;
    options.shortenContext = true;
    EXPECT_EQ(loaded(options).model()->plan.request.contextTokens, 1024);
    options.contextTokens = 512;
    EXPECT_EQ(loaded(options).model()->plan.request.contextTokens, 512);
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
    struct Counter : EngineObserver {
        int prefill = 0;
        int decode = 0;
        StepCompleted last;
        void stepCompleted(const StepCompleted& step) override {
            prefill += step.prefillTokens;
            decode += step.decodeTokens;
            EXPECT_EQ(step.kvPages, 4u * 512 / 16);
            last = step;
            if (step.running > 0) {
                EXPECT_EQ(step.kvPagesUsed, 7u) << "for 100 tokens of prompt and 3 of the answer";
            }
        }
    } counter;
    Engine engine(&counter);
    ASSERT_TRUE(engine.load(smallOptions()));
    answerTo(engine, promptOf(100, 3));
    EXPECT_EQ(counter.prefill, 100);
    EXPECT_EQ(counter.decode, 2);
    EXPECT_EQ(counter.last.running, 0);
    EXPECT_EQ(counter.last.kvPagesUsed, 0u);
    EXPECT_EQ(counter.last.kvPagesCached, 6u) << "whole pages of what was computed";
}

TEST(TestEngine, saysHowManyRunAndWait) {
    struct First : EngineObserver {
        std::optional<StepCompleted> step;
        void stepCompleted(const StepCompleted& completed) override {
            if (!step) step = completed;
        }
    } first;
    Engine engine(&first);
    ASSERT_TRUE(engine.load(smallOptions()));
    Answers answers(engine);
    for (int i = 0; i < 6; ++i)
        answers.ask(promptOf(10, 20, i));
    engine.step();
    ASSERT_TRUE(first.step);
    EXPECT_EQ(first.step->running, 4);
    EXPECT_EQ(first.step->waiting, 2);
    EXPECT_EQ(first.step->prefillTokens, 40);
    EXPECT_EQ(first.step->decodeTokens, 0);
    EXPECT_EQ(first.step->kvPagesUsed, 4u * 2);
}

TEST(TestEngine, cancelsOneThatWaits) {
    LoadOptions options = smallOptions();
    options.batch = 1;
    Engine engine = loaded(options);
    Answers answers(engine);
    answers.ask(promptOf(20, 30));
    const RequestId waiting = answers.ask(promptOf(20, 30, 1));
    const RequestId last = answers.ask(promptOf(20, 30, 2));
    engine.step();
    engine.cancel(waiting);
    engine.cancel(4711);  // nobody's
    answers.run();
    EXPECT_EQ(answers.outcomes.at(waiting).finished->reason, FinishReason::Cancelled);
    EXPECT_TRUE(answers.outcomes.at(waiting).ids.empty());
    EXPECT_EQ(answers.outcomes.at(last).ids.size(), 30u);
}

TEST(TestEngine, scoresAgainAndAgainAndBesideNobody) {
    Engine engine = loaded();
    Answers answers(engine);
    const std::vector<int> ids = promptOf(500, 1).promptIds;
    const std::vector<float> first = engine.logits(ids);
    for (int time = 0; time < 8; ++time)  // more pages in all than there are
        EXPECT_EQ(engine.logits(ids), first);
    const RequestId open = answers.ask(promptOf(20, 5));
    EXPECT_THROW((void)engine.logits(ids), Error);
    EXPECT_EQ(answers.run().at(open).ids.size(), 5u);
    EXPECT_EQ(engine.logits(ids), first);
    EXPECT_THROW((void)engine.logits(promptOf(513, 1).promptIds), Error);
    EXPECT_THROW((void)engine.logits(std::vector<int>{1, 512}), Error);
    EXPECT_THROW((void)engine.logits({}), Error);
}

TEST(TestEngine, keepsTheModelThatIsLoadedWhenTheNextOneCannotBe) {
    Engine engine = loaded();
    Answers answers(engine);
    const RequestId id = answers.ask(promptOf(20, 30));
    engine.step();
    LoadOptions tooLarge = smallOptions();
    tooLarge.contextTokens = 1024;
    tooLarge.batch = 1 << 30;
    EXPECT_THROW(engine.load(tooLarge), OutOfMemory);
    LoadOptions nowhere;
    nowhere.directory = "/does/not/exist";
    EXPECT_THROW(engine.load(nowhere), Error);
    ASSERT_NE(engine.model(), nullptr);
    EXPECT_EQ(answers.run().at(id).ids.size(), 30u);
}

TEST(TestEngine, aSinkMaySubmitAndCancel) {
    Engine engine = loaded();
    Answers answers(engine);
    RequestId other = 0;
    int tokens = 0;
    engine.submit(1000, promptOf(20, 10), [&](const RequestEvent& event) {
        if (std::holds_alternative<TokenEvent>(event) && ++tokens == 3) other = answers.ask(promptOf(30, 400, 3));
        if (isLast(event)) engine.cancel(other);
    });
    answers.run();
    EXPECT_EQ(tokens, 10);
    EXPECT_EQ(answers.outcomes.at(other).finished->reason, FinishReason::Cancelled);
    EXPECT_GT(answers.outcomes.at(other).ids.size(), 3u);
}

}  // namespace
}  // namespace mw
