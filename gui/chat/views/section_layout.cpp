// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "section_layout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "highlighter.h"
#include "icons.h"
#include "text_stretches.h"

namespace mw::gui {
namespace {

using markdown::Block;
using markdown::Span;

constexpr qreal kLeading = 3;  // between lines
constexpr qreal kParagraphGap = 8;
constexpr qreal kTightGap = 4;
constexpr qreal kListIndent = 24;
constexpr qreal kQuoteIndent = 14;
constexpr int kDeepest = 8;  // levels of lists and quotes that still move to the right
constexpr qreal kCodePadding = 12;
constexpr qreal kCodeHeader = 29;
constexpr qreal kCellPadding = 8;
constexpr qreal kLineHeightGuess = 19;
constexpr qreal kCharacterGuess = 6.6;
constexpr qreal kCopyPicture = 25;        // the icon of the Copy button, and the air on both sides of it
constexpr std::size_t kMostColumns = 24;  // of a table
constexpr qreal kFormulaSide = 1;         // to the left and right of a formula in a line
constexpr qreal kDisplayedAir = 5;        // above and below one that is displayed
constexpr QChar kPlaceholder = u'x';      // takes a formula's place in its line, and breaks lines as a word does

QString copyWord() {
    return QCoreApplication::translate("SectionLayout", "Copy");
}

/// Of what stands above a code block.
QFont headerFont(const TextStyle& style) {
    QFont font = style.body;
    font.setPixelSize(12);
    return font;
}

QColor colorOf(markdown::CodeColor color, const Theme& theme) {
    switch (color) {
        case markdown::CodeColor::Keyword:
            return theme.series[3];
        case markdown::CodeColor::Number:
            return theme.series[1];
        case markdown::CodeColor::Comment:
            return theme.muted;
        case markdown::CodeColor::String:
            return theme.series[2];
    }
    return theme.text;
}

/// The box of a task in the room before its first line, ticked or not.
void paintTaskBox(QPainter& painter, const QRectF& room, bool fromRight, bool done, const Theme& theme) {
    constexpr qreal kSide = 13;
    const qreal left = fromRight ? room.left() : room.right() - kSide;
    const QRectF box(std::round(left) + 0.5, std::round(room.center().y() - kSide / 2) + 0.5, kSide, kSide);
    painter.setPen(done ? theme.accent : theme.muted);
    painter.setBrush(done ? QBrush(theme.accent) : Qt::NoBrush);
    painter.drawRoundedRect(box, 3, 3);
    if (!done) return;
    painter.setPen(QPen(theme.surface, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF tick[] = {box.topLeft() + QPointF(3, 6.8), box.topLeft() + QPointF(5.6, 9.3),
                            box.topLeft() + QPointF(10, 3.8)};
    painter.drawPolyline(tick, 3);
}

QColor codeFill(const Theme& theme) {
    return theme.dark ? theme.background : QColor(0xF1F1ED);
}

}  // namespace

int TextStyle::pixels(int usual) const {
    return std::max(8, int(std::lround(double(usual) * body.pixelSize() / kUsualPixels)));
}

SectionLayout::SectionLayout(const markdown::Document& document, std::size_t index, qreal width, const TextStyle& style)
    : m_style(style), m_width(std::max<qreal>(width, 60)) {
    const markdown::Section& section = document.sections()[index];
    std::vector<Block> blocks = markdown::blocksOf(document, section);
    bool first = index == 0;
    for (Block& block : blocks) {
        if (section.kind == markdown::Section::Code && index + 1 == document.sections().size()) block.closes = true;
        const bool continues = block.kind == Block::Code && !block.opens;
        const qreal gap = first || continues ? 0
                          : block.tight      ? kTightGap
                                             : kParagraphGap + (block.kind == Block::Heading ? 6 : 0);
        first = false;
        const std::size_t firstBox = m_boxes.size();
        switch (block.kind) {
            case Block::Code:
                addCode(block, gap);
                break;
            case Block::Table:
                addTable(block, gap);
                break;
            case Block::Rule:
                m_height += gap + 6;
                m_decorations.push_back({Decoration::Line, {0, m_height, m_width, 1}});
                m_height += 7;
                break;
            default:
                addParagraph(block, gap);
                break;
        }
        const int quotes = std::min(block.quoteDepth, kDeepest);
        for (int depth = 0; depth < quotes && !m_boxes.empty(); ++depth) {
            const qreal top = firstBox < m_boxes.size() ? m_boxes[firstBox].position.y() : m_boxes.back().position.y();
            const qreal left = depth * kQuoteIndent;
            m_decorations.push_back(
                {Decoration::Bar, {m_boxes.back().fromRight ? m_width - left - 3 : left, top, 3, m_height - top}});
        }
    }
}

SectionLayout::Box& SectionLayout::addBox(const markdown::Text& text, const QPointF& position, qreal width,
                                          const QFont& font, Qt::Alignment alignment, bool isCode,
                                          const QVector<QTextLayout::FormatRange>& extra, QChar before) {
    const Theme& theme = *m_style.theme;
    if (!m_text.isEmpty()) m_text += before;
    Box box;
    box.position = position;
    box.width = width;
    box.fromRight = !isCode && text.text.isRightToLeft();
    m_standsRight |= box.fromRight;
    box.start = int(m_text.size());
    box.spans = text.spans;
    box.color = theme.text;
    m_text += text.text;

    box.formulas = formulasOf(text, width, font);
    QString shown = text.text;
    for (const PlacedFormula& each : box.formulas)
        shown[each.start] = kPlaceholder;
    box.layout = std::make_unique<QTextLayout>(shown, font);
    QTextOption option(box.fromRight && alignment == Qt::AlignLeft ? Qt::AlignRight : alignment);
    option.setTextDirection(isCode ? Qt::LeftToRight : Qt::LayoutDirectionAuto);  // code, or as the text's own script
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(QFontMetricsF(font).horizontalAdvance(QLatin1Char(' ')) * 4);
    box.layout->setTextOption(option);
    QVector<QTextLayout::FormatRange> formats = extra;
    for (const PlacedFormula& each : box.formulas) {
        QTextCharFormat format;  // a letter that is not seen, as wide as the formula
        format.setForeground(Qt::transparent);
        format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
        format.setFontLetterSpacing(each.formula.width() + 2 * kFormulaSide -
                                    QFontMetricsF(font).horizontalAdvance(kPlaceholder));
        formats.append({each.start, 1, format});
    }
    for (const Span& span : text.spans) {
        if (span.flags & Span::Formula) continue;
        QTextCharFormat format;
        if (span.flags & Span::Bold) format.setFontWeight(QFont::DemiBold);
        if (span.flags & Span::Italic) format.setFontItalic(true);
        if (span.flags & Span::Strike) format.setFontStrikeOut(true);
        if (span.flags & Span::Note) format.setVerticalAlignment(QTextCharFormat::AlignSuperScript);
        if (span.flags & Span::Address) format.setForeground(theme.muted);
        if (span.flags & Span::Link) {
            format.setForeground(theme.accent);
            format.setFontUnderline(true);
        }
        if (span.flags & Span::Code) {
            QFont code = m_style.code;
            code.setPixelSize(std::max(8, font.pixelSize() - 1));
            format.setFont(code, QTextCharFormat::FontPropertiesSpecifiedOnly);
            format.setFontFamilies(code.families());
            if (hasRightToLeft(text.text)) format.setBackground(codeFill(theme));
        }
        formats.append({span.start, span.length, format});
    }
    box.layout->setFormats(formats);
    layOutLines(box, width);
    const qreal indent = box.fromRight ? m_width - position.x() - width : position.x();
    for (int index = 0; index < box.layout->lineCount(); ++index)
        m_naturalWidth = std::max(m_naturalWidth, indent + box.layout->lineAt(index).naturalTextWidth());
    m_boxes.push_back(std::move(box));
    return m_boxes.back();
}

/// The formulas of a text, no wider than this.
std::vector<SectionLayout::PlacedFormula> SectionLayout::formulasOf(const markdown::Text& text, qreal width,
                                                                    const QFont& font) const {
    std::vector<PlacedFormula> result;
    if (!m_style.formulas) return result;
    for (const Span& span : text.spans) {
        if (!span.formula) continue;
        PlacedFormula placed;
        placed.start = span.start;
        placed.displayed = (span.flags & Span::Displayed) != 0;
        placed.formula = m_style.formulas->get(span.source, *span.formula, placed.displayed,
                                               std::max<qreal>(width - 2 * kFormulaSide, 20), font, m_style.code);
        if (span.flags & Span::Link) placed.color = m_style.theme->accent;
        result.push_back(std::move(placed));
    }
    return result;
}

/// What a text takes on one line, about.
qreal SectionLayout::widthOf(const markdown::Text& text) const {
    qreal width = QFontMetricsF(m_style.body).horizontalAdvance(text.text.left(60)) * 1.08;
    for (const PlacedFormula& each : formulasOf(text, m_width, m_style.body))
        width += std::ceil(each.formula.width()) + 2 * kFormulaSide + 2;
    return width;
}

/// Breaks a text into lines, as far apart as their formulas need it.
void SectionLayout::layOutLines(Box& box, qreal width) {
    box.layout->beginLayout();
    qreal y = 0, lowest = 0;
    auto next = box.formulas.begin();
    for (QTextLine line = box.layout->createLine(); line.isValid(); line = box.layout->createLine()) {
        line.setLineWidth(width);
        const auto first = next;
        qreal above = 0, below = 0;
        for (; next != box.formulas.end() && next->start < line.textStart() + line.textLength(); ++next) {
            const qreal air = next->displayed ? kDisplayedAir : 0;
            above = std::max(above, std::ceil(std::max<qreal>(0, next->formula.ascent() - line.ascent())) + air);
            below = std::max(below, std::ceil(std::max<qreal>(0, next->formula.descent() - line.descent())) + air);
        }
        // A displayed formula has its line to itself, and stands in the middle.
        const bool displayed = first != next && first->displayed;
        const qreal aside = displayed ? std::max<qreal>(0, std::floor((width - line.naturalTextWidth()) / 2)) : 0;
        const qreal x = box.fromRight ? -aside : aside;
        y += above;
        line.setPosition({x, y});
        for (auto each = first; each != next; ++each)
            each->baseline = {line.cursorToX(each->start) + kFormulaSide, y + line.ascent()};
        lowest = y + line.height() + below;
        y += std::ceil(line.height() + below) + kLeading;
        box.bottoms.push_back(y);
    }
    box.layout->endLayout();
    box.bounds = box.layout->boundingRect();
    if (box.formulas.empty()) return;
    box.bounds.setTop(0);
    box.bounds.setBottom(std::max(box.bounds.bottom(), lowest));
}

QString SectionLayout::copied(int start, int end) const {
    QString result = m_text.mid(start, end - start);
    for (auto box = m_boxes.rbegin(); box != m_boxes.rend(); ++box)
        for (qsizetype index = box->spans.size(); index-- > 0;) {
            const Span& span = box->spans[index];
            const int at = box->start + span.start;
            if (span.formula && at >= start && at < end) result.replace(at - start, span.length, span.source);
        }
    return result;
}

void SectionLayout::addParagraph(const Block& block, qreal gap) {
    const int quotes = std::min(block.quoteDepth, kDeepest), lists = std::min(block.listDepth, kDeepest);
    const qreal left = std::min(quotes * kQuoteIndent + lists * kListIndent, m_width / 2);
    m_height += gap;
    QFont font = m_style.body;
    if (block.kind == Block::Heading) {
        font.setPixelSize(m_style.pixels(block.level == 1 ? 17 : block.level == 2 ? 15 : 13));
        font.setWeight(QFont::DemiBold);
    }
    if (block.note) font.setPixelSize(m_style.pixels(12));
    const std::vector<markdown::Text> stretches = stretchesOf(block.text);
    for (std::size_t index = 0; index < stretches.size(); ++index) {
        const markdown::Text& text = stretches[index];
        const QPointF position(text.text.isRightToLeft() ? 0 : left, m_height);
        Box& box = addBox(text, position, m_width - left, font, Qt::AlignLeft, false, {},
                          index == 0 ? QChar(u'\n') : QChar(QChar::LineSeparator));
        if (index == 0) box.marker = block.marker;
        if (block.quoteDepth > 0 || block.note) box.color = m_style.theme->muted;
        m_height += std::max(box.bounds.height() + kLeading - 1, kLineHeightGuess);
    }
}

void SectionLayout::addCode(const Block& block, qreal gap) {
    const int lists = std::min(block.listDepth, kDeepest), quotes = std::min(block.quoteDepth, kDeepest);
    const qreal left = std::min(lists * kListIndent + quotes * kQuoteIndent, m_width / 2);
    m_height += gap;
    const qreal top = m_height;
    qreal y = top + (block.opens ? kCodeHeader + kCodePadding - 2 : 0);
    QVector<QTextLayout::FormatRange> colors;
    for (const markdown::CodeSpan& span : markdown::highlight(block.text.text, block.language)) {
        QTextCharFormat format;
        format.setForeground(colorOf(span.color, *m_style.theme));
        colors.append({span.start, span.length, format});
    }
    QFont font = m_style.code;
    font.setPixelSize(m_style.pixels(12));
    const Box& box = addBox(block.text, {left + kCodePadding, y}, m_width - left - 2 * kCodePadding, font,
                            Qt::AlignLeft, true, colors);
    y += box.layout->boundingRect().height() + kLeading;
    m_height = y + (block.closes ? kCodePadding - 2 : 0);
    m_decorations.push_back(
        {Decoration::CodeArea, {left, top, m_width - left, m_height - top}, block.opens, block.closes});
    if (block.opens) {
        m_language = block.language;
        m_decorations.push_back({Decoration::CodeHeader, {left, top, m_width - left, kCodeHeader}});
        if (m_copyButton.isEmpty()) {
            const qreal width = std::ceil(
                kCopyPicture + QFontMetricsF(headerFont(m_style)).horizontalAdvance(copyWord()) + kCodePadding);
            m_copyButton = {m_width - width - 2, top + 2, width, kCodeHeader - 4};
        }
    }
    m_naturalWidth = m_width;
}

void SectionLayout::addTable(const Block& block, qreal gap) {
    std::size_t columns = 0;
    for (const auto& row : block.rows)
        columns = std::max(columns, std::min(row.size(), kMostColumns));
    if (columns == 0) return;
    QFont heading = m_style.body;
    heading.setWeight(QFont::DemiBold);
    std::vector<qreal> widths(columns, 24);
    for (const auto& row : block.rows)
        for (std::size_t column = 0; column < std::min(row.size(), columns); ++column)
            widths[column] = std::max(widths[column], widthOf(row[column]) + 2 * kCellPadding);
    // Bold letters of some scripts are far wider than others.
    for (std::size_t column = 0; column < std::min(block.rows.front().size(), columns); ++column)
        widths[column] =
            std::max(widths[column],
                     std::ceil(QFontMetricsF(heading).horizontalAdvance(block.rows.front()[column].text.left(60))) +
                         2 * kCellPadding + 1);
    qreal total = 0;
    for (const qreal width : widths)
        total += width;
    if (total > m_width)
        for (qreal& width : widths)
            width *= m_width / total;
    total = std::min(total, m_width);

    // The columns go as the words of the heading do.
    const auto& heads = block.rows.front();
    const auto head = std::find_if(heads.begin(), heads.end(),
                                   [](const markdown::Text& cell) { return hasStrongDirection(cell.text); });
    const bool fromRight = head != heads.end() && head->text.isRightToLeft();

    m_height += gap;
    for (std::size_t index = 0; index < block.rows.size(); ++index) {
        qreal x = 0, lowest = 0;
        const std::size_t firstOfRow = m_boxes.size();
        for (std::size_t column = 0; column < std::min(block.rows[index].size(), columns); ++column) {
            const Qt::Alignment alignment =
                qsizetype(column) < block.columns.size() ? block.columns[qsizetype(column)] : Qt::AlignLeft;
            const Box& box =
                addBox(block.rows[index][column],
                       {(fromRight ? m_width - x - widths[column] : x) + kCellPadding, m_height + 5},
                       std::max<qreal>(widths[column] - 2 * kCellPadding, 8), index == 0 ? heading : m_style.body,
                       alignment, false, {}, column == 0 ? QLatin1Char('\n') : QLatin1Char('\t'));
            if (index == 0 && column == 0) m_tables.push_back({box.start, 0});
            if (box.layout->lineCount() > 0) lowest = std::max(lowest, box.layout->lineAt(0).y());
            x += widths[column];
        }
        // The first lines of a row stand on one line, however tall a formula in one of them is.
        qreal tallest = kLineHeightGuess;
        for (std::size_t cell = firstOfRow; cell < m_boxes.size(); ++cell) {
            Box& box = m_boxes[cell];
            const qreal down = box.layout->lineCount() > 0 ? lowest - box.layout->lineAt(0).y() : 0;
            box.position.ry() += down;
            tallest = std::max(tallest, down + box.bounds.height());
        }
        m_height += tallest + 10;
        m_decorations.push_back({Decoration::Line, {fromRight ? m_width - total : 0, m_height - 1, total, 1}});
    }
    m_naturalWidth = std::max(m_naturalWidth, total);
    if (!m_tables.empty()) m_tables.back().end = int(m_text.size());
}

QString SectionLayout::textOf(const markdown::Document& document, std::size_t index) {
    QString all;
    const auto add = [&all](const markdown::Text& text, QChar before) {
        if (!all.isEmpty()) all += before;
        all += text.text;
    };
    for (const Block& block : markdown::blocksOf(document, document.sections()[index])) {
        if (block.kind == Block::Rule) continue;
        if (block.kind != Block::Table) {
            add(block.text, QLatin1Char('\n'));
            continue;
        }
        for (const auto& row : block.rows)
            for (std::size_t column = 0; column < std::min(row.size(), kMostColumns); ++column)
                add(row[column], column == 0 ? QLatin1Char('\n') : QLatin1Char('\t'));
    }
    return all;
}

QRectF SectionLayout::rectOf(int start, int length) const {
    for (const Box& box : m_boxes) {
        const int from = start - box.start;
        if (from < 0 || from > box.layout->text().size()) continue;
        const QTextLine line = box.layout->lineForTextPosition(from);
        if (!line.isValid()) continue;
        const int to = std::min(from + length, line.textStart() + line.textLength());
        const qreal left = line.cursorToX(from), right = line.cursorToX(to);
        return QRectF(std::min(left, right), line.y(), std::abs(right - left), line.height()).translated(box.position);
    }
    return {0, 0, 0, m_height};
}

void SectionLayout::paint(QPainter& painter, const QPointF& origin, const QRectF& clip, int selectionStart,
                          int selectionEnd, const std::vector<Highlight>& highlights) const {
    const Theme& theme = *m_style.theme;
    for (const Decoration& each : m_decorations) {
        const QRectF rect = each.rect.translated(origin);
        switch (each.kind) {
            case Decoration::CodeArea: {
                // A part of a longer block is drawn as a slice of one tall rounded rectangle.
                QRectF whole = rect.adjusted(0.5, each.opens ? 0.5 : -20, -0.5, each.closes ? -0.5 : 20);
                painter.save();
                painter.setClipRect(rect, Qt::IntersectClip);
                painter.setPen(theme.line);
                painter.setBrush(codeFill(theme));
                painter.drawRoundedRect(whole, metrics::kControlRadius, metrics::kControlRadius);
                painter.restore();
                break;
            }
            case Decoration::CodeHeader: {
                painter.setFont(headerFont(m_style));
                painter.setPen(theme.muted);
                const QRectF room = rect.adjusted(kCodePadding, 0, -m_copyButton.width() - 2, 0);
                const QString language =
                    m_language.isEmpty() ? QCoreApplication::translate("SectionLayout", "text") : m_language;
                painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                                 painter.fontMetrics().elidedText(language, Qt::ElideRight, int(room.width())));
                painter.setPen(theme.line);
                painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right(), rect.bottom() + 0.5));
                const QRectF button = m_copyButton.translated(origin);
                icon(QStringLiteral("copy"))
                    .paint(&painter, QRectF(button.left() + 6, button.center().y() - 7, 14, 14).toRect());
                painter.setPen(theme.muted);
                painter.drawText(button.adjusted(kCopyPicture, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, copyWord());
                break;
            }
            case Decoration::Bar:
                painter.fillRect(rect, theme.line);
                break;
            case Decoration::Line:
                painter.fillRect(rect, theme.line);
                break;
        }
    }
    for (const Box& box : m_boxes) {
        const QPointF at = origin + box.position;
        const QRectF bounds = box.bounds.translated(at);
        if (bounds.bottom() < clip.top() || bounds.top() > clip.bottom()) continue;
        for (const Span& span : box.spans) {
            if (!(span.flags & Span::Code) || hasRightToLeft(box.layout->text())) continue;
            painter.setPen(Qt::NoPen);
            painter.setBrush(codeFill(theme));
            for (int line = 0; line < box.layout->lineCount(); ++line) {
                const QTextLine textLine = box.layout->lineAt(line);
                const int from = std::max(span.start, textLine.textStart());
                const int to = std::min(span.start + span.length, textLine.textStart() + textLine.textLength());
                if (from >= to) continue;
                const qreal left = textLine.cursorToX(from), right = textLine.cursorToX(to);
                painter.drawRoundedRect(
                    QRectF(at.x() + left - 3, at.y() + textLine.y(), right - left + 6, textLine.height()), 4, 4);
            }
        }
        if (!box.marker.isEmpty()) {
            painter.setFont(m_style.body);
            painter.setPen(box.color);
            const qreal height = box.layout->lineCount() > 0 ? box.layout->lineAt(0).height() : kLineHeightGuess;
            const qreal top = box.layout->lineCount() > 0 ? box.layout->lineAt(0).y() : 0;
            constexpr qreal kRoom = 60, kGap = 7;
            const QRectF room(box.fromRight ? at.x() + box.width + kGap : at.x() - kRoom, at.y() + top, kRoom - kGap,
                              height);
            if (box.marker == QChar(0x2610) || box.marker == QChar(0x2611))
                paintTaskBox(painter, room, box.fromRight, box.marker == QChar(0x2611), theme);
            else
                painter.drawText(room, (box.fromRight ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter, box.marker);
        }
        QVector<QTextLayout::FormatRange> selections;
        for (const Highlight& each : highlights) {
            const int first = std::max(0, each.start - box.start);
            const int end = std::min(int(box.layout->text().size()), each.start + each.length - box.start);
            if (end <= first) continue;
            QTextCharFormat format;
            format.setBackground(each.strong ? theme.accent : theme.warnFill);
            format.setForeground(each.strong ? theme.surface : theme.text);
            selections.append({first, end - first, format});
        }
        const int from = std::max(0, selectionStart - box.start),
                  to = std::min(int(box.layout->text().size()), selectionEnd - box.start);
        if (to > from) {
            QTextCharFormat format;
            format.setBackground(theme.dark ? QColor(0x3D, 0x4A, 0x80) : QColor(0xC6, 0xD1, 0xF6));
            selections.append({from, to - from, format});
        }
        painter.setPen(box.color);
        box.layout->draw(&painter, at, selections, clip);
        paintFormulas(box, painter, at);
    }
}

void SectionLayout::paintFormulas(const Box& box, QPainter& painter, const QPointF& origin) const {
    for (const PlacedFormula& each : box.formulas)
        each.formula.paint(painter, origin + each.baseline, each.color.isValid() ? each.color : box.color);
}

const SectionLayout::Box* SectionLayout::boxAt(const QPointF& point) const {
    const Box* best = nullptr;
    qreal nearest = 1e18;
    for (const Box& box : m_boxes) {
        const QRectF bounds = box.bounds.translated(box.position);
        const qreal dy = std::max({bounds.top() - point.y(), point.y() - bounds.bottom(), qreal(0)});
        const qreal dx = std::max({bounds.left() - point.x(), point.x() - bounds.right(), qreal(0)});
        if (const qreal distance = dy * 1000 + dx; distance < nearest) {
            nearest = distance;
            best = &box;
        }
    }
    return best;
}

int SectionLayout::hit(const QPointF& point) const {
    const Box* box = boxAt(point);
    if (!box) return 0;
    const QPointF inside = point - box->position;
    for (int index = 0; index < box->layout->lineCount(); ++index) {
        const QTextLine line = box->layout->lineAt(index);
        if (inside.y() < box->bottoms[std::size_t(index)] || index + 1 == box->layout->lineCount())
            return box->start + line.xToCursor(inside.x());
    }
    return box->start;
}

QString SectionLayout::linkAt(const QPointF& point) const {
    const Box* box = boxAt(point);
    if (!box || !box->bounds.translated(box->position).contains(point)) return {};
    const int position = hit(point) - box->start;
    for (const Span& span : box->spans)
        if ((span.flags & Span::Link) && position >= span.start && position < span.start + span.length)
            return span.address;
    return {};
}

QRectF SectionLayout::caret() const {
    if (m_boxes.empty()) return {0, m_height, 7, 15};
    const Box& box = m_boxes.back();
    const int lines = box.layout->lineCount();
    if (lines == 0) return {box.position.x(), box.position.y() + 1, 7, 15};
    const QTextLine line = box.layout->lineAt(lines - 1);
    const qreal x = line.cursorToX(line.textStart() + line.textLength()) + (box.fromRight ? -9 : 2);
    return {box.position.x() + x, box.position.y() + line.y() + 1, 7, line.height() - 1};
}

qreal SectionLayout::estimate(const markdown::Section& section, qreal width) {
    const qreal perLine = std::max<qreal>(8, width / kCharacterGuess);
    const qreal lines = std::max(std::ceil(double(section.textLength) / perLine), double(section.lines + 1));
    return lines * kLineHeightGuess + kParagraphGap +
           (section.kind == markdown::Section::Code && section.first ? kCodeHeader + kCodePadding : 0);
}

}  // namespace mw::gui
