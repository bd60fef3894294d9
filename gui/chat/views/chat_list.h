// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QTimer>

#include "chat_controller.h"

class QContextMenuEvent;
class QKeyEvent;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;

namespace mw::gui {

class ChatListModel;

/// All chats at the left: New chat, search in titles and texts, pinned ones, folders, groups by day, the archive.
/// Several can be chosen, dragged, exported and deleted.
class ChatList : public QFrame {
    Q_OBJECT

 public:
    explicit ChatList(ChatController& controller, QWidget* parent = nullptr);

    QListView* view() const { return m_view; }
    QLineEdit* searchField() const { return m_search; }
    /// The chats that are chosen, as they stand in the list.
    QVector<ChatId> chosen() const;
    /// Makes a folder, with `chats` in it, and lets its name be typed.
    void addFolder(const QVector<ChatId>& chats = {});

 signals:
    void exportWanted(const QVector<mw::gui::ChatId>& chats);
    void exportAllWanted();
    void importWanted();
    void filesDropped(const QStringList& paths);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

 private:
    /// What Enter and Down in the search field ask for.
    enum class Onward { Nothing, ToOpen, ToChoose };

    void makeView();
    void watchSearch();
    void goOn(Onward onward);
    void showEmpty();
    void edit(const QModelIndex& index);
    void keepChoice();
    void restoreChoice();
    void selectCurrent();
    void use(const QModelIndex& index);
    bool takesKey(const QKeyEvent& event) const;
    bool takeKey(const QKeyEvent& event);
    bool openMenuFor(const QContextMenuEvent& event, bool isViewport);
    void openMenu(const QModelIndex& index, const QPoint& position);
    void addChatActions(QMenu& menu, const QVector<ChatId>& chats);
    void addFolderActions(QMenu& menu, const QModelIndex& index);
    void fillFolders(QMenu& menu, const QVector<ChatId>& chats);
    QVector<ChatId> chatsOf(const QString& folder) const;

    ChatController& m_controller;
    QLineEdit* m_search;
    QListView* m_view;
    QLabel* m_empty;
    ChatListModel* m_rows;
    QTimer m_searchLater;
    QTimer m_ages;          ///< they grow
    bool m_current = true;  ///< what is shown is what the field says
    Onward m_onceFound = Onward::Nothing;

    // What a rebuilt list takes over.
    QVector<ChatId> m_kept;
    ChatId m_keptCurrent = 0;  ///< the keyboard is on it; 0: on none
    QString m_keptFold;        ///< or on this folder, or the archive
    int m_keptScroll = 0;
};

}  // namespace mw::gui
