// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "archived_chat.h"

#include <algorithm>
#include <utility>

namespace mw::gui {
namespace {

/// Remembers the way to the leaf wherever there are others.
void rememberShown(ArchivedChat& chat) {
    QHash<TurnId, int> children;
    for (const Turn& turn : std::as_const(chat.turns))
        ++children[turn.parent];
    for (TurnId id = chat.info.leaf; id != 0;) {
        const TurnId parent = chat.turns[id - 1].parent;
        if (parent != 0 && children[parent] > 1) chat.shownChildren.insert(parent, id);
        id = parent;
    }
}

Draft withIds(Draft draft, qint64& nextAttachment, TurnId firstTurn) {
    for (Attachment& each : draft.attachments)
        each.id = nextAttachment++;
    if (draft.editing != 0) draft.editing += firstTurn - 1;
    if (draft.setAside) draft.setAside = std::make_shared<Draft>(withIds(*draft.setAside, nextAttachment, firstTurn));
    return draft;
}

Draft renumberedDraft(Draft draft, const QHash<TurnId, TurnId>& ids) {
    for (Attachment& each : draft.attachments)
        each.id = 0;
    draft.editing = ids.value(draft.editing);
    if (draft.setAside) draft.setAside = std::make_shared<Draft>(renumberedDraft(*draft.setAside, ids));
    return draft;
}

}  // namespace

ArchivedChat renumbered(ArchivedChat chat) {
    std::sort(chat.turns.begin(), chat.turns.end(), [](const Turn& a, const Turn& b) { return a.id < b.id; });
    QHash<TurnId, TurnId> ids;
    QVector<Turn> turns;
    for (Turn turn : std::as_const(chat.turns)) {
        if (turn.parent != 0 && !ids.contains(turn.parent)) continue;
        ids.insert(turn.id, turns.size() + 1);
        turn.id = turns.size() + 1;
        turn.parent = ids.value(turn.parent);
        turn.chat = 0;
        turn.branch = turn.branches = 1;
        turns.append(turn);
    }
    chat.turns = turns;
    QHash<TurnId, TurnId> shown;
    for (auto it = chat.shownChildren.cbegin(); it != chat.shownChildren.cend(); ++it)
        if (ids.contains(it.key()) && ids.contains(it.value())) shown.insert(ids[it.key()], ids[it.value()]);
    chat.shownChildren = shown;
    chat.info.leaf = ids.value(chat.info.leaf);
    chat.info.id = 0;
    chat.info.tab = -1;
    chat.draft = renumberedDraft(chat.draft, ids);
    return chat;
}

ArchivedChat upToTurn(ArchivedChat chat, TurnId last) {
    QHash<TurnId, Turn> turns;
    for (const Turn& turn : std::as_const(chat.turns))
        turns.insert(turn.id, turn);
    chat.turns.clear();
    for (TurnId id = last; turns.contains(id); id = turns[id].parent < id ? turns[id].parent : 0)
        chat.turns.append(turns[id]);
    chat.shownChildren.clear();
    chat.info.leaf = last;
    return chat;
}

IdCount idsOf(const QVector<ArchivedChat>& chats) {
    IdCount count{int(chats.size()), 0, 0};
    for (const ArchivedChat& chat : chats) {
        count.turns += int(chat.turns.size());
        count.attachments += int(chat.draft.allAttachments().size());
    }
    return count;
}

ChatChanges changesOf(const QVector<ArchivedChat>& chats, FreshIds ids) {
    ChatChanges changes;
    for (const ArchivedChat& chat : chats) {
        const TurnId before = ids.firstTurn - 1;  // of the turn 1
        ChatInfo info = chat.info;
        info.id = ids.firstChat++;
        info.tab = -1;
        if (info.leaf != 0) info.leaf += before;
        changes.chats.insert(info.id, info);
        for (Turn turn : chat.turns) {
            turn.id += before;
            if (turn.parent != 0) turn.parent += before;
            turn.chat = info.id;
            changes.turns.insert(turn.id, turn);
        }
        for (auto it = chat.shownChildren.cbegin(); it != chat.shownChildren.cend(); ++it)
            changes.shownChildren.insert(it.key() + before, it.value() + before);
        if (!chat.draft.isEmpty())
            changes.drafts.insert(info.id, withIds(chat.draft, ids.firstAttachment, ids.firstTurn));
        ids.firstTurn += chat.turns.size();
    }
    return changes;
}

void MessageTree::add(const QString& key, const QString& parent, const QStringList& children,
                      std::optional<Turn> turn) {
    if (!m_nodes.contains(key)) m_order.append(key);
    m_nodes.insert(key, {parent, children, std::move(turn)});
}

bool MessageTree::buildInto(ArchivedChat& chat, const QString& current) const {
    QHash<QString, QStringList> childrenOf;  // "": of none
    for (const QString& key : m_order) {
        const QString& parent = m_nodes[key].parent;
        childrenOf[m_nodes.contains(parent) ? parent : QString()].append(key);
    }
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
        QStringList& known = childrenOf[it.key()];
        QStringList ordered;
        for (const QString& key : it->children)
            if (known.contains(key) && !ordered.contains(key)) ordered.append(key);
        for (const QString& key : std::as_const(known))
            if (!ordered.contains(key)) ordered.append(key);
        known = ordered;
    }
    // Without recursion: a conversation may be long.
    struct Step {
        QString key;
        TurnId parent;
    };
    QVector<Step> open;
    const auto push = [&](const QStringList& keys, TurnId parent) {
        for (qsizetype index = keys.size(); index-- > 0;)
            open.append({keys[index], parent});
    };
    push(childrenOf.value(QString()), 0);
    qsizetype reached = 0;
    TurnId leaf = 0;
    while (!open.isEmpty()) {
        const Step step = open.takeLast();
        ++reached;
        TurnId id = step.parent;
        if (std::optional<Turn> turn = m_nodes[step.key].turn) {
            id = chat.turns.size() + 1;
            turn->id = id;
            turn->parent = step.parent;
            chat.turns.append(*turn);
        }
        if (step.key == current) leaf = id;
        push(childrenOf.value(step.key), id);
    }
    // What is shown ends at its end.
    QHash<TurnId, TurnId> newest;
    for (const Turn& turn : std::as_const(chat.turns))
        newest.insert(turn.parent, turn.id);
    while (newest.contains(leaf))
        leaf = newest[leaf];
    chat.info.leaf = leaf;
    rememberShown(chat);
    return reached == m_order.size();
}

}  // namespace mw::gui
