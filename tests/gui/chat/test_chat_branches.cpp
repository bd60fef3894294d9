// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Branches: random sequences of everything that can be done to turns, held against a plain model of a tree.

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <memory>

#include "chat_bench.h"
#include "chat_exchange.h"

namespace mw::gui {
namespace {

/// What a chat is: a tree in which every fork remembers the branch that was shown last.
class PlainTree {
 public:
    struct Node {
        int parent = 0;
        bool answer = false;
        QString text;
        bool deleted = false;
        int shown = 0;  ///< the child that is or was on screen; 0: none
    };

    int leaf() const { return m_leaf; }
    const Node& at(int node) const { return m_nodes[node]; }
    Node& at(int node) { return m_nodes[node]; }

    int add(int parent, bool answer, const QString& text = {}) {
        m_nodes.append({parent, answer, text});
        show(int(m_nodes.size()) - 1);
        return m_leaf;
    }

    QVector<int> path() const {
        QVector<int> result;
        for (int node = m_leaf; node != 0; node = m_nodes[node].parent)
            result.prepend(node);
        return result;
    }

    QVector<int> alive(int parent) const {
        QVector<int> result;
        for (int node = 1; node < m_nodes.size(); ++node)
            if (m_nodes[node].parent == parent && !m_nodes[node].deleted) result.append(node);
        return result;
    }

    bool isBelow(int node, int above) const {
        for (; node != 0; node = m_nodes[node].parent)
            if (node == above) return true;
        return false;
    }

    void show(int leaf) {
        m_leaf = leaf;
        for (int node = leaf; node != 0; node = m_nodes[node].parent)
            m_nodes[m_nodes[node].parent].shown = node;
    }

    void switchFrom(int node, int step) {
        const QVector<int> siblings = alive(m_nodes[node].parent);
        const int target = int(siblings.indexOf(node)) + step;
        if (target >= 0 && target < siblings.size()) showBelow(siblings[target]);
    }

    void remove(int node) {
        m_undo.append({node, m_leaf});
        m_nodes[node].deleted = true;
        const QVector<int> siblings = alive(m_nodes[node].parent);
        if (siblings.isEmpty())
            show(m_nodes[node].parent);
        else
            showBelow(siblings.last());
    }

    void undo() {
        if (m_undo.isEmpty()) return;
        const auto [node, leaf] = m_undo.takeLast();
        m_nodes[node].deleted = false;
        show(leaf);
    }

    void forgetUndo() { m_undo.clear(); }

 private:
    void showBelow(int node) {
        for (QVector<int> below = alive(node); !below.isEmpty(); below = alive(node))
            node = below.contains(m_nodes[node].shown) ? m_nodes[node].shown : below.last();
        show(node);
    }

    QVector<Node> m_nodes{Node()};  ///< the first one is the root, which is no turn
    QVector<std::pair<int, int>> m_undo;
    int m_leaf = 0;
};

/// Does the same to a program and to the model.
class Player {
 public:
    Player(quint32 seed, int maxPages) : m_random(seed), m_maxPages(maxPages) { start(); }

    QString log() const { return m_log.join(QStringLiteral(", ")); }

    void act() {
        switch (m_random.bounded(17)) {
            case 0:
            case 1:
            case 2:
                return send();
            case 3:
                return edit();
            case 4:
                return regenerate();
            case 5:
                return goOn();
            case 6:
            case 7:
                return switchBranch();
            case 8:
            case 9:
                return remove();
            case 10:
            case 11:
                return undo();
            case 12:
                return m_running == 0 ? send() : endAnswer(FinishReason::Eos);
            case 13:
            case 14:
                return editAnswer();
            case 15:
                return m_random.bounded(2) == 0 ? fork() : duplicate();
            default:
                return m_random.bounded(2) == 0 ? restart() : closeAndReopen();
        }
    }

    /// What is shown, and what was sent last, against the model. Empty if they agree.
    QString difference() {
        Chat* chat = m_bench->chat();
        while (chat->hasOlder())
            chat->loadOlder();
        QStringList shown, wanted;
        for (const Turn& turn : chat->turns())
            shown.append(QStringLiteral("%1 (%2/%3)").arg(turn.text).arg(turn.branch).arg(turn.branches));
        for (const int node : m_tree.path()) {
            const QVector<int> siblings = m_tree.alive(m_tree.at(node).parent);
            wanted.append(QStringLiteral("%1 (%2/%3)")
                              .arg(m_tree.at(node).text)
                              .arg(siblings.indexOf(node) + 1)
                              .arg(siblings.size()));
        }
        if (shown != wanted) return QStringLiteral("shown: %1\nwanted: %2").arg(shown.join(' '), wanted.join(' '));
        if (!chat->turns().isEmpty() && chat->turns().first().parent != 0) return QStringLiteral("not from the root");
        if (m_sent != m_shouldBeSent)
            return QStringLiteral("sent: %1\nwanted: %2").arg(m_sent.join(' '), m_shouldBeSent.join(' '));
        return {};
    }

 private:
    ChatController& controller() { return m_bench->controller; }
    Chat* chat() { return m_bench->chat(); }
    TurnId idOf(int node) {
        const QVector<int> path = m_tree.path();
        while (chat()->hasOlder())
            chat()->loadOlder();
        return chat()->turns().value(path.indexOf(node)).id;
    }
    int pick(bool answers, bool any = false) {
        QVector<int> choice;
        for (const int node : m_tree.path())
            if (any || m_tree.at(node).answer == answers) choice.append(node);
        return choice.isEmpty() ? 0 : choice[m_random.bounded(int(choice.size()))];
    }
    QString newText(const char* kind) { return QString::fromLatin1(kind) + QString::number(++m_texts); }
    void note(const QString& what) { m_log.append(what); }

    void start() {
        m_bench = std::make_unique<Bench>(m_folder, m_maxPages);
        FakeEngine::load(m_bench->engine);
        if (!controller().current()) controller().newChat();
        ChatSettings settings = chat()->settings();
        settings.systemPrompt.clear();
        controller().setSettings(chat(), settings);
        m_submissions = 0;
    }

    /// After something that asks: what went to the engine is the path to `last`.
    void expectSent(int last) {
        const auto& submissions = m_bench->fake().submissions;
        if (submissions.size() != m_submissions + 1) {
            m_sent = {QStringLiteral("%1 requests").arg(submissions.size() - m_submissions)};
            m_shouldBeSent = {QStringLiteral("1 request")};
            return;
        }
        m_submissions = int(submissions.size());
        m_running = submissions.last().ticket;
        m_sent = contents(submissions.last().request);
        m_shouldBeSent.clear();
        for (int node = last; node != 0; node = m_tree.at(node).parent)
            if (!m_tree.at(node).text.isEmpty()) m_shouldBeSent.prepend(m_tree.at(node).text);
    }

    void growAnswer() {
        const QString piece = newText("a");
        grow(m_bench->engine, m_running, piece, ++m_texts);
        m_tree.at(m_answering).text += piece;
    }

    void endAnswer(FinishReason reason) {
        note(QStringLiteral("end"));
        end(m_bench->engine, m_running, reason);
        m_running = 0;
    }

    /// An answer below `question` begins; how it goes on.
    void answerBelow(int question, int leafBefore) {
        if (m_random.bounded(8) == 0) {
            note(QStringLiteral("overflow"));
            emit m_bench->engine.answerFailed(m_running, {ErrorCode::ContextOverflow, "too long", {}, {}});
            m_running = 0;
            m_tree.show(leafBefore);
            return;
        }
        m_answering = m_tree.add(question, true);
        if (m_random.bounded(10) != 0) growAnswer();
        finishPerhaps();
    }

    void finishPerhaps() {
        const FinishReason reasons[] = {FinishReason::Eos, FinishReason::Length, FinishReason::Cancelled};
        if (m_random.bounded(4) != 0) endAnswer(reasons[m_random.bounded(3)]);
    }

    void send() {
        if (m_running != 0) return;
        note(QStringLiteral("send"));
        const QString text = newText("q");
        m_bench->ask(text);
        const int question = m_tree.add(m_tree.leaf(), false, text);
        expectSent(question);
        answerBelow(question, question);
    }

    void edit() {
        const int node = pick(false);
        if (m_running != 0 || node == 0) return;
        note(QStringLiteral("edit ") + m_tree.at(node).text);
        controller().beginEdit(chat(), idOf(node));
        if (m_random.bounded(3) == 0) switchBranch();  // the new wording goes beside the old one all the same
        const QString text = newText("q");
        m_bench->ask(text);
        const int question = m_tree.add(m_tree.at(node).parent, false, text);
        expectSent(question);
        answerBelow(question, question);
    }

    void editAnswer() {
        const int node = pick(true);
        if (m_running != 0 || node == 0 || m_tree.at(node).text.isEmpty()) return;
        note(QStringLiteral("edit answer ") + m_tree.at(node).text);
        controller().beginEdit(chat(), idOf(node));
        if (m_random.bounded(3) == 0) switchBranch();
        const QString text = newText("e");
        controller().send(chat(), text);
        m_tree.add(m_tree.at(node).parent, true, text);
    }

    /// A copy of the chat, or of the way to a turn. 0: there is none.
    ChatId copied(TurnId upTo) {
        ChatExchange exchange(controller());
        QSignalSpy done(&exchange, &ChatExchange::copied);
        controller().saveAll();
        exchange.copyChat(chat()->id(), upTo);
        return done.isEmpty() && !done.wait(60000) ? 0 : done[0][0].toLongLong();
    }

    /// Goes on in a chat that holds what the tree does, and leaves the other.
    void goOnIn(ChatId copy) {
        Chat* left = chat();
        controller().openChat(copy);
        controller().closeTab(left);
        restart();
    }

    void duplicate() {
        if (m_running != 0 || m_maxPages > 0 || m_tree.leaf() == 0) return;
        note(QStringLiteral("duplicate"));
        goOnIn(copied(0));
    }

    void fork() {
        const int node = pick(false, true);
        if (m_running != 0 || m_maxPages > 0 || node == 0) return;
        note(QStringLiteral("fork at ") + m_tree.at(node).text);
        const ChatId copy = copied(idOf(node));
        PlainTree way;
        for (const int each : m_tree.path()) {
            if (!m_tree.isBelow(node, each)) break;
            way.add(way.leaf(), m_tree.at(each).answer, m_tree.at(each).text);
        }
        m_tree = way;
        goOnIn(copy);
    }

    void regenerate() {
        const int node = pick(true);
        if (m_running != 0 || node == 0) return;
        note(QStringLiteral("regenerate ") + m_tree.at(node).text);
        const int before = m_tree.leaf();
        controller().regenerate(chat(), idOf(node));
        const int question = m_tree.at(node).parent;
        expectSent(question);
        answerBelow(question, before);
    }

    void goOn() {
        const int node = m_tree.leaf();
        if (m_running != 0 || node == 0 || !m_tree.at(node).answer || m_tree.at(node).text.isEmpty() ||
            chat()->turns().last().state == TurnState::Complete)
            return;
        note(QStringLiteral("continue"));
        controller().continueAnswer(chat());
        expectSent(node);
        m_answering = node;
        growAnswer();
        finishPerhaps();
    }

    void switchBranch() {
        const int node = pick(false, true);
        if (node == 0) return;
        const int step = m_random.bounded(2) == 0 ? -1 : 1;
        note(QStringLiteral("switch %1 by %2").arg(m_tree.at(node).text).arg(step));
        controller().switchBranch(chat(), idOf(node), step);
        m_tree.switchFrom(node, step);
    }

    void remove() {
        const int node = pick(false, true);
        if (node == 0) return;
        note(QStringLiteral("delete ") + m_tree.at(node).text);
        const bool stops = m_running != 0 && m_tree.isBelow(m_answering, node);
        controller().deleteTurn(chat(), idOf(node));
        m_tree.remove(node);
        if (!stops) return;
        if (!m_bench->fake().cancelled.contains(m_running)) {
            m_sent = {QStringLiteral("an answer goes on though its question is deleted")};
            m_shouldBeSent.clear();
        }
        endAnswer(FinishReason::Cancelled);
    }

    void undo() {
        note(QStringLiteral("undo"));
        controller().undo();
        m_tree.undo();
    }

    void restart() {
        if (m_maxPages > 0) return;  // nothing would come back
        note(QStringLiteral("restart"));
        m_bench.reset();
        m_running = 0;
        m_tree.forgetUndo();
        start();
    }

    void closeAndReopen() {
        if (m_tree.alive(0).isEmpty()) return;  // an empty chat goes with its tab
        note(QStringLiteral("close"));
        controller().closeTab(chat());
        if (m_random.bounded(2) == 0) undo();
        controller().reopenClosedTab();
    }

    QRandomGenerator m_random;
    int m_maxPages;
    QTemporaryDir m_folder;
    std::unique_ptr<Bench> m_bench;
    PlainTree m_tree;
    QStringList m_log, m_sent, m_shouldBeSent;
    int m_texts = 0, m_submissions = 0;
    Ticket m_running = 0;
    int m_answering = 0;
};

}  // namespace

class TestChatBranches : public QObject {
    Q_OBJECT

 private slots:
    void everyOrderShowsAndSendsOneWholePath_data() {
        QTest::addColumn<int>("sequences");
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("maxPages");
        const int more = std::max(1, qEnvironmentVariableIntValue("MW_BRANCH_SEQUENCES"));
        QTest::newRow("short") << 40 * more << 25 << 0;
        QTest::newRow("long") << 3 * more << 250 << 0;
        QTest::newRow("where nothing can be saved") << 20 * more << 40 << 1;
    }

    void everyOrderShowsAndSendsOneWholePath() {
        QFETCH(int, sequences);
        QFETCH(int, steps);
        QFETCH(int, maxPages);
        for (quint32 seed = 1; seed <= quint32(sequences); ++seed) {
            Player player(seed, maxPages);
            for (int step = 0; step < steps; ++step) {
                player.act();
                const QString difference = player.difference();
                QVERIFY2(
                    difference.isEmpty(),
                    qPrintable(QStringLiteral("seed %1: %2\n%3").arg(seed).arg(player.log().right(1500), difference)));
            }
        }
    }

    /// The copy stays as it was then.
    void copiesAnAnswerUnderWayAsFarAsItIs() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const Ticket ticket = bench.ask(QStringLiteral("q"));
        grow(bench.engine, ticket, QStringLiteral("half"));
        bench.controller.saveAll();
        ChatExchange exchange(bench.controller);
        QSignalSpy copied(&exchange, &ChatExchange::copied);
        exchange.copyChat(bench.chat()->id());
        QVERIFY(!copied.isEmpty() || copied.wait(60000));
        playAnswer(bench.engine, ticket, {QStringLiteral(" and half")});
        Chat* copy = bench.controller.openChat(copied[0][0].toLongLong());
        QCOMPARE(copy->turns().last().text, QStringLiteral("half"));
        QCOMPARE(copy->turns().last().state, TurnState::Interrupted);
        QVERIFY(!copy->isStreaming());
        bench.controller.continueAnswer(copy);
        QCOMPARE(contents(bench.fake().last().request).mid(1), (QStringList{"q", "half"}));
    }

    void keepsTheConversationAboveADeletedQuestion() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const auto turn = [&](int index) { return bench.chat()->turns()[index].id; };
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        playAnswer(bench.engine, bench.ask(QStringLiteral("q2")), {QStringLiteral("a2")});
        bench.controller.regenerate(bench.chat(), turn(1));
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("b1")});
        bench.controller.switchBranch(bench.chat(), turn(1), -1);
        bench.controller.deleteTurn(bench.chat(), turn(2));
        bench.controller.switchBranch(bench.chat(), turn(1), 1);
        bench.controller.switchBranch(bench.chat(), turn(1), -1);
        QCOMPARE(bench.chat()->turns().size(), 2);
        QCOMPARE(bench.text(1), QStringLiteral("a1"));
        bench.ask(QStringLiteral("q3"));
        QCOMPARE(contents(bench.fake().last().request).mid(1), (QStringList{"q1", "a1", "q3"}));
    }

    void comesBackWholeFromAFileThatRemembersADeletedBranch() {
        QTemporaryDir folder;
        {
            Bench bench(folder);
            FakeEngine::load(bench.engine);
            playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
            playAnswer(bench.engine, bench.ask(QStringLiteral("q2")), {QStringLiteral("a2")});
            bench.store.setTurnDeleted(bench.chat()->turns()[2].id, true);  // the leaf stays below it
        }
        Bench bench(folder);
        QCOMPARE(bench.chat()->turns().size(), 2);
        QCOMPARE(bench.text(1), QStringLiteral("a1"));
    }

    void bringsBackWhatWasDeletedFromAnEmptiedChat() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        const ChatId id = bench.chat()->id();
        bench.controller.deleteTurn(bench.chat(), bench.chat()->turns()[0].id);
        QVERIFY(bench.chat()->isEmpty());
        bench.controller.closeTab(bench.chat());
        QVERIFY(bench.controller.model().find(id));
        bench.controller.undo();
        QCOMPARE(bench.controller.openChat(id)->turns().size(), 2);
    }

    void thereIsNothingBesideTheFirstAndTheLastBranch() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const auto turn = [&](int index) { return bench.chat()->turns()[index].id; };
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        const TurnId only = bench.chat()->info().leaf;
        for (const int step : {-1, 1}) {
            bench.controller.switchBranch(bench.chat(), turn(1), step);
            QCOMPARE(bench.chat()->info().leaf, only);
        }
        bench.controller.regenerate(bench.chat(), turn(1));
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("b1")});
        for (const auto& [step, shown] : {std::pair(1, "b1"), {-1, "a1"}, {-1, "a1"}, {1, "b1"}, {1, "b1"}}) {
            bench.controller.switchBranch(bench.chat(), turn(1), step);
            QCOMPARE(bench.chat()->turns().size(), 2);
            QCOMPARE(bench.text(1), QLatin1String(shown));
        }
    }

    void theLastDeletionIsUndoneFirst() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const auto turn = [&](int index) { return bench.chat()->turns()[index].id; };
        for (const char* question : {"q1", "q2", "q3"})
            playAnswer(bench.engine, bench.ask(QLatin1String(question)), {QStringLiteral("a")});
        bench.controller.deleteTurn(bench.chat(), turn(5));
        bench.controller.deleteTurn(bench.chat(), turn(4));
        bench.controller.deleteTurn(bench.chat(), turn(2));
        for (const int left : {4, 5, 6}) {
            bench.controller.undo();
            QCOMPARE(bench.chat()->turns().size(), left);
        }
        QCOMPARE(bench.text(4), QStringLiteral("q3"));
    }

    /// Also where they are not on screen; and those beside it go on.
    void answersBelowADeletedTurnEnd() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine);
        const auto turn = [&](int index) { return bench.chat()->turns()[index].id; };
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        bench.controller.regenerate(bench.chat(), turn(1));
        const Ticket other = bench.fake().last().ticket;
        grow(bench.engine, other, QStringLiteral("b1"));
        bench.controller.switchBranch(bench.chat(), turn(1), -1);
        bench.controller.deleteTurn(bench.chat(), turn(1));
        QVERIFY(bench.fake().cancelled.isEmpty());
        bench.controller.undo();
        QCOMPARE(bench.text(1), QStringLiteral("a1"));
        bench.controller.deleteTurn(bench.chat(), turn(0));
        QCOMPARE(bench.fake().cancelled, QVector<Ticket>{other});
    }

    /// An answer that does not fit goes by itself, and then the branch that was on screen has another end.
    void undoShowsABranchAsFarAsItIsThere() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        playAnswer(bench.engine, bench.ask(QStringLiteral("q1")), {QStringLiteral("a1")});
        const Ticket ticket = bench.ask(QStringLiteral("q2"));
        bench.controller.deleteTurn(bench.chat(), bench.chat()->turns()[1].id);
        emit bench.engine.answerFailed(ticket, {ErrorCode::ContextOverflow, "", {}, {}});
        bench.controller.undo();
        QCOMPARE(bench.chat()->turns().size(), 3);
        QCOMPARE(bench.text(2), QStringLiteral("q2"));
        for (const Turn& turn : bench.chat()->turns())
            QVERIFY(turn.state != TurnState::Damaged);
    }

    void leavesTheOldAnswerInPlaceWhenANewOneDoesNotFit() {
        QTemporaryDir folder;
        Bench bench(folder);
        FakeEngine::load(bench.engine, 100);
        playAnswer(bench.engine, bench.ask(QStringLiteral("one")), {QStringLiteral("a1")});
        playAnswer(bench.engine, bench.ask(QStringLiteral("two")), {QStringLiteral("a2")});
        bench.controller.regenerate(bench.chat(), bench.chat()->turns()[3].id);
        emit bench.engine.answerFailed(bench.fake().last().ticket, {ErrorCode::ContextOverflow, "", {}, {}});
        QCOMPARE(bench.text(3), QStringLiteral("a2"));
        QVERIFY(bench.chat()->overflow());
        QCOMPARE(bench.chat()->overflow()->turn, bench.chat()->turns()[2].id);
        bench.controller.shortenAndAnswer(bench.chat());
        QTRY_VERIFY(bench.chat()->isStreaming());
        QCOMPARE(contents(bench.fake().last().request).last(), QStringLiteral("two"));  // asked again, not continued
        playAnswer(bench.engine, bench.fake().last().ticket, {QStringLiteral("b2")});
        QCOMPARE(bench.text(3), QStringLiteral("b2"));
        QCOMPARE(bench.chat()->turns()[3].branches, 2);
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestChatBranches)
#include "test_chat_branches.moc"
