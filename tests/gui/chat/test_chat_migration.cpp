// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Files of chats as earlier versions left them: they open, with all that was in them, and go on.

#include <QFile>
#include <QTest>

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
