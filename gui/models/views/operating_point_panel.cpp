// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "operating_point_panel.h"

#include <QGridLayout>
#include <QLocale>
#include <algorithm>

#include "controls.h"
#include "describe.h"
#include "labeled_slider.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kDefaultContext = 4096;
constexpr int kDefaultBatch = 8;

int leastContext(const ModelConfig& model) {
    return std::clamp(OperatingPointPanel::kLeastContext, 1, std::max(model.trainedContext, 1));
}

quint64 kvBytes(const Plan& plan) {
    quint64 bytes = 0;
    for (const DevicePlan& device : plan.devices)
        bytes += device.kvBytes;
    return bytes;
}

QLabel* makeHint() {
    QLabel* label = makeLabel({}, TextRole::Muted);
    label->setWordWrap(true);
    return label;
}

}  // namespace

OperatingPointPanel::OperatingPointPanel(QWidget* parent)
    : QWidget(parent),
      m_context(new LabeledSlider(tr("Context per chat, tokens"), kLeastContext, kDefaultContext, kKvPageTokens, 0)),
      m_contextHint(makeHint()),
      m_batch(new LabeledSlider(tr("Chats at once"), 1, kMostChats, 1, 0)),
      m_batchHint(makeHint()),
      m_cost(makeLabel({}, TextRole::Value)) {
    m_context->setObjectName("context");
    m_context->setLogarithmic(true);
    m_context->setResetValue(kDefaultContext);
    m_batch->setObjectName("batch");
    m_batch->setLogarithmic(true);
    m_batch->setResetValue(kDefaultBatch);
    m_cost->setObjectName("kvCost");
    m_cost->setWordWrap(true);
    QLabel* statement = makeLabel(tr("Context is per chat; the KV cache holds context × chats."), TextRole::Muted);
    statement->setWordWrap(true);

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6 * metrics::kSpace);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_context, 0, 0);
    grid->addWidget(m_batch, 0, 1);
    grid->addWidget(m_contextHint, 1, 0, Qt::AlignTop);
    grid->addWidget(m_batchHint, 1, 1, Qt::AlignTop);
    grid->setRowMinimumHeight(2, 2 * metrics::kSpace);
    grid->addWidget(m_cost, 3, 0, 1, 2);
    grid->addWidget(statement, 4, 0, 1, 2);

    const auto choose = [this] { setPoint(static_cast<int>(m_context->value()), static_cast<int>(m_batch->value())); };
    connect(m_context, &LabeledSlider::valueEdited, this, choose);
    connect(m_batch, &LabeledSlider::valueEdited, this, choose);
    setEnabled(false);
}

OperatingPointPanel::~OperatingPointPanel() {
    silenceFields(this);
}

void OperatingPointPanel::setRequest(const PlanRequest& request) {
    m_plan.request = request;
    m_context->setRange(leastContext(request.model), std::max(request.model.trainedContext, 1));
    setEnabled(true);
    setPoint(request.contextTokens, request.batch);
}

void OperatingPointPanel::setPoint(int contextTokens, int batch) {
    PlanRequest request = m_plan.request;
    if (request.devices.empty()) return;
    request.contextTokens =
        std::clamp(contextTokens, leastContext(request.model), std::max(request.model.trainedContext, 1));
    request.batch = std::clamp(batch, 1, kMostChats);
    m_plan = makePlan(request);
    showPlan();
    emit planChanged();
}

void OperatingPointPanel::showPlan() {
    const QLocale locale;
    if (static_cast<int>(m_context->value()) != contextTokens()) m_context->setValue(contextTokens());
    if (static_cast<int>(m_batch->value()) != batch()) m_batch->setValue(batch());

    if (m_plan.largestContext == 0)
        m_contextHint->setText(tr("no context fits with %1").arg(describeChats(batch())));
    else
        m_contextHint->setText(
            tr("up to %1 fit with %2").arg(locale.toString(m_plan.largestContext), describeChats(batch())));
    if (m_plan.largestBatch == 0)
        m_batchHint->setText(tr("not even one fits at this context"));
    else if (m_plan.largestBatch > kMostChats)
        m_batchHint->setText(tr("more than %1 fit at this context").arg(kMostChats));
    else
        m_batchHint->setText(tr("up to %1 fit at this context").arg(locale.toString(m_plan.largestBatch)));

    const quint64 bytes = kvBytes(m_plan);
    const quint64 tokens = m_plan.kvPages * quint64{kKvPageTokens};
    m_cost->setText(tr("KV cache %1 = %2 × %3 tokens, %4 per token")
                        .arg(describeBytes(bytes), locale.toString(batch()), locale.toString(contextTokens()),
                             describeBytes(tokens > 0 ? bytes / tokens : 0)));
}

}  // namespace mw::gui
