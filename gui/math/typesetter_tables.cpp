// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>

#include "spacing.h"
#include "typesetter.h"

namespace mw::gui::math {

Box Typesetter::setTable(const Node& node, Style style) {
    const bool aligned = node.spacing == Node::Aligned, small = node.spacing == Node::Small;
    const Style inside = aligned                   ? Style::Display
                         : small                   ? smaller(style)
                         : style == Style::Display ? Style::Text
                                                   : style;
    const qreal size = em(small ? smaller(style) : style);
    const auto columns = std::size_t(node.columns);
    const std::size_t rows = node.children.size() / columns;
    QString alignment = node.alignment;
    QString sides;  // without the lines
    std::vector<std::size_t> upright;
    for (const QChar each : alignment) {
        if (each == QLatin1Char('|'))
            upright.push_back(std::size_t(sides.size()));
        else
            sides += each;
    }
    if (sides.isEmpty()) sides = aligned && columns > 1 ? QStringLiteral("rl") : QStringLiteral("c");
    const bool repeats = aligned;
    const auto sideOf = [&](std::size_t column) {
        const auto at = qsizetype(column);
        return repeats ? sides[at % sides.size()] : sides[std::min(at, sides.size() - 1)];
    };
    std::vector<Box> cells;
    for (const Node& cell : node.children) {
        Box box = set(cell, inside);
        // "&= x": the relation keeps its space from what is left of it.
        if (aligned && sideOf(cells.size() % columns) == QLatin1Char('l') && cells.size() % columns > 0 &&
            cell.kind == Node::Row && !cell.children.empty()) {
            Box moved;
            moved.width = spaceBetween(Atom::Ord, cell.children[0].atom, inside) * size;
            moved.append(box);
            box = moved;
        }
        cells.push_back(std::move(box));
    }
    std::vector<qreal> widths(columns, 0), ascents(rows, size * 0.72), descents(rows, size * 0.3);
    for (std::size_t index = 0; index < cells.size(); ++index) {
        widths[index % columns] = std::max(widths[index % columns], cells[index].width);
        ascents[index / columns] = std::max(ascents[index / columns], cells[index].ascent);
        descents[index / columns] = std::max(descents[index / columns], cells[index].descent);
    }
    const qreal between = size * (aligned ? 0.38 : small ? 0.12 : 0.22);
    const auto gapBefore = [&](std::size_t column) {
        if (column == 0) return node.spacing == Node::Matrix && !upright.empty() ? size * 0.4 : 0.0;
        if (aligned) return sides.size() == 2 && column % 2 == 1 ? 0.0 : size * (sides.size() == 2 ? 2.0 : 0.4);
        return size * (small ? 0.5 : 0.95);
    };
    qreal total = 0;
    for (std::size_t row = 0; row < rows; ++row)
        total += ascents[row] + descents[row] + (row > 0 ? between : 0);
    Box box;
    const qreal top = -(total / 2 + axis(style));
    std::vector<qreal> lefts;
    for (std::size_t column = 0; column < columns; ++column) {
        box.width += gapBefore(column);
        lefts.push_back(box.width);
        box.width += widths[column];
    }
    if (!upright.empty()) box.width += size * 0.4;
    qreal y = top;
    const auto hasLine = [&](std::size_t row) {
        return std::find(node.lines.begin(), node.lines.end(), int(row)) != node.lines.end();
    };
    for (std::size_t row = 0; row < rows; ++row) {
        if (row > 0) y += between;
        if (hasLine(row)) box.rules.push_back({0, y - (row > 0 ? between / 2 : 0), box.width, line(style)});
        y += ascents[row];
        for (std::size_t column = 0; column < columns; ++column) {
            const Box& cell = cells[row * columns + column];
            const QChar side = sideOf(column);
            const qreal room = widths[column] - cell.width;
            box.add(cell, {lefts[column] + (side == QLatin1Char('r')   ? room
                                            : side == QLatin1Char('l') ? 0
                                                                       : room / 2),
                           y});
        }
        y += descents[row];
    }
    if (hasLine(rows)) box.rules.push_back({0, y, box.width, line(style)});
    for (const std::size_t column : upright) {
        const qreal x = column == 0 ? 0 : column >= columns ? box.width : lefts[column] - gapBefore(column) / 2;
        box.rules.push_back({x, top, line(style), total});
    }
    box.ascent = -top;
    box.descent = total + top;
    return box;
}

}  // namespace mw::gui::math
