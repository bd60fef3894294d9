// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "choice_list.h"

#include <QEvent>
#include <QHeaderView>
#include <algorithm>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kMostRows = 8;

}  // namespace

ChoiceList::ChoiceList(int columns, QWidget* parent) : QTreeWidget(parent) {
    setColumnCount(columns);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(false);
    for (int column = 0; column < columns; ++column)
        header()->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

void ChoiceList::setRows(const QList<QStringList>& rows) {
    clear();
    for (const QStringList& row : rows) {
        auto* item = new QTreeWidgetItem(this, row);
        item->setData(0, Qt::AccessibleTextRole, row.join(", "));
        for (int column = 1; column < columnCount(); ++column)
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    colour();
    fitHeight();
}

int ChoiceList::current() const {
    const QTreeWidgetItem* item = currentItem();
    return item && item->isSelected() ? indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item)) : -1;
}

void ChoiceList::setCurrent(int row) {
    if (row < 0) {
        clearSelection();
        return;
    }
    setCurrentItem(topLevelItem(row));
}

void ChoiceList::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) colour();
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) fitHeight();
}

void ChoiceList::fitHeight() {
    if (topLevelItemCount() == 0) return;
    const int rows = std::min(topLevelItemCount(), kMostRows);
    setFixedHeight(rows * sizeHintForRow(0) + 2 * frameWidth() + 2);
}

void ChoiceList::colour() {
    for (int row = 0; row < topLevelItemCount(); ++row)
        for (int column = 1; column < columnCount(); ++column)
            topLevelItem(row)->setForeground(column, themeOf(this).muted);
}

}  // namespace mw::gui
