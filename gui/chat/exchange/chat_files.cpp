// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_files.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSaveFile>
#include <algorithm>
#include <utility>

#include "chat_json.h"
#include "chat_markdown.h"
#include "exchange_words.h"
#include "existing_path.h"
#include "foreign_chats.h"

namespace mw::gui {
namespace {

constexpr qint64 kLargestJson = qint64(1) << 30;  // is read in one piece

/// A row for each program whose exports are known.
struct ForeignFormat {
    bool (*recognises)(const QJsonValue& root);
    ImportedChats (*read)(const QJsonValue& root);
};
constexpr ForeignFormat kForeignFormats[] = {
    {isChatGptExport, readChatGptExport},
    {isOpenWebUiExport, readOpenWebUiExport},
    {isLmStudioChat, readLmStudioChat},
};

QByteArray compact(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Where a parser stopped, as editors count.
QString placeOf(const QByteArray& bytes, qsizetype offset) {
    const QByteArrayView before = QByteArrayView(bytes).first(std::min(offset, bytes.size()));
    const qsizetype line = before.count('\n') + 1, column = before.size() - before.lastIndexOf('\n');
    return Exchange::tr("line %1, column %2").arg(line).arg(column);
}

/// Chats of before had none, and neither has what was written by hand.
void giveIdentity(ArchivedChat& chat) {
    if (!chat.info.identity.isEmpty()) return;
    const QByteArray content = compact(chatToJson(chat));
    chat.info.identity =
        QStringLiteral("content:") +
        QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex().left(32));
}

class FileReader {
 public:
    FileReader(const QString& path, const std::atomic<bool>& cancelled, QString* error)
        : m_there(path),
          m_name(QFileInfo(path).fileName()),
          m_file(m_there.path()),
          m_cancelled(cancelled),
          m_error(error) {}

    std::optional<ImportedChats> read() {
        const QFileInfo info(m_file);
        if (!info.exists()) return fail(Exchange::tr("it is not there"));
        if (!info.isFile()) return fail(Exchange::tr("it is no file"));
        if (!m_file.open(QIODevice::ReadOnly)) return fail(m_file.errorString());
        const QByteArray start = m_file.peek(4);
        if (start.trimmed().isEmpty() && info.size() <= 4) return fail(Exchange::tr("it is empty"));
        if (start.startsWith("PK\x03\x04"))
            return fail(Exchange::tr("it is a ZIP archive; unpack it, and import conversations.json from it"));
        std::optional<ImportedChats> result = isJsonLines() ? readLines() : readWhole();
        if (!result) return result;
        if (result->chats.isEmpty() && result->left.isEmpty()) return fail(Exchange::tr("there are no chats in it"));
        for (ArchivedChat& chat : result->chats)
            giveIdentity(chat);
        return result;
    }

 private:
    std::optional<ImportedChats> fail(const QString& why) {
        if (!m_cancelled) *m_error = Exchange::tr("%1 cannot be imported: %2.").arg(m_name, why);
        return std::nullopt;
    }

    /// Its first line is a chat by itself.
    bool isJsonLines() {
        const qint64 at = m_file.pos();
        const QByteArray line = withoutMark(m_file.readLine());
        m_file.seek(at);
        return QJsonDocument::fromJson(line).object()["format"].toString() == kChatFormat;
    }

    static QByteArray withoutMark(QByteArray bytes) { return bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes; }

    std::optional<ImportedChats> readLines() {
        ImportedChats result;
        result.source = QStringLiteral("Mixtral Workbench");
        for (int number = 1; !m_file.atEnd(); ++number) {
            if (m_cancelled) return std::nullopt;
            const QByteArray line = withoutMark(m_file.readLine());
            if (line.trimmed().isEmpty()) continue;
            QJsonParseError parse;
            const QJsonDocument document = QJsonDocument::fromJson(line, &parse);
            if (parse.error != QJsonParseError::NoError)
                return fail(Exchange::tr("line %1 is no JSON: %2").arg(number).arg(parse.errorString()));
            if (!take(document.object(), Exchange::tr("line %1").arg(number), result)) return std::nullopt;
        }
        return result;
    }

    bool take(const QJsonObject& object, const QString& place, ImportedChats& into) {
        QString why;
        if (object["format"].toString() != kChatFormat)
            why = Exchange::tr("it is no chat");
        else if (std::optional<ArchivedChat> chat = chatFromJson(object, &why))
            return into.chats.append(std::move(*chat)), true;
        fail(QStringLiteral("%1: %2").arg(place, why));
        return false;
    }

    std::optional<ImportedChats> readWhole() {
        if (m_file.size() > kLargestJson)
            return fail(Exchange::tr("it is larger than %1").arg(QLocale().formattedDataSize(kLargestJson)));
        const QByteArray bytes = withoutMark(m_file.readAll());
        QJsonParseError parse;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &parse);
        if (parse.error != QJsonParseError::NoError)
            return fail(Exchange::tr("it is no JSON (%1: %2)")
                            .arg(placeOf(bytes, std::max(parse.offset - 1, 0)), parse.errorString()));
        if (m_cancelled) return std::nullopt;
        const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
        if (root["format"].toString() == kChatsFormat) return readOwn(root.toObject());
        if (root["format"].toString() == kChatFormat) {
            ImportedChats result;
            result.source = QStringLiteral("Mixtral Workbench");
            return take(root.toObject(), Exchange::tr("chat"), result) ? std::optional(result) : std::nullopt;
        }
        for (const ForeignFormat& format : kForeignFormats)
            if (format.recognises(root)) return format.read(root);
        return fail(Exchange::tr(
            "it holds no chats in a form that is known here: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI"));
    }

    std::optional<ImportedChats> readOwn(const QJsonObject& root) {
        QString why;
        if (isOfNewerVersion(root, &why)) return fail(why);
        if (!root["chats"].isArray()) return fail(Exchange::tr("it has no list of chats"));
        ImportedChats result;
        result.source = QStringLiteral("Mixtral Workbench");
        for (const QJsonValue& each : root["chats"].toArray()) {
            if (m_cancelled) return std::nullopt;
            const QString title = each["title"].toString().left(40);
            const QString place =
                title.isEmpty() ? Exchange::tr("chat %1").arg(result.chats.size() + 1)
                                : Exchange::tr("chat %1 (“%2”)").arg(QString::number(result.chats.size() + 1), title);
            if (!take(each.toObject(), place, result)) return std::nullopt;
        }
        return result;
    }

    OpenablePath m_there;
    QString m_name;
    QFile m_file;
    const std::atomic<bool>& m_cancelled;
    QString* m_error;
};

QByteArray piece(const ArchivedChat& chat, ChatFileKind kind, bool first) {
    switch (kind) {
        case ChatFileKind::Markdown:
            return (first ? QByteArray() : QByteArray("\n---\n\n")) + chatToMarkdown(chat).toUtf8();
        case ChatFileKind::Json:
            return (first ? QByteArray("\n") : QByteArray(",\n")) + compact(chatToJson(chat));
        case ChatFileKind::JsonLines:
            return compact(chatToJson(chat)) + '\n';
    }
    return {};
}

}  // namespace

ChatFileKind chatFileKindOf(const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("json")    ? ChatFileKind::Json
           : suffix == QLatin1String("jsonl") ? ChatFileKind::JsonLines
                                              : ChatFileKind::Markdown;
}

bool writeChatFile(const QString& path, ChatFileKind kind, const std::function<std::optional<ArchivedChat>()>& next,
                   const std::atomic<bool>& cancelled, QString* error) {
    QSaveFile file(path);
    bool good = file.open(QIODevice::WriteOnly);
    const auto write = [&](const QByteArray& bytes) { good = good && file.write(bytes) == bytes.size(); };
    if (kind == ChatFileKind::Json) {
        QJsonObject head{{"format", kChatsFormat},
                         {"version", 1},
                         {"exported", QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
        QByteArray start = compact(head);
        start.chop(1);  // the brace
        write(start + ",\"chats\":[");
    }
    bool first = true;
    while (good && !cancelled) {
        const std::optional<ArchivedChat> chat = next();
        if (!chat) break;
        write(piece(*chat, kind, first));
        first = false;
    }
    if (kind == ChatFileKind::Json) write("\n]}\n");
    good = good && file.flush();  // a full disk that commit() meets, nobody hears of
    if (cancelled || !good) file.cancelWriting();
    if (file.commit()) return true;
    if (!cancelled) *error = Exchange::tr("%1 cannot be written: %2").arg(path, file.errorString());
    return false;
}

std::optional<ImportedChats> readChatFile(const QString& path, const std::atomic<bool>& cancelled, QString* error) {
    return FileReader(path, cancelled, error).read();
}

}  // namespace mw::gui
