// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QIcon>
#include <QString>

namespace mw::gui {

/// Which colour of the theme an icon is drawn in.
enum class IconColor { Text, Muted, Accent, Ok, Warn, Bad, OnAccent };

/// A line icon from resources/icons by its file name without suffix ("message-square"). It takes its colour from the
/// theme each time it is painted, so it follows dark and light by itself, and is sharp at every scale. A checked or
/// selected icon is drawn in the accent colour, a disabled one faint.
QIcon icon(const QString& name, IconColor color = IconColor::Muted);

}  // namespace mw::gui
