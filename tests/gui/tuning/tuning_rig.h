// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The tuning view on the scripted engine, for its tests.

#pragma once

#include <QApplication>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "feasibility_chart.h"
#include "keep_screen.h"
#include "model_session.h"
#include "recent_models.h"
#include "scripted_engine.h"
#include "theme.h"
#include "tuning_view.h"

namespace mw::test {

using namespace mw::gui;

/// A machine in which the scripted model fits with room for some chats.
inline EngineScript roomy() {
    EngineScript script;
    script.machineBytes = 160'000'000'000;
    return script;
}

/// Once for all tests of a program, whose settings are kept in the folder.
inline void prepareTuningTests(const QTemporaryDir& settings) {
    QVERIFY(settings.isValid());
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    applyTheme(*qApp, ColorMode::Light);
}

/// The engine's thread, what the window knows of it, and the view.
struct Rig {
    explicit Rig(QSize size = {1364, 828}) {
        view.resize(size);
        view.show();
    }

    void load(int context = 8192, int batch = 8) {
        LoadOptions options;
        options.directory = "/models/scripted";
        options.contextTokens = context;
        options.batch = batch;
        session.load(options);
        const auto loaded = [&] { return session.state() == ModelSession::State::Ready && session.model(); };
        if (!QTest::qWaitFor(loaded, 30000)) qFatal("the scripted model does not load");
    }
    /// Two H100 for Mixtral 8x7B.
    void planForTwoGpus() {
        PlanRequest request;
        request.model = mixtral8x7B();
        request.contextTokens = 32768;
        request.batch = 8;
        request.devices.assign(2, loadGpus("none").find("H100 80 GB SXM")->device());
        view.model().setWhatIf(request);
    }

    template <typename T>
    T* child(const char* name) {
        T* found = view.findChild<T*>(name);
        if (!found) qFatal("no child named %s", name);
        return found;
    }
    FeasibilityChart& plane() { return *child<FeasibilityChart>("plane"); }
    QPushButton* apply() { return child<QPushButton>("applyPoint"); }
    QPushButton* button(const QString& text) {
        for (QPushButton* each : view.findChildren<QPushButton*>())
            if (each->text().startsWith(text)) return each;
        qFatal("no button %s", qPrintable(text));
        return nullptr;
    }
    OperatingPoint point() { return view.model().point(); }

    QTemporaryDir data;
    EngineThread engine;
    RecentModels recent;
    ModelSession session{engine, recent};
    TuningView view{session, loadGpus("none"), MeasurementStore(data.path())};
};

/// What a machine that reads so many bytes a second makes of a sweep.
inline void addMeasurements(TuningModel& model, double bytesPerSecond) {
    const SpeedModel machine{.decode = {.secondsPerByte = 1 / bytesPerSecond, .secondsPerStep = 0.02},
                             .measurements = 1};
    int index = 0;
    for (const int batch : {1, 2, 4, 8}) {
        const double error = index++ % 2 == 0 ? 1.02 : 0.98;
        model.add(DecodeMeasurement{batch, 3000, error * decodeStepSeconds(machine, model.plan(), batch, 3000)});
    }
}

}  // namespace mw::test
