// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is saved: chats, turns, drafts.

#include <QDateTime>
#include <QSet>
#include <algorithm>

#include "chat_rows.h"
#include "chat_store.h"

namespace mw::gui {

QVector<ChatInfo> ChatStore::chats() {
    QVector<ChatInfo> result;
    const auto add = [&](const ChatInfo& chat, bool deleted) {
        const auto changed = m_unsaved.chatDeletions.constFind(chat.id);
        if (changed == m_unsaved.chatDeletions.cend() ? !deleted : *changed == 0) result.append(chat);
    };
    const auto rows = [this] {
        return select(QStringLiteral("SELECT %1 FROM chats").arg(chatColumns(m_file->schema())));
    };
    QVector<QVariantList> all = rows();
    if (std::any_of(all.begin(), all.end(), [](const QVariantList& row) { return !isWholeChat(row); }) &&
        rescue(tr("a chat is not as it was written")))
        all = rows();
    QSet<ChatId> saved;
    KnownSettings settings;
    result.reserve(all.size());
    for (const QVariantList& row : all) {
        const ChatInfo chat = readDoubtfulChat(row, &settings);
        saved.insert(chat.id);
        add(m_unsaved.chats.value(chat.id, chat), row.last().toBool());
    }
    for (const ChatInfo& chat : m_unsaved.chats)
        if (!saved.contains(chat.id)) add(chat, false);
    std::sort(result.begin(), result.end(), newerFirst);
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

bool ChatStore::setChatsDeleted(const QVector<ChatId>& chats, bool deleted) {
    for (const ChatId chat : chats)
        m_unsaved.chatDeletions[chat] = deleted ? QDateTime::currentMSecsSinceEpoch() : 0;
    return flush();
}

QString ChatStore::note(const QString& key) {
    if (const auto it = m_unsaved.notes.constFind(key); it != m_unsaved.notes.cend()) return *it;
    const auto rows = select(QStringLiteral("SELECT value FROM window WHERE key = ?"), {key});
    return rows.isEmpty() ? QString() : rows[0][0].toString();
}

bool ChatStore::saveNote(const QString& key, const QString& value) {
    m_unsaved.notes[key] = value;
    return flush();
}

Draft ChatStore::draft(ChatId chat) {
    if (const auto it = m_unsaved.drafts.constFind(chat); it != m_unsaved.drafts.cend()) return *it;
    const auto rows = select(QStringLiteral("SELECT draft FROM drafts WHERE chat = ?"), {chat});
    if (rows.isEmpty()) return {};
    QHash<qint64, Attachment> attachments;
    for (const QVariantList& row :
         select(QStringLiteral("SELECT id, name, text FROM attachments WHERE chat = ?"), {chat}))
        attachments.insert(row[0].toLongLong(), {row[0].toLongLong(), row[1].toString(), row[2].toString()});
    return draftFromJson(rows[0][0].toString(), attachments);
}

bool ChatStore::saveDraft(ChatId chat, const Draft& draft) {
    m_unsaved.drafts[chat] = draft;
    return flush();
}

}  // namespace mw::gui
