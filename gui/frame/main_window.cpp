// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "chat_controller.h"
#include "chat_inspector.h"
#include "chats_view.h"
#include "command_palette.h"
#include "composer.h"
#include "controls.h"
#include "inspector.h"
#include "machine_sampler.h"
#include "model_dialog.h"
#include "model_session.h"
#include "models_view.h"
#include "operating_point_dialog.h"
#include "rail.h"
#include "recent_models.h"
#include "settings_page.h"
#include "status_strip.h"
#include "theme.h"
#include "top_bar.h"

namespace mw::gui {

namespace {

/// Below these widths the inspector, and then the list of chats, give their room to the conversation.
constexpr int kWidthForInspector = 1100;
constexpr int kWidthForList = 900;
constexpr QSize kFirstSize(1440, 900);
constexpr QSize kDesktopFrame(16, 64);  // what a desktop puts around a window, at most
constexpr QSize kLeastSize(720, 480);

/// What stands in the place of a view that a later version brings.
QWidget* announcement(const QString& iconName, const QString& title, const QString& text) {
    return new EmptyState(iconName, title, text);
}

}  // namespace

MainWindow::MainWindow(const Workbench& workbench, const QString& demoModel, QWidget* parent)
    : QMainWindow(parent),
      m_workbench(workbench),
      m_demoModel(demoModel),
      m_topBar(new TopBar(workbench.session, this)),
      m_rail(new Rail(this)),
      m_status(new StatusStrip(workbench.session, this)),
      m_banner(new Banner(Banner::Kind::Bad, this)),
      m_views(new QStackedWidget(this)) {
    setWindowTitle(tr("Mixtral Workbench"));
    setMinimumSize(kLeastSize);

    m_rail->addView("message-square", tr("Chats"), "Ctrl+1");
    m_rail->addView("chart-spline", tr("Tuning"), "Ctrl+2");
    m_rail->addView("chart-column", tr("Benchmark"), "Ctrl+3");
    m_rail->addView("box", tr("Models"), "Ctrl+4");
    m_rail->addStretch();
    m_rail->addView("settings", tr("Settings"), "Ctrl+,");

    m_modelsView = new ModelsView(workbench.session, workbench.recent, this);
    m_modelsView->setDemoModel(demoModel);
    m_views->addWidget(makeChatsPage());
    m_views->addWidget(
        announcement("chart-spline", tr("Tuning"),
                     tr("Here you will see what context length and chats at once cost in memory and speed. This "
                        "version does not have it yet; the model dialog shows the memory of one point.")));
    m_views->addWidget(
        announcement("chart-column", tr("Benchmark"),
                     tr("Here you will measure tokens per second over context and chats. This version does not "
                        "have it yet; on the command line there is mixtral-bench run.")));
    m_views->addWidget(m_modelsView);
    m_views->addWidget(new SettingsPage(this));

    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bannerRow = new QVBoxLayout;
    bannerRow->setContentsMargins(12, 0, 12, 0);
    bannerRow->addWidget(m_banner);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(makeLine(Qt::Vertical, page));
    middle->addWidget(m_views, 1);
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
    m_inspector = new Inspector(new ChatInspector(m_workbench.chats), page);
    row->addWidget(m_chatsView, 1);
    row->addWidget(m_inspector);
    return page;
}

void MainWindow::makeCommands() {
    const auto command = [this](const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    for (QAction* action : m_chatsView->chatActions()) {
        // Esc belongs to what has the focus; everything else works from every view.
        if (action->shortcut() != QKeySequence(Qt::Key_Escape)) action->setShortcutContext(Qt::WindowShortcut);
        addAction(action);
    }
    command(tr("Undo the deletion"), {}, [this] {
        if (m_workbench.chats.canUndo()) m_workbench.chats.undo();
    });
    command(tr("Open a model …"), QKeySequence("Ctrl+O"), [this] { openModelDialog(); });
    command(tr("Change context or chats at once …"), {}, [this] { openOperatingPoint(); });
    command(tr("Unload the model"), {}, [this] { m_workbench.session.unload(); });
    const std::pair<QString, View> views[] = {{tr("Show chats"), Chats},
                                              {tr("Show tuning"), Tuning},
                                              {tr("Show benchmark"), Benchmark},
                                              {tr("Show models"), Models}};
    for (const auto& [text, view] : views)
        command(text, QKeySequence(QString("Ctrl+%1").arg(view + 1)), [this, to = view] { showView(to); });
    command(tr("Show settings"), QKeySequence("Ctrl+,"), [this] { showView(Settings); });
    command(tr("Fold the inspector"), QKeySequence("Ctrl+I"), [this] {
        m_inspectorWanted = m_inspector->isHidden();
        m_inspector->setVisible(m_inspectorWanted);
    });
    command({}, QKeySequence("Ctrl+K"), [this] { openCommandPalette(); });
    command(tr("Quit"), QKeySequence("Ctrl+Q"), [this] { close(); });
}

void MainWindow::connectParts() {
    connect(m_rail, &Rail::viewChosen, this, [this](int index) { showView(static_cast<View>(index)); });
    connect(m_topBar, &TopBar::modelClicked, this, [this] { openModelDialog(); });
    connect(m_topBar, &TopBar::operatingPointClicked, this, &MainWindow::openOperatingPoint);
    connect(m_topBar, &TopBar::searchClicked, this, &MainWindow::openCommandPalette);
    connect(m_modelsView, &ModelsView::openRequested, this,
            [this](const LoadOptions& options) { openModelDialog(options); });
    connect(m_modelsView, &ModelsView::chooseRequested, this, [this] { openModelDialog(); });
    connect(&m_workbench.chats, &ChatController::modelWanted, this, [this] { openModelDialog(); });
    connect(&m_workbench.chats, &ChatController::tabOpened, this, [this] { showView(Chats); });
    connect(&m_workbench.chats, &ChatController::moreContextWanted, this, &MainWindow::openOperatingPoint);
    connect(&m_workbench.session, &ModelSession::changed, this, &MainWindow::showEngineState);
    EngineWorker* worker = m_workbench.engine.worker();
    connect(worker, &EngineWorker::activityMeasured, m_status, &StatusStrip::showActivity);
    connect(worker, &EngineWorker::activityMeasured, m_inspector, &Inspector::showActivity);
    connect(&m_workbench.sampler, &MachineSampler::sampled, m_status, &StatusStrip::showMachine);
    connect(&m_workbench.sampler, &MachineSampler::sampled, m_inspector, &Inspector::showMachine);
}

void MainWindow::showView(View view) {
    m_views->setCurrentIndex(view);
    m_rail->setCurrent(view);
    if (view == Chats) m_chatsView->composer()->field()->setFocus();
}

MainWindow::View MainWindow::currentView() const {
    return static_cast<View>(m_views->currentIndex());
}

void MainWindow::openModel(const QString& directory) {
    m_workbench.session.load(m_workbench.recent.optionsFor(directory));
}

void MainWindow::openModelDialog(const std::optional<LoadOptions>& options) {
    auto* dialog = new ModelDialog(m_workbench.session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (options) dialog->inspect(*options);
    dialog->open();
}

void MainWindow::openOperatingPoint() {
    if (!m_workbench.session.model()) return openModelDialog();
    auto* dialog = new OperatingPointDialog(m_workbench.session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openCommandPalette() {
    (new CommandPalette(actions(), this))->show();
}

void MainWindow::showEngineState() {
    const auto& failure = m_workbench.session.failure();
    m_banner->setVisible(failure.has_value());
    if (!failure) return;
    m_banner->setText(QString::fromStdString(failure->message));
    m_banner->clearButtons();
    if (m_workbench.session.offered()) {
        const QPushButton* again = m_banner->addButton(tr("Open the model before"), ButtonKind::Primary);
        connect(again, &QPushButton::clicked, this, [this] { m_workbench.session.loadOffered(); });
    }
    const QPushButton* dismiss = m_banner->addButton(tr("Dismiss"));
    connect(dismiss, &QPushButton::clicked, this, [this] { m_workbench.session.dismissFailure(); });
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    // At the start, and on the way across a limit: what a person opens in a narrow window stays open.
    const auto crosses = [&](int limit) {
        return !event->oldSize().isValid() || (event->oldSize().width() < limit) != (event->size().width() < limit);
    };
    if (crosses(kWidthForInspector)) m_inspector->setVisible(m_inspectorWanted && width() >= kWidthForInspector);
    if (crosses(kWidthForList)) {
        if (width() < kWidthForList) m_listWanted = m_chatsView->isListVisible();
        m_chatsView->setListVisible(m_listWanted && width() >= kWidthForList);
    }
}

void MainWindow::restoreLayout() {
    const QSettings settings;
    m_listWanted = settings.value("window/list", true).toBool();
    m_inspectorWanted = settings.value("window/inspector", true).toBool();
    m_inspector->setVisible(m_inspectorWanted);
    m_chatsView->setListVisible(m_listWanted);
    resize(kFirstSize.boundedTo(screen()->availableSize() - kDesktopFrame).expandedTo(kLeastSize));
    restoreGeometry(settings.value("window/geometry").toByteArray());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/list", width() < kWidthForList ? m_listWanted : m_chatsView->isListVisible());
    settings.setValue("window/inspector", m_inspectorWanted);
    event->accept();
}

}  // namespace mw::gui
