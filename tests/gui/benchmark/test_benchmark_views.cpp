// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The view of benchmarks and the dialog that plans one, used as a person uses them, with a scripted engine.

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>
#include <set>

#include "benchmark_dialog.h"
#include "benchmark_progress.h"
#include "benchmark_rig.h"
#include "benchmark_table.h"
#include "benchmark_view.h"
#include "controls.h"
#include "describe.h"
#include "grouped_bar_chart.h"
#include "labeled_slider.h"
#include "theme.h"

using namespace mw;
using namespace mw::gui;
using mw::test::EngineScript;
using mw::test::setEngineScript;
using End = BenchmarkRunner::End;

class TestBenchmarkViews : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { beginBenchmarks(m_settings); }

    void init() {
        QSettings().clear();
        setEngineScript(roomy());
    }

    void theDialogSaysWhatARunDoes() {
        Rig rig;
        BenchmarkDialog dialog(rig.session);
        dialog.show();
        const auto text = [&](const char* name) { return dialog.findChild<QLabel*>(name)->text(); };
        // The scripted machine is a CPU: the smallest context, at most 8 chats.
        QCOMPARE(dialog.plan().cells(), 2);
        QVERIFY2(text("cells").contains("8k context, full: 8 chats at once"), qPrintable(text("cells")));
        const QString each = describeSeconds(rig.session.lastLoadSeconds());
        QVERIFY2(text("cost").contains("Loads the model 2 times, " + each + " each"), qPrintable(text("cost")));
        QVERIFY(text("cost").contains("back at 4096 tokens × 2 chats"));
        for (QCheckBox* box : dialog.findChildren<QCheckBox*>())
            box->setChecked(false);
        QCOMPARE(dialog.plan().cells(), 0);
        QVERIFY(!dialog.findChild<QPushButton*>("start")->isEnabled());
    }

    void theDialogClosesWhenItsModelGoes() {
        Rig rig;
        BenchmarkDialog dialog(rig.session);
        dialog.show();
        rig.session.unload();
        QTRY_VERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
    }

    void theDialogMayGoWhileAFieldIsBeingTypedIn() {
        Rig rig;
        auto dialog = std::make_unique<BenchmarkDialog>(rig.session);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
        auto* field = dialog->findChild<LabeledSlider*>("tokens")->findChild<QDoubleSpinBox*>();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "77");
        dialog.reset();  // under the sanitizers or valgrind, a late signal would be seen
    }

    void aPersonPlansRunsAndExports() {
        QTemporaryDir folder;
        Rig rig;
        BenchmarkStore store(folder.filePath("runs"));
        BenchmarkView view(rig.session, store);
        view.resize(1200, 800);
        view.show();
        view.plan();
        auto* dialog = view.findChild<BenchmarkDialog*>();
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        auto* chats = dialog->findChild<LabeledSlider*>("chats");
        auto* tokens = dialog->findChild<LabeledSlider*>("tokens");
        for (LabeledSlider* slider : {chats, tokens}) {
            auto* field = slider->findChild<QDoubleSpinBox*>();
            field->setFocus();
            field->selectAll();
            QTest::keyClicks(field, slider == chats ? "2" : "20");
            QTest::keyClick(field, Qt::Key_Tab);
        }
        QCOMPARE(dialog->plan().generatedTokens, 20);
        QTest::mouseClick(dialog->findChild<QPushButton*>("start"), Qt::LeftButton);
        QTRY_VERIFY(view.runner().isActive());
        QTRY_VERIFY_WITH_TIMEOUT(!view.runner().isActive(), kPatienceMs);
        QCOMPARE(store.runs().size(), 1);
        auto* table = view.findChild<BenchmarkTable*>();
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(0, 0)->text(), "8k context, short prompt");
        QCOMPARE(table->item(1, 3)->text(), "200");
        QVERIFY2(table->item(0, 6)->text().endsWith(" ms"), qPrintable(table->item(0, 6)->text()));
        QVERIFY2(view.summary().contains("8k context, full (2 chats at once): bf16, CPU: 200 tokens/s of all chats"),
                 qPrintable(view.summary()));
        view.activateWindow();
        table->setFocus();
        QTRY_VERIFY(table->hasFocus());
        table->selectAll();
        QTest::keySequence(table, QKeySequence::Copy);
        const QStringList copied = QApplication::clipboard()->text().split('\n');
        QCOMPARE(copied.size(), 2);
        QVERIFY2(copied[0].startsWith("8k context, short prompt\t2\t"), qPrintable(copied[0]));
        int shown = 0;
        for (int column = 0; column < table->columnCount(); ++column)
            shown += !table->isColumnHidden(column);
        QCOMPARE(copied[1].count('\t'), shown - 1);
        QVERIFY(view.exportCsv(folder.filePath("a.csv"), nullptr));
        QVERIFY(view.exportPng(folder.filePath("a.png"), nullptr));
        // Around the chart stand a title and a line for the run.
        const QImage picture(folder.filePath("a.png"));
        const QSize chart = view.findChild<GroupedBarChart*>()->size();
        QVERIFY(picture.width() > chart.width() && picture.height() >= chart.height() + 60);
        const auto inked = [&](int from, int to) {
            for (int y = from; y < to; ++y)
                for (int x = 0; x < picture.width(); ++x)
                    if (picture.pixelColor(x, y).lightness() < 100) return true;
            return false;
        };
        QVERIFY(inked(20, 44));
        QVERIFY(inked(46, 66));
        // And in it the bars.
        const auto bars = [](const QImage& image) {
            int colored = 0;
            for (int y = 80; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    colored += image.pixelColor(x, y).hsvSaturation() > 120;
            return colored;
        };
        QVERIFY2(bars(picture) > 1000, qPrintable(QString::number(bars(picture))));
        // It leaves the program: on paper, whatever the desktop is like.
        applyTheme(*qApp, ColorMode::Dark);
        QVERIFY(view.exportPng(folder.filePath("dark.png"), nullptr));
        applyTheme(*qApp, ColorMode::Light);
        const QImage onDark(folder.filePath("dark.png"));
        QCOMPARE(onDark.size(), picture.size());
        QVERIFY2(bars(onDark) > 1000, qPrintable(QString::number(bars(onDark))));
        int dim = 0;
        for (int y = 0; y < onDark.height(); ++y)
            for (int x = 0; x < onDark.width(); ++x)
                dim += onDark.pixelColor(x, y).lightness() < 128;
        QVERIFY2(dim < onDark.width() * onDark.height() / 4, qPrintable(QString::number(dim)));
        QVERIFY(view.exportAime(folder.filePath("aime"), nullptr));
        QVERIFY(QFile::exists(folder.filePath("aime/Mixtral_Workbench/1xScripted_CPU/Scripted_8x7B/8K/2.json")));
        QString error;
        QVERIFY(!view.exportCsv("/nonexistent/a.csv", &error));
        QVERIFY(!error.isEmpty());
    }

    void showsEachMeasurementAgainstItsPrediction() {
        QTemporaryDir folder;
        Rig rig;
        BenchmarkStore store(folder.path());
        rig.runner.start(rig.plan({4096}, 2), {});
        QVERIFY(rig.runsToItsEnd());
        BenchmarkRun run = rig.runner.run();
        QVERIFY(store.save(run, nullptr));
        BenchmarkView view(rig.session, store);
        view.resize(1300, 800);
        view.show();
        auto* table = view.findChild<BenchmarkTable*>();
        QVERIFY(table->isColumnHidden(7) && table->isColumnHidden(8));  // nobody predicted anything
        for (int i = 0; i < 2; ++i) {
            run.results[i].totalTokensPerSecond = 105;
            run.results[i].predictedTokensPerSecond = i == 0 ? 100 : 140;
        }
        QVERIFY(store.save(run, nullptr));
        QVERIFY(!table->isColumnHidden(7) && !table->isColumnHidden(8));
        QCOMPARE(table->item(0, 7)->text(), "100");
        QCOMPARE(table->item(0, 8)->text(), "+5.0 %");
        QCOMPARE(table->item(1, 8)->text(), "−25.0 %");
        QVERIFY(table->item(0, 8)->foreground() != table->item(1, 8)->foreground());
        QVERIFY2(view.summary().contains("predicted 140"), qPrintable(view.summary()));
        // Where there is no room the prediction itself goes, what it was worth stays.
        view.resize(560, 700);
        QTRY_VERIFY(table->isColumnHidden(7));
        QVERIFY(!table->isColumnHidden(8));
        QVERIFY(table->item(0, 8)->toolTip().contains("100"));
    }

    void laysRunsOverEachOtherAndUndoesADeletion() {
        QTemporaryDir folder;
        Rig rig;
        BenchmarkStore store(folder.path());
        for (int i = 0; i < 2; ++i) {
            rig.end.reset();
            rig.runner.start(rig.plan({4096}, 2), {});
            QVERIFY(rig.runsToItsEnd());
            BenchmarkRun run = rig.runner.run();
            run.id = QString("run-%1").arg(i);
            run.started = run.started.addSecs(i);
            for (BenchmarkResult& result : run.results)
                result.totalTokensPerSecond = i == 0 ? 100 : 125;
            QVERIFY(store.save(run, nullptr));
        }
        BenchmarkView view(rig.session, store);
        view.show();
        auto* table = view.findChild<BenchmarkTable*>();
        auto* list = view.findChild<RunList*>();
        QCOMPARE(table->rowCount(), 2);
        auto* older = list->findChild<QCheckBox*>("run-0");
        QTest::keyClick(older, Qt::Key_Space);
        QCOMPARE(table->rowCount(), 4);
        QCOMPARE(table->item(0, 9)->text(), "–");
        QCOMPARE(table->item(1, 9)->text(), "−20.0 %");
        QVERIFY(list->shown()[0].color != list->shown()[1].color);
        older = list->findChild<QCheckBox*>("run-0");
        QTest::keyClick(older, Qt::Key_Delete);
        QCOMPARE(store.runs().size(), 1);
        QCOMPARE(table->rowCount(), 2);
        QPushButton* undo = nullptr;
        for (QPushButton* button : view.findChildren<QPushButton*>())
            if (button->text() == "Undo") undo = button;
        QVERIFY(undo);
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(store.runs().size(), 2);
        QCOMPARE(BenchmarkStore(folder.path()).runs().size(), 2);
        // And by the key, wherever the focus is in the view.
        QTest::keyClick(list->findChild<QCheckBox*>("run-0"), Qt::Key_Delete);
        QCOMPARE(store.runs().size(), 1);
        QTest::keyClick(list->findChild<QCheckBox*>("run-1"), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(store.runs().size(), 2);
    }

    void isCancelledByItsButtonAndNotByEscape() {
        EngineScript script = roomy();
        script.stepMs = 20;
        setEngineScript(script);
        QTemporaryDir folder;
        Rig rig;
        BenchmarkStore store(folder.path());
        BenchmarkView view(rig.session, store);
        view.show();
        view.runner().start(rig.plan({8192}), {});
        QTRY_VERIFY(view.findChild<BenchmarkProgress*>()->isVisible());
        QVERIFY(view.findChild<BenchmarkProgress*>()->text().startsWith("experiment 1 of 2"));
        view.findChild<RunList*>()->show(view.runner().run().id);
        QCOMPARE(view.summary(),
                 "8k context, short prompt (3 chats at once): not measured. 8k context, full (3 chats at once): "
                 "not measured.");
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.runner().isActive());
        view.findChild<QPushButton*>("cancelMeasurement")->click();
        QTRY_VERIFY_WITH_TIMEOUT(!view.runner().isActive(), kPatienceMs);
        QVERIFY(rig.isBack());
        QVERIFY(store.runs().isEmpty());
    }

 private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestBenchmarkViews)
#include "test_benchmark_views.moc"
