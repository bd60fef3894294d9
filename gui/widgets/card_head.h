// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "controls.h"

class QHBoxLayout;

namespace mw::gui {

class ElidedLabel;
class PathLabel;

/// The head of a card that is about something on the disk: its name with its state beside it, its place below, and
/// buttons at the right.
class CardHead : public QWidget {
    Q_OBJECT

 public:
    explicit CardHead(const QString& name, QWidget* parent = nullptr);

    void setName(const QString& name);
    /// Empty: none.
    void setState(const QString& state, TextRole role);
    void setPath(const QString& path);
    /// From left to right.
    void addButton(QWidget* button);

 private:
    ElidedLabel* m_name;
    QLabel* m_state;
    PathLabel* m_path;
    QHBoxLayout* m_row;
};

}  // namespace mw::gui
