// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_types.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUuid>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace mw::gui {
namespace {

constexpr std::array<std::pair<TurnState, const char*>, 7> kStateNames{{
    {TurnState::Complete, "complete"},
    {TurnState::Streaming, "streaming"},
    {TurnState::Interrupted, "interrupted"},
    {TurnState::Cut, "cut"},
    {TurnState::Stopped, "stopped"},
    {TurnState::Failed, "failed"},
    {TurnState::Damaged, "damaged"},
}};

QJsonObject draftObject(const Draft& draft) {
    QJsonArray attachments;
    for (const Attachment& each : draft.attachments)
        attachments.append(QString::number(each.id));
    QJsonObject object{{"text", draft.text}, {"attachments", attachments}, {"editing", QString::number(draft.editing)}};
    if (draft.setAside) object["set_aside"] = draftObject(*draft.setAside);
    return object;
}

Draft draftOf(const QJsonObject& object, const QHash<qint64, Attachment>& attachments) {
    Draft draft;
    draft.text = object["text"].toString();
    for (const QJsonValue& id : object["attachments"].toArray())
        if (const auto it = attachments.constFind(id.toString().toLongLong()); it != attachments.cend())
            draft.attachments.append(*it);
    draft.editing = object["editing"].toString().toLongLong();
    if (const QJsonObject aside = object["set_aside"].toObject(); !aside.isEmpty())
        draft.setAside = std::make_shared<Draft>(draftOf(aside, attachments));
    return draft;
}

double numberIn(const QJsonObject& object, const char* key, double low, double high, double otherwise) {
    const double value = object[QLatin1String(key)].toDouble(otherwise);
    return std::isfinite(value) ? std::clamp(value, low, high) : otherwise;
}

}  // namespace

QString turnStateName(TurnState state) {
    for (const auto& [each, name] : kStateNames)
        if (each == state) return QString::fromLatin1(name);
    return QString();
}

TurnState turnStateOf(const QString& name) {
    for (const auto& [state, each] : kStateNames)
        if (name == QLatin1String(each)) return state;
    return TurnState::Complete;
}

QString roleName(Role role) {
    return role == Role::System ? QStringLiteral("system")
           : role == Role::User ? QStringLiteral("user")
                                : QStringLiteral("assistant");
}

std::optional<Role> roleOf(const QString& name) {
    for (const Role role : {Role::System, Role::User, Role::Assistant})
        if (name == roleName(role)) return role;
    return std::nullopt;
}

QString settingsToJson(const ChatSettings& settings) {
    QJsonObject variables;
    for (auto it = settings.variables.begin(); it != settings.variables.end(); ++it)
        variables[it.key()] = it.value();
    const SamplingOptions& sampling = settings.sampling;
    const QJsonObject object{
        {"template", settings.templateId},
        {"template_name", settings.templateName},
        {"language", settings.language},
        {"system_prompt", settings.systemPrompt},
        {"variables", variables},
        {"format", settings.format},
        {"temperature", sampling.temperature},
        {"top_k", sampling.topK},
        {"top_p", sampling.topP},
        {"min_p", sampling.minP},
        {"repetition_penalty", sampling.repetitionPenalty},
        {"presence_penalty", sampling.presencePenalty},
        {"frequency_penalty", sampling.frequencyPenalty},
        {"seed", QString::number(sampling.seed)},  // JSON numbers do not hold 64 bits
        {"random_seed", settings.randomSeed},
        {"stop", QJsonArray::fromStringList(settings.stop)},
        {"answer_tokens", settings.answerTokens},
        {"shorten_oldest", settings.shortenOldest},
        {"usual", settings.usual},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ChatSettings settingsFromJson(const QString& json) {
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    ChatSettings settings;
    settings.templateId = object["template"].toString();
    settings.templateName = object["template_name"].toString();
    settings.language = object["language"].toString();
    settings.systemPrompt = object["system_prompt"].toString();
    const QJsonObject variables = object["variables"].toObject();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        settings.variables[it.key()] = it.value().toString();
    settings.format = object["format"].toString();
    SamplingOptions& sampling = settings.sampling;
    sampling.temperature = float(numberIn(object, "temperature", 0, 5, sampling.temperature));
    sampling.topK = int(numberIn(object, "top_k", 0, 100000, sampling.topK));
    sampling.topP = float(numberIn(object, "top_p", 0, 1, sampling.topP));
    sampling.minP = float(numberIn(object, "min_p", 0, 1, sampling.minP));
    sampling.repetitionPenalty = float(numberIn(object, "repetition_penalty", 0.1, 10, sampling.repetitionPenalty));
    sampling.presencePenalty = float(numberIn(object, "presence_penalty", -2, 2, sampling.presencePenalty));
    sampling.frequencyPenalty = float(numberIn(object, "frequency_penalty", -2, 2, sampling.frequencyPenalty));
    sampling.seed = object["seed"].toString().toULongLong();
    settings.randomSeed = object["random_seed"].toBool(true);
    for (const QJsonValue& each : object["stop"].toArray())
        if (const QString text = each.toString(); !text.isEmpty() && settings.stop.size() < kMostStops)
            settings.stop.append(text);
    settings.answerTokens = int(numberIn(object, "answer_tokens", 1, 1 << 20, settings.answerTokens));
    settings.shortenOldest = object["shorten_oldest"].toBool(false);
    settings.usual = object["usual"].toBool(false);
    return settings;
}

QString wordsOf(const QString& text) {
    QString words = text.left(kWords);
    if (words.size() < text.size() && words.back().isHighSurrogate()) words.chop(1);
    return words;
}

QString newIdentity() {
    return QUuid::createUuid().toString(QUuid::Id128);
}

QVector<Attachment> Draft::allAttachments() const {
    return setAside ? attachments + setAside->allAttachments() : attachments;
}

bool Draft::operator==(const Draft& other) const {
    if (text != other.text || editing != other.editing || attachments != other.attachments) return false;
    return setAside && other.setAside ? *setAside == *other.setAside : !setAside && !other.setAside;
}

Draft joined(const Draft& first, const Draft& second) {
    Draft both = second;
    if (second.editing != 0) {
        both.setAside = std::make_shared<Draft>(second.setAside ? joined(first, *second.setAside) : first);
        return both;
    }
    both.text = first.text.isEmpty() || second.text.isEmpty() ? first.text + second.text
                                                              : first.text + QStringLiteral("\n\n") + second.text;
    both.attachments = first.attachments + second.attachments;
    return both;
}

qsizetype sizeOf(const Draft& draft) {
    qsizetype size = draft.text.size();
    for (const Attachment& each : draft.attachments)
        size += each.text.size();
    return size;
}

QString fullText(const Draft& draft) {
    QString text = draft.text.trimmed();
    for (const Attachment& each : draft.attachments) {
        if (!text.isEmpty()) text += QLatin1String("\n\n");
        if (each.name.isEmpty()) {
            text += each.text;
            continue;
        }
        QString fence = QStringLiteral("```");
        if (each.text.contains(QLatin1Char('`')))  // a look that takes far less time than the next one
            while (each.text.contains(fence))
                fence += QLatin1Char('`');
        const QString head = each.name + QLatin1String(":\n") + fence + QLatin1Char('\n');
        text.reserve(text.size() + head.size() + each.text.size() + 1 + fence.size());
        text.append(head).append(each.text).append(QLatin1Char('\n')).append(fence);
    }
    return text;
}

QString draftToJson(const Draft& draft) {
    return QString::fromUtf8(QJsonDocument(draftObject(draft)).toJson(QJsonDocument::Compact));
}

Draft draftFromJson(const QString& json, const QHash<qint64, Attachment>& attachments) {
    return draftOf(QJsonDocument::fromJson(json.toUtf8()).object(), attachments);
}

QString titleFrom(const QString& question, int length) {
    // A pasted book has its first words at its start, too.
    const QString start = question.left(length * 8);
    const std::pair<QRegularExpression, QString> signs[] = {
        {QRegularExpression(QStringLiteral("^[ \\t]*(```|~~~).*$"), QRegularExpression::MultilineOption), {}},
        {QRegularExpression(QStringLiteral("^[ \\t]*([-*_=][ \\t]*){3,}$"), QRegularExpression::MultilineOption), {}},
        {QRegularExpression(QStringLiteral("^([ \\t]*(#{1,6}|>|[-*+]|\\d{1,3}[.)])[ \\t]+(\\[[ xX]\\][ \\t]+)?)+"),
                            QRegularExpression::MultilineOption),
         {}},
        {QRegularExpression(QStringLiteral("!?\\[([^\\]\\n]*)\\]\\([^)\\n]*\\)")), QStringLiteral("\\1")},
        {QRegularExpression(QStringLiteral("`+")), {}},
        {QRegularExpression(QStringLiteral("(?<![\\w*])(\\*{1,3}|_{1,3}|~~)(?=\\S)(.+?)(?<=\\S)\\1(?![\\w*])")),
         QStringLiteral("\\2")},
    };
    QString words = start;
    for (const auto& [sign, with] : signs)
        words.replace(sign, with);
    words = words.simplified();
    return shortened(words.isEmpty() ? start.simplified() : words, length);
}

QString shortened(const QString& line, int length) {
    if (line.size() <= length) return line;
    qsizetype end = line.lastIndexOf(QLatin1Char(' '), length - 1);
    if (end < length / 2) end = length - 1;
    if (line[end - 1].isHighSurrogate()) --end;
    return line.left(end) + QChar(0x2026);
}

}  // namespace mw::gui
