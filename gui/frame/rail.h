// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QButtonGroup;
class QVBoxLayout;

namespace mw::gui {

/// The views of the program, down the left edge: one button each, the chosen one tinted.
class Rail : public QFrame {
    Q_OBJECT

 public:
    explicit Rail(QWidget* parent = nullptr);

    /// Adds a view; its index is the order of the calls. `shortcut` is shown in the tooltip.
    void addView(const QString& iconName, const QString& title, const QString& shortcut);
    /// Views added from here on stand at the bottom.
    void addStretch();
    void setCurrent(int index);

 signals:
    void viewChosen(int index);

 private:
    QVBoxLayout* m_column;
    QButtonGroup* m_buttons;
};

}  // namespace mw::gui
