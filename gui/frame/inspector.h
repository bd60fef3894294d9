// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <vector>

#include "monitor_recorder.h"

class QVBoxLayout;

namespace mw::gui {

class MetricFold;

/// The column at the right of the chats: the settings of the current chat, and below them the live graphs, folded to
/// one line each.
class Inspector : public QFrame {
    Q_OBJECT

 public:
    /// Takes ownership of `settings`, the panel of the current chat.
    Inspector(MonitorRecorder& recorder, QWidget* settings, QWidget* parent = nullptr);

    /// Which graphs are open, from the top.
    std::vector<bool> openGraphs() const;
    void setOpenGraphs(const std::vector<bool>& open);

 public slots:
    void setPaused(bool paused);

 protected:
    void showEvent(QShowEvent* event) override;

 private:
    void showRow(const MonitorRow& row);
    void makeGraphs();

    MonitorRecorder& m_recorder;
    QVBoxLayout* m_graphs;
    std::vector<MetricFold*> m_folds;
    QString m_gpuSet;
    bool m_paused = false;
};

}  // namespace mw::gui
