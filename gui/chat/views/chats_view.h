// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "chat_controller.h"
#include "fold.h"

class QHBoxLayout;
class QToolButton;

namespace mw::gui {

class Banner;
class ChatList;
class ChatPane;
class ChatSplit;
class ChatTabs;
class Composer;
class ConversationView;
class ExchangeNote;
class FindBar;
class OuterUndo;

/// The view Chats without the inspector: list | tabs, and conversations with their composers, one or side by side.
class ChatsView : public QWidget {
    Q_OBJECT

 public:
    explicit ChatsView(ChatController& controller, QWidget* parent = nullptr);

    ChatList* list() const { return m_list; }
    ChatTabs* tabs() const { return m_tabs; }
    ChatSplit* split() const { return m_split; }
    /// Of the chat in front.
    Composer* composer() const;
    ExchangeNote* exchange() const { return m_exchange; }
    FindBar* findBar() const { return m_find; }
    /// The conversation in front, or null.
    ConversationView* conversation() const;
    /// As a person does it, see Fold.
    void setListOpen(bool open);
    bool isListOpen() const { return m_listFold.isOpen(); }
    bool isListWanted() const { return m_listFold.isWanted(); }
    void setRoomForList(bool hasRoom);
    /// Adds a button at the right end of the bar of tabs.
    void addBarButton(QWidget* button);

    /// What the keyboard does here; the window may show them in its menu or command search.
    QList<QAction*> chatActions() const { return m_actions; }

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

 private:
    void makeActions();
    void showList();
    void setDropTarget(Composer* composer);
    void makeNotes(QWidget* notes);
    void takePane(ChatPane* pane);
    void takeView(ConversationView* view);
    void showStoreState();
    void goOnInANewFile();
    void openLink(const QString& address);

    ChatController& m_controller;
    ChatList* m_list;
    QHBoxLayout* m_barRow;
    QToolButton* m_foldList;
    Fold m_listFold;
    ChatTabs* m_tabs;
    FindBar* m_find;
    Banner* m_storeBanner;
    ExchangeNote* m_exchange;
    Banner* m_undo;
    OuterUndo* m_outerUndo;
    QWidget* m_notes;
    ChatSplit* m_split;
    QPointer<Composer> m_dropTarget;  ///< that files are dragged over
    QList<QAction*> m_actions;
    QTimer m_undoEnds;
};

}  // namespace mw::gui
