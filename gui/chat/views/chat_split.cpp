// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_split.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QSplitter>
#include <algorithm>
#include <array>
#include <utility>

#include "chat_pane.h"
#include "composer.h"
#include "conversation_view.h"
#include "theme.h"

namespace mw::gui {
namespace {

constexpr std::array<int, 9> kZooms{70, 80, 90, 100, 110, 125, 150, 175, 200};  // percent

/// Where a dragged tab would go.
class DropMark : public QWidget {
 public:
    explicit DropMark(QWidget* parent) : QWidget(parent) { setAttribute(Qt::WA_TransparentForMouseEvents); }

 protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        QColor fill = theme.accent;
        fill.setAlphaF(0.16F);
        QPainter painter(this);
        painter.fillRect(rect(), fill);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
};

}  // namespace

ChatSplit::ChatSplit(ChatController& controller, QWidget* parent) : QWidget(parent), m_controller(controller) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    row->addWidget(m_splitter);
    m_dropPlace = new DropMark(this);
    m_dropPlace->hide();
    m_front = makePane(0);
    connect(&controller, &ChatController::currentChanged, this, &ChatSplit::showCurrent);
    connect(&controller, &ChatController::tabAboutToClose, this, &ChatSplit::leave);
    connect(&controller, &ChatController::tabClosed, this, &ChatSplit::forgetClosed);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { followFocus(now); });
    show(m_front, controller.current());
    mark();
}

// ---- panes --------------------------------------------------------------------------------------------------------

ChatPane* ChatSplit::makePane(int place) {
    auto* pane = new ChatPane(m_controller, m_splitter);
    m_panes.insert(place, pane);
    m_splitter->insertWidget(place, pane);
    m_splitter->setSizes(QList<int>(m_panes.size(), 1000));
    connect(pane, &ChatPane::closeWanted, this, [this, pane] { closePane(pane); });
    connect(pane, &ChatPane::pressed, this, [this, pane] {
        if (pane->chat()) m_controller.setCurrent(pane->chat());
    });
    pane->composer()->setZoom(m_zoom);
    emit paneMade(pane);
    return pane;
}

void ChatSplit::closePane(ChatPane* pane) {
    if (m_panes.size() < 2) return;
    const bool hadKeyboard = pane->isAncestorOf(QApplication::focusWidget());
    const qsizetype at = m_panes.indexOf(pane);
    show(pane, nullptr);
    m_panes.removeAt(at);
    if (pane == m_front) m_front = m_panes[std::min(at, m_panes.size() - 1)];
    pane->hide();
    pane->deleteLater();
    if (hadKeyboard) m_front->composer()->field()->setFocus();
    mark();
    m_controller.setCurrent(m_front->chat());
    emit frontChanged();
}

/// Its own conversation, which outlives that it is seen: with its place and what is marked in it.
void ChatSplit::show(ChatPane* pane, Chat* chat) {
    if (ConversationView* before = pane->setChat(chat, chat ? viewFor(chat) : nullptr)) {
        before->setParent(this);
        before->hide();
    }
}

ConversationView* ChatSplit::viewFor(Chat* chat) {
    ConversationView*& view = m_views[chat];
    if (!view) {
        view = new ConversationView(m_controller, chat, this);
        view->hide();
        view->setZoom(m_zoom);
        emit viewMade(view);
    }
    return view;
}

void ChatSplit::mark() {
    for (ChatPane* pane : m_panes)
        pane->setBeside(m_panes.size() > 1, pane == m_front);
}

ChatPane* ChatSplit::paneOf(const Chat* chat) const {
    for (ChatPane* pane : m_panes)
        if (chat && pane->chat() == chat) return pane;
    return nullptr;
}

ChatPane* ChatSplit::paneAt(const QPoint& point) const {
    for (ChatPane* pane : m_panes)
        if (QRect(pane->mapTo(this, QPoint()), pane->size()).contains(point)) return pane;
    return m_front;
}

// ---- which chats --------------------------------------------------------------------------------------------------

void ChatSplit::showCurrent(Chat* chat) {
    if (ChatPane* there = paneOf(chat)) {
        const bool hadKeyboard = there != m_front && m_front->isAncestorOf(QApplication::focusWidget());
        m_front = there;
        if (hadKeyboard) there->composer()->field()->setFocus();
    } else {
        show(m_front, chat);
    }
    mark();
    emit frontChanged();
}

/// A pane goes with its chat, where there are others.
void ChatSplit::leave(Chat* chat) {
    if (ChatPane* pane = paneOf(chat)) closePane(pane);
}

/// The chats of closed tabs are about to go; so do their conversations.
void ChatSplit::forgetClosed() {
    for (auto it = m_views.begin(); it != m_views.end();) {
        if (m_controller.tabs().contains(it.key())) {
            ++it;
            continue;
        }
        it.value()->deleteLater();
        it = m_views.erase(it);
    }
}

void ChatSplit::followFocus(QWidget* now) {
    if (!now || m_front->isAncestorOf(now)) return;
    for (ChatPane* pane : m_panes)
        if (pane->chat() && pane->isAncestorOf(now)) return m_controller.setCurrent(pane->chat());
}

Chat* ChatSplit::nextUnseen() const {
    const QVector<Chat*>& tabs = m_controller.tabs();
    const qsizetype at = tabs.indexOf(m_controller.current());
    for (qsizetype step = 1; step <= tabs.size(); ++step)
        if (Chat* chat = tabs[(at + step) % tabs.size()]; !paneOf(chat)) return chat;
    return nullptr;
}

void ChatSplit::showBeside(Chat* chat, int place) {
    place = std::clamp(place, 0, int(m_panes.size()));
    ChatPane* pane = paneOf(chat);
    if (pane && m_panes.size() > 1) {
        const int from = int(m_panes.indexOf(pane)), to = place > from ? place - 1 : place;
        m_panes.move(from, to);
        m_splitter->insertWidget(to, pane);
    } else {
        if (m_panes.size() >= kMostPanes) return;
        if (pane) {  // the only one: another chat takes its place
            if (Chat* other = nextUnseen())
                m_controller.setCurrent(other);
            else
                m_controller.newChat();
        }
        pane = makePane(place);
        show(pane, chat);
    }
    m_front = pane;
    mark();
    m_controller.setCurrent(chat);
    pane->composer()->field()->setFocus();
    emit frontChanged();
}

void ChatSplit::showNextBeside() {
    if (!m_front->chat() || m_panes.size() >= kMostPanes) return;
    if (Chat* next = nextUnseen()) return showAtTheRight(next);
    m_front = makePane(frontPlace() + 1);
    m_controller.newChat();  // comes to the front, which is empty
    m_front->composer()->field()->setFocus();
}

void ChatSplit::step(int by) {
    const qsizetype count = m_panes.size();
    if (count < 2) return;
    ChatPane* to = m_panes[(frontPlace() + by + count) % count];
    m_controller.setCurrent(to->chat());
    to->composer()->field()->setFocus();
}

void ChatSplit::setZoom(int percent) {
    m_zoom = std::clamp(percent, kZooms.front(), kZooms.back());
    for (ChatPane* pane : m_panes)
        pane->composer()->setZoom(m_zoom);
    for (ConversationView* view : std::as_const(m_views))
        view->setZoom(m_zoom);
}

void ChatSplit::zoomBy(int step) {
    const auto at = std::lower_bound(kZooms.begin(), kZooms.end(), m_zoom) - kZooms.begin();
    setZoom(kZooms[std::size_t(std::clamp<std::ptrdiff_t>(at + step, 0, std::ssize(kZooms) - 1))]);
}

// ---- dragging -----------------------------------------------------------------------------------------------------

std::optional<ChatSplit::DropPlace> ChatSplit::dropPlaceAt(const QPoint& global) const {
    const QPoint point = mapFromGlobal(global);
    if (!rect().contains(point) || !m_front->chat()) return std::nullopt;
    const ChatPane* pane = paneAt(point);
    QRect half(pane->mapTo(this, QPoint()), pane->size());
    const bool isLeft = point.x() < half.center().x();
    if (isLeft)
        half.setRight(half.center().x());
    else
        half.setLeft(half.center().x());
    const bool comesBefore = isLeft != isRightToLeft();
    return DropPlace{int(m_panes.indexOf(const_cast<ChatPane*>(pane))) + (comesBefore ? 0 : 1), half};
}

void ChatSplit::showDropPlace(const QPoint& global) {
    const std::optional<DropPlace> place = dropPlaceAt(global);
    m_dropPlace->setVisible(place.has_value());
    if (!place) return;
    m_dropPlace->setGeometry(place->rect);
    m_dropPlace->raise();
}

void ChatSplit::hideDropPlace() {
    m_dropPlace->hide();
}

void ChatSplit::drop(Chat* chat, const QPoint& global) {
    hideDropPlace();
    if (const std::optional<DropPlace> place = dropPlaceAt(global)) showBeside(chat, place->place);
}

// ---- after a restart ----------------------------------------------------------------------------------------------

QVector<ChatId> ChatSplit::seen() const {
    QVector<ChatId> result;
    for (const ChatPane* pane : m_panes)
        if (pane->chat()) result.append(pane->chat()->id());
    return result;
}

void ChatSplit::restore(const QVector<ChatId>& chats) {
    QVector<Chat*> open;
    for (const ChatId id : chats)
        for (Chat* chat : m_controller.tabs())
            if (chat->id() == id && !open.contains(chat) && open.size() < kMostPanes) open.append(chat);
    if (m_panes.size() > 1 || !open.contains(m_controller.current())) return;
    for (qsizetype place = 0; place < open.size(); ++place)
        if (open[place] != m_controller.current()) show(makePane(int(place)), open[place]);
    mark();
}

}  // namespace mw::gui
