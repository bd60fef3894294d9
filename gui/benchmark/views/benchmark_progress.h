// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>

#include "measurement_progress.h"

namespace mw::gui {

class BenchmarkRunner;

/// How far the run is. Hidden while none is active.
class BenchmarkProgress : public MeasurementProgress {
    Q_OBJECT

 public:
    explicit BenchmarkProgress(BenchmarkRunner& runner, QWidget* parent = nullptr);

    /// "cell 3 of 4 · generating · 38 s left".
    QString text() const;

 private:
    void refresh();

    BenchmarkRunner& m_runner;
    QTimer m_clock;  ///< the display's pace; the runner may speak more often
};

}  // namespace mw::gui
