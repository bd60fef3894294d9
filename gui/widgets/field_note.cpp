// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "field_note.h"

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "controls.h"

namespace mw::gui {

namespace {

constexpr int kShownMs = 8000;
constexpr int kMostWidth = 240;
constexpr int kGap = 4;

/// What moves with the field: the content of the scroll area that it is in, or the window.
QWidget* groundOf(QWidget* field) {
    QWidget* ground = field;
    while (QWidget* above = ground->isWindow() ? nullptr : ground->parentWidget()) {
        const auto* area = qobject_cast<QAbstractScrollArea*>(above->parentWidget());
        if (ground != field && area && area->viewport() == above) break;
        ground = above;
    }
    return ground;
}

}  // namespace

void FieldNote::say(QWidget* field, const QString& text) {
    if (!field->isVisible()) return;
    QWidget* ground = groundOf(field);
    for (FieldNote* earlier : ground->findChildren<FieldNote*>(QString(), Qt::FindDirectChildrenOnly))
        delete earlier;
    auto* note = new FieldNote(field, text, ground);
    note->place();
    note->show();
    note->raise();
    QAccessibleEvent alert(note, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

FieldNote::FieldNote(QWidget* field, const QString& text, QWidget* parent)
    : QFrame(parent), m_field(field), m_text(makeLabel(text, TextRole::Value, this)) {
    setSurface(this, Surface::Warn);
    setAccessibleName(text);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 5, 8, 5);
    column->addWidget(m_text);
    m_ends.setSingleShot(true);
    m_ends.setInterval(kShownMs);
    connect(&m_ends, &QTimer::timeout, this, &QObject::deleteLater);
    connect(field, &QObject::destroyed, this, &QObject::deleteLater);
    m_ends.start();
    field->installEventFilter(this);
}

void FieldNote::place() {
    const QWidget* ground = parentWidget();
    m_text->ensurePolished();
    const int wide =
        std::min({kMostWidth, ground->width(), m_text->fontMetrics().horizontalAdvance(m_text->text()) + 24});
    resize(wide, std::max(layout()->totalHeightForWidth(wide), 1));
    const QRect field(m_field->mapTo(ground, QPoint(0, 0)), m_field->size());
    const bool below = field.bottom() + kGap + height() < ground->height();
    move(std::clamp(field.right() + 1 - wide, 0, std::max(0, ground->width() - wide)),
         std::max(0, below ? field.bottom() + kGap : field.top() - kGap - height()));
}

bool FieldNote::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::Hide) deleteLater();
    if ((event->type() == QEvent::Move || event->type() == QEvent::Resize) && m_field) place();
    return QFrame::eventFilter(watched, event);
}

}  // namespace mw::gui
