// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Turns and the tree they form. A turn's id is larger than its parent's, which is what ends every walk, in a damaged
// file, too.

#include <QSqlQuery>
#include <algorithm>

#include "chat_rows.h"
#include "chat_store.h"

namespace mw::gui {

bool ChatStore::isDeleted(TurnId turn) const {
    if (const auto it = m_unsaved.turnDeletions.constFind(turn); it != m_unsaved.turnDeletions.cend()) return *it != 0;
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT deleted IS NOT NULL FROM turns WHERE id = ?"));
    query.addBindValue(turn);
    return query.exec() && query.next() && query.value(0).toBool();
}

std::optional<Turn> ChatStore::turn(TurnId id) const {
    if (id == 0 || isDeleted(id)) return std::nullopt;
    if (const auto it = m_unsaved.turns.constFind(id); it != m_unsaved.turns.cend()) return placed(*it);
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT %1 FROM turns WHERE id = ?").arg(kTurnColumns));
    query.addBindValue(id);
    if (!query.exec() || !query.next()) return std::nullopt;
    return placed(readTurn(query));
}

Turn ChatStore::placed(Turn turn) const {
    const QVector<TurnId> siblings = children(turn.chat, turn.parent);
    turn.branches = std::max(1, int(siblings.size()));
    turn.branch = int(siblings.indexOf(turn.id)) + 1;
    return turn;
}

QVector<Turn> ChatStore::path(TurnId leaf, int limit) const {
    QVector<Turn> result;
    for (TurnId id = leaf; id != 0 && result.size() < limit;) {
        const std::optional<Turn> next = turn(id);
        if (!next) break;
        result.append(*next);
        id = next->parent < id ? next->parent : 0;
    }
    std::reverse(result.begin(), result.end());
    return result;
}

QVector<TurnId> ChatStore::children(ChatId chat, TurnId parent) const {
    QVector<TurnId> result;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT id, deleted IS NOT NULL FROM turns WHERE chat = ? AND parent = ?"));
    query.addBindValue(chat);
    query.addBindValue(parent);
    if (query.exec())
        while (query.next()) {
            const TurnId id = query.value(0).toLongLong();
            const auto changed = m_unsaved.turnDeletions.constFind(id);
            const bool deleted = changed == m_unsaved.turnDeletions.cend() ? query.value(1).toBool() : *changed != 0;
            if (!deleted) result.append(id);
        }
    for (const Turn& turn : m_unsaved.turns)
        if (turn.chat == chat && turn.parent == parent && !result.contains(turn.id) && !isDeleted(turn.id))
            result.append(turn.id);
    std::sort(result.begin(), result.end());
    return result;
}

TurnId ChatStore::parentOf(TurnId turn) const {
    if (const auto it = m_unsaved.turns.constFind(turn); it != m_unsaved.turns.cend()) return it->parent;
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT parent FROM turns WHERE id = ?"));
    query.addBindValue(turn);
    const TurnId parent = query.exec() && query.next() ? query.value(0).toLongLong() : 0;
    return parent < turn ? parent : 0;
}

/// The child of a turn that is on screen, or was when the branch was left; else the newest one. 0: it has none.
TurnId ChatStore::shownChild(ChatId chat, TurnId parent) const {
    const QVector<TurnId> all = children(chat, parent);
    if (all.size() < 2 || parent == 0) return all.isEmpty() ? 0 : all.last();
    TurnId remembered = m_unsaved.shownChildren.value(parent);
    if (remembered == 0) {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("SELECT resume FROM turns WHERE id = ?"));
        query.addBindValue(parent);
        if (query.exec() && query.next()) remembered = query.value(0).toLongLong();
    }
    return all.contains(remembered) ? remembered : all.last();
}

/// Walks up in one query, so that a branch of 100,000 turns takes some 50 ms.
ChatStore::Ascent ChatStore::ascend(TurnId from, TurnId bound) const {
    Ascent result;
    TurnId at = from;
    for (; at > bound && m_unsaved.turns.contains(at); at = parentOf(at)) {
        result.highest = at;
        if (isDeleted(at)) result.topmostDeleted = at;
    }
    if (at <= bound) return result;
    QStringList deleted, kept;
    for (auto it = m_unsaved.turnDeletions.cbegin(); it != m_unsaved.turnDeletions.cend(); ++it)
        (*it != 0 ? deleted : kept).append(QString::number(it.key()));
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("WITH RECURSIVE up (id, parent, gone) AS ("
                                 "SELECT id, parent, deleted IS NOT NULL FROM turns WHERE id = ? UNION ALL "
                                 "SELECT turns.id, turns.parent, turns.deleted IS NOT NULL FROM up JOIN turns "
                                 "ON turns.id = up.parent WHERE turns.id < up.id AND turns.id > ?) "
                                 "SELECT min(id), min(CASE WHEN id IN (%1) OR (gone AND id NOT IN (%2)) THEN id END) "
                                 "FROM up")
                      .arg(deleted.join(QLatin1Char(',')), kept.join(QLatin1Char(','))));
    query.addBindValue(at);
    query.addBindValue(bound);
    if (query.exec() && query.next()) {
        if (!query.value(0).isNull()) result.highest = query.value(0).toLongLong();
        if (!query.value(1).isNull()) result.topmostDeleted = query.value(1).toLongLong();
    }
    return result;
}

bool ChatStore::isBelow(TurnId turn, TurnId above) const {
    return turn == above || (turn > above && parentOf(ascend(turn, above).highest) == above);
}

void ChatStore::rememberShown(ChatId chat, TurnId from, TurnId to) {
    TurnId fork = to;
    for (TurnId other = from; fork != other;) {
        TurnId& younger = fork > other ? fork : other;
        younger = parentOf(ascend(younger, std::min(fork, other)).highest);
    }
    for (TurnId id = to; id != fork; id = parentOf(id))
        if (const TurnId parent = parentOf(id); parent != 0 && shownChild(chat, parent) != id)
            m_unsaved.shownChildren[parent] = id;
    flush();
}

TurnId ChatStore::leafBelow(ChatId chat, TurnId id) const {
    if (m_unsaved.isEmpty()) {
        // In one query, as a branch may have 100,000 turns.
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral(
            "WITH RECURSIVE down (id) AS (VALUES (:turn) UNION ALL SELECT coalesce("
            "(SELECT child.id FROM turns JOIN turns AS child ON child.id = turns.resume WHERE turns.id = down.id "
            "AND child.parent = down.id AND child.deleted IS NULL), "
            "(SELECT max(id) FROM turns WHERE chat = :chat AND parent = down.id AND deleted IS NULL AND id > down.id)) "
            "AS next FROM down WHERE next IS NOT NULL) SELECT max(id) FROM down"));
        query.bindValue(QStringLiteral(":turn"), id);
        query.bindValue(QStringLiteral(":chat"), chat);
        if (query.exec() && query.next()) return query.value(0).toLongLong();
    }
    while (const TurnId child = shownChild(chat, id))
        id = child;
    return id;
}

bool ChatStore::isWhole(ChatId chat, TurnId turn) const {
    if (m_unsaved.turnDeletions.isEmpty()) {
        QSqlQuery query(m_database);
        query.prepare(QStringLiteral("SELECT 1 FROM turns WHERE chat = ? AND deleted IS NOT NULL LIMIT 1"));
        query.addBindValue(chat);
        if (query.exec() && !query.next()) return true;  // nearly always, and without a walk
    }
    return ascend(turn, 0).topmostDeleted == 0;
}

TurnId ChatStore::wholeLeaf(ChatId chat, TurnId leaf) const {
    return isWhole(chat, leaf) ? leaf : leafBelow(chat, parentOf(ascend(leaf, 0).topmostDeleted));
}

bool ChatStore::hasTurns(ChatId chat) const {
    for (const Turn& turn : m_unsaved.turns)
        if (turn.chat == chat) return true;
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT 1 FROM turns WHERE chat = ? LIMIT 1"));
    query.addBindValue(chat);
    return query.exec() && query.next();
}

}  // namespace mw::gui
