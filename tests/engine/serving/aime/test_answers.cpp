// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The demo model behind a worker: everybody gets the answer that the engine gives without it.

#include <gtest/gtest.h>

#include <future>
#include <optional>

#include "answer.h"
#include "worker_bench.h"

namespace mw::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

struct Answered {
    std::string text;
    int promptTokens = 0;
    int generatedTokens = 0;
    bool wasHeldBack = false;  ///< some of the text, until the end
};

/// What the engine says to a request.
std::future<Answered> ask(EngineLoop& loop, Request request) {
    const auto answer = std::make_shared<Answered>();
    const auto end = std::make_shared<std::promise<Answered>>();
    loop.submit(std::move(request), [answer, end](const RequestEvent& event) {
        if (const auto* token = std::get_if<TokenEvent>(&event)) answer->text += token->text;
        if (const auto* finished = std::get_if<RequestFinished>(&event)) {
            answer->text += finished->text;
            answer->wasHeldBack = !finished->text.empty();
            answer->promptTokens = finished->promptTokens;
            answer->generatedTokens = finished->generatedTokens + (finished->reason == FinishReason::Eos ? 1 : 0);
        }
        if (isLast(event)) end->set_value(*answer);
    });
    return end->get_future();
}

TEST(TestAimeAnswers, aHundredJobsSixteenAtOnceAreNotMixedUp) {
    LoadedEngine engine(MW_RESOURCES "/demo-model", 16, 256);
    ServerDouble server;
    std::vector<json> inputs;
    std::vector<std::string> ids;
    for (int i = 0; i < 100; ++i) {
        json input = {{"prompt_input", "Tell me about number " + std::to_string(i) + "."},
                      {"max_gen_tokens", 2 + i % 5},
                      {"temperature", i % 3 == 0 ? 0.0 : 1.0},
                      {"seed", 1000 + i}};
        if (i % 2 == 1) input["chat_context"] = json::array({{{"role", "system"}, {"content", "Be brief."}}});
        inputs.push_back(input);
        ids.push_back(server.submit(input));
    }
    std::vector<json> results;
    {
        RunningWorker worker(engine.loop, optionsFor(server));
        for (const std::string& id : ids) {
            results.push_back(server.waitForResult(id, 120s));
            ASSERT_TRUE(results.back().is_object()) << worker.logText();
        }
    }
    std::vector<std::future<Answered>> direct;
    for (const json& input : inputs) {
        const bool isChat = input.contains("chat_context");
        Request request{.format = isChat ? "aime" : "plain"};
        if (isChat) request.messages.push_back({Role::System, "Be brief."});
        request.messages.push_back({Role::User, input["prompt_input"]});
        request.sampling = {.temperature = input["temperature"], .topK = 40, .topP = 0.9F, .seed = input["seed"]};
        request.maxTokens = input["max_gen_tokens"];
        direct.push_back(ask(engine.loop, request));
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const Answered answer = direct[i].get();
        EXPECT_EQ(results[i]["text"], answer.text) << i;
        EXPECT_EQ(results[i]["prompt_length"], answer.promptTokens) << i;
        EXPECT_EQ(results[i]["num_generated_tokens"], answer.generatedTokens) << i;
    }
    EXPECT_EQ(server.offences(), std::vector<std::string>{});
}

/// As where an answer reaches its length within a character.
TEST(TestAimeAnswers, whatTheEngineHeldBackIsPartOfTheResult) {
    LoadedEngine engine(MW_RESOURCES "/demo-model", 16, 256);
    Request request{.format = "plain"};
    request.messages.push_back({Role::User, "Go on"});
    request.sampling = {.temperature = 100, .topK = 0, .topP = 1};
    request.maxTokens = 1;
    std::optional<std::uint64_t> seed;
    Answered wanted;
    for (std::uint64_t first = 0; !seed && first < 8000; first += 16) {
        std::vector<std::future<Answered>> answers;
        for (std::uint64_t i = 0; i < 16; ++i) {
            request.sampling.seed = first + i;
            answers.push_back(ask(engine.loop, request));
        }
        for (std::uint64_t i = 0; i < 16; ++i) {
            const Answered answer = answers[i].get();
            if (seed || !answer.wasHeldBack) continue;
            seed = first + i;
            wanted = answer;
        }
    }
    ASSERT_TRUE(seed);
    ServerDouble server;
    RunningWorker worker(engine.loop, optionsFor(server));
    const json result = server.waitForResult(server.submit({{"prompt_input", "Go on"},
                                                            {"max_gen_tokens", 1},
                                                            {"temperature", 100},
                                                            {"top_k", 0},
                                                            {"top_p", 1},
                                                            {"seed", *seed}}));
    ASSERT_TRUE(result.is_object()) << worker.logText();
    EXPECT_EQ(result["text"], wanted.text);
}

/// As where a client leaves while the engine is busy with the step before.
TEST(TestAimeAnswers, aJobThatIsCancelledBeforeItBeganIsNotWorkedOn) {
    struct NoWaker final : Waker {
        void wake() override {}
    };
    std::promise<void> busy, ended;
    LoadedEngine engine(MW_RESOURCES "/demo-model", 1, 256);
    engine.loop.post([&](Engine&) { busy.get_future().wait(); });
    const auto watch = std::make_shared<aime::EngineWatch>(std::make_shared<NoWaker>());
    const auto answer = std::make_shared<aime::Answer>(engine.loop, watch, [&] { ended.set_value(); });
    answer->begin({.messages = {{Role::User, "Tell me about everything."}}, .raw = true, .maxTokens = 200}, "plain",
                  "client");
    answer->cancel();
    busy.set_value();
    ASSERT_EQ(ended.get_future().wait_for(120s), std::future_status::ready);
    EXPECT_EQ(answer->now().reason, FinishReason::Cancelled);
    EXPECT_LT(answer->now().generatedTokens, 20);
}

TEST(TestAimeAnswers, whatIsTooLongForTheContextIsShortenedAndNotRefused) {
    constexpr int contextTokens = 128;
    LoadedEngine engine(MW_RESOURCES "/demo-model", 4, contextTokens);
    ServerDouble server;
    RunningWorker worker(engine.loop, optionsFor(server));
    std::string text;
    for (int i = 0; i < 500; ++i)
        text += "word ";
    json context = json::array({{{"role", "system"}, {"content", "Be brief."}}});
    for (int i = 0; i < 20; ++i) {
        context.push_back({{"role", "user"}, {"content", "Question number " + std::to_string(i) + "?"}});
        context.push_back({{"role", "assistant"}, {"content", "Answer."}});
    }
    const std::string raw = server.submit({{"prompt_input", text}, {"max_gen_tokens", 8}});
    const std::string chat =
        server.submit({{"prompt_input", "And now?"}, {"chat_context", context}, {"max_gen_tokens", 1'000'000}});
    const std::string system = server.submit(
        {{"prompt_input", "x"}, {"chat_context", json::array({{{"role", "system"}, {"content", text}}})}});
    for (const std::string& id : {raw, chat}) {
        const json result = server.waitForResult(id);
        EXPECT_FALSE(result.contains("error")) << result["error"];
        EXPECT_LE(result["current_context_length"], contextTokens);
        EXPECT_GE(result["prompt_length"], contextTokens / 4) << "no more is left out than has to be";
        EXPECT_EQ(result["current_context_length"].get<int>(),
                  result["prompt_length"].get<int>() + result["num_generated_tokens"].get<int>());
    }
    EXPECT_NE(server.waitForResult(system)["error"].get<std::string>().find("tokens"), std::string::npos);
    for (const char* const words : {"oldest messages were left out", "the beginning of a message was cut"})
        EXPECT_TRUE(waitUntil([&] { return worker.logText().find(words) != std::string::npos; })) << words;
}

}  // namespace
}  // namespace mw::test
