// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "context_use.h"
#include "mw/options.h"
#include "token_counter.h"

namespace mw::gui {

class ContextFitter;

/// The prompt that would be sent, in the parts that its tokens are told by.
struct PromptParts {
    QString format;
    std::vector<Message> system;  ///< one message, or none
    std::vector<Message> turns;
    std::vector<Message> draft;  ///< the same
    int answerTokens = 0;        ///< of the last turn, if that is an answer
    int contextTokens = 0;
    std::optional<int> shortenTo;  ///< oldest turns are left out, so that no more tokens than these are sent
};

/// Counts what a prompt would take, part by part. The latest prompt counts: what is asked while an earlier one is
/// being counted takes its place. The engine counts, and remembers what it has seen, so this costs the window nothing.
class PromptMeter : public QObject {
    Q_OBJECT

 public:
    explicit PromptMeter(EngineThread& engine, QObject* parent = nullptr);

    /// `done` is called once, unless another call or cancel() comes first, or `context` goes.
    void measure(PromptParts parts, QObject* context, std::function<void(const ContextUse&)> done);
    void cancel() { m_job.reset(); }

 private:
    struct Job {
        PromptParts parts;
        QPointer<QObject> context;
        std::function<void(const ContextUse&)> done;
        std::unique_ptr<ContextFitter> fitter;
        ContextUse use;
    };

    /// Counts a conversation for a job; nothing happens any more once that is not the current one.
    void count(const std::shared_ptr<Job>& job, const std::vector<Message>& messages, std::function<void(int)> then);
    void takeTotal(const std::shared_ptr<Job>& job, int total);
    void fit(const std::shared_ptr<Job>& job);
    void split(const std::shared_ptr<Job>& job, int total);
    void finish(const std::shared_ptr<Job>& job);

    TokenCounter m_counter;
    std::shared_ptr<Job> m_job;
};

}  // namespace mw::gui
