// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace mw::gui {

/// Whether the desktop asks for dark colours: the XDG desktop portal's org.freedesktop.appearance color-scheme, or the
/// lightness of the platform's own palette where there is no portal. Waits for the portal 200 ms at most.
bool desktopPrefersDark();

}  // namespace mw::gui
