// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_runner.h"

#include <QPointer>
#include <algorithm>

#include "benchmark_prompt.h"
#include "describe.h"
#include "describe_failure.h"
#include "model_session.h"
#include "mw/experiment.h"
#include "mw/version.h"
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

}  // namespace

BenchmarkRunner::BenchmarkRunner(ModelSession& session, QObject* parent)
    : QObject(parent), m_session(session), m_loan(new ModelLoan(session, this)) {
    const EngineThread* engine = &session.engine();
    connect(m_loan, &ModelLoan::loaded, this, &BenchmarkRunner::beginStage);
    connect(m_loan, &ModelLoan::lost, this,
            [this](const QString& failure) { finish(failure.isEmpty() ? End::Cancelled : End::Failed, failure); });
    connect(m_loan, &ModelLoan::returned, this, &BenchmarkRunner::changed);
    connect(&session, &ModelSession::progressed, this, [this] {
        if (isActive()) emit changed();
    });
    connect(engine, &EngineThread::tokensEncoded, this, &BenchmarkRunner::onEncoded);
    connect(engine, &EngineThread::activityMeasured, this, [this] {
        if (state() == State::Held) emit changed();
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
    m_run.program = QString::fromStdString(builtVersion());
    m_run.generatedTokens = plan.generatedTokens;
    m_run.plannedCells = plan.cells();
    m_number = static_cast<quint64>(m_run.started.toSecsSinceEpoch()) * kPromptsPerRun;
    m_stage = 0;
    m_clockBefore = 0;
    m_clock.invalidate();
    m_prose.clear();
    m_loan->begin(plan.before);
    if (m_run.plannedCells == 0) return finish(End::Failed, tr("There is nothing to measure."));
    beginStage();
}

void BenchmarkRunner::cancel() {
    if (state() == State::Loading || state() == State::Held) finish(End::Cancelled);
}

void BenchmarkRunner::beginStage() {
    m_cellInStage = 0;
    if (m_loan->isLoaded(stage().options)) {
        m_loan->hold(stage().options);
        m_clock.start();
        m_encoding = m_session.engine().encode({{Role::User, benchmarkProse()}}, "plain");
        emit changed();
        return;
    }
    if (m_clock.isValid()) m_clockBefore += static_cast<double>(m_clock.elapsed()) / 1000;
    m_clock.invalidate();
    m_loan->load({stage().options, {}, stage().plan});
    emit changed();
}

void BenchmarkRunner::onEncoded(Ticket ticket, const std::vector<int>& ids) {
    if (state() != State::Held || ticket != m_encoding) return;
    m_encoding = 0;
    m_prose = ids;
    beginCell();
}

void BenchmarkRunner::beginCell() {
    m_result = {};
    m_result.cell = cell();
    m_result.started = QDateTime::currentDateTimeUtc();
    const ModelSummary& model = *m_session.model();
    const auto request = [cell = cell(), number = m_number, prose = m_prose, hasTokenizer = model.hasTokenizer,
                          prompt = cell().contextTokens - m_plan.generatedTokens,
                          vocabulary = model.plan.request.model.vocabularySize](ExperimentPart part, int chat) {
        // What comes before the chats reads other prompts than they, which the cache must not know.
        const quint64 own = number + (part == ExperimentPart::WarmUp       ? 0
                                      : part == ExperimentPart::FirstToken ? 1
                                                                           : 2 + static_cast<quint64>(chat));
        Request asked;
        asked.format = "plain";
        asked.sampling = plainDraws(own);
        if (cell.prompt == BenchmarkPrompt::Full && part != ExperimentPart::WarmUp)
            asked.promptIds = fullPrompt(prompt, vocabulary, own, prose);
        else if (hasTokenizer)
            asked.messages = {{Role::User, kShortPrompt}};
        else
            asked.promptIds = fullPrompt(kShortPromptTokens, vocabulary, own, {});
        return asked;
    };
    m_number += 2 + static_cast<quint64>(cell().chats);
    // The result comes from the engine's thread, when this runner, or this experiment of it, may be gone.
    EngineThread* const engine = &m_session.engine();
    const auto done = [engine, self = QPointer(this), id = ++m_experiments](const ExperimentResult& result) {
        QMetaObject::invokeMethod(
            engine,
            [self, id, result] {
                if (self && self->m_experiment && self->m_experiments == id) self->onMeasured(result);
            },
            Qt::QueuedConnection);
    };
    m_experiment = std::make_unique<Experiment>(engine->loop(),
                                                ExperimentOptions{.chats = cell().chats,
                                                                  .warmUpTokens = kWarmUpTokens,
                                                                  .generatedTokens = m_plan.generatedTokens,
                                                                  .request = request},
                                                done);
    emit changed();
}

void BenchmarkRunner::onMeasured(const ExperimentResult& result) {
    if (const auto* failure = std::get_if<Failure>(&result)) return finish(End::Failed, describeFailure(*failure));
    // Not by a change of the model, which would have been followed before this came.
    if (std::holds_alternative<ExperimentCancelled>(result)) return finish(End::Cancelled);
    m_experiment.reset();
    const auto& figures = std::get<ExperimentFigures>(result);
    m_result.promptTokens = figures.chats.front().promptTokens;
    m_result.firstTokenSeconds = figures.firstTokenSeconds;
    m_result.prefillTokensPerSecond = figures.prefillTokensPerSecond;
    m_result.totalTokensPerSecond = figures.totalTokensPerSecond;
    m_result.chatTokensPerSecond = figures.chatTokensPerSecond;
    m_result.disturbed = figures.disturbed;
    m_result.requests = QVector<ExperimentChat>(figures.chats.begin(), figures.chats.end());
    // A chat is half way through its answer in the mean.
    const double context = m_result.promptTokens + m_plan.generatedTokens / 2.0;
    if (m_calibrated)
        m_result.predictedTokensPerSecond = decodeTokensPerSecond(*m_calibrated, stage().plan, cell().chats, context);
    m_result.finished = QDateTime::currentDateTimeUtc();
    m_run.results << m_result;
    emit measured();
    if (++m_cellInStage < stage().cells.size()) return beginCell();
    if (++m_stage < m_plan.stages.size()) return beginStage();
    finish(End::Complete);
}

BenchmarkRunner::Part BenchmarkRunner::part() const {
    if (!m_experiment) return Part::Encoding;
    switch (m_experiment->progress().part) {
        case ExperimentPart::WarmUp:
            return Part::WarmUp;
        case ExperimentPart::FirstToken:
            return Part::FirstToken;
        case ExperimentPart::Prefill:
            return Part::Prefill;
        case ExperimentPart::Decode:
            return Part::Decode;
    }
    return Part::Encoding;
}

void BenchmarkRunner::finish(End end, const QString& failure) {
    m_failure = failure;
    m_experiment.reset();
    m_loan->end();
    emit ended(end);
    m_loan->giveBack();
    emit changed();
}

double BenchmarkRunner::workOf(const BenchmarkCell& each) const {
    const int prompt =
        each.prompt == BenchmarkPrompt::Full ? each.contextTokens - m_plan.generatedTokens : kShortPromptTokens;
    return each.chats * (prompt * kPromptTokenWork + m_plan.generatedTokens) + prompt * kPromptTokenWork;
}

double BenchmarkRunner::workDone() const {
    if (state() != State::Held || !m_experiment) return 0;
    const ExperimentProgress progress = m_experiment->progress();
    const double prompts = workOf(cell()) - double(cell().chats) * m_plan.generatedTokens;
    if (progress.part == ExperimentPart::Prefill) return prompts * progress.ended / std::max(progress.chats, 1);
    if (progress.part == ExperimentPart::Decode) return prompts + static_cast<double>(progress.tokens);
    return 0;
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
    if (state() != State::Held) return std::nullopt;
    const double seconds = m_clockBefore + static_cast<double>(m_clock.elapsed()) / 1000;
    const double share = progress();
    if (seconds < kEstimateAfterSeconds || share < kEstimateAfterShare) return std::nullopt;
    int reloads = m_plan.restores ? 1 : 0;
    for (qsizetype i = m_stage + 1; i < m_plan.stages.size(); ++i)
        reloads += m_plan.stages[i].reload ? 1 : 0;
    return seconds / share * (1 - share) + reloads * m_session.lastLoadSeconds();
}

}  // namespace mw::gui
