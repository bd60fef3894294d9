// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QList>
#include <QVector>
#include <functional>

class QAction;
class QLineEdit;
class QTreeWidget;

namespace mw::gui {

/// A chat that the palette offers.
struct PaletteChat {
    QString title;
    QString hint;  ///< at the right: when it was last used
    std::function<void()> open;
};

/// Finds a command by a few letters, or a chat by words of its title: type, choose with the arrow keys, Enter runs it.
class CommandPalette : public QDialog {
    Q_OBJECT

 public:
    /// Offers `actions` in this order; those that are disabled are left out.
    explicit CommandPalette(const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// Offers chats, too: those that `find` gives for what is typed, between the commands that hold just that and those
    /// that hold its letters.
    void setChats(const std::function<QVector<PaletteChat>(const QString& words)>& find);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

 private:
    void filter(const QString& text);
    void run();
    void add(const QString& text, const QString& hint, const QString& iconName, const std::function<void()>& act);

    QList<QAction*> m_actions;
    QLineEdit* m_field;
    QTreeWidget* m_list;
    std::function<QVector<PaletteChat>(const QString& words)> m_findChats;
    QVector<std::function<void()>> m_acts;  ///< of the rows
};

/// Whether the letters of `pattern` stand in `text` in this order; capitals and spaces do not matter.
bool matchesLetters(const QString& text, const QString& pattern);

}  // namespace mw::gui
