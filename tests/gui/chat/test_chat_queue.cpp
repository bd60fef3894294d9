// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is written while an answer is under way, and asked after it; answers in a person's words; how answers were made;
// what new chats begin with.

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"

namespace mw::gui {
namespace {

struct Program : Bench {
    explicit Program(const QTemporaryDir& folder) : Bench(folder) { FakeEngine::load(engine); }
    void queue(const QString& text) {
        Draft draft = chat()->draft();
        draft.text = text;
        chat()->setDraft(draft);
        controller.queue(chat());
    }
    QString queued() { return chat()->queued() ? fullText(*chat()->queued()) : QString(); }
    QStringList texts() {
        QStringList result;
        for (const Turn& turn : chat()->turns())
            result.append(turn.text);
        return result;
    }
};

}  // namespace

class TestChatQueue : public QObject {
    Q_OBJECT

 private slots:
    void asksWhatWaitsOnceTheAnswerIsComplete() {
        QTemporaryDir folder;
        Program program(folder);
        const Ticket first = program.ask(QStringLiteral("q1"));
        grow(program.engine, first, QStringLiteral("a1"));
        program.controller.attach(program.chat(), QStringLiteral("notes.txt"), QStringLiteral("of today"));
        program.queue(QStringLiteral("q2"));
        program.queue(QStringLiteral("and more"));
        QVERIFY(program.chat()->draft().isEmpty());
        QCOMPARE(program.queued(), QStringLiteral("q2\n\nand more\n\nnotes.txt:\n```\nof today\n```"));
        QCOMPARE(program.fake().submissions.size(), 1);
        end(program.engine, first, FinishReason::Eos);
        QCOMPARE(program.fake().submissions.size(), 2);
        QCOMPARE(contents(program.fake().last().request).mid(1),
                 (QStringList{"q1", "a1", "q2\n\nand more\n\nnotes.txt:\n```\nof today\n```"}));
        QVERIFY(!program.chat()->queued() && program.chat()->isStreaming());
        end(program.engine, program.fake().last().ticket, FinishReason::Eos);
        QCOMPARE(program.fake().submissions.size(), 2);  // once
    }

    /// In a chat that is not in front, and while something else is being written there.
    void asksInTheBackgroundAndLeavesWhatIsWritten() {
        QTemporaryDir folder;
        Program program(folder);
        const Ticket first = program.ask(QStringLiteral("q1"));
        Chat* chat = program.chat();
        program.queue(QStringLiteral("q2"));
        chat->setDraft({.text = QStringLiteral("being written")});
        program.controller.newChat();
        end(program.engine, first, FinishReason::Stop);
        QCOMPARE(program.fake().submissions.size(), 2);
        QCOMPARE(chat->turns().value(2).text, QStringLiteral("q2"));
        QCOMPARE(chat->draft().text, QStringLiteral("being written"));
    }

    void goesBackWhereTheAnswerIsNoReasonToAskOn_data() {
        QTest::addColumn<int>("what");
        for (const auto& [name, what] : {std::pair("stopped", 0),
                                         {"cut", 1},
                                         {"the model goes", 2},
                                         {"it fails", 3},
                                         {"it does not fit", 4},
                                         {"another branch is shown", 5},
                                         {"the answer is deleted", 6}})
            QTest::newRow(name) << what;
    }
    void goesBackWhereTheAnswerIsNoReasonToAskOn() {
        QFETCH(int, what);
        QTemporaryDir folder;
        Program program(folder);
        playAnswer(program.engine, program.ask(QStringLiteral("q")), {QStringLiteral("a")});
        program.controller.regenerate(program.chat(), program.chat()->turns()[1].id);
        const Ticket ticket = program.fake().last().ticket;
        if (what != 4) grow(program.engine, ticket, QStringLiteral("b"));
        const TurnId answer = program.chat()->turns()[1].id;
        program.queue(QStringLiteral("next"));
        program.chat()->setDraft({.text = QStringLiteral("more")});
        switch (what) {
            case 0:
                program.controller.stop(program.chat());
                end(program.engine, ticket, FinishReason::Cancelled);
                break;
            case 1:
                end(program.engine, ticket, FinishReason::Length);
                break;
            case 2:
                emit program.engine.unloaded();
                break;
            case 3:
                emit program.engine.answerFailed(ticket, {ErrorCode::Internal, "lost", {}, {}});
                break;
            case 4:
                emit program.engine.answerFailed(ticket, {ErrorCode::ContextOverflow, "too long", {}, {}});
                break;
            case 5:
                program.controller.switchBranch(program.chat(), answer, -1);
                end(program.engine, ticket, FinishReason::Eos);
                break;
            default:
                program.controller.deleteTurn(program.chat(), answer);
                end(program.engine, ticket, FinishReason::Cancelled);
        }
        QCOMPARE(program.fake().submissions.size(), 2);
        QVERIFY(!program.chat()->queued());
        QCOMPARE(program.chat()->draft().text, QStringLiteral("next\n\nmore"));
    }

    void isTakenBackOrGivenUp() {
        QTemporaryDir folder;
        Program program(folder);
        const Ticket ticket = program.ask(QStringLiteral("q"));
        program.queue(QStringLiteral("next"));
        program.controller.takeBackQueued(program.chat());
        QCOMPARE(program.chat()->draft().text, QStringLiteral("next"));
        program.queue(QStringLiteral("other"));
        program.controller.dropQueued(program.chat());
        QVERIFY(program.chat()->draft().isEmpty());
        end(program.engine, ticket, FinishReason::Eos);
        QCOMPARE(program.fake().submissions.size(), 1);
        program.queue(QStringLiteral(" \n"));  // nothing to ask
        QVERIFY(!program.chat()->queued());
    }

    /// What was set aside for a question that came back is there again when that is queued.
    void keepsWhatWasSetAside() {
        QTemporaryDir folder;
        Program program(folder);
        program.ask(QStringLiteral("q"));
        Draft draft{.text = QStringLiteral("next")};
        draft.setAside = std::make_shared<Draft>(Draft{.text = QStringLiteral("aside")});
        program.chat()->setDraft(draft);
        program.controller.queue(program.chat());
        QCOMPARE(program.queued(), QStringLiteral("next"));
        QCOMPARE(program.chat()->draft().text, QStringLiteral("aside"));
        end(program.engine, program.fake().last().ticket, FinishReason::Eos);
        QCOMPARE(program.chat()->draft().text, QStringLiteral("aside"));
    }

    /// What was written before an earlier question is edited stays behind that.
    void waitsBehindAnEditingThatSetSomethingAside() {
        QTemporaryDir folder;
        Program program(folder);
        const Ticket ticket = program.ask(QStringLiteral("q"));
        const TurnId question = program.chat()->turns()[0].id;
        program.queue(QStringLiteral("next"));
        program.chat()->setDraft({.text = QStringLiteral("being written")});
        program.controller.beginEdit(program.chat(), question);
        QCOMPARE(program.chat()->draft().text, QStringLiteral("q"));
        program.controller.stop(program.chat());
        end(program.engine, ticket, FinishReason::Cancelled);  // and so it is not asked
        QVERIFY(!program.chat()->queued());
        QCOMPARE(program.chat()->draft().text, QStringLiteral("q"));
        QCOMPARE(program.chat()->editing(), question);
        program.controller.cancelEdit(program.chat());
        QCOMPARE(program.chat()->draft().text, QStringLiteral("next\n\nbeing written"));
    }

    /// The program may end, or the tab be closed, before it is asked.
    void isADraftAfterwards_data() {
        QTest::addColumn<bool>("closes");
        QTest::newRow("the program ends") << false;
        QTest::newRow("the tab is closed") << true;
    }
    void isADraftAfterwards() {
        QFETCH(bool, closes);
        QTemporaryDir folder;
        ChatId id = 0;
        {
            Program program(folder);
            program.ask(QStringLiteral("q"));
            id = program.chat()->id();
            program.queue(QStringLiteral("next"));
            program.chat()->setDraft({.text = QStringLiteral("more")});
            if (closes) program.controller.closeTab(program.chat());
        }
        Program program(folder);
        QCOMPARE(program.controller.openChat(id)->draft().text, QStringLiteral("next\n\nmore"));
    }

    void isNoDraftOnceItWasGivenUp() {
        QTemporaryDir folder;
        ChatId id = 0;
        {
            Program program(folder);
            program.ask(QStringLiteral("q"));
            id = program.chat()->id();
            program.queue(QStringLiteral("next"));
            QVERIFY(program.controller.saveAll());
            program.controller.dropQueued(program.chat());
        }
        Program program(folder);
        QVERIFY(program.controller.openChat(id)->draft().isEmpty());
    }

    void savesAnEditedAnswerBesideTheOneItWas() {
        QTemporaryDir folder;
        {
            Program program(folder);
            playAnswer(program.engine, program.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
            playAnswer(program.engine, program.ask(QStringLiteral("q2")), {QStringLiteral("a2")});
            emit program.engine.unloaded();  // it needs no model
            program.chat()->setDraft({.text = QStringLiteral("being written")});
            program.controller.beginEdit(program.chat(), program.chat()->turns()[1].id);
            QCOMPARE(program.chat()->draft().text, QStringLiteral("a1"));
            QVERIFY(program.controller.editsAnswer(*program.chat()));
            program.controller.send(program.chat(), QStringLiteral("in my words"));
            QCOMPARE(program.fake().submissions.size(), 2);  // nothing is asked
            QCOMPARE(program.chat()->draft().text, QStringLiteral("being written"));
            QCOMPARE(program.texts(), (QStringList{"q1", "in my words"}));
            const Turn& turn = program.chat()->turns()[1];
            QVERIFY(turn.isEdited() && turn.state == TurnState::Complete && !turn.seed && turn.model.isEmpty());
            QCOMPARE(std::pair(turn.branch, turn.branches), std::pair(2, 2));
            // It is what the conversation goes on from.
            FakeEngine::load(program.engine);
            playAnswer(program.engine, program.ask(QStringLiteral("q3")), {QStringLiteral("a3")});
            QCOMPARE(contents(program.fake().last().request).mid(1), (QStringList{"q1", "in my words", "q3"}));
            program.controller.switchBranch(program.chat(), program.chat()->turns()[1].id, -1);
            QCOMPARE(program.texts(), (QStringList{"q1", "a1", "q2", "a2"}));
            program.controller.switchBranch(program.chat(), program.chat()->turns()[1].id, 1);
        }
        Program program(folder);
        QCOMPARE(program.texts(), (QStringList{"q1", "in my words", "q3", "a3"}));
        QVERIFY(program.chat()->turns()[1].isEdited());
    }

    /// As an answer, not as a question after it.
    void countsAnEditedAnswerAsOne() {
        QTemporaryDir folder;
        Program program(folder);
        playAnswer(program.engine, program.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        std::vector<Message> counted;
        program.fake().count = [&](const std::vector<Message>& messages) {
            if (messages.size() >= counted.size()) counted = messages;
            return 1;
        };
        program.controller.beginEdit(program.chat(), program.chat()->turns()[1].id);
        QTRY_COMPARE(counted.size(), std::size_t(3));
        QCOMPARE(counted.back().role, Role::Assistant);
        QCOMPARE(counted.back().content, std::string("a1"));
    }

    void remembersHowAnswersWereMade() {
        QTemporaryDir folder;
        QVector<Turn> before;
        quint64 fixed = 0xFFFF'FFFF'FFFF'FFF0;  // JSON and SQL have no such numbers
        {
            Program program(folder);
            ChatSettings settings = program.chat()->settings();
            settings.stop = {QStringLiteral("END"), QStringLiteral("\n\n")};
            program.controller.setSettings(program.chat(), settings);
            playAnswer(program.engine, program.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
            const Request& request = program.fake().last().request;
            QCOMPARE(program.chat()->turns()[1].seed, std::optional<quint64>(request.sampling.seed));
            QCOMPARE(request.stop, (std::vector<std::string>{"END", "\n\n"}));
            settings.randomSeed = false;
            settings.sampling.seed = fixed;
            program.controller.setSettings(program.chat(), settings);
            playAnswer(program.engine, program.ask(QStringLiteral("q2")), {QStringLiteral("a"), QStringLiteral("2")},
                       FinishReason::Length);
            // What it was begun with stays with an answer that goes on.
            settings.sampling.seed = 3;
            program.controller.setSettings(program.chat(), settings);
            program.controller.continueAnswer(program.chat());
            grow(program.engine, program.fake().last().ticket, QStringLiteral("!"));
            emit program.engine.answerEnded({program.fake().last().ticket, FinishReason::Stop, 13, 1, 99.0, 21.5});
            before = program.chat()->turns();
        }
        Program program(folder);
        QCOMPARE(program.chat()->turns(), before);
        QCOMPARE(program.chat()->settings().stop, (QStringList{"END", "\n\n"}));
        const Turn& first = before[1];
        QCOMPARE(first.model, program.controller.modelName());
        QCOMPARE(first.finish, QStringLiteral("eos"));
        QCOMPARE(first.firstTokenMs, 12.0);
        QCOMPARE(first.tokensPerSecond, 34.0);
        const Turn& second = before[3];
        QCOMPARE(second.seed, std::optional<quint64>(fixed));
        QCOMPARE(second.finish, QStringLiteral("stop"));
        QCOMPARE(second.firstTokenMs, 12.0);
        QCOMPARE(second.tokens, 3);
        QVERIFY(!before[0].seed && before[0].model.isEmpty());
    }

    void newChatsBeginAsThePersonWants() {
        QTemporaryDir folder, settingsFolder;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settingsFolder.path());
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        Chat* untouched = bench.controller.newChat();
        Chat* asked = bench.controller.newChat();
        bench.ask(QStringLiteral("Q"));
        const ChatSettings before = asked->settings();
        ChatDefaults wanted{.folder = QStringLiteral("Work")};
        wanted.settings = before;
        wanted.settings->systemPrompt = QStringLiteral("Rhyme.");
        wanted.settings->sampling.temperature = 0.25f;
        wanted.settings->stop = {QStringLiteral("END")};
        saveChatDefaults(wanted);
        QCOMPARE(savedChatDefaults(), wanted);
        QSignalSpy changed(&bench.controller, &ChatController::defaultsChanged);
        bench.controller.setDefaults(savedChatDefaults());
        QCOMPARE(changed.size(), 1);
        const auto likeWanted = [&](const Chat* chat) {
            ChatSettings settings = chat->settings();
            settings.usual = wanted.settings->usual;
            return settings == *wanted.settings;
        };
        QVERIFY(likeWanted(untouched));
        QCOMPARE(asked->settings(), before);
        const Chat* fresh = bench.controller.newChat();
        QVERIFY(likeWanted(fresh));
        QCOMPARE(fresh->info().folder, QStringLiteral("Work"));
        FakeEngine::load(bench.engine, 4096, {.format = {}, .templateName = "Demo", .systemPrompt = "You are Demo."});
        QVERIFY(likeWanted(fresh));  // whatever the model's maker wants
        bench.controller.setDefaults({});
        QCOMPARE(fresh->settings().systemPrompt, QStringLiteral("You are Demo."));
        QVERIFY(bench.controller.newChat()->info().folder.isEmpty());
        saveChatDefaults({});
        QCOMPARE(savedChatDefaults(), ChatDefaults());
    }

    void takesStopStringsFromSettingsAsFarAsTheyAreSome() {
        ChatSettings settings;
        settings.stop = {QStringLiteral("a"), QStringLiteral("\t\\n"), QStringLiteral("日本")};
        QCOMPARE(settingsFromJson(settingsToJson(settings)), settings);
        QCOMPARE(settingsFromJson(QStringLiteral(R"({"stop": ["", 7, null, "x"]})")).stop, QStringList{"x"});
        QVERIFY(settingsFromJson(QStringLiteral(R"({"stop": "x"})")).stop.isEmpty());
        const QStringList many(kMostStops + 5, QStringLiteral("x"));
        settings.stop = many;
        QCOMPARE(settingsFromJson(settingsToJson(settings)).stop.size(), kMostStops);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatQueue)
#include "test_chat_queue.moc"
