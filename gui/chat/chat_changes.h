// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <optional>

#include "chat_database.h"
#include "chat_types.h"

namespace mw::gui {

struct WrittenChanges;

/// What is not on disk yet, or cannot be. A value: copies share the texts.
struct ChatChanges {
    QHash<TurnId, Turn> turns;
    QHash<ChatId, ChatInfo> chats;
    QHash<TurnId, qint64> turnDeletions;  ///< when, in ms since 1970; 0: undone
    QHash<ChatId, qint64> chatDeletions;
    QHash<TurnId, TurnId> shownChildren;  ///< see ChatStore::shownChild()
    QHash<ChatId, Draft> drafts;
    std::optional<ChatId> current;
    QHash<QString, QString> notes;  ///< what views remember, by key

    int count() const {
        return int(turns.size() + chats.size() + turnDeletions.size() + chatDeletions.size() + drafts.size());
    }
    bool isEmpty() const { return count() == 0 && shownChildren.isEmpty() && !current && notes.isEmpty(); }
    /// Of the texts of turns and drafts, which is what takes time to write.
    qsizetype characters() const;

    /// Writes all of it in one transaction, but for drafts, which may be large, in a second one. The first error ends
    /// it, and takes back the transaction in which it came. The thread of `to`.
    WrittenChanges writeTo(const ChatDatabase& to) const;
    /// The same in one transaction, drafts and all.
    WrittenChanges writeAtOnceTo(const ChatDatabase& to) const;
    /// Leaves out what stands in `written`, if it has not changed since.
    void forget(const ChatChanges& written);
};

/// How writing ended, and what has been written.
struct WrittenChanges {
    SqlResult result;
    ChatChanges changes;
};

}  // namespace mw::gui
