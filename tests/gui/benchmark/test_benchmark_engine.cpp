// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The real engine and the demo model: a short run gives figures that agree with each other.

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "benchmark_runner.h"
#include "model_session.h"
#include "recent_models.h"

using namespace mw;
using namespace mw::gui;

class TestBenchmarkEngine : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }

    void measuresTheDemoModel() {
        EngineThread engine;
        RecentModels recent;
        ModelSession session(engine, recent);
        LoadOptions options;
        options.directory = MW_RESOURCES "/demo-model";
        options.contextTokens = 1024;
        options.batch = 2;
        session.load(options);
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), ModelSession::State::Ready, 30000);

        QVector<int> cached;
        connect(&engine, &EngineThread::answerStarted, this, [&](Ticket, int tokens) { cached << tokens; });
        BenchmarkRunner runner(session);
        QSignalSpy ended(&runner, &BenchmarkRunner::ended);
        BenchmarkChoice choice;
        choice.contexts = {512};
        choice.generatedTokens = 32;
        choice.mostChats = 3;
        runner.start(planBenchmark(*session.model(), choice), {});
        QTRY_VERIFY_WITH_TIMEOUT(ended.count() == 1 && !runner.isActive(), 120000);
        QVERIFY2(runner.failure().isEmpty(), qPrintable(runner.failure()));
        const BenchmarkRun& run = runner.run();
        QCOMPARE(run.results.size(), 2);
        QCOMPARE(run.backend, "CPU");
        for (const BenchmarkResult& result : run.results) {
            qInfo("%s: %d chats, %.1f tokens/s, %.1f per chat, prefill %.1f, first token %.3f s",
                  qPrintable(describeCell(result.cell)), result.cell.chats, result.totalTokensPerSecond,
                  result.chatTokensPerSecond, result.prefillTokensPerSecond, result.firstTokenSeconds);
            QCOMPARE(result.cell.chats, 3);
            QVERIFY(result.totalTokensPerSecond > 0 && result.prefillTokensPerSecond > 0 &&
                    result.firstTokenSeconds > 0);
            // All chats generate together: what they make is what each makes, times their number, less a little at
            // the edges.
            const double sum = result.chatTokensPerSecond * result.cell.chats;
            QVERIFY2(result.totalTokensPerSecond > 0.7 * sum && result.totalTokensPerSecond < 1.05 * sum,
                     qPrintable(QString("%1 of %2").arg(result.totalTokensPerSecond).arg(sum)));
            for (const ExperimentChat& request : result.requests)
                QCOMPARE(request.generatedTokens, 32);
            QVERIFY(!result.disturbed);
        }
        QCOMPARE(run.results[1].promptTokens, 512 - 32);
        // Per experiment: warm-up, alone, three that read, three that generate. In the second, those that generate find
        // all but the last tokens of their prompts; those that read find nothing.
        QCOMPARE(cached.size(), 16);
        for (int i = 9; i < 13; ++i)
            QCOMPARE(cached[i], 0);
        for (int i = 13; i < 16; ++i)
            QVERIFY2(cached[i] >= 480 - 16, qPrintable(QString::number(cached[i])));
        QCOMPARE(session.model()->plan.request.contextTokens, 1024);
        QCOMPARE(session.model()->plan.request.batch, 2);
    }

 private:
    QTemporaryDir m_settings;
};

QTEST_GUILESS_MAIN(TestBenchmarkEngine)
#include "test_benchmark_engine.moc"
