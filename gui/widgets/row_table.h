// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QTableView;

namespace mw::gui {

/// Dresses a table of lines: no grid and no numbers, whole lines are chosen and copied, and columns are as wide as its
/// owner says.
/// Heights in pixels: of a line, and of the names of the columns.
void dressRowTable(QTableView& table, int line, int header);

}  // namespace mw::gui
