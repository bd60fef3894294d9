// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "elided_label.h"

#include <QEvent>
#include <QFontMetrics>
#include <algorithm>

namespace mw::gui {

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, TextRole role, QWidget* parent) : QLabel(parent), m_mode(mode) {
    setTextFormat(Qt::PlainText);
    setTextRole(this, role);
}

void ElidedLabel::setWhole(const QString& text) {
    m_whole = text;
    setToolTip(text.toHtmlEscaped());
    setAccessibleName(text);
    updateGeometry();
    elide();
}

QSize ElidedLabel::minimumSizeHint() const {
    const int some = fontMetrics().averageCharWidth() * 12;
    return {m_whole.isEmpty() ? 0 : std::min(some, sizeHint().width()), QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const {
    return {m_whole.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_whole) + 2, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) elide();
}

void ElidedLabel::elide() {
    const QString shown = fontMetrics().elidedText(m_whole, m_mode, width());
    if (shown != text()) setText(shown);
}

}  // namespace mw::gui
