// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Mouse and keyboard of the conversation; conversation_view.cpp follows the chat and the screen.

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <utility>

#include "conversation_accessible.h"
#include "conversation_view.h"
#include "turn_details.h"
#include "turn_words.h"

namespace mw::gui {

namespace {

constexpr int kLineStep = 40;    ///< that an arrow key scrolls, and that a page keeps in sight
constexpr int kDragStep = 20;    ///< that a selection scrolls beyond the edge
constexpr int kAboveFocus = 12;  ///< of the turn that the keyboard goes to
constexpr int kMostScrolls = 8;
constexpr int kSoughtAtOnce = 400;  ///< turns, which take some 20 ms to read

}  // namespace

ConversationLayout::Hit ConversationView::hit(const QPointF& viewportPoint) const {
    return m_layout.hit(viewportPoint + QPointF(0, verticalScrollBar()->value()));
}

/// The long question whose fold is under a point; -1: none.
int ConversationView::foldLineAt(const QPointF& viewportPoint) const {
    const QPointF point = viewportPoint + QPointF(0, verticalScrollBar()->value());
    const int index = m_layout.turnAt(point.y());
    return index >= 0 && m_layout.foldLine(index).contains(point) ? index : -1;
}

void ConversationView::copySelection() const {
    const QString text = selectedText();
    if (text.isEmpty()) return;
    auto* copied = new QMimeData;
    copied->setText(text);
    if (const QString html = htmlOf(m_selection, m_layout); !html.isEmpty()) copied->setHtml(html);
    QGuiApplication::clipboard()->setMimeData(copied);
}

void ConversationView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    m_pressedLink.clear();
    m_pressedAt = event->pos();
    if (const int fold = foldLineAt(event->position()); fold >= 0) return setOpen(fold, m_layout.at(fold).folded());
    const ConversationLayout::Hit under = hit(event->position());
    if (under.section) {
        if (under.section->copyButton().contains(under.inside)) {
            const auto [turn, section, offset] = under.position;
            QGuiApplication::clipboard()->setText(m_layout.at(turn).document.codeAround(std::size_t(section)));
            QToolTip::showText(event->globalPosition().toPoint(), tr("Copied"), viewport());
            return;
        }
        m_pressedLink = under.section->linkAt(under.inside);
    }
    m_selection.to = under.textPosition();
    if (!(event->modifiers() & Qt::ShiftModifier) || m_selection.from.turn < 0) m_selection.from = m_selection.to;
    m_selecting = true;
    viewport()->update();
}

void ConversationView::mouseMoveEvent(QMouseEvent* event) {
    QScrollBar* bar = verticalScrollBar();
    if (m_selecting) {
        m_selection.to = hit(event->position()).textPosition();
        if (event->pos().y() < 0) bar->setValue(bar->value() - kDragStep);
        if (event->pos().y() > viewport()->height()) bar->setValue(bar->value() + kDragStep);
        viewport()->update();
        return;
    }
    const auto [section, inside, position] = hit(event->position());
    const bool hand =
        foldLineAt(event->position()) >= 0 ||
        (section && (section->copyButton().contains(inside) || markdown::mayOpen(section->linkAt(inside))));
    viewport()->setCursor(hand ? Qt::PointingHandCursor : Qt::IBeamCursor);
    const int y = event->pos().y() + bar->value();
    const int hovered = y < m_layout.height() ? m_layout.turnAt(y) : -1;
    if (hovered != m_hovered) {
        m_hovered = hovered;
        showActions();
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
    const auto [section, inside, position] = hit(event->position());
    if (!section) return;
    const QString& text = section->text();
    int from = section->hit(inside), to = from;
    while (from > 0 && text[from - 1].isLetterOrNumber())
        --from;
    while (to < text.size() && text[to].isLetterOrNumber())
        ++to;
    m_selection.from = m_selection.to = position;
    m_selection.from.offset = from;
    m_selection.to.offset = to;
    viewport()->update();
}

bool ConversationView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        showActions();
        viewport()->update();
    }
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const auto [section, inside, position] = hit(help->pos());
        const QString link = section ? section->linkAt(inside) : QString();
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
    if (event->matches(QKeySequence::SelectAll) && !m_layout.isEmpty()) {
        const int last = m_layout.size() - 1;
        m_selection.from = {0, 0, 0};
        m_selection.to = {last, std::max(0, int(m_layout.at(last).layouts.size()) - 1), 1 << 30};
        viewport()->update();
        return;
    }
    const bool alt = event->modifiers() & (Qt::AltModifier | Qt::ControlModifier);
    switch (event->key()) {
        case Qt::Key_Up:
            alt ? focusTurn(m_focused < 0 ? m_layout.size() - 1 : m_focused - 1)
                : bar->setValue(bar->value() - kLineStep);
            break;
        case Qt::Key_Down:
            alt ? focusTurn(m_focused + 1) : bar->setValue(bar->value() + kLineStep);
            break;
        case Qt::Key_PageUp:
            bar->setValue(bar->value() - viewport()->height() + kLineStep);
            break;
        case Qt::Key_PageDown:
        case Qt::Key_Space:
            bar->setValue(bar->value() + viewport()->height() - kLineStep);
            break;
        case Qt::Key_Home:
            bar->setValue(0);
            break;
        case Qt::Key_End:
            jumpToLatest();
            break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (m_focused >= 0 && m_layout.at(m_focused).foldable)
                setOpen(m_focused, m_layout.at(m_focused).folded());
            else
                event->ignore();
            break;
        case Qt::Key_Escape:
            if (m_chat && m_chat->isStreaming() && !event->isAutoRepeat())
                m_controller.stop(m_chat);
            else
                event->ignore();
            break;
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void ConversationView::focusTurn(int index) {
    if (m_layout.isEmpty()) return;
    m_focused = std::clamp(index, 0, m_layout.size() - 1);
    m_hovered = -1;
    const ConversationLayout::Item& item = m_layout.at(m_focused);
    const qreal scroll = verticalScrollBar()->value();
    if (item.top < scroll || item.top + item.height > scroll + viewport()->height()) scrollToTurn(m_focused);
    showActions();
    ConversationAccessible::turnFocused(*this, m_focused);
    viewport()->update();
}

/// What is laid out on the way there moves it, until it has its place.
void ConversationView::scrollToTurn(int index) {
    QScrollBar* bar = verticalScrollBar();
    for (int round = 0; round < kMostScrolls; ++round) {
        const int wanted = std::clamp(int(m_layout.at(index).top) - kAboveFocus, 0, bar->maximum());
        if (bar->value() == wanted) return;
        bar->setValue(wanted);
    }
}

void ConversationView::seekTurn(TurnId turn) {
    m_sought = turn;
    m_soughtPlace.reset();
    QTimer::singleShot(0, this, &ConversationView::seek);  // a view that was just opened has no size yet
}

void ConversationView::seekPlace(const FoundPlace& place) {
    m_soughtPlace = place;
    m_sought = place.turn;
    if (const int index = m_chat ? m_chat->indexOf(place.turn) : -1; index >= 0 && isVisible()) return seek();
    QTimer::singleShot(0, this, &ConversationView::seek);
}

void ConversationView::setFound(const QString& words, const std::optional<FoundPlace>& place) {
    m_foundWords = words;
    m_foundPlace = place;
    viewport()->update();
}

int ConversationView::firstTurnInSight() const {
    return std::max(0, m_layout.turnAt(verticalScrollBar()->value()));
}

/// To a third of the screen from above, unless it is in sight.
void ConversationView::scrollToPlace(int index, const FoundPlace& place) {
    QScrollBar* bar = verticalScrollBar();
    for (int round = 0; round < kMostScrolls; ++round) {
        if (m_layout.at(index).folded()) setOpen(index, true);
        const ConversationLayout::Item& item = m_layout.at(index);
        const std::size_t section = std::size_t(place.section);
        if (section >= item.heights.size()) return;
        qreal top = item.top + item.bodyTop;
        for (std::size_t before = 0; before < section; ++before)
            top += item.heights[before];
        QRectF rect(0, top, 1, 1);
        if (const SectionLayout* layout = item.layouts[section].get())
            rect = layout->rectOf(place.match.start, place.match.length).translated(0, top);
        const qreal scroll = bar->value();
        const bool inSight = rect.top() >= scroll && rect.bottom() <= scroll + viewport()->height();
        if (item.layouts[section] && inSight) return;
        const int wanted = std::clamp(int(rect.top() - viewport()->height() / 3.0), 0, bar->maximum());
        if (wanted == bar->value()) return;
        bar->setValue(wanted);
    }
}

void ConversationView::seek() {
    if (!m_chat || m_sought == 0) return;
    if (const int index = m_chat->indexOf(m_sought); index >= 0) {
        m_sought = 0;
        if (const std::optional<FoundPlace> place = std::exchange(m_soughtPlace, std::nullopt))
            return scrollToPlace(index, *place);
        setFocus(Qt::OtherFocusReason);
        return focusTurn(index);
    }
    if (!m_chat->hasOlder() || m_chat->turns().first().id < m_sought) {
        m_sought = 0;  // not in this branch
        return;
    }
    m_chat->loadOlder(kSoughtAtOnce);
    QTimer::singleShot(0, this, &ConversationView::seek);
}

void ConversationView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    m_ringed = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    viewport()->update();
}

void ConversationView::focusOutEvent(QFocusEvent* event) {
    m_ringed = false;
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ConversationView::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_chat) return;
    const bool keyboard = event->reason() == QContextMenuEvent::Keyboard;
    const int index = keyboard ? m_focused : m_layout.turnAt(event->pos().y() + verticalScrollBar()->value());
    QMenu menu(this);
    QAction* copy = menu.addAction(tr("Copy"), this, &ConversationView::copySelection);
    copy->setEnabled(!selectedText().isEmpty());
    if (turnAt(index)) addTurnMenu(menu, index);
    QPoint at = event->globalPos();
    if (keyboard && turnAt(index)) {  // at the turn that it is of, wherever the mouse is
        constexpr int kInside = 20;
        const QRect seen = turnRect(index) & viewport()->rect();
        at = viewport()->mapToGlobal(isRightToLeft() ? seen.topRight() + QPoint(-kInside, kInside)
                                                     : seen.topLeft() + QPoint(kInside, kInside));
    }
    menu.exec(at);
}

void ConversationView::addTurnMenu(QMenu& menu, int index) {
    const Turn turn = *turnAt(index);
    const bool idle = !m_chat->isStreaming(), ready = idle && m_controller.whyNotReady().isEmpty();
    if (const ConversationLayout::Item& item = m_layout.at(index); item.foldable)
        menu.addAction(foldWords(item.document.source().size(), item.open), this,
                       [this, index, open = item.folded()] { setOpen(index, open); });
    menu.addAction(tr("Copy Markdown source"), this, [turn] { QGuiApplication::clipboard()->setText(turn.text); });
    const markdown::Document& document = m_layout.at(index).document;
    for (std::size_t section = document.sections().size(); section-- > 0;) {
        if (document.sections()[section].kind != markdown::Section::Code) continue;
        menu.addAction(tr("Copy the last code block"), this,
                       [code = document.codeAround(section)] { QGuiApplication::clipboard()->setText(code); });
        break;
    }
    addTableEntry(menu, document);
    menu.addSeparator();
    QAction* edit = menu.addAction(turn.isAnswer() ? tr("Edit this answer") : tr("Edit and ask again"), this,
                                   [this, turn] { m_controller.beginEdit(m_chat, turn.id); });
    edit->setEnabled(turn.isAnswer() ? idle : ready);
    if (turn.isAnswer()) {
        menu.addAction(tr("Answer again"), this, [this, turn] { m_controller.regenerate(m_chat, turn.id); })
            ->setEnabled(ready);
        menu.addAction(tr("About this answer"), this, [this, turn] { TurnDetails(turn, this).exec(); });
    }
    menu.addAction(tr("Go on from here in a new chat"), this, [this, turn] { emit forkWanted(turn.id); });
    menu.addAction(tr("Delete this turn and what follows"), this,
                   [this, turn] { m_controller.deleteTurn(m_chat, turn.id); });
}

/// The turn's last table, as one.
void ConversationView::addTableEntry(QMenu& menu, const markdown::Document& document) {
    constexpr std::size_t kLookedThrough = 400;  // sections; a menu must not wait
    const std::size_t count = document.sections().size();
    for (std::size_t section = count; section-- > 0 && count - section <= kLookedThrough;) {
        if (!document.sourceOf(document.sections()[section]).contains(QLatin1Char('|'))) continue;
        std::vector<markdown::Block> blocks = markdown::blocksOf(document, document.sections()[section]);
        const auto last = std::find_if(blocks.rbegin(), blocks.rend(), [](const markdown::Block& block) {
            return block.kind == markdown::Block::Table;
        });
        if (last == blocks.rend()) continue;
        menu.addAction(tr("Copy the last table"), this, [table = copiedTable(*last)] {
            auto* copied = new QMimeData;
            copied->setText(table.text);
            copied->setHtml(table.html);
            QGuiApplication::clipboard()->setMimeData(copied);
        });
        return;
    }
}

}  // namespace mw::gui
