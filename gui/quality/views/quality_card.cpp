// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_card.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <utility>

#include "measurement_progress.h"
#include "model_session.h"
#include "quality_dialog.h"
#include "quality_table.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kPaceMs = 100;

}  // namespace

QualityCard::QualityCard(ModelSession& session, QualityStore& store, QWidget* parent)
    : Card(tr("Quality"), parent),
      m_session(session),
      m_store(store),
      m_runner(new QualityRunner(session, this)),
      m_note(new Banner(Banner::Kind::Info)),
      m_empty(makeLabel(tr("What fp8, int8, int4 or a smaller KV cache costs is not measured yet. It takes a text of "
                           "yours, which the loaded model reads as it is stored and then in each format."),
                        TextRole::Muted)),
      m_table(new QualityTable) {
    setCaption(tr("what a format costs, on a text of yours"));
    setCorner(makeCorner());
    m_empty->setWordWrap(true);
    m_note->setObjectName("qualityNote");
    m_note->hide();
    body()->addWidget(m_note);
    body()->addWidget(m_empty);
    body()->addWidget(m_table);
    m_pace.setSingleShot(true);
    m_pace.setInterval(kPaceMs);
    connect(&m_pace, &QTimer::timeout, this, &QualityCard::refresh);
    connect(m_runner, &QualityRunner::changed, this, [this] {
        if (m_progress->isHidden() == m_runner->isActive())
            refresh();
        else if (!m_pace.isActive())
            m_pace.start();
    });
    connect(m_runner, &QualityRunner::measured, this, &QualityCard::keep);
    connect(m_runner, &QualityRunner::ended, this, &QualityCard::onEnded);
    connect(&session, &ModelSession::changed, this, &QualityCard::refresh);
    connect(&store, &QualityStore::changed, this, [this] {
        m_table->setResults(m_store.results());
        refresh();
    });
    connect(m_table, &QualityTable::removeRequested, this, &QualityCard::remove);
    m_table->setResults(store.results());
    refresh();
}

QWidget* QualityCard::makeCorner() {
    auto* corner = new QWidget;
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * metrics::kSpace);
    row->addStretch();  // the corner may be given all the room beside the heading
    m_progress = new MeasurementProgress(tr("Progress of the measurement"), tr("What is measured stays"));
    m_measure = makeButton(tr("Measure…"), ButtonKind::Secondary);
    m_measure->setObjectName("measureQuality");
    m_measure->setAccessibleName(tr("Measure quality…"));
    row->addWidget(m_progress);
    row->addWidget(m_measure);
    connect(m_progress, &MeasurementProgress::cancelled, m_runner, &QualityRunner::cancel);
    connect(m_measure, &QPushButton::clicked, this, qOverload<>(&QualityCard::plan));
    return corner;
}

void QualityCard::setOthersMeasure(bool measure) {
    if (std::exchange(m_othersMeasure, measure) != measure) refresh();
}

bool QualityCard::canStart() const {
    return !m_othersMeasure && !m_runner->isActive() && m_session.state() != ModelSession::State::Loading;
}

void QualityCard::plan() {
    const auto& model = m_session.model();
    if (!model) return emit modelWanted();
    ask({model->checkpoint, model->options, model->plan.request}, false, {}, {});
}

void QualityCard::plan(const QualityModel& model, const std::optional<WeightFormats>& weights,
                       const std::optional<Precision>& kv) {
    ask(model, true, weights, kv);
}

void QualityCard::ask(const QualityModel& model, bool chosen, const std::optional<WeightFormats>& weights,
                      const std::optional<Precision>& kv) {
    if (!canStart()) return;
    auto* dialog = new QualityDialog(model, m_session, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (chosen) dialog->choose(weights, kv);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->plan()); });
    dialog->open();
}

void QualityCard::start(const QualityPlan& plan) {
    if (!canStart() || plan.stages.isEmpty()) return;
    m_note->hide();
    m_measured = 0;
    m_unsaved.clear();
    m_runner->start(plan);
}

void QualityCard::keep(const QualityResult& result) {
    ++m_measured;
    m_store.save(result, &m_unsaved);
}

void QualityCard::onEnded(QualityRunner::End end) {
    const auto planned = m_runner->plan().stages.size() - 1;
    const QString kept =
        m_measured == 0 ? tr("Nothing was measured.") : tr("%1 of %2 are measured.").arg(m_measured).arg(planned);
    if (end == QualityRunner::End::Failed)
        say(tr("The measurement stopped: %1").arg(m_runner->failure()) + '\n' + kept, true);
    else if (end == QualityRunner::End::Cancelled)
        say(tr("Cancelled. %1").arg(kept), false);
    if (!m_unsaved.isEmpty()) say(tr("What was measured is not saved: %1").arg(m_unsaved), true);
    refresh();
}

/// By value: the table it came from no longer has it afterwards.
void QualityCard::remove(QualityResult result) {
    QString error;
    if (!m_store.remove(result, &error)) return say(error, true);
    say(tr("Deleted: %1, %2").arg(result.subject.weights, describeQuality(result)), false);
    connect(m_note->addButton(tr("Undo")), &QPushButton::clicked, this, [this, result] {
        m_note->hide();
        QString failure;
        if (!m_store.save(result, &failure)) say(failure, true);
    });
}

void QualityCard::say(const QString& text, bool bad) {
    m_note->setKind(bad ? Banner::Kind::Bad : Banner::Kind::Info);
    m_note->setText(text);
    m_note->clearButtons();
    connect(m_note->addButton(tr("Dismiss")), &QPushButton::clicked, m_note, &QWidget::hide);
    m_note->show();
}

QString QualityCard::progressText() const {
    using State = QualityRunner::State;
    if (m_runner->state() == State::Returning) return tr("loading what was there before");
    const QualityPlan& plan = m_runner->plan();
    const PlanRequest& request = plan.stages[m_runner->stage()].plan.request;
    const QString format = QString::fromStdString(namesOfExperts(request.weights));
    const QString count = tr("%1 of %2").arg(m_runner->stage() + 1).arg(plan.stages.size());
    return QStringList{
        count, m_runner->state() == State::Loading ? tr("loading %1").arg(format) : tr("reading in %1").arg(format)}
        .join(" · ");
}

void QualityCard::refresh() {
    const bool active = m_runner->isActive();
    m_measure->setVisible(!active);
    m_measure->setEnabled(canStart());
    m_measure->setToolTip(m_othersMeasure ? tr("The benchmark runs.") : QString());
    m_empty->setVisible(m_store.results().isEmpty());
    m_table->setVisible(!m_store.results().isEmpty());
    if (!active) return m_progress->hide();
    const bool returning = m_runner->state() == QualityRunner::State::Returning;
    m_progress->show({.text = progressText(), .share = returning ? 1 : m_runner->progress(), .canCancel = !returning});
}

}  // namespace mw::gui
