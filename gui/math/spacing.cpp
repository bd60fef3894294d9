// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "spacing.h"

namespace mw::gui::math {

Style smaller(Style style) {
    return style == Style::Display || style == Style::Text ? Style::Script : Style::ScriptScript;
}

qreal spaceBetween(Atom left, Atom right, Style style) {
    static constexpr int kSpaces[8][8] = {
        // Ord Op Bin Rel Open Close Punct Inner; negative: not in scripts
        {0, 3, -4, -5, 0, 0, 0, -3},      // Ord
        {3, 3, 0, -5, 0, 0, 0, -3},       // Op
        {-4, -4, 0, 0, -4, 0, 0, -4},     // Bin
        {-5, -5, 0, 0, -5, 0, 0, -5},     // Rel
        {0, 0, 0, 0, 0, 0, 0, 0},         // Open
        {0, 3, -4, -5, 0, 0, 0, -3},      // Close
        {-3, -3, 0, -3, -3, -3, -3, -3},  // Punct
        {-3, 3, -4, -5, -3, 0, -3, -3},   // Inner
    };
    const int space = kSpaces[int(left)][int(right)];
    return space < 0 ? (smaller(style) == Style::ScriptScript ? 0 : -space / 18.0) : space / 18.0;
}

}  // namespace mw::gui::math
