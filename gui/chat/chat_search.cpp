// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_search.h"

#include <QMap>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTextBoundaryFinder>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace mw::gui {
namespace {

constexpr int kSearchResults = 200;
constexpr int kFirstLookedAt = 1'000'000;
constexpr int kBefore = 12, kAround = 160;  // characters of a snippet, before what was found and in all

bool isAscii(QStringView text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 128; });
}

/// What is looked for, folded once.
class Needle {
 public:
    explicit Needle(const QString& words)
        : m_words(words), m_folded(foldForSearch(words)), m_ascii(isAscii(m_folded)) {}

    const QString& words() const { return m_words; }

    bool isIn(const QString& text) const {
        // Most text is ASCII, and need not be folded into a copy.
        if (isAscii(text)) return m_ascii && text.contains(m_folded, Qt::CaseInsensitive);
        return foldForSearch(text).contains(m_folded);
    }

 private:
    QString m_words, m_folded;
    bool m_ascii;
};

/// What stands around the first place that holds `words`.
QString snippetOf(const QString& text, const QString& words) {
    const QVector<Match> found = matchesIn(text.left(kFirstLookedAt), words);
    // Far down a long text, and cut at one end of it perhaps: that is not worth more.
    const qsizetype at = found.isEmpty() ? text.indexOf(words, 0, Qt::CaseInsensitive) : found.first().start;
    qsizetype start = std::max<qsizetype>(0, at - kBefore);
    while (start > 0 && start < at && !text[start - 1].isSpace())
        ++start;
    if (start > 0 && start < text.size() && text[start].isLowSurrogate()) --start;
    return (start > 0 ? QStringLiteral("…") : QString()) + text.mid(start, kAround).simplified();
}

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
            QString text;
            const TurnId turn = turnIn(chat, &text);
            if (turn != 0 || m_needle.isIn(chat.title))
                found.append({chat.id, turn, turn == 0 ? QString() : snippetOf(text, m_needle.words())});
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
        std::sort(result.begin(), result.end(), newerFirst);
        return result;
    }

    /// See SearchHit::turn.
    TurnId turnIn(const ChatInfo& chat, QString* textOfIt) const {
        QMap<TurnId, Turn> unsaved = m_turnsOf.value(chat.id);
        QHash<TurnId, TurnId> parents;
        QSet<TurnId> gone;  // deleted, or below what is; a parent comes before its children
        QVector<TurnId> holding;
        QVector<QString> texts;  // of these; shared
        const auto look = [&](TurnId id, TurnId parent, const QString& text, bool deleted) {
            parents.insert(id, parent);
            if (isGone(m_place.turnDeletions, id, deleted) || gone.contains(parent))
                gone.insert(id);
            else if (m_needle.isIn(text))
                holding.append(id), texts.append(text);
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
        const auto chosen = onScreen == holding.cend() ? holding.cbegin() : onScreen;
        *textOfIt = texts[chosen - holding.cbegin()];
        return *chosen;
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

QVector<Match> matchesIn(const QString& text, const QString& words) {
    QVector<Match> found;
    const QString folded = foldForSearch(words);
    if (folded.isEmpty()) return found;
    if (isAscii(text)) {
        if (!isAscii(folded)) return found;
        for (qsizetype at = text.indexOf(folded, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(folded, at + folded.size(), Qt::CaseInsensitive))
            found.append({int(at), int(folded.size())});
        return found;
    }
    // Folding changes lengths: character by character as people see them, so that places can be told.
    QString all;
    QVector<int> places;  // in the text, of every code unit of `all`
    QVector<int> ends;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype from = 0, to = finder.toNextBoundary(); to > from; from = to, to = finder.toNextBoundary()) {
        const QString piece = foldForSearch(text.mid(from, to - from));
        all += piece;
        places.insert(places.size(), piece.size(), int(from));
        ends.insert(ends.size(), piece.size(), int(to));
    }
    for (qsizetype at = all.indexOf(folded); at >= 0; at = all.indexOf(folded, at + folded.size())) {
        const int start = places[at], end = ends[at + folded.size() - 1];
        if (found.isEmpty() || start >= found.last().start + found.last().length) found.append({start, end - start});
    }
    return found;
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
