// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// How loads end: with the model that was asked for, or with the one before, and what is said.

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "controls.h"
#include "model_dialog.h"
#include "models_rig.h"
#include "operating_point_dialog.h"
#include "operating_point_panel.h"

using namespace mw;
using namespace mw::gui;

class TestModelLoading : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { prepareProgram(m_settings); }

    void init() {
        QSettings().clear();
        setEngineScript(roomy());
    }

    void cancelsARunningLoadAndStays() {
        EngineScript script = roomy();
        script.loadPieces = 100000;
        setEngineScript(script);
        Rig rig;
        ModelDialog dialog(rig.session);
        startLoad(dialog, "/models/scripted");
        keepScreen(dialog, "model-dialog-loading");
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Empty);
        QVERIFY(dialog.isVisible());
        QVERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void aCancelledLoadBringsBackTheModelBefore() {
        Rig rig;
        rig.load("/models/first", 8192, 4);
        setEngineScript(endlessLoads());
        ModelDialog dialog(rig.session);
        startLoad(dialog, "/models/second");
        QTest::keyClick(&dialog, Qt::Key_Escape);
        // It comes back by itself; whoever wants something else need not wait.
        QTRY_VERIFY(child<QLabel>(dialog, "loadText")->text().contains("Back to what was loaded before"));
        QVERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        keepScreen(dialog, "model-dialog-cancelled");
        setEngineScript(roomy());
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/second"));

        setEngineScript(endlessLoads());
        QSignalSpy progressed(&rig.session, &ModelSession::progressed);
        rig.session.load(Rig::options("/models/third"));
        QTRY_VERIFY(progressed.count() > 2);
        setEngineScript(roomy());
        rig.session.cancelLoad();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/second"));
        QVERIFY(rig.session.rolledBack());
        QVERIFY(!rig.session.failure());
        QVERIFY(!rig.session.offered());
        QCOMPARE(rig.recent.models().size(), 2);
    }

    void anotherFolderIsLookedAtWhileTheModelBeforeComesBack() {
        Rig rig;
        rig.load("/models/first");
        setEngineScript(endlessLoads());
        ModelDialog dialog(rig.session);
        startLoad(dialog, "/models/second");
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(rig.session.rolledBack());
        dialog.inspect(Rig::options("/models/third", 8192, 2));
        QTRY_COMPARE(dialog.findChild<OperatingPointPanel*>()->contextTokens(), 8192);
        QCOMPARE(rig.session.state(), ModelSession::State::Loading);
        setEngineScript(roomy());
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/third"));
    }

    void aCancelledApplyBringsBackThePointBefore() {
        Rig rig;
        rig.load("/models/scripted", 4096, 8);
        OperatingPointDialog dialog(rig.session);
        dialog.show();
        dialog.findChild<OperatingPointPanel*>()->setPoint(8192, 16);
        setEngineScript(endlessLoads());
        QTest::mouseClick(child<QPushButton>(dialog, "apply"), Qt::LeftButton);
        QTRY_VERIFY(child<QLabel>(dialog, "loadText")->text().contains("Reading weights"));
        setEngineScript(roomy());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->options.contextTokens, 4096);
        QCOMPARE(rig.session.model()->options.batch, 8);
        QVERIFY2(dialog.isVisible(), "nothing was applied");
        QVERIFY(!dialog.findChild<Banner*>()->isVisibleTo(&dialog));
        QVERIFY(child<QPushButton>(dialog, "apply")->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void theDialogClosesWhileTheModelBeforeComesBack() {
        Rig rig;
        rig.load("/models/first");
        setEngineScript(endlessLoads());
        ModelDialog dialog(rig.session);
        startLoad(dialog, "/models/second");
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QTRY_VERIFY(rig.session.rolledBack());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(rig.session.state(), ModelSession::State::Loading);
        // Only who wants no model at all ends that; it is offered then.
        rig.session.unload();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Empty);
        QCOMPARE(rig.session.offered()->directory, std::filesystem::path("/models/first"));
    }

    void aLoadThatFailsHalfWayBringsBackTheModelBefore() {
        Rig rig;
        rig.load("/models/first");
        EngineScript script = roomy();
        script.loadFailure = mw::test::failureOf(ErrorCode::FileFormat, "model.safetensors ends too early");
        script.failingLoads = 1;
        setEngineScript(script);
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/second"));
        QTRY_VERIFY(isShown(dialog, "load"));
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_VERIFY(rig.session.rolledBack() && rig.session.state() == ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/first"));
        QVERIFY(dialog.isVisible());
        auto* banner = dialog.findChild<Banner*>();
        QVERIFY(banner->isVisibleTo(&dialog));
        QVERIFY2(banner->text().contains("ends too early"), qPrintable(banner->text()));
        QVERIFY2(banner->text().contains("What was loaded before is loaded again."), qPrintable(banner->text()));
        QCOMPARE(child<QPushButton>(dialog, "load")->text(), "Try again");
        keepScreen(dialog, "model-dialog-came-back");
    }

    void saysSoWhenTheModelBeforeCannotComeBackAfterACancelledLoad() {
        Rig rig;
        rig.load("/models/first");
        setEngineScript(endlessLoads());
        ModelDialog dialog(rig.session);
        startLoad(dialog, "/models/second");
        EngineScript script = roomy();
        script.loadFailure = mw::test::failureOf(ErrorCode::Device, "the disk is gone");
        setEngineScript(script);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        auto* banner = dialog.findChild<Banner*>();
        QTRY_VERIFY(banner->isVisibleTo(&dialog));
        QVERIFY2(banner->text().contains("the disk is gone"), qPrintable(banner->text()));
        QVERIFY2(banner->text().contains("No model is loaded."), qPrintable(banner->text()));
        QCOMPARE(rig.session.offered()->directory, std::filesystem::path("/models/first"));
    }

    void offersThePreviousModelAfterAFailedLoad() {
        Rig rig;
        rig.load("/models/first");
        EngineScript script = roomy();
        Failure& failure = script.loadFailure.emplace();
        failure.code = ErrorCode::OutOfMemory;
        failure.message = "device 0 has too little memory";
        failure.shortages = {{0, 90'000'000'000, 80'000'000'000}};
        setEngineScript(script);
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/second"));
        QTRY_VERIFY(isShown(dialog, "load"));
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        auto* banner = dialog.findChild<Banner*>();
        QTRY_VERIFY(banner->isVisibleTo(&dialog));
        QTRY_VERIFY2(banner->text().contains("No model is loaded."), qPrintable(banner->text()));
        QCOMPARE(test::engineCounts().loads, 2);  // the one before did not come back
        QVERIFY(rig.session.offered().has_value());
        keepScreen(dialog, "model-dialog-failed");
        setEngineScript(roomy());
        for (QPushButton* button : banner->findChildren<QPushButton*>())
            if (button->text().contains("first")) button->click();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/first"));
        QVERIFY(!dialog.isVisible());
    }

    void saysWhatOthersTookAfterThePlanWasShown() {
        Rig rig;
        rig.load("/models/first");
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/second"));
        QTRY_VERIFY(isShown(dialog, "load"));
        const Plan shown = dialog.findChild<OperatingPointPanel*>()->plan();
        EngineScript script = roomy();
        script.othersBytes = script.machineBytes - 10'000'000'000;
        setEngineScript(script);
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        auto* banner = dialog.findChild<Banner*>();
        QTRY_VERIFY(banner->isVisibleTo(&dialog));
        QVERIFY2(banner->text().contains("other programs took"), qPrintable(banner->text()));
        QVERIFY(banner->text().contains("The model that was loaded before still is."));
        QCOMPARE(test::engineCounts().unloads, 0);
        // They still have it: trying again shows so, and loads nothing.
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(child<QLabel>(dialog, "fitWord")->text(), "Does not fit");
        QVERIFY(!child<QPushButton>(dialog, "load")->isEnabled());
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/first"));
        // They gave it back.
        setEngineScript(roomy());
        dialog.inspect(Rig::options("/models/second"));
        QTRY_VERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->plan.devices[0].totalBytes(), shown.devices[0].totalBytes());
    }

    void goesOnByItselfWhenTryingAgainShowsTheSame() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/scripted", 8192, 3));
        QTRY_VERIFY(isShown(dialog, "load"));
        EngineScript script = roomy();
        script.loadFailure = mw::test::failureOf(ErrorCode::Device, "the disk is busy");
        setEngineScript(script);
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(child<QPushButton>(dialog, "load")->text(), "Try again");
        setEngineScript(roomy());
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->options.contextTokens, 8192);
        QCOMPARE(rig.session.model()->options.batch, 3);
    }

    void goesBackToTheOldPointWhenTheNewOneFails() {
        Rig rig;
        rig.load("/models/scripted", 4096, 8);
        OperatingPointDialog dialog(rig.session);
        dialog.show();
        dialog.findChild<OperatingPointPanel*>()->setPoint(8192, 16);
        EngineScript script = roomy();
        script.loadFailure = mw::test::failureOf(ErrorCode::OutOfMemory, "no memory", {{0, 2, 1}});
        script.failingLoads = 1;
        setEngineScript(script);
        QTest::mouseClick(child<QPushButton>(dialog, "apply"), Qt::LeftButton);
        QTRY_VERIFY(rig.session.rolledBack() && rig.session.state() == ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->options.contextTokens, 4096);
        QCOMPARE(rig.session.model()->options.batch, 8);
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.findChild<Banner*>()->text().contains("The operating point before is loaded again."));
        QCOMPARE(test::engineCounts().loads, 2);
        keepScreen(dialog, "operating-point-rolled-back");
    }

    void staysWithoutAModelWhenTheWayBackFailsToo() {
        Rig rig;
        rig.load("/models/scripted");
        EngineScript script = roomy();
        script.loadFailure = mw::test::failureOf(ErrorCode::OutOfMemory, "no memory");
        setEngineScript(script);
        rig.session.load(Rig::options("/models/scripted", 8192));
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Empty);
        QCOMPARE(test::engineCounts().loads, 2);
        QCOMPARE(rig.session.failure()->message, std::string("no memory"));
        QVERIFY(rig.session.offered().has_value());
    }

    void anEngineThatFailsWhileAnotherModelIsAskedForIsNoFailureOfThat() {
        EngineScript script = roomy();
        script.failingStep = 1;
        script.stepMs = 300;
        setEngineScript(script);
        Rig rig;
        rig.load("/models/first");
        QSignalSpy grew(&rig.engine, &EngineThread::answerGrew);
        QSignalSpy failed(&rig.engine, &EngineThread::failed);
        Request request;
        request.messages = {{Role::User, "Hello"}};
        rig.engine.submit(request);
        QTRY_COMPARE(grew.count(), 1);
        script.failingStep = -1;
        rig.session.load(Rig::options("/models/second"));  // while the step runs that fails
        setEngineScript(script);
        bool broke = false;
        connect(&rig.session, &ModelSession::changed, this,
                [&] { broke |= rig.session.state() == ModelSession::State::Broken; });
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(failed.count(), 1);
        QVERIFY(!broke);
        QVERIFY(!rig.session.failure());
        QCOMPARE(rig.session.model()->options.directory, std::filesystem::path("/models/second"));
    }

    void offersTheModelAgainAfterTheEngineFailed() {
        EngineScript script = roomy();
        script.failingStep = 0;
        setEngineScript(script);
        Rig rig;
        rig.load("/models/scripted");
        Request request;
        request.messages = {{Role::User, "Hello"}};
        rig.engine.submit(request);
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Broken);
        QVERIFY(rig.session.failure().has_value());
        setEngineScript(roomy());
        rig.session.loadOffered();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QVERIFY(!rig.session.failure());
    }

 private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestModelLoading)
#include "test_model_loading.moc"
