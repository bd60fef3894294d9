// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>

#include "controls.h"
#include "quality_plan.h"
#include "quality_runner.h"
#include "quality_store.h"

class QProgressBar;

namespace mw::gui {

class MeasurementProgress;
class QualityTable;

/// What formats cost in quality: measures it, shows how far that is, and what was measured.
class QualityCard : public Card {
    Q_OBJECT

 public:
    QualityCard(ModelSession& session, QualityStore& store, QWidget* parent = nullptr);

    QualityRunner& runner() { return *m_runner; }
    /// While something else measures, this does not.
    void setOthersMeasure(bool measure);

    /// Asks what to measure of the loaded model, and measures it; of this one, with this way of holding it chosen.
    void plan();
    void plan(const QualityModel& model, const std::optional<WeightFormats>& weights,
              const std::optional<Precision>& kv);
    /// Without asking.
    void start(const QualityPlan& plan);

 signals:
    /// There is no model: a person wants to open one.
    void modelWanted();

 private:
    QWidget* makeCorner();
    bool canStart() const;
    void ask(const QualityModel& model, bool chosen, const std::optional<WeightFormats>& weights,
             const std::optional<Precision>& kv);
    void keep(const QualityResult& result);
    void remove(QualityResult result);
    void onEnded(QualityRunner::End end);
    void say(const QString& text, bool bad);
    void refresh();
    QString progressText() const;

    ModelSession& m_session;
    QualityStore& m_store;
    QualityRunner* m_runner;
    bool m_othersMeasure = false;
    int m_measured = 0;  ///< in the last run
    QString m_unsaved;   ///< why what it measured is not in the file
    QTimer m_pace;       ///< of the display; the runner may speak more often
    MeasurementProgress* m_progress = nullptr;
    QPushButton* m_measure = nullptr;
    Banner* m_note;
    QLabel* m_empty;
    QualityTable* m_table;
};

}  // namespace mw::gui
