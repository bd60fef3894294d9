// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <optional>

#include "mw/plan.h"

namespace mw::gui {

/// What is measured against what: a model in one way of holding it.
struct QualitySubject {
    QString directory;      ///< of the checkpoint
    quint64 fileBytes = 0;  ///< another model in the same folder has others
    QString weights;        ///< "int4", as describeFormats() has it
    QString kv;             ///< "bf16"

    bool operator==(const QualitySubject&) const = default;
};

/// A model as a plan would hold it.
QualitySubject qualitySubject(const CheckpointInfo& checkpoint, const PlanRequest& request);
/// The same with the weights as they are stored and the usual cache: what others are measured against.
PlanRequest asStored(const CheckpointInfo& checkpoint, PlanRequest request);

/// What a way of holding a model costs on a text; see QualityComparison.
struct QualityResult {
    QualitySubject subject;
    QString model;      ///< "Mixtral 8x7B Instruct"
    QString reference;  ///< the weights as stored: "bf16"
    QString text;       ///< the file's name, without its folder
    QString backend;    ///< "CPU", "CUDA"
    QDateTime measured;
    int tokens = 0;         ///< that were predicted
    int contextTokens = 0;  ///< how long a piece of the text was
    double referencePerplexity = 0;
    double perplexity = 0;
    double meanDivergence = 0;  ///< Kullback-Leibler, natural logarithm
    double divergence99 = 0;
    double agreement = 0;  ///< 0 to 1
};

/// "measured on NAME.txt: perplexity 5.91 → 6.02, 97.3 % same next word".
QString describeQuality(const QualityResult& result);
/// "5.91 → 6.02".
QString describePerplexity(const QualityResult& result);
/// "+1.9 %".
QString describePerplexityChange(const QualityResult& result);

QJsonObject toJson(const QualityResult& result);
/// Absent if the object is none.
std::optional<QualityResult> qualityFromJson(const QJsonObject& object);

}  // namespace mw::gui
