// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace mw::cpu {

/// Memory of this machine: what /proc/meminfo says, less where control groups grant less (see cgroupMemory()).
struct MachineMemory {
    std::uint64_t totalBytes = 0;
    std::uint64_t availableBytes = 0;
    std::uint64_t ownBytes = 0;  ///< written by this process itself: what unloading a model can give back is in it
};
/// `root`: the folder that holds proc and sys, for tests.
MachineMemory machineMemory(const std::filesystem::path& root = "/");

/// Zeroed, aligned blocks of host memory, shared by the virtual devices. Large blocks take physical pages only when
/// they are written, so the machine's own count of free memory says too much; what has been promised is counted here.
class HostMemory {
 public:
    HostMemory();

    /// Returns null if the machine has too few bytes for it.
    void* take(std::uint64_t bytes);
    void giveBack(void* data, std::uint64_t bytes) noexcept;
    /// Bytes that take() would still give.
    std::uint64_t freeBytes() const;

 private:
    const std::uint64_t m_availableAtStart;
    std::atomic<std::uint64_t> m_taken = 0;
};

}  // namespace mw::cpu
