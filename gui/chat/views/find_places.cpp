// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "find_places.h"

#include <QHash>
#include <algorithm>

#include "chat_reader.h"
#include "document.h"
#include "section_layout.h"

namespace mw::gui {
namespace {

/// Of turns in the order of reading: what follows a turn comes before its sibling.
QVector<const Turn*> inOrder(const QVector<Turn>& turns) {
    QHash<TurnId, QVector<const Turn*>> children;
    for (const Turn& turn : turns)
        children[turn.parent].prepend(&turn);  // the last one first, as they are taken from the end
    QVector<const Turn*> result, open = children.value(0);
    while (!open.isEmpty()) {
        const Turn* turn = open.takeLast();
        result.append(turn);
        open += children.value(turn->id);
    }
    return result;
}

}  // namespace

QVector<FoundPlace> placesIn(const ChatPlace& file, ChatId chat, const QString& words) {
    QVector<FoundPlace> places;
    const std::optional<ArchivedChat> whole = ChatReader(file).readAsStored(chat);
    if (!whole || words.isEmpty()) return places;
    for (const Turn* turn : inOrder(whole->turns)) {
        using markdown::Document;
        Document document(turn->isAnswer() ? Document::Markdown : Document::Plain);
        document.append(turn->text);
        for (std::size_t section = 0; section < document.sections().size(); ++section) {
            int number = 0;
            for (const Match& match : matchesIn(SectionLayout::textOf(document, section), words))
                places.append({turn->id, int(section), number++, match});
        }
    }
    return places;
}

}  // namespace mw::gui
