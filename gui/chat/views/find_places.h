// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>

#include "chat_search.h"
#include "chat_store.h"

namespace mw::gui {

/// A place in a conversation that holds what is looked for.
struct FoundPlace {
    TurnId turn = 0;
    int section = 0;  ///< of the turn, see markdown::Document
    int number = 0;   ///< which match of that section's text it is, from 0 on
    Match match;      ///< in the section's text as it is shown

    bool operator==(const FoundPlace&) const = default;
};

/// All places of a chat, in all its branches, that hold `words`, as foldForSearch() compares: in the order of reading,
/// a branch at a time. Any thread; a chat of 100,000 turns takes a second or two.
QVector<FoundPlace> placesIn(const ChatPlace& file, ChatId chat, const QString& words);

}  // namespace mw::gui
