// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_store.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUuid>
#include <algorithm>

namespace mw::gui {
namespace {

constexpr qint64 kKeepDeletedMs = qint64(30) * 24 * 3600 * 1000;
constexpr int kRetryMs = 5000;
constexpr int kSearchResults = 200;

const QString kTurnColumns = QStringLiteral(
    "id, chat, parent, role, text, state, template_name, error, prompt_tokens, tokens, tokens_per_second, "
    "omitted_turns, removed_tags, created, resume");

QString roleName(Role role) {
    return role == Role::System ? QStringLiteral("system")
           : role == Role::User ? QStringLiteral("user")
                                : QStringLiteral("assistant");
}

Turn readTurn(const QSqlQuery& query) {
    Turn turn;
    turn.id = query.value(0).toLongLong();
    turn.chat = query.value(1).toLongLong();
    turn.parent = query.value(2).toLongLong();
    const QString role = query.value(3).toString();
    turn.role = role == QLatin1String("user")     ? Role::User
                : role == QLatin1String("system") ? Role::System
                                                  : Role::Assistant;
    turn.text = query.value(4).toString();
    turn.state = turnStateOf(query.value(5).toString());
    turn.templateName = query.value(6).toString();
    turn.error = query.value(7).toString();
    turn.promptTokens = query.value(8).toInt();
    turn.tokens = query.value(9).toInt();
    turn.tokensPerSecond = query.value(10).toDouble();
    turn.omittedTurns = query.value(11).toInt();
    turn.removedTags = query.value(12).toInt();
    turn.created = query.value(13).toLongLong();
    turn.resume = query.value(14).toLongLong();
    return turn;
}

QString errorOf(const QSqlQuery& query) {
    return query.lastError().databaseText().isEmpty() ? query.lastError().text() : query.lastError().databaseText();
}

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
             "CREATE INDEX IF NOT EXISTS turns_by_parent ON turns (chat, parent)",
             "CREATE INDEX IF NOT EXISTS turns_streaming ON turns (state) WHERE state = 'streaming'",
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
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (query.exec(QStringLiteral(
            "SELECT id, title, named, settings, leaf, created, updated, tab FROM chats WHERE deleted IS NULL"))) {
        while (query.next()) {
            ChatInfo chat;
            chat.id = query.value(0).toLongLong();
            if (m_unsavedChats.contains(chat.id)) continue;
            chat.title = query.value(1).toString();
            chat.named = query.value(2).toBool();
            chat.settings = settingsFromJson(query.value(3).toString());
            chat.leaf = query.value(4).toLongLong();
            chat.created = query.value(5).toLongLong();
            chat.updated = query.value(6).toLongLong();
            chat.tab = query.value(7).toInt();
            result.append(chat);
        }
    }
    for (const ChatInfo& chat : m_unsavedChats)
        result.append(chat);
    std::sort(result.begin(), result.end(), [](const ChatInfo& a, const ChatInfo& b) {
        return a.updated != b.updated ? a.updated > b.updated : a.id > b.id;
    });
    return result;
}

bool ChatStore::saveChat(const ChatInfo& chat) {
    m_unsavedChats[chat.id] = chat;
    return flush();
}

bool ChatStore::saveChats(const QVector<ChatInfo>& chats) {
    for (const ChatInfo& chat : chats)
        m_unsavedChats[chat.id] = chat;
    return flush();
}

bool ChatStore::saveTurn(const Turn& turn) {
    m_unsavedTurns[turn.id] = turn;
    return flush();
}

bool ChatStore::save(const Turn& turn, const ChatInfo& chat) {
    m_unsavedTurns[turn.id] = turn;
    m_unsavedChats[chat.id] = chat;
    return flush();
}

QString ChatStore::writeChat(const ChatInfo& chat) {
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral(
        "INSERT INTO chats (id, title, named, settings, leaf, created, updated, tab) VALUES (?,?,?,?,?,?,?,?) "
        "ON CONFLICT (id) DO UPDATE SET title = excluded.title, named = excluded.named, settings = excluded.settings, "
        "leaf = excluded.leaf, updated = excluded.updated, tab = excluded.tab"));
    for (const QVariant& value :
         QVariantList{chat.id, chat.title.isNull() ? QStringLiteral("") : chat.title, chat.named,
                      settingsToJson(chat.settings), chat.leaf, chat.created, chat.updated, chat.tab})
        query.addBindValue(value);
    return query.exec() ? QString() : errorOf(query);
}

QString ChatStore::writeTurn(const Turn& turn) {
    const auto text = [](const QString& value) {
        return value.isNull() ? QStringLiteral("") : value;
    };  // null is SQL's NULL
    QSqlQuery query(m_database);
    query.prepare(
        QStringLiteral("INSERT INTO turns (%1) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
                       "ON CONFLICT (id) DO UPDATE SET text = excluded.text, state = excluded.state, "
                       "template_name = excluded.template_name, error = excluded.error, "
                       "prompt_tokens = excluded.prompt_tokens, tokens = excluded.tokens, "
                       "tokens_per_second = excluded.tokens_per_second, omitted_turns = excluded.omitted_turns, "
                       "removed_tags = excluded.removed_tags, resume = excluded.resume")
            .arg(kTurnColumns));
    for (const QVariant& value :
         QVariantList{turn.id, turn.chat, turn.parent, roleName(turn.role), text(turn.text), turnStateName(turn.state),
                      text(turn.templateName), text(turn.error), turn.promptTokens, turn.tokens, turn.tokensPerSecond,
                      turn.omittedTurns, turn.removedTags, turn.created, turn.resume})
        query.addBindValue(value);
    return query.exec() ? QString() : errorOf(query);
}

/// Writes everything unsaved in one transaction. What fails stays unsaved.
bool ChatStore::flush() {
    if (m_unsavedTurns.isEmpty() && m_unsavedChats.isEmpty()) return true;
    QString error = m_readOnlyReason;
    if (error.isEmpty() && !m_database.transaction()) error = m_database.lastError().databaseText();
    if (error.isEmpty()) {
        for (auto it = m_unsavedChats.cbegin(); error.isEmpty() && it != m_unsavedChats.cend(); ++it)
            error = writeChat(*it);
        for (auto it = m_unsavedTurns.cbegin(); error.isEmpty() && it != m_unsavedTurns.cend(); ++it)
            error = writeTurn(*it);
        if (error.isEmpty() && !m_database.commit()) error = m_database.lastError().databaseText();
        if (!error.isEmpty()) m_database.rollback();
    }
    if (error.isEmpty()) {
        m_unsavedTurns.clear();
        m_unsavedChats.clear();
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

std::optional<Turn> ChatStore::turn(TurnId id) const {
    if (const auto it = m_unsavedTurns.find(id); it != m_unsavedTurns.end()) return placed(*it);
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT %1 FROM turns WHERE id = ? AND deleted IS NULL").arg(kTurnColumns));
    query.addBindValue(id);
    if (!query.exec() || !query.next()) return std::nullopt;
    return placed(readTurn(query));
}

Turn ChatStore::placed(Turn turn) const {
    const QVector<TurnId> siblings = children(turn.chat, turn.parent);
    turn.branches = std::max(1, int(siblings.size()));
    turn.branch = int(siblings.indexOf(turn.id)) + 1;
    return turn;
}

QVector<Turn> ChatStore::path(TurnId leaf, int limit) const {
    QVector<Turn> result;
    for (TurnId id = leaf; id != 0 && result.size() < limit;) {
        const std::optional<Turn> next = turn(id);
        if (!next) break;
        result.append(*next);
        id = next->parent < id ? next->parent : 0;  // a damaged file must not lead us round in circles
    }
    std::reverse(result.begin(), result.end());
    return result;
}

QVector<TurnId> ChatStore::children(ChatId chat, TurnId parent) const {
    QVector<TurnId> result;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT id FROM turns WHERE chat = ? AND parent = ? AND deleted IS NULL"));
    query.addBindValue(chat);
    query.addBindValue(parent);
    if (query.exec())
        while (query.next())
            result.append(query.value(0).toLongLong());
    for (const Turn& turn : m_unsavedTurns)
        if (turn.chat == chat && turn.parent == parent && !result.contains(turn.id)) result.append(turn.id);
    std::sort(result.begin(), result.end());
    return result;
}

TurnId ChatStore::leafBelow(ChatId chat, TurnId id) const {
    if (const std::optional<Turn> start = turn(id); start && start->resume != 0 && turn(start->resume))
        id = start->resume;
    for (QVector<TurnId> below = children(chat, id); !below.isEmpty(); below = children(chat, id))
        id = below.last();
    return id;
}

bool ChatStore::runWrite(const QString& sql, const QVariantList& values) {
    flush();
    QString error = m_readOnlyReason;
    if (error.isEmpty()) {
        QSqlQuery query(m_database);
        query.prepare(sql);
        for (const QVariant& value : values)
            query.addBindValue(value);
        if (!query.exec()) error = errorOf(query);
    }
    if (!error.isEmpty() && error != m_lastError) {
        m_lastError = error;
        emit unsavedChanged(unsavedCount(), error);
    }
    return error.isEmpty();
}

bool ChatStore::setTurnDeleted(TurnId turn, bool deleted) {
    return runWrite(QStringLiteral("UPDATE turns SET deleted = ? WHERE id = ?"),
                    {deleted ? QVariant(QDateTime::currentMSecsSinceEpoch()) : QVariant(), turn});
}

bool ChatStore::setChatDeleted(ChatId chat, bool deleted) {
    return runWrite(QStringLiteral("UPDATE chats SET deleted = ? WHERE id = ?"),
                    {deleted ? QVariant(QDateTime::currentMSecsSinceEpoch()) : QVariant(), chat});
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
    QSqlQuery query(m_database);
    if (query.exec(QStringLiteral("SELECT value FROM window WHERE key = 'current_chat'")) && query.next())
        return query.value(0).toLongLong();
    return 0;
}

bool ChatStore::setCurrentChat(ChatId chat) {
    return runWrite(QStringLiteral("INSERT INTO window (key, value) VALUES ('current_chat', ?) "
                                   "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                    {QString::number(chat)});
}

}  // namespace mw::gui
