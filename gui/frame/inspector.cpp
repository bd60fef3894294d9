// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "inspector.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "controls.h"
#include "metric_fold.h"
#include "theme.h"

namespace mw::gui {

Inspector::Inspector(MonitorRecorder& recorder, QWidget* settings, QWidget* parent)
    : QFrame(parent), m_recorder(recorder), m_graphs(new QVBoxLayout) {
    setSurface(this, Surface::Panel);
    setFixedWidth(metrics::kInspectorWidth);

    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(12);
    m_graphs->setSpacing(6);
    column->addWidget(settings);
    column->addWidget(makeLabel(tr("Monitors"), TextRole::Heading, content));
    column->addLayout(m_graphs);
    column->addStretch();

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeLine(Qt::Vertical, this));
    outer->addWidget(scroll);
    connect(&recorder, &MonitorRecorder::recorded, this, &Inspector::showRow);
    makeGraphs();
}

void Inspector::setPaused(bool paused) {
    m_paused = paused;
    for (MetricFold* graph : m_folds)
        graph->setPaused(paused);
    if (!paused) makeGraphs();
}

std::vector<bool> Inspector::openGraphs() const {
    std::vector<bool> open;
    for (const MetricFold* graph : m_folds)
        open.push_back(graph->isOpen());
    return open;
}

void Inspector::setOpenGraphs(const std::vector<bool>& open) {
    for (std::size_t graph = 0; graph < std::min(open.size(), m_folds.size()); ++graph)
        m_folds[graph]->setOpen(open[graph]);
}

void Inspector::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    // Nothing is drawn for eyes that do not see it; what was missed comes now.
    if (!m_paused) makeGraphs();
}

void Inspector::showRow(const MonitorRow& row) {
    if (m_paused || !isVisible()) return;
    if (gpuSetOf(row) != m_gpuSet) return makeGraphs();
    for (MetricFold* graph : m_folds)
        graph->add(row);
}

void Inspector::makeGraphs() {
    const auto& rows = m_recorder.rows();
    const QString set = rows.empty() ? QString() : gpuSetOf(rows.back());
    if (m_folds.empty() || set != m_gpuSet) {
        m_gpuSet = set;
        const std::vector<bool> open = openGraphs();
        for (MetricFold* graph : std::exchange(m_folds, {}))
            delete graph;
        for (const MetricGroup& group :
             overviewGroups(rows.empty() ? QVector<GpuSample>() : rows.back().machine.gpus)) {
            m_folds.push_back(new MetricFold(group, this));
            m_graphs->addWidget(m_folds.back());
        }
        setOpenGraphs(open);
    }
    for (MetricFold* graph : m_folds)
        graph->setRows(rows);
}

}  // namespace mw::gui
