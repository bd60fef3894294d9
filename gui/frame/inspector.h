// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QFrame>

#include "engine_worker.h"
#include "machine_sampler.h"

namespace mw::gui {

class Card;
class TimeSeriesChart;

/// The column at the right of the chats: live graphs, and below them the settings of the current chat.
class Inspector : public QFrame {
    Q_OBJECT

 public:
    /// Takes ownership of `settings`, the panel of the current chat.
    explicit Inspector(QWidget* settings, QWidget* parent = nullptr);

 public slots:
    void showActivity(const mw::gui::EngineActivity& activity);
    void showMachine(const mw::gui::MachineSample& sample);

 private:
    double now() const { return static_cast<double>(m_clock.elapsed()) / 1000.0; }

    QElapsedTimer m_clock;
    Card* m_memoryCard;
    TimeSeriesChart* m_memory;
    TimeSeriesChart* m_speed;
    int m_usedSeries = 0;
    int m_ownSeries = 0;
    int m_decodeSeries = 0;
    EngineActivity m_activity;
};

}  // namespace mw::gui
