// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QVector>

#include "chat_types.h"

namespace mw::gui {

/// A text as it is compared: letters that differ only in case, in how they are composed ("é", "e" and an accent) or in
/// their spelling by case folding ("ß", "ss") are the same.
QString foldForSearch(const QString& text);

/// A chat in which something was found.
struct SearchHit {
    ChatId chat = 0;
    TurnId turn = 0;  ///< the first one that holds it, of the branch on screen if that has one; 0: the title alone
    QString snippet;  ///< what stands around it there, in one line; empty: it is the title alone

    bool operator==(const SearchHit&) const = default;
};

/// Where to search: a file of chats, and what is not in it yet.
struct SearchPlace {
    QString address, options;  ///< for a connection of the search's own
    QHash<ChatId, ChatInfo> chats;
    QHash<TurnId, Turn> turns;
    QHash<ChatId, qint64> chatDeletions;  ///< 0: undone
    QHash<TurnId, qint64> turnDeletions;
};

/// Where a text holds another one, as foldForSearch() compares; in order, none over another.
struct Match {
    int start = 0, length = 0;

    bool operator==(const Match&) const = default;
};
QVector<Match> matchesIn(const QString& text, const QString& words);

/// Chats whose title holds `words`, or a turn that can be reached does; at most 200. Any thread.
QVector<SearchHit> searchIn(const SearchPlace& place, const QString& words);

}  // namespace mw::gui
