// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace mw::gui {

/// How fast people read, in tokens per second.
inline constexpr double kReadingLeast = 6;
inline constexpr double kReadingMost = 11;

}  // namespace mw::gui
