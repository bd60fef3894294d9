// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "calibration_run.h"

#include <algorithm>

#include "plain_draws.h"
#include "speed_recorder.h"

namespace mw::gui {

namespace {

constexpr int kFirstPromptTokens = 64;  ///< shows how fast prompts are read
constexpr int kMostPromptTokens = 256;
constexpr double kLongShare = 0.75;   ///< of the context, for the longest prompt
constexpr double kLongAtLeast = 1.5;  ///< times the usual prompts; shorter ones tell nothing more
constexpr double kDecodeShare = 0.8;  ///< of a stage's time; the rest goes to its prompts
/// Besides decoding, a stage reads its prompts; it may take this many times its share before the next one has to start.
constexpr double kPatience = 2.5;
/// The whole sweep ends when it has taken this many times what it aims at, with as many chats as were run by then.
constexpr double kOverrun = 1.3;
constexpr int kGuardMs = 100;

}  // namespace

CalibrationRun::CalibrationRun(EngineThread& engine, QObject* parent) : QObject(parent), m_engine(engine) {
    connect(&engine, &EngineThread::activityMeasured, this, &CalibrationRun::take);
    connect(&engine, &EngineThread::answerEnded, this, [this](const AnswerEnd& end) { release(end); });
    connect(&engine, &EngineThread::answerFailed, this, [this](Ticket ticket, const Failure& failure) {
        if (!m_open.contains(ticket)) return;
        finish(false, QString::fromStdString(failure.message));
    });
    connect(&engine, &EngineThread::unloaded, this, [this] {
        if (isRunning()) finish(false, tr("The model was unloaded."));
    });
    m_guard.setInterval(kGuardMs);
    connect(&m_guard, &QTimer::timeout, this, [this] {
        const auto seconds = [](const QElapsedTimer& clock) { return static_cast<double>(clock.elapsed()) / 1000; };
        const bool late = seconds(m_clock) > kOverrun * m_duration;
        if (late) m_stages.resize(m_stage + 1);
        if (late || seconds(m_stageClock) > kPatience * shareSeconds()) endStage();
    });
}

CalibrationRun::~CalibrationRun() {
    for (const Ticket ticket : std::as_const(m_open))
        m_engine.cancel(ticket);
}

void CalibrationRun::start(const ModelSummary& model) {
    if (isRunning()) return;
    const PlanRequest& request = model.plan.request;
    m_usualPrompt = std::clamp(request.contextTokens / 4, 1, kMostPromptTokens);
    const int longest = static_cast<int>(kLongShare * request.contextTokens);
    // What a slow machine may not come to stands last.
    m_stages = {{1, std::min(m_usualPrompt, kFirstPromptTokens)}};
    for (int chats = 2; chats < request.batch; chats *= 2)
        m_stages.append({chats, m_usualPrompt});
    if (request.batch > 1) m_stages.append({request.batch, m_usualPrompt});
    m_stages.append({1, longest});
    if (request.batch > 1) m_stages.append({request.batch, longest / 2});
    m_stages.append({1, longest / 2});
    // Lengths between them, to know what of a prompt's time does not grow with it.
    for (const int prompt : {m_usualPrompt, m_usualPrompt / 2})
        if (prompt > kFirstPromptTokens) m_stages.append({1, prompt});
    m_contextTokens = request.contextTokens;
    m_promptTokensPerSecond = 0;
    m_vocabulary = request.model.vocabularySize;
    m_random.seed(std::random_device()());
    m_clock.start();
    m_guard.start();
    next();
}

void CalibrationRun::cancel() {
    if (isRunning()) finish(false);
}

double CalibrationRun::shareSeconds() const {
    return m_duration / static_cast<double>(m_stages.size());
}

/// Makes of a stage what can be read in its share of the time; false if it is not worth its time then. Short prompts
/// become shorter, of long ones fewer are read.
bool CalibrationRun::plan(Stage& stage) const {
    if (m_stage == 0) return true;
    const double readable = m_promptTokensPerSecond * shareSeconds();
    if (stage.promptTokens <= m_usualPrompt) {
        stage.promptTokens = std::clamp(static_cast<int>(readable / stage.chats), 1, stage.promptTokens);
        return true;
    }
    const bool several = stage.chats > 1;
    stage.promptTokens = static_cast<int>(std::min<double>(stage.promptTokens, readable));
    if (stage.promptTokens < kLongAtLeast * m_usualPrompt) return false;
    stage.chats = std::clamp(static_cast<int>(readable / stage.promptTokens), 1, stage.chats);
    return !several || stage.chats > 1;
}

void CalibrationRun::next() {
    do {
        if (++m_stage >= m_stages.size()) return finish(true);
    } while (!plan(m_stages[m_stage]));
    m_steadySeconds = 0;
    m_steadySteps = 0;
    m_stageClock.start();
    const Stage stage = m_stages[m_stage];
    emit progressed(static_cast<double>(m_stage) / static_cast<double>(m_stages.size()), stage.chats);
    for (int chat = 0; chat < stage.chats; ++chat) {
        Request request;
        request.promptIds = randomPrompt(stage.promptTokens);
        request.maxTokens = std::max(m_contextTokens - stage.promptTokens, 1);
        request.ignoreEos = true;
        request.sampling = plainDraws(m_random());
        request.client = "calibration";
        m_open.insert(m_engine.submit(std::move(request)));
    }
}

void CalibrationRun::take(const EngineActivity& activity) {
    if (!isRunning() || activity.steadyBatch != m_stages[m_stage].chats) return;
    m_steadySeconds += activity.steadySeconds;
    m_steadySteps += activity.steadySteps;
    // Decoding has its share, however long the prompts took.
    if (m_steadySteps >= 2 * SpeedRecorder::kLeastSteps && m_steadySeconds >= kDecodeShare * shareSeconds()) endStage();
}

/// Cancels what still generates; the next stage starts when the last of it has ended.
void CalibrationRun::endStage() {
    for (const Ticket ticket : std::as_const(m_open))
        m_engine.cancel(ticket);
}

void CalibrationRun::release(const AnswerEnd& end) {
    if (!m_open.remove(end.ticket) || !isRunning()) return;
    if (m_stages[m_stage].chats == 1 && end.timeToFirstTokenMs > 0)
        m_promptTokensPerSecond = 1000 * end.promptTokens / end.timeToFirstTokenMs;
    if (m_open.isEmpty()) next();
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
