// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "answer_form.h"
#include "message.h"
#include "mw/api_server.h"
#include "mw/engine_loop.h"

namespace mw::openai {

/// How an answer is given.
struct AnswerTerms {
    bool stream = false;
    bool includeUsage = false;
    /// The most tokens that were asked for; what the context does not hold beside the prompt is an error then. 0: the
    /// prompt alone is the answer.
    std::optional<int> maxTokens;
    int choicesPerPrompt = 1;
    int context = 0;                    ///< tokens, for the message of that error
    const char* promptField = "";       ///< of the request, for errors
    std::optional<int> toolCallsToken;  ///< after which tools are called; absent where none may be
};

/// Who hears of an answer, on the engine's thread.
struct AnswerWatch {
    std::function<void(RequestId)> accepted;       ///< for each choice; before any of `ended`
    std::function<void(const ApiOutcome&)> ended;  ///< once: nothing of it is open any more
};

/// One answer of one or several choices, from its requests to the engine to the client. It fails as a whole.
///
/// Its state belongs to the engine's thread; the client's leaving comes from the server's.
class Answer : public std::enable_shared_from_this<Answer> {
 public:
    static void start(EngineLoop& loop, std::vector<Request> requests, const AnswerTerms& terms,
                      std::unique_ptr<AnswerForm> form, std::shared_ptr<http::ResponseWriter> writer,
                      AnswerWatch watch);

 private:
    Answer(EngineLoop& loop, const AnswerTerms& terms, std::unique_ptr<AnswerForm> form,
           std::shared_ptr<http::ResponseWriter> writer, AnswerWatch watch);

    void take(std::size_t index, const RequestEvent& event);
    void accept(Choice& choice, const RequestAccepted& accepted);
    void add(Choice& choice, const TokenEvent& token);
    void finish(Choice& choice, const RequestFinished& finished);
    void end();
    void conclude();
    void fail(const ApiError& error);
    void cancel();
    Usage usage() const;

    EngineLoop& m_loop;
    AnswerTerms m_terms;
    std::unique_ptr<AnswerForm> m_form;
    std::shared_ptr<http::ResponseWriter> m_writer;
    AnswerWatch m_watch;

    std::vector<Choice> m_choices;
    std::size_t m_accepted = 0;
    std::size_t m_open = 0;
    bool m_failed = false;
    ApiOutcome m_outcome;

    std::atomic<bool> m_left = false;  ///< the client did not wait
    std::mutex m_mutex;
    std::vector<RequestId> m_ids;  ///< guarded by the mutex
    bool m_cancelled = false;      ///< the same
};

}  // namespace mw::openai
