// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_search.h"

#include <QMap>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace mw::gui {
namespace {

constexpr int kSearchResults = 200;

bool isAscii(QStringView text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

/// What is looked for, folded once.
class Needle {
 public:
    explicit Needle(const QString& words) : m_folded(foldForSearch(words)), m_ascii(isAscii(m_folded)) {}

    bool isIn(const QString& text) const {
        // Most text is ASCII, and need not be folded into a copy.
        if (isAscii(text)) return m_ascii && text.contains(m_folded, Qt::CaseInsensitive);
        return foldForSearch(text).contains(m_folded);
    }

 private:
    QString m_folded;
    bool m_ascii;
};

class Search {
 public:
    Search(const QSqlDatabase& database, const SearchPlace& place, const QString& words)
        : m_database(database), m_place(place), m_needle(words) {
        for (const Turn& turn : place.turns)
            m_turnsOf[turn.chat].insert(turn.id, turn);
    }

    QVector<SearchHit> run() {
        QVector<SearchHit> found;
        for (const ChatInfo& chat : chats()) {
            if (found.size() == kSearchResults) break;
            const TurnId turn = turnIn(chat);
            if (turn != 0 || m_needle.isIn(chat.title)) found.append({chat.id, turn});
        }
        return found;
    }

 private:
    /// Newest first; of each no more than is needed here.
    QVector<ChatInfo> chats() const {
        QHash<ChatId, ChatInfo> all;
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        query.exec(QStringLiteral("SELECT id, title, updated, leaf, deleted IS NOT NULL FROM chats"));
        while (query.next()) {
            ChatInfo chat;
            chat.id = query.value(0).toLongLong();
            chat.title = query.value(1).toString();
            chat.updated = query.value(2).toLongLong();
            chat.leaf = query.value(3).toLongLong();
            if (!isGone(m_place.chatDeletions, chat.id, query.value(4).toBool())) all.insert(chat.id, chat);
        }
        for (const ChatInfo& chat : m_place.chats)
            if (all.contains(chat.id) || !isGone(m_place.chatDeletions, chat.id, false)) all.insert(chat.id, chat);
        QVector<ChatInfo> result(all.cbegin(), all.cend());
        std::sort(result.begin(), result.end(),
                  [](const ChatInfo& a, const ChatInfo& b) { return a.updated > b.updated; });
        return result;
    }

    /// See SearchHit::turn.
    TurnId turnIn(const ChatInfo& chat) const {
        QMap<TurnId, Turn> unsaved = m_turnsOf.value(chat.id);
        QHash<TurnId, TurnId> parents;
        QSet<TurnId> gone;  // deleted, or below what is; a parent comes before its children
        QVector<TurnId> holding;
        const auto look = [&](TurnId id, TurnId parent, const QString& text, bool deleted) {
            parents.insert(id, parent);
            if (isGone(m_place.turnDeletions, id, deleted) || gone.contains(parent))
                gone.insert(id);
            else if (m_needle.isIn(text))
                holding.append(id);
        };
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        query.prepare(
            QStringLiteral("SELECT id, parent, text, deleted IS NOT NULL FROM turns WHERE chat = ? ORDER BY id"));
        query.addBindValue(chat.id);
        query.exec();
        while (query.next()) {
            const TurnId id = query.value(0).toLongLong();
            const auto changed = unsaved.constFind(id);
            const QString text = changed == unsaved.cend() ? query.value(2).toString() : changed->text;
            unsaved.remove(id);
            look(id, query.value(1).toLongLong(), text, query.value(3).toBool());
        }
        for (const Turn& turn : std::as_const(unsaved))
            look(turn.id, turn.parent, turn.text, false);
        if (holding.isEmpty()) return 0;
        QSet<TurnId> shown;
        for (TurnId id = chat.leaf; id != 0 && !shown.contains(id); id = parents.value(id))
            shown.insert(id);
        const auto onScreen =
            std::find_if(holding.cbegin(), holding.cend(), [&](TurnId id) { return shown.contains(id); });
        return onScreen == holding.cend() ? holding.first() : *onScreen;
    }

    static bool isGone(const QHash<qint64, qint64>& deletions, qint64 id, bool deleted) {
        const auto changed = deletions.constFind(id);
        return changed == deletions.cend() ? deleted : *changed != 0;
    }

    QSqlDatabase m_database;
    const SearchPlace& m_place;
    Needle m_needle;
    QHash<ChatId, QMap<TurnId, Turn>> m_turnsOf;
};

}  // namespace

QString foldForSearch(const QString& text) {
    // Decomposed first, as Unicode's caseless matching has it: some letters fold only then. Qt folds letter by letter,
    // but spells "ß" and ligatures out as capitals. Composed at the end, so that "e" does not find half of an "é".
    return text.normalized(QString::NormalizationForm_D)
        .toCaseFolded()
        .toUpper()
        .toCaseFolded()
        .normalized(QString::NormalizationForm_C);
}

QVector<SearchHit> searchIn(const SearchPlace& place, const QString& words) {
    QVector<SearchHit> found;
    const QString connection = QStringLiteral("search-") + QUuid::createUuid().toString();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(place.address);
        database.setConnectOptions(place.options);
        database.open();
        QSqlQuery(database).exec(QStringLiteral("PRAGMA read_uncommitted = ON"));  // beside the copy in memory
        found = Search(database, place, words).run();
    }
    QSqlDatabase::removeDatabase(connection);
    return found;
}

}  // namespace mw::gui
