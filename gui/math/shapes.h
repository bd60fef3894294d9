// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPainterPath>
#include <QString>

namespace mw::gui::math {

// What grows with what it stands beside is drawn here, as no font has it in every size. Paths to be filled, from the
// left upper corner; lengths in pixels, `line` is the thickness of a fraction's line.

/// A delimiter of this height; empty for one that is not known. `width` becomes what it takes.
QPainterPath delimiterShape(const QString& delimiter, qreal height, qreal line, qreal& width);

/// The sign of a root before its line, which begins at the right upper corner.
QPainterPath rootShape(qreal width, qreal height, qreal line);

/// The mark of an accent ("hat", "overbrace", "overrightarrow"), as wide as is said. `height` becomes what it takes.
QPainterPath accentShape(const QString& accent, qreal width, qreal em, qreal line, qreal& height);

/// An arrow to the right, left or both ("→", "←", "↔", "⇒"), `height` tall.
QPainterPath arrowShape(const QString& arrow, qreal width, qreal height, qreal line);

/// What a pen of this thickness draws along a path.
QPainterPath stroked(const QPainterPath& path, qreal thickness);

}  // namespace mw::gui::math
