// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "controls.h"
#include "conversation_accessible.h"
#include "conversation_painter.h"
#include "theme.h"
#include "turn_actions.h"
#include "turn_details.h"
#include "turn_words.h"

namespace mw::gui {
namespace {

constexpr int kRefreshMs = 33;
constexpr int kWheelStep = 40;
constexpr qreal kAhead = 300;     // laid out above and below the screen
constexpr qreal kFarScreens = 4;  // beyond so many screens, layouts may go
constexpr qreal kOlderAt = 1500;  // this near to the top, an older page is read
constexpr int kMostRounds = 12;   // of laying out, should heights never settle
constexpr int kAtBottom = 4;      // so near is at the bottom

}  // namespace

ConversationView::ConversationView(ChatController& controller, Chat* chat, QWidget* parent)
    : QAbstractScrollArea(parent), m_controller(controller), m_chat(chat) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    ConversationAccessible::install(*this);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::IBeamCursor);
    verticalScrollBar()->setSingleStep(kWheelStep);

    m_actions = new TurnActions(viewport());
    m_actions->hide();
    connectActions();

    m_latest = makeIconButton(QStringLiteral("arrow-down"), tr("Jump to the latest"), viewport());
    m_latest->setProperty("buttonKind", "secondary");
    m_latest->setCursor(Qt::ArrowCursor);
    m_latest->hide();
    connect(m_latest, &QToolButton::clicked, this, &ConversationView::jumpToLatest);

    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    connect(&m_refresh, &QTimer::timeout, this, &ConversationView::refreshChanged);
    connectChat();
    connect(&controller.store(), &ChatStore::unsavedChanged, this, [this] {
        place();
        viewport()->update();
    });
    connect(&controller, &ChatController::readinessChanged, this, &ConversationView::showActions);
    rebuild();
}

void ConversationView::connectActions() {
    const auto onTurn = [this](auto&& act) {
        return [this, act](auto... how) {
            if (const Turn* turn = turnAt(actedTurn())) act(Turn(*turn), how...);
        };
    };
    connect(m_actions, &TurnActions::copyWanted, this,
            onTurn([](const Turn& turn) { QGuiApplication::clipboard()->setText(turn.text); }));
    connect(m_actions, &TurnActions::regenerateWanted, this,
            onTurn([this](const Turn& turn) { m_controller.regenerate(m_chat, turn.id); }));
    connect(m_actions, &TurnActions::editWanted, this,
            onTurn([this](const Turn& turn) { m_controller.beginEdit(m_chat, turn.id); }));
    connect(m_actions, &TurnActions::forkWanted, this, onTurn([this](const Turn& turn) { emit forkWanted(turn.id); }));
    connect(m_actions, &TurnActions::detailsWanted, this,
            onTurn([this](const Turn& turn) { TurnDetails(turn, this).exec(); }));
    connect(m_actions, &TurnActions::continueWanted, this,
            onTurn([this](const Turn&) { m_controller.continueAnswer(m_chat); }));
    connect(m_actions, &TurnActions::deleteWanted, this,
            onTurn([this](const Turn& turn) { m_controller.deleteTurn(m_chat, turn.id); }));
    connect(m_actions, &TurnActions::branchWanted, this,
            onTurn([this](const Turn& turn, int step) { m_controller.switchBranch(m_chat, turn.id, step); }));
}

void ConversationView::connectChat() {
    connect(m_chat, &Chat::turnsReset, this, &ConversationView::rebuild);
    connect(m_chat, &Chat::turnAppended, this, &ConversationView::onTurnAppended);
    connect(m_chat, &Chat::turnsPrepended, this, &ConversationView::onTurnsPrepended);
    connect(m_chat, &Chat::turnChanged, this, [this](int index) {
        if (!m_changed.contains(index)) m_changed.append(index);
        if (!m_refresh.isActive()) m_refresh.start();
    });
}

const Turn* ConversationView::turnAt(int index) const {
    return m_chat && index >= 0 && index < m_chat->turns().size() ? &m_chat->turns()[index] : nullptr;
}

void ConversationView::rebuild() {
    m_layout.setTurns(m_chat ? m_chat->turns() : QVector<Turn>());
    m_changed.clear();
    m_hovered = m_focused = -1;
    m_sought = 0;
    m_soughtPlace.reset();
    m_selection = {};
    m_actions->hide();
    jumpToLatest();
    ConversationAccessible::turnsChanged(*this);
}

void ConversationView::onTurnAppended() {
    const Turn& turn = m_chat->turns().last();
    m_layout.append(turn);
    if (!turn.isAnswer()) m_stick = true;  // one's own question is always shown
    place();
    layoutVisible();
    viewport()->update();
    ConversationAccessible::turnsChanged(*this);
}

void ConversationView::onTurnsPrepended(int count) {
    ConversationLayout::Anchor anchor = m_layout.anchorAt(verticalScrollBar()->value());
    m_layout.prepend(m_chat->turns(), count);
    anchor.turn += count;
    for (int& index : m_changed)
        index += count;
    m_selection.moveDown(count);
    if (m_focused >= 0) m_focused += count;
    m_hovered = -1;
    place();
    scrollTo(anchor);
    layoutVisible();
    ConversationAccessible::turnsChanged(*this);
}

/// Takes over what has changed since the last time; at most some 30 times a second.
void ConversationView::refreshChanged() {
    if (!m_chat) return;
    const ConversationLayout::Anchor anchor = m_layout.anchorAt(verticalScrollBar()->value());
    for (const int index : m_changed) {
        if (index >= m_layout.size() || index >= m_chat->turns().size()) continue;
        m_layout.update(index, m_chat->turns()[index]);
        if (index == actedTurn()) showActions();
        ConversationAccessible::turnChanged(*this, index);
    }
    m_changed.clear();
    place();
    scrollTo(anchor);
    layoutVisible();
    viewport()->update();
}

/// Puts everything where it belongs, and the reader back to the bottom if he was there.
void ConversationView::place() {
    // In the middle of the view, as the composer is, whether or not there is a scroll bar.
    m_layout.place(width(), [this](int index) {
        const Turn* turn = turnAt(index);
        return turn && !markOf(*turn, m_controller.store().isUnsaved(turn->id)).text.isEmpty();
    });
    m_placing = true;
    const int most = std::max(0, int(std::ceil(m_layout.height())) - viewport()->height());
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, most);
    if (m_stick) verticalScrollBar()->setValue(most);
    m_placing = false;
    placeOverlays();
}

/// Keeps the line that the reader looks at where it is, unless he follows the end.
void ConversationView::scrollTo(const ConversationLayout::Anchor& anchor) {
    if (!m_stick) verticalScrollBar()->setValue(int(std::lround(m_layout.positionOf(anchor))));
}

/// Lays out what is on the screen or near it. Real heights move things, so this repeats until nothing new comes in; the
/// line that the reader looks at stays where it is.
void ConversationView::layoutVisible() {
    if (m_layout.isEmpty() || m_placing) return;
    QScrollBar* bar = verticalScrollBar();
    QFont body = font();
    body.setPixelSize(std::max(1, TextStyle::kUsualPixels * m_zoom / 100));
    const TextStyle style{body, codeFont(), &themeOf(this), &m_formulas};
    const int screen = viewport()->height();
    for (int round = 0; round < kMostRounds; ++round) {
        const qreal scroll = bar->value();
        const ConversationLayout::Anchor anchor = m_layout.anchorAt(scroll);
        if (!m_layout.layOut(scroll - kAhead, scroll + screen + kAhead, style)) break;
        place();
        m_placing = true;
        scrollTo(anchor);
        m_placing = false;
    }
    m_layout.dropFarFrom(bar->value(), kFarScreens * screen + 2 * kAhead);
    if (m_chat && m_chat->hasOlder() && bar->value() < kOlderAt)
        QTimer::singleShot(0, m_chat, [chat = m_chat.data()] { chat->loadOlder(); });
    placeOverlays();
}

void ConversationView::relayoutAll() {
    const ConversationLayout::Anchor anchor = m_layout.anchorAt(verticalScrollBar()->value());
    m_layout.dropAll();
    place();
    scrollTo(anchor);
    layoutVisible();
    viewport()->update();
}

/// Where a turn is unfolded the reader stays; where it is folded he is taken to its beginning, if that is above.
void ConversationView::setOpen(int index, bool open) {
    const int scroll = verticalScrollBar()->value();
    m_stick = false;
    m_layout.setOpen(index, open);
    place();
    verticalScrollBar()->setValue(open ? scroll : std::min(scroll, int(m_layout.at(index).top)));
    layoutVisible();
    viewport()->update();
}

void ConversationView::setZoom(int percent) {
    if (percent == m_zoom) return;
    m_zoom = percent;
    relayoutAll();
}

QRect ConversationView::turnRect(int index) const {
    const ConversationLayout::Item& item = m_layout.at(index);
    return QRectF(m_layout.columnLeft(), item.top - verticalScrollBar()->value(), m_layout.columnWidth(), item.height)
        .toAlignedRect();
}

bool ConversationView::isAtBottom() const {
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - kAtBottom;
}

void ConversationView::jumpToLatest() {
    m_stick = true;
    place();
    layoutVisible();
    viewport()->update();
}

void ConversationView::scrollContentsBy(int, int) {
    if (m_placing) return;
    m_stick = isAtBottom();
    layoutVisible();
    viewport()->update();
}

void ConversationView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        relayoutAll();
    else
        place(), layoutVisible();
}

void ConversationView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::StyleChange)
        relayoutAll();
}

void ConversationView::placeOverlays() {
    m_latest->setVisible(!m_layout.isEmpty() && !isAtBottom() && !m_stick);
    m_latest->adjustSize();
    m_latest->move((viewport()->width() - m_latest->width()) / 2, viewport()->height() - m_latest->height() - 10);
    m_latest->raise();
    const int index = actedTurn();
    if (!m_actions->isVisible() || index < 0 || index >= m_layout.size()) return;
    const ConversationLayout::Item& item = m_layout.at(index);
    const qreal y = item.top + item.height - ConversationLayout::kFooter + 3 - verticalScrollBar()->value();
    const qreal left = m_layout.columnLeft(), right = left + m_layout.columnWidth() - m_actions->width();
    const int start = isRightToLeft() ? int(right) + 5 : int(left) - 5, end = int(isRightToLeft() ? left : right);
    m_actions->move(item.own ? end : start, int(y));
}

void ConversationView::showActions() {
    const Turn* turn = turnAt(actedTurn());
    if (!turn) {
        m_actions->hide();
        return;
    }
    m_actions->setTurn(*turn, m_chat->isStreaming(), actedTurn() + 1 == m_chat->turns().size(),
                       m_controller.whyNotReady());
    m_actions->show();
    placeOverlays();
}

void ConversationView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = themeOf(this);
    painter.fillRect(event->rect(), theme.surface);
    if (!m_chat) return;
    const ConversationScene scene{.layout = m_layout,
                                  .chat = *m_chat,
                                  .store = m_controller.store(),
                                  .theme = theme,
                                  .font = font(),
                                  .selection = m_selection,
                                  .foundWords = m_foundWords,
                                  .foundPlace = m_foundPlace,
                                  .scroll = qreal(verticalScrollBar()->value()),
                                  .focused = hasFocus() ? m_focused : -1,
                                  .withActions = m_actions->isVisible() ? actedTurn() : -1};
    ConversationPainter(painter, scene).paint(event->rect());
    if (!m_ringed || m_focused >= 0) return;
    painter.setPen(QPen(theme.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(2, 2, -2, -2), metrics::kControlRadius,
                            metrics::kControlRadius);
}

}  // namespace mw::gui
