// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "controls.h"

class QLabel;
class QPushButton;

namespace mw::gui {

class ModelSession;

/// The two ways to a first chat: the demo model, and a folder that a person knows.
class StartCard : public Card {
    Q_OBJECT

 public:
    /// `demo`: folder of the demo model, empty if it is not installed.
    StartCard(ModelSession& session, const QString& demo, QWidget* parent = nullptr);

    /// The button that Enter should press first.
    QPushButton* firstButton() const;

 signals:
    void demoChosen();
    void folderChosen();

 private:
    void follow();

    ModelSession& m_session;
    QString m_demo;
    QLabel* m_state;
    QPushButton* m_chat;
    QPushButton* m_open;
};

}  // namespace mw::gui
