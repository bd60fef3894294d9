// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the welcome page says of a machine, held against the planner.

#include <QTest>
#include <algorithm>

#include "gpu_catalog.h"
#include "needs.h"
#include "published_weights.h"

namespace mw::gui {

class TestNeeds : public QObject {
    Q_OBJECT

 private slots:
    void countsWhatThisProgramHoldsAsFree() {
        const std::vector<DeviceSpec> devices = devicesOf(machine({gpu(80, 60, 58)}), true);
        QCOMPARE(devices.size(), 1U);
        QVERIFY(devices[0].kind == DeviceKind::Cuda);
        QCOMPARE(devices[0].capacityBytes, 80'000'000'000U);
        QCOMPARE(devices[0].usedByOthersBytes, 2'000'000'000U);
    }

    void passesGpusBySilentOrLost() {
        GpuSample lost = gpu(80, 1, 0);
        lost.lost = true;
        GpuSample silent;
        QCOMPARE(devicesOf(machine({lost, silent, gpu(24, 1, 0)}), true).size(), 1U);
        // More of our own than all: a driver that counts pages twice.
        QCOMPARE(devicesOf(machine({gpu(24, 1, 3)}), true)[0].usedByOthersBytes, 0U);
    }

    void worksOnTheCpuWithoutGpusOrWithoutTheirBackend() {
        for (const auto& [sample, hasCuda] :
             {std::pair(machine({}), true), std::pair(machine({gpu(80, 0, 0)}), false)}) {
            const std::vector<DeviceSpec> devices = devicesOf(sample, hasCuda);
            QCOMPARE(devices.size(), 1U);
            QVERIFY(devices[0].kind == DeviceKind::Cpu);
            QCOMPARE(devices[0].usedByOthersBytes, 22'000'000'000U);  // 64 - 40 available - 2 of our own
        }
        QVERIFY(devicesOf({}, true).empty());
        QVERIFY(!planOn({}, mixtral8x7B(), WeightFormat::BFloat16));
    }

    /// Every weight format that checkpoints come in stands in exactly one row per model, but for those that GPUs do not
    /// hold.
    void listsWhatRunsOfBothModelsOnce_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("CPU") << static_cast<int>(DeviceKind::Cpu);
        QTest::newRow("GPU") << static_cast<int>(DeviceKind::Cuda);
    }
    void listsWhatRunsOfBothModelsOnce() {
        QFETCH(int, kind);
        for (const ModelConfig* model : {&mixtral8x7B(), &mixtral8x22B()}) {
            QStringList names;
            quint64 before = 0;
            for (const WeightSize& size : weightSizes(static_cast<DeviceKind>(kind))) {
                if (size.model != *model) continue;
                names += size.formats.split(" / ");
                // Formats share a row if they take the same, and only then.
                QVERIFY(size.bytes > before);
                before = size.bytes;
                for (const QString& format : size.formats.split(" / ")) {
                    const auto plan = planOn({{.kind = static_cast<DeviceKind>(kind), .capacityBytes = 1ULL << 50}},
                                             *model, parseWeightFormat(format.toStdString()));
                    QCOMPARE(quint64{plan->devices.front().weightsBytes()}, size.bytes);
                }
            }
            QStringList expected;
            for (const WeightFormatRow& format : weightFormats())
                if (format.offered && runsOn(format.format, static_cast<DeviceKind>(kind)) &&
                    format.format != WeightFormat::Float32)
                    expected << format.name.data();
            names.sort();
            expected.sort();
            QCOMPARE(names, expected);
        }
    }

    void givesThePublishedSizeOfTheWeights() {
        const QVector<WeightSize> sizes = weightSizes(DeviceKind::Cuda);
        const auto of = [&](const ModelConfig& model) {
            return std::find_if(
                       sizes.begin(), sizes.end(),
                       [&](const WeightSize& size) { return size.model == model && size.formats.contains("bf16"); })
                ->bytes;
        };
        QCOMPARE(describeBytes(of(mixtral8x7B())), QString("93.4 GB"));
        QCOMPARE(describeBytes(of(mixtral8x22B())), QString("281.3 GB"));
    }

    void saysWhatThePlannerSays_data() {
        QTest::addColumn<int>("gpus");
        QTest::addColumn<int>("gigabytes");
        QTest::addColumn<bool>("fits");
        QTest::newRow("one of 24 GB") << 1 << 24 << false;
        QTest::newRow("one of 80 GB") << 1 << 80 << false;
        QTest::newRow("three of 24 GB") << 3 << 24 << false;
        QTest::newRow("two of 80 GB") << 2 << 80 << true;
        QTest::newRow("eight of 80 GB") << 8 << 80 << true;
    }
    void saysWhatThePlannerSays() {
        QFETCH(int, gpus);
        QFETCH(int, gigabytes);
        QFETCH(bool, fits);
        const MachineSample sample = machine(QVector<GpuSample>(gpus, gpu(gigabytes, 1, 0)));
        const auto plan = planOn(devicesOf(sample, true), mixtral8x7B(), WeightFormat::BFloat16);
        QVERIFY(plan.has_value());
        QCOMPARE(plan->fits, fits);
        const Verdict verdict = verdictHere(*plan);
        QCOMPARE(verdict.fit != Fit::DoesNotFit, fits);
        if (fits)
            QVERIFY2(verdict.sentence.contains(describeChats(std::min(plan->largestBatch, 256))),
                     qPrintable(verdict.sentence));
        else
            QVERIFY2(verdict.sentence.startsWith("needs ") &&
                         verdict.sentence.endsWith("has " + describeBytes((gigabytes - 1) * gpus * 1'000'000'000ULL)),
                     qPrintable(verdict.sentence));
    }

    void offersSetsThatReallyHoldTheModel() {
        const GpuTable gpus = loadGpus(QString());
        for (const WeightSize& size : weightSizes(DeviceKind::Cuda)) {
            const QStringList sets = setsFor(size, gpus);
            QVERIFY(!sets.isEmpty());
            QStringList names;
            for (QString set : sets) {
                set.replace(QChar(0x00a0), ' ');
                QVERIFY2(!names.contains(set.section(" × ", 1)), "more of the same are not needed");
                names << set.section(" × ", 1);
                const GpuModel* model = gpus.find(set.section(" × ", 1).toStdString());
                QVERIFY2(model, qPrintable(set));
                const std::vector<DeviceSpec> devices(set.section(" × ", 0, 0).toUInt(), model->device());
                QVERIFY2(planOn(devices, size.model, size.format)->fits, qPrintable(set));
            }
        }
    }

    void saysThatNoSetHoldsTheModelWhereNoneDoes() {
        GpuTable small;
        small.gpus.push_back({.name = "Small", .memoryBytes = 4'000'000'000});
        QVERIFY(setsFor(weightSizes(DeviceKind::Cuda).last(), small).isEmpty());
    }

    void refusesToPlanWhatCannotBePlanned() {
        ModelConfig odd = mixtral8x7B();
        odd.layers = 0;
        QVERIFY(!planOn(devicesOf(machine({gpu(80, 0, 0)}), true), odd, WeightFormat::BFloat16));
    }

    void namesWeightsThatASearchWillFind() {
        QCOMPARE(publishedWeights().size(), 4);
        for (const PublishedWeights& weights : publishedWeights()) {
            QVERIFY(weights.page().isValid() && weights.page().scheme() == "https");
            QVERIFY(weights.command().contains(weights.repository));
            QVERIFY(weights.command().contains(" --local-dir ~/models/"));
            QCOMPARE(weights.licence, QString("Apache-2.0"));
        }
    }

 private:
    static GpuSample gpu(int gigabytes, int used, int own) {
        GpuSample sample{.name = "GPU"};
        sample.memoryBytes = gigabytes * 1'000'000'000ULL;
        sample.usedBytes = used * 1'000'000'000ULL;
        sample.ownBytes = own * 1'000'000'000ULL;
        return sample;
    }
    static MachineSample machine(const QVector<GpuSample>& gpus) {
        MachineSample sample;
        sample.memoryBytes = 64'000'000'000;
        sample.memoryAvailableBytes = 40'000'000'000;
        sample.processBytes = 2'000'000'000;
        sample.cores = 8;
        sample.gpus = gpus;
        return sample;
    }
};

}  // namespace mw::gui

QTEST_GUILESS_MAIN(mw::gui::TestNeeds)
#include "test_needs.moc"
