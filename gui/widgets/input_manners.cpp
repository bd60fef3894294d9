// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "input_manners.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QCursor>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

namespace mw::gui {

namespace {

constexpr auto kPassesWheel = "passesWheel";

bool isField(const QWidget* widget) {
    return qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           (qobject_cast<const QAbstractSlider*>(widget) && !qobject_cast<const QScrollBar*>(widget));
}

/// The field that `object` is, or is a part of.
QWidget* fieldOf(QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    while (widget && !isField(widget) && !widget->property(kPassesWheel).toBool())
        widget = widget->isWindow() ? nullptr : widget->parentWidget();
    return widget;
}

bool isEnter(const QKeyEvent& event) {
    return (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) &&
           (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

void seeWhereTheMouseIs(QWidget& widget) {
    widget.setAttribute(Qt::WA_UnderMouse, widget.rect().contains(widget.mapFromGlobal(QCursor::pos())));
    widget.update();
}

}  // namespace

void passWheel(QWidget& widget) {
    widget.setProperty(kPassesWheel, true);
    widget.setAttribute(Qt::WA_NoMousePropagation, false);  // plots have it
}

InputManners::InputManners(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool InputManners::passesWheel(const QWidget* field) const {
    return field != m_clicked || !field->hasFocus() || qobject_cast<const QComboBox*>(field) || !isField(field);
}

bool InputManners::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::Polish:
            // Else the wheel itself would give the focus.
            if (auto* widget = qobject_cast<QWidget*>(watched); widget && isField(widget))
                widget->setFocusPolicy(Qt::FocusPolicy(widget->focusPolicy() & ~(Qt::WheelFocus & ~Qt::StrongFocus)));
            break;
        case QEvent::MouseButtonPress:
            if (QWidget* field = fieldOf(watched)) m_clicked = field;
            break;
        case QEvent::FocusOut: {
            const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
            const bool passing = reason == Qt::PopupFocusReason || reason == Qt::ActiveWindowFocusReason;
            if (watched == m_clicked && !passing) m_clicked = nullptr;
            break;
        }
        case QEvent::Wheel:
            if (const QWidget* field = fieldOf(watched); field && passesWheel(field)) {
                event->ignore();  // and so goes to what is around
                return true;
            }
            break;
        case QEvent::KeyPress: {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (!isEnter(*key)) break;
            if (!qobject_cast<QPushButton*>(watched) && !qobject_cast<QToolButton*>(watched)) break;
            if (!key->isAutoRepeat()) static_cast<QAbstractButton*>(watched)->click();
            event->accept();
            return true;
        }
        case QEvent::Hide:
            // The mouse left the button for its menu, of which the button is not told.
            if (const auto* menu = qobject_cast<QMenu*>(watched))
                if (auto* button = qobject_cast<QAbstractButton*>(menu->parentWidget()))
                    QMetaObject::invokeMethod(
                        button, [button] { seeWhereTheMouseIs(*button); }, Qt::QueuedConnection);
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace mw::gui
