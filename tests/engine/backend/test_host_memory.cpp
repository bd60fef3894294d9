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

}  // namespace
}  // namespace mw::cpu
