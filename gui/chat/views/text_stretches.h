// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>
#include <vector>

#include "blocks.h"

namespace mw::gui {

/// Whether there are letters in a text that say which way it goes.
bool hasStrongDirection(QStringView text);

/// Whether some of a text is written from right to left. A stretch of it is then not in one piece on its line, and what
/// stands behind it is drawn with its letters.
bool hasRightToLeft(QStringView text);

/// A text in stretches of lines that go the same way, each to be laid out by itself: a layout goes one way in all of
/// its lines. A line without letters goes as the one before.
std::vector<markdown::Text> stretchesOf(const markdown::Text& text);

}  // namespace mw::gui
