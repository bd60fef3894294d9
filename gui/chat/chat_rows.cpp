// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_rows.h"

#include <QSqlError>

namespace mw::gui {
namespace {

QString roleName(Role role) {
    return role == Role::System ? QStringLiteral("system")
           : role == Role::User ? QStringLiteral("user")
                                : QStringLiteral("assistant");
}

Role roleOf(const QString& name) {
    return name == QLatin1String("user")     ? Role::User
           : name == QLatin1String("system") ? Role::System
                                             : Role::Assistant;
}

/// Never SQL's NULL, which is what a null QString would become.
QString text(const QString& value) {
    return value.isNull() ? QStringLiteral("") : value;
}

}  // namespace

const QString kTurnColumns = QStringLiteral(
    "id, chat, parent, role, text, state, template_name, error, prompt_tokens, tokens, tokens_per_second, "
    "omitted_turns, removed_tags, created");
const QString kChatColumns = QStringLiteral("id, title, named, settings, leaf, created, updated, tab");

Turn readTurn(const QSqlQuery& row) {
    Turn turn;
    turn.id = row.value(0).toLongLong();
    turn.chat = row.value(1).toLongLong();
    turn.parent = row.value(2).toLongLong();
    turn.role = roleOf(row.value(3).toString());
    turn.text = row.value(4).toString();
    turn.state = turnStateOf(row.value(5).toString());
    turn.templateName = row.value(6).toString();
    turn.error = row.value(7).toString();
    turn.promptTokens = row.value(8).toInt();
    turn.tokens = row.value(9).toInt();
    turn.tokensPerSecond = row.value(10).toDouble();
    turn.omittedTurns = row.value(11).toInt();
    turn.removedTags = row.value(12).toInt();
    turn.created = row.value(13).toLongLong();
    return turn;
}

QVariantList turnValues(const Turn& turn) {
    return {turn.id,
            turn.chat,
            turn.parent,
            roleName(turn.role),
            text(turn.text),
            turnStateName(turn.state),
            text(turn.templateName),
            text(turn.error),
            turn.promptTokens,
            turn.tokens,
            turn.tokensPerSecond,
            turn.omittedTurns,
            turn.removedTags,
            turn.created};
}

ChatInfo readChat(const QSqlQuery& row) {
    ChatInfo chat;
    chat.id = row.value(0).toLongLong();
    chat.title = row.value(1).toString();
    chat.named = row.value(2).toBool();
    chat.settings = settingsFromJson(row.value(3).toString());
    chat.leaf = row.value(4).toLongLong();
    chat.created = row.value(5).toLongLong();
    chat.updated = row.value(6).toLongLong();
    chat.tab = row.value(7).toInt();
    return chat;
}

QVariantList chatValues(const ChatInfo& chat) {
    return {chat.id,   text(chat.title), chat.named,   settingsToJson(chat.settings),
            chat.leaf, chat.created,     chat.updated, chat.tab};
}

QString placeholders(qsizetype values) {
    return QStringList(values, QStringLiteral("?")).join(QLatin1Char(','));
}

QString errorOf(const QSqlQuery& query) {
    const QSqlError error = query.lastError();
    return error.databaseText().isEmpty() ? error.text() : error.databaseText();
}

}  // namespace mw::gui
