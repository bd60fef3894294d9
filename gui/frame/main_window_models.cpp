// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Models in the window: opening, choosing and fetching them.

#include <QPushButton>

#include "checkpoint_finder.h"
#include "controls.h"
#include "download_dialog.h"
#include "download_panel.h"
#include "downloads.h"
#include "found_card.h"
#include "main_window.h"
#include "model_dialog.h"
#include "model_menu.h"
#include "model_session.h"
#include "models_view.h"
#include "needs.h"
#include "operating_point_dialog.h"
#include "quality_card.h"
#include "recent_models.h"
#include "used_by_others.h"
#include "welcome_view.h"

namespace mw::gui {

void MainWindow::openModel(const QString& directory) {
    m_workbench.session.load(m_workbench.recent.optionsFor(directory));
}

void MainWindow::welcome() {
    showView(Welcome);
    // Nobody chose it, so it is no model of theirs: without one, the next start is welcomed again.
    if (!m_demoModel.isEmpty())
        m_workbench.session.load(m_workbench.recent.optionsFor(m_demoModel), ModelSession::Memory::Forget);
}

void MainWindow::chatWithDemo() {
    const auto& model = m_workbench.session.model();
    if (model && m_workbench.session.directory() == m_demoModel)
        m_workbench.recent.add({m_demoModel, QString::fromStdString(model->checkpoint.config.name),
                                model->options.contextTokens, model->options.batch, model->options.virtualDevices});
    else
        openModel(m_demoModel);
    showView(Chats);
}

void MainWindow::openModelDialog(const std::optional<LoadOptions>& options) {
    auto* dialog = new ModelDialog(m_workbench.session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setQuality(*m_qualities);
    connect(dialog, &ModelDialog::qualityAsked, this, &MainWindow::measureQuality);
    if (options) dialog->inspect(*options);
    dialog->open();
}

/// Where the results are kept, and how far it is can be seen.
void MainWindow::measureQuality(const QualityModel& model, const std::optional<WeightFormats>& weights,
                                const std::optional<Precision>& kv) {
    showView(Benchmark);
    m_quality->plan(model, weights, kv);
}

void MainWindow::openOperatingPoint() {
    const auto& model = m_workbench.session.model();
    if (!model) return openModelDialog();
    auto* dialog = new OperatingPointDialog(m_workbench.session, this);
    dialog->setDevices(withOthersAsSampled(model->plan.request.devices, m_machine));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openDownloadDialog(const QString& repository) {
    auto* dialog = new DownloadDialog(*m_downloads, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!repository.isEmpty()) dialog->setRepository(repository);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        showView(Models);
        m_modelsView->findChild<DownloadPanel*>()->focusOn(dialog->started());
    });
    dialog->open();
}

void MainWindow::connectDownloads() {
    auto* panel = new DownloadPanel(*m_downloads);
    m_modelsView->setTop(panel);
    connect(m_modelsView, &ModelsView::downloadRequested, this, [this] { openDownloadDialog(); });
    connect(panel, &DownloadPanel::openChosen, this,
            [this](const QString& path) { openModelDialog(m_workbench.recent.optionsFor(path)); });
    connect(panel, &DownloadPanel::tokenWanted, this, [this](int id) {
        auto* dialog = new DownloadDialog(*m_downloads, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->resume(id);
        dialog->open();
    });
    m_downloadNote->hide();
    connect(m_downloads, &Downloads::completed, this, [this](int id) {
        const auto download = m_downloads->find(id);
        if (!download) return;
        m_welcomeView->found().searchAgain(download->folder);
        m_downloadNote->clearButtons();
        m_downloadNote->setText(tr("%1 is downloaded, and its checksums are right.").arg(download->repository));
        const QPushButton* open = m_downloadNote->addButton(tr("Open it…"), ButtonKind::Primary);
        connect(open, &QPushButton::clicked, this, [this, path = download->path] {
            m_downloadNote->hide();
            openModelDialog(m_workbench.recent.optionsFor(path));
        });
        const QPushButton* dismiss = m_downloadNote->addButton(tr("Dismiss"));
        connect(dismiss, &QPushButton::clicked, m_downloadNote, &QWidget::hide);
        m_downloadNote->show();
    });
}

ModelMenu* MainWindow::makeModelMenu() {
    FoundCard& found = m_welcomeView->found();
    auto* menu = new ModelMenu({.session = m_workbench.session,
                                .recent = m_workbench.recent,
                                .finder = found.finder(),
                                .demoModel = m_demoModel,
                                .devices = [this] { return devicesOf(m_machine, m_workbench.hasCuda); }},
                               this);
    connect(menu, &ModelMenu::wanted, &found, &FoundCard::searchIfAllowed);
    connect(menu, &ModelMenu::loadChosen, this, [this](const QString& path) {
        if (path != m_workbench.session.directory()) openModel(path);
    });
    connect(menu, &ModelMenu::openChosen, this,
            [this](const QString& path) { openModelDialog(m_workbench.recent.optionsFor(path)); });
    connect(menu, &ModelMenu::searchChosen, this, [this] {
        showView(Welcome);
        m_welcomeView->focusSearch();
    });
    connect(menu, &ModelMenu::folderChosen, this, [this] { openModelDialog(); });
    connect(menu, &ModelMenu::downloadChosen, this, [this] { openDownloadDialog(); });
    connect(menu, &ModelMenu::allChosen, this, [this] { showView(Models); });
    connect(menu, &ModelMenu::unloadChosen, this, [this] { m_workbench.session.unload(); });
    return menu;
}

}  // namespace mw::gui
