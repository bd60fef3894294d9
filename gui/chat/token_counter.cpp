// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "token_counter.h"

namespace mw::gui {

TokenCounter::TokenCounter(EngineThread& engine, QObject* parent) : QObject(parent), m_engine(engine) {
    connect(&engine, &EngineThread::tokensCounted, this, [this](Ticket ticket, int tokens) {
        const auto found = m_open.constFind(ticket);
        if (found == m_open.cend()) return;
        const Question question = *found;
        m_open.erase(found);  // before the call, which may ask the next question
        if (question.context) question.done(tokens);
    });
}

void TokenCounter::count(const std::vector<Message>& messages, const QString& format, QObject* context,
                         std::function<void(int)> done) {
    m_open.insert(m_engine.countTokens(messages, format), {context, std::move(done)});
}

}  // namespace mw::gui
