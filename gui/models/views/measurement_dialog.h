// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "content_dialog.h"

class QLabel;
class QPushButton;

namespace mw::gui {

class ModelSession;

/// Asks what of a model to measure: its name, the questions of a derived dialog, what the answers would cost, and the
/// button that starts it. It closes when another model is loaded.
class MeasurementDialog : public ContentDialog {
    Q_OBJECT

 public:
    ~MeasurementDialog() override;

 protected:
    MeasurementDialog(const QString& title, const QString& model, const ModelSession& session, QWidget* parent);

    struct Outcome {
        QString cost;          ///< what a start would take
        QStringList problems;  ///< what is left out of it, and why
        QString whyNot;        ///< it cannot start; empty if it can
    };
    void setOutcome(const Outcome& outcome);

    const ModelSession& session() const { return m_session; }
    /// Where the problems stand; a derived dialog puts it into its place.
    QLabel* problems() const { return m_problems; }
    /// "Loads the model 3 times, 20 s each"; the time is that of the last load, where there was one.
    QString costOfLoads(int loads) const;

 private:
    const ModelSession& m_session;
    QLabel* m_problems;
    QLabel* m_cost;
    QPushButton* m_start;
};

}  // namespace mw::gui
