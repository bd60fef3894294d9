// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <sys/inotify.h>
#include <unistd.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <cmath>

#include "chat_inspector.h"
#include "chat_list.h"
#include "chat_tabs.h"
#include "chats_view.h"
#include "composer.h"
#include "conversation_view.h"
#include "fake_engine_thread.h"
#include "long_chat.h"
#include "longest_gap.h"
#include "recent_models.h"
#include "template_dialog.h"
#include "theme.h"

namespace mw::gui {
namespace {

using mw::test::Gap;
using mw::test::GapClock;
using mw::test::longestGap;

const QString kAnswer = QStringLiteral(
    "Most likely the rows now exceed what one wave of blocks can hold. With 132 multiprocessors and two blocks each, "
    "264 rows run at "
    "once; the 265th waits for a whole second wave.\n\nTwo changes help:\n\n1. Let one block walk several rows (`grid "
    "= min(rows, 2 × SMs)`).\n"
    "2. Keep the running maximum and sum in registers:\n\n```cuda\nfor (int row = blockIdx.x; row < rows; row += "
    "gridDim.x) {\n"
    "    float peak = -INFINITY, sum = 0.f;\n    // one pass: rescale the sum whenever the peak grows\n"
    "    for (int i = threadIdx.x; i < width; i += blockDim.x)\n        accumulate(peak, sum, x[row * width + "
    "i]);\n```\n\n"
    "| rows | time |\n|---|--:|\n| 264 | 1.0 |\n| 265 | 1.9 |\n\n> **Note:** see [the "
    "guide](https://example.org/waves).\n\n"
    "That removes the second wave, and the second read of the row");

struct Window {
    explicit Window(const QTemporaryDir& folder)
        : store({folder.filePath(QStringLiteral("chats.sqlite"))}),
          templates({QStringLiteral(":/templates"), folder.filePath(QStringLiteral("templates"))}),
          controller(session, store, templates),
          view(controller),
          inspector(controller) {
        view.resize(1060, 800);
        view.show();
    }

    FakeEngine& fake() { return FakeEngine::of(engine); }
    Ticket ask(const QString& text) {
        if (!controller.current()) controller.newChat();
        view.composer()->field()->setPlainText(text);
        QTest::keyClick(view.composer()->field(), Qt::Key_Return);
        return fake().submissions.isEmpty() ? 0 : fake().last().ticket;
    }
    QPushButton* sendButton() {
        for (QPushButton* button : view.composer()->findChildren<QPushButton*>())
            if (QStringList{"Send", "Stop", "Ask again"}.contains(button->text())) return button;
        return nullptr;
    }
    /// Does something that a person does, and fails if the window stalls.
    template <typename Act>
    void actWithoutStall(const QString& what, Act act, int turns = 20) {
        expectNoStall(what, longestGap(view, act, turns));
    }
    /// The same where it takes a good part of what a stall may take: the best of five times counts, each prepared.
    template <typename Prepare, typename Act>
    void actWithoutStallAtBest(const QString& what, Prepare prepare, Act act) {
        Gap least{HUGE_VAL, HUGE_VAL};
        for (int time = 0; time < 5; ++time) {
            prepare();
            if (const Gap gap = longestGap(view, act); gap.busyMs < least.busyMs) least = gap;
        }
        expectNoStall(what, least);
    }
    void expectNoStall(const QString& what, const Gap& gap) {
        if (gap.busyMs > longest[what].busyMs) longest[what] = gap;
        QVERIFY2(!gap.isStall(), qPrintable(what + QStringLiteral(" stalls the window: ") + gap.text()));
    }

    ~Window() {
        for (const auto& [what, gap] : longest.asKeyValueRange())
            qInfo("%s: longest gap %s", qPrintable(what), qPrintable(gap.text()));
    }

    QMap<QString, Gap> longest;  ///< of what was done
    EngineThread engine;
    RecentModels recent;
    ModelSession session{engine, recent};
    ChatStore store;
    TemplateLibrary templates;
    ChatController controller;
    ChatsView view;
    ChatInspector inspector;
};

}  // namespace

class TestChatViews : public QObject {
    Q_OBJECT

 private slots:
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void composerSaysWhyItCannotSend() {
        QTemporaryDir folder;
        Window window(folder);
        window.controller.newChat();
        QVERIFY(!window.sendButton()->isEnabled());
        QCOMPARE(window.sendButton()->toolTip(), window.controller.whyNotReady());
        QCOMPARE(window.view.composer()->field()->placeholderText(), QStringLiteral("Open a model to chat"));
        FakeEngine::load(window.engine);
        QVERIFY(!window.sendButton()->isEnabled());  // nothing written
        window.view.composer()->field()->setPlainText(QStringLiteral("Hi"));
        QVERIFY(window.sendButton()->isEnabled());
    }

    void theComposerKeepsToTheColumnWhenTheListFolds() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        window.controller.newChat();
        window.view.resize(1000, 700);
        window.view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window.view));
        for (const bool visible : {true, false, true}) {
            window.view.setListOpen(visible);
            QCoreApplication::processEvents();
            QWidget* composer = window.view.composer();
            const int left = visible ? metrics::kChatListWidth + 1 : 0;
            const int middle = composer->mapTo(&window.view, composer->rect().center()).x();
            QVERIFY2(std::abs(middle - (left + 1000) / 2) <= 2, qPrintable(QString::number(middle)));
            QVERIFY2(std::abs(composer->width() - (metrics::kConversationWidth - 32)) <= 1,
                     qPrintable(QString("%1 of %2").arg(composer->width()).arg(composer->parentWidget()->width())));
        }
    }

    void tabsStayLegibleHoweverMany() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        for (int i = 0; i < 12; ++i)
            window.controller.rename(window.controller.newChat()->id(), QString("Chat number %1 of them").arg(i + 1));
        QTabBar* bar = window.view.tabs()->bar();
        QCoreApplication::processEvents();
        for (int i = 0; i < bar->count(); ++i)
            QVERIFY2(bar->tabRect(i).width() >= (i == bar->currentIndex() ? 180 : 120),
                     qPrintable(QString::number(bar->tabRect(i).width())));
        QVERIFY(bar->width() <= window.view.width());
        // All of them are in a list.
        QMenu* menu = nullptr;
        for (QToolButton* button : window.view.tabs()->findChildren<QToolButton*>())
            if (button->menu() && button->isVisible()) menu = button->menu();
        QVERIFY(menu);
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 12);
        QCOMPARE(menu->actions().at(2)->text(), QString("Chat number 3 of them"));
        QVERIFY(menu->actions().last()->isChecked());
        menu->actions().at(2)->trigger();
        QCOMPARE(window.controller.current(), window.controller.tabs().at(2));
    }

    void aTableIsCopiedAsATable() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        const Ticket ticket = window.ask(QStringLiteral("A table"));
        playAnswer(window.engine, ticket,
                   {QStringLiteral("Before\n\n| Name | Size |\n|---|---|\n| a < b | 1 |\n| c | 2 |\n\nAfter")});
        ConversationView* view = window.view.conversation();
        QTRY_VERIFY(view->isVisible());
        QTest::qWait(100);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(copied->text(), QStringLiteral("A table\n\nBefore\nName\tSize\na < b\t1\nc\t2\nAfter"));
        QVERIFY2(copied->html().contains("<tr><th>Name</th><th>Size</th></tr><tr><td>a &lt; b</td><td>1</td></tr>"),
                 qPrintable(copied->html()));
    }

    void theConversationStandsAboveTheComposer() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        for (int i = 0; i < 8; ++i)
            playAnswer(window.engine, window.ask(QStringLiteral("More")), {QStringLiteral("line\n\n").repeated(30)});
        ConversationView* view = window.view.conversation();
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
        QTest::qWait(100);
        // The answer's text begins where the composer does.
        const QImage shown = view->viewport()->grab().toImage();
        int left = shown.width();
        for (int y = 0; y < shown.height(); ++y)
            for (int x = 0; x < left; ++x)
                if (shown.pixelColor(x, y).lightness() < 140) left = x;
        QWidget* composer = window.view.composer();
        const int at = composer->mapTo(&window.view, QPoint()).x() - view->mapTo(&window.view, QPoint()).x();
        QVERIFY2(std::abs(left - at) <= 3, qPrintable(QString("%1, composer %2").arg(left).arg(at)));
    }

    void enterSendsShiftEnterDoesNotAndEscapeStops() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        window.controller.newChat();
        ComposerField* field = window.view.composer()->field();
        QTest::keyClicks(field, QStringLiteral("one"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(field, QStringLiteral("two"));
        QVERIFY(window.fake().submissions.isEmpty());
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window.fake().submissions.size(), 1);
        QCOMPARE(window.controller.current()->turns().first().text, QStringLiteral("one\ntwo"));
        QVERIFY(field->toPlainText().isEmpty());
        QCOMPARE(window.sendButton()->text(), QStringLiteral("Stop"));
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(window.fake().cancelled.size(), 1);
    }

    void keepsADraftPerChatAndTurnsALargePasteIntoAnAttachment() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        Chat* first = window.controller.newChat();
        ComposerField* field = window.view.composer()->field();
        QTest::keyClicks(field, QStringLiteral("draft one"));
        window.controller.newChat();
        QCOMPARE(field->toPlainText(), QString());
        const QString big(10'000'000, QLatin1Char('x'));
        QGuiApplication::clipboard()->setText(big);
        window.actWithoutStall(QStringLiteral("a paste of 10 MB"), [&] { field->paste(); });
        QCOMPARE(field->toPlainText(), QString());
        QVERIFY(fullText(window.controller.current()->draft()).contains(big));
        window.controller.setCurrent(first);
        QCOMPARE(field->toPlainText(), QStringLiteral("draft one"));
        QCOMPARE(fullText(window.controller.current()->draft()), QStringLiteral("draft one"));
    }

    void sendsTenMegabytesWithoutStall() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        window.actWithoutStallAtBest(
            QStringLiteral("sending 10 MB in one line"),
            [&] {
                window.controller.newChat();
                window.controller.attach(window.controller.current(), QStringLiteral("line.txt"),
                                         QString(10'000'000, QLatin1Char('x')));
            },
            [&] { QTest::keyClick(window.view.composer()->field(), Qt::Key_Return); });
        QVERIFY(window.controller.current()->turns().first().text.size() > 10'000'000);
    }

    void tabsFollowTheController() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        Chat* one = window.controller.newChat();
        window.ask(QStringLiteral("First"));
        Chat* two = window.controller.newChat();
        window.ask(QStringLiteral("Second & more"));
        QTabBar* bar = window.view.tabs()->bar();
        QCOMPARE(bar->count(), 2);
        QCOMPARE(bar->currentIndex(), 1);
        QCOMPARE(bar->tabText(1), QStringLiteral("Second && more"));
        QVERIFY(!bar->tabIcon(0).isNull());  // answering
        bar->moveTab(1, 0);
        QCOMPARE(window.controller.tabs(), (QVector<Chat*>{two, one}));
        bar->setCurrentIndex(1);
        QCOMPARE(window.controller.current(), one);
        window.view.tabs()->rename();
        auto* name = bar->findChild<QLineEdit*>();
        QVERIFY(name);
        name->setText(QStringLiteral("Renamed"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(one->shownTitle(), QStringLiteral("Renamed"));
        QTest::mouseClick(bar, Qt::MiddleButton, {}, bar->tabRect(1).center());
        QCOMPARE(window.controller.tabs(), QVector<Chat*>{two});
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window.controller.closeTab(two);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!window.view.conversation());
    }

    void staysAtTheBottomOnlyIfTheReaderIsThere() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        const Ticket ticket = window.ask(QStringLiteral("Q"));
        grow(window.engine, ticket, QStringLiteral("line\n\n").repeated(200));
        ConversationView* view = window.view.conversation();
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 1000);
        QVERIFY(view->isAtBottom());
        view->verticalScrollBar()->setValue(500);
        const int reading = view->verticalScrollBar()->value();  // real heights may have moved it a little
        grow(window.engine, ticket, QStringLiteral("more\n\n").repeated(100));
        const int before = view->verticalScrollBar()->maximum();
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > before);
        QCOMPARE(view->verticalScrollBar()->value(), reading);
        view->jumpToLatest();
        QVERIFY(view->isAtBottom());
    }

    void selectsAndCopiesAcrossTurns() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        playAnswer(window.engine, window.ask(QStringLiteral("A question")),
                   {QStringLiteral("An **answer**.\n\nSecond paragraph.")});
        ConversationView* view = window.view.conversation();
        QTRY_VERIFY(!view->turnLayout().at(1).document.source().isEmpty());
        QTest::keyClick(view, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("A question\n\nAn answer.\nSecond paragraph."));
    }

    void isAListOfTurnsForScreenReaders() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        playAnswer(window.engine, window.ask(QStringLiteral("A question")),
                   {QStringLiteral("An **answer** with `code`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |")});
        const Ticket ticket = window.ask(QStringLiteral("Another"));
        grow(window.engine, ticket, QStringLiteral("Half"));
        ConversationView* view = window.view.conversation();
        QTRY_COMPARE(view->turnLayout().at(3).document.source(), QStringLiteral("Half"));
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(view);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Conversation"));
        QVERIFY(list->childCount() >= 4);
        const QStringList said{"Question: A question", "Answer: An answer with code.\n• one\n• two\na, b\n1, 2",
                               "Question: Another", "Answer, being written: Half"};
        for (int turn = 0; turn < 4; ++turn) {
            QAccessibleInterface* item = list->child(turn);
            QVERIFY(item && item->isValid());
            QCOMPARE(item->role(), QAccessible::ListItem);
            QCOMPARE(item->parent(), list);
            QCOMPARE(list->indexOfChild(item), turn);
            QCOMPARE(item->text(QAccessible::Name), said[turn]);
            QVERIFY(said[turn].endsWith(item->textInterface()->text(0, item->textInterface()->characterCount())));
            QCOMPARE(bool(item->state().busy), turn == 3);
            QVERIFY(item->state().focusable && item->state().readOnly && !item->state().offscreen);
            QCOMPARE(list->childAt(item->rect().center().x(), item->rect().center().y()), item);
        }
        QCOMPARE(list->child(1)->textInterface()->text(3, 9), QStringLiteral("answer"));
        // What is focused, by the keyboard or by who reads.
        view->activateWindow();
        view->setFocus();
        view->focusTurn(0);
        QCOMPARE(list->focusChild(), list->child(0));
        list->child(2)->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(view->focusedTurn(), 2);
        QVERIFY(list->child(2)->state().focused && !list->child(0)->state().focused);
        // How it ended is said, and a turn that is gone is no item any more.
        end(window.engine, ticket, FinishReason::Length);
        QCOMPARE(list->child(3)->text(QAccessible::Name), QStringLiteral("Answer: Half · Cut at the answer length"));
        QVERIFY(!list->child(3)->state().busy);
        const int before = list->childCount();
        window.controller.deleteTurn(window.controller.current(), window.controller.current()->turns()[2].id);
        QCOMPARE(list->childCount(), before - 2);
        QVERIFY(list->child(1)->text(QAccessible::Name).startsWith(QStringLiteral("Answer")));
    }

    void staysResponsiveWithHugeTexts_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("1 MB without a space") << QString(1'000'000, QLatin1Char('w'));
        QTest::newRow("10 MB of Markdown") << kAnswer.repeated(9000);
        QTest::newRow("1 MB of code") << QStringLiteral("```cpp\n") +
                                             QStringLiteral("int x = 0; // code\n").repeated(50'000);
        QTest::newRow("images") << QStringLiteral("![x](file:///dev/tty) ").repeated(20'000);
        QTest::newRow("table") << QStringLiteral("| a | b |\n|---|---|\n") +
                                      QStringLiteral("| 1 | 2 |\n").repeated(20'000);
        QTest::newRow("nesting") << QStringLiteral("> - ").repeated(100'000);
    }

    void staysResponsiveWithHugeTexts() {
        QFETCH(QString, text);
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        const Ticket ticket = window.ask(QStringLiteral("Q"));
        constexpr qsizetype kPiece = 100'000;  // more than a GPU gives in 30 ms, for all chats together
        for (qsizetype at = 0; at < text.size(); at += kPiece)
            window.actWithoutStall(
                QStringLiteral("arriving"), [&] { grow(window.engine, ticket, text.mid(at, kPiece)); }, 3);
        QTest::qWait(100);
        QScrollBar* bar = window.view.conversation()->verticalScrollBar();
        for (int step = 0; step < 20; ++step)
            window.actWithoutStall(QStringLiteral("scrolling"), [&] { bar->setValue(bar->maximum() / 20 * step); });
        window.actWithoutStall(QStringLiteral("growing"),
                               [&] { grow(window.engine, ticket, QStringLiteral(" more")); });
        end(window.engine, ticket, FinishReason::Eos);
        const ChatId id = window.controller.current()->id();
        window.actWithoutStallAtBest(
            QStringLiteral("opening it again"), [&] { window.controller.closeTab(window.controller.current()); },
            [&] { window.controller.openChat(id); });
    }

    /// Whatever an answer says, showing it opens no file: the kernel is asked to report every opening.
    void opensNoFileThatAnAnswerNames() {
        QTemporaryDir folder;
        QStringList names;
        for (const char* name : {"a.png", "b.svg", "c.css", "d.html"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("x");
            names.append(file.fileName());
        }
        const int watch = inotify_init1(IN_NONBLOCK);
        QVERIFY(watch >= 0);
        for (const QString& name : names)
            QVERIFY(inotify_add_watch(watch, name.toLocal8Bit().constData(), IN_OPEN) >= 0);
        QTemporaryDir data;
        Window window(data);
        FakeEngine::load(window.engine);
        QString answer;
        for (const QString& name : names)
            answer += QStringLiteral(
                          "![i](file://%1) ![i](%1) [l](file://%1) <img src=\"%1\"> <link "
                          "href=\"%1\">\n\n![r][r]\n\n[r]: file://%1\n\n")
                          .arg(name);
        playAnswer(window.engine, window.ask(answer), {answer});
        QTest::qWait(100);
        ConversationView* view = window.view.conversation();
        for (int y = 0; y < view->height(); y += 6) {  // tooltips and clicks, too
            QTest::mouseMove(view->viewport(), {100, y});
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, {100, y});
        }
        QVERIFY(!window.view.grab().isNull());
        char events[4096];
        QCOMPARE(read(watch, events, sizeof events), -1);  // none
        close(watch);
    }

    void opensALongChatByPage() {
        QTemporaryDir folder;
        QVERIFY(writeLongChat(folder.filePath(QStringLiteral("chats.sqlite")), 100'000) > 0);
        GapClock clock;
        Window window(folder);
        QCoreApplication::processEvents();
        qInfo("a chat of 100,000 messages opened in %s, the window included", qPrintable(clock.restart().text()));
        Chat* chat = window.controller.current();
        QVERIFY(chat->turns().size() < 1000);
        for (int step = 0; step < 40; ++step)
            window.actWithoutStall(QStringLiteral("scrolling up"),
                                   [&] { window.view.conversation()->verticalScrollBar()->setValue(0); });
        QVERIFY(chat->turns().size() > 1000);
        FakeEngine::load(window.engine);
        window.actWithoutStall(QStringLiteral("asking"), [&] { window.ask(QStringLiteral("Next")); });
        const ChatId id = chat->id();
        window.controller.closeTab(chat);
        window.actWithoutStall(QStringLiteral("opening it again"), [&] { window.controller.openChat(id); });
    }

    void showsOverflowWithChoices() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        playAnswer(window.engine, window.ask(QStringLiteral("one")), {QStringLiteral("a")});
        emit window.engine.answerFailed(window.ask(QStringLiteral("two")),
                                        {ErrorCode::ContextOverflow, "too long", {}, {}});
        QTest::qWait(1);  // layouts show new buttons later
        QStringList buttons;
        for (QPushButton* button : window.view.findChildren<QPushButton*>())
            if (button->isVisible()) buttons.append(button->text());
        QVERIFY(buttons.contains(QStringLiteral("Leave out oldest turns")));
        QVERIFY(buttons.contains(QStringLiteral("More context…")));
    }

    void inspectorChangesTheChatInFront() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        Chat* chat = window.controller.newChat();
        auto* box = window.inspector.findChildren<QComboBox*>().first();
        const int row = box->findData(QStringLiteral("fr-chloe"));
        QVERIFY(row >= 0);
        box->setCurrentIndex(row);
        emit box->activated(row);
        QCOMPARE(chat->settings().templateId, QStringLiteral("fr-chloe"));
        QVERIFY(chat->settings().systemPrompt.startsWith(QStringLiteral("Tu t'appelles Chloé")));
        QCOMPARE(chat->settings().answerTokens, 400);
    }

    void templateManagerDuplicatesChangesAndDeletes() {
        QTemporaryDir folder;
        TemplateLibrary library({QStringLiteral(":/templates"), folder.path()});
        TemplateDialog dialog(library);
        dialog.select(QStringLiteral("en-chloe"));
        dialog.duplicate();
        QCOMPARE(dialog.selectedId(), QStringLiteral("chloe-copy"));
        QVERIFY(!library.find(dialog.selectedId())->shipped);
        dialog.removeSelected();
        QVERIFY(!library.find(QStringLiteral("chloe-copy")));
    }

    /// Pictures of the views, light and dark; kept where MW_SCREENSHOTS says.
    void drawsItselfInLightAndDark() {
        for (const bool dark : {false, true}) {
            applyTheme(*qApp, dark ? ColorMode::Dark : ColorMode::Light);
            QTemporaryDir folder;
            Window window(folder);
            const auto keep = [&](const QString& name) {
                QTest::qWait(80);
                const QPixmap picture = window.view.grab();
                QVERIFY(!picture.isNull());
                if (const QString out = qEnvironmentVariable("MW_SCREENSHOTS"); !out.isEmpty())
                    picture.save(out + QStringLiteral("/%1-%2.png")
                                           .arg(name, dark ? QStringLiteral("dark") : QStringLiteral("light")));
            };
            keep(QStringLiteral("no-chats"));
            window.controller.newChat();
            keep(QStringLiteral("no-model"));
            FakeEngine::load(window.engine, 32768);
            window.ask(QStringLiteral("Quarterly numbers"));
            window.controller.newChat();
            window.ask(QStringLiteral("Réunion de lundi"));
            Chat* chat = window.controller.newChat();
            window.controller.applyTemplate(chat, QStringLiteral("en-code-reviewer"));
            const Ticket ticket = window.ask(QStringLiteral(
                "Why does my softmax kernel slow down when I move from 8 to 16 chats? I launch one block per row."));
            window.controller.rename(chat->id(), QStringLiteral("CUDA kernel review"));
            grow(window.engine, ticket, kAnswer, 200);
            QTest::qWait(400);
            keep(QStringLiteral("chat"));
            window.inspector.resize(260, 900);
            if (const QString out = qEnvironmentVariable("MW_SCREENSHOTS"); !out.isEmpty())
                window.inspector.grab().save(
                    out +
                    QStringLiteral("/inspector-%1.png").arg(dark ? QStringLiteral("dark") : QStringLiteral("light")));
            end(window.engine, ticket, FinishReason::Length);
            window.view.conversation()->focusTurn(1);
            keep(QStringLiteral("cut"));
            const QImage picture = window.view.grab().toImage();
            for (const QPoint& place : {QPoint(600, 300), QPoint(100, 118), QPoint(100, 700),
                                        QPoint(900, 15)})  // conversation, list, its rest, tabs
                QCOMPARE(picture.pixelColor(place).lightness() < 128, dark);
        }
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestChatViews)
#include "test_chat_views.moc"
