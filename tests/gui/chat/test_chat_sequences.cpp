// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// One thing after another: what an action leaves behind for the next one. Branches have a test of their own.

#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "prompt_meter.h"

namespace mw::gui {
namespace {

void overflow(Bench& bench, Ticket ticket) {
    emit bench.engine.answerFailed(ticket, {ErrorCode::ContextOverflow, "too long", {}, {}});
}

ChatSettings brief(const ChatSettings& before) {
    ChatSettings settings = before;
    settings.systemPrompt = QStringLiteral("Be very brief");
    settings.answerTokens = 20;
    return settings;
}

QStringList titles(const QVector<Chat*>& chats) {
    QStringList result;
    for (const Chat* chat : chats)
        result.append(chat->shownTitle());
    return result;
}

}  // namespace

class TestChatSequences : public QObject {
    Q_OBJECT

 private slots:
    void aContinuedAnswerCountsOnFromWhatItHad() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const auto last = [&] { return bench.chat()->turns().last(); };
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("Once"), QStringLiteral(" upon")},
                   FinishReason::Length);
        QCOMPARE(last().tokens, 2);
        QVERIFY(last().error.isEmpty());  // the length that was asked for was reached, not the context's end
        bench.controller.continueAnswer(bench.chat());
        grow(bench.engine, bench.fake().last().ticket, QStringLiteral(" a"), 1);
        QCOMPARE(last().tokens, 3);
        end(bench.engine, bench.fake().last().ticket, FinishReason::Length, 4090, 6);
        QCOMPARE(last().tokens, 8);
        QVERIFY2(last().error.contains(QStringLiteral("context")), qPrintable(last().error));
        bench.controller.continueAnswer(bench.chat());
        QVERIFY(last().error.isEmpty());
        QCOMPARE(last().state, TurnState::Streaming);
        bench.controller.stop(bench.chat());
        end(bench.engine, bench.fake().last().ticket, FinishReason::Cancelled, 4090, 1);
        QCOMPARE(last().tokens, 9);
        QCOMPARE(last().state, TurnState::Stopped);
    }

    void onlyAnswersThatHaveMoreToSayAreContinued() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("All.")});
        bench.controller.continueAnswer(bench.chat());
        QCOMPARE(bench.fake().submissions.size(), 1);
        // One that was stopped before its first word is asked for anew, beside it.
        const Ticket ticket = bench.ask(QStringLiteral("Q2"));
        bench.controller.stop(bench.chat());
        end(bench.engine, ticket, FinishReason::Cancelled);
        bench.controller.continueAnswer(bench.chat());
        QCOMPARE(bench.fake().submissions.size(), 3);
        QCOMPARE(contents(bench.fake().last().request).last(), QStringLiteral("Q2"));
        QCOMPARE(bench.chat()->turns().last().branches, 2);
    }

    void aContinuedAnswerThatDoesNotFitIsCut() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("half")}, FinishReason::Length);
        bench.controller.continueAnswer(bench.chat());
        overflow(bench, bench.fake().last().ticket);
        const Turn last = bench.chat()->turns().last();
        QCOMPARE(last.state, TurnState::Cut);
        QCOMPARE(last.text, QStringLiteral("half"));
        QVERIFY(!last.error.isEmpty());
        QVERIFY(!bench.chat()->isStreaming());
        QCOMPARE(bench.store.turn(last.id)->state, TurnState::Cut);
        // There is nothing older than its question.
        QVERIFY(bench.chat()->overflow());
        QVERIFY(!bench.chat()->overflow()->canShorten);
    }

    void theBannerOfAQuestionThatDoesNotFitGoesWithTheNext() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        overflow(bench, bench.ask(QStringLiteral("long")));
        QVERIFY(bench.chat()->overflow());
        QVERIFY(!bench.chat()->overflow()->canShorten);  // it is the only one
        bench.ask(QStringLiteral("short"));
        QVERIFY(!bench.chat()->overflow());
    }

    void theFigureFollowsAnAnswerThatGrows() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        bench.controller.setSettings(bench.chat(), brief(bench.chat()->settings()));
        const auto use = [&] { return bench.chat()->contextUse(); };
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 0}));
        const Ticket ticket = bench.ask(QStringLiteral("one two"));
        emit bench.engine.answerAccepted(ticket, 9, 20, 0);  // with the tags of the format
        QCOMPARE(use(), (ContextUse{.system = 3, .conversation = 6}));
        grow(bench.engine, ticket, QStringLiteral("three"), 1);
        grow(bench.engine, ticket, QStringLiteral(" four"), 2);
        QCOMPARE(use(), (ContextUse{.system = 3, .conversation = 6, .answer = 2}));
        end(bench.engine, ticket, FinishReason::Eos, 9, 2);
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 2, .answer = 2}));

        // Of an answer in a branch that is not on screen nothing is taken.
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[1].id);
        const Ticket hidden = bench.fake().last().ticket;
        bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[1].id, -1);
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 2, .answer = 2}));
        emit bench.engine.answerAccepted(hidden, 50, 20, 0);
        grow(bench.engine, hidden, QStringLiteral("other"), 7);
        QCOMPARE(use(), (ContextUse{.system = 3, .conversation = 2, .answer = 2}));
    }

    void whateverChangesThePromptIsCounted() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        Chat* chat = bench.chat();
        bench.controller.setSettings(chat, brief(chat->settings()));
        QTRY_COMPARE(chat->contextUse(), (ContextUse{.system = 3, .conversation = 0}));
        const auto expectCounted = [&](auto change) {
            const int before = bench.fake().counts;
            change();
            QTRY_VERIFY(bench.fake().counts > before);
            QTRY_VERIFY(chat->contextUse().counted());
        };
        expectCounted([&] {
            ChatSettings settings = chat->settings();
            settings.format = QStringLiteral("plain");
            bench.controller.setSettings(chat, settings);
        });
        expectCounted([&] { bench.controller.applyTemplate(chat, QStringLiteral("fr-assistant")); });
        expectCounted([&] { bench.controller.attach(chat, QString(), QStringLiteral("eight nine")); });
        QTRY_COMPARE(chat->contextUse().draft, 2);  // what is attached, though nothing is typed
    }

    void theLatestPromptIsTheOneThatIsTold() {
        EngineThread engine;
        PromptMeter meter(engine);
        QObject context;
        QVector<int> totals;
        for (const char* text : {"one", "one two", "one two three"}) {
            PromptParts parts;
            parts.draft = {{Role::User, text}};
            parts.contextTokens = 100;
            meter.measure(std::move(parts), &context, [&](const ContextUse& use) { totals.append(use.total()); });
        }
        QTRY_VERIFY(!totals.isEmpty());
        QTest::qWait(50);
        QCOMPARE(totals, QVector<int>{3});
    }

    void afterTheListIsReadAnewNobodyAnswers() {
        ChatModel model;
        ChatInfo chat;
        chat.id = 7;
        model.put(chat);
        model.setStreaming(chat.id, true);
        const auto answers = [&] { return model.data(model.index(0), ChatModel::StreamingRole).toBool(); };
        QVERIFY(answers());
        model.reset({chat});
        QVERIFY(!answers());
        model.setStreaming(chat.id, true);
        QVERIFY(answers());
    }

    void aFigureThatTakesLongToCountIsWithdrawn() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        QTRY_VERIFY(bench.chat()->contextUse().counted());
        bench.fake().silent = true;
        bench.chat()->setDraft({.text = QStringLiteral("few")});
        QTest::qWait(350);
        QVERIFY(bench.chat()->contextUse().counted());  // little has changed
        QTRY_VERIFY(!bench.chat()->contextUse().counted());
    }

    void aTemplateBringsAllOfItsSamplingOrTheUsual() {
        QTemporaryDir folder;
        Bench bench(folder);
        PromptTemplate full{.name = QStringLiteral("Full"),
                            .language = QStringLiteral("en"),
                            .systemPrompt = QStringLiteral("x"),
                            .temperature = 0.25,
                            .topP = 0.5,
                            .minP = 0.125,
                            .repetitionPenalty = 1.5,
                            .presencePenalty = 0.5,
                            .frequencyPenalty = -0.25,
                            .topK = 7,
                            .answerTokens = 77};
        PromptTemplate bare{
            .name = QStringLiteral("Bare"), .language = QStringLiteral("en"), .systemPrompt = QStringLiteral("y")};
        QString error;
        const QString fullId = bench.templates.save(full, &error), bareId = bench.templates.save(bare, &error);
        QVERIFY2(!fullId.isEmpty() && !bareId.isEmpty(), qPrintable(error));
        ChatSettings usual;
        bench.controller.applyTemplate(bench.chat(), fullId);
        const ChatSettings& now = bench.chat()->settings();
        QCOMPARE(now.sampling.temperature, 0.25f);
        QCOMPARE(now.sampling.topP, 0.5f);
        QCOMPARE(now.sampling.minP, 0.125f);
        QCOMPARE(now.sampling.repetitionPenalty, 1.5f);
        QCOMPARE(now.sampling.presencePenalty, 0.5f);
        QCOMPARE(now.sampling.frequencyPenalty, -0.25f);
        QCOMPARE(now.sampling.topK, 7);
        QCOMPARE(now.answerTokens, 77);
        bench.controller.applyTemplate(bench.chat(), bareId);
        QVERIFY(bench.chat()->settings().sampling == usual.sampling);
        QCOMPARE(bench.chat()->settings().answerTokens, usual.answerTokens);
    }

    void aSystemPromptOfSpacesIsNone() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        ChatSettings settings = bench.chat()->settings();
        settings.systemPrompt = QStringLiteral(" \n");
        bench.controller.setSettings(bench.chat(), settings);
        bench.ask(QStringLiteral("Q"));
        QCOMPARE(contents(bench.fake().last().request), QStringList{"Q"});
    }

    void tabsComeBackInTheirOrder() {
        QTemporaryDir folder;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            for (const char* title : {"a", "b", "c", "d"}) {
                bench.controller.newChat();
                playAnswer(bench.engine, bench.ask(QString::fromLatin1(title)), {QStringLiteral("x")});
            }
            bench.controller.moveTab(1, 3);
            bench.controller.moveTab(0, 1);
        }
        Bench bench(folder);
        QCOMPARE(titles(bench.controller.tabs()), (QStringList{"c", "a", "d", "b"}));
        // In the place of one that is closed comes the next, and behind the last the one before.
        bench.controller.setCurrent(bench.controller.tabs()[1]);
        bench.controller.closeTab(bench.chat());
        QCOMPARE(bench.chat()->shownTitle(), QStringLiteral("d"));
        bench.controller.setCurrent(bench.controller.tabs()[2]);
        bench.controller.closeTab(bench.chat());
        QCOMPARE(bench.chat()->shownTitle(), QStringLiteral("d"));
        bench.controller.reopenClosedTab();
        bench.controller.reopenClosedTab();
        QCOMPARE(titles(bench.controller.tabs()), (QStringList{"c", "d", "b", "a"}));
    }

    void closedAndDeletedChatsComeBackOnlyAsTheyWere() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        for (const char* title : {"a", "b", "c"}) {
            bench.controller.newChat();
            playAnswer(bench.engine, bench.ask(QString::fromLatin1(title)), {QStringLiteral("x")});
        }
        const QVector<Chat*> tabs = bench.controller.tabs();
        const ChatId second = tabs[1]->id();
        bench.controller.closeTab(tabs[0]);
        bench.controller.closeTab(tabs[1]);
        bench.controller.deleteChat(second);
        bench.controller.reopenClosedTab();  // passes over what is deleted
        QCOMPARE(titles(bench.controller.tabs()), (QStringList{"c", "a"}));
        bench.controller.undo();
        QVERIFY(bench.controller.model().find(second));
        QCOMPARE(titles(bench.controller.tabs()), (QStringList{"c", "a"}));  // it had no tab
    }

    void whatWasOpenedFromTheListIsClosedNoMore() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        for (const char* title : {"a", "b", "c"}) {
            bench.controller.newChat();
            playAnswer(bench.engine, bench.ask(QString::fromLatin1(title)), {QStringLiteral("x")});
        }
        const QVector<Chat*> tabs = bench.controller.tabs();
        const ChatId second = tabs[1]->id();
        bench.controller.closeTab(tabs[0]);
        bench.controller.closeTab(tabs[1]);
        bench.controller.openChat(second);
        bench.controller.reopenClosedTab();
        QCOMPARE(titles(bench.controller.tabs()), (QStringList{"c", "b", "a"}));
        QCOMPARE(bench.chat()->shownTitle(), QStringLiteral("a"));
    }

    /// What the list does with a chat that is open is not undone by what is said in it next.
    void whatTheListChangesStaysWhenTheChatGoesOn() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("A")});
        const ChatId id = bench.chat()->id();
        const auto says = [&] {
            playAnswer(bench.engine, bench.ask(QStringLiteral("more")), {QStringLiteral("A")});
            bench.controller.setSettings(bench.chat(), brief(bench.chat()->info().settings));
            return bench.store.chats().first();
        };
        bench.controller.setPinned({id}, true);
        QVERIFY(says().pinned);
        bench.controller.setPinned({id}, false);
        QVERIFY(!says().pinned);
        bench.controller.moveToFolder({id}, QStringLiteral("Work"));
        QCOMPARE(says().folder, QStringLiteral("Work"));
        bench.controller.renameFolder(QStringLiteral("Work"), QStringLiteral("Play"));
        QCOMPARE(says().folder, QStringLiteral("Play"));
        bench.controller.rename(id, QStringLiteral("Mine"));
        QCOMPARE(says().title, QStringLiteral("Mine"));
        bench.controller.setArchived({id}, true);
        QVERIFY(says().archived);
    }

    /// A chat has one place in the list, whatever was done with it before.
    void aChatHasOnePlaceInTheList() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        bench.ask(QStringLiteral("Q"));
        const ChatId id = bench.chat()->id();
        ChatController& list = bench.controller;
        const QString work = QStringLiteral("Work");
        const auto now = [&] { return bench.store.chats().first(); };
        for (int before = 0; before < 3; ++before) {
            const auto begin = [&] {
                list.setPinned({id}, before == 0);
                list.setArchived({id}, before == 1);
                list.moveToFolder({id}, before == 2 ? work : QString());
                if (before == 1) list.setArchived({id}, true);
                if (before == 0) list.setPinned({id}, true);
            };
            begin();
            QCOMPARE(now().pinned, before == 0);
            QCOMPARE(now().archived, before == 1);
            list.setPinned({id}, true);
            QVERIFY(now().pinned && !now().archived);
            begin();
            list.setArchived({id}, true);
            QVERIFY(now().archived && !now().pinned);
            begin();
            list.moveToFolder({id}, work);
            QVERIFY(now().folder == work && !now().archived);
        }
    }

    void aNameIsReasonEnoughToKeepAChat() {
        QTemporaryDir folder;
        Bench bench(folder);
        const ChatId named = bench.controller.newChat()->id(), other = bench.controller.newChat()->id();
        bench.controller.rename(named, QStringLiteral("  Notes \n of today "));
        for (Chat* chat : QVector<Chat*>(bench.controller.tabs()))
            bench.controller.closeTab(chat);
        QVERIFY(!bench.controller.model().find(other));
        QVERIFY(bench.controller.model().find(named));
        QCOMPARE(bench.controller.openChat(named)->shownTitle(), QStringLiteral("Notes of today"));
        FakeEngine::load(bench.engine);
        bench.ask(QStringLiteral("Q"));
        QCOMPARE(bench.chat()->shownTitle(), QStringLiteral("Notes of today"));
    }

    void aDeletedChatAnswersNoMore() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const Ticket ticket = bench.ask(QStringLiteral("Q"));
        grow(bench.engine, ticket, QStringLiteral("half"));
        bench.controller.deleteChat(bench.chat()->id());
        QCOMPARE(bench.fake().cancelled, QVector<Ticket>{ticket});
    }

    void answersEndWithTheModelThatMadeThem() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        grow(bench.engine, bench.ask(QStringLiteral("Q")), QStringLiteral("half"));
        FakeEngine::load(bench.engine);
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Interrupted);
        QVERIFY(!bench.chat()->turns().last().error.isEmpty());
        QVERIFY(!bench.chat()->isStreaming());
    }

    void aSecondEditKeepsWhatTheFirstSetAside() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        playAnswer(bench.engine, bench.ask(QStringLiteral("q2")), {QStringLiteral("a2")});
        const auto begin = [&](int turn) { bench.controller.beginEdit(bench.chat(), bench.chat()->turns()[turn].id); };
        bench.chat()->setDraft({.text = QStringLiteral("typed")});
        begin(0);
        begin(2);
        QCOMPARE(fullText(bench.chat()->draft()), QStringLiteral("q2"));
        bench.controller.cancelEdit(bench.chat());
        QCOMPARE(bench.chat()->draft().text, QStringLiteral("typed"));
        QCOMPARE(bench.chat()->editing(), 0);

        // The edit of a turn ends where that, or one above it, is deleted.
        begin(2);
        bench.controller.deleteTurn(bench.chat(), bench.chat()->turns()[1].id);
        QCOMPARE(bench.chat()->editing(), 0);
        QCOMPARE(bench.chat()->draft().text, QStringLiteral("typed"));
        begin(0);
        bench.controller.undo();
        QCOMPARE(bench.chat()->editing(), bench.chat()->turns()[0].id);
    }

    void anAnswerUnderWayIsShownWhereverItIsLookedAt() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("q")), {QStringLiteral("a1")});
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[1].id);
        const Ticket ticket = bench.fake().last().ticket;
        grow(bench.engine, ticket, QStringLiteral("new"));
        bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[1].id, -1);
        grow(bench.engine, ticket, QStringLiteral("er"), 2);
        QCOMPARE(bench.text(1), QStringLiteral("a1"));
        bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[1].id, 1);
        QCOMPARE(bench.text(1), QStringLiteral("newer"));
        // The file is read anew; what is not saved of the answer is ahead of it.
        grow(bench.engine, ticket, QStringLiteral("!"), 3);
        emit bench.store.reopened();
        QCOMPARE(bench.text(1), QStringLiteral("newer!"));
        QVERIFY(bench.chat()->isStreaming());
    }

    void whoeverGoesOnMeanwhileIsNotAnsweredShortened() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[1].id);
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("a2")});
        ChatSettings settings = bench.chat()->settings();
        settings.shortenOldest = true;
        bench.controller.setSettings(bench.chat(), settings);
        // What is asked for now is counted first; before that is done, another branch is looked at.
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[1].id);
        bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[1].id, -1);
        QTest::qWait(100);
        QCOMPARE(bench.fake().submissions.size(), 2);
        QCOMPARE(bench.text(1), QStringLiteral("a1"));
        // Nor is a question that is deleted meanwhile.
        bench.ask(QStringLiteral("q2"));
        bench.controller.deleteTurn(bench.chat(), bench.chat()->turns()[2].id);
        QTest::qWait(100);
        QCOMPARE(bench.fake().submissions.size(), 2);
        QCOMPARE(bench.chat()->turns().size(), 2);
    }

    void turnsTooFarUpToBeReadCountAsLeftOut() {
        QTemporaryDir folder;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine, 100);
            for (int turn = 0; turn < 40; ++turn)
                playAnswer(bench.engine, bench.ask(QString(2000, QLatin1Char('q'))), {QString(2000, QLatin1Char('a'))});
        }
        Bench bench(folder);  // with the last page of them
        FakeEngine::load(bench.engine, 100);
        ChatSettings settings = brief(bench.chat()->settings());
        settings.shortenOldest = true;
        bench.controller.setSettings(bench.chat(), settings);
        bench.ask(QStringLiteral("and now?"));
        QTRY_COMPARE(bench.fake().submissions.size(), 1);
        const qsizetype sent = qsizetype(bench.fake().last().request.messages.size()) - 1;  // without the system prompt
        QVERIFY2(sent > 30 && sent < 81, qPrintable(QString::number(sent)));
        QCOMPARE(bench.chat()->turns().last().omittedTurns, 81 - sent);
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("a")});
        // The figure in the composer says the same of the next one.
        QTRY_VERIFY(bench.chat()->contextUse().omittedTurns >= 81 - sent);
    }

    void theContextOfAModelEndsWithItsLastWholePage() {
        QTemporaryDir folder;
        Bench bench(folder);
        ModelSummary model;
        model.hasTokenizer = true;
        model.checkpoint.config = mixtral8x7B();
        model.checkpoint.config.trainedContext = 4100;
        model.plan.request.contextTokens = 4096;
        emit bench.engine.loaded(model);
        QVERIFY(!bench.controller.canHaveMoreContext());
        model.plan.request.contextTokens = 4080;
        emit bench.engine.loaded(model);
        QVERIFY(bench.controller.canHaveMoreContext());
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatSequences)
#include "test_chat_sequences.moc"
