// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "accessible_buttons.h"

#include <QAbstractButton>
#include <QAccessibleWidget>

namespace mw::gui {
namespace {

constexpr char kKind[] = "accessibleKind";

enum class Kind { Tab = 1, TabList, Toggle, Fold, Notice };

class ButtonAccessible : public QAccessibleWidget {
 public:
    ButtonAccessible(QAbstractButton* button, Kind kind)
        : QAccessibleWidget(button, kind == Kind::Tab ? QAccessible::PageTab : QAccessible::Button), m_kind(kind) {}

    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        const bool checked = button()->isChecked();
        state.selectable = m_kind == Kind::Tab;
        state.selected = m_kind == Kind::Tab && checked;
        state.checkable = m_kind == Kind::Toggle;
        state.checked = state.pressed = m_kind == Kind::Toggle && checked;
        state.expandable = m_kind == Kind::Fold;
        state.expanded = m_kind == Kind::Fold && checked;
        state.collapsed = m_kind == Kind::Fold && !checked;
        return state;
    }
    QString text(QAccessible::Text kind) const override {
        const QString given = QAccessibleWidget::text(kind);
        return kind == QAccessible::Name && given.isEmpty() ? button()->text() : given;
    }
    QStringList actionNames() const override { return QAccessibleWidget::actionNames() << pressAction(); }
    void doAction(const QString& name) override {
        if (name == pressAction())
            button()->click();
        else
            QAccessibleWidget::doAction(name);
    }

 private:
    QAbstractButton* button() const { return static_cast<QAbstractButton*>(object()); }

    Kind m_kind;
};

void setKind(QWidget* widget, Kind kind) {
    static const bool installed = [] {
        QAccessible::installFactory([](const QString&, QObject* object) -> QAccessibleInterface* {
            const QVariant wanted = object->property(kKind);
            if (!wanted.isValid()) return nullptr;
            if (auto* button = qobject_cast<QAbstractButton*>(object))
                return new ButtonAccessible(button, Kind(wanted.toInt()));
            return new QAccessibleWidget(static_cast<QWidget*>(object), Kind(wanted.toInt()) == Kind::Notice
                                                                            ? QAccessible::AlertMessage
                                                                            : QAccessible::PageTabList);
        });
        return true;
    }();
    Q_UNUSED(installed);
    widget->setProperty(kKind, int(kind));
    // Qt may have made an interface of its own by now, and keeps it.
    if (QAccessibleInterface* made = QAccessible::queryAccessibleInterface(widget))
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(made));
}

void setButton(QAbstractButton* button, Kind kind) {
    setKind(button, kind);
    QObject::connect(button, &QAbstractButton::toggled, button, [button, kind] {
        QAccessible::State changed;
        changed.selected = kind == Kind::Tab;
        changed.checked = changed.pressed = kind == Kind::Toggle;
        changed.expanded = kind == Kind::Fold;
        QAccessibleStateChangeEvent event(button, changed);
        QAccessible::updateAccessibility(&event);
    });
}

}  // namespace

void setAccessibleTab(QAbstractButton* button) {
    setButton(button, Kind::Tab);
}

void setAccessibleTabList(QWidget* widget) {
    setKind(widget, Kind::TabList);
}

void setAccessibleNotice(QWidget* widget) {
    setKind(widget, Kind::Notice);
}

void setAccessibleToggle(QAbstractButton* button) {
    setButton(button, Kind::Toggle);
}

void setAccessibleFold(QAbstractButton* button) {
    setButton(button, Kind::Fold);
}

}  // namespace mw::gui
