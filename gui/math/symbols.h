// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>
#include <optional>

#include "node.h"

namespace mw::gui::math {

/// The symbol of a command ("alpha", "leq", "sum", "lim"; without the backslash); none if it is no symbol.
std::optional<Node> symbolOf(const QString& command);

/// What a character that is typed is in a formula: "=" relates, "-" is a minus.
Node characterNode(char32_t character);

/// The delimiter that is meant after \left, \big and the like: "(", "\{", "\langle"; "" for "."; none if it is none.
std::optional<QString> delimiterOf(const QString& token);

/// A text with each letter from the alphabet of mathematical letters, where there is one.
QString lettersOf(const QString& text, Alphabet alphabet);

}  // namespace mw::gui::math
