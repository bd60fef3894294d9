// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "benchmark_plan.h"
#include "measurement_dialog.h"

class QCheckBox;
class QLabel;

namespace mw::gui {

class LabeledSlider;

/// What to measure, and what that does to the model that is loaded; said before anything happens. Closes when that
/// model goes.
class BenchmarkDialog : public MeasurementDialog {
    Q_OBJECT

 public:
    /// The session has a model.
    explicit BenchmarkDialog(const ModelSession& session, QWidget* parent = nullptr);

    /// As it stands.
    const BenchmarkPlan& plan() const { return m_plan; }

 private:
    QWidget* makeContexts();
    BenchmarkChoice choice() const;
    void refresh();
    QString costOf(const BenchmarkPlan& plan) const;

    BenchmarkPlan m_plan;
    QVector<int> m_contexts;
    QVector<QCheckBox*> m_contextBoxes;
    QCheckBox* m_short;
    QCheckBox* m_full;
    LabeledSlider* m_tokens;
    LabeledSlider* m_chats;
    QLabel* m_cells;
};

}  // namespace mw::gui
