// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>

#include "chat_store.h"

namespace mw::gui {

/// Makes a file of chats with one open chat of so many short turns, all of one branch: "Message 0 with some words".
/// Returns its first turn; 0: it could not be written.
inline TurnId writeLongChat(const QString& path, int turns) {
    ChatStore store({path});
    ChatInfo chat;
    chat.id = store.newChatId();
    chat.title = QStringLiteral("Long");
    chat.tab = 0;
    QSqlDatabase database = QSqlDatabase::database(QSqlDatabase::connectionNames().first());
    database.transaction();
    TurnId first = 0;
    for (int number = 0; number < turns; ++number) {
        const TurnId id = store.newTurnId();
        QSqlQuery query(database);
        query.prepare(QStringLiteral(
            "INSERT INTO turns (id, chat, parent, role, text, state, template_name, error, prompt_tokens, "
            "tokens, tokens_per_second, omitted_turns, removed_tags, created, resume) "
            "VALUES (?,?,?,?,?,'complete','','',0,0,0,0,0,0,0)"));
        for (const QVariant& value : QVariantList{id, chat.id, chat.leaf, number % 2 ? "assistant" : "user",
                                                  QStringLiteral("Message %1 with some words").arg(number)})
            query.addBindValue(value);
        if (!query.exec()) return 0;
        if (first == 0) first = id;
        chat.leaf = id;
    }
    return database.commit() && store.saveChat(chat) ? first : 0;
}

}  // namespace mw::gui
