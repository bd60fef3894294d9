// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The endpoint as its clients see it, with the demo model behind it.

#include <set>
#include <thread>

#include "openai/api_test.h"
#include "small_engine.h"

namespace mw {
namespace {

using nlohmann::json;
using test::RawClient;
using test::Reply;
using namespace std::chrono_literals;

class TestApi : public ApiTest {};

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
    // As those ask who only want to know whether it is there.
    client.send(test::request("HEAD", "/health", ""));
    EXPECT_TRUE(client.receiveUntil("\r\n\r\n").starts_with("HTTP/1.1 200 "));
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
    // Clients write what else an address has no room for as codes.
    start({.modelNames = {"org/model: ü"}});
    for (const char* path : {"/v1/models/org/model:%20%C3%BC", "/v1/models/org%2Fmodel%3A%20%c3%bc"})
        EXPECT_EQ(json::parse(get(path).body)["id"], "org/model: ü") << path;
    for (const char* path :
         {"/v1/models/org%2Fmodel", "/v1/models/%", "/v1/models/%2", "/v1/models/%zz", "/v1/models/%-1"})
        EXPECT_EQ(get(path).status, 404) << path;
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

TEST_F(TestApi, refusesWhatTheContextDoesNotHold) {
    std::string longText;
    for (int i = 0; i < kContext; ++i)
        longText += "word ";
    const Reply prompt = post("/v1/chat/completions", chat(longText));
    EXPECT_EQ(prompt.status, 400);
    EXPECT_EQ(json::parse(prompt.body)["error"]["code"], "context_length_exceeded");
    EXPECT_EQ(json::parse(prompt.body)["error"]["param"], "messages");
    EXPECT_EQ(json::parse(post("/v1/completions", completion(longText)).body)["error"]["param"], "prompt");
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
    // What has ended leaves as much room as it took.
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(post("/v1/chat/completions", chat("Hello", {{"max_tokens", 1}, {"n", 4}})).status, 200) << i;
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

TEST_F(TestApi, saysWhatWasInTheCache) {
    std::string text;
    for (int i = 0; i < 8; ++i)
        text += "Who counted these cached tokens? ";
    const json first = answer("/v1/chat/completions", chat(text)), second = answer("/v1/chat/completions", chat(text));
    const auto cached = [](const json& reply) {
        return reply["usage"]["prompt_tokens_details"]["cached_tokens"].get<int>();
    };
    EXPECT_EQ(cached(first), 0);
    EXPECT_GE(cached(second), kKvPageTokens);
    EXPECT_LT(cached(second), second["usage"]["prompt_tokens"].get<int>());
    EXPECT_TRUE(becomesIdle());
    const std::string line = "mixtral_cached_prompt_tokens_total " + std::to_string(cached(second)) + "\n";
    EXPECT_NE(get("/metrics").body.find(line), std::string::npos) << line << get("/metrics").body;
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

TEST(TestServedName, isWhatPeopleKnowTheModelBy) {
    CheckpointInfo checkpoint;
    checkpoint.directory = "/ollama/models/blobs/sha256-00ff";
    checkpoint.knownAs = "mixtral:8x7b-instruct-v0.1-q4_K_M";
    EXPECT_EQ(servedName(checkpoint), "mixtral:8x7b-instruct-v0.1-q4_K_M");
    checkpoint = {};
    checkpoint.directory = "/models/Mixtral/";
    EXPECT_EQ(servedName(checkpoint), "Mixtral");
}

}  // namespace
}  // namespace mw
