// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QTreeWidget>

namespace mw::gui {

/// Rows of which one is chosen, as tall as they are up to a number of them; the first column takes the room, others are
/// muted.
class ChoiceList : public QTreeWidget {
    Q_OBJECT

 public:
    explicit ChoiceList(int columns, QWidget* parent = nullptr);

    void setRows(const QList<QStringList>& rows);
    /// -1: none.
    int current() const;
    void setCurrent(int row);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void fitHeight();
    void colour();
};

}  // namespace mw::gui
