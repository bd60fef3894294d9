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
class ModelSession;

/// What to measure, and what that does to the model that is loaded; said before anything happens. Closes when that
/// model goes.
class BenchmarkDialog : public ContentDialog {
    Q_OBJECT

 public:
    /// The session has a model.
    explicit BenchmarkDialog(const ModelSession& session, QWidget* parent = nullptr);
    ~BenchmarkDialog() override;

    /// As it stands.
    const BenchmarkPlan& plan() const { return m_plan; }

 private:
    QWidget* makeContexts();
    BenchmarkChoice choice() const;
    void refresh();
    QString costOf(const BenchmarkPlan& plan) const;

    const ModelSession& m_session;
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
