// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QWidget>

#include "chat_controller.h"

class QFrame;
class QStackedWidget;

namespace mw::gui {

class Banner;
class Composer;
class ConversationView;
class ElidedLabel;
class EmptyState;

/// One chat that is seen: its conversation, what is to be decided about it, and its composer.
class ChatPane : public QWidget {
    Q_OBJECT

 public:
    explicit ChatPane(ChatController& controller, QWidget* parent = nullptr);

    /// Shows a chat by its view, which the pane takes in; null: none is open. The view of before is given back, hidden.
    ConversationView* setChat(Chat* chat, ConversationView* view);
    Chat* chat() const { return m_chat; }
    Composer* composer() const { return m_composer; }
    ConversationView* conversation() const { return m_view; }
    /// Beside others a pane has a title, which is marked where it is the one in front.
    void setBeside(bool isBeside, bool isFront);

 signals:
    void closeWanted();
    /// The mouse was pressed where nothing else wants it.
    void pressed();

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

 private:
    void makeTitle();
    void showTitle();
    void showEmptyState();
    void showOverflow();

    ChatController& m_controller;
    QPointer<Chat> m_chat;
    QPointer<ConversationView> m_view;
    QFrame* m_titleBar;
    QWidget* m_mark;
    ElidedLabel* m_title;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_bottom;
    Banner* m_overflow;
    Banner* m_modelNote;
    Composer* m_composer;
};

}  // namespace mw::gui
