// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "find_bar.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "chat_controller.h"
#include "controls.h"
#include "conversation_view.h"
#include "mirrored.h"

namespace mw::gui {
namespace {

constexpr int kTypedMs = 150;
constexpr int kChangedMs = 500;  // an answer that streams in changes many times a second

}  // namespace

FindBar::FindBar(ChatController& controller, QWidget* parent) : QFrame(parent), m_controller(controller) {
    setSurface(this, Surface::Panel);
    setAccessibleName(tr("Find in this chat"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    column->addWidget(makeLine(Qt::Horizontal, this));
    row->setContentsMargins(marginsFrom(12, 6, 8, 6));
    row->setSpacing(4);
    m_field = new QLineEdit(this);
    m_field->setPlaceholderText(tr("Find in this chat, in all its versions"));
    m_field->setAccessibleName(tr("Find in this chat"));
    m_field->setClearButtonEnabled(true);
    m_count = makeLabel(QString(), TextRole::Muted, this);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(999).arg(9999)));
    m_count->setAlignment(Qt::AlignCenter);
    m_previous = makeIconButton(QStringLiteral("chevron-up"), tr("Previous place (Shift+F3)"), this);
    m_next = makeIconButton(QStringLiteral("chevron-down"), tr("Next place (F3)"), this);
    QToolButton* end = makeIconButton(QStringLiteral("x"), tr("Close (Esc)"), this);
    row->addWidget(m_field, 1);
    for (QWidget* each : {static_cast<QWidget*>(m_count), static_cast<QWidget*>(m_previous),
                          static_cast<QWidget*>(m_next), static_cast<QWidget*>(end)})
        row->addWidget(each);
    hide();

    m_searchLater.setSingleShot(true);
    connect(&m_searchLater, &QTimer::timeout, this, &FindBar::search);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_stepOnceFound = 0;
        m_follows = true;
        m_searchLater.start(kTypedMs);
    });
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(end, &QToolButton::clicked, this, &FindBar::close);
}

void FindBar::open() {
    if (!m_chat) return;
    QWidget* focused = QApplication::focusWidget();
    if (focused && !isAncestorOf(focused)) m_before = focused;
    if (const QString marked = m_view ? m_view->selectedText().trimmed() : QString();
        !marked.isEmpty() && !marked.contains(QLatin1Char('\n')) && marked.size() < 200)
        m_field->setText(marked);
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    m_follows = true;
    search();
}

void FindBar::close() {
    if (isHidden()) return;
    const bool had = isAncestorOf(QApplication::focusWidget());
    hide();
    ++m_searches;
    m_searchLater.stop();
    m_places.clear();
    m_at = -1;
    if (m_view) m_view->setFound({}, std::nullopt);
    QWidget* to = m_before && m_before->isVisible() ? m_before.data() : static_cast<QWidget*>(m_view.data());
    if (had && to) to->setFocus(Qt::OtherFocusReason);
}

void FindBar::setConversation(Chat* chat, ConversationView* view) {
    if (m_chat == chat && m_view == view) return;
    if (m_chat) m_chat->disconnect(this);
    if (m_view) m_view->setFound({}, std::nullopt);
    m_chat = chat;
    m_view = view;
    m_places.clear();
    m_at = -1;
    if (!chat) return close();
    const auto changed = [this] {
        if (isVisible() && !m_searchLater.isActive()) m_searchLater.start(kChangedMs);
    };
    connect(chat, &Chat::turnsReset, this, changed);
    connect(chat, &Chat::turnAppended, this, changed);
    connect(chat, &Chat::turnChanged, this, changed);
    if (isVisible()) search();
}

/// On another thread; of several searches the last one counts.
void FindBar::search() {
    m_searchLater.stop();
    const QString words = m_field->text();
    const int search = ++m_searches;
    if (!m_chat || words.isEmpty()) {
        m_words.clear();
        m_places.clear();
        m_at = -1;
        if (m_view) m_view->setFound({}, std::nullopt);
        return showCount(false);
    }
    if (words != m_words) showCount(true);
    QThreadPool::globalInstance()->start(
        [self = QPointer(this), place = m_controller.store().place(), chat = m_chat->id(), words, search] {
            const QVector<FoundPlace> places = placesIn(place, chat, words);
            QMetaObject::invokeMethod(qApp, [self, places, words, search] {
                if (!self || search != self->m_searches) return;
                self->m_words = words;
                self->takePlaces(places);
            });
        });
}

void FindBar::takePlaces(const QVector<FoundPlace>& places) {
    const FoundPlace before = m_places.value(m_at);
    m_places = places;
    m_at = before.turn != 0 ? int(m_places.indexOf(before)) : -1;
    const bool stays = m_at >= 0, follows = std::exchange(m_follows, false);
    if (!stays && !m_places.isEmpty()) m_at = nearest();
    if (m_view) m_view->setFound(m_words, m_at >= 0 ? std::optional(m_places[m_at]) : std::nullopt);
    showCount(false);
    if (const int by = std::exchange(m_stepOnceFound, 0); by != 0 && stays)
        step(by);
    else if (follows && !stays && m_at >= 0)
        goTo(m_at);
}

/// The first place of the branch on screen from what is in sight on; else its first one, else the first of all.
int FindBar::nearest() const {
    const int top = m_view ? m_view->firstTurnInSight() : 0;
    int first = -1;
    for (int index = 0; index < m_places.size(); ++index) {
        const int turn = m_chat->indexOf(m_places[index].turn);
        if (turn < 0) continue;
        if (turn >= top) return index;
        if (first < 0) first = index;
    }
    return std::max(first, 0);
}

void FindBar::step(int by) {
    if (isHidden()) return open();
    if (m_field->text() != m_words) {
        search();
        m_stepOnceFound = by;
        return;
    }
    if (m_places.isEmpty()) return;
    goTo(int((m_at + by + m_places.size()) % m_places.size()));
}

void FindBar::goTo(int index) {
    m_at = index;
    const FoundPlace place = m_places[index];
    showCount(false);
    if (!m_chat || !m_view) return;
    m_controller.showBranchOf(m_chat, place.turn);
    m_view->setFound(m_words, place);
    m_view->seekPlace(place);
}

void FindBar::showCount(bool searching) {
    const QLocale locale;
    const bool some = !m_places.isEmpty();
    m_previous->setEnabled(some);
    m_next->setEnabled(some);
    QString text;
    if (searching)
        text = tr("Searching…");
    else if (some)
        text = tr("%1 of %2").arg(locale.toString(m_at + 1), locale.toString(m_places.size()));
    else if (!m_field->text().isEmpty())
        text = tr("Not found");
    m_count->setText(text);
    m_field->setAccessibleDescription(text);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape:
            return close();
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
        default:
            QFrame::keyPressEvent(event);
    }
}

}  // namespace mw::gui
