// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is done to chats in a list of them: names, folders, pins, the archive, deleting and having them back.

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSet>
#include <algorithm>

#include "chat_controller.h"

namespace mw::gui {
namespace {

const QString kFolders = QStringLiteral("folders");  // of ChatStore::note()
constexpr int kLongestName = 200;

}  // namespace

void ChatController::rename(ChatId id, const QString& title) {
    const ChatInfo* found = m_model.find(id);
    const QString name = title.simplified().left(kLongestName);
    if (!found || name.isEmpty() || (name == found->title && found->named)) return;
    ChatInfo info = *found;
    info.title = name;
    info.named = true;
    saveInfo(info);
}

void ChatController::takeTitle(ChatId id, const QString& title) {
    const ChatInfo* found = m_model.find(id);
    if (!found || found->named) return;
    ChatInfo info = *found;
    info.title = title;
    saveInfo(info);
}

/// Several at once, in one transaction.
void ChatController::changeInfos(const QVector<ChatId>& chats, const std::function<void(ChatInfo&)>& change) {
    const QSet<ChatId> chosen(chats.cbegin(), chats.cend());
    QVector<ChatInfo> changed;
    for (ChatInfo info : m_model.chats()) {
        if (!chosen.contains(info.id)) continue;
        const ChatInfo before = info;
        change(info);
        if (!(info == before)) changed.append(info);
    }
    if (changed.isEmpty()) return;
    for (const ChatInfo& info : std::as_const(changed))
        if (Chat* chat = tabOf(info.id)) chat->setInfo(info);
    m_model.change(changed);
    m_store.saveChats(changed);
}

QVector<ChatInfo> ChatController::chatsCalled(const QString& words, int most) const {
    const QStringList wanted = foldForSearch(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QVector<ChatInfo> result;
    for (const ChatInfo& chat : m_model.chats()) {
        if (result.size() >= most) break;
        const QString title = foldForSearch(chat.title);
        if (!title.isEmpty() &&
            std::all_of(wanted.cbegin(), wanted.cend(), [&title](const QString& word) { return title.contains(word); }))
            result.append(chat);
    }
    return result;
}

void ChatController::setPinned(const QVector<ChatId>& chats, bool pinned) {
    changeInfos(chats, [pinned](ChatInfo& info) {
        info.pinned = pinned;
        if (pinned) info.archived = false;
    });
}

void ChatController::setArchived(const QVector<ChatId>& chats, bool archived) {
    changeInfos(chats, [archived](ChatInfo& info) {
        info.archived = archived;
        if (archived) info.pinned = false;
    });
}

QStringList ChatController::rememberedFolders() {
    QStringList result;
    for (const QJsonValue& name : QJsonDocument::fromJson(m_store.note(kFolders).toUtf8()).array())
        result.append(name.toString());
    return result;
}

void ChatController::rememberFolders(QStringList folders) {
    folders.removeDuplicates();
    folders.removeAll(QString());
    m_store.saveNote(
        kFolders, QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(folders)).toJson(QJsonDocument::Compact)));
    emit foldersChanged();
}

QStringList ChatController::folders() {
    QStringList result = rememberedFolders();
    const QSet<QString> remembered(result.cbegin(), result.cend());
    QSet<QString> others;
    for (const ChatInfo& chat : m_model.chats())
        if (!chat.folder.isEmpty() && !remembered.contains(chat.folder)) others.insert(chat.folder);
    result.append(others.values());
    std::sort(result.begin(), result.end(),
              [](const QString& a, const QString& b) { return a.localeAwareCompare(b) < 0; });
    return result;
}

void ChatController::addFolder(const QString& name) {
    const QString folder = name.simplified().left(kLongestName);
    if (!folder.isEmpty()) rememberFolders(rememberedFolders() << folder);
}

void ChatController::moveToFolder(const QVector<ChatId>& chats, const QString& folder) {
    addFolder(folder);
    changeInfos(chats, [name = folder.simplified().left(kLongestName)](ChatInfo& info) {
        info.folder = name;
        info.archived = false;
    });
}

void ChatController::renameFolder(const QString& from, const QString& to) {
    const QString name = to.simplified().left(kLongestName);
    if (name == from) return;
    QStringList remembered = rememberedFolders();
    remembered.removeAll(from);
    QVector<ChatId> chats;
    for (const ChatInfo& chat : m_model.chats())
        if (chat.folder == from) chats.append(chat.id);
    changeInfos(chats, [&name](ChatInfo& info) { info.folder = name; });
    rememberFolders(remembered << name);
}

void ChatController::deleteChats(const QVector<ChatId>& chats) {
    Deletion deletion;
    QString title;
    for (const ChatId id : chats) {
        const ChatInfo* found = m_model.find(id);
        if (!found) continue;
        const QString shown = found->title.isEmpty() ? tr("New chat") : found->title;
        m_answers.stop(id);
        Chat* chat = tabOf(id);
        if (chat) closeTab(chat);
        if (!m_model.find(id)) continue;  // it was empty and went with its tab
        if (chat) deletion.wereOpen.append(id);
        deletion.chats.append(id);
        title = shown;
    }
    if (deletion.chats.isEmpty()) return;
    m_store.setChatsDeleted(deletion.chats, true);
    if (deletion.chats.size() == 1)
        m_model.remove(deletion.chats.first());
    else
        m_model.remove(deletion.chats);
    const int count = int(deletion.chats.size());
    m_undo.append(deletion);
    emit undoOffered(count == 1 ? tr("“%1” was deleted.").arg(title)
                                : tr("%1 chats were deleted.").arg(QLocale().toString(count)));
}

void ChatController::replaceChats(const QVector<ChatId>& chats) {
    if (chats.isEmpty()) return;
    for (const ChatId id : chats) {
        m_answers.stop(id);
        if (Chat* chat = tabOf(id)) closeTab(chat);
        m_closed.removeAll(id);
    }
    m_store.setChatsDeleted(chats, true);
    m_model.remove(chats);
}

void ChatController::undo() {
    if (m_undo.isEmpty()) return;
    const Deletion deletion = m_undo.takeLast();
    if (deletion.turn == 0) {
        m_store.setChatsDeleted(deletion.chats, false);
        const QSet<ChatId> back(deletion.chats.cbegin(), deletion.chats.cend());
        QVector<ChatInfo> infos;
        for (const ChatInfo& info : m_store.chats())
            if (back.contains(info.id)) infos.append(info);
        m_model.add(infos);
        for (const ChatId id : deletion.wereOpen)
            openChat(id);
    } else {
        const ChatId chat = deletion.chats.first();
        m_store.setTurnDeleted(deletion.turn, false);
        if (Chat* open = tabOf(chat)) dismissOverflow(open);
        showLeaf(chat, m_store.wholeLeaf(chat, deletion.leaf));
    }
    emit undoWithdrawn();
}

}  // namespace mw::gui
