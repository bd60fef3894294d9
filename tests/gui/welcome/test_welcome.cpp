// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The welcome page in the real window, used as people do.

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include "elided_label.h"
#include "found_card.h"
#include "gguf_writer.h"
#include "hardware_dialog.h"
#include "longest_gap.h"
#include "machine_card.h"
#include "model_dialog.h"
#include "needs.h"
#include "published_weights.h"
#include "slower.h"
#include "theme.h"
#include "tiny_model.h"
#include "top_bar.h"
#include "welcome_view.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

constexpr int kPatienceMs = 20000;

template <typename Widget>
Widget* named(MainWindow& window, const char* name) {
    return window.findChild<WelcomeView*>()->findChild<Widget*>(name);
}

}  // namespace

class TestWelcome : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    /// As at a first start: Enter chats.
    void chatsWithTheDemoModelAtOneKey() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        QCOMPARE(window.currentView(), MainWindow::Welcome);
        auto* chat = named<QPushButton>(window, "chatWithDemo");
        QTRY_VERIFY(chat->hasFocus());
        QTRY_VERIFY_WITH_TIMEOUT(bench.session().model() != nullptr, kPatienceMs);
        QVERIFY2(bench.recent().models().isEmpty(), "what nobody chose is not remembered");
        QTest::keyClick(chat, Qt::Key_Return);
        QCOMPARE(window.currentView(), MainWindow::Chats);
        QCOMPARE(bench.recent().models().size(), 1);
    }

    void asksBeforeItSearchesAndOnlyOnce() {
        WorkbenchFixture bench;
        test::writeTinyModel(models(bench) / "Mixtral-tiny");
        {
            MainWindow& window = welcomed(bench);
            FoundCard& found = window.findChild<WelcomeView*>()->found();
            QTest::qWait(200);
            QVERIFY(!found.finder().isRunning());
            QVERIFY(found.finder().folders().isEmpty());
            QVERIFY(textOf(window).contains("Shall the workbench"));
            QSignalSpy finished(&found.finder(), &CheckpointFinder::finished);
            QTest::keyClick(named<QPushButton>(window, "searchUsual"), Qt::Key_Space);
            QVERIFY(finished.wait());
            QCOMPARE(found.finder().checkpoints().size(), 1);
            QVERIFY(textOf(window).contains("Found in"));
        }
        bench.closeWindow();
        MainWindow& again = welcomed(bench);
        QTRY_COMPARE(again.findChild<WelcomeView*>()->found().finder().checkpoints().size(), 1);
    }

    void opensWhatItFound() {
        WorkbenchFixture bench;
        test::writeTinyModel(models(bench) / "Mixtral-tiny");
        MainWindow& window = welcomed(bench);
        search(window, models(bench));
        const auto open = [&]() -> QPushButton* {
            for (QPushButton* button : window.findChild<WelcomeView*>()->found().findChildren<QPushButton*>())
                if (button->isVisible() && button->accessibleName().startsWith("Open ")) return button;
            return nullptr;
        };
        QTRY_VERIFY(open());
        QTest::keyClick(open(), Qt::Key_Space);
        QVERIFY(window.findChild<ModelDialog*>());
    }

    void saysHowWeightsAreStoredAndHeldAndWhatWasPassedBy() {
        WorkbenchFixture bench;
        std::filesystem::create_directories(models(bench));
        std::filesystem::copy_file(MW_TEST_DATA "/gguf/llama-cpp/groups-of-32.gguf", models(bench) / "mine.gguf");
        test::GgufContent other;
        other.set("general.architecture", test::ggufText("qwen2"));
        test::writeFile(models(bench) / "other.gguf", other.bytes());
        MainWindow& window = welcomed(bench);
        search(window, models(bench));
        QVERIFY2(textOf(window).endsWith("One file with another model was passed by."), qPrintable(textOf(window)));
        const auto shows = [&](const QString& text) {
            for (QLabel* label : window.findChild<WelcomeView*>()->found().findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(text)) return true;
            return false;
        };
        QTRY_VERIFY(shows("bits per weight)"));
        QTRY_VERIFY(shows("Held as "));
    }

    void saysThatNothingWasFound() {
        WorkbenchFixture bench;
        std::filesystem::create_directories(models(bench));
        MainWindow& window = welcomed(bench);
        search(window, models(bench));
        QVERIFY2(textOf(window).startsWith("No Mixtral checkpoint in "), qPrintable(textOf(window)));
        search(window, models(bench) / "missing");
        QVERIFY2(textOf(window).startsWith("None of the folders"), qPrintable(textOf(window)));
    }

    void stopsASearchByItsButton() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        FoundCard& found = window.findChild<WelcomeView*>()->found();
        auto* stop = named<QPushButton>(window, "stopSearch");
        QVERIFY(!stop->isVisible());
        found.search({"/usr"});
        QVERIFY(stop->isVisible());
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(clock.elapsed() < 1000 * test::kSlower);
        QVERIFY(!found.finder().isRunning() && !stop->isVisible());
        QVERIFY(textOf(window).startsWith("The search was stopped"));
    }

    void saysWhatRunsHereAsThePlannerDoes() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        bench.stopSampling();
        auto* view = window.findChild<WelcomeView*>();
        auto* table = view->findChild<QTableWidget*>("needs");
        view->showMachine(machine(0));
        QCOMPARE(table->rowCount(), int(weightSizes(DeviceKind::Cpu).size()));  // two models in all they can be held in
        const int last = table->rowCount() - 1;
        QVERIFY(table->item(last, 3)->text().startsWith("does not fit: needs "));
        QVERIFY(named<QLabel>(window, "machineNote")->text().contains("No NVIDIA GPU"));
        view->showMachine(machine(2));
        QVERIFY2(table->item(0, 3)->text().startsWith("fits: up to "), qPrintable(table->item(0, 3)->text()));
        QVERIFY(table->item(last, 3)->text().startsWith("does not fit"));
        const int bf16 = last / 2;  // of the smaller model; the smallest formats come first
        QCOMPARE(table->item(bf16, 1)->text(), QString("bf16"));
        QVERIFY(table->item(bf16, 4)->text().contains("H100"));
    }

    void tellsOfGpusThatThisBuildCannotUse() {
        MachineCard card(false);
        card.showMachine(machine(1));
        QVERIFY(card.findChild<QLabel*>("machineNote")->text().contains("no CUDA backend"));
    }

    void shortensTheNameOfAGpuVisibly() {
        MachineCard card(true);
        card.resize(900, 200);
        card.show();
        card.showMachine(machine(1));
        const QString whole = "GPU 0 · NVIDIA H100 80GB HBM3";
        ElidedLabel* name = nullptr;
        for (ElidedLabel* label : card.findChildren<ElidedLabel*>())
            if (label->whole() == whole) name = label;
        QVERIFY(name);
        QTRY_COMPARE(name->text(), whole);
        card.resize(280, 200);
        QTRY_VERIFY2(name->text().startsWith("GPU 0 · N") && name->text().endsWith(QChar(0x2026)),
                     qPrintable(name->text()));
        QVERIFY(name->width() >= name->fontMetrics().horizontalAdvance(name->text()));
        QCOMPARE(name->toolTip(), whole);
    }

    void leadsToThePlanForOtherGpus() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        QTest::keyClick(named<QPushButton>(window, "planHardware"), Qt::Key_Space);
        QCOMPARE(window.currentView(), MainWindow::Tuning);
        QVERIFY(window.findChild<HardwareDialog*>());
    }

    void copiesTheCommandAndFetchesNothing() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        int copied = 0;
        for (QPushButton* button : window.findChild<WelcomeView*>()->findChildren<QPushButton*>()) {
            if (!button->accessibleName().startsWith("Copy the command")) continue;
            QTest::keyClick(button, Qt::Key_Space);
            QCOMPARE(QApplication::clipboard()->text(), publishedWeights()[copied].command());
            ++copied;
        }
        QCOMPARE(copied, publishedWeights().size());
    }

    void isThereFromTheHelpMenuAndByItsKey() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        QCOMPARE(window.currentView(), MainWindow::Chats);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_F1);
        QCOMPARE(window.currentView(), MainWindow::Welcome);
        window.showView(MainWindow::Chats);
        for (const QToolButton* button : window.findChild<TopBar*>()->findChildren<QToolButton*>())
            if (button->accessibleName() == "Help") button->menu()->actions().first()->trigger();
        QCOMPARE(window.currentView(), MainWindow::Welcome);
    }

    /// Every control is reached by Tab and says what it is.
    void isUsableWithTheKeyboardAndAScreenReader() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        auto* view = window.findChild<WelcomeView*>();
        QTRY_VERIFY(view->isAncestorOf(QApplication::focusWidget()));
        QSet<QWidget*> reached;
        for (int i = 0; i < 40; ++i) {
            QWidget* at = QApplication::focusWidget();
            if (view->isAncestorOf(at)) {
                reached << at;
                auto* button = qobject_cast<QAbstractButton*>(at);
                QVERIFY(!at->accessibleName().isEmpty() || (button && !button->text().isEmpty()));
            }
            QTest::keyClick(at, Qt::Key_Tab);
        }
        for (QAbstractButton* button : view->findChildren<QAbstractButton*>())
            if (button->isVisible() && button->focusPolicy() != Qt::NoFocus)
                QVERIFY2(reached.contains(button), qPrintable(button->text() + button->accessibleName()));
        QVERIFY(reached.contains(view->findChild<QTableWidget*>("needs")));
    }

    /// The window comes first; what the page works out must not hold it up.
    void holdsTheWindowUpNoLongerThanAFrame() {
        WorkbenchFixture bench;
        MainWindow& window = welcomed(bench);
        bench.stopSampling();
        auto* view = window.findChild<WelcomeView*>();
        test::GapClock clock;
        view->showMachine(machine(8));
        const test::Gap first = clock.restart();
        view->showMachine(machine(8));
        const test::Gap again = clock.restart();
        QVERIFY2(first.busyMs < 200 * test::kSlower, qPrintable(first.text()));
        QVERIFY2(again.busyMs < 20 * test::kSlower, qPrintable(again.text()));
        qInfo("first plan of all rows on eight GPUs: %s", qPrintable(first.text()));
    }

 private:
    MainWindow& welcomed(WorkbenchFixture& bench) {
        MainWindow& window = bench.openWindow();
        window.resize(1100, 800);
        window.welcome();
        window.activateWindow();
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window does not become active");
        return window;
    }

    static std::filesystem::path models(const WorkbenchFixture& bench) {
        return bench.folder()->filePath("models").toStdString();
    }

    static QString textOf(MainWindow& window) { return named<QLabel>(window, "foundText")->text(); }

    static void search(MainWindow& window, const std::filesystem::path& folder) {
        FoundCard& found = window.findChild<WelcomeView*>()->found();
        QSignalSpy finished(&found.finder(), &CheckpointFinder::finished);
        found.search({QString::fromStdString(folder.string())});
        QVERIFY(finished.wait());
    }

    static MachineSample machine(int gpus) {
        MachineSample sample;
        sample.memoryBytes = 64'000'000'000;
        sample.memoryAvailableBytes = 40'000'000'000;
        sample.processBytes = 2'000'000'000;
        sample.cores = 8;
        for (int i = 0; i < gpus; ++i) {
            GpuSample gpu{.index = i, .name = "NVIDIA H100 80GB HBM3"};
            gpu.memoryBytes = 85'000'000'000;
            gpu.usedBytes = 1'000'000'000;
            sample.gpus << gpu;
        }
        return sample;
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestWelcome)
#include "test_welcome.moc"
