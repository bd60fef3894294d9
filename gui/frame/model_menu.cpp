// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_menu.h"

#include <QDir>
#include <QFile>
#include <algorithm>
#include <utility>

#include "checkpoint_finder.h"
#include "describe.h"
#include "icons.h"
#include "model_session.h"
#include "needs.h"
#include "recent_models.h"

namespace mw::gui {

namespace {

constexpr int kMostRecent = 5;
constexpr int kMostFound = 10;
constexpr int kMostName = 44;  ///< characters, so that a menu stays one

struct Candidate {
    const FoundCheckpoint* found = nullptr;
    Fit fit = Fit::DoesNotFit;
    QString word;
};

QString pathOf(const FoundCheckpoint& found) {
    return QFile::decodeName(found.directory.c_str());
}

/// Ampersands and tabs mean something else in menus.
QString plain(QString text) {
    if (text.size() > kMostName) text = text.left(kMostName - 1) + QStringLiteral("…");
    return text.replace('\t', ' ').replace("&", "&&");
}

QString sizeAndForm(const CheckpointInfo& checkpoint) {
    return describeBytes(checkpoint.fileBytes) + " · " + describeStored(checkpoint);
}

QIcon iconOf(Fit fit) {
    switch (fit) {
        case Fit::Fits:
            return icon("check", IconColor::Ok);
        case Fit::Tight:
            return icon("triangle-alert", IconColor::Warn);
        case Fit::DoesNotFit:
            break;
    }
    return icon("circle-alert", IconColor::Bad);
}

}  // namespace

ModelMenu::ModelMenu(Sources sources, QWidget* parent) : QMenu(parent), m_sources(std::move(sources)) {
    setObjectName("models");
    setAccessibleName(tr("Models"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, [this] {
        emit wanted();
        fill();
    });
    // What a search finds while the menu is open is in it the next time: rows that move are hit by mistake.
}

void ModelMenu::addHeading(const QString& text) {
    if (!actions().isEmpty()) addSeparator();
    QAction* heading = addAction(text);
    heading->setEnabled(false);
}

QAction* ModelMenu::addModel(const QString& name, const QString& facts, const QString& path) {
    m_shown << path;
    QAction* action = addAction(facts.isEmpty() ? plain(name) : plain(name) + '\t' + facts);
    action->setToolTip(path);
    action->setData(path);
    if (m_sources.session.directory() == path) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    return action;
}

void ModelMenu::fill() {
    clear();
    m_shown.clear();
    if (!m_sources.demoModel.isEmpty()) {
        addHeading(tr("Comes with the program"));
        const QAction* demo = addModel(tr("Demo model"), {}, m_sources.demoModel);
        connect(demo, &QAction::triggered, this, [this] { emit loadChosen(m_sources.demoModel); });
    }
    addRecent();
    addFound();
    addSeparator();
    const auto add = [this](const QString& text, void (ModelMenu::*chosen)()) {
        connect(addAction(text), &QAction::triggered, this, chosen);
    };
    add(tr("Open a folder or a file…\tCtrl+O"), &ModelMenu::folderChosen);
    add(tr("Download a model…"), &ModelMenu::downloadChosen);
    add(tr("All models\tCtrl+5"), &ModelMenu::allChosen);
    if (m_sources.session.model()) add(tr("Unload the model"), &ModelMenu::unloadChosen);
}

void ModelMenu::addRecent() {
    const QVector<FoundCheckpoint>& found = m_sources.finder.checkpoints();
    bool titled = false;
    int count = 0;
    for (const RecentModel& model : m_sources.recent.models()) {
        if (model.directory == m_sources.demoModel || count == kMostRecent) continue;
        if (!std::exchange(titled, true)) addHeading(tr("Opened lately"));
        ++count;
        // What the search knows of it; else where it lies.
        const auto known = std::ranges::find_if(
            found, [&](const FoundCheckpoint& f) { return f.checkpoint && pathOf(f) == model.directory; });
        const QString facts = known == found.end() ? QDir(model.directory).dirName() : sizeAndForm(*known->checkpoint);
        const QAction* action = addModel(model.name, facts, model.directory);
        connect(action, &QAction::triggered, this, [this, path = model.directory] { emit loadChosen(path); });
    }
}

void ModelMenu::addFound() {
    const CheckpointFinder& finder = m_sources.finder;
    const std::vector<DeviceSpec> devices = m_sources.devices();
    std::vector<Candidate> candidates;
    for (const FoundCheckpoint& found : finder.checkpoints()) {
        if (!found.checkpoint || m_shown.contains(pathOf(found))) continue;
        Candidate candidate{.found = &found};
        if (const auto plan = planOn(devices, found.checkpoint->config, found.checkpoint->weights)) {
            const Verdict verdict = verdictHere(*plan);
            candidate.fit = verdict.fit;
            candidate.word = verdict.word;
        }
        candidates.push_back(candidate);
    }
    // What fits first; of these the largest, which is the best that runs here.
    std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) {
        if (a.fit != b.fit) return a.fit < b.fit;
        return a.found->checkpoint->fileBytes > b.found->checkpoint->fileBytes;
    });
    addHeading(tr("Found on this disk"));
    for (std::size_t i = 0; i < candidates.size() && i < kMostFound; ++i) {
        const Candidate& candidate = candidates[i];
        QString facts = sizeAndForm(*candidate.found->checkpoint);
        if (!candidate.word.isEmpty()) facts += " · " + candidate.word;
        QAction* action = addModel(QString::fromStdString(candidate.found->name), facts, pathOf(*candidate.found));
        if (!candidate.word.isEmpty() && !action->isChecked()) action->setIcon(iconOf(candidate.fit));
        connect(action, &QAction::triggered, this, [this, path = pathOf(*candidate.found)] { emit openChosen(path); });
    }
    if (finder.isRunning()) {
        addAction(tr("Searching…"))->setEnabled(false);
        return;
    }
    const QString search = candidates.empty() ? tr("Look for models on this disk…") : tr("Look again…");
    connect(addAction(search), &QAction::triggered, this, &ModelMenu::searchChosen);
}

}  // namespace mw::gui
