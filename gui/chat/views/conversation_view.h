// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractScrollArea>
#include <QPointer>
#include <QTimer>
#include <memory>
#include <vector>

#include "chat_controller.h"
#include "document.h"
#include "section_layout.h"

class QToolButton;

namespace mw::gui {

class TurnActions;

/// The conversation of one chat. Only what is near the screen is parsed and laid out, and while an answer streams only
/// its last section is; older turns are read from the store by page when the reader comes near them.
class ConversationView : public QAbstractScrollArea {
    Q_OBJECT

 public:
    ConversationView(ChatController& controller, Chat* chat, QWidget* parent = nullptr);
    ~ConversationView() override;

    Chat* chat() const { return m_chat; }
    QString selectedText() const;
    bool isAtBottom() const;
    void jumpToLatest();
    /// The turn that the keyboard is on, or -1.
    int focusedTurn() const { return m_focused; }
    void focusTurn(int index);

 signals:
    /// A link was clicked that may be opened.
    void linkActivated(const QString& address);

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
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    struct Item;
    struct Position {
        int item = -1;
        int section = 0;
        int offset = 0;
        auto operator<=>(const Position&) const = default;
    };
    struct Anchor {
        int item = 0, section = -1;
        qreal offset = 0;
    };

    std::unique_ptr<Item> makeItem(const Turn& turn) const;
    void rebuild();
    void refreshChanged();
    void place();
    void layoutVisible();
    void relayoutAll();
    Anchor anchorAt(qreal y) const;
    qreal positionOf(const Anchor& anchor) const;
    qreal contentHeight() const;
    qreal columnLeft() const;
    qreal columnWidth() const;
    int itemAt(qreal y) const;
    Position positionAt(const QPointF& viewportPoint) const;
    const SectionLayout* layoutAt(const QPointF& viewportPoint, QPointF* inside, Position* where) const;
    void paintItem(QPainter& painter, int index, const QRectF& clip);
    QString headerOf(const Turn& turn) const;
    QString markOf(const Turn& turn, QColor* color) const;
    void showActions(int index);
    void placeOverlays();
    void copySelection() const;
    TextStyle style() const;

    ChatController& m_controller;
    QPointer<Chat> m_chat;
    std::vector<std::unique_ptr<Item>> m_items;
    QVector<int> m_changed;
    QTimer m_refresh;
    TurnActions* m_actions;
    QToolButton* m_latest;
    int m_hovered = -1;
    int m_focused = -1;
    bool m_stick = true;  ///< the reader is at the bottom and stays there
    bool m_placing = false;
    bool m_selecting = false;
    Position m_selectionFrom, m_selectionTo;
    QString m_pressedLink;
    QPoint m_pressedAt;
};

}  // namespace mw::gui
