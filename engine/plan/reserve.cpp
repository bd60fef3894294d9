// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "reserve.h"

#include <algorithm>

namespace mw {

namespace {

constexpr std::uint64_t kMiB = 1ULL << 20;

/// A CUDA context with the engine's kernels and cuBLAS loaded; 400 to 550 MiB is usual on current GPUs and drivers.
constexpr std::uint64_t kCudaContextBytes = 544 * kMiB;
/// Room for what may grow beside the engine (a desktop on the same GPU), and for pages lost to the allocator's
/// rounding.
constexpr std::uint64_t kCudaMarginBytes = 480 * kMiB;
/// On the CPU the operating system, the window and the file cache share the memory: one part in eight is theirs, ...
constexpr std::uint64_t kCpuReserveParts = 8;
/// ... but no more than this, which is plenty on any machine.
constexpr std::uint64_t kCpuReserveMost = 4096 * kMiB;

}  // namespace

std::uint64_t reserveBytes(const DeviceSpec& device) {
    return (device.kind == DeviceKind::Cpu ? 0 : kCudaContextBytes) + marginBytes(device);
}

std::uint64_t marginBytes(const DeviceSpec& device) {
    if (device.kind == DeviceKind::Cpu) return std::min(device.sizeBytes() / kCpuReserveParts, kCpuReserveMost);
    return kCudaMarginBytes;
}

std::uint64_t communicationBytes(const PlanRequest& request, int devices) {
    const bool cpu =
        std::ranges::all_of(request.devices, [](const DeviceSpec& d) { return d.kind == DeviceKind::Cpu; });
    if (devices == 1 || cpu) return 0;
    return collectiveBytes(devices);
}

}  // namespace mw
