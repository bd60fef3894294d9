// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "chat_types.h"

class QLabel;
class QToolButton;

namespace mw::gui {

/// The row of buttons below the turn that the mouse or the keyboard is on.
class TurnActions : public QWidget {
    Q_OBJECT

 public:
    explicit TurnActions(QWidget* parent);

    /// Fits the buttons to a turn. `busy`: an answer is being written; `last`: nothing follows the turn.
    void setTurn(const Turn& turn, bool busy, bool last, const QString& whyNotReady);

 signals:
    void copyWanted();
    void regenerateWanted();
    void editWanted();
    void forkWanted();
    void detailsWanted();
    void continueWanted();
    void deleteWanted();
    void branchWanted(int step);

 private:
    QToolButton* m_previous;
    QLabel* m_branch;
    QToolButton* m_next;
    QToolButton* m_copy;
    QToolButton* m_regenerate;
    QToolButton* m_edit;
    QToolButton* m_continue;
    QToolButton* m_fork;
    QToolButton* m_details;
    QToolButton* m_delete;
};

}  // namespace mw::gui
