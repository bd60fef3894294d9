// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a search of all chats finds: letters however they are written, what is unsaved, and nothing that is deleted.

#include <QSignalSpy>
#include <QTest>

#include "chat_model.h"
#include "store_bench.h"

namespace mw::gui {

class TestChatSearch : public QObject {
    Q_OBJECT

    FreshFiles m_files;

    static QVector<SearchHit> hits(ChatStore& store, const QString& words) {
        QSignalSpy finished(&store, &ChatStore::searchFinished);
        store.search(words);
        if (!finished.wait(20000)) return {{-1, -1}};
        QVector<SearchHit> hits = finished.first()[1].value<QVector<SearchHit>>();
        for (SearchHit& hit : hits)
            hit.snippet.clear();
        return hits;
    }
    static int found(ChatStore& store, const QString& words) { return int(hits(store, words).size()); }

 private slots:
    void findsWordsInTitlesAndTexts() {
        ChatStore store({m_files.path()});
        emptyChatIn(store, QStringLiteral("Softmax kernels"));
        ChatInfo other = emptyChatIn(store, QStringLiteral("Cooking"));
        turnIn(store, other, 0, Role::User, QStringLiteral("100% of the softmax_rows"));
        QCOMPARE(found(store, QStringLiteral("SOFTMAX")), 2);
        QCOMPARE(found(store, QStringLiteral("softmax_")), 1);  // no wildcard
        QCOMPARE(found(store, QStringLiteral("100%")), 1);
        QCOMPARE(found(store, QStringLiteral("nothing")), 0);
    }

    void findsTheTurnThatHoldsThem() {
        ChatStore store({m_files.path(), 60});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("needle"));
        QCOMPARE(hits(store, QStringLiteral("needle")), (QVector<SearchHit>{{chat.id, 0}}));  // in the title alone
        const Turn question = turnIn(store, chat, 0, Role::User, QStringLiteral("q"));
        const Turn first = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("a needle"));
        const Turn second = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("another needle"));
        QCOMPARE(hits(store, QStringLiteral("needle")), (QVector<SearchHit>{{chat.id, second.id}}));  // on screen
        QCOMPARE(hits(store, QStringLiteral("a needle")), (QVector<SearchHit>{{chat.id, first.id}}));
        store.setTurnDeleted(first.id, true);
        QVERIFY(hits(store, QStringLiteral("a needle")).isEmpty());
        const Turn unsaved = turnIn(store, chat, second.id, Role::User, QString(400000, QLatin1Char('b')));
        QVERIFY(store.isUnsaved(unsaved.id));
        QCOMPARE(hits(store, QStringLiteral("bbb")), (QVector<SearchHit>{{chat.id, unsaved.id}}));
    }

    /// What was said last is looked for most, and stands first; also where it is not saved yet.
    void findsTheNewestChatsFirst() {
        ChatStore store({m_files.path(), 60});
        ChatInfo oldest = emptyChatIn(store, QStringLiteral("needle"));
        const ChatInfo middle = emptyChatIn(store, QStringLiteral("needle"));
        const ChatInfo newest = emptyChatIn(store, QStringLiteral("needle"));
        const auto chats = [&] {
            QVector<ChatId> ids;
            for (const SearchHit& hit : hits(store, QStringLiteral("needle")))
                ids << hit.chat;
            return ids;
        };
        QCOMPARE(chats(), (QVector<ChatId>{newest.id, middle.id, oldest.id}));
        oldest.updated = newest.updated + 1;
        store.saveChat(oldest);
        QCOMPARE(chats(), (QVector<ChatId>{oldest.id, newest.id, middle.id}));
        ChatInfo again = middle;
        again.updated = oldest.updated + 1;
        turnIn(store, again, 0, Role::User, QString(400000, QLatin1Char('b')));
        QVERIFY(store.unsavedCount() > 0);
        QCOMPARE(chats(), (QVector<ChatId>{middle.id, oldest.id, newest.id}));
    }

    /// Chats of one moment, as of an import, stand as in the list, and stay where they are while they are opened.
    void chatsOfOneMomentHaveOneOrder() {
        ChatStore store({m_files.path(), 60});
        QVector<ChatId> newestFirst;
        for (int i = 0; i < 12; ++i) {
            ChatInfo chat = emptyChatIn(store, QStringLiteral("needle"));
            chat.updated = 1000;
            store.saveChat(chat);
            newestFirst.prepend(chat.id);
        }
        QVector<ChatId> found;
        for (const SearchHit& hit : hits(store, QStringLiteral("needle")))
            found << hit.chat;
        QCOMPARE(found, newestFirst);

        ChatModel list;
        const auto order = [&] {
            QVector<ChatId> ids;
            for (const ChatInfo& chat : list.chats())
                ids << chat.id;
            return ids;
        };
        list.add(store.chats());
        QCOMPARE(order(), newestFirst);
        for (const ChatId id : newestFirst) {
            ChatInfo opened = *list.find(id);
            opened.tab = 0;
            list.put(opened);
            QCOMPARE(order(), newestFirst);
        }
    }

    void findsLettersHoweverTheyAreWritten_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("chats");
        QTest::newRow("umlaut") << QStringLiteral("die ÄRZTE") << QStringLiteral("ärzte") << 1;
        QTest::newRow("Greek") << QStringLiteral("ΟΔΟΣ") << QStringLiteral("οδος") << 1;
        QTest::newRow("Greek final sigma") << QStringLiteral("οδός") << QStringLiteral("ΟΔΌΣ") << 1;
        QTest::newRow("Cyrillic") << QStringLiteral("Привет") << QStringLiteral("ПРИВЕТ") << 1;
        QTest::newRow("Deseret, above 0xffff") << QStringLiteral("\U00010400") << QStringLiteral("\U00010428") << 1;
        QTest::newRow("composed in decomposed") << QStringLiteral("cafe\u0301") << QStringLiteral("café") << 1;
        QTest::newRow("decomposed in composed") << QStringLiteral("café") << QStringLiteral("CAFE\u0301") << 1;
        QTest::newRow("Hangul") << QStringLiteral("한국어") << QStringLiteral("\u1112\u1161\u11ab") << 1;
        QTest::newRow("ss in ß") << QStringLiteral("Straße") << QStringLiteral("STRASSE") << 1;
        QTest::newRow("ß in ss") << QStringLiteral("Strasse") << QStringLiteral("straße") << 1;
        QTest::newRow("capital ß") << QStringLiteral("STRAẞE") << QStringLiteral("strasse") << 1;
        QTest::newRow("ligature") << QStringLiteral("ﬁnd") << QStringLiteral("FIND") << 1;
        QTest::newRow("another letter") << QStringLiteral("cafe") << QStringLiteral("café") << 0;
        QTest::newRow("no half of a letter") << QStringLiteral("né") << QStringLiteral("ne") << 0;
    }

    void findsLettersHoweverTheyAreWritten() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        QFETCH(int, chats);
        ChatStore store({m_files.path()});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("x"));
        turnIn(store, chat, 0, Role::User, QStringLiteral("before ") + text + QStringLiteral(" after"));
        QCOMPARE(found(store, words), chats);
        ChatStore titles({m_files.path()});
        emptyChatIn(titles, text);
        QCOMPARE(found(titles, words), chats);
    }

    void searchesWhatIsUnsavedInPlaceOfWhatIsSaved() {
        ChatStore store({m_files.path(), 60});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Chat"));
        Turn turn = turnIn(store, chat, 0, Role::User, QStringLiteral("older words"));
        QVERIFY(!store.isUnsaved(turn.id));
        turn.text = QStringLiteral("newer words") + QString(400000, QLatin1Char('b'));
        store.saveTurn(turn);
        QVERIFY(store.isUnsaved(turn.id));
        QCOMPARE(found(store, QStringLiteral("newer")), 1);
        QCOMPARE(found(store, QStringLiteral("older")), 0);
    }

    void searchesWhatIsUnsavedAndNotWhatIsDeleted() {
        ChatStore store({m_files.path(), 40});
        ChatInfo chat = emptyChatIn(store, QStringLiteral("Chat"));
        const Turn question = turnIn(store, chat, 0, Role::User, QStringLiteral("the question"));
        const Turn answer = turnIn(store, chat, question.id, Role::Assistant, QStringLiteral("the answer"));
        QCOMPARE(found(store, QStringLiteral("answer")), 1);
        store.setTurnDeleted(question.id, true);
        QCOMPARE(found(store, QStringLiteral("question")), 0);
        QCOMPARE(found(store, QStringLiteral("answer")), 0);  // below it, out of sight
        store.setTurnDeleted(question.id, false);
        turnIn(store, chat, answer.id, Role::User, QStringLiteral("large") + QString(400000, QLatin1Char('b')));
        QVERIFY(store.unsavedCount() > 0);
        QCOMPARE(found(store, QStringLiteral("large")), 1);
        store.setChatDeleted(chat.id, true);
        QCOMPARE(found(store, QStringLiteral("large")), 0);
        // Nothing of this one is in the file.
        const ChatInfo fresh = emptyChatIn(store, QStringLiteral("fresh"));
        QVERIFY(store.unsavedCount() > 0);
        QCOMPARE(found(store, QStringLiteral("fresh")), 1);
        store.setChatDeleted(fresh.id, true);
        QCOMPARE(found(store, QStringLiteral("fresh")), 0);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatSearch)
#include "test_chat_search.moc"
