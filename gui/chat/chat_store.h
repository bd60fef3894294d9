// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QLockFile>
#include <QObject>
#include <QSqlDatabase>
#include <QTimer>
#include <memory>
#include <optional>

#include "chat_types.h"

namespace mw::gui {

/// Where chats are kept.
struct ChatStoreOptions {
    QString path;      ///< of the database; empty: chats.sqlite in the person's XDG data folder
    int maxPages = 0;  ///< the database may not grow past so many pages (a full disk, for tests); 0: no limit
};

/// Chats on disk: SQLite in WAL mode. GUI thread only; a write is an append to the log of well under a millisecond.
///
/// Every write is acknowledged (true) once SQLite has committed it, and survives the death of the process. A write that
/// fails (full disk, damaged file) stays in memory as *unsaved*: reads see it, and it is tried again with the next
/// write and every few seconds, so nothing on screen ever disappears.
class ChatStore : public QObject {
    Q_OBJECT

 public:
    static constexpr int kSchemaVersion = 1;

    explicit ChatStore(const ChatStoreOptions& options = {}, QObject* parent = nullptr);
    ~ChatStore() override;

    QString path() const { return m_path; }
    /// Why nothing can be saved at all: a newer schema, another process, a damaged file. Empty if all is well.
    QString readOnlyReason() const { return m_readOnlyReason; }
    /// How many turns and chats wait to be saved, and why the last attempt failed.
    int unsavedCount() const { return int(m_unsavedTurns.size() + m_unsavedChats.size()); }
    QString lastError() const { return m_lastError; }
    bool isUnsaved(TurnId turn) const { return m_unsavedTurns.contains(turn); }

    ChatId newChatId() { return ++m_lastChatId; }
    TurnId newTurnId() { return ++m_lastTurnId; }

    /// All chats that are not deleted, newest first.
    QVector<ChatInfo> chats() const;
    bool saveChat(const ChatInfo& chat);
    /// Saves several chats in one transaction.
    bool saveChats(const QVector<ChatInfo>& chats);

    bool saveTurn(const Turn& turn);
    /// Saves a turn and its chat (its leaf, its title) in one transaction.
    bool save(const Turn& turn, const ChatInfo& chat);

    std::optional<Turn> turn(TurnId id) const;
    /// The branch that ends at `leaf`, oldest first: its last `limit` turns.
    QVector<Turn> path(TurnId leaf, int limit) const;
    /// Ids of the turns with this parent, oldest first; deleted ones are left out.
    QVector<TurnId> children(ChatId chat, TurnId parent) const;
    /// The leaf to show when the branch through `turn` is chosen: where it was left, else the newest one.
    TurnId leafBelow(ChatId chat, TurnId turn) const;

    /// Soft deletion; undone with `deleted` false. Kept for 30 days. A deleted turn takes what follows it out of sight.
    bool setTurnDeleted(TurnId turn, bool deleted);
    bool setChatDeleted(ChatId chat, bool deleted);

    /// Looks for `words` in titles and texts on another thread -> searchFinished().
    void search(const QString& words);

    /// Which tab is in front.
    ChatId currentChat() const;
    bool setCurrentChat(ChatId chat);

    /// Tries to save again what could not be saved.
    bool retry();

 signals:
    void unsavedChanged(int count, const QString& error);
    void searchFinished(const QString& words, const QVector<mw::gui::ChatId>& chats);

 private:
    bool open(const ChatStoreOptions& options);
    bool createSchema();
    void prepareStart();
    QString execute(const QString& sql) const;
    QString writeChat(const ChatInfo& chat);
    QString writeTurn(const Turn& turn);
    bool flush();
    bool runWrite(const QString& sql, const QVariantList& values);
    Turn placed(Turn turn) const;

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
    std::unique_ptr<QLockFile> m_lock;
    QString m_readOnlyReason;
    QString m_lastError;
    QHash<TurnId, Turn> m_unsavedTurns;
    QHash<ChatId, ChatInfo> m_unsavedChats;
    QTimer m_retry;
    qint64 m_lastChatId = 0;
    qint64 m_lastTurnId = 0;
    int m_reportedUnsaved = 0;
};

}  // namespace mw::gui
