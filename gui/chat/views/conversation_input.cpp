// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Mouse, keyboard and selection of the conversation; conversation_view.cpp lays it out and paints it.

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>
#include <QToolTip>
#include <algorithm>

#include "conversation_item.h"
#include "turn_actions.h"

namespace mw::gui {

const SectionLayout* ConversationView::layoutAt(const QPointF& point, QPointF* inside, Position* where) const {
    const qreal y = point.y() + verticalScrollBar()->value();
    const int index = itemAt(y);
    if (index < 0) return nullptr;
    const Item& item = *m_items[std::size_t(index)];
    if (item.layouts.empty()) return nullptr;
    qreal top = item.top + item.bodyTop;
    std::size_t section = 0;
    while (section + 1 < item.heights.size() && y >= top + item.heights[section])
        top += item.heights[section++];
    *inside = {point.x() - item.bodyLeft, y - top};
    *where = {index, int(section), 0};
    return item.layouts[section].get();
}

ConversationView::Position ConversationView::positionAt(const QPointF& point) const {
    QPointF inside;
    Position where;
    if (const SectionLayout* layout = layoutAt(point, &inside, &where)) where.offset = layout->hit(inside);
    return where;
}

QString ConversationView::selectedText() const {
    const Position from = std::min(m_selectionFrom, m_selectionTo), to = std::max(m_selectionFrom, m_selectionTo);
    if (from.item < 0 || from == to) return {};
    QString result;
    const TextStyle look = style();
    for (int index = from.item; index <= to.item && index < int(m_items.size()); ++index) {
        const Item& item = *m_items[std::size_t(index)];
        const int first = index == from.item ? from.section : 0;
        const int last = index == to.item ? to.section : int(item.layouts.size()) - 1;
        for (int section = first; section <= last && section < int(item.layouts.size()); ++section) {
            const SectionLayout* layout = item.layouts[std::size_t(section)].get();
            // What was scrolled past without ever being laid out is copied as its source.
            QString text =
                layout ? layout->text()
                       : item.document.textOf(item.document.sections()[std::size_t(section)]).toString().trimmed();
            if (index == to.item && section == to.section) text = text.left(to.offset);
            if (index == from.item && section == from.section) text = text.mid(from.offset);
            if (!result.isEmpty())
                result += index != from.item && section == 0 ? QStringLiteral("\n\n") : QStringLiteral("\n");
            result += text;
        }
    }
    return result.replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

void ConversationView::copySelection() const {
    if (const QString text = selectedText(); !text.isEmpty()) QGuiApplication::clipboard()->setText(text);
}

void ConversationView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    QPointF inside;
    Position where;
    m_pressedLink.clear();
    m_pressedAt = event->pos();
    if (const SectionLayout* layout = layoutAt(event->position(), &inside, &where)) {
        if (layout->copyButton().contains(inside)) {
            QGuiApplication::clipboard()->setText(
                m_items[std::size_t(where.item)]->document.codeAround(std::size_t(where.section)));
            QToolTip::showText(event->globalPosition().toPoint(), tr("Copied"), viewport());
            return;
        }
        m_pressedLink = layout->linkAt(inside);
    }
    const Position at = positionAt(event->position());
    if (!(event->modifiers() & Qt::ShiftModifier) || m_selectionFrom.item < 0) m_selectionFrom = at;
    m_selectionTo = at;
    m_selecting = true;
    viewport()->update();
}

void ConversationView::mouseMoveEvent(QMouseEvent* event) {
    if (m_selecting) {
        m_selectionTo = positionAt(event->position());
        if (event->pos().y() < 0) verticalScrollBar()->setValue(verticalScrollBar()->value() - 20);
        if (event->pos().y() > viewport()->height()) verticalScrollBar()->setValue(verticalScrollBar()->value() + 20);
        viewport()->update();
        return;
    }
    QPointF inside;
    Position where;
    const SectionLayout* layout = layoutAt(event->position(), &inside, &where);
    const bool hand = layout && (layout->copyButton().contains(inside) || markdown::mayOpen(layout->linkAt(inside)));
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::IBeamCursor);
    const int hovered = event->pos().y() + verticalScrollBar()->value() < contentHeight()
                            ? itemAt(event->pos().y() + verticalScrollBar()->value())
                            : -1;
    if (hovered != m_hovered) {
        m_hovered = hovered;
        showActions(m_hovered >= 0 ? m_hovered : m_focused);
        viewport()->update();
    }
}

void ConversationView::mouseReleaseEvent(QMouseEvent* event) {
    m_selecting = false;
    if (event->button() != Qt::LeftButton || m_pressedLink.isEmpty()) return;
    if ((event->pos() - m_pressedAt).manhattanLength() > 4 || !markdown::mayOpen(m_pressedLink)) return;
    emit linkActivated(m_pressedLink);
}

void ConversationView::mouseDoubleClickEvent(QMouseEvent* event) {
    QPointF inside;
    Position where;
    const SectionLayout* layout = layoutAt(event->position(), &inside, &where);
    if (!layout) return;
    const QString& text = layout->text();
    int from = layout->hit(inside), to = from;
    while (from > 0 && text[from - 1].isLetterOrNumber())
        --from;
    while (to < text.size() && text[to].isLetterOrNumber())
        ++to;
    m_selectionFrom = m_selectionTo = where;
    m_selectionFrom.offset = from;
    m_selectionTo.offset = to;
    viewport()->update();
}

bool ConversationView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        showActions(m_focused);
        viewport()->update();
    }
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        QPointF inside;
        Position where;
        const SectionLayout* layout = layoutAt(help->pos(), &inside, &where);
        const QString link = layout ? layout->linkAt(inside) : QString();
        if (link.isEmpty())
            QToolTip::hideText();
        else  // plain text, whatever the address holds
            QToolTip::showText(help->globalPos(),
                               (markdown::mayOpen(link) ? link : tr("Not opened: %1").arg(link)).toHtmlEscaped(),
                               viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

bool ConversationView::event(QEvent* event) {
    // Copying belongs to the conversation while it has the focus, whatever the window's shortcuts are.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

void ConversationView::keyPressEvent(QKeyEvent* event) {
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        if (selectedText().isEmpty() && m_chat && m_focused >= 0)
            QGuiApplication::clipboard()->setText(m_chat->turns()[m_focused].text);
        else
            copySelection();
        return;
    }
    if (event->matches(QKeySequence::SelectAll) && !m_items.empty()) {
        m_selectionFrom = {0, 0, 0};
        m_selectionTo = {int(m_items.size()) - 1, std::max(0, int(m_items.back()->layouts.size()) - 1), 1 << 30};
        viewport()->update();
        return;
    }
    const bool alt = event->modifiers() & (Qt::AltModifier | Qt::ControlModifier);
    switch (event->key()) {
        case Qt::Key_Up:
            alt ? focusTurn(m_focused < 0 ? int(m_items.size()) - 1 : m_focused - 1) : bar->setValue(bar->value() - 40);
            break;
        case Qt::Key_Down:
            alt ? focusTurn(m_focused + 1) : bar->setValue(bar->value() + 40);
            break;
        case Qt::Key_PageUp:
            bar->setValue(bar->value() - viewport()->height() + 40);
            break;
        case Qt::Key_PageDown:
        case Qt::Key_Space:
            bar->setValue(bar->value() + viewport()->height() - 40);
            break;
        case Qt::Key_Home:
            bar->setValue(0);
            break;
        case Qt::Key_End:
            jumpToLatest();
            break;
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void ConversationView::focusTurn(int index) {
    if (m_items.empty()) return;
    m_focused = std::clamp(index, 0, int(m_items.size()) - 1);
    m_hovered = -1;
    const Item& item = *m_items[std::size_t(m_focused)];
    const qreal scroll = verticalScrollBar()->value();
    if (item.top < scroll || item.top + item.height > scroll + viewport()->height())
        verticalScrollBar()->setValue(int(item.top) - 12);
    showActions(m_focused);
    const Turn& turn = m_chat->turns()[m_focused];
    setAccessibleDescription((turn.isAnswer() ? tr("Answer: %1") : tr("Question: %1")).arg(turn.text.left(4000)));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    viewport()->update();
}

void ConversationView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ConversationView::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_chat) return;
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int index = keyboard ? m_focused : itemAt(event->pos().y() + verticalScrollBar()->value());
    QMenu menu(this);
    QAction* copy = menu.addAction(tr("Copy"), this, &ConversationView::copySelection);
    copy->setEnabled(!selectedText().isEmpty());
    if (index >= 0 && index < m_chat->turns().size()) {
        const Turn turn = m_chat->turns()[index];
        const bool ready = m_controller.whyNotReady().isEmpty() && !m_chat->isStreaming();
        menu.addAction(tr("Copy Markdown source"), this, [turn] { QGuiApplication::clipboard()->setText(turn.text); });
        const markdown::Document& document = m_items[std::size_t(index)]->document;
        for (std::size_t section = document.sections().size(); section-- > 0;) {
            if (document.sections()[section].kind != markdown::Section::Code) continue;
            menu.addAction(tr("Copy the last code block"), this,
                           [code = document.codeAround(section)] { QGuiApplication::clipboard()->setText(code); });
            break;
        }
        menu.addSeparator();
        QAction* again = turn.isAnswer() ? menu.addAction(tr("Answer again"), this,
                                                          [this, turn] { m_controller.regenerate(m_chat, turn.id); })
                                         : menu.addAction(tr("Edit and ask again"), this,
                                                          [this, turn] { m_controller.beginEdit(m_chat, turn.id); });
        again->setEnabled(ready);
        menu.addAction(tr("Delete this turn and what follows"), this,
                       [this, turn] { m_controller.deleteTurn(m_chat, turn.id); });
    }
    menu.exec(event->globalPos());
}

}  // namespace mw::gui
