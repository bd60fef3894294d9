// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_result.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "mw/supported.h"

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Quality)
};

QString perplexity(double value) {
    return QLocale().toString(value, 'f', value < 100 ? 2 : 0);
}

bool isFigure(double value) {
    return std::isfinite(value) && value >= 0;
}

}  // namespace

QualitySubject qualitySubject(const CheckpointInfo& checkpoint, const PlanRequest& request) {
    return {.directory = QString::fromStdString(checkpoint.directory.string()),
            .fileBytes = checkpoint.fileBytes,
            .weights = QString::fromStdString(describeFormats(request.weights)),
            .kv = QString::fromUtf8(precisionName(request.kv).data())};
}

PlanRequest asStored(const CheckpointInfo& checkpoint, PlanRequest request) {
    const DeviceKind kind = request.devices.front().kind;
    request.weights = residentFormats(checkpoint.weights, kind);
    request.kv = supportedKv(kind).front();
    return request;
}

QString describePerplexity(const QualityResult& result) {
    return QStringLiteral("%1 → %2").arg(perplexity(result.referencePerplexity), perplexity(result.perplexity));
}

QString describePerplexityChange(const QualityResult& result) {
    const double percent = 100 * (result.perplexity / result.referencePerplexity - 1);
    const QString sign = percent < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return Words::tr("%1%2 %").arg(sign, QLocale().toString(std::abs(percent), 'f', std::abs(percent) < 1 ? 2 : 1));
}

QString describeQuality(const QualityResult& result) {
    return Words::tr("measured on %1: perplexity %2, %3 % same next word")
        .arg(result.text, describePerplexity(result), QLocale().toString(100 * result.agreement, 'f', 1));
}

QJsonObject toJson(const QualityResult& result) {
    return {{"directory", result.subject.directory},
            {"file_bytes", static_cast<qint64>(result.subject.fileBytes)},
            {"weights", result.subject.weights},
            {"kv", result.subject.kv},
            {"model", result.model},
            {"reference", result.reference},
            {"text", result.text},
            {"backend", result.backend},
            {"measured", result.measured.toString(Qt::ISODate)},
            {"tokens", result.tokens},
            {"context_tokens", result.contextTokens},
            {"reference_perplexity", result.referencePerplexity},
            {"perplexity", result.perplexity},
            {"kl_divergence_mean", result.meanDivergence},
            {"kl_divergence_99", result.divergence99},
            {"top1_agreement", result.agreement}};
}

std::optional<QualityResult> qualityFromJson(const QJsonObject& object) {
    const auto figure = [&](const char* name) { return object[QLatin1String(name)].toDouble(-1); };
    QualityResult result{.subject = {.directory = object["directory"].toString(),
                                     .fileBytes = static_cast<quint64>(object["file_bytes"].toInteger()),
                                     .weights = object["weights"].toString(),
                                     .kv = object["kv"].toString()},
                         .model = object["model"].toString(),
                         .reference = object["reference"].toString(),
                         .text = object["text"].toString(),
                         .backend = object["backend"].toString(),
                         .measured = QDateTime::fromString(object["measured"].toString(), Qt::ISODate),
                         .tokens = object["tokens"].toInt(),
                         .contextTokens = object["context_tokens"].toInt(),
                         .referencePerplexity = figure("reference_perplexity"),
                         .perplexity = figure("perplexity"),
                         .meanDivergence = figure("kl_divergence_mean"),
                         .divergence99 = figure("kl_divergence_99"),
                         .agreement = figure("top1_agreement")};
    const bool named = !result.subject.directory.isEmpty() && !result.subject.weights.isEmpty() && result.tokens > 0;
    const bool figures = isFigure(result.referencePerplexity) && result.referencePerplexity > 0 &&
                         isFigure(result.perplexity) && isFigure(result.agreement) && result.agreement <= 1;
    if (!named || !figures) return {};
    return result;
}

}  // namespace mw::gui
