// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "mw/error.h"
#include "mw/plan.h"
#include "mw/speed.h"
#include "mw/supported.h"
#include "mw/weight_mixes.h"
#include "requests.h"
#include "workspace.h"

namespace mw {
namespace {

using test::cpu;
using test::gpu;
using test::kGiB;
using test::request;
using test::smallModel;

TEST(TestPlanner, knowsThePublishedSizesOf8x7B) {
    const Plan plan = makePlan(request(mixtral8x7B(), {gpu(141)}, 32768));
    const DevicePlan& device = plan.devices.at(0);
    // 46,702,792,704 parameters in bf16; norms and routers are kept in float32.
    const std::uint64_t wide = (65 * 4096 + 32 * 8 * 4096) * 2;
    const std::uint64_t tables = 32 * 512;  // where the 8 experts of each layer lie, 48 bytes each, rounded up
    EXPECT_EQ(device.weightsBytes(), 46'702'792'704 * 2 + wide + tables);
    EXPECT_EQ(device.expertWeightsBytes, 32 * 8 * 176'160'768ull * 2 + tables);
    EXPECT_EQ(device.hostBytes, 0u);
    EXPECT_EQ(device.kvBytes, 131'072ull * 32768);
    EXPECT_EQ(plan.kvPages, 2048u);
    EXPECT_TRUE(plan.fits);
}

TEST(TestPlanner, knowsThePublishedSizesOf8x22B) {
    const Plan plan = makePlan(request(mixtral8x22B(), {gpu(400)}, 65536, 3));
    const DevicePlan& device = plan.devices.at(0);
    const std::uint64_t wide = (113 * 6144 + 56 * 8 * 6144) * 2;
    EXPECT_EQ(device.weightsBytes(), 140'630'071'296 * 2 + wide + 56 * 512);
    EXPECT_EQ(device.kvBytes, 3 * 229'376ull * 65536);
    EXPECT_EQ(plan.kvPagesPerChat, 4096u);
    EXPECT_EQ(plan.kvPages, 3 * 4096u);
}

TEST(TestPlanner, knowsWhatAMixOfFormatsTakes) {
    PlanRequest wanted = request(mixtral8x7B(), {cpu(64)});
    wanted.weights = mixNamed("q4_k_m", 32).value();
    const Plan plan = makePlan(wanted);
    // Of 256 values 144 bytes are codes and scales in q4_k, with a byte for each of those 148; 180 in q5_k, 212 in
    // q6_k.
    const std::uint64_t superBlocks = 4096 * 14336 / 256;
    const std::uint64_t experts = 8 * (32 * 2 * superBlocks * 148 + 16 * superBlocks * 148 + 16 * superBlocks * 212);
    const std::uint64_t attention = 32 * (6144 * 4096 * 2 + 4096 * 4096 / 256 * 180ull);
    const std::uint64_t head = 32000 * 4096 / 256 * 212ull + (48 << 10);  // to whole 64 KiB
    const std::uint64_t embedding = 32000 * 4096 * 2;
    const std::uint64_t small = (65 * 4096 + 32 * 8 * 4096) * 4;
    EXPECT_EQ(plan.devices.at(0).expertWeightsBytes, experts + 32 * 512);
    EXPECT_EQ(plan.devices.at(0).sharedWeightsBytes, attention + head + embedding + small);

    // Stages whose layers differ take as much together.
    wanted.devices.assign(3, cpu(16));
    wanted.placement = Placement{1, 3};
    const Plan pipeline = makePlan(wanted);
    std::uint64_t sum = 0;
    for (const DevicePlan& device : pipeline.devices)
        sum += device.expertWeightsBytes;
    EXPECT_EQ(sum, experts + 32 * 512);
    EXPECT_TRUE(pipeline.fits);
    // Reading them is what a token costs: two experts of eight, and everything else once.
    const double expected = static_cast<double>(experts) / 4 + static_cast<double>(attention) +
                            32000.0 * 4096 / 256 * 212 + static_cast<double>(small);
    EXPECT_NEAR(decodeStepBytes(wanted, 1, 0), expected, 1);
}

TEST(TestPlanner, contextIsRoundedUpToWholePages) {
    for (const auto& [context, pages] : {std::pair{1, 1u}, {16, 1u}, {17, 2u}, {4096, 256u}})
        EXPECT_EQ(makePlan(request(smallModel(), {gpu(8)}, context)).kvPagesPerChat, pages) << context;
}

TEST(TestPlanner, oneGpuOf80GiBDoesNotHold8x7BInBf16ButTwoDo) {
    const Plan one = makePlan(request(mixtral8x7B(), {gpu(80)}));
    EXPECT_FALSE(one.fits);
    EXPECT_EQ(one.largestBatch, 0);
    EXPECT_EQ(one.largestContext, 0);
    const Plan two = makePlan(request(mixtral8x7B(), {gpu(80), gpu(80)}));
    EXPECT_TRUE(two.fits);
    EXPECT_EQ(two.largestContext, 32768);
    EXPECT_GT(two.largestBatch, 100);
}

TEST(TestPlanner, largestBatchFitsAndOneMoreDoesNot) {
    for (const std::vector<DeviceSpec>& devices :
         {std::vector{gpu(141)}, {gpu(80), gpu(80)}, {gpu(80), gpu(80), gpu(24)}, {cpu(128)}}) {
        PlanRequest wanted = request(mixtral8x7B(), devices, 8192);
        wanted.batch = makePlan(wanted).largestBatch;
        ASSERT_GT(wanted.batch, 0);
        EXPECT_TRUE(makePlan(wanted).fits);
        ++wanted.batch;
        EXPECT_FALSE(makePlan(wanted).fits);
    }
}

TEST(TestPlanner, largestContextFitsAndOnePageMoreDoesNot) {
    PlanRequest wanted = request(mixtral8x7B(), {gpu(52), gpu(52)}, 512, 16);
    const int largest = makePlan(wanted).largestContext;
    ASSERT_GT(largest, 0);
    ASSERT_LT(largest, 32768);
    EXPECT_EQ(largest % kKvPageTokens, 0);
    wanted.contextTokens = largest;
    EXPECT_TRUE(makePlan(wanted).fits);
    wanted.contextTokens += kKvPageTokens;
    EXPECT_FALSE(makePlan(wanted).fits);
}

TEST(TestPlanner, aPlanThatJustFitsNeedsItsLastByte) {
    PlanRequest wanted = request(smallModel(), {gpu(8)}, 256, 4);
    const std::uint64_t needed = makePlan(wanted).devices.at(0).totalBytes();
    wanted.devices[0].capacityBytes = needed;
    EXPECT_TRUE(makePlan(wanted).fits);
    wanted.devices[0].capacityBytes = needed - 1;
    EXPECT_FALSE(makePlan(wanted).fits);
}

TEST(TestPlanner, memoryOfOthersCountsAgainstTheCapacity) {
    PlanRequest wanted = request(mixtral8x7B(), {gpu(100)});
    EXPECT_TRUE(makePlan(wanted).fits);
    wanted.devices[0].usedByOthersBytes = 20 * kGiB;
    const Plan plan = makePlan(wanted);
    EXPECT_FALSE(plan.fits);
    EXPECT_EQ(plan.devices[0].capacityBytes, 80 * kGiB);
    wanted.devices[0].usedByOthersBytes = 200 * kGiB;
    EXPECT_EQ(makePlan(wanted).devices[0].capacityBytes, 0u);
}

TEST(TestPlanner, theCacheIsHeldInItsOwnPrecision) {
    PlanRequest wanted = request(mixtral8x7B(), {cpu(256)});
    wanted.activations = Precision::Float32;
    wanted.kv = Precision::Float32;
    const std::uint64_t whole = makePlan(wanted).devices[0].kvBytes;
    wanted.kv = Precision::BFloat16;
    EXPECT_EQ(makePlan(wanted).devices[0].kvBytes * 2, whole);
    wanted.kv = Precision::Float8;
    EXPECT_EQ(makePlan(wanted).devices[0].kvBytes * 4, whole);
}

TEST(TestPlanner, theLongestContextIsNeverMoreThanTheTrainedOne) {
    ModelConfig model = smallModel();
    model.trainedContext = 10 * kKvPageTokens - 1;
    EXPECT_EQ(makePlan(request(model, {cpu(8)}, 64)).largestContext, 9 * kKvPageTokens);
}

TEST(TestPlanner, largeMachinesKeepNoMoreThanIsPlenty) {
    EXPECT_EQ(makePlan(request(smallModel(), {cpu(8)}, 64)).devices[0].marginBytes, kGiB);
    EXPECT_EQ(makePlan(request(smallModel(), {cpu(512)}, 64)).devices[0].marginBytes, 4 * kGiB);
}

TEST(TestPlanner, aPlacementThatIsAskedForTakesTheDevicesWithMostFreeMemory) {
    PlanRequest wanted = request(smallModel(), {gpu(24), gpu(80), gpu(48)}, 64);
    wanted.devices[1].usedByOthersBytes = 70 * kGiB;
    wanted.placement = Placement{1, 1};
    EXPECT_EQ(makePlan(wanted).devices[0].device, 2);
}

TEST(TestPlanner, theLimitingDeviceHasTheLeastRoom) {
    PlanRequest wanted = request(mixtral8x7B(), {gpu(80), gpu(80)});
    wanted.placement = Placement{2, 1};
    wanted.devices[1].usedByOthersBytes = 3 * kGiB;
    EXPECT_EQ(makePlan(wanted).limitingDevice, 1);
    wanted.devices[1].usedByOthersBytes = 0;
    wanted.devices[0].usedByOthersBytes = 3 * kGiB;
    EXPECT_EQ(makePlan(wanted).limitingDevice, 0);
}

TEST(TestPlanner, onlySeveralGpusTakeCommunicationBuffers) {
    EXPECT_EQ(makePlan(request(smallModel(), {gpu(80)})).devices[0].communicationBytes, 0u);
    EXPECT_GT(makePlan(request(smallModel(), {gpu(80), gpu(80)})).devices[0].communicationBytes, 1u << 20);
    EXPECT_EQ(makePlan(request(smallModel(), {cpu(8), cpu(8)})).devices[1].communicationBytes, 0u);
}

TEST(TestPlanner, onlyTheLastStageKeepsLogits) {
    PlanRequest wanted = request(smallModel(), {gpu(8), gpu(8), gpu(8)});
    wanted.placement = Placement{1, 3};
    const std::vector<int> layers = {2, 2, 2};
    for (int rank = 0; rank < 3; ++rank) {
        const WorkspaceSizes sizes = workspaceSizes(wanted, partitionOf(wanted.model, *wanted.placement, layers, rank));
        EXPECT_EQ(sizes.logits > 0, rank == 2);
        EXPECT_EQ(sizes.lastHidden > 0, rank == 2);
        EXPECT_EQ(sizes.total(), makePlan(wanted).devices[static_cast<std::size_t>(rank)].workspaceBytes);
    }
}

TEST(TestPlanner, workspaceFollowsTheLargestStep) {
    PlanRequest wanted = request(mixtral8x7B(), {gpu(141)}, 4096, 40);
    wanted.activations = Precision::Float32;
    EXPECT_EQ(maxStepTokens(wanted), 552);
    EXPECT_EQ(maxLogitRows(wanted), 40);
    const std::vector<int> layers = {32};
    const WorkspaceSizes sizes = workspaceSizes(wanted, partitionOf(wanted.model, {1, 1}, layers, 0));
    EXPECT_EQ(sizes.hidden, 552u * 4096 * 4);
    EXPECT_EQ(sizes.qkv, 552u * 48 * 128 * 4);
    EXPECT_EQ(sizes.expert, 552u * 2 * 14336 * 4);
    EXPECT_EQ(sizes.routing, aligned(552u * 2 * 8));
    EXPECT_EQ(sizes.logits, 40u * 32000 * 4);
    EXPECT_EQ(sizes.logitsShard, 0u);
    // A text that is scored fetches the logits of more tokens at once than there are chats.
    wanted.batch = 3;
    EXPECT_EQ(workspaceSizes(wanted, partitionOf(wanted.model, {1, 1}, layers, 0)).logits, 16u * 32000 * 4);
}

TEST(TestPlanner, theUsualRequestIsOneThatRuns) {
    for (const DeviceSpec& device : {cpu(512), gpu(141)})
        for (const WeightFormatRow& row : weightFormats()) {
            const Plan plan = makePlan(usualRequest(mixtral8x7B(), row.format, {device}));
            EXPECT_TRUE(plan.fits) << row.name;
            EXPECT_TRUE(runsOn(plan.request.weights.experts, device.kind)) << row.name;
            EXPECT_EQ(plan.request.contextTokens, 4096);
            EXPECT_EQ(plan.request.prefillChunkTokens, usualPrefillChunk(device.kind));
        }
    EXPECT_EQ(usualRequest(smallModel(), WeightFormat::Float32, {cpu(8)}).weights,
              WeightFormats(WeightFormat::Float32));
    ModelConfig brief = smallModel();
    brief.trainedContext = 1000;
    EXPECT_EQ(usualRequest(brief, WeightFormat::BFloat16, {gpu(8)}).contextTokens, 1000);
}

TEST(TestPlanner, plansNothingThatADeviceDoesNotRun) {
    PlanRequest wanted = request(smallModel(), {gpu(8)});
    wanted.kv = Precision::Float32;
    EXPECT_THROW((void)makePlan(wanted), Error);
    wanted.kv = Precision::BFloat16;
    wanted.weights = WeightFormat::Float16;
    EXPECT_THROW((void)makePlan(wanted), Error);
    wanted.devices = {cpu(8)};
    EXPECT_NO_THROW((void)makePlan(wanted));
    wanted.devices = {cpu(8), gpu(8)};  // nor one of several
    EXPECT_THROW((void)makePlan(wanted), Error);
}

TEST(TestPlanner, hugeContextsAndBatchesAreComputedWithoutOverflow) {
    const int most = std::numeric_limits<int>::max();
    for (const auto& [context, batch] : {std::pair{most, 1'000'000}, {most, most}, {1, most}, {most, 1}}) {
        for (const std::vector<DeviceSpec>& devices : {std::vector{gpu(141)}, {gpu(80), gpu(24), gpu(80)}}) {
            PlanRequest wanted = request(mixtral8x22B(), devices, context, batch);
            wanted.prefillChunkTokens = most;
            const Plan plan = makePlan(wanted);
            EXPECT_FALSE(plan.fits);
            EXPECT_EQ(plan.kvPages, (static_cast<std::uint64_t>(context) + 15) / 16 * static_cast<unsigned>(batch));
            for (const DevicePlan& device : plan.devices)
                EXPECT_GT(device.totalBytes(), device.capacityBytes);
        }
    }
}

TEST(TestPlanner, impossibleRequestsAreRefusedByName) {
    const PlanRequest good = request(smallModel(), {gpu(8), gpu(8)});
    const auto refusal = [&](auto change) -> std::string {
        PlanRequest bad = good;
        change(bad);
        try {
            makePlan(bad);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            return error.what();
        }
        return "";
    };
    const auto contains = [](const std::string& text, const std::string& part) {
        EXPECT_NE(text.find(part), std::string::npos) << "'" << text << "' lacks '" << part << "'";
    };
    contains(refusal([](PlanRequest& r) { r.devices.clear(); }), "no device");
    contains(refusal([](PlanRequest& r) { r.devices[1].capacityBytes = 0; }), "Device 1 (8 GiB GPU)");
    contains(refusal([](PlanRequest& r) { r.devices[0].capacityBytes = UINT64_MAX; }), "Device 0");
    contains(refusal([](PlanRequest& r) { r.contextTokens = 0; }), "context");
    contains(refusal([](PlanRequest& r) { r.batch = -1; }), "batch");
    contains(refusal([](PlanRequest& r) { r.prefillChunkTokens = 0; }), "prefill chunk");
    contains(refusal([](PlanRequest& r) { r.model.kvHeads = 0; }), "KV heads");
    contains(refusal([](PlanRequest& r) { r.model.layers = -3; }), "layers must be at least 1, not -3");
    contains(refusal([](PlanRequest& r) { r.model.hiddenSize = r.model.feedForwardSize = INT32_MAX; }), "larger than");
}

TEST(TestPlanner, saysHowManyExpertsTheKernelsChooseAmong) {
    ModelConfig model = smallModel();
    model.experts = 65;
    try {
        makePlan(request(model, {gpu(80)}, 512));
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_STREQ(error.what(), "On GPUs a layer has at most 64 experts, not 65.");
    }
    EXPECT_NO_THROW(makePlan(request(model, {cpu(80)}, 512)));
    for (const int experts : {2, 16, 64}) {
        model.experts = experts;
        model.expertsPerToken = std::min(4, experts);
        EXPECT_NO_THROW(makePlan(request(model, {gpu(80)}, 512)));
    }
}

}  // namespace
}  // namespace mw
