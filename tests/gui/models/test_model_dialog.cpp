// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The dialog that opens a model, with the engine's answers in any order. The test plays the engine.

#include <QApplication>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "fake_engine_thread.h"
#include "model_dialog.h"
#include "model_session.h"
#include "number_field.h"
#include "operating_point_panel.h"
#include "recent_models.h"
#include "theme.h"

namespace mw::gui {
namespace {

OpenedCheckpoint checkpointAt(const char* folder, int trainedContext = 32768) {
    OpenedCheckpoint opened;
    opened.info.directory = folder;
    opened.info.config = mixtral8x7B();
    opened.info.config.trainedContext = trainedContext;
    return opened;
}

Plan planOf(const OpenedCheckpoint& checkpoint) {
    return makePlan(usualRequest(checkpoint.info.config, WeightFormat::BFloat16,
                                 {{.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 512ULL << 30}}));
}

LoadOptions at(const char* folder) {
    LoadOptions options;
    options.directory = folder;
    return options;
}

}  // namespace

class TestModelDialog : public QObject {
    Q_OBJECT

    struct Rig {
        EngineThread engine;
        RecentModels recent;
        ModelSession session{engine, recent};
        ModelDialog dialog{session};

        Rig() { dialog.show(); }
        Ticket asked() { return FakeEngine::of(engine).lastTicket; }
        QVector<LoadRequest>& loads() { return FakeEngine::of(engine).loads; }
        QPushButton* load() { return dialog.findChild<QPushButton*>(QStringLiteral("load")); }
        bool isReady() { return load()->isVisibleTo(&dialog) && load()->isEnabled(); }
        OperatingPointPanel* point() { return dialog.findChild<OperatingPointPanel*>(); }
        /// Looks at a folder, and has its answers.
        void open(const OpenedCheckpoint& checkpoint) {
            dialog.inspect(at(checkpoint.info.directory.c_str()));
            emit engine.inspected(asked(), checkpoint);
            emit engine.planned(asked(), planOf(checkpoint));
        }
        NumberField* field(double least, double most) {
            for (NumberField* each : dialog.findChildren<NumberField*>())
                if (each->minimum() == least && each->maximum() == most) return each;
            return nullptr;
        }
    };

    QTemporaryDir m_settings;

 private slots:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
        applyTheme(*qApp, ColorMode::Light);
    }
    void init() { QSettings().clear(); }

    void answersToEarlierQuestionsChangeNothing() {
        Rig rig;
        const OpenedCheckpoint first = checkpointAt("/first"), second = checkpointAt("/second");
        rig.dialog.inspect(at("/first"));
        const Ticket early = rig.asked();
        rig.dialog.inspect(at("/second"));
        const Ticket late = rig.asked();
        emit rig.engine.inspected(early, first);
        emit rig.engine.inspectFailed(early, {ErrorCode::FileFormat, "damaged", {}, {}});
        QCOMPARE(rig.asked(), late);  // nothing was planned of it
        emit rig.engine.inspected(late, second);
        const Ticket plan = rig.asked();
        QVERIFY(plan > late);
        emit rig.engine.planned(early, planOf(first));
        emit rig.engine.planFailed(late, {ErrorCode::Unsupported, "no", {}, {}});
        QVERIFY(!rig.isReady());
        emit rig.engine.planned(plan, planOf(second));
        QVERIFY(rig.isReady());
        rig.load()->click();
        QCOMPARE(rig.loads().size(), 1);
        QCOMPARE(rig.loads()[0].checkpoint->info.directory, std::filesystem::path("/second"));
    }

    void planningAnewKeepsThePoint() {
        Rig rig;
        const OpenedCheckpoint checkpoint = checkpointAt("/a");
        rig.open(checkpoint);
        rig.point()->setPoint(1024, 3);
        const Ticket before = rig.asked();
        QVERIFY(rig.field(1, 8) && rig.field(0, 256));  // virtual devices, and threads
        rig.field(1, 8)->setValue(2);
        QVERIFY(rig.asked() > before);
        emit rig.engine.planned(rig.asked(), planOf(checkpoint));  // for the usual point
        QCOMPARE(rig.point()->contextTokens(), 1024);
        QCOMPARE(rig.point()->batch(), 3);
        rig.field(0, 256)->setValue(5);
        rig.load()->click();
        QCOMPARE(rig.loads().size(), 1);
        QCOMPARE(rig.loads()[0].options.contextTokens, 1024);
        QCOMPARE(rig.loads()[0].options.batch, 3);
        QCOMPARE(rig.loads()[0].options.virtualDevices, 2);
        QCOMPARE(rig.loads()[0].options.threads, 5);
    }

    void tryingAgainGoesOnByItselfWithTheSameModelOnly() {
        Rig rig;
        const OpenedCheckpoint checkpoint = checkpointAt("/a");
        rig.open(checkpoint);
        const auto failToLoad = [&] { emit rig.engine.loadFailed({ErrorCode::Device, "busy", {}, {}}, false); };
        const auto tryAgain = [&](const OpenedCheckpoint& found) {
            rig.load()->click();
            emit rig.engine.inspected(rig.asked(), found);
            emit rig.engine.planned(rig.asked(), planOf(found));
        };
        rig.load()->click();
        failToLoad();
        tryAgain(checkpoint);
        QCOMPARE(rig.loads().size(), 2);
        failToLoad();
        tryAgain(checkpointAt("/a", 16384));  // somebody has put another one there
        QCOMPARE(rig.loads().size(), 2);
        QVERIFY(rig.isReady());
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestModelDialog)
#include "test_model_dialog.moc"
