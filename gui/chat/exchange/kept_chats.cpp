// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "kept_chats.h"

#include <unistd.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QStandardPaths>
#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "chat_controller.h"
#include "chat_files.h"
#include "chat_reader.h"
#include "exchange_words.h"
#include "side_thread.h"

namespace mw::gui {
namespace {

const QString kName = QStringLiteral("mixtral-workbench-unsaved-");

/// What is not saved, with the turns around it that are at hand, should the file not be readable any more.
ChatPlace placeOf(ChatController& chats, const QSet<ChatId>& wanted) {
    ChatPlace place = chats.store().place();
    for (const ChatInfo& chat : chats.model().chats())
        if (wanted.contains(chat.id) && !place.unsaved.chats.contains(chat.id)) place.unsaved.chats[chat.id] = chat;
    for (const Chat* chat : chats.tabs())
        for (const Turn& turn : chat->turns())
            if (wanted.contains(chat->id()) && !place.unsaved.turns.contains(turn.id))
                place.unsaved.turns[turn.id] = turn;
    return place;
}

std::optional<ArchivedChat> read(ChatReader& reader, ChatId id) {
    std::optional<ArchivedChat> chat = reader.readAsStored(id);
    if (!chat) return chat;
    if (!reader.isWhole()) {
        // What follows turns that cannot be read begins anew.
        QSet<TurnId> here;
        for (const Turn& turn : std::as_const(chat->turns))
            here.insert(turn.id);
        for (Turn& turn : chat->turns)
            if (!here.contains(turn.parent)) turn.parent = 0;
    }
    for (Turn& turn : chat->turns)
        if (turn.state == TurnState::Streaming) turn.state = TurnState::Interrupted;
    if (chat->info.identity.isEmpty()) chat->info.identity = newIdentity();
    return renumbered(std::move(*chat));
}

/// Returns the error; empty: the chats are in that file.
QString write(const ChatPlace& place, const QVector<ChatId>& chats, const QString& path) {
    {
        QFile file(path);  // whose permissions stay
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
            return Exchange::tr("%1 cannot be written: %2").arg(path, file.errorString());
    }
    ChatReader reader(place);
    qsizetype next = 0;
    const auto nextChat = [&]() -> std::optional<ArchivedChat> {
        while (next < chats.size())
            if (std::optional<ArchivedChat> chat = read(reader, chats[next++])) return chat;
        return std::nullopt;
    };
    QString error;
    if (!writeChatFile(path, ChatFileKind::Json, nextChat, false, &error)) QFile::remove(path);
    return error;
}

}  // namespace

QStringList keptFolders(const QString& chatsPath) {
    QStringList folders{QFileInfo(chatsPath).absolutePath(),
                        QStandardPaths::writableLocation(QStandardPaths::AppDataLocation), QDir::homePath(),
                        QStringLiteral("/var/tmp"), QDir::tempPath()};
    folders.removeDuplicates();
    return folders;
}

QString saveOrKeep(ChatController& chats, const QStringList& folders, bool* lost) {
    const QString unsaved = chats.saveAtTheEnd();
    *lost = !unsaved.isEmpty();
    const QSet<ChatId> wanted = *lost ? chats.store().chatsWithUnsavedWork() : QSet<ChatId>();
    if (wanted.isEmpty()) return unsaved;
    ChatPlace place = placeOf(chats, wanted);
    QVector<ChatId> ids(wanted.cbegin(), wanted.cend());
    std::sort(ids.begin(), ids.end());
    const QString name =
        kName + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")) + QStringLiteral(".json");
    SideThread thread;
    QString error;
    for (const QString& folder : folders) {
        const QString path = QDir(folder).filePath(name);
        auto promise = std::make_shared<std::promise<QString>>();
        std::future<QString> done = promise->get_future();
        thread.start([place, ids, path, promise] { promise->set_value(write(place, ids, path)); });
        if (done.wait_for(SideThread::kPatience) != std::future_status::ready) {
            thread.leaveBehind();
            place.address.clear();  // without what would have to be read
            continue;
        }
        error = done.get();
        if (!error.isEmpty()) continue;
        *lost = false;
        return unsaved + QLatin1Char(' ') +
               Exchange::tr("These chats are kept in %1, and offered at the next start.").arg(path);
    }
    return error.isEmpty() ? unsaved : unsaved + QLatin1Char(' ') + error;
}

QStringList keptFiles(const QStringList& folders) {
    QFileInfoList found;
    for (const QString& folder : folders)
        for (const QFileInfo& file : QDir(folder).entryInfoList({kName + QStringLiteral("*.json")}, QDir::Files))
            if (!file.isSymLink() && file.ownerId() == ::geteuid() && file.size() > 0) found.append(file);
    std::sort(found.begin(), found.end(),
              [](const QFileInfo& a, const QFileInfo& b) { return a.fileName() < b.fileName(); });
    QStringList paths;
    for (const QFileInfo& file : std::as_const(found))
        paths.append(file.absoluteFilePath());
    paths.removeDuplicates();
    return paths;
}

}  // namespace mw::gui
