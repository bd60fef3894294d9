// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "answer.h"

#include <algorithm>
#include <utility>

#include "fit.h"
#include "overloaded.h"

namespace mw::aime {

namespace {

/// What the prompt may take of a window: an answer of any length leaves it at least half.
int roomForPrompt(int contextTokens, int maxTokens) {
    return contextTokens - std::min(maxTokens, std::max(contextTokens / 2, 1));
}

std::string remarkOn(const FittedConversation& fitted) {
    std::string remark;
    if (fitted.droppedMessages > 0)
        remark = "the " + std::to_string(fitted.droppedMessages) + " oldest messages were left out";
    if (fitted.isCut) remark += std::string(remark.empty() ? "" : ", and ") + "the beginning of a message was cut";
    return remark.empty() ? remark : remark + ", since the context is full";
}

}  // namespace

Answer::Answer(EngineLoop& engine, std::shared_ptr<const EngineWatch> watch, std::function<void()> onEnd)
    : m_engine(engine), m_watch(std::move(watch)), m_onEnd(std::move(onEnd)) {}

void Answer::begin(JobInput job, const std::string& format, const std::string& client) {
    // On the engine's thread, which knows the tokenizer of the model that will answer.
    m_engine.post([self = shared_from_this(), job = std::move(job), format, client](Engine& engine) mutable {
        try {
            self->submit(engine, job, format, client);
        } catch (...) {
            self->fail(currentFailure().message);
        }
    });
}

void Answer::submit(Engine& engine, JobInput& job, const std::string& format, const std::string& client) {
    const LoadedModel* model = engine.model();
    if (!model) throw Error(ErrorCode::InvalidArgument, "No model is loaded.");
    const int contextTokens = model->plan.request.contextTokens;
    Request request{.client = client, .format = job.raw ? "plain" : format, .sampling = job.sampling};
    request.served = true;
    request.ignoreEos = job.ignoreEos;
    request.maxTokens = std::clamp(job.maxTokens, 1, std::max(contextTokens - 1, 1));
    FittedConversation conversation =
        fitted(std::move(job.messages), roomForPrompt(contextTokens, request.maxTokens),
               [&](std::span<const Message> messages) {
                   return static_cast<int>(engine.encode(messages, request.format).size());
               });
    request.messages = std::move(conversation.messages);

    const std::lock_guard lock(m_mutex);
    m_now.modelName = servedName(model->checkpoint);
    m_now.contextTokens = contextTokens;
    m_now.remark = remarkOn(conversation);
    m_now.request = m_engine.submit(std::move(request),
                                    [self = shared_from_this()](const RequestEvent& event) { self->hear(event); });
    if (m_cancelled) m_engine.cancel(m_now.request);
}

void Answer::cancel() {
    const std::lock_guard lock(m_mutex);
    m_cancelled = true;
    if (m_now.request != 0) m_engine.cancel(m_now.request);
}

void Answer::hear(const RequestEvent& event) {
    if (const auto* failed = std::get_if<RequestFailed>(&event)) return fail(failed->failure.message);
    const auto time = Clock::now();
    {
        const std::lock_guard lock(m_mutex);
        std::visit(Overloaded{
                       [&](const RequestAccepted& accepted) {
                           m_now.accepted = time;
                           m_now.promptTokens = accepted.promptTokens;
                       },
                       [&](const RequestStarted&) {
                           // This is heard when the step is over that began with it; that step began when the one
                           // before ended, or with the job, if the engine had nothing to do.
                           m_now.started = std::max(m_watch->lastStep(), m_now.accepted.value_or(time));
                       },
                       [&](const TokenEvent& token) {
                           if (!m_now.firstToken) m_now.firstToken = time;
                           ++m_now.generatedTokens;
                           m_now.text += token.text;
                       },
                       [&](const RequestFinished& finished) {
                           m_now.text += finished.text;
                           if (finished.reason == FinishReason::Eos) ++m_now.generatedTokens;
                           m_now.reason = finished.reason;
                           m_now.ended = time;
                       },
                       [](const auto&) {},
                   },
                   event);
    }
    if (isLast(event)) m_onEnd();
}

void Answer::fail(const std::string& why) {
    {
        const std::lock_guard lock(m_mutex);
        m_now.failure = why.empty() ? "The engine failed." : why;
        m_now.ended = Clock::now();
    }
    m_onEnd();
}

AnswerSoFar Answer::now() const {
    const std::lock_guard lock(m_mutex);
    return m_now;
}

AnswerSoFar Answer::figures() const {
    const std::lock_guard lock(m_mutex);
    AnswerSoFar figures;
    figures.request = m_now.request;
    figures.promptTokens = m_now.promptTokens;
    figures.generatedTokens = m_now.generatedTokens;
    figures.remark = m_now.remark;
    figures.started = m_now.started;
    figures.firstToken = m_now.firstToken;
    figures.ended = m_now.ended;
    return figures;
}

double tokensPerSecond(const AnswerSoFar& answer) {
    if (!answer.firstToken || answer.generatedTokens < 2) return 0;
    const auto end = answer.ended.value_or(Clock::now());
    const double seconds = std::chrono::duration<double>(end - *answer.firstToken).count();
    return seconds > 0 ? (answer.generatedTokens - 1) / seconds : 0;
}

}  // namespace mw::aime
