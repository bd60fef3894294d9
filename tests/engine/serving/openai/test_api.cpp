// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The endpoint as its clients see it, with the demo model behind it.

#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "mw/api_server.h"
#include "mw/engine_loop.h"
#include "raw_client.h"
#include "small_engine.h"

namespace mw {
namespace {

using nlohmann::json;
using test::RawClient;
using test::Reply;
using namespace std::chrono_literals;

const std::string kToken = "mw-0123456789abcdef";
constexpr int kContext = 512;

class TestApi : public ::testing::Test {
 protected:
    static void SetUpTestSuite() {
        s_loop = std::make_unique<EngineLoop>();
        LoadOptions options;
        options.directory = MW_RESOURCES "/demo-model";
        options.contextTokens = kContext;
        options.batch = 4;
        options.threads = 2;
        std::promise<bool> loaded;
        s_loop->load(options, [&](const LoadEvent& event) {
            if (std::holds_alternative<LoadProgress>(event)) return;
            loaded.set_value(std::holds_alternative<LoadCompleted>(event));
        });
        ASSERT_TRUE(loaded.get_future().get());
    }
    static void TearDownTestSuite() { s_loop.reset(); }

    void SetUp() override { start({}); }
    void start(ApiServerOptions options) {
        m_server.reset();
        options.port = 0;
        options.token = kToken;
        m_server = std::make_unique<ApiServer>(*s_loop, options);
    }

    Reply get(const std::string& path) {
        RawClient client(m_server->port());
        client.send(test::request("GET", path, kToken));
        return client.receive();
    }
    Reply post(const std::string& path, const json& body) {
        RawClient client(m_server->port());
        client.send(test::request("POST", path, kToken, body.dump()));
        return client.receive(60s);
    }
    json answer(const std::string& path, const json& body) {
        const Reply reply = post(path, body);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return json::parse(reply.body);
    }
    /// The events of a stream, without its end.
    std::vector<json> stream(const std::string& path, json body) {
        body["stream"] = true;
        const Reply reply = post(path, body);
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply.fields.at("content-type"), "text/event-stream; charset=utf-8");
        EXPECT_TRUE(reply.body.ends_with("data: [DONE]\n\n")) << reply.body;
        std::vector<json> events;
        for (std::size_t at = 0; at < reply.body.size();) {
            const std::size_t end = reply.body.find("\n\n", at);
            const std::string event = reply.body.substr(at, end - at);
            EXPECT_TRUE(event.starts_with("data: "));
            if (event != "data: [DONE]") events.push_back(json::parse(event.substr(6)));
            at = end + 2;
        }
        return events;
    }
    static json chat(const std::string& text, json more = json::object()) {
        json body = {{"model", "demo-model"},
                     {"messages", {{{"role", "user"}, {"content", text}}}},
                     {"seed", 1},
                     {"max_tokens", 12}};
        body.update(more);
        return body;
    }
    static json completion(const json& prompt, json more = json::object()) {
        json body = {{"model", "demo-model"}, {"prompt", prompt}, {"seed", 1}, {"max_tokens", 8}};
        body.update(more);
        return body;
    }
    static bool isIdle() { return s_loop->openRequests().empty(); }
    static bool becomesIdle() {
        for (int i = 0; i < 500 && !isIdle(); ++i)
            std::this_thread::sleep_for(10ms);
        return isIdle();
    }

    static std::unique_ptr<EngineLoop> s_loop;
    std::unique_ptr<ApiServer> m_server;
};

std::unique_ptr<EngineLoop> TestApi::s_loop;

TEST_F(TestApi, wantsItsTokenEverywhereButForItsHealth) {
    for (const char* path : {"/v1/models", "/metrics", "/", "/v1/chat/completions", "/nothing"}) {
        RawClient client(m_server->port());
        client.send(test::request("GET", path, ""));
        const Reply reply = client.receive();
        EXPECT_EQ(reply.status, 401) << path;
        EXPECT_EQ(json::parse(reply.body)["error"]["code"], "invalid_api_key");
    }
    RawClient client(m_server->port());
    client.send(test::request("GET", "/health", ""));
    EXPECT_EQ(client.receive().body, R"({"status":"ok"})");
}

TEST_F(TestApi, listsTheModel) {
    const json list = json::parse(get("/v1/models").body);
    ASSERT_EQ(list["data"].size(), 1U);
    EXPECT_EQ(list["data"][0]["id"], "demo-model");
    EXPECT_EQ(list["data"][0]["max_model_len"], kContext);
    EXPECT_EQ(json::parse(get("/v1/models/demo-model").body), list["data"][0]);
    EXPECT_EQ(get("/v1/models/other").status, 404);
    EXPECT_EQ(get("/v1/models/").status, 404);
    EXPECT_EQ(get("/v1/modelsdemo-model").status, 404);
}

TEST_F(TestApi, knowsItsNamesAndNoOthers) {
    start({.modelNames = {"mine", "gpt-4"}});
    EXPECT_EQ(answer("/v1/chat/completions", chat("Hello", {{"model", "gpt-4"}}))["model"], "gpt-4");
    EXPECT_EQ(answer("/v1/chat/completions", chat("Hello", {{"model", "mine"}}))["model"], "mine");
    for (const char* name : {"demo-model", "", "mine/../mine", "MINE"}) {
        const Reply reply = post("/v1/chat/completions", chat("Hello", {{"model", name}}));
        EXPECT_EQ(reply.status, 404) << name;
        EXPECT_EQ(json::parse(reply.body)["error"]["code"], "model_not_found");
        EXPECT_EQ(json::parse(reply.body)["error"]["param"], "model");
    }
}

TEST_F(TestApi, saysWhatIsNotThere) {
    EXPECT_EQ(get("/").status, 404);
    EXPECT_EQ(get("/../../etc/passwd").status, 404);
    EXPECT_EQ(get("/v1/chat/completions").status, 405);
    EXPECT_EQ(post("/health", json::object()).status, 405);
    const Reply reply = post("/v1/chat/completions", chat("Hello", {{"temperature", "hot"}}));
    EXPECT_EQ(reply.status, 400);
    const json error = json::parse(reply.body)["error"];
    EXPECT_EQ(error["param"], "temperature");
    EXPECT_EQ(error["type"], "invalid_request_error");
    EXPECT_EQ(error["message"], "temperature: expected a number from 0 to 2, found 'hot'");
}

TEST_F(TestApi, answersAChat) {
    const json body = answer("/v1/chat/completions", chat("Hello"));
    EXPECT_EQ(body["object"], "chat.completion");
    EXPECT_TRUE(body["id"].get<std::string>().starts_with("chatcmpl-"));
    const json& choice = body["choices"][0];
    EXPECT_EQ(choice["message"]["role"], "assistant");
    EXPECT_FALSE(choice["message"]["content"].get<std::string>().empty());
    EXPECT_EQ(choice["logprobs"], nullptr);
    const int generated = body["usage"]["completion_tokens"];
    EXPECT_LE(generated, 12);
    EXPECT_EQ(choice["finish_reason"], generated == 12 ? "length" : "stop");
    EXPECT_GT(body["usage"]["prompt_tokens"], 3);
    EXPECT_EQ(body["usage"]["total_tokens"], generated + body["usage"]["prompt_tokens"].get<int>());
    // The same seed, the same text; another seed, another one sooner or later.
    EXPECT_EQ(answer("/v1/chat/completions", chat("Hello"))["choices"], body["choices"]);
    std::set<std::string> texts;
    for (int seed = 0; seed < 8; ++seed)
        texts.insert(answer("/v1/chat/completions",
                            chat("Hello", {{"seed", seed}, {"temperature", 1.5}}))["choices"][0]["message"]["content"]);
    EXPECT_GT(texts.size(), 1U);
}

TEST_F(TestApi, streamsWhatItAnswers) {
    const json whole = answer("/v1/chat/completions", chat("Tell me a story", {{"n", 2}}));
    std::map<int, std::string> texts, ends;
    int usages = 0;
    const std::vector<json> events = stream(
        "/v1/chat/completions", chat("Tell me a story", {{"n", 2}, {"stream_options", {{"include_usage", true}}}}));
    for (const json& event : events) {
        EXPECT_EQ(event["object"], "chat.completion.chunk");
        EXPECT_EQ(event["id"], events.front()["id"]);
        if (event["choices"].empty()) {
            ++usages;
            EXPECT_EQ(event["usage"]["completion_tokens"], whole["usage"]["completion_tokens"]);
            EXPECT_EQ(event["usage"]["prompt_tokens"], whole["usage"]["prompt_tokens"]);
            continue;
        }
        EXPECT_EQ(event["usage"], nullptr);
        const json& choice = event["choices"][0];
        if (choice["delta"].contains("content")) texts[choice["index"]] += choice["delta"]["content"];
        if (choice["finish_reason"].is_string()) ends[choice["index"]] = choice["finish_reason"];
    }
    EXPECT_EQ(usages, 1);
    ASSERT_EQ(whole["choices"].size(), 2U);
    for (const json& choice : whole["choices"]) {
        EXPECT_EQ(choice["message"]["content"], texts[choice["index"]]);
        EXPECT_EQ(choice["finish_reason"], ends[choice["index"]]);
    }
    EXPECT_EQ(events[0]["choices"][0]["delta"]["role"], "assistant");
    EXPECT_EQ(events[1]["choices"][0]["delta"]["role"], "assistant");
}

TEST_F(TestApi, eachChoiceIsItsOwn) {
    const json more = {{"temperature", 1.5}, {"max_tokens", 8}, {"ignore_eos", true}};
    const json one = answer("/v1/completions", completion("Once upon a time", more));
    json several = more;
    several["n"] = 3;
    const json three = answer("/v1/completions", completion("Once upon a time", several));
    ASSERT_EQ(three["choices"].size(), 3U);
    EXPECT_EQ(three["choices"][0]["text"], one["choices"][0]["text"]);
    std::set<std::string> texts;
    for (const json& choice : three["choices"])
        texts.insert(choice["text"]);
    EXPECT_EQ(texts.size(), 3U);
    // A prompt is read, and counted, once.
    EXPECT_EQ(three["usage"]["prompt_tokens"], one["usage"]["prompt_tokens"]);
    EXPECT_EQ(three["usage"]["completion_tokens"], 24);
    EXPECT_EQ(three["usage"]["total_tokens"], 24 + one["usage"]["prompt_tokens"].get<int>());
    // Each says its own prompt again.
    several["n"] = 2;
    several["echo"] = true;
    const json echoed = answer("/v1/completions", completion({"Once upon a time", "Another"}, several));
    ASSERT_EQ(echoed["choices"].size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string text = echoed["choices"][i]["text"];
        EXPECT_TRUE(text.starts_with(i < 2 ? "Once upon a time" : "Another")) << i << ": " << text;
    }
    // Who chooses no seed is answered in another way each time.
    texts.clear();
    for (int i = 0; i < 4; ++i) {
        json unseeded = completion("Once upon a time", more);
        unseeded.erase("seed");
        texts.insert(answer("/v1/completions", unseeded)["choices"][0]["text"]);
    }
    EXPECT_GT(texts.size(), 1U);
}

TEST_F(TestApi, givesWhatAStopStringHeldBack) {
    const json more = {{"temperature", 0}, {"max_tokens", 8}, {"ignore_eos", true}};
    const std::string text = answer("/v1/completions", completion("Once upon a time", more))["choices"][0]["text"];
    ASSERT_GT(text.size(), 4U);
    // The end of the answer could be the beginning of this.
    json held = more;
    held["stop"] = text.substr(text.size() - 2) + "~~~";
    EXPECT_EQ(answer("/v1/completions", completion("Once upon a time", held))["choices"][0]["text"], text);
    std::string streamed;
    for (const json& event : stream("/v1/completions", completion("Once upon a time", held)))
        streamed += event["choices"][0]["text"];
    EXPECT_EQ(streamed, text);
    const std::string said = answer("/v1/chat/completions", chat("Hello", more))["choices"][0]["message"]["content"];
    ASSERT_GT(said.size(), 4U);
    held["stop"] = said.substr(said.size() - 2) + "~~~";
    streamed.clear();
    for (const json& event : stream("/v1/chat/completions", chat("Hello", held)))
        if (const json& delta = event["choices"][0]["delta"]; delta.contains("content")) streamed += delta["content"];
    EXPECT_EQ(streamed, said);
    // Where the prompt is the answer, nothing of what follows it is said.
    const json echo = {{"echo", true}, {"max_tokens", 0}, {"temperature", 0}, {"stop", text.substr(0, 1) + "~~~"}};
    EXPECT_EQ(answer("/v1/completions", completion("Once upon a time", echo))["choices"][0]["text"],
              "Once upon a time");
}

TEST_F(TestApi, placesTokensInTheText) {
    const json more = {{"temperature", 0}, {"max_tokens", 8}, {"logprobs", 1}, {"ignore_eos", true}};
    const auto expectPlaced = [](const json& tokens, const json& offsets, const std::string& text) {
        std::string before;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            EXPECT_EQ(offsets[i], before.size()) << i;
            before += tokens[i].get<std::string>();
        }
        EXPECT_EQ(before, text);
    };
    const json whole = answer("/v1/completions", completion("Once upon a time", more))["choices"][0];
    expectPlaced(whole["logprobs"]["tokens"], whole["logprobs"]["text_offset"], whole["text"]);
    json tokens = json::array(), offsets = json::array();
    for (const json& event : stream("/v1/completions", completion("Once upon a time", more)))
        if (const json& lists = event["choices"][0]["logprobs"]; lists.is_object()) {
            tokens.insert(tokens.end(), lists["tokens"].begin(), lists["tokens"].end());
            offsets.insert(offsets.end(), lists["text_offset"].begin(), lists["text_offset"].end());
        }
    expectPlaced(tokens, offsets, whole["text"]);
}

TEST_F(TestApi, endsAtAStopStringAndAtItsLimit) {
    const std::string text =
        answer("/v1/completions",
               completion("Once upon a time", {{"temperature", 0}, {"max_tokens", 20}}))["choices"][0]["text"];
    ASSERT_GT(text.size(), 10U);
    const std::string stop = text.substr(5, 3);
    const json stopped = answer(
        "/v1/completions", completion("Once upon a time", {{"temperature", 0}, {"max_tokens", 20}, {"stop", stop}}));
    EXPECT_EQ(stopped["choices"][0]["text"], text.substr(0, text.find(stop)));
    EXPECT_EQ(stopped["choices"][0]["finish_reason"], "stop");
    std::string streamed;
    for (const json& event : stream(
             "/v1/completions",
             completion("Once upon a time", {{"temperature", 0}, {"max_tokens", 20}, {"stop", json::array({stop})}})))
        streamed += event["choices"][0]["text"];
    EXPECT_EQ(streamed, text.substr(0, text.find(stop)));
    const json limited = answer("/v1/completions", completion("Once", {{"max_tokens", 3}, {"ignore_eos", true}}));
    EXPECT_EQ(limited["choices"][0]["finish_reason"], "length");
    EXPECT_EQ(limited["usage"]["completion_tokens"], 3);
}

TEST_F(TestApi, givesTheLogProbabilitiesOfAChat) {
    const json more = {{"logprobs", true}, {"top_logprobs", 3}, {"temperature", 0}};
    const json choice = answer("/v1/chat/completions", chat("Hello", more))["choices"][0];
    const json& tokens = choice["logprobs"]["content"];
    ASSERT_FALSE(tokens.empty());
    for (const json& token : tokens) {
        ASSERT_EQ(token["top_logprobs"].size(), 3U);
        // Greedy: the most likely one it was.
        EXPECT_EQ(token["top_logprobs"][0]["token"], token["token"]);
        EXPECT_EQ(token["top_logprobs"][0]["logprob"], token["logprob"]);
        EXPECT_LE(token["logprob"], 0);
        EXPECT_GE(token["top_logprobs"][1]["logprob"], token["top_logprobs"][2]["logprob"]);
    }
    json streamed = json::array();
    for (const json& event : stream("/v1/chat/completions", chat("Hello", more)))
        if (event["choices"][0]["logprobs"].is_object())
            for (const json& token : event["choices"][0]["logprobs"]["content"])
                streamed.push_back(token);
    EXPECT_EQ(streamed, tokens);
    const json few = answer("/v1/chat/completions", chat("Hello", {{"logprobs", true}}))["choices"][0];
    EXPECT_TRUE(few["logprobs"]["content"][0]["top_logprobs"].empty());
}

TEST_F(TestApi, saysThePromptAgainWithItsLogProbabilities) {
    const json more = {{"echo", true}, {"logprobs", 1}, {"temperature", 0}, {"max_tokens", 1}};
    const json choice = answer("/v1/completions", completion("Once upon a time", more))["choices"][0];
    const json& lists = choice["logprobs"];
    const std::size_t count = lists["tokens"].size();
    EXPECT_EQ(lists["token_logprobs"].size(), count);
    EXPECT_EQ(lists["top_logprobs"].size(), count);
    EXPECT_EQ(lists["text_offset"].size(), count);
    EXPECT_EQ(lists["token_logprobs"][0], nullptr);
    EXPECT_EQ(lists["top_logprobs"][0], nullptr);
    EXPECT_TRUE(choice["text"].get<std::string>().starts_with("Once upon a time"));
    for (std::size_t i = 1; i < count; ++i) {
        EXPECT_LE(lists["token_logprobs"][i], 0);
        EXPECT_EQ(lists["top_logprobs"][i][lists["tokens"][i].get<std::string>()], lists["token_logprobs"][i]);
        EXPECT_GE(lists["top_logprobs"][i].size(), 1U);
        EXPECT_LE(lists["top_logprobs"][i].size(), 2U);
    }

    // Nothing generated; the same scores, of a text and of several, and in a stream.
    json none = more;
    none["max_tokens"] = 0;
    const json both = answer("/v1/completions", completion({"Once upon a time", "Another"}, none));
    ASSERT_EQ(both["choices"].size(), 2U);
    EXPECT_EQ(both["choices"][0]["text"], "Once upon a time");
    EXPECT_EQ(both["choices"][1]["text"], "Another");
    EXPECT_EQ(both["usage"]["completion_tokens"], 0);
    ASSERT_EQ(both["choices"][0]["logprobs"]["tokens"].size(), count - 1);
    for (std::size_t i = 1; i + 1 < count; ++i)
        EXPECT_NEAR(both["choices"][0]["logprobs"]["token_logprobs"][i].get<double>(),
                    lists["token_logprobs"][i].get<double>(), 1e-4);
    std::string text;
    std::size_t tokens = 0;
    for (const json& event : stream("/v1/completions", completion("Once upon a time", more))) {
        text += event["choices"][0]["text"];
        if (event["choices"][0]["logprobs"].is_object()) tokens += event["choices"][0]["logprobs"]["tokens"].size();
    }
    EXPECT_EQ(text, choice["text"]);
    EXPECT_EQ(tokens, count);

    // Tokens, as lm-evaluation-harness sends them.
    const json ids = json::array({1, 5713, 3714, 264, 727});
    const json scored = answer("/v1/completions", completion(json::array({ids}), more))["choices"][0];
    EXPECT_EQ(scored["logprobs"]["tokens"].size(), 6U);
    EXPECT_EQ(scored["logprobs"]["tokens"][1], " Once");
    EXPECT_NEAR(scored["logprobs"]["token_logprobs"][4].get<double>(), lists["token_logprobs"][4].get<double>(), 1e-4);
    EXPECT_EQ(answer("/v1/completions", completion(ids, {{"echo", true}, {"max_tokens", 0}}))["choices"][0]["text"],
              " Once upon a time");
}

TEST_F(TestApi, refusesWhatTheContextDoesNotHold) {
    std::string longText;
    for (int i = 0; i < kContext; ++i)
        longText += "word ";
    const Reply prompt = post("/v1/chat/completions", chat(longText));
    EXPECT_EQ(prompt.status, 400);
    EXPECT_EQ(json::parse(prompt.body)["error"]["code"], "context_length_exceeded");
    EXPECT_NE(prompt.body.find(std::to_string(kContext)), std::string::npos);
    for (const bool streamed : {false, true}) {
        const Reply answerToo =
            post("/v1/chat/completions", chat("Hello", {{"max_tokens", kContext}, {"stream", streamed}}));
        EXPECT_EQ(answerToo.status, 400) << answerToo.body;
        const std::string message = json::parse(answerToo.body)["error"]["message"];
        EXPECT_NE(message.find("holds 512 tokens"), std::string::npos) << message;
        EXPECT_NE(message.find("and 512 of the answer"), std::string::npos) << message;
    }
    // One of several prompts is enough, and the others end with it.
    const auto cancelled = [&] {
        const std::string name = "mixtral_requests_total{reason=\"cancelled\"} ", body = get("/metrics").body;
        const std::size_t at = body.find(name);
        return at == std::string::npos ? 0 : std::stoi(body.substr(at + name.size()));
    };
    EXPECT_TRUE(becomesIdle());
    const int before = cancelled();
    for (const bool streamed : {false, true}) {
        const json more = {{"max_tokens", 400}, {"ignore_eos", true}, {"stream", streamed}};
        EXPECT_EQ(post("/v1/completions", completion({"short", longText}, more)).status, 400);
    }
    EXPECT_TRUE(becomesIdle());
    EXPECT_EQ(cancelled(), before + 2);
    // Nothing said: what is left of the context.
    json open = chat("Hello", {{"temperature", 0}});
    open.erase("max_tokens");
    EXPECT_EQ(post("/v1/chat/completions", open).status, 200);
    EXPECT_EQ(post("/v1/completions", completion(json::array({99999999}))).status, 400);
}

TEST_F(TestApi, aClientThatLeaves_leavesNothingRunning) {
    for (const bool streamed : {true, false}) {
        RawClient client(m_server->port());
        client.send(test::request(
            "POST", "/v1/chat/completions", kToken,
            chat("Tell", {{"stream", streamed}, {"max_tokens", 480}, {"ignore_eos", true}, {"n", 3}}).dump()));
        for (int i = 0; i < 500 && s_loop->openRequests().size() < 3; ++i)
            std::this_thread::sleep_for(2ms);
        const auto open = s_loop->openRequests();
        ASSERT_EQ(open.size(), 3U);
        EXPECT_EQ(open.front().client, "http 127.0.0.1");
        if (streamed) client.receiveUntil("content");
        client.close();
        EXPECT_TRUE(becomesIdle());
    }
}

TEST_F(TestApi, oneClientFillsNotTheWholeQueue) {
    start({.requestsPerClient = 4});
    RawClient client(m_server->port());
    client.send(
        test::request("POST", "/v1/chat/completions", kToken,
                      chat("Tell", {{"max_tokens", 400}, {"ignore_eos", true}, {"n", 4}, {"stream", true}}).dump()));
    client.receiveUntil("content");
    const Reply reply = post("/v1/chat/completions", chat("Hello"));
    EXPECT_EQ(reply.status, 429);
    EXPECT_EQ(json::parse(reply.body)["error"]["code"], "too_many_requests");
    client.close();
    EXPECT_TRUE(becomesIdle());
    EXPECT_EQ(post("/v1/chat/completions", chat("Hello")).status, 200);
}

TEST_F(TestApi, aPersonsChatStartsAtOnceWhateverIsAskedFor) {
    start({.requestsPerClient = 64});
    s_loop->keepPlaces(1);
    std::vector<RawClient> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back(m_server->port());
        clients.back().send(test::request(
            "POST", "/v1/chat/completions", kToken,
            chat("Tell", {{"stream", true}, {"max_tokens", 480}, {"ignore_eos", true}, {"n", 16}}).dump()));
    }
    clients.front().receiveUntil("content");
    for (int i = 0; i < 500 && s_loop->openRequests().size() < 64; ++i)
        std::this_thread::sleep_for(2ms);

    Request own{.client = "window", .messages = {{Role::User, "Hello"}}, .maxTokens = 4, .ignoreEos = true};
    std::promise<std::size_t> servedAtFirstToken, servedAtEnd;
    int tokens = 0;
    s_loop->submit(own, [&](const RequestEvent& event) {
        const std::size_t served = s_loop->openRequests().size() - 1;
        if (std::holds_alternative<TokenEvent>(event) && ++tokens == 1) servedAtFirstToken.set_value(served);
        if (isLast(event)) servedAtEnd.set_value(served + 1);
    });
    EXPECT_EQ(servedAtFirstToken.get_future().get(), 64U);  // it waited for none of them
    EXPECT_EQ(servedAtEnd.get_future().get(), 64U);
    for (RawClient& client : clients)
        client.close();
    EXPECT_TRUE(becomesIdle());
    s_loop->keepPlaces(0);
}

TEST_F(TestApi, mixesUpNoAnswers) {
    std::map<int, std::string> alone;
    for (int seed = 0; seed < 6; ++seed)
        alone[seed] = answer("/v1/chat/completions", chat("Hello", {{"seed", seed}}))["choices"].dump();
    std::vector<std::thread> clients;
    std::atomic<int> wrong = 0;
    for (int i = 0; i < 6; ++i) {
        clients.emplace_back([&, i] {
            for (int round = 0; round < 5; ++round) {
                const int seed = (i + round) % 6;
                const Reply reply = post("/v1/chat/completions", chat("Hello", {{"seed", seed}}));
                wrong += reply.status == 200 && json::parse(reply.body)["choices"].dump() == alone[seed] ? 0 : 1;
            }
        });
    }
    for (std::thread& client : clients)
        client.join();
    EXPECT_EQ(wrong, 0);
}

TEST_F(TestApi, takesWhatAModelHoldsThatIsLoadedLater) {
    EngineLoop loop;
    ApiServer server(loop, {.port = 0, .token = kToken});
    const auto statusOf = [&](const std::string& method, const std::string& path, const std::string& body) {
        RawClient client(server.port());
        client.send(test::request(method, path, kToken, body));
        return client.receive(60s).status;
    };
    // 1.5 MB: more than there is room for without a model, and what a prompt of 60,000 tokens may take.
    json large = completion(json::array({1, 2, 3}), {{"model", "other"}});
    large["user"] = std::string(1'500'000, 'x');
    EXPECT_EQ(statusOf("GET", "/health", ""), 503);
    EXPECT_EQ(statusOf("POST", "/v1/completions", completion("Hello").dump()), 503);
    EXPECT_EQ(statusOf("POST", "/v1/completions", large.dump()), 413);
    LoadOptions options{.randomWeights = test::smallModel(), .contextTokens = 65'536, .batch = 1, .threads = 1};
    options.randomWeights->trainedContext = options.contextTokens;
    std::promise<bool> loaded;
    loop.load(options, [&](const LoadEvent& event) {
        if (!std::holds_alternative<LoadProgress>(event))
            loaded.set_value(std::holds_alternative<LoadCompleted>(event));
    });
    ASSERT_TRUE(loaded.get_future().get());
    EXPECT_EQ(statusOf("GET", "/health", ""), 200);
    EXPECT_EQ(statusOf("POST", "/v1/completions", large.dump()), 404);  // read, and of no model that is here
}

TEST_F(TestApi, countsForPrometheus) {
    answer("/v1/chat/completions", chat("Hello", {{"ignore_eos", true}}));
    post("/v1/chat/completions", json::object());
    get("/nothing");
    EXPECT_TRUE(becomesIdle());
    const Reply reply = get("/metrics");
    EXPECT_TRUE(reply.fields.at("content-type").starts_with("text/plain; version=0.0.4"));
    for (const char* line : {"mixtral_http_responses_total{route=\"/v1/chat/completions\",status=\"200\"} 1\n",
                             "mixtral_http_responses_total{route=\"/v1/chat/completions\",status=\"400\"} 1\n",
                             "mixtral_http_responses_total{route=\"other\",status=\"404\"} 1\n",
                             "mixtral_requests_total{reason=\"length\"} 1\n", "mixtral_generated_tokens_total 12\n",
                             "mixtral_time_to_first_token_seconds_count 1\n", "mixtral_requests_running 0\n",
                             "# TYPE mixtral_kv_pages gauge\n"})
        EXPECT_NE(reply.body.find(line), std::string::npos) << line << reply.body;
}

/// Writes down what an endpoint tells.
class Guestbook final : public ApiServerObserver {
 public:
    struct End {
        ApiClient client;
        ApiOutcome outcome;
    };

    void accepted(RequestId request, const ApiClient& client) override {
        const std::lock_guard lock(m_mutex);
        m_accepted.emplace_back(request, client);
    }
    void ended(const ApiClient& client, const ApiOutcome& outcome) override {
        const std::lock_guard lock(m_mutex);
        m_ends.push_back({client, outcome});
    }
    std::vector<std::pair<RequestId, ApiClient>> accepted() const {
        const std::lock_guard lock(m_mutex);
        return m_accepted;
    }
    /// The last end, once there are so many.
    End end(std::size_t count) const {
        for (int i = 0; i < 1000; ++i) {
            {
                const std::lock_guard lock(m_mutex);
                if (m_ends.size() >= count) return m_ends.back();
            }
            std::this_thread::sleep_for(10ms);
        }
        return {};
    }

 private:
    mutable std::mutex m_mutex;
    std::vector<std::pair<RequestId, ApiClient>> m_accepted;
    std::vector<End> m_ends;
};

TEST_F(TestApi, tellsWhoAskedAndWhatCameOfIt) {
    const auto book = std::make_shared<Guestbook>();
    start({.observer = book});
    const auto ask = [&](const json& body, std::string_view fields) {
        RawClient client(m_server->port());
        client.send(test::request("POST", "/v1/chat/completions", kToken, body.dump(), fields));
        return client.receive(60s).status;
    };
    // A client's own name comes before its program's; neither is shown if it could not be.
    EXPECT_EQ(ask(chat("Hi", {{"n", 2}, {"ignore_eos", true}}), "User-Agent: curl/8.1 more\r\n"), 200);
    auto end = book->end(1);
    EXPECT_EQ(end.client.name, "curl/8.1");
    EXPECT_EQ(end.client.address, "127.0.0.1");
    EXPECT_EQ(end.client.route, "/v1/chat/completions");
    EXPECT_EQ(end.outcome.status, 200);
    EXPECT_EQ(end.outcome.generatedTokens, 24);
    EXPECT_GT(end.outcome.promptTokens, 0);
    EXPECT_GT(end.outcome.timeToFirstTokenMs, 0);
    ASSERT_EQ(book->accepted().size(), 2U);
    EXPECT_NE(book->accepted()[0].first, book->accepted()[1].first);
    EXPECT_EQ(ask(chat("Hi", {{"user", "notebook.py"}}), "User-Agent: curl/8.1\r\n"), 200);
    EXPECT_EQ(book->end(2).client.name, "notebook.py");
    EXPECT_EQ(ask(chat("Hi", {{"user", "a\x1b[1mb"}}), "User-Agent: " + std::string(100, 'x') + "\r\n"), 200);
    EXPECT_EQ(book->end(3).client.name, "");

    // What was refused before the engine saw it, by the endpoint, by the engine, and by the server.
    EXPECT_EQ(ask(chat("Hi", {{"model", "other"}}), ""), 404);
    end = book->end(4);
    EXPECT_EQ(end.outcome.status, 404);
    EXPECT_EQ(end.outcome.reason, "The model 'other' is not loaded; 'demo-model' is.");
    EXPECT_EQ(ask(chat("Hi", {{"max_tokens", 5000}}), ""), 400);
    end = book->end(5);
    EXPECT_EQ(end.outcome.status, 400);
    EXPECT_NE(end.outcome.reason.find("5000 of the answer"), std::string::npos) << end.outcome.reason;
    RawClient stranger(m_server->port());
    stranger.send(test::request("GET", "/v1/models", "mw-wrong-token-000"));
    EXPECT_EQ(stranger.receive().status, 401);
    end = book->end(6);
    EXPECT_EQ(end.outcome.status, 401);
    EXPECT_EQ(end.outcome.reason, "The token is wrong.");
    EXPECT_EQ(end.client.address, "127.0.0.1");
    RawClient noise(m_server->port());
    noise.send("nonsense\r\n\r\n");
    EXPECT_EQ(noise.receive().status, 400);
    EXPECT_EQ(book->end(7).outcome.status, 400);
    // A client that does not wait.
    RawClient client(m_server->port());
    client.send(test::request("POST", "/v1/chat/completions", kToken,
                              chat("Tell", {{"max_tokens", 480}, {"ignore_eos", true}}).dump()));
    for (int i = 0; i < 500 && s_loop->openRequests().empty(); ++i)
        std::this_thread::sleep_for(2ms);
    client.close();
    EXPECT_EQ(book->end(8).outcome.status, kClientLeft);
    // And one that is cancelled here, in the middle of its stream.
    RawClient other(m_server->port());
    other.send(test::request("POST", "/v1/chat/completions", kToken,
                             chat("Tell", {{"max_tokens", 480}, {"ignore_eos", true}, {"stream", true}}).dump()));
    EXPECT_NE(other.receiveUntil("content"), "");
    s_loop->cancel(book->accepted().back().first);
    EXPECT_EQ(book->end(9).outcome.status, 503);
    EXPECT_GT(book->end(9).outcome.generatedTokens, 0);
    EXPECT_TRUE(becomesIdle());
}

TEST_F(TestApi, endsWithAnswersUnderWay) {
    RawClient client(m_server->port());
    client.send(test::request("POST", "/v1/chat/completions", kToken,
                              chat("Tell", {{"max_tokens", 400}, {"ignore_eos", true}, {"stream", true}}).dump()));
    client.receiveUntil("content");
    m_server.reset();
    EXPECT_TRUE(becomesIdle());
    EXPECT_TRUE(client.isClosed());
}

TEST_F(TestApi, showsItsDemonstratorOnlyIfChosen) {
    const auto visit = [&](const std::string& path) {
        RawClient client(m_server->port());
        client.send(test::request("GET", path, ""));
        return client.receive();
    };
    EXPECT_EQ(visit("/").status, 401);
    start({.demonstrator = true});
    const Reply page = visit("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.fields.at("content-type"), "text/html; charset=utf-8");
    EXPECT_TRUE(page.fields.at("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
    // Nothing of it is elsewhere, and nothing in it needs a looser policy.
    EXPECT_EQ(page.body.find("://"), std::string::npos);
    EXPECT_EQ(page.body.find(" style="), std::string::npos);
    EXPECT_EQ(page.body.find("onclick"), std::string::npos);
    for (const char* path : {"/demonstrator.js", "/demonstrator.css", "/templates/en.json", "/templates/de.json",
                             "/templates/fr.json", "/templates/it.json", "/templates/es.json"})
        EXPECT_EQ(visit(path).status, 200) << path;
    EXPECT_FALSE(json::parse(visit("/templates/fr.json").body)["templates"].empty());
    for (const char* path : {"/v1/models", "/metrics", "/templates/xx.json", "/templates/../templates/en.json"})
        EXPECT_EQ(visit(path).status, 401) << path;
}

TEST_F(TestApi, wantsATokenToBeginWith) {
    EXPECT_THROW(ApiServer(*s_loop, {.port = 0}), Error);
    EXPECT_THROW(ApiServer(*s_loop, {.port = 0, .token = kToken, .certificateFile = "x"}), Error);
}

}  // namespace
}  // namespace mw
