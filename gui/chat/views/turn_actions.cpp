// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "turn_actions.h"

#include <QHBoxLayout>

#include "controls.h"

namespace mw::gui {

TurnActions::TurnActions(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](const char* iconName, const QString& name) {
        QToolButton* button = makeIconButton(QString::fromLatin1(iconName), name, this);
        button->setIconSize({15, 15});
        button->setFixedSize(25, 25);
        button->setCursor(Qt::ArrowCursor);
        row->addWidget(button);
        return button;
    };
    m_previous = add("chevron-left", tr("Previous version"));
    m_branch = makeLabel(QString(), TextRole::Muted, this);
    row->addWidget(m_branch);
    m_next = add("chevron-right", tr("Next version"));
    m_copy = add("copy", tr("Copy the Markdown source"));
    m_edit = add("pencil", tr("Edit and ask again"));
    m_regenerate = add("refresh-cw", tr("Answer again"));
    m_continue = add("play", tr("Continue this answer"));
    m_fork = add("git-branch", tr("Go on from here in a new chat"));
    m_details = add("info", tr("About this answer"));
    m_delete = add("trash-2", tr("Delete this turn and what follows"));
    connect(m_previous, &QToolButton::clicked, this, [this] { emit branchWanted(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit branchWanted(1); });
    connect(m_copy, &QToolButton::clicked, this, &TurnActions::copyWanted);
    connect(m_edit, &QToolButton::clicked, this, &TurnActions::editWanted);
    connect(m_regenerate, &QToolButton::clicked, this, &TurnActions::regenerateWanted);
    connect(m_continue, &QToolButton::clicked, this, &TurnActions::continueWanted);
    connect(m_fork, &QToolButton::clicked, this, &TurnActions::forkWanted);
    connect(m_details, &QToolButton::clicked, this, &TurnActions::detailsWanted);
    connect(m_delete, &QToolButton::clicked, this, &TurnActions::deleteWanted);
}

void TurnActions::setTurn(const Turn& turn, bool busy, bool last, const QString& whyNotReady) {
    const bool branches = turn.branches > 1;
    for (QWidget* widget :
         {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_branch), static_cast<QWidget*>(m_next)})
        widget->setVisible(branches);
    m_branch->setText(QStringLiteral("%1/%2").arg(turn.branch).arg(turn.branches));
    m_branch->setAccessibleName(tr("Version %1 of %2").arg(turn.branch).arg(turn.branches));
    m_previous->setEnabled(turn.branch > 1);
    m_next->setEnabled(turn.branch < turn.branches);
    m_copy->setEnabled(!turn.text.isEmpty());
    m_edit->setVisible(turn.state != TurnState::Streaming);
    m_fork->setVisible(turn.state != TurnState::Streaming);
    m_details->setVisible(turn.isAnswer() && turn.state != TurnState::Streaming);
    m_regenerate->setVisible(turn.isAnswer());
    const bool unfinished = turn.isAnswer() && last && turn.state != TurnState::Complete &&
                            turn.state != TurnState::Streaming && turn.state != TurnState::Damaged;
    m_continue->setVisible(unfinished && !turn.text.isEmpty());
    // A button that cannot be used says why.
    const QString whyBusy = busy ? tr("Wait for the answer, or stop it") : QString();
    const QString why = busy ? whyBusy : whyNotReady;
    const auto restrict = [](QToolButton* button, const QString& name, const QString& reason) {
        button->setEnabled(reason.isEmpty());
        button->setToolTip(reason.isEmpty() ? name : name + QStringLiteral(" – ") + reason);
    };
    const QString edit = turn.isAnswer() ? tr("Edit this answer") : tr("Edit and ask again");
    m_edit->setAccessibleName(edit);
    restrict(m_edit, edit, turn.isAnswer() ? whyBusy : why);  // what a person writes needs no model
    restrict(m_regenerate, tr("Answer again"), why);
    restrict(m_continue, tr("Continue this answer"), why);
    adjustSize();
}

}  // namespace mw::gui
