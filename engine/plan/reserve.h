// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>

#include "mw/plan.h"

namespace mw {

/// Memory of a device that the engine leaves alone: what its driver takes as soon as it is used, and a margin.
std::uint64_t reserveBytes(const DeviceSpec& device);

/// The part of it that is margin; the rest is the driver's.
std::uint64_t marginBytes(const DeviceSpec& device);

/// What the collectives of GPUs take on each of `ranks`: where ranks count each other's arrivals, and a MiB for each of
/// them to push its part of a sum into. Larger messages go from where they are to where they belong.
constexpr std::uint64_t collectiveBytes(int ranks) {
    return (64ULL << 10) + (static_cast<std::uint64_t>(ranks) << 20);
}

/// What the collectives take on each device of a plan over `devices` devices: 0 on one device, and on the CPU, where
/// ranks read each other's memory.
std::uint64_t communicationBytes(const PlanRequest& request, int devices);

}  // namespace mw
