// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shortcut_sheet.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "controls.h"

namespace mw::gui {
namespace {

constexpr int kColumnWidth = 330;
constexpr QSize kMost(760, 620);

QString native(const char* keys) {
    return QKeySequence(QLatin1String(keys)).toString(QKeySequence::NativeText);
}

QWidget* makeGroup(const ShortcutGroup& group, QWidget* parent) {
    auto* widget = new QWidget(parent);
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(5);
    grid->addWidget(makeLabel(group.title, TextRole::Heading, widget), 0, 0, 1, 2);
    for (const ShortcutGroup::Entry& entry : group.entries) {
        const int row = grid->rowCount();
        QLabel* what = makeLabel(entry.what, TextRole::Value, widget);
        what->setWordWrap(true);
        QLabel* keys = makeLabel(entry.keys, TextRole::Muted, widget);
        keys->setAlignment(Qt::AlignRight | Qt::AlignTop);
        what->setAccessibleName(entry.what + QStringLiteral(": ") + entry.keys);
        grid->addWidget(what, row, 0);
        grid->addWidget(keys, row, 1);
    }
    grid->setColumnStretch(0, 1);
    widget->setFixedWidth(kColumnWidth);
    return widget;
}

}  // namespace

void ShortcutGroup::add(const QList<QAction*>& actions) {
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& each : action->shortcuts())
            keys.append(each.toString(QKeySequence::NativeText));
        QString what = action->text().remove(QLatin1Char('&'));
        while (what.endsWith(QChar(0x2026)) || what.endsWith(QLatin1Char(' ')))
            what.chop(1);
        if (!keys.isEmpty() && !what.isEmpty()) entries.append({what, keys.join(QStringLiteral(", "))});
    }
}

QVector<ShortcutGroup> ShortcutSheet::ofChats() {
    return {{tr("While writing"),
             {{tr("Send; while an answer is under way: ask this next"), native("Return")},
              {tr("New line"), native("Shift+Return")},
              {tr("Stop the answer, or leave the editing"), native("Esc")}}},
            {tr("In the conversation"),
             {{tr("Turn by turn"), native("Ctrl+Up") + QStringLiteral(", ") + native("Ctrl+Down")},
              {tr("What can be done with the turn"), tr("Menu")},
              {tr("Copy the selection, or the turn"), native("Ctrl+C")},
              {tr("Show all of a long question"), native("Return")},
              {tr("To its beginning, to its end"), native("Home") + QStringLiteral(", ") + native("End")},
              {tr("Stop the answer"), native("Esc")}}}};
}

ShortcutSheet::ShortcutSheet(const QVector<ShortcutGroup>& groups, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(20, 18, 20, 12);
    row->setSpacing(32);
    // Two columns of about the same height, in the order that they come in.
    QVBoxLayout* columns[] = {new QVBoxLayout, new QVBoxLayout};
    qsizetype all = 0, placed = 0;
    for (const ShortcutGroup& group : groups)
        all += group.entries.size() + 2;
    for (const ShortcutGroup& group : groups) {
        if (group.entries.isEmpty()) continue;
        columns[2 * placed + group.entries.size() < all ? 0 : 1]->addWidget(makeGroup(group, content));
        placed += group.entries.size() + 2;
    }
    for (QVBoxLayout* column : columns) {
        column->setSpacing(20);
        column->addStretch();
        row->addLayout(column);
    }
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(windowTitle());
    scroll->setWidget(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 12);
    column->addWidget(scroll);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(20, 0, 20, 0);
    foot->addWidget(buttons);
    column->addLayout(foot);
    const QSize wanted(content->sizeHint().width() + 20, content->sizeHint().height() + 60);
    // All at a glance, where the window has the room.
    resize(wanted.boundedTo(parent ? kMost.expandedTo(parent->window()->size() - QSize(80, 80)) : kMost));
    scroll->setFocus();  // arrows scroll
}

}  // namespace mw::gui
