// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

#include "benchmark_store.h"
#include "chat_controller.h"
#include "chat_store.h"
#include "engine_worker.h"
#include "main_window.h"
#include "model_session.h"
#include "recent_models.h"
#include "sampler_thread.h"
#include "settings_page.h"
#include "template_library.h"
#include "theme.h"

namespace {

/// The demo model: beside an installed program, or in the source tree it was built from. Empty if there is none.
QString findDemoModel() {
    const QString installed = QCoreApplication::applicationDirPath() + "/../share/mixtral-workbench/demo-model";
    for (const QString& folder : {installed, QStringLiteral(MW_RESOURCES "/demo-model")})
        if (QFileInfo::exists(folder + "/config.json")) return QDir(folder).canonicalPath();
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setApplicationName("mixtral-workbench");
    QApplication::setApplicationDisplayName("Mixtral Workbench");
    QApplication::setApplicationVersion(MW_VERSION);

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Desktop workbench for Mixtral models."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption modelOption(
        "model", QCoreApplication::translate("main", "Open the checkpoint in this folder."), "folder");
    parser.addOption(modelOption);
    parser.process(application);

    using namespace mw::gui;
    applyTheme(application, savedColorMode());
    EngineThread engine;
    RecentModels recent;
    ModelSession session(engine, recent);
    ChatStore store;
    TemplateLibrary templates;
    ChatController chats(engine, store, templates);
    SamplerThread sampling;

    const QString demo = findDemoModel();
    if (chats.model().chats().isEmpty()) chats.newChat();  // a first start: there is something to type into
    MainWindow window(
        {engine, session, recent, store, templates, chats, sampling.sampler(), BenchmarkStore::usualFolder(), {}}, demo);
    window.show();
    sampling.start();
    QString model = parser.value(modelOption);
    if (model.isEmpty()) model = recent.models().isEmpty() ? demo : recent.models().first().directory;
    if (!model.isEmpty()) window.openModel(model);
    return QApplication::exec();
}
