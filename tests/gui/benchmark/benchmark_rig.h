// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <optional>

#include "benchmark_runner.h"
#include "model_session.h"
#include "recent_models.h"
#include "scripted_engine.h"
#include "theme.h"

namespace mw::gui {

inline constexpr int kTokens = 20;
inline constexpr int kPatienceMs = 20000;

/// What the tests begin with: settings of their own, figures as they are written anywhere.
inline void beginBenchmarks(const QTemporaryDir& settings) {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QLocale::setDefault(QLocale::c());
    applyTheme(*qApp, ColorMode::Light);
}

/// An engine that follows a script, with a model in it, and the runner of benchmarks.
struct Rig {
    EngineThread engine;
    RecentModels recent;
    ModelSession session{engine, recent};
    BenchmarkRunner runner{session};
    std::optional<BenchmarkRunner::End> end;

    Rig() {
        QObject::connect(&runner, &BenchmarkRunner::ended, &runner, [this](BenchmarkRunner::End how) { end = how; });
        LoadOptions options;
        options.directory = "/models/scripted";
        options.contextTokens = 4096;
        options.batch = 2;
        session.load(options);
        if (!QTest::qWaitFor([&] { return session.state() == ModelSession::State::Ready; }, kPatienceMs))
            qFatal("the model does not load");
    }

    BenchmarkPlan plan(const QVector<int>& contexts = {8192, 32768}, int chats = 3) const {
        BenchmarkChoice choice;
        choice.contexts = contexts;
        choice.generatedTokens = kTokens;
        choice.mostChats = chats;
        return planBenchmark(*session.model(), choice);
    }
    bool runsToItsEnd() {
        return QTest::qWaitFor([&] { return end.has_value() && !runner.isActive(); }, kPatienceMs);
    }
    bool isBack() const {
        const auto& model = session.model();
        return session.state() == ModelSession::State::Ready && model && model->plan.request.contextTokens == 4096 &&
               model->plan.request.batch == 2;
    }
    bool waitForPart(BenchmarkRunner::Part part) {
        return QTest::qWaitFor(
            [&] { return runner.state() == BenchmarkRunner::State::Held && runner.part() == part; }, kPatienceMs);
    }
};

inline test::EngineScript roomy() {
    test::EngineScript script;
    script.machineBytes = 512'000'000'000;
    script.stepMs = 0.2;
    return script;
}

}  // namespace mw::gui
