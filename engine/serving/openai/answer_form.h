// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mw/events.h"
#include "request.h"
#include "tools.h"

namespace mw::openai {

/// What one choice of an answer has come to.
struct Choice {
    int index = 0;
    RequestAccepted accepted;
    int cachedTokens = 0;
    std::string text;
    std::size_t characters = 0;       ///< of the tokens before the one that is told of
    std::vector<ScoredToken> prompt;  ///< where it was asked for
    std::vector<TokenEvent> tokens;   ///< only where AnswerForm::keepsTokens()
    bool callsTools = false;          ///< what is generated now is no text, but
    std::string written;              ///< JSON of calls
    std::vector<ToolCall> calls;      ///< those, once the answer is complete
    RequestFinished finished;
};

/// What an answer cost.
struct Usage {
    int promptTokens = 0;
    int generatedTokens = 0;
    int cachedTokens = 0;
};

/// The JSON of one kind of answer, whole or in the pieces of a stream. A piece may be empty: then there is none.
class AnswerForm {
 public:
    virtual ~AnswerForm() = default;

    /// Whether whole() needs all tokens, not only their text.
    virtual bool keepsTokens() const = 0;

    virtual std::string begin(const Choice& choice) const = 0;
    virtual std::string scored(const Choice& choice) const = 0;
    virtual std::string piece(const Choice& choice, const TokenEvent& token) const = 0;
    /// With the text that was held back.
    virtual std::string finish(const Choice& choice) const = 0;
    virtual std::string usage(const Usage& usage) const = 0;

    virtual std::string whole(std::span<const Choice> choices, const Usage& usage) const = 0;
};

/// `model` is the name in the answer.
std::unique_ptr<AnswerForm> chatForm(const ChatRequest& request, const std::string& model);
std::unique_ptr<AnswerForm> completionForm(const CompletionRequest& request, const std::string& model);

}  // namespace mw::openai
