// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "feasibility.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "gpu_catalog.h"
#include "mw/supported.h"

using namespace mw;
using namespace mw::gui;

namespace {

DeviceSpec gpu(double gib) {
    DeviceSpec device;
    device.name = "GPU";
    device.capacityBytes = static_cast<std::uint64_t>(gib * double(1ULL << 30));
    return device;
}

PlanRequest requestOn(std::vector<DeviceSpec> devices, const ModelConfig& model = mixtral8x7B()) {
    PlanRequest request;
    request.model = model;
    request.devices = std::move(devices);
    return request;
}

int drawnAt(const Staircase& corners, int context) {
    double most = 0;
    for (const QPointF& corner : corners)
        if (context <= corner.x()) most = std::max(most, corner.y());
    return int(most);
}

}  // namespace

class TestFeasibility : public QObject {
    Q_OBJECT

 private slots:
    void cornersAreThePlannersLimits_data() {
        QTest::addColumn<std::vector<DeviceSpec>>("devices");
        QTest::newRow("one") << std::vector{gpu(141)};
        QTest::newRow("two") << std::vector{gpu(80), gpu(80)};
        QTest::newRow("mixed") << std::vector{gpu(80), gpu(48)};
        QTest::newRow("one chat only") << std::vector{gpu(90.5)};
        QTest::newRow("too small") << std::vector{gpu(24)};
    }
    void cornersAreThePlannersLimits() {
        QFETCH(std::vector<DeviceSpec>, devices);
        PlanRequest request = requestOn(devices);
        const Staircase corners = staircase(request);
        for (const QPointF& corner : corners) {
            request.batch = int(corner.y());
            request.contextTokens = int(corner.x());
            QVERIFY(makePlan(request).fits);
            request.contextTokens += kKvPageTokens;
            if (request.contextTokens <= request.model.trainedContext) QVERIFY(!makePlan(request).fits);
        }
        request.batch = 1;
        request.contextTokens = 1;
        QCOMPARE(corners.isEmpty(), !makePlan(request).fits);
    }

    void comfortableLeavesRoomOnEveryDevice() {
        const PlanRequest request = requestOn({gpu(80), gpu(80)});
        const Staircase all = staircase(request);
        const Staircase comfort = staircase(comfortable(request));
        QVERIFY(!comfort.isEmpty());
        for (const int context : {4096, 32768})
            QVERIFY(drawnAt(comfort, context) < drawnAt(all, context));
        PlanRequest at = request;
        for (const QPointF& corner : comfort) {
            at.batch = int(corner.y());
            at.contextTokens = int(corner.x());
            for (const DevicePlan& device : makePlan(at).devices)
                QVERIFY(double(device.capacityBytes - device.totalBytes()) >= 0.049 * double(device.capacityBytes));
        }
    }

    void everythingThatRunsHasACurveOrSharesOneAndNothingElse_data() {
        QTest::addColumn<DeviceSpec>("device");
        QTest::newRow("GPU") << gpu(141);
        QTest::newRow("CPU") << DeviceSpec{.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 512ULL << 30};
    }
    void everythingThatRunsHasACurveOrSharesOneAndNothingElse() {
        QFETCH(DeviceSpec, device);
        const PlanRequest request = usualRequest(mixtral8x7B(), WeightFormat::BFloat16, {device, device});
        const QVector<FeasibilityCurve> curves = precisionCurves(request);
        QVERIFY(curves.first().name.startsWith("bf16"));
        QCOMPARE(curves.first().corners, staircase(request));
        QString names;
        for (const FeasibilityCurve& curve : curves)
            names += curve.name + ' ';
        for (const WeightFormatRow& row : weightFormats())
            QCOMPARE(names.contains(QString::fromStdString(std::string(row.name))),
                     row.offered && runsOn(row.format, device.kind));
        // The engine keeps no other cache on GPUs, so no curve shows one.
        QCOMPARE(names.contains("KV fp32"), device.kind == DeviceKind::Cpu);
        QCOMPARE(names.contains("KV fp8"), std::ranges::count(supportedKv(device.kind), Precision::Float8) > 0);
    }

    void oneCurveOfEverythingIsCalledThat() {
        ModelConfig small = mixtral8x7B();
        small.layers = 1;
        small.trainedContext = 1024;
        const PlanRequest request = usualRequest(
            small, WeightFormat::BFloat16,
            {DeviceSpec{.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 1ULL << 40}});
        const QVector<FeasibilityCurve> curves = precisionCurves(request);
        QCOMPARE(curves.size(), 1);
        QCOMPARE(curves.first().name, "every format");
    }

    void aCacheOfHalfTheBytesHoldsMoreChats() {
        PlanRequest request =
            usualRequest(mixtral8x7B(), WeightFormat::BFloat16,
                         {DeviceSpec{.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 128ULL << 30}});
        const Staircase full = staircase(request);
        request.kv = Precision::BFloat16;
        QVERIFY(drawnAt(staircase(request), 8192) > drawnAt(full, 8192));
    }

    void intentsFitWithRoomToSpare() {
        const PlanRequest request = requestOn({gpu(80), gpu(80)});
        for (const Intent intent : {Intent::LongDocument, Intent::Balanced, Intent::ManyChats}) {
            const auto point = pointFor(intent, request, {});
            QVERIFY(point.has_value());
            PlanRequest at = comfortable(request);
            at.contextTokens = point->contextTokens;
            at.batch = point->batch;
            QVERIFY(makePlan(at).fits);
        }
        QCOMPARE(pointFor(Intent::LongDocument, request, {})->contextTokens, 32768);
        QCOMPARE(pointFor(Intent::ManyChats, request, {})->contextTokens, 4096);
    }

    /// Of what is free, and by the last step of the grid: one more of either would not fit.
    void intentsTakeAllThatFitsAndNoMore() {
        for (double gib = 92; gib < 110; gib += 0.83) {
            PlanRequest request = requestOn({gpu(gib + 20)});
            request.devices[0].usedByOthersBytes = 20ULL << 30;
            const PlanRequest roomy = comfortable(request);
            const PointGrid contexts = contextGrid(request.model);
            const auto fits = [&](int context, int chats) {
                PlanRequest at = roomy;
                at.contextTokens = context;
                at.batch = chats;
                return makePlan(at).fits;
            };
            if (const auto point = pointFor(Intent::LongDocument, request, {})) {
                QVERIFY(fits(point->contextTokens, 1));
                if (point->contextTokens < contexts.most()) QVERIFY(!fits(contexts.above(point->contextTokens), 1));
            }
            if (const auto point = pointFor(Intent::ManyChats, request, {})) {
                QVERIFY(fits(point->contextTokens, point->batch));
                if (point->batch < kMostChats) QVERIFY(!fits(point->contextTokens, chatsGrid().above(point->batch)));
            }
        }
    }

    void aBudgetIsHeldBesideWhatOthersUse() {
        PlanRequest request = requestOn({gpu(141)});
        request.devices[0].usedByOthersBytes = 25ULL << 30;  // 116 GiB are free
        const auto bytesAt = [&](const OperatingPoint& point) {
            PlanRequest at = request;
            at.contextTokens = point.contextTokens;
            at.batch = point.batch;
            return makePlan(at).devices[0].totalBytes();
        };
        int contextBefore = 0;
        for (const int gib : {94, 96, 100, 108, 116}) {
            const auto point = pointFor(Intent::Budget, request, {}, quint64(gib) << 30);
            QVERIFY2(point.has_value(), qPrintable(QString::number(gib)));
            QVERIFY(bytesAt(*point) <= quint64(gib) << 30);
            QVERIFY(point->contextTokens * point->batch >= contextBefore);
            contextBefore = point->contextTokens * point->batch;
        }
        // More than is free, or than there is, is what is free.
        const auto all = pointFor(Intent::Budget, request, {}, 116ULL << 30);
        for (const int gib : {117, 130, 141, 200})
            QVERIFY(pointFor(Intent::Budget, request, {}, quint64(gib) << 30) == all);
        QVERIFY(!pointFor(Intent::Budget, request, {}, 85ULL << 30));
    }

    void comfortIsAShareOfWhatIsFree() {
        PlanRequest request = requestOn({gpu(100), gpu(100)});
        request.devices[1].usedByOthersBytes = 60ULL << 30;
        const PlanRequest roomy = comfortable(request);
        const double gib = double(1ULL << 30);
        QVERIFY(std::abs(double(roomy.devices[0].usedByOthersBytes) - kComfortShare * 100 * gib) < gib / 100);
        QVERIFY(std::abs(double(roomy.devices[1].usedByOthersBytes) - (60 + kComfortShare * 40) * gib) < gib / 100);
    }

    void itIsTightWhereTheFullestDeviceIs() {
        PlanRequest request = requestOn({gpu(80), gpu(80)});
        request.placement = Placement{2, 1};
        QCOMPARE(fitOf(makePlan(request)), Fit::Fits);
        const std::uint64_t room = request.devices[1].capacityBytes - makePlan(request).devices[1].totalBytes();
        request.devices[1].usedByOthersBytes = room - (1ULL << 20);
        QCOMPARE(fitOf(makePlan(request)), Fit::Tight);
        request.devices[1].usedByOthersBytes = room + 1;
        QCOMPARE(fitOf(makePlan(request)), Fit::DoesNotFit);
    }

    void gridsAreWalkedUpAsDown() {
        for (const PointGrid& grid : {PointGrid(1, 256, 1), PointGrid(1, 100, 1), PointGrid(512, 32768, 16),
                                      PointGrid(512, 5000, 16), PointGrid(3, 3, 1)}) {
            QVector<int> values{grid.least()};
            while (values.last() < grid.most())
                values << grid.above(values.last());
            QCOMPARE(values.last(), grid.most());
            for (qsizetype i = 1; i < values.size(); ++i)
                QCOMPARE(grid.below(values[i]), values[i - 1]);
            QCOMPARE(grid.below(grid.least()), grid.least());
            for (int value = grid.least() - 2; value < grid.most() + 3; ++value) {
                int nearest = grid.most();
                for (const int each : values)
                    nearest = std::min(nearest, std::abs(each - value));
                QCOMPARE(std::abs(grid.nearest(value) - value), nearest);
                QVERIFY(values.contains(grid.nearest(value)));
            }
        }
    }

    void noCurveIsDrawnTwiceOrOfNothing() {
        for (const double gib : {60.0, 141.0, 512.0}) {
            for (const DeviceKind kind : {DeviceKind::Cpu, DeviceKind::Cuda}) {
                DeviceSpec device = gpu(gib);
                device.kind = kind;
                const QVector<FeasibilityCurve> curves =
                    precisionCurves(usualRequest(mixtral8x7B(), WeightFormat::BFloat16, {device}));
                for (qsizetype i = 0; i < curves.size(); ++i) {
                    if (i > 0) QVERIFY(!curves[i].corners.isEmpty());
                    for (qsizetype other = 0; other < i; ++other)
                        QVERIFY(curves[i].corners != curves[other].corners);
                }
                QVERIFY(curves.size() > 2);
            }
        }
    }

    void aTightMachineIsBalancedWithFewerChats() {
        const auto point = pointFor(Intent::Balanced, requestOn({gpu(94)}), {});
        QVERIFY(point.has_value());
        QVERIFY(point->batch < 8);
        QVERIFY(point->contextTokens >= 2048);
    }

    void nothingFitsIsNoPoint() {
        for (const Intent intent : {Intent::LongDocument, Intent::Balanced, Intent::ManyChats, Intent::Budget})
            QVERIFY(!pointFor(intent, requestOn({gpu(24)}), {}, 1 << 30).has_value());
    }

    void manyChatsStayAboveReadingSpeed() {
        const PlanRequest request = requestOn({gpu(141), gpu(141)});
        const OperatingPoint free = *pointFor(Intent::ManyChats, request, {});
        const SpeedModel slow{.decode = {.secondsPerByte = 1 / 0.3e12}, .measurements = 1};
        const OperatingPoint slower = *pointFor(Intent::ManyChats, request, slow);
        QVERIFY(slower.batch < free.batch);
        PlanRequest at = request;
        at.contextTokens = slower.contextTokens;
        at.batch = slower.batch;
        const Plan plan = makePlan(at);
        QVERIFY(decodeTokensPerSecond(slow, plan, slower.batch, 2048) / slower.batch >= 6);
    }

    void mostChatsIsTheBoundary() {
        const Plan plan = makePlan(requestOn({gpu(141)}));
        const SpeedModel speed{.decode = {.secondsPerByte = 1 / 1e12}, .measurements = 1};
        const double context = usualContext(plan.request.contextTokens);
        const int most = mostChatsAbove(9, plan, speed);
        QVERIFY(most > 0 && most < kMostChats);
        QVERIFY(decodeTokensPerSecond(speed, plan, most, context) / most >= 9);
        QVERIFY(decodeTokensPerSecond(speed, plan, most + 1, context) / (most + 1) < 9);
        QCOMPARE(mostChatsAbove(6, plan, {}), 0);
    }

    void aPersonsGpusLieOverTheShippedOnes() {
        QTemporaryDir folder;
        QFile own(folder.filePath("gpus.txt"));
        QVERIFY(own.open(QIODevice::WriteOnly));
        own.write("RTX 4090 | 49152 | 1008 | 165\nDream GPU | 1 | 2\nMy GPU | 1024 | 1 | 1 | MYGPU | home\n");
        own.close();
        const GpuTable table = loadGpus(own.fileName());
        QCOMPARE(table.find("RTX 4090")->memoryBytes, std::uint64_t{49152} << 20);
        QVERIFY(table.find("My GPU"));
        QVERIFY(table.find("H200 141 GB"));
        QCOMPARE(table.problems.size(), std::size_t(1));
        QVERIFY(QString::fromStdString(table.problems[0]).startsWith("gpus.txt:2:"));
        QVERIFY(loadGpus(folder.filePath("none.txt")).problems.empty());
        // A folder in the file's place is told of, and does no harm.
        QCOMPARE(loadGpus(folder.path()).problems.size(), std::size_t(1));
    }

    void devicesGetTheirPublishedFigures() {
        std::vector<DeviceSpec> devices(2);
        devices[0].name = "NVIDIA H100 80GB HBM3";
        devices[1].name = "NVIDIA H100 80GB HBM3";
        devices[1].memoryBytesPerSecond = 1e12;
        addPublishedFigures(devices, loadGpus("none"));
        QCOMPARE(devices[0].memoryBytesPerSecond, 3.35e12);
        QCOMPARE(devices[0].flopsPerSecond, 989e12);
        QCOMPARE(devices[1].memoryBytesPerSecond, 1e12);
        // Those that are only thought of have the names of the table.
        devices[0] = loadGpus("none").find("H100 80 GB SXM")->device();
        const double published = devices[0].memoryBytesPerSecond;
        devices[0].memoryBytesPerSecond = 0;
        addPublishedFigures(devices, loadGpus("none"));
        QCOMPARE(devices[0].memoryBytesPerSecond, published);
        QVERIFY(published > 0);
    }
};

QTEST_GUILESS_MAIN(TestFeasibility)
#include "test_feasibility.moc"
