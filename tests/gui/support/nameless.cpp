// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "nameless.h"

#include <QAccessible>
#include <QMetaEnum>
#include <QSet>
#include <QWidget>

namespace mw::gui {

namespace {

const QSet<int> kControls = {
    QAccessible::Button,   QAccessible::ButtonMenu,   QAccessible::ButtonDropDown, QAccessible::CheckBox,
    QAccessible::ComboBox, QAccessible::EditableText, QAccessible::Link,           QAccessible::List,
    QAccessible::MenuItem, QAccessible::PageTab,      QAccessible::PageTabList,    QAccessible::ProgressBar,
    QAccessible::Slider,   QAccessible::SpinBox,      QAccessible::RadioButton,    QAccessible::Table,
    QAccessible::Tree,     QAccessible::Graphic,      QAccessible::Chart,          QAccessible::AlertMessage};
const QSet<int> kWholes = {QAccessible::ComboBox, QAccessible::SpinBox, QAccessible::List, QAccessible::Table,
                           QAccessible::Tree};
const QSet<int> kNoRoles = {QAccessible::NoRole, QAccessible::Client, QAccessible::Border, QAccessible::Pane,
                            QAccessible::Grouping};

void look(QAccessibleInterface& parent, const QString& place, QStringList& found) {
    for (int index = 0; index < parent.childCount(); ++index) {
        QAccessibleInterface* child = parent.child(index);
        if (!child || !child->isValid() || child->state().invisible) continue;
        const QAccessible::Role role = child->role();
        const QString name = child->text(QAccessible::Name).trimmed();
        const QObject* object = child->object();
        const QString here =
            QStringLiteral("%1 > %2 %3 '%4'")
                .arg(place, QMetaEnum::fromType<QAccessible::Role>().valueToKey(role),
                     object ? QString::fromLatin1(object->metaObject()->className()) + '#' + object->objectName()
                            : QString(),
                     name.left(30));
        const bool focusable = child->state().focusable;
        if (name.isEmpty() && (kControls.contains(role) || focusable)) found << "no name:" + here;
        if (focusable && kNoRoles.contains(role)) found << "no role:" + here;
        if (!kWholes.contains(role)) look(*child, here, found);
    }
}

}  // namespace

QStringList nameless(QWidget& root) {
    QStringList found;
    if (QAccessibleInterface* top = QAccessible::queryAccessibleInterface(&root)) look(*top, {}, found);
    return found;
}

}  // namespace mw::gui
