// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "row_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QShortcut>
#include <QTableView>
#include <algorithm>

namespace mw::gui {

namespace {

/// The chosen lines, for a spreadsheet as for a text: a tab between cells, a break between lines.
QString chosenLines(const QTableView& table) {
    QModelIndexList rows = table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex& row : rows) {
        QStringList cells;
        for (int column = 0; column < table.model()->columnCount(); ++column)
            if (!table.isColumnHidden(column)) cells << row.siblingAtColumn(column).data().toString().simplified();
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

}  // namespace

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
    // Qt itself copies one cell of what is chosen.
    const auto* copy = new QShortcut(QKeySequence::Copy, &table, nullptr, nullptr, Qt::WidgetShortcut);
    QObject::connect(copy, &QShortcut::activated, &table, [&table] {
        if (const QString lines = chosenLines(table); !lines.isEmpty()) QGuiApplication::clipboard()->setText(lines);
    });
}

}  // namespace mw::gui
