// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// From the engine's reports and the driver's answers to rows, charts and files.

#include <qcustomplot.h>
#include <unistd.h>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <ctime>

#include "metric_card.h"
#include "monitor_metrics.h"
#include "monitor_panel.h"
#include "open_fake_nvml.h"
#include "theme.h"
#include "time_series_chart.h"

using namespace mw;
using namespace mw::gui;

namespace {

EngineActivity busy(double seconds, double decode, int running) {
    EngineActivity activity;
    activity.seconds = seconds;
    activity.decodeTokensPerSecond = decode;
    activity.chatTokensPerSecond = running > 0 ? decode / running : 0;
    activity.prefillTokensPerSecond = 10 * decode;
    activity.running = running;
    activity.kvPagesUsed = 30;
    activity.kvPages = 120;
    return activity;
}

GpuSample gpu(int index, double load = 0.5) {
    GpuSample sample{.index = index, .name = "H100", .uuid = QString("GPU-%1").arg(index)};
    sample.pciBusId = QString("00000000:%1:00.0").arg(index, 2, 16, QChar('0'));
    sample.memoryBytes = 80'000'000'000;
    sample.usedBytes = 61'000'000'000;
    sample.ownBytes = 60'000'000'000;
    sample.load = load;
    sample.powerWatts = 500;
    sample.powerLimitWatts = 700;
    sample.celsius = 60;
    return sample;
}

MachineSample machine(int gpus) {
    MachineSample sample;
    sample.memoryBytes = 64'000'000'000;
    sample.memoryAvailableBytes = 40'000'000'000;
    sample.processBytes = 3'000'000'000;
    sample.cpuLoad = 0.25;
    sample.processCpuLoad = 0.2;
    sample.cores = 16;
    for (int i = 0; i < gpus; ++i)
        sample.gpus << gpu(i);
    return sample;
}

ModelSummary modelOn(const std::string& bus, quint64 allocated) {
    ModelSummary model;
    model.plan.request.batch = 8;
    model.plan.request.devices = {DeviceSpec{}};
    model.plan.request.devices[0].pciBusId = bus;
    model.plan.devices = {DevicePlan{}};
    model.allocatedBytes = {allocated};
    return model;
}

const MetricGroup& groupNamed(const std::vector<MetricGroup>& groups, const QString& title) {
    for (const MetricGroup& group : groups)
        if (group.title == title) return group;
    qFatal("no group '%s'", qPrintable(title));
}

QAction* commandOf(const MonitorPanel& panel, const QString& text) {
    for (QAction* action : panel.commands())
        if (action->text().startsWith(text)) return action;
    qFatal("no command '%s'", qPrintable(text));
}

/// Time of the processor, not of the clock on the wall: other programs may run.
double threadMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestMonitors : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        applyTheme(*qApp, ColorMode::Light);
    }

    void weighsRatesByTheTimeThatTheyHeld() {
        MonitorRecorder recorder;
        recorder.addActivity(busy(0.1, 100, 2));
        recorder.addActivity(busy(0.3, 200, 2));
        recorder.record();
        QCOMPARE(recorder.rows().back().engine.decodeTokensPerSecond, 175.0);
        QCOMPARE(recorder.rows().back().engine.chatTokensPerSecond, 87.5);
        QCOMPARE(recorder.rows().back().engine.prefillTokensPerSecond, 1750.0);
    }

    void keepsTheLastFiveMinutes() {
        MonitorRecorder recorder;
        for (int second = 0; second <= 700; ++second) {
            MonitorRow row;
            row.seconds = second;
            recorder.add(row);
        }
        QCOMPARE(recorder.rows().front().seconds, 700 - MonitorRecorder::kHistorySeconds);
        QCOMPARE(recorder.rows().back().seconds, 700.0);
    }

    void countsTheTokensOfEachChat() {
        MonitorRecorder recorder;
        recorder.setChatOf([](Ticket ticket) -> std::optional<MonitoredChat> {
            if (ticket >= 10) return {};  // the benchmark's
            return MonitoredChat{qint64(ticket % 2) + 1, ticket % 2 == 0 ? "Story" : "Review"};
        });
        recorder.record();
        recorder.addAnswer({.ticket = 0, .tokens = 30});
        recorder.addAnswer({.ticket = 1, .tokens = 10});
        recorder.addAnswer({.ticket = 2, .tokens = 20});  // a second answer in the first chat
        recorder.addAnswer({.ticket = 10, .tokens = 1000});
        QTest::qWait(200);
        recorder.record();
        const MonitorRow& row = recorder.rows().back();
        const double seconds = row.seconds - recorder.rows().front().seconds;
        QCOMPARE(row.chats.size(), 2);
        QCOMPARE(row.chats[0].chat, (MonitoredChat{1, "Story"}));
        QCOMPARE(row.chats[0].tokensPerSecond, 50 / seconds);
        QCOMPARE(row.chats[1].tokensPerSecond, 10 / seconds);
        const MetricGroup perChat = groupNamed(metricGroups({}, chatsIn(recorder.rows())), "Tokens/s per chat");
        QCOMPARE(perChat.metrics.size(), std::size_t(3));
        QCOMPARE(perChat.metrics[0].name, "Story");
        QCOMPARE(perChat.metrics[0].value(row), 50 / seconds);
        QVERIFY(std::isnan(perChat.metrics[0].value(recorder.rows().front())));
        QTest::qWait(20);
        recorder.record();
        QVERIFY(recorder.rows().back().chats.isEmpty());
        QVERIFY(monitorCsv(recorder.rows()).startsWith("time,"));
        QVERIFY(monitorCsv(recorder.rows()).contains("\"Tokens/s per chat, Review (tokens per second)\""));
    }

    void showsTheChatsThatGeneratedLast() {
        std::deque<MonitorRow> rows;
        for (qint64 chat = 1; chat <= 6; ++chat) {
            MonitorRow row;
            row.seconds = double(chat);
            row.chats = {{{chat, chat < 4 ? QString("Chat %1").arg(chat) : "New chat"}, 10}};
            rows.push_back(row);
        }
        const QVector<MonitoredChat> chats = chatsIn(rows);
        QCOMPARE(chats.size(), kChatsInChart);
        QCOMPARE(chats[0], (MonitoredChat{3, "Chat 3"}));
        // Of the same name, and still three.
        QCOMPARE(chats[1].name, QString("New chat"));
        QCOMPARE(chats[2].name, QString("New chat (2)"));
        QCOMPARE(chats[3].name, QString("New chat (3)"));
        QCOMPARE(chatsIn(rows, 100).size(), 6);
    }

    void aNewChatChangesNoOtherChart() {
        MonitorRecorder recorder;
        recorder.addMachine(machine(2));
        recorder.record();
        MonitorPanel panel(recorder);
        panel.resize(1100, 500);
        panel.show();
        const auto cards = panel.findChildren<MetricCard*>();
        MonitorRow row = recorder.rows().back();
        row.seconds += 1;
        row.chats = {{{7, "Story"}, 40}};
        recorder.add(row);
        int kept = 0;
        for (MetricCard* card : panel.findChildren<MetricCard*>())
            kept += cards.contains(card) ? 1 : 0;
        QCOMPARE(kept, cards.size() - 1);
        QCOMPARE(panel.findChildren<MetricCard*>().size(), cards.size());
        QVERIFY2(panel.summary().contains("Story"), qPrintable(panel.summary()));
    }

    void goesOnAtTheLastRateInALongStepAndEndsAtRest() {
        MonitorRecorder recorder;
        recorder.addActivity(busy(2.5, 0.8, 1));
        recorder.record();
        recorder.record();
        QCOMPARE(recorder.rows().back().engine.decodeTokensPerSecond, 0.8);
        QCOMPARE(recorder.rows().back().engine.running, 1);
        recorder.addActivity(busy(0.1, 5, 1));
        recorder.addActivity({});
        recorder.record();
        QCOMPARE(recorder.rows().back().engine.decodeTokensPerSecond, 5.0);
        QCOMPARE(recorder.rows().back().engine.running, 0);
        recorder.record();
        QCOMPARE(recorder.rows().back().engine.decodeTokensPerSecond, 0.0);
    }

    void takesItsAllocationWhereTheDriverCannotTellItsShare() {
        MonitorRecorder recorder;
        MachineSample sample = machine(2);
        sample.gpus[0].ownBytes.reset();
        sample.gpus[1].ownBytes.reset();
        const ModelSummary model = modelOn("00000000:01:00.0", 47'000'000'000);
        recorder.setModel(&model);
        recorder.addMachine(sample);
        recorder.record();
        const MachineSample& row = recorder.rows().back().machine;
        QVERIFY(!row.gpus[0].ownBytes);
        QCOMPARE(row.gpus[1].ownBytes, std::optional<quint64>(47'000'000'000));
        // Nothing is claimed of one that has fallen off the bus.
        sample.gpus[1].lost = true;
        recorder.addMachine(sample);
        recorder.record();
        QVERIFY(!recorder.rows().back().machine.gpus[1].ownBytes);
        sample.gpus[1].lost = false;
        recorder.addMachine(sample);
        recorder.setModel(nullptr);
        recorder.record();
        QVERIFY(!recorder.rows().back().machine.gpus[1].ownBytes);
        QCOMPARE(recorder.rows().back().chatsAtOnce, 0);
    }

    void addsUpWhatSeveralRanksHaveOfOneCard() {
        MonitorRecorder recorder;
        MachineSample sample = machine(1);
        sample.gpus[0].ownBytes.reset();
        ModelSummary model = modelOn("00000000:00:00.0", 20'000'000'000);
        model.plan.devices.push_back(model.plan.devices[0]);
        model.allocatedBytes.append(21'000'000'000);
        recorder.setModel(&model);
        recorder.addMachine(sample);
        recorder.record();
        QCOMPARE(recorder.rows().back().machine.gpus[0].ownBytes, std::optional<quint64>(41'000'000'000));
    }

    void countsTheModelThatIsLoadedAndNoneBefore() {
        MonitorRecorder recorder;
        MachineSample sample = machine(2);
        for (GpuSample& gpu : sample.gpus)
            gpu.ownBytes.reset();
        const auto own = [&](int gpu) {
            recorder.addMachine(sample);
            recorder.record();
            return recorder.rows().back().machine.gpus[gpu].ownBytes;
        };
        const ModelSummary first = modelOn("00000000:00:00.0", 40'000'000'000);
        const ModelSummary smaller = modelOn("00000000:00:00.0", 10'000'000'000);
        const ModelSummary elsewhere = modelOn("00000000:01:00.0", 30'000'000'000);
        recorder.setModel(&first);
        QCOMPARE(own(0), std::optional<quint64>(40'000'000'000));
        recorder.setModel(&smaller);
        QCOMPARE(own(0), std::optional<quint64>(10'000'000'000));
        recorder.setModel(&elsewhere);
        QVERIFY(!own(0));
        QCOMPARE(own(1), std::optional<quint64>(30'000'000'000));
    }

    void believesTheDriverBeforeTheAllocation() {
        MonitorRecorder recorder;
        const ModelSummary model = modelOn("00000000:00:00.0", 1);
        recorder.setModel(&model);
        recorder.addMachine(machine(1));
        recorder.record();
        QCOMPARE(recorder.rows().back().machine.gpus[0].ownBytes, std::optional<quint64>(60'000'000'000));
        QCOMPARE(recorder.rows().back().chatsAtOnce, 8);
    }

    void leavesAGapWhileTheDriverIsSilent() {
        MonitorRecorder recorder;
        recorder.addMachine(machine(1));
        recorder.record();
        QTest::qWait(2600);
        recorder.record();
        const MachineSample& row = recorder.rows().back().machine;
        QVERIFY(!row.memoryBytes && !row.cpuLoad);
        QCOMPARE(row.gpus.size(), 1);
        QCOMPARE(row.gpus[0].uuid, "GPU-0");
        QVERIFY(!row.gpus[0].usedBytes && !row.gpus[0].load);
        const auto groups = metricGroups(row.gpus);
        QVERIFY(std::isnan(groupNamed(groups, "GPU 0 memory").metrics[0].value(recorder.rows().back())));
        QCOMPARE(groupNamed(groups, "GPU 0 memory").metrics[0].value(recorder.rows().front()), 61.0);
    }

    void keepsOursAndOthersApart() {
        MonitorRow row;
        row.machine = machine(1);
        const MetricGroup memory = groupNamed(metricGroups(row.machine.gpus), "GPU 0 memory");
        QCOMPARE(memory.metrics.size(), std::size_t(3));
        QCOMPARE(memory.metrics[0].value(row), 61.0);
        QCOMPARE(memory.metrics[1].value(row), 60.0);
        QCOMPARE(memory.metrics[2].value(row), 1.0);
        QCOMPARE(memory.ceiling(row), 80.0);
        row.machine.gpus[0].ownBytes.reset();
        QVERIFY(std::isnan(memory.metrics[1].value(row)));
        QVERIFY(std::isnan(memory.metrics[2].value(row)));
        QCOMPARE(memory.metrics[0].value(row), 61.0);
        row.machine.gpus[0] = {.index = 0, .lost = true};
        QVERIFY(std::isnan(memory.metrics[0].value(row)));
        QCOMPARE(memory.caption(row), "the GPU is lost");
    }

    void showsTheMachineWhereThereIsNoGpu() {
        MonitorRow row;
        row.machine = machine(0);
        QStringList titles;
        for (const MetricGroup& group : metricGroups({}))
            titles << group.title;
        QCOMPARE(titles, QStringList({"Tokens/s", "Tokens/s per chat", "Prompt tokens/s", "Batch", "KV pages", "Memory",
                                      "CPU"}));
        const auto overview = overviewGroups({});
        QCOMPARE(overview[0].title, "Memory");
        QCOMPARE(overview[0].metrics[0].value(row), 24.0);
        QCOMPARE(overview[0].metrics[1].value(row), 3.0);
        QCOMPARE(groupNamed(metricGroups({}), "CPU").metrics[0].value(row), 25.0);
    }

    void saysBatchAndPagesAgainstTheirTotal() {
        MonitorRow row;
        row.engine = busy(1, 40, 3);
        row.chatsAtOnce = 8;
        const auto groups = metricGroups({});
        QCOMPARE(groupNamed(groups, "Batch").metrics[0].value(row), 3.0);
        QCOMPARE(groupNamed(groups, "Batch").ceiling(row), 8.0);
        QCOMPARE(groupNamed(groups, "KV pages").metrics[0].value(row), 25.0);
        row.engine.kvPages = 0;
        QCOMPARE(groupNamed(groups, "KV pages").metrics[0].value(row), 0.0);
    }

    void writesARowASecondAndLeavesGapsEmpty() {
        QVERIFY(monitorCsv({}).isEmpty());
        MonitorRow first;
        first.timeMs = 1'700'000'000'123;
        first.machine = machine(2);
        MonitorRow second = first;
        second.timeMs += 1000;
        second.machine.gpus[1].load.reset();
        const QList<QByteArray> lines = monitorCsv({first, second}).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[3].isEmpty());
        QVERIFY(lines[0].startsWith("time,\"GPU 0 memory, in use (GB)\","));
        QVERIFY(lines[1].startsWith("2023-11-14T22:13:20.123Z,61,60,1,61,60,1,50,50,500,500,60,60,"));
        QVERIFY(lines[2].startsWith("2023-11-14T22:13:21.123Z,61,60,1,61,60,1,50,,500,500,60,60,"));
        const auto columns = [](const QByteArray& line) { return line.count(','); };
        QCOMPARE(columns(lines[1]), columns(lines[2]));
        // The names hold one comma each beside the one that separates them.
        QCOMPARE(columns(lines[0]), 2 * columns(lines[1]));
    }

    void pausesAndGoesOnWithoutAHole() {
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        panel.resize(900, 500);
        panel.show();
        recorder.addMachine(machine(0));
        recorder.record();
        commandOf(panel, "Pause the monitors")->trigger();
        QVERIFY(panel.isPaused());
        const QString held = panel.summary();
        recorder.addActivity(busy(1, 77, 1));
        recorder.record();
        QCOMPARE(panel.summary(), held);
        QTemporaryDir folder;
        QVERIFY(panel.exportCsv(folder.filePath("held.csv"), nullptr));
        QCOMPARE(contentOf(folder.filePath("held.csv")).count('\n'), 2);
        commandOf(panel, "Go on with the monitors")->trigger();
        QVERIFY(!panel.isPaused());
        QVERIFY(panel.summary().contains("decode: now 77, between 0 and 77"));
        QVERIFY(panel.exportCsv(folder.filePath("all.csv"), nullptr));
        QCOMPARE(contentOf(folder.filePath("all.csv")).count('\n'), 3);
    }

    void catchesUpWhenItIsShown() {
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        recorder.addActivity(busy(1, 33, 1));
        recorder.record();
        QVERIFY(panel.summary().contains("decode: no values yet"));
        panel.show();
        QVERIFY(panel.summary().contains("decode: now 33"));
    }

    void getsAChartForEachGpuThatAppears() {
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        panel.show();
        recorder.addMachine(machine(0));
        recorder.record();
        const qsizetype before = panel.findChildren<MetricCard*>().size();
        recorder.addMachine(machine(2));
        recorder.record();
        QCOMPARE(panel.findChildren<MetricCard*>().size(), before + 2 + 3);
        QVERIFY(panel.summary().contains("GPU 1 memory. in use: now 61"));
        QVERIFY(panel.summary().contains("GPU 0: now 50, between 50 and 50 %"));
    }

    void saysWhyAFileCannotBeWritten() {
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        panel.show();
        recorder.record();
        QString error;
        QVERIFY(!panel.exportCsv("/nonexistent/monitors.csv", &error));
        QVERIFY2(error.contains("/nonexistent/monitors.csv"), qPrintable(error));
        QVERIFY(!panel.exportPng("/nonexistent/monitors.png", &error));
    }

    void exportsAPictureOfAllCharts() {
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        panel.resize(500, 300);
        panel.show();
        for (int i = 0; i < 5; ++i) {
            recorder.addActivity(busy(1, 10 * i, 1));
            recorder.addMachine(machine(1));
            recorder.record();
        }
        QTRY_VERIFY(panel.findChild<MetricCard*>()->parentWidget()->height() > panel.height());
        QTemporaryDir folder;
        QVERIFY(panel.exportPng(folder.filePath("all.png"), nullptr));
        const QImage image(folder.filePath("all.png"));
        // All of them: also those below the edge of the panel.
        QVERIFY2(image.height() > panel.height(), qPrintable(QString::number(image.height())));
        QVERIFY(image.width() >= 400);
    }

    void copiesItsSummary() {
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        panel.show();
        recorder.record();
        commandOf(panel, "Copy the monitors")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains("KV pages. held: now 0"));
    }

    void showsAMomentByMouseAndKeys() {
        TimeSeriesChart chart("Power", "W");
        chart.addSeries("GPU 0", 0);
        chart.addSeries("GPU 1", 1);
        chart.resize(260, 140);
        chart.show();
        for (int second = 0; second <= 300; ++second)
            chart.append(second, std::vector<double>{200.0 + second, second == 290 ? TimeSeriesChart::kGap : 100.0});
        QCOMPARE(chart.valuesAt(250), "50 s ago\nGPU 0: 450 W\nGPU 1: 100 W");
        QCOMPARE(chart.valuesAt(290), "10 s ago\nGPU 0: 490 W");
        QCOMPARE(chart.valuesAt(-90), QString());
        QTest::keyClick(&chart, Qt::Key_Left);
        QTest::keyClick(&chart, Qt::Key_Left);
        QVERIFY(chart.accessibleDescription().startsWith("2 s ago\nGPU 0: 498 W"));
        QTest::keyClick(&chart, Qt::Key_Home);
        QVERIFY(chart.accessibleDescription().startsWith("300 s ago\nGPU 0: 200 W"));
        QTest::keyClick(&chart, Qt::Key_Left);
        QVERIFY(chart.accessibleDescription().startsWith("300 s ago"));
    }

    void repaintsEightGpusInTime() {
        // 8 GPUs x 5 minutes: what a second of live monitors has to draw.
        MonitorRecorder recorder;
        MonitorPanel panel(recorder);
        panel.resize(1360, 900);
        panel.show();
        std::deque<MonitorRow> rows;
        for (int second = 0; second < 300; ++second) {
            MonitorRow row;
            row.seconds = second;
            row.machine = machine(8);
            for (int i = 0; i < 8; ++i)
                row.machine.gpus[i].load = 0.5 + 0.5 * std::sin(second * 0.1 * (i + 1));
            row.engine = busy(1, 400 + second % 7, 3);
            rows.push_back(row);
        }
        MetricCard load(groupNamed(metricGroups(rows.front().machine.gpus), "GPU load"));
        load.resize(260, 190);
        load.setRows(rows);
        load.show();
        QVERIFY(QTest::qWaitForWindowExposed(&load));
        QVector<double> times;
        for (int i = 0; i < 30; ++i) {
            const double start = threadMilliseconds();
            MonitorRow row = rows.back();
            row.seconds += i + 1;
            load.add(row);
            load.findChild<QCustomPlot*>()->replot();
            times << threadMilliseconds() - start;
        }
        std::sort(times.begin(), times.end());
        qInfo("8 lines of 300 values: median %.2f ms, longest %.2f ms", times[15], times.back());
        QVERIFY(times[15] < 8);

        // All charts of such a machine, as many as the panel shows.
        for (const MonitorRow& row : rows)
            recorder.add(row);
        panel.hide();
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        times.clear();
        for (int i = 0; i < 30; ++i) {
            MonitorRow row = rows.back();
            row.seconds += i + 1;
            const double start = threadMilliseconds();
            recorder.add(row);
            for (int turn = 0; turn < 3; ++turn)  // plots that wait for their turn, then what they changed
                QCoreApplication::processEvents();
            times << threadMilliseconds() - start;
        }
        std::sort(times.begin(), times.end());
        qInfo("%d charts: median %.2f ms, longest %.2f ms", int(panel.findChildren<MetricCard*>().size()), times[15],
              times.back());
    }
};

QTEST_MAIN(TestMonitors)
#include "test_monitors.moc"
