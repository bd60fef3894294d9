// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "guard.h"

namespace mw::http {
namespace {

const std::string kToken = "mw-0123456789abcdef";

Guard guard(bool secure = false) {
    return Guard({.token = kToken,
                  .hosts = {"127.0.0.1", "localhost", "[::1]"},
                  .origins = {"https://chat.example:8443"},
                  .openPaths = {"/health"},
                  .secure = secure});
}

Request asking(std::string target, std::vector<std::pair<std::string, std::string>> fields) {
    return {.method = "GET", .target = std::move(target), .fields = std::move(fields)};
}

int statusOf(Request request) {
    const auto refusal = guard()(request);
    return refusal ? refusal->status : 200;
}

TEST(TestGuard, wantsTheTokenEverywhereButWhereItIsOpen) {
    const auto with = [](std::string value) {
        return statusOf(asking("/v1/models", {{"host", "127.0.0.1:80"}, {"authorization", std::move(value)}}));
    };
    EXPECT_EQ(with("Bearer " + kToken), 200);
    EXPECT_EQ(with("bearer " + kToken), 200);
    EXPECT_EQ(with("Bearer "), 401);
    EXPECT_EQ(with("Bearer  " + kToken), 401);
    EXPECT_EQ(with("Bearer " + kToken + "0"), 401);
    EXPECT_EQ(with("Bearer " + kToken.substr(1)), 401);
    EXPECT_EQ(with("Basic " + kToken), 401);
    EXPECT_EQ(with("Digest " + kToken), 401);  // as long a word as the right one
    EXPECT_EQ(with(kToken), 401);
    EXPECT_EQ(with(""), 401);
    EXPECT_EQ(statusOf(asking("/v1/models", {{"host", "localhost"}})), 401);
    EXPECT_EQ(statusOf(asking("/nothing", {{"host", "localhost"}})), 401);
    EXPECT_EQ(statusOf(asking("/health", {{"host", "localhost"}})), 200);
    EXPECT_EQ(statusOf(asking("/health?x", {{"host", "localhost"}})), 200);
    EXPECT_EQ(statusOf(asking("/health/", {{"host", "localhost"}})), 401);
    EXPECT_EQ(statusOf(asking("/v1/models", {{"host", "localhost"},
                                             {"authorization", "Bearer " + kToken},
                                             {"authorization", "Bearer " + kToken}})),
              401);
}

TEST(TestGuard, isAskedByItsOwnNamesOnly) {
    const auto by = [](std::string host) { return statusOf(asking("/health", {{"host", std::move(host)}})); };
    for (const char* host : {"127.0.0.1", "127.0.0.1:8080", "localhost:1", "LocalHost", "[::1]", "[::1]:80"})
        EXPECT_EQ(by(host), 200) << host;
    for (const char* host : {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.", "", ":80",
                             "[::1", "[::1]x", "localhost:80@evil.example", "127.0.0.1:8080:9", "0.0.0.0", "::1"})
        EXPECT_EQ(by(host), 403) << host;
    EXPECT_EQ(statusOf(asking("/health", {})), 400);
    EXPECT_EQ(statusOf(asking("/health", {{"host", "localhost"}, {"host", "localhost"}})), 400);
}

TEST(TestGuard, isAskedByItsOwnAndAllowedPagesOnly) {
    const auto from = [](std::string origin) {
        return statusOf(asking("/health", {{"host", "localhost:8080"}, {"origin", std::move(origin)}}));
    };
    for (const char* origin : {"http://localhost:8080", "https://chat.example:8443", "HTTPS://CHAT.example:8443"})
        EXPECT_EQ(from(origin), 200) << origin;
    for (const char* origin : {"null", "", "http://localhost:8081", "http://localhost", "https://localhost:8080",
                               "http://evil.example", "https://chat.example", "*"})
        EXPECT_EQ(from(origin), 403) << origin;
    EXPECT_EQ(statusOf(asking("/health", {{"host", "localhost:8080"},
                                          {"origin", "http://localhost:8080"},
                                          {"origin", "http://evil.example"}})),
              403);
}

TEST(TestGuard, itsOwnPagesComeAsTheServerDoes) {
    const auto from = [](bool secure, std::string host, std::string origin) {
        Request asked = asking("/health", {{"host", std::move(host)}, {"origin", std::move(origin)}});
        const auto refusal = guard(secure)(asked);
        return refusal ? refusal->status : 200;
    };
    EXPECT_EQ(from(true, "localhost:8080", "https://localhost:8080"), 200);
    EXPECT_EQ(from(true, "localhost:8080", "http://localhost:8080"), 403);
    EXPECT_EQ(from(false, "localhost:8080", "https://localhost:8080"), 403);
    EXPECT_EQ(from(false, "LocalHost:8080", "http://localhost:8080"), 200);  // browsers write origins small
}

TEST(TestGuard, answersPreflightsOfAllowedPages) {
    Request request = asking(
        "/v1/models",
        {{"host", "localhost"}, {"origin", "https://chat.example:8443"}, {"access-control-request-method", "POST"}});
    request.method = "OPTIONS";
    const auto response = guard()(request);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 204);
    EXPECT_EQ(request.allowedOrigin, "https://chat.example:8443");
    // OpenAI's own client sends more than it has to.
    const auto headersAllowed = [](const Response& answer) {
        const auto field = std::ranges::find(answer.fields, "Access-Control-Allow-Headers",
                                             &std::pair<std::string, std::string>::first);
        return field == answer.fields.end() ? std::string() : field->second;
    };
    EXPECT_EQ(headersAllowed(*response), "authorization, content-type");
    const std::string wanted = "authorization,content-type,x-stainless-os,x-stainless-retry-count";
    request.fields.emplace_back("access-control-request-headers", wanted);
    EXPECT_EQ(headersAllowed(*guard()(request)), wanted);
    for (const char* bad : {"*", "a: b", ""}) {
        request.fields.back().second = bad;
        EXPECT_EQ(headersAllowed(*guard()(request)), "authorization, content-type") << bad;
    }
    request.fields[1].second = "https://evil.example";
    request.allowedOrigin.clear();
    EXPECT_EQ(guard()(request)->status, 403);
    EXPECT_EQ(request.allowedOrigin, "");
}

TEST(TestGuard, comparesWhole) {
    EXPECT_TRUE(equalInConstantTime("abc", "abc"));
    EXPECT_TRUE(equalInConstantTime("", ""));
    for (const char* other : {"", "ab", "abd", "abcabc", "xbc"})
        EXPECT_FALSE(equalInConstantTime("abc", other)) << other;
    EXPECT_FALSE(equalInConstantTime("abcabc", "abc"));
    EXPECT_FALSE(equalInConstantTime("", "abc"));
}

}  // namespace
}  // namespace mw::http
