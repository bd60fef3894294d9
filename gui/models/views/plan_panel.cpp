// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plan_panel.h"

#include <QBoxLayout>
#include <QLabel>

#include "controls.h"
#include "describe.h"
#include "memory_bar.h"
#include "theme.h"

namespace mw::gui {

namespace {

TextRole roleOf(Fit fit) {
    switch (fit) {
        case Fit::Fits:
            return TextRole::Ok;
        case Fit::Tight:
            return TextRole::Warn;
        case Fit::DoesNotFit:
            return TextRole::Bad;
    }
    return TextRole::Value;
}

}  // namespace

PlanPanel::PlanPanel(QWidget* parent)
    : QWidget(parent),
      m_word(makeLabel({}, TextRole::Ok)),
      m_sentence(makeLabel({}, TextRole::Value)),
      m_placement(makeLabel({}, TextRole::Muted)),
      m_legend(new MemoryLegend),
      m_layout(new QVBoxLayout(this)) {
    m_word->setObjectName("fitWord");
    QFont bold = m_word->font();
    bold.setWeight(QFont::DemiBold);
    m_word->setFont(bold);
    m_sentence->setObjectName("fitSentence");
    m_sentence->setWordWrap(true);
    m_placement->setWordWrap(true);

    auto* verdict = new QHBoxLayout;
    verdict->setSpacing(2 * metrics::kSpace);
    verdict->addWidget(m_word, 0, Qt::AlignTop);
    verdict->addWidget(m_sentence, 1);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2 * metrics::kSpace);
    m_layout->addLayout(verdict);
    m_layout->addWidget(m_placement);
    m_layout->addWidget(m_legend);
}

void PlanPanel::setPlan(const Plan& plan) {
    const Verdict verdict = verdictOf(plan);
    QString word = verdict.word;
    if (!word.isEmpty()) word[0] = word[0].toUpper();
    m_word->setText(word);
    setTextRole(m_word, roleOf(verdict.fit));
    m_sentence->setText(verdict.sentence);
    m_placement->setText(QString::fromStdString(plan.placementReason));
    m_placement->setVisible(plan.request.devices.size() > 1);
    while (m_bars.size() < static_cast<qsizetype>(plan.devices.size())) {
        m_bars << new MemoryBar;
        m_layout->insertWidget(m_layout->count() - 1, m_bars.last());
    }
    for (int rank = 0; rank < m_bars.size(); ++rank) {
        const bool used = rank < static_cast<int>(plan.devices.size());
        m_bars[rank]->setVisible(used);
        if (used) m_bars[rank]->setPlan(plan, rank);
    }
    m_legend->setPlan(plan);
}

}  // namespace mw::gui
