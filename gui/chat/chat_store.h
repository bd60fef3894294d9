// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "chat_changes.h"
#include "chat_database.h"
#include "chat_search.h"
#include "chat_types.h"
#include "chat_writer.h"

namespace mw::gui {

/// Where chats are kept.
struct ChatStoreOptions {
    QString path;            ///< of the database; empty: ChatStore::usualPath(), in the person's XDG data folder
    int maxPages = 0;        ///< the database may not grow past so many pages (a full disk, for tests); 0: no limit
    int retryMs = 5000;      ///< how long until saving is tried again
    bool mustExist = false;  ///< it was there before: where it is missing, none is made in its place
};

/// Ids that nothing has yet.
struct FreshIds {
    ChatId firstChat = 0;
    TurnId firstTurn = 0;
    qint64 firstAttachment = 0;
};

/// A file of chats as it can be read beside its store, and what is not in it yet.
struct ChatPlace {
    QString address, options;  ///< for a connection of the reader's own
    int schema = 0;
    ChatChanges unsaved;
};

/// Chats on disk: SQLite in WAL mode. GUI thread only; a write is an append to the log of well under a millisecond.
/// Long texts are written on another thread, and what changes meanwhile when that is done: see ChatWriter.
///
/// Every write is acknowledged (true) once SQLite has committed it, and survives the death of the process. A write that
/// fails (full disk, another program's lock, a folder for reading only) stays in memory as *unsaved*: reads see it, and
/// it is tried again with the next write and from time to time, so nothing on screen ever disappears. A file found
/// damaged is left as it is from then on: reads see a copy of what can be read, see copyReadable().
class ChatStore : public QObject {
    Q_OBJECT

 public:
    explicit ChatStore(const ChatStoreOptions& options = {}, QObject* parent = nullptr);
    ~ChatStore() override;

    QString path() const { return m_options.path; }
    /// Why nothing can be saved at all, and how that is called. Empty if all is well.
    QString readOnlyReason() const { return m_file->reason(); }
    ChatDatabase::Trouble trouble() const { return m_file->trouble(); }
    /// How many turns, chats and drafts wait to be saved, and why the last attempt failed.
    int unsavedCount() const { return m_unsaved.count(); }
    QString lastError() const { return m_lastError; }
    /// Whether a turn could not be saved so far.
    bool isUnsaved(TurnId turn) const {
        return m_unsaved.turns.contains(turn) && !(m_writer.isBusy() && m_lastError.isEmpty());
    }
    /// Whether something that a person wrote, was told or chose is unsaved; which tab is where does not count. What is
    /// being written is waited for.
    bool hasUnsavedWork();
    /// The chats that it is in, but for deleted ones.
    QSet<ChatId> chatsWithUnsavedWork();

    ChatId newChatId() { return ++m_lastChatId; }
    TurnId newTurnId() { return ++m_lastTurnId; }
    qint64 newAttachmentId() { return ++m_lastAttachmentId; }

    /// Ids for chats that come from elsewhere; the first of so many each.
    FreshIds freshIds(int chats, int turns, int attachments);
    /// Writes such chats on another thread, in one transaction, and then calls `done`, with an error for a person where
    /// nothing was written. What else is to be saved waits for it. One such call at a time.
    void add(const ChatChanges& chats, const std::function<void(const QString& error)>& done);
    /// For reading on another thread.
    ChatPlace place() const { return {m_file->address(), m_file->addressOptions(), m_file->schema(), m_unsaved}; }

    /// All chats that are not deleted, newest first.
    QVector<ChatInfo> chats();
    bool saveChat(const ChatInfo& chat);
    /// Saves several chats in one transaction.
    bool saveChats(const QVector<ChatInfo>& chats);

    bool saveTurn(const Turn& turn);
    /// Saves a turn and its chat (its leaf, its title) in one transaction.
    bool save(const Turn& turn, const ChatInfo& chat);

    /// What was written in a chat and not sent.
    Draft draft(ChatId chat);
    bool saveDraft(ChatId chat, const Draft& draft);

    /// A turn that is not deleted itself; what it follows may be, see wholeLeaf().
    std::optional<Turn> turn(TurnId id);
    /// The branch that ends at `leaf`, oldest first: its last `limit` turns. Where it cannot be read further up, it
    /// begins with a turn that is TurnState::Damaged and says so.
    QVector<Turn> path(TurnId leaf, int limit);
    /// The same as far up as it takes to reach so many characters, all of them without their places among siblings:
    /// some ms for a prompt's worth of turns, however short they are.
    QVector<Turn> lastTurns(TurnId leaf, qsizetype characters);
    /// How many turns a branch has.
    int depth(TurnId leaf);
    /// Ids of the turns with this parent, oldest first; deleted ones are left out.
    QVector<TurnId> children(ChatId chat, TurnId parent);
    /// Whether `turn` follows `above`, however far, or is it.
    bool isBelow(TurnId turn, TurnId above);
    /// Remembers for every fork on the way to `to`, which is shown instead of `from`, which way it was.
    void rememberShown(ChatId chat, TurnId from, TurnId to);
    /// The leaf to show when the branch through `turn` is chosen: at each fork the way that was shown last, else the
    /// newest. `turn` 0: of the whole chat.
    TurnId leafBelow(ChatId chat, TurnId turn);
    /// Whether neither a turn nor anything that it follows is deleted.
    bool isWhole(ChatId chat, TurnId turn);
    /// `leaf` if it is whole; else the leaf to show in its place.
    TurnId wholeLeaf(ChatId chat, TurnId leaf);
    /// Whether anything was ever said in a chat, deleted or not, as far as one can know.
    bool hasTurns(ChatId chat);

    /// Soft deletion; undone with `deleted` false. Kept for 30 days. A deleted turn takes what follows it out of sight.
    /// It holds at once; false: it is not saved yet.
    bool setTurnDeleted(TurnId turn, bool deleted);
    bool setChatDeleted(ChatId chat, bool deleted);
    bool setChatsDeleted(const QVector<ChatId>& chats, bool deleted);

    /// Looks for `words` in titles and texts on another thread -> searchFinished().
    void search(const QString& words);

    /// Which tab is in front.
    ChatId currentChat();
    bool setCurrentChat(ChatId chat);

    /// What a view remembers with the chats; empty: nothing yet.
    QString note(const QString& key);
    bool saveNote(const QString& key, const QString& value);

    /// Tries again to open the file, if that failed, and to save what could not be saved. A disk that does not answer
    /// is waited for SideThread::kPatience, and then it is said.
    bool retry();
    /// What is to be saved waits for retry(), or the next turn of the event loop: at the end of the program nothing may
    /// wait for a disk for ever.
    void gather();
    /// Writes everything that can be read and everything unsaved to another file and goes on there -> moved(). A file
    /// of that name is kept as NAME.old; that may be the damaged one. False: `error` says why for a person, and all is
    /// as it was.
    bool moveTo(const QString& path, QString* error);
    /// Goes on in another file as it is, with what is unsaved -> moved().
    bool goTo(const QString& path);
    /// Where chats are kept if nobody has chosen another place.
    static QString usualPath();

 signals:
    void unsavedChanged(int count, const QString& error);
    /// The file could be opened, or was found damaged: what was read of it before may be different now.
    void reopened();
    void moved(const QString& path);
    void searchFinished(const QString& words, const QVector<mw::gui::SearchHit>& found);

 private:
    /// The way from a turn up, as long as ids are larger than a bound.
    struct Ascent {
        TurnId highest = 0;         ///< the last turn of it; 0: there is none
        TurnId topmostDeleted = 0;  ///< the last one that is deleted; 0: none is
    };

    void open();
    void settle();
    bool reopen();
    bool mayReopen() const;
    bool rescue(const QString& error);
    QVector<QVariantList> select(const QString& sql, const QVariantList& values = {});
    bool flush();
    bool flushAndWait();
    bool waitForWriter();
    void endWriter();
    bool writeHere();
    bool settleWritten(const WrittenChanges& written);
    bool settleAdded(const WrittenChanges& written);
    void beginToAdd();
    void report(const SqlResult& result);

    bool isDeleted(TurnId turn);
    TurnId parentOf(TurnId turn);
    TurnId shownChild(ChatId chat, TurnId parent);
    Ascent ascend(TurnId from, TurnId bound);
    TurnId oldestDeleted(ChatId chat);
    Turn placed(Turn turn);

    ChatStoreOptions m_options;
    std::unique_ptr<ChatDatabase> m_file;
    std::unique_ptr<ChatDatabase> m_damaged;  ///< kept locked, and never written to again
    ChatWriter m_writer;
    ChatChanges m_unsaved;  ///< reads see it
    /// Chats that come from elsewhere, as long as they are not written.
    struct Adding {
        ChatChanges chats;
        std::function<void(const QString& error)> done;
        bool begun = false;
    };
    std::optional<Adding> m_adding;
    QString m_lastError;
    int m_reportedUnsaved = 0;
    int m_commits = 0;  ///< since the log was last brought into the file
    QTimer m_retry;
    bool m_gathering = false;
    bool m_readable = true;  ///< whether the last read came to its end; another program's lock may be in the way
    QElapsedTimer m_busy;    ///< since another program's lock was first met; invalid: it is not
    qint64 m_lastChatId = 0, m_lastTurnId = 0, m_lastAttachmentId = 0;
};

}  // namespace mw::gui
