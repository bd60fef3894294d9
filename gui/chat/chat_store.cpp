// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Opening, and what is not saved yet. Chats, turns and drafts are written in chat_store_writing.cpp, and the tree that
// turns form is in chat_store_tree.cpp.

#include "chat_store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QStandardPaths>
#include <QThreadPool>
#include <algorithm>
#include <utility>

#include "chat_rescue.h"
#include "chat_rows.h"
#include "file_lock.h"

namespace mw::gui {
namespace {

constexpr qint64 kKeepDeletedMs = qint64(30) * 24 * 3600 * 1000;
constexpr qsizetype kManyCharacters = 500'000;  // take some ms to write
constexpr int kCommitsInLog = 200;
constexpr int kBusyRetryMs = 300;
constexpr int kBusyUnsaidMs = 1500;  ///< most locks of other programs last for moments

/// Renames a whole new file of chats to its name. One that has that name is kept, as NAME.old. Returns what went wrong.
QString putInPlace(const QString& part, const QString& to) {
    FileLock lock(to + QStringLiteral(".lock"));
    if (lock.tryLock() == FileLock::Result::HeldByOther) return ChatStore::tr("another Mixtral Workbench has it open");
    const QString old = to + QStringLiteral(".old");
    for (const char* log : {"", "-wal", "-shm"}) {
        QFile::remove(old + QLatin1String(log));
        QFile file(to + QLatin1String(log));
        if (file.exists() && !file.rename(old + QLatin1String(log))) return file.errorString();
    }
    QFile file(part);
    return file.rename(to) ? QString() : file.errorString();
}

/// Whether the disk still gives anything back of a file: then what it does not give is damaged, and else all has gone.
bool canBeRead(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && file.read(16).size() == 16;
}

}  // namespace

QString ChatStore::usualPath() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("chats.sqlite"));
}

ChatStore::ChatStore(const ChatStoreOptions& options, QObject* parent) : QObject(parent), m_options(options) {
    if (m_options.path.isEmpty()) m_options.path = usualPath();
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (m_file->canWrite())
            flush();
        else
            retry();
    });
    connect(&m_writer, &ChatWriter::written, this, [this] {
        const std::optional<WrittenChanges> written = m_writer.take();
        if (!written) return;
        const bool added = settleAdded(*written);
        if (added && m_unsaved.isEmpty()) report({});   // it may have been waited for in vain
        if (added || settleWritten(*written)) flush();  // what came meanwhile
        beginToAdd();
    });
    open();
}

/// Whoever closes a file last brings its log into it, and waits for the disk: that is done on a thread before, which is
/// not waited for for ever, and then keeps the file open.
ChatStore::~ChatStore() {
    if (flushAndWait() && m_file->canWrite() && m_file->hasLog()) m_writer.emptyLog(path());
}

void ChatStore::open() {
    m_file = ChatDatabase::open(m_options.path, m_options.maxPages, m_options.mustExist);
    if (trouble() == ChatDatabase::Trouble::Damaged) rescue(m_file->reason());
    settle();
    if (trouble() == ChatDatabase::Trouble::Busy) m_retry.start(kBusyRetryMs);
}

/// What a new start has to settle: answers that a dead process left, old deletions, the next ids.
void ChatStore::settle() {
    if (m_file->canWrite()) {
        SqlResult result =
            m_file->run(QStringLiteral("UPDATE turns SET state = 'interrupted' WHERE state = 'streaming'"));
        const qint64 before = QDateTime::currentMSecsSinceEpoch() - kKeepDeletedMs;
        for (const char* sql : {"DELETE FROM turns WHERE chat IN (SELECT id FROM chats WHERE deleted < ?)",
                                "DELETE FROM drafts WHERE chat IN (SELECT id FROM chats WHERE deleted < ?)",
                                "DELETE FROM chats WHERE deleted < ?"})
            if (result.good()) result = m_file->run(QLatin1String(sql), {before});
        if (result.good())
            result = m_file->run(QStringLiteral("DELETE FROM attachments WHERE chat NOT IN (SELECT chat FROM drafts)"));
        if (result.isDamage()) rescue(result.error);
    }
    for (const auto& [table, last] : {std::pair<const char*, qint64*>{"chats", &m_lastChatId},
                                      {"turns", &m_lastTurnId},
                                      {"attachments", &m_lastAttachmentId}}) {
        const auto rows = select(QStringLiteral("SELECT max(id) FROM ") + QLatin1String(table));
        if (!rows.isEmpty()) *last = std::max(*last, rows[0][0].toLongLong());
        // Ids of what may be saved one day, beside what another workbench has saved meanwhile.
        if (!m_file->canWrite()) *last = std::max(*last, QDateTime::currentMSecsSinceEpoch());
    }
    // A chat that ends in a turn beyond the last one: the end of the table is damaged, and who knows which ids it had.
    const auto leaf = select(QStringLiteral("SELECT max(leaf) FROM chats"));
    if (!leaf.isEmpty() && leaf[0][0].toLongLong() > m_lastTurnId)
        m_lastTurnId = std::max(leaf[0][0].toLongLong(), QDateTime::currentMSecsSinceEpoch());
}

/// Reads rows. Damage met on the way does not end it: it goes on in a copy of what can be read.
QVector<QVariantList> ChatStore::select(const QString& sql, const QVariantList& values) {
    SqlResult result = m_file->run(sql, values);
    const bool damaged = result.isDamage() || (result.isInputOutput() && canBeRead(path()));
    if (damaged && rescue(result.error)) result = m_file->run(sql, values);
    m_readable = result.good();
    return result.rows;
}

/// What is written so far need not be written again; what is still under way is left to itself.
void ChatStore::endWriter() {
    if (const std::optional<WrittenChanges> written = m_writer.finish())
        if (!settleAdded(*written)) m_unsaved.forget(written->changes);
    if (!m_writer.isBusy()) return;
    WrittenChanges none;
    none.result.error = tr("the disk does not answer");
    settleAdded(none);
    m_writer.leaveBehind();
}

/// Leaves the damaged file alone from now on and goes on with what can be read of it. False: that was done before.
bool ChatStore::rescue(const QString& error) {
    if (m_damaged) return false;
    endWriter();
    m_damaged = std::move(m_file);
    m_file = ChatDatabase::inMemory();
    const Rescued rescued = copyReadable(*m_damaged, *m_file);
    QString reason = tr("The file of chats is damaged. It is left as it is, and nothing is saved to it any more.");
    if (rescued.turns + rescued.chats == 0)
        reason += QLatin1Char(' ') + tr("Nothing in it can be read.");
    else if (rescued.damagedTurns > 0)
        reason += QLatin1Char(' ') + tr("What can be read is shown. Turns that cannot be read: %1.")
                                         .arg(QLocale().toString(rescued.damagedTurns));
    else
        reason += QLatin1Char(' ') + tr("All turns can still be read.");
    m_file->setTrouble(ChatDatabase::Trouble::Damaged, reason);
    m_lastError = error;
    m_lastTurnId = std::max(m_lastTurnId, QDateTime::currentMSecsSinceEpoch());
    m_lastChatId = std::max(m_lastChatId, m_lastTurnId);
    // Later: it may have been met in the middle of anything.
    QMetaObject::invokeMethod(this, &ChatStore::reopened, Qt::QueuedConnection);
    return true;
}

bool ChatStore::hasUnsavedWork() {
    if (m_writer.isBusy()) flushAndWait();
    if (m_adding && m_writer.isBusy()) return true;
    return !m_unsaved.chatDeletions.isEmpty() || !m_unsaved.turnDeletions.isEmpty() ||
           !chatsWithUnsavedWork().isEmpty();
}

QSet<ChatId> ChatStore::chatsWithUnsavedWork() {
    QSet<ChatId> result;
    for (const Turn& turn : std::as_const(m_unsaved.turns))
        result.insert(turn.chat);
    for (auto it = m_unsaved.drafts.cbegin(); it != m_unsaved.drafts.cend(); ++it)
        if (!it->isEmpty()) result.insert(it.key());
    for (auto it = m_unsaved.turnDeletions.cbegin(); it != m_unsaved.turnDeletions.cend(); ++it)
        for (const QVariantList& row :
             m_file->run(QStringLiteral("SELECT chat FROM turns WHERE id = ?"), {it.key()}).rows)
            result.insert(row[0].toLongLong());
    for (const ChatInfo& chat : std::as_const(m_unsaved.chats)) {
        const SqlResult saved = m_file->run(
            QStringLiteral("SELECT %1 FROM chats WHERE id = ?").arg(chatColumns(m_file->schema())), {chat.id});
        const ChatInfo before = saved.rows.isEmpty() ? ChatInfo{} : readDoubtfulChat(saved.rows[0]);
        const bool changed = saved.rows.isEmpty() ? chat.named  // never asked anything
                                                  : before.title != chat.title || !(before.settings == chat.settings);
        if (changed) result.insert(chat.id);
    }
    for (auto it = m_unsaved.chatDeletions.cbegin(); it != m_unsaved.chatDeletions.cend(); ++it)
        if (*it != 0) result.remove(it.key());
    return result;
}

void ChatStore::gather() {
    m_gathering = true;
    QTimer::singleShot(0, this, [this] {
        if (std::exchange(m_gathering, false)) flush();
    });
}

/// Writes everything unsaved. What fails stays unsaved; much text is on its way, which is not saved either.
bool ChatStore::flush() {
    if (m_gathering || m_writer.isBusy()) return false;  // it is flushed when that is done
    if (m_unsaved.isEmpty()) return true;
    if (!m_file->canWrite() || !m_file->hasLog() || m_unsaved.characters() < kManyCharacters) return writeHere();
    m_writer.write(path(), m_options.maxPages, m_unsaved);
    m_commits = 0;
    return false;
}

/// Does not return before everything is written, or cannot be, or the disk has been waited for long enough.
bool ChatStore::flushAndWait() {
    m_gathering = false;
    if (!waitForWriter()) return false;
    if (m_unsaved.isEmpty()) return true;
    if (!m_file->canWrite() || !m_file->hasLog()) return writeHere();
    m_writer.write(path(), m_options.maxPages, m_unsaved);
    return waitForWriter() && m_unsaved.isEmpty();
}

/// False: it is still at it.
bool ChatStore::waitForWriter() {
    const bool known = m_writer.isStuck();
    if (const std::optional<WrittenChanges> written = m_writer.finish())
        if (!settleAdded(*written)) settleWritten(*written);
    if (!m_writer.isBusy()) return true;
    if (known) return false;
    SqlResult result;
    result.error = tr("the disk does not answer");
    report(result);
    return false;
}

bool ChatStore::writeHere() {
    if (!m_file->canWrite()) return settleWritten({});
    const bool saved = settleWritten(m_unsaved.writeTo(*m_file));
    if (saved && m_file->hasLog() && ++m_commits == kCommitsInLog) {
        m_writer.emptyLog(path());
        m_commits = 0;
    }
    return saved;
}

FreshIds ChatStore::freshIds(int chats, int turns, int attachments) {
    const FreshIds ids{m_lastChatId + 1, m_lastTurnId + 1, m_lastAttachmentId + 1};
    m_lastChatId += chats;
    m_lastTurnId += turns;
    m_lastAttachmentId += attachments;
    return ids;
}

void ChatStore::add(const ChatChanges& chats, const std::function<void(const QString& error)>& done) {
    m_adding = Adding{chats, done};
    if (!m_writer.isBusy()) beginToAdd();
}

/// Unless something else is being written: then when that is done.
void ChatStore::beginToAdd() {
    if (!m_adding || m_adding->begun || m_writer.isBusy()) return;
    m_adding->begun = true;
    if (m_file->canWrite() && m_file->hasLog())
        return m_writer.writeAtOnce(path(), m_options.maxPages, m_adding->chats);
    WrittenChanges written;
    if (m_file->canWrite())
        written = m_adding->chats.writeAtOnceTo(*m_file);
    else
        written.result.error = m_file->reason();
    settleAdded(written);
}

/// Whether it was chats from elsewhere that were written, or were not.
bool ChatStore::settleAdded(const WrittenChanges& written) {
    if (!m_adding || !m_adding->begun) return false;
    const Adding adding = *std::exchange(m_adding, std::nullopt);
    m_commits = 0;
    // Later: it may have been waited for in the middle of anything.
    QMetaObject::invokeMethod(
        this, [done = adding.done, error = written.result.error] { done(error); }, Qt::QueuedConnection);
    if (written.result.isDamage()) rescue(written.result.error);
    return true;
}

bool ChatStore::settleWritten(const WrittenChanges& written) {
    m_unsaved.forget(written.changes);
    SqlResult result = written.result;
    if (result.isDamage()) rescue(result.error);
    if (!m_file->canWrite()) result.error = m_file->reason();
    report(result);
    return result.good();
}

/// Tells what the last attempt to save came to, and sees to the next one.
void ChatStore::report(const SqlResult& result) {
    if (!result.isBusy())
        m_busy.invalidate();
    else if (!m_busy.isValid())
        m_busy.start();
    const int interval = result.isBusy() || trouble() == ChatDatabase::Trouble::Busy ? kBusyRetryMs : m_options.retryMs;
    if (result.good())
        m_retry.stop();
    else if (!m_retry.isActive() || m_retry.interval() != interval)  // an answer under way must not put it off
        m_retry.start(interval);
    if (m_busy.isValid() && m_busy.elapsed() < kBusyUnsaidMs) return;
    const int unsaved = result.good() ? 0 : unsavedCount();  // what came meanwhile is on its way
    const bool changed = result.error != m_lastError || unsaved != m_reportedUnsaved;
    m_lastError = result.error;
    m_reportedUnsaved = unsaved;
    if (changed) emit unsavedChanged(m_reportedUnsaved, m_lastError);
}

bool ChatStore::retry() {
    m_gathering = false;
    m_writer.waitAgain();
    if (m_file->canWrite()) return flushAndWait();
    return mayReopen() && reopen();
}

/// Whether what kept the file from being written to may have passed.
bool ChatStore::mayReopen() const {
    switch (trouble()) {
        case ChatDatabase::Trouble::Busy:
        case ChatDatabase::Trouble::OpenElsewhere:
            return true;
        case ChatDatabase::Trouble::Missing:
            return QFileInfo::exists(path());
        case ChatDatabase::Trouble::ReadOnly:
            return QFileInfo(QFileInfo(path()).absolutePath()).isWritable() &&
                   (!QFileInfo::exists(path()) || QFileInfo(path()).isWritable());
        default:
            return false;
    }
}

bool ChatStore::reopen() {
    const ChatDatabase::Trouble before = trouble();
    const bool read = m_file->schema() > 0;
    m_retry.stop();
    endWriter();
    m_file.reset();  // with its lock
    open();
    if (m_file->canWrite()) {
        // Another workbench may have gone on with a chat that only looks changed from here.
        for (const QVariantList& row : select(QStringLiteral("SELECT id, updated FROM chats")))
            if (const auto mine = m_unsaved.chats.constFind(row[0].toLongLong());
                mine != m_unsaved.chats.cend() && mine->updated < row[1].toLongLong())
                m_unsaved.chats.erase(mine);
    }
    const bool saved = flushAndWait();
    if (trouble() != before || (m_file->schema() > 0) != read) {
        emit reopened();
        emit unsavedChanged(unsavedCount(), m_lastError);
    }
    return saved && m_file->canWrite();
}

bool ChatStore::moveTo(const QString& to, QString* error) {
    const auto fail = [&](const QString& why) {
        if (error) *error = why;
        return false;
    };
    const bool inPlace = QFileInfo(to).absoluteFilePath() == QFileInfo(path()).absoluteFilePath();
    if (inPlace && !m_damaged)
        return retry() || fail(tr("That is the file that nothing can be saved to. Choose another one."));
    flushAndWait();
    // Under a name of its own until it is whole.
    const QString part = to + QStringLiteral(".part");
    QFile::remove(part);
    QString problem;
    {
        const auto target = ChatDatabase::open(part);
        if (!target->canWrite()) return fail(target->reason());
        SqlResult result;
        result.error = copyReadable(*m_file, *target).error;
        if (result.good()) result = m_unsaved.writeTo(*target).result;
        if (result.good() && m_adding && m_adding->begun) result = m_adding->chats.writeAtOnceTo(*target).result;
        problem = result.error;
    }
    if (problem.isEmpty()) {
        if (inPlace) m_damaged.reset();
        problem = putInPlace(part, to);
    }
    if (!problem.isEmpty()) {
        QFile::remove(part);
        return fail(tr("%1 cannot be written: %2").arg(to, problem));
    }
    m_unsaved = {};
    settleAdded({});
    if (m_writer.isBusy()) m_writer.leaveBehind();
    m_damaged.reset();
    m_file.reset();
    m_options = {.path = to, .mustExist = true};
    open();
    report({});
    emit moved(to);
    return true;
}

bool ChatStore::goTo(const QString& to) {
    m_options = {.path = to};
    reopen();
    if (m_file->canWrite()) emit moved(to);
    return m_file->canWrite();
}

void ChatStore::search(const QString& words) {
    const QPointer<ChatStore> self(this);
    const SearchPlace place{m_file->address(), m_file->addressOptions(), m_unsaved.chats,
                            m_unsaved.turns,   m_unsaved.chatDeletions,  m_unsaved.turnDeletions};
    QThreadPool::globalInstance()->start([self, place, words] {
        const QVector<SearchHit> found = searchIn(place, words);
        QMetaObject::invokeMethod(qApp, [self, words, found] {
            if (self) emit self->searchFinished(words, found);
        });
    });
}

ChatId ChatStore::currentChat() {
    if (m_unsaved.current) return *m_unsaved.current;
    const auto rows = select(QStringLiteral("SELECT value FROM window WHERE key = 'current_chat'"));
    return rows.isEmpty() ? 0 : rows[0][0].toLongLong();
}

bool ChatStore::setCurrentChat(ChatId chat) {
    m_unsaved.current = chat;
    return flush();
}

}  // namespace mw::gui
