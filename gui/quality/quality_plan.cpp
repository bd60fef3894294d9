// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_plan.h"

#include <QCoreApplication>
#include <algorithm>

#include "describe.h"
#include "mw/supported.h"
#include "quality_result.h"

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Quality)
};

/// As mixtral-bench has it, so that its figures are the same.
constexpr int kContext = 2048;

QualityStage stageOf(const QualityModel& model, int context, const std::optional<WeightFormats>& weights,
                     const std::optional<Precision>& kv) {
    QualityStage stage{.options = model.options, .plan = {}};
    stage.options.contextTokens = context;
    stage.options.shortenContext = false;
    stage.options.batch = 1;
    stage.options.weights = weights;
    stage.options.kvPrecision = kv;
    PlanRequest request = asStored(model.checkpoint, model.request);
    request.contextTokens = context;
    request.batch = 1;
    if (weights) request.weights = *weights;
    if (kv) request.kv = *kv;
    stage.plan = makePlan(request);
    return stage;
}

}  // namespace

QVector<WeightFormats> qualityFormats(const QualityModel& model) {
    const PlanRequest stored = asStored(model.checkpoint, model.request);
    QVector<WeightFormats> formats;
    for (const WeightFormat format : supportedWeights(stored.devices.front().kind))
        if (!(WeightFormats(format) == stored.weights)) formats << WeightFormats(format);
    return formats;
}

QualityPlan planQuality(const QualityModel& model, const QualityChoice& choice) {
    const PlanRequest stored = asStored(model.checkpoint, model.request);
    QualityPlan plan{.model = model, .choice = choice};
    plan.contextTokens = std::min(kContext, model.checkpoint.config.trainedContext);
    plan.temporaryBytes = static_cast<quint64>(choice.tokens) * sizeof(float) *
                          static_cast<quint64>(model.checkpoint.config.vocabularySize);
    const auto name = [](const QualityStage& stage) {
        return QString::fromStdString(describeFormats(stage.plan.request.weights));
    };
    const QualityStage reference = stageOf(model, plan.contextTokens, {}, {});
    if (!reference.plan.fits) {
        plan.problems << Words::tr("%1, with which the others are compared: %2")
                             .arg(name(reference), verdictOf(reference.plan).sentence);
        return plan;
    }
    plan.stages << reference;
    for (const auto& weights : choice.weights) {
        const QualityStage stage = stageOf(model, plan.contextTokens, weights, choice.kv);
        const PlanRequest& request = stage.plan.request;
        if (request.weights == stored.weights && request.kv == stored.kv) continue;
        if (stage.plan.fits)
            plan.stages << stage;
        else
            plan.problems << Words::tr("%1: %2").arg(name(stage), verdictOf(stage.plan).sentence);
    }
    if (plan.stages.size() == 1) plan.stages.clear();
    return plan;
}

}  // namespace mw::gui
