// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "measurement_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "controls.h"
#include "describe.h"
#include "model_session.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 620;

}  // namespace

MeasurementDialog::MeasurementDialog(const QString& title, const QString& model, const ModelSession& session,
                                     QWidget* parent)
    : ContentDialog(kWidth, parent),
      m_session(session),
      m_problems(makeParagraph({}, TextRole::Warn)),
      m_cost(makeParagraph({}, TextRole::Muted)),
      m_start(makeButton(tr("Start"), ButtonKind::Primary)) {
    setWindowTitle(title);
    m_problems->setObjectName("problems");
    m_cost->setObjectName("cost");
    m_start->setObjectName("start");
    m_start->setDefault(true);
    QPushButton* close = makeButton(tr("Close"), ButtonKind::Secondary);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * metrics::kSpace);
    row->addWidget(m_cost, 1);
    row->addWidget(close);
    row->addWidget(m_start);
    content()->addWidget(makeLabel(model, TextRole::Muted));
    footer()->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &QDialog::accept);
    connect(&session, &ModelSession::modelChanged, this, &QDialog::reject);
}

MeasurementDialog::~MeasurementDialog() {
    silenceFields(this);
}

void MeasurementDialog::setOutcome(const Outcome& outcome) {
    m_cost->setText(outcome.cost);
    m_problems->setText(outcome.problems.join('\n'));
    m_problems->setVisible(!outcome.problems.isEmpty());
    m_start->setEnabled(outcome.whyNot.isEmpty());
    m_start->setToolTip(outcome.whyNot);
}

QString MeasurementDialog::costOfLoads(int loads) const {
    const QString count = loads == 1 ? tr("Loads the model once") : tr("Loads the model %1 times").arg(loads);
    const double seconds = m_session.lastLoadSeconds();
    return seconds > 0 ? count + tr(", %1 each").arg(describeSeconds(seconds)) : count;
}

}  // namespace mw::gui
