// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

namespace mw::gui {

class NumberField;

/// Asks for one number.
class NumberDialog : public QDialog {
    Q_OBJECT

 public:
    /// Takes ownership of `field`, which says its range and the number at first.
    NumberDialog(const QString& title, const QString& question, NumberField* field, QWidget* parent = nullptr);

 signals:
    void numberChosen(double number);
};

}  // namespace mw::gui
