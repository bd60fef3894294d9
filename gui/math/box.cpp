// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "box.h"

#include <QColor>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace mw::gui::math {

void Box::add(const Box& other, const QPointF& at) {
    for (const Glyphs& each : other.glyphs)
        glyphs.push_back({each.run, each.at + at});
    if (!other.shapes.isEmpty()) shapes.addPath(other.shapes.translated(at));
    for (const QRectF& rule : other.rules)
        rules.push_back(rule.translated(at));
}

void Box::append(const Box& other) {
    add(other, {width, 0});
    ascent = std::max(ascent, other.ascent);
    descent = std::max(descent, other.descent);
    width += other.width;
    slant = other.slant;
}

void Box::paint(QPainter& painter, const QPointF& origin, qreal scale, const QColor& color) const {
    painter.save();
    painter.translate(origin);
    if (scale != 1) painter.scale(scale, scale);
    painter.setPen(color);
    for (const Glyphs& each : glyphs)
        painter.drawGlyphRun(each.at, each.run);
    if (!shapes.isEmpty()) painter.fillPath(shapes, color);
    // A line between two rows of pixels would be grey.
    const QTransform device = painter.deviceTransform();
    const QTransform back = device.inverted();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const QRectF& rule : rules) {
        const QRectF on = device.mapRect(rule);
        const bool lies = on.width() >= on.height();
        const qreal thick = std::max<qreal>(1, std::round(lies ? on.height() : on.width()));
        const QRectF snapped = lies ? QRectF(on.left(), std::round(on.center().y() - thick / 2), on.width(), thick)
                                    : QRectF(std::round(on.center().x() - thick / 2), on.top(), thick, on.height());
        painter.fillRect(back.mapRect(snapped), color);
    }
    painter.restore();
}

}  // namespace mw::gui::math
