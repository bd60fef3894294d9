// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>
#include <optional>

#include "node.h"

namespace mw::gui::math {

/// Reads LaTeX's mathematics, without the signs around it. What is not known stays as its source within the formula;
/// none where braces, \left and \right or \begin and \end do not match, or if it is too deep or too long to be one.
std::optional<Node> parse(QStringView source);

/// A formula in one line of Unicode, to be read out: "∑_(i=1)^n i = n(n+1)/2".
QString spoken(const Node& node);

}  // namespace mw::gui::math
