// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine_worker.h"

#include <QThread>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "activity_meter.h"
#include "mw/engine.h"

namespace mw::gui {

namespace {

using Clock = std::chrono::steady_clock;

/// Text of one chat is sent at most this often; the display shows no more.
constexpr std::chrono::milliseconds kDeliveryInterval{33};

/// An answer in progress, with the text that was not sent yet.
struct Answer {
    Ticket ticket = 0;
    QString text;
    int tokens = 0;
    int totalTokens = 0;
    Clock::time_point lastDelivery;  ///< the epoch at first, so that the first token is sent at once
};

LoadStatus toStatus(const LoadProgress& progress) {
    return {progress.bytesDone, progress.bytesTotal, QString::fromStdString(progress.phase)};
}

ModelSummary summarise(const LoadedModel& model, const LoadOptions& options) {
    ModelSummary summary;
    summary.checkpoint = model.checkpoint;
    summary.plan = model.plan;
    summary.allocatedBytes = QVector<quint64>(model.allocatedBytes.begin(), model.allocatedBytes.end());
    summary.usedBytes = QVector<quint64>(model.usedBytes.begin(), model.usedBytes.end());
    summary.backend = QString::fromStdString(model.backend);
    for (const std::string& name : model.deviceNames)
        summary.deviceNames << QString::fromStdString(name);
    summary.hasTokenizer = model.hasTokenizer;
    summary.options = options;
    summary.options.contextTokens = model.plan.request.contextTokens;
    return summary;
}

/// After such a failure the devices are in an unknown state.
bool isFatal(const Failure& failure) {
    return failure.code == ErrorCode::Device || failure.code == ErrorCode::Internal;
}

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

}  // namespace

struct EngineWorker::Private {
    explicit Private(EngineWorker& owner) : worker(owner), stepTimer(&owner) {}

    EngineWorker& worker;
    Engine engine;
    QTimer stepTimer;  ///< interval 0 while there is work: one step per turn of the event loop
    std::map<RequestId, Answer> answers;
    std::optional<Failure> refusal;  ///< why no work is taken, after the engine failed
    ActivityMeter activity;
    bool promptAhead = false;  ///< the next step may compute a prompt and so take long

    bool stopping() const { return worker.thread()->isInterruptionRequested(); }
    void step();
    void dispatch(std::vector<Event> events);
    void deliver(Answer& answer, Clock::time_point now);
    void deliverDue();
    void rest();
    void freeModel();
    void refuse(const Failure& failure);
    std::map<RequestId, Answer>::iterator find(Ticket ticket);
};

void EngineWorker::Private::step() {
    if (stopping()) return stepTimer.stop();
    bool more = false;
    std::optional<Failure> failure;
    try {
        more = engine.step();
    } catch (...) {
        failure = currentFailure();
    }
    promptAhead = false;
    dispatch(engine.takeEvents());
    if (failure) return refuse(*failure);
    if (refusal) return;
    deliverDue();
    if (!more) rest();
}

void EngineWorker::Private::dispatch(std::vector<Event> events) {
    std::optional<Failure> fatal;
    const auto answerOf = [this](RequestId id) { return answers.find(id); };
    for (Event& each : events) {
        std::visit(Overloaded{
                       [&](const RequestAccepted& event) {
                           const auto answer = answerOf(event.id);
                           if (answer == answers.end()) return;
                           emit worker.answerAccepted(answer->second.ticket, event.promptTokens, event.maxTokens,
                                                      event.removedTags);
                       },
                       [&](const RequestStarted& event) {
                           const auto answer = answerOf(event.id);
                           if (answer == answers.end()) return;
                           emit worker.answerStarted(answer->second.ticket, event.cachedTokens);
                       },
                       [&](const TokenEvent& event) {
                           const auto answer = answerOf(event.id);
                           if (answer == answers.end()) return;
                           answer->second.text += QString::fromStdString(event.text);
                           ++answer->second.tokens;
                           ++answer->second.totalTokens;
                       },
                       [&](const RequestFinished& event) {
                           const auto answer = answerOf(event.id);
                           if (answer == answers.end()) return;
                           answer->second.text += QString::fromStdString(event.text);
                           deliver(answer->second, Clock::now());
                           const Ticket ticket = answer->second.ticket;
                           answers.erase(answer);
                           emit worker.answerEnded({ticket, event.reason, event.promptTokens, event.generatedTokens,
                                                    event.timeToFirstTokenMs, event.decodeTokensPerSecond});
                       },
                       [&](const RequestFailed& event) {
                           if (isFatal(event.failure)) fatal = event.failure;
                           const auto answer = answerOf(event.id);
                           if (answer == answers.end()) return;
                           deliver(answer->second, Clock::now());
                           const Ticket ticket = answer->second.ticket;
                           answers.erase(answer);
                           emit worker.answerFailed(ticket, event.failure);
                       },
                       [&](const StepCompleted& event) {
                           promptAhead = promptAhead || event.waiting > 0 || event.prefillTokens > 0;
                           if (const auto measured = activity.add(event, Clock::now()))
                               emit worker.activityMeasured(*measured);
                       },
                   },
                   each);
    }
    if (fatal) refuse(*fatal);
}

void EngineWorker::Private::deliver(Answer& answer, Clock::time_point now) {
    if (answer.tokens == 0 && answer.text.isEmpty()) return;
    emit worker.answerGrew(
        {answer.ticket, std::exchange(answer.text, {}), std::exchange(answer.tokens, 0), answer.totalTokens});
    answer.lastDelivery = now;
}

void EngineWorker::Private::deliverDue() {
    const Clock::time_point now = Clock::now();
    // Nothing is sent during a step, so no text may wait for a step that can be long.
    for (auto& [id, answer] : answers)
        if (promptAhead || now - answer.lastDelivery >= kDeliveryInterval) deliver(answer, now);
}

void EngineWorker::Private::rest() {
    stepTimer.stop();
    const Clock::time_point now = Clock::now();
    for (auto& [id, answer] : answers)
        deliver(answer, now);
    if (const auto measured = activity.finish(now)) emit worker.activityMeasured(*measured);
    emit worker.activityMeasured(activity.idle());
}

/// Ends all answers and frees the model.
void EngineWorker::Private::freeModel() {
    const bool hadModel = engine.model() != nullptr;
    const bool hadWork = stepTimer.isActive();
    engine.unload();
    dispatch(engine.takeEvents());
    for (auto& [id, answer] : std::exchange(answers, {})) {
        deliver(answer, Clock::now());
        emit worker.answerEnded({answer.ticket, FinishReason::Cancelled, 0, answer.totalTokens, 0, 0});
    }
    activity = {};
    if (hadWork) rest();
    if (hadModel) emit worker.unloaded();
}

/// The engine failed: every answer ends with the reason, and so does all later work until a model is loaded.
void EngineWorker::Private::refuse(const Failure& failure) {
    if (refusal) return;
    refusal = failure;
    for (auto& [id, answer] : std::exchange(answers, {})) {
        deliver(answer, Clock::now());
        emit worker.answerFailed(answer.ticket, failure);
    }
    rest();
    emit worker.failed(failure);
}

std::map<RequestId, Answer>::iterator EngineWorker::Private::find(Ticket ticket) {
    return std::find_if(answers.begin(), answers.end(),
                        [&](const auto& entry) { return entry.second.ticket == ticket; });
}

EngineWorker::EngineWorker(QObject* parent) : QObject(parent), m_private(std::make_unique<Private>(*this)) {
    connect(&m_private->stepTimer, &QTimer::timeout, this, [this] { m_private->step(); });
}

EngineWorker::~EngineWorker() = default;

void EngineWorker::inspect(const QString& directory) {
    if (m_private->stopping()) return;
    try {
        std::vector<DeviceSpec> devices = availableDevices();
        std::erase_if(devices, [](const DeviceSpec& device) { return device.kind != DeviceKind::Cuda; });
        emit gpusFound(devices);
        emit inspected(inspectCheckpoint(directory.toStdString()));
    } catch (...) {
        emit inspectFailed(directory, currentFailure());
    }
}

void EngineWorker::planFor(const CheckpointInfo& checkpoint, const LoadOptions& options) {
    if (m_private->stopping()) return;
    try {
        emit planned(planLoad(checkpoint, options));
    } catch (...) {
        emit inspectFailed(QString::fromStdString(checkpoint.directory.string()), currentFailure());
    }
}

void EngineWorker::load(const LoadOptions& options, std::stop_token stop) {
    if (m_private->stopping()) return;
    if (stop.stop_requested()) {
        emit loadCancelled();
        return;
    }
    try {
        // A folder that cannot be loaded must not cost the model that is: look first.
        if (!options.randomWeights) inspectCheckpoint(options.directory);
        m_private->freeModel();
        m_private->refusal.reset();
        const bool complete = m_private->engine.load(
            options, [this](const LoadProgress& progress) { emit loadProgressed(toStatus(progress)); }, stop);
        if (!complete)
            emit loadCancelled();
        else
            emit loaded(summarise(*m_private->engine.model(), options));
    } catch (...) {
        emit loadFailed(currentFailure());
    }
}

void EngineWorker::unload() {
    if (m_private->stopping()) return;
    try {
        m_private->freeModel();
    } catch (...) {
        m_private->refuse(currentFailure());
    }
}

void EngineWorker::submit(Ticket ticket, const Request& request) {
    if (m_private->stopping()) return;
    if (m_private->refusal) {
        emit answerFailed(ticket, *m_private->refusal);
        return;
    }
    try {
        const RequestId id = m_private->engine.submit(request);
        Answer answer;
        answer.ticket = ticket;
        m_private->answers.emplace(id, std::move(answer));
        m_private->dispatch(m_private->engine.takeEvents());
    } catch (...) {
        emit answerFailed(ticket, currentFailure());
        return;
    }
    m_private->promptAhead = true;
    m_private->deliverDue();
    m_private->stepTimer.start();
}

void EngineWorker::cancel(Ticket ticket) {
    const auto answer = m_private->find(ticket);
    if (answer == m_private->answers.end()) return;
    m_private->engine.cancel(answer->first);
    m_private->stepTimer.start();
}

void EngineWorker::countTokens(Ticket ticket, const std::vector<Message>& messages, const QString& format) {
    if (m_private->stopping()) return;
    int tokens = -1;
    try {
        if (m_private->engine.model())
            tokens = static_cast<int>(m_private->engine.encode(messages, format.toStdString()).size());
    } catch (...) {
        // Without a tokenizer there is no count; that is an answer too.
    }
    emit tokensCounted(ticket, tokens);
}

void EngineWorker::encode(Ticket ticket, const std::vector<Message>& messages, const QString& format) {
    if (m_private->stopping()) return;
    std::vector<int> ids;
    try {
        if (m_private->engine.model()) ids = m_private->engine.encode(messages, format.toStdString());
    } catch (...) {
        // Without a tokenizer there are none; that is an answer too.
    }
    emit tokensEncoded(ticket, ids);
}

void EngineWorker::shutDown() {
    for (const auto& [id, answer] : m_private->answers)
        m_private->engine.cancel(id);
    try {
        m_private->freeModel();
    } catch (...) {
        // The program ends; what the devices say to that is of no use to anyone.
    }
}

}  // namespace mw::gui
