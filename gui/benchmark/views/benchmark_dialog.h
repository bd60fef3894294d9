// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "benchmark_plan.h"
#include "content_dialog.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace mw::gui {

class LabeledSlider;

/// What to measure, and what that does to the model that is loaded; said before anything happens.
class BenchmarkDialog : public ContentDialog {
    Q_OBJECT

 public:
    /// `loadSeconds`: what the last load took; 0 if unknown.
    BenchmarkDialog(const ModelSummary& model, double loadSeconds, QWidget* parent = nullptr);
    ~BenchmarkDialog() override;

    /// As it stands.
    const BenchmarkPlan& plan() const { return m_plan; }

 private:
    QWidget* makeContexts();
    BenchmarkChoice choice() const;
    void refresh();
    QString costOf(const BenchmarkPlan& plan) const;

    ModelSummary m_model;
    double m_loadSeconds;
    BenchmarkPlan m_plan;
    QVector<int> m_contexts;
    QVector<QCheckBox*> m_contextBoxes;
    QCheckBox* m_short;
    QCheckBox* m_full;
    LabeledSlider* m_tokens;
    LabeledSlider* m_chats;
    QLabel* m_cells;
    QLabel* m_problems;
    QLabel* m_cost;
    QPushButton* m_start;
};

}  // namespace mw::gui
