// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "operating_point_dialog.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "controls.h"
#include "describe.h"
#include "describe_failure.h"
#include "load_panel.h"
#include "model_session.h"
#include "operating_point_panel.h"
#include "plan_panel.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 620;

}  // namespace

OperatingPointDialog::OperatingPointDialog(ModelSession& session, QWidget* parent)
    : ContentDialog(kWidth, parent),
      m_session(session),
      m_model(makeLabel({}, TextRole::Muted)),
      m_point(new OperatingPointPanel),
      m_plan(new PlanPanel),
      m_cost(makeLabel({}, TextRole::Muted)),
      m_failure(new Banner(Banner::Kind::Bad)),
      m_loading(new LoadPanel(session)),
      m_cancel(makeButton({}, ButtonKind::Secondary)),
      m_apply(makeButton(tr("Apply"), ButtonKind::Primary)) {
    setWindowTitle(tr("Operating point"));
    m_cost->setWordWrap(true);
    m_cost->setObjectName("reloadCost");
    m_apply->setObjectName("apply");
    m_apply->setDefault(true);

    auto* pointCard = new Card(tr("Operating point"));
    pointCard->body()->addWidget(m_point);
    auto* memoryCard = new Card(tr("Memory"));
    memoryCard->body()->addWidget(m_plan);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * metrics::kSpace);
    buttons->addWidget(m_cost, 1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_apply);

    content()->addWidget(m_model);
    content()->addWidget(pointCard);
    content()->addWidget(memoryCard);
    content()->addStretch();
    footer()->addWidget(m_failure);
    footer()->addWidget(m_loading);
    footer()->addLayout(buttons);

    connect(m_point, &OperatingPointPanel::planChanged, this, [this] {
        m_plan->setPlan(m_point->plan());
        showCost();
    });
    connect(m_cancel, &QPushButton::clicked, this, &OperatingPointDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &OperatingPointDialog::apply);
    connect(&m_session, &ModelSession::changed, this, &OperatingPointDialog::follow);
    if (m_session.model()) m_point->setRequest(m_session.model()->plan.request);
    follow();
}

OperatingPointDialog::~OperatingPointDialog() {
    silenceFields(this);
}

void OperatingPointDialog::setDevices(const std::vector<DeviceSpec>& devices) {
    PlanRequest request = m_point->plan().request;
    request.devices = devices;
    m_point->setRequest(request);
}

void OperatingPointDialog::reject() {
    if (m_asked && !m_session.rolledBack())
        m_session.cancelLoad();
    else
        QDialog::reject();
}

void OperatingPointDialog::follow() {
    const bool loading = m_session.state() == ModelSession::State::Loading;
    const auto& model = m_session.model();
    if (m_asked && !loading) {
        m_asked = false;
        if (model && !m_session.failure() && !m_session.rolledBack()) return accept();
    }
    if (model) m_model->setText(QString::fromStdString(model->checkpoint.config.name));
    m_point->setEnabled(!loading && model);
    m_failure->setVisible(!loading && m_session.failure().has_value());
    if (const auto& failure = m_session.failure()) {
        const QString outcome = !model                   ? tr("No model is loaded.")
                                : m_session.rolledBack() ? tr("The operating point before is loaded again.")
                                                         : tr("The operating point before still is loaded.");
        m_failure->setText(tr("Loading failed.") + '\n' + describeFailure(*failure) + '\n' + outcome);
        m_failure->setDetails(describeDetails(*failure));
    }
    m_cancel->setText(loading && !m_session.rolledBack() ? tr("Cancel load") : tr("Close"));
    showCost();
}

void OperatingPointDialog::showCost() {
    const auto& model = m_session.model();
    const bool ready = m_session.state() == ModelSession::State::Ready;
    if (!model) {
        m_apply->setEnabled(false);
        m_cost->clear();
        return;
    }
    const bool same =
        m_point->contextTokens() == model->options.contextTokens && m_point->batch() == model->options.batch;
    const bool fits = m_point->plan().fits;
    m_apply->setEnabled(ready && fits && !same);
    m_apply->setToolTip(same   ? tr("This is what is loaded now.")
                        : fits ? QString()
                               : verdictOf(m_point->plan()).sentence);
    if (same)
        m_cost->setText(tr("Loaded now."));
    else
        m_cost->setText(tr("Reloads the model: %1 the last time. Answers in progress stop; their text stays.")
                            .arg(describeSeconds(m_session.lastLoadSeconds())));
}

void OperatingPointDialog::apply() {
    LoadOptions options = m_session.model()->options;
    options.contextTokens = m_point->contextTokens();
    options.batch = m_point->batch();
    m_asked = true;
    m_session.load({options, {}, m_point->plan()});
}

}  // namespace mw::gui
