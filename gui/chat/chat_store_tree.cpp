// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Turns and the tree they form. A turn's id is larger than its parent's, which is what ends every walk, in a damaged
// file, too.

#include <algorithm>

#include "chat_rows.h"
#include "chat_store.h"

namespace mw::gui {

bool ChatStore::isDeleted(TurnId turn) {
    if (const auto it = m_unsaved.turnDeletions.constFind(turn); it != m_unsaved.turnDeletions.cend()) return *it != 0;
    const auto rows = select(QStringLiteral("SELECT deleted IS NOT NULL FROM turns WHERE id = ?"), {turn});
    return !rows.isEmpty() && rows[0][0].toBool();
}

std::optional<Turn> ChatStore::turn(TurnId id) {
    if (id == 0) return std::nullopt;
    if (const auto it = m_unsaved.turns.constFind(id); it != m_unsaved.turns.cend())
        return isDeleted(id) ? std::nullopt : std::optional(placed(*it));
    const auto rows = [&] {
        return select(QStringLiteral("SELECT %1 FROM turns WHERE id = ?").arg(turnColumns(m_file->schema())), {id});
    };
    QVector<QVariantList> found = rows();
    if (!found.isEmpty() && !readTurn(found[0]) && rescue(tr("a turn is not as it was written"))) found = rows();
    if (found.isEmpty()) return std::nullopt;
    const auto changed = m_unsaved.turnDeletions.constFind(id);
    const bool deleted = changed == m_unsaved.turnDeletions.cend() ? found[0].last().toBool() : *changed != 0;
    return deleted ? std::nullopt : std::optional(placed(readDoubtfulTurn(found[0])));
}

Turn ChatStore::placed(Turn turn) {
    const QVector<TurnId> siblings = children(turn.chat, turn.parent);
    turn.branches = std::max(1, int(siblings.size()));
    turn.branch = int(siblings.indexOf(turn.id)) + 1;
    return turn;
}

QVector<Turn> ChatStore::path(TurnId leaf, int limit) {
    QVector<Turn> result;
    for (TurnId id = leaf; id != 0 && result.size() < limit;) {
        std::optional<Turn> next = turn(id);
        const bool missing = !next && m_readable && !isDeleted(id) && m_readable;
        if (missing && rescue(tr("a turn is missing"))) next = turn(id);
        if (!next) {
            next = Turn{.id = id, .chat = result.isEmpty() ? 0 : result.last().chat, .state = TurnState::Damaged};
            if (!result.isEmpty() && !result.last().isAnswer()) next->role = Role::Assistant;
        }
        result.append(*next);
        id = next->parent < id ? next->parent : 0;
    }
    std::reverse(result.begin(), result.end());
    return result;
}

QVector<Turn> ChatStore::lastTurns(TurnId leaf, qsizetype characters) {
    constexpr int kTurnsAtOnce = 1000;
    QVector<Turn> result;
    qsizetype found = 0;
    const auto take = [&](const Turn& turn) {
        result.append(turn);
        found += turn.text.size();
        return turn.parent < turn.id ? turn.parent : 0;
    };
    for (TurnId id = leaf; id != 0 && found < characters;) {
        const TurnId before = id;
        if (!m_unsaved.turns.contains(id)) {
            const QString sql =
                QStringLiteral(
                    "WITH RECURSIVE up (id, parent, size, turns) AS (SELECT id, parent, length(text), 1 "
                    "FROM turns WHERE id = ? UNION ALL SELECT turns.id, turns.parent, "
                    "up.size + length(turns.text), up.turns + 1 FROM up JOIN turns ON turns.id = up.parent "
                    "WHERE turns.id < up.id AND up.size < ? AND up.turns < ?) "
                    "SELECT %1 FROM turns WHERE id IN (SELECT id FROM up) ORDER BY id DESC")
                    .arg(turnColumns(m_file->schema()));
            for (const QVariantList& row : select(sql, {id, characters - found, kTurnsAtOnce})) {
                const std::optional<Turn> turn = readTurn(row);
                if (!turn || turn->id != id || row.last().toBool() || m_unsaved.turns.contains(id)) break;
                id = take(*turn);
            }
        }
        if (id == before) id = take(path(id, 1).value(0));  // unsaved, or damaged, which that sees to
    }
    std::reverse(result.begin(), result.end());
    return result;
}

int ChatStore::depth(TurnId leaf) {
    int turns = 0;
    TurnId id = leaf;
    for (; id != 0 && m_unsaved.turns.contains(id); id = parentOf(id))
        ++turns;
    const auto rows = select(QStringLiteral("WITH RECURSIVE up (id, parent) AS ("
                                            "SELECT id, parent FROM turns WHERE id = ? UNION ALL "
                                            "SELECT turns.id, turns.parent FROM up JOIN turns ON turns.id = up.parent "
                                            "WHERE turns.id < up.id) SELECT count(*) FROM up"),
                             {id});
    return turns + (rows.isEmpty() ? 0 : rows[0][0].toInt());
}

QVector<TurnId> ChatStore::children(ChatId chat, TurnId parent) {
    QVector<TurnId> result;
    for (const QVariantList& row :
         select(QStringLiteral("SELECT id, deleted IS NOT NULL FROM turns WHERE chat = ? AND parent = ?"),
                {chat, parent})) {
        const TurnId id = row[0].toLongLong();
        const auto changed = m_unsaved.turnDeletions.constFind(id);
        if (changed == m_unsaved.turnDeletions.cend() ? !row[1].toBool() : *changed == 0) result.append(id);
    }
    for (const Turn& turn : m_unsaved.turns)
        if (turn.chat == chat && turn.parent == parent && !result.contains(turn.id) && !isDeleted(turn.id))
            result.append(turn.id);
    std::sort(result.begin(), result.end());
    return result;
}

TurnId ChatStore::parentOf(TurnId turn) {
    if (const auto it = m_unsaved.turns.constFind(turn); it != m_unsaved.turns.cend()) return it->parent;
    const auto rows = select(QStringLiteral("SELECT parent FROM turns WHERE id = ?"), {turn});
    const TurnId parent = rows.isEmpty() ? 0 : rows[0][0].toLongLong();
    return parent < turn ? parent : 0;
}

/// The child of a turn that is on screen, or was when the branch was left; else the newest one. 0: it has none.
TurnId ChatStore::shownChild(ChatId chat, TurnId parent) {
    const QVector<TurnId> all = children(chat, parent);
    if (all.size() < 2 || parent == 0) return all.isEmpty() ? 0 : all.last();
    TurnId remembered = m_unsaved.shownChildren.value(parent);
    if (remembered == 0) {
        const auto rows = select(QStringLiteral("SELECT resume FROM turns WHERE id = ?"), {parent});
        if (!rows.isEmpty()) remembered = rows[0][0].toLongLong();
    }
    return all.contains(remembered) ? remembered : all.last();
}

/// Walks up in one query, so that a branch of 100,000 turns takes some 50 ms.
ChatStore::Ascent ChatStore::ascend(TurnId from, TurnId bound) {
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
    const auto rows =
        select(QStringLiteral("WITH RECURSIVE up (id, parent) AS ("
                              "SELECT id, parent FROM turns WHERE id = ? UNION ALL "
                              "SELECT turns.id, turns.parent FROM up JOIN turns ON turns.id = up.parent "
                              "WHERE turns.id < up.id AND turns.id > ?) SELECT min(id), min(CASE WHEN id IN (%1) OR "
                              "(id IN (SELECT id FROM turns WHERE deleted IS NOT NULL) AND id NOT IN (%2)) THEN id "
                              "END) FROM up")
                   .arg(deleted.join(QLatin1Char(',')), kept.join(QLatin1Char(','))),
               {at, bound});
    if (rows.isEmpty()) return result;
    if (!rows[0][0].isNull()) result.highest = rows[0][0].toLongLong();
    if (!rows[0][1].isNull()) result.topmostDeleted = rows[0][1].toLongLong();
    return result;
}

bool ChatStore::isBelow(TurnId turn, TurnId above) {
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

TurnId ChatStore::leafBelow(ChatId chat, TurnId id) {
    if (m_writer.isBusy() && !m_adding) flushAndWait();  // sooner done than a long branch is walked turn by turn
    if (m_unsaved.isEmpty()) {
        // In one query, as a branch may have 100,000 turns.
        const auto rows = select(
            QStringLiteral("WITH RECURSIVE down (id) AS (VALUES (?) UNION ALL SELECT coalesce("
                           "(SELECT child.id FROM turns JOIN turns AS child ON child.id = turns.resume "
                           "WHERE turns.id = down.id AND child.parent = down.id AND child.deleted IS NULL), "
                           "(SELECT max(id) FROM turns WHERE chat = ? AND parent = down.id AND deleted IS NULL "
                           "AND id > down.id)) AS next FROM down WHERE next IS NOT NULL) SELECT max(id) FROM down"),
            {id, chat});
        if (!rows.isEmpty()) return rows[0][0].toLongLong();
    }
    while (const TurnId child = shownChild(chat, id))
        id = child;
    return id;
}

/// The oldest turn of a chat that may be deleted; 0: none is.
TurnId ChatStore::oldestDeleted(ChatId chat) {
    TurnId oldest = 0;
    const auto take = [&oldest](TurnId id) { oldest = oldest == 0 ? id : std::min(oldest, id); };
    for (auto it = m_unsaved.turnDeletions.cbegin(); it != m_unsaved.turnDeletions.cend(); ++it)
        if (*it != 0) take(it.key());
    for (const QVariantList& row :
         select(QStringLiteral("SELECT id FROM turns WHERE chat = ? AND deleted IS NOT NULL ORDER BY id"), {chat})) {
        const TurnId id = row[0].toLongLong();
        if (m_unsaved.turnDeletions.value(id, 1) == 0) continue;  // undone
        take(id);
        break;
    }
    return oldest;
}

bool ChatStore::isWhole(ChatId chat, TurnId turn) {
    // Nearly always without a walk: what is above the oldest that is deleted is not.
    const TurnId oldest = oldestDeleted(chat);
    return oldest == 0 || turn < oldest || ascend(turn, oldest - 1).topmostDeleted == 0;
}

TurnId ChatStore::wholeLeaf(ChatId chat, TurnId leaf) {
    if (leaf == 0) return leafBelow(chat, 0);
    return isWhole(chat, leaf) ? leaf : leafBelow(chat, parentOf(ascend(leaf, 0).topmostDeleted));
}

bool ChatStore::hasTurns(ChatId chat) {
    for (const Turn& turn : m_unsaved.turns)
        if (turn.chat == chat) return true;
    return !select(QStringLiteral("SELECT 1 FROM turns WHERE chat = ? LIMIT 1"), {chat}).isEmpty() || !m_readable;
}

}  // namespace mw::gui
