// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mw/error.h"
#include "mw/options.h"

namespace mw {

/// A request was tokenised and fits; it waits for its turn or runs.
struct RequestAccepted {
    RequestId id = 0;
    int promptTokens = 0;
    int maxTokens = 0;    ///< what the answer may really take: the request's, or what the context leaves
    int removedTags = 0;  ///< control tags typed by people that the prompt format had to remove
};

/// A request got its pages and its first tokens are computed now.
struct RequestStarted {
    RequestId id = 0;
    int cachedTokens = 0;  ///< prompt tokens found in the KV cache, computed by earlier requests
};

struct TokenAlternative {
    int token = 0;
    float logProbability = 0;
    std::string text;  ///< the bytes it stands for, which may be a part of a character
};

/// A token of a prompt as the model expected it.
struct ScoredToken {
    int token = 0;
    std::string text;                     ///< the bytes it stands for
    std::optional<float> logProbability;  ///< after the tokens before it; nothing for the first, which follows none
    std::vector<TokenAlternative> alternatives;
};

/// The whole prompt, read; only if asked for, and before the answer's first token.
struct PromptScored {
    RequestId id = 0;
    std::vector<ScoredToken> tokens;
};

/// One generated token.
struct TokenEvent {
    RequestId id = 0;
    int token = 0;
    std::string text;          ///< whole UTF-8 characters only; empty while a character is incomplete
    float logProbability = 0;  ///< of `token` under the model (before sampling options); only if asked for
    std::vector<TokenAlternative> alternatives;
    std::string bytes = {};  ///< what `token` stands for, which may be a part of a character; only if asked for
};

enum class FinishReason { Eos, Length, Stop, Cancelled };

/// "eos", "length", "stop", "cancelled".
std::string_view finishReasonName(FinishReason reason);

/// The answer is complete.
struct RequestFinished {
    RequestId id = 0;
    FinishReason reason = FinishReason::Eos;
    std::string text;  ///< trailing text that TokenEvents held back (a partial stop string, an incomplete character)
    int promptTokens = 0;
    int generatedTokens = 0;
    double timeToFirstTokenMs = 0;
    double decodeTokensPerSecond = 0;  ///< of this request, first token excluded; 0 if fewer than two tokens
};

/// The request ended without an answer; text so far stays valid and its neighbours go on.
struct RequestFailed {
    RequestId id = 0;
    Failure failure;
};

/// What one step did, for monitors.
struct StepCompleted {
    double elapsedMs = 0;
    int prefillTokens = 0;
    int decodeTokens = 0;
    bool replayed = false;            ///< from a recording, instead of launching every kernel anew
    int running = 0;                  ///< requests with pages
    int waiting = 0;                  ///< requests without
    std::uint64_t kvPagesUsed = 0;    ///< held by running requests
    std::uint64_t kvPagesCached = 0;  ///< free, but with content that a later request may reuse
    std::uint64_t kvPages = 0;
};

/// What comes of one request, in this order: accepted, started, its prompt if that is to be scored, its tokens, and at
/// the end either finished or failed.
/// The end comes exactly once, whatever happens; what is before it may be missing.
using RequestEvent =
    std::variant<RequestAccepted, RequestStarted, PromptScored, TokenEvent, RequestFinished, RequestFailed>;

RequestId idOf(const RequestEvent& event);

/// Whether nothing comes after it.
bool isLast(const RequestEvent& event);

/// Takes the events of one request.
using RequestSink = std::function<void(const RequestEvent&)>;

enum class RequestState {
    Submitted,  ///< the engine has not looked at it yet
    Waiting,    ///< accepted; there are no pages for it yet
    Running,    ///< has pages: its prompt is read, or its answer generated
};

/// A request that has not ended, for views of what the engine is busy with.
struct OpenRequest {
    RequestId id = 0;
    std::string client;  ///< whose it is, see Request::client
    RequestState state = RequestState::Submitted;
    int promptTokens = 0;  ///< 0 until it is accepted
    int cachedTokens = 0;
    int generatedTokens = 0;
    std::chrono::steady_clock::time_point submitted{};
};

}  // namespace mw
