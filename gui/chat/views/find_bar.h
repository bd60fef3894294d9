// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>
#include <optional>

#include "find_places.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace mw::gui {

class Chat;
class ChatController;
class ConversationView;

/// Finds words in the chat in front, in all its branches: highlights them, counts them, and goes from one to the next.
class FindBar : public QFrame {
    Q_OBJECT

 public:
    explicit FindBar(ChatController& controller, QWidget* parent = nullptr);

    /// Shows itself with the keyboard in its field, which has what is marked in the conversation.
    void open();
    /// Gives the keyboard back to who had it.
    void close();
    /// 1: the next place, -1: the one before.
    void step(int by);
    /// Another chat came to the front; null: none.
    void setConversation(Chat* chat, ConversationView* view);

    QLineEdit* field() const { return m_field; }
    QLabel* count() const { return m_count; }

 protected:
    void keyPressEvent(QKeyEvent* event) override;

 private:
    void search();
    void takePlaces(const QVector<FoundPlace>& places);
    int nearest() const;
    void goTo(int index);
    void showCount(bool searching);

    ChatController& m_controller;
    QPointer<Chat> m_chat;
    QPointer<ConversationView> m_view;
    QPointer<QWidget> m_before;  ///< had the keyboard
    QLineEdit* m_field;
    QLabel* m_count;
    QToolButton* m_previous;
    QToolButton* m_next;
    QTimer m_searchLater;
    QVector<FoundPlace> m_places;
    QString m_words;          ///< that they hold
    int m_at = -1;            ///< among them
    int m_searches = 0;       ///< the last one counts
    bool m_follows = false;   ///< what is found is gone to; not where the chat has changed
    int m_stepOnceFound = 0;  ///< Enter was pressed before there was anything to go to
};

}  // namespace mw::gui
