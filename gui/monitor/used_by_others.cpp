// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "used_by_others.h"

#include <algorithm>

namespace mw::gui {

namespace {

quint64 without(quint64 all, quint64 part) {
    return all - std::min(all, part);
}

/// Of the machine's memory, which `share` devices divide among them.
std::optional<quint64> ofMachine(const DeviceSpec& device, quint64 share, const MachineSample& sample) {
    if (!sample.memoryBytes || !sample.memoryAvailableBytes || !sample.processOwnBytes) return {};
    if (*sample.memoryBytes / share != device.capacityBytes) return {};  // the engine has less to itself
    return without(*sample.memoryBytes, *sample.memoryAvailableBytes + *sample.processOwnBytes) / share;
}

std::optional<quint64> ofGpu(const DeviceSpec& device, const MachineSample& sample) {
    const QString bus = QString::fromStdString(device.pciBusId);
    for (const GpuSample& gpu : sample.gpus)
        if (!bus.isEmpty() && gpu.pciBusId.compare(bus, Qt::CaseInsensitive) == 0 && gpu.usedBytes && gpu.ownBytes)
            return without(*gpu.usedBytes, *gpu.ownBytes);
    return {};
}

}  // namespace

std::vector<DeviceSpec> withOthersAsSampled(std::vector<DeviceSpec> devices, const MachineSample& sample) {
    for (DeviceSpec& device : devices) {
        const auto now =
            device.kind == DeviceKind::Cpu ? ofMachine(device, devices.size(), sample) : ofGpu(device, sample);
        device.usedByOthersBytes = now.value_or(device.usedByOthersBytes);
    }
    return devices;
}

}  // namespace mw::gui
