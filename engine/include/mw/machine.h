// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>

namespace mw {

/// Measures how fast this machine's cores read main memory together, in bytes per second: the limit of decoding on the
/// CPU. `threads` in all; 0: one per core. Takes some 0.3 s and 256 MiB of memory for that time; any thread.
double measureReadBandwidth(int threads = 0);

/// What the control groups of this process (a container's, a service's), of either generation, grant it of the
/// machine's memory: the least of those of all groups it is in. Both are the largest number where nothing is limited.
struct CgroupMemory {
    std::uint64_t limitBytes = std::numeric_limits<std::uint64_t>::max();
    /// Within the limits. Pages of files that were read count as available: the kernel drops them when somebody needs
    /// the memory, and a checkpoint fills its group with them.
    std::uint64_t availableBytes = std::numeric_limits<std::uint64_t>::max();
};

/// Reads some small files. `root`: the folder that holds proc/self and sys/fs/cgroup, for tests.
CgroupMemory cgroupMemory(const std::filesystem::path& root = "/");

}  // namespace mw
