// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine_thread.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <stop_token>
#include <utility>
#include <variant>

#include "event_relay.h"
#include "existing_path.h"
#include "mw/engine_loop.h"

namespace mw::gui {

namespace {

/// The window comes first: on few cores the engine's threads take what it leaves. Linux keeps niceness per thread and
/// new threads inherit it, so the threads that the engine starts yield as well. (QThread's own priorities do nothing
/// under the default scheduling policy.)
constexpr int kNiceness = 10;

void yieldToTheWindow() {
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNiceness);
}

LoadStatus toStatus(const LoadProgress& progress) {
    return {progress.bytesDone, progress.bytesTotal, progress.phase == LoadPhase::WarmingUp};
}

ModelSummary summarise(const LoadedModel& model) {
    ModelSummary summary;
    summary.checkpoint = model.checkpoint;
    summary.plan = model.plan;
    summary.allocatedBytes = QVector<quint64>(model.allocatedBytes.begin(), model.allocatedBytes.end());
    summary.usedBytes = QVector<quint64>(model.usedBytes.begin(), model.usedBytes.end());
    summary.backend = QString::fromStdString(model.backend);
    for (const std::string& name : model.deviceNames)
        summary.deviceNames << QString::fromStdString(name);
    summary.hasTokenizer = model.hasTokenizer;
    summary.options = model.options;
    // What was asked for stays where it was more than the model takes, so that this can be said.
    summary.options.contextTokens = std::max(model.options.contextTokens, model.plan.request.contextTokens);
    return summary;
}

/// Without a tokenizer there are none; that is an answer too.
std::optional<std::vector<int>> idsOf(const Engine& engine, const std::vector<Message>& messages,
                                      const std::string& format) {
    try {
        return engine.encode(messages, format);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace

struct EngineThread::Private {
    std::shared_ptr<EventRelay> relay;
    EngineLoop loop;
    std::stop_source loading;
    Ticket lastQuestion = 0;
};

EngineThread::EngineThread(QObject* parent) : QObject(parent), m_private(std::make_unique<Private>()) {
    m_private->relay = std::make_shared<EventRelay>(*this);
    m_private->loop.observe(m_private->relay);
    m_private->loop.post([](Engine&) { yieldToTheWindow(); });
    keepPlaces(1);
}

EngineThread::~EngineThread() = default;

EngineLoop& EngineThread::loop() const {
    return m_private->loop;
}

void EngineThread::observe(std::weak_ptr<EngineObserver> observer) {
    m_private->loop.observe(std::move(observer));
}

Ticket EngineThread::inspect(const QString& directory) {
    const Ticket ticket = ++m_private->lastQuestion;
    m_private->loop.ask([this, ticket, folder = existingPath(directory)] {
        try {
            std::vector<DeviceSpec> devices = availableDevices();
            std::erase_if(devices, [](const DeviceSpec& device) { return device.kind != DeviceKind::Cuda; });
            emit gpusFound(devices);
            emit inspected(ticket, openCheckpoint(folder));
        } catch (...) {
            emit inspectFailed(ticket, currentFailure());
        }
    });
    return ticket;
}

Ticket EngineThread::planFor(const OpenedCheckpoint& checkpoint, const LoadOptions& options) {
    const Ticket ticket = ++m_private->lastQuestion;
    m_private->loop.ask([this, ticket, checkpoint = checkpoint.info, options] {
        try {
            emit planned(ticket, planLoad(checkpoint, options));
        } catch (...) {
            emit planFailed(ticket, currentFailure());
        }
    });
    return ticket;
}

void EngineThread::load(const LoadRequest& request) {
    m_private->loading.request_stop();
    m_private->loading = std::stop_source();
    const auto tell = [this](const LoadEvent& event) {
        if (const auto* progress = std::get_if<LoadProgress>(&event))
            emit loadProgressed(toStatus(*progress));
        else if (const auto* complete = std::get_if<LoadCompleted>(&event))
            emit loaded(summarise(*complete->model));
        else if (const auto* failed = std::get_if<LoadFailed>(&event))
            emit loadFailed(failed->failure, failed->restoring);
        else
            emit loadCancelled(std::get<LoadCancelled>(event).restoring);
    };
    m_private->loop.load(request, tell, m_private->loading.get_token());
}

void EngineThread::cancelLoad() {
    m_private->loading.request_stop();
}

void EngineThread::unload() {
    m_private->loading.request_stop();
    m_private->loop.unload();
}

void EngineThread::keepPlaces(int places) {
    m_private->loop.keepPlaces(places);
}

Ticket EngineThread::submit(Request request) {
    if (request.client.empty()) request.client = "window";
    return m_private->loop.submit(std::move(request), {});  // the relay hears of all requests
}

void EngineThread::cancel(Ticket ticket) {
    m_private->loop.cancel(ticket);
}

Ticket EngineThread::countTokens(const std::vector<Message>& messages, const QString& format) {
    const Ticket ticket = ++m_private->lastQuestion;
    m_private->loop.post([this, ticket, messages, format = format.toStdString()](const Engine& engine) {
        const auto ids = idsOf(engine, messages, format);
        emit tokensCounted(ticket, ids ? static_cast<int>(ids->size()) : -1);
    });
    return ticket;
}

Ticket EngineThread::encode(const std::vector<Message>& messages, const QString& format) {
    const Ticket ticket = ++m_private->lastQuestion;
    m_private->loop.post([this, ticket, messages, format = format.toStdString()](const Engine& engine) {
        emit tokensEncoded(ticket, idsOf(engine, messages, format).value_or(std::vector<int>()));
    });
    return ticket;
}

}  // namespace mw::gui
