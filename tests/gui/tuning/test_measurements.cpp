// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

#include "calibration_run.h"
#include "measurement_store.h"
#include "scripted_engine.h"
#include "speed_recorder.h"

using namespace mw;
using namespace mw::gui;
using mw::test::EngineScript;
using mw::test::setEngineScript;

namespace {

Measurements someMeasurements() {
    Measurements result;
    for (int i = 1; i <= 5; ++i)
        result.decode << DecodeMeasurement{i, 100.5 * i, 0.25 / i};
    result.prefill << PrefillMeasurement{1, 512, 0.75};
    result.calibrated = QDateTime::currentDateTime();
    return result;
}

EngineScript quick() {
    EngineScript script;
    script.machineBytes = 512'000'000'000;
    script.stepMs = 2;
    return script;
}

struct Rig {
    Rig() {
        QObject::connect(&engine, &EngineThread::loaded, &context,
                         [this](const ModelSummary& loaded) { model = loaded; });
        QObject::connect(&recorder, &SpeedRecorder::decodeMeasured, &context,
                         [this](const DecodeMeasurement& each) { decode << each; });
        QObject::connect(&recorder, &SpeedRecorder::prefillMeasured, &context,
                         [this](const PrefillMeasurement& each) { prefill << each; });
    }

    void load(int batch = 4) {
        LoadOptions options;
        options.directory = "/models/scripted";
        options.contextTokens = 2048;
        options.batch = batch;
        engine.load(options);
        QTRY_VERIFY(model.has_value());
    }
    void ask(int tokens) {
        Request request;
        request.messages = {{Role::User, "Hello"}};
        request.maxTokens = tokens;
        engine.submit(request);
    }

    EngineThread engine;
    SpeedRecorder recorder{engine};
    std::optional<ModelSummary> model;
    QVector<DecodeMeasurement> decode;
    QVector<PrefillMeasurement> prefill;
    QObject context;
};

QVector<int> promptsAsked() {
    QVector<int> tokens;
    for (const Request& request : test::submittedRequests())
        tokens << static_cast<int>(request.promptIds.size());
    return tokens;
}

}  // namespace

class TestMeasurements : public QObject {
    Q_OBJECT

 private slots:
    void init() { setEngineScript(quick()); }

    void areThereAgainAtTheNextStart() {
        QTemporaryDir folder;
        const Measurements saved = someMeasurements();
        QVERIFY(MeasurementStore(folder.path()).save("key", saved));
        const Measurements read = MeasurementStore(folder.path()).load("key");
        QCOMPARE(read.decode.size(), saved.decode.size());
        QCOMPARE(read.decode[2].batch, 3);
        QCOMPARE(read.decode[2].contextTokens, saved.decode[2].contextTokens);
        QCOMPARE(read.decode[2].stepSeconds, saved.decode[2].stepSeconds);
        QCOMPARE(read.prefill[0].promptTokens, 512);
        QVERIFY(std::abs(read.calibrated.secsTo(saved.calibrated)) <= 1);
        QVERIFY(MeasurementStore(folder.path()).load("another key").isEmpty());
    }

    void theNewestAreKept() {
        QTemporaryDir folder;
        Measurements many;
        for (int i = 0; i < MeasurementStore::kMost + 50; ++i)
            many.decode << DecodeMeasurement{1, double(i), 1};
        const MeasurementStore store(folder.path());
        QVERIFY(store.save("key", many));
        const Measurements read = store.load("key");
        QCOMPARE(read.decode.size(), MeasurementStore::kMost);
        QCOMPARE(read.decode.last().contextTokens, double(MeasurementStore::kMost + 49));
    }

    void damagedFilesAreSetAside_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut short") << QByteArray("{\"key\": \"key\", \"decode\": [");
        QTest::newRow("not JSON") << QByteArray("\xFF\xFE nonsense");
        QTest::newRow("another key") << QByteArray("{\"key\": \"other\", \"decode\": []}");
    }
    void damagedFilesAreSetAside() {
        QFETCH(QByteArray, content);
        QTemporaryDir folder;
        const MeasurementStore store(folder.path());
        QFile file(store.fileOf("key"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QVERIFY(store.load("key").isEmpty());
        QVERIFY(store.save("key", someMeasurements()));
        QCOMPARE(store.load("key").decode.size(), 5);
        QVERIFY(QFile::exists(store.fileOf("key") + ".damaged"));
    }

    void nonsenseInAFileIsLeftOut() {
        QTemporaryDir folder;
        const MeasurementStore store(folder.path());
        QFile file(store.fileOf("key"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"key":"key","decode":[{"batch":0,"context_tokens":1,"step_seconds":1},
            {"batch":1,"context_tokens":-1,"step_seconds":1},{"batch":1,"context_tokens":1,"step_seconds":0},
            {"batch":"x"},7,{"batch":2,"context_tokens":5,"step_seconds":0.5}],"prefill":"none"})");
        file.close();
        QCOMPARE(store.load("key").decode.size(), 1);
        QCOMPARE(store.load("key").decode[0].batch, 2);
        QVERIFY(store.load("key").prefill.isEmpty());
    }

    void aFolderThatCannotBeMadeIsTold() {
        QTemporaryDir folder;
        QFile inTheWay(folder.filePath("file"));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QString error;
        QVERIFY(!MeasurementStore(folder.filePath("file/below")).save("key", someMeasurements(), &error));
        QVERIFY(!error.isEmpty());
    }

    void theKeyTellsModelsAndDevicesApart() {
        Rig rig;
        rig.load();
        const QString key = measurementKey(*rig.model);
        QVERIFY(key.contains("Scripted 8x7B") && key.contains("bf16") && key.contains("KV fp32"));
        ModelSummary other = *rig.model;
        other.deviceNames = {"Another CPU"};
        QVERIFY(measurementKey(other) != key);
        other = *rig.model;
        other.plan.request.kv = Precision::BFloat16;
        QVERIFY(measurementKey(other) != key);
        // The point does not matter: what was measured at one predicts another.
        other = *rig.model;
        other.plan.request.contextTokens = 512;
        other.options.batch = 1;
        QCOMPARE(measurementKey(other), key);
    }

    void aStretchOfOneBatchIsOneMeasurement() {
        Rig rig;
        rig.load();
        rig.ask(200);
        QTRY_COMPARE_WITH_TIMEOUT(rig.decode.size(), 1, 10000);
        QCOMPARE(rig.decode[0].batch, 1);
        QVERIFY(rig.decode[0].stepSeconds >= 0.002);
        QVERIFY(rig.decode[0].contextTokens > 7 && rig.decode[0].contextTokens < 207);
    }

    void fewStepsAreNone() {
        Rig rig;
        rig.load();
        QSignalSpy ended(&rig.engine, &EngineThread::answerEnded);
        rig.ask(SpeedRecorder::kLeastSteps - 2);
        QTRY_COMPARE(ended.count(), 1);
        QTest::qWait(250);
        QVERIFY(rig.decode.isEmpty());
    }

    void batchesAreToldApart() {
        Rig rig;
        rig.load();
        rig.ask(400);
        rig.ask(400);
        QTRY_VERIFY_WITH_TIMEOUT(!rig.decode.isEmpty(), 10000);
        QTest::qWait(250);
        QCOMPARE(rig.decode.last().batch, 2);
    }

    void shortPromptsAndSharedOnesAreNoMeasureOfReading() {
        Rig rig;
        rig.load();
        rig.ask(20);  // the scripted prompt has 7 tokens
        QTRY_VERIFY_WITH_TIMEOUT(!rig.decode.isEmpty(), 10000);
        QVERIFY(rig.prefill.isEmpty());
    }

    void aSweepRunsEveryBatch() {
        EngineScript script = quick();
        script.stepMs = 20;
        setEngineScript(script);
        Rig rig;
        rig.load(4);
        CalibrationRun run(rig.engine);
        run.setDuration(6);
        QSignalSpy progressed(&run, &CalibrationRun::progressed);
        QSignalSpy ended(&run, &CalibrationRun::ended);
        run.start(*rig.model);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        QVERIFY(ended[0][0].toBool());
        QVERIFY(!run.isRunning());
        const int context = rig.model->plan.request.contextTokens;
        const int usual = std::min(context / 4, 256), longest = context * 3 / 4;
        // What the cache costs shows only where there is much in it, and how sure that is if it was measured again.
        QCOMPARE(progressed.count(), 8);
        QCOMPARE(promptsAsked(), (QVector<int>{64, usual, usual, usual, usual, usual, usual, longest, longest / 2,
                                               longest / 2, longest / 2, longest / 2, longest / 2, usual, usual / 2}));
        QCOMPARE(test::submittedRequests()[7].maxTokens, context - longest);
    }

    /// Where prompts of usual length took longer to read than there is time, decoding is measured all the same.
    void aSweepThatReadsSlowlyTakesShortPrompts() {
        EngineScript script = quick();
        script.firstTokenMs = 2000;  // of 64 tokens
        setEngineScript(script);
        Rig rig;
        rig.load(2);
        CalibrationRun run(rig.engine);
        run.setDuration(3.5);
        QSignalSpy ended(&run, &CalibrationRun::ended);
        run.start(*rig.model);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 30000);
        QCOMPARE(promptsAsked().mid(0, 3), (QVector<int>{64, 8, 8}));
        QTRY_VERIFY(std::ranges::count(rig.decode, 2, &DecodeMeasurement::batch) > 0);
    }

    /// One chat after another is the same number of chats, but their contexts differ.
    void chatsOneAfterAnotherAreToldApart() {
        Rig rig;
        rig.load();
        for (const int tokens : {64, 1024}) {
            Request request;
            request.promptIds.assign(static_cast<std::size_t>(tokens), 5);
            request.maxTokens = 100;
            QSignalSpy ended(&rig.engine, &EngineThread::answerEnded);
            rig.engine.submit(request);
            QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 10000);
        }
        QTRY_COMPARE(rig.decode.size(), 2);
        QVERIFY(rig.decode[0].contextTokens < 170);
        QVERIFY(rig.decode[1].contextTokens > 1020);
    }

    void aSweepThatIsSlowStopsInTime() {
        EngineScript script = quick();
        script.stepMs = 150;
        setEngineScript(script);
        Rig rig;
        rig.load(64);
        CalibrationRun run(rig.engine);
        run.setDuration(2);
        QSignalSpy ended(&run, &CalibrationRun::ended);
        QElapsedTimer clock;
        clock.start();
        run.start(*rig.model);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        QVERIFY2(clock.elapsed() < 6000, qPrintable(QString::number(clock.elapsed())));
    }

    void aSweepEndsWithTheModel() {
        Rig rig;
        rig.load(4);
        CalibrationRun run(rig.engine);
        QSignalSpy ended(&run, &CalibrationRun::ended);
        run.start(*rig.model);
        QTest::qWait(100);
        rig.engine.unload();
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!ended[0][0].toBool());
    }

    void aSweepThatFailsSaysWhy() {
        EngineScript script = quick();
        script.requestFailure = Failure{ErrorCode::NonFinite, "layer 3 is not finite", {}, {}};
        setEngineScript(script);
        Rig rig;
        rig.load(4);
        CalibrationRun run(rig.engine);
        QSignalSpy ended(&run, &CalibrationRun::ended);
        run.start(*rig.model);
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!ended[0][0].toBool());
        QCOMPARE(ended[0][1].toString(), QString("layer 3 is not finite"));
    }
};

QTEST_GUILESS_MAIN(TestMeasurements)
#include "test_measurements.moc"
