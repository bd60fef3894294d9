// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_rescue.h"

#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QSet>
#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "chat_rows.h"

namespace mw::gui {
namespace {

constexpr int kRowsAtOnce = 200;

/// Reads a table, whose first column is its id, in the order of these, and steps over what cannot be read.
class TableReader {
 public:
    TableReader(const ChatDatabase& file, const QString& table, const QString& columns)
        : m_file(file),
          m_sql(QStringLiteral("SELECT %1 FROM %2 WHERE rowid >= ? ORDER BY rowid LIMIT ?").arg(columns, table)) {}

    void readAll(const std::function<void(const QVariantList&)>& take) const {
        qint64 next = 1;
        for (;;) {
            SqlResult result = m_file.run(m_sql, {next, kRowsAtOnce});  // rows before the damage come, too
            for (const QVariantList& row : result.rows) {
                next = std::max(next, row[0].toLongLong() + 1);
                take(row);
            }
            if (result.good() && result.rows.size() < kRowsAtOnce) return;
            if (result.good() || !result.rows.isEmpty()) continue;
            const std::optional<qint64> beyond = firstReadableFrom(next);
            if (!beyond) return;
            next = *beyond;
        }
    }

 private:
    bool reads(qint64 id) const { return m_file.run(m_sql, {id, 1}).good(); }

    /// The first id from which there is something to read again: by doubled steps, then by halves.
    std::optional<qint64> firstReadableFrom(qint64 bad) const {
        qint64 step = 1;
        while (!reads(bad + step)) {
            step *= 2;
            if (step > qint64(1) << 40) return std::nullopt;  // it is the end of the table that is lost
        }
        qint64 low = bad + step / 2, high = bad + step;
        while (high - low > 1) {
            const qint64 middle = low + (high - low) / 2;
            (reads(middle) ? high : low) = middle;
        }
        return high;
    }

    const ChatDatabase& m_file;
    QString m_sql;
};

class Rescue {
 public:
    Rescue(const ChatDatabase& from, const ChatDatabase& to) : m_from(from), m_to(to) {}

    Rescued run() {
        keep(m_to.begin());
        copyTurns();
        standInForLostTurns();
        copyChats();
        standInForLostChats();
        if (m_from.schema() >= 2) {
            copy(QStringLiteral("attachments"), QStringLiteral("id, chat, name, text"));
            copy(QStringLiteral("drafts"), QStringLiteral("chat, draft"));
        }
        for (const QVariantList& row : m_from.run(QStringLiteral("SELECT key, value FROM window")).rows)
            insert(QStringLiteral("window"), QStringLiteral("key, value"), row);
        if (m_result.error.isEmpty()) keep(m_to.commit());
        if (!m_result.error.isEmpty()) m_to.rollBack();
        return m_result;
    }

 private:
    struct Place {
        ChatId chat = 0;
        TurnId parent = 0;
        Role role = Role::User;
        bool deleted = false;
    };

    void keep(const SqlResult& result) {
        if (m_result.error.isEmpty()) m_result.error = result.error;
    }

    void insert(const QString& table, const QString& columns, const QVariantList& values) {
        insert(table, columns, placeholders(values.size()), values);
    }

    void insert(const QString& table, const QString& columns, const QString& places, const QVariantList& values) {
        if (!m_result.error.isEmpty()) return;
        keep(
            m_to.run(QStringLiteral("INSERT OR REPLACE INTO %1 (%2) VALUES (%3)").arg(table, columns, places), values));
    }

    void copy(const QString& table, const QString& columns) {
        TableReader(m_from, table, columns).readAll([&](const QVariantList& row) { insert(table, columns, row); });
    }

    void insertTurn(const Turn& turn, const QVariant& shown, const QVariant& deleted) {
        m_places.insert(turn.id, {turn.chat, turn.parent, turn.role, !deleted.isNull()});
        insert(QStringLiteral("turns"), kTurnValues + QStringLiteral(", resume, deleted"),
               turnPlaceholders() + QStringLiteral(",?,?"), turnValues(turn) + QVariantList{shown, deleted});
    }

    void copyTurns() {
        const QString columns = turnColumns(m_from.schema()) + QStringLiteral(", resume, deleted");
        TableReader(m_from, QStringLiteral("turns"), columns).readAll([this](const QVariantList& row) {
            std::optional<Turn> turn = readTurn(row);
            ++(turn ? m_result.turns : m_result.damagedTurns);
            if (!turn) {
                turn = readDoubtfulTurn(row);
                turn->state = TurnState::Damaged;
                if (turn->parent < 0 || turn->parent >= turn->id) turn->parent = 0;
            }
            insertTurn(*turn, row[row.size() - 2].toLongLong(), row.last());
        });
    }

    /// Puts damaged turns in the place of those that only the index, or the turns that follow them, still know.
    void standInForLostTurns() {
        QMap<TurnId, Place> lost;
        for (const QVariantList& row :
             m_from.run(QStringLiteral("SELECT id, chat, parent FROM turns INDEXED BY turns_tree")).rows)
            if (!m_places.contains(row[0].toLongLong()))
                lost.insert(row[0].toLongLong(), {row[1].toLongLong(), row[2].toLongLong()});
        for (auto it = m_places.cbegin(); it != m_places.cend(); ++it)
            if (it->parent != 0 && !m_places.contains(it->parent) && !lost.contains(it->parent))
                lost.insert(it->parent, {it->chat, newestIn(it->chat, it->parent)});
        QHash<TurnId, Role> roles;
        for (const Place& place : std::as_const(m_places))
            roles.insert(place.parent, place.role == Role::User ? Role::Assistant : Role::User);
        for (auto it = lost.cbegin(); it != lost.cend(); ++it) {
            Turn turn;
            turn.id = it.key();
            turn.chat = it->chat;
            turn.parent = it->parent < it.key() ? it->parent : 0;
            turn.role = roles.value(turn.id, turn.parent != 0 && m_places.value(turn.parent).role == Role::User
                                                 ? Role::Assistant
                                                 : Role::User);
            turn.state = TurnState::Damaged;
            ++m_result.damagedTurns;
            insertTurn(turn, 0, QVariant());
        }
    }

    /// The newest turn of a chat before another one: what that most likely followed.
    TurnId newestIn(ChatId chat, TurnId before) const {
        TurnId newest = 0;
        for (auto it = m_places.cbegin(); it != m_places.cend(); ++it)
            if (it->chat == chat && !it->deleted && it.key() < before) newest = std::max(newest, it.key());
        return newest;
    }

    void insertChat(const ChatInfo& chat, const QVariant& deleted) {
        m_chats.insert(chat.id);
        insert(QStringLiteral("chats"), kChatValues + QStringLiteral(", deleted"),
               chatValues(chat) + QVariantList{deleted});
    }

    void copyChats() {
        const QString columns = chatColumns(m_from.schema()) + QStringLiteral(", deleted");
        TableReader(m_from, QStringLiteral("chats"), columns).readAll([this](const QVariantList& row) {
            std::optional<ChatInfo> chat = readChat(row);
            ++(chat ? m_result.chats : m_result.damagedChats);
            if (!chat) chat = readDoubtfulChat(row);
            if (m_places.value(chat->leaf).chat != chat->id) chat->leaf = 0;  // see ChatStore::wholeLeaf()
            insertChat(*chat, row.last());
        });
    }

    void standInForLostChats() {
        for (const Place& place : std::as_const(m_places)) {
            if (m_chats.contains(place.chat)) continue;
            ChatInfo chat;
            chat.id = place.chat;
            chat.title = ChatDatabase::tr("Chat from a damaged file");
            chat.created = chat.updated = QDateTime::currentMSecsSinceEpoch();
            ++m_result.damagedChats;
            insertChat(chat, QVariant());
        }
    }

    const ChatDatabase& m_from;
    const ChatDatabase& m_to;
    QHash<TurnId, Place> m_places;
    QSet<ChatId> m_chats;
    Rescued m_result;
};

}  // namespace

Rescued copyReadable(const ChatDatabase& from, const ChatDatabase& to) {
    return Rescue(from, to).run();
}

}  // namespace mw::gui
