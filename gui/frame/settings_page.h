// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include "theme.h"

namespace mw::gui {

/// The colour mode that the settings hold; System where they hold none.
ColorMode savedColorMode();

/// Whether the settings want the model to name chats; it does where they say nothing.
bool savedTitlesWanted();

/// Settings of the program: colours, and where things are kept.
class SettingsPage : public QWidget {
    Q_OBJECT

 public:
    explicit SettingsPage(QWidget* parent = nullptr);

 signals:
    void titlesWantedChanged(bool wanted);
};

}  // namespace mw::gui
