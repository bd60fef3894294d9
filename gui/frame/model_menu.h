// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QMenu>
#include <QStringList>
#include <functional>
#include <vector>

#include "mw/plan.h"

namespace mw::gui {

class CheckpointFinder;
class ModelSession;
class RecentModels;

/// The chooser of models: the demo model, those opened lately, those found on this disk with what fits first, and the
/// ways to any other. Made anew each time it opens.
class ModelMenu : public QMenu {
    Q_OBJECT

 public:
    struct Sources {
        ModelSession& session;
        RecentModels& recent;
        CheckpointFinder& finder;
        QString demoModel;                                 ///< empty if it is not installed
        std::function<std::vector<DeviceSpec>()> devices;  ///< that a model would be loaded on, as of now
    };

    explicit ModelMenu(Sources sources, QWidget* parent = nullptr);

 signals:
    /// About to open: whoever may search the disk does so now.
    void wanted();
    /// Loads it at the point that it last had.
    void loadChosen(const QString& path);
    /// Shows what it would take first.
    void openChosen(const QString& path);
    void searchChosen();
    void folderChosen();
    void downloadChosen();
    void allChosen();
    void unloadChosen();

 private:
    void fill();
    void addHeading(const QString& text);
    QAction* addModel(const QString& name, const QString& facts, const QString& path);
    void addRecent();
    void addFound();

    Sources m_sources;
    QStringList m_shown;  ///< paths
};

}  // namespace mw::gui
