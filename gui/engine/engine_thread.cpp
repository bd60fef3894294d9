// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <sys/resource.h>
#include <unistd.h>

#include <QMetaObject>
#include <QThread>

#include "engine_worker.h"

namespace mw::gui {

namespace {

/// The window comes first: on few cores the engine's threads take what it leaves. Linux keeps niceness per thread and
/// new threads inherit it, so the threads that the engine starts yield as well. (QThread's own priorities do nothing
/// under the default scheduling policy.)
constexpr int kNiceness = 10;

void yieldToTheWindow() {
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
}

}  // namespace

struct EngineThread::Private {
    QThread thread;
    EngineWorker* worker = nullptr;
    std::stop_source loading;
    Ticket lastTicket = 0;

    /// Runs a command on the engine thread, after those queued before.
    template <typename Command>
    void queue(Command command) {
        QMetaObject::invokeMethod(
            worker, [target = worker, run = std::move(command)] { run(*target); }, Qt::QueuedConnection);
    }
};

EngineThread::EngineThread(QObject* parent) : QObject(parent), m_private(std::make_unique<Private>()) {
    m_private->worker = new EngineWorker;
    m_private->worker->moveToThread(&m_private->thread);
    m_private->thread.setObjectName("engine");
    connect(&m_private->thread, &QThread::started, m_private->worker, yieldToTheWindow);
    connect(&m_private->thread, &QThread::finished, m_private->worker, &QObject::deleteLater);
    m_private->thread.start();
}

EngineThread::~EngineThread() {
    m_private->loading.request_stop();
    m_private->thread.requestInterruption();
    m_private->queue([](EngineWorker& worker) {
        worker.shutDown();
        QThread::currentThread()->quit();
    });
    m_private->thread.wait();
}

EngineWorker* EngineThread::worker() const {
    return m_private->worker;
}

Ticket EngineThread::nextTicket() {
    return ++m_private->lastTicket;
}

void EngineThread::inspect(const QString& directory) {
    m_private->queue([=](EngineWorker& worker) { worker.inspect(directory); });
}

void EngineThread::planFor(const CheckpointInfo& checkpoint, const LoadOptions& options) {
    m_private->queue([=](EngineWorker& worker) { worker.planFor(checkpoint, options); });
}

void EngineThread::load(const LoadOptions& options) {
    m_private->loading.request_stop();
    m_private->loading = std::stop_source();
    m_private->queue([=, stop = m_private->loading.get_token()](EngineWorker& worker) { worker.load(options, stop); });
}

void EngineThread::cancelLoad() {
    m_private->loading.request_stop();
}

void EngineThread::unload() {
    m_private->loading.request_stop();
    m_private->queue([](EngineWorker& worker) { worker.unload(); });
}

void EngineThread::submit(Ticket ticket, const Request& request) {
    m_private->queue([=](EngineWorker& worker) { worker.submit(ticket, request); });
}

void EngineThread::cancel(Ticket ticket) {
    m_private->queue([=](EngineWorker& worker) { worker.cancel(ticket); });
}

void EngineThread::countTokens(Ticket ticket, const std::vector<Message>& messages, const QString& format) {
    m_private->queue([=](EngineWorker& worker) { worker.countTokens(ticket, messages, format); });
}

void EngineThread::encode(Ticket ticket, const std::vector<Message>& messages, const QString& format) {
    m_private->queue([=](EngineWorker& worker) { worker.encode(ticket, messages, format); });
}

}  // namespace mw::gui
