// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "http_client.h"

namespace mw::tools {

using Clock = std::chrono::steady_clock;

/// Tokens that came together.
struct TokensCame {
    Clock::time_point at{};
    int tokens = 0;
};

/// What one request came to, as its client saw it.
struct LoadSample {
    int number = 0;
    Clock::time_point sent{}, ended{};
    std::chrono::system_clock::time_point sentAt{}, endedAt{};
    std::vector<TokensCame> came;  ///< as they came, oldest first
    int promptTokens = 0;          ///< as the server counts them; 0 where it does not say
    int generatedTokens = 0;       ///< the same; else those that came
    std::string text;              ///< the beginning of the answer
    std::string errorKind;         ///< empty: it was answered; else what to count it under: "HTTP 503", "timed out"
    std::string error;             ///< in full
    nlohmann::json server;         ///< an AIME server's own figures
};

/// What to ask for.
struct LoadPrompt {
    std::string text;
    std::vector<int> ids;  ///< instead of text
};

struct LoadTerms {
    std::string model;       ///< OpenAI: its name. AIME: the endpoint's
    std::string secret;      ///< the token, or the key
    int generate = 500;      ///< tokens of an answer
    bool chat = false;       ///< OpenAI only: the prompt is a message of a chat, and not a text to be gone on with
    std::uint64_t seed = 1;  ///< of the first request; each next one has the next
    double temperature = 0;
    std::chrono::seconds timeout{600};
    std::chrono::milliseconds poll{300};  ///< AIME only: between two looks at a job
};

/// One way of asking a server for answers. Everything happens on one thread, within HttpClient::wait() and turn().
class LoadApi {
 public:
    using Done = std::function<void(LoadSample)>;

    virtual ~LoadApi() = default;

    /// What the server says of itself, in AIME's names: "model_name", "gpu_name", ... Throws Error where it does not
    /// let this client in, or has no such model or endpoint.
    virtual nlohmann::json describe() = 0;
    /// The most tokens of prompt and answer; 0 where the server does not say, or (AIME) no answer has said it yet.
    virtual int context() const = 0;

    /// Asks; `done` hears exactly once what came of it, unless cancelAll() comes first.
    virtual void ask(int number, const LoadPrompt& prompt, Done done) = 0;
    /// What is due now; returns when something is due next.
    virtual Clock::time_point turn(Clock::time_point now) = 0;
    virtual void cancelAll() = 0;
};

std::unique_ptr<LoadApi> openAiLoad(HttpClient& http, LoadTerms terms);
std::unique_ptr<LoadApi> aimeLoad(HttpClient& http, LoadTerms terms);

/// Makes a call and waits for its end. Throws Error where there is no reply.
HttpReply callNow(HttpClient& http, HttpCall call);

/// What a reply that is none is to be counted under.
std::string errorKindOf(const HttpReply& reply);

}  // namespace mw::tools
