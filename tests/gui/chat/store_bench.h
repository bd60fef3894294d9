// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDir>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>

#include "chat_store.h"

namespace mw::gui {

/// A place for chats files, each in a folder of its own.
class FreshFiles {
 public:
    const QTemporaryDir& folder() const { return m_folder; }
    /// Of a file that is not there yet.
    QString path() {
        const QString folder = m_folder.filePath(QString::number(++m_files));
        QDir().mkpath(folder);
        return folder + QStringLiteral("/chats.sqlite");
    }

 private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

/// Another program's connection to the file.
class OtherProgram {
 public:
    explicit OtherProgram(const QString& path) {
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        m_database.setDatabaseName(path);
        m_database.open();
    }
    ~OtherProgram() {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }
    bool run(const char* sql) { return QSqlQuery(m_database).exec(QLatin1String(sql)); }
    /// The first value that a query gives; 0: it gives none.
    int number(const QString& sql) {
        QSqlQuery query(sql, m_database);
        return query.next() ? query.value(0).toInt() : 0;
    }

 private:
    QSqlDatabase m_database;
};

inline Turn turnIn(ChatStore& store, ChatInfo& chat, const QString& text) {
    Turn turn{.id = store.newTurnId(), .chat = chat.id, .parent = chat.leaf, .text = text};
    chat.leaf = turn.id;
    store.save(turn, chat);
    return turn;
}

inline ChatInfo chatIn(ChatStore& store, const QString& question) {
    ChatInfo chat;
    chat.id = store.newChatId();
    chat.title = question.left(40);
    chat.tab = 0;
    chat.created = chat.updated = 1;
    turnIn(store, chat, question);
    return chat;
}

/// A chat without turns.
inline ChatInfo emptyChatIn(ChatStore& store, const QString& title, int tab = -1) {
    ChatInfo chat;
    chat.id = store.newChatId();
    chat.title = title;
    chat.tab = tab;
    chat.created = chat.updated = 1000 + chat.id;
    store.saveChat(chat);
    return chat;
}

inline Turn turnIn(ChatStore& store, ChatInfo& chat, TurnId parent, Role role, const QString& text) {
    Turn turn;
    turn.id = store.newTurnId();
    turn.chat = chat.id;
    turn.parent = parent;
    turn.role = role;
    turn.text = text;
    chat.leaf = turn.id;
    store.save(turn, chat);
    return turn;
}

}  // namespace mw::gui
