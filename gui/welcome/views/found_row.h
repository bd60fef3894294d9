// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "checkpoint_search.h"
#include "mw/plan.h"

class QLabel;
class QPushButton;

namespace mw::gui {

/// A checkpoint that was found: name, folder, facts, whether it runs here, and the button that opens it.
class FoundRow : public QWidget {
    Q_OBJECT

 public:
    explicit FoundRow(const FoundCheckpoint& found, QWidget* parent = nullptr);

    void setDevices(const std::vector<DeviceSpec>& devices);

 signals:
    void openChosen(const QString& directory);

 private:
    FoundCheckpoint m_found;
    QLabel* m_held;
    QLabel* m_verdict;
};

}  // namespace mw::gui
