// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_types.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace mw::gui {
namespace {

constexpr std::array<std::pair<TurnState, const char*>, 6> kStateNames{{
    {TurnState::Complete, "complete"},
    {TurnState::Streaming, "streaming"},
    {TurnState::Interrupted, "interrupted"},
    {TurnState::Cut, "cut"},
    {TurnState::Stopped, "stopped"},
    {TurnState::Failed, "failed"},
}};

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
        {"seed", QString::number(sampling.seed)},  // JSON numbers do not hold 64 bits
        {"random_seed", settings.randomSeed},
        {"answer_tokens", settings.answerTokens},
        {"shorten_oldest", settings.shortenOldest},
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
    sampling.seed = object["seed"].toString().toULongLong();
    settings.randomSeed = object["random_seed"].toBool(true);
    settings.answerTokens = int(numberIn(object, "answer_tokens", 1, 1 << 20, settings.answerTokens));
    settings.shortenOldest = object["shorten_oldest"].toBool(false);
    return settings;
}

QString titleFrom(const QString& question, int length) {
    const QString line = question.left(length * 8).simplified();  // a pasted book has its first words at its start, too
    if (line.size() <= length) return line;
    qsizetype end = line.lastIndexOf(QLatin1Char(' '), length - 1);
    if (end < length / 2) end = length - 1;
    if (line[end - 1].isHighSurrogate()) --end;
    return line.left(end) + QChar(0x2026);
}

}  // namespace mw::gui
