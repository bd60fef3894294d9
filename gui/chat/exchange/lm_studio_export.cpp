// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "exchange_words.h"
#include "foreign_chats.h"

namespace mw::gui {
namespace {

void addContent(const QJsonArray& content, QStringList& texts, ImportedChats& into) {
    for (const QJsonValue& part : content) {
        const QString kind = part["type"].toString();
        if (kind == QLatin1String("text"))
            texts.append(part["text"].toString());
        else if (kind == QLatin1String("file"))
            ++into.left[part["fileType"] == QLatin1String("image") ? Exchange::tr("pictures") : Exchange::tr("files")];
        else if (kind.startsWith(QLatin1String("toolCall")))
            ++into.left[Exchange::tr("messages to and from tools")];
        else
            ++into.left[Exchange::tr("parts of messages that are no text")];
    }
}

void takeStats(const QJsonValue& stats, Turn& turn) {
    turn.tokensPerSecond = stats["tokensPerSecond"].toDouble();
    turn.promptTokens = stats["promptTokensCount"].toInt();
    turn.tokens = stats["predictedTokensCount"].toInt();
    turn.firstTokenMs = stats["timeToFirstTokenSec"].toDouble() * 1000;
    const QString reason = stats["stopReason"].toString();
    if (reason == QLatin1String("eosFound"))
        turn.finish = QStringLiteral("eos");
    else if (reason == QLatin1String("stopStringFound"))
        turn.finish = QStringLiteral("stop");
    else if (reason == QLatin1String("userStopped"))
        turn.state = TurnState::Stopped;
    else if (reason == QLatin1String("maxPredictedTokensReached") || reason == QLatin1String("contextLengthReached"))
        turn.state = TurnState::Cut;
    else if (reason == QLatin1String("failed") || reason == QLatin1String("modelUnloaded"))
        turn.state = TurnState::Interrupted;
}

/// Nothing, where a version holds no text.
std::optional<Turn> turnOf(const QJsonValue& version, ImportedChats& into) {
    Turn turn;
    const QString role = version["role"].toString();
    if (role != QLatin1String("user") && role != QLatin1String("assistant")) {
        ++into.left[Exchange::tr("messages of a role that is unknown here")];
        return std::nullopt;
    }
    turn.role = role == QLatin1String("user") ? Role::User : Role::Assistant;
    if (turn.isAnswer()) turn.model = version["senderInfo"]["senderName"].toString();
    QStringList texts;
    addContent(version["content"].toArray(), texts, into);
    for (const QJsonValue& step : version["steps"].toArray()) {
        const QString kind = step["type"].toString();
        if (kind == QLatin1String("toolStatus")) ++into.left[Exchange::tr("messages to and from tools")];
        if (kind != QLatin1String("contentBlock")) continue;  // what the program notes for itself
        if (step["style"]["type"] == QLatin1String("thinking")) {
            ++into.left[Exchange::tr("thoughts")];
            continue;
        }
        addContent(step["content"].toArray(), texts, into);
        const QJsonValue made = step["genInfo"];
        if (made["stats"].isObject()) takeStats(made["stats"], turn);
        if (const QString model = made["indexedModelIdentifier"].toString(); !model.isEmpty()) turn.model = model;
    }
    texts.removeAll(QString());
    turn.text = texts.join(QLatin1String("\n\n"));
    return turn.text.trimmed().isEmpty() ? std::nullopt : std::optional(turn);
}

/// A number that stands in the field itself, or in one that can be switched off.
std::optional<double> numberOf(const QJsonValue& value) {
    if (value.isDouble()) return value.toDouble();
    if (value["checked"].toBool() && value["value"].isDouble()) return value["value"].toDouble();
    return std::nullopt;
}

void takeFields(const QJsonArray& fields, ChatSettings& settings) {
    QJsonObject known = QJsonDocument::fromJson(settingsToJson(settings).toUtf8()).object();
    static const std::pair<const char*, const char*> kNames[] = {
        {"llm.prediction.temperature", "temperature"},
        {"llm.prediction.topKSampling", "top_k"},
        {"llm.prediction.topPSampling", "top_p"},
        {"llm.prediction.minPSampling", "min_p"},
        {"llm.prediction.repeatPenalty", "repetition_penalty"},
        {"llm.prediction.maxPredictedTokens", "answer_tokens"}};
    for (const QJsonValue& field : fields) {
        const QString key = field["key"].toString();
        if (key == QLatin1String("llm.prediction.systemPrompt") && field["value"].isString())
            known["system_prompt"] = field["value"];
        if (key == QLatin1String("llm.prediction.stopStrings") && field["value"].isArray())
            known["stop"] = field["value"];
        for (const auto& [theirs, ours] : kNames)
            if (key == QLatin1String(theirs))
                if (const std::optional<double> number = numberOf(field["value"])) known[QLatin1String(ours)] = *number;
    }
    settings = settingsFromJson(QString::fromUtf8(QJsonDocument(known).toJson(QJsonDocument::Compact)));
}

}  // namespace

bool isLmStudioChat(const QJsonValue& root) {
    if (!root.isObject() || !root["messages"].isArray()) return false;
    const QJsonArray messages = root["messages"].toArray();
    if (messages.isEmpty())
        return root["createdAt"].isDouble() && root.toObject().contains(QLatin1String("systemPrompt"));
    return messages.first()["versions"].isArray();
}

ImportedChats readLmStudioChat(const QJsonValue& root) {
    ImportedChats result;
    result.source = QStringLiteral("LM Studio");
    ArchivedChat chat;
    ChatInfo& info = chat.info;
    info.title = root["name"].toString();
    info.created = exportedTime(root["createdAt"]);
    info.updated = exportedTime(root["assistantLastMessagedAt"]);
    info.pinned = root["pinned"].toBool();
    info.settings.systemPrompt = root["systemPrompt"].toString();
    takeFields(root["perChatPredictionConfig"]["fields"].toArray(), info.settings);

    // Every version of a message follows the selected one of the message before.
    TurnId parent = 0;
    for (const QJsonValue& message : root["messages"].toArray()) {
        const QJsonArray versions = message["versions"].toArray();
        const int selected = message["currentlySelected"].toInt();
        TurnId next = 0;
        for (qsizetype index = 0; index < versions.size(); ++index) {
            std::optional<Turn> turn = turnOf(versions[index], result);
            if (!turn) continue;
            turn->id = chat.turns.size() + 1;
            turn->parent = parent;
            turn->created = info.created;
            chat.turns.append(*turn);
            if (index == selected || next == 0) next = turn->id;
        }
        if (next == 0) continue;
        if (parent != 0 && versions.size() > 1) chat.shownChildren.insert(parent, next);
        parent = next;
    }
    info.leaf = parent;
    // The file has no name of its own for the chat: its beginning stays the same, whatever is said in it later.
    if (!chat.turns.isEmpty())
        info.identity = QStringLiteral("lm-studio:") +
                        QString::fromLatin1(
                            QCryptographicHash::hash((QString::number(info.created) + chat.turns.first().text).toUtf8(),
                                                     QCryptographicHash::Sha256)
                                .toHex()
                                .left(32));
    takeChat(result, std::move(chat), true);
    return result;
}

}  // namespace mw::gui
