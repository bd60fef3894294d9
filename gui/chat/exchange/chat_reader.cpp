// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_reader.h"

#include <QUuid>
#include <algorithm>

#include "chat_database.h"
#include "chat_rows.h"

namespace mw::gui {
namespace {

/// How long a lock is waited for. Whoever writes holds one for moments at a time.
constexpr int kPatienceMs = 5000;

}  // namespace

ChatReader::ChatReader(const ChatPlace& place)
    : m_place(place), m_connection(QStringLiteral("reader-") + QUuid::createUuid().toString()) {
    for (const Turn& turn : place.unsaved.turns)
        m_unsavedTurns[turn.chat].append(turn);
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(place.address);
    m_database.setConnectOptions(place.options);
    m_database.open();
    select(QStringLiteral("PRAGMA busy_timeout = %1").arg(kPatienceMs), {});  // a reader has a thread of its own
    select(QStringLiteral("PRAGMA read_uncommitted = ON"), {});               // beside the copy in memory
    select(QStringLiteral("BEGIN"), {});                                      // all of one moment
}

ChatReader::~ChatReader() {
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

QVector<QVariantList> ChatReader::select(const QString& sql, const QVariantList& values) {
    const SqlResult result = runSql(m_database, sql, values);
    m_whole = m_whole && result.good();
    return result.rows;
}

bool ChatReader::isGone(const ChatInfo& chat, bool deleted) const {
    const auto changed = m_place.unsaved.chatDeletions.constFind(chat.id);
    return changed == m_place.unsaved.chatDeletions.cend() ? deleted : *changed != 0;
}

QVector<ChatId> ChatReader::chats() {
    QHash<ChatId, qint64> updated;
    for (const QVariantList& row : select(QStringLiteral("SELECT id, updated, deleted IS NOT NULL FROM chats"), {})) {
        const ChatInfo chat{.id = row[0].toLongLong()};
        if (!isGone(chat, row[2].toBool())) updated.insert(chat.id, row[1].toLongLong());
    }
    for (const ChatInfo& chat : m_place.unsaved.chats)
        if (updated.contains(chat.id) || !isGone(chat, false)) updated.insert(chat.id, chat.updated);
    QVector<ChatId> result(updated.keyBegin(), updated.keyEnd());
    std::sort(result.begin(), result.end(),
              [&](ChatId a, ChatId b) { return updated[a] != updated[b] ? updated[a] > updated[b] : a > b; });
    return result;
}

std::optional<ArchivedChat> ChatReader::read(ChatId id) {
    std::optional<ArchivedChat> chat = readAsStored(id);
    return chat ? std::optional(renumbered(std::move(*chat))) : chat;
}

std::optional<ArchivedChat> ChatReader::readAsStored(ChatId id) {
    ArchivedChat chat;
    const auto rows =
        select(QStringLiteral("SELECT %1 FROM chats WHERE id = ?").arg(chatColumns(m_place.schema)), {id});
    const auto unsaved = m_place.unsaved.chats.constFind(id);
    const bool isUnsaved = unsaved != m_place.unsaved.chats.cend();
    if (!isUnsaved && rows.isEmpty()) return std::nullopt;
    chat.info = isUnsaved ? *unsaved : readDoubtfulChat(rows[0]);
    if (isGone(chat.info, !rows.isEmpty() && rows[0].last().toBool())) return std::nullopt;

    QMap<TurnId, Turn> turns;
    QVector<TurnId> deleted;
    for (const QVariantList& row :
         select(QStringLiteral("SELECT resume, %1 FROM turns WHERE chat = ?").arg(turnColumns(m_place.schema)), {id})) {
        const QVariantList columns = row.mid(1);
        std::optional<Turn> turn = readTurn(columns);
        if (!turn) {
            turn = readDoubtfulTurn(columns);
            turn->state = TurnState::Damaged;
        }
        turns.insert(turn->id, *turn);
        if (row.last().toBool()) deleted.append(turn->id);
        if (const TurnId shown = row[0].toLongLong(); shown != 0) chat.shownChildren.insert(turn->id, shown);
    }
    for (const Turn& turn : m_unsavedTurns.value(id))
        turns.insert(turn.id, turn);
    for (const TurnId turn : deleted)
        if (m_place.unsaved.turnDeletions.value(turn, 1) != 0) turns.remove(turn);
    for (auto it = m_place.unsaved.turnDeletions.cbegin(); it != m_place.unsaved.turnDeletions.cend(); ++it)
        if (*it != 0) turns.remove(it.key());
    for (auto it = m_place.unsaved.shownChildren.cbegin(); it != m_place.unsaved.shownChildren.cend(); ++it)
        if (turns.contains(it.key())) chat.shownChildren.insert(it.key(), it.value());
    chat.turns = QVector<Turn>(turns.cbegin(), turns.cend());
    readDraft(chat);
    return chat;
}

void ChatReader::readDraft(ArchivedChat& chat) {
    const ChatId id = chat.info.id;
    if (const auto unsaved = m_place.unsaved.drafts.constFind(id); unsaved != m_place.unsaved.drafts.cend()) {
        chat.draft = *unsaved;
        return;
    }
    const auto rows = select(QStringLiteral("SELECT draft FROM drafts WHERE chat = ?"), {id});
    if (rows.isEmpty()) return;
    QHash<qint64, Attachment> attachments;
    for (const QVariantList& row :
         select(QStringLiteral("SELECT id, name, text FROM attachments WHERE chat = ?"), {id}))
        attachments.insert(row[0].toLongLong(), {row[0].toLongLong(), row[1].toString(), row[2].toString()});
    chat.draft = draftFromJson(rows[0][0].toString(), attachments);
}

}  // namespace mw::gui
