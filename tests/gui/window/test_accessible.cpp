// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a screen reader finds on every screen: a name and a role of all that the keyboard reaches, and of what comes by
// itself.

#include <QAccessible>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QFile>
#include <QMenu>
#include <QProgressBar>
#include <QSet>
#include <QTest>
#include <QToolButton>

#include "benchmark_dialog.h"
#include "benchmark_view.h"
#include "chats_view.h"
#include "composer.h"
#include "controls.h"
#include "download_dialog.h"
#include "hardware_dialog.h"
#include "model_dialog.h"
#include "model_menu.h"
#include "nameless.h"
#include "operating_point_dialog.h"
#include "quality_card.h"
#include "quality_dialog.h"
#include "settings_page.h"
#include "shortcut_sheet.h"
#include "template_dialog.h"
#include "template_picker.h"
#include "tuning_view.h"
#include "turn_details.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

constexpr int kPatienceMs = 120000;

}  // namespace

class TestAccessible : public QObject {
    Q_OBJECT

 private slots:
    void everyScreenSaysWhatItsControlsAre() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        lookAtViews(window, "without a model");
        load(bench);
        bench.addSampleChats();
        lookAtViews(window, "with chats");
        lookAtChats(window, bench);
        lookAtDialogs(window, bench);
        for (const QString& each : std::as_const(m_found))
            qWarning("%s", qPrintable(each));
        QCOMPARE(m_found.size(), 0);
        QVERIFY2(m_looked > 25, qPrintable(QString::number(m_looked)));
    }

    /// Screen readers read alerts as they appear; that they do is seen over AT-SPI, see screen_reader.py.
    void notesAreAlerts() {
        Banner note(Banner::Kind::Bad);
        note.setText("The disk is full.");
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&note);
        QCOMPARE(spoken->role(), QAccessible::AlertMessage);
        QCOMPARE(spoken->text(QAccessible::Name), "The disk is full.");
        note.setText("The disk has room again.");
        QCOMPARE(spoken->text(QAccessible::Name), "The disk has room again.");
    }

    /// How far a measurement is, and that it ended.
    void aMeasurementTellsHowFarItIs() {
        WorkbenchFixture bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        load(bench);
        window.showView(MainWindow::Benchmark);
        QFile text(bench.folder()->filePath("text.txt"));
        QVERIFY(text.open(QFile::WriteOnly));
        text.write(QByteArray("The garden is quiet in the morning. ").repeated(20));
        text.close();
        auto* card = window.findChild<QualityCard*>();
        auto* bar = card->findChild<QProgressBar*>();
        const ModelSummary& model = *bench.session().model();
        card->start(planQuality({model.checkpoint, model.options, model.plan.request},
                                {.textPath = text.fileName(),
                                 .tokens = 100,
                                 .weights = {WeightFormat::Int4, WeightFormat::Int8},
                                 .kv = {}}));
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(bar);
        QCOMPARE(spoken->role(), QAccessible::ProgressBar);
        QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
        QVERIFY(!spoken->text(QAccessible::Description).isEmpty());
        card->runner().cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!card->runner().isActive(), kPatienceMs);
        QVERIFY(!QAccessible::queryAccessibleInterface(card->findChild<Banner*>("qualityNote"))->state().invisible);
    }

 private:
    /// The engine's threads yield to everybody on a busy machine.
    static void load(WorkbenchFixture& bench) {
        bench.session().load(bench.options());
        if (!QTest::qWaitFor([&] { return bench.session().model() != nullptr; }, kPatienceMs))
            qFatal("the demo model does not load");
    }

    void look(QWidget& root, const QString& screen) {
        QStringList found;
        // What is built in the next turn of the event loop is there as well.
        (void)QTest::qWaitFor([&] { return (found = nameless(root)).isEmpty(); }, 500);
        for (const QString& each : std::as_const(found))
            m_found.insert(screen + ": " + each);
        ++m_looked;
    }

    void lookAtViews(MainWindow& window, const QString& state) {
        for (const auto view : {MainWindow::Chats, MainWindow::Tuning, MainWindow::Benchmark, MainWindow::Serve,
                                MainWindow::Models, MainWindow::Settings, MainWindow::Welcome}) {
            window.showView(view);
            look(window, QString("%1, view %2").arg(state).arg(view));
        }
    }

    void lookAtChats(MainWindow& window, WorkbenchFixture& bench) {
        window.showView(MainWindow::Chats);
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto* view = window.findChild<ChatsView*>();
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        look(window, "find in a chat");
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QTest::keyClick(&window, Qt::Key_Backslash, Qt::ControlModifier);
        look(window, "side by side");
        // The next question, while an answer comes.
        Chat* chat = bench.chats().current();
        bench.chats().send(chat, "Tell a long story: Once upon a time");
        QVERIFY(QTest::qWaitFor([&] { return chat->isStreaming(); }, kPatienceMs));
        view->composer()->field()->setPlainText("And then?");
        bench.chats().queue(chat);
        look(window, "a question that waits");
        bench.chats().dropQueued(chat);
        bench.chats().stop(chat);
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        look(window, "monitors");
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        window.showView(MainWindow::Serve);
        const QString more = QCoreApplication::translate("mw::gui::AimeCard", "More");
        for (QToolButton* fold : window.findChildren<QToolButton*>())
            if (fold->isVisible() && fold->isCheckable() && (fold->text() == more || fold->objectName() == "foldLog"))
                fold->click();
        look(window, "serve, unfolded");
        auto* menu = window.findChild<ModelMenu*>();
        QVERIFY(menu);
        menu->popup(window.mapToGlobal(QPoint(200, 44)));
        look(*menu, "model menu");
        menu->close();
    }

    /// Some are deleted when they are closed, the others with the window.
    void lookAtDialogs(MainWindow& window, WorkbenchFixture& bench) {
        const auto lookAt = [this](QDialog& dialog, const QString& name) {
            dialog.show();
            look(dialog, name);
            dialog.reject();
        };
        auto& empty = *new ModelDialog(bench.session(), &window);
        lookAt(empty, "model dialog, empty");
        auto& model = *new ModelDialog(bench.session(), &window);
        model.inspect(bench.options());
        auto* load = model.findChild<QPushButton*>("load");
        QVERIFY(QTest::qWaitFor([&] { return load->isVisibleTo(&model); }, kPatienceMs));
        lookAt(model, "model dialog");
        auto& point = *new OperatingPointDialog(bench.session(), &window);
        lookAt(point, "operating point");
        auto& templates = *new TemplateDialog(bench.chats().templates(), &window);
        templates.select("en-code-reviewer");
        lookAt(templates, "templates");
        auto& picker = *new TemplatePicker(bench.chats().templates(), "en-code-reviewer", &window);
        picker.show();
        look(picker, "template picker");
        picker.close();
        Turn turn{.id = 1, .role = Role::Assistant};
        turn.text = "An answer.";
        turn.tokens = 3;
        turn.tokensPerSecond = 20;
        turn.seed = 7;
        turn.finish = "eos";
        auto& details = *new TurnDetails(turn, &window);
        lookAt(details, "details of an answer");
        const auto command = [&](const char* text) {
            for (QAction* action : window.actions())
                if (action->text() == QCoreApplication::translate("mw::gui::MainWindow", text)) action->trigger();
        };
        command("Keyboard shortcuts");
        auto* sheet = window.findChild<ShortcutSheet*>();
        QVERIFY(sheet);
        lookAt(*sheet, "shortcuts");
        command("Download a model…");
        auto* downloads = window.findChild<DownloadDialog*>();
        QVERIFY(downloads);
        lookAt(*downloads, "download");
        auto* tuning = window.findChild<TuningView*>();
        tuning->chooseHardware();
        auto* hardware = window.findChild<HardwareDialog*>();
        QVERIFY(hardware);
        lookAt(*hardware, "hardware");
        window.findChild<BenchmarkView*>()->plan();
        auto* plan = window.findChild<BenchmarkDialog*>();
        QVERIFY(plan);
        lookAt(*plan, "benchmark dialog");
        window.findChild<QualityCard*>()->plan();
        auto* quality = window.findChild<QualityDialog*>();
        QVERIFY(quality);
        lookAt(*quality, "quality dialog");
    }

    QSet<QString> m_found;
    int m_looked = 0;
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestAccessible)
#include "test_accessible.moc"
