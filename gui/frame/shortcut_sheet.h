// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QString>
#include <QVector>

class QAction;

namespace mw::gui {

/// Keys that belong together, each with what it does.
struct ShortcutGroup {
    struct Entry {
        QString what, keys;
    };
    QString title;
    QVector<Entry> entries;

    /// Those of the actions that have keys, as people call them.
    void add(const QList<QAction*>& actions);
};

/// What the keyboard does, on one sheet.
class ShortcutSheet : public QDialog {
    Q_OBJECT

 public:
    explicit ShortcutSheet(const QVector<ShortcutGroup>& groups, QWidget* parent = nullptr);

    /// The keys of the composer and of the conversation, which are no commands.
    static QVector<ShortcutGroup> ofChats();
};

}  // namespace mw::gui
