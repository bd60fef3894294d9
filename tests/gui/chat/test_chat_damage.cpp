// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A file of chats, each page of it damaged in turn: what is shown, what is sent, and what is saved from then on.

#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "chat_bench.h"

namespace mw::gui {
namespace {

constexpr int kPageBytes = 4096;
constexpr char kInteriorPage = 5;  ///< the first byte of a page of the tree above a table's rows

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray noise(int bytes, quint32 seed) {
    QRandomGenerator random(seed);
    QByteArray result(bytes, '\0');
    for (char& byte : result)
        byte = char(random.bounded(256));
    return result;
}

/// Text that no page is like another one of.
QString prose(int characters, int number) {
    QString text;
    for (int word = 0; text.size() < characters; ++word)
        text += QStringLiteral("wörd%1.%2 ").arg(number).arg(word);
    return text.left(characters);
}

using Texts = QStringList;

Texts textsOf(Chat& chat, int* damaged = nullptr) {
    while (chat.hasOlder())
        chat.loadOlder();
    Texts texts;
    for (const Turn& turn : chat.turns())
        if (turn.state != TurnState::Damaged)
            texts.append(turn.text);
        else if (damaged)
            ++*damaged;
    return texts;
}

/// Whether all of `part` stands in `whole`, in this order.
bool isPartOf(const Texts& part, const Texts& whole) {
    auto at = whole.begin();
    for (const QString& text : part) {
        at = std::find(at, whole.end(), text);
        if (at++ == whole.end()) return false;
    }
    return true;
}

}  // namespace

class TestChatDamage : public QObject {
    Q_OBJECT

    QTemporaryDir m_made;
    QByteArray m_good;
    QHash<ChatId, Texts> m_chats;

    /// The program over a file of chats with this content.
    struct Opened {
        explicit Opened(const QByteArray& content) {
            write(path(), content);
            bench = std::make_unique<Bench>(folder);
            FakeEngine::load(bench->engine, 1 << 20);
        }
        QString path() const { return folder.filePath(QStringLiteral("chats.sqlite")); }

        QTemporaryDir folder;
        std::unique_ptr<Bench> bench;
    };

    QByteArray damagedAt(int page, const QByteArray& bytes, int offset = 0) const {
        QByteArray content = m_good;
        return content.replace(page * kPageBytes + offset, bytes.size(), bytes);
    }

 private slots:
    void initTestCase() {
        Bench bench(m_made);
        FakeEngine::load(bench.engine);
        for (int chat = 0; chat < 3; ++chat) {
            bench.controller.newChat();
            for (int turn = 0; turn < 24; ++turn) {
                const int number = chat * 100 + turn;
                const int characters = turn % 5 == 0 ? 9000 : 300;  // some of them over pages of their own
                playAnswer(bench.engine, bench.ask(prose(characters, number)), {prose(300, number + 50)});
            }
            bench.controller.regenerate(bench.chat(), bench.chat()->turns()[9].id);
            playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("another way")});
            bench.controller.switchBranch(bench.chat(), bench.chat()->turns()[9].id, -1);
            m_chats.insert(bench.chat()->id(), textsOf(*bench.chat()));
            QCOMPARE(bench.chat()->turns().size(), 48);
        }
    }

    void readsItBackUndamaged() {
        m_good = read(m_made.filePath(QStringLiteral("chats.sqlite")));
        QVERIFY(m_good.size() > 40 * kPageBytes);
        Opened opened(m_good);
        QVERIFY(opened.bench->store.readOnlyReason().isEmpty());
        for (auto it = m_chats.cbegin(); it != m_chats.cend(); ++it)
            QCOMPARE(textsOf(*opened.bench->controller.openChat(it.key())), *it);
    }

    void losesNoMoreThanThePageAndSendsNothingShortened_data() {
        QTest::addColumn<QByteArray>("damage");
        QTest::addColumn<int>("offset");
        QTest::newRow("noise") << noise(kPageBytes, 1) << 0;
        QTest::newRow("zeros") << QByteArray(kPageBytes, '\0') << 0;
        QTest::newRow("letters") << QByteArray(kPageBytes, 'x') << 0;
        QTest::newRow("a sector of noise") << noise(512, 2) << 2048;
        QTest::newRow("a sector of letters") << QByteArray(512, 'x') << 3072;
    }

    void losesNoMoreThanThePageAndSendsNothingShortened() {
        QFETCH(QByteArray, damage);
        QFETCH(int, offset);
        int noticed = 0, lost = 0;
        for (int page = 1; page < m_good.size() / kPageBytes; ++page) {
            const QByteArray content = damagedAt(page, damage, offset);
            Opened opened(content);
            Bench& bench = *opened.bench;
            bool differs = false;
            for (auto it = m_chats.cbegin(); it != m_chats.cend(); ++it) {
                const auto where = QStringLiteral("page %1, chat %2").arg(page).arg(it.key());
                Chat* chat = bench.controller.openChat(it.key());
                QVERIFY2(chat, qPrintable(where));
                QCoreApplication::processEvents();  // a file found damaged meanwhile is read anew
                int damaged = 0;
                const Texts shown = textsOf(*chat, &damaged);
                QCoreApplication::processEvents();
                lost += int(it->size() - shown.size());
                differs = differs || shown != *it;
                QVERIFY2(isPartOf(shown, *it), qPrintable(where));
                QVERIFY2((damaged > 0) == (shown != *it), qPrintable(where));
                // Where a page of the tree above the rows is lost, all that it led to is.
                if (m_good[page * kPageBytes] != kInteriorPage)
                    QVERIFY2(shown.size() + 30 >= it->size(), qPrintable(where));

                const int before = int(bench.fake().submissions.size());
                bench.controller.send(chat, QStringLiteral("and now?"));
                if (damaged > 0) {
                    QCOMPARE(bench.fake().submissions.size(), before);
                    QVERIFY2(chat->overflow() && chat->overflow()->damagedTurns > 0, qPrintable(where));
                    bench.controller.answerWithoutDamaged(chat);
                }
                QCOMPARE(bench.fake().submissions.size(), before + 1);
                QStringList sent = contents(bench.fake().last().request);
                if (!chat->settings().systemPrompt.isEmpty()) sent.removeFirst();
                QCOMPARE(sent, shown + QStringList{QStringLiteral("and now?")});
                end(bench.engine, bench.fake().last().ticket, FinishReason::Eos);
            }
            const bool said = bench.store.trouble() == ChatDatabase::Trouble::Damaged;
            QVERIFY2(said || !differs, qPrintable(QStringLiteral("page %1").arg(page)));
            if (!said) continue;
            ++noticed;
            QVERIFY(!bench.store.readOnlyReason().isEmpty());
            QVERIFY(bench.store.hasUnsavedWork());
            QCOMPARE(read(opened.path()).mid(page * kPageBytes, kPageBytes),
                     content.mid(page * kPageBytes, kPageBytes));
        }
        qInfo("%d of %d pages noticed, %d turns lost in all", noticed, int(m_good.size() / kPageBytes) - 1, lost);
        QVERIFY(noticed > 0);
        QVERIFY(lost > 0);
    }

    void goesOnInANewFile_data() {
        QTest::addColumn<bool>("inPlace");
        QTest::newRow("in its place") << true;
        QTest::newRow("elsewhere") << false;
    }

    void goesOnInANewFile() {
        QFETCH(bool, inPlace);
        // A page in the middle of the turns: the first one whose damage loses some.
        for (int page = 1; page < m_good.size() / kPageBytes; ++page) {
            const QByteArray content = damagedAt(page, noise(kPageBytes, 3));
            Opened opened(content);
            ChatStore& store = opened.bench->store;
            Chat* chat = opened.bench->controller.openChat(m_chats.cbegin().key());
            int damaged = 0;
            textsOf(*chat, &damaged);
            if (damaged == 0) continue;
            QCoreApplication::processEvents();
            const Texts shown = textsOf(*chat);
            playAnswer(opened.bench->engine, 0, {});
            Turn turn{.id = store.newTurnId(), .chat = chat->id(), .parent = chat->info().leaf, .text = "new"};
            ChatInfo info = chat->info();
            info.leaf = turn.id;
            QVERIFY(!store.save(turn, info));
            Draft draft{.text = "half a"};
            draft.attachments = {{store.newAttachmentId(), "a.txt", "attached"}};
            QVERIFY(!store.saveDraft(chat->id(), draft));

            QSignalSpy moved(&store, &ChatStore::moved);
            const QString file = inPlace ? opened.path() : opened.folder.filePath(QStringLiteral("else.sqlite"));
            QString error;
            QVERIFY2(store.moveTo(file, &error), qPrintable(error));
            QCOMPARE(moved.count(), 1);
            QCOMPARE(store.path(), file);
            QVERIFY(store.readOnlyReason().isEmpty());
            QCOMPARE(store.unsavedCount(), 0);
            turn.text = "newer";
            QVERIFY(store.saveTurn(turn));
            opened.bench.reset();
            const QByteArray kept = read(inPlace ? file + QStringLiteral(".old") : opened.path());
            QCOMPARE(kept.mid(page * kPageBytes, kPageBytes), content.mid(page * kPageBytes, kPageBytes));

            ChatStore again({file});
            QVERIFY(again.readOnlyReason().isEmpty());
            QStringList texts;
            for (const Turn& each : again.path(turn.id, 1000))
                if (each.state != TurnState::Damaged) texts.append(each.text);
            QCOMPARE(texts, shown + QStringList{"newer"});
            QVERIFY(again.draft(chat ? turn.chat : 0) == draft);
            return;
        }
        QFAIL("no page held turns");
    }

    void leavesAWayToSaveWhereNothingCanBeRead_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("noise over the first page") << damagedAt(0, noise(kPageBytes, 4));
        QTest::newRow("something else") << QByteArray(20000, 'x');
    }

    void leavesAWayToSaveWhereNothingCanBeRead() {
        QFETCH(QByteArray, content);
        Opened opened(content);
        ChatStore& store = opened.bench->store;
        QCOMPARE(store.trouble(), ChatDatabase::Trouble::Damaged);
        QCOMPARE(store.chats().size(), 0);
        playAnswer(opened.bench->engine, opened.bench->ask(QStringLiteral("q")), {QStringLiteral("a")});
        QVERIFY(store.hasUnsavedWork());
        QString error;
        QVERIFY2(store.moveTo(opened.path(), &error), qPrintable(error));
        QCOMPARE(read(opened.path() + QStringLiteral(".old")), content);
        opened.bench.reset();
        Bench bench(opened.folder);
        QVERIFY(bench.store.readOnlyReason().isEmpty());
        QCOMPARE(textsOf(*bench.chat()), (QStringList{"q", "a"}));
    }

    void readsWhatATruncatedFileHolds() {
        for (const int pages : {int(m_good.size() / kPageBytes) - 1, int(m_good.size() / kPageBytes) / 2}) {
            Opened opened(m_good.left(pages * kPageBytes));
            for (auto it = m_chats.cbegin(); it != m_chats.cend(); ++it) {
                Chat* chat = opened.bench->controller.openChat(it.key());
                if (!chat && pages * kPageBytes < m_good.size() / 2 + kPageBytes) continue;  // all of it is cut off
                QVERIFY(chat);
                QVERIFY(isPartOf(textsOf(*chat), *it));
            }
            QCOMPARE(opened.bench->store.trouble(), ChatDatabase::Trouble::Damaged);
        }
    }

    void takesNoOddTextForDamage() {
        const QStringList odd{QStringLiteral("\ufeffwith a mark"),
                              QString(QChar(0xd800)) + QStringLiteral("half a pair"),
                              QStringLiteral("nul") + QChar(0) + QStringLiteral("inside"),
                              QString(QChar(0xfffe)) + QStringLiteral("swapped"),
                              QStringLiteral("\ufffd 🙂 e\u0301"),
                              QStringLiteral("\r\n\ttabs")};
        QTemporaryDir folder;
        TurnId leaf = 0;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            for (const QString& text : odd)
                playAnswer(bench.engine, bench.ask(text), {text});
            leaf = bench.chat()->info().leaf;
            ChatSettings settings = bench.chat()->settings();
            settings.systemPrompt = odd.join(QString());
            bench.controller.setSettings(bench.chat(), settings);
        }
        ChatStore store({folder.filePath(QStringLiteral("chats.sqlite"))});
        QCOMPARE(store.chats().size(), 1);
        QCOMPARE(store.trouble(), ChatDatabase::Trouble::None);
        for (TurnId id = 1; id <= leaf; ++id) {
            QVERIFY(store.turn(id));
            QVERIFY2(store.trouble() == ChatDatabase::Trouble::None, qPrintable(QString::number(id)));
        }
        QCOMPARE(store.path(leaf, 100).size(), 2 * odd.size());
        QCOMPARE(store.trouble(), ChatDatabase::Trouble::None);
        QCOMPARE(store.turn(leaf)->text, odd.last());
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatDamage)
#include "test_chat_damage.moc"
