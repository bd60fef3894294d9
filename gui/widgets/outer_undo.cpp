// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "outer_undo.h"

#include <QKeyEvent>
#include <QWidget>

namespace mw::gui {

void OuterUndo::watch(QWidget* field) {
    field->installEventFilter(this);
}

bool OuterUndo::eventFilter(QObject* watched, QEvent* event) {
    if (!m_wanted) return QObject::eventFilter(watched, event);
    switch (event->type()) {
        case QEvent::ShortcutOverride:
            if (!static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) break;
            event->ignore();
            return true;  // unseen by the field, which would accept it
        case QEvent::KeyPress:
            if (!static_cast<QKeyEvent*>(event)->text().isEmpty()) m_wanted = false;
            break;
        case QEvent::InputMethod:
            m_wanted = false;
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace mw::gui
