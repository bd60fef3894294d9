// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Whether a plan that somebody saw can still be had.

#include <gtest/gtest.h>

#include "mw/error.h"
#include "requests.h"

namespace mw::test {
namespace {

/// 8x7B on two GPUs, of which others use a little.
Plan onTwoGpus() {
    std::vector<DeviceSpec> devices = {gpu(80), gpu(80)};
    devices[0].pciBusId = "00000000:3B:00.0";
    devices[1].pciBusId = "00000000:AF:00.0";
    devices[1].usedByOthersBytes = 1ULL << 30;
    return makePlan(request(mixtral8x7B(), devices, 4096, 8));
}

TEST(TestRequireFits, takesAPlanAsItWasMade) {
    const Plan plan = onTwoGpus();
    ASSERT_TRUE(plan.fits);
    EXPECT_NO_THROW(requireFits(plan, plan.request.devices, true));
}

TEST(TestRequireFits, takesItWhereOthersLeaveEnough) {
    const Plan plan = onTwoGpus();
    std::vector<DeviceSpec> now = plan.request.devices;
    now[0].usedByOthersBytes += static_cast<std::uint64_t>(roomOf(plan.devices[0]));
    EXPECT_NO_THROW(requireFits(plan, now, true));
    ++now[0].usedByOthersBytes;
    EXPECT_THROW(requireFits(plan, now, true), OutOfMemory);
    // The margin is there for others.
    EXPECT_NO_THROW(requireFits(plan, now, false));
    now[0].usedByOthersBytes += plan.devices[0].marginBytes - 1;
    EXPECT_NO_THROW(requireFits(plan, now, false));
    ++now[0].usedByOthersBytes;
    EXPECT_THROW(requireFits(plan, now, false), OutOfMemory);
}

TEST(TestRequireFits, saysWhatOthersTookAndWhere) {
    const Plan plan = onTwoGpus();
    std::vector<DeviceSpec> now = plan.request.devices;
    now[1].usedByOthersBytes += 40ULL << 30;
    try {
        requireFits(plan, now, true);
        FAIL();
    } catch (const OutOfMemory& error) {
        ASSERT_EQ(error.shortages().size(), 1u);
        EXPECT_EQ(error.shortages()[0].device, 1);
        EXPECT_EQ(error.shortages()[0].neededBytes, plan.devices[1].totalBytes());
        EXPECT_EQ(error.shortages()[0].freeBytes, 39ULL << 30);
        const std::string message = error.what();
        EXPECT_NE(message.find("device 1 needs"), std::string::npos) << message;
        EXPECT_NE(message.find("has 39.00 GiB; other programs took 40.00 GiB of 80 GiB GPU after this was planned"),
                  std::string::npos)
            << message;
        EXPECT_EQ(message.find("device 0"), std::string::npos) << message;
    }
}

TEST(TestRequireFits, saysOfEachDeviceWhatItLacks) {
    const Plan plan = onTwoGpus();
    std::vector<DeviceSpec> now = plan.request.devices;
    now[0].usedByOthersBytes += 40ULL << 30;
    now[1].usedByOthersBytes += 50ULL << 30;
    try {
        requireFits(plan, now, true);
        FAIL();
    } catch (const OutOfMemory& error) {
        ASSERT_EQ(error.shortages().size(), 2u);
        EXPECT_EQ(error.shortages()[0].freeBytes, 40ULL << 30);
        EXPECT_EQ(error.shortages()[1].freeBytes, 29ULL << 30);
        const std::string message = error.what();
        EXPECT_NE(message.find("device 0 needs"), std::string::npos) << message;
        EXPECT_NE(message.find(", device 1 needs"), std::string::npos) << message;
    }
}

TEST(TestRequireFits, looksAtTheDevicesOfThePlanOnly) {
    std::vector<DeviceSpec> devices = {gpu(80), gpu(2), gpu(80)};
    const Plan plan = makePlan(request(mixtral8x7B(), devices, 4096, 8));
    ASSERT_EQ(plan.devices.size(), 2u);
    ASSERT_EQ(plan.devices[1].device, 2);
    devices[1].usedByOthersBytes = 2ULL << 30;  // left out
    EXPECT_NO_THROW(requireFits(plan, devices, true));
    devices[2].usedByOthersBytes = 60ULL << 30;
    try {
        requireFits(plan, devices, true);
        FAIL();
    } catch (const OutOfMemory& error) {
        ASSERT_EQ(error.shortages().size(), 1u);
        EXPECT_EQ(error.shortages()[0].device, 1);  // by rank
        EXPECT_EQ(error.shortages()[0].freeBytes, 20ULL << 30);
    }
}

TEST(TestRequireFits, blamesNobodyForAPlanThatNeverFitted) {
    const Plan plan = makePlan(request(mixtral8x22B(), {gpu(80)}));
    ASSERT_FALSE(plan.fits);
    try {
        requireFits(plan, plan.request.devices, true);
        FAIL();
    } catch (const OutOfMemory& error) {
        EXPECT_EQ(std::string(error.what()).find("other programs"), std::string::npos) << error.what();
    }
}

TEST(TestRequireFits, refusesAPlanForOtherDevices) {
    const Plan plan = onTwoGpus();
    std::vector<DeviceSpec> now = plan.request.devices;
    now[0].pciBusId = "00000000:86:00.0";
    EXPECT_THROW(requireFits(plan, now, true), Error);
    now = plan.request.devices;
    now.pop_back();
    EXPECT_THROW(requireFits(plan, now, true), Error);
}

}  // namespace
}  // namespace mw::test
