// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPushButton>

#include "checkpoint_finder.h"
#include "controls.h"
#include "mw/plan.h"

class QProgressBar;
class QVBoxLayout;

namespace mw::gui {

class FoundRow;
class PathLabel;

/// The checkpoints on this machine. Asks before it looks through the usual folders, once; other folders are searched
/// when a person names them.
class FoundCard : public Card {
    Q_OBJECT

 public:
    /// `usual`: the folders that the question is about.
    FoundCard(const QStringList& usual, QWidget* parent = nullptr);

    void setDevices(const std::vector<DeviceSpec>& devices);
    /// Looks through the usual folders if that was allowed before.
    void searchIfAllowed();
    void search(const QStringList& folders);
    /// Once more, where it looked or may look, and in this folder.
    void searchAgain(const QString& folder);
    /// Puts the keyboard to what begins a search.
    void focusSearch() { m_look->setFocus(); }
    CheckpointFinder& finder() { return m_finder; }

 signals:
    void openChosen(const QString& directory);

 private:
    void allowAndSearch();
    void chooseFolder();
    void onStarted();
    void onFound(const FoundCheckpoint& found);
    void onFinished(const SearchEnd& end);

    QStringList m_usual;
    CheckpointFinder m_finder;
    std::vector<DeviceSpec> m_devices;
    QVector<FoundRow*> m_rows;
    bool m_searched = false;

    QLabel* m_text;
    QProgressBar* m_busy;
    PathLabel* m_now;
    QVBoxLayout* m_list;
    QPushButton* m_look;
    QPushButton* m_other;
    QPushButton* m_cancel;
};

}  // namespace mw::gui
