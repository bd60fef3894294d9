// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <gtest/gtest.h>

#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "mw/api_server.h"
#include "mw/engine_loop.h"
#include "raw_client.h"

namespace mw {

inline const std::string kToken = "mw-0123456789abcdef";
inline constexpr int kContext = 512;

/// An endpoint with the demo model behind it, which is loaded once for all tests of a class.
class ApiTest : public ::testing::Test {
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

    test::Reply get(const std::string& path) {
        test::RawClient client(m_server->port());
        client.send(test::request("GET", path, kToken));
        return client.receive();
    }
    test::Reply post(const std::string& path, const nlohmann::json& body) {
        test::RawClient client(m_server->port());
        client.send(test::request("POST", path, kToken, body.dump()));
        return client.receive(std::chrono::seconds(60));
    }
    nlohmann::json answer(const std::string& path, const nlohmann::json& body) {
        const test::Reply reply = post(path, body);
        EXPECT_EQ(reply.status, 200) << reply.body;
        return nlohmann::json::parse(reply.body);
    }
    /// The events of a stream, without its end.
    std::vector<nlohmann::json> stream(const std::string& path, nlohmann::json body) {
        body["stream"] = true;
        const test::Reply reply = post(path, body);
        EXPECT_EQ(reply.status, 200) << reply.body;
        EXPECT_EQ(reply.fields.at("content-type"), "text/event-stream; charset=utf-8");
        EXPECT_TRUE(reply.body.ends_with("data: [DONE]\n\n")) << reply.body;
        std::vector<nlohmann::json> events;
        for (std::size_t at = 0; at < reply.body.size();) {
            const std::size_t end = reply.body.find("\n\n", at);
            const std::string event = reply.body.substr(at, end - at);
            EXPECT_TRUE(event.starts_with("data: "));
            if (event != "data: [DONE]") events.push_back(nlohmann::json::parse(event.substr(6)));
            at = end + 2;
        }
        return events;
    }
    static nlohmann::json chat(const std::string& text, nlohmann::json more = nlohmann::json::object()) {
        nlohmann::json body = {{"model", "demo-model"},
                               {"messages", {{{"role", "user"}, {"content", text}}}},
                               {"seed", 1},
                               {"max_tokens", 12}};
        body.update(more);
        return body;
    }
    static nlohmann::json completion(const nlohmann::json& prompt, nlohmann::json more = nlohmann::json::object()) {
        nlohmann::json body = {{"model", "demo-model"}, {"prompt", prompt}, {"seed", 1}, {"max_tokens", 8}};
        body.update(more);
        return body;
    }
    static bool isIdle() { return s_loop->openRequests().empty(); }
    static bool becomesIdle() {
        for (int i = 0; i < 500 && !isIdle(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return isIdle();
    }

    static inline std::unique_ptr<EngineLoop> s_loop;
    std::unique_ptr<ApiServer> m_server;
};

}  // namespace mw
