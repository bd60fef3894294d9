// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include "engine_events.h"
#include "machine_sampler.h"

class QLabel;

namespace mw::gui {

class ModelSession;

/// One line at the bottom that is always true: what the engine does, how fast, and what memory is left.
class StatusStrip : public QFrame {
    Q_OBJECT

 public:
    explicit StatusStrip(ModelSession& session, QWidget* parent = nullptr);

 public slots:
    void showActivity(const mw::gui::EngineActivity& activity);
    void showMachine(const mw::gui::MachineSample& sample);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QString figure(const QString& text) const;
    void showGpus(const QVector<GpuSample>& gpus);
    void refresh();

    ModelSession& m_session;
    EngineActivity m_activity;
    QLabel* m_dot;
    QLabel* m_state;
    QLabel* m_chats;
    QLabel* m_speed;
    QLabel* m_pages;
    QLabel* m_memory;
    QLabel* m_budget = nullptr;
};

}  // namespace mw::gui
