// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine thread over the real engine, with a tiny checkpoint from disk.

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <map>
#include <memory>

#include "engine_thread.h"
#include "tiny_model.h"

using namespace mw;
using namespace mw::gui;
using mw::test::TempDir;

namespace {

struct Answers {
    explicit Answers(EngineThread& engine) {
        QObject::connect(&engine, &EngineThread::answerGrew, &context, [this](const AnswerDelta& delta) {
            text[delta.ticket] += delta.text;
            tokens[delta.ticket] += delta.tokens;
        });
        QObject::connect(&engine, &EngineThread::answerEnded, &context,
                         [this](const AnswerEnd& end) { ends[end.ticket] = end; });
        QObject::connect(&engine, &EngineThread::answerFailed, &context,
                         [this](Ticket ticket, const Failure& failure) { failures[ticket] = failure; });
    }

    bool over(Ticket ticket) const { return ends.contains(ticket) || failures.contains(ticket); }

    std::map<Ticket, QString> text;
    std::map<Ticket, int> tokens;
    std::map<Ticket, AnswerEnd> ends;
    std::map<Ticket, Failure> failures;
    QObject context;
};

Request greedy(const std::string& question, int maxTokens) {
    Request request;
    request.messages = {{Role::User, question}};
    request.maxTokens = maxTokens;
    request.sampling.temperature = 0;
    request.ignoreEos = true;
    return request;
}

}  // namespace

class TestRealEngine : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { test::writeTinyModel(m_folder.path()); }

    void answersManyChatsAtOnceWithTheTextOfEachAlone() {
        EngineThread engine;
        Answers answers(engine);
        load(engine);
        std::vector<Ticket> alone, together;
        for (int i = 0; i < 4; ++i) {
            alone.push_back(engine.submit(greedy("Question " + std::to_string(i), 40)));
            QTRY_VERIFY(answers.over(alone.back()));
        }
        for (int i = 0; i < 4; ++i) {
            together.push_back(engine.submit(greedy("Question " + std::to_string(i), 40)));
        }
        for (int i = 0; i < 4; ++i) {
            QTRY_VERIFY(answers.over(together[i]));
            QCOMPARE(answers.tokens[together[i]], 40);
            QVERIFY(!answers.text[alone[i]].isEmpty());
            QCOMPARE(answers.text[together[i]], answers.text[alone[i]]);
        }
        QVERIFY(answers.text[alone[0]] != answers.text[alone[1]]);
    }

    void stopsOneAnswerAndGoesOnWithTheOther() {
        EngineThread engine;
        Answers answers(engine);
        load(engine);
        const Ticket stopped = engine.submit(greedy("One", 1900));
        const Ticket other = engine.submit(greedy("Two", 200));
        QTRY_VERIFY(answers.tokens[stopped] > 3);
        engine.cancel(stopped);
        QTRY_VERIFY(answers.over(stopped));
        QCOMPARE(answers.ends[stopped].reason, FinishReason::Cancelled);
        QCOMPARE(answers.ends[stopped].generatedTokens, answers.tokens[stopped]);
        QTRY_VERIFY(answers.over(other));
        QCOMPARE(answers.tokens[other], 200);
    }

    void refusesAPromptThatDoesNotFitByItself() {
        EngineThread engine;
        Answers answers(engine);
        load(engine);
        const Ticket ticket = engine.submit(greedy(std::string(20000, 'x'), 10));
        QTRY_VERIFY(answers.over(ticket));
        QCOMPARE(answers.failures[ticket].code, ErrorCode::ContextOverflow);
        const Ticket next = engine.submit(greedy("Short", 5));
        QTRY_VERIFY(answers.ends.contains(next));
    }

    void failsToLoadWithTheFileNamedAndKeepsTheModelBefore() {
        EngineThread engine;
        Answers answers(engine);
        load(engine);
        TempDir broken;
        test::writeTinyModel(broken.path());
        std::filesystem::resize_file(broken / "model.safetensors", 100'000);
        QSignalSpy failed(&engine, &EngineThread::loadFailed);
        QSignalSpy unloaded(&engine, &EngineThread::unloaded);
        engine.load(options(broken.path()));
        QTRY_COMPARE(failed.count(), 1);
        const auto failure = failed[0][0].value<Failure>();
        QVERIFY2(QString::fromStdString(failure.message).contains("model.safetensors") ||
                     QString::fromStdString(failure.place.file).contains("model.safetensors"),
                 failure.message.c_str());
        QCOMPARE(unloaded.count(), 0);
        const Ticket ticket = engine.submit(greedy("Still there?", 5));
        QTRY_VERIFY(answers.ends.contains(ticket));
    }

    void unloadsWhileAnswersStream() {
        EngineThread engine;
        Answers answers(engine);
        load(engine);
        const Ticket ticket = engine.submit(greedy("On and on", 1900));
        QTRY_VERIFY(answers.tokens[ticket] > 3);
        QSignalSpy unloaded(&engine, &EngineThread::unloaded);
        engine.unload();
        QTRY_COMPARE(unloaded.count(), 1);
        QVERIFY(answers.over(ticket));
        QCOMPARE(answers.ends[ticket].reason, FinishReason::Cancelled);
        load(engine);
    }

    void countsTokensAsTheModelDoes() {
        EngineThread engine;
        load(engine);
        QSignalSpy counted(&engine, &EngineThread::tokensCounted);
        engine.countTokens({{Role::User, "Hello"}}, "mistral-v1");
        engine.countTokens({{Role::User, "Hello"}}, "no such format");
        QTRY_COMPARE(counted.count(), 2);
        QVERIFY(counted[0][1].toInt() > 5);
        QCOMPARE(counted[1][1].toInt(), -1);
    }

    void plansWithoutLoading() {
        EngineThread engine;
        QSignalSpy inspected(&engine, &EngineThread::inspected);
        QSignalSpy planned(&engine, &EngineThread::planned);
        engine.inspect(QString::fromStdString(m_folder.path().string()));
        QTRY_COMPARE(inspected.count(), 1);
        const auto checkpoint = inspected[0][1].value<OpenedCheckpoint>();
        QCOMPARE(checkpoint.info.tokenizerVersion, std::string("v1"));
        engine.planFor(checkpoint, options(m_folder.path()));
        QTRY_COMPARE(planned.count(), 1);
        const auto plan = planned[0][1].value<Plan>();
        QVERIFY(plan.fits);
        QCOMPARE(plan.devices.size(), std::size_t(1));
    }

    void endsInTheMiddleOfAnAnswerWithinTwoSeconds() {
        auto engine = std::make_unique<EngineThread>();
        Answers answers(*engine);
        load(*engine);
        const Ticket ticket = engine->submit(greedy("On and on", 1900));
        QTRY_VERIFY(answers.tokens[ticket] > 3);
        QElapsedTimer clock;
        clock.start();
        engine.reset();
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString("%1 ms").arg(clock.elapsed())));
    }

 private:
    static LoadOptions options(const std::filesystem::path& folder) {
        LoadOptions result;
        result.directory = folder;
        result.contextTokens = 2048;
        result.batch = 4;
        result.threads = 2;
        return result;
    }

    void load(EngineThread& engine) {
        QSignalSpy loaded(&engine, &EngineThread::loaded);
        QSignalSpy failed(&engine, &EngineThread::loadFailed);
        engine.load(options(m_folder.path()));
        QTRY_VERIFY(loaded.count() + failed.count() == 1);
        if (!failed.isEmpty()) QFAIL(failed[0][0].value<Failure>().message.c_str());
    }

    TempDir m_folder;
};

QTEST_GUILESS_MAIN(TestRealEngine)
#include "test_real_engine.moc"
