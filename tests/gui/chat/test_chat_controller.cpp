// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "context_fitter.h"

namespace mw::gui {
class TestChatController : public QObject {
    Q_OBJECT

 private slots:
    void refusesToAskWithoutAModelAndSaysWhy() {
        QTemporaryDir folder;
        Bench bench(folder);
        bench.ask(QStringLiteral("Hello"));
        QVERIFY(bench.fake().submissions.isEmpty());
        QVERIFY(!bench.controller.whyNotReady().isEmpty());
        FakeEngine::load(bench.engine);
        QVERIFY(bench.controller.whyNotReady().isEmpty());
    }

    void asksTheSessionWhetherThereIsAModel() {
        QTemporaryDir folder;
        Bench bench(folder);
        const ChatController& chats = bench.controller;
        EngineThread* engine = &bench.engine;
        QSignalSpy readiness(&chats, &ChatController::readinessChanged);
        bench.session.load(LoadOptions());
        QCOMPARE(chats.whyNotReady(), QStringLiteral("The model is being opened…"));
        emit engine->loadFailed({ErrorCode::FileFormat, "damaged", {}, {}}, false);
        QCOMPARE(chats.whyNotReady(), QStringLiteral("The model could not be opened; choose one to chat"));
        bench.session.load(LoadOptions());
        FakeEngine::load(bench.engine);
        QCOMPARE(chats.whyNotReady(), QString());
        QCOMPARE(chats.loadedModel()->plan.request.contextTokens, 4096);
        bench.ask(QStringLiteral("Hello"));

        // The next load first looks at its checkpoint: until the model goes, its answers go on.
        bench.session.load(LoadOptions());
        QCOMPARE(chats.whyNotReady(), QString());
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Streaming);
        readiness.clear();
        emit engine->unloaded();
        QVERIFY(!readiness.isEmpty());
        QVERIFY(!chats.loadedModel());
        QCOMPARE(chats.whyNotReady(), QStringLiteral("The model is being opened…"));
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Interrupted);
        QCOMPARE(bench.chat()->turns().last().error, QStringLiteral("The model was closed."));
        emit engine->loadCancelled(false);
        QCOMPARE(chats.whyNotReady(), QStringLiteral("Open a model to chat"));
    }

    void savesTheQuestionBeforeTheEngineHearsOfIt() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        bench.ask(QStringLiteral("Why is the sky blue, and not violet?"));
        ChatStore other({folder.filePath(QStringLiteral("chats.sqlite"))});  // what another process sees
        QCOMPARE(other.path(bench.chat()->info().leaf, 9).first().text,
                 QStringLiteral("Why is the sky blue, and not violet?"));
        QCOMPARE(bench.chat()->info().title, QStringLiteral("Why is the sky blue, and not violet?"));
        const QStringList sent = contents(bench.fake().last().request);
        QCOMPARE(sent.size(), 2);  // the system prompt and the question
        QCOMPARE(sent[1], QStringLiteral("Why is the sky blue, and not violet?"));
        QCOMPARE(bench.fake().last().request.format, std::string("mistral-v1"));
    }

    /// The demo model knows English only, and neither long system prompts nor its name but from one.
    void beginsAsTheModelsMakerWantsWhateverTheLanguage() {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QTemporaryDir folder;
        const SuggestedChat suggested{.format = {}, .templateName = "Demo", .systemPrompt = "You are Demo."};
        {
            Bench bench(folder);
            Chat* untouched = bench.controller.newChat();
            QCOMPARE(untouched->settings().language, QStringLiteral("de"));
            Chat* edited = bench.controller.newChat();
            ChatSettings own = edited->settings();
            own.systemPrompt = QStringLiteral("Reime.");
            bench.controller.setSettings(edited, own);
            Chat* chosen = bench.controller.newChat();
            bench.controller.applyTemplate(chosen, QStringLiteral("fr-assistant"));
            Chat* asked = bench.controller.newChat();
            FakeEngine::load(bench.engine);
            bench.ask(QStringLiteral("Wer bist du?"));

            FakeEngine::load(bench.engine, 4096, suggested);
            for (Chat* chat : {untouched, bench.controller.newChat()}) {
                QCOMPARE(chat->settings().systemPrompt, QStringLiteral("You are Demo."));
                QCOMPARE(chat->settings().templateName, QStringLiteral("Demo"));
                QVERIFY(chat->settings().templateId.isEmpty());
            }
            QCOMPARE(edited->settings().systemPrompt, QStringLiteral("Reime."));
            QCOMPARE(chosen->settings().language, QStringLiteral("fr"));
            QCOMPARE(asked->settings().language, QStringLiteral("de"));
        }
        {  // and after a restart as another model wants
            Bench bench(folder);
            QCOMPARE(bench.controller.tabs().first()->settings().systemPrompt, QStringLiteral("You are Demo."));
            FakeEngine::load(bench.engine);
            QCOMPARE(bench.controller.tabs().first()->settings().language, QStringLiteral("de"));
        }
        QLocale::setDefault(before);
    }

    void streamsSeveralChatsAtOnce() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        Chat* first = bench.controller.newChat();
        const Ticket one = bench.ask(QStringLiteral("One"));
        Chat* second = bench.controller.newChat();
        const Ticket two = bench.ask(QStringLiteral("Two"));
        grow(bench.engine, one, QStringLiteral("é"));
        grow(bench.engine, two, QStringLiteral("漢"));
        grow(bench.engine, one, QStringLiteral("🙂"));
        QVERIFY(first->isStreaming() && second->isStreaming());
        QCOMPARE(first->turns().last().text, QStringLiteral("é🙂"));
        end(bench.engine, one, FinishReason::Eos);
        QVERIFY(!first->isStreaming());
        QVERIFY(second->isStreaming());
        QCOMPARE(first->turns().last().state, TurnState::Complete);
        QCOMPARE(first->turns().last().tokensPerSecond, 34.0);
        bench.controller.stop(second);
        QCOMPARE(bench.fake().cancelled, QVector<Ticket>{two});
        end(bench.engine, two, FinishReason::Cancelled);
        QCOMPARE(second->turns().last().state, TurnState::Stopped);
        QCOMPARE(second->turns().last().text, QStringLiteral("漢"));
    }

    void regeneratesAndEditsAsBranches() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("A1")});
        playAnswer(bench.engine, bench.ask(QStringLiteral("Follow")), {QStringLiteral("F1")});
        QCOMPARE(bench.chat()->turns().size(), 4);
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[1].id);
        QCOMPARE(bench.chat()->turns().size(), 2);
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("A2")});
        QCOMPARE(bench.text(1), QStringLiteral("A2"));
        QCOMPARE(bench.chat()->turns()[1].branches, 2);

        bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[1].id, -1);
        QCOMPARE(bench.chat()->turns().size(), 4);
        QCOMPARE(bench.text(3), QStringLiteral("F1"));

        bench.controller.beginEdit(bench.chat(), bench.chat()->turns()[0].id);
        QCOMPARE(fullText(bench.chat()->draft()), QStringLiteral("Q"));
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q, better")), {QStringLiteral("B1")});
        QCOMPARE(bench.chat()->turns().size(), 2);
        QCOMPARE(bench.chat()->turns()[0].branch, 2);
        QCOMPARE(contents(bench.fake().last().request).last(), QStringLiteral("Q, better"));
        bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[0].id, -1);
        QCOMPARE(bench.text(3), QStringLiteral("F1"));  // where that branch was left
    }

    void continuesACutAnswer() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("Once upon")}, FinishReason::Length);
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Cut);
        bench.controller.continueAnswer(bench.chat());
        QVERIFY(bench.fake().last().request.messages.back().role == Role::Assistant);
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral(" a time")});
        QCOMPARE(bench.chat()->turns().size(), 2);
        QCOMPARE(bench.text(1), QStringLiteral("Once upon a time"));
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Complete);
    }

    void neverShortensSilently() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        for (int turn = 0; turn < 5; ++turn)
            playAnswer(bench.engine, bench.ask(QStringLiteral("word ").repeated(12)), {QStringLiteral("answer")});
        ChatSettings settings = bench.chat()->settings();
        settings.systemPrompt = QStringLiteral("Be brief");
        settings.answerTokens = 20;
        bench.controller.setSettings(bench.chat(), settings);
        const Ticket ticket = bench.ask(QStringLiteral("last ").repeated(30));
        emit bench.engine.answerFailed(ticket, {ErrorCode::ContextOverflow, "99 of 100 tokens", {}, {}});
        QVERIFY(bench.chat()->overflow());
        QVERIFY(bench.chat()->overflow()->canShorten);
        QVERIFY(!bench.chat()->isStreaming());
        QVERIFY(!bench.chat()->turns().last().isAnswer());  // the question stays, without an empty answer

        const int before = int(bench.fake().submissions.size());
        bench.controller.shortenAndAnswer(bench.chat());
        QTRY_COMPARE(bench.fake().submissions.size(), before + 1);
        const QStringList sent = contents(bench.fake().last().request);
        QCOMPARE(sent.first(), QStringLiteral("Be brief"));
        QVERIFY(sent.last().startsWith(QStringLiteral("last")));
        QCOMPARE(sent.size(), 8);  // 2 + 3 x 13 + 30 words fit into 80
        QCOMPARE(bench.chat()->turns().last().omittedTurns, 4);
    }

    /// However much of a chat is on the screen: no more is given to the engine than could possibly fit, and the turns
    /// that are left out are counted all the same.
    void readsNoMoreThanCouldFit() {
        constexpr int kTurns = 3000, kCharacters = 50;
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("chats.sqlite"));
        {
            ChatStore store({path});
            ChatInfo chat;
            chat.id = store.newChatId();
            chat.tab = 0;
            chat.settings.shortenOldest = true;
            for (int number = 0; number < kTurns; ++number) {
                Turn turn{.id = store.newTurnId(), .chat = chat.id, .parent = chat.leaf};
                turn.role = number % 2 ? Role::Assistant : Role::User;
                turn.text = QString::number(number).rightJustified(kCharacters, QLatin1Char('.'));
                chat.leaf = turn.id;
                QVERIFY(store.save(turn, chat));
            }
        }
        for (const bool onScreen : {false, true}) {
            Bench bench(folder);
            FakeEngine::load(bench.engine, 4096);
            while (onScreen && bench.chat()->hasOlder())
                bench.chat()->loadOlder();
            const int there = bench.store.depth(bench.chat()->info().leaf);
            bench.ask(QStringLiteral("And now?"));
            QTRY_VERIFY(!bench.fake().submissions.isEmpty());
            QStringList sent = contents(bench.fake().last().request);
            if (!bench.chat()->settings().systemPrompt.isEmpty()) sent.removeFirst();
            QVERIFY2(sent.size() <= 4096 * 16 / kCharacters + 8, qPrintable(QString::number(sent.size())));
            QVERIFY(sent.size() > 20);
            QCOMPARE(sent.last(), QStringLiteral("And now?"));
            QCOMPARE(bench.chat()->turns().last().omittedTurns, there + 1 - int(sent.size()));
            playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("answer")});
        }
    }

    void refusesWhatCannotFitBeforeTheEngineHearsOfIt() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 4096);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Hello")), {QStringLiteral("Hi")});
        const QString much(4096 * 16 + 1, QLatin1Char('x'));
        bench.chat()->setDraft({.text = much});
        bench.ask(much);
        QCOMPARE(bench.fake().submissions.size(), 1);
        QVERIFY(bench.chat()->overflow());
        QVERIFY(!bench.chat()->overflow()->canShorten);
        QVERIFY(!bench.chat()->isStreaming());
        bench.controller.cancelOverflow(bench.chat());
        QCOMPARE(bench.chat()->turns().size(), 2);
        QCOMPARE(fullText(bench.chat()->draft()), much);  // which comes back
        bench.ask(QString(4096 * 16, QLatin1Char('x')));
        QCOMPARE(bench.fake().submissions.size(), 2);
    }

    /// Whether asked anew or in another wording: the question is in the composer again, with what was attached, and
    /// what was written meanwhile is not lost.
    void takesAQuestionBackThatDoesNotFit() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        const auto failToFit = [&](Ticket ticket) {
            emit bench.engine.answerFailed(ticket, {ErrorCode::ContextOverflow, "too long", {}, {}});
            QVERIFY(bench.chat()->overflow());
        };
        playAnswer(bench.engine, bench.ask(QStringLiteral("one")), {QStringLiteral("a1")});
        bench.chat()->setDraft({.text = QStringLiteral("two")});
        bench.controller.attach(bench.chat(), QStringLiteral("f.txt"), QStringLiteral("file"));
        const Draft asked = bench.chat()->draft();
        failToFit(bench.ask(fullText(asked)));
        QCOMPARE(bench.chat()->turns().size(), 3);
        bench.chat()->setDraft({.text = QStringLiteral("meanwhile")});
        bench.controller.cancelOverflow(bench.chat());
        QVERIFY(!bench.chat()->overflow());
        QCOMPARE(bench.chat()->turns().size(), 2);
        QCOMPARE(bench.chat()->draft().text, QStringLiteral("two"));
        QCOMPARE(bench.chat()->draft().attachments, asked.attachments);
        playAnswer(bench.engine, bench.ask(QStringLiteral("shorter")), {QStringLiteral("a2")});
        QCOMPARE(contents(bench.fake().last().request).mid(1), (QStringList{"one", "a1", "shorter"}));
        QCOMPARE(bench.chat()->draft().text, QStringLiteral("meanwhile"));

        bench.controller.beginEdit(bench.chat(), bench.chat()->turns()[0].id);
        failToFit(bench.ask(QStringLiteral("one, at length")));
        QCOMPARE(bench.chat()->turns().size(), 1);
        bench.controller.cancelOverflow(bench.chat());
        QCOMPARE(bench.text(3), QStringLiteral("a2"));
        QCOMPARE(bench.chat()->turns()[0].branches, 1);
        QCOMPARE(bench.chat()->editing(), bench.chat()->turns()[0].id);

        // An old question, asked again, stays with its old answer.
        bench.controller.cancelEdit(bench.chat());
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[3].id);
        failToFit(bench.fake().last().ticket);
        bench.controller.cancelOverflow(bench.chat());
        QCOMPARE(bench.text(3), QStringLiteral("a2"));
    }

    /// The fake engine counts words; the figure is that of what would be sent.
    void countsThePromptThatWouldBeSent() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        ChatSettings settings = bench.chat()->settings();
        settings.systemPrompt = QStringLiteral("Be very brief");
        settings.answerTokens = 20;
        bench.controller.setSettings(bench.chat(), settings);
        const auto use = [&] { return bench.chat()->contextUse(); };
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 0}));  // and nothing of a draft
        playAnswer(bench.engine, bench.ask(QStringLiteral("one two")),
                   {QStringLiteral("three"), QStringLiteral(" four")});
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 2, .answer = 2}));
        bench.chat()->setDraft({.text = QStringLiteral("five six seven")});
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 2, .answer = 2, .draft = 3}));
        // Of an edit: without what the new wording takes the place of.
        bench.controller.beginEdit(bench.chat(), bench.chat()->turns()[0].id);
        QVERIFY(!use().counted());  // nothing is said that is not so
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 0, .draft = 2}));
        bench.controller.cancelEdit(bench.chat());
        QTRY_COMPARE(use().total(), 10);
        // What cannot fit is said to be more; nobody has to count it.
        const int counts = bench.fake().counts;
        bench.controller.attach(bench.chat(), QStringLiteral("f"), QString(1'000'000, QLatin1Char('x')));
        QVERIFY(!use().counted());
        QTRY_VERIFY(use().isLowerBound);
        QCOMPARE(use().total(), 100);
        QCOMPARE(bench.fake().counts, counts);
        bench.chat()->setDraft({});
        QTRY_COMPARE(use(), (ContextUse{.system = 3, .conversation = 2, .answer = 2}));
        // With oldest turns left out, of what is left.
        for (int turn = 0; turn < 4; ++turn)
            playAnswer(bench.engine, bench.ask(QStringLiteral("word ").repeated(20)), {QStringLiteral("answer")});
        settings.shortenOldest = true;
        bench.controller.setSettings(bench.chat(), settings);
        QTRY_COMPARE(use().omittedTurns, 4);
        QCOMPARE(use().total(), 3 + 3 * 21);
    }

    void saysMoreThanForAConversationThatCannotFit() {
        for (const int turns : {64, 640}) {
            QTemporaryDir folder;
            Bench bench(folder);
            FakeEngine::load(bench.engine, 4096);
            for (int turn = 0; turn < turns / 2; ++turn)
                playAnswer(bench.engine, bench.ask(QStringLiteral("word ").repeated(300)),
                           {QStringLiteral("answer ").repeated(300)});
            QTRY_VERIFY(bench.chat()->contextUse().isLowerBound);
            QCOMPARE(bench.chat()->contextUse().total(), 4096);
        }
    }

    void knowsWhetherThereIsMoreContext() {
        QTemporaryDir folder;
        Bench bench(folder);
        QVERIFY(!bench.controller.canHaveMoreContext());
        FakeEngine::load(bench.engine, 4096);
        QVERIFY(bench.controller.canHaveMoreContext());
        FakeEngine::load(bench.engine, 32768);
        QVERIFY(!bench.controller.canHaveMoreContext());
    }

    void keepsTextWhenTheEngineFailsOrTheModelChanges() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        grow(bench.engine, bench.ask(QStringLiteral("Q")), QStringLiteral("half"));
        emit bench.engine.failed({ErrorCode::Device, "device lost", {}, {}});
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Interrupted);
        QCOMPARE(bench.text(1), QStringLiteral("half"));
        QVERIFY(bench.chat()->turns().last().error.contains(QStringLiteral("device lost")));
        QVERIFY(!bench.controller.whyNotReady().isEmpty());

        FakeEngine::load(bench.engine);
        bench.controller.continueAnswer(bench.chat());
        end(bench.engine, bench.fake().last().ticket, FinishReason::Cancelled);  // nobody asked for it: a reload
        QCOMPARE(bench.chat()->turns().last().state, TurnState::Interrupted);
    }

    void comesBackAfterARestartWithTabsAndPartialAnswers() {
        QTemporaryDir folder;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            grow(bench.engine, bench.ask(QStringLiteral("First chat")), QStringLiteral("partial answer"));
            bench.controller.newChat();
            playAnswer(bench.engine, bench.ask(QStringLiteral("Second chat")), {QStringLiteral("done")});
            bench.controller.rename(bench.chat()->id(), QStringLiteral("Named"));
            bench.controller.moveTab(1, 0);
        }
        Bench bench(folder);
        QCOMPARE(bench.controller.tabs().size(), 2);
        QCOMPARE(bench.controller.tabs()[0]->shownTitle(), QStringLiteral("Named"));
        QCOMPARE(bench.controller.current(), bench.controller.tabs()[0]);
        const Turn partial = bench.controller.tabs()[1]->turns().last();
        QCOMPARE(partial.text, QStringLiteral("partial answer"));
        QCOMPARE(partial.state, TurnState::Interrupted);
    }

    void deletesWithUndo() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("A")});
        QSignalSpy offered(&bench.controller, &ChatController::undoOffered);
        bench.controller.deleteTurn(bench.chat(), bench.chat()->turns()[1].id);
        QCOMPARE(bench.chat()->turns().size(), 1);
        QCOMPARE(offered.count(), 1);
        bench.controller.undo();
        QCOMPARE(bench.text(1), QStringLiteral("A"));
        const ChatId id = bench.chat()->id();
        bench.controller.deleteChat(id);
        QVERIFY(!bench.controller.model().find(id));
        QVERIFY(bench.controller.tabs().isEmpty());
        bench.controller.undo();
        QCOMPARE(bench.controller.current()->id(), id);
        QCOMPARE(bench.text(1), QStringLiteral("A"));
    }

    void bringsDraftsBackWithAttachmentsAndEditing() {
        QTemporaryDir folder;
        ChatId asked = 0, empty = 0, closed = 0;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("A")});
            asked = bench.chat()->id();
            bench.chat()->setDraft({.text = QStringLiteral("typed")});
            bench.controller.attach(bench.chat(), QStringLiteral("notes.txt"), QStringLiteral("line"));
            bench.controller.beginEdit(bench.chat(), bench.chat()->turns()[0].id);
            QCOMPARE(fullText(bench.chat()->draft()), QStringLiteral("Q"));
            empty = bench.controller.newChat()->id();
            bench.chat()->setDraft({.text = QStringLiteral("first words")});
            closed = bench.controller.newChat()->id();
            bench.chat()->setDraft({.text = QStringLiteral("of a closed tab")});
            bench.controller.closeTab(bench.chat());
            QVERIFY(bench.controller.model().find(closed));
        }
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        QCOMPARE(bench.controller.openChat(empty)->draft().text, QStringLiteral("first words"));
        QCOMPARE(bench.controller.openChat(closed)->draft().text, QStringLiteral("of a closed tab"));
        Chat* chat = bench.controller.openChat(asked);
        QCOMPARE(chat->editing(), chat->turns()[0].id);
        QCOMPARE(fullText(chat->draft()), QStringLiteral("Q"));
        bench.controller.cancelEdit(chat);  // back to what was being written
        QCOMPARE(fullText(chat->draft()), QStringLiteral("typed\n\nnotes.txt:\n```\nline\n```"));
        bench.controller.beginEdit(chat, chat->turns()[0].id);
        bench.ask(QStringLiteral("Q, better"));
        QCOMPARE(chat->draft().text, QStringLiteral("typed"));  // after asking, too
        end(bench.engine, bench.fake().last().ticket, FinishReason::Eos);
        bench.controller.send(chat, fullText(chat->draft()));
        QVERIFY(chat->draft().isEmpty());
        ChatStore other({folder.filePath(QStringLiteral("chats.sqlite"))});
        QVERIFY(other.draft(asked).isEmpty());  // what was sent does not come back
    }

    void savesADraftWhileItIsWritten() {
        QTemporaryDir folder;
        Bench bench(folder);
        const ChatId id = bench.chat()->id();
        ChatStore other({folder.filePath(QStringLiteral("chats.sqlite"))});
        QElapsedTimer typing;
        typing.start();
        for (int letters = 1; other.draft(id).isEmpty(); ++letters) {  // without a pause
            bench.chat()->setDraft({.text = QString(letters, QLatin1Char('x'))});
            QTest::qWait(20);
            QVERIFY(typing.elapsed() < 5000);
        }
    }

    void keepsOldDraftsOfTurnsThatAreGone() {
        QTemporaryDir folder;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            playAnswer(bench.engine, bench.ask(QStringLiteral("Q")), {QStringLiteral("A")});
            bench.controller.beginEdit(bench.chat(), bench.chat()->turns()[0].id);
            bench.store.setTurnDeleted(bench.chat()->turns()[0].id, true);
        }
        Bench bench(folder);
        QCOMPARE(bench.chat()->editing(), 0);
        QCOMPARE(bench.chat()->draft().text, QStringLiteral("Q"));
    }

    void savesAnswersSoonAfterTheyBegin() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const Ticket first = bench.ask(QStringLiteral("Q"));
        grow(bench.engine, first, QStringLiteral("some text"));
        const TurnId answer = bench.chat()->info().leaf;
        ChatStore other({folder.filePath(QStringLiteral("chats.sqlite"))});
        QCOMPARE(other.turn(answer)->text, QString());
        QElapsedTimer waited;
        waited.start();
        // Answers that begin elsewhere all the time do not put it off.
        while (other.turn(answer)->text.isEmpty()) {
            bench.controller.newChat();
            bench.ask(QStringLiteral("Q"));
            QTest::qWait(60);
            QVERIFY2(waited.elapsed() < 2000, "not saved");
        }
        QVERIFY2(waited.elapsed() < 700,
                 qPrintable(QString::number(waited.elapsed())));  // 200 ms, on a machine at work
        QCOMPARE(other.turn(answer)->text, QStringLiteral("some text"));
    }

    void savesEverythingAtOnceWhenAsked() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        grow(bench.engine, bench.ask(QStringLiteral("Q")), QStringLiteral("begun"));
        bench.chat()->setDraft({.text = QStringLiteral("next")});
        QVERIFY(bench.controller.saveAll());
        ChatStore other({folder.filePath(QStringLiteral("chats.sqlite"))});
        QCOMPARE(other.path(bench.chat()->info().leaf, 9).last().text, QStringLiteral("begun"));
        QCOMPARE(other.draft(bench.chat()->id()).text, QStringLiteral("next"));
    }

    void closesAndReopensTabs() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const Ticket ticket = bench.ask(QStringLiteral("Q"));
        grow(bench.engine, ticket, QStringLiteral("one "));
        const ChatId id = bench.chat()->id();
        bench.controller.closeTab(bench.chat());
        QVERIFY(!bench.controller.current());
        grow(bench.engine, ticket, QStringLiteral("two"));  // goes on without its tab
        bench.controller.reopenClosedTab();
        QCOMPARE(bench.controller.current()->id(), id);
        QCOMPARE(bench.text(1), QStringLiteral("one two"));
        QVERIFY(bench.chat()->isStreaming());
        Chat* empty = bench.controller.newChat();
        const ChatId emptyId = empty->id();
        bench.controller.closeTab(empty);
        QVERIFY(!bench.controller.model().find(emptyId));
    }

    void readsALongChatByPage() {
        QTemporaryDir folder;
        ChatId id = 0;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            id = bench.chat()->id();
            for (int turn = 0; turn < 100; ++turn)
                playAnswer(bench.engine, bench.ask(QString::number(turn)), {QStringLiteral("a")});
        }
        Bench bench(folder);
        QCOMPARE(bench.chat()->id(), id);
        QCOMPARE(bench.chat()->turns().size(), Chat::kPage);
        QVERIFY(bench.chat()->hasOlder());
        FakeEngine::load(bench.engine);
        bench.ask(QStringLiteral("all of it"));
        QCOMPARE(bench.fake().last().request.messages.size(), std::size_t(202));  // system, 200 turns, the question
        bench.chat()->loadOlder();
        QCOMPARE(bench.chat()->turns().first().id > 0, true);
        QVERIFY(bench.chat()->turns().size() > Chat::kPage + 2);
    }

    void fitsByBisection_data() {
        QTest::addColumn<int>("turns");
        QTest::addColumn<int>("budget");
        for (const int turns : {1, 2, 3, 7, 64, 501})
            for (const int budget : {0, 1, 5, 9, 10, 33, 100, 10000})
                QTest::addRow("%d turns, %d tokens", turns, budget) << turns << budget;
    }

    void fitsByBisection() {
        QFETCH(int, turns);
        QFETCH(int, budget);
        std::vector<Message> messages{{Role::System, "s"}};
        for (int turn = 0; turn < turns; ++turn)
            messages.push_back({turn % 2 ? Role::Assistant : Role::User, "t"});
        ContextFitter fitter(messages, budget);
        int counts = 1;
        while (!fitter.counted(int(fitter.candidate().size()) * 3))
            QVERIFY(++counts < 20);
        int best = -1;  // the plain search
        for (int cut = 0; cut < turns && best < 0; cut += 2)
            if ((1 + turns - cut) * 3 <= budget) best = cut;
        QCOMPARE(fitter.fits(), best >= 0);
        if (best >= 0) QCOMPARE(fitter.omittedTurns(), best);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatController)
#include "test_chat_controller.moc"
