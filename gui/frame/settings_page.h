// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "theme.h"

namespace mw::gui {

/// The colour mode that the settings hold; System where they hold none.
ColorMode savedColorMode();

/// Settings of the program: colours, and where things are kept.
class SettingsPage : public QWidget {
    Q_OBJECT

 public:
    explicit SettingsPage(QWidget* parent = nullptr);
};

}  // namespace mw::gui
