// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include "theme.h"

namespace mw::gui {

/// The application's style sheet in the colours of a theme. Widgets say what they are by dynamic properties, which
/// controls.h sets: "textRole" on labels, "buttonKind" on buttons, "surface" on frames.
QString styleSheetOf(const Theme& theme);

}  // namespace mw::gui
