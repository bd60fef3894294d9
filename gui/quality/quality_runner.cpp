// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_runner.h"

#include <QFileInfo>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "describe_failure.h"
#include "model_session.h"
#include "text_beginning.h"

namespace mw::gui {

namespace {

constexpr double kLoadWork = 0.3;  ///< of a stage, for the progress bar only
constexpr int kPaceMs = 200;

}  // namespace

QualityRunner::QualityRunner(ModelSession& session, QObject* parent)
    : QObject(parent), m_session(session), m_loan(new ModelLoan(session, this)) {
    connect(m_loan, &ModelLoan::loaded, this, [this] { m_text ? read() : encode(); });
    connect(m_loan, &ModelLoan::lost, this,
            [this](const QString& failure) { finish(failure.isEmpty() ? End::Cancelled : End::Failed, failure); });
    connect(m_loan, &ModelLoan::returned, this, &QualityRunner::changed);
    connect(&session, &ModelSession::progressed, this, [this] {
        if (isActive()) emit changed();
    });
    connect(&session.engine(), &EngineThread::tokensEncoded, this, &QualityRunner::onEncoded);
    // A reading says nothing by itself.
    auto* pace = new QTimer(this);
    pace->setInterval(kPaceMs);
    connect(pace, &QTimer::timeout, this, &QualityRunner::changed);
    connect(this, &QualityRunner::changed, pace, [this, pace] {
        if (state() != State::Held)
            pace->stop();
        else if (!pace->isActive())
            pace->start();
    });
}

QualityRunner::~QualityRunner() = default;

double QualityRunner::progress() const {
    if (m_plan.stages.isEmpty()) return 0;
    double done = m_stage;
    if (state() == State::Loading && m_session.progress().bytesTotal > 0)
        done += kLoadWork * static_cast<double>(m_session.progress().bytesDone) /
                static_cast<double>(m_session.progress().bytesTotal);
    if (state() == State::Held) done += kLoadWork;
    if (m_reading)
        done += (1 - kLoadWork) * static_cast<double>(m_reading->piecesRead()) /
                static_cast<double>(std::max<std::size_t>(m_text->pieces(), 1));
    return std::clamp(done / static_cast<double>(m_plan.stages.size()), 0.0, 1.0);
}

void QualityRunner::start(const QualityPlan& plan) {
    m_plan = plan;
    m_failure.clear();
    m_stage = 0;
    m_text.reset();
    m_loan->begin(m_session.model() ? std::optional(m_session.model()->options) : std::nullopt);
    begin();
}

void QualityRunner::cancel() {
    if (state() == State::Loading || state() == State::Held) finish(End::Cancelled);
}

void QualityRunner::begin() {
    const QualityStage& stage = m_plan.stages[m_stage];
    m_loan->load({stage.options, {}, stage.plan});
    emit changed();
}

void QualityRunner::encode() {
    QString error;
    const auto text = textBeginning(m_plan.choice.textPath, m_plan.choice.tokens, &error);
    if (!text) return finish(End::Failed, error);
    m_encoding = m_session.engine().encode({{Role::User, *text}}, "plain");
    emit changed();
}

void QualityRunner::onEncoded(Ticket ticket, const std::vector<int>& ids) {
    if (ticket != m_encoding || m_text || state() != State::Held) return;
    std::vector<int> some = ids;
    if (some.size() > static_cast<std::size_t>(m_plan.choice.tokens))
        some.resize(static_cast<std::size_t>(m_plan.choice.tokens));
    auto pieces = qualityPieces(some, m_plan.contextTokens);
    if (pieces.empty()) return finish(End::Failed, tr("A text of two tokens is the shortest that can be measured."));
    try {
        m_text = std::make_shared<QualityText>(std::move(pieces));
    } catch (const Error& error) {
        return finish(End::Failed, QString::fromUtf8(error.what()));
    }
    read();
}

void QualityRunner::read() {
    // The end comes from the engine's thread, when this runner, or this reading of it, may be gone.
    EngineThread* const engine = &m_session.engine();
    const auto done = [engine, self = QPointer(this), id = ++m_readings](const std::optional<Failure>& failure) {
        QMetaObject::invokeMethod(
            engine,
            [self, id, failure] {
                if (self && self->m_reading && self->m_readings == id) self->onRead(failure);
            },
            Qt::QueuedConnection);
    };
    m_reading = std::make_unique<QualityReading>(engine->loop(), m_text, done);
    emit changed();
}

void QualityRunner::onRead(const std::optional<Failure>& failure) {
    m_reading.reset();
    if (failure) return finish(End::Failed, describeFailure(*failure));
    if (m_stage > 0) {
        const QualityResult measured = result();
        if (!std::isfinite(measured.perplexity) || !std::isfinite(measured.referencePerplexity))
            return finish(End::Failed, tr("The model’s predictions are no numbers."));
        emit this->measured(measured);
    }
    if (++m_stage < m_plan.stages.size()) return begin();
    finish(End::Complete);
}

QualityResult QualityRunner::result() const {
    const QualityComparison& comparison = m_text->comparison();
    const QualityStage& stage = m_plan.stages[m_stage];
    return {.subject = qualitySubject(m_plan.model.checkpoint, stage.plan.request),
            .model = QString::fromStdString(m_plan.model.checkpoint.config.name),
            .reference = QString::fromStdString(describeFormats(m_plan.stages.front().plan.request.weights)),
            .text = QFileInfo(m_plan.choice.textPath).fileName(),
            .backend = m_session.model() ? m_session.model()->backend : QString(),
            .measured = QDateTime::currentDateTimeUtc(),
            .tokens = static_cast<int>(comparison.tokens()),
            .contextTokens = m_plan.contextTokens,
            .referencePerplexity = comparison.referencePerplexity(),
            .perplexity = comparison.perplexity(),
            .meanDivergence = comparison.meanDivergence(),
            .divergence99 = comparison.divergence99(),
            .agreement = comparison.agreement()};
}

void QualityRunner::finish(End end, const QString& failure) {
    m_failure = failure;
    m_reading.reset();
    m_text.reset();
    m_loan->end();
    emit ended(end);
    m_loan->giveBack();
    emit changed();
}

}  // namespace mw::gui
