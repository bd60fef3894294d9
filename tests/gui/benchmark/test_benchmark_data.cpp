// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Plans, prompts, files and exports of the benchmark: all of it without an engine.

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <set>

#include "benchmark_export.h"
#include "benchmark_plan.h"
#include "benchmark_prompt.h"
#include "benchmark_store.h"

using namespace mw;
using namespace mw::gui;

namespace {

ModelSummary modelOn(DeviceKind kind, std::uint64_t capacity, int devices, int context, int batch) {
    ModelSummary model;
    PlanRequest& request = model.plan.request;
    request.model = mixtral8x7B();
    for (int i = 0; i < devices; ++i) {
        DeviceSpec device;
        device.kind = kind;
        device.name = "NVIDIA H100 80GB HBM3";
        device.capacityBytes = capacity;
        request.devices.push_back(device);
    }
    request.contextTokens = context;
    request.batch = batch;
    model.plan = makePlan(request);
    model.options.directory = "/models/8x7B";
    model.options.contextTokens = context;
    model.options.batch = batch;
    return model;
}

BenchmarkResult result(int context, BenchmarkPrompt prompt, int chats, double total) {
    BenchmarkResult result;
    result.cell = {context, prompt, chats};
    result.promptTokens = prompt == BenchmarkPrompt::Short ? 10 : context - 500;
    result.totalTokensPerSecond = total;
    result.chatTokensPerSecond = total / chats;
    result.prefillTokensPerSecond = 20000;
    result.firstTokenSeconds = 0.25;
    result.predictedTokensPerSecond = 95;
    result.started = QDateTime::fromMSecsSinceEpoch(1'700'000'000'500, Qt::UTC);
    result.finished = result.started.addSecs(30);
    for (int i = 0; i < chats; ++i)
        result.requests.append({result.promptTokens, 500, 500.0 + i, total / chats});
    return result;
}

BenchmarkRun run(const QString& id, qint64 started = 1'700'000'000'000) {
    BenchmarkRun run;
    run.id = id;
    run.started = QDateTime::fromMSecsSinceEpoch(started, Qt::UTC);
    run.model = "Mixtral 8x7B, \"Instruct\"";
    run.precision = "bf16";
    run.kvPrecision = "bf16";
    run.backend = "CUDA";
    run.devices = {"NVIDIA H100 80GB HBM3", "NVIDIA H100 80GB HBM3"};
    run.placement = "2 × H100 · tensor parallel";
    run.driver = "580.95.05";
    run.program = "0.1.0";
    run.generatedTokens = 500;
    run.plannedCells = 4;
    run.results = {result(8192, BenchmarkPrompt::Short, 2, 120), result(8192, BenchmarkPrompt::Full, 2, 90.5)};
    return run;
}

void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write");
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestBenchmarkData : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void offersTheContextsThatTheModelWasTrainedFor() {
        ModelConfig model = mixtral8x7B();
        QCOMPARE(benchmarkContexts(model), QVector<int>({8192, 32768}));
        model.trainedContext = 65536;
        QCOMPARE(benchmarkContexts(model), QVector<int>({8192, 32768, 65536}));
        model.trainedContext = 4096;
        QCOMPARE(benchmarkContexts(model), QVector<int>({4096}));
    }

    void takesTheLargestBatchThatThePlanAllows() {
        const ModelSummary model = modelOn(DeviceKind::Cuda, 80'000'000'000, 2, 32768, 8);
        const BenchmarkPlan plan = planBenchmark(model, usualChoice(model));
        QCOMPARE(plan.stages.size(), 2);
        QCOMPARE(plan.cells(), 4);
        for (const BenchmarkStage& stage : plan.stages) {
            QVERIFY(stage.plan.fits);
            QCOMPARE(stage.plan.request.batch, stage.options.batch);
            PlanRequest more = stage.plan.request;
            ++more.batch;
            QVERIFY2(!makePlan(more).fits, "one more chat would not fit");
        }
        QVERIFY(plan.stages[0].options.batch > plan.stages[1].options.batch);
        QCOMPARE(plan.before.batch, 8);
        QVERIFY(plan.restores && plan.stages[0].reload && plan.stages[1].reload);
        QCOMPARE(plan.reloads(), 3);
    }

    void doesNotReloadWhatIsLoaded() {
        ModelSummary model = modelOn(DeviceKind::Cuda, 80'000'000'000, 2, 8192, 4);
        BenchmarkChoice choice = usualChoice(model);
        choice.contexts = {8192};
        choice.mostChats = 4;
        const BenchmarkPlan plan = planBenchmark(model, choice);
        QCOMPARE(plan.cells(), 2);
        QCOMPARE(plan.reloads(), 0);
        QVERIFY(!plan.restores);
        // The same context for other chats is another load, there and back.
        choice.mostChats = 2;
        const BenchmarkPlan fewer = planBenchmark(model, choice);
        QVERIFY(fewer.stages[0].reload && fewer.restores);
        QCOMPARE(fewer.reloads(), 2);
    }

    void measuresLittleOnACpu() {
        const ModelSummary model = modelOn(DeviceKind::Cpu, 500'000'000'000, 1, 4096, 8);
        const BenchmarkChoice choice = usualChoice(model);
        QCOMPARE(choice.contexts, QVector<int>({8192}));
        QCOMPARE(choice.mostChats, 8);
        QCOMPARE(choice.generatedTokens, 500);
    }

    void saysWhatItLeavesOut() {
        const ModelSummary model = modelOn(DeviceKind::Cuda, 95'000'000'000, 1, 1024, 1);
        BenchmarkPlan plan = planBenchmark(model, usualChoice(model));
        QVERIFY(plan.stages.isEmpty() || plan.stages.size() == 1);
        QVERIFY(!plan.problems.isEmpty());
        QVERIFY2(plan.problems.last().contains("not even one chat fits"), qPrintable(plan.problems.last()));
        BenchmarkChoice choice = usualChoice(model);
        choice.contexts = {512};
        plan = planBenchmark(model, choice);
        QCOMPARE(plan.cells(), 0);
        QVERIFY(plan.problems.first().contains("too small for 500 tokens"));
        choice.contexts = {};
        QCOMPARE(planBenchmark(model, choice).cells(), 0);
    }

    void fillsAPromptToTheToken() {
        const std::vector<int> prose{100, 200, 300};
        for (const int tokens : {1, 2, 64, 7692}) {
            const std::vector<int> ids = fullPrompt(tokens, 32000, 7, prose);
            QCOMPARE(static_cast<int>(ids.size()), tokens);
            QVERIFY(std::all_of(ids.begin(), ids.end(), [](int id) { return id >= 3 && id < 32000; }));
        }
        QCOMPARE(fullPrompt(6, 32000, 7, prose), std::vector<int>({10, 3, 3, 100, 200, 300}));
    }

    void noTwoPromptsBeginAlike() {
        std::set<std::vector<int>> beginnings;
        const quint64 start = 1'700'000'000ULL << 16;
        for (quint64 number = start; number < start + 2000; ++number)
            beginnings.insert(fullPrompt(16, 32000, number, std::vector<int>{100}));
        QCOMPARE(beginnings.size(), std::size_t(2000));
    }

    void drawsPromptsAtRandomWithoutATokenizer() {
        const std::vector<int> ids = fullPrompt(1000, 50, 1, {});
        QVERIFY(std::all_of(ids.begin(), ids.end(), [](int id) { return id >= 3 && id < 50; }));
        QCOMPARE(ids, fullPrompt(1000, 50, 1, {}));
        QVERIFY(std::set<int>(ids.begin(), ids.end()).size() > 40);
    }

    void comesBackFromItsFileAsItWas() {
        const BenchmarkRun before = run("a");
        QString error;
        const auto after = runFromJson(toJson(before), &error);
        QVERIFY2(after, qPrintable(error));
        QCOMPARE(toJson(*after), toJson(before));
        QCOMPARE(after->results[1].cell, before.results[1].cell);
        QCOMPARE(after->results[1].requests.size(), 2);
        QCOMPARE(after->results[1].requests[1].firstTokenMs, 501.0);
        QCOMPARE(after->started, before.started);
        QVERIFY(!after->isComplete());
    }

    void refusesAFileThatLies_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("newer format") << "format" << QJsonValue(2);
        QTest::newRow("no model") << "model" << QJsonValue();
        QTest::newRow("text for a number") << "generated_tokens" << QJsonValue("500");
        QTest::newRow("negative") << "generated_tokens" << QJsonValue(-1);
        QTest::newRow("fraction") << "planned_cells" << QJsonValue(1.5);
        QTest::newRow("huge") << "generated_tokens" << QJsonValue(1e300);
        QTest::newRow("no time") << "started" << QJsonValue("yesterday");
        QTest::newRow("results no list") << "results" << QJsonValue("none");
    }
    void refusesAFileThatLies() {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QJsonObject object = toJson(run("a"));
        object[field] = value;
        QString error;
        QVERIFY(!runFromJson(object, &error));
        QVERIFY2(error.contains(field), qPrintable(error));
    }

    void refusesAResultThatLies() {
        QJsonObject object = toJson(run("a"));
        QJsonArray results = object["results"].toArray();
        QJsonObject wrong = results[0].toObject();
        wrong["prompt"] = "medium";
        results[0] = wrong;
        object["results"] = results;
        QString error;
        QVERIFY(!runFromJson(object, &error));
        QVERIFY(error.contains("prompt"));
    }

    void keepsRunsNewestFirst() {
        QTemporaryDir folder;
        {
            BenchmarkStore store(folder.filePath("runs"));
            QVERIFY(store.runs().isEmpty());
            QVERIFY(store.save(run("old", 1'600'000'000'000), nullptr));
            QVERIFY(store.save(run("new", 1'700'000'000'000), nullptr));
            QVERIFY(store.save(run("middle", 1'650'000'000'000), nullptr));
        }
        BenchmarkStore again(folder.filePath("runs"));
        QCOMPARE(again.runs().size(), 3);
        QCOMPARE(again.runs()[0].id, "new");
        QCOMPARE(again.runs()[1].id, "middle");
        QCOMPARE(again.runs()[2].id, "old");
        BenchmarkRun more = again.runs()[1];
        more.results << result(32768, BenchmarkPrompt::Short, 1, 50);
        QVERIFY(again.save(more, nullptr));
        QCOMPARE(again.runs().size(), 3);
        QVERIFY(again.remove("new", nullptr));
        QCOMPARE(BenchmarkStore(folder.filePath("runs")).runs().size(), 2);
        QCOMPARE(BenchmarkStore(folder.filePath("runs")).runs()[0].results.size(), 3);
        // One that a person has given another name is known by that.
        QVERIFY(QFile::rename(folder.filePath("runs/old.json"), folder.filePath("runs/mine.json")));
        BenchmarkStore renamed(folder.filePath("runs"));
        QCOMPARE(renamed.runs()[1].id, "mine");
        QVERIFY(renamed.remove("mine", nullptr));
        QVERIFY(!QFile::exists(folder.filePath("runs/mine.json")));
    }

    void leavesFilesAloneThatAreNoRuns() {
        QTemporaryDir folder;
        BenchmarkStore(folder.path()).save(run("good"), nullptr);
        write(folder.filePath("cut.json"), R"({"format":1,"id":)");
        write(folder.filePath("list.json"), "[]");
        write(folder.filePath("other.json"), R"({"name":"a template"})");
        write(folder.filePath("notes.txt"), "mine");
        BenchmarkStore store(folder.path());
        QCOMPARE(store.runs().size(), 1);
        QCOMPARE(store.problems().size(), 3);
        QVERIFY(store.problems().join('\n').contains("cut.json"));
        QCOMPARE(read(folder.filePath("other.json")), R"({"name":"a template"})");
    }

    void saysWhyARunIsNotSavedAndShowsItAllTheSame() {
        QTemporaryDir folder;
        write(folder.filePath("in-the-way"), "");
        BenchmarkStore store(folder.filePath("in-the-way"));
        QString error;
        QVERIFY(!store.save(run("a"), &error));
        QVERIFY2(error.contains("a.json"), qPrintable(error));
        QCOMPARE(store.runs().size(), 1);
    }

    void describesRunsAndCells() {
        QCOMPARE(describeCell({8192, BenchmarkPrompt::Short, 58}), "8k context, short prompt");
        QCOMPARE(describeCell({32768, BenchmarkPrompt::Full, 13}), "32k context, full");
        QCOMPARE(describeCell({1000, BenchmarkPrompt::Full, 13}), "1000 tokens of context, full");
        QCOMPARE(describeRun(run("a")), "bf16, 2 × H100 80GB");
        QCOMPARE(describeRunDetails(run("a")),
                 "14 Nov 2023, driver 580.95.05 · 2 of 4 done · Mixtral 8x7B, \"Instruct\"");
        BenchmarkRun cpu = run("a");
        cpu.backend = "CPU";
        cpu.devices = {"AMD EPYC"};
        QCOMPARE(describeRun(cpu), "bf16, CPU");
    }

    void readsRunsFromBeforeThereWerePredictions() {
        QJsonObject object = toJson(run("a"));
        QJsonArray results = object["results"].toArray();
        for (auto each : results) {
            QJsonObject result = each.toObject();
            result.remove("predicted_tokens_per_second");
            each = result;
        }
        object["results"] = results;
        QString error;
        const auto after = runFromJson(object, &error);
        QVERIFY2(after, qPrintable(error));
        QCOMPARE(after->results[1].predictedTokensPerSecond, 0.0);
        QVERIFY(benchmarkCsv({*after}).split('\n')[2].contains(",0.25,,no"));
    }

    void writesALinePerExperiment() {
        const QList<QByteArray> lines = benchmarkCsv({run("a"), run("b")}).split('\n');
        QCOMPARE(lines.size(), 6);
        QVERIFY(lines[0].startsWith("started,model,precision,"));
        QVERIFY2(lines[1].startsWith("2023-11-14T22:13:20Z,\"Mixtral 8x7B, \"\"Instruct\"\"\",bf16,bf16,CUDA,"),
                 lines[1].constData());
        QVERIFY2(lines[2].contains(",8192,full,7692,2,500,90.5,45.25,20000,0.25,95,no"), lines[2].constData());
        // Each sign that needs quotes does so alone, too.
        BenchmarkRun odd = run("c");
        odd.model = "the \"small\" one";
        odd.placement = "two\nlines";
        odd.driver = "1,2";
        const QByteArray csv = benchmarkCsv({odd});
        QVERIFY2(csv.contains("Z,\"the \"\"small\"\" one\",bf16"), csv.constData());
        QVERIFY2(csv.contains(",\"two\nlines\",\"1,2\",0.1.0,"), csv.constData());
    }

    void namesTheFrameworkWhereARunDoesNotSayItsProgram() {
        BenchmarkRun measured = run("a");
        measured.program.clear();
        QCOMPARE(aimeResult(measured, measured.results[1])["framework"].toString(), "Mixtral Workbench");
        QCOMPARE(aimeResult(measured, measured.results[1])["worker_interface_version"].toString(), "Mixtral Workbench");
    }

    void writesTheFieldsOfAimesBenchmark() {
        const BenchmarkRun measured = run("a");
        const QJsonObject aime = aimeResult(measured, measured.results[1]);
        QCOMPARE(aime["total_requests"].toInt(), 2);
        QCOMPARE(aime["concurrent_requests"].toInt(), 2);
        QCOMPARE(aime["max_num_jobs_running"].toInt(), 2);
        QCOMPARE(aime["num_units"].toInt(), 500);
        QCOMPARE(aime["gpu_name"].toString(), "2xNVIDIA H100 80GB HBM3");
        QCOMPARE(aime["framework"].toString(), "Mixtral Workbench_0.1.0");
        QCOMPARE(aime["model_quantization"].toString(), "bf16");
        QCOMPARE(aime["prompt_template"].toString(), "8K");
        QCOMPARE(aime["start_time"].toDouble(), 1'700'000'000.5);
        QVERIFY(aime["error"].isNull() && aime["warning"].isNull());
        const QJsonArray jobs = aime["job_stats"].toArray();
        QCOMPARE(jobs.size(), 2);
        const QJsonObject job = jobs[0].toObject();
        QCOMPARE(job["prompt_length"].toInt(), 7692);
        QCOMPARE(job["num_generated_tokens"].toInt(), 500);
        const double generating = 499 / 45.25;
        const auto close = [](double a, double b) { return std::abs(a - b) < 1e-9 * std::abs(b); };
        QVERIFY(close(job["durations"]["worker_generation"].toDouble(), generating));
        QVERIFY(close(job["durations"]["worker_preprocessing"].toDouble(), 0.5));
        QVERIFY(close(job["durations"]["total_job"].toDouble(), 0.5 + generating));
        QVERIFY(close(job["rates"]["worker_preprocessing"].toDouble(), 7692 / 0.5));
        // AIME's "Total" is the sum of the jobs' rates, "Single" their mean.
        const double first = 500 / (0.5 + generating);
        const double second = 500 / (0.501 + generating);
        QVERIFY(close(aime["mean_batch_rates"]["total_job"].toDouble(), first + second));
        QVERIFY(close(aime["mean_single_rates"]["total_job"].toDouble(), (first + second) / 2));
        QVERIFY(close(aime["mean_durations"]["worker_preprocessing"].toDouble(), 0.5005));
    }

    void namesAimesFilesWithoutCollisions() {
        BenchmarkRun measured = run("a");
        measured.model = "../../etc/Mixtral 8x7B";
        measured.results << result(32768, BenchmarkPrompt::Short, 2, 100);
        QStringList paths;
        for (const auto& [path, content] : aimeFiles(measured))
            paths << path;
        QCOMPARE(paths.size(), 3);
        QCOMPARE(QSet<QString>(paths.begin(), paths.end()).size(), 3);
        QCOMPARE(paths[0], "Mixtral_Workbench/2xNVIDIA_H100_80GB_HBM3/_.._.._etc_Mixtral_8x7B/0K/2.json");
        QVERIFY(paths[1].endsWith("/8K/2.json"));
        QVERIFY(paths[2].endsWith("/0K/2-context-32768.json"));
        for (const QString& path : paths)
            QVERIFY(!path.contains("/../") && !path.startsWith('/'));
    }
};

QTEST_GUILESS_MAIN(TestBenchmarkData)
#include "test_benchmark_data.moc"
