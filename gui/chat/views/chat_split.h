// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QVector>
#include <QWidget>
#include <optional>

#include "chat_controller.h"

class QSplitter;

namespace mw::gui {

class ChatPane;
class ConversationView;

/// The chats that are seen, side by side. One of them is in front: the controller's current one, which another chat
/// takes the place of when that comes to the front. No chat is seen twice.
class ChatSplit : public QWidget {
    Q_OBJECT

 public:
    static constexpr int kMostPanes = 4;

    explicit ChatSplit(ChatController& controller, QWidget* parent = nullptr);

    ChatPane* front() const { return m_front; }
    const QVector<ChatPane*>& panes() const { return m_panes; }
    /// The pane at a point of this widget; the one in front where there is none.
    ChatPane* paneAt(const QPoint& point) const;
    /// Whether somebody who looks at the window sees a chat.
    bool isSeen(const Chat* chat) const { return isVisible() && isActiveWindow() && paneOf(chat); }
    /// The conversation of an open chat, seen or not; null before it was seen.
    ConversationView* viewOf(Chat* chat) const { return m_views.value(chat); }

    /// Shows a chat at a place among the panes, counted from the left, with the keyboard; what is there moves aside.
    void showBeside(Chat* chat, int place);
    /// At the right of the one in front: the next chat with a tab, or a new one.
    void showNextBeside();
    void showAtTheRight(Chat* chat) { showBeside(chat, frontPlace() + 1); }
    /// Takes the chat in front out of sight where others are seen; it stays open.
    void closeFront() { closePane(m_front); }
    /// The keyboard goes so many panes to the right.
    void step(int by);

    /// See ConversationView::setZoom(); of all chats.
    void setZoom(int percent);
    int zoom() const { return m_zoom; }
    /// One step larger or smaller, within what is of use.
    void zoomBy(int step);

    /// Says where a tab would go that is dragged over this point of the screen; drop() puts it there.
    void showDropPlace(const QPoint& global);
    void hideDropPlace();
    void drop(Chat* chat, const QPoint& global);

    /// The chats from left to right, to be seen again after a restart.
    QVector<ChatId> seen() const;
    void restore(const QVector<ChatId>& chats);

 signals:
    void frontChanged();
    void paneMade(mw::gui::ChatPane* pane);
    void viewMade(mw::gui::ConversationView* view);

 private:
    struct DropPlace {
        int place = 0;
        QRect rect;  ///< that the chat would take, about
    };

    void showCurrent(Chat* chat);
    void leave(Chat* chat);
    void forgetClosed();
    void followFocus(QWidget* now);
    ChatPane* makePane(int place);
    void closePane(ChatPane* pane);
    void show(ChatPane* pane, Chat* chat);
    void mark();
    ConversationView* viewFor(Chat* chat);
    ChatPane* paneOf(const Chat* chat) const;
    int frontPlace() const { return int(m_panes.indexOf(m_front)); }
    Chat* nextUnseen() const;
    std::optional<DropPlace> dropPlaceAt(const QPoint& global) const;

    ChatController& m_controller;
    QSplitter* m_splitter;
    QVector<ChatPane*> m_panes;  ///< from left to right; at least one
    ChatPane* m_front;
    QHash<Chat*, ConversationView*> m_views;
    QWidget* m_dropPlace;
    int m_zoom = 100;
};

}  // namespace mw::gui
