// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace mw::gui {

class BenchmarkRunner;

/// How far the run is, in words and a bar, and the button that ends it. Hidden while none is active.
class BenchmarkProgress : public QWidget {
    Q_OBJECT

 public:
    explicit BenchmarkProgress(BenchmarkRunner& runner, QWidget* parent = nullptr);

    /// "cell 3 of 4 · generating · 38 s left".
    QString text() const;

 private:
    void refresh();

    BenchmarkRunner& m_runner;
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    QTimer m_clock;  ///< the display's pace; the runner may speak more often
};

}  // namespace mw::gui
