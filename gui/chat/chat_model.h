// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractListModel>
#include <QSet>
#include <QVector>

#include "chat_types.h"

namespace mw::gui {

/// All chats, the last used first. GUI thread.
class ChatModel : public QAbstractListModel {
    Q_OBJECT

 public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        StreamingRole,  ///< bool
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    const QVector<ChatInfo>& chats() const { return m_chats; }
    const ChatInfo* find(ChatId chat) const;
    int rowOf(ChatId chat) const;
    bool isStreaming(ChatId chat) const { return m_streaming.contains(chat); }

    // For the controller.
    void reset(const QVector<ChatInfo>& chats);
    /// Adds a chat or takes over its changes; a newer one moves to the top.
    void put(const ChatInfo& chat);
    /// Adds many at once.
    void add(const QVector<ChatInfo>& chats);
    /// Takes over changes of several chats, none of which is newer for it.
    void change(const QVector<ChatInfo>& chats);
    void remove(ChatId chat);
    void remove(const QVector<ChatId>& chats);
    void setStreaming(ChatId chat, bool streaming);

 private:
    QVector<ChatInfo> m_chats;
    QSet<ChatId> m_streaming;
};

}  // namespace mw::gui
