// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Files of chats as earlier versions left them: they open, with all that was in them, and go on.

#include <QFile>
#include <QTest>

#include "chat_reader.h"
#include "store_bench.h"

namespace mw::gui {

class TestChatMigration : public QObject {
    Q_OBJECT

    FreshFiles m_files;

    /// A file that a dump was read into.
    QString fileOf(const char* dump) {
        const QString path = m_files.path();
        QFile file(QStringLiteral(MW_TEST_DATA "/chats/") + QLatin1String(dump));
        if (!file.open(QIODevice::ReadOnly)) return {};
        OtherProgram other(path);
        for (const QByteArray& line : file.readAll().split('\n'))
            if (!line.isEmpty() && !other.run(line.constData())) return {};
        return path;
    }

 private slots:
    void opensAFileOfTheSecondSchema() {
        const QString path = fileOf("schema-2.sql");
        QVERIFY(!path.isEmpty());
        QStringList identities;
        for (int start = 0; start < 2; ++start) {
            ChatStore store({path});
            QCOMPARE(store.trouble(), ChatDatabase::Trouble::None);
            const QVector<ChatInfo> chats = store.chats();
            QCOMPARE(chats.size(), 2);  // the third one was deleted
            const ChatInfo& named = chats.first();
            QCOMPARE(named.title, QStringLiteral("Named by hand"));
            QVERIFY(named.named && !named.pinned && !named.archived && named.folder.isEmpty());
            QCOMPARE(named.settings.sampling.temperature, 0.25f);
            QCOMPARE(named.words, QStringLiteral("Second answer"));
            QCOMPARE(chats.last().words.size(), qsizetype(kWords));
            QVERIFY(chats.last().words.startsWith(QStringLiteral("The quick brown fox")));
            const QVector<Turn> turns = store.path(named.leaf, 10);
            QCOMPARE(turns.size(), 2);
            QCOMPARE(turns.last().branches, 2);
            QCOMPARE(turns.last().state, TurnState::Cut);
            QCOMPARE(store.turn(2)->state, TurnState::Interrupted);
            QCOMPARE(store.turn(2)->text.size(), 992);
            QCOMPARE(store.draft(named.id).attachments.first().name, QStringLiteral("notes.txt"));
            QCOMPARE(store.currentChat(), named.id);
            for (const ChatInfo& chat : chats)
                QCOMPARE(chat.identity.size(), 32);
            QVERIFY(chats[0].identity != chats[1].identity);
            const QStringList now{chats[0].identity, chats[1].identity};
            QVERIFY(start == 0 || now == identities);  // for good
            identities = now;
        }
    }

    /// Of a program that was killed while it answered; nobody knew then how answers were made.
    void opensAFileOfTheThirdSchema() {
        const QString path = fileOf("schema-3.sql");
        QVERIFY(!path.isEmpty());
        Turn made;
        for (int start = 0; start < 2; ++start) {
            ChatStore store({path});
            QCOMPARE(store.trouble(), ChatDatabase::Trouble::None);
            const QVector<ChatInfo> chats = store.chats();
            QCOMPARE(chats.size(), 3);
            const ChatInfo& story = chats[0];
            const ChatInfo& experts = chats[1];
            QCOMPARE(story.title, QStringLiteral("Tell me a story"));
            QCOMPARE(experts.title, QStringLiteral("What is a mixture of experts?"));
            QVERIFY(experts.pinned && !story.pinned);
            QCOMPARE(experts.settings.templateName, QStringLiteral("Demo model"));
            QCOMPARE(store.draft(experts.id).text, QStringLiteral("not sent yet"));
            QCOMPARE(store.currentChat(), story.id);
            QVector<Turn> turns = store.path(experts.leaf, 10);
            if (start == 1) QCOMPARE(turns.takeLast(), made);
            QCOMPARE(turns.size(), 4);
            QCOMPARE(turns[1].branches, 2);
            QCOMPARE(turns[1].promptTokens, 26);
            QCOMPARE(turns[1].tokens, 41);
            QVERIFY(turns[3].text.startsWith(QStringLiteral("Edit a question and ask again")));
            const std::optional<Turn> killed = store.turn(story.leaf);
            QCOMPARE(killed->state, TurnState::Interrupted);
            QVERIFY(killed->text.endsWith(QStringLiteral("a city of bells")));
            for (const Turn& turn : turns + QVector<Turn>{*killed})
                QVERIFY(turn.state != TurnState::Damaged && turn.model.isEmpty() && !turn.seed &&
                        turn.firstTokenMs == 0 && turn.finish.isEmpty());
            if (start == 1) break;
            made = {
                .id = store.newTurnId(), .chat = experts.id, .parent = experts.leaf, .text = QStringLiteral("more")};
            made.model = QStringLiteral("Mixtral 8x7B");
            made.seed = ~quint64(0);
            made.firstTokenMs = 12.5;
            made.finish = QStringLiteral("eos");
            ChatInfo longer = experts;
            longer.leaf = made.id;
            QVERIFY(store.save(made, longer));
        }
    }

    /// The program that looks may not write it, so it stays as it was.
    void readsAFileOfTheThirdSchemaAsItIs() {
        const QString path = fileOf("schema-3.sql");
        ChatPlace place;
        place.address = path;
        place.schema = 3;
        ChatReader reader(place);
        QCOMPARE(reader.chats().size(), 3);
        const std::optional<ArchivedChat> chat = reader.read(2);
        QVERIFY(chat && chat->turns.size() == 5);
        QVERIFY(chat->turns[1].finish.isEmpty() && !chat->turns[1].seed);
        QCOMPARE(OtherProgram(path).number(QStringLiteral("PRAGMA user_version")), 3);
    }

    void keepsWhatListsSayOfChats() {
        const QString path = m_files.path();
        ChatInfo chat;
        {
            ChatStore store({path});
            chat = chatIn(store, QStringLiteral("question"));
            chat.pinned = chat.archived = true;
            chat.folder = QStringLiteral("Work");
            chat.words = QStringLiteral("the answer");
            chat.identity = newIdentity();
            QVERIFY(store.saveChat(chat));
        }
        ChatStore store({path});
        QCOMPARE(store.chats().value(0), chat);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatMigration)
#include "test_chat_migration.moc"
