// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "store_bench.h"

namespace mw::gui {
namespace {

void runSql(const QString& path, const QStringList& statements) {
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        for (const QString& sql : statements)
            QVERIFY(QSqlQuery(database).exec(sql));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
}

int rowsOf(const QString& path, const char* table) {
    int rows = -1;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table), database);
        if (query.next()) rows = query.value(0).toInt();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("test"));
    return rows;
}

}  // namespace

class TestChatStore : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    QString freshPath() { return m_folder.filePath(QStringLiteral("chats-%1.sqlite").arg(++m_files)); }

 private slots:
    void titlesAreWords_data() {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("title");
        QTest::newRow("heading") << "## What is *a* router?"
                                 << "What is a router?";
        QTest::newRow("list") << "- [x] **first** thing\n- second"
                              << "first thing second";
        QTest::newRow("code first") << "```python\nprint(1)\n```\nWhy?"
                                    << "print(1) Why?";
        QTest::newRow("quote") << "> > said `he`"
                               << "said he";
        QTest::newRow("link") << "See [the paper](https://x.org/a_b) now"
                              << "See the paper now";
        QTest::newRow("no signs") << "2 * 3 * 4 and snake_case_name"
                                  << "2 * 3 * 4 and snake_case_name";
        QTest::newRow("signs only") << "***"
                                    << "***";
        QTest::newRow("long") << "Explain why my **softmax** kernel slows down when I move from 8 to 16 chats"
                              << QStringLiteral("Explain why my softmax kernel slows down") + QChar(0x2026);
    }
    void titlesAreWords() {
        QFETCH(QString, question);
        QTEST(titleFrom(question), "title");
    }

    void titlesEndWithWholeCharacters() {
        const QString faces = QStringLiteral("🙂").repeated(20), mixed = QStringLiteral("a") + faces;
        for (const QString& line : {faces, mixed, mixed + QStringLiteral(" b"), QStringLiteral("one two ") + faces})
            for (int length = 4; length < 40; ++length) {
                const QString title = shortened(line, length);
                QVERIFY2(title.isValidUtf16() && title.size() <= length, qPrintable(line + QString::number(length)));
            }
        QCOMPARE(shortened(mixed, int(mixed.size())), mixed);  // it fits exactly
    }

    void bringsTabsAndSettingsBack() {
        const QString path = freshPath();
        ChatInfo first, second;
        {
            ChatStore store({path});
            first = emptyChatIn(store, QStringLiteral("Réunion de lundi"), 1);
            second = emptyChatIn(store, QStringLiteral("漢字 🙂"), 0);
            second.settings.systemPrompt = QStringLiteral("You are {{who}}.\n\"Quoted\"");
            second.settings.variables = {{QStringLiteral("who"), QStringLiteral("Zoë")}};
            second.settings.format = QStringLiteral("aime");
            second.settings.sampling = {0.25f, 7, 0.5f, 0.125f, 1.5f, -0.75f, 0.5f, 0xFFFFFFFFFFFFFFFFull, 0};
            second.settings.randomSeed = false;
            second.settings.answerTokens = 77;
            second.settings.shortenOldest = true;
            QVERIFY(store.saveChat(second));
            QVERIFY(store.setCurrentChat(second.id));
        }
        ChatStore store({path});
        const QVector<ChatInfo> chats = store.chats();
        QCOMPARE(chats.size(), 2);
        QCOMPARE(chats[0].title, second.title);  // the newer one first
        QCOMPARE(chats[0].tab, 0);
        QVERIFY(chats[0].settings == second.settings);
        QCOMPARE(chats[1].tab, 1);
        QCOMPARE(store.currentChat(), second.id);
    }

    void keepsBranches() {
        ChatStore store({freshPath()});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Branches"));
        const Turn question = turnIn(store, chat, 0, Role::User, QStringLiteral("Q"));
        const Turn firstAnswer = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("A1"));
        const Turn follow = turnIn(store, chat, firstAnswer.id, Role::User, QStringLiteral("F"));
        const Turn secondAnswer = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("A2"));

        const QVector<Turn> path = store.path(secondAnswer.id, 10);
        QCOMPARE(path.size(), 2);
        QCOMPARE(path[1].text, QStringLiteral("A2"));
        QCOMPARE(path[1].branch, 2);
        QCOMPARE(path[1].branches, 2);
        QCOMPARE(store.leafBelow(chat.id, firstAnswer.id), follow.id);

        QVERIFY(store.setTurnDeleted(secondAnswer.id, true));
        QCOMPARE(store.children(chat.id, question.id), QVector<TurnId>{firstAnswer.id});
        QVERIFY(store.setTurnDeleted(secondAnswer.id, false));
        QCOMPARE(store.children(chat.id, question.id).size(), 2);

        const Turn newer = turnIn(store, chat, firstAnswer.id, Role::User, QStringLiteral("newer"));
        QCOMPARE(store.leafBelow(chat.id, firstAnswer.id), newer.id);
        store.rememberShown(chat.id, newer.id, follow.id);
        QCOMPARE(store.leafBelow(chat.id, firstAnswer.id), follow.id);
        QCOMPARE(store.leafBelow(chat.id, 0), secondAnswer.id);  // the newest, where nothing is remembered
    }

    void showsNoBranchBelowADeletedTurn() {
        ChatStore store({freshPath()});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Branches"));
        const Turn question = turnIn(store, chat, 0, Role::User, QStringLiteral("q1"));
        const Turn answer = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("a1"));
        const Turn second = turnIn(store, chat, answer.id, Role::User, QStringLiteral("q2"));
        const Turn leaf = turnIn(store, chat, second.id, Role::Assistant, QStringLiteral("a2"));
        QVERIFY(store.isWhole(chat.id, leaf.id));
        store.setTurnDeleted(second.id, true);
        QVERIFY(!store.isWhole(chat.id, leaf.id));
        QCOMPARE(store.wholeLeaf(chat.id, leaf.id), answer.id);
        QCOMPARE(store.leafBelow(chat.id, question.id), answer.id);
        for (const Turn& turn : store.lastTurns(leaf.id, 1000))
            QVERIFY(turn.text != second.text);
        store.setTurnDeleted(question.id, true);
        QCOMPARE(store.wholeLeaf(chat.id, leaf.id), 0);
        store.setTurnDeleted(question.id, false);
        store.setTurnDeleted(second.id, false);
        QCOMPARE(store.wholeLeaf(chat.id, leaf.id), leaf.id);
        QVERIFY(store.isBelow(leaf.id, question.id) && !store.isBelow(question.id, leaf.id));
    }

    void readsLongPathsByPage() {
        ChatStore store({freshPath()});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Long"));
        TurnId parent = 0;
        for (int number = 0; number < 300; ++number)
            parent = turnIn(store, chat, parent, number % 2 ? Role::Assistant : Role::User, QString::number(number)).id;
        const QVector<Turn> last = store.path(parent, 64);
        QCOMPARE(last.size(), 64);
        QCOMPARE(last.last().text, QStringLiteral("299"));
        QCOMPARE(last.first().text, QStringLiteral("236"));
    }

    void marksWhatADeadProcessLeftAsInterrupted() {
        const QString path = freshPath();
        TurnId id = 0;
        {
            ChatStore store({path});
            ChatInfo chat = emptyChatIn(store, QStringLiteral("Chat"));
            Turn turn = turnIn(store, chat, 0, Role::Assistant, QStringLiteral("half an ans"));
            turn.state = TurnState::Streaming;
            QVERIFY(store.saveTurn(turn));
            id = turn.id;
        }
        ChatStore store({path});
        QCOMPARE(store.turn(id)->state, TurnState::Interrupted);
        QCOMPARE(store.turn(id)->text, QStringLiteral("half an ans"));
        QVERIFY(store.newTurnId() > id);
    }

    void opensANewerSchemaForReadingOnly() {
        const QString path = freshPath();
        ChatId id = 0;
        {
            ChatStore store({path});
            id = emptyChatIn(store, QStringLiteral("From the future")).id;
        }
        runSql(path, {QStringLiteral("PRAGMA user_version = 99")});
        ChatStore store({path});
        QVERIFY(store.readOnlyReason().contains(QStringLiteral("99")));
        QCOMPARE(store.chats().size(), 1);
        ChatInfo changed = store.chats().first();
        changed.title = QStringLiteral("Changed");
        QVERIFY(!store.saveChat(changed));
        QCOMPARE(store.chats().first().title, QStringLiteral("Changed"));  // on screen, unsaved
        QCOMPARE(store.unsavedCount(), 1);
        QVERIFY(!store.setChatDeleted(id, true));
        QVERIFY(store.chats().isEmpty());  // on screen, too
    }

    void leavesADamagedFileAlone() {
        const QString path = freshPath();
        const QByteArray garbage(20000, 'x');
        {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(garbage);
        }
        {
            ChatStore store({path});
            QVERIFY(store.readOnlyReason().contains(QStringLiteral("damaged")));
            ChatInfo chat = emptyChatIn(store, QStringLiteral("Only in memory"));
            const Turn turn = turnIn(store, chat, 0, Role::User, QStringLiteral("still here"));
            QCOMPARE(store.path(turn.id, 5).size(), 1);
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), garbage);
    }

    void keepsTextThatAFullDiskRefuses() {
        const QString path = freshPath();
        ChatInfo chat;
        {
            ChatStore store({path, 40});
            chat = emptyChatIn(store, QStringLiteral("Chat"));
            const Turn small = turnIn(store, chat, 0, Role::User, QStringLiteral("fits"));
            QSignalSpy unsaved(&store, &ChatStore::unsavedChanged);
            const QString big(400000, QLatin1Char('b'));
            const Turn turn = turnIn(store, chat, small.id, Role::User, big);
            QVERIFY(store.isUnsaved(turn.id));
            QVERIFY(store.unsavedCount() > 0);
            QVERIFY2(store.lastError().contains(QStringLiteral("full")), qPrintable(store.lastError()));
            QCOMPARE(unsaved.count(), 1);
            QCOMPARE(store.path(turn.id, 5).size(), 2);  // still on screen
            QCOMPARE(store.turn(turn.id)->text, big);
            QVERIFY(!store.retry());

            // Room again: the next write takes everything along.
            Turn shorter = turn;
            shorter.text = QStringLiteral("now it fits");
            QVERIFY(store.saveTurn(shorter));
            QCOMPARE(store.unsavedCount(), 0);
            QVERIFY(store.lastError().isEmpty());
        }
        ChatStore store({path});
        QCOMPARE(store.path(store.chats().first().leaf, 5).last().text, QStringLiteral("now it fits"));
    }

    void keepsDeletedChatsForAMonth() {
        const QString path = freshPath();
        ChatInfo chat;
        {
            ChatStore store({path});
            chat = emptyChatIn(store, QStringLiteral("Chat"));
            turnIn(store, chat, 0, Role::User, QStringLiteral("said"));
            QVERIFY(store.saveDraft(chat.id, {.text = QStringLiteral("typed")}));
            QVERIFY(store.setChatDeleted(chat.id, true));
        }
        {
            ChatStore store({path});
            QVERIFY(store.chats().isEmpty());
            QVERIFY(store.setChatDeleted(chat.id, false));
            QCOMPARE(store.chats().size(), 1);
            QCOMPARE(store.path(chat.leaf, 9).size(), 1);
            QCOMPARE(store.draft(chat.id).text, QStringLiteral("typed"));
        }
        const qint64 days = 24LL * 3600 * 1000;
        for (const auto& [age, kept] : {std::pair(29, 1), std::pair(31, 0)}) {
            const qint64 when = QDateTime::currentMSecsSinceEpoch() - age * days;
            runSql(path, {QStringLiteral("UPDATE chats SET deleted = %1").arg(when)});
            ChatStore store({path});
            store.setChatDeleted(chat.id, false);
            QCOMPARE(store.chats().size(), kept);
            QCOMPARE(store.hasTurns(chat.id), kept == 1);
            QCOMPARE(store.draft(chat.id).isEmpty(), kept == 0);
        }
    }

    void listsTheNewerOfTwoOfTheSameMomentFirst() {
        ChatStore store({freshPath()});
        ChatInfo first = emptyChatIn(store, QStringLiteral("first")),
                 second = emptyChatIn(store, QStringLiteral("second"));
        first.updated = second.updated = 5000;
        store.saveChats({second, first});
        QCOMPARE(store.chats()[0].id, second.id);
        QCOMPARE(store.chats()[1].id, first.id);
    }

    /// A file that cannot be written to: whatever is changed is read from memory, beside what is in the file.
    void readsWhatIsUnsavedInPlaceOfWhatIsSaved() {
        const QString path = freshPath();
        ChatInfo chat, plain;
        Turn question, answer, other, gone;
        {
            ChatStore store({path});
            chat = emptyChatIn(store, QStringLiteral("Chat"), 0);
            question = turnIn(store, chat, 0, Role::User, QStringLiteral("question"));
            answer = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("answer"));
            other = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("another"));
            gone = turnIn(store, chat, other.id, Role::User, QStringLiteral("gone"));
            plain = emptyChatIn(store, QStringLiteral("Nothing of it is deleted"), 1);
            turnIn(store, plain, 0, Role::User, QStringLiteral("plain"));
            store.setTurnDeleted(gone.id, true);
            store.rememberShown(chat.id, other.id, answer.id);
            store.setCurrentChat(chat.id);
        }
        runSql(path, {QStringLiteral("PRAGMA user_version = 99")});
        ChatStore store({path});
        QCOMPARE(store.leafBelow(chat.id, question.id), answer.id);
        QVERIFY(!store.hasUnsavedWork());

        // Which tab is where, or in front, and words that were taken back are no work.
        ChatInfo changed = chat;
        changed.tab = 3;
        store.saveChat(changed);
        store.saveDraft(chat.id, {});
        QVERIFY(!store.setCurrentChat(77));
        QCOMPARE(store.currentChat(), 77);
        QVERIFY(!store.hasUnsavedWork());
        changed.settings.answerTokens = 3;
        store.saveChat(changed);
        QVERIFY(store.hasUnsavedWork());
        store.saveChat(chat);
        store.saveDraft(chat.id, {.text = QStringLiteral("typed")});
        QVERIFY(store.hasUnsavedWork());
        store.saveDraft(chat.id, {});

        store.setTurnDeleted(plain.leaf, true);
        QVERIFY(!store.isWhole(plain.id, plain.leaf));
        question.text = QStringLiteral("question, in other words");
        store.saveTurn(question);
        QCOMPARE(store.lastTurns(other.id, 1000).first().text, question.text);
        answer.text = QStringLiteral("answer, and more");
        store.saveTurn(answer);
        QCOMPARE(store.children(chat.id, question.id), (QVector<TurnId>{answer.id, other.id}));
        QCOMPARE(store.lastTurns(answer.id, 1000).last().text, answer.text);
        const Turn below = turnIn(store, chat, answer.id, Role::User, QStringLiteral("below"));
        const Turn last = turnIn(store, chat, below.id, Role::Assistant, QStringLiteral("last"));
        QCOMPARE(store.depth(last.id), 4);
        QCOMPARE(store.lastTurns(last.id, 1000).size(), 4);
        QCOMPARE(store.leafBelow(chat.id, question.id), last.id);
        QVERIFY(store.isBelow(last.id, question.id) && !store.isBelow(last.id, other.id));

        QVERIFY(store.isWhole(chat.id, last.id));
        store.setTurnDeleted(below.id, true);
        QVERIFY(!store.turn(below.id));
        QVERIFY(!store.isWhole(chat.id, last.id));
        QCOMPARE(store.wholeLeaf(chat.id, last.id), answer.id);
        store.setTurnDeleted(answer.id, true);
        QVERIFY(!store.turn(answer.id));
        QCOMPARE(store.wholeLeaf(chat.id, last.id), other.id);
        QCOMPARE(store.leafBelow(chat.id, question.id), other.id);
        // A deletion of before, undone.
        store.setTurnDeleted(gone.id, false);
        QCOMPARE(store.children(chat.id, other.id), QVector<TurnId>{gone.id});
        QCOMPARE(store.leafBelow(chat.id, question.id), gone.id);
        QCOMPARE(store.turn(gone.id)->text, QStringLiteral("gone"));
        for (const Turn& turn : store.lastTurns(last.id, 1000))
            QVERIFY(turn.text != answer.text);  // nothing of what is deleted
        // One above it is not made good by that.
        store.setTurnDeleted(other.id, true);
        QVERIFY(!store.isWhole(chat.id, gone.id));
        QCOMPARE(store.wholeLeaf(chat.id, gone.id), question.id);
        store.setTurnDeleted(other.id, false);
        QVERIFY(store.isWhole(chat.id, gone.id));
        QVERIFY(!store.isWhole(chat.id, last.id));
        // Which of two is shown was remembered of one that is deleted.
        const Turn third = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("third"));
        QCOMPARE(store.leafBelow(chat.id, question.id), third.id);
        // Another first question: of the whole chat the newest is shown.
        const Turn first = turnIn(store, chat, 0, Role::User, QStringLiteral("asked anew"));
        QCOMPARE(store.leafBelow(chat.id, 0), first.id);
    }

    void keepsDraftsWithTheirAttachments() {
        const QString path = freshPath();
        Draft draft;
        ChatInfo chat;
        {
            ChatStore store({path});
            chat = emptyChatIn(store, QStringLiteral("Chat"));
            draft.text = QStringLiteral("new wording ");
            draft.editing = 7;
            draft.attachments = {{store.newAttachmentId(), QStringLiteral("a.txt"), QStringLiteral("漢字")},
                                 {store.newAttachmentId(), QString(), QString(100000, QLatin1Char('l'))}};
            draft.setAside = std::make_shared<Draft>();
            draft.setAside->text = QStringLiteral("before");
            draft.setAside->attachments = {{store.newAttachmentId(), QStringLiteral("b.txt"), QStringLiteral("b")}};
            QVERIFY(store.saveDraft(chat.id, draft));
            QCOMPARE(store.unsavedCount(), 0);
            QVERIFY(!store.hasUnsavedWork());
        }
        {
            ChatStore store({path});
            QVERIFY(store.draft(chat.id) == draft);
            QVERIFY(store.draft(chat.id + 1).isEmpty());
            QVERIFY(store.newAttachmentId() > draft.setAside->attachments[0].id);
            QCOMPARE(rowsOf(path, "attachments"), 3);
            draft.attachments.removeFirst();
            QVERIFY(store.saveDraft(chat.id, draft));
            QVERIFY(store.draft(chat.id) == draft);
            QCOMPARE(rowsOf(path, "attachments"), 2);  // what was taken out takes no room
            QVERIFY(store.saveDraft(chat.id, {}));
            QCOMPARE(rowsOf(path, "drafts"), 0);
        }
        ChatStore store({path});
        QCOMPARE(rowsOf(path, "attachments"), 0);
        QVERIFY(store.draft(chat.id).isEmpty());
        QVERIFY(store.hasUnsavedWork() == false);
    }

    void savesTurnsThoughADraftIsTooLarge() {
        ChatStore store({freshPath(), 60});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Chat"));
        Draft draft;
        draft.attachments = {{store.newAttachmentId(), QStringLiteral("a"), QString(400000, QLatin1Char('a'))}};
        QVERIFY(!store.saveDraft(chat.id, draft));
        const Turn turn = turnIn(store, chat, 0, Role::User, QStringLiteral("fits"));
        QVERIFY(!store.isUnsaved(turn.id));
        QVERIFY(store.draft(chat.id) == draft);
        QVERIFY(store.hasUnsavedWork());
    }

    /// kill -9 at random moments: what was acknowledged is there at the next start.
    void losesNothingAcknowledgedWhenKilled() {
        const QString path = freshPath();
        const int kills =
            qEnvironmentVariableIntValue("MW_STORE_KILLS") > 0 ? qEnvironmentVariableIntValue("MW_STORE_KILLS") : 100;
        qint64 acknowledged = 0, lost = 0, partial = 0;
        for (int kill = 0; kill < kills; ++kill) {
            QProcess writer;
            writer.start(QStringLiteral(MW_STORE_WRITER), {path});
            QByteArray output;
            while (!output.contains("text")) {  // a loaded machine takes its time
                QVERIFY(writer.waitForReadyRead(20000));
                output += writer.readAllStandardOutput();
            }
            QTest::qSleep(int(QRandomGenerator::global()->bounded(2, 25)));
            writer.kill();
            QVERIFY(writer.waitForFinished());
            output += writer.readAllStandardOutput();
            QHash<TurnId, qint64> expected;  // length of the text, 0 for a question
            const QList<QByteArray> lines = output.split('\n');
            for (const QByteArray& line : lines.mid(0, lines.size() - 1)) {
                const QList<QByteArray> words = line.split(' ');
                if (words[0] == "turn") expected[words[1].toLongLong()] = 0;
                if (words[0] == "text") expected[words[1].toLongLong()] = words[2].toLongLong();
            }
            ChatStore store({path});
            QVERIFY2(store.readOnlyReason().isEmpty(), qPrintable(store.readOnlyReason()));
            for (auto it = expected.cbegin(); it != expected.cend(); ++it) {
                ++acknowledged;
                const std::optional<Turn> turn = store.turn(it.key());
                if (!turn || turn->text.size() < *it) ++lost;
                if (turn && turn->state == TurnState::Interrupted) ++partial;
                if (turn) QVERIFY(turn->state != TurnState::Streaming);
            }
        }
        qInfo("%d kills, %lld messages acknowledged, %lld lost, %lld marked interrupted", kills, acknowledged, lost,
              partial);
        QVERIFY(acknowledged > kills);
        QVERIFY(partial > 0);
        QCOMPARE(lost, 0);
    }

    void writesInWellUnderAFrame() {
        ChatStore store({freshPath()});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Timing"));
        Turn turn = turnIn(store, chat, 0, Role::Assistant, QString());
        QVector<qint64> times;
        for (int flush = 0; flush < 400; ++flush) {  // an answer of some 8,000 tokens
            turn.text += QString(80, QLatin1Char('x'));
            QElapsedTimer timer;
            timer.start();
            store.saveTurn(turn);
            times.append(timer.nsecsElapsed());
        }
        std::sort(times.begin(), times.end());
        qInfo("saving a growing answer: median %.3f ms, longest %.3f ms", double(times[times.size() / 2]) / 1e6,
              double(times.last()) / 1e6);
        QVERIFY(times[times.size() / 2] < 20'000'000);  // a loaded machine may be slow, not this slow
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatStore)
#include "test_chat_store.moc"
