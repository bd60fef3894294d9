// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What is counted, without a server.

#include "metrics.h"

#include <gtest/gtest.h>

#include "answer_json.h"
#include "client_bounds.h"

namespace mw::openai {
namespace {

std::string valueOf(const Metrics& metrics, const std::string& name) {
    const std::string text = "\n" + metrics.text(3, 5);
    const std::size_t at = text.find("\n" + name + " ");
    if (at == std::string::npos) return "nothing";
    const std::size_t value = at + name.size() + 2;
    return text.substr(value, text.find('\n', value) - value);
}

TEST(TestMetrics, countRequestsByTheirTokensAndTimes) {
    Metrics metrics;
    OpenRequest request{.id = 1, .client = "c", .promptTokens = 70, .cachedTokens = 48};
    metrics.requestChanged(request, RequestStarted{1, 48});
    for (int i = 0; i < 3; ++i)
        metrics.requestChanged(request, TokenEvent{.id = 1});
    metrics.requestChanged(
        request, RequestFinished{
                     .id = 1, .reason = FinishReason::Length, .timeToFirstTokenMs = 250, .decodeTokensPerSecond = 20});
    metrics.requestChanged(request, RequestFinished{.id = 2, .reason = FinishReason::Cancelled});
    metrics.requestChanged(request, RequestFailed{3, {}});
    EXPECT_EQ(valueOf(metrics, "mixtral_prompt_tokens_total"), "70");
    EXPECT_EQ(valueOf(metrics, "mixtral_cached_prompt_tokens_total"), "48");
    EXPECT_EQ(valueOf(metrics, "mixtral_generated_tokens_total"), "3");
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_total{reason=\"length\"}"), "1");
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_total{reason=\"cancelled\"}"), "1");
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_total{reason=\"failed\"}"), "1");
    // In seconds, into each bucket whose bound it does not exceed; what never began is in none.
    EXPECT_EQ(valueOf(metrics, "mixtral_time_to_first_token_seconds_sum"), "0.25");
    EXPECT_EQ(valueOf(metrics, "mixtral_time_to_first_token_seconds_count"), "1");
    EXPECT_EQ(valueOf(metrics, "mixtral_time_to_first_token_seconds_bucket{le=\"0.1\"}"), "0");
    EXPECT_EQ(valueOf(metrics, "mixtral_time_to_first_token_seconds_bucket{le=\"0.25\"}"), "1");
    EXPECT_EQ(valueOf(metrics, "mixtral_time_to_first_token_seconds_bucket{le=\"60\"}"), "1");
    EXPECT_EQ(valueOf(metrics, "mixtral_time_to_first_token_seconds_bucket{le=\"+Inf\"}"), "1");
    EXPECT_EQ(valueOf(metrics, "mixtral_time_between_tokens_seconds_sum"), "0.05");
    EXPECT_EQ(valueOf(metrics, "mixtral_http_connections"), "3");
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_queued"), "5");
}

TEST(TestMetrics, sayWhatTheEngineHoldsNow) {
    Metrics metrics;
    metrics.stepCompleted({.running = 3, .waiting = 2, .kvPagesUsed = 30, .kvPagesCached = 4, .kvPages = 100});
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_running"), "3");
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_waiting"), "2");
    EXPECT_EQ(valueOf(metrics, "mixtral_kv_pages_used"), "30");
    metrics.rested();  // what was held stays cached
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_running"), "0");
    EXPECT_EQ(valueOf(metrics, "mixtral_requests_waiting"), "0");
    EXPECT_EQ(valueOf(metrics, "mixtral_kv_pages_used"), "0");
    EXPECT_EQ(valueOf(metrics, "mixtral_kv_pages_cached"), "34");
    EXPECT_EQ(valueOf(metrics, "mixtral_kv_pages"), "100");
    metrics.unloaded();
    EXPECT_EQ(valueOf(metrics, "mixtral_kv_pages"), "0");
    EXPECT_EQ(valueOf(metrics, "mixtral_steps_total"), "1");
}

TEST(TestClientBounds, countWhatEachClientHasOpen) {
    ClientBounds bounds(4);
    EXPECT_TRUE(bounds.enter("a", 2));
    EXPECT_TRUE(bounds.enter("a", 2));
    EXPECT_FALSE(bounds.enter("a", 1));
    EXPECT_TRUE(bounds.enter("b", 4));
    EXPECT_FALSE(bounds.enter("c", 5));  // never
    EXPECT_EQ(bounds.all(), 8);
    bounds.leave("a", 2);
    EXPECT_FALSE(bounds.enter("a", 3));  // the others of it are still open
    EXPECT_TRUE(bounds.enter("a", 2));
    bounds.leave("a", 2);
    bounds.leave("a", 2);
    bounds.leave("b", 4);
    EXPECT_EQ(bounds.all(), 0);
    EXPECT_TRUE(bounds.enter("a", 4));
}

TEST(TestAnswerJson, tokensThatAreNoWholeCharactersStayApart) {
    EXPECT_EQ(tokenText("h\xC3\xA9"), "h\xC3\xA9");
    EXPECT_EQ(tokenText(""), "");
    EXPECT_EQ(tokenText("\xE2\x80"), "bytes:\\xe2\\x80");
    EXPECT_NE(tokenText("\xE2"), tokenText("\xE3"));
}

}  // namespace
}  // namespace mw::openai
