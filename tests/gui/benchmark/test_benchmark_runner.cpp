// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs with a scripted engine: what is asked of it, what is loaded and restored, what a fault leaves behind.

#include <QApplication>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <memory>
#include <set>

#include "benchmark_rig.h"
#include "theme.h"

using namespace mw;
using namespace mw::gui;
using mw::test::EngineScript;
using mw::test::setEngineScript;
using End = BenchmarkRunner::End;

namespace {

/// Requests of one part: those with this many tokens to generate.
std::vector<Request> asked(int maxTokens) {
    std::vector<Request> found;
    for (Request& request : test::submittedRequests())
        if (request.maxTokens == maxTokens) found.push_back(std::move(request));
    return found;
}

}  // namespace

class TestBenchmarkRunner : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { beginBenchmarks(m_settings); }

    void init() {
        QSettings().clear();
        setEngineScript(roomy());
    }

    void measuresEveryCellAndBringsBackWhatWasLoaded() {
        Rig rig;
        rig.runner.start(rig.plan(), "580.95");
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Complete);
        QVERIFY(rig.isBack());
        const BenchmarkRun& run = rig.runner.run();
        QCOMPARE(run.results.size(), 4);
        QVERIFY(run.isComplete());
        QCOMPARE(run.driver, "580.95");
        QVERIFY2(QRegularExpression("^\\d+\\.\\d+\\.\\d+$").match(run.program).hasMatch(), qPrintable(run.program));
        QCOMPARE(run.model, "Scripted 8x7B");
        QCOMPARE(run.generatedTokens, kTokens);
        const BenchmarkResult& full = run.results[3];
        QCOMPARE(full.cell, (BenchmarkCell{32768, BenchmarkPrompt::Full, 3}));
        QCOMPARE(full.promptTokens, 32768 - kTokens);
        QCOMPARE(full.requests.size(), 3);
        QCOMPARE(full.requests[2].generatedTokens, kTokens);
        // The scripted engine says: first token after 1 ms, then 100 tokens/s, for each.
        QCOMPARE(full.firstTokenSeconds, 0.001);
        QCOMPARE(full.chatTokensPerSecond, 100.0);
        QVERIFY(std::abs(full.totalTokensPerSecond - 300) < 1e-6);
        QVERIFY(std::abs(full.prefillTokensPerSecond - 3 * (32768 - kTokens) / 0.001) < 1);
        QVERIFY(!full.disturbed);
        // No prompt begins as one of another experiment: the cache would know it.
        std::set<std::vector<int>> beginnings;
        for (const Request& request : asked(kTokens))
            if (!request.promptIds.empty())
                beginnings.insert({request.promptIds.begin(), request.promptIds.begin() + 3});
        QCOMPARE(beginnings.size(), std::size_t(6));
        std::vector<std::pair<int, int>> loads;
        for (const LoadOptions& load : test::submittedLoads())
            loads.emplace_back(load.contextTokens, load.batch);
        QCOMPARE(loads, (std::vector<std::pair<int, int>>{{4096, 2}, {8192, 3}, {32768, 3}, {4096, 2}}));
    }

    void predictsWhatItMeasuresFromTheCalibrationBefore() {
        Rig rig;
        const SpeedModel calibrated{.decode = {.secondsPerByte = 1e-11, .secondsPerStep = 0.001}, .measurements = 8};
        rig.runner.start(rig.plan({8192}), {}, calibrated);
        const BenchmarkPlan plan = rig.runner.plan();
        QVERIFY(rig.runsToItsEnd());
        const QVector<BenchmarkResult>& results = rig.runner.run().results;
        QCOMPARE(results.size(), 2);
        for (const BenchmarkResult& result : results) {
            const double context = result.promptTokens + kTokens / 2.0;
            QCOMPARE(result.predictedTokensPerSecond,
                     decodeTokensPerSecond(calibrated, plan.stages[0].plan, result.cell.chats, context));
        }
        // A longer context has more keys and values to read.
        QVERIFY(results[1].predictedTokensPerSecond < results[0].predictedTokensPerSecond);
        // Without a calibration nothing is claimed.
        rig.end.reset();
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(rig.runner.run().results[0].predictedTokensPerSecond, 0.0);
    }

    void asksTheEngineForAllOfIt() {
        Rig rig;
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.runsToItsEnd());
        for (const Request& request : test::submittedRequests()) {
            QVERIFY(request.ignoreEos);
            QCOMPARE(request.sampling.temperature, 1.0f);
        }
        // Two experiments of three chats: all tokens, and one token each with one chat alone before.
        const std::vector<Request> decode = asked(kTokens);
        QCOMPARE(decode.size(), std::size_t(6));
        // Chats that drew alike would choose the same experts.
        QVERIFY(decode[0].sampling.seed != decode[1].sampling.seed);
        QCOMPARE(asked(1).size(), std::size_t(8));
        QCOMPARE(decode[0].messages.at(0).content, std::string("Tell a long story: Once upon a time"));
        std::set<std::vector<int>> prompts;
        for (std::size_t i = 3; i < 6; ++i) {
            QCOMPARE(static_cast<int>(decode[i].promptIds.size()), 8192 - kTokens);
            prompts.insert(decode[i].promptIds);
        }
        QCOMPARE(prompts.size(), std::size_t(3));
        // The prompts that generate are those that were read before: their keys and values are in the cache.
        const std::vector<Request> read = asked(1);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(read[5 + i].promptIds, decode[3 + i].promptIds);
        // The one that was alone is none of them, or it would have read nothing.
        QVERIFY(!prompts.contains(read[4].promptIds));
    }

    void runsWithoutAReloadAtThePointThatIsLoaded() {
        Rig rig;
        const int before = test::engineCounts().loads;
        rig.runner.start(rig.plan({4096}, 2), {});
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Complete);
        QCOMPARE(test::engineCounts().loads, before);
        // Nor does it come back to where it ends.
        rig.end.reset();
        rig.runner.start(rig.plan({8192, 4096}, 2), {});
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Complete);
        QCOMPARE(test::engineCounts().loads, before + 2);
        QVERIFY(rig.isBack());
    }

    void doesNotRememberItsPointsAsThePersons() {
        Rig rig;
        rig.runner.start(rig.plan(), {});
        QTRY_VERIFY_WITH_TIMEOUT(rig.runner.cellIndex() >= 1, kPatienceMs);
        QCOMPARE(rig.recent.models().first().contextTokens, 4096);
        QCOMPARE(rig.recent.models().first().batch, 2);
        rig.runner.cancel();
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(rig.recent.models().first().batch, 2);
    }

    void isCancelledInEveryPart_data() {
        QTest::addColumn<int>("part");
        QTest::newRow("loading") << -1;
        QTest::newRow("first token") << int(BenchmarkRunner::Part::FirstToken);
        QTest::newRow("prefill") << int(BenchmarkRunner::Part::Prefill);
        QTest::newRow("decode") << int(BenchmarkRunner::Part::Decode);
    }
    void isCancelledInEveryPart() {
        QFETCH(int, part);
        EngineScript script = roomy();
        script.stepMs = 20;
        script.loadPieceMs = 30;
        setEngineScript(script);
        Rig rig;
        rig.runner.start(rig.plan({8192}), {});
        if (part >= 0) QVERIFY(rig.waitForPart(static_cast<BenchmarkRunner::Part>(part)));
        rig.runner.cancel();
        QCOMPARE(*rig.end, End::Cancelled);
        QVERIFY(rig.runsToItsEnd());
        QVERIFY(rig.isBack());
        QVERIFY(rig.runner.run().results.isEmpty());
        // The engine is free again: nothing that was asked for goes on.
        const int steps = test::engineCounts().steps;
        QTest::qWait(200);
        QVERIFY(test::engineCounts().steps <= steps + 1);
    }

    void keepsWhatWasMeasuredBeforeItIsCancelled() {
        Rig rig;
        rig.runner.start(rig.plan(), {});
        QTRY_VERIFY_WITH_TIMEOUT(rig.runner.cellIndex() >= 1, kPatienceMs);
        rig.runner.cancel();
        QVERIFY(rig.runsToItsEnd());
        QVERIFY(!rig.runner.run().results.isEmpty());
        QVERIFY(!rig.runner.run().isComplete());
        QCOMPARE(rig.runner.run().plannedCells, 4);
    }

    void saysWhyARequestFailedAndRestores() {
        Rig rig;
        EngineScript script = roomy();
        script.requestFailure = Failure{ErrorCode::NonFinite, "NaN in layer 3", {}, {}};
        setEngineScript(script);
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Failed);
        QCOMPARE(rig.runner.failure(), "NaN in layer 3");
        QVERIFY(rig.isBack());
    }

    void restoresAfterALoadThatFails() {
        Rig rig;
        EngineScript script = roomy();
        script.loadFailure = mw::test::failureOf(ErrorCode::OutOfMemory, "12 GB missing", {{0, 92, 80}});
        script.failingLoads = 1;
        setEngineScript(script);
        rig.runner.start(rig.plan(), {});
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Failed);
        QCOMPARE(rig.runner.failure(), "12 GB missing");
        QVERIFY(rig.isBack());
    }

    void survivesTheEnginesEnd() {
        Rig rig;
        EngineScript script = roomy();
        script.failingStep = 30;
        setEngineScript(script);
        rig.runner.start(rig.plan({8192}), {});
        QTRY_VERIFY_WITH_TIMEOUT(rig.end.has_value(), kPatienceMs);
        QCOMPARE(*rig.end, End::Failed);
        QVERIFY(rig.runner.failure().contains("device 0 is lost"));
        QVERIFY(rig.runsToItsEnd());
    }

    void leavesTheModelThatSomebodyElseChose() {
        EngineScript script = roomy();
        script.stepMs = 10;
        setEngineScript(script);
        Rig rig;
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.waitForPart(BenchmarkRunner::Part::Decode));
        LoadOptions other = rig.session.model()->options;
        other.contextTokens = 1024;
        other.batch = 1;
        rig.session.load(other);
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Failed);
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->plan.request.contextTokens, 1024);
    }

    void bringsBackWhatWasLoadedAlsoAfterARunThatWasTakenOver() {
        EngineScript script = roomy();
        script.stepMs = 10;
        setEngineScript(script);
        Rig rig;
        const LoadOptions usual = rig.session.model()->options;
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.waitForPart(BenchmarkRunner::Part::Decode));
        LoadOptions other = usual;
        other.contextTokens = 1024;
        rig.session.load(other);
        QVERIFY(rig.runsToItsEnd());
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        rig.session.load(usual);
        QTRY_VERIFY(rig.isBack());
        setEngineScript(roomy());
        rig.end.reset();
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Complete);
        QVERIFY(rig.isBack());
    }

    /// What is left is told by all that was measured, not by this stage alone, and the way back is a part of it.
    void theTimeLeftCountsAllStagesAndReloads() {
        EngineScript script = roomy();
        script.stepMs = 45;  // the first stage takes longer than an estimate waits
        script.loadPieceMs = 100;
        setEngineScript(script);
        Rig rig;
        const BenchmarkPlan plan = rig.plan();
        QVERIFY(plan.restores);
        QCOMPARE(plan.stages.size(), 2);
        const int second = int(plan.stages[0].cells.size());
        rig.runner.start(plan, {});
        QTRY_VERIFY_WITH_TIMEOUT(rig.runner.cellIndex() >= second, 2 * kPatienceMs);
        QTRY_COMPARE(rig.runner.state(), BenchmarkRunner::State::Held);
        QTRY_VERIFY(rig.runner.progress() > 0);
        const double load = rig.session.lastLoadSeconds();
        QVERIFY2(load >= 0.4, qPrintable(QString::number(load)));
        QVERIFY(rig.runner.secondsLeft());
        double least = *rig.runner.secondsLeft(), most = 0;
        const bool ended = QTest::qWaitFor(
            [&] {
                if (const auto left = rig.runner.secondsLeft()) least = std::min(least, *left);
                if (rig.runner.state() == BenchmarkRunner::State::Held)
                    most = std::max(most, rig.runner.progress());
                return rig.end.has_value();
            },
            2 * kPatienceMs);
        QVERIFY(ended);
        QVERIFY2(most > 0.9, qPrintable(QString::number(most)));
        QVERIFY2(least >= load, qPrintable(QStringLiteral("%1 after loads of %2").arg(least).arg(load)));
    }

    void leavesTheModelUnloadedThatSomebodyUnloads() {
        EngineScript script = roomy();
        script.stepMs = 10;
        setEngineScript(script);
        Rig rig;
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.waitForPart(BenchmarkRunner::Part::Decode));
        rig.session.unload();
        QVERIFY(rig.runsToItsEnd());
        QCOMPARE(*rig.end, End::Failed);
        QVERIFY(!rig.session.model());
    }

    void seesThatOtherChatsRanMeanwhile() {
        EngineScript script = roomy();
        script.stepMs = 10;
        setEngineScript(script);
        Rig rig;
        rig.runner.start(rig.plan({8192}), {});
        QVERIFY(rig.waitForPart(BenchmarkRunner::Part::FirstToken));
        Request chat;
        chat.messages = {{Role::User, "Hello"}};
        chat.maxTokens = 200;
        rig.engine.submit(chat);
        QVERIFY(rig.runsToItsEnd());
        QVERIFY(rig.runner.run().results[0].disturbed);
    }

    void itsProgressOnlyGrows() {
        Rig rig;
        QVector<double> shares;
        connect(&rig.runner, &BenchmarkRunner::changed, this, [&] {
            if (rig.runner.state() == BenchmarkRunner::State::Held) shares << rig.runner.progress();
        });
        rig.runner.start(rig.plan(), {});
        QVERIFY(rig.runsToItsEnd());
        QVERIFY(shares.size() > 20);
        QVERIFY(shares.first() < 0.05);
        QVERIFY(shares.last() > 0.9 && shares.last() <= 1);
        for (qsizetype i = 1; i < shares.size(); ++i)
            QVERIFY2(shares[i] >= shares[i - 1],
                     qPrintable(QString("%1: %2 after %3").arg(i).arg(shares[i]).arg(shares[i - 1])));
    }

 private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestBenchmarkRunner)
#include "test_benchmark_runner.moc"
