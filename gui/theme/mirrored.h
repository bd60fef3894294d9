// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a language runs from right to left, what begins at the left begins at the right. Layouts, and text in its
// rectangle, turn by themselves; what is painted at a place of its own asks here, or QStyle::visualRect().

#pragma once

#include <QGuiApplication>
#include <QMargins>
#include <QPainter>
#include <QRectF>

namespace mw::gui {

/// `rect` in `bounds`: as it is, or from right to left as far from the other edge.
inline QRectF mirrored(Qt::LayoutDirection direction, const QRectF& bounds, QRectF rect) {
    if (direction == Qt::RightToLeft) rect.moveLeft(bounds.left() + bounds.right() - rect.right());
    return rect;
}

/// Margins of a layout whose sides differ; Qt turns what is in a layout, not these.
inline QMargins marginsFrom(int start, int top, int end, int bottom) {
    return QGuiApplication::isRightToLeft() ? QMargins(end, top, start, bottom) : QMargins(start, top, end, bottom);
}

/// From here on, a painter of a widget of this width paints all but text mirrored where the language asks for it.
inline void mirror(QPainter& painter, int width) {
    if (painter.layoutDirection() != Qt::RightToLeft) return;
    painter.translate(width, 0);
    painter.scale(-1, 1);
}

}  // namespace mw::gui
