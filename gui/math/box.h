// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QGlyphRun>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <vector>

class QColor;
class QPainter;

namespace mw::gui::math {

/// A formula, or a part of one, set: what is drawn, about an origin at the left of its baseline. Lengths in
/// device-independent pixels; y goes down.
struct Box {
    struct Glyphs {
        QGlyphRun run;
        QPointF at;
    };

    qreal width = 0, ascent = 0, descent = 0;
    qreal slant = 0;  ///< how far its ink leans out to the right of its width
    std::vector<Glyphs> glyphs;
    QPainterPath shapes;        ///< filled
    std::vector<QRectF> rules;  ///< filled, on whole pixels

    qreal height() const { return ascent + descent; }
    /// Draws another into it; its own measures stay.
    void add(const Box& other, const QPointF& at);
    /// The same to the right of what there is, which gets wider.
    void append(const Box& other);
    /// The same scaled.
    void paint(QPainter& painter, const QPointF& origin, qreal scale, const QColor& color) const;
};

}  // namespace mw::gui::math
