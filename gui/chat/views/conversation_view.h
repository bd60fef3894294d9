// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractScrollArea>
#include <QPointer>
#include <QTimer>
#include <optional>

#include "chat_controller.h"
#include "conversation_layout.h"
#include "conversation_selection.h"
#include "find_places.h"

class QMenu;
class QToolButton;

namespace mw::gui {

class TurnActions;

/// The conversation of one chat. Only what is near the screen is parsed and laid out, and while an answer streams only
/// its last section is; older turns are read from the store by page when the reader comes near them.
class ConversationView : public QAbstractScrollArea {
    Q_OBJECT

 public:
    ConversationView(ChatController& controller, Chat* chat, QWidget* parent = nullptr);

    Chat* chat() const { return m_chat; }
    QString selectedText() const { return textOf(m_selection, m_layout); }
    bool isAtBottom() const;
    void jumpToLatest();
    /// Puts the keyboard on a turn, the nearest there is.
    void focusTurn(int index);
    int focusedTurn() const { return m_focused; }
    /// Goes to a turn of the branch with the keyboard, however far up it is: older turns are read in pieces until it is
    /// there.
    void seekTurn(TurnId turn);
    /// Scrolls to a place of the branch in the same manner; the keyboard stays where it is.
    void seekPlace(const FoundPlace& place);
    /// Highlights `words` wherever they are, the match at `place` more than the others; empty: nothing.
    void setFound(const QString& words, const std::optional<FoundPlace>& place);
    /// The size of what is said, in percent of the usual one.
    void setZoom(int percent);
    /// Index of the turn at the top of the viewport.
    int firstTurnInSight() const;

    // For those who read it out.
    const ConversationLayout& turnLayout() const { return m_layout; }
    /// Where a turn is in the viewport, or beyond it.
    QRect turnRect(int index) const;
    bool isUnsaved(const Turn& turn) const { return m_controller.store().isUnsaved(turn.id); }

 signals:
    /// A link was clicked that may be opened.
    void linkActivated(const QString& address);
    /// The conversation up to a turn is wanted as a chat of its own.
    void forkWanted(mw::gui::TurnId turn);

 protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    void connectActions();
    void connectChat();
    void rebuild();
    void onTurnAppended();
    void onTurnsPrepended(int count);
    void refreshChanged();
    void place();
    void layoutVisible();
    void relayoutAll();
    void scrollTo(const ConversationLayout::Anchor& anchor);
    void seek();
    void scrollToTurn(int index);
    void setOpen(int index, bool open);
    int foldLineAt(const QPointF& viewportPoint) const;
    void scrollToPlace(int index, const FoundPlace& place);
    void showActions();
    void placeOverlays();
    /// The turn that actions are for: the one under the mouse, else the one that the keyboard is on; -1: none.
    int actedTurn() const { return m_hovered >= 0 ? m_hovered : m_focused; }
    const Turn* turnAt(int index) const;
    ConversationLayout::Hit hit(const QPointF& viewportPoint) const;
    void copySelection() const;
    void addTurnMenu(QMenu& menu, int index);
    void addTableEntry(QMenu& menu, const markdown::Document& document);

    ChatController& m_controller;
    QPointer<Chat> m_chat;
    math::Formulas m_formulas;
    ConversationLayout m_layout;
    ConversationSelection m_selection;
    QVector<int> m_changed;  ///< turns that the layout has not taken over yet
    QTimer m_refresh;
    TurnActions* m_actions;
    QToolButton* m_latest;
    int m_hovered = -1;
    int m_focused = -1;                       ///< the turn that the keyboard is on
    TurnId m_sought = 0;                      ///< the turn that it goes to once that is read; 0: none
    std::optional<FoundPlace> m_soughtPlace;  ///< in it, if that is what is sought
    QString m_foundWords;
    std::optional<FoundPlace> m_foundPlace;
    int m_zoom = 100;
    bool m_stick = true;     ///< the reader is at the bottom and stays there
    bool m_placing = false;  ///< the scroll bar moves because of the layout, not because of the reader
    bool m_selecting = false;
    bool m_ringed = false;  ///< the keyboard came here, and is on no turn yet
    QString m_pressedLink;
    QPoint m_pressedAt;
};

}  // namespace mw::gui
