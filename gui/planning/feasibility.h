// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <optional>

#include "fit.h"
#include "mw/plan.h"
#include "mw/speed.h"
#include "point_grid.h"
#include "staircase.h"

/// What fits, worked out by the planner: the staircases of the plane and the points that intents stand for. Pure
/// arithmetic; a staircase takes some milliseconds, a point microseconds.
namespace mw::gui {

inline constexpr int kMostChats = 256;

/// Contexts that may be chosen for a model, and numbers of chats.
PointGrid contextGrid(const ModelConfig& model);
PointGrid chatsGrid();

/// A request whose devices have less: what fits it, fits the other with kComfortShare of each device free.
PlanRequest comfortable(PlanRequest request);

/// The corners of what fits, one per number of chats, up to beyond what the plane shows.
Staircase staircase(const PlanRequest& request);

/// The request's own staircase first, then those of other precisions of weights and KV cache, as the devices would
/// compute in them. Precisions that bound the same are one curve with all their names.
QVector<FeasibilityCurve> precisionCurves(const PlanRequest& request);

/// "bf16", or "bf16, KV fp32" where they differ.
QString describePrecision(const WeightFormats& weights, Precision kv);

enum class Intent { LongDocument, Balanced, ManyChats, Budget };

/// The point that an intent stands for; absent if nothing of the kind fits. `budgetBytes` is what Budget may take of
/// each device; `speed` keeps ManyChats above the speed of reading, where it is known.
std::optional<OperatingPoint> pointFor(Intent intent, const PlanRequest& request, const SpeedModel& speed,
                                       quint64 budgetBytes = 0);

/// The largest number of chats, up to kMostChats, of which each still gets at least `tokensPerSecond` at this context;
/// 0 if the speed is not known or not even one does.
int mostChatsAbove(double tokensPerSecond, const Plan& plan, const SpeedModel& speed);

/// The context at which speeds are predicted for a point: chats that have filled half of theirs.
double usualContext(int contextTokens);

}  // namespace mw::gui
