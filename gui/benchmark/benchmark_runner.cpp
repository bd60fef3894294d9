// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_runner.h"

#include <QCoreApplication>
#include <algorithm>
#include <numeric>

#include "benchmark_prompt.h"
#include "describe.h"
#include "model_session.h"
#include "plain_draws.h"

namespace mw::gui {

namespace {

constexpr int kWarmUpTokens = 8;
constexpr int kShortPromptTokens = 10;  ///< in Mistral's vocabularies, and where there is none
/// A prompt token costs about this part of a generated one; for the progress bar only.
constexpr double kPromptTokenWork = 0.05;
constexpr double kEstimateAfterSeconds = 2;
constexpr double kEstimateAfterShare = 0.05;
constexpr quint64 kPromptsPerRun = 1 << 16;

double lastSecond(const AnswerEnd& end) {
    const double decoding = end.decodeTokensPerSecond > 0 ? (end.generatedTokens - 1) / end.decodeTokensPerSecond : 0;
    return end.timeToFirstTokenMs / 1000 + decoding;
}

}  // namespace

BenchmarkRunner::BenchmarkRunner(ModelSession& session, QObject* parent) : QObject(parent), m_session(session) {
    const EngineThread* engine = &session.engine();
    connect(&session, &ModelSession::changed, this, &BenchmarkRunner::follow);
    connect(&session, &ModelSession::progressed, this, [this] {
        if (isActive()) emit changed();
    });
    connect(engine, &EngineThread::tokensEncoded, this, &BenchmarkRunner::onEncoded);
    connect(engine, &EngineThread::answerEnded, this, &BenchmarkRunner::onEnded);
    connect(engine, &EngineThread::answerFailed, this, &BenchmarkRunner::onFailed);
    connect(engine, &EngineThread::activityMeasured, this, &BenchmarkRunner::onActivity);
    connect(engine, &EngineThread::answerGrew, this, [this](const AnswerDelta& delta) {
        const auto open = m_open.find(delta.ticket);
        if (open != m_open.end()) open->tokens = delta.totalTokens;
    });
}

void BenchmarkRunner::start(const BenchmarkPlan& plan, const QString& driver,
                            const std::optional<SpeedModel>& calibrated) {
    const ModelSummary& model = *m_session.model();
    const PlanRequest& request = model.plan.request;
    m_plan = plan;
    m_calibrated = calibrated;
    m_failure.clear();
    m_run = {};
    m_run.started = QDateTime::currentDateTimeUtc();
    m_run.id = m_run.started.toString("yyyy-MM-dd-hhmmss-zzz");
    m_run.model = QString::fromStdString(model.checkpoint.config.name);
    m_run.precision = QString::fromStdString(describeFormats(request.weights));
    m_run.kvPrecision = QString::fromUtf8(precisionName(request.kv).data());
    m_run.backend = model.backend;
    m_run.devices = model.deviceNames;
    m_run.placement = describePlacement(model.plan);
    m_run.driver = driver;
    m_run.program = QCoreApplication::applicationVersion();
    m_run.generatedTokens = plan.generatedTokens;
    m_run.plannedCells = plan.cells();
    m_number = static_cast<quint64>(m_run.started.toSecsSinceEpoch()) * kPromptsPerRun;
    m_stage = 0;
    m_clockBefore = 0;
    m_clock.invalidate();
    m_prose.clear();
    m_changedModel = m_takenOver = false;
    if (m_run.plannedCells == 0) return finish(End::Failed, tr("There is nothing to measure."));
    beginStage();
}

void BenchmarkRunner::cancel() {
    if (m_state == State::Loading) m_session.cancelLoad();
    if (m_state == State::Loading || m_state == State::Measuring) finish(End::Cancelled);
}

bool BenchmarkRunner::isAtPointOf(const LoadOptions& options) const {
    const auto& model = m_session.model();
    return m_session.state() == ModelSession::State::Ready && model &&
           model->plan.request.contextTokens == options.contextTokens && model->plan.request.batch == options.batch;
}

void BenchmarkRunner::beginStage() {
    m_cellInStage = 0;
    if (isAtPointOf(stage().options)) {
        m_state = State::Measuring;
        m_clock.start();
        return beginPart(Part::Encoding);
    }
    if (m_clock.isValid()) m_clockBefore += static_cast<double>(m_clock.elapsed()) / 1000;
    m_clock.invalidate();
    m_state = State::Loading;
    m_changedModel = true;
    m_session.load(stage().options, ModelSession::OnFailure::Stay, ModelSession::Memory::Forget);
    emit changed();
}

/// What becomes of the model, by our doing or another's.
void BenchmarkRunner::follow() {
    const bool loading = m_session.state() == ModelSession::State::Loading;
    switch (m_state) {
        case State::Idle:
            return;
        case State::Restoring:
            if (loading) return;
            m_state = State::Idle;
            emit changed();
            return;
        case State::Loading:
            if (loading) return;
            if (isAtPointOf(stage().options)) return beginStage();
            if (const auto& failure = m_session.failure())
                return finish(End::Failed, QString::fromStdString(failure->message));
            m_takenOver = m_session.model().has_value();
            return finish(End::Cancelled);
        case State::Measuring:
            if (isAtPointOf(stage().options)) return;
            if (const auto& failure = m_session.failure())
                return finish(End::Failed, QString::fromStdString(failure->message));
            m_takenOver = true;
            return finish(End::Failed, tr("The model was changed or unloaded meanwhile."));
    }
}

void BenchmarkRunner::beginPart(Part part) {
    m_part = part;
    m_ends.clear();
    switch (part) {
        case Part::Encoding:
            m_encoding = m_session.engine().encode({{Role::User, benchmarkProse()}}, "plain");
            break;
        case Part::WarmUp:
            m_result = {};
            m_result.cell = cell();
            m_result.started = QDateTime::currentDateTimeUtc();
            submit(0, kWarmUpTokens);
            break;
        case Part::FirstToken:
            ++m_number;  // a prompt that the cache does not know
            submit(0, 1);
            break;
        case Part::Prefill:
            ++m_number;
            for (int chat = 0; chat < cell().chats; ++chat)
                submit(chat, 1);
            break;
        case Part::Decode:
            for (int chat = 0; chat < cell().chats; ++chat)
                submit(chat, m_plan.generatedTokens);
            break;
    }
    emit changed();
}

void BenchmarkRunner::submit(int chat, int maxTokens) {
    Request request;
    request.format = "plain";
    request.maxTokens = maxTokens;
    request.ignoreEos = true;
    const int vocabulary = m_session.model()->plan.request.model.vocabularySize;
    const quint64 number = m_number + static_cast<quint64>(chat);
    request.sampling = plainDraws(number);
    if (cell().prompt == BenchmarkPrompt::Full && m_part != Part::WarmUp)
        request.promptIds = fullPrompt(cell().contextTokens - m_plan.generatedTokens, vocabulary, number, m_prose);
    else if (m_session.model()->hasTokenizer)
        request.messages = {{Role::User, kShortPrompt}};
    else
        request.promptIds = fullPrompt(kShortPromptTokens, vocabulary, number, {});
    request.client = "benchmark";
    if (m_ends.size() <= chat) m_ends.resize(chat + 1);
    m_open.insert(m_session.engine().submit(std::move(request)), {chat, 0});
}

void BenchmarkRunner::onEncoded(Ticket ticket, const std::vector<int>& ids) {
    if (m_state != State::Measuring || m_part != Part::Encoding || ticket != m_encoding) return;
    m_prose = ids;
    beginPart(Part::WarmUp);
}

void BenchmarkRunner::onEnded(const AnswerEnd& end) {
    const auto open = m_open.find(end.ticket);
    if (open == m_open.end()) return;
    m_ends[open->chat] = end;
    m_open.erase(open);
    emit changed();
    if (end.reason == FinishReason::Cancelled) return;  // by a change of the model; follow() says the rest
    if (m_open.isEmpty()) partDone();
}

void BenchmarkRunner::onFailed(Ticket ticket, const Failure& failure) {
    if (!m_open.remove(ticket)) return;
    finish(End::Failed, QString::fromStdString(failure.message));
}

void BenchmarkRunner::onActivity(const EngineActivity& activity) {
    if (m_state != State::Measuring || m_open.isEmpty()) return;
    if (activity.running + activity.waiting > m_open.size()) m_result.disturbed = true;
    emit changed();
}

void BenchmarkRunner::partDone() {
    switch (m_part) {
        case Part::Encoding:
            return;
        case Part::WarmUp:
            return beginPart(Part::FirstToken);
        case Part::FirstToken:
            m_result.firstTokenSeconds = m_ends.front().timeToFirstTokenMs / 1000;
            m_result.promptTokens = m_ends.front().promptTokens;
            return beginPart(Part::Prefill);
        case Part::Prefill: {
            double last = 0;
            double tokens = 0;
            for (const AnswerEnd& end : m_ends) {
                last = std::max(last, end.timeToFirstTokenMs / 1000);
                tokens += end.promptTokens;
                m_result.requests.append({end.promptTokens, 0, end.timeToFirstTokenMs, 0});
            }
            m_result.prefillTokensPerSecond = last > 0 ? tokens / last : 0;
            return beginPart(Part::Decode);
        }
        case Part::Decode:
            return cellDone();
    }
}

void BenchmarkRunner::cellDone() {
    double first = std::numeric_limits<double>::max();
    double last = 0;
    double tokens = 0;
    double rates = 0;
    for (qsizetype chat = 0; chat < m_ends.size(); ++chat) {
        const AnswerEnd& end = m_ends[chat];
        first = std::min(first, end.timeToFirstTokenMs / 1000);
        last = std::max(last, lastSecond(end));
        tokens += end.generatedTokens - 1;
        rates += end.decodeTokensPerSecond;
        m_result.requests[chat].generatedTokens = end.generatedTokens;
        m_result.requests[chat].decodeTokensPerSecond = end.decodeTokensPerSecond;
    }
    m_result.totalTokensPerSecond = last > first ? tokens / (last - first) : 0;
    m_result.chatTokensPerSecond = rates / static_cast<double>(m_ends.size());
    // A chat is half way through its answer in the mean.
    const double context = m_result.promptTokens + m_plan.generatedTokens / 2.0;
    if (m_calibrated)
        m_result.predictedTokensPerSecond = decodeTokensPerSecond(*m_calibrated, stage().plan, cell().chats, context);
    m_result.finished = QDateTime::currentDateTimeUtc();
    m_run.results << m_result;
    emit measured();
    if (++m_cellInStage < stage().cells.size()) return beginPart(Part::WarmUp);
    if (++m_stage < m_plan.stages.size()) return beginStage();
    finish(End::Complete);
}

void BenchmarkRunner::finish(End end, const QString& failure) {
    m_failure = failure;
    const QHash<Ticket, Open> open = std::exchange(m_open, {});
    for (auto ticket = open.keyBegin(); ticket != open.keyEnd(); ++ticket)
        m_session.engine().cancel(*ticket);
    // What somebody else loads or unloads meanwhile is what they want.
    const bool restore = m_changedModel && !m_takenOver && !isAtPointOf(m_plan.before);
    m_state = restore ? State::Restoring : State::Idle;
    emit ended(end);
    if (restore) m_session.load(m_plan.before);
    emit changed();
}

double BenchmarkRunner::workOf(const BenchmarkCell& each) const {
    const int prompt =
        each.prompt == BenchmarkPrompt::Full ? each.contextTokens - m_plan.generatedTokens : kShortPromptTokens;
    return each.chats * (prompt * kPromptTokenWork + m_plan.generatedTokens) + prompt * kPromptTokenWork;
}

double BenchmarkRunner::workDone() const {
    if (m_state != State::Measuring) return 0;
    const double prompt = workOf(cell()) - double(cell().chats) * m_plan.generatedTokens;
    const double done = static_cast<double>(m_ends.size() - m_open.size()) / std::max<double>(1, double(m_ends.size()));
    if (m_part == Part::Prefill) return prompt * done;
    if (m_part != Part::Decode) return 0;
    double tokens = static_cast<double>(m_ends.size() - m_open.size()) * m_plan.generatedTokens;
    for (const Open& open : m_open)
        tokens += open.tokens;
    return prompt + tokens;
}

double BenchmarkRunner::progress() const {
    double all = 0;
    double done = workDone();
    int index = 0;
    for (const BenchmarkStage& each : m_plan.stages)
        for (const BenchmarkCell& experiment : each.cells) {
            all += workOf(experiment);
            if (index++ < cellIndex()) done += workOf(experiment);
        }
    return all > 0 ? std::clamp(done / all, 0.0, 1.0) : 0;
}

std::optional<double> BenchmarkRunner::secondsLeft() const {
    if (m_state != State::Measuring) return std::nullopt;
    const double seconds = m_clockBefore + static_cast<double>(m_clock.elapsed()) / 1000;
    const double share = progress();
    if (seconds < kEstimateAfterSeconds || share < kEstimateAfterShare) return std::nullopt;
    int reloads = m_plan.restores ? 1 : 0;
    for (qsizetype i = m_stage + 1; i < m_plan.stages.size(); ++i)
        reloads += m_plan.stages[i].reload ? 1 : 0;
    return seconds / share * (1 - share) + reloads * m_session.lastLoadSeconds();
}

}  // namespace mw::gui
