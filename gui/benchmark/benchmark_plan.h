// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QVector>

#include "benchmark_types.h"
#include "engine_events.h"

namespace mw::gui {

/// What a person wants measured.
struct BenchmarkChoice {
    static constexpr int kMostChats = 1024;
    static constexpr int kUsualTokens = 500;

    QVector<int> contexts;
    bool shortPrompt = true;
    bool fullPrompt = true;
    int generatedTokens = kUsualTokens;
    int mostChats = kMostChats;  ///< as many as fit, but no more
};

/// Experiments that share a loaded model.
struct BenchmarkStage {
    Plan plan;
    LoadOptions options;
    bool reload = false;  ///< the model has to be loaded for it
    QVector<BenchmarkCell> cells;
};

/// What will be done, before it is.
struct BenchmarkPlan {
    QVector<BenchmarkStage> stages;
    LoadOptions before;     ///< what is loaded now, and is loaded again at the end
    bool restores = false;  ///< that takes a reload, too
    int generatedTokens = 0;
    QStringList problems;  ///< what was asked for and is left out, and why

    int cells() const;
    int reloads() const;
};

/// The contexts to choose from: 8k, 32k and 64k as far as the model was trained, or what it was trained for.
QVector<int> benchmarkContexts(const ModelConfig& model);

/// What to measure where nothing was chosen: everything, and as many chats as fit; on a CPU the smallest context and at
/// most 8 chats, so that it ends.
BenchmarkChoice usualChoice(const ModelSummary& model);

/// Largest batches by the planner, on the devices of the loaded model.
BenchmarkPlan planBenchmark(const ModelSummary& model, const BenchmarkChoice& choice);

}  // namespace mw::gui
