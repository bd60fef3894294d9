// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <functional>
#include <vector>

#include "engine_thread.h"

namespace mw::gui {

/// Asks the engine thread how many tokens a conversation has, and brings each count to whom asked for it.
class TokenCounter : public QObject {
    Q_OBJECT

 public:
    explicit TokenCounter(EngineThread& engine, QObject* parent = nullptr);

    /// `done` gets the count, -1 without a model; it is not called any more once `context` is gone.
    void count(const std::vector<Message>& messages, const QString& format, QObject* context,
               std::function<void(int)> done);

 private:
    struct Question {
        QPointer<QObject> context;
        std::function<void(int)> done;
    };
    EngineThread& m_engine;
    QHash<Ticket, Question> m_open;
};

}  // namespace mw::gui
