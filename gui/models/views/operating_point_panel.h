// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "mw/plan.h"

class QLabel;

namespace mw::gui {

class LabeledSlider;

/// Context per chat and chats at once, with what they cost in memory beside them. Every change is planned at once.
class OperatingPointPanel : public QWidget {
    Q_OBJECT

 public:
    static constexpr int kLeastContext = 512;  ///< or the trained context, if that is less
    static constexpr int kMostChats = 256;

    explicit OperatingPointPanel(QWidget* parent = nullptr);
    ~OperatingPointPanel() override;

    /// The model, its devices and the point to start from. Values out of the model's range are brought into it.
    void setRequest(const PlanRequest& request);
    /// The plan at the chosen point.
    const Plan& plan() const { return m_plan; }
    int contextTokens() const { return m_plan.request.contextTokens; }
    int batch() const { return m_plan.request.batch; }

 public slots:
    void setPoint(int contextTokens, int batch);

 signals:
    void planChanged();

 private:
    void showPlan();

    Plan m_plan;
    LabeledSlider* m_context;
    QLabel* m_contextHint;
    LabeledSlider* m_batch;
    QLabel* m_batchHint;
    QLabel* m_cost;
};

}  // namespace mw::gui
