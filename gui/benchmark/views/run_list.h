// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QWidget>

#include "benchmark_types.h"

class QVBoxLayout;

namespace mw::gui {

/// A run that is shown, with its colour in chart and list.
struct ShownRun {
    BenchmarkRun run;
    int color = 0;  ///< index into Theme::series
};

/// All runs, the ticked ones with the colour that they have in the chart. Delete removes the one in focus.
class RunList : public QWidget {
    Q_OBJECT

 public:
    static constexpr int kMostShown = 5;  ///< colours of the theme

    explicit RunList(QWidget* parent = nullptr);

    /// `running`: the run in progress, first in the list, or null.
    void setRuns(const QVector<BenchmarkRun>& runs, const BenchmarkRun* running);
    /// Ticks a run, in place of the oldest ticked one if there are too many.
    void show(const QString& id);
    /// The ticked ones in the list's order.
    QVector<ShownRun> shown() const;

 signals:
    void shownChanged();
    void removeRequested(const QString& id);

 private:
    void rebuild();
    void setShown(const QString& id, bool shown);
    int freeColor() const;

    QVBoxLayout* m_rows;
    QVector<BenchmarkRun> m_runs;
    QString m_running;
    QHash<QString, int> m_colors;  ///< of ticked runs
    QStringList m_order;           ///< in which they were ticked
};

}  // namespace mw::gui
