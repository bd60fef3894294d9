// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "node.h"

namespace mw::gui::markdown {

/// A stretch of source that is LaTeX: $x$, $$x$$, \(x\), \[x\], or an environment of equations.
struct FoundFormula {
    qsizetype start = 0, length = 0;  ///< its signs included
    bool displayed = false;           ///< on a line of its own
    /// What it says; null: it is still being written, and shown as it is typed.
    std::shared_ptr<const math::Node> formula;
};

/// All of them in their order: none inside code, no prices, no escaped dollars, nothing that is no LaTeX. `open`: the
/// source may go on, so that a formula at its end may be unfinished.
std::vector<FoundFormula> formulasIn(QStringView source, bool open);

}  // namespace mw::gui::markdown
