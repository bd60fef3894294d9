// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "main_window.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "accessible_buttons.h"
#include "answer_notices.h"
#include "benchmark_view.h"
#include "chat_controller.h"
#include "chat_groups.h"
#include "chat_inspector.h"
#include "chat_split.h"
#include "chats_view.h"
#include "command_palette.h"
#include "composer.h"
#include "controls.h"
#include "conversation_view.h"
#include "describe.h"
#include "describe_failure.h"
#include "downloads.h"
#include "ending_dialog.h"
#include "exchange_note.h"
#include "focus_keeper.h"
#include "gpu_catalog.h"
#include "input_manners.h"
#include "inspector.h"
#include "machine_sampler.h"
#include "model_dialog.h"
#include "model_drop.h"
#include "model_menu.h"
#include "model_session.h"
#include "models_view.h"
#include "monitor_panel.h"
#include "monitor_recorder.h"
#include "new_chats_card.h"
#include "operating_point_dialog.h"
#include "quality_card.h"
#include "quality_store.h"
#include "rail.h"
#include "recent_models.h"
#include "serve_view.h"
#include "settings_page.h"
#include "shortcut_sheet.h"
#include "status_strip.h"
#include "theme.h"
#include "top_bar.h"
#include "tuning_view.h"
#include "unsaved_dialog.h"
#include "used_by_others.h"
#include "welcome_view.h"

namespace mw::gui {

namespace {

/// Below these widths the inspector, and then the list of chats, give their room to the conversation.
constexpr int kWidthForInspector = 1100;
constexpr int kWidthForList = 900;
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kDesktopFrame(16, 64);  // what a desktop puts around a window, at most
constexpr int kMonitorsHeight = 280;    ///< at first
constexpr QSize kLeastSize(720, 480);
constexpr int kChatsInPalette = 30;

}  // namespace

MainWindow::MainWindow(const Workbench& workbench, const QString& demoModel, QWidget* parent)
    : QMainWindow(parent),
      m_workbench(workbench),
      m_demoModel(demoModel),
      m_topBar(new TopBar(workbench.session, this)),
      m_rail(new Rail(this)),
      m_status(new StatusStrip(workbench.session, this)),
      m_banner(new Banner(Banner::Kind::Bad, this)),
      m_downloads(new Downloads(this)),
      m_downloadNote(new Banner(Banner::Kind::Ok, this)),
      m_views(new QStackedWidget(this)),
      m_recorder(new MonitorRecorder(this)),
      m_benchmarks(new BenchmarkStore(workbench.benchmarkFolder, this)),
      m_qualities(new QualityStore(workbench.benchmarkFolder + "/quality/measured.json", this)) {
    setWindowTitle(tr("Mixtral Workbench"));
    setMinimumSize(kLeastSize);
    new InputManners(this);
    new FocusKeeper(this);

    m_rail->addView("message-square", tr("Chats"), "Ctrl+1");
    m_rail->addView("chart-spline", tr("Tuning"), "Ctrl+2");
    m_rail->addView("chart-column", tr("Benchmark"), "Ctrl+3");
    m_rail->addView("radio", tr("Serve"), "Ctrl+4");
    m_rail->addView("box", tr("Models"), "Ctrl+5");
    m_rail->addStretch();
    m_rail->addView("settings", tr("Settings"), "Ctrl+,");

    m_modelsView = new ModelsView(workbench.session, workbench.recent, this);
    m_modelsView->setDemoModel(demoModel);
    m_benchmarkView = new BenchmarkView(workbench.session, *m_benchmarks, this);
    m_quality = new QualityCard(workbench.session, *m_qualities);
    m_benchmarkView->setQuality(m_quality);
    m_views->addWidget(makeChatsPage());
    m_tuningView = new TuningView(workbench.session, loadGpus(), MeasurementStore(workbench.measurementFolder), this);
    m_tuningView->setQuality(*m_qualities);
    m_views->addWidget(m_tuningView);
    m_views->addWidget(m_benchmarkView);
    m_serveView = new ServeView(workbench.serving, workbench.session, this);
    m_views->addWidget(m_serveView);
    m_views->addWidget(m_modelsView);
    auto* settings = new SettingsPage(this);
    connect(settings, &SettingsPage::titlesWantedChanged, this, &MainWindow::titlesWantedChanged);
    settings->addCard(new NewChatsCard(workbench.chats));
    m_views->addWidget(settings);
    m_views->addWidget(m_welcomeView = makeWelcomeView());

    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bannerRow = new QVBoxLayout;
    bannerRow->setContentsMargins(12, 0, 12, 0);
    bannerRow->addWidget(m_banner);
    bannerRow->addWidget(m_downloadNote);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(makeLine(Qt::Vertical, page));
    middle->addWidget(makeViewsWithDock(), 1);
    column->addWidget(m_topBar);
    column->addWidget(makeLine(Qt::Horizontal, page));
    column->addLayout(bannerRow);
    column->addLayout(middle, 1);
    column->addWidget(makeLine(Qt::Horizontal, page));
    column->addWidget(m_status);
    setCentralWidget(page);

    makeCommands();
    connectParts();
    restoreLayout();
    showView(Chats);
    showEngineState();
}

MainWindow::~MainWindow() = default;

QWidget* MainWindow::makeChatsPage() {
    auto* page = new QWidget(this);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_chatsView = new ChatsView(m_workbench.chats, page);
    m_chatsView->exchange()->offerKept(m_workbench.keptFiles);
    m_inspector = new Inspector(*m_recorder, new ChatInspector(m_workbench.chats), page);
    m_foldInspector = makeIconButton("panel-right", tr("Inspector (Ctrl+I)"));
    m_foldInspector->setObjectName("foldInspector");
    m_foldInspector->setCheckable(true);
    setAccessibleFold(m_foldInspector);
    connect(m_foldInspector, &QToolButton::clicked, this, &MainWindow::setInspectorOpen);
    m_chatsView->addBarButton(m_foldInspector);
    row->addWidget(m_chatsView, 1);
    row->addWidget(m_inspector);
    return page;
}

WelcomeView* MainWindow::makeWelcomeView() {
    auto* view = new WelcomeView(m_workbench.session, {.demoModel = m_demoModel,
                                                       .usualFolders = m_workbench.usualFolders,
                                                       .gpus = loadGpus(),
                                                       .hasCuda = m_workbench.hasCuda});
    connect(view, &WelcomeView::demoChosen, this, &MainWindow::chatWithDemo);
    connect(view, &WelcomeView::chooseRequested, this, [this] { openModelDialog(); });
    connect(view, &WelcomeView::openRequested, this,
            [this](const QString& folder) { openModelDialog(m_workbench.recent.optionsFor(folder)); });
    connect(view, &WelcomeView::hardwareWanted, this, [this] {
        showView(Tuning);
        m_tuningView->chooseHardware();
    });
    connect(view, &WelcomeView::downloadRequested, this, &MainWindow::openDownloadDialog);
    connect(&m_workbench.sampler, &MachineSampler::sampled, view, &WelcomeView::showMachine);
    return view;
}

QWidget* MainWindow::makeViewsWithDock() {
    // A main window of its own, so that the bars and the rail keep their places around what is docked.
    m_dockHost = new QMainWindow(this, Qt::Widget);
    m_dockHost->setCentralWidget(m_views);
    m_monitorPanel = new MonitorPanel(*m_recorder);
    m_monitors = new QDockWidget(tr("Monitors"), m_dockHost);
    m_monitors->setObjectName("monitors");
    m_monitors->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea);
    m_monitors->setWidget(m_monitorPanel);
    m_monitors->setTitleBarWidget(m_monitorPanel->header());
    m_monitors->installEventFilter(this);
    QToolButton* apart = makeIconButton("external-link", tr("Put the monitors into a window of their own, or back"));
    connect(apart, &QToolButton::clicked, this, [this] { m_monitors->setFloating(!m_monitors->isFloating()); });
    QToolButton* close = makeIconButton("x", tr("Close the monitors"));
    connect(close, &QToolButton::clicked, m_monitors, &QDockWidget::close);
    m_monitorPanel->addHeaderButton(apart);
    m_monitorPanel->addHeaderButton(close);
    m_dockHost->addDockWidget(Qt::BottomDockWidgetArea, m_monitors);
    m_dockHost->resizeDocks({m_monitors}, {kMonitorsHeight}, Qt::Vertical);
    m_monitors->hide();
    return m_dockHost;
}

void MainWindow::makeCommands() {
    const auto command = [this](const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    for (QAction* action : m_chatsView->chatActions()) {
        action->setShortcutContext(Qt::WindowShortcut);  // from every view
        addAction(action);
    }
    command(tr("Open a model…"), QKeySequence("Ctrl+O"), [this] { openModelDialog(); });
    command(tr("Choose a model…"), {}, [this] { m_topBar->openModelMenu(); });
    command(tr("Download a model…"), {}, [this] { openDownloadDialog(); });
    command(tr("Change context or chats at once…"), {}, [this] { openOperatingPoint(); });
    command(tr("Apply the point of the tuning view"), {}, [this] { m_tuningView->apply(); });
    command(tr("Calibrate the speed, or stop it"), {}, [this] {
        showView(Tuning);
        m_tuningView->toggleCalibration();
    });
    command(tr("Plan for other hardware…"), {}, [this] {
        showView(Tuning);
        m_tuningView->chooseHardware();
    });
    command(tr("Unload the model"), {}, [this] { m_workbench.session.unload(); });
    const std::pair<QString, View> views[] = {{tr("Show chats"), Chats},
                                              {tr("Show tuning"), Tuning},
                                              {tr("Show benchmark"), Benchmark},
                                              {tr("Show serving"), Serve},
                                              {tr("Show models"), Models}};
    for (const auto& [text, view] : views)
        command(text, QKeySequence(QString("Ctrl+%1").arg(view + 1)), [this, to = view] { showView(to); });
    command(tr("Show settings"), QKeySequence("Ctrl+,"), [this] { showView(Settings); });
    command(tr("Show the welcome page"), QKeySequence("F1"), [this] { showView(Welcome); });
    command(tr("Fold the inspector"), QKeySequence("Ctrl+I"), [this] { setInspectorOpen(!m_inspectorFold.isOpen()); });
    command(tr("Show or hide the monitors"), QKeySequence("Ctrl+M"), [this] {
        if (m_monitors->isVisible())
            m_monitors->close();
        else
            showMonitors();
    });
    for (QAction* action : m_monitorPanel->commands() + m_benchmarkView->commands() + m_serveView->commands())
        addAction(action);
    command(tr("Keyboard shortcuts"), QKeySequence("Ctrl+/"), [this] { openShortcuts(); });
    command({}, QKeySequence("Ctrl+K"), [this] { openCommandPalette(); });
    command(tr("Quit"), QKeySequence("Ctrl+Q"), [this] { close(); });
}

void MainWindow::connectParts() {
    connect(m_rail, &Rail::viewChosen, this, [this](int index) { showView(static_cast<View>(index)); });
    connect(m_topBar, &TopBar::operatingPointClicked, this, &MainWindow::openOperatingPoint);
    m_topBar->setModelMenu(makeModelMenu());
    connect(m_topBar, &TopBar::searchClicked, this, &MainWindow::openCommandPalette);
    connect(m_topBar, &TopBar::welcomeClicked, this, [this] { showView(Welcome); });
    connect(m_topBar, &TopBar::aboutClicked, this, [this] { showView(Settings); });
    connect(m_modelsView, &ModelsView::openRequested, this,
            [this](const LoadOptions& options) { openModelDialog(options); });
    connect(m_modelsView, &ModelsView::chooseRequested, this, [this] { openModelDialog(); });
    connectDownloads();
    connect(new ModelDrop(this), &ModelDrop::dropped, this,
            [this](const QString& path) { openModelDialog(m_workbench.recent.optionsFor(path)); });
    connect(&m_workbench.chats, &ChatController::modelWanted, this, [this] { openModelDialog(); });
    connect(&m_workbench.chats, &ChatController::tabOpened, this, [this] { showView(Chats); });
    connect(&m_workbench.chats, &ChatController::moreContextWanted, this, &MainWindow::openOperatingPoint);
    connect(&m_workbench.session, &ModelSession::changed, this, &MainWindow::showEngineState);
    EngineThread* engine = &m_workbench.engine;
    connect(engine, &EngineThread::activityMeasured, m_status, &StatusStrip::showActivity);
    connect(engine, &EngineThread::activityMeasured, m_recorder, &MonitorRecorder::addActivity);
    m_recorder->setChatOf([&chats = m_workbench.chats](Ticket ticket) -> std::optional<MonitoredChat> {
        const ChatId chat = chats.chatOf(ticket);
        const int row = chats.model().rowOf(chat);
        if (row < 0) return {};
        return MonitoredChat{chat, chats.model().index(row).data(Qt::DisplayRole).toString()};
    });
    connect(engine, &EngineThread::answerGrew, m_recorder, &MonitorRecorder::addAnswer);
    connect(&m_workbench.sampler, &MachineSampler::sampled, m_status, &StatusStrip::showMachine);
    connect(&m_workbench.sampler, &MachineSampler::sampled, m_recorder, &MonitorRecorder::addMachine);
    connect(&m_workbench.sampler, &MachineSampler::sampled, m_benchmarkView, [this](const MachineSample& sample) {
        m_machine = sample;
        m_benchmarkView->setDriver(sample.driver);
    });
    m_benchmarkView->setCalibration([this] { return m_tuningView->model().calibratedSpeed(); });
    connect(m_benchmarkView, &BenchmarkView::modelWanted, this, [this] { openModelDialog(); });
    connect(m_benchmarkView, &BenchmarkView::wanted, this, [this] { showView(Benchmark); });
    connect(m_serveView, &ServeView::modelWanted, this, [this] { openModelDialog(); });
    connect(m_serveView, &ServeView::wanted, this, [this] { showView(Serve); });
    connect(m_monitorPanel, &MonitorPanel::pauseChanged, m_inspector, &Inspector::setPaused);
    connect(m_monitorPanel, &MonitorPanel::wanted, this, &MainWindow::showMonitors);
    m_recorder->start();
    new AnswerNotices(
        m_workbench.chats, [] { return QGuiApplication::applicationState() != Qt::ApplicationActive; },
        [this] {
            bringToFront();
            showView(Chats);
        },
        this);
    connect(engine, &EngineThread::activityMeasured, m_tuningView, &TuningView::showActivity);
    connect(&m_workbench.sampler, &MachineSampler::sampled, m_tuningView, &TuningView::showMachine);
    connect(m_tuningView, &TuningView::modelWanted, this, [this] { openModelDialog(); });
    connect(m_tuningView, &TuningView::qualityAsked, this, &MainWindow::measureQuality);
}

void MainWindow::showView(View view) {
    if (view != currentView()) m_viewBefore = currentView();
    m_views->setCurrentIndex(view);
    m_rail->setCurrent(view);
    if (view == Chats) m_chatsView->composer()->field()->setFocus();
    if (view == Tuning) m_tuningView->setFocus();
    if (view == Welcome) m_welcomeView->focusFirstStep();
}

/// What Escape does where nothing else wants it: one step back towards the conversation, in which it stops the answer.
void MainWindow::goBack() {
    const QWidget* focused = QApplication::focusWidget();
    if (currentView() == Settings || currentView() == Welcome) {
        showView(m_viewBefore);
    } else if (currentView() == Chats && focused) {
        const ConversationView* conversation = m_chatsView->conversation();
        const bool there = m_chatsView->composer()->isAncestorOf(focused) ||
                           (conversation && (focused == conversation || conversation->isAncestorOf(focused)));
        if (!there) m_chatsView->composer()->field()->setFocus();
    }
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QMainWindow::keyPressEvent(event);
    if (!event->isAutoRepeat()) goBack();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    // What the monitors have no use for themselves, docked or in a window of their own.
    if (watched == m_monitors && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        return m_monitors->close();
    return QMainWindow::eventFilter(watched, event);
}

MainWindow::View MainWindow::currentView() const {
    return static_cast<View>(m_views->currentIndex());
}

void MainWindow::bringToFront() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
    QApplication::alert(this);
}

void MainWindow::openCommandPalette() {
    auto* palette = new CommandPalette(actions(), this);
    palette->setChats([this](const QString& words) {
        QVector<PaletteChat> chats;
        const QDateTime now = QDateTime::currentDateTime();
        for (const ChatInfo& chat : m_workbench.chats.chatsCalled(words, kChatsInPalette))
            chats.append({chat.title, ChatGroups::ageOf(chat.updated, now), [this, id = chat.id] {
                              showView(Chats);
                              m_workbench.chats.openChat(id);
                          }});
        return chats;
    });
    palette->show();
}

void MainWindow::openShortcuts() {
    ShortcutGroup chats{tr("Chats"), {}}, window{tr("The window"), {}};
    chats.add(m_chatsView->chatActions());
    QList<QAction*> others = actions();
    for (QAction* action : m_chatsView->chatActions())
        others.removeAll(action);
    window.entries.append({tr("Search or run a command"), QKeySequence("Ctrl+K").toString(QKeySequence::NativeText)});
    window.add(others);
    auto* sheet = new ShortcutSheet(QVector{chats} + ShortcutSheet::ofChats() + QVector{window}, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
}

void MainWindow::showMonitors() {
    m_monitors->show();
    m_monitors->raise();
    m_monitorPanel->setFocus();
}

void MainWindow::showEngineState() {
    const auto& model = m_workbench.session.model();
    m_recorder->setModel(model.get());
    const auto& failure = m_workbench.session.failure();
    const int shortened = m_workbench.session.shortenedFrom();
    m_banner->setVisible(failure || shortened > 0);
    m_banner->clearButtons();
    if (failure)
        showFailure(*failure);
    else if (shortened > 0)
        showShortened(shortened);
    const QPushButton* dismiss = m_banner->addButton(tr("Dismiss"));
    connect(dismiss, &QPushButton::clicked, this, [this] { m_workbench.session.dismiss(); });
}

void MainWindow::showFailure(const Failure& failure) {
    QString text = describeFailure(failure);
    if (m_workbench.session.rolledBack() && m_workbench.session.model())
        text += ' ' + tr("What was loaded before is loaded again.");
    else if (m_workbench.session.state() == ModelSession::State::Loading)
        text += ' ' + tr("What was loaded before is being loaded again.");
    else if (m_workbench.session.rolledBack())
        text += ' ' + tr("No model is loaded.");
    m_banner->setKind(Banner::Kind::Bad);
    m_banner->setText(text);
    m_banner->setDetails(describeDetails(failure));
    if (m_workbench.session.offered()) {
        const QPushButton* again = m_banner->addButton(tr("Open the model before"), ButtonKind::Primary);
        connect(again, &QPushButton::clicked, this, [this] { m_workbench.session.loadOffered(); });
    }
}

/// A remembered operating point was more than the model takes.
void MainWindow::showShortened(int from) {
    const QLocale locale;
    m_banner->setKind(Banner::Kind::Info);
    m_banner->setText(
        tr("A chat holds %1 tokens with this model, which takes no more; %2 were chosen for it before.")
            .arg(locale.toString(m_workbench.session.model()->plan.request.contextTokens), locale.toString(from)));
    m_banner->setDetails({});
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    foldSides();
}

void MainWindow::setInspectorOpen(bool open) {
    m_inspectorFold.setOpen(open);
    foldSides();
}

void MainWindow::foldSides() {
    m_inspectorFold.setRoom(width() >= kWidthForInspector);
    const bool open = m_inspectorFold.isOpen();
    m_inspector->setVisible(open);
    m_foldInspector->setChecked(open);
    // An inspector that was opened without room takes it from the list.
    const int squeezed = open && width() < kWidthForInspector ? metrics::kInspectorWidth : 0;
    m_chatsView->setRoomForList(width() - squeezed >= kWidthForList);
}

void MainWindow::restoreLayout() {
    const QSettings settings;
    m_inspectorFold = Fold(settings.value("window/inspector", true).toBool());
    m_chatsView->setListOpen(settings.value("window/list", true).toBool());
    QVector<ChatId> seen;
    for (const QVariant& chat : settings.value("window/split").toList())
        seen.append(chat.toLongLong());
    m_chatsView->split()->restore(seen);
    std::vector<bool> graphs;
    for (const QVariant& open : settings.value("window/graphs").toList())
        graphs.push_back(open.toBool());
    m_inspector->setOpenGraphs(graphs);
    m_chatsView->split()->setZoom(settings.value("chats/zoom", 100).toInt());
    foldSides();
    resize(kFirstSize.boundedTo(screen()->availableSize() - kDesktopFrame).expandedTo(kLeastSize));
    restoreGeometry(settings.value("window/geometry").toByteArray());
    m_dockHost->restoreState(settings.value("window/docks").toByteArray());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!EndingDialog::mayClose(m_workbench.serving, this) || !UnsavedDialog::mayClose(m_workbench.chats, this))
        return event->ignore();
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/docks", m_dockHost->saveState());
    settings.setValue("window/list", m_chatsView->isListWanted());
    QVariantList seen;
    for (const ChatId chat : m_chatsView->split()->seen())
        seen.append(chat);
    settings.setValue("window/split", seen);
    QVariantList graphs;
    for (const bool open : m_inspector->openGraphs())
        graphs.append(open);
    settings.setValue("window/graphs", graphs);
    settings.setValue("chats/zoom", m_chatsView->split()->zoom());
    settings.setValue("window/inspector", m_inspectorFold.isWanted());
    event->accept();
}

}  // namespace mw::gui
