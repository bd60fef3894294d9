// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cpu_backend.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "collective.h"
#include "cpu_device.h"
#include "host_memory.h"
#include "thread_pool.h"

namespace mw {

namespace {

constexpr int kMostDevices = 8;

/// The virtual devices and a thread for each.
class CpuBackend final : public Backend {
 public:
    explicit CpuBackend(const CpuBackendOptions& options) : m_collective(options.devices) {
        const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
        const int threads = options.threads > 0 ? options.threads : cores;
        for (int rank = 0; rank < options.devices; ++rank)
            m_devices.push_back(
                std::make_unique<cpu::CpuDevice>(rank, std::max(1, threads / options.devices), m_memory, m_collective));
        for (int rank = 0; rank < options.devices; ++rank)
            m_threads.emplace_back([this, rank](const std::stop_token& stop) { serve(rank, stop); });
    }

    std::string name() const override { return "CPU"; }
    DeviceKind kind() const override { return DeviceKind::Cpu; }
    int deviceCount() const override { return static_cast<int>(m_devices.size()); }
    Device& device(int rank) override { return *m_devices.at(static_cast<std::size_t>(rank)); }
    Precision activations() const override { return Precision::Float32; }
    bool runsAhead() const override { return false; }

    void setPlacement(const Placement& placement) override {
        if (placement.tensorParallel < 1 || placement.stages < 1 || placement.devices() != deviceCount())
            throw Error(ErrorCode::InvalidArgument, "A placement on " + std::to_string(placement.devices()) +
                                                        " devices, where there are " + std::to_string(deviceCount()) +
                                                        ".");
        m_collective.setGroupSize(placement.tensorParallel);
    }

    void runOnAll(const std::function<void(Device&)>& work) override {
        m_collective.begin();
        std::unique_lock lock(m_mutex);
        m_work = &work;
        m_busy = deviceCount();
        m_failure = nullptr;
        ++m_round;
        m_workCame.notify_all();
        m_workDone.wait(lock, [&] { return m_busy == 0; });
        if (m_failure) std::rethrow_exception(std::exchange(m_failure, nullptr));
    }

 private:
    void serve(int rank, const std::stop_token& stop) {
        cpu::yieldToInteractiveThreads();
        std::uint64_t seen = 0;
        std::unique_lock lock(m_mutex);
        while (m_workCame.wait(lock, stop, [&] { return m_round != seen; })) {
            seen = m_round;
            const std::function<void(Device&)>& work = *m_work;
            lock.unlock();
            std::exception_ptr failure;
            try {
                work(device(rank));
            } catch (...) {
                failure = std::current_exception();
            }
            lock.lock();
            // Kept before the others are woken, so that their complaint is never the first.
            if (failure && !m_failure) m_failure = failure;
            if (failure)
                m_collective.abort(rank);
            else
                m_collective.leave(rank);
            if (--m_busy == 0) m_workDone.notify_all();
        }
    }

    cpu::HostMemory m_memory;
    cpu::Collective m_collective;
    std::vector<std::unique_ptr<cpu::CpuDevice>> m_devices;

    std::mutex m_mutex;
    std::condition_variable_any m_workCame;
    std::condition_variable m_workDone;
    const std::function<void(Device&)>* m_work = nullptr;
    std::exception_ptr m_failure;
    std::uint64_t m_round = 0;
    int m_busy = 0;
    std::vector<std::jthread> m_threads;
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
                                                                     .usedByOthersBytes = others / share});
}

}  // namespace mw
