// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_plan.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Benchmark)
};

constexpr int kContexts[] = {8192, 32768, 65536};
constexpr int kUsualChatsOnCpu = 8;
/// The least that is left of a context for a full prompt.
constexpr int kLeastPrompt = 64;

bool isOnCpu(const ModelSummary& model) {
    const auto& devices = model.plan.request.devices;
    return devices.empty() || devices.front().kind == DeviceKind::Cpu;
}

/// The plan of a context with as many chats as fit; none of them: the plan of one, which does not fit.
Plan largestPlan(PlanRequest request, int contextTokens, int mostChats) {
    request.contextTokens = contextTokens;
    request.batch = 1;
    const Plan one = makePlan(request);
    if (!one.fits) return one;
    request.batch = std::clamp(one.largestBatch, 1, mostChats);
    return makePlan(request);
}

}  // namespace

int BenchmarkPlan::cells() const {
    int count = 0;
    for (const BenchmarkStage& stage : stages)
        count += static_cast<int>(stage.cells.size());
    return count;
}

int BenchmarkPlan::reloads() const {
    const auto count = std::count_if(stages.begin(), stages.end(), [](const auto& stage) { return stage.reload; });
    return static_cast<int>(count) + (restores ? 1 : 0);
}

QVector<int> benchmarkContexts(const ModelConfig& model) {
    QVector<int> contexts;
    for (const int context : kContexts)
        if (context <= model.trainedContext) contexts << context;
    if (contexts.isEmpty()) contexts << model.trainedContext;
    return contexts;
}

BenchmarkChoice usualChoice(const ModelSummary& model) {
    BenchmarkChoice choice;
    choice.contexts = benchmarkContexts(model.plan.request.model);
    if (!isOnCpu(model)) return choice;
    choice.contexts.resize(1);
    choice.mostChats = kUsualChatsOnCpu;
    return choice;
}

BenchmarkPlan planBenchmark(const ModelSummary& model, const BenchmarkChoice& choice) {
    const PlanRequest& loaded = model.plan.request;
    BenchmarkPlan plan;
    plan.before = model.options;
    plan.generatedTokens = choice.generatedTokens;
    for (const int context : choice.contexts) {
        const QString name = describeCell({context, BenchmarkPrompt::Full, 0}).section(',', 0, 0);
        if (context - choice.generatedTokens < kLeastPrompt) {
            plan.problems
                << Words::tr("%1: too small for %2 tokens each").arg(name, QLocale().toString(choice.generatedTokens));
            continue;
        }
        BenchmarkStage stage;
        stage.plan = largestPlan(loaded, context, choice.mostChats);
        if (!stage.plan.fits) {
            plan.problems << Words::tr("%1: not even one chat fits").arg(name);
            continue;
        }
        const int chats = stage.plan.request.batch;
        if (choice.shortPrompt) stage.cells.append({context, BenchmarkPrompt::Short, chats});
        if (choice.fullPrompt) stage.cells.append({context, BenchmarkPrompt::Full, chats});
        if (stage.cells.isEmpty()) continue;
        stage.options = model.options;
        stage.options.contextTokens = context;
        stage.options.batch = chats;
        plan.stages << stage;
    }
    int contextBefore = loaded.contextTokens;
    int batchBefore = loaded.batch;
    for (BenchmarkStage& stage : plan.stages) {
        stage.reload = stage.options.contextTokens != contextBefore || stage.options.batch != batchBefore;
        contextBefore = stage.options.contextTokens;
        batchBefore = stage.options.batch;
    }
    plan.restores = contextBefore != loaded.contextTokens || batchBefore != loaded.batch;
    return plan;
}

}  // namespace mw::gui
