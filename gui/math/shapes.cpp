// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "shapes.h"

#include <QTransform>
#include <algorithm>

namespace mw::gui::math {
namespace {

QPainterPath polyline(std::initializer_list<QPointF> points) {
    QPainterPath path;
    bool first = true;
    for (const QPointF& point : points) {
        first ? path.moveTo(point) : path.lineTo(point);
        first = false;
    }
    return path;
}

/// A left parenthesis: thick in the middle, thin at its ends.
QPainterPath parenthesis(qreal width, qreal height, qreal line) {
    const qreal end = line * 0.7, thick = line * 1.7;
    QPainterPath path;
    path.moveTo(width - end, 0);
    path.cubicTo(-width * 0.3, height * 0.28, -width * 0.3, height * 0.72, width - end, height);
    path.lineTo(width, height);
    path.cubicTo(-width * 0.3 + thick * 1.33, height * 0.72, -width * 0.3 + thick * 1.33, height * 0.28, width, 0);
    path.closeSubpath();
    return path;
}

QPainterPath brace(qreal width, qreal height, qreal line) {
    const qreal middle = width * 0.5, bend = std::min(height * 0.18, width * 1.1);
    QPainterPath path;
    path.moveTo(width, 0);
    path.cubicTo(middle, 0, middle, bend * 0.3, middle, bend);
    path.lineTo(middle, height / 2 - bend);
    path.cubicTo(middle, height / 2 - bend * 0.4, middle * 0.8, height / 2, 0, height / 2);
    path.cubicTo(middle * 0.8, height / 2, middle, height / 2 + bend * 0.4, middle, height / 2 + bend);
    path.lineTo(middle, height - bend);
    path.cubicTo(middle, height - bend * 0.3, middle, height, width, height);
    return stroked(path, line * 1.25);
}

QPainterPath mirrored(const QPainterPath& path, qreal width) {
    return QTransform(-1, 0, 0, 1, width, 0).map(path);
}

}  // namespace

QPainterPath stroked(const QPainterPath& path, qreal thickness) {
    QPainterPathStroker stroker;
    stroker.setWidth(thickness);
    stroker.setJoinStyle(Qt::MiterJoin);
    stroker.setCapStyle(Qt::FlatCap);
    return stroker.createStroke(path);
}

QPainterPath delimiterShape(const QString& delimiter, qreal height, qreal line, qreal& width) {
    const auto is = [&](QStringView any) { return delimiter.size() == 1 && any.contains(delimiter[0]); };
    const qreal in = line / 2;
    if (is(u"()")) {
        width = std::clamp(height * 0.17, line * 4.5, line * 11);
        const QPainterPath path = parenthesis(width, height, line);
        return is(u"(") ? path : mirrored(path, width);
    }
    if (is(u"{}")) {
        width = std::clamp(height * 0.16, line * 6, line * 10);
        const QPainterPath path = brace(width, height, line);
        return is(u"{") ? path : mirrored(path, width);
    }
    if (is(u"[]⌊⌋⌈⌉⟦⟧")) {
        width = std::clamp(height * 0.1, line * 4.5, line * 6.5);
        const bool top = !is(u"⌊⌋"), bottom = !is(u"⌈⌉");
        QPainterPath path = polyline({{in, 0}, {in, height}});
        if (top) path.addPath(polyline({{0, in}, {width, in}}));
        if (bottom) path.addPath(polyline({{0, height - in}, {width, height - in}}));
        if (is(u"⟦⟧")) path.addPath(polyline({{width * 0.5, 0}, {width * 0.5, height}}));
        path = stroked(path, line);
        return is(u"[⌊⌈⟦") ? path : mirrored(path, width);
    }
    if (is(u"|∣")) {
        width = line;
        return stroked(polyline({{in, 0}, {in, height}}), line);
    }
    if (is(u"‖∥")) {
        width = line * 4;
        QPainterPath path = polyline({{in, 0}, {in, height}});
        path.addPath(polyline({{width - in, 0}, {width - in, height}}));
        return stroked(path, line);
    }
    if (is(u"⟨⟩")) {
        width = std::clamp(height * 0.2, line * 4, line * 9);
        const QPainterPath path = stroked(polyline({{width, 0}, {in, height / 2}, {width, height}}), line);
        return is(u"⟨") ? path : mirrored(path, width);
    }
    if (is(u"/\\")) {
        width = height * 0.4;
        const QPainterPath path = stroked(polyline({{width - in, 0}, {in, height}}), line);
        return is(u"/") ? path : mirrored(path, width);
    }
    if (is(u"↑↓↕⇑⇓")) {
        width = line * 7;
        const QString flat = is(u"↑") ? QStringLiteral("←") : is(u"↓") ? QStringLiteral("→") : QStringLiteral("↔");
        const QString shape = is(u"⇑") ? QStringLiteral("⇐") : is(u"⇓") ? QStringLiteral("⇒") : flat;
        return QTransform(0, 1, 1, 0, 0, 0).map(arrowShape(shape, height, width, line));
    }
    width = 0;
    return {};
}

QPainterPath rootShape(qreal width, qreal height, qreal line) {
    const qreal foot = width * 0.42;
    QPainterPath tick = stroked(polyline({{0, height * 0.62}, {width * 0.17, height * 0.55}}), line);
    tick.setFillRule(Qt::WindingFill);
    tick.addPath(stroked(polyline({{width * 0.14, height * 0.55}, {foot, height - line * 0.6}}), line * 1.7));
    tick.addPath(
        stroked(polyline({{foot, height}, {width - line * 0.3, line * 0.5}, {width + line, line * 0.5}}), line));
    return tick;
}

QPainterPath arrowShape(const QString& arrow, qreal width, qreal height, qreal line) {
    const QChar kind = arrow.isEmpty() ? QChar(0x2192) : arrow[0];
    const bool twice = QStringView(u"⇒⇐⇔").contains(kind);
    const bool right = QStringView(u"→⇒↔⇔").contains(kind), left = QStringView(u"←⇐↔⇔").contains(kind);
    const qreal middle = height / 2, head = height * 0.62, in = twice ? line * 1.5 : line * 0.5;
    QPainterPath path;
    const qreal apart = twice ? line * 1.3 : 0;
    for (int stroke = 0; stroke < (twice ? 2 : 1); ++stroke) {
        const qreal y = middle + (stroke == 0 ? -apart : apart);
        path.addPath(polyline({{left ? in : 0, y}, {width - (right ? in : 0), y}}));
    }
    if (right) path.addPath(polyline({{width - head, 0}, {width - line * 0.6, middle}, {width - head, height}}));
    if (left) path.addPath(polyline({{head, 0}, {line * 0.6, middle}, {head, height}}));
    QPainterPath result = stroked(path, line);
    result.setFillRule(Qt::WindingFill);
    return result;
}

QPainterPath accentShape(const QString& accent, qreal width, qreal em, qreal line, qreal& height) {
    const auto is = [&](const char* name) { return accent == QLatin1String(name); };
    const qreal middle = width / 2;
    if (is("bar") || is("overline") || is("underline")) {
        height = line;
        return stroked(polyline({{0, line / 2}, {width, line / 2}}), line);
    }
    if (is("hat") || is("widehat")) {
        height = is("hat") ? em * 0.17 : std::min(em * 0.3, em * 0.14 + width * 0.06);
        return stroked(polyline({{line * 0.4, height}, {middle, line * 0.6}, {width - line * 0.4, height}}), line);
    }
    if (is("check")) {
        height = em * 0.17;
        return stroked(polyline({{line * 0.4, 0}, {middle, height - line * 0.6}, {width - line * 0.4, 0}}), line);
    }
    if (is("tilde") || is("widetilde")) {
        height = is("tilde") ? em * 0.13 : std::min(em * 0.22, em * 0.1 + width * 0.05);
        QPainterPath path;
        path.moveTo(0, height);
        path.cubicTo(width * 0.3, -height, width * 0.7, height * 2, width, 0);
        return stroked(path, line * 1.1);
    }
    if (is("acute") || is("grave")) {
        height = em * 0.18;
        const QPainterPath path =
            stroked(polyline({{middle - em * 0.05, height}, {middle + em * 0.08, 0}}), line * 1.2);
        return is("acute") ? path : mirrored(path, width);
    }
    if (is("breve")) {
        height = em * 0.14;
        QPainterPath path;
        path.moveTo(0, 0);
        path.cubicTo(width * 0.15, height * 1.3, width * 0.85, height * 1.3, width, 0);
        return stroked(path, line);
    }
    if (is("mathring")) {
        height = em * 0.2;
        QPainterPath path;
        path.addEllipse(QPointF(middle, height / 2), height / 2 - line / 2, height / 2 - line / 2);
        return stroked(path, line);
    }
    if (is("dot") || is("ddot") || is("dddot")) {
        height = em * 0.12;
        const int count = is("dot") ? 1 : is("ddot") ? 2 : 3;
        QPainterPath path;
        for (int index = 0; index < count; ++index)
            path.addEllipse(QPointF(middle + (index - (count - 1) / 2.0) * em * 0.2, height / 2), height / 2,
                            height / 2);
        return path;
    }
    if (is("vec") || is("overrightarrow") || is("overleftarrow") || is("overleftrightarrow")) {
        height = em * 0.26;
        const QString arrow = is("overleftarrow")        ? QStringLiteral("←")
                              : is("overleftrightarrow") ? QStringLiteral("↔")
                                                         : QStringLiteral("→");
        return arrowShape(arrow, width, height, line);
    }
    if (is("overbrace") || is("underbrace")) {
        height = em * 0.42;
        const QPainterPath upright = brace(height, width, line);
        // Lies down: the point up for one that is over, down for one that is under.
        return is("overbrace") ? QTransform(0, 1, 1, 0, 0, 0).map(upright)
                               : QTransform(0, -1, 1, 0, 0, height).map(upright);
    }
    height = 0;
    return {};
}

}  // namespace mw::gui::math
