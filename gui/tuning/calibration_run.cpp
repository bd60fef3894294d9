// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "calibration_run.h"

#include <algorithm>

#include "speed_recorder.h"

namespace mw::gui {

namespace {

constexpr int kMostPromptTokens = 256;
constexpr int kMostStages = 9;  ///< 1 to 256 chats
/// Besides decoding, a stage reads its prompts; it may take this many times its share before the next one has to start.
constexpr double kPatience = 2.5;
/// The whole sweep ends when it has taken this many times what it aims at, with as many chats as were run by then.
constexpr double kOverrun = 1.3;
constexpr int kGuardMs = 100;

}  // namespace

CalibrationRun::CalibrationRun(EngineThread& engine, QObject* parent) : QObject(parent), m_engine(engine) {
    const EngineWorker* worker = engine.worker();
    connect(worker, &EngineWorker::activityMeasured, this, &CalibrationRun::take);
    connect(worker, &EngineWorker::answerEnded, this, [this](const AnswerEnd& end) { release(end.ticket); });
    connect(worker, &EngineWorker::answerFailed, this, [this](Ticket ticket, const Failure& failure) {
        if (!m_open.contains(ticket)) return;
        finish(false, QString::fromStdString(failure.message));
    });
    connect(worker, &EngineWorker::unloaded, this, [this] {
        if (isRunning()) finish(false, tr("The model was unloaded."));
    });
    m_guard.setInterval(kGuardMs);
    connect(&m_guard, &QTimer::timeout, this, [this] {
        const auto seconds = [](const QElapsedTimer& clock) { return static_cast<double>(clock.elapsed()) / 1000; };
        const bool late = seconds(m_clock) > kOverrun * m_duration;
        if (late) m_batches.resize(m_stage + 1);
        if (late || seconds(m_stageClock) > kPatience * m_duration / static_cast<double>(m_batches.size())) endStage();
    });
}

CalibrationRun::~CalibrationRun() {
    for (const Ticket ticket : std::as_const(m_open))
        m_engine.cancel(ticket);
}

void CalibrationRun::start(const ModelSummary& model) {
    if (isRunning()) return;
    const PlanRequest& request = model.plan.request;
    m_batches.clear();
    for (int batch = 1; batch < request.batch && m_batches.size() + 1 < kMostStages; batch *= 2)
        m_batches << batch;
    m_batches << request.batch;
    m_vocabulary = request.model.vocabularySize;
    m_promptTokens = std::clamp(request.contextTokens / 4, 1, kMostPromptTokens);
    m_answerTokens = std::max(request.contextTokens - m_promptTokens, 1);
    m_random.seed(std::random_device()());
    m_clock.start();
    m_guard.start();
    next();
}

void CalibrationRun::cancel() {
    if (isRunning()) finish(false);
}

void CalibrationRun::next() {
    ++m_stage;
    if (m_stage >= m_batches.size()) return finish(true);
    m_steadySeconds = 0;
    m_steadySteps = 0;
    m_stageClock.start();
    emit progressed(static_cast<double>(m_stage) / static_cast<double>(m_batches.size()), m_batches[m_stage]);
    for (int chat = 0; chat < m_batches[m_stage]; ++chat) {
        Request request;
        request.promptIds = randomPrompt(m_promptTokens);
        request.maxTokens = m_answerTokens;
        request.ignoreEos = true;
        request.sampling.temperature = 0;
        const Ticket ticket = m_engine.nextTicket();
        m_open.insert(ticket);
        m_engine.submit(ticket, request);
    }
}

void CalibrationRun::take(const EngineActivity& activity) {
    if (!isRunning() || activity.steadyBatch != m_batches[m_stage]) return;
    m_steadySeconds += activity.steadySeconds;
    m_steadySteps += activity.steadySteps;
    const double share = m_duration / static_cast<double>(m_batches.size());
    const double elapsed = static_cast<double>(m_stageClock.elapsed()) / 1000;
    if (m_steadySteps >= 2 * SpeedRecorder::kLeastSteps && elapsed >= share) endStage();
}

/// Cancels what still generates; the next stage starts when the last of it has ended.
void CalibrationRun::endStage() {
    for (const Ticket ticket : std::as_const(m_open))
        m_engine.cancel(ticket);
}

void CalibrationRun::release(Ticket ticket) {
    if (!m_open.remove(ticket) || !m_open.isEmpty() || !isRunning()) return;
    next();
}

void CalibrationRun::finish(bool complete, const QString& reason) {
    m_guard.stop();
    m_stage = -1;
    for (const Ticket ticket : std::exchange(m_open, {}))
        m_engine.cancel(ticket);
    emit ended(complete, reason);
}

/// Ids that share no beginning with another prompt, so that nothing is found in the cache.
std::vector<int> CalibrationRun::randomPrompt(int tokens) {
    std::vector<int> ids(static_cast<std::size_t>(tokens));
    for (int& id : ids)
        id = static_cast<int>(m_random() % static_cast<std::uint32_t>(std::max(m_vocabulary, 1)));
    return ids;
}

}  // namespace mw::gui
