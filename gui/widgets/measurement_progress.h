// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace mw::gui {

/// How far a measurement is, in words and as a bar, and the button that ends it. Is hidden where none runs.
class MeasurementProgress : public QWidget {
    Q_OBJECT

 public:
    struct Content {
        QString text;
        double share = 0;       ///< 0 to 1
        bool canCancel = true;  ///< not while it puts back what was there before
    };

    /// `name`: of the bar, for screen readers; `kept`: what stays of one that is cancelled.
    MeasurementProgress(const QString& name, const QString& kept, QWidget* parent = nullptr);

    void show(const Content& content);

 signals:
    void cancelled();

 private:
    QLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
};

}  // namespace mw::gui
