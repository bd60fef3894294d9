// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "cpu_backend.h"
#include "mw/error.h"
#include "mw/machine.h"
#include "thread_pool.h"

namespace mw::test {

namespace {

TEST(TestThreadPool, coversEveryIndexOnce) {
    for (const int threads : {1, 2, 4}) {
        cpu::ThreadPool pool(threads);
        for (const std::int64_t count : {0, 1, 7, 1000}) {
            std::vector<std::atomic<int>> visits(static_cast<std::size_t>(count));
            pool.parallelFor(count, 3, [&](std::int64_t first, std::int64_t last, int) {
                for (std::int64_t i = first; i < last; ++i)
                    ++visits[static_cast<std::size_t>(i)];
            });
            for (const auto& visit : visits)
                EXPECT_EQ(visit, 1);
        }
    }
}

TEST(TestThreadPool, givesEachThreadItsOwnNumber) {
    cpu::ThreadPool pool(4);
    std::vector<std::atomic<int>> inside(4);
    std::atomic<bool> shared = false;
    for (int round = 0; round < 200; ++round)
        pool.parallelFor(16, 1, [&](std::int64_t, std::int64_t, int thread) {
            if (inside[static_cast<std::size_t>(thread)]++ != 0) shared = true;
            std::this_thread::yield();
            --inside[static_cast<std::size_t>(thread)];
        });
    EXPECT_FALSE(shared);
}

TEST(TestThreadPool, worksAfterItsThreadsWentToSleep) {
    cpu::ThreadPool pool(3);
    for (int round = 0; round < 20; ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::atomic<std::int64_t> sum = 0;
        pool.parallelFor(100, 1, [&](std::int64_t first, std::int64_t, int) { sum += first; });
        EXPECT_EQ(sum, 4950);
    }
}

TEST(TestCpuBackend, refusesImpossibleNumbersOfDevices) {
    EXPECT_THROW(makeCpuBackend({.devices = 0}), Error);
    EXPECT_THROW(makeCpuBackend({.devices = 9}), Error);
}

TEST(TestCpuBackend, runsEachDeviceOnItsOwnThread) {
    const auto backend = makeCpuBackend({.devices = 4, .threads = 1});
    std::vector<std::thread::id> threads(4);
    backend->runOnAll(
        [&](Device& device) { threads[static_cast<std::size_t>(device.rank())] = std::this_thread::get_id(); });
    for (std::size_t i = 0; i < threads.size(); ++i) {
        EXPECT_NE(threads[i], std::this_thread::get_id());
        for (std::size_t j = 0; j < i; ++j)
            EXPECT_NE(threads[i], threads[j]);
    }
}

TEST(TestCpuBackend, splitsTheMemoryEvenly) {
    const std::vector<DeviceSpec> one = cpuDevices(1);
    const std::vector<DeviceSpec> four = cpuDevices(4);
    ASSERT_EQ(one.size(), 1U);
    ASSERT_EQ(four.size(), 4U);
    EXPECT_EQ(one[0].kind, DeviceKind::Cpu);
    EXPECT_GT(one[0].capacityBytes, one[0].usedByOthersBytes);
    EXPECT_EQ(four[3].capacityBytes, one[0].capacityBytes / 4);
}

TEST(TestMachine, measuresAPlausibleReadBandwidth) {
    const double bytesPerSecond = measureReadBandwidth(2);
    EXPECT_GT(bytesPerSecond, 1e8);
    EXPECT_LT(bytesPerSecond, 1e13);
}

}  // namespace

}  // namespace mw::test
