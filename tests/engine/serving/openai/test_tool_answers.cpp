// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Calls of tools as a client of the endpoint hears of them, from an engine that is scripted to make them.

#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>

#include "mw/api_server.h"
#include "mw/engine_loop.h"
#include "raw_client.h"
#include "scripted_engine.h"

namespace mw::test {
namespace {

using nlohmann::json;

const std::string kToken = "mw-0123456789abcdef";
/// The token that begins calls is at this place of an answer.
constexpr int kCallsAt = 2;

class TestToolAnswers : public testing::Test {
 protected:
    void say(std::vector<std::string> tokens) {
        EngineScript script;
        script.toolCallsToken = kCallsAt;
        script.tokenText = [tokens](int index) {
            return static_cast<std::size_t>(index) < tokens.size() ? tokens[static_cast<std::size_t>(index)]
                                                                   : std::string();
        };
        setEngineScript(script);
        m_tokens = static_cast<int>(tokens.size());
    }
    void start(const std::string& format) {
        m_loop = std::make_unique<EngineLoop>();
        std::promise<void> loaded;
        LoadOptions options;
        options.directory = "/models/scripted";
        m_loop->load(options, [&](const LoadEvent& event) {
            if (!std::holds_alternative<LoadProgress>(event)) loaded.set_value();
        });
        loaded.get_future().get();
        m_server = std::make_unique<ApiServer>(
            *m_loop, ApiServerOptions{.port = 0, .token = kToken, .modelNames = {"m"}, .format = format});
    }
    Reply ask(json more = json::object()) {
        json body = {{"model", "m"},
                     {"max_tokens", m_tokens},
                     {"messages", {{{"role", "user"}, {"content", "Weather?"}}}},
                     {"tools", {{{"type", "function"}, {"function", {{"name", "weather"}}}}}}};
        body.update(more);
        RawClient client(m_server->port());
        client.send(request("POST", "/v1/chat/completions", kToken, body.dump()));
        return client.receive();
    }
    json choice(json more = json::object()) {
        const Reply reply = ask(std::move(more));
        EXPECT_EQ(reply.status, 200) << reply.body;
        return json::parse(reply.body)["choices"][0];
    }

    int m_tokens = 0;
    std::unique_ptr<EngineLoop> m_loop;
    std::unique_ptr<ApiServer> m_server;
};

const std::vector<std::string> kCall = {"",
                                        "",
                                        "",
                                        "[{\"name\": \"weather\", \"argu",
                                        "ments\": {\"city\": \"Paris\"}, \"id\": \"VvvODy9mT\"}, ",
                                        "{\"name\": \"weather\", \"arguments\": {\"city\": \"Rome\"}}]"};

TEST_F(TestToolAnswers, areCallsAndNoText) {
    say(kCall);
    start("mistral-v3");
    const json made = choice();
    EXPECT_EQ(made["finish_reason"], "tool_calls");
    EXPECT_EQ(made["message"]["content"], nullptr);
    const json& calls = made["message"]["tool_calls"];
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_EQ(calls[0], (json{{"id", "VvvODy9mT"},
                              {"type", "function"},
                              {"function", {{"name", "weather"}, {"arguments", R"({"city": "Paris"})"}}}}));
    EXPECT_EQ(calls[1]["function"]["arguments"], R"({"city": "Rome"})");
    EXPECT_EQ(calls[1]["id"].get<std::string>().size(), 9U);
    const std::vector<Request> asked = submittedRequests();
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked[0].messages.front().role, Role::Tools);
    EXPECT_EQ(asked[0].messages.front().content,
              R"([{"type": "function", "function": {"name": "weather", "description": "", "parameters": {}}}])");
}

TEST_F(TestToolAnswers, comeInAStreamWhenTheyAreComplete) {
    std::vector<std::string> tokens = kCall;
    tokens[0] = "Let me ";
    tokens[1] = "look. ";
    say(tokens);
    start("mistral-v3");
    const Reply reply = ask({{"stream", true}});
    EXPECT_EQ(reply.status, 200);
    std::string content, finished;
    json calls = json::array();
    for (std::size_t at = 0, end = 0; (end = reply.body.find("\n\n", at)) != std::string::npos; at = end + 2) {
        const std::string event = reply.body.substr(at + 6, end - at - 6);
        if (event == "[DONE]") break;
        const json parsed = json::parse(event)["choices"][0];
        if (parsed["delta"].contains("content")) content += parsed["delta"]["content"];
        if (parsed["delta"].contains("tool_calls"))
            for (const json& call : parsed["delta"]["tool_calls"])
                calls.push_back(call);
        if (parsed["finish_reason"].is_string()) finished = parsed["finish_reason"];
    }
    EXPECT_EQ(content, "Let me look. ");
    EXPECT_EQ(finished, "tool_calls");
    ASSERT_EQ(calls.size(), 2U);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(calls[static_cast<std::size_t>(i)]["index"], i);
    EXPECT_EQ(calls[0]["id"], "VvvODy9mT");
    EXPECT_EQ(calls[1]["function"]["arguments"], R"({"city": "Rome"})");
}

TEST_F(TestToolAnswers, thatCannotBeReadAreTextAndSaidSo) {
    std::vector<std::string> tokens = kCall;
    tokens.pop_back();
    say(tokens);
    start("mistral-v3");
    const json cut = choice();
    EXPECT_EQ(cut["finish_reason"], "length");
    EXPECT_FALSE(cut["message"].contains("tool_calls"));
    EXPECT_EQ(cut["message"]["content"], tokens[3] + tokens[4]);
}

TEST_F(TestToolAnswers, areNoneWhereNoneMayBeMade) {
    say(kCall);
    start("mistral-v3");
    const json made = choice({{"tool_choice", "none"}});
    EXPECT_FALSE(made["message"].contains("tool_calls"));
    EXPECT_EQ(submittedRequests().front().messages.front().role, Role::User);
}

TEST_F(TestToolAnswers, areRefusedByNameWhereTheModelHasNone) {
    say(kCall);
    start("mistral-v1");
    const Reply format = ask();
    EXPECT_EQ(format.status, 400);
    EXPECT_EQ(json::parse(format.body)["error"]["message"],
              "tools: the prompt format of this model, mistral-v1, has none");
    EXPECT_EQ(json::parse(format.body)["error"]["param"], "tools");
    EXPECT_EQ(ask({{"tools", json::array()}}).status, 200);

    setEngineScript({});
    start("mistral-v3");
    const Reply tokenizer = ask();
    EXPECT_EQ(tokenizer.status, 400);
    EXPECT_EQ(json::parse(tokenizer.body)["error"]["message"],
              "tools: the tokenizer of this model has no tokens for them");
}

}  // namespace
}  // namespace mw::test
