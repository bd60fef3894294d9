// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_exchange.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QLocale>
#include <QPointer>
#include <QSet>
#include <algorithm>
#include <utility>

#include "chat_controller.h"
#include "chat_reader.h"

namespace mw::gui {

struct ChatExchange::Import {
    ImportResult result;
    QVector<ArchivedChat> chats;
    QVector<bool> isHere;  ///< of each
    QString kept;          ///< the file of chats that are brought back; empty: they are imported
};

namespace {

/// Calls `act` on the thread of `object`, if that is still there.
template <typename Object, typename Act>
void later(const QPointer<Object>& object, Act act) {
    QMetaObject::invokeMethod(
        qApp,
        [object, act] {
            if (object) act();
        },
        Qt::QueuedConnection);
}

}  // namespace

ChatExchange::ChatExchange(ChatController& chats, QObject* parent)
    : QObject(parent), m_chats(chats), m_cancelled(std::make_shared<std::atomic<bool>>(false)) {}

ChatExchange::~ChatExchange() {
    *m_cancelled = true;
}

void ChatExchange::begin(const QString& what) {
    m_busy = true;
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    emit began(what);
}

void ChatExchange::end() {
    m_busy = false;
    m_import.reset();
}

void ChatExchange::exportChats(const QVector<ChatId>& chats, const QString& path) {
    if (m_busy) return;
    begin(tr("Exporting to %1…").arg(QFileInfo(path).fileName()));
    const ChatPlace place = m_chats.store().place();
    m_thread.start([self = QPointer(this), place, chats, path, cancelled = m_cancelled] {
        QString error;
        int done = 0;
        ChatReader reader(place);
        const QVector<ChatId> wanted = chats.isEmpty() ? reader.chats() : chats;
        qsizetype next = 0;
        const auto read = [&]() -> std::optional<ArchivedChat> {
            while (next < wanted.size()) {
                std::optional<ArchivedChat> chat = reader.read(wanted[next++]);
                if (!chat) continue;
                ++done;
                if (done % 50 == 0)
                    later(self, [self, done, total = int(wanted.size())] { emit self->progressed(done, total); });
                return chat;
            }
            return std::nullopt;
        };
        const bool good = writeChatFile(path, chatFileKindOf(path), read, *cancelled, &error);
        later(self, [self, good, error, path, done] {
            self->end();
            if (good)
                emit self->exported(path, done);
            else if (error.isEmpty())
                emit self->cancelled();
            else
                emit self->failed(error);
        });
    });
}

void ChatExchange::importFiles(const QStringList& paths) {
    if (m_busy || paths.isEmpty()) return;
    begin(paths.size() == 1 ? tr("Importing %1…").arg(QFileInfo(paths.first()).fileName())
                            : tr("Importing %1 files…").arg(QLocale().toString(paths.size())));
    startReading(paths, {});
}

void ChatExchange::bringBack(const QString& path) {
    if (m_busy) return;
    begin(tr("Bringing back what was not saved…"));
    startReading({path}, path);
}

void ChatExchange::startReading(const QStringList& paths, const QString& kept) {
    QSet<QString> known;
    for (const ChatInfo& chat : m_chats.model().chats())
        known.insert(chat.identity);
    m_thread.start([self = QPointer(this), paths, kept, known, cancelled = m_cancelled]() mutable {
        auto import = std::make_shared<Import>();
        import->kept = kept;
        int readable = 0;
        for (const QString& path : std::as_const(paths)) {
            QString why;
            std::optional<ImportedChats> read = readChatFile(path, *cancelled, &why);
            if (*cancelled) break;
            if (!read) {  // the others are good nevertheless
                import->result.refused.append(why);
                continue;
            }
            ++readable;
            if (!import->result.sources.contains(read->source)) import->result.sources.append(read->source);
            for (auto it = read->left.cbegin(); it != read->left.cend(); ++it)
                import->result.left[it.key()] += it.value();
            for (ArchivedChat& chat : read->chats) {
                import->isHere.append(known.contains(chat.info.identity));
                known.insert(chat.info.identity);
                import->chats.append(std::move(chat));
            }
        }
        constexpr int kMostSaid = 3;
        const QStringList& refused = import->result.refused;
        QString error = readable > 0 ? QString() : refused.mid(0, kMostSaid).join(QLatin1Char(' '));
        if (readable == 0 && refused.size() > kMostSaid)
            error +=
                QLatin1Char(' ') + tr("%1 more cannot, either.").arg(QLocale().toString(refused.size() - kMostSaid));
        later(self, [self, import, error] { self->takeRead(import, error); });
    });
}

void ChatExchange::copyChat(ChatId chat, TurnId upTo) {
    if (m_busy) return;
    begin(tr("Copying the chat…"));
    const ChatPlace place = m_chats.store().place();
    m_thread.start([self = QPointer(this), place, chat, upTo, cancelled = m_cancelled] {
        std::optional<ArchivedChat> read = ChatReader(place).readAsStored(chat);
        if (read && upTo != 0) *read = upToTurn(std::move(*read), upTo);
        if (read) {
            *read = renumbered(std::move(*read));
            read->draft = {};
            for (Turn& turn : read->turns)  // the copy of an answer under way does not grow
                if (turn.state == TurnState::Streaming) turn.state = TurnState::Interrupted;
            read->info.identity = newIdentity();
            read->info.pinned = read->info.archived = false;
            read->info.created = read->info.updated = QDateTime::currentMSecsSinceEpoch();
            if (!read->info.title.isEmpty()) read->info.title = tr("%1 (copy)").arg(read->info.title);
        }
        later(self, [self, read, cancelled] {
            if (*cancelled || !read) {
                self->end();
                if (*cancelled)
                    emit self->cancelled();
                else
                    emit self->failed(tr("The chat cannot be read."));
                return;
            }
            const IdCount count = idsOf({*read});
            const FreshIds ids = self->m_chats.store().freshIds(count.chats, count.turns, count.attachments);
            self->m_chats.add(changesOf({*read}, ids), [self, id = ids.firstChat](const QString& error) {
                if (!self) return;
                self->end();
                if (error.isEmpty())
                    emit self->copied(id);
                else
                    emit self->failed(error);
            });
        });
    });
}

void ChatExchange::takeRead(std::shared_ptr<Import> import, const QString& error) {
    if (*m_cancelled) {
        end();
        emit cancelled();
    } else if (!error.isEmpty()) {
        end();
        emit failed(error);
    } else {
        m_import = std::move(import);
        if (!m_import->kept.isEmpty()) return addKept();
        const int here = int(std::count(m_import->isHere.cbegin(), m_import->isHere.cend(), true));
        if (here == 0) return add();
        emit duplicatesFound(here, int(m_import->chats.size()) - here);
    }
}

void ChatExchange::addNewOnes() {
    if (!m_import) return;
    QVector<ArchivedChat> others;
    for (qsizetype index = 0; index < m_import->chats.size(); ++index)
        if (!m_import->isHere[index]) others.append(std::move(m_import->chats[index]));
    m_import->result.skipped = int(m_import->chats.size() - others.size());
    m_import->chats = std::move(others);
    add();
}

void ChatExchange::addAsCopies() {
    if (!m_import) return;
    for (qsizetype index = 0; index < m_import->chats.size(); ++index)
        if (m_import->isHere[index]) m_import->chats[index].info.identity = newIdentity();
    add();
}

void ChatExchange::addKept() {
    const std::shared_ptr<Import> import = std::exchange(m_import, nullptr);
    QHash<QString, ChatInfo> here;
    for (const ChatInfo& chat : m_chats.model().chats())
        here.insert(chat.identity, chat);
    QVector<ChatId> replaced, added;
    const IdCount count = idsOf(import->chats);
    const FreshIds ids = m_chats.store().freshIds(count.chats, count.turns, count.attachments);
    for (ArchivedChat& chat : import->chats) {
        added.append(ids.firstChat + added.size());
        const auto before = here.constFind(chat.info.identity);
        if (before == here.cend()) continue;
        if (before->updated <= chat.info.updated)
            replaced.append(before->id);
        else
            chat.info.identity = newIdentity();
    }
    m_chats.add(changesOf(import->chats, ids),
                [self = QPointer(this), replaced, added, kept = import->kept](const QString& error) {
                    if (!self) return;
                    self->end();
                    if (!error.isEmpty()) return emit self->failed(error);
                    QFile::remove(kept);
                    self->m_chats.replaceChats(replaced);
                    emit self->broughtBack(added);
                });
}

void ChatExchange::add() {
    const std::shared_ptr<Import> import = std::exchange(m_import, nullptr);
    import->result.chats = int(import->chats.size());
    const auto done = [self = QPointer(this), import](const QString& error) {
        if (!self) return;
        self->end();
        if (error.isEmpty())
            emit self->imported(import->result);
        else
            emit self->failed(error);
    };
    if (import->chats.isEmpty()) return done({});
    const IdCount count = idsOf(import->chats);
    const FreshIds ids = m_chats.store().freshIds(count.chats, count.turns, count.attachments);
    m_thread.start([self = QPointer(this), import, ids, done] {
        const ChatChanges changes = changesOf(import->chats, ids);
        import->chats.clear();
        later(self, [self, changes, done] { self->m_chats.add(changes, done); });
    });
}

void ChatExchange::cancel() {
    if (!m_busy) return;
    *m_cancelled = true;
    if (!m_import) return;  // says so when it has ended
    end();
    emit cancelled();
}

}  // namespace mw::gui
