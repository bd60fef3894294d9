// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>

#include "backend.h"

namespace mw {

/// How the CPU plays devices.
struct CpuBackendOptions {
    int devices = 1;  ///< virtual devices, each with an equal share of the threads
    int threads = 0;  ///< in all; 0: one per core
};

/// The CPU as 1 to 8 virtual devices: the reference for all other backends. Activations are float32; weights stay in
/// the precision of the file. Results do not depend on what else is in a step, nor on the number of threads.
std::unique_ptr<Backend> makeCpuBackend(const CpuBackendOptions& options);

/// The CPU as a device for the planner: physical memory, split evenly among `devices`.
std::vector<DeviceSpec> cpuDevices(int devices);

}  // namespace mw
