// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMainWindow>
#include <optional>

#include "fold.h"
#include "machine_sampler.h"
#include "mw/error.h"
#include "mw/options.h"

class QDockWidget;
class QStackedWidget;
class QToolButton;

namespace mw::gui {

class Banner;
class BenchmarkStore;
class BenchmarkView;
class ChatController;
class ChatStore;
class ChatsView;
class Downloads;
class EngineThread;
class Inspector;
class ModelMenu;
class MonitorPanel;
class MonitorRecorder;
class ModelSession;
class ModelsView;
class QualityCard;
class QualityStore;
class Rail;
class RecentModels;
class ServeView;
class Serving;
class StatusStrip;
class TemplateLibrary;
class TopBar;
class TuningView;
class WelcomeView;

struct QualityModel;

/// What the window works with; all outlive it.
struct Workbench {
    EngineThread& engine;
    ModelSession& session;
    RecentModels& recent;
    ChatStore& store;
    TemplateLibrary& templates;
    ChatController& chats;
    MachineSampler& sampler;
    Serving& serving;
    QString benchmarkFolder = {};    ///< where its runs are kept
    QString measurementFolder = {};  ///< where measured speeds are kept; empty: in the XDG data folder
    bool hasCuda = false;            ///< the CUDA backend is installed
    QStringList usualFolders = {};   ///< where the welcome page offers to look for models
    QStringList keptFiles = {};      ///< of chats that could not be saved at the end before
};

/// The frame: bars, rail and the views between them. It puts them together and holds the program's commands; what they
/// do is theirs.
class MainWindow : public QMainWindow {
    Q_OBJECT

 public:
    enum View { Chats, Tuning, Benchmark, Serve, Models, Settings, Welcome };

    MainWindow(const Workbench& workbench, const QString& demoModel, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showView(View view);
    View currentView() const;
    /// Opens a checkpoint at the point it last had, without asking. A failure shows in the window.
    void openModel(const QString& directory);
    /// Out of other windows, or the task bar; where the desktop lets no program take the keyboard, it says so there.
    void bringToFront();
    /// What a start without a model of one's own shows: the welcome page, while the demo model is loaded behind it.
    void welcome();

 signals:
    /// The person wants, or does not want, the model to name chats.
    void titlesWantedChanged(bool wanted);

 protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    QWidget* makeChatsPage();
    WelcomeView* makeWelcomeView();
    void chatWithDemo();
    QWidget* makeViewsWithDock();
    void makeCommands();
    void connectParts();
    void openModelDialog(const std::optional<LoadOptions>& options = {});
    void measureQuality(const QualityModel& model, const std::optional<WeightFormats>& weights,
                        const std::optional<Precision>& kv);
    void openDownloadDialog(const QString& repository = {});
    void connectDownloads();
    ModelMenu* makeModelMenu();
    void openOperatingPoint();
    void openCommandPalette();
    void openShortcuts();
    void goBack();
    void showMonitors();
    void showEngineState();
    void showFailure(const Failure& failure);
    void showShortened(int from);
    void restoreLayout();
    void setInspectorOpen(bool open);
    void foldSides();

    Workbench m_workbench;
    QString m_demoModel;
    TopBar* m_topBar;
    Rail* m_rail;
    StatusStrip* m_status;
    Banner* m_banner;
    Downloads* m_downloads;
    Banner* m_downloadNote;  ///< of one that is complete
    QStackedWidget* m_views;
    MonitorRecorder* m_recorder;
    MachineSample m_machine;
    BenchmarkStore* m_benchmarks;
    QualityStore* m_qualities;
    QualityCard* m_quality = nullptr;
    BenchmarkView* m_benchmarkView = nullptr;
    QMainWindow* m_dockHost = nullptr;  ///< the views, and what is docked beside them
    QDockWidget* m_monitors = nullptr;
    MonitorPanel* m_monitorPanel = nullptr;
    ChatsView* m_chatsView = nullptr;
    Inspector* m_inspector = nullptr;
    ModelsView* m_modelsView = nullptr;
    ServeView* m_serveView = nullptr;
    TuningView* m_tuningView = nullptr;
    WelcomeView* m_welcomeView = nullptr;
    View m_viewBefore = Chats;
    QToolButton* m_foldInspector = nullptr;
    Fold m_inspectorFold;
};

}  // namespace mw::gui
