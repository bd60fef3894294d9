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
    int unsavedCount() const { return m_unsaved.count(); }
    QString lastError() const { return m_lastError; }
    bool isUnsaved(TurnId turn) const { return m_unsaved.turns.contains(turn); }

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

    /// A turn that is not deleted itself; what it follows may be, see wholeLeaf().
    std::optional<Turn> turn(TurnId id) const;
    /// The branch that ends at `leaf`, oldest first: its last `limit` turns.
    QVector<Turn> path(TurnId leaf, int limit) const;
    /// Ids of the turns with this parent, oldest first; deleted ones are left out.
    QVector<TurnId> children(ChatId chat, TurnId parent) const;
    /// Whether `turn` follows `above`, however far, or is it.
    bool isBelow(TurnId turn, TurnId above) const;
    /// Remembers for every fork on the way to `to`, which is shown instead of `from`, which way it was.
    void rememberShown(ChatId chat, TurnId from, TurnId to);
    /// The leaf to show when the branch through `turn` is chosen: at each fork the way that was shown last, else the
    /// newest. `turn` 0: of the whole chat.
    TurnId leafBelow(ChatId chat, TurnId turn) const;
    /// Whether neither a turn nor anything that it follows is deleted.
    bool isWhole(ChatId chat, TurnId turn) const;
    /// `leaf` if it is whole; else the leaf to show in its place.
    TurnId wholeLeaf(ChatId chat, TurnId leaf) const;
    /// Whether anything was ever said in a chat, deleted or not.
    bool hasTurns(ChatId chat) const;

    /// Soft deletion; undone with `deleted` false. Kept for 30 days. A deleted turn takes what follows it out of sight.
    /// It holds at once; false: it is not saved yet.
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
    /// What is not on disk yet, or cannot be. Reads see it.
    struct Unsaved {
        QHash<TurnId, Turn> turns;
        QHash<ChatId, ChatInfo> chats;
        QHash<TurnId, qint64> turnDeletions;  ///< when, in ms since 1970; 0: undone
        QHash<ChatId, qint64> chatDeletions;
        QHash<TurnId, TurnId> shownChildren;  ///< see shownChild()
        std::optional<ChatId> current;

        int count() const { return int(turns.size() + chats.size() + turnDeletions.size() + chatDeletions.size()); }
        bool isEmpty() const { return count() == 0 && shownChildren.isEmpty() && !current; }
    };
    /// The way from a turn up, as long as ids are larger than a bound.
    struct Ascent {
        TurnId highest = 0;         ///< the last turn of it; 0: there is none
        TurnId topmostDeleted = 0;  ///< the last one that is deleted; 0: none is
    };

    bool open(const ChatStoreOptions& options);
    bool createSchema();
    void prepareStart();
    QString execute(const QString& sql) const;
    QString writeChat(const ChatInfo& chat);
    QString writeTurn(const Turn& turn);
    QString writeUnsaved();
    QString runWrite(const QString& sql, const QVariantList& values);
    bool flush();
    bool isDeleted(TurnId turn) const;
    TurnId parentOf(TurnId turn) const;
    TurnId shownChild(ChatId chat, TurnId parent) const;
    Ascent ascend(TurnId from, TurnId bound) const;
    Turn placed(Turn turn) const;

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
    std::unique_ptr<QLockFile> m_lock;
    QString m_readOnlyReason;
    QString m_lastError;
    Unsaved m_unsaved;
    QTimer m_retry;
    qint64 m_lastChatId = 0;
    qint64 m_lastTurnId = 0;
    int m_reportedUnsaved = 0;
};

}  // namespace mw::gui
