// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inspector.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>
#include <utility>

#include "controls.h"
#include "metric_card.h"
#include "theme.h"

namespace mw::gui {

Inspector::Inspector(MonitorRecorder& recorder, QWidget* settings, QWidget* parent)
    : QFrame(parent), m_recorder(recorder), m_charts(new QVBoxLayout) {
    setSurface(this, Surface::Panel);
    setFixedWidth(metrics::kInspectorWidth);

    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    m_charts->setSpacing(12);
    column->addLayout(m_charts);
    column->addWidget(settings);
    column->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeLine(Qt::Vertical, this));
    outer->addWidget(scroll);
    connect(&recorder, &MonitorRecorder::recorded, this, &Inspector::showRow);
    makeCards();
}

void Inspector::setPaused(bool paused) {
    m_paused = paused;
    for (MetricCard* card : m_cards)
        card->setPaused(paused);
    if (!paused) makeCards();
}

void Inspector::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    // Nothing is drawn for eyes that do not see it; what was missed comes now.
    if (!m_paused) makeCards();
}

void Inspector::showRow(const MonitorRow& row) {
    if (m_paused || !isVisible()) return;
    if (gpuSetOf(row) != m_gpuSet) return makeCards();
    for (MetricCard* card : m_cards)
        card->add(row);
}

void Inspector::makeCards() {
    const auto& rows = m_recorder.rows();
    const QString set = rows.empty() ? QString() : gpuSetOf(rows.back());
    if (m_cards.empty() || set != m_gpuSet) {
        m_gpuSet = set;
        for (MetricCard* card : std::exchange(m_cards, {}))
            delete card;
        for (MetricGroup& group : overviewGroups(rows.empty() ? QVector<GpuSample>() : rows.back().machine.gpus)) {
            m_cards.push_back(new MetricCard(std::move(group), this));
            m_charts->addWidget(m_cards.back());
        }
    }
    for (MetricCard* card : m_cards)
        card->setRows(rows);
}

}  // namespace mw::gui
