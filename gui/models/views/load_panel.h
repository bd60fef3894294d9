// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace mw::gui {

class ModelSession;

/// How far the running load is: a bar, bytes, time gone and left. Hidden while nothing is loaded.
class LoadPanel : public QWidget {
    Q_OBJECT

 public:
    explicit LoadPanel(ModelSession& session, QWidget* parent = nullptr);

    /// For where no other button cancels the load.
    void offerCancel();

 private:
    void follow();
    void refresh();

    ModelSession& m_session;
    QProgressBar* m_bar;
    QLabel* m_text;
    QHBoxLayout* m_row;
    QPushButton* m_cancel = nullptr;  ///< null: not offered
    QTimer m_clock;                   ///< keeps the seconds moving while a load is silent
};

}  // namespace mw::gui
