// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "host_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#include "mw/machine.h"

namespace mw::cpu {

namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::uint64_t kMapFrom = 1 << 20;  // from here on blocks are mapped
constexpr std::uint64_t kHugePage = 2 << 20;
constexpr std::uint64_t kKeepFree = 256ULL << 20;  // for everybody else, so that the kernel need not kill anyone

std::uint64_t roundUp(std::uint64_t bytes, std::uint64_t unit) {
    return (bytes + unit - 1) / unit * unit;
}

/// Calls take(key, kibibytes) for the lines of /proc/meminfo or /proc/self/status that hold a number.
template <typename Take>
void readKibibytes(const std::filesystem::path& name, Take take) {
    std::ifstream file(name);
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) continue;
        std::uint64_t kibibytes = 0;
        if (std::istringstream(line.substr(colon + 1)) >> kibibytes) take(line.substr(0, colon), kibibytes);
    }
}

}  // namespace

MachineMemory machineMemory(const std::filesystem::path& root) {
    MachineMemory memory;
    readKibibytes(root / "proc/meminfo", [&](const std::string& key, std::uint64_t kibibytes) {
        if (key == "MemTotal") memory.totalBytes = kibibytes << 10;
        if (key == "MemAvailable") memory.availableBytes = kibibytes << 10;
    });
    readKibibytes(root / "proc/self/status", [&](const std::string& key, std::uint64_t kibibytes) {
        if (key == "RssAnon") memory.ownBytes = kibibytes << 10;
    });
    const CgroupMemory granted = cgroupMemory(root);
    memory.totalBytes = std::min(memory.totalBytes, granted.limitBytes);
    memory.availableBytes = std::min(memory.availableBytes, granted.availableBytes);
    return memory;
}

HostMemory::HostMemory() : m_availableAtStart(machineMemory().availableBytes) {}

std::uint64_t HostMemory::freeBytes() const {
    const std::uint64_t spoken = m_taken.load() + kKeepFree;
    const std::uint64_t unspoken = m_availableAtStart > spoken ? m_availableAtStart - spoken : 0;
    const std::uint64_t available = machineMemory().availableBytes;
    return std::min(unspoken, available > kKeepFree ? available - kKeepFree : 0);
}

void* HostMemory::take(std::uint64_t bytes) {
    if (bytes < kMapFrom) {
        void* data = std::aligned_alloc(kAlignment, roundUp(std::max<std::uint64_t>(bytes, 1), kAlignment));
        if (!data) return nullptr;
        std::memset(data, 0, bytes);
        m_taken += bytes;
        return data;
    }
    if (bytes > freeBytes()) return nullptr;
    m_taken += bytes;
    void* data = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED) {
        m_taken -= bytes;
        return nullptr;
    }
    if (bytes >= kHugePage) static_cast<void>(madvise(data, bytes, MADV_HUGEPAGE));  // a wish; without it, only slower
    return data;
}

void HostMemory::giveBack(void* data, std::uint64_t bytes) noexcept {
    if (bytes < kMapFrom)
        std::free(data);
    else
        munmap(data, bytes);
    m_taken -= bytes;
}

}  // namespace mw::cpu
