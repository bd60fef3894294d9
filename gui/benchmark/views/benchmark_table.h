// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableWidget>

#include "run_list.h"

namespace mw::gui {

/// The experiments of the shown runs, a line each, against what the calibration predicted; with several runs, each line
/// also against the first run's.
class BenchmarkTable : public QTableWidget {
    Q_OBJECT

 public:
    explicit BenchmarkTable(QWidget* parent = nullptr);

    void setRuns(const QVector<ShownRun>& runs);
    /// The experiments of these runs, each once, in the order of their contexts.
    static QVector<BenchmarkCell> cellsOf(const QVector<ShownRun>& runs);
    /// A run's result of an experiment (whatever its number of chats), or null.
    static const BenchmarkResult* resultOf(const BenchmarkRun& run, const BenchmarkCell& cell);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    /// Gives each column what it needs, and its part of what is left.
    void spreadColumns();
    void nameRuns(bool named);
    void nameComparisons(bool whole);
    void nameFigures(bool whole);
    int wantedWidth(int column) const;
    int wantedWidth() const;
    void addLine(const ShownRun& shown, const BenchmarkResult& result, const BenchmarkResult* first, bool several);

    bool m_predicted = false;  ///< there are predictions to show
};

}  // namespace mw::gui
