// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <unistd.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include "machine_sampler.h"
#include "nvml.h"
#include "nvml_abi.h"
#include "open_fake_nvml.h"
#include "sampler_thread.h"

using namespace mw::gui;

class TestNvml : public QObject {
    Q_OBJECT

 private slots:
    void init() { m_script = &openFakeNvml(MW_FAKE_NVML); }

    void hasNoGpusWithoutALibrary() {
        Nvml nvml("libthere-is-no-such-library.so.1");
        QVERIFY(nvml.sample().isEmpty());
        QVERIFY(nvml.driverVersion().isEmpty());
    }

    void hasNoGpusWithoutADriver() {
        m_script->initResult = nvml::DriverNotLoaded;
        {
            Nvml nvml(MW_FAKE_NVML);
            QVERIFY(nvml.sample().isEmpty());
        }
        QCOMPARE(m_script->inits.load(), 1);
        QCOMPARE(m_script->shutdowns.load(), 0);
    }

    void readsEveryValueInItsUnit() {
        m_script->gpus[0].ownPid = static_cast<unsigned>(getpid());
        Nvml nvml(MW_FAKE_NVML);
        QCOMPARE(nvml.driverVersion(), "580.95.05");
        const QVector<GpuSample> gpus = nvml.sample();
        QCOMPARE(gpus.size(), 1);
        const GpuSample& gpu = gpus.front();
        QCOMPARE(gpu.index, 0);
        QCOMPARE(gpu.name, "NVIDIA H100 80GB HBM3");
        QCOMPARE(gpu.uuid, "GPU-0");
        QCOMPARE(gpu.pciBusId, "00000000:3B:00.0");
        QVERIFY(!gpu.lost);
        QCOMPARE(gpu.memoryBytes, std::optional<quint64>(84'500'000'000));
        QCOMPARE(gpu.usedBytes, std::optional<quint64>(61'200'000'000));
        QCOMPARE(gpu.ownBytes, std::optional<quint64>(60'000'000'000));
        QCOMPARE(gpu.load, std::optional<double>(0.97));
        QCOMPARE(gpu.powerWatts, std::optional<double>(512.345));
        QCOMPARE(gpu.powerLimitWatts, std::optional<double>(700));
        QCOMPARE(gpu.celsius, std::optional<double>(61));
    }

    void keepsTheOrderOfEightGpus() {
        m_script->gpuCount = 8;
        for (unsigned i = 0; i < 8; ++i)
            m_script->gpus[i].loadPercent = i;
        Nvml nvml(MW_FAKE_NVML);
        const QVector<GpuSample> gpus = nvml.sample();
        QCOMPARE(gpus.size(), 8);
        for (int i = 0; i < 8; ++i) {
            QCOMPARE(gpus[i].index, i);
            QCOMPARE(gpus[i].uuid, QString("GPU-%1").arg(i));
            QCOMPARE(gpus[i].load, std::optional<double>(i / 100.0));
        }
    }

    void leavesOutWhatTheDriverDoesNotTell_data() {
        QTest::addColumn<int>("result");
        QTest::newRow("not supported") << int(nvml::NotSupported);
        QTest::newRow("unknown error") << int(nvml::Unknown);
    }
    void leavesOutWhatTheDriverDoesNotTell() {
        QFETCH(int, result);
        FakeNvmlGpu& script = m_script->gpus[0];
        script.memoryResult = script.processResult = script.loadResult = script.powerResult = result;
        Nvml nvml(MW_FAKE_NVML);
        GpuSample gpu = nvml.sample().front();
        QVERIFY(!gpu.lost);
        QVERIFY(!gpu.memoryBytes && !gpu.usedBytes && !gpu.ownBytes && !gpu.load && !gpu.powerWatts);
        QVERIFY(!gpu.powerLimitWatts);
        QCOMPARE(gpu.celsius, std::optional<double>(61));
        script = FakeNvmlGpu();
        script.temperatureResult = result;
        gpu = nvml.sample().front();
        QVERIFY(!gpu.celsius);
        QVERIFY(gpu.load && gpu.usedBytes && gpu.powerWatts);
    }

    void doesNotTakeOthersMemoryForItsOwn() {
        Nvml nvml(MW_FAKE_NVML);
        QVERIFY(!nvml.sample().front().ownBytes);
        m_script->gpus[0].ownPid = static_cast<unsigned>(getpid());
        m_script->gpus[0].ownBytes = nvml::kNoValue;  // as in virtual machines
        QVERIFY(!nvml.sample().front().ownBytes);
    }

    void findsItselfBehindHundredsOfProcesses() {
        m_script->gpus[0].otherProcesses = 500;
        m_script->gpus[0].ownPid = static_cast<unsigned>(getpid());
        Nvml nvml(MW_FAKE_NVML);
        QCOMPARE(nvml.sample().front().ownBytes, std::optional<quint64>(60'000'000'000));
    }

    void goesOnWithTheOthersWhenOneIsLost() {
        m_script->gpuCount = 2;
        Nvml nvml(MW_FAKE_NVML);
        QVERIFY(!nvml.sample()[0].lost);
        m_script->gpus[0].loadResult = m_script->gpus[0].temperatureResult = nvml::GpuIsLost;
        const QVector<GpuSample> gpus = nvml.sample();
        QVERIFY(gpus[0].lost);
        QVERIFY(!gpus[0].usedBytes && !gpus[0].load);
        QCOMPARE(gpus[0].uuid, "GPU-0");
        QVERIFY(!gpus[1].lost && gpus[1].load);
    }

    void keepsThePlaceOfOneThatIsLostFromTheStart() {
        m_script->gpuCount = 2;
        m_script->gpus[0].handleResult = nvml::GpuIsLost;
        Nvml nvml(MW_FAKE_NVML);
        const QVector<GpuSample> gpus = nvml.sample();
        QCOMPARE(gpus.size(), 2);
        QVERIFY(gpus[0].lost && !gpus[1].lost);
        QCOMPARE(gpus[1].index, 1);
    }

    void readsAnOldDriver() {
        openFakeNvml(MW_FAKE_NVML_OLD).gpus[0].ownPid = static_cast<unsigned>(getpid());
        Nvml nvml(MW_FAKE_NVML_OLD);
        const GpuSample gpu = nvml.sample().front();
        QCOMPARE(gpu.memoryBytes, std::optional<quint64>(85'000'000'000));
        QCOMPARE(gpu.usedBytes, std::optional<quint64>(61'700'000'000));
        QVERIFY(!gpu.ownBytes);
        QVERIFY(gpu.load && gpu.powerWatts);
    }

    void releasesTheDriver() {
        {
            Nvml nvml(MW_FAKE_NVML);
            nvml.sample();
        }
        QCOMPARE(m_script->inits.load(), 1);
        QCOMPARE(m_script->shutdowns.load(), 1);
    }

    void samplesOnAThreadOfItsOwn() {
        QThread* sampledOn = nullptr;
        auto* sampler = new MachineSampler(nullptr, "/proc", MW_FAKE_NVML);
        connect(
            sampler, &MachineSampler::sampled, sampler, [&] { sampledOn = QThread::currentThread(); },
            Qt::DirectConnection);
        SamplerThread thread(sampler);
        QSignalSpy sampled(sampler, &MachineSampler::sampled);
        thread.start();
        QTRY_VERIFY(sampled.count() >= 1);
        QVERIFY(sampledOn && sampledOn != QThread::currentThread());
        const auto sample = sampled[0][0].value<MachineSample>();
        QCOMPARE(sample.gpus.size(), 1);
        QCOMPARE(sample.driver, "580.95.05");
        QVERIFY(sample.memoryBytes);
    }

    void aDriverThatHangsHoldsUpNobody() {
        m_script->hang = true;
        QElapsedTimer clock;
        clock.start();
        {
            SamplerThread thread(new MachineSampler(nullptr, "/proc", MW_FAKE_NVML));
            thread.start();
            QTest::qWait(100);
        }
        const qint64 elapsed = clock.elapsed();
        QVERIFY2(elapsed < 100 + SamplerThread::kPatienceMs + 500, qPrintable(QString("%1 ms").arg(elapsed)));
        m_script->hang = false;
        QTest::qWait(50);  // the thread that was left behind comes back to a program that still runs
    }

    void isEndedBeforeItIsStarted() { SamplerThread never; }

    void costsLittle() {
        m_script->gpuCount = 8;
        MachineSampler sampler(nullptr, "/proc", MW_FAKE_NVML);
        QBENCHMARK {
            sampler.sample();
        }
    }

 private:
    FakeNvmlScript* m_script = nullptr;
};

QTEST_GUILESS_MAIN(TestNvml)
#include "test_nvml.moc"
