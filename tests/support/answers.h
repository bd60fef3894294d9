// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <map>
#include <optional>
#include <vector>

#include "mw/engine.h"

namespace mw::test {

/// What came of one request.
struct Outcome {
    std::optional<RequestAccepted> accepted;
    std::vector<int> ids;
    std::vector<float> logProbabilities;
    std::optional<RequestFinished> finished;
    std::optional<Failure> failure;
    int cachedTokens = 0;
    std::vector<ScoredToken> prompt;
    int ends = 0;  ///< how often it was said to be over

    void add(const RequestEvent& event) {
        ends += isLast(event) ? 1 : 0;
        if (const auto* token = std::get_if<TokenEvent>(&event)) {
            ids.push_back(token->token);
            logProbabilities.push_back(token->logProbability);
        } else if (const auto* started = std::get_if<RequestStarted>(&event)) {
            cachedTokens = started->cachedTokens;
        } else if (const auto* scored = std::get_if<PromptScored>(&event)) {
            prompt = scored->tokens;
        } else if (const auto* done = std::get_if<RequestFinished>(&event)) {
            finished = *done;
        } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
            failure = failed->failure;
        } else {
            accepted = std::get<RequestAccepted>(event);
        }
    }
};

/// Asks an engine and sorts what it says by request.
class Answers {
 public:
    explicit Answers(Engine& engine) : m_engine(engine) {}

    RequestId ask(Request request) {
        const RequestId id = ++m_lastId;
        m_engine.submit(id, std::move(request),
                        [this](const RequestEvent& event) { outcomes[idOf(event)].add(event); });
        return id;
    }

    /// Steps until there is nothing to do.
    std::map<RequestId, Outcome>& run() {
        while (m_engine.step())
            ;
        return outcomes;
    }

    std::map<RequestId, Outcome> outcomes;

 private:
    Engine& m_engine;
    RequestId m_lastId = 0;
};

}  // namespace mw::test
