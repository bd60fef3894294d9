// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "foreign_chats.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "exchange_words.h"

namespace mw::gui {

qint64 exportedTime(const QJsonValue& value) {
    constexpr double kLatestSeconds = 1e11;  // the year 5138; in milliseconds 1973
    const double number = value.toDouble(0);
    if (!std::isfinite(number) || number <= 0 || number > kLatestSeconds * 1000) return 0;
    return qint64(std::llround(number < kLatestSeconds ? number * 1000 : number));
}

void takeChat(ImportedChats& into, ArchivedChat chat, bool isTree) {
    if (!isTree) {
        ++into.left[Exchange::tr("chats whose messages go round in circles")];
        return;
    }
    if (chat.turns.isEmpty()) {
        ++into.left[Exchange::tr("chats without messages")];
        return;
    }
    ChatInfo& info = chat.info;
    qint64 first = 0, last = 0;
    for (const Turn& turn : std::as_const(chat.turns)) {
        if (turn.created != 0 && (first == 0 || turn.created < first)) first = turn.created;
        last = std::max(last, turn.created);
    }
    if (info.created == 0) info.created = first;
    if (info.updated == 0) info.updated = std::max(last, info.created);
    for (Turn& turn : chat.turns)
        if (turn.created == 0) turn.created = info.created;
    info.title = info.title.simplified().left(200);
    // What the programs call a chat that nobody has named says nothing.
    for (const char* unnamed : {"New chat", "New Chat", "Unnamed Chat", "Untitled"})
        if (info.title == QLatin1String(unnamed)) info.title.clear();
    info.named = !info.title.isEmpty();
    if (info.title.isEmpty()) info.title = titleFrom(chat.turns.first().text);
    if (info.leaf != 0) info.words = wordsOf(chat.turns[info.leaf - 1].text);
    into.chats.append(std::move(chat));
}

}  // namespace mw::gui
