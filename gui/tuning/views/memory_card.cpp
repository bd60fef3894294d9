// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "memory_card.h"

#include <QLabel>
#include <QVBoxLayout>

#include "memory_bar.h"
#include "theme.h"

namespace mw::gui {

MemoryCard::MemoryCard(QWidget* parent)
    : Card(tr("Memory per device"), parent),
      m_legend(new MemoryLegend),
      m_column(new QVBoxLayout),
      m_placement(makeLabel({}, TextRole::Muted)) {
    m_legend->setAlignment(Qt::AlignRight);
    m_column->setSpacing(2 * metrics::kSpace);
    m_placement->setWordWrap(true);
    setCorner(m_legend);
    body()->addLayout(m_column);
    body()->addWidget(m_placement);
    body()->addStretch();
}

void MemoryCard::setPlan(const Plan& plan, quint64 kvPagesUsed, const QVector<std::optional<quint64>>& peaks) {
    const auto devices = static_cast<qsizetype>(plan.devices.size());
    while (m_bars.size() < devices) {
        m_bars << new MemoryBar;
        m_column->addWidget(m_bars.last());
    }
    // Pages in use are those of the loaded plan; in a larger cache they are a smaller part.
    const double used = plan.kvPages > 0 ? static_cast<double>(kvPagesUsed) / static_cast<double>(plan.kvPages) : 0;
    for (qsizetype rank = 0; rank < m_bars.size(); ++rank) {
        m_bars[rank]->setVisible(rank < devices);
        if (rank >= devices) continue;
        m_bars[rank]->setPlan(plan, static_cast<int>(rank));
        m_bars[rank]->setKvUsed(used);
        m_bars[rank]->setPeak(peaks.value(rank));
    }
    m_legend->setPlan(plan);
    m_placement->setText(QString::fromStdString(plan.placementReason));
    m_placement->setVisible(devices > 1);
}

}  // namespace mw::gui
