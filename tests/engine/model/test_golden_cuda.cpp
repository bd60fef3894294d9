// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The CUDA backend's text against that of transformers, and its recorded steps against steps run anew; its logits are
// in test_router_ties.cpp. Skips where the driver sees no GPU.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <variant>

#include "golden_model.h"
#include "gpu_driver.h"

namespace mw::test {
namespace {

class TestGoldenCuda : public testing::Test {
 protected:
    void SetUp() override {
        if (gpusOfDriver() == 0) GTEST_SKIP() << "No GPU here.";
    }
};

TEST_F(TestGoldenCuda, greedyTextEqualsThatOfTransformers) {
    const GoldenModel golden("head128");
    Engine engine = loadedEngine(cudaOptions(golden.folder / "per-expert"));
    EXPECT_EQ(engine.model()->backend, "CUDA");
    const int count = static_cast<int>(golden.greedyIds.size());
    EXPECT_EQ(answersOf(engine, {greedyRequest(golden.shortIds, count)}).front().ids, golden.greedyIds);
}

TEST_F(TestGoldenCuda, chatsOfABatchGetTheTextTheyGetAlone) {
    // Recorded steps of every size from 1 to 20 as the chats end one after the other, across all ways to multiply.
    const GoldenModel golden("head128");
    LoadOptions options = cudaOptions(golden.folder / "per-expert");
    options.batch = 80;
    StepTally recorded, anew;
    Engine engine = loadedEngine(options, &recorded);
    options.recordSteps = false;
    Engine eager = loadedEngine(options, &anew);
    for (const int chats : {1, 2, 9, 20, 41, 80}) {
        std::vector<Request> requests;
        for (int chat = 0; chat < chats; ++chat)
            requests.push_back(greedyRequest(golden.shortIds, 20 + chat % 40));
        recorded = {};
        const std::vector<Answer> answers = answersOf(engine, requests);
        EXPECT_EQ(answers, answersOf(eager, requests)) << chats;
        for (std::size_t chat = 0; chat < answers.size(); ++chat)
            EXPECT_TRUE(
                std::ranges::equal(answers[chat].ids, std::span(golden.greedyIds).first(answers[chat].ids.size())))
                << chat << " of " << chats;
        // All start in one step, and those of a length end in one: some 20 steps of the same number of chats.
        EXPECT_GE(recorded.replayed, 10) << "of " << recorded.steps << " steps of " << chats << " chats";
        EXPECT_EQ(anew.replayed, 0);
    }
}

TEST_F(TestGoldenCuda, repeatsItselfBitForBit) {
    const GoldenModel golden("head128");
    std::vector<Answer> before;
    for (const bool record : {true, true, false}) {
        LoadOptions options = cudaOptions(golden.folder / "per-expert");
        options.recordSteps = record;
        StepTally tally;
        Engine engine = loadedEngine(options, &tally);
        Request request = greedyRequest(golden.shortIds, 100);
        request.sampling = {
            .temperature = 1, .topK = 50, .topP = 0.9f, .repetitionPenalty = 1.2f, .seed = 7, .logProbabilities = 3};
        const std::vector<Answer> answers = answersOf(engine, {request, greedyRequest(golden.longIds, 50)});
        if (!before.empty()) {
            EXPECT_EQ(answers, before);
        }
        if (record)
            EXPECT_GE(tally.replayed, 60) << "of " << tally.steps << " steps";
        else
            EXPECT_EQ(tally.replayed, 0);
        before = answers;
    }
}

/// Also of the token that the host does not know yet when it asks for the next one.
TEST_F(TestGoldenCuda, takesPresenceAndFrequencyOffWhatTheAnswerHas) {
    const GoldenModel golden("head128");
    for (const bool record : {true, false}) {
        LoadOptions options = cudaOptions(golden.folder / "per-expert");
        options.recordSteps = record;
        Engine engine = loadedEngine(options);
        struct Chat {
            float presence, frequency, repetition;
            std::map<int, int> uses;
            std::vector<int> said;
        };
        // The model repeats nothing by itself; the last two are made to say one thing over and over.
        std::vector<Chat> chats{{0.5f, 0, 1}, {0, 0.4f, 1}, {-0.3f, 0.2f, 1}, {0, 0, 0.1f}, {2, 2, 0.1f}};
        for (std::size_t i = 0; i < chats.size(); ++i) {
            Request request = greedyRequest(golden.shortIds, 60);
            request.sampling.presencePenalty = chats[i].presence;
            request.sampling.frequencyPenalty = chats[i].frequency;
            request.sampling.repetitionPenalty = chats[i].repetition;
            request.sampling.logProbabilities = 20;
            engine.submit(i + 1, request, [&chat = chats[i]](const RequestEvent& event) {
                const auto* token = std::get_if<TokenEvent>(&event);
                if (!token) return;
                const auto penalised = [&](int id, float logProbability) {
                    const auto found = chat.uses.find(id);
                    if (found == chat.uses.end()) return logProbability;
                    return logProbability - chat.presence - chat.frequency * static_cast<float>(found->second);
                };
                chat.said.push_back(token->token);
                if (chat.repetition != 1) return;
                const float drawn = penalised(token->token, token->logProbability);
                for (const TokenAlternative& each : token->alternatives)
                    EXPECT_GE(drawn, penalised(each.token, each.logProbability) - 1e-4f)
                        << "token " << chat.said.size();
                ++chat.uses[token->token];
            });
        }
        while (engine.step())
            ;
        for (const Chat& chat : chats)
            EXPECT_EQ(chat.said.size(), 60U);
        EXPECT_NE(chats[4].said, chats[3].said);
    }
}

TEST_F(TestGoldenCuda, takesTheMemoryThatThePlanSays) {
    const GoldenModel golden("head128");
    for (const int batch : {1, 64, 200}) {
        LoadOptions options = cudaOptions(golden.folder / "per-expert");
        options.batch = batch;
        const Engine engine = loadedEngine(options);
        const LoadedModel& model = *engine.model();
        const DevicePlan& plan = model.plan.devices.at(0);
        EXPECT_EQ(model.allocatedBytes.at(0), plan.totalBytes() - plan.reserveBytes) << batch;
    }
}

}  // namespace
}  // namespace mw::test
