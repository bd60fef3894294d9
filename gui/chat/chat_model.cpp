// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_model.h"

#include <QHash>
#include <algorithm>

namespace mw::gui {

int ChatModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_chats.size());
}

QVariant ChatModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_chats.size()) return {};
    const ChatInfo& chat = m_chats[index.row()];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::EditRole:
            return chat.title.isEmpty() ? tr("New chat") : chat.title;
        case IdRole:
            return chat.id;
        case StreamingRole:
            return m_streaming.contains(chat.id);
        case Qt::AccessibleTextRole:
            return m_streaming.contains(chat.id) ? tr("%1, answering").arg(data(index, Qt::DisplayRole).toString())
                                                 : data(index, Qt::DisplayRole);
        default:
            return {};
    }
}

const ChatInfo* ChatModel::find(ChatId chat) const {
    const int row = rowOf(chat);
    return row < 0 ? nullptr : &m_chats[row];
}

int ChatModel::rowOf(ChatId chat) const {
    for (int row = 0; row < m_chats.size(); ++row)
        if (m_chats[row].id == chat) return row;
    return -1;
}

void ChatModel::reset(const QVector<ChatInfo>& chats) {
    beginResetModel();
    m_chats = chats;
    m_streaming.clear();
    endResetModel();
}

void ChatModel::put(const ChatInfo& chat) {
    const int row = rowOf(chat.id);
    int target = 0;
    while (target < m_chats.size() && (m_chats[target].id == chat.id || newerFirst(m_chats[target], chat)))
        ++target;
    if (row < 0) {
        beginInsertRows({}, target, target);
        m_chats.insert(target, chat);
        endInsertRows();
        return;
    }
    if (target > row) --target;  // counted with the row itself
    if (target != row) {
        beginMoveRows({}, row, row, {}, target > row ? target + 1 : target);
        m_chats.move(row, target);
        endMoveRows();
    }
    m_chats[target] = chat;
    emit dataChanged(index(target), index(target));
}

void ChatModel::add(const QVector<ChatInfo>& chats) {
    beginResetModel();
    m_chats += chats;
    std::sort(m_chats.begin(), m_chats.end(), newerFirst);
    endResetModel();
}

void ChatModel::change(const QVector<ChatInfo>& chats) {
    QHash<ChatId, const ChatInfo*> changed;
    for (const ChatInfo& chat : chats)
        changed.insert(chat.id, &chat);
    for (ChatInfo& chat : m_chats)
        if (const ChatInfo* now = changed.value(chat.id)) chat = *now;
    if (!m_chats.isEmpty()) emit dataChanged(index(0), index(int(m_chats.size()) - 1));
}

void ChatModel::remove(const QVector<ChatId>& chats) {
    const QSet<ChatId> gone(chats.cbegin(), chats.cend());
    beginResetModel();
    m_chats.removeIf([&gone](const ChatInfo& chat) { return gone.contains(chat.id); });
    m_streaming.subtract(gone);
    endResetModel();
}

void ChatModel::remove(ChatId chat) {
    const int row = rowOf(chat);
    if (row < 0) return;
    beginRemoveRows({}, row, row);
    m_chats.removeAt(row);
    m_streaming.remove(chat);
    endRemoveRows();
}

void ChatModel::setStreaming(ChatId chat, bool streaming) {
    const int row = rowOf(chat);
    if (row < 0 || streaming == m_streaming.contains(chat)) return;
    if (streaming)
        m_streaming.insert(chat);
    else
        m_streaming.remove(chat);
    emit dataChanged(index(row), index(row), {StreamingRole, Qt::AccessibleTextRole});
}

}  // namespace mw::gui
