// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

/// The part of the NVIDIA Management Library's binary interface that the monitors call, declared from its reference
/// (https://docs.nvidia.com/deploy/nvml-api), so that no toolkit is needed to build them.
namespace mw::gui::nvml {

using Device = void*;

enum Result : int {
    Success = 0,
    NotSupported = 3,
    InsufficientSize = 7,
    DriverNotLoaded = 9,
    GpuIsLost = 15,
    Unknown = 999,
};

inline constexpr int kTextSize = 96;                   ///< of names, identifiers and versions
inline constexpr unsigned kTemperatureOfGpu = 0;       ///< nvmlTemperatureSensors_t
inline constexpr unsigned long long kNoValue = ~0ULL;  ///< NVML_VALUE_NOT_AVAILABLE

struct PciInfo {
    char busIdLegacy[16];
    unsigned domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];  ///< "00000000:3B:00.0"
};

/// nvmlDeviceGetMemoryInfo, on every driver. `used` includes what the driver keeps for itself.
struct Memory {
    unsigned long long total, free, used;
};

/// nvmlDeviceGetMemoryInfo_v2, from driver 510 on.
struct MemoryV2 {
    unsigned version;
    unsigned long long total, reserved, free, used;
};
inline constexpr unsigned kMemoryV2 = sizeof(MemoryV2) | (2u << 24);

struct Utilization {
    unsigned gpu, memory;  ///< percent of the time in which kernels ran, memory was read or written
};

/// nvmlDeviceGetComputeRunningProcesses_v3.
struct Process {
    unsigned pid;
    unsigned long long usedGpuMemory;
    unsigned gpuInstanceId, computeInstanceId;
};

}  // namespace mw::gui::nvml
