// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "weight_cards.h"

#include <QRadioButton>
#include <QSet>

#include "describe.h"
#include "tuning_rig.h"

using namespace mw;
using namespace mw::test;

class TestWeightCards : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { mw::test::prepareTuningTests(m_settings); }

    void init() { setEngineScript(roomy()); }

    void choosesTheWeights() {
        Rig rig;
        rig.load(8192, 8);
        const auto card = [&](const char* name) { return rig.child<QRadioButton>(name); };
        QTRY_VERIFY(card("weightsbf16")->isVisible());
        QVERIFY(card("weightsbf16")->isChecked());
        QVERIFY(card("weightsbf16")->accessibleName().contains("loaded"));
        const quint64 before = rig.view.model().plan().devices.front().totalBytes();

        QTest::mouseClick(card("weightsint4"), Qt::LeftButton);
        QVERIFY(rig.view.model().plan().request.weights == WeightFormats(WeightFormat::Int4));
        QVERIFY(rig.view.model().plan().devices.front().totalBytes() < before / 2);
        QCOMPARE(rig.point(), (OperatingPoint{8192, 8}));
        QVERIFY(rig.apply()->isEnabled());
        keepScreen(rig.view, "tuning-int4");
        // By the keys, too.
        QVERIFY(QTest::qWaitForWindowActive(&rig.view));
        card("weightsint4")->setFocus();
        QTest::keyClick(card("weightsint4"), Qt::Key_Left);
        QVERIFY(rig.view.model().plan().request.weights == WeightFormats(WeightFormat::Int8));
        QTest::keyClick(card("weightsint8"), Qt::Key_Left);
        QVERIFY(rig.view.model().plan().request.weights == WeightFormats(WeightFormat::Float8));

        rig.apply()->click();
        QVERIFY(QTest::qWaitFor([&] { return rig.session.state() == ModelSession::State::Ready; }, 30000));
        QVERIFY(rig.session.model()->options.weights == WeightFormats(WeightFormat::Float8));
        QVERIFY(!rig.apply()->isEnabled());
        // Back to what is stored, which is no choice of a person's.
        QTest::mouseClick(card("weightsbf16"), Qt::LeftButton);
        QVERIFY(!rig.view.model().loadOptions().weights);
        QVERIFY(rig.apply()->isEnabled());
    }

    void whatWasMeasuredBelongsToTheWeights() {
        Rig rig;
        rig.load();
        addMeasurements(rig.view.model(), 50e9);
        QVERIFY(rig.view.model().speedSource() == TuningModel::SpeedSource::Measured);
        QCOMPARE(rig.view.model().measurements().decode.size(), 4);
        rig.view.model().setWeights(WeightFormat::Int4);
        QVERIFY(rig.view.model().measurements().decode.isEmpty());
        QVERIFY(rig.view.model().speedSource() != TuningModel::SpeedSource::Measured);
        rig.view.model().setWeights(WeightFormat::BFloat16);
        QCOMPARE(rig.view.model().measurements().decode.size(), 4);

        // Of weights that were loaded so before, what was measured then.
        rig.view.model().setWeights(WeightFormat::Int4);
        rig.apply()->click();
        QVERIFY(QTest::qWaitFor([&] { return rig.session.state() == ModelSession::State::Ready; }, 30000));
        QVERIFY(rig.view.model().measurements().decode.isEmpty());
        rig.view.model().setWeights(WeightFormat::BFloat16);
        QCOMPARE(rig.view.model().measurements().decode.size(), 4);
        QVERIFY(rig.view.model().speedSource() == TuningModel::SpeedSource::Measured);
    }

    /// Each card says what its own weights take, of all devices, and what that leaves on the fullest of them.
    void saysWhatEachTakesOfAllDevices() {
        Rig rig;
        PlanRequest request;
        request.model = mixtral8x7B();
        request.contextTokens = 8192;
        request.batch = 4;
        request.devices.assign(2, loadGpus("none").find("H100 80 GB SXM")->device());
        request.devices[1].usedByOthersBytes = 20'000'000'000;
        rig.view.model().setWhatIf(request);
        QSet<QString> sizes;
        for (const WeightFormats& weights : rig.view.model().weightChoices()) {
            PlanRequest held = rig.view.model().plan().request;
            held.weights = weights;
            const Plan plan = makePlan(held);
            QCOMPARE(plan.devices.size(), 2U);
            QVERIFY(plan.fits);
            QCOMPARE(plan.limitingDevice, 1);
            const DevicePlan& fullest = plan.devices[1];
            const QString size = describeBytes(plan.devices[0].weightsBytes() + fullest.weightsBytes());
            const QString room = describeBytes(fullest.capacityBytes - fullest.totalBytes());
            const auto* card = rig.child<QRadioButton>(("weights" + describeFormats(weights)).c_str());
            QVERIFY2(card->accessibleName().contains(size + ", " + room + " free"),
                     qPrintable(card->accessibleName() + " not " + size + ", " + room));
            sizes << size;
        }
        QCOMPARE(sizes.size(), rig.view.model().weightChoices().size());
    }

    /// A size that is cut is a wrong one: where there is no room for all on one row, there are more rows.
    void noFigureIsCutInANarrowWindow() {
        Rig rig;
        rig.load();
        QList<WeightCard*> cards = rig.view.findChildren<WeightCard*>();
        QVERIFY(cards.size() > 3);
        const auto rows = [&] {
            QSet<int> tops;
            for (const WeightCard* card : cards)
                tops.insert(card->y());
            return tops.size();
        };
        rig.view.resize(1600, 900);
        QTRY_COMPARE(rows(), 1);
        rig.view.resize(620, 900);
        QTRY_VERIFY(rows() > 1);
        for (const WeightCard* card : cards)
            QVERIFY2(card->width() >= card->wholeWidth(), qPrintable(card->accessibleName()));
        keepScreen(rig.view, "tuning-narrow");
        rig.view.resize(1600, 900);
        QTRY_COMPARE(rows(), 1);
    }

    void offersWhatTheseDevicesHold() {
        Rig rig;
        rig.load();
        const auto offered = [&] {
            QStringList names;
            for (const QRadioButton* card : rig.view.findChildren<QRadioButton*>())
                if (card->objectName().startsWith("weights")) names << card->objectName().mid(7);
            return names;
        };
        const auto expected = [&] {
            QStringList names;
            for (const WeightFormats& weights : rig.view.model().weightChoices())
                names << QString::fromStdString(describeFormats(weights));
            return names;
        };
        QVERIFY(offered().size() > 2);
        QCOMPARE(offered(), expected());
        const QStringList here = offered();
        // Weights that nobody would choose, but somebody plans with, have a card as long as they are shown.
        PlanRequest request;
        request.model = mixtral8x7B();
        request.weights = WeightFormat::Float32;
        request.devices.assign(1, {.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 512'000'000'000});
        rig.view.model().setWhatIf(request);
        QCOMPARE(offered(), expected());
        QVERIFY(offered() != here);
        QVERIFY(rig.child<QRadioButton>("weightsfp32")->isChecked());
        rig.view.model().setWhatIf({});
        QCOMPARE(offered(), here);
    }

    void marksWeightsThatDoNotFit() {
        EngineScript script = roomy();
        script.machineBytes = 60'000'000'000;
        setEngineScript(script);
        Rig rig;
        PlanRequest request;
        request.model = mixtral8x7B();
        request.contextTokens = 4096;
        request.batch = 4;
        request.devices.assign(1, loadGpus("none").find("H100 80 GB SXM")->device());
        rig.view.model().setWhatIf(request);
        QVERIFY(rig.child<QRadioButton>("weightsbf16")->accessibleName().contains("missing"));
        QVERIFY(rig.child<QRadioButton>("weightsfp8")->accessibleName().contains("free"));
        keepScreen(rig.view, "tuning-weights-that-do-not-fit");
    }

 private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestWeightCards)
#include "test_weight_cards.moc"
