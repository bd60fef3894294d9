// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "answer.h"

#include <utility>

#include "answer_json.h"

namespace mw::openai {

Answer::Answer(EngineLoop& loop, const AnswerTerms& terms, std::unique_ptr<AnswerForm> form,
               std::shared_ptr<http::ResponseWriter> writer, AnswerWatch watch)
    : m_loop(loop), m_terms(terms), m_form(std::move(form)), m_writer(std::move(writer)), m_watch(std::move(watch)) {}

void Answer::start(EngineLoop& loop, std::vector<Request> requests, const AnswerTerms& terms,
                   std::unique_ptr<AnswerForm> form, std::shared_ptr<http::ResponseWriter> writer, AnswerWatch watch) {
    const std::shared_ptr<Answer> answer(new Answer(loop, terms, std::move(form), std::move(writer), std::move(watch)));
    answer->m_open = requests.size();
    std::vector<Submission> together;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        answer->m_choices.push_back({.index = static_cast<int>(i)});
        together.push_back(
            {std::move(requests[i]), [answer, i](const RequestEvent& event) { answer->take(i, event); }});
    }
    // All in one step, so that each is accepted before any has a token.
    std::vector<RequestId> ids = loop.submit(std::move(together));
    if (ids.empty() || ids.front() == 0) {
        answer->fail({503, "The server is ending.", "server_ending"});
        return answer->conclude();
    }
    bool cancelled = false;
    {
        const std::lock_guard lock(answer->m_mutex);
        answer->m_ids = std::move(ids);
        cancelled = answer->m_cancelled;
    }
    if (cancelled) answer->cancel();
    answer->m_writer->onGone([weak = std::weak_ptr(answer)] {
        const auto gone = weak.lock();
        if (!gone) return;
        gone->m_left = true;
        gone->cancel();
    });
}

void Answer::take(std::size_t index, const RequestEvent& event) {
    Choice& choice = m_choices[index];
    if (isLast(event)) --m_open;
    if (!m_failed) {
        if (const auto* accepted = std::get_if<RequestAccepted>(&event)) {
            accept(choice, *accepted);
        } else if (const auto* started = std::get_if<RequestStarted>(&event)) {
            choice.cachedTokens = started->cachedTokens;
        } else if (const auto* scored = std::get_if<PromptScored>(&event)) {
            choice.prompt = scored->tokens;
            if (m_terms.stream) m_writer->write(m_form->scored(choice));
        } else if (const auto* token = std::get_if<TokenEvent>(&event)) {
            add(choice, *token);
        } else if (const auto* finished = std::get_if<RequestFinished>(&event)) {
            finish(choice, *finished);
        } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
            fail(apiErrorOf(failed->failure, m_terms.promptField));
        }
    }
    if (m_open > 0) return;
    conclude();  // before the client knows and asks again, in the places that this gives back
    if (!m_failed) end();
}

/// Tells how it ended.
void Answer::conclude() {
    const Usage used = usage();
    m_outcome.promptTokens = used.promptTokens;
    m_outcome.generatedTokens = used.generatedTokens;
    if (!m_choices.empty()) {
        m_outcome.timeToFirstTokenMs = m_choices.front().finished.timeToFirstTokenMs;
        m_outcome.decodeTokensPerSecond = m_choices.front().finished.decodeTokensPerSecond;
    }
    std::exchange(m_watch, {}).ended(m_outcome);
}

void Answer::accept(Choice& choice, const RequestAccepted& accepted) {
    choice.accepted = accepted;
    m_watch.accepted(accepted.id);
    if (m_terms.maxTokens && accepted.maxTokens < *m_terms.maxTokens)
        return fail({400,
                     "This model's context holds " + std::to_string(m_terms.context) + " tokens; asked for were " +
                         std::to_string(accepted.promptTokens + *m_terms.maxTokens) + ", " +
                         std::to_string(accepted.promptTokens) + " of the prompt and " +
                         std::to_string(*m_terms.maxTokens) + " of the answer.",
                     "context_length_exceeded", "max_tokens"});
    if (++m_accepted < m_choices.size() || !m_terms.stream) return;
    m_writer->begin({.type = "text/event-stream; charset=utf-8"});
    for (const Choice& each : m_choices)
        m_writer->write(m_form->begin(each));
}

void Answer::add(Choice& choice, const TokenEvent& token) {
    if (m_terms.maxTokens == 0) return;
    if (choice.callsTools) {
        choice.written += token.text;
        return;
    }
    choice.callsTools = token.token == m_terms.toolCallsToken;
    choice.text += token.text;
    if (m_terms.stream)
        m_writer->write(m_form->piece(choice, token));
    else if (m_form->keepsTokens())
        choice.tokens.push_back(token);
    choice.characters += charactersIn(token.bytes);
}

void Answer::finish(Choice& choice, const RequestFinished& finished) {
    choice.finished = finished;
    // Nobody here cancels what has not failed, so somebody else did.
    if (finished.reason == FinishReason::Cancelled) {
        m_outcome.cancelled = !m_left;
        return fail(
            {503, "The answer was cut off: the model is no longer loaded, or the request was cancelled.", "cancelled"});
    }
    if (m_terms.maxTokens == 0) {
        choice.finished.text.clear();
        choice.finished.generatedTokens = 0;
        choice.finished.reason = FinishReason::Length;
    }
    if (choice.callsTools) {
        choice.written += choice.finished.text;
        choice.finished.text.clear();
        if (auto calls = readToolCalls(choice.written))
            choice.calls = std::move(*calls);
        else
            choice.finished.text = choice.written;  // cut off, or nothing that anybody could call
    }
    choice.text += choice.finished.text;
    if (m_terms.stream) m_writer->write(m_form->finish(choice));
}

void Answer::end() {
    if (!m_terms.stream) return m_writer->send({.body = m_form->whole(m_choices, usage())});
    if (m_terms.includeUsage) m_writer->write(m_form->usage(usage()));
    m_writer->write("data: [DONE]\n\n");
    m_writer->end();
}

void Answer::fail(const ApiError& error) {
    m_failed = true;
    m_outcome.status = m_left ? kClientLeft : error.status();
    m_outcome.reason = m_left ? "The client did not wait for the answer." : error.what();
    if (m_terms.stream && m_accepted == m_choices.size()) {
        m_writer->write("data: " + error.body() + "\n\n");
        m_writer->end();
    } else {
        m_writer->send(error.response());
    }
    cancel();
}

void Answer::cancel() {
    std::vector<RequestId> ids;
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
        ids = m_ids;
    }
    for (const RequestId id : ids)
        m_loop.cancel(id);
}

Usage Answer::usage() const {
    Usage usage;
    for (const Choice& choice : m_choices) {
        usage.generatedTokens += choice.finished.generatedTokens;
        if (choice.index % m_terms.choicesPerPrompt != 0) continue;
        usage.promptTokens += choice.accepted.promptTokens;
        usage.cachedTokens += choice.cachedTokens;
    }
    return usage;
}

}  // namespace mw::openai
