// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "command_palette.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 520;
constexpr int kHeight = 360;
constexpr int kTop = 72;  ///< below the top edge of the window

}  // namespace

bool matchesLetters(const QString& text, const QString& pattern) {
    qsizetype at = 0;
    for (const QChar letter : pattern) {
        if (letter.isSpace()) continue;
        at = text.indexOf(letter, at, Qt::CaseInsensitive);
        if (at < 0) return false;
        ++at;
    }
    return true;
}

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent, Qt::Popup), m_field(new QLineEdit(this)), m_list(new QTreeWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Commands"));
    for (QAction* action : actions)
        if (action->isEnabled() && !action->text().isEmpty()) m_actions << action;
    m_field->setPlaceholderText(tr("Search or run a command"));
    m_field->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_field);
    column->addWidget(m_list);
    resize(kWidth, kHeight);
    if (parent) {
        const QPoint middle = parent->mapToGlobal(QPoint(parent->width() / 2 - kWidth / 2, kTop));
        move(middle);
    }
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::run);
    filter({});
    m_field->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_field || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        QApplication::sendEvent(m_list, event);
        return true;
    }
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        run();
        return true;
    }
    return false;
}

void CommandPalette::setChats(const std::function<QVector<PaletteChat>(const QString& words)>& find) {
    m_findChats = find;
    m_field->setPlaceholderText(tr("Search chats, or run a command"));
    filter(m_field->text());
}

void CommandPalette::add(const QString& text, const QString& hint, const QString& iconName,
                         const std::function<void()>& act) {
    auto* item = new QTreeWidgetItem(m_list, {text, hint});
    if (!iconName.isEmpty()) item->setIcon(0, icon(iconName));
    item->setData(0, Qt::UserRole, m_acts.size());
    item->setForeground(1, themeOf(this).muted);
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    m_acts.append(act);
}

void CommandPalette::filter(const QString& text) {
    m_list->clear();
    m_acts.clear();
    const QString words = text.simplified();
    const auto addCommands = [&](bool literal) {
        for (QAction* action : std::as_const(m_actions)) {
            const QString title = action->text().remove('&');
            if (!matchesLetters(title, text) || title.contains(words, Qt::CaseInsensitive) != literal) continue;
            add(title, action->shortcut().toString(QKeySequence::NativeText), {}, [action] { action->trigger(); });
        }
    };
    addCommands(true);
    if (m_findChats && !words.isEmpty())
        for (const PaletteChat& chat : m_findChats(words))
            add(chat.title, chat.hint, QStringLiteral("message-square"), chat.open);
    addCommands(false);
    if (m_list->topLevelItemCount() > 0) return m_list->setCurrentItem(m_list->topLevelItem(0));
    auto* none = new QTreeWidgetItem(
        m_list, {m_findChats ? tr("No command and no chat is called that") : tr("No command is called that")});
    none->setFlags(Qt::NoItemFlags);
    none->setForeground(0, themeOf(this).muted);
}

/// A popup has no frame of the desktop's, and in the dark hardly another colour than what is below it.
void CommandPalette::paintEvent(QPaintEvent* event) {
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(themeOf(this).line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void CommandPalette::run() {
    const QTreeWidgetItem* item = m_list->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled)) return;
    const std::function<void()> act = m_acts[item->data(0, Qt::UserRole).toInt()];
    close();
    act();
}

}  // namespace mw::gui
