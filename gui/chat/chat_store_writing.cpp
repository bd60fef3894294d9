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
    if (std::any_of(all.begin(), all.end(), [](const QVariantList& row) { return !readChat(row); }) &&
        rescue(tr("a chat is not as it was written")))
        all = rows();
    QSet<ChatId> saved;
    for (const QVariantList& row : all) {
        const ChatInfo chat = readDoubtfulChat(row);
        saved.insert(chat.id);
        add(m_unsaved.chats.value(chat.id, chat), row.last().toBool());
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

SqlResult ChatStore::writeChat(const ChatDatabase& to, const ChatInfo& chat) {
    const QVariantList values = chatValues(chat);
    return to.run(QStringLiteral("INSERT INTO chats (%1) VALUES (%2) ON CONFLICT (id) DO UPDATE SET "
                                 "title = excluded.title, named = excluded.named, settings = excluded.settings, "
                                 "leaf = excluded.leaf, updated = excluded.updated, tab = excluded.tab, "
                                 "digest = excluded.digest")
                      .arg(kChatValues, placeholders(values.size())),
                  values);
}

SqlResult ChatStore::writeTurn(const ChatDatabase& to, const Turn& turn) {
    return to.run(QStringLiteral("INSERT INTO turns (%1, resume) VALUES (%2, 0) "
                                 "ON CONFLICT (id) DO UPDATE SET text = excluded.text, state = excluded.state, "
                                 "template_name = excluded.template_name, error = excluded.error, "
                                 "prompt_tokens = excluded.prompt_tokens, tokens = excluded.tokens, "
                                 "tokens_per_second = excluded.tokens_per_second, "
                                 "omitted_turns = excluded.omitted_turns, removed_tags = excluded.removed_tags, "
                                 "digest = excluded.digest")
                      .arg(kTurnValues, turnPlaceholders()),
                  turnValues(turn));
}

SqlResult ChatStore::writeDraft(const ChatDatabase& to, ChatId chat, const Draft& draft) {
    // What was attached to a draft that is gone goes with the next one, or at the next start: it may be large.
    if (draft.isEmpty()) return to.run(QStringLiteral("DELETE FROM drafts WHERE chat = ?"), {chat});
    QStringList kept;
    SqlResult result;
    for (const Attachment& each : draft.allAttachments()) {
        kept.append(QString::number(each.id));
        // An attachment never changes: written once.
        result = to.run(QStringLiteral("SELECT 1 FROM attachments WHERE id = ?"), {each.id});
        if (result.good() && result.rows.isEmpty())
            result =
                to.run(QStringLiteral("INSERT INTO attachments (id, chat, name, text) VALUES (?,?,?,CAST(? AS TEXT))"),
                       {each.id, chat, each.name.isNull() ? QStringLiteral("") : each.name, each.text.toUtf8()});
        if (!result.good()) return result;
    }
    result = to.run(
        QStringLiteral("DELETE FROM attachments WHERE chat = ? AND id NOT IN (%1)").arg(kept.join(QLatin1Char(','))),
        {chat});
    if (!result.good()) return result;
    return to.run(QStringLiteral("INSERT OR REPLACE INTO drafts (chat, draft) VALUES (?,?)"),
                  {chat, draftToJson(draft)});
}

/// Writes everything unsaved but drafts; the first error ends it.
SqlResult ChatStore::writeChanges(const ChatDatabase& to) const {
    SqlResult result;
    const auto each = [&](const auto& changes, auto write) {
        for (auto it = changes.cbegin(); result.good() && it != changes.cend(); ++it)
            result = write(it.key(), it.value());
    };
    const auto deletion = [&to](const QString& table) {
        return [&to, table](qint64 id, qint64 when) {
            return to.run(QStringLiteral("UPDATE %1 SET deleted = ? WHERE id = ?").arg(table),
                          {when == 0 ? QVariant() : QVariant(when), id});
        };
    };
    each(m_unsaved.chats, [&to](ChatId, const ChatInfo& chat) { return writeChat(to, chat); });
    each(m_unsaved.turns, [&to](TurnId, const Turn& turn) { return writeTurn(to, turn); });
    each(m_unsaved.chatDeletions, deletion(QStringLiteral("chats")));
    each(m_unsaved.turnDeletions, deletion(QStringLiteral("turns")));
    each(m_unsaved.shownChildren, [&to](TurnId parent, TurnId child) {
        return to.run(QStringLiteral("UPDATE turns SET resume = ? WHERE id = ?"), {child, parent});
    });
    if (result.good() && m_unsaved.current)
        result = to.run(QStringLiteral("INSERT INTO window (key, value) VALUES ('current_chat', ?) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                        {QString::number(*m_unsaved.current)});
    return result;
}

SqlResult ChatStore::writeDrafts(const ChatDatabase& to) const {
    SqlResult result;
    for (auto it = m_unsaved.drafts.cbegin(); result.good() && it != m_unsaved.drafts.cend(); ++it)
        result = writeDraft(to, it.key(), *it);
    return result;
}

}  // namespace mw::gui
