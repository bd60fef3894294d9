// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>
#include <functional>
#include <optional>

#include "benchmark_runner.h"
#include "benchmark_store.h"

class QAction;
class QBoxLayout;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace mw::gui {

class Banner;
class BenchmarkProgress;
class BenchmarkTable;
class ElidedLabel;
class EmptyState;
class GroupedBarChart;
class ModelSession;
class QualityCard;
class RunList;
struct ShownRun;

/// AIME's experiment on this machine: plan a run, follow it, lay runs over each other, export them.
class BenchmarkView : public QWidget {
    Q_OBJECT

 public:
    BenchmarkView(ModelSession& session, BenchmarkStore& store, QWidget* parent = nullptr);

    /// Below the runs: what formats cost. Neither measures while the other does.
    void setQuality(QualityCard* card);

    BenchmarkRunner& runner() { return *m_runner; }
    /// Asked at the start of a run for what the calibration of the loaded model says, if there is one.
    void setCalibration(std::function<std::optional<SpeedModel>()> calibration) {
        m_calibration = std::move(calibration);
    }
    /// For the command search: start, cancel, exports, summary.
    QList<QAction*> commands() const { return m_commands; }
    /// What the chart shows, in sentences.
    QString summary() const;

    /// The shown runs. False: `error` says why.
    bool exportCsv(const QString& path, QString* error) const;
    bool exportPng(const QString& path, QString* error) const;
    /// The first shown run as AIME's result files, in folders of their own below `folder`.
    bool exportAime(const QString& folder, QString* error) const;

 public slots:
    /// Shows what a run would do, and starts it if that is wanted.
    void plan();
    /// The driver's version, for the records.
    void setDriver(const QString& version) { m_driver = version; }

 signals:
    void modelWanted();
    /// A command needs this view on the screen.
    void wanted();

 protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    QWidget* makeHeader();
    QWidget* makeResults();
    void makeCommands();
    void refresh();
    void refreshButtons();
    bool canStart() const;
    void showRuns();
    QVector<BenchmarkCell> cellsToShow(const QVector<ShownRun>& shown) const;
    void onEnded(BenchmarkRunner::End end);
    void removeRun(const QString& id);
    void undoRemoval();
    void say(const QString& text, bool bad);
    void saveAs(const QString& suffix, bool (BenchmarkView::*write)(const QString&, QString*) const);
    void saveAime();

    ModelSession& m_session;
    BenchmarkStore& m_store;
    std::function<std::optional<SpeedModel>()> m_calibration;
    BenchmarkRunner* m_runner;
    QString m_driver;
    ElidedLabel* m_subtitle = nullptr;
    BenchmarkProgress* m_progress = nullptr;
    QToolButton* m_export = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_firstStart = nullptr;    ///< the same, while nothing is measured
    std::optional<BenchmarkRun> m_removed;  ///< the run that Undo brings back
    Banner* m_banner = nullptr;
    QStackedWidget* m_pages = nullptr;
    EmptyState* m_noModel = nullptr;
    EmptyState* m_noRun = nullptr;
    QWidget* m_results = nullptr;
    QBoxLayout* m_upper = nullptr;  ///< chart and runs, beside or below each other
    GroupedBarChart* m_chart = nullptr;
    RunList* m_runs = nullptr;
    BenchmarkTable* m_table = nullptr;
    QualityCard* m_quality = nullptr;
    QList<QAction*> m_commands;
    QAction* m_planAction = nullptr;
    QAction* m_cancelAction = nullptr;
    QList<QAction*> m_exportActions;
};

}  // namespace mw::gui
