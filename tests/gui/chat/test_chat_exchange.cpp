// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Exporting chats and importing them again: nothing is lost, doubled or half done.

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <random>

#include "chat_bench.h"
#include "chat_exchange.h"
#include "chat_json.h"
#include "chat_markdown.h"
#include "chat_reader.h"
#include "longest_gap.h"

namespace mw::gui {
namespace {

using mw::test::GapClock;

/// Makes chats as people would not, but could.
class ChatMaker {
 public:
    explicit ChatMaker(ChatStore& store, unsigned seed = 20) : m_store(store), m_random(seed) {}

    void make(int chats) {
        for (int number = 0; number < chats; ++number)
            makeChat();
    }

 private:
    int below(int most) { return std::uniform_int_distribution<int>(0, most - 1)(m_random); }
    bool oneIn(int many) { return below(many) == 0; }
    quint64 bits() { return std::uniform_int_distribution<quint64>()(m_random); }

    QString text() {
        static const QStringList kPieces{QStringLiteral("plain words "),
                                         QStringLiteral("Größe “ß” "),
                                         QStringLiteral("e\u0301te\u0301 "),
                                         QStringLiteral("日本語 "),
                                         QStringLiteral("🙂👩‍👩‍👧 "),
                                         QStringLiteral("\n\n```c\nint x;\n```\n"),
                                         QStringLiteral("\t\\\"quoted\" "),
                                         QStringLiteral("\u0001\u007f "),
                                         QStringLiteral("| a | b |\n|---|---|\n"),
                                         QStringLiteral("[INST] </s> ")};
        QString result;
        for (int piece = below(12); piece >= 0; --piece)
            result += kPieces[below(int(kPieces.size()))];
        return oneIn(40) ? result.repeated(300) : result;
    }

    Draft draft(const QVector<TurnId>& turns) {
        Draft result{.text = text()};
        for (int count = below(3); count > 0; --count)
            result.attachments.append({m_store.newAttachmentId(), oneIn(3) ? QString() : text().left(20), text()});
        if (!turns.isEmpty() && oneIn(3)) {
            result.editing = turns[below(int(turns.size()))];
            if (oneIn(2)) result.setAside = std::make_shared<Draft>(Draft{.text = text()});
        }
        return result;
    }

    void makeChat() {
        ChatInfo chat;
        chat.id = m_store.newChatId();
        chat.identity = newIdentity();
        chat.title = text().simplified().left(60);
        chat.named = oneIn(2);
        chat.pinned = oneIn(5);
        chat.archived = oneIn(5);
        if (oneIn(3)) chat.folder = QStringLiteral("Folder %1").arg(below(4));
        chat.created = 1'600'000'000'000 + below(1'000'000'000);
        chat.updated = chat.created + below(1'000'000'000);
        ChatSettings& settings = chat.settings;
        settings.templateId = QStringLiteral("id %1").arg(below(9));
        settings.templateName = text().left(20);
        settings.language = QStringLiteral("de");
        settings.systemPrompt = text();
        settings.variables = {{QStringLiteral("name"), text()}};
        settings.format = oneIn(2) ? QString() : QStringLiteral("mistral-v3");
        settings.sampling.temperature = float(below(200)) / 100;
        settings.sampling.topP = float(below(100)) / 100;
        settings.sampling.presencePenalty = float(below(401) - 200) / 100;
        settings.sampling.frequencyPenalty = float(below(401) - 200) / 100;
        settings.sampling.seed = bits();
        settings.randomSeed = oneIn(2);
        for (int count = below(4); count > 0; --count)
            settings.stop.append(text().left(1 + below(9)));
        settings.answerTokens = 1 + below(5000);
        settings.shortenOldest = oneIn(4);
        QVector<TurnId> turns;
        QVector<TurnId> answers{0};
        for (int count = below(25); count > 0; --count) {
            Turn question{.id = m_store.newTurnId(),
                          .chat = chat.id,
                          .parent = answers[below(int(answers.size()))],
                          .text = text()};
            question.created = chat.created + below(1000);
            m_store.saveTurn(question);
            turns.append(question.id);
            chat.leaf = question.id;
            for (int versions = below(3); versions > 0; --versions) {
                Turn answer{.id = m_store.newTurnId(),
                            .chat = chat.id,
                            .parent = question.id,
                            .role = mw::Role::Assistant,
                            .text = text()};
                answer.state = TurnState(below(7));
                if (answer.state == TurnState::Streaming) answer.state = TurnState::Complete;
                answer.templateName = settings.templateName;
                answer.error = oneIn(5) ? text().simplified() : QString();
                answer.promptTokens = below(9000);
                answer.tokens = below(900);
                answer.tokensPerSecond = double(below(100000)) / 7;
                answer.omittedTurns = below(3);
                answer.removedTags = below(3);
                if (oneIn(2)) {
                    answer.model = text().simplified().left(30);
                    answer.seed = bits();
                    answer.firstTokenMs = double(below(100000)) / 7;
                }
                answer.finish =
                    QStringList{QString(), QStringLiteral("eos"), QStringLiteral("length"), kEdited}[below(4)];
                answer.created = question.created + below(1000);
                m_store.saveTurn(answer);
                turns.append(answer.id);
                answers.append(answer.id);
                chat.leaf = answer.id;
            }
        }
        chat.words = chat.leaf == 0 ? QString() : wordsOf(m_store.turn(chat.leaf)->text);
        m_store.saveChat(chat);
        if (turns.size() > 3) m_store.rememberShown(chat.id, chat.leaf, turns[below(int(turns.size()))]);
        if (turns.size() > 5 && oneIn(3)) {
            m_store.setTurnDeleted(turns[below(int(turns.size()))], true);
            const TurnId leaf = m_store.wholeLeaf(chat.id, chat.leaf);
            chat.leaf = leaf;
            chat.words = leaf == 0 ? QString() : wordsOf(m_store.turn(leaf)->text);
            m_store.saveChat(chat);
        }
        if (oneIn(4)) m_store.saveDraft(chat.id, draft(turns));
    }

    ChatStore& m_store;
    std::mt19937 m_random;
};

QHash<QString, ArchivedChat> allOf(ChatStore& store) {
    QHash<QString, ArchivedChat> result;
    ChatReader reader(store.place());
    for (const ChatId id : reader.chats()) {
        const std::optional<ArchivedChat> chat = reader.read(id);
        if (chat) result.insert(chat->info.identity, *chat);
    }
    return result;
}

struct Ended {
    explicit Ended(ChatExchange& exchange)
        : exported(&exchange, &ChatExchange::exported),
          imported(&exchange, &ChatExchange::imported),
          failed(&exchange, &ChatExchange::failed),
          duplicates(&exchange, &ChatExchange::duplicatesFound),
          cancelled(&exchange, &ChatExchange::cancelled) {}
    bool wait(QSignalSpy& spy) { return !spy.isEmpty() || spy.wait(60000); }
    ImportResult result() { return imported.last()[0].value<ImportResult>(); }

    QSignalSpy exported, imported, failed, duplicates, cancelled;
};

}  // namespace

class TestChatExchange : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

 private slots:
    void initTestCase() { qRegisterMetaType<mw::gui::ImportResult>(); }

    void aRoundTripLosesNothing_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSON") << QStringLiteral("chats.json");
        QTest::newRow("JSON Lines") << QStringLiteral("chats.jsonl");
    }

    void aRoundTripLosesNothing() {
        QFETCH(QString, name);
        const QString path = m_folder.filePath(name);
        QTemporaryDir here, there;
        Bench from(here);
        ChatMaker(from.store).make(200);
        const QHash<QString, ArchivedChat> before = allOf(from.store);
        QCOMPARE(before.size(), 200);
        qsizetype turns = 0, forks = 0;
        for (const ArchivedChat& chat : before)
            turns += chat.turns.size(), forks += chat.shownChildren.size();
        QVERIFY2(turns > 2000 && forks > 50, qPrintable(QStringLiteral("%1 %2").arg(turns).arg(forks)));
        ChatExchange out(from.controller);
        Ended left(out);
        out.exportChats({}, path);
        QVERIFY2(left.wait(left.exported), qPrintable(left.failed.value(0).value(0).toString()));
        QCOMPARE(left.exported[0][1].toInt(), 200);

        Bench to(there);
        ChatMaker(to.store, 5).make(3);  // whose ids those that come must not take
        const QHash<QString, ArchivedChat> own = allOf(to.store);
        ChatExchange in(to.controller);
        Ended come(in);
        in.importFiles({path});
        QVERIFY2(come.wait(come.imported), qPrintable(come.failed.value(0).value(0).toString()));
        QCOMPARE(come.result().chats, 200);
        QVERIFY(come.result().left.isEmpty());
        QCOMPARE(to.controller.model().rowCount(), 200);  // and what the store had is shown at the next start
        QHash<QString, ArchivedChat> after = allOf(to.store);
        for (auto it = own.cbegin(); it != own.cend(); ++it)
            QVERIFY(after.take(it.key()) == it.value());
        QCOMPARE(after.size(), before.size());
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            QVERIFY2(after.value(it.key()) == it.value(), qPrintable(it->info.title));
        QCOMPARE(to.store.unsavedCount(), 0);
    }

    void asksBeforeItDoublesChats() {
        const QString path = m_folder.filePath(QStringLiteral("some.json"));
        QTemporaryDir folder;
        Bench bench(folder);
        ChatMaker(bench.store).make(5);
        bench.controller.model().reset(bench.store.chats());
        ChatExchange exchange(bench.controller);
        Ended ended(exchange);
        QVector<ChatId> some;
        for (const ChatInfo& chat : bench.controller.model().chats().mid(0, 3))
            some.append(chat.id);
        exchange.exportChats(some, path);
        QVERIFY(ended.wait(ended.exported));
        QCOMPARE(ended.exported[0][1].toInt(), 3);
        bench.controller.deleteChat(some[1]);

        exchange.importFiles({path});
        QVERIFY(ended.wait(ended.duplicates));
        QCOMPARE(ended.duplicates.last(), (QVariantList{2, 1}));
        QVERIFY(exchange.isBusy());
        QTest::qWait(50);
        QCOMPARE(bench.store.chats().size(), 4);  // nothing yet
        exchange.cancel();
        QCOMPARE(ended.cancelled.size(), 1);
        QVERIFY(!exchange.isBusy());

        ended.duplicates.clear();
        exchange.importFiles({path});
        QVERIFY(ended.wait(ended.duplicates));
        exchange.addNewOnes();
        QVERIFY(ended.wait(ended.imported));
        QCOMPARE(ended.result().chats, 1);
        QCOMPARE(ended.result().skipped, 2);
        QCOMPARE(bench.store.chats().size(), 5);

        ended.duplicates.clear();
        ended.imported.clear();
        exchange.importFiles({path, path});  // one file twice is the same as two times
        QVERIFY(ended.wait(ended.duplicates));
        QCOMPARE(ended.duplicates.last(), (QVariantList{6, 0}));
        exchange.addAsCopies();
        QVERIFY(ended.wait(ended.imported));
        QCOMPARE(bench.store.chats().size(), 11);
        QSet<QString> identities;
        for (const ChatInfo& chat : bench.store.chats())
            identities.insert(chat.identity);
        QCOMPARE(identities.size(), 11);
    }

    void copiesAChatWithAllItsBranches() {
        QTemporaryDir folder;
        Bench bench(folder);
        ChatMaker(bench.store).make(40);
        bench.controller.model().reset(bench.store.chats());
        const QHash<QString, ArchivedChat> before = allOf(bench.store);
        ChatExchange exchange(bench.controller);
        QSignalSpy copied(&exchange, &ChatExchange::copied), failed(&exchange, &ChatExchange::failed);
        for (const ChatInfo& chat : bench.store.chats()) {
            copied.clear();
            exchange.copyChat(chat.id);
            QTRY_VERIFY_WITH_TIMEOUT(!copied.isEmpty() || !failed.isEmpty(), 60000);
            QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(0).toString()));
            ArchivedChat copy = *ChatReader(bench.store.place()).read(copied[0][0].toLongLong());
            ArchivedChat wanted = before[chat.identity];
            QVERIFY(copy.info.identity.size() == 32 && copy.info.identity != chat.identity);
            QVERIFY(!copy.info.pinned && !copy.info.archived && copy.info.created >= chat.created);
            QVERIFY(chat.title.isEmpty() ? copy.info.title.isEmpty() : copy.info.title.contains(chat.title));
            copy.info = wanted.info = ChatInfo{.settings = copy.info.settings, .leaf = copy.info.leaf};
            wanted.info.settings = before[chat.identity].info.settings;
            wanted.info.leaf = before[chat.identity].info.leaf;
            wanted.draft = {};
            QVERIFY2(copy == wanted, qPrintable(chat.title));
        }
        QHash<QString, ArchivedChat> after = allOf(bench.store);
        QCOMPARE(after.size(), 80);
        for (auto it = before.cbegin(); it != before.cend(); ++it)
            QVERIFY(after.value(it.key()) == it.value());
    }

    void copiesNothingWhereNothingCanBeSaved() {
        QTemporaryDir folder;
        Bench first(folder);
        FakeEngine::load(first.engine);
        playAnswer(first.engine, first.ask(QStringLiteral("q")), {QStringLiteral("a")});
        Bench second(folder);  // the file is the first one's
        ChatExchange exchange(second.controller);
        Ended ended(exchange);
        exchange.copyChat(second.store.chats().first().id);
        QVERIFY(ended.wait(ended.failed));
        QCOMPARE(second.controller.model().chats().size(), 1);
        exchange.copyChat(4711);
        QVERIFY(ended.failed.size() > 1 || ended.failed.wait(60000));
        QCOMPARE(ended.failed.last()[0].toString(), QStringLiteral("The chat cannot be read."));
    }

    /// What comes twice at once is asked about as well, and is new once.
    void twoFilesMayHoldTheSameChats() {
        const QString path = m_folder.filePath(QStringLiteral("same.json"));
        QTemporaryDir here, there;
        Bench from(here), to(there);
        ChatMaker(from.store).make(3);
        ChatExchange out(from.controller), in(to.controller);
        Ended left(out), come(in);
        out.exportChats({}, path);
        QVERIFY(left.wait(left.exported));
        in.importFiles({path, path});
        QVERIFY(come.wait(come.duplicates));
        QCOMPARE(come.duplicates.last(), (QVariantList{3, 3}));
        in.addNewOnes();
        QVERIFY(come.wait(come.imported));
        QCOMPARE(come.result().chats, 3);
        QCOMPARE(come.result().skipped, 3);
        QCOMPARE(to.store.chats().size(), 3);
    }

    void takesTheGoodFilesBesideABadOneAndNothingOfThatAlone() {
        QTemporaryDir folder;
        Bench bench(folder);
        ChatExchange exchange(bench.controller);
        Ended ended(exchange);
        const QString exports = QStringLiteral(MW_TEST_DATA "/chats/exports/"), bad = exports + "bad-own-parent.json";
        exchange.importFiles({bad});  // the first of its chats is good
        QVERIFY(ended.wait(ended.failed));
        QVERIFY(ended.failed[0][0].toString().contains("bad-own-parent.json"));
        QVERIFY(bench.store.chats().isEmpty() && !exchange.isBusy());
        exchange.importFiles({bad, exports + "chatgpt-tools.json"});
        QVERIFY(ended.wait(ended.imported));
        QCOMPARE(ended.result().refused.size(), 1);
        QVERIFY(ended.result().refused[0].contains("bad-own-parent.json"));
        QCOMPARE(ended.result().sources, QStringList{QStringLiteral("ChatGPT")});
        QCOMPARE(ended.result().left.value(QStringLiteral("messages to and from tools")), 2);
        QCOMPARE(bench.controller.model().chats().size(), 1);
    }

    void changesNothingWhereTheDiskIsFull() {
        const QString path = m_folder.filePath(QStringLiteral("many.jsonl"));
        QTemporaryDir here, there;
        {
            Bench from(here);
            ChatMaker(from.store).make(50);
            ChatExchange out(from.controller);
            Ended left(out);
            out.exportChats({}, path);
            QVERIFY(left.wait(left.exported));
        }
        Bench to(there, 40);
        ChatMaker(to.store).make(1);
        ChatExchange in(to.controller);
        Ended come(in);
        in.importFiles({path});
        QTRY_VERIFY_WITH_TIMEOUT(!come.duplicates.isEmpty() || !come.failed.isEmpty(), 60000);
        if (come.failed.isEmpty()) in.addNewOnes();
        QVERIFY(come.wait(come.failed));
        QVERIFY2(come.failed[0][0].toString().contains(QStringLiteral("full")),
                 qPrintable(come.failed[0][0].toString()));
        QCOMPARE(to.store.chats().size(), 1);
        QCOMPARE(to.store.unsavedCount(), 0);
        ChatInfo chat = to.store.chats().first();
        chat.title = QStringLiteral("goes on");
        QVERIFY(to.store.saveChat(chat));
    }

    void changesNothingWhereNothingCanBeSaved() {
        QTemporaryDir folder;
        Bench first(folder);
        Bench second(folder);  // the file is the first one's
        ChatExchange exchange(second.controller);
        Ended ended(exchange);
        exchange.importFiles({QStringLiteral(MW_TEST_DATA "/chats/exports/chatgpt-linear.json")});
        QVERIFY(ended.wait(ended.failed));
        QVERIFY2(ended.failed[0][0].toString().contains(QStringLiteral("Another Mixtral Workbench")),
                 qPrintable(ended.failed[0][0].toString()));
        QVERIFY(second.controller.model().chats().isEmpty());
        QCOMPARE(second.store.unsavedCount(), 0);
    }

    void saysWhereItCannotWrite() {
        QTemporaryDir folder;
        Bench bench(folder);
        ChatMaker(bench.store).make(2);
        ChatExchange exchange(bench.controller);
        Ended ended(exchange);
        exchange.exportChats({}, QStringLiteral("/proc/nowhere/chats.json"));
        QVERIFY(ended.wait(ended.failed));
        QVERIFY(ended.failed[0][0].toString().contains(QStringLiteral("/proc/nowhere/chats.json")));
        QVERIFY(!exchange.isBusy());
    }

    /// What the store holds in memory only is exported, too.
    void exportsWhatIsNotSaved() {
        const QString path = m_folder.filePath(QStringLiteral("unsaved.json"));
        QTemporaryDir folder, there;
        Bench first(folder);
        FakeEngine::load(first.engine);
        first.ask(QStringLiteral("saved"));
        Bench second(folder);
        ChatInfo chat = second.store.chats().first();
        Turn more{
            .id = second.store.newTurnId(), .chat = chat.id, .parent = chat.leaf, .text = QStringLiteral("unsaved")};
        chat.leaf = more.id;
        second.store.save(more, chat);
        QVERIFY(second.store.isUnsaved(more.id));
        ChatExchange exchange(second.controller);
        Ended ended(exchange);
        exchange.exportChats({chat.id}, path);
        QVERIFY(ended.wait(ended.exported));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("\"saved\"") && text.contains("\"unsaved\""));
    }

    /// A deletion that was undone, and one that was made, both since the last save.
    void exportsWhatIsThereNow() {
        const QString path = m_folder.filePath(QStringLiteral("now.json"));
        QTemporaryDir folder;
        Bench first(folder);
        FakeEngine::load(first.engine);
        first.ask(QStringLiteral("one"));
        const TurnId one = first.chat()->turns().first().id;
        first.controller.newChat();
        first.ask(QStringLiteral("two"));
        const TurnId two = first.chat()->turns().first().id;
        first.store.setTurnDeleted(one, true);
        QTRY_VERIFY(!first.store.hasUnsavedWork());
        Bench second(folder);  // which can save nothing
        second.store.setTurnDeleted(one, false);
        second.store.setTurnDeleted(two, true);
        QVERIFY(second.store.hasUnsavedWork());
        ChatExchange exchange(second.controller);
        Ended ended(exchange);
        exchange.exportChats({}, path);
        QVERIFY(ended.wait(ended.exported));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("\"text\":\"one\"") && !text.contains("\"text\":\"two\""), text);
    }

    /// What was left out is counted over all files, and what they come from is said of each program once.
    void countsWhatSeveralFilesLeaveOut() {
        QTemporaryDir folder;
        Bench bench(folder);
        ChatExchange exchange(bench.controller);
        Ended ended(exchange);
        const QString exports = QStringLiteral(MW_TEST_DATA "/chats/exports/");
        exchange.importFiles({exports + QStringLiteral("chatgpt-tools.json"),
                              exports + QStringLiteral("lm-studio-tools-and-thinking.conversation.json"),
                              exports + QStringLiteral("chatgpt-thoughts.json")});
        QVERIFY(ended.wait(ended.imported));
        QCOMPARE(ended.result().chats, 3);
        QCOMPARE(ended.result().left.value(QStringLiteral("messages to and from tools")), 5);
        QCOMPARE(ended.result().left.value(QStringLiteral("thoughts")), 3);
        QCOMPARE(ended.result().sources, (QStringList{QStringLiteral("ChatGPT"), QStringLiteral("LM Studio")}));
    }

    void theWindowGoesOn() {
        const QString path = m_folder.filePath(QStringLiteral("big.json"));
        QTemporaryDir here, there;
        Bench from(here);
        FakeEngine::load(from.engine);
        ChatMaker(from.store).make(200);
        ChatInfo big = from.store.chats().first();
        Turn turn{
            .id = from.store.newTurnId(), .chat = big.id, .parent = 0, .text = QString(3'000'000, QLatin1Char('x'))};
        from.store.saveTurn(turn);
        const auto longestUntil = [](QSignalSpy& spy) {
            mw::test::Gap longest;
            GapClock clock;
            while (spy.isEmpty()) {
                QTest::qWait(1);
                if (const mw::test::Gap gap = clock.restart(); gap.busyMs > longest.busyMs) longest = gap;
            }
            return longest;
        };
        ChatExchange out(from.controller);
        Ended left(out);
        out.exportChats({}, path);
        const mw::test::Gap exporting = longestUntil(left.exported);
        QVERIFY2(!exporting.isStall(), qPrintable(exporting.text()));
        Bench to(there);
        ChatExchange in(to.controller);
        Ended come(in);
        in.importFiles({path});
        const mw::test::Gap importing = longestUntil(come.imported);
        QVERIFY2(!importing.isStall(), qPrintable(importing.text()));
        qInfo("longest gap exporting %s, importing %s", qPrintable(exporting.text()), qPrintable(importing.text()));
    }

    void whatIsSaidWhileChatsAreAddedIsSaved() {
        const QString path = m_folder.filePath(QStringLiteral("meanwhile.jsonl"));
        QTemporaryDir here, there;
        {
            Bench from(here);
            ChatMaker(from.store).make(100);
            ChatExchange out(from.controller);
            Ended left(out);
            out.exportChats({}, path);
            QVERIFY(left.wait(left.exported));
        }
        Bench to(there);
        FakeEngine::load(to.engine);
        ChatExchange in(to.controller);
        Ended come(in);
        in.importFiles({path});
        int asked = 0;
        while (come.imported.isEmpty() && asked < 1000) {
            const Ticket ticket = to.ask(QStringLiteral("Question %1").arg(++asked));
            playAnswer(to.engine, ticket, {QStringLiteral("Answer")});
            QTest::qWait(2);
        }
        QVERIFY(come.wait(come.imported));
        QTRY_COMPARE(to.store.unsavedCount(), 0);
        QCOMPARE(to.store.chats().size(), 101);
        QCOMPARE(to.chat()->info().leaf, to.store.leafBelow(to.chat()->id(), 0));
        QCOMPARE(to.store.depth(to.chat()->info().leaf), 2 * asked);
    }

    void markdownIsForPeople() {
        const QString path = m_folder.filePath(QStringLiteral("chat.md"));
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("One word?")), {QStringLiteral("First")});
        bench.controller.regenerate(bench.chat(), bench.chat()->turns().last().id);
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("Sec"), QStringLiteral("ond")},
                   FinishReason::Length);
        ChatExchange exchange(bench.controller);
        Ended ended(exchange);
        exchange.exportChats({bench.chat()->id()}, path);
        QVERIFY(ended.wait(ended.exported));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        for (const char* part :
             {"# One word?\n", "## You\n\nOne word?\n", " · version 2 of 2\n\nSecond\n", "## Other branches\n",
              " · version 1 of 2\n\n*After: One word?*\n\nFirst\n", "- Sampling: temperature ", "- Seed: "})
            QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(QString::fromUtf8(part) + text));
        QVERIFY(text.indexOf(QStringLiteral("Second")) < text.indexOf(QStringLiteral("First")));
    }

    /// A system prompt that has code in it ends where it ends.
    void markdownKeepsFencesApart() {
        ArchivedChat chat;
        chat.info.settings.systemPrompt = QStringLiteral("Answer like this:\n```\ncode\n````\nand end.");
        const QString text = chatToMarkdown(chat);
        QVERIFY2(text.contains(QStringLiteral("`````\n") + chat.info.settings.systemPrompt + QStringLiteral("\n`````")),
                 qPrintable(text));
    }

    /// What a file says of an answer that was being written, and of a branch that is none.
    void whatCannotBeIsPutRight() {
        ArchivedChat chat;
        for (const TurnId parent : {0, 1, 1, 2})
            chat.turns.append({.id = chat.turns.size() + 1,
                               .parent = parent,
                               .role = parent == 1 ? mw::Role::Assistant : mw::Role::User,
                               .text = QStringLiteral("text")});
        chat.turns[2].state = TurnState::Streaming;
        chat.info.leaf = 3;
        chat.shownChildren = {{1, 4}, {2, 4}};  // the turn 4 follows 2
        QString error;
        const std::optional<ArchivedChat> read = chatFromJson(chatToJson(chat), &error);
        QVERIFY2(read, qPrintable(error));
        QCOMPARE(read->turns[2].state, TurnState::Interrupted);
        QCOMPARE(read->shownChildren, (QHash<TurnId, TurnId>{{2, 4}}));
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatExchange)
#include "test_chat_exchange.moc"
