// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <vector>

#include "monitor_recorder.h"

class QVBoxLayout;

namespace mw::gui {

class MetricCard;

/// The column at the right of the chats: live graphs, and below them the settings of the current chat.
class Inspector : public QFrame {
    Q_OBJECT

 public:
    /// Takes ownership of `settings`, the panel of the current chat.
    Inspector(MonitorRecorder& recorder, QWidget* settings, QWidget* parent = nullptr);

 public slots:
    void setPaused(bool paused);

 protected:
    void showEvent(QShowEvent* event) override;

 private:
    void showRow(const MonitorRow& row);
    void makeCards();

    MonitorRecorder& m_recorder;
    QVBoxLayout* m_charts;
    std::vector<MetricCard*> m_cards;
    QString m_gpuSet;
    bool m_paused = false;
};

}  // namespace mw::gui
