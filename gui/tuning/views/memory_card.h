// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>
#include <optional>

#include "controls.h"
#include "mw/plan.h"

namespace mw::gui {

class MemoryBar;
class MemoryLegend;

/// What a plan takes of each device: a bar per device, and why the model is spread as it is.
class MemoryCard : public Card {
    Q_OBJECT

 public:
    explicit MemoryCard(QWidget* parent = nullptr);

    /// `kvPagesUsed`: of all chats, now; `peaks`: what was really taken at most, by rank, where it was measured.
    void setPlan(const Plan& plan, quint64 kvPagesUsed, const QVector<std::optional<quint64>>& peaks);

 private:
    MemoryLegend* m_legend;
    QVBoxLayout* m_column;
    QVector<MemoryBar*> m_bars;
    QLabel* m_placement;
};

}  // namespace mw::gui
