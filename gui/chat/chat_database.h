// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QVariantList>
#include <QVector>
#include <memory>

class QTemporaryDir;

namespace mw::gui {

class FileLock;

/// How a statement ended.
struct SqlResult {
    QString error;  ///< in SQLite's words; empty: all is well
    int code = 0;   ///< SQLite's primary result code
    QVector<QVariantList> rows;

    bool good() const { return error.isEmpty(); }
    /// The file is not as SQLite wrote it.
    bool isDamage() const;
    /// The system did not read or write; its reasons may pass.
    bool isInputOutput() const;
    bool isBusy() const;
};

/// Runs one statement on a connection of this thread.
SqlResult runSql(const QSqlDatabase& database, const QString& sql, const QVariantList& values = {});

/// An open file of chats: its lock, its connection, its schema. Never waits for another program's lock.
class ChatDatabase {
    Q_DECLARE_TR_FUNCTIONS(ChatDatabase)

 public:
    static constexpr int kSchemaVersion = 4;

    enum class Trouble {
        None,
        Busy,           ///< another program keeps it locked: again in a moment
        OpenElsewhere,  ///< another workbench writes to it
        ReadOnly,       ///< the folder, the file or the disk is not ours to write to
        Missing,        ///< it should exist and does not
        Newer,          ///< written by a newer workbench
        Damaged,
    };

    ~ChatDatabase();

    /// `maxPages`: the file may not grow past so many pages; 0: no limit. `mustExist`: it is not made anew.
    static std::unique_ptr<ChatDatabase> open(const QString& path, int maxPages = 0, bool mustExist = false);
    /// A connection more to a file that this process has open, and its lock, for another thread: the one that calls.
    static std::unique_ptr<ChatDatabase> openBeside(const QString& path, int maxPages = 0);
    /// An empty one that ends with the process.
    static std::unique_ptr<ChatDatabase> inMemory();

    Trouble trouble() const { return m_trouble; }
    /// Why it cannot be written to, for a person; empty if it can.
    QString reason() const { return m_reason; }
    void setTrouble(Trouble trouble, const QString& reason);
    /// The same as the end of a statement.
    SqlResult failure() const { return {.error = m_reason, .code = m_code}; }
    bool canWrite() const { return m_trouble == Trouble::None; }
    /// Whether writing goes to a log beside the file, so that it keeps nobody from reading.
    bool hasLog() const { return m_hasLog; }
    /// The schema that it was found in or brought to; 0: it cannot be read at all.
    int schema() const { return m_schema; }
    /// What another connection of this process opens to read it, with its options.
    QString address() const { return m_address; }
    QString addressOptions() const { return m_addressOptions; }

    SqlResult run(const QString& sql, const QVariantList& values = {}) const;
    /// All or nothing: takes back what was run since begin().
    SqlResult begin() const { return run(QStringLiteral("BEGIN IMMEDIATE")); }
    SqlResult commit() const { return run(QStringLiteral("COMMIT")); }
    void rollBack() const { run(QStringLiteral("ROLLBACK")); }

 private:
    ChatDatabase();

    bool lock(const QString& path);
    bool connectTo(const QString& address, const QString& options);
    bool connectForReading(const QString& path);
    SqlResult readSchema();
    SqlResult setUpWriting(int maxPages);
    SqlResult makeSchema();
    void failBy(const SqlResult& result, const QString& path);

    QString m_connection;
    QSqlDatabase m_database;
    std::unique_ptr<FileLock> m_lock;
    std::unique_ptr<QTemporaryDir> m_copy;  ///< of a file that cannot be read where it is
    QString m_address, m_addressOptions;
    Trouble m_trouble = Trouble::None;
    QString m_reason;
    int m_code = 0;  ///< SQLite's, where it was SQLite that failed
    int m_schema = 0;
    bool m_hasLog = false;
};

}  // namespace mw::gui
