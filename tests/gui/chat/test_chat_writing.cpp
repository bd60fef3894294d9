// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Long texts, which are written on a thread of their own.

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "store_bench.h"
#include "stuck_disk.h"

namespace mw::gui {
namespace {

constexpr int kMuch = 4'000'000;
constexpr int kCommitsInLog = 200;   ///< after so many the store has the log emptied
constexpr int kPatienceMs = 60'000;  ///< a busy machine takes its time
constexpr int kLongWaitMs = 12'000;  ///< several times what the store waits; without end it would be a minute and more

QString longText() {
    return QString(kMuch, QLatin1Char('t'));
}

}  // namespace

class TestChatWriting : public QObject {
    Q_OBJECT

    FreshFiles m_files;

    static int savedSize(const QString& path, TurnId turn) {
        OtherProgram other(path);
        return other.number(QStringLiteral("SELECT length(text) FROM turns WHERE id = %1").arg(turn));
    }

 private slots:
    void goesOnWhileALongTextIsWritten() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        QSignalSpy changed(&store, &ChatStore::unsavedChanged);
        const Turn turn = turnIn(store, chat, longText());
        QVERIFY(store.unsavedCount() > 0);   // it did not wait
        QVERIFY(!store.isUnsaved(turn.id));  // nothing has failed
        QCOMPARE(store.path(turn.id, 9).size(), 2);
        QCOMPARE(store.turn(turn.id)->text.size(), kMuch);
        // What is said meanwhile is not written past it.
        const Turn next = turnIn(store, chat, QStringLiteral("meanwhile"));
        Turn longer = turn;
        longer.text += QStringLiteral("!");
        store.saveTurn(longer);
        QVERIFY(!store.isUnsaved(next.id));
        store.setCurrentChat(chat.id);
        QTRY_COMPARE_WITH_TIMEOUT(store.unsavedCount(), 0, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(
            OtherProgram(path).number(QStringLiteral("SELECT value FROM window WHERE key = 'current_chat'")),
            int(chat.id), kPatienceMs);
        QCOMPARE(savedSize(path, turn.id), kMuch + 1);
        QCOMPARE(savedSize(path, next.id), 9);
        QCOMPARE(changed.count(), 0);
        QVERIFY(!store.hasUnsavedWork());
    }

    /// As a long answer that streams in would have it, were all of it written again with every word.
    void writesALongTextOnce() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        {
            OtherProgram other(path);
            QVERIFY(other.run("CREATE TABLE seen (id INTEGER)"));
            for (const char* event : {"INSERT", "UPDATE"})
                QVERIFY(other.run(qPrintable(QStringLiteral("CREATE TRIGGER see_%1 AFTER %1 ON turns BEGIN "
                                                            "INSERT INTO seen VALUES (new.id); END")
                                                 .arg(QLatin1String(event)))));
        }
        const Turn turn = turnIn(store, chat, longText());
        for (int more = 0; more < 20; ++more)
            turnIn(store, chat, QStringLiteral("meanwhile"));
        QTRY_COMPARE_WITH_TIMEOUT(store.unsavedCount(), 0, kPatienceMs);
        OtherProgram other(path);
        const int times = other.number(QStringLiteral("SELECT count(*) FROM seen WHERE id = %1").arg(turn.id));
        QVERIFY2(times >= 1 && times <= 3, qPrintable(QString::number(times)));
    }

    void waitsForItAtTheEnd() {
        const QString path = m_files.path();
        Turn turn, next;
        Draft draft;
        {
            ChatStore store({path});
            ChatInfo chat = chatIn(store, QStringLiteral("q"));
            turn = turnIn(store, chat, longText());
            next = turnIn(store, chat, QStringLiteral("meanwhile"));
            draft.attachments = {{store.newAttachmentId(), QStringLiteral("a"), longText()}};
            store.saveDraft(chat.id, draft);
        }
        ChatStore store({path});
        QCOMPARE(store.turn(turn.id)->text.size(), kMuch);
        QVERIFY(store.turn(next.id));
        QVERIFY(store.draft(turn.chat) == draft);
    }

    void saysWhetherItIsSavedWhenAsked() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        const Turn turn = turnIn(store, chat, longText());
        QVERIFY(store.retry());
        QCOMPARE(savedSize(path, turn.id), kMuch);
        QCOMPARE(store.unsavedCount(), 0);
        turnIn(store, chat, longText());
        QVERIFY(!store.hasUnsavedWork());  // as asked before the window closes
    }

    void keepsWhatAFullDiskRefusesAndMovesIt() {
        ChatStore store({.path = m_files.path(), .maxPages = 200, .retryMs = 50});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        QSignalSpy changed(&store, &ChatStore::unsavedChanged);
        const Turn turn = turnIn(store, chat, longText());
        QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, kPatienceMs);
        QVERIFY2(store.lastError().contains(QStringLiteral("full")), qPrintable(store.lastError()));
        QVERIFY(store.isUnsaved(turn.id));
        QTest::qWait(300);  // it is tried again
        QVERIFY(store.isUnsaved(turn.id));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(store.turn(turn.id)->text.size(), kMuch);
        QVERIFY(store.hasUnsavedWork());
        QVERIFY(!store.retry());
        const QString there = m_files.path();
        QString error;
        QVERIFY2(store.moveTo(there, &error), qPrintable(error));
        QCOMPARE(savedSize(there, turn.id), kMuch);
        QCOMPARE(store.unsavedCount(), 0);
    }

    void waitsForADiskThatDoesNotAnswerOnlyForAMoment() {
        const QString path = m_files.path(), there = m_files.path();
        Turn turn;
        {
            ChatStore store({path});
            ChatInfo chat = chatIn(store, QStringLiteral("q"));
            QSignalSpy changed(&store, &ChatStore::unsavedChanged);
            StuckDisk stuck(QFileInfo(path).path());
            turn = turnIn(store, chat, longText());
            QTRY_COMPARE(StuckDisk::waiting(), 1);
            QElapsedTimer timer;
            timer.start();
            QVERIFY(!store.retry());
            QVERIFY2(timer.elapsed() < kLongWaitMs, qPrintable(QString::number(timer.elapsed())));
            QVERIFY2(store.lastError().contains(QStringLiteral("answer")), qPrintable(store.lastError()));
            QVERIFY(store.isUnsaved(turn.id));
            QVERIFY(changed.count() > 0);
            timer.restart();
            QVERIFY(store.hasUnsavedWork());  // known by now
            QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
            // What is said meanwhile does not wait either, and all of it can be saved elsewhere.
            const Turn next = turnIn(store, chat, QStringLiteral("meanwhile"));
            QString error;
            QVERIFY2(store.moveTo(there, &error), qPrintable(error));
            QCOMPARE(savedSize(there, turn.id), kMuch);
            QCOMPARE(savedSize(there, next.id), 9);
            QVERIFY(store.lastError().isEmpty());
            QVERIFY(!store.hasUnsavedWork());
        }
        QCOMPARE(savedSize(there, turn.id), kMuch);
        QTRY_COMPARE(StuckDisk::waiting(), 0);
    }

    void savesByItselfWhenTheDiskAnswersAgain() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        Turn turn;
        {
            StuckDisk stuck(QFileInfo(path).path());
            turn = turnIn(store, chat, longText());
            QVERIFY(!store.retry());
        }
        QTRY_VERIFY_WITH_TIMEOUT(!store.hasUnsavedWork(), kPatienceMs);
        QTRY_VERIFY(store.lastError().isEmpty());
        QCOMPARE(savedSize(path, turn.id), kMuch);
    }

    /// At the end, small changes are written there, too.
    void endsThoughTheDiskDoesNotAnswer_data() {
        QTest::addColumn<int>("at");
        QTest::newRow("writing") << int(StuckDisk::At::Write);
        QTest::newRow("waiting for the disk") << int(StuckDisk::At::Sync);
    }
    void endsThoughTheDiskDoesNotAnswer() {
        QFETCH(int, at);
        const QString path = m_files.path();
        auto store = std::make_unique<ChatStore>(ChatStoreOptions{path});
        ChatInfo chat = chatIn(*store, QStringLiteral("q"));
        StuckDisk stuck(QFileInfo(path).path(), StuckDisk::At(at));
        store->gather();
        const Turn turn = turnIn(*store, chat, QStringLiteral("at the end"));
        QElapsedTimer timer;
        timer.start();
        store.reset();
        QVERIFY2(timer.elapsed() < kLongWaitMs, qPrintable(QString::number(timer.elapsed())));
        if (StuckDisk::At(at) == StuckDisk::At::Sync) QCOMPARE(savedSize(path, turn.id), 10);
    }

    void waitsForAnotherProgramsLockElsewhere() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        QSignalSpy changed(&store, &ChatStore::unsavedChanged);
        OtherProgram other(path);
        QVERIFY(other.run("BEGIN IMMEDIATE"));
        const Turn turn = turnIn(store, chat, longText());
        QTRY_VERIFY_WITH_TIMEOUT(changed.count() > 0, kPatienceMs);
        QVERIFY2(store.lastError().contains(QStringLiteral("locked")), qPrintable(store.lastError()));
        QVERIFY(store.isUnsaved(turn.id));
        QVERIFY(other.run("ROLLBACK"));
        QTRY_COMPARE_WITH_TIMEOUT(store.unsavedCount(), 0, kPatienceMs);
        QVERIFY(store.lastError().isEmpty());
        QVERIFY(!store.isUnsaved(turn.id));
    }

    void leavesADamagedFileAloneThatItMeetsThere() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        QSignalSpy reopened(&store, &ChatStore::reopened);
        {
            // Another table in the place of the index that has to be written to.
            OtherProgram other(path);
            QVERIFY(other.run("PRAGMA wal_checkpoint(TRUNCATE)"));
            QVERIFY(other.run("PRAGMA writable_schema = ON"));
            QVERIFY(other.run("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'turns_tree'"));
        }
        const Turn turn = turnIn(store, chat, longText());
        QTRY_COMPARE_WITH_TIMEOUT(reopened.count(), 1, kPatienceMs);
        QCOMPARE(store.trouble(), ChatDatabase::Trouble::Damaged);
        QCOMPARE(store.path(turn.id, 9).size(), 2);
        QVERIFY(store.hasUnsavedWork());
        QString error;
        QVERIFY2(store.moveTo(path, &error), qPrintable(error));
        QCOMPARE(savedSize(path, turn.id), kMuch);
    }

    /// Bringing it into the file waits for the disk, which the window must not.
    void theLogDoesNotGrow() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("q"));
        Turn turn = turnIn(store, chat, QStringLiteral("a"));
        const auto fileHolds = [&](const QString& text) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(text.toUtf8());
        };
        int commits = 2;
        for (int round = 0; round < 6; ++round) {
            QString mark;
            do {
                // Another text each time: what stays the same is not written again.
                mark = QStringLiteral("<%1>").arg(commits, 8);
                turn.text = mark.repeated(2000);
                QVERIFY(store.saveTurn(turn));
            } while (++commits % kCommitsInLog != 0);
            QTRY_VERIFY_WITH_TIMEOUT(fileHolds(mark + mark), kPatienceMs);
        }
        const qint64 size = QFileInfo(path + QStringLiteral("-wal")).size();
        QVERIFY2(size < 20'000'000, qPrintable(QString::number(size)));  // of some 30 that were written
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatWriting)
#include "test_chat_writing.moc"
