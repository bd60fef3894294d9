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

QString textOf(const QJsonValue& content, ImportedChats& into) {
    if (content.isString()) return content.toString();
    QStringList texts;
    for (const QJsonValue& part : content.toArray())
        if (part["text"].isString())
            texts.append(part["text"].toString());
        else if (part["type"].toString().startsWith(QLatin1String("image")))
            ++into.left[Exchange::tr("pictures")];
        else
            ++into.left[Exchange::tr("parts of messages that are no text")];
    return texts.join(QLatin1String("\n\n"));
}

/// What the model thought before it answered, and the calls of tools, stand in the text of the answer.
void takeDetailsOut(QString& text, ImportedChats& into) {
    static const QRegularExpression kDetails(
        QStringLiteral("<details\\s[^>]*type=\"(reasoning|tool_calls|code_interpreter)\"[^>]*>.*?</details>\\s*"),
        QRegularExpression::DotMatchesEverythingOption);
    for (QRegularExpressionMatch match = kDetails.match(text); match.hasMatch();
         match = kDetails.match(text, match.capturedStart())) {
        ++into.left[match.captured(1) == QLatin1String("reasoning") ? Exchange::tr("thoughts")
                                                                    : Exchange::tr("messages to and from tools")];
        text.remove(match.capturedStart(), match.capturedLength());
    }
}

std::optional<Turn> turnOf(const QJsonValue& message, ImportedChats& into, QString* systemPrompt) {
    const QString role = message["role"].toString();
    for (const QJsonValue& file : message["files"].toArray())
        ++into.left[file["type"] == QLatin1String("image") ? Exchange::tr("pictures") : Exchange::tr("files")];
    Turn turn;
    turn.text = textOf(message["content"], into);
    if (role == QLatin1String("system")) {
        if (systemPrompt->isEmpty()) *systemPrompt = turn.text;
        return std::nullopt;
    }
    if (role == QLatin1String("tool")) {
        ++into.left[Exchange::tr("messages to and from tools")];
        return std::nullopt;
    }
    if (role != QLatin1String("user") && role != QLatin1String("assistant")) {
        ++into.left[Exchange::tr("messages of a role that is unknown here")];
        return std::nullopt;
    }
    turn.role = role == QLatin1String("user") ? Role::User : Role::Assistant;
    if (turn.isAnswer()) {
        takeDetailsOut(turn.text, into);
        turn.model = message["model"].toString(message["modelName"].toString());
        const QJsonValue usage = message["usage"];
        turn.promptTokens = usage["prompt_tokens"].toInt(usage["prompt_eval_count"].toInt());
        turn.tokens = usage["completion_tokens"].toInt(usage["eval_count"].toInt());
        turn.tokensPerSecond = usage["response_token/s"].toDouble();
        if (message["done"].isBool() && !message["done"].toBool()) turn.state = TurnState::Stopped;
        if (const QString error = message["error"]["content"].toString(); !error.isEmpty()) {
            turn.state = TurnState::Failed;
            turn.error = error.simplified().left(500);
        }
    }
    if (turn.text.trimmed().isEmpty() && turn.state != TurnState::Failed) return std::nullopt;
    turn.created = exportedTime(message["timestamp"]);
    return turn;
}

void takeParameters(const QJsonValue& parameters, ChatSettings& settings) {
    QJsonObject known = QJsonDocument::fromJson(settingsToJson(settings).toUtf8()).object();
    static const std::pair<const char*, const char*> kNames[] = {{"temperature", "temperature"},
                                                                 {"top_k", "top_k"},
                                                                 {"top_p", "top_p"},
                                                                 {"min_p", "min_p"},
                                                                 {"repeat_penalty", "repetition_penalty"},
                                                                 {"presence_penalty", "presence_penalty"},
                                                                 {"frequency_penalty", "frequency_penalty"},
                                                                 {"max_tokens", "answer_tokens"}};
    for (const auto& [theirs, ours] : kNames)
        if (const QJsonValue value = parameters[QLatin1String(theirs)]; value.isDouble())
            known[QLatin1String(ours)] = value;
    if (const QJsonValue stop = parameters["stop"]; stop.isArray())
        known["stop"] = stop;
    else if (stop.isString())  // as it is typed there
        known["stop"] = QJsonArray::fromStringList(stop.toString().split(QLatin1Char(','), Qt::SkipEmptyParts));
    if (const QJsonValue seed = parameters["seed"]; seed.isDouble() && seed.toInteger() >= 0) {
        known["seed"] = QString::number(seed.toInteger());
        known["random_seed"] = false;
    }
    settings = settingsFromJson(QString::fromUtf8(QJsonDocument(known).toJson(QJsonDocument::Compact)));
}

/// An entry of the list, or a chat alone.
void takeEntry(const QJsonValue& entry, ImportedChats& into) {
    const QJsonValue body = entry["chat"].isObject() ? entry["chat"] : entry;
    const QJsonObject messages = body["history"]["messages"].toObject();
    const QJsonArray list = body["messages"].toArray();
    if (messages.isEmpty() && list.isEmpty()) {
        const bool isChat = body["history"].isObject() || body["messages"].isArray();
        ++into.left[isChat ? Exchange::tr("chats without messages") : Exchange::tr("entries that are no chats")];
        return;
    }
    ArchivedChat chat;
    ChatInfo& info = chat.info;
    info.settings.systemPrompt = body["params"]["system"].toString(body["system"].toString());
    MessageTree tree;
    QString current = body["history"]["currentId"].toString();
    for (auto it = messages.begin(); it != messages.end(); ++it) {
        const QJsonValue message = it.value();
        QStringList children;
        for (const QJsonValue& child : message["childrenIds"].toArray())
            children.append(child.toString());
        tree.add(it.key(), message["parentId"].toString(), children,
                 turnOf(message, into, &info.settings.systemPrompt));
    }
    if (messages.isEmpty()) {  // an old one: no branches
        for (const QJsonValue& message : list) {
            const QString key = QString::number(current.toInt() + 1);
            tree.add(key, current, {}, turnOf(message, into, &info.settings.systemPrompt));
            current = key;
        }
    }
    takeParameters(body["params"], info.settings);
    info.title = entry["title"].toString(body["title"].toString());
    info.created = exportedTime(entry["created_at"].isDouble() ? entry["created_at"] : body["timestamp"]);
    info.updated = exportedTime(entry["updated_at"]);
    info.pinned = entry["pinned"].toBool();
    info.archived = entry["archived"].toBool();
    const QString id = entry["id"].toString(body["id"].toString());
    if (!id.isEmpty()) info.identity = QStringLiteral("open-webui:") + id;
    const bool isTree = tree.buildInto(chat, current);
    takeChat(into, std::move(chat), isTree);
}

bool isEntry(const QJsonValue& entry) {
    const QJsonValue body = entry["chat"].isObject() ? entry["chat"] : entry;
    return body["history"]["messages"].isObject() || (entry["chat"].isObject() && body["messages"].isArray());
}

}  // namespace

bool isOpenWebUiExport(const QJsonValue& root) {
    if (root.isObject()) return isEntry(root);
    for (const QJsonValue& each : root.toArray())
        if (isEntry(each)) return true;
    return false;
}

ImportedChats readOpenWebUiExport(const QJsonValue& root) {
    ImportedChats result;
    result.source = QStringLiteral("Open WebUI");
    const QJsonArray all = root.isObject() ? QJsonArray{root} : root.toArray();
    for (const QJsonValue& each : all)
        takeEntry(each, result);
    return result;
}

}  // namespace mw::gui
