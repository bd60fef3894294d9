// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Chats side by side: which are seen where, which one is in front, and what the mouse and the keyboard do with them.

#include <QLabel>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "chat_inspector.h"
#include "chat_pane.h"
#include "chat_split.h"
#include "chat_tabs.h"
#include "elided_label.h"
#include "theme.h"
#include "views_window.h"

namespace mw::gui {
namespace {

struct Window : ViewsWindow {
    using ViewsWindow::ViewsWindow;
    ChatSplit& split() { return *view.split(); }
    /// The titles of what is seen, the one in front in brackets.
    QString seen() {
        QStringList titles;
        for (const ChatPane* pane : split().panes()) {
            const QString title = pane->chat() ? pane->chat()->shownTitle() : QStringLiteral("-");
            titles.append(pane == split().front() ? QStringLiteral("[%1]").arg(title) : title);
        }
        return titles.join(QLatin1Char(' '));
    }
    Chat* named(const QString& title) {
        for (Chat* chat : controller.tabs())
            if (chat->shownTitle() == title) return chat;
        return nullptr;
    }
    ChatPane* pane(const QString& title) {
        for (ChatPane* pane : split().panes())
            if (pane->chat() && pane->chat()->shownTitle() == title) return pane;
        return nullptr;
    }
    bool act(const QString& text) {
        for (QAction* action : view.chatActions())
            if (action->text() == text) {
                action->trigger();
                return true;
            }
        return false;
    }
    /// Waits until the conversation in front shows all that was said; false if it does not.
    bool settles() {
        return QTest::qWaitFor([this] {
            const ConversationLayout& layout = conversation()->turnLayout();
            const QVector<Turn>& turns = chat()->turns();
            if (layout.size() != turns.size()) return false;
            for (int turn = 0; turn < layout.size(); ++turn)
                if (layout.at(turn).document.source() != turns[turn].text) return false;
            return true;
        });
    }
    /// What holds at any time. Empty if it does.
    QString fault() {
        QSet<const Chat*> chats;
        for (const ChatPane* pane : split().panes()) {
            if (!pane->chat() && !controller.tabs().isEmpty()) return QStringLiteral("an empty pane: ") + seen();
            if (pane->chat() && chats.contains(pane->chat())) return QStringLiteral("seen twice: ") + seen();
            chats.insert(pane->chat());
            if (pane->chat() && !controller.tabs().contains(pane->chat())) return QStringLiteral("not open: ") + seen();
            if (pane->isHidden() || pane->composer()->isHidden() != !pane->chat()) return QStringLiteral("hidden");
            if (pane->conversation() && pane->conversation()->chat() != pane->chat()) return QStringLiteral("mixed up");
        }
        if (split().front()->chat() != controller.current())
            return QStringLiteral("the front is not current: ") + seen();
        if (split().panes().size() > ChatSplit::kMostPanes) return QStringLiteral("too many");
        return {};
    }
};

}  // namespace

class TestSplitViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void eachSideHasAComposerOfItsOwn() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("a"));
        window.add(QStringLiteral("b"));
        QCOMPARE(window.seen(), QStringLiteral("[b]"));
        QVERIFY(window.act(QStringLiteral("Show another chat beside this one")));
        QCOMPARE(window.seen(), QStringLiteral("b [a]"));
        QVERIFY(window.pane(QStringLiteral("a"))->composer()->field()->hasFocus());
        for (const char* title : {"a", "b"}) {
            auto* field = window.pane(QString::fromLatin1(title))->composer()->field();
            field->setFocus();
            QCOMPARE(window.controller.current()->shownTitle(), QString::fromLatin1(title));
            QTest::keyClicks(field, QStringLiteral("next of ") + QString::fromLatin1(title));
            QTest::keyClick(field, Qt::Key_Return);
            QCOMPARE(window.chat()->turns().value(2).text, QStringLiteral("next of ") + QString::fromLatin1(title));
        }
        QCOMPARE(window.seen(), QStringLiteral("[b] a"));
        QVERIFY(window.named(QStringLiteral("a"))->isStreaming() && window.named(QStringLiteral("b"))->isStreaming());
        // Escape is that of the side with the keyboard.
        QTest::keyClick(window.pane(QStringLiteral("b"))->composer()->field(), Qt::Key_Escape);
        QCOMPARE(window.fake().cancelled, QVector<Ticket>{window.fake().last().ticket});
        window.pane(QStringLiteral("a"))->conversation()->setFocus();
        QCOMPARE(window.seen(), QStringLiteral("b [a]"));
        QTest::keyClick(window.pane(QStringLiteral("a"))->conversation(), Qt::Key_Escape);
        QCOMPARE(window.fake().cancelled.size(), 2);
    }

    void theKeyboardGoesFromSideToSide() {
        QTemporaryDir folder;
        Window window(folder);
        for (const char* title : {"a", "b", "c"})
            window.add(QString::fromLatin1(title));
        window.act(QStringLiteral("Show another chat beside this one"));
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.seen(), QStringLiteral("c a [b]"));
        window.act(QStringLiteral("Go to the next side"));
        QCOMPARE(window.seen(), QStringLiteral("[c] a b"));
        QVERIFY(window.pane(QStringLiteral("c"))->composer()->field()->hasFocus());
        window.act(QStringLiteral("Go to the side before"));
        QCOMPARE(window.seen(), QStringLiteral("c a [b]"));
        // With no other chat, a new one.
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.seen(), QStringLiteral("c a b [New chat]"));
        QVERIFY(window.split().front()->composer()->field()->hasFocus());
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.split().panes().size(), ChatSplit::kMostPanes);  // no more
        // Another tab comes to the side with the keyboard, or the keyboard goes to it.
        window.act(QStringLiteral("Close this side"));
        QCOMPARE(window.seen(), QStringLiteral("c a [b]"));
        QCOMPARE(window.controller.tabs().size(), 4);
        QVERIFY(window.split().front()->composer()->field()->hasFocus());
        window.controller.setCurrent(window.named(QStringLiteral("c")));
        QCOMPARE(window.seen(), QStringLiteral("[c] a b"));
        QVERIFY(window.pane(QStringLiteral("c"))->composer()->field()->hasFocus());
        window.controller.setCurrent(window.named(QStringLiteral("New chat")));
        QCOMPARE(window.seen(), QStringLiteral("[New chat] a b"));
        window.act(QStringLiteral("Close this side"));
        window.act(QStringLiteral("Close this side"));
        window.act(QStringLiteral("Close this side"));  // the last one stays
        QCOMPARE(window.split().panes().size(), 1);
        QCOMPARE(window.fault(), QString());
    }

    void aSideGoesWithItsChat() {
        QTemporaryDir folder;
        Window window(folder);
        for (const char* title : {"a", "b", "c"})
            window.add(QString::fromLatin1(title));
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.seen(), QStringLiteral("c [a]"));
        window.act(QStringLiteral("Close chat"));
        QCOMPARE(window.seen(), QStringLiteral("[c]"));
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.seen(), QStringLiteral("c [b]"));
        window.controller.deleteChat(window.named(QStringLiteral("c"))->id());
        QCOMPARE(window.seen(), QStringLiteral("[b]"));
        window.controller.undo();
        QCOMPARE(window.seen(), QStringLiteral("[c]"));
        QCOMPARE(window.fault(), QString());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        while (window.controller.current())
            window.controller.closeTab(window.controller.current());
        QCOMPARE(window.seen(), QStringLiteral("[-]"));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window.controller.newChat();
        QCOMPARE(window.seen(), QStringLiteral("[New chat]"));
    }

    /// Over the half of a conversation where it is let go.
    void aTabIsDraggedToASide_data() {
        QTest::addColumn<QString>("dragged");
        QTest::addColumn<QString>("over");
        QTest::addColumn<double>("at");
        QTest::addColumn<QString>("seen");
        QTest::newRow("to the right") << "a"
                                      << "c" << 0.75 << "c [a]";
        QTest::newRow("to the left") << "a"
                                     << "c" << 0.25 << "[a] c";
        QTest::newRow("the one in front") << "c"
                                          << "c" << 0.75 << "a [c]";
    }
    void aTabIsDraggedToASide() {
        QFETCH(QString, dragged);
        QFETCH(QString, over);
        QFETCH(double, at);
        QFETCH(QString, seen);
        QTemporaryDir folder;
        Window window(folder);
        for (const char* title : {"a", "b", "c"})
            window.add(QString::fromLatin1(title));
        QTabBar* bar = window.view.tabs()->bar();
        const ChatPane* pane = window.pane(over);
        const QPoint to = bar->mapFromGlobal(pane->mapToGlobal(QPoint(int(pane->width() * at), pane->height() / 2)));
        const auto drag = [&](bool escapes, bool comesBack) {
            window.controller.setCurrent(window.named(QStringLiteral("c")));
            QCoreApplication::processEvents();
            const QPoint from = bar->tabRect(int(window.controller.tabs().indexOf(window.named(dragged)))).center();
            QTest::mousePress(bar, Qt::LeftButton, {}, from);
            for (const double part : {0.2, 0.6, 1.0})
                move(*bar, from + (to - from) * part);
            if (escapes) QTest::keyClick(bar, Qt::Key_Escape);
            if (comesBack) move(*bar, from);
            QTest::mouseRelease(bar, Qt::LeftButton, {}, comesBack ? from : to);
            QCoreApplication::processEvents();
        };
        drag(true, false);
        QCOMPARE(window.seen(), QStringLiteral("[c]"));
        drag(false, true);
        QCOMPARE(window.split().panes().size(), 1);
        drag(false, false);
        QCOMPARE(window.seen(), seen);
        QCOMPARE(window.fault(), QString());
        QVERIFY(window.split().front()->composer()->field()->hasFocus());
        QVERIFY(qAbs(window.split().panes()[0]->width() - window.split().panes()[1]->width()) < 4);
    }

    /// Where people write from right to left, the first side is at the right.
    void aTabIsDroppedInAMirroredWindow() {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        for (const bool atTheRight : {true, false}) {
            QTemporaryDir folder;
            Window window(folder);
            for (const char* title : {"a", "b", "c"})
                window.add(QString::fromLatin1(title));
            ChatPane* pane = window.pane(QStringLiteral("c"));
            const QPoint place(pane->width() * (atTheRight ? 3 : 1) / 4, pane->height() / 2);
            window.split().drop(window.named(QStringLiteral("a")), pane->mapToGlobal(place));
            QCOMPARE(window.seen(), atTheRight ? QStringLiteral("[a] c") : QStringLiteral("c [a]"));
            QCoreApplication::processEvents();
            QCOMPARE(window.pane(QStringLiteral("a"))->x() > window.pane(QStringLiteral("c"))->x(), atTheRight);
        }
    }

    void aSideIsDraggedToAnotherPlace() {
        QTemporaryDir folder;
        Window window(folder);
        for (const char* title : {"a", "b", "c"})
            window.add(QString::fromLatin1(title));
        window.act(QStringLiteral("Show another chat beside this one"));
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.seen(), QStringLiteral("c a [b]"));
        window.split().showBeside(window.named(QStringLiteral("b")), 0);
        QCOMPARE(window.seen(), QStringLiteral("[b] c a"));
        window.split().showBeside(window.named(QStringLiteral("b")), 2);
        QCOMPARE(window.seen(), QStringLiteral("c [b] a"));
        window.split().showBeside(window.named(QStringLiteral("c")), 3);
        QCOMPARE(window.seen(), QStringLiteral("b a [c]"));
        QCoreApplication::processEvents();
        QVERIFY(window.pane(QStringLiteral("b"))->x() < window.pane(QStringLiteral("a"))->x());
        QVERIFY(window.pane(QStringLiteral("a"))->x() < window.pane(QStringLiteral("c"))->x());
    }

    void theInspectorAndTheSearchFollowTheFront() {
        QTemporaryDir folder;
        Window window(folder);
        ChatInspector inspector(window.controller);
        window.add(QStringLiteral("a"));
        window.add(QStringLiteral("b"));
        window.act(QStringLiteral("Show another chat beside this one"));
        ChatSettings settings = window.named(QStringLiteral("b"))->settings();
        settings.systemPrompt = QStringLiteral("prompt of b");
        window.controller.setSettings(window.named(QStringLiteral("b")), settings);
        auto* prompt = inspector.findChild<QPlainTextEdit*>();
        QVERIFY(prompt->toPlainText() != QStringLiteral("prompt of b"));
        QTest::mouseClick(window.pane(QStringLiteral("b"))->conversation()->viewport(), Qt::LeftButton);
        QCOMPARE(window.seen(), QStringLiteral("[b] a"));
        QCOMPARE(prompt->toPlainText(), QStringLiteral("prompt of b"));
        QCOMPARE(window.view.conversation()->chat(), window.named(QStringLiteral("b")));
        QCOMPARE(window.view.composer(), window.pane(QStringLiteral("b"))->composer());
    }

    void aConversationKeepsItsPlaceWhileItIsNotSeen() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("a"), QStringLiteral("line\n\n").repeated(200));
        window.add(QStringLiteral("b"));
        window.controller.setCurrent(window.named(QStringLiteral("a")));
        QVERIFY(window.settles());
        QTRY_VERIFY(window.conversation()->verticalScrollBar()->maximum() > 1000);
        window.conversation()->focusTurn(0);
        const int top = window.conversation()->verticalScrollBar()->value();
        QVERIFY(!window.conversation()->isAtBottom());
        const ConversationView* view = window.conversation();
        window.controller.setCurrent(window.named(QStringLiteral("b")));
        QVERIFY(view->isHidden());
        window.controller.setCurrent(window.named(QStringLiteral("a")));
        QCoreApplication::processEvents();
        QCOMPARE(window.conversation(), view);
        QCOMPARE(view->verticalScrollBar()->value(), top);
        QVERIFY(view->isVisible());
    }

    void isSeenAgainAfterARestart() {
        QTemporaryDir folder;
        QVector<ChatId> seen;
        {
            Window window(folder);
            for (const char* title : {"a", "b", "c"})
                window.add(QString::fromLatin1(title));
            window.act(QStringLiteral("Show another chat beside this one"));
            window.act(QStringLiteral("Go to the side before"));
            QCOMPARE(window.seen(), QStringLiteral("[c] a"));
            seen = window.split().seen();
        }
        Window window(folder);
        QCOMPARE(window.seen(), QStringLiteral("[c]"));
        window.split().restore({seen[1], 4711, seen[0], seen[0]});
        QCOMPARE(window.seen(), QStringLiteral("a [c]"));
        QCOMPARE(window.fault(), QString());
        Window other(folder);
        other.split().restore({seen[1], 4711});  // not with the one in front
        QCOMPARE(other.split().panes().size(), 1);
    }

    void titlesAreThoseOfTheChats() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("a"));
        const auto titles = [&] {
            QStringList shown;
            for (const ChatPane* pane : window.split().panes())
                if (const auto* label = pane->findChild<ElidedLabel*>(QStringLiteral("paneTitle")); label->isVisible())
                    shown.append(label->whole());
            return shown;
        };
        QCOMPARE(titles(), QStringList());  // one alone needs none
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(titles(), (QStringList{"a", "New chat"}));
        window.ask(QStringLiteral("what else"));
        QCOMPARE(titles(), (QStringList{"a", "what else"}));
        window.controller.rename(window.named(QStringLiteral("a"))->id(), QStringLiteral("A long name ").repeated(20));
        QCoreApplication::processEvents();
        QVERIFY(qAbs(window.split().panes()[0]->width() - window.split().panes()[1]->width()) < 4);
        for (QToolButton* button : window.split().panes()[0]->findChildren<QToolButton*>())
            if (button->accessibleName().startsWith(QStringLiteral("Close this side"))) button->click();
        QCOMPARE(window.seen(), QStringLiteral("[what else]"));
        QCOMPARE(titles(), QStringList());
    }

    /// Until somebody has seen the answer.
    void aTabSaysThatAnAnswerHasEnded() {
        QTemporaryDir folder;
        Window window(folder);
        QTRY_VERIFY(window.view.isActiveWindow());
        for (const char* title : {"a", "b", "c"})
            window.add(QString::fromLatin1(title));
        QTabBar* bar = window.view.tabs()->bar();
        const auto spoken = [&](const QString& title) {
            return bar->accessibleTabName(int(window.controller.tabs().indexOf(window.named(title))));
        };
        const auto ask = [&](const QString& title) {
            Chat* before = window.controller.current();
            window.controller.setCurrent(window.named(title));
            const Ticket ticket = window.ask(QStringLiteral("more"));
            window.controller.setCurrent(before);
            return ticket;
        };
        QCOMPARE(spoken(QStringLiteral("c")), QStringLiteral("c"));  // it was seen
        const Ticket first = ask(QStringLiteral("a"));
        QCOMPARE(spoken(QStringLiteral("a")), QStringLiteral("a, answering"));
        playAnswer(window.engine, first, {QStringLiteral("x")});
        QCOMPARE(spoken(QStringLiteral("a")), QStringLiteral("a, answered"));
        QVERIFY(!bar->tabIcon(int(window.controller.tabs().indexOf(window.named(QStringLiteral("a"))))).isNull());
        window.controller.setCurrent(window.named(QStringLiteral("a")));
        QCOMPARE(spoken(QStringLiteral("a")), QStringLiteral("a"));
        QVERIFY(bar->tabIcon(int(window.controller.tabs().indexOf(window.named(QStringLiteral("a"))))).isNull());
        // What is beside is seen, too; what was stopped is no news.
        window.split().showAtTheRight(window.named(QStringLiteral("b")));
        window.act(QStringLiteral("Go to the side before"));
        playAnswer(window.engine, ask(QStringLiteral("b")), {QStringLiteral("x")});
        QCOMPARE(spoken(QStringLiteral("b")), QStringLiteral("b"));
        const Ticket stopped = ask(QStringLiteral("c"));
        window.controller.stop(window.named(QStringLiteral("c")));
        end(window.engine, stopped, FinishReason::Cancelled);
        QCOMPARE(spoken(QStringLiteral("c")), QStringLiteral("c"));
        // Nobody looks at a window while he works in another one.
        const Ticket away = ask(QStringLiteral("a"));
        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!window.view.isActiveWindow());
        playAnswer(window.engine, away, {QStringLiteral("x")});
        QCOMPARE(spoken(QStringLiteral("a")), QStringLiteral("a, answered"));
        window.view.activateWindow();
        QTRY_COMPARE(spoken(QStringLiteral("a")), QStringLiteral("a"));
        // One that is closed meanwhile takes its mark along.
        window.controller.setCurrent(window.named(QStringLiteral("b")));
        playAnswer(window.engine, ask(QStringLiteral("c")), {QStringLiteral("x")});
        QCOMPARE(spoken(QStringLiteral("c")), QStringLiteral("c, answered"));
        const ChatId closed = window.named(QStringLiteral("c"))->id();
        window.controller.closeTab(window.named(QStringLiteral("c")));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window.controller.setCurrent(window.named(QStringLiteral("a")));  // looks at all that are marked
        window.controller.openChat(closed);
        QCOMPARE(spoken(QStringLiteral("c")), QStringLiteral("c"));
    }

    void textGrowsAndShrinks() {
        QTemporaryDir folder;
        Window window(folder);
        window.add(QStringLiteral("a"), QStringLiteral("Many words that need more than one line. ").repeated(20));
        const auto height = [&] {
            if (!window.settles()) return qreal(0);
            QCoreApplication::processEvents();
            return window.conversation()->turnLayout().at(1).height;
        };
        const qreal usual = height();
        const int field = window.view.composer()->field()->height();
        for (int step = 0; step < 20; ++step)
            window.act(QStringLiteral("Larger text in chats"));
        QCOMPARE(window.split().zoom(), 200);
        QTRY_VERIFY2(height() > 2.5 * usual, qPrintable(QString::number(height() / usual)));
        QVERIFY(window.view.composer()->field()->height() > field);
        // A chat that comes later has it, too.
        window.add(QStringLiteral("b"), QStringLiteral("Many words that need more than one line. ").repeated(20));
        QTRY_VERIFY2(height() > 2.5 * usual, qPrintable(QString::number(height() / usual)));
        window.act(QStringLiteral("Text in chats as usual"));
        QTRY_COMPARE(height(), usual);
        window.controller.setCurrent(window.named(QStringLiteral("a")));
        QTRY_COMPARE(height(), usual);
        QCOMPARE(window.view.composer()->field()->height(), field);
        for (int step = 0; step < 20; ++step)
            window.act(QStringLiteral("Smaller text in chats"));
        QCOMPARE(window.split().zoom(), 70);
        QTRY_VERIFY(height() < usual);
        // A side that comes later has it, too.
        for (int step = 0; step < 20; ++step)
            window.act(QStringLiteral("Larger text in chats"));
        window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.split().panes().size(), 2);
        const auto sizeAt = [&](int pane) {
            return window.split().panes()[pane]->composer()->field()->document()->defaultFont().pixelSize();
        };
        QCOMPARE(sizeAt(1), sizeAt(0));
        QTRY_VERIFY(window.split().front()->composer()->field()->height() > field);
    }

    void anEmptyChatsInvitationFitsWhereThereIsLittleRoom() {
        QTemporaryDir folder;
        Window window(folder);
        window.controller.newChat();
        for (int more = 1; more < ChatSplit::kMostPanes; ++more)
            window.act(QStringLiteral("Show another chat beside this one"));
        QCOMPARE(window.split().panes().size(), ChatSplit::kMostPanes);
        QCoreApplication::processEvents();
        int texts = 0;
        for (const ChatPane* pane : window.split().panes())
            for (const QLabel* label : pane->findChildren<QLabel*>()) {
                if (!label->isVisible() || !label->wordWrap() || label->text().isEmpty()) continue;
                const QRect there(label->mapTo(pane, QPoint()), label->size());
                QVERIFY2(pane->rect().contains(there), qPrintable(label->text()));
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
                ++texts;
            }
        QVERIFY(texts >= ChatSplit::kMostPanes);
    }

    void whateverIsDoneEveryChatIsSeenOnce() {
        for (quint32 seed = 1; seed <= 30; ++seed) {
            QTemporaryDir folder;
            Window window(folder);
            QRandomGenerator random(seed);
            QStringList done;
            const auto any = [&]() -> Chat* {
                const auto& tabs = window.controller.tabs();
                return tabs.isEmpty() ? nullptr : tabs[random.bounded(int(tabs.size()))];
            };
            for (int step = 0; step < 40; ++step) {
                const int what = random.bounded(12);
                done.append(QString::number(what));
                Chat* chat = any();
                if (what < 2)
                    window.controller.newChat();
                else if (what == 2)
                    window.add(QStringLiteral("chat %1").arg(step));
                else if (what == 3)
                    window.split().showNextBeside();
                else if (what == 4 && chat)
                    window.split().showBeside(chat, random.bounded(5));
                else if (what == 5 && chat)
                    window.controller.setCurrent(chat);
                else if (what == 6 && chat)
                    window.controller.closeTab(chat);
                else if (what == 7 && chat)
                    window.controller.deleteChat(chat->id());
                else if (what == 8)
                    window.controller.undo();
                else if (what == 9)
                    window.controller.reopenClosedTab();
                else if (what == 10)
                    window.split().closeFront();
                else
                    window.split().step(1);
                if (random.bounded(3) == 0) QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
                QVERIFY2(
                    window.fault().isEmpty(),
                    qPrintable(
                        QStringLiteral("seed %1: %2: %3").arg(seed).arg(done.join(QLatin1Char(' ')), window.fault())));
            }
        }
    }

 private:
    static void move(QWidget& over, const QPoint& to) {
        QMouseEvent event(QEvent::MouseMove, QPointF(to), QPointF(over.mapToGlobal(to)), Qt::NoButton, Qt::LeftButton,
                          Qt::NoModifier);
        QCoreApplication::sendEvent(&over, &event);
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestSplitViews)
#include "test_split_views.moc"
