// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is copied of a file of chats: all of a whole one, and what stands in for turns that are lost.

#include <QTest>

#include "chat_rescue.h"
#include "store_bench.h"

namespace mw::gui {
namespace {

constexpr const char* kTables[] = {"chats", "turns", "drafts", "attachments", "window"};

QVector<QVariantList> rowsOf(const ChatDatabase& file, const char* table) {
    return file.run(QStringLiteral("SELECT * FROM %1 ORDER BY 1").arg(QLatin1String(table))).rows;
}

Turn turnOf(ChatStore& store, ChatInfo& chat, Role role) {
    Turn turn;
    turn.id = store.newTurnId();
    turn.chat = chat.id;
    turn.parent = chat.leaf;
    turn.role = role;
    turn.text = QStringLiteral("turn %1").arg(turn.id);
    chat.leaf = turn.id;
    store.save(turn, chat);
    return turn;
}

/// Turns that nothing is left of but what the index knows: where they stood.
void loseButFromTheIndex(const QString& path, const char* ids) {
    int root = 0;
    {
        OtherProgram other(path);
        root = other.number(QStringLiteral("SELECT rootpage FROM sqlite_schema WHERE name = 'turns_tree'"));
        QVERIFY(root > 0);
        QVERIFY(other.run("PRAGMA writable_schema = ON"));
        QVERIFY(other.run("DELETE FROM sqlite_schema WHERE name = 'turns_tree'"));
    }
    {
        OtherProgram other(path);
        QVERIFY(other.run(("DELETE FROM turns WHERE id IN (" + std::string(ids) + ")").c_str()));
        QVERIFY(other.run("PRAGMA writable_schema = ON"));
        QVERIFY(other.run(("INSERT INTO sqlite_schema VALUES ('index', 'turns_tree', 'turns', " + std::to_string(root) +
                           ", 'CREATE INDEX turns_tree ON turns (chat, parent, deleted)')")
                              .c_str()));
    }
}

}  // namespace

class TestChatRescue : public QObject {
    Q_OBJECT

    FreshFiles m_files;

    /// The turns of a copy that stand in for others.
    static QVector<QVariantList> standIns(const ChatDatabase& copy) {
        return copy
            .run(QStringLiteral("SELECT id, chat, parent, role FROM turns WHERE state = '%1' ORDER BY id")
                     .arg(turnStateName(TurnState::Damaged)))
            .rows;
    }

 private slots:
    void copiesEverythingOfAWholeFile() {
        const QString path = m_files.path();
        {
            ChatStore store({path});
            ChatInfo first = chatIn(store, QStringLiteral("first"));
            ChatInfo second = chatIn(store, QStringLiteral("second"));
            const ChatInfo deleted = chatIn(store, QStringLiteral("deleted"));
            for (int turn = 0; turn < 450; ++turn)  // more than are read at once
                turnOf(store, second, turn % 2 == 0 ? Role::Assistant : Role::User);
            const TurnId fork = turnOf(store, first, Role::Assistant).id;
            const TurnId other = turnOf(store, first, Role::User).id;
            first.leaf = fork;
            const TurnId shown = turnOf(store, first, Role::User).id;
            store.rememberShown(first.id, other, shown);
            store.setTurnDeleted(other, true);
            store.setChatDeleted(deleted.id, true);
            Draft draft{.text = QStringLiteral("half a")};
            draft.attachments = {{store.newAttachmentId(), QStringLiteral("a.txt"), QStringLiteral("attached")},
                                 {store.newAttachmentId(), QStringLiteral("b.txt"), QStringLiteral("too")}};
            store.saveDraft(second.id, draft);
            store.setCurrentChat(second.id);
            QCOMPARE(store.unsavedCount(), 0);
        }
        const auto from = ChatDatabase::open(path);
        const auto to = ChatDatabase::inMemory();
        const Rescued rescued = copyReadable(*from, *to);
        QVERIFY2(rescued.error.isEmpty(), qPrintable(rescued.error));
        QCOMPARE(rescued.turns, 456);
        QCOMPARE(rescued.chats, 3);
        QCOMPARE(rescued.damagedTurns, 0);
        QCOMPARE(rescued.damagedChats, 0);
        for (const char* table : kTables) {
            QVERIFY2(!rowsOf(*from, table).isEmpty(), table);
            QVERIFY2(rowsOf(*to, table) == rowsOf(*from, table), table);
        }
    }

    void whatOnlyTheIndexKnowsHasItsPlaceAndItsRole() {
        const QString path = m_files.path();
        ChatInfo chat, other;
        {
            ChatStore store({path});
            chat.id = store.newChatId();
            other.id = store.newChatId();
            for (const Role role :
                 {Role::User, Role::Assistant, Role::User, Role::Assistant, Role::User, Role::Assistant})
                turnOf(store, chat, role);
            turnOf(store, other, Role::User);
            turnOf(store, other, Role::Assistant);
        }
        {
            OtherProgram program(path);
            QVERIFY(program.run("UPDATE turns SET parent = 30 WHERE id = 8"));  // it follows what comes after it
        }
        loseButFromTheIndex(path, "2, 3, 5, 6, 8");
        const auto from = ChatDatabase::open(path);
        const auto to = ChatDatabase::inMemory();
        const Rescued rescued = copyReadable(*from, *to);
        QVERIFY2(rescued.error.isEmpty(), qPrintable(rescued.error));
        QCOMPARE(rescued.turns, 3);
        QCOMPARE(rescued.damagedTurns, 5);
        const QString user = QStringLiteral("user"), assistant = QStringLiteral("assistant");
        QCOMPARE(standIns(*to), (QVector<QVariantList>{{2, chat.id, 1, assistant},
                                                       {3, chat.id, 2, user},
                                                       {5, chat.id, 4, user},
                                                       {6, chat.id, 5, assistant},
                                                       {8, other.id, 0, user}}));
    }

    void whatNothingKnowsButItsAnswerFollowsTheNewestBeforeIt() {
        const QString path = m_files.path();
        ChatInfo chat, other;
        {
            ChatStore store({path});
            chat.id = store.newChatId();
            other.id = store.newChatId();
            turnOf(store, chat, Role::User);                                // 1
            const TurnId answer = turnOf(store, chat, Role::Assistant).id;  // 2
            chat.leaf = 1;
            store.setTurnDeleted(turnOf(store, chat, Role::Assistant).id, true);  // 3
            turnOf(store, other, Role::User);                                     // 4
            chat.leaf = answer;
            turnOf(store, chat, Role::User);       // 5
            turnOf(store, chat, Role::Assistant);  // 6
            store.setCurrentChat(other.id);
        }
        {
            OtherProgram program(path);
            QVERIFY(program.run("DELETE FROM turns WHERE id = 5"));
        }
        const auto from = ChatDatabase::open(path);
        const auto to = ChatDatabase::inMemory();
        const Rescued rescued = copyReadable(*from, *to);
        QCOMPARE(rescued.turns, 5);
        QCOMPARE(rescued.damagedTurns, 1);
        QCOMPARE(standIns(*to), (QVector<QVariantList>{{5, chat.id, 2, QStringLiteral("user")}}));
    }

    /// Whoever wrote what follows it, somebody else wrote what is lost.
    void whatIsLostBeforeAQuestionWasAnAnswer() {
        const QString path = m_files.path();
        ChatInfo chat;
        {
            ChatStore store({path});
            chat.id = store.newChatId();
            for (const Role role : {Role::User, Role::Assistant, Role::User, Role::Assistant, Role::User})
                turnOf(store, chat, role);
        }
        {
            OtherProgram program(path);
            QVERIFY(program.run("DELETE FROM turns WHERE id IN (2, 3, 4)"));
        }
        const auto from = ChatDatabase::open(path);
        const auto to = ChatDatabase::inMemory();
        const Rescued rescued = copyReadable(*from, *to);
        QVERIFY2(rescued.error.isEmpty(), qPrintable(rescued.error));
        QCOMPARE(standIns(*to), (QVector<QVariantList>{{4, chat.id, 1, QStringLiteral("assistant")}}));
    }

    /// A leaf that is lost, or of another chat, is none.
    void aChatShowsNoTurnOfAnotherOne() {
        const QString path = m_files.path();
        ChatInfo chat, other;
        {
            ChatStore store({path});
            chat = chatIn(store, QStringLiteral("chat"));
            other = chatIn(store, QStringLiteral("other"));
        }
        {
            OtherProgram program(path);
            QVERIFY(program.run(
                qPrintable(QStringLiteral("UPDATE chats SET leaf = %1 WHERE id = %2").arg(other.leaf).arg(chat.id))));
        }
        const auto from = ChatDatabase::open(path);
        const auto to = ChatDatabase::inMemory();
        copyReadable(*from, *to);
        const auto leaves = to->run(QStringLiteral("SELECT leaf FROM chats ORDER BY id")).rows;
        QCOMPARE(leaves, (QVector<QVariantList>{{0}, {other.leaf}}));
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatRescue)
#include "test_chat_rescue.moc"
