// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "placement.h"

#include <gtest/gtest.h>

#include <functional>
#include <numeric>

#include "mw/error.h"
#include "requests.h"
#include "workspace.h"

namespace mw {
namespace {

using test::gpu;
using test::request;
using test::smallModel;

struct PlacementRow {
    std::string name;
    ModelConfig model;
    std::vector<DeviceSpec> devices;
    Placement expected;
    std::string reason;  ///< part of it
};

ModelConfig layered(ModelConfig model, int layers) {
    model.layers = layers;
    return model;
}

ModelConfig headed(ModelConfig model, int heads, int kvHeads, int feedForward) {
    model.heads = heads;
    model.kvHeads = kvHeads;
    model.feedForwardSize = feedForward;
    return model;
}

std::vector<DeviceSpec> equal(int count, double gib = 80) {
    return std::vector<DeviceSpec>(static_cast<std::size_t>(count), gpu(gib));
}

/// Equal, but none can read another's memory.
std::vector<DeviceSpec> apart(int count) {
    std::vector<DeviceSpec> devices = equal(count);
    for (int i = 0; i < count; ++i)
        devices[static_cast<std::size_t>(i)].peerGroup = i;
    return devices;
}

class TestPlacement : public testing::TestWithParam<PlacementRow> {};

TEST_P(TestPlacement, isChosen) {
    const PlacementRow& row = GetParam();
    const Plan plan = makePlan(request(row.model, row.devices, 128));
    EXPECT_EQ(plan.placement, row.expected)
        << plan.placement.tensorParallel << " x " << plan.placement.pipelineParallel;
    EXPECT_NE(plan.placementReason.find(row.reason), std::string::npos) << plan.placementReason;
    EXPECT_EQ(plan.placementReason.back(), '.');
    EXPECT_EQ(plan.devices.size(), static_cast<std::size_t>(row.expected.devices()));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TestPlacement,
    testing::Values(
        PlacementRow{"oneDevice", mixtral8x7B(), equal(1), {1, 1}, "One device"},
        PlacementRow{"twoEqual", mixtral8x7B(), equal(2), {2, 1}, "Tensor parallel over 2"},
        PlacementRow{"fourEqual", mixtral8x22B(), equal(4), {4, 1}, "Tensor parallel over 4"},
        PlacementRow{"eightEqual", mixtral8x22B(), equal(8), {8, 1}, "Tensor parallel over 8"},
        PlacementRow{"within5Percent", mixtral8x7B(), {gpu(80), gpu(76.5)}, {2, 1}, "Tensor parallel"},
        PlacementRow{"twoApart", mixtral8x7B(), apart(2), {1, 2}, "cannot read each other's memory"},
        PlacementRow{"ofTwoKinds", mixtral8x7B(), {gpu(80), test::cpu(80)}, {1, 2}, "Pipeline of 2 stages"},
        PlacementRow{"threeEqual", mixtral8x7B(), equal(3), {1, 3}, "do not divide by 3"},
        PlacementRow{"sixEqual", mixtral8x7B(), equal(6), {2, 3}, "2 devices in each of 3 pipeline stages"},
        PlacementRow{"uneven", mixtral8x7B(), {gpu(80), gpu(80), gpu(24)}, {1, 3}, "24.0 GiB to 80.0 GiB"},
        PlacementRow{
            "feedForwardDoesNotDivide", headed(smallModel(), 8, 4, 126), equal(4), {2, 2}, "2 devices in each"},
        PlacementRow{"kvHeadsDoNotDivide", headed(mixtral8x7B(), 32, 1, 14336), equal(2), {1, 2}, "do not divide by 2"},
        PlacementRow{"moreDevicesThanLayers",
                     layered(headed(mixtral8x7B(), 32, 1, 14336), 6),
                     equal(8, 10),
                     {1, 6},
                     "only 6 layers): device 6"},
        PlacementRow{
            "fitsOnOneOfThoseApart", layered(mixtral8x7B(), 20), apart(2), {1, 1}, "would not be faster): device 1"},
        PlacementRow{"fitsOnTheLargest", smallModel(), {gpu(24), gpu(80)}, {1, 1}, "would not be faster): device 0"},
        PlacementRow{
            "oneLayer", layered(smallModel(), 1), {gpu(80), gpu(24), gpu(80)}, {2, 1}, "only 1 layer): device 1"},
        PlacementRow{"tooSmallToHelp", mixtral8x7B(), {gpu(80), gpu(2), gpu(80)}, {2, 1}, "too small to help"}),
    [](const auto& row) { return row.param.name; });

TEST(TestPlacementRoom, aPipelineServesGroupsOfWhichOthersUseTheMemory) {
    PlanRequest wanted = request(mixtral8x7B(), equal(2, 52), 128);
    EXPECT_EQ(makePlan(wanted).placement, (Placement{2, 1}));
    wanted.devices[1].capacityBytes += test::kGiB;
    wanted.devices[1].usedByOthersBytes = 10 * test::kGiB;
    const Plan plan = makePlan(wanted);
    EXPECT_TRUE(plan.fits);
    EXPECT_EQ(plan.placement, (Placement{1, 2}));
    EXPECT_NE(plan.placementReason.find("other programs hold memory"), std::string::npos) << plan.placementReason;
    EXPECT_GT(plan.devices[0].partition.layers, plan.devices[1].partition.layers);
}

TEST(TestPlacementRoom, whatFitsNowhereIsShownOnAllDevices) {
    const Plan plan = makePlan(request(mixtral8x22B(), apart(2), 128));
    EXPECT_FALSE(plan.fits);
    EXPECT_EQ(plan.placement, (Placement{1, 2}));
}

TEST(TestPlacementRoom, devicesLeftOutAreNotInThePlan) {
    const Plan plan = makePlan(request(mixtral8x7B(), {gpu(80), gpu(2), gpu(80)}, 128));
    ASSERT_EQ(plan.devices.size(), 2u);
    EXPECT_EQ(plan.devices[0].device, 0);
    EXPECT_EQ(plan.devices[1].device, 2);
}

TEST(TestPlacementRoom, unevenDevicesGetLayersByRoom) {
    const Plan plan = makePlan(request(mixtral8x7B(), {gpu(48), gpu(24), gpu(40)}, 4096));
    ASSERT_TRUE(plan.fits);
    const auto layers = [&](std::size_t rank) { return plan.devices[rank].partition.layers; };
    EXPECT_EQ(layers(0) + layers(1) + layers(2), 32);
    EXPECT_GT(layers(0), layers(2));
    EXPECT_GT(layers(2), layers(1));
    // No layer moved elsewhere would leave more room on the fullest device.
    std::int64_t least = INT64_MAX;
    for (const DevicePlan& device : plan.devices)
        least = std::min(least, test::roomOf(device));
    const std::int64_t layerBytes = static_cast<std::int64_t>(plan.devices[2].expertWeightsBytes) / layers(2);
    for (const DevicePlan& device : plan.devices)
        EXPECT_LT(test::roomOf(device) - least, 2 * layerBytes);
}

TEST(TestPlacementRoom, layersByRoomMatchesEveryOtherSplit) {
    const std::vector<std::int64_t> rooms = {40, 25, 7};
    for (const bool areEqual : {true, false})
        for (int layers = 3; layers <= 12; ++layers) {
            std::vector<std::int64_t> layerBytes;
            for (int layer = 0; layer < layers; ++layer)
                layerBytes.push_back(areEqual ? 6 : layer % 3 == 1 ? 9 : layer < 4 ? 7 : 3);
            const auto least = [&](const std::vector<int>& split) {
                std::int64_t room = INT64_MAX;
                auto next = layerBytes.begin();
                for (std::size_t i = 0; i < rooms.size(); next += split[i], ++i)
                    room = std::min(room, rooms[i] - std::accumulate(next, next + split[i], std::int64_t{0}));
                return room;
            };
            std::int64_t best = INT64_MIN;
            for (int a = 1; a < layers - 1; ++a)
                for (int b = 1; a + b < layers; ++b)
                    best = std::max(best, least({a, b, layers - a - b}));
            const std::vector<int> split = layersByRoom(rooms, layerBytes);
            EXPECT_EQ(std::accumulate(split.begin(), split.end(), 0), layers);
            EXPECT_EQ(least(split), best) << layers << " layers, " << (areEqual ? "equal" : "not equal");
        }
}

TEST(TestPlacementRoom, aPlacementThatIsAskedForIsHonoured) {
    PlanRequest wanted = request(mixtral8x7B(), equal(4), 128);
    for (const Placement placement : {Placement{1, 4}, Placement{2, 2}, Placement{2, 1}, Placement{1, 3}}) {
        wanted.placement = placement;
        const Plan plan = makePlan(wanted);
        EXPECT_EQ(plan.placement, placement);
        EXPECT_EQ(plan.devices.size(), static_cast<std::size_t>(placement.devices()));
        EXPECT_NE(plan.placementReason.find("As asked"), std::string::npos);
        EXPECT_EQ(plan.placementReason.find("left out") != std::string::npos, placement.devices() < 4);
    }
}

TEST(TestPlacementRoom, aPlacementThatCannotBeIsRefusedByName) {
    const auto refusal = [](Placement placement, const ModelConfig& model) -> std::string {
        PlanRequest wanted = request(model, equal(8), 128);
        wanted.placement = placement;
        try {
            makePlan(wanted);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            return error.what();
        }
        return "";
    };
    EXPECT_NE(refusal({3, 1}, mixtral8x7B()).find("32 attention heads"), std::string::npos);
    EXPECT_NE(refusal({8, 1}, smallModel()).find("4 KV heads"), std::string::npos);
    EXPECT_NE(refusal({4, 1}, headed(smallModel(), 8, 4, 126)).find("126 feed-forward rows"), std::string::npos);
    EXPECT_NE(refusal({1, 8}, smallModel()).find("the model has 6"), std::string::npos);
    EXPECT_NE(refusal({4, 4}, mixtral8x7B()).find("there are 8"), std::string::npos);
    EXPECT_NE(refusal({0, 1}, mixtral8x7B()).find("at least one"), std::string::npos);
    EXPECT_NE(refusal({1, -1}, mixtral8x7B()).find("at least one"), std::string::npos);
    EXPECT_NE(refusal({1 << 30, 1 << 30}, mixtral8x7B()).find("there are 8"), std::string::npos);
}

TEST(TestPartition, ranksTileTheModel) {
    const ModelConfig model = mixtral8x22B();
    const std::vector<int> layers = {20, 30, 6};
    const Placement placement{4, 3};
    int nextLayer = 0;
    for (int rank = 0; rank < placement.devices(); ++rank) {
        const Partition p = partitionOf(model, placement, layers, rank);
        EXPECT_EQ(p.pipelineRank, rank / 4);
        EXPECT_EQ(p.tensorRank, rank % 4);
        EXPECT_EQ(p.firstLayer, nextLayer);
        EXPECT_EQ(p.heads, 12);
        EXPECT_EQ(p.kvHeads, 2);
        EXPECT_EQ(p.feedForwardSize, 4096);
        EXPECT_EQ(p.hasEmbedding, rank < 4);
        EXPECT_EQ(p.hasHead, rank >= 8);
        EXPECT_EQ(p.vocabularyRows, rank >= 8 ? 8192 : 0);
        if (rank % 4 == 3) nextLayer += p.layers;
    }
    EXPECT_EQ(nextLayer, model.layers);
}

TEST(TestPartition, refusesLayersThatDoNotAddUp) {
    const std::vector<int> layers = {3, 2};
    EXPECT_THROW(partitionOf(smallModel(), {1, 2}, layers, 0), Error);
    EXPECT_THROW(partitionOf(smallModel(), {1, 1}, layers, 0), Error);
    const std::vector<int> whole = {6};
    EXPECT_THROW(partitionOf(smallModel(), {1, 1}, whole, 1), Error);
}

}  // namespace
}  // namespace mw
