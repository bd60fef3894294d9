// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QTabBar>
#include <QWidget>

#include "chat_controller.h"

class QLineEdit;
class QMenu;
class QToolButton;

namespace mw::gui {

/// The open chats as tabs: reorder by dragging, rename by a double click or F2, close by the middle button or Ctrl+W.
class ChatTabs : public QWidget {
    Q_OBJECT

 public:
    explicit ChatTabs(ChatController& controller, QWidget* parent = nullptr);

    QTabBar* bar() const { return m_bar; }
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
    void endDrag();
    void openMenu(const QPoint& position);

    ChatController& m_controller;
    QTabBar* m_bar;
    QToolButton* m_all;
    QMenu* m_allMenu;
    QLineEdit* m_name = nullptr;
    int m_renaming = -1;
    QPointer<Chat> m_pressed;  ///< whose tab the mouse holds
    bool m_isDraggedOut = false;
    bool m_syncing = false;
};

}  // namespace mw::gui
