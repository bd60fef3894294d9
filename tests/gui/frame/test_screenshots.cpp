// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Pictures of every screen, light and dark, for people to look at. The test fails if a picture is empty or a view does
// not follow the theme; whether it is beautiful, only eyes can tell. Run with QT_SCALE_FACTOR=1.5 for 150 %, and with
// MW_LANGUAGE=de for the pictures in German.

#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

#include "benchmark_dialog.h"
#include "benchmark_view.h"
#include "calibration_run.h"
#include "chats_view.h"
#include "command_palette.h"
#include "found_card.h"
#include "hardware_dialog.h"
#include "main_window.h"
#include "model_dialog.h"
#include "monitor_panel.h"
#include "monitor_recorder.h"
#include "operating_point_dialog.h"
#include "quality_card.h"
#include "quality_dialog.h"
#include "run_list.h"
#include "sample_measurements.h"
#include "template_dialog.h"
#include "template_library.h"
#include "theme.h"
#include "tiny_model.h"
#include "translations.h"
#include "tuning_view.h"
#include "welcome_view.h"
#include "workbench_fixture.h"

namespace mw::gui {

class TestScreenshots : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase();
    void showsEveryScreen_data();
    void showsEveryScreen();
    void showsMeasurements_data();
    void showsMeasurements();
    void showsWhatWasReallyMeasured();
    void welcomes_data();
    void welcomes();
    void serves_data();
    void serves();

 private:
    static void addSampleChats(WorkbenchFixture& bench);
    void shoot(QWidget& widget, const QString& name, bool dark);
    void shootPlans(TuningView& view, MainWindow& window, bool dark);

    QDir m_folder;
};

void TestScreenshots::initTestCase() {
    const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", "1");
    const QString language = qEnvironmentVariable("MW_LANGUAGE");
    const QString size = scale == "1" ? "100" : scale == "1.5" ? "150" : scale;
    m_folder = QDir(QStringLiteral(MW_SCREENSHOTS "/") + size + (language.isEmpty() ? QString() : '-' + language));
    if (!language.isEmpty()) {
        QLocale::setDefault(localeFor(language, QLocale::c()));
        installTranslations(*qApp, QLocale());
    }
    QVERIFY(m_folder.mkpath("."));
}

void TestScreenshots::showsMeasurements_data() {
    showsEveryScreen_data();
}

void TestScreenshots::showsMeasurements() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ColorMode::Dark : ColorMode::Light);
    for (const int gpus : {0, 2}) {
        WorkbenchFixture bench;
        BenchmarkStore store(bench.folder()->filePath("benchmarks"));
        addSampleRuns(store);
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        QVERIFY(bench.loadModel());
        addSampleChats(bench);
        auto* recorder = window.findChild<MonitorRecorder*>();
        recorder->stop();
        addSampleHistory(*recorder, gpus);
        const QString machine = gpus > 0 ? QString("-%1-gpus").arg(gpus) : QString("-no-gpu");
        window.showView(MainWindow::Chats);
        shoot(window, "monitors-inspector" + machine, dark);
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        shoot(window, "monitors-dock" + machine, dark);
        auto* panel = window.findChild<MonitorPanel*>();
        QVERIFY(panel->exportPng(m_folder.filePath("monitors-all" + machine + (dark ? "-dark.png" : "-light.png")),
                                 nullptr));
        window.findChild<QDockWidget*>()->hide();
        if (gpus == 0) continue;
        window.showView(MainWindow::Benchmark);
        shoot(window, "benchmark-one-run", dark);
        window.findChild<RunList*>()->show("b");
        shoot(window, "benchmark-runs", dark);
        for (const int width : {1100, 900}) {
            window.resize(width, 800);
            shoot(window, QString("benchmark-%1").arg(width), dark);
        }
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        shoot(window, "monitors-dock-900", dark);
    }
}

void TestScreenshots::showsWhatWasReallyMeasured() {
    // The README shows no invented figures: its pictures are made with MW_MEASURED=90, seconds of chatting, and some
    // minutes for the rest; of the demo model, or of the one in MW_MEASURED_MODEL, which is a folder or "random":
    // Mixtral 8x7B with random weights, which cannot be chatted with.
    if (!qEnvironmentVariableIsSet("MW_MEASURED")) QSKIP("MW_MEASURED is not set");
    applyTheme(*qApp, ColorMode::Light);
    WorkbenchFixture bench;
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    // The point at which the benchmark measures, so that it needs no reload.
    LoadOptions options = bench.options();
    const QString model = qEnvironmentVariable("MW_MEASURED_MODEL");
    const bool random = model == "random";
    if (random)
        options.randomWeights = mixtral8x7B();
    else if (!model.isEmpty())
        options.directory = model.toStdString();
    options.contextTokens = random ? 8192 : 0;
    options.batch = random ? 32 : 8;
    bench.session().load(options);
    QTRY_COMPARE_WITH_TIMEOUT(bench.session().state(), ModelSession::State::Ready, 120000);
    QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
    // Three chats in the end, one more after each share of the time; what has come to its end makes room for a new one.
    const char* const questions[] = {"Tell a long story: Once upon a time", "Tell me a story about a lighthouse",
                                     "Tell me a story about a fox and a crow"};
    Chat* chats[] = {nullptr, nullptr, nullptr};
    const int all = 10 * std::max(3, qEnvironmentVariableIntValue("MW_MEASURED"));
    for (int tenths = 0; tenths < (random ? 0 : all); ++tenths) {
        for (int i = 0; i <= std::min(4 * tenths / all, 2); ++i) {
            if (chats[i] && chats[i]->isStreaming()) continue;
            if (chats[i]) bench.chats().closeTab(chats[i]);
            chats[i] = bench.chats().newChat();
            bench.chats().send(chats[i], questions[i]);
        }
        QTest::qWait(100);
    }
    shoot(window, "measured-monitors", false);
    for (Chat* chat : bench.chats().tabs())
        bench.chats().stop(chat);
    QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
    window.showView(MainWindow::Tuning);
    auto* tuning = window.findChild<TuningView*>();
    QSignalSpy calibrated(&tuning->calibration(), &CalibrationRun::ended);
    QTRY_VERIFY(window.findChild<QPushButton*>("calibrate")->isEnabled());
    tuning->toggleCalibration();
    QTRY_COMPARE_WITH_TIMEOUT(calibrated.count(), 1, 120000);
    QVERIFY(tuning->model().calibratedSpeed());
    qInfo("calibrated: residual %.1f %%", 100 * tuning->model().calibratedSpeed()->residual);
    shoot(window, "measured-tuning", false);
    window.showView(MainWindow::Benchmark);
    auto* view = window.findChild<BenchmarkView*>();
    const ModelSummary& loaded = *bench.session().model();
    view->runner().start(planBenchmark(loaded, usualChoice(loaded)), {}, tuning->model().calibratedSpeed());
    QTest::qWait(15000);
    shoot(window, "measured-benchmark-running", false);
    QVERIFY(QTest::qWaitFor([&] { return !view->runner().isActive(); }, 280000));
    window.findChild<RunList*>()->show(view->runner().run().id);
    for (const BenchmarkResult& result : view->runner().run().results)
        qInfo("%s, %d chats: %.1f tokens/s, predicted %.1f: %+.1f %%", qPrintable(describeCell(result.cell)),
              result.cell.chats, result.totalTokensPerSecond, result.predictedTokensPerSecond,
              100 * (result.totalTokensPerSecond / result.predictedTokensPerSecond - 1));
    shoot(window, "measured-benchmark", false);
}

void TestScreenshots::welcomes_data() {
    showsEveryScreen_data();
}

/// The first start, without a GPU and with two, before and after a search.
void TestScreenshots::welcomes() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ColorMode::Dark : ColorMode::Light);
    for (const int gpus : {0, 2}) {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        window.welcome();
        QVERIFY(QTest::qWaitFor([&] { return bench.session().model() != nullptr; }, 20000));
        auto* view = window.findChild<WelcomeView*>();
        MachineSample machine = bench.sample();
        for (int i = 0; i < gpus; ++i)
            machine.gpus << sampleGpu(i, 0);
        machine.driver = "580.95";
        bench.stopSampling();
        view->showMachine(machine);
        const QString machineName = gpus > 0 ? QString("-%1-gpus").arg(gpus) : QString("-no-gpu");
        shoot(window, "welcome-first" + machineName, dark);
        const auto models = std::filesystem::path(bench.folder()->filePath("models").toStdString());
        test::writeTinyModel(models / "Mixtral-tiny-Instruct-v0.1");
        test::writeTinyModel(models / "Mixtral-tiny-AWQ");
        test::writeFile(models / "Mixtral-tiny-AWQ" / "config.json",
                        R"({"model_type":"mixtral","quantization_config":{"quant_method":"awq"}})");
        QSignalSpy finished(&view->found().finder(), &CheckpointFinder::finished);
        view->found().search({bench.folder()->filePath("models")});
        QVERIFY(finished.wait());
        shoot(window, "welcome-found" + machineName, dark);
        for (const int width : {1100, 900}) {
            window.resize(width, 1300);
            shoot(window, QString("welcome-%1%2").arg(width).arg(machineName), dark);
        }
    }
}

void TestScreenshots::serves_data() {
    showsEveryScreen_data();
}

/// Off, with requests of several programs, with what is folded away, with a port that is taken, and in narrow windows.
void TestScreenshots::serves() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ColorMode::Dark : ColorMode::Light);
    WorkbenchFixture bench;
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    QVERIFY(bench.loadModel());
    window.showView(MainWindow::Serve);
    shoot(window, "serve-off", dark);
    Endpoint& endpoint = bench.serving().endpoint();
    endpoint.start();
    if (endpoint.trouble().isPortTaken) {  // by this test at another scale, for one
        EndpointSettings settings = endpoint.settings();
        settings.port = endpoint.trouble().freePort.value();
        endpoint.setSettings(settings);
        endpoint.start();
    }
    QCOMPARE(endpoint.state(), Endpoint::State::Listening);
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    const auto ask = [&](const QString& path, const QByteArray& token, const QJsonObject& body) {
        QNetworkRequest request(QUrl(endpoint.url() + path));
        request.setRawHeader("Authorization", "Bearer " + token);
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
        return network.post(request, QJsonDocument(body).toJson());
    };
    const QByteArray token = endpoint.token().toUtf8();
    const std::pair<const char*, int> clients[] = {
        {"VS Code (Continue)", 200}, {"notebook.py", 40}, {"ragdesk", 300}, {"curl/8.5", 20},
        {"nightly.sh", 3},           {"ragdesk", 120}};
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    for (const auto& [client, words] : clients)
        replies.emplace_back(ask("/v1/completions", token,
                                 {{"model", "demo-model"},
                                  {"prompt", QString("once ").repeated(words)},
                                  {"user", client},
                                  {"max_tokens", 600},
                                  {"ignore_eos", true},
                                  {"stream", true}}));
    replies.emplace_back(ask("/v1/completions", "mw-none-of-ours-000", {}));
    bench.chats().send(bench.chats().newChat(), "Tell a long story: Once upon a time");
    window.showView(MainWindow::Serve);
    QTest::qWait(3000);
    shoot(window, "serve", dark);
    for (const int width : {1100, 900, 720}) {
        window.resize(width, 800);
        shoot(window, QString("serve-%1").arg(width), dark);
    }
    window.resize(1440, 1150);
    for (QToolButton* fold : window.findChildren<QToolButton*>())
        if (fold->isVisible() && fold->isCheckable() &&
            (fold->text() == QCoreApplication::translate("mw::gui::AimeCard", "More") ||
             fold->objectName() == "foldLog"))
            fold->click();
    shoot(window, "serve-unfolded", dark);
    replies.clear();
    endpoint.stop();
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    EndpointSettings settings = endpoint.settings();
    settings.port = other.serverPort();
    settings.network = true;
    endpoint.setSettings(settings);
    endpoint.start();
    shoot(window, "serve-port-taken", dark);
}

void TestScreenshots::addSampleChats(WorkbenchFixture& bench) {
    bench.addSampleChats();
    QTest::qWait(1000);  // their tokens are counted in between
}

void TestScreenshots::shoot(QWidget& widget, const QString& name, bool dark) {
    QTest::qWait(300);                                                   // charts and layouts settle in the event loop
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);  // a busy machine may be behind
    const QPixmap picture = widget.grab();
    QVERIFY(!picture.isNull());
    const QImage image = picture.toImage();
    const QColor corner = image.pixelColor(image.width() / 2, image.height() - 3);
    QCOMPARE(corner.lightness() < 128, dark);
    QVERIFY(picture.save(m_folder.filePath(name + (dark ? "-dark.png" : "-light.png"))));
}

/// What the tuning view is for: a large model on GPUs that are not here, in windows of three widths.
void TestScreenshots::shootPlans(TuningView& view, MainWindow& window, bool dark) {
    PlanRequest request{.model = mixtral8x7B(), .contextTokens = 32768, .batch = 8};
    const GpuTable gpus = loadGpus();
    request.devices.assign(2, gpus.find("H100 80 GB SXM")->device());
    view.model().setWhatIf(request);
    shoot(window, "tuning-two-gpus", dark);
    window.resize(1100, 800);
    shoot(window, "tuning-1100", dark);
    window.resize(900, 800);
    shoot(window, "tuning-900", dark);
    window.resize(1440, 900);
    request.devices = {gpus.find("RTX 4090")->device(), gpus.find("RTX 4090")->device(),
                       gpus.find("RTX A6000")->device(), gpus.find("RTX A6000")->device()};
    view.model().setWhatIf(request);
    shoot(window, "tuning-mixed", dark);
    view.chooseHardware();
    auto* dialog = view.findChild<HardwareDialog*>();
    QVERIFY(dialog);
    shoot(*dialog, "hardware-dialog", dark);
    dialog->reject();
    view.model().setWhatIf({});
}

void TestScreenshots::showsEveryScreen_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestScreenshots::showsEveryScreen() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ColorMode::Dark : ColorMode::Light);
    WorkbenchFixture bench;
    MainWindow& window = bench.openWindow();
    window.resize(1440, 900);
    QTest::qWait(1000);  // the sampler speaks once a second
    shoot(window, "empty", dark);

    QVERIFY(bench.loadModel());
    addSampleChats(bench);
    window.showView(MainWindow::Chats);
    shoot(window, "chat", dark);
    window.showView(MainWindow::Models);
    shoot(window, "models", dark);
    window.showView(MainWindow::Tuning);
    shoot(window, "tuning", dark);
    shootPlans(*window.findChild<TuningView*>(), window, dark);
    window.showView(MainWindow::Benchmark);
    shoot(window, "benchmark", dark);
    window.showView(MainWindow::Settings);
    shoot(window, "settings", dark);
    window.showView(MainWindow::Benchmark);
    QVERIFY(QTest::qWaitFor([&] { return bench.session().state() == ModelSession::State::Ready; }));
    window.findChild<BenchmarkView*>()->plan();
    auto* planDialog = window.findChild<BenchmarkDialog*>();
    QVERIFY(planDialog);
    shoot(*planDialog, "benchmark-dialog", dark);
    planDialog->reject();
    window.findChild<QualityCard*>()->plan();
    auto* qualityDialog = window.findChild<QualityDialog*>();
    QVERIFY(qualityDialog);
    shoot(*qualityDialog, "quality-dialog", dark);
    qualityDialog->reject();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    window.showView(MainWindow::Chats);
    window.resize(1000, 700);
    shoot(window, "narrow", dark);

    QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
    auto* modelDialog = window.findChild<ModelDialog*>();
    QVERIFY(modelDialog);
    modelDialog->inspect(bench.options());
    QTest::qWait(500);
    shoot(*modelDialog, "model-dialog", dark);
    modelDialog->reject();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));

    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    auto* palette = window.findChild<CommandPalette*>();
    QVERIFY(palette);
    shoot(*palette, "command-palette", dark);
    palette->close();

    TemplateDialog templates(bench.chats().templates(), &window);
    templates.select("en-code-reviewer");
    templates.show();
    shoot(templates, "template-dialog", dark);
}

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestScreenshots)
#include "test_screenshots.moc"
