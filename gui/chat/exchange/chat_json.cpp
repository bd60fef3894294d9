// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_json.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include "exchange_words.h"

namespace mw::gui {

const QString kChatFormat = QStringLiteral("mixtral-workbench-chat");
const QString kChatsFormat = QStringLiteral("mixtral-workbench-chats");

namespace {

constexpr int kVersion = 1;

QString timeText(qint64 ms) {
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

qint64 timeOf(const QJsonValue& value) {
    const QDateTime time = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

QJsonObject turnToJson(const Turn& turn, TurnId shownChild) {
    QJsonObject object{{"id", turn.id},
                       {"parent", turn.parent},
                       {"role", roleName(turn.role)},
                       {"text", turn.text},
                       {"created", timeText(turn.created)}};
    if (turn.isAnswer()) {
        object["state"] = turnStateName(turn.state);
        object["template_name"] = turn.templateName;
        object["error"] = turn.error;
        object["prompt_tokens"] = turn.promptTokens;
        object["tokens"] = turn.tokens;
        object["tokens_per_second"] = turn.tokensPerSecond;
        object["omitted_turns"] = turn.omittedTurns;
        object["removed_tags"] = turn.removedTags;
        object["model"] = turn.model;
        if (turn.seed) object["seed"] = QString::number(*turn.seed);  // JSON numbers do not hold 64 bits
        object["first_token_ms"] = turn.firstTokenMs;
        object["finish"] = turn.finish;
    } else if (turn.state != TurnState::Complete) {
        object["state"] = turnStateName(turn.state);
    }
    if (shownChild != 0) object["shown_child"] = shownChild;
    return object;
}

QJsonObject draftToJsonObject(const Draft& draft) {
    QJsonArray attachments;
    for (const Attachment& each : draft.attachments)
        attachments.append(QJsonObject{{"name", each.name}, {"text", each.text}});
    QJsonObject object{{"text", draft.text}, {"attachments", attachments}, {"editing", draft.editing}};
    if (draft.setAside) object["set_aside"] = draftToJsonObject(*draft.setAside);
    return object;
}

Draft draftFromJsonObject(const QJsonObject& object, qsizetype turns) {
    Draft draft;
    draft.text = object["text"].toString();
    for (const QJsonValue& each : object["attachments"].toArray())
        draft.attachments.append({0, each["name"].toString(), each["text"].toString()});
    draft.editing = object["editing"].toInteger();
    if (draft.editing < 0 || draft.editing > turns) draft.editing = 0;
    if (const QJsonObject aside = object["set_aside"].toObject(); !aside.isEmpty())
        draft.setAside = std::make_shared<Draft>(draftFromJsonObject(aside, turns));
    return draft;
}

/// A turn of an answer that was still being written when it was exported was cut off there.
TurnState settledState(const QJsonObject& object) {
    const TurnState state = turnStateOf(object["state"].toString());
    return state == TurnState::Streaming ? TurnState::Interrupted : state;
}

/// Nothing: what is wrong is in `error`.
std::optional<Turn> turnFromJson(const QJsonObject& object, TurnId expected, QString* error) {
    const auto fail = [&](const QString& why) {
        *error = why;
        return std::nullopt;
    };
    Turn turn;
    turn.id = object["id"].toInteger();
    if (turn.id != expected) return fail(Exchange::tr("its id is not %1").arg(expected));
    if (!object["parent"].isDouble()) return fail(Exchange::tr("it does not say what it follows"));
    turn.parent = object["parent"].toInteger(-1);
    if (turn.parent < 0 || turn.parent >= turn.id)
        return fail(Exchange::tr("it follows turn %1, which does not come before it").arg(turn.parent));
    const std::optional<Role> role = roleOf(object["role"].toString());
    if (!role) return fail(Exchange::tr("its role “%1” is none").arg(object["role"].toString()));
    turn.role = *role;
    if (!object["text"].isString()) return fail(Exchange::tr("it has no text"));
    turn.text = object["text"].toString();
    turn.state = settledState(object);
    turn.templateName = object["template_name"].toString();
    turn.error = object["error"].toString();
    turn.promptTokens = object["prompt_tokens"].toInt();
    turn.tokens = object["tokens"].toInt();
    turn.tokensPerSecond = object["tokens_per_second"].toDouble();
    turn.omittedTurns = object["omitted_turns"].toInt();
    turn.removedTags = object["removed_tags"].toInt();
    turn.model = object["model"].toString();
    bool seeded = false;
    if (const quint64 seed = object["seed"].toString().toULongLong(&seeded); seeded) turn.seed = seed;
    turn.firstTokenMs = object["first_token_ms"].toDouble();
    turn.finish = object["finish"].toString();
    turn.created = timeOf(object["created"]);
    return turn;
}

}  // namespace

QJsonObject chatToJson(const ArchivedChat& chat) {
    const ChatInfo& info = chat.info;
    QJsonArray turns;
    for (const Turn& turn : chat.turns)
        turns.append(turnToJson(turn, chat.shownChildren.value(turn.id)));
    QJsonObject object{{"format", kChatFormat},
                       {"version", kVersion},
                       {"identity", info.identity},
                       {"title", info.title},
                       {"named", info.named},
                       {"pinned", info.pinned},
                       {"archived", info.archived},
                       {"folder", info.folder},
                       {"created", timeText(info.created)},
                       {"updated", timeText(info.updated)},
                       {"settings", QJsonDocument::fromJson(settingsToJson(info.settings).toUtf8()).object()},
                       {"turns", turns},
                       {"leaf", info.leaf}};
    if (!chat.draft.isEmpty()) object["draft"] = draftToJsonObject(chat.draft);
    return object;
}

bool isOfNewerVersion(const QJsonObject& object, QString* error) {
    const int version = object["version"].toInt(kVersion);
    if (version <= kVersion) return false;
    *error = Exchange::tr("it was written by a newer Mixtral Workbench (version %1 of the form, this one knows %2)")
                 .arg(version)
                 .arg(kVersion);
    return true;
}

std::optional<ArchivedChat> chatFromJson(const QJsonObject& object, QString* error) {
    if (isOfNewerVersion(object, error)) return std::nullopt;
    ArchivedChat chat;
    ChatInfo& info = chat.info;
    info.identity = object["identity"].toString();
    info.title = object["title"].toString();
    info.named = object["named"].toBool();
    info.pinned = object["pinned"].toBool();
    info.archived = object["archived"].toBool();
    info.folder = object["folder"].toString();
    info.created = timeOf(object["created"]);
    info.updated = timeOf(object["updated"]);
    info.settings = settingsFromJson(
        QString::fromUtf8(QJsonDocument(object["settings"].toObject()).toJson(QJsonDocument::Compact)));
    if (!object["turns"].isArray()) {
        *error = Exchange::tr("it has no list of turns");
        return std::nullopt;
    }
    const QJsonArray turns = object["turns"].toArray();
    for (const QJsonValue& each : turns) {
        QString why;
        const std::optional<Turn> turn = turnFromJson(each.toObject(), chat.turns.size() + 1, &why);
        if (!turn) {
            *error = Exchange::tr("turn %1: %2").arg(QString::number(chat.turns.size() + 1), why);
            return std::nullopt;
        }
        chat.turns.append(*turn);
    }
    for (qsizetype index = 0; index < turns.size(); ++index) {
        const TurnId child = turns[index].toObject()["shown_child"].toInteger();
        if (child > 0 && child <= chat.turns.size() && chat.turns[child - 1].parent == index + 1)
            chat.shownChildren.insert(index + 1, child);
    }
    info.leaf = object["leaf"].toInteger();
    if (info.leaf < 0 || info.leaf > chat.turns.size()) {
        *error = Exchange::tr("the turn that is shown, %1, is not there").arg(info.leaf);
        return std::nullopt;
    }
    if (info.leaf != 0) info.words = wordsOf(chat.turns[info.leaf - 1].text);
    chat.draft = draftFromJsonObject(object["draft"].toObject(), chat.turns.size());
    return chat;
}

}  // namespace mw::gui
