// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>
#include <QWidget>

#include "mw/plan.h"

class QLabel;
class QVBoxLayout;

namespace mw::gui {

class MemoryBar;
class MemoryLegend;

/// A plan on the screen: whether it fits, in a word, a colour and a sentence, and a memory bar per device.
class PlanPanel : public QWidget {
    Q_OBJECT

 public:
    explicit PlanPanel(QWidget* parent = nullptr);

    void setPlan(const Plan& plan);

 private:
    QLabel* m_word;
    QLabel* m_sentence;
    QLabel* m_placement;
    MemoryLegend* m_legend;
    QVBoxLayout* m_layout;
    QVector<MemoryBar*> m_bars;
};

}  // namespace mw::gui
