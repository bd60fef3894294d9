// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "prompt_meter.h"

#include <utility>

#include "context_fitter.h"

namespace mw::gui {
namespace {

std::vector<Message> together(std::initializer_list<const std::vector<Message>*> parts) {
    std::vector<Message> all;
    for (const std::vector<Message>* part : parts)
        all.insert(all.end(), part->begin(), part->end());
    return all;
}

}  // namespace

PromptMeter::PromptMeter(EngineThread& engine, QObject* parent) : QObject(parent), m_counter(engine) {}

void PromptMeter::measure(PromptParts parts, QObject* context, std::function<void(const ContextUse&)> done) {
    const auto job = std::make_shared<Job>();
    job->parts = std::move(parts);
    job->context = context;
    job->done = std::move(done);
    m_job = job;
    std::vector<Message> all = together({&job->parts.system, &job->parts.turns, &job->parts.draft});
    if (all.empty()) return takeTotal(job, 0);
    if (job->parts.turns.empty() && job->parts.draft.empty())
        all[0].role = Role::User;  // formats refuse a system prompt that nobody answers to
    count(job, all, [this, job](int total) { takeTotal(job, total); });
}

void PromptMeter::count(const std::shared_ptr<Job>& job, const std::vector<Message>& messages,
                        std::function<void(int)> then) {
    const std::weak_ptr<Job> current = job;
    m_counter.count(messages, job->parts.format, this, [this, current, then = std::move(then)](int tokens) {
        const std::shared_ptr<Job> counted = current.lock();
        if (!counted || counted != m_job || !counted->context) return;
        if (tokens >= 0) return then(tokens);
        counted->use = {};  // the model has gone
        finish(counted);
    });
}

void PromptMeter::takeTotal(const std::shared_ptr<Job>& job, int total) {
    if (!job->parts.shortenTo || total <= *job->parts.shortenTo) return split(job, total);
    job->fitter = std::make_unique<ContextFitter>(together({&job->parts.system, &job->parts.turns, &job->parts.draft}),
                                                  *job->parts.shortenTo);
    job->fitter->counted(total);
    fit(job);
}

/// Finds what is left of the turns. Each count is quick, as the engine has seen them all.
void PromptMeter::fit(const std::shared_ptr<Job>& job) {
    count(job, job->fitter->candidate(), [this, job](int tokens) {
        if (!job->fitter->counted(tokens)) return fit(job);
        if (!job->fitter->fits()) {
            // The last question alone is too long, and would be said to be.
            count(job, job->fitter->candidate(), [this, job](int total) { split(job, total); });
            return;
        }
        PromptParts& parts = job->parts;
        job->use.omittedTurns = job->fitter->omittedTurns();
        parts.turns.erase(parts.turns.begin(), parts.turns.begin() + std::min<std::ptrdiff_t>(job->use.omittedTurns,
                                                                                              std::ssize(parts.turns)));
        count(job, job->fitter->result(), [this, job](int total) { split(job, total); });
    });
}

/// Tells a total by its parts: each is what the prompt has less without it.
void PromptMeter::split(const std::shared_ptr<Job>& job, int total) {
    const PromptParts& parts = job->parts;
    ContextUse& use = job->use;
    if (parts.turns.empty()) {
        use.conversation = 0;
        use.system = parts.draft.empty() ? total : 0;
        use.draft = total - use.system;
        if (parts.system.empty() || parts.draft.empty()) return finish(job);
        return count(job, parts.draft, [this, job, total](int draft) {
            job->use.draft = std::min(draft, total);
            job->use.system = total - job->use.draft;
            finish(job);
        });
    }
    const auto takeConversation = [this, job](int conversation) {
        job->use.conversation = conversation;
        const auto takeTurns = [this, job, conversation](int turns) {
            job->use.system = std::max(0, conversation - turns);
            job->use.answer = std::clamp(job->parts.answerTokens, 0, turns);
            job->use.conversation = conversation - job->use.system - job->use.answer;
            finish(job);
        };
        if (job->parts.system.empty()) return takeTurns(conversation);
        count(job, job->parts.turns, takeTurns);
    };
    if (parts.draft.empty()) return takeConversation(total);
    count(job, together({&parts.system, &parts.turns}), [takeConversation, job, total](int conversation) {
        job->use.draft = std::max(0, total - conversation);
        takeConversation(total - job->use.draft);
    });
}

void PromptMeter::finish(const std::shared_ptr<Job>& job) {
    m_job.reset();
    if (job->context) job->done(job->use);
}

}  // namespace mw::gui
