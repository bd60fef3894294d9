// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/speed.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace mw {

namespace {

/// A step as one device sees it: tokens computed, the experts they choose, rows of logits, and what is attended to.
struct StepShape {
    double tokens = 0;
    double logitRows = 0;
    double attendedPairs = 0;  ///< query and key pairs per head
    double readKeys = 0;       ///< tokens whose keys and values are read
};

/// What reading a matrix of weights costs, scales and all.
double matrixBytes(WeightFormat format, double rows, double columns) {
    return rows * columns * bytesPerValue(format, static_cast<std::int64_t>(columns));
}

/// The work of one device in one step.
StepWork workOf(const PlanRequest& request, const Partition& partition, const StepShape& step) {
    const ModelConfig& model = request.model;
    const WeightFormats& formats = request.weights;
    const double hidden = model.hiddenSize;
    const double queries = static_cast<double>(partition.heads) * model.headDim;
    const double keys = static_cast<double>(partition.kvHeads) * model.headDim;
    const double attention = 2 * hidden * (queries + keys);
    const double feedForward = partition.feedForwardSize;
    const double expert = 3 * hidden * feedForward;
    const double router = hidden * model.experts;
    const double head = partition.hasHead ? hidden * partition.vocabularyRows : 0;

    const bool tied = model.tiedEmbeddings && partition.hasEmbedding;
    const double headBytes =
        partition.hasHead ? matrixBytes(tied ? formats.embedding : formats.head, partition.vocabularyRows, hidden) : 0;
    const double chosen = expectedExperts(model, step.tokens);
    double layerBytes = 0;
    for (int number = partition.firstLayer; number < partition.firstLayer + partition.layers; ++number) {
        const LayerFormats& held = formats.layer(number);
        layerBytes +=
            matrixBytes(held.attention, queries + 2 * keys, hidden) + matrixBytes(held.output, hidden, queries) +
            chosen *
                (matrixBytes(held.experts, 2 * feedForward, hidden) + matrixBytes(held.down, hidden, feedForward)) +
            (2 * hidden + router) * 4 + 2 * keys * step.readKeys * static_cast<double>(bytesPerElement(request.kv));
    }
    const double layerAttention = 4 * queries * step.attendedPairs;
    const double layerFlops = 2 * step.tokens * (attention + router + model.expertsPerToken * expert) + layerAttention;
    StepWork work;
    work.bytes = layerBytes + headBytes + (partition.hasHead ? hidden * 4 : 0);
    work.flops = layerFlops * partition.layers + 2 * head * step.logitRows;
    work.attentionFlops = layerAttention * partition.layers;
    return work;
}

/// How many times as long as the plan's first device this one takes for the same work; 1 where either is unknown.
double slowness(double first, double own) {
    return first > 0 && own > 0 ? first / own : 1;
}

StepWork sum(const StepWork& a, const StepWork& b) {
    return {a.bytes + b.bytes, a.flops + b.flops, a.attentionFlops + b.attentionFlops};
}

StepWork criticalWork(const Plan& plan, const StepShape& step) {
    const auto specOf = [&](const DevicePlan& device) -> const DeviceSpec& {
        return plan.request.devices.at(static_cast<std::size_t>(device.device));
    };
    const DeviceSpec& first = specOf(plan.devices.at(0));
    std::vector<StepWork> stages(static_cast<std::size_t>(plan.placement.pipelineParallel));
    for (const DevicePlan& device : plan.devices) {
        const DeviceSpec& spec = specOf(device);
        StepWork work = workOf(plan.request, device.partition, step);
        work.bytes *= slowness(first.memoryBytesPerSecond, spec.memoryBytesPerSecond);
        const double slower = slowness(first.flopsPerSecond, spec.flopsPerSecond);
        work.flops *= slower;
        work.attentionFlops *= slower;
        StepWork& stage = stages.at(static_cast<std::size_t>(device.partition.pipelineRank));
        if (spec.kind == DeviceKind::Cpu)
            stage = sum(stage, work);
        else
            stage = {std::max(stage.bytes, work.bytes), std::max(stage.flops, work.flops),
                     std::max(stage.attentionFlops, work.attentionFlops)};
    }
    return std::accumulate(stages.begin(), stages.end(), StepWork(), sum);
}

/// Calls use(tokens, before) for each chunk in which a prompt is read.
template <typename Use>
void forEachChunk(const Plan& plan, int promptTokens, Use use) {
    const int chunk = std::max(plan.request.prefillChunkTokens, 1);
    for (int done = 0; done < promptTokens; done += std::min(chunk, promptTokens - done))
        use(std::min(chunk, promptTokens - done), static_cast<double>(done));
}

/// Of seconds: what is predicted, and what the doubts leave possible.
SpeedRange rangeAround(double predicted, const SpeedDoubts& doubts, const StepWork& work, double steps) {
    SpeedRange range{predicted, predicted};
    for (const StepCosts& costs : doubts.costs) {
        const double seconds = costs.seconds(work, steps);
        range.least = std::min(range.least, seconds / doubts.off);
        range.most = std::max(range.most, seconds * doubts.off);
    }
    return range;
}

}  // namespace

double expectedExperts(const ModelConfig& model, double tokens) {
    const double experts = model.experts;
    return experts * (1 - std::pow(1 - model.expertsPerToken / experts, tokens));
}

double decodeStepBytes(const PlanRequest& request, int batch, double contextTokens) {
    Partition whole;
    whole.layers = request.model.layers;
    whole.heads = request.model.heads;
    whole.kvHeads = request.model.kvHeads;
    whole.feedForwardSize = request.model.feedForwardSize;
    whole.vocabularyRows = request.model.vocabularySize;
    whole.hasHead = true;
    return workOf(request, whole, {.tokens = double(batch), .readKeys = batch * contextTokens}).bytes;
}

StepWork decodeWork(const Plan& plan, int batch, double contextTokens) {
    const double pairs = batch * contextTokens;
    return criticalWork(
        plan, {.tokens = double(batch), .logitRows = double(batch), .attendedPairs = pairs, .readKeys = pairs});
}

StepWork prefillWork(const Plan& plan, int tokens, double before) {
    // The n-th of the tokens attends to those before and to n of its own.
    const double pairs = tokens * (before + (tokens + 1) / 2.0);
    return criticalWork(
        plan, {.tokens = double(tokens), .logitRows = 1, .attendedPairs = pairs, .readKeys = before + tokens});
}

StepWork promptWork(const Plan& plan, int promptTokens) {
    StepWork work;
    forEachChunk(plan, promptTokens,
                 [&](int tokens, double before) { work = sum(work, prefillWork(plan, tokens, before)); });
    return work;
}

int promptSteps(const Plan& plan, int promptTokens) {
    int steps = 0;
    forEachChunk(plan, promptTokens, [&](int, double) { ++steps; });
    return steps;
}

SpeedModel speedLimit(const Plan& plan) {
    SpeedModel speed;
    const DeviceSpec& first = plan.request.devices.at(static_cast<std::size_t>(plan.devices.at(0).device));
    if (first.memoryBytesPerSecond > 0) speed.decode.secondsPerByte = 1 / first.memoryBytesPerSecond;
    if (first.flopsPerSecond > 0) speed.prefill.secondsPerFlop = 1 / first.flopsPerSecond;
    return speed;
}

double decodeStepSeconds(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens) {
    const StepWork work = decodeWork(plan, batch, contextTokens);
    const double seconds = speed.decode.seconds(work);
    // A limit is the higher one of two: of reading and of computing. What was measured has both in it.
    return speed.measurements == 0 && speed.known() ? std::max(seconds, speed.prefill.seconds(work)) : seconds;
}

double decodeTokensPerSecond(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens) {
    const double seconds = decodeStepSeconds(speed, plan, batch, contextTokens);
    return seconds > 0 ? batch / seconds : 0;
}

double prefillSeconds(const SpeedModel& speed, const Plan& plan, int promptTokens) {
    if (speed.measurements > 0)
        return speed.prefill.seconds(promptWork(plan, promptTokens), promptSteps(plan, promptTokens));
    if (!(speed.prefill.secondsPerFlop > 0)) return 0;
    // A limit, as above, of each chunk: small ones wait for the weights.
    double seconds = 0;
    forEachChunk(plan, promptTokens, [&](int tokens, double before) {
        const StepWork work = prefillWork(plan, tokens, before);
        seconds += std::max(speed.prefill.seconds(work), speed.decode.seconds(work));
    });
    return seconds;
}

SpeedRange decodeRange(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens) {
    const StepWork work = decodeWork(plan, batch, contextTokens);
    const SpeedRange seconds =
        rangeAround(decodeStepSeconds(speed, plan, batch, contextTokens), speed.decodeDoubts, work, 1);
    if (!(seconds.least > 0)) return {};
    return {batch / seconds.most, batch / seconds.least};
}

SpeedRange prefillRange(const SpeedModel& speed, const Plan& plan, int promptTokens) {
    return rangeAround(prefillSeconds(speed, plan, promptTokens), speed.prefillDoubts, promptWork(plan, promptTokens),
                       promptSteps(plan, promptTokens));
}

}  // namespace mw
