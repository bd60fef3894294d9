// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QMap>
#include <QSqlDatabase>
#include <QVector>
#include <optional>

#include "archived_chat.h"
#include "chat_store.h"

namespace mw::gui {

/// Reads whole chats on a thread of its own; what is deleted is left out. One thread.
class ChatReader {
 public:
    explicit ChatReader(const ChatPlace& place);
    ~ChatReader();

    /// Of all chats, the last used first.
    QVector<ChatId> chats();
    /// Nothing: it is not there any more.
    std::optional<ArchivedChat> read(ChatId chat);
    /// The same with the ids that it has in the store.
    std::optional<ArchivedChat> readAsStored(ChatId chat);
    /// Whether everything could be read so far that was asked for.
    bool isWhole() const { return m_whole; }

 private:
    QVector<QVariantList> select(const QString& sql, const QVariantList& values);
    bool isGone(const ChatInfo& chat, bool deleted) const;
    void readDraft(ArchivedChat& chat);

    ChatPlace m_place;
    QHash<ChatId, QVector<Turn>> m_unsavedTurns;
    QString m_connection;
    QSqlDatabase m_database;
    bool m_whole = true;
};

}  // namespace mw::gui
