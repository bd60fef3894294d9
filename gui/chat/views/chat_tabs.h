// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QSet>
#include <QTabBar>
#include <QWidget>
#include <functional>

#include "chat_controller.h"

class QLineEdit;
class QMenu;
class QToolButton;

namespace mw::gui {

/// The open chats as tabs: reorder by dragging, put side by side by dragging one down, rename by a double click or F2,
/// close by the middle button or Ctrl+W.
class ChatTabs : public QWidget {
    Q_OBJECT

 public:
    explicit ChatTabs(ChatController& controller, QWidget* parent = nullptr);

    QTabBar* bar() const { return m_bar; }
    /// Tells whether a chat is seen now: an answer that ends in one that is not leaves a mark on its tab until it is.
    void setSeen(const std::function<bool(const Chat*)>& isSeen) { m_isSeen = isSeen; }
    bool isMarked(Chat* chat) const { return m_finished.contains(chat); }
    /// Takes the marks off the chats that are seen now.
    void takeMarksOff();
    /// Lets the current tab's name be typed.
    void rename();
    /// Opens the list of all open chats.
    void showAll();

 signals:
    void copyWanted(mw::gui::ChatId chat);
    /// See ChatSplit.
    void besideWanted(mw::gui::Chat* chat);
    /// A tab is dragged outside of the bar, over a point of the screen.
    void draggedOut(mw::gui::Chat* chat, const QPoint& global);
    void dragEnded();
    void dropped(mw::gui::Chat* chat, const QPoint& global);
    void exportWanted(const QVector<mw::gui::ChatId>& chats);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    void insertTab(int index);
    void showState(Chat* chat);
    void finishRename(bool keep);
    void fillAll();
    bool dragOut(QMouseEvent* event);
    void letGo(const QMouseEvent* event);
    void endDrag();
    void openMenu(const QPoint& position);

    ChatController& m_controller;
    QTabBar* m_bar;
    QToolButton* m_all;
    QMenu* m_allMenu;
    QLineEdit* m_name = nullptr;
    int m_renaming = -1;
    std::function<bool(const Chat*)> m_isSeen;
    QSet<Chat*> m_finished;        ///< with an answer that nobody has seen
    QPointer<Chat> m_frontBefore;  ///< the mouse was pressed, which brings a tab to the front
    QPointer<Chat> m_pressed;      ///< whose tab the mouse holds
    bool m_isDraggedOut = false;
    bool m_syncing = false;
};

}  // namespace mw::gui
