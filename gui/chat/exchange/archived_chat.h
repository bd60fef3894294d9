// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMap>
#include <QVector>
#include <optional>

#include "chat_store.h"
#include "chat_types.h"

namespace mw::gui {

/// A chat by itself, outside of any file of chats: what is exported and imported.
struct ArchivedChat {
    ChatInfo info;                        ///< its id and tab mean nothing here; the leaf is one of the turns, or 0
    QVector<Turn> turns;                  ///< the n-th has the id n + 1, and follows one before it, or none (0)
    QHash<TurnId, TurnId> shownChildren;  ///< the branch that was shown last, of turns that have several
    Draft draft;                          ///< of its attachments the ids mean nothing

    bool operator==(const ArchivedChat&) const = default;
};

/// Turns with the ids that they have in a store, in the order and with the ids of an ArchivedChat; those that follow
/// what is not among them are left out. So are places among siblings.
ArchivedChat renumbered(ArchivedChat chat);

/// What was said up to a turn, and nothing beside it; with the ids of a store, as renumbered() takes them.
ArchivedChat upToTurn(ArchivedChat chat, TurnId last);

/// How many ids chats take.
struct IdCount {
    int chats = 0, turns = 0, attachments = 0;
};
IdCount idsOf(const QVector<ArchivedChat>& chats);

/// Chats as what a store has to write, closed, under ids of their own.
ChatChanges changesOf(const QVector<ArchivedChat>& chats, FreshIds ids);

/// What a file holds.
struct ImportedChats {
    QString source;  ///< the program that wrote it, "ChatGPT"
    QVector<ArchivedChat> chats;
    QMap<QString, int> left;  ///< what could not be taken, for a person ("pictures"), and how often
};

/// Messages that name what they follow, as they stand in the exports of other programs.
class MessageTree {
 public:
    /// `turn`: none, where there is nothing to take over; what follows it then follows what it follows. Children come
    /// in the order of `children`, and of being added.
    void add(const QString& key, const QString& parent, const QStringList& children, std::optional<Turn> turn);

    /// Fills turns, leaf and what is shown, with the branch that ends at `current`, or the newest. False: they go round
    /// in circles.
    bool buildInto(ArchivedChat& chat, const QString& current) const;

 private:
    struct Node {
        QString parent;
        QStringList children;
        std::optional<Turn> turn;
    };
    QHash<QString, Node> m_nodes;
    QStringList m_order;
};

}  // namespace mw::gui
