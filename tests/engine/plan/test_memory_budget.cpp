// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// A budget makes a device one of that size, and a plan that does not fit says what would.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "mw/error.h"
#include "mw/supported.h"
#include "requests.h"

namespace mw::test {
namespace {

DeviceSpec withBudget(DeviceSpec device, double gib) {
    device.budgetBytes = static_cast<std::uint64_t>(gib * static_cast<double>(kGiB));
    return device;
}

TEST(TestMemoryBudget, plansAsOnACardOfThatSize) {
    for (const WeightFormat format : {WeightFormat::Int4, WeightFormat::Float8})
        for (const double gib : {24.0, 32.0, 48.0}) {
            PlanRequest small = request(mixtral8x7B(), {gpu(gib), gpu(gib)}, 8192, 4);
            small.weights = format;
            PlanRequest large = small;
            large.devices = {withBudget(gpu(141), gib), withBudget(gpu(141), gib)};
            large.devices[0].usedByOthersBytes = 20 * kGiB;
            const Plan expected = makePlan(small), found = makePlan(large);
            EXPECT_EQ(found.fits, expected.fits) << gib;
            EXPECT_EQ(found.placement, expected.placement) << gib;
            EXPECT_EQ(found.largestBatch, expected.largestBatch) << gib;
            EXPECT_EQ(found.largestContext, expected.largestContext) << gib;
            for (std::size_t rank = 0; rank < expected.devices.size(); ++rank) {
                EXPECT_EQ(found.devices[rank].capacityBytes, expected.devices[rank].capacityBytes);
                EXPECT_EQ(found.devices[rank].totalBytes(), expected.devices[rank].totalBytes());
            }
        }
}

TEST(TestMemoryBudget, leavesTheSystemAsMuchAsOnAMachineOfThatSize) {
    const Plan small = makePlan(request(smallModel(), {cpu(4)})),
               large = makePlan(request(smallModel(), {withBudget(cpu(64), 4)}));
    EXPECT_EQ(large.devices[0].reserveBytes, small.devices[0].reserveBytes);
    EXPECT_EQ(large.largestBatch, small.largestBatch);
}

TEST(TestMemoryBudget, othersTakeOfItWhatTheyDoNotFindBesideIt) {
    DeviceSpec device = withBudget(gpu(80), 24);
    EXPECT_EQ(device.freeBytes(), 24 * kGiB);
    device.usedByOthersBytes = 56 * kGiB;
    EXPECT_EQ(device.freeBytes(), 24 * kGiB);
    device.usedByOthersBytes += kGiB;
    EXPECT_EQ(device.freeBytes(), 23 * kGiB);
    device.usedByOthersBytes = 90 * kGiB;
    EXPECT_EQ(device.freeBytes(), 0u);
}

TEST(TestMemoryBudget, cannotBeMoreThanThereIs) {
    std::vector<DeviceSpec> devices = {gpu(80), gpu(24)};
    try {
        limitMemory(devices, 32 * kGiB);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
        EXPECT_STREQ(error.what(), "A memory budget of 32.00 GiB was asked for; 24 GiB GPU has 24.00 GiB.");
    }
    std::vector<DeviceSpec> small = {gpu(24)};
    EXPECT_NO_THROW(limitMemory(small, 24 * kGiB)) << "all of it";
    EXPECT_THROW(limitMemory(small, 24 * kGiB + 1), Error);
    limitMemory(devices, 20 * kGiB);
    for (const DeviceSpec& device : devices)
        EXPECT_EQ(device.sizeBytes(), 20 * kGiB);
    limitMemory(devices, 0);
    EXPECT_EQ(devices[0].sizeBytes(), 80 * kGiB);
    EXPECT_EQ(devices[1].sizeBytes(), 24 * kGiB);
}

TEST(TestWhatFits, isTheCacheInFewerBitsBeforeTheWeights) {
    PlanRequest wanted = request(mixtral8x7B(), {cpu(141)}, 32768, 16);
    wanted.activations = Precision::Float32;
    wanted.kv = Precision::Float32;
    ASSERT_FALSE(makePlan(wanted).fits);
    const std::optional<HeldPrecision> cache = fittingPrecision(wanted);
    ASSERT_TRUE(cache);
    EXPECT_EQ(cache->weights, wanted.weights);
    EXPECT_LT(bytesPerElement(cache->kv), bytesPerElement(wanted.kv));
    EXPECT_EQ(describeWhatFits(makePlan(wanted)).find("It fits with the KV cache in "), 0u);
    // In less memory, the weights, in the most bits that will do, and of the cache as many as then fit.
    wanted.devices = {cpu(70)};
    wanted.batch = 4;
    const std::optional<HeldPrecision> weights = fittingPrecision(wanted);
    ASSERT_TRUE(weights);
    EXPECT_EQ(weights->weights, WeightFormats(WeightFormat::Int8));
    PlanRequest held = wanted;
    held.weights = weights->weights;
    held.kv = weights->kv;
    EXPECT_TRUE(makePlan(held).fits);
}

TEST(TestWhatFits, isSaidWhereALoadIsRefused) {
    PlanRequest wanted = request(mixtral8x7B(), {withBudget(gpu(141), 32)}, 4096, 2);
    try {
        const Plan plan = makePlan(wanted);
        requireFits(plan, wanted.devices, true);
        FAIL();
    } catch (const OutOfMemory& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("and has 32.00 GiB within its budget. It fits with int4"), std::string::npos) << message;
    }
}

TEST(TestWhatFits, isALargerDeviceWhereNothingElseHelps) {
    PlanRequest wanted = request(mixtral8x7B(), {withBudget(gpu(141), 24)}, 8192, 4);
    wanted.weights = WeightFormat::Int4;
    EXPECT_FALSE(makePlan(wanted).fits);
    EXPECT_FALSE(fittingPrecision(wanted));
    const std::string sentence = describeWhatFits(makePlan(wanted));
    PlanRequest least = wanted;
    least.kv = supportedKv(DeviceKind::Cuda).back();
    const std::uint64_t bytes = makePlan(least).devices[0].totalBytes();
    char text[64];
    std::snprintf(text, sizeof text, "takes %.1f", std::floor(static_cast<double>(bytes) / kGiB * 10) / 10);
    EXPECT_NE(sentence.find(text), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("of device 0."), std::string::npos) << sentence;
    least.devices = {gpu(static_cast<double>(bytes) / kGiB)};
    EXPECT_TRUE(makePlan(least).fits);
}

TEST(TestWhatFits, knowsFewerChatsAndShorterOnes) {
    PlanRequest wanted = request(mixtral8x7B(), {gpu(100)}, 32768, 64);
    const Plan plan = makePlan(wanted);
    ASSERT_GT(plan.largestBatch, 0);
    ASSERT_GT(plan.largestContext, 0);
    const std::string sentence = describeWhatFits(plan);
    EXPECT_NE(sentence.find("with " + std::to_string(plan.largestBatch) + " chat"), std::string::npos) << sentence;
    EXPECT_NE(sentence.find(std::to_string(plan.largestContext) + " tokens for each of 64 chats"), std::string::npos)
        << sentence;
}

}  // namespace
}  // namespace mw::test
