// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Titles that the model makes: when, with what, and which are taken.

#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "chat_titler.h"

namespace mw::gui {
namespace {

struct Titles : Bench {
    explicit Titles(const QTemporaryDir& folder, int contextTokens = 4096) : Bench(folder), titler(controller) {
        FakeEngine::load(engine, contextTokens);
        titler.setWanted(true);
    }
    /// A chat with an answered question.
    Chat* talk(const QString& question, const QString& answer) {
        Chat* chat = controller.newChat();
        playAnswer(engine, ask(question), {answer});
        return chat;
    }
    /// Waits until a title is asked for; 0: none is.
    Ticket titleAsked(int before) {
        const bool asked = QTest::qWaitFor([&] { return submissions() > before; }, 3 * ChatTitler::kRestMs);
        return asked ? fake().last().ticket : 0;
    }
    int submissions() { return int(fake().submissions.size()); }

    ChatTitler titler;
};

constexpr int kLongerThanARest = ChatTitler::kRestMs + 500;

}  // namespace

class TestChatTitles : public QObject {
    Q_OBJECT

 private slots:
    void asksInTheLanguageOfTheChat_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("asked");
        QTest::newRow("English") << QStringLiteral("What is the best way to sort a list of names?")
                                 << QStringLiteral("in English");
        QTest::newRow("German") << QStringLiteral("Wie sortiere ich eine Liste, und was ist mit Umlauten?")
                                << QStringLiteral("auf Deutsch");
        QTest::newRow("French") << QStringLiteral("Quel est le meilleur moyen de trier une liste dans le shell ?")
                                << QStringLiteral("en français");
        QTest::newRow("Italian") << QStringLiteral("Come si ordina una lista di nomi, e che cosa sono gli accenti?")
                                 << QStringLiteral("in italiano");
        QTest::newRow("Spanish") << QStringLiteral("¿Cómo ordeno una lista con los nombres, y qué es el orden?")
                                 << QStringLiteral("en español");
        QTest::newRow("another one") << QStringLiteral("名前のリストを並べ替えるには?")
                                     << QStringLiteral("in the language of the conversation");
        QTest::newRow("hardly any") << QStringLiteral("sort(x)")
                                    << QStringLiteral("in the language of the conversation");
    }

    void asksInTheLanguageOfTheChat() {
        QFETCH(QString, text);
        QFETCH(QString, asked);
        QVERIFY2(titleQuestion(text).contains(asked), qPrintable(titleQuestion(text)));
    }

    void takesOnlyTitles_data() {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("title");
        const auto row = [](const char* name, const char* made, const char* title) {
            QTest::newRow(name) << QString::fromUtf8(made) << QString::fromUtf8(title);
        };
        row("a title", " Sorting names in Python", "Sorting names in Python");
        row("in quotes", "\"Sorting Names\"", "Sorting Names");
        row("in others", "„Namen sortieren“.", "Namen sortieren");
        row("announced", "Title: **Sorting names**", "Sorting names");
        row("with an end", "Sorting names.\nI hope that helps!", "Sorting names");
        row("of another form of a word", "Sorted lists", "Sorted lists");
        row("a question", "How to sort names?", "How to sort names?");
        row("nothing", "  ", "");
        row("only signs", "***", "");
        row("a sentence", "Sure, here is a title for this conversation about sorting names in the language Python", "");
        row("the same again", "sort sort sort sort", "");
        row("about something else", "Banana bread recipe", "");
        row("broken", "Sorting \xef\xbf\xbd names", "");
        row("a word of no end", "Sortingsortingsortingsortingsortingsortingsortingsortingsortingsorting", "");
    }

    void takesOnlyTitles() {
        QFETCH(QString, made);
        QFETCH(QString, title);
        const QString talk =
            QStringLiteral("How do I sort a list of names in Python? Namen sortieren\nUse sorted(names).");
        QCOMPARE(titleOf(made, talk).value_or(QString()), title);
    }

    void takesTitlesOfUnspacedScripts() {
        const QString talk = QStringLiteral("名前のリストを並べ替えるには?");
        QCOMPARE(titleOf(QStringLiteral("「リストの並べ替え」"), talk).value_or(QString()),
                 QStringLiteral("「リストの並べ替え」"));
        QVERIFY(!titleOf(QStringLiteral("天気予報"), talk));
    }

    void namesAChatAfterItsFirstAnswer() {
        QTemporaryDir folder;
        Titles bench(folder);
        Chat* chat = bench.talk(QStringLiteral("How do I sort a list of names?"), QStringLiteral("Use sorted()."));
        QCOMPARE(bench.submissions(), 1);  // not at once
        const Ticket ticket = bench.titleAsked(1);
        QVERIFY(ticket != 0);
        const Request& request = bench.fake().last().request;
        QVERIFY(request.served);  // leaves the places that are kept for people
        QVERIFY(request.maxTokens <= 32);
        const QStringList asked = contents(request);
        QCOMPARE(asked.mid(asked.size() - 3, 2),
                 (QStringList{QStringLiteral("How do I sort a list of names?"), QStringLiteral("Use sorted().")}));
        QVERIFY(asked.last().contains(QStringLiteral("Write a title")));
        playAnswer(bench.engine, ticket, {QStringLiteral(" \"Sorting"), QStringLiteral(" names\"")});
        QCOMPARE(chat->info().title, QStringLiteral("Sorting names"));
        QVERIFY(!chat->info().named);
        QCOMPARE(bench.store.chats().first().title, QStringLiteral("Sorting names"));
        QCOMPARE(chat->turns().size(), 2);  // nothing of it stands in the chat
        QVERIFY(!bench.titler.isBusy());

        playAnswer(bench.engine, bench.ask(QStringLiteral("And numbers?")), {QStringLiteral("The same.")});
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 3);  // once is enough
    }

    /// As who queues a question does: the title is that of the beginning.
    void namesAChatThatWentOnAtOnce() {
        QTemporaryDir folder;
        Titles bench(folder);
        Chat* chat = bench.talk(QStringLiteral("How do I sort a list of names?"), QStringLiteral("Use sorted()."));
        playAnswer(bench.engine, bench.ask(QStringLiteral("And how is bread baked?")), {QStringLiteral("In an oven.")});
        QCOMPARE(bench.submissions(), 2);
        const Ticket ticket = bench.titleAsked(2);
        QVERIFY(ticket != 0);
        const QStringList asked = contents(bench.fake().last().request);
        QVERIFY(asked.contains(QStringLiteral("Use sorted().")) && !asked.contains(QStringLiteral("In an oven.")));
        playAnswer(bench.engine, ticket, {QStringLiteral("Sorting names")});
        QCOMPARE(chat->info().title, QStringLiteral("Sorting names"));
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 3);
    }

    void keepsTheFirstWordsWhereTheModelSaysNothingSensible() {
        QTemporaryDir folder;
        Titles bench(folder);
        Chat* chat = bench.talk(QStringLiteral("How do I sort names?"), QStringLiteral("Use sorted()."));
        playAnswer(bench.engine, bench.titleAsked(1), {QStringLiteral("Lorem ipsum dolor")});
        QCOMPARE(chat->info().title, QStringLiteral("How do I sort names?"));
        Chat* other = bench.talk(QStringLiteral("How do I sort words?"), QStringLiteral("The same."));
        playAnswer(bench.engine, bench.titleAsked(3), {QStringLiteral("Sorting words and")}, FinishReason::Length);
        QCOMPARE(other->info().title, QStringLiteral("How do I sort words?"));
    }

    void neverNamesWhatAPersonNamed() {
        QTemporaryDir folder;
        Titles bench(folder);
        Chat* chat = bench.talk(QStringLiteral("How do I sort names?"), QStringLiteral("Use sorted()."));
        const Ticket ticket = bench.titleAsked(1);
        bench.controller.rename(chat->id(), QStringLiteral("Mine"));
        playAnswer(bench.engine, ticket, {QStringLiteral("Sorting names")});
        QCOMPARE(chat->info().title, QStringLiteral("Mine"));
        Chat* other = bench.controller.newChat();
        bench.controller.rename(other->id(), QStringLiteral("Mine, too"));
        playAnswer(bench.engine, bench.ask(QStringLiteral("How do I sort words?")), {QStringLiteral("The same.")});
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 3);
        QCOMPARE(other->info().title, QStringLiteral("Mine, too"));
    }

    void letsAPersonGoFirst() {
        QTemporaryDir folder;
        Titles bench(folder);
        Chat* chat = bench.talk(QStringLiteral("How do I sort names?"), QStringLiteral("Use sorted()."));
        Ticket title = bench.titleAsked(1);
        Chat* other = bench.controller.newChat();
        bench.controller.send(other, QStringLiteral("Quick question"));
        QVERIFY(bench.fake().cancelled.contains(title));  // before the question goes to the engine
        const Ticket question = bench.fake().last().ticket;
        QCOMPARE(bench.submissions(), 3);
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 3);  // not beside an answer
        end(bench.engine, title, FinishReason::Cancelled);
        QCOMPARE(chat->info().title, QStringLiteral("How do I sort names?"));
        playAnswer(bench.engine, question, {QStringLiteral("Quick answer")});

        // Afterwards, one at a time; typing puts it off.
        title = bench.titleAsked(3);
        QVERIFY(title != 0);
        other->setDraft({.text = QStringLiteral("I am typ")});
        QVERIFY(bench.fake().cancelled.contains(title));
        title = bench.titleAsked(4);
        QVERIFY(title != 0);
        const bool isFirst = contents(bench.fake().last().request).contains(QStringLiteral("How do I sort names?"));
        playAnswer(bench.engine, title, {isFirst ? QStringLiteral("Sorting names") : QStringLiteral("A quick answer")});
        title = bench.titleAsked(5);
        playAnswer(bench.engine, title, {isFirst ? QStringLiteral("A quick answer") : QStringLiteral("Sorting names")});
        QCOMPARE(chat->info().title, QStringLiteral("Sorting names"));
        QCOMPARE(other->info().title, QStringLiteral("A quick answer"));
    }

    void isOffWhereItIsNotWanted() {
        QTemporaryDir folder;
        Titles bench(folder);
        bench.titler.setWanted(false);
        bench.talk(QStringLiteral("How do I sort names?"), QStringLiteral("Use sorted()."));
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 1);
        bench.titler.setWanted(true);
        bench.talk(QStringLiteral("How do I sort words?"), QStringLiteral("The same."));
        const Ticket ticket = bench.titleAsked(2);
        bench.titler.setWanted(false);  // while one is being made
        QVERIFY(bench.fake().cancelled.contains(ticket));
        QVERIFY(!bench.titler.isBusy());
    }

    void forgetsWhatWaitedWhenItWasSwitchedOff() {
        QTemporaryDir folder;
        Titles bench(folder);
        bench.talk(QStringLiteral("How do I sort names?"), QStringLiteral("Use sorted()."));
        bench.titler.setWanted(false);
        bench.titler.setWanted(true);
        bench.talk(QStringLiteral("How do I sort words?"), QStringLiteral("The same."));
        const Ticket ticket = bench.titleAsked(2);
        QVERIFY(contents(bench.fake().last().request).contains(QStringLiteral("How do I sort words?")));
        playAnswer(bench.engine, ticket, {QStringLiteral("Sorting words")});
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 3);
    }

    void needsRoomInTheContext() {
        QTemporaryDir folder;
        Titles bench(folder, 100);
        bench.talk(QStringLiteral("How do I sort names?"), QStringLiteral("Use sorted()."));
        QTest::qWait(kLongerThanARest);
        QCOMPARE(bench.submissions(), 1);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatTitles)
#include "test_chat_titles.moc"
