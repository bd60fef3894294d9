// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QVector>
#include <optional>

#include "mw/options.h"
#include "mw/plan.h"

namespace mw::gui {

/// A model that can be measured, whether it is loaded or not.
struct QualityModel {
    CheckpointInfo checkpoint;
    LoadOptions options;  ///< how it is loaded; its formats and point are not looked at
    PlanRequest request;  ///< on what devices
};

/// What to measure.
struct QualityChoice {
    static constexpr int kUsualTokens = 4096;
    static constexpr int kMostTokens = 100'000;

    QString textPath;
    int tokens = kUsualTokens;                      ///< of the text, at most
    QVector<std::optional<WeightFormats>> weights;  ///< each on its own; absent: as stored
    std::optional<Precision> kv;                    ///< of all of them; absent: the usual one
};

/// One way of holding the model that reads the text.
struct QualityStage {
    LoadOptions options;
    Plan plan;
};

/// What will be done, before it is.
struct QualityPlan {
    QualityModel model;
    QualityChoice choice;
    int contextTokens = 0;         ///< of a piece of the text
    QVector<QualityStage> stages;  ///< first as stored, which the others are compared with; none: nothing to measure
    quint64 temporaryBytes = 0;    ///< of a file with what the first says
    QStringList problems;          ///< what was asked for and is left out, or stops it, and why
};

/// What can be chosen: the formats that the devices run, other than as stored.
QVector<WeightFormats> qualityFormats(const QualityModel& model);

QualityPlan planQuality(const QualityModel& model, const QualityChoice& choice);

}  // namespace mw::gui
