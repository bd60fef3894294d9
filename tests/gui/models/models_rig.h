// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

#include "keep_screen.h"
#include "model_dialog.h"
#include "model_session.h"
#include "recent_models.h"
#include "scripted_engine.h"
#include "theme.h"

namespace mw::gui {

using mw::test::EngineScript;
using mw::test::setEngineScript;

/// The engine's thread and what the window knows of it.
struct Rig {
    EngineThread engine;
    RecentModels recent;
    ModelSession session{engine, recent};

    void load(const std::string& directory, int context = 4096, int batch = 8) {
        session.load(options(directory, context, batch));
        QTRY_COMPARE(session.state(), ModelSession::State::Ready);
    }
    static LoadOptions options(const std::string& directory, int context = 4096, int batch = 8) {
        LoadOptions result;
        result.directory = directory;
        result.contextTokens = context;
        result.batch = batch;
        return result;
    }
};

/// Settings of its own, and a light theme.
inline void prepareProgram(const QTemporaryDir& settings) {
    QVERIFY(settings.isValid());
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    applyTheme(*qApp, ColorMode::Light);
}

/// A machine in which the scripted model fits: the scripted one has 64 GB, the model takes 93 GB.
inline EngineScript roomy() {
    EngineScript script;
    script.machineBytes = 512'000'000'000;
    return script;
}

inline EngineScript endlessLoads() {
    EngineScript script = roomy();
    script.loadPieces = 1'000'000;
    return script;
}

template <typename T>
T* child(QWidget& parent, const char* name) {
    T* found = parent.findChild<T*>(name);
    if (!found) qFatal("no child named %s", name);
    return found;
}

inline bool isShown(QWidget& parent, const char* name) {
    return child<QWidget>(parent, name)->isVisibleTo(&parent);
}

/// Shows the dialog with a folder and loads it, until weights are being read.
inline void startLoad(ModelDialog& dialog, const std::string& folder) {
    dialog.show();
    dialog.inspect(Rig::options(folder));
    QTRY_VERIFY(isShown(dialog, "load"));
    QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
    QTRY_VERIFY(child<QLabel>(dialog, "loadText")->text().contains("Reading weights"));
}

}  // namespace mw::gui
