// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "fields.h"
#include "mw/options.h"

namespace mw::openai {

/// What both kinds of request say.
struct Terms {
    std::string model;
    std::string user;
    SamplingOptions sampling;
    bool seeded = false;           ///< the client chose the seed
    int choices = 1;               ///< of each prompt
    std::optional<int> maxTokens;  ///< as asked for
    std::vector<std::string> stop;
    bool ignoreEos = false;
    bool stream = false;
    bool includeUsage = false;  ///< in a stream
};

struct ChatRequest {
    Terms terms;
    std::vector<Message> messages;
    bool usesTools = false;  ///< some may be called, or were
    bool mayCallTools = false;
    bool logProbabilities = false;
    int alternatives = 0;
};

struct CompletionRequest {
    Terms terms;
    std::vector<std::variant<std::string, std::vector<int>>> prompts;  ///< texts, or tokens
    std::optional<int> logProbabilities;                               ///< how many alternatives
    bool echo = false;                                                 ///< the prompt is part of the answer
    bool returnTokenIds = false;                                       ///< every piece tells its tokens
};

/// The largest number of choices of one prompt, and of answers to one request.
inline constexpr int kMostChoices = 16;
inline constexpr int kMostAnswers = 128;

/// The body of a request to /v1/chat/completions, or /v1/completions. Throws ApiError.
ChatRequest parseChatRequest(std::string_view body);
CompletionRequest parseCompletionRequest(std::string_view body);

}  // namespace mw::openai
