// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>
#include <functional>

#include "engine_thread.h"

namespace mw::gui {

/// What an EngineThread without a thread or an engine was asked for. Linked in the real one's place; a test plays the
/// engine by emitting its signals.
struct FakeEngine {
    struct Submission {
        Ticket ticket = 0;
        Request request;
    };
    QVector<Submission> submissions;
    QVector<LoadRequest> loads;
    Ticket lastTicket = 0;  ///< of whatever was asked
    QVector<Ticket> cancelled;
    /// How many tokens a conversation has; counted at once. Words by default.
    std::function<int(const std::vector<Message>&)> count;
    int counts = 0;
    bool silent = false;  ///< counts, and does not say what
    int unloads = 0;

    /// Says that a model is loaded.
    static void load(EngineThread& engine, int contextTokens = 4096, const SuggestedChat& suggested = {});
    static FakeEngine& of(EngineThread& engine);

    const Submission& last() const { return submissions.last(); }
};

/// Plays an answer: accepted, text in pieces, ended.
void playAnswer(EngineThread& engine, Ticket ticket, const QStringList& pieces,
                FinishReason reason = FinishReason::Eos);
void grow(EngineThread& engine, Ticket ticket, const QString& text, int totalTokens = 1);
void end(EngineThread& engine, Ticket ticket, FinishReason reason, int promptTokens = 10, int generated = 5);

}  // namespace mw::gui
