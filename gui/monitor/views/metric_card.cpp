// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "metric_card.h"

#include <QVBoxLayout>

#include "time_series_chart.h"

namespace mw::gui {

MetricCard::MetricCard(MetricGroup group, QWidget* parent)
    : Card(group.title, parent),
      m_group(std::move(group)),
      m_chart(new TimeSeriesChart(m_group.title, m_group.unit, this)) {
    setCaption(m_group.unit);
    if (m_group.caption) describe({});
    for (const Metric& metric : m_group.metrics)
        m_chart->addSeries(metric.name, metric.color);
    body()->addWidget(m_chart);
    body()->addStretch();  // beside taller cards
}

void MetricCard::setRows(const std::deque<MonitorRow>& rows) {
    m_chart->clear();
    m_chart->setPaused(true);  // one picture at the end, not one per row
    for (const MonitorRow& row : rows)
        append(row);
    m_chart->setPaused(m_paused);
    if (!rows.empty()) describe(rows.back());
}

void MetricCard::add(const MonitorRow& row) {
    append(row);
    if (!m_paused) describe(row);
}

void MetricCard::setPaused(bool paused) {
    m_paused = paused;
    m_chart->setPaused(paused);
}

bool MetricCard::shows(const MetricGroup& group) const {
    const auto same = [](const Metric& one, const Metric& other) {
        return one.name == other.name && one.of == other.of;
    };
    return m_group.title == group.title && std::ranges::equal(m_group.metrics, group.metrics, same);
}

QString MetricCard::summary() const {
    return m_chart->summary();
}

void MetricCard::append(const MonitorRow& row) {
    std::vector<double> values;
    for (const Metric& metric : m_group.metrics)
        values.push_back(metric.value(row));
    m_chart->append(row.seconds, values);
}

void MetricCard::describe(const MonitorRow& row) {
    if (m_group.ceiling) m_chart->setCeiling(m_group.ceiling(row));
    if (m_group.caption) setCaption(m_group.caption(row));
}

QString gpuSetOf(const MonitorRow& row) {
    QString set;
    for (const GpuSample& gpu : row.machine.gpus)
        set += QString::number(gpu.index) + gpu.uuid + ' ';
    return set;
}

}  // namespace mw::gui
