// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace mw::gui {

/// Finds a command or a chat by a few letters: type, choose with the arrow keys, Enter runs it.
class CommandPalette : public QDialog {
    Q_OBJECT

 public:
    /// Offers `actions` in this order; those that are disabled are left out.
    explicit CommandPalette(const QList<QAction*>& actions, QWidget* parent = nullptr);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

 private:
    void filter(const QString& text);
    void run();

    QList<QAction*> m_actions;
    QLineEdit* m_field;
    QTreeWidget* m_list;
};

/// Whether the letters of `pattern` stand in `text` in this order; capitals and spaces do not matter.
bool matchesLetters(const QString& text, const QString& pattern);

}  // namespace mw::gui
