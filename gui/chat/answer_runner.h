// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>

#include "chat_store.h"
#include "engine_thread.h"

namespace mw::gui {

/// The answers under way: submits them, gathers their text, saves it some five times a second and marks how each one
/// ended. An answer goes on when its tab is closed or another branch is shown.
class AnswerRunner : public QObject {
    Q_OBJECT

 public:
    static constexpr int kFlushMs = 200;

    AnswerRunner(EngineThread& engine, ChatStore& store, QObject* parent = nullptr);
    /// What is still under way ends as interrupted, saved with the text so far.
    ~AnswerRunner() override;

    /// Starts to generate `answer`, a turn that is saved already; its text so far is continued.
    void start(Turn answer, Request request, int contextTokens);
    /// Ends the answers of a chat at the person's wish.
    void stop(ChatId chat);
    void stopIf(const std::function<bool(const Turn&)>& chosen);
    /// Ends all answers because the engine has gone.
    void interruptAll(const QString& reason);
    /// Saves what has grown since the last time.
    void flush();

    int running() const { return int(m_running.size()); }
    int running(ChatId chat) const;
    const Turn* find(TurnId turn) const;
    /// The chat that an answer belongs to; 0: none of those that run here.
    ChatId chatOf(Ticket ticket) const;

 signals:
    void turnChanged(const mw::gui::Turn& turn);
    /// `turn` has got its last state and is saved.
    void turnEnded(const mw::gui::Turn& turn);
    /// The prompt fits; how many tokens it has.
    void promptCounted(const mw::gui::Turn& turn);
    /// The prompt did not fit and nothing was generated.
    void overflowed(const mw::gui::Turn& turn, const QString& message);

 private:
    struct Running {
        Turn turn;
        int contextTokens = 0;
        int tokensBefore = 0;  ///< of the text that is continued
        bool stopWanted = false;
        bool unsaved = false;
        QElapsedTimer sinceFirst;
        int tokensAtFirst = 0;
    };

    void grow(const AnswerDelta& delta);
    void end(const AnswerEnd& end);
    void fail(Ticket ticket, const Failure& failure);
    void finish(Ticket ticket, Turn turn);

    EngineThread& m_engine;
    ChatStore& m_store;
    QHash<Ticket, Running> m_running;
    QTimer m_flush;
};

}  // namespace mw::gui
