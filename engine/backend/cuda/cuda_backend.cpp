// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The GPUs as a backend, and what the engine finds by name (see engine/backend/cuda_module.h).

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "cuda_collective.h"
#include "cuda_device.h"
#include "cuda_faults.h"
#include "cuda_module.h"
#include "cuda_module_abi.h"
#include "device_threads.h"
#include "mw/error.h"

namespace mw::cuda {

namespace {

/// A context of this process with all kernels: ours as well, though the driver does not say how much it is.
constexpr std::uint64_t kContextBytes = 544ULL << 20;

class CudaBackend final : public Backend {
 public:
    CudaBackend(const CudaBackendOptions& options, const CudaFaults& faults) {
        for (std::size_t rank = 0; rank < options.devices.size(); ++rank)
            m_devices.push_back(
                std::make_unique<CudaDevice>(static_cast<int>(rank), options.devices[rank], options, faults));
        if (m_devices.size() < 2) return;
        std::vector<Device*> devices;
        std::vector<cudaStream_t> streams;
        for (const auto& device : m_devices) {
            devices.push_back(device.get());
            streams.push_back(device->stream());
        }
        m_collective = std::make_unique<CudaCollective>(std::move(devices), std::move(streams), options, faults);
        m_threads = std::make_unique<DeviceThreads>(deviceCount(), [ordinals = options.devices](int rank) {
            cudaSetDevice(ordinals[static_cast<std::size_t>(rank)]);
        });
    }

    std::string name() const override { return "CUDA"; }
    DeviceKind kind() const override { return DeviceKind::Cuda; }
    int deviceCount() const override { return static_cast<int>(m_devices.size()); }
    Device& device(int rank) override { return *m_devices.at(static_cast<std::size_t>(rank)); }
    Precision activations() const override { return Precision::BFloat16; }
    /// Tokens are fed back on the GPU that draws them, which in a pipeline is not the one that embeds them.
    bool asyncScheduling() const override { return m_stages == 1; }

    void setPlacement(const Placement& placement) override {
        if (placement.tensorParallel < 1 || placement.pipelineParallel < 1 || placement.devices() != deviceCount())
            throw Error(ErrorCode::InvalidArgument, "A placement on " + std::to_string(placement.devices()) +
                                                        " GPUs, where there are " + std::to_string(deviceCount()) +
                                                        ".");
        m_stages = placement.pipelineParallel;
        if (!m_collective) return;
        for (const auto& device : m_devices)
            device->setCollective(m_collective.get());
        m_collective->setPlacement(placement, [this](const auto& work) { runOnAll(work); });
    }

    std::string interconnect() const override {
        return m_collective ? m_collective->interconnectName() : std::string();
    }

    std::vector<KernelUse> kernelsUsed() const override {
        std::vector<KernelUse> uses;
        for (const auto& device : m_devices)
            for (KernelUse& use : device->kernels().used())
                if (std::ranges::find(uses, use) == uses.end()) uses.push_back(std::move(use));
        return uses;
    }

    std::vector<KernelMeasurement> kernelsMeasured() const override {
        std::vector<KernelMeasurement> measured;
        for (const auto& device : m_devices)
            for (KernelMeasurement& each : device->kernels().measured())
                if (std::ranges::find(measured, each) == measured.end()) measured.push_back(std::move(each));
        return measured;
    }

    void runOnAll(const std::function<void(Device&)>& work) override {
        if (!m_threads) {
            for (const auto& device : m_devices) {
                const CurrentDevice current(device->ordinal(), device->rank());
                work(*device);
            }
            return;
        }
        m_collective->begin();
        try {
            m_threads->run(
                [&](int rank) { work(device(rank)); },
                [&](int rank, bool failed) { failed ? m_collective->abort(rank) : m_collective->leave(rank); });
        } catch (...) {
            m_collective->settle();
            throw;
        }
    }

 private:
    // In this order: threads end before what they use, and buffers go before the devices that they belong to.
    std::vector<std::unique_ptr<CudaDevice>> m_devices;
    std::unique_ptr<CudaCollective> m_collective;
    std::unique_ptr<DeviceThreads> m_threads;
    int m_stages = 1;
};

DeviceSpec specOf(int ordinal) {
    DeviceSpec spec{.kind = DeviceKind::Cuda};
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, ordinal), ordinal, "asking for its properties");
    spec.name = properties.name;
    char bus[32];
    std::snprintf(bus, sizeof bus, "%08X:%02X:%02X.0", static_cast<unsigned>(properties.pciDomainID),
                  static_cast<unsigned>(properties.pciBusID), static_cast<unsigned>(properties.pciDeviceID));
    spec.pciBusId = bus;
    int kilohertz = 0, bits = 0;
    check(cudaDeviceGetAttribute(&kilohertz, cudaDevAttrMemoryClockRate, ordinal), ordinal, "asking for its memory");
    check(cudaDeviceGetAttribute(&bits, cudaDevAttrGlobalMemoryBusWidth, ordinal), ordinal, "asking for its memory");
    // Two transfers a clock; some 4% of them refresh the memory or turn the bus around.
    spec.memoryBytesPerSecond = 0.96 * 2e3 * kilohertz * bits / 8;
    const CurrentDevice current(ordinal, ordinal);
    std::size_t free = 0, total = 0;
    check(cudaMemGetInfo(&free, &total), ordinal, "asking for its memory");
    spec.capacityBytes = total;
    // A model loaded now makes room for the next one, so what is ours does not count.
    spec.usedByOthersBytes = total - free - std::min<std::uint64_t>(total - free, heldBytes(ordinal) + kContextBytes);
    return spec;
}

/// 0 where there is no driver or none that sees a GPU, as on most machines.
int gpuCount() {
    int count = 0, driver = 0;
    const cudaError_t result = cudaGetDeviceCount(&count);
    if (result == cudaSuccess) return count;
    cudaGetLastError();
    const bool hasDriver = cudaDriverGetVersion(&driver) == cudaSuccess && driver > 0;
    if (result == cudaErrorNoDevice || !hasDriver) return 0;
    throw Error(ErrorCode::Device, "The GPUs cannot be counted: " + std::string(cudaGetErrorString(result)) + ".");
}

/// Each GPU joins the first group all of whose members it can reach, and they it.
void findPeers(std::vector<DeviceSpec>& specs) {
    const auto reach = [](int one, int other) {
        int there = 0, back = 0;
        const bool known = cudaDeviceCanAccessPeer(&there, one, other) == cudaSuccess &&
                           cudaDeviceCanAccessPeer(&back, other, one) == cudaSuccess;
        cudaGetLastError();
        return known && there && back;
    };
    const int count = static_cast<int>(specs.size());
    for (int device = 0; device < count; ++device) {
        const auto joins = [&](int group) {
            for (int member = 0; member < device; ++member)
                if (specs[static_cast<std::size_t>(member)].peerGroup == group && !reach(member, device)) return false;
            return true;
        };
        int group = 0;
        while (!joins(group))
            ++group;
        specs[static_cast<std::size_t>(device)].peerGroup = group;
    }
}

}  // namespace

}  // namespace mw::cuda

#define MW_EXPORTED extern "C" __attribute__((visibility("default")))

MW_EXPORTED const std::uint64_t mwCudaModuleAbi;
const std::uint64_t mwCudaModuleAbi = mw::kCudaModuleAbi;

MW_EXPORTED std::vector<mw::DeviceSpec> mwCudaDevices() {
    std::vector<mw::DeviceSpec> devices;
    const int count = mw::cuda::gpuCount();
    for (int ordinal = 0; ordinal < count; ++ordinal)
        devices.push_back(mw::cuda::specOf(ordinal));
    mw::cuda::findPeers(devices);
    return devices;
}

MW_EXPORTED std::unique_ptr<mw::Backend> mwMakeCudaBackend(const mw::CudaBackendOptions& options) {
    return std::make_unique<mw::cuda::CudaBackend>(options, mw::CudaFaults{});
}

MW_EXPORTED std::unique_ptr<mw::Backend> mwMakeFaultyCudaBackend(const mw::CudaBackendOptions& options,
                                                                 const mw::CudaFaults& faults) {
    return std::make_unique<mw::cuda::CudaBackend>(options, faults);
}
