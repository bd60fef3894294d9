// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/speed.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

namespace mw {

namespace {

/// What a further term must do to the residual to be worth its keep.
constexpr double kWorthwhile = 2.0 / 3;

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

/// Terms of the fit: what each measurement has of them.
enum Term { PerByte, PerStep, PerFlop, PerAttention, kTerms };
using Terms = std::array<double, kTerms>;

/// Least squares of relative errors with the chosen terms, by the normal equations; false if they do not determine the
/// coefficients or one is negative.
bool solve(const std::vector<Terms>& rows, const std::vector<double>& seconds, const std::vector<int>& chosen,
           Terms& result) {
    const int count = static_cast<int>(chosen.size());
    double matrix[kTerms][kTerms + 1] = {};
    // Bytes and FLOPs have ten digits and more, steps one: each term is measured in its own largest value.
    Terms unit{};
    for (const Terms& row : rows)
        for (const int t : chosen)
            unit[t] = std::max(unit[t], row[t]);
    const auto valueOf = [&](std::size_t row, int term) {
        return unit[chosen[term]] > 0 ? rows[row][chosen[term]] / unit[chosen[term]] : 0;
    };
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (int a = 0; a < count; ++a) {
            const double left = valueOf(i, a) / seconds[i];
            for (int b = 0; b < count; ++b)
                matrix[a][b] += left * valueOf(i, b) / seconds[i];
            matrix[a][count] += left;  // times the aim, which is 1
        }
    for (int column = 0; column < count; ++column) {
        int pivot = column;
        for (int row = column + 1; row < count; ++row)
            if (std::abs(matrix[row][column]) > std::abs(matrix[pivot][column])) pivot = row;
        std::swap(matrix[pivot], matrix[column]);
        if (std::abs(matrix[column][column]) < 1e-12 * std::abs(matrix[0][0])) return false;
        for (int row = 0; row < count; ++row) {
            if (row == column) continue;
            const double factor = matrix[row][column] / matrix[column][column];
            for (int k = column; k <= count; ++k)
                matrix[row][k] -= factor * matrix[column][k];
        }
    }
    result = {};
    for (int t = 0; t < count; ++t) {
        double& coefficient = result[chosen[t]];
        coefficient = matrix[t][count] / matrix[t][t] / unit[chosen[t]];
        if (!std::isfinite(coefficient) || coefficient < 0) return false;
    }
    return true;
}

double residualOf(const std::vector<Terms>& rows, const std::vector<double>& seconds, const Terms& coefficients) {
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        double predicted = 0;
        for (int t = 0; t < kTerms; ++t)
            predicted += coefficients[t] * rows[i][t];
        const double error = predicted / seconds[i] - 1;
        sum += error * error;
    }
    return std::sqrt(sum / static_cast<double>(rows.size()));
}

/// Calls use(tokens, before) for each chunk in which a prompt is read.
template <typename Use>
void forEachChunk(const Plan& plan, int promptTokens, Use use) {
    const int chunk = std::max(plan.request.prefillChunkTokens, 1);
    for (int done = 0; done < promptTokens; done += std::min(chunk, promptTokens - done))
        use(std::min(chunk, promptTokens - done), static_cast<double>(done));
}

StepWork promptWork(const Plan& plan, int promptTokens) {
    StepWork work;
    forEachChunk(plan, promptTokens,
                 [&](int tokens, double before) { work = sum(work, prefillWork(plan, tokens, before)); });
    return work;
}

/// What the lengths of contexts, or prompts, have to differ by to tell what attention costs.
constexpr double kTellingRatio = 1.5;

bool tellsAttention(const std::vector<double>& lengths) {
    if (lengths.empty()) return false;
    const auto [least, most] = std::minmax_element(lengths.begin(), lengths.end());
    return *most >= kTellingRatio * std::max(*least, 1.0);
}

void fitDecode(SpeedModel& speed, const Plan& plan, std::span<const DecodeMeasurement> decode) {
    std::vector<Terms> rows;
    std::vector<double> seconds, contexts;
    std::set<int> batches;
    for (const DecodeMeasurement& point : decode) {
        if (point.batch < 1 || !(point.stepSeconds > 0) || !std::isfinite(point.stepSeconds)) continue;
        const StepWork work = decodeWork(plan, point.batch, point.contextTokens);
        rows.push_back({work.bytes, 1, work.flops, work.attentionFlops});
        seconds.push_back(point.stepSeconds);
        contexts.push_back(point.contextTokens);
        batches.insert(point.batch);
    }
    speed.measurements = static_cast<int>(rows.size());
    if (rows.empty()) return;
    Terms best{};
    solve(rows, seconds, {PerByte}, best);
    speed.residual = residualOf(rows, seconds, best);
    const auto consider = [&](const std::vector<int>& terms) {
        Terms more{};
        if (rows.size() < terms.size() || !solve(rows, seconds, terms, more)) return;
        const double residual = residualOf(rows, seconds, more);
        if (residual > kWorthwhile * speed.residual) return;
        best = more;
        speed.residual = residual;
    };
    const std::vector<int> terms{PerByte, PerStep, PerFlop};
    const auto tellable = std::min<std::ptrdiff_t>(std::ssize(terms), std::ssize(batches));
    for (std::ptrdiff_t count = 2; count <= tellable; ++count)
        consider({terms.begin(), terms.begin() + count});
    for (std::ptrdiff_t count = 1; count <= tellable && tellsAttention(contexts); ++count) {
        std::vector<int> more(terms.begin(), terms.begin() + count);
        more.push_back(PerAttention);
        consider(more);
    }
    speed.secondsPerByte = best[PerByte];
    speed.secondsPerStep = best[PerStep];
    speed.secondsPerFlop = best[PerFlop];
    speed.secondsPerAttentionFlop = best[PerAttention];
}

void fitPrefill(SpeedModel& speed, const Plan& plan, std::span<const PrefillMeasurement> prefill) {
    std::vector<Terms> rows;
    std::vector<double> seconds, lengths;
    Terms mean{};
    for (const PrefillMeasurement& point : prefill) {
        if (point.prompts < 1 || point.promptTokens < 1 || !(point.seconds > 0)) continue;
        const StepWork work = promptWork(plan, point.promptTokens);
        rows.push_back({0, 0, point.prompts * work.flops, point.prompts * work.attentionFlops});
        seconds.push_back(point.seconds);
        lengths.push_back(point.promptTokens);
        mean[PerFlop] += point.seconds / rows.back()[PerFlop];
    }
    if (rows.empty()) return;
    mean[PerFlop] /= static_cast<double>(rows.size());
    Terms both{};
    if (tellsAttention(lengths) && solve(rows, seconds, {PerFlop, PerAttention}, both) &&
        residualOf(rows, seconds, both) <= kWorthwhile * residualOf(rows, seconds, mean))
        mean = both;
    speed.prefillSecondsPerFlop = mean[PerFlop];
    speed.prefillSecondsPerAttentionFlop = mean[PerAttention];
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

SpeedModel speedLimit(const Plan& plan) {
    SpeedModel speed;
    const DeviceSpec& first = plan.request.devices.at(static_cast<std::size_t>(plan.devices.at(0).device));
    if (first.memoryBytesPerSecond > 0) speed.secondsPerByte = 1 / first.memoryBytesPerSecond;
    if (first.flopsPerSecond > 0) speed.prefillSecondsPerFlop = 1 / first.flopsPerSecond;
    return speed;
}

SpeedModel fitSpeed(const Plan& plan, std::span<const DecodeMeasurement> decode,
                    std::span<const PrefillMeasurement> prefill) {
    SpeedModel speed;
    fitDecode(speed, plan, decode);
    fitPrefill(speed, plan, prefill);
    return speed;
}

double decodeStepSeconds(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens) {
    const StepWork work = decodeWork(plan, batch, contextTokens);
    const double seconds = speed.secondsPerByte * work.bytes + speed.secondsPerStep +
                           speed.secondsPerFlop * work.flops + speed.secondsPerAttentionFlop * work.attentionFlops;
    // A limit is the higher one of two: of reading and of computing. What was measured has both in it.
    return speed.measurements == 0 && speed.known() ? std::max(seconds, speed.prefillSecondsPerFlop * work.flops)
                                                    : seconds;
}

double decodeTokensPerSecond(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens) {
    const double seconds = decodeStepSeconds(speed, plan, batch, contextTokens);
    return seconds > 0 ? batch / seconds : 0;
}

double prefillSeconds(const SpeedModel& speed, const Plan& plan, int promptTokens) {
    if (!(speed.prefillSecondsPerFlop > 0)) return 0;
    double seconds = 0;
    forEachChunk(plan, promptTokens, [&](int tokens, double before) {
        const StepWork work = prefillWork(plan, tokens, before);
        // Small chunks wait for the weights instead; what was measured has that in it.
        const double reading = speed.measurements == 0 ? work.bytes * speed.secondsPerByte : 0;
        seconds += std::max(
            work.flops * speed.prefillSecondsPerFlop + work.attentionFlops * speed.prefillSecondsPerAttentionFlop,
            reading);
    });
    return seconds;
}

}  // namespace mw
