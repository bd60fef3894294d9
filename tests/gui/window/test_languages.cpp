// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Every screen in every language: no word is cut off, in windows of three widths.

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QSet>
#include <QTest>
#include <QToolButton>
#include <QTranslator>

#include "attachment_chip.h"
#include "benchmark_dialog.h"
#include "benchmark_view.h"
#include "chats_view.h"
#include "clipped_text.h"
#include "composer.h"
#include "download_dialog.h"
#include "ending_dialog.h"
#include "hardware_dialog.h"
#include "main_window.h"
#include "model_dialog.h"
#include "monitor_recorder.h"
#include "operating_point_dialog.h"
#include "quality_card.h"
#include "quality_dialog.h"
#include "rail.h"
#include "run_list.h"
#include "sample_measurements.h"
#include "settings_page.h"
#include "shortcut_sheet.h"
#include "template_dialog.h"
#include "template_library.h"
#include "theme.h"
#include "translations.h"
#include "tuning_view.h"
#include "unsaved_dialog.h"
#include "welcome_view.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

constexpr int kArrow = 40;  ///< of a box of choices, with its margins

}  // namespace

class TestLanguages : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    /// Numbers and dates stay as they are written where the person lives.
    void keepTheCountryOfTheSystem() {
        const QLocale swiss("fr_CH");
        const QLocale german = localeFor("de", swiss);
        QCOMPARE(german.language(), QLocale::German);
        QCOMPARE(german.territory(), QLocale::Switzerland);
        QCOMPARE(localeFor(QString(), swiss), swiss);
        QCOMPARE(localeFor("xx", swiss), swiss);
    }

    /// Half a translation, Qt's buttons only, would be worse than none.
    void areNotMixed() {
        for (const char* code : {"ja_JP", "en_US"}) {
            installTranslations(*qApp, QLocale(code));
            QCOMPARE(qApp->findChildren<QTranslator*>().size(), 1);  // that of English plurals
            qDeleteAll(qApp->findChildren<QTranslator*>());
        }
    }

    void leaveNoWordCutOff_data() {
        QTest::addColumn<QString>("code");
        for (const Language& language : languages())
            QTest::newRow(qPrintable(language.code)) << language.code;
    }

    void leaveNoWordCutOff() {
        QFETCH(QString, code);
        QLocale::setDefault(localeFor(code, QLocale::c()));
        installTranslations(*qApp, QLocale());
        m_found.clear();
        {
            WorkbenchFixture bench;
            BenchmarkStore store(bench.folder()->filePath("benchmarks"));
            addSampleRuns(store);
            MainWindow& window = bench.openWindow();
            lookAtViews(window, "no model");
            QVERIFY(bench.loadModel());
            bench.addSampleChats();
            lookAtViews(window, "loaded");
            lookAtChats(window, bench);
            lookAtDialogs(window, bench);
        }
        for (QTranslator* translator : qApp->findChildren<QTranslator*>())
            delete translator;  // uninstalls itself
        QLocale::setDefault(QLocale::c());
        for (const QString& found : std::as_const(m_found))
            qWarning("%s", qPrintable(found));
        QCOMPARE(m_found.size(), 0);
    }

 private:
    void look(const QWidget& root, const QString& screen) {
        QCoreApplication::processEvents();
        QStringList clipped;
        // A layout may ask for another; what stays is a fault.
        (void)QTest::qWaitFor([&] { return (clipped = clippedTexts(root)).isEmpty(); }, 5000);
        const QString shots = qEnvironmentVariable("MW_LANGUAGE_PICTURES");
        if (!shots.isEmpty())
            const_cast<QWidget&>(root).grab().save(QString("%1/%2-%3.png").arg(shots, QTest::currentDataTag(), screen));
        for (const QString& text : std::as_const(clipped))
            m_found.insert(screen + ": " + text);
    }

    void lookAtViews(MainWindow& window, const QString& state) {
        for (const int width : {1440, 1100, 900}) {
            window.resize(width, 900);
            for (const auto view : {MainWindow::Chats, MainWindow::Tuning, MainWindow::Benchmark, MainWindow::Serve,
                                    MainWindow::Models, MainWindow::Settings, MainWindow::Welcome}) {
                window.showView(view);
                const QString screen = QString("%1, view %2, %3 wide").arg(state).arg(view).arg(width);
                look(window, screen);
                if (window.width() > width)
                    m_found.insert(screen + ": the window needs " + QString::number(window.width()));
            }
        }
        window.resize(1440, 900);
        // What can be chosen in the settings is not shortened, either.
        for (const QComboBox* box : window.findChild<SettingsPage*>()->findChildren<QComboBox*>())
            for (int i = 0; i < box->count(); ++i)
                if (box->fontMetrics().horizontalAdvance(box->itemText(i)) > box->width() - kArrow)
                    m_found.insert("settings: " + box->itemText(i));
        // The rail writes smaller before it shortens.
        for (const QToolButton* button : window.findChild<Rail*>()->findChildren<QToolButton*>()) {
            QFont smallest = button->font();
            smallest.setPixelSize(9);
            smallest.setWeight(QFont::DemiBold);
            if (QFontMetrics(smallest).horizontalAdvance(button->text()) > button->width() - 2)
                m_found.insert("rail: " + button->text());
        }
    }

    void lookAtChats(MainWindow& window, WorkbenchFixture& bench) {
        window.showView(MainWindow::Chats);
        auto* view = window.findChild<ChatsView*>();
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        look(window, "find in a chat");
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QTest::keyClick(&window, Qt::Key_Backslash, Qt::ControlModifier);
        for (const int width : {1440, 900}) {
            window.resize(width, 900);
            look(window, QString("side by side, %1 wide").arg(width));
        }
        window.resize(1440, 900);
        QFile file(bench.folder()->filePath("figures.csv"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray("a,b,c\n1,2,3\n").repeated(50));
        file.close();
        view->composer()->attachFiles({file.fileName()});
        QVERIFY(QTest::qWaitFor([&] { return view->composer()->findChild<AttachmentChip*>() != nullptr; }, 20000));
        look(window, "attached");
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        auto* recorder = window.findChild<MonitorRecorder*>();
        recorder->stop();
        addSampleHistory(*recorder, 2);
        for (const int width : {1440, 900}) {
            window.resize(width, 900);
            look(window, QString("monitors, %1 wide").arg(width));
        }
        window.findChild<QDockWidget*>()->hide();
        window.resize(1440, 900);
        window.showView(MainWindow::Serve);
        const QString more = QCoreApplication::translate("mw::gui::AimeCard", "More");
        for (QToolButton* fold : window.findChildren<QToolButton*>())
            if (fold->isVisible() && fold->isCheckable() && (fold->text() == more || fold->objectName() == "foldLog"))
                fold->click();
        for (const int width : {1440, 900}) {
            window.resize(width, 900);
            look(window, QString("serve, unfolded, %1 wide").arg(width));
        }
        window.resize(1440, 900);
    }

    void lookAtDialogs(MainWindow& window, WorkbenchFixture& bench) {
        const auto lookAt = [this](QDialog& dialog, const QString& name) {
            dialog.show();
            look(dialog, name);
            dialog.reject();
        };
        ModelDialog model(bench.session(), &window);
        lookAt(model, "model dialog, empty");
        ModelDialog inspecting(bench.session(), &window);
        inspecting.inspect(bench.options());
        QTest::qWait(500);
        lookAt(inspecting, "model dialog");
        OperatingPointDialog point(bench.session(), &window);
        lookAt(point, "operating point");
        TemplateDialog templates(bench.chats().templates(), &window);
        templates.select("en-code-reviewer");
        lookAt(templates, "templates");
        UnsavedDialog unsaved(bench.chats(), &window);
        lookAt(unsaved, "unsaved");
        EndingDialog ending(bench.serving(), &window);
        lookAt(ending, "ending");
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_Slash, Qt::ControlModifier);
        auto* sheet = window.findChild<ShortcutSheet*>();
        QVERIFY(sheet);
        lookAt(*sheet, "shortcuts");
        const QString download = QCoreApplication::translate("mw::gui::MainWindow", "Download a model…");
        for (QAction* action : window.actions())
            if (action->text() == download) action->trigger();
        auto* downloads = window.findChild<DownloadDialog*>();
        QVERIFY(downloads);
        lookAt(*downloads, "download");
        window.findChild<TuningView*>()->chooseHardware();
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
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestLanguages)
#include "test_languages.moc"
