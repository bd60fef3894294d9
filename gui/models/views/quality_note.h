// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "mw/plan.h"

class QLabel;
class QPushButton;

namespace mw::gui {

class QualityStore;

/// What the chosen way of holding a model costs in quality: as it was measured, or that it was not, and the button that
/// does it. Nothing is said of weights as they are stored with the usual cache.
class QualityNote : public QWidget {
    Q_OBJECT

 public:
    explicit QualityNote(QWidget* parent = nullptr);

    void showFor(const QualityStore& store, const CheckpointInfo& checkpoint, const PlanRequest& request);
    QString text() const;

 signals:
    void measureAsked();

 private:
    QLabel* m_text;
    QPushButton* m_measure;
};

}  // namespace mw::gui
