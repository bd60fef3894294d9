// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QSet>
#include <QTimer>
#include <QVector>
#include <optional>

#include "chat_controller.h"

namespace mw::gui {

/// The rows of the list of chats: pinned ones, folders, then by day, at the end the archive; or what a search found.
class ChatListModel : public QAbstractListModel {
    Q_OBJECT

 public:
    enum Kind { ChatRow, DayRow, PinnedRow, FolderRow, ArchiveRow };
    enum Role {
        KindRole = Qt::UserRole + 1,
        IdRole,         ///< of a chat; 0: of none
        UpdatedRole,    ///< ms since 1970
        WordsRole,      ///< the second line: what was said last, or stands around what was found
        StreamingRole,  ///< bool
        IndentRole,     ///< bool: in a folder or in the archive
        OpenRole,       ///< bool: of a folder and the archive, their chats are shown
        CountRole,      ///< of their chats
    };

    explicit ChatListModel(ChatController& controller, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// Renames a chat or a folder.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    /// Chats go where they are dropped: into a folder or out of it, among the pinned ones, into the archive.
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }

    /// Shows what a search found, or everything.
    void setFound(const std::optional<QVector<SearchHit>>& found, const QString& words);
    bool isFiltered() const { return m_found.has_value(); }
    /// What was searched for, as long as that is shown.
    const QString& words() const { return m_words; }
    TurnId turnFound(ChatId chat) const;

    int rowOf(ChatId chat) const;
    /// Of a folder, or of the archive, by its name.
    int rowOfFold(const QString& name) const;
    /// Shows or hides the chats of a folder or of the archive.
    void setOpen(const QModelIndex& index, bool open);
    /// Fills the rows anew; some ms for 20,000 chats.
    void rebuild();
    void rebuildLater() { m_rebuild.start(); }
    /// While held, rows are not filled anew by themselves.
    void hold(bool held);

 private:
    struct Row {
        Kind kind = ChatRow;
        QString text;   ///< of all but chats
        ChatInfo chat;  ///< a copy that shares its texts
        bool indented = false, open = false;
        int count = 0;

        bool isSameAs(const Row& other) const {
            return kind == other.kind && chat.id == other.chat.id && text == other.text;
        }
    };

    QVector<Row> found() const;
    QVector<Row> all();
    QString secondLineOf(const Row& row) const;
    QString spokenTextOf(const Row& row) const;
    void readFolds();

    ChatController& m_controller;
    QVector<Row> m_rows;
    QSet<QString> m_closed;  ///< folders
    bool m_archiveOpen = false;
    std::optional<QHash<ChatId, SearchHit>> m_found;
    QString m_words;
    QTimer m_rebuild;
    bool m_held = false, m_changed = false;  ///< meanwhile
};

}  // namespace mw::gui
