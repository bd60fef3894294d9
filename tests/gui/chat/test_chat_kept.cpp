// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of chats that cannot be saved when the program is ended and nobody can be asked.

#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "chat_bench.h"
#include "chat_exchange.h"
#include "kept_chats.h"
#include "small_disk.h"

namespace mw::gui {
namespace {

constexpr int kFewPages = 70;
constexpr int kContext = 1'000'000;  ///< takes the long text

QString longText() {
    return QString(400'000, QLatin1Char('l'));
}

QStringList textsOf(ChatStore& store, ChatId chat) {
    QStringList texts;
    for (const ChatInfo& info : store.chats())
        if (info.id == chat)
            for (const Turn& turn : store.path(info.leaf, 99))
                texts.append(turn.text);
    return texts;
}

}  // namespace

class TestChatKept : public QObject {
    Q_OBJECT

    /// Asks what a full disk takes, and then what it does not; returns what was kept.
    static QString endOnAFullDisk(const QTemporaryDir& folder, const QStringList& places) {
        Bench bench(folder, kFewPages);
        FakeEngine::load(bench.engine, kContext);
        playAnswer(bench.engine, bench.ask(QStringLiteral("first")), {QStringLiteral("answer")});
        bench.controller.saveAll();
        playAnswer(bench.engine, bench.ask(longText()), {QStringLiteral("not saved")});
        bench.controller.attach(bench.chat(), QStringLiteral("a.txt"), QStringLiteral("attached"));
        bench.chat()->setDraft({.text = QStringLiteral("typed"), .attachments = bench.chat()->draft().attachments});
        bool lost = true;
        const QString said = saveOrKeep(bench.controller, places, &lost);
        const QStringList kept = keptFiles(places);
        if (kept.isEmpty()) return {};
        return !lost && said.contains(kept.first()) && !said.contains(QLatin1Char('\n')) ? kept.first() : QString();
    }

    static QVector<ChatId> bringBack(Bench& bench, const QString& path) {
        ChatExchange exchange(bench.controller);
        QSignalSpy back(&exchange, &ChatExchange::broughtBack), failed(&exchange, &ChatExchange::failed);
        exchange.bringBack(path);
        if (!QTest::qWaitFor([&] { return back.count() + failed.count() > 0; }, 60'000) || back.isEmpty()) return {};
        return back[0][0].value<QVector<ChatId>>();
    }

 private slots:
    void keepsNothingWhereAllIsSaved() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, kContext);
        playAnswer(bench.engine, bench.ask(QStringLiteral("q")), {QStringLiteral("a")});
        bool lost = true;
        QCOMPARE(saveOrKeep(bench.controller, {folder.path()}, &lost), QString());
        QVERIFY(!lost);
        QCOMPARE(keptFiles({folder.path()}), QStringList());
    }

    void bringsBackWhatAFullDiskRefused() {
        QTemporaryDir folder, elsewhere;
        const QString kept = endOnAFullDisk(folder, {folder.filePath(QStringLiteral("not there")), elsewhere.path()});
        QVERIFY(kept.startsWith(elsewhere.path()));
        QCOMPARE(QFile::permissions(kept) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        Bench bench(folder);
        FakeEngine::load(bench.engine, kContext);
        QCOMPARE(bench.store.chats().size(), 1);
        const QVector<ChatId> back = bringBack(bench, kept);
        QCOMPARE(back.size(), 1);
        // In the place of what is here of it, not beside it.
        QCOMPARE(bench.store.chats().size(), 1);
        QCOMPARE(bench.store.chats().first().id, back.first());
        QCOMPARE(bench.controller.model().chats().size(), 1);
        QCOMPARE(textsOf(bench.store, back.first()), (QStringList{QStringLiteral("first"), QStringLiteral("answer"),
                                                                  longText(), QStringLiteral("not saved")}));
        const Draft draft = bench.store.draft(back.first());
        QCOMPARE(draft.text, QStringLiteral("typed"));
        QCOMPARE(draft.attachments.size(), 1);
        QCOMPARE(draft.attachments.first().text, QStringLiteral("attached"));
        QCOMPARE(keptFiles({elsewhere.path()}), QStringList());
        QVERIFY(!bench.controller.canUndo());
    }

    /// Nothing was asked since, so that the chat is of the same moment in the file and here.
    void bringsBackWhatWasOnlyTyped() {
        QTemporaryDir folder, elsewhere;
        {
            Bench bench(folder, kFewPages);
            FakeEngine::load(bench.engine, kContext);
            playAnswer(bench.engine, bench.ask(QStringLiteral("first")), {QStringLiteral("answer")});
            QVERIFY(bench.controller.saveAll());
            bench.controller.attach(bench.chat(), QStringLiteral("a.txt"), longText());
            bool lost = true;
            saveOrKeep(bench.controller, {elsewhere.path()}, &lost);
            QVERIFY(!lost);
        }
        QCOMPARE(keptFiles({elsewhere.path()}).size(), 1);
        Bench bench(folder);
        FakeEngine::load(bench.engine, kContext);
        const QVector<ChatId> back = bringBack(bench, keptFiles({elsewhere.path()}).first());
        QCOMPARE(back.size(), 1);
        QCOMPARE(bench.store.chats().size(), 1);
        QCOMPARE(bench.store.draft(back.first()).attachments.value(0).text, longText());
        QCOMPARE(textsOf(bench.store, back.first()), (QStringList{QStringLiteral("first"), QStringLiteral("answer")}));
    }

    void leavesAChatAloneThatWasGoneOnWith() {
        QTemporaryDir folder, elsewhere;
        const QString kept = endOnAFullDisk(folder, {elsewhere.path()});
        QVERIFY(!kept.isEmpty());
        Bench bench(folder);
        FakeEngine::load(bench.engine, kContext);
        const ChatId before = bench.store.chats().first().id;
        bench.controller.openChat(before);
        QTest::qWait(5);  // of another time
        playAnswer(bench.engine, bench.ask(QStringLiteral("since then")), {QStringLiteral("said")});
        const QVector<ChatId> back = bringBack(bench, kept);
        QCOMPARE(back.size(), 1);
        QCOMPARE(bench.store.chats().size(), 2);
        QVERIFY(textsOf(bench.store, before).contains(QStringLiteral("since then")));
        QVERIFY(textsOf(bench.store, back.first()).contains(QStringLiteral("not saved")));
    }

    void keepsTheFileWhereNothingCanBeSavedYet() {
        QTemporaryDir folder, elsewhere;
        const QString kept = endOnAFullDisk(folder, {elsewhere.path()});
        Bench bench(folder, kFewPages);
        FakeEngine::load(bench.engine, kContext);
        QCOMPARE(bringBack(bench, kept).size(), 0);
        QCOMPARE(keptFiles({elsewhere.path()}), QStringList{kept});
        QCOMPARE(bench.store.chats().size(), 1);
    }

    /// The chosen file has gone with its disk: what is on the screen is kept.
    void keepsWhatIsAtHandOfAFileThatCannotBeRead() {
        QTemporaryDir folder, elsewhere;
        {
            EngineThread engine;
            RecentModels recent;
            ModelSession session(engine, recent);
            ChatStore store({.path = folder.filePath(QStringLiteral("gone/chats.sqlite")), .mustExist = true});
            TemplateLibrary templates({QStringLiteral(":/templates"), folder.filePath(QStringLiteral("templates"))});
            ChatController controller(session, store, templates);
            FakeEngine::load(engine, kContext);
            Chat* chat = controller.newChat();
            for (const QString& question : {QStringLiteral("first"), longText()}) {
                controller.send(chat, question);
                playAnswer(engine, FakeEngine::of(engine).last().ticket, {QStringLiteral("answer")});
            }
            bool lost = true;
            saveOrKeep(controller, {elsewhere.path()}, &lost);
            QVERIFY(!lost);
        }
        const QStringList kept = keptFiles({elsewhere.path()});
        QCOMPARE(kept.size(), 1);
        QTemporaryDir other;
        Bench bench(other);
        const QVector<ChatId> back = bringBack(bench, kept.first());
        QCOMPARE(back.size(), 1);
        QCOMPARE(textsOf(bench.store, back.first()), (QStringList{QStringLiteral("first"), QStringLiteral("answer"),
                                                                  longText(), QStringLiteral("answer")}));
    }

    void saysWhatIsLostWhereNoPlaceTakesIt() {
        QTemporaryDir folder;
        Bench bench(folder, kFewPages);
        FakeEngine::load(bench.engine, kContext);
        bench.ask(longText());
        bool lost = false;
        const QString said = saveOrKeep(bench.controller, {folder.filePath(QStringLiteral("not there"))}, &lost);
        QVERIFY(lost);
        QVERIFY2(said.contains(QStringLiteral("full")) && said.contains(QStringLiteral("not there")), qPrintable(said));
    }

    /// A file of a few kB, all of which waits in a buffer until the end.
    void keepsNothingHalf() {
        QTemporaryDir folder, elsewhere;
        Bench bench(folder);
        FakeEngine::load(bench.engine, kContext);
        bench.chat();
        const SmallDisk full(10);
        bench.ask(QStringLiteral("short"));
        bool lost = false;
        const QString said = saveOrKeep(bench.controller, {elsewhere.path()}, &lost);
        QVERIFY2(lost, qPrintable(said));
        QCOMPARE(QDir(elsewhere.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void offersOnlyFilesOfThisPerson() {
        QTemporaryDir folder, elsewhere;
        const QString kept = endOnAFullDisk(folder, {elsewhere.path()});
        QVERIFY(QFile::link(kept, elsewhere.filePath(QStringLiteral("mixtral-workbench-unsaved-0.json"))));
        QVERIFY(QFile::copy(kept, elsewhere.filePath(QStringLiteral("other.json"))));
        QCOMPARE(keptFiles({elsewhere.path(), elsewhere.path()}), QStringList{kept});
        if (::geteuid() != 0) return;
        QCOMPARE(::chown(QFile::encodeName(kept).constData(), 12345, 12345), 0);
        QCOMPARE(keptFiles({elsewhere.path()}), QStringList());
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatKept)
#include "test_chat_kept.moc"
