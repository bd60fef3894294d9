// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a person is told before a question is sent, and how the keyboard finds a chat.

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "chat_list.h"
#include "chats_view.h"
#include "composer.h"
#include "conversation_view.h"
#include "theme.h"

namespace mw::gui {
namespace {

struct Window : Bench {
    explicit Window(const QTemporaryDir& folder) : Bench(folder), view(controller) {
        view.resize(1100, 720);
        view.show();
    }

    ChatsView view;
};

}  // namespace

class TestAskingViews : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void init() { applyTheme(*qApp, ColorMode::Light); }

    void offersNoMoreContextThanTheModelHas() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine, 32768);  // all that it was trained for
        emit window.engine.answerFailed(window.ask(QStringLiteral("two")),
                                        {ErrorCode::ContextOverflow, "too long", {}, {}});
        QTest::qWait(1);
        for (QPushButton* button : window.view.findChildren<QPushButton*>())
            QVERIFY(button->text() != QStringLiteral("More context…") || !button->isVisible());
    }

    /// Words are tokens here. What is said is what would be sent, or that it is more; and that little is left.
    void saysWhatThePromptTakes() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine, 2000);
        Chat* chat = window.controller.newChat();
        ChatSettings settings = chat->settings();
        settings.systemPrompt = QStringLiteral("Be brief");
        window.controller.setSettings(chat, settings);
        const auto said = [&] {
            for (QLabel* label : window.view.composer()->findChildren<QLabel*>())
                if (label->text().contains(QStringLiteral("token"))) return label->text();
            return QString();
        };
        QTRY_COMPARE(said(), QStringLiteral("1,998 tokens left"));
        window.view.composer()->field()->setPlainText(QStringLiteral("one two three"));
        QTRY_COMPARE(said(), QStringLiteral("5 tokens · 1,995 left"));
        window.view.composer()->field()->setPlainText(QStringLiteral("w ").repeated(1945));
        QCOMPARE(said(), QStringLiteral("Counting tokens…"));  // and not what it was, nor nothing
        QTRY_COMPARE(said(), QStringLiteral("1,947 tokens · only 53 left for the answer"));
        window.view.composer()->field()->setPlainText(QStringLiteral("w ").repeated(3000));
        QTRY_COMPARE(said(), QStringLiteral("3,002 tokens · 1,003 too many"));
        window.controller.attach(chat, QStringLiteral("f"), QString(100'000, QLatin1Char('x')));
        QTRY_COMPARE(said(), QStringLiteral("more than 2,000 tokens · does not fit"));
        chat->setDraft({});
        QTRY_COMPARE(said(), QStringLiteral("1,998 tokens left"));
    }

    /// Also before the search is through.
    void goesOnFromTheSearchField_data() {
        QTest::addColumn<bool>("wait");
        QTest::newRow("at once") << false;
        QTest::newRow("later") << true;
    }
    void goesOnFromTheSearchField() {
        QFETCH(bool, wait);
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        for (const char* text : {"Die Straße im Süden", "An old street", "STRASSE und Weg"}) {
            window.controller.newChat();
            playAnswer(window.engine, window.ask(QString::fromUtf8(text)), {QStringLiteral("ok")});
        }
        const QVector<Chat*> tabs = window.controller.tabs();
        window.controller.setCurrent(tabs[1]);
        window.view.activateWindow();
        QLineEdit* field = window.view.list()->searchField();
        QListView* list = window.view.list()->view();
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("strasse"));
        const auto shown = [&] {
            int chats = 0;
            for (int row = 0; row < list->model()->rowCount(); ++row)
                chats += bool(list->model()->flags(list->model()->index(row, 0)) & Qt::ItemIsEnabled);
            return chats;
        };
        if (wait) QTRY_COMPARE(shown(), 2);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(window.controller.current(), tabs[2]);
        QTRY_VERIFY(window.view.conversation()->hasFocus());
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Down);
        QTRY_VERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE(window.controller.current(), tabs[0]);
    }

    /// In a closed chat, in a branch that is not shown, and far up; then in the branch that is shown.
    void goesToTheTurnThatWasFound() {
        QTemporaryDir folder;
        Window window(folder);
        FakeEngine::load(window.engine);
        const ChatId id = window.controller.newChat()->id();
        playAnswer(window.engine, window.ask(QStringLiteral("first question")),
                   {QStringLiteral("The NEEDLE is here.")});
        for (int number = 0; number < 40; ++number)
            playAnswer(window.engine, window.ask(QStringLiteral("question %1").arg(number)),
                       {QStringLiteral("words, ").repeated(40 + 9 * number)});
        Chat* chat = window.controller.current();
        while (chat->hasOlder())
            chat->loadOlder();
        const Turn found = chat->turns()[1];
        window.controller.regenerate(chat, found.id);
        playAnswer(window.engine, window.fake().last().ticket, {QStringLiteral("another answer")});
        QCOMPARE(chat->turns().size(), 2);
        QVERIFY(chat->indexOf(found.id) < 0);
        window.controller.closeTab(chat);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window.view.activateWindow();

        QLineEdit* field = window.view.list()->searchField();
        const auto look = [&](const QString& words) {
            field->setFocus();
            field->setText(words);
            QTest::keyClick(field, Qt::Key_Return);
        };
        look(QStringLiteral("needle"));
        QTRY_VERIFY(window.controller.current() && window.controller.current()->id() == id);
        chat = window.controller.current();
        ConversationView* view = window.view.conversation();
        const auto isFocused = [&](TurnId turn) {
            const int index = chat->indexOf(turn);
            return index >= 0 && view->focusedTurn() == index && view->hasFocus();
        };
        QTRY_VERIFY(isFocused(found.id));
        QVERIFY(chat->turns().size() > Chat::kPage);
        QRect rect = view->turnRect(chat->indexOf(found.id));
        QVERIFY2(view->viewport()->rect().contains(rect.topLeft() + QPoint(1, 1)),
                 qPrintable(QString::number(rect.top())));

        // Of several turns, one of the branch on screen.
        look(QStringLiteral("question 25"));
        const TurnId asked = chat->turns()[52].id;
        QCOMPARE(chat->turns()[52].text, QStringLiteral("question 25"));
        QTRY_VERIFY(isFocused(asked));
        rect = view->turnRect(52);
        QVERIFY2(view->viewport()->rect().contains(rect.topLeft() + QPoint(1, 1)),
                 qPrintable(QString::number(rect.top())));
        look(QStringLiteral("first question"));
        QTRY_VERIFY(isFocused(chat->turns()[0].id));
        QCOMPARE(chat->info().leaf, chat->turns().last().id);
        QVERIFY(chat->indexOf(found.id) >= 0);  // the branch is still this one
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestAskingViews)
#include "test_asking_views.moc"
