// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include "exchange_words.h"
#include "foreign_chats.h"

namespace mw::gui {
namespace {

/// Answers refer to what they found by marks that only their own program shows: "\uE200cite\uE202turn0search1\uE201",
/// and before that "【4:0†source】". Of a mark that stands for words, the words stay.
QString withoutReferences(const QString& text, ImportedChats& into) {
    static const QRegularExpression kMark(QStringLiteral(
        " ?\\x{E200}([^\\x{E200}\\x{E201}]*)\\x{E201}| ?【\\d+(?::\\d+)?†[^】]*】|[\\x{E200}-\\x{E20F}]"));
    QString result;
    qsizetype at = 0;
    for (auto it = kMark.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(text).mid(at, match.capturedStart() - at);
        at = match.capturedEnd();
        const QStringList parts = match.captured(1).split(QChar(0xE202));
        QString words;
        if (parts.size() > 1 && parts[0] == QLatin1String("entity"))
            words = QJsonDocument::fromJson(parts[1].toUtf8()).array().at(1).toString();
        else if (parts.size() > 1 && (parts[0] == QLatin1String("url") || parts[0] == QLatin1String("link_title")))
            words = parts[1];
        if (!words.isEmpty())
            result += (match.captured(0).startsWith(QLatin1Char(' ')) ? QStringLiteral(" ") : QString()) + words;
        else if (match.capturedLength() > 1)
            ++into.left[Exchange::tr("references to sources")];
    }
    return at == 0 ? text : result + text.mid(at);
}

/// The text of a message; what is in it besides is counted.
QString textOf(const QJsonObject& content, ImportedChats& into) {
    const QString kind = content["content_type"].toString();
    QStringList parts;
    for (const QJsonValue& part : content["parts"].toArray()) {
        const QString partKind = part["content_type"].toString();
        if (part.isString())
            parts.append(part.toString());
        else if (part["text"].isString())  // what was said aloud
            parts.append(part["text"].toString());
        else if (partKind.contains(QLatin1String("image")))
            ++into.left[Exchange::tr("pictures")];
        else if (partKind.contains(QLatin1String("audio")) || partKind.contains(QLatin1String("video")))
            ++into.left[Exchange::tr("recordings")];
        else
            ++into.left[Exchange::tr("parts of messages that are no text")];
    }
    if (parts.isEmpty() && content["text"].isString()) parts.append(content["text"].toString());
    parts.removeAll(QString());
    return parts.join(QLatin1String("\n\n"));
}

/// Nothing, where a message is no turn of the conversation.
std::optional<Turn> turnOf(const QJsonObject& message, ImportedChats& into, QString* systemPrompt) {
    if (message.isEmpty()) return std::nullopt;
    const QString role = message["author"]["role"].toString();
    const QJsonObject content = message["content"].toObject();
    const QString kind = content["content_type"].toString();
    if (message["metadata"]["is_visually_hidden_from_conversation"].toBool() ||
        kind == QLatin1String("user_editable_context") || kind == QLatin1String("model_editable_context"))
        return std::nullopt;  // never seen by the person
    if (role == QLatin1String("tool") ||
        (role == QLatin1String("assistant") &&
         message["recipient"].toString(QStringLiteral("all")) != QLatin1String("all"))) {
        ++into.left[Exchange::tr("messages to and from tools")];
        return std::nullopt;
    }
    if (kind == QLatin1String("thoughts") || kind == QLatin1String("reasoning_recap")) {
        ++into.left[Exchange::tr("thoughts")];
        return std::nullopt;
    }
    if (role != QLatin1String("user") && role != QLatin1String("assistant") && role != QLatin1String("system")) {
        ++into.left[Exchange::tr("messages of a role that is unknown here")];
        return std::nullopt;
    }
    for (const QJsonValue& each : message["metadata"]["attachments"].toArray())
        if (each.isObject() && !each["mime_type"].toString().startsWith(QLatin1String("image/")))
            ++into.left[Exchange::tr("files")];
    Turn turn;
    turn.text = textOf(content, into);
    if (turn.text.trimmed().isEmpty()) return std::nullopt;
    if (role == QLatin1String("system")) {
        if (systemPrompt->isEmpty()) *systemPrompt = turn.text;
        return std::nullopt;
    }
    turn.role = role == QLatin1String("user") ? Role::User : Role::Assistant;
    if (turn.isAnswer()) {
        turn.text = withoutReferences(turn.text, into);
        turn.model = message["metadata"]["model_slug"].toString();
        const QString status = message["status"].toString();
        const QString reason = message["metadata"]["finish_details"]["type"].toString();
        if (reason == QLatin1String("max_tokens"))
            turn.state = TurnState::Cut;
        else if (reason == QLatin1String("interrupted") || status == QLatin1String("in_progress"))
            turn.state = TurnState::Stopped;
    }
    turn.created = exportedTime(message["create_time"]);
    return turn;
}

}  // namespace

bool isChatGptExport(const QJsonValue& root) {
    if (root.isObject()) return root["mapping"].isObject();
    for (const QJsonValue& each : root.toArray())
        if (each["mapping"].isObject()) return true;
    return false;
}

ImportedChats readChatGptExport(const QJsonValue& root) {
    ImportedChats result;
    result.source = QStringLiteral("ChatGPT");
    const QJsonArray all = root.isObject() ? QJsonArray{root} : root.toArray();
    for (const QJsonValue& each : all) {
        if (!each["mapping"].isObject()) {
            ++result.left[Exchange::tr("entries that are no chats")];
            continue;
        }
        ArchivedChat chat;
        MessageTree tree;
        const QJsonObject mapping = each["mapping"].toObject();
        for (auto it = mapping.begin(); it != mapping.end(); ++it) {
            const QJsonValue node = it.value();
            QStringList children;
            for (const QJsonValue& child : node["children"].toArray())
                children.append(child.toString());
            tree.add(it.key(), node["parent"].toString(), children,
                     turnOf(node["message"].toObject(), result, &chat.info.settings.systemPrompt));
        }
        chat.info.title = each["title"].toString();
        chat.info.created = exportedTime(each["create_time"]);
        chat.info.updated = exportedTime(each["update_time"]);
        chat.info.archived = each["is_archived"].toBool();
        const QString id = each["conversation_id"].toString(each["id"].toString());
        if (!id.isEmpty()) chat.info.identity = QStringLiteral("chatgpt:") + id;
        const bool isTree = tree.buildInto(chat, each["current_node"].toString());
        takeChat(result, std::move(chat), isTree);
    }
    return result;
}

}  // namespace mw::gui
