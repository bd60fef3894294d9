// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fake_nvml.h"

#include <chrono>
#include <cstdio>
#include <thread>

#include "nvml_abi.h"

// Built twice: with MW_OLD_DRIVER it lacks what drivers before 510 lack.

using namespace mw::gui::nvml;

namespace {

FakeNvmlScript script;
constexpr const char* kVersion = "580.95.05";

const FakeNvmlGpu& gpuOf(Device device) {
    return *static_cast<const FakeNvmlGpu*>(device);
}

int answer(int result, unsigned* to, unsigned value) {
    if (result == Success) *to = value;
    return result;
}

}  // namespace

extern "C" {

FakeNvmlScript* fakeNvmlScript() {
    return &script;
}
int nvmlInit_v2() {
    ++script.inits;
    return script.initResult;
}
int nvmlShutdown() {
    ++script.shutdowns;
    return Success;
}
int nvmlSystemGetDriverVersion(char* to, unsigned size) {
    std::snprintf(to, size, "%s", kVersion);
    return Success;
}
int nvmlDeviceGetCount_v2(unsigned* count) {
    *count = script.gpuCount;
    return Success;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device* device) {
    *device = &script.gpus[index];
    return script.gpus[index].handleResult;
}
int nvmlDeviceGetName(Device device, char* to, unsigned size) {
    std::snprintf(to, size, "%s", gpuOf(device).name);
    return Success;
}
int nvmlDeviceGetUUID(Device device, char* to, unsigned size) {
    std::snprintf(to, size, "%s", gpuOf(device).uuid);
    return Success;
}
int nvmlDeviceGetPciInfo_v3(Device device, PciInfo* info) {
    std::snprintf(info->busId, sizeof info->busId, "%s", gpuOf(device).busId);
    return Success;
}
int nvmlDeviceGetMemoryInfo(Device device, Memory* memory) {
    const FakeNvmlGpu& gpu = gpuOf(device);
    const unsigned long long used = gpu.usedBytes + gpu.reservedBytes;
    *memory = {gpu.totalBytes, gpu.totalBytes - used, used};
    return gpu.memoryResult;
}
int nvmlDeviceGetUtilizationRates(Device device, Utilization* to) {
    while (script.hang)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    *to = {gpuOf(device).loadPercent, 40};
    return gpuOf(device).loadResult;
}
int nvmlDeviceGetPowerUsage(Device device, unsigned* to) {
    return answer(gpuOf(device).powerResult, to, gpuOf(device).milliwatts);
}
int nvmlDeviceGetEnforcedPowerLimit(Device device, unsigned* to) {
    return answer(gpuOf(device).powerResult, to, gpuOf(device).limitMilliwatts);
}
int nvmlDeviceGetTemperature(Device device, unsigned sensor, unsigned* to) {
    return answer(sensor == kTemperatureOfGpu ? gpuOf(device).temperatureResult : 2, to, gpuOf(device).celsius);
}

#ifndef MW_OLD_DRIVER
int nvmlDeviceGetMemoryInfo_v2(Device device, MemoryV2* memory) {
    const FakeNvmlGpu& gpu = gpuOf(device);
    if (memory->version != kMemoryV2) return 2;
    *memory = {kMemoryV2, gpu.totalBytes, gpu.reservedBytes, gpu.totalBytes - gpu.reservedBytes - gpu.usedBytes,
               gpu.usedBytes};
    return gpu.memoryResult;
}
int nvmlDeviceGetComputeRunningProcesses_v3(Device device, unsigned* count, Process* list) {
    const FakeNvmlGpu& gpu = gpuOf(device);
    if (gpu.processResult != Success) return gpu.processResult;
    const unsigned all = gpu.otherProcesses + (gpu.ownPid != 0 ? 1 : 0);
    const unsigned room = *count;
    *count = all;
    if (room < all) return InsufficientSize;
    for (unsigned i = 0; i < gpu.otherProcesses; ++i)
        list[i] = {i + 1, kNoValue, 0, 0};
    if (gpu.ownPid != 0) list[gpu.otherProcesses] = {gpu.ownPid, gpu.ownBytes, 0, 0};
    return Success;
}
#endif

}  // extern "C"
