// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>
#include <vector>

#include "machine_sampler.h"
#include "mw/gpus.h"
#include "mw/plan.h"

class QBoxLayout;
class QScrollArea;

namespace mw::gui {

class FoundCard;
class MachineCard;
class ModelSession;
class NeedsCard;
class StartCard;

/// The first page of a newcomer: what is on this machine, what it can run, what that would take, and where weights come
/// from. Asks no network; looks at disks on a thread of their own.
class WelcomeView : public QWidget {
    Q_OBJECT

 public:
    /// What the page is about; `usualFolders` as usualFolders() finds them.
    struct Subject {
        QString demoModel;  ///< empty if it is not installed
        QStringList usualFolders;
        GpuTable gpus;
        bool hasCuda = false;
    };

    WelcomeView(ModelSession& session, Subject subject, QWidget* parent = nullptr);

    void showMachine(const MachineSample& sample);
    FoundCard& found() { return *m_found; }
    /// Puts the keyboard to the first step.
    void focusFirstStep();
    /// Puts it to the search for models.
    void focusSearch();

 signals:
    void demoChosen();
    /// A person wants to choose a folder.
    void chooseRequested();
    /// A person wants to see and load the model in this folder.
    void openRequested(const QString& directory);
    void hardwareWanted();
    /// A person wants to fetch this repository of the hub.
    void downloadRequested(const QString& repository);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

 private:
    void layOut(int width);

    bool m_hasCuda;
    std::vector<DeviceSpec> m_devices;
    QBoxLayout* m_top;
    StartCard* m_start;
    MachineCard* m_machine;
    FoundCard* m_found;
    NeedsCard* m_needs;
    QScrollArea* m_scroll = nullptr;
};

}  // namespace mw::gui
