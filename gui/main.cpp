// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QFontDatabase>
#include <QIcon>
#include <QLocale>
#include <QSessionManager>
#include <QSettings>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "benchmark_store.h"
#include "chat_controller.h"
#include "chat_store.h"
#include "chat_titler.h"
#include "end_signals.h"
#include "engine_thread.h"
#include "existing_path.h"
#include "kept_chats.h"
#include "main_window.h"
#include "model_session.h"
#include "mw/resources.h"
#include "mw/version.h"
#include "new_chats_card.h"
#include "recent_models.h"
#include "sampler_thread.h"
#include "serving.h"
#include "settings_page.h"
#include "single_instance.h"
#include "template_library.h"
#include "theme.h"
#include "translations.h"
#include "usual_folders.h"

namespace {

const QString kChatsPath = QStringLiteral("chats/path");  // of the settings; not there: the usual path

constexpr int kFailure = 1;
constexpr int kBadInput = 2;  // both as the console programs

QString findDemoModel() {
    const QString folder = QString::fromStdString((mw::resourceFolder() / "demo-model").string());
    return QFileInfo::exists(folder + "/config.json") ? QDir(folder).canonicalPath() : QString();
}

/// The folder of a checkpoint: as it is, or of a file in it, such as a file manager hands over.
QString checkpointFolder(const QString& path) {
    const QFileInfo file(path);
    std::error_code ignored;
    const bool isFile = std::filesystem::is_regular_file(mw::gui::existingPath(path), ignored);
    return isFile ? file.absolutePath() : file.absoluteFilePath();
}

/// Fonts that the self-extracting installer brings; a package of a distribution brings none.
QDir ownFonts() {
    return QString::fromStdString((mw::resourceFolder() / "fonts").string());
}

void addOwnFonts() {
    const QDir folder = ownFonts();
    for (const QString& file : folder.entryList({"*.otf", "*.ttf"}, QDir::Files))
        QFontDatabase::addApplicationFont(folder.filePath(file));
}

/// Before any font is asked for: fontconfig complains and finds nothing on machines that have no settings of it.
void configureFontconfig() {
    const QString settings = ownFonts().filePath("fonts.conf");
    if (!QFileInfo::exists(settings) || QFileInfo::exists("/etc/fonts/fonts.conf")) return;
    if (qEnvironmentVariableIsEmpty("FONTCONFIG_FILE") && qEnvironmentVariableIsEmpty("FONTCONFIG_PATH"))
        qputenv("FONTCONFIG_FILE", QFile::encodeName(settings));
}

/// Help and version are asked for where there may be no display.
bool asksForText(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](const char* argument) {
        const QByteArrayView text(argument);
        return text == "--help" || text == "-h" || text == "--help-all" || text == "--version" || text == "-v";
    });
}

/// Qt ends the program with a core dump where it reaches no display.
void sayThatThereIsNoDisplay(QtMsgType type, const QMessageLogContext&, const QString&) {
    if (type != QtFatalMsg) return;
    std::fputs("mixtral-workbench: no display can be opened here; mixtral-chat runs on the console\n", stderr);
    std::_Exit(kFailure);
}

std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv) {
    if (asksForText(argc, argv)) return std::make_unique<QCoreApplication>(argc, argv);
    const QtMessageHandler usual = qInstallMessageHandler(sayThatThereIsNoDisplay);
    auto application = std::make_unique<QApplication>(argc, argv);
    qInstallMessageHandler(usual);
    return application;
}

int refuse(const QString& message) {
    std::fprintf(stderr, "mixtral-workbench: %s\n", qPrintable(message));
    return kBadInput;
}

}  // namespace

int main(int argc, char** argv) {
    configureFontconfig();
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    QCoreApplication::setApplicationName("mixtral-workbench");
    // For QSettings, which else keeps them for "Unknown Organization". An organisation's name would move the chats,
    // too.
    QCoreApplication::setOrganizationDomain("mixtral-workbench");
    const QString language = mw::gui::savedLanguage();
    if (!language.isEmpty()) QLocale::setDefault(mw::gui::localeFor(language, QLocale::system()));
    mw::gui::installTranslations(*application, QLocale());

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Desktop workbench for Mixtral models."));
    const QCommandLineOption helpOption = parser.addHelpOption();
    const QCommandLineOption versionOption(
        {"v", "version"}, QCoreApplication::translate("main", "Displays version, commit and backends."));
    parser.addOption(versionOption);
    const QCommandLineOption modelOption(
        "model", QCoreApplication::translate("main", "Open this checkpoint: a folder, or a GGUF file."), "path");
    parser.addOption(modelOption);
    parser.addPositionalArgument("model", QCoreApplication::translate("main", "The same without --model."), "[path]");
    if (!parser.parse(QCoreApplication::arguments())) return refuse(parser.errorText());
    if (parser.isSet(versionOption)) {
        std::puts(mw::versionText("mixtral-workbench").c_str());
        return 0;
    }
    if (parser.isSet(helpOption) || parser.isSet("help-all")) parser.showHelp();
    QStringList models = parser.positionalArguments();
    if (parser.isSet(modelOption)) models.prepend(parser.value(modelOption));
    if (models.size() > 1)
        return refuse(QCoreApplication::translate("main", "'%1' was not expected; one model is opened at a time.")
                          .arg(models.at(1)));
    QString model;
    if (!models.isEmpty()) {
        std::error_code failed;
        const std::filesystem::file_type type =
            std::filesystem::status(mw::gui::existingPath(models.first()), failed).type();
        if (type == std::filesystem::file_type::not_found)
            return refuse(QCoreApplication::translate("main", "--model: there is no '%1'.").arg(models.first()));
        if (type == std::filesystem::file_type::none)
            return refuse(QCoreApplication::translate("main", "--model: '%1' cannot be read: %2.")
                              .arg(models.first(), QString::fromLocal8Bit(failed.message().c_str())));
        model = checkpointFolder(models.first());
    }

    using namespace mw::gui;
    SingleInstance instance;
    if (!instance.isFirst() && instance.tellFirst(model)) return 0;
    // A first one that does not answer keeps its chats; this one shows them without saving, and says so.

    QGuiApplication::setApplicationDisplayName("Mixtral Workbench");
    QGuiApplication::setDesktopFileName("mixtral-workbench");
    QGuiApplication::setWindowIcon(QIcon(":/mixtral-workbench.svg"));
    addOwnFonts();
    applyColors(*qApp, savedColorMode());
    EndSignals ends;  // before there are threads to take them
    EngineThread engine;
    RecentModels recent;
    ModelSession session(engine, recent);
    QSettings settings;
    const QString chosen = settings.value(kChatsPath).toString();
    ChatStore store({.path = chosen, .mustExist = !chosen.isEmpty()});
    QObject::connect(&store, &ChatStore::moved, &store, [&settings](const QString& path) {
        if (path == ChatStore::usualPath())
            settings.remove(kChatsPath);
        else
            settings.setValue(kChatsPath, path);
    });
    TemplateLibrary templates;
    ChatController chats(session, store, templates);
    chats.setDefaults(savedChatDefaults());
    QObject::connect(&chats, &ChatController::defaultsChanged, &chats,
                     [&chats] { saveChatDefaults(chats.defaults()); });
    ChatTitler titler(chats);
    titler.setWanted(savedTitlesWanted());
    SamplerThread sampling;
    Serving serving(engine, Serving::usualFolder());

    const QString demo = findDemoModel();
    if (chats.model().chats().isEmpty()) chats.newChat();  // a first start: there is something to type into
    const Workbench workbench{.engine = engine,
                              .session = session,
                              .recent = recent,
                              .store = store,
                              .templates = templates,
                              .chats = chats,
                              .sampler = sampling.sampler(),
                              .serving = serving,
                              .benchmarkFolder = BenchmarkStore::usualFolder(),
                              .hasCuda = mw::hasCudaBackend(),
                              .usualFolders = usualFolders(QProcessEnvironment::systemEnvironment(), QDir::homePath()),
                              .keptFiles = mw::gui::keptFiles(keptFolders(store.path()))};
    MainWindow window(workbench, demo);
    QObject::connect(&window, &MainWindow::titlesWantedChanged, &titler, &ChatTitler::setWanted);
    QObject::connect(&instance, &SingleInstance::startedAgain, &window, [&](const QString& folder) {
        window.bringToFront();
        if (!folder.isEmpty()) window.openModel(folder);
    });
    const auto saveUnasked = [&] {
        // There is nobody to ask about what cannot be saved: the log of the system, or the terminal, has it.
        bool lost = false;
        const QString unsaved = saveOrKeep(chats, keptFolders(store.path()), &lost);
        if (!unsaved.isEmpty()) std::fprintf(stderr, "mixtral-workbench: %s\n", qPrintable(unsaved));
        return !lost;
    };
    QObject::connect(&ends, &EndSignals::arrived, &window, [&] { QApplication::exit(saveUnasked() ? 0 : 1); });
    QObject::connect(qApp, &QGuiApplication::commitDataRequest, &window, saveUnasked);
    applyStyleSheet(*qApp);
    window.show();
    sampling.start();
    serving.startChosen();
    const AtStart opens = savedAtStart();
    if (model.isEmpty() && opens == AtStart::LastModel && !recent.models().isEmpty())
        model = recent.models().first().directory;
    if (!model.isEmpty())
        window.openModel(model);
    else if (opens != AtStart::NoModel || recent.models().isEmpty())  // whoever has none yet is welcomed
        window.welcome();
    ends.heedExit();
    return QApplication::exec();
}
