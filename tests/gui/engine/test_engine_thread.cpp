// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <sys/resource.h>
#include <unistd.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <memory>
#include <utility>

#include "engine_thread.h"
#include "mw/engine_loop.h"
#include "scripted_engine.h"

using namespace mw;
using namespace mw::gui;
using mw::test::EngineScript;
using mw::test::setEngineScript;

namespace {

/// Everything that arrives for one answer, on the test's thread.
struct Recorder {
    explicit Recorder(EngineThread& asked) : engine(asked) {
        QObject::connect(&engine, &EngineThread::answerGrew, &context, [this](const AnswerDelta& delta) {
            if (delta.ticket != ticket) return;
            text += delta.text;
            tokens += delta.tokens;
            totalTokens = delta.totalTokens;
            ++deliveries;
            order << "grew";
        });
        QObject::connect(&engine, &EngineThread::answerAccepted, &context, [this](Ticket of, int, int, int) {
            if (of == ticket) order << "accepted";
        });
        QObject::connect(&engine, &EngineThread::answerStarted, &context, [this](Ticket of, int) {
            if (of == ticket) order << "started";
        });
        QObject::connect(&engine, &EngineThread::answerEnded, &context, [this](const AnswerEnd& ended) {
            if (ended.ticket != ticket) return;
            end = ended;
            order << "ended";
        });
        QObject::connect(&engine, &EngineThread::answerFailed, &context, [this](Ticket of, const Failure& why) {
            if (of != ticket) return;
            failure = why;
            order << "failed";
        });
    }

    void ask(const Request& request) { ticket = engine.submit(request); }
    bool over() const { return end.has_value() || failure.has_value(); }

    EngineThread& engine;
    Ticket ticket = 0;
    QString text;
    int tokens = 0;
    int totalTokens = 0;
    int deliveries = 0;
    QStringList order;
    std::optional<AnswerEnd> end;
    std::optional<Failure> failure;
    QObject context;
};

LoadOptions options() {
    LoadOptions result;
    result.directory = "/models/scripted";
    return result;
}

Request request(int maxTokens) {
    Request result;
    result.messages = {{Role::User, "Hello"}};
    result.maxTokens = maxTokens;
    return result;
}

QString expectedText(int tokens) {
    QString text;
    for (int i = 0; i < tokens; ++i)
        text += QString("t%1 ").arg(i);
    return text;
}

void loadModel(EngineThread& engine) {
    QSignalSpy loaded(&engine, &EngineThread::loaded);
    engine.load(options());
    QTRY_COMPARE(loaded.count(), 1);
}

}  // namespace

class TestEngineThread : public QObject {
    Q_OBJECT

 private slots:
    void init() { setEngineScript({}); }

    void keepsTheTextOfAnAnswerWholeAndInOrder() {
        EngineThread engine;
        loadModel(engine);
        Recorder answer(engine);
        answer.ask(request(200));
        QTRY_VERIFY(answer.over());
        QCOMPARE(answer.text, expectedText(200));
        QCOMPARE(answer.tokens, 200);
        QCOMPARE(answer.totalTokens, 200);
        QCOMPARE(answer.end->reason, FinishReason::Length);
        QCOMPARE(answer.end->generatedTokens, 200);
        QCOMPARE(answer.order.mid(0, 3), QStringList({"accepted", "started", "grew"}));
        QCOMPARE(answer.order.last(), "ended");
    }

    void deliversTextAtThePaceOfTheDisplay() {
        EngineThread engine;
        loadModel(engine);
        Recorder answer(engine);
        QElapsedTimer clock;
        clock.start();
        answer.ask(request(500));
        QTRY_VERIFY_WITH_TIMEOUT(answer.over(),
                                 30000);  // hundreds of steps, of which a busy machine makes few a second
        // One for the first token, one for the rest at the end, and some 30 a second between them.
        const auto most = clock.elapsed() / 33 + 3;
        QVERIFY2(answer.deliveries <= most, qPrintable(QString("%1 deliveries").arg(answer.deliveries)));
        QVERIFY(answer.deliveries >= 5);
        QCOMPARE(answer.text, expectedText(500));
    }

    void holdsNoTextBackOverAStepWithAPrompt() {
        EngineThread engine;
        loadModel(engine);
        // Tokens in the first delivery of the running answer after each prompt: those of the step with the prompt
        // alone, because what came before it was sent before it.
        Recorder running(engine);
        QVector<int> tokens;
        bool promptJustSeen = false;
        QObject context;
        connect(&engine, &EngineThread::answerAccepted, &context, [&] { promptJustSeen = true; });
        connect(&engine, &EngineThread::answerGrew, &context, [&](const AnswerDelta& delta) {
            if (delta.ticket == running.ticket && std::exchange(promptJustSeen, false)) tokens << delta.tokens;
        });
        running.ask(request(100000));
        for (int i = 1; i <= 5; ++i) {
            QTest::qWait(50);
            engine.submit(request(1));
            QTRY_COMPARE(tokens.size(), i + 1);
        }
        QCOMPARE(tokens, QVector<int>(6, 1));
    }

    void streamsSeveralAnswersAtOnce() {
        EngineThread engine;
        loadModel(engine);
        std::vector<std::unique_ptr<Recorder>> answers;
        for (int i = 0; i < 8; ++i) {
            answers.push_back(std::make_unique<Recorder>(engine));
            answers.back()->ask(request(60 + i));
        }
        for (int i = 0; i < 8; ++i) {
            QTRY_VERIFY(answers[i]->over());
            QCOMPARE(answers[i]->text, expectedText(60 + i));
        }
        QVERIFY2(test::engineCounts().steps < 200, "the answers were batched into the same steps");
    }

    void stopsAnAnswerBetweenTwoSteps() {
        EngineThread engine;
        loadModel(engine);
        Recorder stopped(engine);
        Recorder other(engine);
        stopped.ask(request(1000000));
        other.ask(request(300));
        QTRY_VERIFY(stopped.tokens > 5);
        engine.cancel(stopped.ticket);
        QTRY_VERIFY(stopped.over());
        QCOMPARE(stopped.end->reason, FinishReason::Cancelled);
        QCOMPARE(stopped.text, expectedText(stopped.end->generatedTokens));
        QTRY_VERIFY(other.over());
        QCOMPARE(other.text, expectedText(300));
        engine.cancel(stopped.ticket);  // once more, of an answer that is over: nothing happens
        engine.cancel(12345);
    }

    void doesNothingWhenNothingIsAsked() {
        EngineThread engine;
        loadModel(engine);
        Recorder answer(engine);
        answer.ask(request(3));
        QTRY_VERIFY(answer.over());
        const int steps = test::engineCounts().steps;
        QTest::qWait(150);
        QCOMPARE(test::engineCounts().steps, steps);
    }

    void reportsActivityWhileItWorksAndZeroAtTheEnd() {
        EngineThread engine;
        QVector<EngineActivity> reports;
        QObject context;
        connect(&engine, &EngineThread::activityMeasured, &context,
                [&](const EngineActivity& activity) { reports << activity; });
        loadModel(engine);
        QVERIFY(reports.isEmpty());
        Recorder answer(engine);
        answer.ask(request(400));
        QTRY_VERIFY(answer.over());
        QTRY_VERIFY(!reports.isEmpty() && reports.last().decodeTokensPerSecond == 0);
        QVERIFY(reports.size() >= 4);
        for (int i = 0; i + 2 < reports.size(); ++i) {
            QVERIFY(reports[i].decodeTokensPerSecond > 50 && reports[i].decodeTokensPerSecond < 1001);
            QCOMPARE(reports[i].running, 1);
            QVERIFY(reports[i].seconds >= 0.1);
            QCOMPARE(reports[i].chatTokensPerSecond, reports[i].decodeTokensPerSecond);  // of one chat
            QVERIFY(reports[i].kvPagesUsed > 0);
        }
        QVERIFY(reports.first().prefillTokensPerSecond > 0);
        QCOMPARE(reports.last().running, 0);
        QCOMPARE(reports.last().kvPagesUsed, quint64(0));
        QVERIFY(reports.last().kvPages > 0);
    }

    void reportsTheProgressOfALoad() {
        EngineThread engine;
        QVector<LoadStatus> reports;
        QObject context;
        connect(&engine, &EngineThread::loadProgressed, &context, [&](const LoadStatus& status) { reports << status; });
        QSignalSpy loaded(&engine, &EngineThread::loaded);
        LoadOptions asked = options();
        asked.contextTokens = 8192;
        asked.batch = 2;
        engine.load(asked);
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(reports.size(), 4);
        QCOMPARE(reports.last().bytesDone, reports.last().bytesTotal);
        QVERIFY(!reports.first().warmingUp);
        const auto model = loaded[0][0].value<ModelSummary>();
        QCOMPARE(model.options.contextTokens, 8192);
        QCOMPARE(model.plan.request.batch, 2);
        QCOMPARE(model.backend, "CPU");
        QVERIFY(model.hasTokenizer);
        QCOMPARE(model.allocatedBytes.size(), 1);
    }

    void cancelsALoadWhileTheEngineIsBusy() {
        EngineScript script;
        script.loadPieces = 10000;
        setEngineScript(script);
        EngineThread engine;
        QSignalSpy progressed(&engine, &EngineThread::loadProgressed);
        QSignalSpy cancelled(&engine, &EngineThread::loadCancelled);
        engine.load(options());
        QTRY_VERIFY(progressed.count() > 2);
        engine.cancelLoad();
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.count(), 1, 1000);
        Recorder answer(engine);
        answer.ask(request(1));
        QTRY_VERIFY(answer.failure.has_value());
        QCOMPARE(answer.failure->message, std::string("No model is loaded."));
    }

    void aSecondLoadCancelsTheFirst() {
        EngineScript script;
        script.loadPieces = 10000;
        setEngineScript(script);
        EngineThread engine;
        QSignalSpy progressed(&engine, &EngineThread::loadProgressed);
        QSignalSpy cancelled(&engine, &EngineThread::loadCancelled);
        QSignalSpy loaded(&engine, &EngineThread::loaded);
        engine.load(options());
        QTRY_VERIFY(progressed.count() > 2);
        setEngineScript({});
        engine.load(options());
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(cancelled.count(), 1);
    }

    void keepsTheLoadedModelWhenTheNextFolderIsNoCheckpoint() {
        EngineThread engine;
        loadModel(engine);
        Recorder answer(engine);
        answer.ask(request(300));
        EngineScript script;
        script.inspectFailure =
            Failure{ErrorCode::FileNotFound, "config.json is missing", {"/models/empty", {}, {}}, {}};
        setEngineScript(script);
        QSignalSpy failed(&engine, &EngineThread::loadFailed);
        QSignalSpy unloaded(&engine, &EngineThread::unloaded);
        engine.load(options());
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<Failure>().message, std::string("config.json is missing"));
        QCOMPARE(unloaded.count(), 0);
        QTRY_VERIFY(answer.over());
        QCOMPARE(answer.text, expectedText(300));
    }

    void saysWhetherTheModelBeforeComesBackAfterAFailedLoad() {
        EngineThread engine;
        loadModel(engine);
        EngineScript script;
        script.machineBytes = 512'000'000'000;  // the scripted model fits
        script.loadFailure = mw::test::failureOf(ErrorCode::OutOfMemory, "device 0 needs more", {{0, 100, 40}});
        script.failingLoads = 1;
        setEngineScript(script);
        QSignalSpy failed(&engine, &EngineThread::loadFailed);
        QSignalSpy unloaded(&engine, &EngineThread::unloaded);
        QSignalSpy loaded(&engine, &EngineThread::loaded);
        engine.load(options());
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][1].toBool());
        const auto failure = failed[0][0].value<Failure>();
        QCOMPARE(failure.code, ErrorCode::OutOfMemory);
        QCOMPARE(failure.shortages.size(), std::size_t(1));
        QCOMPARE(failure.shortages[0].neededBytes, std::uint64_t(100));
        QCOMPARE(unloaded.count(), 1);
        script.failingLoads = -1;
        setEngineScript(script);
        engine.load(options());
        QTRY_COMPARE(failed.count(), 3);
        QVERIFY(failed[1][1].toBool());
        QVERIFY(!failed[2][1].toBool());
        setEngineScript({});
        loadModel(engine);
    }

    void unloadingEndsOpenAnswersAsCancelled() {
        EngineThread engine;
        loadModel(engine);
        Recorder answer(engine);
        answer.ask(request(1000000));
        QTRY_VERIFY(answer.tokens > 5);
        QSignalSpy unloaded(&engine, &EngineThread::unloaded);
        engine.unload();
        QTRY_COMPARE(unloaded.count(), 1);
        QVERIFY(answer.over());
        QCOMPARE(answer.end->reason, FinishReason::Cancelled);
        QCOMPARE(answer.text, expectedText(answer.end->generatedTokens));
        engine.unload();  // nothing is loaded: nothing to say
        QTest::qWait(50);
        QCOMPARE(unloaded.count(), 1);
    }

    void loadingAnotherModelEndsOpenAnswersAsCancelled() {
        EngineThread engine;
        loadModel(engine);
        Recorder answer(engine);
        answer.ask(request(1000000));
        QTRY_VERIFY(answer.tokens > 5);
        loadModel(engine);
        QVERIFY(answer.over());
        QCOMPARE(answer.end->reason, FinishReason::Cancelled);
    }

    void refusesWorkAfterADeviceFailureUntilTheNextLoad() {
        EngineScript script;
        script.failingStep = 10;
        script.stepFailure = {ErrorCode::Device, "device 0 is lost", {"", {}, 0}, {}};
        setEngineScript(script);
        EngineThread engine;
        loadModel(engine);
        QSignalSpy failed(&engine, &EngineThread::failed);
        Recorder running(engine);
        Recorder neighbour(engine);
        running.ask(request(1000));
        neighbour.ask(request(1000));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].value<Failure>().place.device, std::optional<int>(0));
        QTRY_VERIFY(running.failure && neighbour.failure);  // who asks after the failure is refused a moment later
        QCOMPARE(running.text, expectedText(running.tokens));
        QVERIFY(running.tokens >= 9);
        Recorder later(engine);
        later.ask(request(5));
        QTRY_VERIFY(later.failure.has_value());
        QCOMPARE(later.failure->code, ErrorCode::Device);
        QCOMPARE(failed.count(), 1);
        setEngineScript({});
        loadModel(engine);
        Recorder again(engine);
        again.ask(request(5));
        QTRY_VERIFY(again.end.has_value());
    }

    void aFailedRequestLeavesItsNeighboursAlone() {
        EngineThread engine;
        loadModel(engine);
        Recorder neighbour(engine);
        neighbour.ask(request(400));
        QTRY_VERIFY(neighbour.tokens > 5);
        EngineScript script;
        script.requestFailure = Failure{ErrorCode::NonFinite, "layer 3 is not finite", {}, {}};
        setEngineScript(script);
        Recorder failing(engine);
        failing.ask(request(400));
        QTRY_VERIFY(failing.failure.has_value());
        QCOMPARE(failing.text, expectedText(1));
        QTRY_VERIFY_WITH_TIMEOUT(neighbour.end.has_value(), 30000);
        QCOMPARE(neighbour.text, expectedText(400));
    }

    void countsTokensAndSaysSoWithoutAModel() {
        EngineThread engine;
        QSignalSpy counted(&engine, &EngineThread::tokensCounted);
        engine.countTokens({{Role::User, "Hello"}}, "plain");
        QTRY_COMPARE(counted.count(), 1);
        QCOMPARE(counted[0][1].toInt(), -1);
        loadModel(engine);
        const Ticket asked = engine.countTokens({{Role::User, "Hello"}}, "plain");
        QTRY_COMPARE(counted.count(), 2);
        QCOMPARE(counted[1][0].toULongLong(), asked);
        QCOMPARE(counted[1][1].toInt(), 5);
    }

    void inspectsAndPlansWithoutLoading() {
        EngineThread engine;
        QSignalSpy inspected(&engine, &EngineThread::inspected);
        QSignalSpy planned(&engine, &EngineThread::planned);
        QSignalSpy inspectFailed(&engine, &EngineThread::inspectFailed);
        QSignalSpy planFailed(&engine, &EngineThread::planFailed);
        const Ticket look = engine.inspect("/models/scripted");
        QTRY_COMPARE(inspected.count(), 1);
        QCOMPARE(inspected[0][0].toULongLong(), look);
        const auto checkpoint = inspected[0][1].value<OpenedCheckpoint>();
        LoadOptions asked = options();
        asked.contextTokens = 0;
        const Ticket impossible = engine.planFor(checkpoint, asked);
        QTRY_COMPARE(planFailed.count(), 1);
        QCOMPARE(planFailed[0][0].toULongLong(), impossible);
        QCOMPARE(planFailed[0][1].value<Failure>().code, ErrorCode::InvalidArgument);
        QCOMPARE(inspectFailed.count(), 0);
        asked.contextTokens = 2048;
        const Ticket possible = engine.planFor(checkpoint, asked);
        QTRY_COMPARE(planned.count(), 1);
        QCOMPARE(planned[0][0].toULongLong(), possible);
        QCOMPARE(planned[0][1].value<Plan>().request.contextTokens, 2048);
        QCOMPARE(test::engineCounts().loads, 0);
    }

    void saysOfWhichFolderItSpeaks() {
        EngineThread engine;
        QSignalSpy inspected(&engine, &EngineThread::inspected);
        QSignalSpy failed(&engine, &EngineThread::inspectFailed);
        const Ticket first = engine.inspect("/models/first");
        QTRY_COMPARE(inspected.count(), 1);
        EngineScript script;
        script.inspectFailure = Failure{ErrorCode::FileNotFound, "config.json is missing", {}, {}};
        setEngineScript(script);
        const Ticket second = engine.inspect("/models/second");
        QTRY_COMPARE(failed.count(), 1);
        QVERIFY(first != second);
        QCOMPARE(inspected[0][0].toULongLong(), first);
        QCOMPARE(failed[0][0].toULongLong(), second);
    }

    void signalsTheAnswersOfOtherClientsToo() {
        EngineThread engine;
        loadModel(engine);
        Recorder other(engine);
        Request asked = request(40);
        asked.client = "someone";
        other.ticket = engine.loop().submit(asked, {});
        Recorder own(engine);
        own.ask(request(50));
        const std::vector<OpenRequest> open = engine.loop().openRequests();
        QCOMPARE(open.size(), std::size_t(2));
        QCOMPARE(open[0].client, std::string("someone"));
        QCOMPARE(open[1].client, std::string("window"));
        QTRY_VERIFY(other.over() && own.over());
        QCOMPARE(other.text, expectedText(40));
        QCOMPARE(own.text, expectedText(50));
    }

    void takesWhatTheWindowLeaves() {
        const auto nicenessHere = [] { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); };
        const int before = nicenessHere();  // not 0 where the tests themselves run with nice
        std::atomic<int> niceness = -1;
        EngineThread engine;
        engine.loop().post([&](Engine&) { niceness = nicenessHere(); });
        QTRY_COMPARE(niceness.load(), 10);
        QCOMPARE(nicenessHere(), before);
    }

    void endsWithinOneStepInTheMiddleOfAnAnswer() {
        EngineScript script;
        script.stepMs = 100;
        setEngineScript(script);
        auto engine = std::make_unique<EngineThread>();
        loadModel(*engine);
        Recorder answer(*engine);
        answer.ask(request(1000000));
        QTRY_VERIFY(answer.tokens > 2);
        QElapsedTimer clock;
        clock.start();
        engine.reset();
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString("%1 ms").arg(clock.elapsed())));
        QCOMPARE(test::engineCounts().unloads, 1);
        // The last words still arrive at who listens.
        QCoreApplication::sendPostedEvents();
        QVERIFY(answer.over());
        QCOMPARE(answer.text, expectedText(answer.end->generatedTokens));
    }

    void endsInTheMiddleOfALoadAndWithCommandsWaiting() {
        EngineScript script;
        script.loadPieces = 100000;
        setEngineScript(script);
        auto engine = std::make_unique<EngineThread>();
        QSignalSpy progressed(engine.get(), &EngineThread::loadProgressed);
        engine->load(options());
        QTRY_VERIFY(progressed.count() > 2);
        engine->submit(request(10));
        engine->inspect("/models/scripted");
        QElapsedTimer clock;
        clock.start();
        engine.reset();
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString("%1 ms").arg(clock.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestEngineThread)
#include "test_engine_thread.moc"
