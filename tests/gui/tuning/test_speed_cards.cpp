// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is said of the speed chart: it may not contradict the dots that stand in it.

#include <qcustomplot.h>

#include <QLabel>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>
#include <random>
#include <utility>

#include "controls.h"
#include "describe.h"
#include "engine_thread.h"
#include "scripted_engine.h"
#include "speed_cards.h"
#include "speed_chart.h"
#include "tuning_model.h"

namespace mw::gui {
namespace {

/// A model of 8,192 tokens and 8 chats, loaded on a scripted machine.
struct Rig {
    Rig() {
        mw::test::EngineScript script;
        script.machineBytes = 512'000'000'000;
        mw::test::setEngineScript(script);
        QObject::connect(&engine, &EngineThread::loaded, &cards, [this](const ModelSummary& loaded) {
            model.setLoaded(std::make_shared<const ModelSummary>(loaded));
        });
        LoadOptions options;
        options.directory = "/models/scripted";
        options.contextTokens = 8192;
        options.batch = 8;
        engine.load(options);
        if (!QTest::qWaitFor([this] { return model.subject() == TuningModel::Subject::Loaded; }, 30000))
            qFatal("the scripted model does not load");
    }
    ~Rig() {
        delete cards.totalCard();
        delete cards.perChatCard();
    }
    /// Steps of a machine that reads 20 GB/s, times a factor.
    void measure(double context, double off, std::initializer_list<int> batches = {1, 2, 4, 8}) {
        for (const int batch : batches)
            model.add(DecodeMeasurement{batch, context, off * seconds(batch, context)});
    }
    double seconds(int batch, double context) const {
        return decodeStepSeconds({.decode = {.secondsPerByte = 1 / 20e9}, .measurements = 1}, model.plan(), batch,
                                 context);
    }

    QTemporaryDir data;
    EngineThread engine;
    GpuTable gpus = loadGpus("none");
    TuningModel model{gpus, MeasurementStore(data.path())};
    SpeedCards cards;
};

const QCustomPlot& plotOf(const Rig& rig) {
    return *rig.cards.totalCard()->findChild<QCustomPlot*>();
}

}  // namespace

class TestSpeedCards : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void holdOnlyDotsOfTheLinesContextAgainstIt() {
        Rig rig;
        rig.model.beginCalibration();
        rig.measure(300, 1);
        rig.model.endCalibration(true);
        QCOMPARE(
            SpeedCards::sourceOf(rig.model),
            QString("line guessed for chats half full (4,096 tokens); dots measured only with other contexts, residual "
                    "0.0 % there"));
        rig.cards.show(rig.model);
        QVERIFY(!plotOf(rig).graph(0)->visible());  // no band where nothing tells how wide
        QCOMPARE(plotOf(rig).graph(2)->pen().style(), Qt::DashLine);
        // One of the line's context is twice as slow as the others let expect.
        rig.model.beginCalibration();
        rig.measure(300, 1);
        rig.measure(4000, 2, {1});
        rig.model.endCalibration(true);
        const double line = decodeStepSeconds(rig.model.speed(), rig.model.plan(), 1, 4096);
        const double off = std::abs(2 * rig.seconds(1, 4000) / line - 1);
        QCOMPARE(
            SpeedCards::sourceOf(rig.model),
            QString("line predicted for chats half full (4,096 tokens), dots measured on this machine, residual %1 "
                    "%; faint dots: other contexts")
                .arg(100 * off, 0, 'f', 1));
        // At another point the line is another, and so is what it is held against.
        rig.model.setPoint({600, 8});
        QVERIFY(SpeedCards::sourceOf(rig.model).contains("(300 tokens), dots measured on this machine, residual"));
    }

    /// Measured as a CPU does, whose caches hold the model: chats take their products, contexts what attention reads,
    /// and other programs take their share.
    void haveABandThatHoldsEveryDot() {
        Rig rig;
        const SpeedModel cpu{
            .decode = {.secondsPerStep = 0.05, .secondsPerFlop = 1 / 4e10, .secondsPerAttentionFlop = 1 / 1e9},
            .measurements = 1};
        std::mt19937 random(11);
        for (int sweep = 0; sweep < 8; ++sweep) {
            rig.model.beginCalibration();
            const auto measure = [&](int chats, double context) {
                const double off = 0.7 + 0.6 * static_cast<double>(random() % 1000) / 1000;
                rig.model.add(
                    DecodeMeasurement{chats, context, off * decodeStepSeconds(cpu, rig.model.plan(), chats, context)});
            };
            for (const int chats : {1, 2, 4, 8})
                measure(chats, 300);
            for (const int chats : {1, 2, 8})
                measure(chats, 3900 + 200.0 * chats / 8);
            measure(1, 7000);
            rig.model.endCalibration(true);
            rig.cards.show(rig.model);
            const QCustomPlot& plot = plotOf(rig);
            const auto low = plot.graph(0)->data(), high = plot.graph(1)->data(), dots = plot.graph(4)->data();
            QVERIFY(plot.graph(0)->visible());
            QVERIFY(dots->size() >= 3);
            for (const QCPGraphData& dot : *dots) {
                QVERIFY2(low->findBegin(dot.key, false)->value <= dot.value * 1.0001,
                         qPrintable(QString::number(sweep)));
                QVERIFY2(high->findBegin(dot.key, false)->value >= dot.value / 1.0001,
                         qPrintable(QString::number(sweep)));
            }
        }
    }

    void sayBetweenWhatAFullPromptIsRead() {
        Rig rig;
        rig.model.beginCalibration();
        rig.measure(300, 1);
        rig.measure(4000, 1);
        for (const auto& [tokens, seconds] : {std::pair(64, 3.0), {256, 9.0}, {3000, 140.0}, {6000, 230.0}})
            rig.model.add(PrefillMeasurement{1, tokens, seconds});
        rig.model.endCalibration(true);
        rig.cards.show(rig.model);
        const QString said = rig.cards.perChatCard()->findChild<QLabel*>("readingCaption")->text();
        QVERIFY2(QRegularExpression("a full prompt takes \\d+ min \\d+ s to read \\(between \\d+ min \\d+ s and "
                                    "\\d+ min \\d+ s\\)$")
                     .match(said)
                     .hasMatch(),
                 qPrintable(said));
    }

    void doNotAskForACalibrationThatRuns() {
        Rig rig;
        const auto empty = [&] {
            rig.cards.show(rig.model);
            return rig.cards.totalCard()->findChild<SpeedChart*>()->summary();
        };
        QVERIFY2(empty().contains("Calibrate, or just chat"), qPrintable(empty()));
        rig.model.beginCalibration();
        QVERIFY2(empty().contains("Calibrating"), qPrintable(empty()));
        QVERIFY2(!empty().contains("Calibrate,"), qPrintable(empty()));
    }

    void sayAtBestOfPublishedFigures() {
        Rig rig;
        PlanRequest request;
        request.model = mixtral8x7B();
        request.contextTokens = 4096;
        request.batch = 8;
        request.devices.assign(2, rig.gpus.find("H100 80 GB SXM")->device());
        rig.model.setWhatIf(request);
        rig.cards.show(rig.model);
        const QString said = rig.cards.perChatCard()->findChild<QLabel*>("readingCaption")->text();
        QVERIFY2(said.contains("a full prompt takes at best "), qPrintable(said));
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestSpeedCards)
#include "test_speed_cards.moc"
