// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_list_model.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QMimeData>
#include <utility>

#include "chat_groups.h"

namespace mw::gui {
namespace {

const QString kChatsDragged = QStringLiteral("application/x-mixtral-workbench-chats");
const QString kFolds = QStringLiteral("folds");  // of ChatStore::note()
constexpr int kWordsShown = 120;

QVector<ChatId> chatsIn(const QMimeData* data) {
    QVector<ChatId> chats;
    QByteArray bytes = data->data(kChatsDragged);
    QDataStream stream(&bytes, QIODevice::ReadOnly);
    stream >> chats;
    return chats;
}

}  // namespace

ChatListModel::ChatListModel(ChatController& controller, QObject* parent)
    : QAbstractListModel(parent), m_controller(controller) {
    m_rebuild.setSingleShot(true);
    m_rebuild.setInterval(0);
    connect(&m_rebuild, &QTimer::timeout, this, [this] {
        if (m_held)
            m_changed = true;
        else
            rebuild();
    });
    const auto later = [this] { m_rebuild.start(); };
    ChatModel* model = &controller.model();
    connect(model, &ChatModel::rowsInserted, this, later);
    connect(model, &ChatModel::rowsRemoved, this, later);
    connect(model, &ChatModel::rowsMoved, this, later);
    connect(model, &ChatModel::modelReset, this, later);
    connect(&controller, &ChatController::foldersChanged, this, later);
    connect(&controller.store(), &ChatStore::reopened, this, [this] {
        readFolds();
        m_rebuild.start();
    });
    connect(model, &ChatModel::dataChanged, this,
            [this](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
                if (!roles.contains(ChatModel::StreamingRole)) return m_rebuild.start();
                if (!m_rows.isEmpty()) emit dataChanged(index(0), index(int(m_rows.size()) - 1));
            });
    readFolds();
    rebuild();
}

void ChatListModel::readFolds() {
    const QJsonObject folds = QJsonDocument::fromJson(m_controller.store().note(kFolds).toUtf8()).object();
    m_archiveOpen = folds["archive_open"].toBool();
    m_closed.clear();
    for (const QJsonValue& name : folds["closed"].toArray())
        m_closed.insert(name.toString());
}

int ChatListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ChatListModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_rows.size()) return {};
    const Row& row = m_rows[index.row()];
    const bool isChat = row.kind == ChatRow;
    switch (role) {
        case Qt::DisplayRole:
            return !isChat ? row.text : row.chat.title.isEmpty() ? tr("New chat") : row.chat.title;
        case Qt::EditRole:
            return isChat ? row.chat.title : row.text;
        case Qt::ToolTipRole:
            return isChat ? data(index, Qt::DisplayRole).toString().toHtmlEscaped() : QVariant();
        case Qt::AccessibleTextRole:
            return spokenTextOf(row);
        case KindRole:
            return row.kind;
        case IdRole:
            return row.chat.id;
        case UpdatedRole:
            return row.chat.updated;
        case WordsRole:
            return isChat ? secondLineOf(row) : QString();
        case StreamingRole:
            return isChat && m_controller.model().isStreaming(row.chat.id);
        case IndentRole:
            return row.indented;
        case OpenRole:
            return row.open;
        case CountRole:
            return row.count;
        default:
            return {};
    }
}

QString ChatListModel::secondLineOf(const Row& row) const {
    if (m_found)
        if (const QString snippet = m_found->value(row.chat.id).snippet; !snippet.isEmpty()) return snippet;
    return titleFrom(row.chat.words, kWordsShown);
}

QString ChatListModel::spokenTextOf(const Row& row) const {
    switch (row.kind) {
        case ChatRow:
            break;
        case FolderRow:
            return tr("Folder %1, chats: %2").arg(row.text, QLocale().toString(row.count)) + QStringLiteral(", ") +
                   (row.open ? tr("open") : tr("folded"));
        case ArchiveRow:
            return tr("Archive, chats: %1").arg(QLocale().toString(row.count)) + QStringLiteral(", ") +
                   (row.open ? tr("open") : tr("folded"));
        default:
            return row.text;
    }
    QString text = row.chat.title.isEmpty() ? tr("New chat") : row.chat.title;
    if (m_controller.model().isStreaming(row.chat.id)) return tr("%1, answering").arg(text);
    text += QStringLiteral(", ") + ChatGroups::spokenAgeOf(row.chat.updated, QDateTime::currentDateTime());
    if (const QString words = secondLineOf(row); !words.isEmpty()) text += QStringLiteral(", ") + words;
    return text;
}

bool ChatListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !index.isValid()) return false;
    const Row row = m_rows[index.row()];
    if (row.kind == ChatRow)
        m_controller.rename(row.chat.id, value.toString());
    else if (row.kind == FolderRow && !value.toString().trimmed().isEmpty())
        m_controller.renameFolder(row.text, value.toString());
    else
        return false;
    return true;
}

Qt::ItemFlags ChatListModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::ItemIsDropEnabled;
    constexpr Qt::ItemFlags kUsable = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled;
    switch (m_rows[index.row()].kind) {
        case ChatRow:
            return kUsable | Qt::ItemIsDragEnabled | Qt::ItemIsEditable;
        case FolderRow:
            return kUsable | Qt::ItemIsEditable;
        case ArchiveRow:
            return kUsable;
        default:
            return Qt::ItemIsDropEnabled;
    }
}

QStringList ChatListModel::mimeTypes() const {
    return {kChatsDragged};
}

QMimeData* ChatListModel::mimeData(const QModelIndexList& indexes) const {
    QVector<ChatId> chats;
    for (const QModelIndex& index : indexes)
        if (const ChatId chat = index.data(IdRole).toLongLong()) chats.append(chat);
    if (chats.isEmpty()) return nullptr;
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << chats;
    auto* data = new QMimeData;
    data->setData(kChatsDragged, bytes);
    return data;
}

bool ChatListModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex& parent) const {
    return parent.isValid() && !m_found && data->hasFormat(kChatsDragged);
}

bool ChatListModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                 const QModelIndex& parent) {
    if (!canDropMimeData(data, action, row, column, parent)) return false;
    const QVector<ChatId> chats = chatsIn(data);
    int heading = parent.row();  // of the group that it is dropped in
    while (heading > 0 && m_rows[heading].kind == ChatRow)
        --heading;
    const Row target = m_rows[heading];
    switch (target.kind) {
        case PinnedRow:
            m_controller.setPinned(chats, true);
            break;
        case ArchiveRow:
            m_controller.setArchived(chats, true);
            break;
        case FolderRow:
            m_controller.setPinned(chats, false);
            m_controller.moveToFolder(chats, target.text);
            break;
        default:
            m_controller.setPinned(chats, false);
            m_controller.moveToFolder(chats, {});
            break;
    }
    return true;
}

void ChatListModel::setFound(const std::optional<QVector<SearchHit>>& found, const QString& words) {
    m_found.reset();
    if (found) {
        m_found.emplace();
        for (const SearchHit& hit : *found)
            m_found->insert(hit.chat, hit);
    }
    m_words = found ? words : QString();
    rebuild();
}

TurnId ChatListModel::turnFound(ChatId chat) const {
    return m_found ? m_found->value(chat).turn : 0;
}

int ChatListModel::rowOf(ChatId chat) const {
    for (int row = 0; row < m_rows.size(); ++row)
        if (m_rows[row].kind == ChatRow && m_rows[row].chat.id == chat) return row;
    return -1;
}

int ChatListModel::rowOfFold(const QString& name) const {
    for (int row = 0; row < m_rows.size(); ++row)
        if ((m_rows[row].kind == FolderRow || m_rows[row].kind == ArchiveRow) && m_rows[row].text == name) return row;
    return -1;
}

void ChatListModel::hold(bool held) {
    m_held = held;
    if (!held && std::exchange(m_changed, false)) m_rebuild.start();
}

void ChatListModel::setOpen(const QModelIndex& index, bool open) {
    if (!index.isValid() || m_rows[index.row()].open == open) return;
    const Row row = m_rows[index.row()];
    if (row.kind == ArchiveRow)
        m_archiveOpen = open;
    else if (row.kind == FolderRow && open)
        m_closed.remove(row.text);
    else if (row.kind == FolderRow)
        m_closed.insert(row.text);
    const QJsonObject folds{{"archive_open", m_archiveOpen},
                            {"closed", QJsonArray::fromStringList(QStringList(m_closed.cbegin(), m_closed.cend()))}};
    m_controller.store().saveNote(kFolds, QString::fromUtf8(QJsonDocument(folds).toJson(QJsonDocument::Compact)));
    rebuild();
}

QVector<ChatListModel::Row> ChatListModel::found() const {
    QVector<Row> rows;
    ChatGroups groups;
    QString group;
    for (const ChatInfo& chat : m_controller.model().chats()) {
        if (!m_found->contains(chat.id)) continue;
        if (const QString next = groups.groupOf(chat.updated); next != group) {
            group = next;
            rows.append({.kind = DayRow, .text = group});
        }
        rows.append({.chat = chat});
    }
    return rows;
}

QVector<ChatListModel::Row> ChatListModel::all() {
    QVector<Row> pinned, days, archived;
    QHash<QString, QVector<Row>> inFolders;
    ChatGroups groups;
    QString group;
    for (const ChatInfo& chat : m_controller.model().chats()) {
        if (chat.archived) {
            archived.append({.chat = chat, .indented = true});
        } else if (chat.pinned) {
            pinned.append({.chat = chat});
        } else if (!chat.folder.isEmpty()) {
            inFolders[chat.folder].append({.chat = chat, .indented = true});
        } else {
            if (const QString next = groups.groupOf(chat.updated); next != group) {
                group = next;
                days.append({.kind = DayRow, .text = group});
            }
            days.append({.chat = chat});
        }
    }
    QVector<Row> rows;
    if (!pinned.isEmpty()) rows.append({.kind = PinnedRow, .text = tr("Pinned")});
    rows += pinned;
    for (const QString& folder : m_controller.folders()) {
        const QVector<Row>& chats = inFolders[folder];
        const bool open = !m_closed.contains(folder);
        rows.append({.kind = FolderRow, .text = folder, .open = open, .count = int(chats.size())});
        if (open) rows += chats;
    }
    rows += days;
    if (!archived.isEmpty()) {
        rows.append({.kind = ArchiveRow, .text = tr("Archive"), .open = m_archiveOpen, .count = int(archived.size())});
        if (m_archiveOpen) rows += archived;
    }
    return rows;
}

void ChatListModel::rebuild() {
    m_rebuild.stop();
    QVector<Row> rows = m_found ? found() : all();
    const bool same =
        rows.size() == m_rows.size() && std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(),
                                                   [](const Row& a, const Row& b) { return a.isSameAs(b); });
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty()) emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        return;
    }
    m_held = m_changed = false;  // a field for a name goes with the rows
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

}  // namespace mw::gui
