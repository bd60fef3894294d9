// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSet>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUuid>
#include <algorithm>

#include "chat_rows.h"

namespace mw::gui {
namespace {

constexpr qint64 kKeepDeletedMs = qint64(30) * 24 * 3600 * 1000;
constexpr int kRetryMs = 5000;
constexpr int kSearchResults = 200;

/// `words` with LIKE's own signs taken literally.
QString likePattern(QString words) {
    words.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    words.replace(QLatin1Char('%'), QLatin1String("\\%")).replace(QLatin1Char('_'), QLatin1String("\\_"));
    return QLatin1Char('%') + words + QLatin1Char('%');
}

QVector<ChatId> searchIn(const QString& path, const QString& words) {
    QVector<ChatId> found;
    const QString connection = QStringLiteral("search-") + QUuid::createUuid().toString();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        if (database.open()) {
            QSqlQuery query(database);
            query.setForwardOnly(true);
            query.prepare(
                QStringLiteral("SELECT id FROM chats WHERE deleted IS NULL AND (title LIKE :w ESCAPE '\\' OR EXISTS ("
                               "SELECT 1 FROM turns WHERE turns.chat = chats.id AND turns.deleted IS NULL "
                               "AND turns.text LIKE :w2 ESCAPE '\\')) ORDER BY updated DESC LIMIT %1")
                    .arg(kSearchResults));
            query.bindValue(QStringLiteral(":w"), likePattern(words));
            query.bindValue(QStringLiteral(":w2"), likePattern(words));
            query.exec();
            while (query.next())
                found.append(query.value(0).toLongLong());
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return found;
}

}  // namespace

ChatStore::ChatStore(const ChatStoreOptions& options, QObject* parent) : QObject(parent) {
    m_connection = QStringLiteral("chats-") + QUuid::createUuid().toString();
    m_path = options.path.isEmpty() ? QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                                          .filePath(QStringLiteral("chats.sqlite"))
                                    : options.path;
    if (open(options) && m_readOnlyReason.isEmpty()) prepareStart();
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, [this] { retry(); });
}

ChatStore::~ChatStore() {
    if (m_readOnlyReason.isEmpty()) flush();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

bool ChatStore::open(const ChatStoreOptions& options) {
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder)) {
        m_readOnlyReason = tr("The folder %1 cannot be made. Chats of this session are not saved.").arg(folder);
        return false;
    }
    m_lock = std::make_unique<QLockFile>(m_path + QStringLiteral(".lock"));
    m_lock->setStaleLockTime(0);  // a lock of a living process never goes stale; one of a dead process always is
    if (!m_lock->tryLock(0) && m_lock->error() == QLockFile::LockFailedError)
        m_readOnlyReason = tr("Another Mixtral Workbench has these chats open. Chats are shown here but not saved.");

    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_path);
    const auto openDatabase = [this] {
        m_database.close();
        m_database.setConnectOptions(m_readOnlyReason.isEmpty() ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000")
                                                                : QStringLiteral("QSQLITE_OPEN_READONLY"));
        return m_database.open();
    };
    const auto damaged = [this](const QString& why) {
        m_database.close();
        m_readOnlyReason =
            tr("%1 cannot be opened (%2). It is left as it is; chats of this session are not saved.").arg(m_path, why);
        return false;
    };
    if (!openDatabase()) return damaged(m_database.lastError().databaseText());

    QSqlQuery version(m_database);
    if (!version.exec(QStringLiteral("PRAGMA user_version")) || !version.next()) return damaged(errorOf(version));
    const int schema = version.value(0).toInt();
    version.finish();
    if (schema > kSchemaVersion) {
        m_readOnlyReason =
            tr("These chats were saved by a newer Mixtral Workbench (version %1 of the file, this one knows %2). "
               "They can be read, not changed.")
                .arg(schema)
                .arg(kSchemaVersion);
        if (!openDatabase()) return damaged(m_database.lastError().databaseText());
    }
    if (!m_readOnlyReason.isEmpty()) return true;

    // NORMAL: a commit appends to the log without waiting for the disk. It outlives the process; only a power cut can
    // take the last moments, never the file.
    for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = OFF"})
        if (const QString error = execute(QLatin1String(pragma)); !error.isEmpty()) return damaged(error);
    if (schema == 0 && !createSchema()) return damaged(m_lastError);
    for (const char* index :
         {"turns_by_parent ON turns (chat, parent)", "turns_deleted ON turns (chat) WHERE deleted IS NOT NULL",
          "turns_streaming ON turns (state) WHERE state = 'streaming'"})
        execute(QStringLiteral("CREATE INDEX IF NOT EXISTS ") + QLatin1String(index));
    if (options.maxPages > 0) execute(QStringLiteral("PRAGMA max_page_count = %1").arg(options.maxPages));
    return true;
}

bool ChatStore::createSchema() {
    m_database.transaction();
    for (const char* sql : {
             "CREATE TABLE IF NOT EXISTS chats (id INTEGER PRIMARY KEY, title TEXT NOT NULL, named INTEGER NOT NULL, "
             "settings TEXT NOT NULL, leaf INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, "
             "tab INTEGER NOT NULL, deleted INTEGER)",
             "CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, parent INTEGER NOT "
             "NULL, "
             "role TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, template_name TEXT NOT NULL, "
             "error TEXT NOT NULL, prompt_tokens INTEGER NOT NULL, tokens INTEGER NOT NULL, tokens_per_second REAL NOT "
             "NULL, "
             "omitted_turns INTEGER NOT NULL, removed_tags INTEGER NOT NULL, created INTEGER NOT NULL, "
             "resume INTEGER NOT NULL, deleted INTEGER)",
             "CREATE TABLE IF NOT EXISTS window (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
             "PRAGMA user_version = 1",
         }) {
        m_lastError = execute(QLatin1String(sql));
        if (!m_lastError.isEmpty()) {
            m_database.rollback();
            return false;
        }
    }
    return m_database.commit();
}

/// What a new start has to settle: answers that a dead process left, old deletions, the next ids.
void ChatStore::prepareStart() {
    execute(QStringLiteral("UPDATE turns SET state = 'interrupted' WHERE state = 'streaming'"));
    const qint64 before = QDateTime::currentMSecsSinceEpoch() - kKeepDeletedMs;
    execute(QStringLiteral("DELETE FROM turns WHERE chat IN (SELECT id FROM chats WHERE deleted < %1)").arg(before));
    execute(QStringLiteral("DELETE FROM chats WHERE deleted < %1").arg(before));
    QSqlQuery query(m_database);
    if (query.exec(QStringLiteral("SELECT (SELECT max(id) FROM chats), (SELECT max(id) FROM turns)")) && query.next()) {
        m_lastChatId = query.value(0).toLongLong();
        m_lastTurnId = query.value(1).toLongLong();
    }
}

/// Runs one statement; returns the error, empty if there was none.
QString ChatStore::execute(const QString& sql) const {
    QSqlQuery query(m_database);
    return query.exec(sql) ? QString() : errorOf(query);
}

QVector<ChatInfo> ChatStore::chats() const {
    QVector<ChatInfo> result;
    const auto add = [&](const ChatInfo& chat, bool deleted) {
        const auto changed = m_unsaved.chatDeletions.constFind(chat.id);
        if (changed == m_unsaved.chatDeletions.cend() ? !deleted : *changed == 0) result.append(chat);
    };
    QSet<ChatId> saved;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (query.exec(QStringLiteral("SELECT %1, deleted IS NOT NULL FROM chats").arg(kChatColumns)))
        while (query.next()) {
            const ChatInfo chat = readChat(query);
            saved.insert(chat.id);
            add(m_unsaved.chats.value(chat.id, chat), query.value(8).toBool());
        }
    for (const ChatInfo& chat : m_unsaved.chats)
        if (!saved.contains(chat.id)) add(chat, false);
    std::sort(result.begin(), result.end(), [](const ChatInfo& a, const ChatInfo& b) {
        return a.updated != b.updated ? a.updated > b.updated : a.id > b.id;
    });
    return result;
}

bool ChatStore::saveChat(const ChatInfo& chat) {
    m_unsaved.chats[chat.id] = chat;
    return flush();
}

bool ChatStore::saveChats(const QVector<ChatInfo>& chats) {
    for (const ChatInfo& chat : chats)
        m_unsaved.chats[chat.id] = chat;
    return flush();
}

bool ChatStore::saveTurn(const Turn& turn) {
    m_unsaved.turns[turn.id] = turn;
    return flush();
}

bool ChatStore::save(const Turn& turn, const ChatInfo& chat) {
    m_unsaved.turns[turn.id] = turn;
    m_unsaved.chats[chat.id] = chat;
    return flush();
}

bool ChatStore::setTurnDeleted(TurnId turn, bool deleted) {
    m_unsaved.turnDeletions[turn] = deleted ? QDateTime::currentMSecsSinceEpoch() : 0;
    return flush();
}

bool ChatStore::setChatDeleted(ChatId chat, bool deleted) {
    m_unsaved.chatDeletions[chat] = deleted ? QDateTime::currentMSecsSinceEpoch() : 0;
    return flush();
}

QString ChatStore::runWrite(const QString& sql, const QVariantList& values) {
    QSqlQuery query(m_database);
    query.prepare(sql);
    for (const QVariant& value : values)
        query.addBindValue(value);
    return query.exec() ? QString() : errorOf(query);
}

QString ChatStore::writeChat(const ChatInfo& chat) {
    const QVariantList values = chatValues(chat);
    return runWrite(
        QStringLiteral(
            "INSERT INTO chats (%1) VALUES (%2) ON CONFLICT (id) DO UPDATE SET title = excluded.title, "
            "named = excluded.named, settings = excluded.settings, leaf = excluded.leaf, updated = excluded.updated, "
            "tab = excluded.tab")
            .arg(kChatColumns, placeholders(values.size())),
        values);
}

QString ChatStore::writeTurn(const Turn& turn) {
    const QVariantList values = turnValues(turn);
    return runWrite(QStringLiteral("INSERT INTO turns (%1, resume) VALUES (%2, 0) "
                                   "ON CONFLICT (id) DO UPDATE SET text = excluded.text, state = excluded.state, "
                                   "template_name = excluded.template_name, error = excluded.error, "
                                   "prompt_tokens = excluded.prompt_tokens, tokens = excluded.tokens, "
                                   "tokens_per_second = excluded.tokens_per_second, "
                                   "omitted_turns = excluded.omitted_turns, removed_tags = excluded.removed_tags")
                        .arg(kTurnColumns, placeholders(values.size())),
                    values);
}

/// Writes everything unsaved; the first error ends it.
QString ChatStore::writeUnsaved() {
    QString error;
    const auto each = [&](const auto& changes, auto write) {
        for (auto it = changes.cbegin(); error.isEmpty() && it != changes.cend(); ++it)
            error = write(it.key(), it.value());
    };
    const auto deletion = [this](const QString& table) {
        return [this, table](qint64 id, qint64 when) {
            return runWrite(QStringLiteral("UPDATE %1 SET deleted = ? WHERE id = ?").arg(table),
                            {when == 0 ? QVariant() : QVariant(when), id});
        };
    };
    each(m_unsaved.chats, [this](ChatId, const ChatInfo& chat) { return writeChat(chat); });
    each(m_unsaved.turns, [this](TurnId, const Turn& turn) { return writeTurn(turn); });
    each(m_unsaved.chatDeletions, deletion(QStringLiteral("chats")));
    each(m_unsaved.turnDeletions, deletion(QStringLiteral("turns")));
    each(m_unsaved.shownChildren, [this](TurnId parent, TurnId child) {
        return runWrite(QStringLiteral("UPDATE turns SET resume = ? WHERE id = ?"), {child, parent});
    });
    if (error.isEmpty() && m_unsaved.current)
        error = runWrite(QStringLiteral("INSERT INTO window (key, value) VALUES ('current_chat', ?) "
                                        "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                         {QString::number(*m_unsaved.current)});
    return error;
}

/// Writes everything unsaved in one transaction. What fails stays unsaved.
bool ChatStore::flush() {
    if (m_unsaved.isEmpty()) return true;
    QString error = m_readOnlyReason;
    if (error.isEmpty() && !m_database.transaction()) error = m_database.lastError().databaseText();
    if (error.isEmpty()) {
        error = writeUnsaved();
        if (error.isEmpty() && !m_database.commit()) error = m_database.lastError().databaseText();
        if (!error.isEmpty()) m_database.rollback();
    }
    if (error.isEmpty()) {
        m_unsaved = {};
        m_retry.stop();
    } else if (m_readOnlyReason.isEmpty()) {
        m_retry.start();
    }
    const bool changed = error != m_lastError || unsavedCount() != m_reportedUnsaved;
    m_lastError = error;
    m_reportedUnsaved = unsavedCount();
    if (changed) emit unsavedChanged(m_reportedUnsaved, error);
    return error.isEmpty();
}

bool ChatStore::retry() {
    return m_readOnlyReason.isEmpty() && flush();
}

void ChatStore::search(const QString& words) {
    const QPointer<ChatStore> self(this);
    QThreadPool::globalInstance()->start([self, path = m_path, words] {
        const QVector<ChatId> found = searchIn(path, words);
        QMetaObject::invokeMethod(qApp, [self, words, found] {
            if (self) emit self->searchFinished(words, found);
        });
    });
}

ChatId ChatStore::currentChat() const {
    if (m_unsaved.current) return *m_unsaved.current;
    QSqlQuery query(m_database);
    if (query.exec(QStringLiteral("SELECT value FROM window WHERE key = 'current_chat'")) && query.next())
        return query.value(0).toLongLong();
    return 0;
}

bool ChatStore::setCurrentChat(ChatId chat) {
    m_unsaved.current = chat;
    return flush();
}

}  // namespace mw::gui
