// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "answer_runner.h"

#include <utility>

#include "describe_failure.h"

namespace mw::gui {

AnswerRunner::AnswerRunner(EngineThread& engine, ChatStore& store, QObject* parent)
    : QObject(parent), m_engine(engine), m_store(store) {
    m_flush.setInterval(kFlushMs);
    connect(&m_flush, &QTimer::timeout, this, &AnswerRunner::flush);
    connect(&engine, &EngineThread::answerAccepted, this,
            [this](Ticket ticket, int promptTokens, int, int removedTags) {
                const auto it = m_running.find(ticket);
                if (it == m_running.end()) return;
                it->turn.promptTokens = promptTokens;
                it->turn.removedTags = removedTags;
                emit promptCounted(it->turn);
            });
    connect(&engine, &EngineThread::answerGrew, this, &AnswerRunner::grow);
    connect(&engine, &EngineThread::answerEnded, this, &AnswerRunner::end);
    connect(&engine, &EngineThread::answerFailed, this, &AnswerRunner::fail);
}

AnswerRunner::~AnswerRunner() {
    for (auto it = m_running.begin(); it != m_running.end(); ++it) {
        m_engine.cancel(it.key());
        it->turn.state = it->stopWanted ? TurnState::Stopped : TurnState::Interrupted;
        m_store.saveTurn(it->turn);
    }
}

void AnswerRunner::start(Turn answer, Request request, int contextTokens) {
    answer.state = TurnState::Streaming;
    answer.error.clear();
    Running running;
    running.tokensBefore = answer.tokens;
    running.turn = answer;
    running.contextTokens = contextTokens;
    m_running.insert(m_engine.submit(std::move(request)), running);
    if (!m_flush.isActive()) m_flush.start();  // one that begins must not put off saving the others
    emit turnChanged(answer);
}

void AnswerRunner::stop(ChatId chat) {
    stopIf([chat](const Turn& turn) { return turn.chat == chat; });
}

void AnswerRunner::stopIf(const std::function<bool(const Turn&)>& chosen) {
    for (auto it = m_running.begin(); it != m_running.end(); ++it) {
        if (it->stopWanted || !chosen(it->turn)) continue;
        it->stopWanted = true;
        m_engine.cancel(it.key());
    }
}

void AnswerRunner::interruptAll(const QString& reason) {
    const QList<Ticket> tickets = m_running.keys();
    for (const Ticket ticket : tickets) {
        const Running running = m_running.value(ticket);
        Turn turn = running.turn;
        turn.state = running.stopWanted ? TurnState::Stopped : TurnState::Interrupted;
        if (!running.stopWanted) turn.error = reason;
        finish(ticket, turn);
    }
}

void AnswerRunner::flush() {
    for (Running& running : m_running) {
        if (!running.unsaved) continue;
        running.unsaved = !m_store.saveTurn(running.turn);
    }
}

int AnswerRunner::running(ChatId chat) const {
    int count = 0;
    for (const Running& each : m_running)
        count += each.turn.chat == chat;
    return count;
}

ChatId AnswerRunner::chatOf(Ticket ticket) const {
    const auto it = m_running.find(ticket);
    return it == m_running.end() ? 0 : it->turn.chat;
}

const Turn* AnswerRunner::find(TurnId turn) const {
    for (auto it = m_running.cbegin(); it != m_running.cend(); ++it)
        if (it->turn.id == turn) return &it->turn;
    return nullptr;
}

void AnswerRunner::grow(const AnswerDelta& delta) {
    const auto it = m_running.find(delta.ticket);
    if (it == m_running.end()) return;
    it->turn.text += delta.text;
    it->turn.tokens = it->tokensBefore + delta.totalTokens;
    it->unsaved = true;
    if (!it->sinceFirst.isValid()) {
        it->sinceFirst.start();
        it->tokensAtFirst = delta.totalTokens;
    } else if (const qint64 elapsed = it->sinceFirst.elapsed(); elapsed > 200) {
        it->turn.tokensPerSecond = 1000.0 * (delta.totalTokens - it->tokensAtFirst) / double(elapsed);
    }
    emit turnChanged(it->turn);
}

void AnswerRunner::end(const AnswerEnd& end) {
    const auto it = m_running.find(end.ticket);
    if (it == m_running.end()) return;
    Turn turn = it->turn;
    turn.tokens = it->tokensBefore + end.generatedTokens;
    turn.promptTokens = end.promptTokens;
    turn.finish =
        QString::fromUtf8(finishReasonName(end.reason).data(), qsizetype(finishReasonName(end.reason).size()));
    if (turn.firstTokenMs <= 0) turn.firstTokenMs = end.timeToFirstTokenMs;  // one that goes on had its first before
    if (end.decodeTokensPerSecond > 0) turn.tokensPerSecond = end.decodeTokensPerSecond;
    switch (end.reason) {
        case FinishReason::Eos:
        case FinishReason::Stop:
            turn.state = TurnState::Complete;
            break;
        case FinishReason::Length:
            turn.state = TurnState::Cut;
            if (it->contextTokens > 0 && end.promptTokens + end.generatedTokens >= it->contextTokens)
                turn.error = tr("The context of this chat is full.");
            break;
        case FinishReason::Cancelled:
            turn.state = it->stopWanted ? TurnState::Stopped : TurnState::Interrupted;
            break;
    }
    finish(end.ticket, turn);
}

void AnswerRunner::fail(Ticket ticket, const Failure& failure) {
    const auto it = m_running.find(ticket);
    if (it == m_running.end()) return;
    Turn turn = it->turn;
    if (failure.code == ErrorCode::ContextOverflow) {
        m_running.erase(it);
        if (m_running.isEmpty()) m_flush.stop();
        emit overflowed(turn, QString::fromStdString(failure.message));
        return;
    }
    turn.state = TurnState::Failed;
    turn.error = describeFailure(failure);
    finish(ticket, turn);
}

void AnswerRunner::finish(Ticket ticket, Turn turn) {
    m_running.remove(ticket);
    if (m_running.isEmpty()) m_flush.stop();
    m_store.saveTurn(turn);
    emit turnChanged(turn);
    emit turnEnded(turn);
}

}  // namespace mw::gui
