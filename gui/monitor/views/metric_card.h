// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <deque>

#include "controls.h"
#include "monitor_metrics.h"

namespace mw::gui {

class TimeSeriesChart;

/// A card with the chart of one group of metrics.
class MetricCard : public Card {
    Q_OBJECT

 public:
    explicit MetricCard(MetricGroup group, QWidget* parent = nullptr);

    /// Shows these rows in place of all before.
    void setRows(const std::deque<MonitorRow>& rows);
    void add(const MonitorRow& row);
    void setPaused(bool paused);
    /// Whether this card has the lines of that group.
    bool shows(const MetricGroup& group) const;
    /// See TimeSeriesChart::summary().
    QString summary() const;

 private:
    void append(const MonitorRow& row);
    void describe(const MonitorRow& row);

    MetricGroup m_group;
    TimeSeriesChart* m_chart;
    bool m_paused = false;
};

/// Which GPUs a row has, in one text: equal where the same charts fit.
QString gpuSetOf(const MonitorRow& row);

}  // namespace mw::gui
