// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "row_table.h"

#include <QHeaderView>
#include <QTableView>

namespace mw::gui {

void dressRowTable(QTableView& table, int line, int header) {
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(line);
    table.horizontalHeader()->setFixedHeight(header);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setSectionsClickable(false);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setTabKeyNavigation(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

}  // namespace mw::gui
