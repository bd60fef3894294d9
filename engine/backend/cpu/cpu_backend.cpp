// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cpu_backend.h"

#include <algorithm>
#include <string>
#include <thread>

#include "collective.h"
#include "cpu_device.h"
#include "device_threads.h"
#include "host_memory.h"
#include "thread_pool.h"

namespace mw {

namespace {

constexpr int kMostDevices = 8;

/// The virtual devices and a thread for each.
class CpuBackend final : public Backend {
 public:
    explicit CpuBackend(const CpuBackendOptions& options)
        : m_collective(options.devices), m_threads(options.devices, [](int) { cpu::yieldToInteractiveThreads(); }) {
        const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        const int threads = options.threads > 0 ? options.threads : cores;
        for (int rank = 0; rank < options.devices; ++rank)
            m_devices.push_back(
                std::make_unique<cpu::CpuDevice>(rank, std::max(1, threads / options.devices), m_memory, m_collective));
    }

    std::string name() const override { return "CPU"; }
    DeviceKind kind() const override { return DeviceKind::Cpu; }
    int deviceCount() const override { return static_cast<int>(m_devices.size()); }
    Device& device(int rank) override { return *m_devices.at(static_cast<std::size_t>(rank)); }
    Precision activations() const override { return Precision::Float32; }
    bool asyncScheduling() const override { return false; }

    void setPlacement(const Placement& placement) override {
        if (placement.tensorParallel < 1 || placement.pipelineParallel < 1 || placement.devices() != deviceCount())
            throw Error(ErrorCode::InvalidArgument, "A placement on " + std::to_string(placement.devices()) +
                                                        " devices, where there are " + std::to_string(deviceCount()) +
                                                        ".");
        m_collective.setGroupSize(placement.tensorParallel);
    }

    void runOnAll(const std::function<void(Device&)>& work) override {
        m_collective.begin();
        m_threads.run([&](int rank) { work(device(rank)); },
                      [&](int rank, bool failed) { failed ? m_collective.abort(rank) : m_collective.leave(rank); });
    }

 private:
    cpu::HostMemory m_memory;
    cpu::Collective m_collective;
    std::vector<std::unique_ptr<cpu::CpuDevice>> m_devices;
    DeviceThreads m_threads;
};

}  // namespace

std::unique_ptr<Backend> makeCpuBackend(const CpuBackendOptions& options) {
    if (options.devices < 1 || options.devices > kMostDevices)
        throw Error(ErrorCode::InvalidArgument, "The CPU can play 1 to " + std::to_string(kMostDevices) +
                                                    " devices, not " + std::to_string(options.devices) + ".");
    return std::make_unique<CpuBackend>(options);
}

std::vector<DeviceSpec> cpuDevices(int devices) {
    const cpu::MachineMemory memory = cpu::machineMemory();
    const auto share = static_cast<std::uint64_t>(std::max(1, devices));
    // A model loaded now makes room for the next one, so what is ours does not count.
    const std::uint64_t others =
        memory.totalBytes - std::min(memory.totalBytes, memory.availableBytes + memory.ownBytes);
    return std::vector<DeviceSpec>(static_cast<std::size_t>(share), {.kind = DeviceKind::Cpu,
                                                                     .name = "CPU",
                                                                     .capacityBytes = memory.totalBytes / share,
                                                                     .usedByOthersBytes = others / share,
                                                                     .float8Products = true});
}

}  // namespace mw
