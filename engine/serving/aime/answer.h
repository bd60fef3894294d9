// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine_watch.h"
#include "job_input.h"
#include "mw/engine_loop.h"

namespace mw::aime {

/// What the engine has said to a job so far.
struct AnswerSoFar {
    RequestId request = 0;
    std::string text;
    int promptTokens = 0;
    int generatedTokens = 0;  ///< with the end token, once one was drawn
    std::string modelName;
    int contextTokens = 0;
    std::string remark;  ///< what a person should know of it: "the 2 oldest messages were left out"
    std::optional<Clock::time_point> accepted, started, firstToken, ended;
    std::optional<FinishReason> reason;  ///< once it has ended without a failure
    std::string failure;                 ///< why it has failed
};

/// The engine's work on one job: begun by the worker's thread, done on the engine's, and looked at by the worker
/// whenever it likes.
class Answer : public std::enable_shared_from_this<Answer> {
 public:
    /// `onEnd` is called once, on the engine's thread.
    Answer(EngineLoop& engine, std::shared_ptr<const EngineWatch> watch, std::function<void()> onEnd);

    /// Hands the job to the engine, which first makes its conversation fit. `format` is that of chats.
    void begin(JobInput job, const std::string& format, const std::string& client);
    /// Ends it at the next step, or before it began.
    void cancel();

    AnswerSoFar now() const;
    /// As now(), without the text.
    AnswerSoFar figures() const;

 private:
    void submit(Engine& engine, JobInput& job, const std::string& format, const std::string& client);
    void hear(const RequestEvent& event);
    void fail(const std::string& why);

    EngineLoop& m_engine;
    std::shared_ptr<const EngineWatch> m_watch;
    std::function<void()> m_onEnd;
    mutable std::mutex m_mutex;
    AnswerSoFar m_now;         // guarded
    bool m_cancelled = false;  // guarded
};

/// Tokens per second after the first one; 0 before there are two.
double tokensPerSecond(const AnswerSoFar& answer);

}  // namespace mw::aime
