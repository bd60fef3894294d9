// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_rows.h"

#include <QStringList>
#include <bit>
#include <cstring>

namespace mw::gui {
namespace {

constexpr int kFirstSchemaWithDigests = 2, kFirstSchemaWithFolders = 3, kFirstSchemaWithDetails = 4;
constexpr int kTurnText = 4, kTurnDigest = 14, kTurnColumns = 19, kChatTitle = 1, kChatSettings = 3,
              kChatDigest = 8;  // columns

constexpr qsizetype kUnits = sizeof(quint64) / sizeof(QChar);

/// Hands over a text four UTF-16 code units at a time, at the end those that are left with zeros behind them.
template <typename Take>
void eachUnits(QStringView text, Take take) {
    quint64 units = 0;
    qsizetype at = 0;
    for (; at + kUnits <= text.size(); at += kUnits) {
        std::memcpy(&units, text.utf16() + at, sizeof units);
        take(units);
    }
    units = 0;
    std::memcpy(&units, text.utf16() + at, std::size_t(text.size() - at) * sizeof(QChar));
    take(units);
}

/// Whether a text comes back from SQLite as it was: it holds no mark of byte order at its start, no half of a surrogate
/// pair and nothing that is no character. Texts may be large, and few hold any of these units, 0xd800 and above.
bool comesBackAsItIs(const QString& text) {
    constexpr quint64 kHigh = 0xd800d800d800d800, kOne = 0x0001000100010001, kTop = 0x8000800080008000;
    quint64 odd = 0;
    eachUnits(text, [&](quint64 units) {
        const quint64 missing = ~units & kHigh;  // a unit with all these bits leaves zero
        odd |= (missing - kOne) & ~missing & kTop;
    });
    return odd == 0 || (text.isValidUtf16() && !text.contains(QChar(0xfffe)) && !text.contains(QChar(0xffff)) &&
                        !text.startsWith(QChar(QChar::ByteOrderMark)));
}

/// A text as SQLite gives it back; never NULL, which is what a null QString would become.
QString text(const QString& value) {
    if (value.isNull()) return QStringLiteral("");
    if (comesBackAsItIs(value)) return value;
    QString stored = QString::fromUtf8(value.toUtf8());
    for (const char16_t none : {u'\xfffe', u'\xffff'})
        stored.replace(QChar(none), QChar(QChar::ReplacementCharacter));
    while (stored.startsWith(QChar(QChar::ByteOrderMark)))
        stored.remove(0, 1);
    return stored;
}

/// In the manner of FNV-1a, over four UTF-16 code units at a time: quick, and all that is needed to tell damage.
class Digest {
 public:
    Digest& operator<<(QStringView text) {
        eachUnits(text, [this](quint64 units) { add(units); });
        return *this << qint64(text.size());
    }
    Digest& operator<<(qint64 number) {
        add(quint64(number));
        return *this;
    }
    qint64 value() const { return qint64(m_hash); }

 private:
    void add(quint64 units) {
        m_hash = (m_hash ^ units) * 0x9e3779b97f4a7c15;
        m_hash ^= m_hash >> 32;  // the high units reach the low bits, too
    }

    quint64 m_hash = 0xcbf29ce484222325;
};

/// Of a turn with its texts as they are stored. How an answer was made is part of it where anything is known of that,
/// so that turns of before keep theirs.
qint64 digestOf(const Turn& turn) {
    Digest digest;
    digest << turn.chat << turn.parent << qint64(turn.role) << turn.text;
    if (!turn.model.isEmpty() || turn.seed || turn.firstTokenMs != 0 || !turn.finish.isEmpty())
        digest << turn.model << qint64(turn.seed.value_or(0)) << std::bit_cast<qint64>(turn.firstTokenMs)
               << turn.finish;
    return digest.value();
}

/// Of a row of chats up to its digest, its texts as they are stored.
qint64 digestOfChat(const QVariantList& row) {
    Digest digest;
    for (int column = 0; column < kChatDigest; ++column)
        if (column == kChatTitle || column == kChatSettings)
            digest << row[column].toString();
        else
            digest << row[column].toLongLong();
    return digest.value();
}

}  // namespace

const QString kTurnValues = QStringLiteral(
    "id, chat, parent, role, text, state, template_name, error, prompt_tokens, tokens, tokens_per_second, "
    "omitted_turns, removed_tags, created, digest, model, seed, first_token_ms, finish");
// What is behind the digest is not part of it, so that files of before keep theirs.
const QString kChatValues = QStringLiteral(
    "id, title, named, settings, leaf, created, updated, tab, digest, pinned, archived, folder, words, identity");

QString turnColumns(int schema) {
    QString columns = kTurnValues + QStringLiteral(", deleted IS NOT NULL");
    if (schema < kFirstSchemaWithDigests) columns.replace(QLatin1String("digest"), QLatin1String("NULL"));
    if (schema < kFirstSchemaWithDetails)
        columns.replace(QLatin1String("model, seed, first_token_ms, finish"), QLatin1String("'', NULL, 0, ''"));
    return columns;
}

QString chatColumns(int schema) {
    QString columns = kChatValues + QStringLiteral(", deleted IS NOT NULL");
    if (schema < kFirstSchemaWithDigests) columns.replace(QLatin1String("digest"), QLatin1String("NULL"));
    if (schema < kFirstSchemaWithFolders)
        columns.replace(QLatin1String("pinned, archived, folder, words, identity"), QLatin1String("0, 0, '', '', ''"));
    return columns;
}

Turn readDoubtfulTurn(const QVariantList& row) {
    Turn turn;
    turn.id = row[0].toLongLong();
    turn.chat = row[1].toLongLong();
    turn.parent = row[2].toLongLong();
    turn.role = roleOf(row[3].toString()).value_or(Role::Assistant);
    turn.text = row[4].toString();
    turn.state = turnStateOf(row[5].toString());
    turn.templateName = row[6].toString();
    turn.error = row[7].toString();
    turn.promptTokens = row[8].toInt();
    turn.tokens = row[9].toInt();
    turn.tokensPerSecond = row[10].toDouble();
    turn.omittedTurns = row[11].toInt();
    turn.removedTags = row[12].toInt();
    turn.created = row[13].toLongLong();
    turn.model = row[15].toString();
    if (!row[16].isNull()) turn.seed = quint64(row[16].toLongLong());
    turn.firstTokenMs = row[17].toDouble();
    turn.finish = row[18].toString();
    return turn;
}

std::optional<Turn> readTurn(const QVariantList& row) {
    const Turn turn = readDoubtfulTurn(row);
    const QVariant& digest = row[kTurnDigest];
    if (!digest.isNull() && digest.toLongLong() != digestOf(turn)) return std::nullopt;
    return turn;
}

QVariantList turnValues(const Turn& given) {
    Turn turn = given;
    turn.text = text(given.text);
    turn.model = text(given.model);
    turn.finish = text(given.finish);
    return {turn.id,
            turn.chat,
            turn.parent,
            roleName(turn.role),
            turn.text.toUtf8(),  // far quicker than SQLite does it
            turnStateName(turn.state),
            text(turn.templateName),
            text(turn.error),
            turn.promptTokens,
            turn.tokens,
            turn.tokensPerSecond,
            turn.omittedTurns,
            turn.removedTags,
            turn.created,
            digestOf(turn),
            turn.model,
            turn.seed ? QVariant(qint64(*turn.seed)) : QVariant(),
            turn.firstTokenMs,
            turn.finish};
}

QString turnPlaceholders() {
    QStringList each(kTurnColumns, QStringLiteral("?"));
    each[kTurnText] = QStringLiteral("CAST(? AS TEXT)");
    return each.join(QLatin1Char(','));
}

ChatInfo readDoubtfulChat(const QVariantList& row, KnownSettings* known) {
    ChatInfo chat;
    chat.id = row[0].toLongLong();
    chat.title = row[1].toString();
    chat.named = row[2].toBool();
    const QString settings = row[kChatSettings].toString();
    if (const auto read = known ? known->constFind(settings) : KnownSettings::const_iterator();
        known && read != known->cend()) {
        chat.settings = *read;
    } else {
        chat.settings = settingsFromJson(settings);
        if (known) known->insert(settings, chat.settings);
    }
    chat.leaf = row[4].toLongLong();
    chat.created = row[5].toLongLong();
    chat.updated = row[6].toLongLong();
    chat.tab = row[7].toInt();
    chat.pinned = row[9].toBool();
    chat.archived = row[10].toBool();
    chat.folder = row[11].toString();
    chat.words = row[12].toString();
    chat.identity = row[13].toString();
    return chat;
}

bool isWholeChat(const QVariantList& row) {
    const QVariant& digest = row[kChatDigest];
    return digest.isNull() || digest.toLongLong() == digestOfChat(row);
}

std::optional<ChatInfo> readChat(const QVariantList& row) {
    return isWholeChat(row) ? std::optional(readDoubtfulChat(row)) : std::nullopt;
}

QVariantList chatValues(const ChatInfo& chat) {
    QVariantList values{chat.id,   text(chat.title), chat.named,   text(settingsToJson(chat.settings)),
                        chat.leaf, chat.created,     chat.updated, chat.tab};
    values.append(digestOfChat(values));
    values << chat.pinned << chat.archived << text(chat.folder) << text(chat.words) << text(chat.identity);
    return values;
}

QString placeholders(qsizetype values) {
    return QStringList(values, QStringLiteral("?")).join(QLatin1Char(','));
}

}  // namespace mw::gui
