// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QHash>
#include <QTimer>

#include "chat_controller.h"

class QLabel;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace mw::gui {

/// All chats at the left: New chat, search in titles and texts, groups by day.
class ChatList : public QFrame {
    Q_OBJECT

 public:
    explicit ChatList(ChatController& controller, QWidget* parent = nullptr);

    QListView* view() const { return m_view; }
    QLineEdit* searchField() const { return m_search; }

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

 private:
    /// What Enter and Down in the search field ask for.
    enum class Onward { Nothing, ToOpen, ToChoose };

    void rebuild();
    void goOn(Onward onward);
    void refreshStreaming();
    void selectCurrent();
    void openMenu(const QPoint& position);
    void renameChat(ChatId chat);
    void open(ChatId chat);
    ChatId chatAt(const QModelIndex& index) const;

    ChatController& m_controller;
    QLineEdit* m_search;
    QListView* m_view;
    QLabel* m_empty;
    QStandardItemModel* m_rows;
    QTimer m_rebuild;
    QTimer m_searchLater;
    QHash<ChatId, TurnId> m_found;  ///< see SearchHit
    bool m_filtered = false;
    bool m_current = true;  ///< what is shown is what the field says
    Onward m_onceFound = Onward::Nothing;
};

}  // namespace mw::gui
