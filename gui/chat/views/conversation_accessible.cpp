// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_accessible.h"

#include <QPointer>
#include <algorithm>
#include <utility>

#include "blocks.h"
#include "conversation_view.h"
#include "turn_words.h"

namespace mw::gui {
namespace {

constexpr qsizetype kLongestName = 1000;    // that is said at once; all of it can be read as text
constexpr qsizetype kMostParsed = 200'000;  // characters; more are given as their source

/// The words of a turn as they are shown, without the signs of Markdown.
QString shownText(const markdown::Document& document) {
    if (document.source().size() > kMostParsed) return document.source();
    QStringList lines;
    for (const markdown::Section& section : document.sections())
        for (const markdown::Block& block : markdown::blocksOf(document, section)) {
            if (!block.text.text.isEmpty())
                lines.append((block.marker.isEmpty() ? QString() : block.marker + QLatin1Char(' ')) +
                             markdown::spokenText(block.text));
            for (const auto& row : block.rows) {
                QStringList cells;
                for (const markdown::Text& cell : row)
                    cells.append(markdown::spokenText(cell));
                lines.append(cells.join(QStringLiteral(", ")));
            }
        }
    return lines.join(QLatin1Char('\n')).replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

/// One turn. It is looked up by its id whenever it is asked, as turns come and go.
class TurnAccessible : public QAccessibleInterface, public QAccessibleTextInterface, public QAccessibleActionInterface {
 public:
    TurnAccessible(ConversationView& view, TurnId turn) : m_view(&view), m_turn(turn) {}

    TurnId id() const { return m_turn; }
    int index() const {
        const Chat* chat = m_view ? m_view->chat() : nullptr;
        const int index = chat ? chat->indexOf(m_turn) : -1;
        return index < (m_view ? m_view->turnLayout().size() : 0) ? index : -1;
    }

    bool isValid() const override { return index() >= 0; }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}
    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::TextInterface) return static_cast<QAccessibleTextInterface*>(this);
        if (type == QAccessible::ActionInterface) return static_cast<QAccessibleActionInterface*>(this);
        return nullptr;
    }

    QString text(QAccessible::Text kind) const override {
        const int at = index();
        if (at < 0) return {};
        const Turn& turn = m_view->chat()->turns()[at];
        if (kind == QAccessible::Name) return spokenOf(turn, words().left(kLongestName), m_view->isUnsaved(turn));
        if (kind == QAccessible::Value) return words();
        if (kind == QAccessible::Description && turn.branches > 1)
            return ConversationView::tr("Version %1 of %2").arg(turn.branch).arg(turn.branches);
        return {};
    }

    QRect rect() const override {
        const int at = index();
        return at < 0 ? QRect() : m_view->turnRect(at).translated(m_view->viewport()->mapToGlobal(QPoint(0, 0)));
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        const int at = index();
        if (at < 0) {
            state.invalid = true;
            return state;
        }
        state.readOnly = state.multiLine = state.selectableText = true;
        state.focusable = true;
        state.focused = m_view->hasFocus() && m_view->focusedTurn() == at;
        state.busy = m_view->chat()->turns()[at].state == TurnState::Streaming;
        state.invisible = !m_view->isVisible();
        state.offscreen = !m_view->turnRect(at).intersects(m_view->viewport()->rect());
        return state;
    }

    // The text, to be read by the letter, the word or the line.
    void selection(int, int* start, int* end) const override { *start = *end = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override {}
    QString text(int start, int end) const override { return words().mid(start, end < 0 ? -1 : end - start); }
    int characterCount() const override { return int(words().size()); }
    QRect characterRect(int) const override { return rect(); }
    int offsetAtPoint(const QPoint&) const override { return 0; }
    void scrollToSubstring(int, int) override { doAction(setFocusAction()); }
    QString attributes(int, int* start, int* end) const override {
        *start = 0;
        *end = characterCount();
        return {};
    }

    QStringList actionNames() const override { return {setFocusAction()}; }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }
    void doAction(const QString& name) override {
        if (const int at = index(); at >= 0 && name == setFocusAction()) {
            m_view->setFocus();
            m_view->focusTurn(at);
        }
    }

 private:
    QString words() const {
        const int at = index();
        if (at < 0) return {};
        const markdown::Document& document = m_view->turnLayout().at(at).document;
        if (std::exchange(m_wordsOf, document.source().size()) != document.source().size())
            m_words = shownText(document);
        return m_words;
    }

    QPointer<ConversationView> m_view;
    TurnId m_turn;
    mutable QString m_words;
    mutable qsizetype m_wordsOf = -1;  ///< length of the source that they were made of
};

}  // namespace

void ConversationAccessible::install(ConversationView& view) {
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            auto* one = qobject_cast<ConversationView*>(object);
            return one ? new ConversationAccessible(*one) : nullptr;
        });
        return true;
    }();
    Q_UNUSED(installed);
    // Qt may have made an interface of its own while the view was built, and keeps it.
    if (QAccessibleInterface* made = QAccessible::queryAccessibleInterface(&view))
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(made));
}

ConversationAccessible::ConversationAccessible(ConversationView& view)
    : QAccessibleWidget(&view, QAccessible::List, ConversationView::tr("Conversation")), m_view(view) {}

ConversationAccessible::~ConversationAccessible() {
    for (const QAccessible::Id id : std::as_const(m_turns))
        QAccessible::deleteAccessibleInterface(id);
}

ConversationAccessible* ConversationAccessible::of(ConversationView& view) {
    if (!QAccessible::isActive()) return nullptr;
    return dynamic_cast<ConversationAccessible*>(QAccessible::queryAccessibleInterface(&view));
}

int ConversationAccessible::childCount() const {
    return m_view.turnLayout().size() + QAccessibleWidget::childCount();
}

QAccessibleInterface* ConversationAccessible::turn(int index) const {
    const Chat* chat = m_view.chat();
    if (!chat || index < 0 || index >= std::min<qsizetype>(chat->turns().size(), m_view.turnLayout().size()))
        return nullptr;
    const TurnId id = chat->turns()[index].id;
    auto known = m_turns.constFind(id);
    if (known == m_turns.cend())
        known = m_turns.insert(id, QAccessible::registerAccessibleInterface(new TurnAccessible(m_view, id)));
    return QAccessible::accessibleInterface(*known);
}

QAccessibleInterface* ConversationAccessible::child(int index) const {
    const int turns = m_view.turnLayout().size();
    return index < turns ? turn(index) : QAccessibleWidget::child(index - turns);
}

int ConversationAccessible::indexOfChild(const QAccessibleInterface* child) const {
    if (!child) return -1;
    if (const auto* item = dynamic_cast<const TurnAccessible*>(child)) return item->index();
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? -1 : m_view.turnLayout().size() + index;
}

QAccessibleInterface* ConversationAccessible::childAt(int x, int y) const {
    const QPoint point = m_view.viewport()->mapFromGlobal(QPoint(x, y));
    for (int index = 0; index < m_view.turnLayout().size(); ++index)
        if (m_view.turnRect(index).contains(point)) return turn(index);
    return QAccessibleWidget::childAt(x, y);
}

QAccessibleInterface* ConversationAccessible::focusChild() const {
    if (m_view.hasFocus() && m_view.focusedTurn() >= 0) return turn(m_view.focusedTurn());
    return QAccessibleWidget::focusChild();
}

void ConversationAccessible::turnsChanged(ConversationView& view) {
    ConversationAccessible* self = of(view);
    if (!self) return;
    for (auto it = self->m_turns.begin(); it != self->m_turns.end();) {
        if (view.chat() && view.chat()->indexOf(it.key()) >= 0) {
            ++it;
            continue;
        }
        QAccessible::deleteAccessibleInterface(*it);
        it = self->m_turns.erase(it);
    }
    QAccessibleEvent event(&view, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void ConversationAccessible::turnChanged(ConversationView& view, int index) {
    ConversationAccessible* self = of(view);
    QAccessibleInterface* turn = self ? self->turn(index) : nullptr;
    if (!turn || turn->state().busy) return;  // it would be said with every word
    QAccessibleEvent named(turn, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&named);
    QAccessible::State busy;
    busy.busy = true;
    QAccessibleStateChangeEvent ended(turn, busy);
    QAccessible::updateAccessibility(&ended);
}

void ConversationAccessible::turnFocused(ConversationView& view, int index) {
    ConversationAccessible* self = of(view);
    QAccessibleInterface* turn = self ? self->turn(index) : nullptr;
    if (!turn) return;
    QAccessibleEvent event(turn, QAccessible::Focus);
    QAccessible::updateAccessibility(&event);
}

}  // namespace mw::gui
