// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "node.h"

namespace mw::gui::math {

/// The style of what is written small beside something in `style`.
Style smaller(Style style);

/// Space between neighbours in em (The TeXbook, page 170).
qreal spaceBetween(Atom left, Atom right, Style style);

}  // namespace mw::gui::math
