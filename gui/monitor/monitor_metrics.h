// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <deque>
#include <functional>
#include <vector>

#include "monitor_recorder.h"

namespace mw::gui {

/// More lines nobody tells apart.
inline constexpr int kChatsInChart = 4;

/// One line of a chart, one column of an export.
struct Metric {
    QString name;   ///< "by the workbench"
    int color = 0;  ///< index into Theme::series
    /// Its value in a row; NaN where there is none.
    std::function<double(const MonitorRow& row)> value;
    qint64 of = 0;  ///< the chat, or 0: what the name alone tells apart
};

/// One chart: metrics of one unit.
struct MetricGroup {
    QString title;  ///< "GPU 0 memory"
    QString unit;   ///< "GB"
    std::vector<Metric> metrics;
    /// The end of the axis in a row; absent, or 0: it grows with the values.
    std::function<double(const MonitorRow& row)> ceiling;
    /// What stands beside the title, muted; absent: the unit.
    std::function<QString(const MonitorRow& row)> caption;
};

/// The chats that generated in these rows, the oldest chat first; of more than `most`, those that generated last. Names
/// are cut to what a legend has room for, and tell the chats apart.
QVector<MonitoredChat> chatsIn(const std::deque<MonitorRow>& rows, int most = kChatsInChart);

/// All charts that a machine with these GPUs has: memory of each GPU, load, power, temperature; the engine's tokens per
/// second, of these chats each, its batch and pages; and the machine's own memory and cores.
std::vector<MetricGroup> metricGroups(const QVector<GpuSample>& gpus, const QVector<MonitoredChat>& chats = {});

/// The two charts beside a chat: memory of the GPUs, or of the machine without one; and tokens per second.
std::vector<MetricGroup> overviewGroups(const QVector<GpuSample>& gpus);

/// The rows as CSV (RFC 4180): a line of names, then one line per second; empty where there is no value.
QByteArray monitorCsv(const std::deque<MonitorRow>& rows);

}  // namespace mw::gui
