// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAccessibleWidget>
#include <QHash>

#include "chat_types.h"

namespace mw::gui {

class ConversationView;

/// What a screen reader hears of a conversation: a list whose items are its turns, with the buttons of the turn in
/// front behind them. Each item is named by who speaks and what was said, gives its text as it is shown, and says
/// whether it is still being written.
class ConversationAccessible : public QAccessibleWidget {
 public:
    /// To be called by each view once it is built.
    static void install(ConversationView& view);

    explicit ConversationAccessible(ConversationView& view);
    ~ConversationAccessible() override;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

    // Called by the view; they tell those who listen, if there are any.
    static void turnsChanged(ConversationView& view);
    static void turnChanged(ConversationView& view, int index);
    static void turnFocused(ConversationView& view, int index);

 private:
    static ConversationAccessible* of(ConversationView& view);
    QAccessibleInterface* turn(int index) const;

    ConversationView& m_view;
    mutable QHash<TurnId, QAccessible::Id> m_turns;
};

}  // namespace mw::gui
