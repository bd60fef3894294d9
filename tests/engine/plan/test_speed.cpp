// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/speed.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <utility>

#include "requests.h"

namespace mw {
namespace {

using test::cpu;
using test::gpu;
using test::request;

DeviceSpec fastGpu(double gib, double terabytesPerSecond, double teraflops = 0) {
    DeviceSpec device = gpu(gib);
    device.memoryBytesPerSecond = terabytesPerSecond * 1e12;
    device.flopsPerSecond = teraflops * 1e12;
    return device;
}

Plan planOf(const ModelConfig& model, std::vector<DeviceSpec> devices) {
    return makePlan(request(model, std::move(devices), 512));
}

double limit(const Plan& plan, int batch, double context = 0) {
    return decodeTokensPerSecond(speedLimit(plan), plan, batch, context);
}

TEST(TestSpeed, expertsOfSeveralTokensOverlap) {
    const ModelConfig& model = mixtral8x7B();
    EXPECT_NEAR(expectedExperts(model, 1), 2, 1e-9);
    EXPECT_NEAR(expectedExperts(model, 4), 5.47, 0.005);
    EXPECT_NEAR(expectedExperts(model, 16), 7.92, 0.005);
    EXPECT_NEAR(expectedExperts(model, 1000), 8, 1e-9);
}

TEST(TestSpeed, aSingleChatReadsTheActiveParameters) {
    PlanRequest request;
    request.model = mixtral8x7B();
    const double bytes = decodeStepBytes(request, 1, 0);
    // Of the active parameters, the embedding is not read; norms and routers are twice as wide.
    const double expected = 2.0 * (12'879'925'248.0 - 32000.0 * 4096);
    EXPECT_NEAR(bytes / expected, 1, 0.001);
}

TEST(TestSpeed, theCacheCountsForEveryChat) {
    PlanRequest request;
    request.model = mixtral8x7B();
    for (const auto& [kv, bytes] : {std::pair{Precision::Float32, 262144.0},
                                    {Precision::BFloat16, 131072.0},
                                    {Precision::Float16, 131072.0},
                                    {Precision::Float8, 65536.0}}) {
        request.kv = kv;
        EXPECT_NEAR(decodeStepBytes(request, 3, 1000) - decodeStepBytes(request, 3, 0), 3 * bytes * 1000, 1e3);
    }
}

TEST(TestSpeed, theLimitIsTheBandwidthOverTheBytes) {
    // One device of 4.70 TB/s: the limits of weights alone, as worked out by hand.
    const Plan plan = planOf(mixtral8x7B(), {fastGpu(140, 4.70)});
    EXPECT_NEAR(limit(plan, 1), 184, 1);
    EXPECT_NEAR(limit(plan, 4), 291, 1);
    EXPECT_NEAR(limit(plan, 16), 815, 2);
    EXPECT_NEAR(limit(plan, 64), 3230, 10);
}

/// A small model of which no two sizes are the same, in formats of which no two are.
PlanRequest unlike(std::vector<DeviceSpec> devices) {
    ModelConfig model = test::smallModel();
    model.layers = 3;
    model.headDim = 32;
    model.feedForwardSize = 384;
    model.vocabularySize = 1000;
    PlanRequest wanted = request(model, std::move(devices), 512);
    wanted.weights.experts = wanted.weights.down = WeightFormat::Int4;
    wanted.weights.attention = wanted.weights.output = WeightFormat::Int8;
    wanted.weights.head = WeightFormat::Float8;
    wanted.weights.embedding = WeightFormat::BFloat16;
    wanted.kv = Precision::Float16;
    return wanted;
}

/// Bytes of a row of so many values: codes of `bits`, and scales of `scaleBits` for each group.
double rowBytes(double columns, double bits, double scaleBits, double group) {
    return columns * (bits + scaleBits / group) / 8;
}

TEST(TestSpeed, aStepReadsAndComputesWhatTheModelSays) {
    // 64 wide, 3 layers, 8 heads and 4 KV heads of 32, 2 of 4 experts of 384.
    constexpr double kQueries = 256, kKeys = 128;
    const double attention = (kQueries + 2 * kKeys) * rowBytes(64, 8, 16, 128) + 64 * rowBytes(kQueries, 8, 16, 32);
    const double expert = 2 * 384 * rowBytes(64, 4, 16, 128) + 64 * rowBytes(384, 4, 16, 32);
    const double plain = (2 * 64 + 4 * 64) * 4;  // two norms and the router
    const double cached = 2 * kKeys * 2;         // of a token, in 16 bits
    const double head = 1000 * rowBytes(64, 8, 32, 64) + 64 * 4;
    const double multiplied = 64 * (2 * kQueries + 2 * kKeys) + 64 * 4 + 2 * 3 * 64 * 384;  // for a token, in a layer
    PlanRequest wanted = unlike({cpu(8)});
    wanted.weights.down = WeightFormat::Int4Group32;
    wanted.weights.output = WeightFormat::Int8Group32;
    const Plan plan = makePlan(wanted);

    // A scale of each whole row.
    PlanRequest wholeRows = wanted;
    wholeRows.weights.experts = wholeRows.weights.down = WeightFormat::Float8;
    const double expertOfWholeRows = 2 * 384 * rowBytes(64, 8, 32, 64) + 64 * rowBytes(384, 8, 32, 384);
    EXPECT_NEAR(decodeStepBytes(wholeRows, 3, 100) - decodeStepBytes(wanted, 3, 100),
                3 * 3.5 * (expertOfWholeRows - expert), 1);

    // Three chats of 100 tokens each choose 3.5 of the 4 experts.
    const StepWork decode = decodeWork(plan, 3, 100);
    EXPECT_NEAR(decode.bytes, 3 * (attention + 3.5 * expert + plain + cached * 300) + head, 1);
    EXPECT_NEAR(decode.attentionFlops, 3 * 4 * kQueries * 300, 1);
    EXPECT_NEAR(decode.flops, 3 * 2 * 3 * multiplied + decode.attentionFlops + 3 * 2.0 * 64 * 1000, 1);
    EXPECT_NEAR(decodeStepBytes(wanted, 3, 100), decode.bytes, 1);

    // Of a prompt, 40 tokens after 100 others: each attends to those and to what came with it, and one has logits.
    const StepWork prefill = prefillWork(plan, 40, 100);
    EXPECT_NEAR(prefill.bytes,
                3 * (attention + expectedExperts(wanted.model, 40) * expert + plain + cached * 140) + head, 1);
    EXPECT_NEAR(prefill.attentionFlops, 3 * 4 * kQueries * (40 * 100 + 40 * 41 / 2), 1);
    EXPECT_NEAR(prefill.flops, 3 * 2 * 40 * multiplied + prefill.attentionFlops + 2.0 * 64 * 1000, 1);
}

TEST(TestSpeed, aTiedHeadIsReadAsTheEmbeddingIsHeld) {
    PlanRequest wanted = unlike({cpu(8)});
    const double own = decodeWork(makePlan(wanted), 1, 0).bytes;
    wanted.model.tiedEmbeddings = true;
    EXPECT_NEAR(decodeWork(makePlan(wanted), 1, 0).bytes - own, 1000 * (64 * 2 - rowBytes(64, 8, 32, 64)), 1);
    // The last of several stages has a head of its own.
    wanted.devices.assign(3, cpu(8));
    wanted.placement = Placement{1, 3};
    EXPECT_NEAR(decodeWork(makePlan(wanted), 1, 0).bytes, own, 1);
}

TEST(TestSpeed, eachStageCountsAtTheSpeedOfItsDevice) {
    const auto work = [](double terabytesPerSecond, double teraflops) {
        PlanRequest wanted = unlike({fastGpu(8, 4, 400), fastGpu(8, terabytesPerSecond, teraflops)});
        wanted.model.layers = 2;
        wanted.weights = WeightFormat::BFloat16;
        wanted.kv = Precision::BFloat16;
        wanted.placement = Placement{1, 2};
        return decodeWork(makePlan(wanted), 4, 200);
    };
    const StepWork even = work(4, 400), slowMemory = work(1, 400), slowComputing = work(4, 100);
    // The second stage has half of the layers, and the head.
    const double head = 1000 * 64 * 2 + 64 * 4, headFlops = 4 * 2.0 * 64 * 1000;
    EXPECT_NEAR(slowMemory.bytes, even.bytes + 3 * ((even.bytes - head) / 2 + head), 1);
    EXPECT_NEAR(slowMemory.flops, even.flops, 1);
    EXPECT_NEAR(slowComputing.bytes, even.bytes, 1);
    EXPECT_NEAR(slowComputing.flops, even.flops + 3 * ((even.flops - headFlops) / 2 + headFlops), 1);
    EXPECT_NEAR(slowComputing.attentionFlops, even.attentionFlops * 2.5, 1);
}

TEST(TestSpeed, theLimitOfAStepIsReadingOrComputing) {
    const Plan plan = planOf(mixtral8x7B(), {fastGpu(140, 4, 1)});
    const SpeedModel limits = speedLimit(plan);
    EXPECT_NEAR(decodeStepSeconds(limits, plan, 64, 0), decodeWork(plan, 64, 0).flops / 1e12, 1e-9);
    SpeedModel measured = limits;  // has both in its bytes
    measured.measurements = 1;
    EXPECT_NEAR(decodeStepSeconds(measured, plan, 64, 0), decodeWork(plan, 64, 0).bytes / 4e12, 1e-9);
}

TEST(TestSpeed, smallChunksOfAMeasuredPromptTakeTheirFlops) {
    Plan plan = planOf(mixtral8x7B(), {fastGpu(140, 4.70, 784)});
    plan.request.prefillChunkTokens = 64;
    SpeedModel measured = speedLimit(plan);
    const double waiting = prefillSeconds(measured, plan, 640);
    measured.measurements = 1;
    double flops = 0;
    for (int before = 0; before < 640; before += 64)
        flops += prefillWork(plan, 64, before).flops;
    EXPECT_NEAR(prefillSeconds(measured, plan, 640), flops / 784e12, 1e-9);
    EXPECT_GT(waiting, 2 * flops / 784e12);
}

TEST(TestSpeed, tensorParallelSplitsAndPipelineAddsUp) {
    const double one = limit(planOf(mixtral8x7B(), {fastGpu(140, 4)}), 8);
    const Plan tensor = planOf(mixtral8x7B(), {fastGpu(80, 4), fastGpu(80, 4)});
    ASSERT_EQ(tensor.placement, (Placement{2, 1}));
    EXPECT_NEAR(limit(tensor, 8) / one, 2, 0.02);
    PlanRequest piped = request(mixtral8x7B(), {fastGpu(80, 4), fastGpu(80, 4)}, 512);
    piped.placement = Placement{1, 2};
    EXPECT_NEAR(limit(makePlan(piped), 8) / one, 1, 0.01);
}

TEST(TestSpeed, theSlowerMemberOfAGroupSetsThePace) {
    const double even = limit(planOf(mixtral8x7B(), {fastGpu(80, 4), fastGpu(80, 4)}), 1);
    const Plan uneven = planOf(mixtral8x7B(), {fastGpu(80, 4), fastGpu(80, 2)});
    ASSERT_EQ(uneven.placement, (Placement{2, 1}));
    EXPECT_NEAR(limit(uneven, 1) / even, 0.5, 0.02);
    // Whichever of them comes first.
    EXPECT_NEAR(limit(planOf(mixtral8x7B(), {fastGpu(80, 2), fastGpu(80, 4)}), 1), limit(uneven, 1), 0.01);
}

TEST(TestSpeed, aPipelineOfUnequalDevicesTakesEachAtItsOwnSpeed) {
    const Plan plan = planOf(mixtral8x7B(), {fastGpu(80, 4), fastGpu(40, 1)});
    ASSERT_EQ(plan.placement, (Placement{1, 2}));
    // All layers at 4 TB/s would be faster, all at 1 TB/s slower.
    EXPECT_LT(limit(plan, 1), limit(planOf(mixtral8x7B(), {fastGpu(140, 4)}), 1));
    EXPECT_GT(limit(plan, 1), limit(planOf(mixtral8x7B(), {fastGpu(140, 1)}), 1));
}

TEST(TestSpeed, computingCapsLargeBatches) {
    const Plan plan = planOf(mixtral8x7B(), {fastGpu(140, 4, 1)});
    // 25.8 GFLOP a token: 1 TFLOP/s makes no more than some 39 tokens a second, however many chats there are.
    EXPECT_LT(limit(plan, 256), 40);
    EXPECT_GT(limit(plan, 256), 37);
}

TEST(TestSpeed, devicesThatTheCpuPlaysShareOneMemory) {
    const Plan one = planOf(test::smallModel(), {cpu(16)});
    const Plan four = planOf(test::smallModel(), {cpu(4), cpu(4), cpu(4), cpu(4)});
    ASSERT_EQ(four.placement.tensorParallel, 4);
    EXPECT_NEAR(decodeWork(four, 2, 100).bytes / decodeWork(one, 2, 100).bytes, 1, 0.2);
    EXPECT_NEAR(decodeWork(one, 2, 100).bytes, decodeStepBytes(one.request, 2, 100), 1);
}

TEST(TestSpeed, nothingIsPredictedOfDevicesWithoutFigures) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    EXPECT_FALSE(speedLimit(plan).known());
    EXPECT_EQ(limit(plan, 4), 0);
    EXPECT_EQ(prefillSeconds(speedLimit(plan), plan, 1000), 0);
    EXPECT_FALSE(fitSpeed(plan, {}).known());
}

TEST(TestSpeed, aPromptTakesItsFlops) {
    Plan plan = planOf(mixtral8x7B(), {fastGpu(140, 4.70, 784)});
    // In one chunk computing is the limit: 25.2 GFLOP a token and 0.5 of attention at 2048.
    plan.request.prefillChunkTokens = 4096;
    EXPECT_NEAR(2048 / prefillSeconds(speedLimit(plan), plan, 2048), 30e3, 1e3);
    // Small chunks read all weights again and again.
    plan.request.prefillChunkTokens = 64;
    EXPECT_LT(2048 / prefillSeconds(speedLimit(plan), plan, 2048), 5e3);
}

/// Steps that take what a machine with these coefficients takes.
std::vector<DecodeMeasurement> measuredOn(const SpeedModel& truth, const Plan& plan, std::vector<int> batches,
                                          double error = 0) {
    std::vector<DecodeMeasurement> points;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        const double context = 100.0 + 40 * static_cast<double>(i);
        const double off = 1 + (i % 2 == 0 ? error : -error);
        points.push_back({batches[i], context, off * decodeStepSeconds(truth, plan, batches[i], context)});
    }
    return points;
}

TEST(TestSpeed, theFitFindsBytesAndStepsAgain) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    const SpeedModel truth{.decode = {.secondsPerByte = 1 / 3.9e12, .secondsPerStep = 0.4e-3}, .measurements = 1};
    const SpeedModel fitted = fitSpeed(plan, measuredOn(truth, plan, {1, 2, 4, 8, 16, 32}));
    EXPECT_NEAR(fitted.decode.secondsPerByte / truth.decode.secondsPerByte, 1, 1e-6);
    EXPECT_NEAR(fitted.decode.secondsPerStep / truth.decode.secondsPerStep, 1, 1e-6);
    EXPECT_EQ(fitted.decode.secondsPerFlop, 0);
    EXPECT_LT(fitted.residual, 1e-6);
    EXPECT_EQ(fitted.measurements, 6);
}

TEST(TestSpeed, theFitTakesComputingInWhereItDoesNotHide) {
    const Plan plan = planOf(test::smallModel(), {cpu(16)});
    const SpeedModel truth{.decode = {.secondsPerByte = 1 / 2e10, .secondsPerStep = 1e-4, .secondsPerFlop = 1 / 1e9},
                           .measurements = 1};
    const SpeedModel fitted = fitSpeed(plan, measuredOn(truth, plan, {1, 2, 4, 8, 16, 32}));
    EXPECT_NEAR(fitted.decode.secondsPerFlop / truth.decode.secondsPerFlop, 1, 1e-3);
    EXPECT_LT(fitted.residual, 1e-4);
}

TEST(TestSpeed, theResidualIsTheErrorOfTheMeasurements) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    const SpeedModel truth{.decode = {.secondsPerByte = 1 / 3.9e12}, .measurements = 1};
    const SpeedModel fitted = fitSpeed(plan, measuredOn(truth, plan, {1, 2, 4, 8, 16, 32}, 0.05));
    EXPECT_GT(fitted.residual, 0.02);
    EXPECT_LT(fitted.residual, 0.06);
}

TEST(TestSpeed, oneBatchGivesOneCoefficient) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    const std::vector<DecodeMeasurement> points = {{4, 100, 0.02}, {4, 900, 0.021}};
    const SpeedModel fitted = fitSpeed(plan, points);
    EXPECT_GT(fitted.decode.secondsPerByte, 0);
    EXPECT_EQ(fitted.decode.secondsPerStep, 0);
    EXPECT_NEAR(decodeStepSeconds(fitted, plan, 4, 500), 0.0205, 0.0005);
    // Nor do they where a second one would describe them better.
    const std::vector<DecodeMeasurement> alike = {{4, 100, 0.02}, {4, 900, 0.02001}, {4, 1300, 0.02002}};
    EXPECT_EQ(fitSpeed(plan, alike).decode.secondsPerStep, 0);
}

TEST(TestSpeed, aFurtherTermMustBeWorthItsKeep) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    // Times of bytes alone, with errors that a second term would make a little smaller.
    const SpeedModel truth{.decode = {.secondsPerByte = 1 / 3.9e12}, .measurements = 1};
    std::vector<DecodeMeasurement> points = measuredOn(truth, plan, {1, 2, 4, 8, 16, 32}, 0.05);
    points.front().stepSeconds *= 1.01;
    EXPECT_EQ(fitSpeed(plan, points).decode.secondsPerStep, 0);
}

TEST(TestSpeed, coefficientsAreNeverNegative) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    // Faster with more chats, which no machine is: nothing but the first term describes it without a negative one.
    const std::vector<DecodeMeasurement> points = {{1, 0, 0.05}, {4, 0, 0.02}, {16, 0, 0.01}, {32, 0, 0.005}};
    const SpeedModel fitted = fitSpeed(plan, points);
    EXPECT_GE(fitted.decode.secondsPerByte, 0);
    EXPECT_GE(fitted.decode.secondsPerStep, 0);
    EXPECT_GE(fitted.decode.secondsPerFlop, 0);
    EXPECT_TRUE(fitted.known());
}

/// On the CPU attention is far slower than multiplying matrices: what was measured with short prompts, and once with
/// long ones, has to hold for a full context.
TEST(TestSpeed, theFitTellsWhatAttentionCosts) {
    const Plan plan = planOf(test::smallModel(), {cpu(16)});
    const StepWork work = decodeWork(plan, 4, 2000);
    EXPECT_NEAR(work.attentionFlops, work.flops - decodeWork(plan, 4, 0).flops, 1e-3 * work.flops);
    const SpeedModel truth{
        .decode = {.secondsPerByte = 1 / 2e10, .secondsPerStep = 1e-4, .secondsPerAttentionFlop = 1 / 1e9},
        .prefill = {.secondsPerFlop = 1 / 5e10, .secondsPerAttentionFlop = 1 / 2e9},
        .measurements = 1};
    std::vector<DecodeMeasurement> decode;
    for (const int batch : {1, 2, 4, 8})
        decode.push_back({batch, 300, decodeStepSeconds(truth, plan, batch, 300)});
    decode.push_back({2, 3000, decodeStepSeconds(truth, plan, 2, 3000)});
    std::vector<PrefillMeasurement> prefill;
    for (const int tokens : {128, 256, 3000})
        prefill.push_back({1, tokens, prefillSeconds(truth, plan, tokens)});
    const SpeedModel fitted = fitSpeed(plan, decode, prefill);
    EXPECT_LT(fitted.residual, 0.01);
    for (const double context : {100.0, 4096.0})
        EXPECT_NEAR(decodeStepSeconds(fitted, plan, 8, context) / decodeStepSeconds(truth, plan, 8, context), 1, 0.05);
    EXPECT_NEAR(prefillSeconds(fitted, plan, 4096) / prefillSeconds(truth, plan, 4096), 1, 0.05);
    // Contexts that are all alike tell nothing about it.
    decode.pop_back();
    EXPECT_EQ(fitSpeed(plan, decode).decode.secondsPerAttentionFlop, 0);
}

/// Times as they were measured of a small model on one core, whose caches hold its weights: chats take their products,
/// attention what it reads, and every time is some percent off.
struct CpuLike {
    Plan plan = planOf(test::smallModel(), {cpu(16)});
    SpeedModel truth{
        .decode = {.secondsPerStep = 5e-4, .secondsPerFlop = 1 / 1.2e10, .secondsPerAttentionFlop = 1 / 6e9},
        .prefill = {.secondsPerStep = 2e-3, .secondsPerFlop = 1 / 5e10, .secondsPerAttentionFlop = 1 / 9e9},
        .measurements = 1};
    std::mt19937 random{7};

    double error() { return 0.95 + 0.1 * static_cast<double>(random() % 1000) / 1000; }
    DecodeMeasurement decode(int batch, double context) {
        return {batch, context, error() * decodeStepSeconds(truth, plan, batch, context)};
    }
    PrefillMeasurement prefill(int tokens) { return {1, tokens, error() * prefillSeconds(truth, plan, tokens)}; }
    /// As a calibration measures.
    SpeedModel calibrated() {
        std::vector<DecodeMeasurement> steps = {decode(1, 100)};
        for (const int batch : {2, 4, 8})
            steps.push_back(decode(batch, 300));
        steps.push_back(decode(1, 3500));
        steps.push_back(decode(4, 2000));
        steps.push_back(decode(1, 2000));
        steps.push_back(decode(1, 300));
        const std::vector<PrefillMeasurement> prompts = {prefill(64), prefill(3000), prefill(1500), prefill(256),
                                                         prefill(128)};
        return fitSpeed(plan, steps, prompts);
    }
};

TEST(TestSpeed, aCpuIsPredictedWhereItWasNotMeasured) {
    CpuLike machine;
    for (int sweep = 0; sweep < 20; ++sweep) {
        const SpeedModel fitted = machine.calibrated();
        for (const int batch : {1, 3, 8})
            for (const double context : {50.0, 1000.0, 4096.0}) {
                const double truth = decodeStepSeconds(machine.truth, machine.plan, batch, context);
                EXPECT_NEAR(decodeStepSeconds(fitted, machine.plan, batch, context) / truth, 1, 0.2)
                    << batch << " chats of " << context << ", sweep " << sweep;
            }
        for (const int tokens : {128, 700, 4096})
            EXPECT_NEAR(
                prefillSeconds(fitted, machine.plan, tokens) / prefillSeconds(machine.truth, machine.plan, tokens), 1,
                0.15)
                << tokens << " tokens, sweep " << sweep;
    }
}

/// Milliseconds of a step as they were measured on one core of a Xeon, medians of some ten runs: bf16, KV cache in
/// float32, all of it in the core's caches.
TEST(TestSpeed, aCpuThatWasMeasuredIsPredictedWhereItWasNotCalibrated) {
    ModelConfig model = test::smallModel();
    model.hiddenSize = model.feedForwardSize = 256;
    model.layers = 6;
    model.heads = 4;
    model.kvHeads = 2;
    model.headDim = 64;
    model.experts = 8;
    model.expertsPerToken = 2;
    model.vocabularySize = 32000;
    model.tiedEmbeddings = true;
    PlanRequest wanted = request(model, {cpu(16)}, 512);
    wanted.weights = WeightFormat::BFloat16;
    wanted.kv = Precision::Float32;
    const Plan plan = makePlan(wanted);
    const std::vector<std::pair<double, std::array<double, 4>>> milliseconds = {
        {52, {2.402, 3.434, 5.285, 8.893}},   {276, {2.108, 3.510, 5.855, 10.461}},
        {532, {2.688, 3.951, 6.551, 12.039}}, {788, {2.788, 4.645, 7.213, 13.418}},
        {980, {2.646, 4.613, 7.852, 14.294}},
    };
    std::vector<DecodeMeasurement> calibrated, others;
    for (const auto& [context, row] : milliseconds)
        for (std::size_t i = 0; i < row.size(); ++i)
            (context == 276 || (context == 788 && i == 3) ? calibrated : others)
                .push_back({1 << i, context, row[i] / 1000});
    const SpeedModel fitted = fitSpeed(plan, calibrated);
    for (const DecodeMeasurement& each : others)
        EXPECT_NEAR(decodeStepSeconds(fitted, plan, each.batch, each.contextTokens) / each.stepSeconds, 1, 0.25)
            << each.batch << " chats of " << each.contextTokens;
}

TEST(TestSpeed, theRangeHoldsWhatIsMeasured) {
    CpuLike machine;
    int asked = 0, held = 0;
    double widest = 1;
    for (int sweep = 0; sweep < 20; ++sweep) {
        const SpeedModel fitted = machine.calibrated();
        for (const int batch : {1, 3, 8})
            for (const double context : {100.0, 1000.0, 4096.0}) {
                const SpeedRange range = decodeRange(fitted, machine.plan, batch, context);
                const double measured = batch / machine.decode(batch, context).stepSeconds;
                ++asked;
                held += range.least <= measured && measured <= range.most ? 1 : 0;
                widest = std::max(widest, range.most / range.least);
                const double predicted = decodeTokensPerSecond(fitted, machine.plan, batch, context);
                EXPECT_LE(range.least, predicted);
                EXPECT_GE(range.most, predicted);
            }
        for (const int tokens : {128, 700, 4096}) {
            const SpeedRange range = prefillRange(fitted, machine.plan, tokens);
            const double measured = machine.prefill(tokens).seconds;
            ++asked;
            held += range.least <= measured && measured <= range.most ? 1 : 0;
        }
    }
    EXPECT_GE(held, 0.9 * asked) << "of " << asked;
    EXPECT_LT(widest, 2);  // and says something
}

/// Whatever the machine does, and however often it was measured.
TEST(TestSpeed, theRangeHoldsEveryMeasurementItWasMadeOf) {
    const Plan plan = planOf(test::smallModel(), {cpu(16)});
    std::mt19937 random(3);
    for (const int count : {2, 5, 9, 57}) {
        std::vector<DecodeMeasurement> steps;
        std::vector<PrefillMeasurement> prompts;
        for (int i = 0; i < count; ++i) {
            steps.push_back({1 << random() % 4, 50.0 + static_cast<double>(random() % 4000),
                             1e-3 * (1 + static_cast<double>(random() % 20))});
            prompts.push_back(
                {1, 50 + static_cast<int>(random() % 4000), 1e-2 * (1 + static_cast<double>(random() % 20))});
        }
        const SpeedModel fitted = fitSpeed(plan, steps, prompts);
        for (const DecodeMeasurement& each : steps) {
            const SpeedRange range = decodeRange(fitted, plan, each.batch, each.contextTokens);
            EXPECT_LE(range.least * (1 - 1e-9), each.batch / each.stepSeconds) << count;
            EXPECT_GE(range.most * (1 + 1e-9), each.batch / each.stepSeconds) << count;
        }
        for (const PrefillMeasurement& each : prompts) {
            const SpeedRange range = prefillRange(fitted, plan, each.promptTokens);
            EXPECT_LE(range.least * (1 - 1e-9), each.seconds) << count;
            EXPECT_GE(range.most * (1 + 1e-9), each.seconds) << count;
        }
    }
}

TEST(TestSpeed, oneMeasurementCannotBeDoubted) {
    CpuLike machine;
    const std::vector<DecodeMeasurement> one = {machine.decode(2, 300)};
    const SpeedModel fitted = fitSpeed(machine.plan, one);
    const SpeedRange range = decodeRange(fitted, machine.plan, 4, 300);
    EXPECT_GT(range.least, 0);
    EXPECT_NEAR(range.most / range.least, 1, 1e-12);
    const SpeedRange none = decodeRange(SpeedModel(), machine.plan, 4, 300);
    EXPECT_EQ(none.least, 0);
    EXPECT_EQ(none.most, 0);
    EXPECT_EQ(prefillRange(fitted, machine.plan, 300).most, 0);
}

TEST(TestSpeed, measurementsThatAreNoneAreLeftOut) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    const std::vector<DecodeMeasurement> points = {{0, 0, 1}, {1, 0, 0}, {1, 0, std::nan("")}, {2, 0, -1}};
    EXPECT_FALSE(fitSpeed(plan, points).known());
    EXPECT_EQ(fitSpeed(plan, points).measurements, 0);
}

TEST(TestSpeed, measuredPromptsPredictOthers) {
    const Plan plan = planOf(mixtral8x7B(), {gpu(140)});
    const std::vector<DecodeMeasurement> decode = {{1, 100, 0.006}};
    const std::vector<PrefillMeasurement> prefill = {{2, 500, 0.1}};
    const SpeedModel fitted = fitSpeed(plan, decode, prefill);
    EXPECT_NEAR(prefillSeconds(fitted, plan, 500), 0.05, 1e-9);
    EXPECT_NEAR(prefillSeconds(fitted, plan, 1000), 0.1, 0.002);
    // Of several something between, as near to each in proportion.
    const std::vector<PrefillMeasurement> twice = {{2, 500, 0.1}, {1, 500, 0.07}};
    EXPECT_NEAR(prefillSeconds(fitSpeed(plan, decode, twice), plan, 500), 0.057, 0.001);
}

TEST(TestSpeed, promptsOfOneLengthDoNotTellWhatAttentionCosts) {
    const Plan plan = planOf(test::smallModel(), {cpu(16)});
    // Exact for two terms, were they lengths that tell.
    const SpeedModel truth{.prefill = {.secondsPerFlop = 1 / 5e10, .secondsPerAttentionFlop = 1 / 2e9},
                           .measurements = 1};
    std::vector<PrefillMeasurement> prefill;
    for (const int tokens : {1000, 1100, 1400})
        prefill.push_back({1, tokens, prefillSeconds(truth, plan, tokens)});
    const std::vector<DecodeMeasurement> decode = {{1, 100, 0.006}};
    EXPECT_EQ(fitSpeed(plan, decode, prefill).prefill.secondsPerAttentionFlop, 0);
    prefill.push_back({1, 3000, prefillSeconds(truth, plan, 3000)});
    EXPECT_NEAR(fitSpeed(plan, decode, prefill).prefill.secondsPerAttentionFlop * 2e9, 1, 0.01);
}

}  // namespace
}  // namespace mw
