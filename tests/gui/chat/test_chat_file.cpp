// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What keeps a file of chats from being written to: locks, folders for reading only, full disks; and what ends that.

#include <sys/stat.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "file_lock.h"
#include "store_bench.h"

namespace mw::gui {
namespace {

using Trouble = ChatDatabase::Trouble;

constexpr int kMostMs = 150;  ///< for what must not wait; a loaded machine is slow

}  // namespace

class TestChatFile : public QObject {
    Q_OBJECT

    FreshFiles m_files;

    static void setMode(const QString& path, int mode) {
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode_t(mode)), 0);
    }

    /// What a process sees that is not root.
    static QStringList look(const QString& path) {
        QProcess process;
        process.start(QStringLiteral(MW_STORE_WRITER), {path, QStringLiteral("look")});
        process.waitForFinished(60000);
        return QString::fromLocal8Bit(process.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }

    void makeReadable(const QString& path) {
        for (QString folder = QFileInfo(path).absolutePath(); folder.startsWith(m_files.folder().path());
             folder = QFileInfo(folder).absolutePath())
            setMode(folder, 0755);
    }

 private slots:
    void neverWaitsForAnotherProgramsLock() {
        const QString path = m_files.path();
        ChatStore store({path});
        ChatInfo chat = chatIn(store, QStringLiteral("before"));
        QSignalSpy changed(&store, &ChatStore::unsavedChanged);
        OtherProgram other(path);
        QVERIFY(other.run("BEGIN IMMEDIATE"));
        QElapsedTimer timer;
        timer.start();
        const Turn turn = turnIn(store, chat, QStringLiteral("meanwhile"));
        QVERIFY2(timer.elapsed() < kMostMs, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(store.isUnsaved(turn.id));
        QCOMPARE(store.path(turn.id, 9).size(), 2);  // on screen
        QCOMPARE(changed.count(), 0);                // most locks last for moments
        QTRY_VERIFY(changed.count() > 0);            // this one does not
        QVERIFY2(store.lastError().contains(QStringLiteral("locked")), qPrintable(store.lastError()));
        QVERIFY(other.run("ROLLBACK"));
        QTRY_VERIFY_WITH_TIMEOUT(!store.isUnsaved(turn.id), 2000);  // by itself
        QVERIFY(store.lastError().isEmpty());
    }

    /// A file that another program was reading at the start has no log, so that a later lock keeps readers out, too.
    void takesNoLockForDamageOrForAnEmptyChat() {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("chats.sqlite"));
        ChatInfo chat;
        {
            ChatStore store({path});
            chat.id = store.newChatId();
            Turn question;
            question.id = chat.leaf = store.newTurnId();
            question.chat = chat.id;
            question.text = QStringLiteral("Question");
            QVERIFY(store.save(question, chat));
            Turn answer = question;
            answer.id = chat.leaf = store.newTurnId();
            answer.parent = question.id;
            answer.role = Role::Assistant;
            QVERIFY(store.save(answer, chat));
        }
        const QString name = QStringLiteral("other program");
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            other.setDatabaseName(path);
            QVERIFY(other.open());
            const auto run = [&](const char* sql) {
                QSqlQuery query(other);
                return query.exec(QString::fromLatin1(sql)) && (!query.isSelect() || query.next());
            };
            QVERIFY(run("PRAGMA journal_mode = DELETE") && run("BEGIN") && run("SELECT count(*) FROM turns"));
            ChatStore store({path});
            QVERIFY(run("COMMIT") && run("BEGIN EXCLUSIVE"));
            QVERIFY(store.hasTurns(chat.id));
            QCOMPARE(store.path(chat.leaf, 10).first().state, TurnState::Damaged);  // nothing is sent without it
            QCOMPARE(store.lastTurns(chat.leaf, 10).first().state, TurnState::Damaged);
            QVERIFY(store.trouble() != ChatDatabase::Trouble::Damaged);
            // What stands in for it has the role that its place has.
            Turn next;
            next.id = store.newTurnId();
            next.chat = chat.id;
            next.parent = chat.leaf;
            store.saveTurn(next);
            QCOMPARE(store.path(next.id, 10).first().role, Role::Assistant);
            next.role = Role::Assistant;
            store.saveTurn(next);
            QCOMPARE(store.path(next.id, 10).first().role, Role::User);
            QVERIFY(run("ROLLBACK"));
            QCOMPARE(store.path(chat.leaf, 10).first().text, QStringLiteral("Question"));
            QCOMPARE(store.lastTurns(chat.leaf, 10).first().text, QStringLiteral("Question"));
        }
        QSqlDatabase::removeDatabase(name);
    }

    void opensOnceAnotherProgramsLockIsGone() {
        const QString path = m_files.path();
        {
            ChatStore store({path});
            chatIn(store, QStringLiteral("kept"));
        }
        auto other = std::make_unique<OtherProgram>(path);
        QVERIFY(other->run("PRAGMA locking_mode = EXCLUSIVE") && other->run("BEGIN EXCLUSIVE") &&
                other->run("UPDATE chats SET tab = 0"));
        QElapsedTimer timer;
        timer.start();
        QTemporaryDir templates;
        EngineThread engine;
        ChatStore store({path});
        TemplateLibrary library({QStringLiteral(":/templates"), templates.path()});
        RecentModels recent;
        ModelSession session(engine, recent);
        ChatController controller(session, store, library);
        FakeEngine::load(engine);
        controller.newChat();  // as the program does where there is none
        QVERIFY2(timer.elapsed() < 10 * kMostMs, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(store.trouble(), Trouble::Busy);
        QVERIFY(store.readOnlyReason().contains(path));
        other.reset();
        QTRY_COMPARE_WITH_TIMEOUT(store.trouble(), Trouble::None, 5000);
        QCOMPARE(controller.model().chats().size(), 1);  // without the one that was made to have something
        QCOMPARE(controller.tabs().size(), 1);
        QCOMPARE(controller.current()->turns().size(), 1);
        QCOMPARE(controller.current()->turns()[0].text, QStringLiteral("kept"));
    }

    void aLockEndsWithItsProcess() {
        const QString path = m_files.path();
        QProcess writer;
        writer.start(QStringLiteral(MW_STORE_WRITER), {path});
        QVERIFY(writer.waitForReadyRead(20000));
        {
            ChatStore store({path});
            QCOMPARE(store.trouble(), Trouble::OpenElsewhere);
            QVERIFY(store.readOnlyReason().contains(QStringLiteral("Another Mixtral Workbench")));
        }
        writer.kill();
        QVERIFY(writer.waitForFinished());
        QVERIFY(QFile::exists(path + QStringLiteral(".lock")));  // left behind, and no lock any more
        ChatStore store({path});
        QCOMPARE(store.trouble(), Trouble::None);
    }

    void locksOnlyOnce() {
        const QString path = m_files.folder().filePath(QStringLiteral("lock"));
        {
            FileLock first(path), second(path);
            QCOMPARE(first.tryLock(), FileLock::Result::Held);
            QCOMPARE(second.tryLock(), FileLock::Result::HeldByOther);
        }
        QVERIFY(!QFile::exists(path));
        FileLock third(path);
        QCOMPARE(third.tryLock(), FileLock::Result::Held);
        FileLock nowhere(QStringLiteral("/proc/none/lock"));
        QCOMPARE(nowhere.tryLock(), FileLock::Result::Impossible);
        QVERIFY(!nowhere.error().isEmpty());
    }

    void aSecondWindowReadsAndTakesOverOnceTheFirstIsGone() {
        const QString path = m_files.path();
        auto first = std::make_unique<ChatStore>(ChatStoreOptions{path});
        ChatInfo chat = chatIn(*first, QStringLiteral("first"));
        const Turn answer = turnIn(*first, chat, QStringLiteral("answer"));
        ChatInfo later = chatIn(*first, QStringLiteral("later"));

        ChatStore second({path});
        QCOMPARE(second.trouble(), Trouble::OpenElsewhere);
        QCOMPARE(second.chats().size(), 2);
        QVERIFY(!second.hasUnsavedWork());
        // Looking around, as tabs are opened and branches switched, makes nothing saved look unsaved.
        second.rememberShown(chat.id, answer.id, answer.parent);
        ChatInfo opened = second.chats().first();
        opened.tab = 3;
        second.saveChat(opened);
        QVERIFY(!second.isUnsaved(answer.id) && !second.isUnsaved(answer.parent));
        QVERIFY(!second.hasUnsavedWork());
        // Both go on.
        ChatInfo mine = chat;
        const Turn own = turnIn(second, mine, QStringLiteral("said in the second"));
        QVERIFY(second.hasUnsavedWork() && second.isUnsaved(own.id));
        const Turn theirs = turnIn(*first, chat, QStringLiteral("said in the first"));
        QVERIFY(own.id != theirs.id);
        QVERIFY(!second.retry());
        later.updated = 99;
        later.title = QStringLiteral("renamed in the first");
        first->saveChat(later);
        first.reset();

        QVERIFY(second.retry());
        QCOMPARE(second.trouble(), Trouble::None);
        QCOMPARE(second.unsavedCount(), 0);
        QCOMPARE(second.turn(theirs.id)->text, QStringLiteral("said in the first"));
        QCOMPARE(second.turn(own.id)->text, QStringLiteral("said in the second"));
        QCOMPARE(second.turn(own.id)->branches, 2);
        QCOMPARE(second.chats().first().title, QStringLiteral("renamed in the first"));
    }

    /// Whatever is saved meanwhile, many times a second, must not put the next look at the file off.
    void takesOverWhileAnAnswerIsWritten() {
        const QString path = m_files.path();
        auto first = std::make_unique<ChatStore>(ChatStoreOptions{.path = path});
        ChatInfo chat = chatIn(*first, QStringLiteral("question"));
        ChatStore store({.path = path, .retryMs = 300});
        QCOMPARE(store.trouble(), Trouble::OpenElsewhere);
        Turn answer = turnIn(store, chat, QStringLiteral("a"));
        first.reset();
        QElapsedTimer timer;
        timer.start();
        while (store.isUnsaved(answer.id) && timer.elapsed() < 8000) {
            answer.text += QLatin1Char('a');
            store.saveTurn(answer);
            QTest::qWait(30);
        }
        QVERIFY(!store.isUnsaved(answer.id));
        QCOMPARE(store.trouble(), Trouble::None);
    }

    void showsChatsOfAFolderForReadingOnly_data() {
        QTest::addColumn<bool>("stale");
        QTest::addColumn<bool>("killed");
        QTest::newRow("closed properly") << false << false;
        QTest::newRow("with a lock left behind") << true << false;
        QTest::newRow("killed before, its log not taken over") << true << true;
    }

    void showsChatsOfAFolderForReadingOnly() {
        QFETCH(bool, stale);
        QFETCH(bool, killed);
        const QString path = m_files.path();
        const QString folder = QFileInfo(path).absolutePath();
        {
            ChatStore store({path});
            chatIn(store, QStringLiteral("to be seen"));
            if (killed) {  // what is on disk at this moment
                for (const char* name : {"", "-wal"})
                    QVERIFY(QFile::copy(path + QLatin1String(name),
                                        folder + QStringLiteral("/copy") + QLatin1String(name)));
            }
        }
        if (killed) {
            QFile::remove(path);
            for (const char* name : {"", "-wal"})
                QVERIFY(
                    QFile::rename(folder + QStringLiteral("/copy") + QLatin1String(name), path + QLatin1String(name)));
            QVERIFY(QFileInfo(path + QStringLiteral("-wal")).size() > 0);
        }
        if (stale) {
            QFile lock(path + QStringLiteral(".lock"));
            QVERIFY(lock.open(QIODevice::WriteOnly));
            lock.write("12345\nmixtral-workbench\nhost\n");
        }
        for (const QString& name : QDir(folder).entryList(QDir::Files))
            setMode(folder + QLatin1Char('/') + name, 0444);
        makeReadable(path);
        setMode(folder, 0555);
        const QStringList seen = look(path);
        setMode(folder, 0755);
        QVERIFY2(seen.size() == 3, qPrintable(seen.join(QLatin1Char('\n'))));
        QCOMPARE(seen[0], QStringLiteral("trouble %1").arg(int(Trouble::ReadOnly)));
        QVERIFY2(seen[1].contains(folder) && seen[1].contains(QStringLiteral("nothing is saved")), qPrintable(seen[1]));
        QCOMPARE(seen[2], QStringLiteral("to be seen"));
    }

    void showsChatsOfAFileForReadingOnly() {
        const QString path = m_files.path();
        {
            ChatStore store({path});
            chatIn(store, QStringLiteral("to be seen"));
        }
        makeReadable(path);
        setMode(QFileInfo(path).absolutePath(), 0777);
        setMode(path, 0444);
        const QStringList seen = look(path);
        QVERIFY2(seen.size() == 3, qPrintable(seen.join(QLatin1Char('\n'))));
        QCOMPARE(seen[0], QStringLiteral("trouble %1").arg(int(Trouble::ReadOnly)));
        QVERIFY2(seen[1].contains(path), qPrintable(seen[1]));
        QCOMPARE(seen[2], QStringLiteral("to be seen"));
    }

    void saysWhereTheFileIsMissing() {
        const QString path = m_files.folder().filePath(QStringLiteral("unplugged/chats.sqlite"));
        ChatStore store({.path = path, .mustExist = true});
        QCOMPARE(store.trouble(), Trouble::Missing);
        QVERIFY(store.readOnlyReason().contains(path));
        QVERIFY(!QFile::exists(path));
        chatIn(store, QStringLiteral("said meanwhile"));
        QVERIFY(!store.retry());
        const QString other = m_files.path();
        QSignalSpy moved(&store, &ChatStore::moved);
        QVERIFY(store.goTo(other));
        QCOMPARE(moved.count(), 1);
        QCOMPARE(ChatStore({other}).chats().size(), 1);
    }

    void opensAMissingFileByItselfOnceItIsBack() {
        const QString path = m_files.path(), folder = QFileInfo(path).absolutePath(), away = folder + "-away";
        {
            ChatStore store({path});
            chatIn(store, QStringLiteral("kept"));
        }
        QVERIFY(QDir().rename(folder, away));
        ChatStore store({.path = path, .retryMs = 50, .mustExist = true});
        QCOMPARE(store.trouble(), Trouble::Missing);
        QVERIFY(store.chats().isEmpty());
        const ChatInfo chat = chatIn(store, QStringLiteral("said meanwhile"));
        QTest::qWait(200);
        QVERIFY(store.isUnsaved(chat.leaf));
        QVERIFY(QDir().rename(away, folder));
        QTRY_COMPARE(store.unsavedCount(), 0);
        QCOMPARE(store.trouble(), Trouble::None);
        QCOMPARE(store.chats().size(), 2);
    }

    void triesAgainByItselfOnceThereIsRoom() {
        const QString path = m_files.path();
        ChatStore store({.path = path, .maxPages = 60, .retryMs = 50});
        ChatInfo filling = chatIn(store, QString(150000, QLatin1Char('f')));
        ChatInfo chat = chatIn(store, QStringLiteral("chat"));
        const Turn turn = turnIn(store, chat, QString(100000, QLatin1Char('t')));
        QVERIFY(store.isUnsaved(turn.id));
        QTest::qWait(200);
        QVERIFY(store.isUnsaved(turn.id));
        OtherProgram other(path);
        QVERIFY(other.run("DELETE FROM turns WHERE length(text) = 150000"));
        QTRY_VERIFY2(!store.isUnsaved(turn.id), qPrintable(store.lastError()));
        QCOMPARE(store.unsavedCount(), 0);
        QVERIFY(filling.id != chat.id);
    }

    void movesEverythingFromAFullDisk() {
        const QString path = m_files.path(), there = m_files.path();
        QFile(there).open(QIODevice::WriteOnly);  // the file dialog has asked
        ChatInfo chat;
        Turn last;
        {
            ChatStore store({path, 40});
            chat = chatIn(store, QStringLiteral("question"));
            last = turnIn(store, chat, QString(400000, QLatin1Char('t')));
            QVERIFY(!store.saveDraft(chat.id, {.text = QStringLiteral("typed")}));
            QVERIFY(store.hasUnsavedWork());
            QString error;
            QVERIFY(!store.moveTo(path, &error));
            QVERIFY(!error.isEmpty());
            QVERIFY(!store.moveTo(QStringLiteral("/proc/none/chats.sqlite"), &error));
            QVERIFY(store.hasUnsavedWork());
            QVERIFY2(store.moveTo(there, &error), qPrintable(error));
            QVERIFY(!store.hasUnsavedWork());
            QVERIFY(QFile::exists(there + QStringLiteral(".old")));
            QVERIFY(!QFile::exists(there + QStringLiteral(".part")));
            QCOMPARE(ChatStore({there}).trouble(), Trouble::OpenElsewhere);  // it is kept there from now on
        }
        ChatStore store({there});
        QCOMPARE(store.path(last.id, 9).size(), 2);
        QCOMPARE(store.turn(last.id)->text.size(), 400000);
        QCOMPARE(store.draft(chat.id).text, QStringLiteral("typed"));
    }

    void takesNoFileThatAnotherWindowHas() {
        const QString path = m_files.path(), there = m_files.path();
        ChatStore other({there});
        chatIn(other, QStringLiteral("theirs"));
        ChatStore store({path});
        chatIn(store, QStringLiteral("mine"));
        QString error;
        QVERIFY(!store.moveTo(there, &error));
        QVERIFY(!error.isEmpty());
        QCOMPARE(store.path(), path);
        QCOMPARE(other.chats().size(), 1);
        QCOMPARE(other.chats().first().title, QStringLiteral("theirs"));
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatFile)
#include "test_chat_file.moc"
