// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "measurement_progress.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>

#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSteps = 1000;
constexpr int kBarWidth = 150;

}  // namespace

MeasurementProgress::MeasurementProgress(const QString& name, const QString& kept, QWidget* parent)
    : QWidget(parent),
      m_text(makeLabel({}, TextRole::Muted, this)),
      m_bar(new QProgressBar(this)),
      m_cancel(makeButton(tr("Cancel"), ButtonKind::Secondary, this)) {
    m_bar->setRange(0, kSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(kBarWidth);
    m_bar->setAccessibleName(name);
    m_cancel->setIcon(icon("square", IconColor::Warn));
    m_cancel->setObjectName("cancelMeasurement");
    m_cancel->setToolTip(kept);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * metrics::kSpace);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &MeasurementProgress::cancelled);
    hide();
}

void MeasurementProgress::show(const Content& content) {
    m_text->setText(content.text);
    m_bar->setValue(static_cast<int>(content.share * kSteps));
    m_bar->setAccessibleDescription(content.text);
    m_cancel->setVisible(content.canCancel);
    QWidget::show();
}

}  // namespace mw::gui
