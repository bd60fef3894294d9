// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fake_engine_thread.h"

#include <QHash>

namespace mw::gui {

struct EngineThread::Private {};

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
EngineLoop& EngineThread::loop() const {
    qFatal("the engine is a double");  // only what measures quality wants it
}
Ticket EngineThread::encode(const std::vector<Message>&, const QString&) {
    return ++fakes()[this].lastTicket;
}
Ticket EngineThread::inspect(const QString&) {
    return ++fakes()[this].lastTicket;
}
Ticket EngineThread::planFor(const OpenedCheckpoint&, const LoadOptions&) {
    return ++fakes()[this].lastTicket;
}
void EngineThread::load(const LoadRequest& request) {
    fakes()[this].loads.append(request);
}
void EngineThread::cancelLoad() {}
void EngineThread::unload() {
    ++fakes()[this].unloads;
}
Ticket EngineThread::submit(Request request) {
    const Ticket ticket = ++fakes()[this].lastTicket;
    fakes()[this].submissions.append({ticket, std::move(request)});
    return ticket;
}
void EngineThread::cancel(Ticket ticket) {
    fakes()[this].cancelled.append(ticket);
}
Ticket EngineThread::countTokens(const std::vector<Message>& messages, const QString&) {
    const Ticket ticket = ++fakes()[this].lastTicket;
    ++fakes()[this].counts;
    if (fakes()[this].silent) return ticket;
    const int tokens = fakes()[this].count(messages);
    QMetaObject::invokeMethod(
        this, [this, ticket, tokens] { emit tokensCounted(ticket, tokens); }, Qt::QueuedConnection);
    return ticket;
}

FakeEngine& FakeEngine::of(EngineThread& engine) {
    return fakes()[&engine];
}

void FakeEngine::load(EngineThread& engine, int contextTokens, const SuggestedChat& suggested) {
    ModelSummary model;
    model.hasTokenizer = true;
    model.checkpoint.config = mixtral8x7B();
    model.checkpoint.suggestedFormat = "mistral-v1";
    model.checkpoint.suggestedChat = suggested;
    model.plan.request.contextTokens = contextTokens;
    emit engine.loaded(model);
}

void grow(EngineThread& engine, Ticket ticket, const QString& text, int totalTokens) {
    emit engine.answerGrew({ticket, text, 1, totalTokens});
}

void end(EngineThread& engine, Ticket ticket, FinishReason reason, int promptTokens, int generated) {
    emit engine.answerEnded({ticket, reason, promptTokens, generated, 12.0, 34.0});
}

void playAnswer(EngineThread& engine, Ticket ticket, const QStringList& pieces, FinishReason reason) {
    emit engine.answerAccepted(ticket, 10, 512, 0);
    emit engine.answerStarted(ticket, 0);
    int tokens = 0;
    for (const QString& piece : pieces)
        grow(engine, ticket, piece, ++tokens);
    end(engine, ticket, reason, 10, tokens);
}

}  // namespace mw::gui
