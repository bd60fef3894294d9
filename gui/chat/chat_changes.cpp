// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_changes.h"

#include <QStringList>

#include "chat_rows.h"

namespace mw::gui {
namespace {

SqlResult writeChat(const ChatDatabase& to, const ChatInfo& chat) {
    const QVariantList values = chatValues(chat);
    return to.run(QStringLiteral("INSERT INTO chats (%1) VALUES (%2) ON CONFLICT (id) DO UPDATE SET "
                                 "title = excluded.title, named = excluded.named, settings = excluded.settings, "
                                 "leaf = excluded.leaf, updated = excluded.updated, tab = excluded.tab, "
                                 "digest = excluded.digest, pinned = excluded.pinned, archived = excluded.archived, "
                                 "folder = excluded.folder, words = excluded.words, identity = excluded.identity")
                      .arg(kChatValues, placeholders(values.size())),
                  values);
}

SqlResult writeTurn(const ChatDatabase& to, const Turn& turn) {
    return to.run(QStringLiteral("INSERT INTO turns (%1, resume) VALUES (%2, 0) "
                                 "ON CONFLICT (id) DO UPDATE SET text = excluded.text, state = excluded.state, "
                                 "template_name = excluded.template_name, error = excluded.error, "
                                 "prompt_tokens = excluded.prompt_tokens, tokens = excluded.tokens, "
                                 "tokens_per_second = excluded.tokens_per_second, "
                                 "omitted_turns = excluded.omitted_turns, removed_tags = excluded.removed_tags, "
                                 "digest = excluded.digest, model = excluded.model, seed = excluded.seed, "
                                 "first_token_ms = excluded.first_token_ms, finish = excluded.finish")
                      .arg(kTurnValues, turnPlaceholders()),
                  turnValues(turn));
}

SqlResult writeDraft(const ChatDatabase& to, ChatId chat, const Draft& draft) {
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

SqlResult writeNote(const ChatDatabase& to, const QString& key, const QString& value) {
    return to.run(QStringLiteral("INSERT INTO window (key, value) VALUES (?, ?) "
                                 "ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                  {key, value});
}

/// Writes one kind of changes; the first error ends it.
template <typename Changes, typename Write>
void writeEach(const Changes& changes, SqlResult& result, Write write) {
    for (auto it = changes.cbegin(); result.good() && it != changes.cend(); ++it)
        result = write(it.key(), it.value());
}

/// Everything but drafts.
SqlResult writeAllBut(const ChatChanges& changes, const ChatDatabase& to) {
    SqlResult result;
    const auto deletion = [&to](const QString& table) {
        return [&to, table](qint64 id, qint64 when) {
            return to.run(QStringLiteral("UPDATE %1 SET deleted = ? WHERE id = ?").arg(table),
                          {when == 0 ? QVariant() : QVariant(when), id});
        };
    };
    writeEach(changes.chats, result, [&to](ChatId, const ChatInfo& chat) { return writeChat(to, chat); });
    writeEach(changes.turns, result, [&to](TurnId, const Turn& turn) { return writeTurn(to, turn); });
    writeEach(changes.chatDeletions, result, deletion(QStringLiteral("chats")));
    writeEach(changes.turnDeletions, result, deletion(QStringLiteral("turns")));
    writeEach(changes.shownChildren, result, [&to](TurnId parent, TurnId child) {
        return to.run(QStringLiteral("UPDATE turns SET resume = ? WHERE id = ?"), {child, parent});
    });
    if (result.good() && changes.current)
        result = writeNote(to, QStringLiteral("current_chat"), QString::number(*changes.current));
    writeEach(changes.notes, result,
              [&to](const QString& key, const QString& value) { return writeNote(to, key, value); });
    return result;
}

template <typename Write>
SqlResult inTransaction(const ChatDatabase& to, Write write) {
    SqlResult result = to.begin();
    if (result.good()) result = write();
    if (result.good()) result = to.commit();
    if (!result.good()) to.rollBack();
    return result;
}

template <typename Changes>
void forgetEach(Changes& changes, const Changes& written) {
    for (auto it = written.cbegin(); it != written.cend(); ++it)
        if (const auto mine = changes.constFind(it.key()); mine != changes.cend() && *mine == it.value())
            changes.erase(mine);
}

}  // namespace

qsizetype ChatChanges::characters() const {
    qsizetype sum = 0;
    for (const Turn& turn : turns)
        sum += turn.text.size();
    for (const Draft& draft : drafts)
        sum += sizeOf(draft);
    return sum;
}

WrittenChanges ChatChanges::writeTo(const ChatDatabase& to) const {
    WrittenChanges written;
    written.result = inTransaction(to, [&] { return writeAllBut(*this, to); });
    if (!written.result.good()) return written;
    written.changes = *this;
    written.changes.drafts.clear();
    if (drafts.isEmpty()) return written;
    written.result = inTransaction(to, [&] {
        SqlResult result;
        writeEach(drafts, result, [&to](ChatId chat, const Draft& draft) { return writeDraft(to, chat, draft); });
        return result;
    });
    if (written.result.good()) written.changes.drafts = drafts;
    return written;
}

WrittenChanges ChatChanges::writeAtOnceTo(const ChatDatabase& to) const {
    WrittenChanges written;
    written.result = inTransaction(to, [&] {
        SqlResult result = writeAllBut(*this, to);
        writeEach(drafts, result, [&to](ChatId chat, const Draft& draft) { return writeDraft(to, chat, draft); });
        return result;
    });
    if (written.result.good()) written.changes = *this;
    return written;
}

void ChatChanges::forget(const ChatChanges& written) {
    forgetEach(turns, written.turns);
    forgetEach(chats, written.chats);
    forgetEach(turnDeletions, written.turnDeletions);
    forgetEach(chatDeletions, written.chatDeletions);
    forgetEach(shownChildren, written.shownChildren);
    forgetEach(drafts, written.drafts);
    forgetEach(notes, written.notes);
    if (current == written.current) current.reset();
}

}  // namespace mw::gui
