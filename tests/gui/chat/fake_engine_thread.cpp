// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fake_engine_thread.h"

#include <QHash>

namespace mw::gui {

struct EngineWorker::Private {};
EngineWorker::EngineWorker(QObject* parent) : QObject(parent) {}
EngineWorker::~EngineWorker() = default;
void EngineWorker::inspect(const QString&) {}
void EngineWorker::planFor(const CheckpointInfo&, const LoadOptions&) {}
void EngineWorker::load(const LoadOptions&, std::stop_token) {}
void EngineWorker::unload() {}
void EngineWorker::submit(Ticket, const Request&) {}
void EngineWorker::cancel(Ticket) {}
void EngineWorker::countTokens(Ticket, const std::vector<Message>&, const QString&) {}
void EngineWorker::encode(Ticket, const std::vector<Message>&, const QString&) {}
void EngineWorker::shutDown() {}

struct EngineThread::Private {
    EngineWorker worker;
    Ticket lastTicket = 0;
};

namespace {

QHash<EngineThread*, FakeEngine>& fakes() {
    static QHash<EngineThread*, FakeEngine> all;
    return all;
}

int countWords(const std::vector<Message>& messages) {
    int words = 0;
    for (const Message& message : messages)
        words += int(QString::fromStdString(message.content).split(QLatin1Char(' '), Qt::SkipEmptyParts).size());
    return words;
}

}  // namespace

EngineThread::EngineThread(QObject* parent) : QObject(parent), m_private(std::make_unique<Private>()) {
    fakes()[this].count = countWords;
}
EngineThread::~EngineThread() {
    fakes().remove(this);
}
EngineWorker* EngineThread::worker() const {
    return &m_private->worker;
}
Ticket EngineThread::nextTicket() {
    return ++m_private->lastTicket;
}
void EngineThread::inspect(const QString&) {}
void EngineThread::planFor(const CheckpointInfo&, const LoadOptions&) {}
void EngineThread::load(const LoadOptions&) {}
void EngineThread::cancelLoad() {}
void EngineThread::unload() {}
void EngineThread::submit(Ticket ticket, const Request& request) {
    fakes()[this].submissions.append({ticket, request});
}
void EngineThread::cancel(Ticket ticket) {
    fakes()[this].cancelled.append(ticket);
}
void EngineThread::countTokens(Ticket ticket, const std::vector<Message>& messages, const QString&) {
    ++fakes()[this].counts;
    const int tokens = fakes()[this].count(messages);
    QMetaObject::invokeMethod(
        worker(), [this, ticket, tokens] { emit worker()->tokensCounted(ticket, tokens); }, Qt::QueuedConnection);
}

FakeEngine& FakeEngine::of(EngineThread& engine) {
    return fakes()[&engine];
}

void FakeEngine::load(EngineThread& engine, int contextTokens) {
    ModelSummary model;
    model.hasTokenizer = true;
    model.checkpoint.config = mixtral8x7B();
    model.checkpoint.suggestedFormat = "mistral-v1";
    model.plan.request.contextTokens = contextTokens;
    emit engine.worker()->loaded(model);
}

void grow(EngineThread& engine, Ticket ticket, const QString& text, int totalTokens) {
    emit engine.worker()->answerGrew({ticket, text, 1, totalTokens});
}

void end(EngineThread& engine, Ticket ticket, FinishReason reason, int promptTokens, int generated) {
    emit engine.worker()->answerEnded({ticket, reason, promptTokens, generated, 12.0, 34.0});
}

void playAnswer(EngineThread& engine, Ticket ticket, const QStringList& pieces, FinishReason reason) {
    emit engine.worker()->answerAccepted(ticket, 10, 512, 0);
    emit engine.worker()->answerStarted(ticket, 0);
    int tokens = 0;
    for (const QString& piece : pieces)
        grow(engine, ticket, piece, ++tokens);
    end(engine, ticket, reason, 10, tokens);
}

}  // namespace mw::gui
