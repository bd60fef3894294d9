// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "metrics.h"

#include <algorithm>
#include <sstream>

namespace mw::openai {

void Metrics::Histogram::add(double seconds) {
    for (std::size_t i = 0; i < kSeconds.size(); ++i)
        counts[i] += seconds <= kSeconds[i] ? 1 : 0;
    ++counts.back();
    sum += seconds;
}

void Metrics::requestChanged(const OpenRequest& request, const RequestEvent& event) {
    const std::lock_guard lock(m_mutex);
    if (std::holds_alternative<RequestStarted>(event)) {
        m_promptTokens += static_cast<std::uint64_t>(request.promptTokens);
        m_cachedTokens += static_cast<std::uint64_t>(request.cachedTokens);
    } else if (std::holds_alternative<TokenEvent>(event)) {
        ++m_generatedTokens;
    } else if (const auto* finished = std::get_if<RequestFinished>(&event)) {
        ++m_ends[std::string(finishReasonName(finished->reason))];
        if (finished->timeToFirstTokenMs > 0) m_firstToken.add(finished->timeToFirstTokenMs / 1e3);
        if (finished->decodeTokensPerSecond > 0) m_betweenTokens.add(1 / finished->decodeTokensPerSecond);
    } else if (std::holds_alternative<RequestFailed>(event)) {
        ++m_ends["failed"];
    }
}

void Metrics::stepCompleted(const StepCompleted& step) {
    const std::lock_guard lock(m_mutex);
    ++m_steps;
    m_lastStep = step;
}

void Metrics::rested() {
    const std::lock_guard lock(m_mutex);
    m_lastStep.running = m_lastStep.waiting = 0;
    m_lastStep.kvPagesCached += m_lastStep.kvPagesUsed;
    m_lastStep.kvPagesUsed = 0;
}

void Metrics::unloaded() {
    const std::lock_guard lock(m_mutex);
    m_lastStep = {};
}

void Metrics::answered(const std::string& route, int status) {
    const std::lock_guard lock(m_mutex);
    ++m_answers[{route, status}];
}

std::string Metrics::text(std::size_t connections, std::size_t queued) const {
    const std::lock_guard lock(m_mutex);
    std::ostringstream out;
    const auto family = [&](const char* name, const char* kind, const char* help) {
        out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << kind << '\n';
    };
    const auto single = [&](const char* name, const char* kind, const char* help, auto value) {
        family(name, kind, help);
        out << name << ' ' << value << '\n';
    };
    const auto histogram = [&](const char* name, const char* help, const Histogram& values) {
        family(name, "histogram", help);
        for (std::size_t i = 0; i < kSeconds.size(); ++i)
            out << name << "_bucket{le=\"" << kSeconds[i] << "\"} " << values.counts[i] << '\n';
        out << name << "_bucket{le=\"+Inf\"} " << values.counts.back() << '\n'
            << name << "_sum " << values.sum << '\n'
            << name << "_count " << values.counts.back() << '\n';
    };
    family("mixtral_http_responses_total", "counter", "Answers of the HTTP server.");
    for (const auto& [what, count] : m_answers)
        out << "mixtral_http_responses_total{route=\"" << what.first << "\",status=\"" << what.second << "\"} " << count
            << '\n';
    family("mixtral_requests_total", "counter", "Requests that ended, of all clients of the engine.");
    for (const auto& [reason, count] : m_ends)
        out << "mixtral_requests_total{reason=\"" << reason << "\"} " << count << '\n';
    single("mixtral_prompt_tokens_total", "counter", "Tokens of prompts that were begun.", m_promptTokens);
    single("mixtral_cached_prompt_tokens_total", "counter", "Those of them that were in the KV cache.", m_cachedTokens);
    single("mixtral_generated_tokens_total", "counter", "Tokens generated.", m_generatedTokens);
    single("mixtral_steps_total", "counter", "Steps of the engine.", m_steps);
    histogram("mixtral_time_to_first_token_seconds", "From a request to its first token.", m_firstToken);
    histogram("mixtral_time_between_tokens_seconds", "Mean of each answer.", m_betweenTokens);
    single("mixtral_requests_running", "gauge", "Requests with KV pages.", m_lastStep.running);
    single("mixtral_requests_waiting", "gauge", "Requests without.", m_lastStep.waiting);
    single("mixtral_requests_queued", "gauge", "Requests of HTTP clients that have not ended.", queued);
    single("mixtral_kv_pages", "gauge", "Pages of the KV cache.", m_lastStep.kvPages);
    single("mixtral_kv_pages_used", "gauge", "Pages held by running requests.", m_lastStep.kvPagesUsed);
    single("mixtral_kv_pages_cached", "gauge", "Free pages with content that may be reused.", m_lastStep.kvPagesCached);
    single("mixtral_http_connections", "gauge", "Open connections.", connections);
    return out.str();
}

}  // namespace mw::openai
