// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTemporaryDir>
#include <QUrl>
#include <QUuid>

#include "chat_types.h"
#include "file_lock.h"

namespace mw::gui {
namespace {

// Of SQLite's primary result codes.
constexpr int kBusy = 5, kLocked = 6, kReadOnly = 8, kInputOutput = 10, kCorrupt = 11, kCannotOpen = 14,
              kNotADatabase = 26;

const QString kNoWaiting = QStringLiteral("QSQLITE_BUSY_TIMEOUT=0");
const QString kForWritingByUri = QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=0");
const QString kForReading = QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=0");
const QString kForReadingByUri = QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=0");

SqlResult resultOf(const QSqlError& error) {
    SqlResult result;
    if (!error.isValid()) return result;
    result.error = error.databaseText().isEmpty() ? error.text() : error.databaseText();
    result.code = error.nativeErrorCode().toInt() & 0xff;  // without the extension of extended codes
    return result;
}

}  // namespace

bool SqlResult::isDamage() const {
    return code == kCorrupt || code == kNotADatabase;
}

bool SqlResult::isInputOutput() const {
    return code == kInputOutput;
}

bool SqlResult::isBusy() const {
    return code == kBusy || code == kLocked;
}

ChatDatabase::ChatDatabase() : m_connection(QStringLiteral("chats-") + QUuid::createUuid().toString()) {}

ChatDatabase::~ChatDatabase() {
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

std::unique_ptr<ChatDatabase> ChatDatabase::open(const QString& path, int maxPages, bool mustExist) {
    std::unique_ptr<ChatDatabase> file(new ChatDatabase);
    if (mustExist && !QFileInfo::exists(path)) {
        file->setTrouble(Trouble::Missing, tr("%1, where chats are kept, is not there. Nothing is saved.").arg(path));
        return file;
    }
    const bool mine = file->lock(path);
    if (!mine && !QFileInfo::exists(path)) return file;
    if (!(mine ? file->connectTo(path, kNoWaiting) : file->connectForReading(path))) {
        file->failBy(resultOf(file->m_database.lastError()), path);
        return file;
    }
    SqlResult result = file->readSchema();
    if (result.good() && mine && file->canWrite()) {
        // Where another program is at it, the log waits for the next start.
        result = file->run(QStringLiteral("PRAGMA journal_mode = WAL"));
        if (result.isBusy()) result = {};
        file->m_hasLog = !result.rows.isEmpty() && result.rows[0][0].toString() == QLatin1String("wal");
        if (result.good()) result = file->setUpWriting(maxPages);
        if (result.good()) result = file->makeSchema();
        if (result.code == kReadOnly || result.code == kCannotOpen) {  // the file is not ours to write to
            const SqlResult why = result;
            result = file->connectForReading(path) ? file->readSchema() : resultOf(file->m_database.lastError());
            if (result.good()) file->failBy(why, path);
        }
    }
    if (!result.good()) file->failBy(result, path);
    if (file->trouble() == Trouble::Damaged) {
        // With this SQLite reads what there is of a file that was cut off, too.
        file->run(QStringLiteral("PRAGMA writable_schema = ON"));
        file->readSchema();
    }
    return file;
}

std::unique_ptr<ChatDatabase> ChatDatabase::openBeside(const QString& path, int maxPages) {
    std::unique_ptr<ChatDatabase> file(new ChatDatabase);
    const QString uri = QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded());
    SqlResult result;
    if (file->connectTo(uri + QStringLiteral("?mode=rw"), kForWritingByUri))  // where it is gone, none is made
        result = file->readSchema();
    else
        result = resultOf(file->m_database.lastError());
    file->m_hasLog = true;
    if (result.good() && file->canWrite()) result = file->setUpWriting(maxPages);
    if (!result.good()) file->failBy(result, path);
    return file;
}

std::unique_ptr<ChatDatabase> ChatDatabase::inMemory() {
    std::unique_ptr<ChatDatabase> file(new ChatDatabase);
    // Shared, so that the search can read it on its own thread.
    file->connectTo(QStringLiteral("file:%1?mode=memory&cache=shared").arg(QUuid::createUuid().toString(QUuid::Id128)),
                    QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=0"));
    file->makeSchema();
    return file;
}

/// Takes the lock that says that this process writes to the file.
bool ChatDatabase::lock(const QString& path) {
    const QString folder = QFileInfo(path).absolutePath();
    QDir().mkpath(folder);
    m_lock = std::make_unique<FileLock>(path + QStringLiteral(".lock"));
    switch (m_lock->tryLock()) {
        case FileLock::Result::Held:
            return true;
        case FileLock::Result::HeldByOther:
            setTrouble(Trouble::OpenElsewhere,
                       tr("Another Mixtral Workbench has these chats open. Chats are shown here but not saved."));
            return false;
        case FileLock::Result::Impossible:
            break;
    }
    setTrouble(Trouble::ReadOnly, tr("The folder %1 cannot be written to (%2). Chats are shown, but nothing is saved.")
                                      .arg(folder, m_lock->error()));
    return false;
}

bool ChatDatabase::connectTo(const QString& address, const QString& options) {
    m_database.close();
    m_database = QSqlDatabase::database(m_connection, false);
    if (!m_database.isValid()) m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(address);
    m_database.setConnectOptions(options);
    m_address = address;
    m_addressOptions = options == kNoWaiting ? kForReading : options;
    return m_database.open();
}

/// A log beside the file makes SQLite want to write there even to read. In a folder that is not ours to write to, the
/// file is read without the log if that is empty, and else from a copy of both.
bool ChatDatabase::connectForReading(const QString& path) {
    const auto readable = [this] {
        const SqlResult result = readSchema();
        return result.good() || result.isDamage() || result.isBusy();
    };
    if (connectTo(path, kForReading) && readable()) return true;
    const QString log = path + QStringLiteral("-wal");
    if (QFileInfo(log).size() == 0) {
        const QString uri = QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded());
        return connectTo(uri + QStringLiteral("?immutable=1"), kForReadingByUri);
    }
    m_copy = std::make_unique<QTemporaryDir>();
    const QString copy = m_copy->filePath(QFileInfo(path).fileName());
    if (!QFile::copy(path, copy) || !QFile::copy(log, copy + QStringLiteral("-wal"))) return false;
    for (const QString& each : {copy, copy + QStringLiteral("-wal")})
        QFile::setPermissions(each, QFile::ReadOwner | QFile::WriteOwner);
    return connectTo(copy, kNoWaiting);
}

SqlResult ChatDatabase::readSchema() {
    SqlResult result = run(QStringLiteral("PRAGMA user_version"));
    if (!result.good() || result.rows.isEmpty()) return result;
    m_schema = result.rows[0][0].toInt();
    if (m_schema > kSchemaVersion)
        setTrouble(Trouble::Newer,
                   tr("These chats were saved by a newer Mixtral Workbench (version %1 of the file, this one "
                      "knows %2). They can be read, not changed.")
                       .arg(m_schema)
                       .arg(kSchemaVersion));
    // Looks harder at each page that is read.
    return run(QStringLiteral("PRAGMA cell_size_check = ON"));
}

/// A commit appends to the log without waiting for the disk (NORMAL). It outlives the process; only a power cut can
/// take the last moments, never the file. Bringing the log into the file does wait, and so is not left to whichever
/// commit finds it long: see ChatWriter.
SqlResult ChatDatabase::setUpWriting(int maxPages) {
    SqlResult result = run(QStringLiteral("PRAGMA synchronous = NORMAL"));
    if (result.good() && m_hasLog) result = run(QStringLiteral("PRAGMA wal_autocheckpoint = 0"));
    if (result.good() && maxPages > 0) result = run(QStringLiteral("PRAGMA max_page_count = %1").arg(maxPages));
    return result;
}

SqlResult ChatDatabase::makeSchema() {
    QStringList statements;
    if (m_schema < 1)
        statements += {
            QStringLiteral(
                "CREATE TABLE chats (id INTEGER PRIMARY KEY, title TEXT NOT NULL, named INTEGER NOT NULL, settings "
                "TEXT NOT NULL, leaf INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, tab INTEGER "
                "NOT NULL, deleted INTEGER)"),
            QStringLiteral(
                "CREATE TABLE turns (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, parent INTEGER NOT NULL, role TEXT "
                "NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, template_name TEXT NOT NULL, error TEXT NOT NULL, "
                "prompt_tokens INTEGER NOT NULL, tokens INTEGER NOT NULL, tokens_per_second REAL NOT NULL, "
                "omitted_turns INTEGER NOT NULL, removed_tags INTEGER NOT NULL, created INTEGER NOT NULL, resume "
                "INTEGER NOT NULL, deleted INTEGER)"),
            QStringLiteral("CREATE TABLE window (key TEXT PRIMARY KEY, value TEXT NOT NULL)"),
        };
    if (m_schema < 2)
        statements += {
            QStringLiteral("ALTER TABLE chats ADD COLUMN digest INTEGER"),
            QStringLiteral("ALTER TABLE turns ADD COLUMN digest INTEGER"),
            QStringLiteral("CREATE TABLE drafts (chat INTEGER PRIMARY KEY, draft TEXT NOT NULL)"),
            QStringLiteral("CREATE TABLE attachments (id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, name TEXT NOT "
                           "NULL, text TEXT NOT NULL)"),
            QStringLiteral("DROP INDEX IF EXISTS turns_by_parent"),
            QStringLiteral("CREATE INDEX attachments_by_chat ON attachments (chat)"),
        };
    if (m_schema < 3)
        statements += {
            QStringLiteral("ALTER TABLE chats ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0"),
            QStringLiteral("ALTER TABLE chats ADD COLUMN archived INTEGER NOT NULL DEFAULT 0"),
            QStringLiteral("ALTER TABLE chats ADD COLUMN folder TEXT NOT NULL DEFAULT ''"),
            QStringLiteral("ALTER TABLE chats ADD COLUMN words TEXT NOT NULL DEFAULT ''"),
            QStringLiteral("ALTER TABLE chats ADD COLUMN identity TEXT NOT NULL DEFAULT ''"),
            QStringLiteral("UPDATE chats SET identity = lower(hex(randomblob(16))), words = coalesce((SELECT "
                           "substr(text, 1, %1) FROM turns WHERE turns.id = chats.leaf), '')")
                .arg(kWords),
        };
    if (m_schema < 4)
        statements += {
            QStringLiteral("ALTER TABLE turns ADD COLUMN model TEXT NOT NULL DEFAULT ''"),
            QStringLiteral("ALTER TABLE turns ADD COLUMN seed INTEGER"),
            QStringLiteral("ALTER TABLE turns ADD COLUMN first_token_ms REAL NOT NULL DEFAULT 0"),
            QStringLiteral("ALTER TABLE turns ADD COLUMN finish TEXT NOT NULL DEFAULT ''"),
            QStringLiteral("PRAGMA user_version = 4"),
        };
    // Writes nothing, and fails where nothing can be written.
    statements.append(QStringLiteral("DELETE FROM window WHERE key IS NULL"));
    // Where turns stand is read from these alone, not from behind their texts, which may be large.
    for (const char* index :
         {"turns_tree ON turns (chat, parent, deleted)", "turns_deleted ON turns (chat) WHERE deleted IS NOT NULL",
          "turns_streaming ON turns (state) WHERE state = 'streaming'"})
        statements.append(QStringLiteral("CREATE INDEX IF NOT EXISTS ") + QLatin1String(index));
    SqlResult result = begin();
    for (const QString& statement : statements)
        if (result.good()) result = run(statement);
    if (result.good()) result = commit();
    if (result.good())
        m_schema = kSchemaVersion;
    else
        rollBack();
    return result;
}

SqlResult ChatDatabase::run(const QString& sql, const QVariantList& values) const {
    return runSql(m_database, sql, values);
}

SqlResult runSql(const QSqlDatabase& database, const QString& sql, const QVariantList& values) {
    QSqlQuery query(database);
    query.setForwardOnly(true);
    bool good = query.prepare(sql);
    for (const QVariant& value : values)
        query.addBindValue(value);
    good = good && query.exec();
    SqlResult result;
    const int columns = good ? query.record().count() : 0;
    while (good && query.next()) {
        QVariantList row;
        for (int column = 0; column < columns; ++column)
            row.append(query.value(column));
        result.rows.append(row);
    }
    const SqlResult end = resultOf(query.lastError());
    result.error = end.error;
    result.code = end.code;
    return result;
}

void ChatDatabase::setTrouble(Trouble trouble, const QString& reason) {
    m_trouble = trouble;
    m_reason = reason;
}

void ChatDatabase::failBy(const SqlResult& result, const QString& path) {
    m_code = result.code;
    if (result.isBusy())
        setTrouble(Trouble::Busy, tr("Another program keeps %1 locked. Saving is tried again in a moment.").arg(path));
    else if (result.isDamage())
        setTrouble(Trouble::Damaged, tr("%1 is damaged (%2).").arg(path, result.error));
    else if (m_schema > 0)
        setTrouble(Trouble::ReadOnly,
                   tr("%1 cannot be written to (%2). Chats are shown, but nothing is saved.").arg(path, result.error));
    else
        setTrouble(Trouble::ReadOnly, tr("%1 cannot be opened (%2). Nothing is saved.").arg(path, result.error));
}

}  // namespace mw::gui
