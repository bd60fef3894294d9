// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "typesetter.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QRawFont>
#include <QTextLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "shapes.h"
#include "spacing.h"
#include "symbols.h"

namespace mw::gui::math {
namespace {

constexpr qreal kSerifBesideSans = 1.2;  // fonts for formulas are smaller for their size than those of a screen
constexpr qreal kScript = 0.72, kScriptScript = 0.6;
constexpr int kSmallest = 8;  // pixels
constexpr qreal kLargeOperator = 1.5;
constexpr qreal kRowIndent = 1.6;  // em, of the further lines of a formula that is broken
constexpr qsizetype kMostShaped = 4000;

bool isEmpty(const Node& node) {
    return node.kind == Node::Row && node.children.empty();
}

/// What each of some neighbours is where they stand: a sign between nothing and something is no operation.
std::vector<Atom> atomsOf(const std::vector<Node>& nodes) {
    std::vector<Atom> atoms;
    std::vector<std::size_t> real;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        atoms.push_back(nodes[index].atom);
        if (nodes[index].kind != Node::Space) real.push_back(index);
    }
    for (std::size_t at = 0; at < real.size(); ++at) {
        Atom& here = atoms[real[at]];
        const Atom before = at == 0 ? Atom::Open : atoms[real[at - 1]];
        const Atom after = at + 1 == real.size() ? Atom::Close : atoms[real[at + 1]];
        if (here == Atom::Bin &&
            (before == Atom::Bin || before == Atom::Op || before == Atom::Rel || before == Atom::Open ||
             before == Atom::Punct || after == Atom::Rel || after == Atom::Close || after == Atom::Punct))
            here = Atom::Ord;
    }
    return atoms;
}

}  // namespace

Fonts fontsBeside(const QFont& text, const QFont& code) {
    static const QStringList kFamilies{QStringLiteral("STIX Two Math"),        QStringLiteral("STIX Math"),
                                       QStringLiteral("STIXGeneral"),          QStringLiteral("Latin Modern Math"),
                                       QStringLiteral("TeX Gyre Termes Math"), QStringLiteral("Libertinus Math"),
                                       QStringLiteral("Cambria Math"),         QStringLiteral("DejaVu Math TeX Gyre")};
    Fonts fonts{text, text, code};
    const QStringList installed = QFontDatabase::families();
    for (const QString& family : kFamilies) {
        if (!installed.contains(family)) continue;
        fonts.math = QFont(family);
        fonts.math.setPixelSize(int(std::lround(text.pixelSize() * kSerifBesideSans)));
        fonts.hasLetters = QFontMetricsF(fonts.math).inFontUcs4(0x1D465);
        if (fonts.hasLetters) return fonts;
    }
    fonts.math = text;
    return fonts;
}

Typesetter::Typesetter(const Fonts& fonts) : m_fonts(fonts) {
    const QFontMetricsF metrics(m_fonts.math);
    m_xHeight = std::clamp(metrics.xHeight() / m_fonts.math.pixelSize(), 0.3, 0.6);
    const Box plus = letters(QStringLiteral("+"), m_fonts.math);
    m_axis = std::clamp((plus.ascent - plus.descent) / 2 / m_fonts.math.pixelSize(), 0.15, 0.4);
}

qreal Typesetter::em(Style style) const {
    const qreal size = m_fonts.math.pixelSize();
    const qreal scaled = style == Style::Script         ? size * kScript
                         : style == Style::ScriptScript ? size * kScriptScript
                                                        : size;
    return std::max<qreal>(std::lround(scaled), std::min<qreal>(kSmallest, size));
}

qreal Typesetter::line(Style style) const {
    return std::max(1.0, em(style) * 0.055);
}

qreal Typesetter::axis(Style style) const {
    return em(style) * m_axis;
}

QFont Typesetter::fontOf(Alphabet alphabet, Style style) const {
    QFont font = m_fonts.math;
    if (!m_fonts.hasLetters) {
        font.setItalic(alphabet == Alphabet::Usual || alphabet == Alphabet::Italic || alphabet == Alphabet::BoldItalic);
        font.setBold(alphabet == Alphabet::Bold || alphabet == Alphabet::BoldItalic);
    }
    font.setPixelSize(int(em(style)));
    return font;
}

QString Typesetter::charactersOf(const QString& text, Alphabet alphabet) const {
    // Double-struck and script letters have no other form; a font somewhere on the system has them.
    const bool own = alphabet == Alphabet::Blackboard || alphabet == Alphabet::Calligraphic ||
                     alphabet == Alphabet::Fraktur || alphabet == Alphabet::Mono;
    return m_fonts.hasLetters || own ? lettersOf(text, alphabet) : text;
}

/// Some characters in one go, in whatever fonts have them.
Box Typesetter::letters(const QString& text, const QFont& font) {
    const QString key = text + QChar(0) + font.key();
    if (const auto known = m_shaped.constFind(key); known != m_shaped.cend()) return *known;
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    Box box;
    if (line.isValid()) {
        const QPointF baseline(0, -line.ascent());
        QRectF ink;
        for (const QGlyphRun& run : layout.glyphRuns()) {
            box.glyphs.push_back({run, baseline});
            // Of the letters themselves: a run's own rectangle is as tall as a line of its font.
            const QVector<quint32> indexes = run.glyphIndexes();
            const QVector<QPointF> positions = run.positions();
            for (qsizetype at = 0; at < indexes.size(); ++at)
                ink |= run.rawFont().boundingRect(indexes[at]).translated(positions[at] + baseline);
        }
        box.width = line.cursorToX(int(text.size()));
        box.ascent = -ink.top();
        box.descent = ink.bottom();
        box.slant = std::max<qreal>(0, ink.right() - box.width);
    }
    if (m_shaped.size() >= kMostShaped) m_shaped.clear();
    m_shaped.insert(key, box);
    return box;
}

Box Typesetter::set(const Node& node, bool displayed) {
    return set(node, displayed ? Style::Display : Style::Text);
}

Box Typesetter::set(const Node& node, Style style) {
    switch (node.kind) {
        case Node::Row:
            return setRow(node.children, style);
        case Node::Symbol:
            return setSymbol(node, style);
        case Node::Words: {
            QFont font = m_fonts.math;
            font.setItalic(node.alphabet == Alphabet::Italic);
            font.setBold(node.alphabet == Alphabet::Bold);
            font.setPixelSize(int(em(style)));
            return letters(node.text, node.alphabet == Alphabet::Mono ? m_fonts.code : font);
        }
        case Node::Source: {
            QFont font = m_fonts.code;
            font.setPixelSize(std::max(kSmallest, int(em(style) * 0.75)));
            return letters(node.text, font);
        }
        case Node::Space: {
            Box box;
            box.width = node.amount * em(style);
            return box;
        }
        case Node::Fraction:
            return setFraction(node, style);
        case Node::Root:
            return setRoot(node, style);
        case Node::Scripts:
            return setScripts(node, style);
        case Node::Fenced:
            return setFenced(node, style);
        case Node::Fence:
            return delimiter(node.text, node.amount * em(style), style);
        case Node::Accent:
            return setAccent(node, style);
        case Node::Stack:
            return withLimits(set(node.children[0], style), set(node.children[2], smaller(style)),
                              set(node.children[1], smaller(style)));
        case Node::Arrow:
            return setArrow(node, style);
        case Node::Table:
            return setTable(node, style);
        case Node::Styled:
            return set(node.children[0], node.style);
        case Node::Boxed:
            return setBoxed(node, style);
        case Node::Crossed: {
            Box box = set(node.children[0], style);
            QPainterPath path;
            path.moveTo(0, box.descent);
            path.lineTo(box.width, -box.ascent);
            box.shapes.addPath(stroked(path, line(style)));
            return box;
        }
        case Node::Phantom: {
            const Box content = set(node.children[0], style);
            Box box;
            box.width = content.width;
            box.ascent = content.ascent;
            box.descent = content.descent;
            return box;
        }
    }
    return {};
}

std::vector<Box> Typesetter::setParts(const std::vector<Node>& nodes, Style style, std::vector<Atom>& atoms) {
    atoms = atomsOf(nodes);
    std::vector<Box> parts;
    for (const Node& node : nodes)
        parts.push_back(set(node, style));
    return parts;
}

Box Typesetter::setRow(const std::vector<Node>& nodes, Style style) {
    std::vector<Atom> atoms;
    const std::vector<Box> parts = setParts(nodes, style, atoms);
    return joined(nodes, parts, atoms, style);
}

/// Parts of a row side by side, with the space that belongs between them.
Box Typesetter::joined(const std::vector<Node>& nodes, const std::vector<Box>& parts, const std::vector<Atom>& atoms,
                       Style style) const {
    Box box;
    std::ptrdiff_t before = -1;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        if (nodes[index].kind != Node::Space) {
            if (before >= 0) box.width += spaceBetween(atoms[std::size_t(before)], atoms[index], style) * em(style);
            // An upright neighbour keeps clear of a leaning letter.
            const bool closes = atoms[index] == Atom::Close || nodes[index].kind == Node::Fence;
            if (closes) box.width += box.slant;
            before = std::ptrdiff_t(index);
        }
        if (index == 0)
            box = parts[0];
        else
            box.append(parts[index]);
    }
    return box;
}

Box Typesetter::setWithin(const Node& node, bool displayed, qreal width) {
    const Style style = displayed ? Style::Display : Style::Text;
    Box whole = set(node, style);
    if (whole.width <= width || node.kind != Node::Row) return whole;
    std::vector<Atom> atoms;
    const std::vector<Box> parts = setParts(node.children, style, atoms);
    // Where a line may begin: at a relation, else at a sign.
    std::vector<Box> lines(1);
    Box piece;
    const auto flush = [&] {
        const qreal indent = lines.size() > 1 ? kRowIndent * em(style) : 0;
        if (lines.back().width > 0 && lines.back().width + piece.width + indent > width) lines.emplace_back();
        lines.back().append(piece);
        piece = Box();
    };
    std::ptrdiff_t before = -1;
    for (std::size_t index = 0; index < parts.size(); ++index) {
        qreal gap = 0;
        if (node.children[index].kind != Node::Space) {
            if (before >= 0) gap = spaceBetween(atoms[std::size_t(before)], atoms[index], style) * em(style);
            before = std::ptrdiff_t(index);
        }
        const bool mayBreak = atoms[index] == Atom::Rel || atoms[index] == Atom::Bin;
        if (mayBreak) flush();
        piece.width += gap;
        piece.append(parts[index]);
    }
    flush();
    Box box = lines[0];
    for (std::size_t index = 1; index < lines.size(); ++index) {
        const qreal down = box.descent + em(style) * 0.35 + lines[index].ascent, in = kRowIndent * em(style);
        box.add(lines[index], {in, down});
        box.descent = down + lines[index].descent;
        box.width = std::max(box.width, in + lines[index].width);
    }
    return box;
}

Box Typesetter::setSymbol(const Node& node, Style style) {
    QFont font = fontOf(node.alphabet, style);
    const bool large = node.large && style == Style::Display;
    if (large) font.setPixelSize(int(std::lround(em(style) * kLargeOperator)));
    Box box = letters(charactersOf(node.text, node.alphabet), font);
    if (node.text.startsWith(QChar(0x2032))) {  // a prime is raised in its font, and once more as a superscript
        Box lowered;
        lowered.add(box, {0, -box.descent});
        lowered.width = box.width;
        lowered.ascent = box.height();
        return lowered;
    }
    if (!node.large) return box;
    // Operators stand in the middle of the line.
    const qreal down = (box.ascent - box.descent) / 2 - axis(style);
    Box centred;
    centred.add(box, {0, down});
    centred.ascent = box.ascent - down;
    centred.descent = box.descent + down;
    centred.width = box.width;
    centred.slant = box.slant;
    return centred;
}

Box Typesetter::setFraction(const Node& node, Style style) {
    const Style inside = style == Style::Display ? Style::Text : smaller(style);
    const Box above = set(node.children[0], inside), below = set(node.children[1], inside);
    const bool displayed = style == Style::Display;
    const qreal thick = line(style), middle = axis(style), size = em(style);
    qreal up = size * (displayed ? 0.677 : 0.42), down = size * (displayed ? 0.686 : 0.345);
    const qreal clear = node.flag ? thick * 2 : thick * (displayed ? 3 : 1.6);
    up = std::max(up, middle + thick / 2 + clear + above.descent);
    down = std::max(down, -middle + thick / 2 + clear + below.ascent);
    Box box;
    const qreal content = std::max(above.width, below.width), side = size * 0.12, over = size * 0.06;
    box.width = content + 2 * (side + over);
    box.add(above, {(box.width - above.width) / 2, -up});
    box.add(below, {(box.width - below.width) / 2, down});
    if (!node.flag) box.rules.push_back({side, -middle - thick / 2, content + 2 * over, thick});
    box.ascent = up + above.ascent;
    box.descent = down + below.descent;
    if (node.text.isEmpty()) return box;
    const qreal height = 2 * std::max(box.ascent - middle, box.descent + middle);
    Box fenced = delimiter(node.text, height, style);
    fenced.append(box);
    fenced.append(delimiter(node.close, height, style));
    return fenced;
}

Box Typesetter::setRoot(const Node& node, Style style) {
    const Box content = set(node.children[0], style);
    const qreal thick = line(style);
    const qreal gap = thick + (style == Style::Display ? xHeight(style) : thick) / 4 + thick * 0.5;
    // A root of x and one of p look alike: no lower than a line of text.
    const qreal below = std::max(content.descent, em(style) * 0.18);
    const qreal height = std::max(content.ascent, em(style) * 0.62) + below + gap + thick;
    const qreal signWidth = em(style) * (height > em(style) * 1.8 ? 0.62 : 0.52);
    Box box;
    const qreal top = height - below;
    if (!isEmpty(node.children[1])) {
        const Box degree = set(node.children[1], Style::ScriptScript);
        const qreal shift = std::max<qreal>(0, degree.width - signWidth * 0.42);
        box.add(degree, {std::max<qreal>(0, signWidth * 0.42 - degree.width), below - height * 0.5 - degree.descent});
        box.ascent = height * 0.5 - below + degree.height();
        box.width = shift;
    }
    box.shapes.addPath(rootShape(signWidth, height, thick).translated(box.width, -top));
    box.width += signWidth;
    box.rules.push_back({box.width - thick * 0.3, -top, content.width + content.slant + thick, thick});
    box.add(content, {box.width, 0});
    box.width += content.width + content.slant + thick;
    box.ascent = std::max(box.ascent, top + thick);
    box.descent = below;
    return box;
}

/// What stands above and below in the middle of it. `lean`: how far the upper one is to the right of the lower one.
Box Typesetter::withLimits(const Box& base, const Box& below, const Box& above, qreal lean) {
    const qreal gap = em(Style::Text) * 0.15;
    Box box;
    box.width = std::max({base.width, below.width, above.width});
    box.add(base, {(box.width - base.width) / 2, 0});
    box.ascent = base.ascent;
    box.descent = base.descent;
    if (above.width > 0) {
        box.add(above, {(box.width - above.width + lean) / 2, -(base.ascent + gap + above.descent)});
        box.ascent += gap + above.height();
    }
    if (below.width > 0) {
        box.add(below, {(box.width - below.width - lean) / 2, base.descent + gap + below.ascent});
        box.descent += gap + below.height();
    }
    return box;
}

Box Typesetter::setScripts(const Node& node, Style style) {
    const Node& baseNode = node.children[0];
    Box base = set(baseNode, style);
    const Style small = smaller(style);
    const Box below = set(node.children[1], small), above = set(node.children[2], small);
    const Node::Limits limits = node.limits;
    if (limits == Node::Always || (limits == Node::Displayed && style == Style::Display))
        return withLimits(base, below, above, baseNode.large ? base.slant : 0);
    const bool one = baseNode.kind == Node::Symbol && !baseNode.large;
    const qreal size = em(style), gap = size * 0.03;
    qreal up = one ? 0 : base.ascent - em(small) * 0.38, down = one ? 0 : base.descent + em(small) * 0.08;
    up = std::max({up, size * (style == Style::Display ? 0.413 : 0.363), above.descent + xHeight(style) / 4});
    const bool both = above.width > 0 && below.width > 0;
    down = std::max(down, size * (both ? 0.247 : 0.16));
    if (!both) down = std::max(down, below.ascent - xHeight(style) * 0.8);
    if (both) {
        const qreal between = (up - above.descent) - (below.ascent - down), least = 3.5 * line(style);
        if (between < least) down += least - between;
    }
    const qreal start = base.width;
    // What is raised keeps clear of a leaning letter; what hangs below an integral's foot moves in.
    const qreal lean = baseNode.large ? std::max(base.slant, size * 0.12) : base.slant;
    const bool closed = baseNode.text == QStringLiteral("∮") || baseNode.text == QStringLiteral("∯");
    const qreal in = baseNode.large && baseNode.limits == Node::Never ? size * (closed ? 0.05 : 0.22) : 0;
    Box box = base;
    if (above.width > 0) {
        box.add(above, {start + lean + gap, -up});
        box.ascent = std::max(box.ascent, up + above.ascent);
        box.width = std::max(box.width, start + lean + gap + above.width);
    }
    if (below.width > 0) {
        box.add(below, {start + gap - in, down});
        box.descent = std::max(box.descent, down + below.descent);
        box.width = std::max(box.width, start + gap - in + below.width);
    }
    box.width += gap;
    box.slant = 0;
    return box;
}

/// A delimiter in the middle of the line, as large as its character or this height.
Box Typesetter::delimiter(const QString& text, qreal height, Style style) {
    Box box;
    if (text.isEmpty()) {
        box.width = em(style) * 0.1;
        return box;
    }
    const Box usual = letters(text, fontOf(Alphabet::Roman, style));
    if (height <= usual.height() * 1.12) return usual;
    const qreal thick = line(style);
    qreal width = 0;
    QPainterPath path = delimiterShape(text, height, thick, width);
    if (width <= 0) return usual;
    const qreal side = em(style) * 0.08;
    box.ascent = height / 2 + axis(style);
    box.descent = height / 2 - axis(style);
    path.setFillRule(Qt::WindingFill);
    box.shapes.addPath(path.translated(side, -box.ascent));
    box.shapes.setFillRule(Qt::WindingFill);
    box.width = width + 2 * side;
    return box;
}

Box Typesetter::setFenced(const Node& node, Style style) {
    const std::vector<Node>& inside = node.children[0].children;
    std::vector<Atom> atoms;
    std::vector<Box> parts = setParts(inside, style, atoms);
    Box content = joined(inside, parts, atoms, style);
    const qreal reach = std::max(content.ascent - axis(style), content.descent + axis(style));
    const qreal height = std::max(2 * reach * 0.93, 2 * reach - em(style) * 0.3);
    for (std::size_t index = 0; index < parts.size(); ++index)
        if (inside[index].kind == Node::Fence && inside[index].amount <= 0)
            parts[index] = delimiter(inside[index].text, height, style);
    content = joined(inside, parts, atoms, style);
    Box box = delimiter(node.text, height, style);
    box.append(content);
    box.width += content.slant;
    box.append(delimiter(node.close, height, style));
    return box;
}

Box Typesetter::setAccent(const Node& node, Style style) {
    const Box base = set(node.children[0], style);
    const bool under = node.text.startsWith(QLatin1String("under"));
    const bool wide =
        under || node.text.startsWith(QLatin1String("over")) || node.text.startsWith(QLatin1String("wide"));
    const qreal size = em(style);
    const qreal usual = node.text == QLatin1String("vec") ? 0.5 : node.text == QLatin1String("bar") ? 0.42 : 0.38;
    const qreal ink = base.width + base.slant;
    const qreal width = wide ? std::max(ink, size * 0.3) : std::min(size * usual, std::max(ink, size * 0.35));
    qreal height = 0;
    QPainterPath path = accentShape(node.text, width, size, line(style), height);
    path.setFillRule(Qt::WindingFill);
    Box box = base;
    box.shapes.setFillRule(Qt::WindingFill);
    // Letters lean: their top is to the right of their middle.
    const bool one = node.children[0].children.size() == 1 && node.children[0].children[0].alphabet == Alphabet::Usual;
    const qreal lean = !wide && one ? size * 0.06 : 0;
    const qreal gap = std::max(1.0, size * (node.text.endsWith(QLatin1String("brace")) ? 0.12 : 0.07));
    const qreal left = (ink - width) / 2 + lean;
    box.width = std::max(base.width, left + width - lean);
    if (under) {
        box.shapes.addPath(path.translated(left, base.descent + gap));
        box.descent = base.descent + gap + height;
    } else {
        const qreal top = std::max(base.ascent, xHeight(style)) + gap + height;
        box.shapes.addPath(path.translated(left, -top));
        box.ascent = top;
    }
    return box;
}

Box Typesetter::setArrow(const Node& node, Style style) {
    const Box above = set(node.children[0], smaller(style)), below = set(node.children[1], smaller(style));
    const qreal size = em(style), height = size * 0.36;
    const qreal width = std::max(std::max(above.width, below.width) + size * 0.9, size * 1.5);
    Box arrow;
    arrow.width = width;
    arrow.ascent = axis(style) + height / 2;
    arrow.descent = std::max<qreal>(0, height / 2 - axis(style));
    arrow.shapes = arrowShape(node.text, width, height, line(style)).translated(0, -arrow.ascent);
    return withLimits(arrow, below, above);
}

Box Typesetter::setBoxed(const Node& node, Style style) {
    const Box content = set(node.children[0], style);
    const qreal pad = em(style) * 0.25, thick = line(style);
    Box box;
    box.width = content.width + 2 * pad;
    box.ascent = content.ascent + pad;
    box.descent = content.descent + pad;
    box.add(content, {pad, 0});
    for (const qreal y : {-box.ascent, box.descent - thick})
        box.rules.push_back({0, y, box.width, thick});
    for (const qreal x : {0.0, box.width - thick})
        box.rules.push_back({x, -box.ascent, thick, box.height()});
    return box;
}

}  // namespace mw::gui::math
