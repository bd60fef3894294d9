// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "host_memory.h"

namespace mw::cpu {
namespace {

TEST(TestHostMemory, countsAsItsOwnWhatThisProcessWrote) {
    constexpr std::size_t kBytes = 64 << 20;
    const std::uint64_t before = machineMemory().ownBytes;
    EXPECT_GT(before, 0u);
    HostMemory memory;
    auto* data = static_cast<unsigned char*>(memory.take(kBytes));
    ASSERT_NE(data, nullptr);
    for (std::size_t i = 0; i < kBytes; i += 4096)
        data[i] = 1;
    EXPECT_GE(machineMemory().ownBytes, before + kBytes * 9 / 10);
    memory.giveBack(data, kBytes);
    EXPECT_LT(machineMemory().ownBytes, before + kBytes / 2);
}

TEST(TestHostMemory, hasAgainWhatWasGivenBack) {
    HostMemory memory;
    const std::uint64_t bytes = memory.freeBytes() / 3;  // never written, so that no page is taken
    ASSERT_GT(bytes, 0u);
    for (int times = 0; times < 6; ++times) {
        void* data = memory.take(bytes);
        ASSERT_NE(data, nullptr) << "in round " << times;
        EXPECT_EQ(memory.take(std::uint64_t{1} << 60), nullptr);  // and promises nothing then
        memory.giveBack(data, bytes);
    }
}

}  // namespace
}  // namespace mw::cpu
