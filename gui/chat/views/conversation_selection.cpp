// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_selection.h"

#include <QStringList>
#include <algorithm>
#include <vector>

namespace mw::gui {

std::pair<int, int> ConversationSelection::partOf(int turn, int section, int length) const {
    if (isEmpty()) return {0, 0};
    const auto place = [](const TextPosition& position) { return std::pair(position.turn, position.section); };
    const std::pair here(turn, section);
    if (here < place(first()) || place(last()) < here) return {0, 0};
    return {place(first()) < here ? 0 : first().offset, here < place(last()) ? length : last().offset};
}

void ConversationSelection::moveDown(int turns) {
    for (TextPosition* each : {&from, &to})
        if (each->turn >= 0) each->turn += turns;
}

namespace {

/// Calls `each` with the layout, or null, the text and the marked part of every marked section, and with whether it is
/// the first of another turn.
template <typename Each>
void forEachPart(const ConversationSelection& selection, const ConversationLayout& layout, Each each) {
    if (selection.isEmpty()) return;
    const TextPosition from = selection.first(), to = selection.last();
    for (int index = from.turn; index <= to.turn && index < layout.size(); ++index) {
        const ConversationLayout::Item& item = layout.at(index);
        const int first = index == from.turn ? from.section : 0;
        const int last = index == to.turn ? to.section : int(item.layouts.size()) - 1;
        for (int section = first; section <= last && section < int(item.layouts.size()); ++section) {
            const SectionLayout* shown = item.layouts[std::size_t(section)].get();
            // What was scrolled past without ever being laid out is copied as its source.
            const QString text =
                shown ? shown->text()
                      : item.document.textOf(item.document.sections()[std::size_t(section)]).toString().trimmed();
            const int length = int(text.size());
            const int begin = index == from.turn && section == from.section ? std::min(from.offset, length) : 0;
            const int end = index == to.turn && section == to.section ? std::min(to.offset, length) : length;
            each(shown, text, begin, std::max(begin, end), index != from.turn && section == 0);
        }
    }
}

QString paragraphs(QStringView text) {
    QString html;
    for (const QStringView line : text.split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty()) html += QStringLiteral("<p>%1</p>").arg(line.toString().toHtmlEscaped());
    return html;
}

QString table(QStringView text) {
    QString html = QStringLiteral("<table border=\"1\">");
    QString cell = QStringLiteral("th");
    for (const QStringView row : text.split(QLatin1Char('\n'))) {
        html += QStringLiteral("<tr>");
        for (const QStringView each : row.split(QLatin1Char('\t')))
            html += QStringLiteral("<%1>%2</%1>").arg(cell, each.toString().toHtmlEscaped());
        html += QStringLiteral("</tr>");
        cell = QStringLiteral("td");
    }
    return html + QStringLiteral("</table>");
}

}  // namespace

QString textOf(const ConversationSelection& selection, const ConversationLayout& layout) {
    QString result;
    forEachPart(selection, layout,
                [&](const SectionLayout* shown, const QString& text, int begin, int end, bool anotherTurn) {
                    if (!result.isEmpty()) result += anotherTurn ? QStringLiteral("\n\n") : QStringLiteral("\n");
                    result += shown ? shown->copied(begin, end) : text.mid(begin, end - begin);
                });
    return result.replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

QString htmlOf(const ConversationSelection& selection, const ConversationLayout& layout) {
    QString result;
    bool hasTable = false;
    forEachPart(selection, layout, [&](const SectionLayout* shown, const QString& text, int begin, int end, bool) {
        const auto part = [&](int from, int to) { return shown ? shown->copied(from, to) : text.mid(from, to - from); };
        int done = begin;
        for (const SectionLayout::Range& range : shown ? shown->tables() : std::vector<SectionLayout::Range>()) {
            const int from = std::max(begin, range.start), to = std::min(end, range.end);
            if (from >= to) continue;
            result += paragraphs(part(done, from)) + table(part(from, to));
            done = to;
            hasTable = true;
        }
        result += paragraphs(part(done, end));
    });
    return hasTable ? result : QString();
}

CopiedTable copiedTable(const markdown::Block& block) {
    QStringList rows;
    for (const auto& row : block.rows) {
        QStringList cells;
        for (const markdown::Text& cell : row)
            cells.append(
                markdown::copiedText(cell).replace(QChar(QChar::LineSeparator), QLatin1Char(' ')).simplified());
        rows.append(cells.join(QLatin1Char('\t')));
    }
    const QString text = rows.join(QLatin1Char('\n'));
    return {text, table(text)};
}

}  // namespace mw::gui
