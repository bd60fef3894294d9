// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "conversation_selection.h"

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

QString textOf(const ConversationSelection& selection, const ConversationLayout& layout) {
    if (selection.isEmpty()) return {};
    const TextPosition from = selection.first(), to = selection.last();
    QString result;
    for (int index = from.turn; index <= to.turn && index < layout.size(); ++index) {
        const ConversationLayout::Item& item = layout.at(index);
        const int first = index == from.turn ? from.section : 0;
        const int last = index == to.turn ? to.section : int(item.layouts.size()) - 1;
        for (int section = first; section <= last && section < int(item.layouts.size()); ++section) {
            const SectionLayout* shown = item.layouts[std::size_t(section)].get();
            // What was scrolled past without ever being laid out is copied as its source.
            QString text =
                shown ? shown->text()
                      : item.document.textOf(item.document.sections()[std::size_t(section)]).toString().trimmed();
            if (index == to.turn && section == to.section) text = text.left(to.offset);
            if (index == from.turn && section == from.section) text = text.mid(from.offset);
            if (!result.isEmpty())
                result += index != from.turn && section == 0 ? QStringLiteral("\n\n") : QStringLiteral("\n");
            result += text;
        }
    }
    return result.replace(QChar(QChar::LineSeparator), QLatin1Char('\n'));
}

}  // namespace mw::gui
