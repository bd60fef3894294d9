// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QSignalSpy>
#include <QTest>

#include "machine_sampler.h"
#include "temp_dir.h"
#include "used_by_others.h"

using namespace mw;
using namespace mw::gui;
using mw::test::TempDir;
using mw::test::writeFile;

namespace {

/// A /proc of three machines' worth of oddities.
void writeProc(const TempDir& proc, int user, int idle, int processTicks, int waiting = 0) {
    std::filesystem::create_directories(proc / "self");
    writeFile(proc / "meminfo", "MemTotal:       1000 kB\nMemFree:  10 kB\nMemAvailable:   400 kB\n");
    writeFile(proc / "self/status", "Name:\tworkbench\nVmRSS:\t     250 kB\nRssAnon:\t     150 kB\n");
    writeFile(proc / "stat", "cpu  " + std::to_string(user) + " 0 0 " + std::to_string(idle) + " " +
                                 std::to_string(waiting) + " 0 0 0 0 0\ncpu0 1\n");
    writeFile(proc / "self/stat",
              "1 (a ) name) S 1 1 1 0 -1 0 0 0 0 0 " + std::to_string(processTicks) + " 0 0 0 20 0\n");
}

}  // namespace

class TestMachineSampler : public QObject {
    Q_OBJECT

 private slots:
    void readsMemoryAndLoad() {
        TempDir proc;
        writeProc(proc, 100, 900, 50);
        MachineSampler sampler(nullptr, QString::fromStdString(proc.path().string()));
        const MachineSample first = sampler.sample();
        QCOMPARE(first.memoryBytes, std::optional<quint64>(1000 * 1024));
        QCOMPARE(first.memoryAvailableBytes, std::optional<quint64>(400 * 1024));
        QCOMPARE(first.processBytes, std::optional<quint64>(250 * 1024));
        QCOMPARE(first.processOwnBytes, std::optional<quint64>(150 * 1024));
        QVERIFY(!first.cpuLoad);
        writeProc(proc, 160, 940, 80);
        const MachineSample second = sampler.sample();
        QCOMPARE(second.cpuLoad, std::optional<double>(0.6));
        QCOMPARE(second.processCpuLoad, std::optional<double>(0.3));
    }

    void waitingForADiskIsNoWork() {
        TempDir proc;
        writeProc(proc, 100, 900, 50, 10);
        MachineSampler sampler(nullptr, QString::fromStdString(proc.path().string()));
        sampler.sample();
        writeProc(proc, 150, 920, 50, 40);
        QCOMPARE(sampler.sample().cpuLoad, std::optional<double>(0.5));
    }

    void beginsAnewAfterAPause() {
        TempDir proc;
        writeProc(proc, 100, 900, 50);
        MachineSampler sampler(nullptr, QString::fromStdString(proc.path().string()));
        QSignalSpy sampled(&sampler, &MachineSampler::sampled);
        const auto lastLoad = [&] { return sampled.last()[0].value<MachineSample>().cpuLoad; };
        sampler.start();
        QCOMPARE(sampled.count(), 1);
        sampler.stop();
        writeProc(proc, 900, 1000, 90);  // a load of hours ago says nothing
        sampler.start();
        QCOMPARE(sampled.count(), 2);
        QVERIFY(!lastLoad());
    }

    void saysWhatAContainerGrants() {
        TempDir root;
        std::filesystem::create_directories(root / "proc");
        std::filesystem::create_directories(root / "sys/fs/cgroup");
        std::filesystem::create_directories(root / "proc/self");
        writeFile(root / "proc/meminfo", "MemTotal:       1000 kB\nMemAvailable:   400 kB\n");
        writeFile(root / "proc/self/cgroup", "0::/\n");
        writeFile(root / "proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup rw - cgroup2 cgroup rw\n");
        writeFile(root / "sys/fs/cgroup/memory.max", "524288\n");
        writeFile(root / "sys/fs/cgroup/memory.current", "524288\n");
        writeFile(root / "sys/fs/cgroup/memory.stat", "inactive_file 102400\n");
        MachineSampler sampler(nullptr, QString::fromStdString((root / "proc").string()));
        const MachineSample sample = sampler.sample();
        QCOMPARE(sample.memoryBytes, std::optional<quint64>(512 * 1024));
        QCOMPARE(sample.memoryAvailableBytes, std::optional<quint64>(100 * 1024));
    }

    void leavesOutWhatCannotBeRead() {
        TempDir proc;
        writeFile(proc / "meminfo", "MemTotal: lots\nMemAvailable: 12\n");
        writeFile(proc / "stat", "nothing");
        MachineSampler sampler(nullptr, QString::fromStdString(proc.path().string()));
        for (int i = 0; i < 2; ++i) {
            const MachineSample sample = sampler.sample();
            QVERIFY(!sample.memoryBytes && !sample.memoryAvailableBytes && !sample.processBytes);
            QVERIFY(!sample.cpuLoad && !sample.processCpuLoad);
        }
    }

    void hasNoLoadWhenCountersGoBackwards() {
        TempDir proc;
        writeProc(proc, 100, 900, 50);
        MachineSampler sampler(nullptr, QString::fromStdString(proc.path().string()));
        sampler.sample();
        writeProc(proc, 10, 20, 5);
        QVERIFY(!sampler.sample().cpuLoad);
        writeProc(proc, 20, 30, 10);
        QCOMPARE(sampler.sample().cpuLoad, std::optional<double>(0.5));
    }

    void readsThisMachine() {
        MachineSampler sampler;
        QSignalSpy sampled(&sampler, &MachineSampler::sampled);
        sampler.start();
        QTRY_COMPARE_WITH_TIMEOUT(sampled.count(), 2, 5000);
        sampler.stop();
        const auto sample = sampled[1][0].value<MachineSample>();
        QVERIFY(sample.memoryBytes > sample.memoryAvailableBytes);
        QVERIFY(sample.processBytes > quint64(1'000'000));
        QVERIFY(sample.cpuLoad && *sample.cpuLoad >= 0 && *sample.cpuLoad <= 1);
        QVERIFY(sample.cores >= 1);
    }

    void tellsWhatOthersTakeOfEachDevice() {
        MachineSample sample;
        sample.memoryBytes = 1000;
        sample.memoryAvailableBytes = 300;
        sample.processOwnBytes = 200;
        sample.gpus = {{.pciBusId = "00000000:3B:00.0", .usedBytes = 70, .ownBytes = 20},
                       {.pciBusId = "00000000:AF:00.0", .usedBytes = 70}};
        const DeviceSpec half{.kind = DeviceKind::Cpu, .capacityBytes = 500, .usedByOthersBytes = 1};
        const auto cpus = withOthersAsSampled({half, half}, sample);
        QCOMPARE(cpus[0].usedByOthersBytes, 250u);
        QCOMPARE(cpus[1].usedByOthersBytes, 250u);
        // A container's limit is the engine's business.
        QCOMPARE(
            withOthersAsSampled({{.kind = DeviceKind::Cpu, .capacityBytes = 400, .usedByOthersBytes = 7}}, sample)[0]
                .usedByOthersBytes,
            7u);
        const auto gpus = withOthersAsSampled({{.usedByOthersBytes = 1, .pciBusId = "00000000:3b:00.0"},
                                               {.usedByOthersBytes = 2, .pciBusId = "00000000:AF:00.0"},
                                               {.usedByOthersBytes = 3}},
                                              sample);
        QCOMPARE(gpus[0].usedByOthersBytes, 50u);
        QCOMPARE(gpus[1].usedByOthersBytes, 2u);  // the driver does not say whose it is
        QCOMPARE(gpus[2].usedByOthersBytes, 3u);  // not in this machine
        QCOMPARE(withOthersAsSampled({half}, MachineSample())[0].usedByOthersBytes, 1u);
    }

    void costsLittle() {
        MachineSampler sampler;
        QBENCHMARK {
            sampler.sample();
        }
    }
};

QTEST_GUILESS_MAIN(TestMachineSampler)
#include "test_machine_sampler.moc"
