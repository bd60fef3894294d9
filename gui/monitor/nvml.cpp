// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "nvml.h"

#include <dlfcn.h>
#include <unistd.h>

#include <vector>

#include "nvml_abi.h"

namespace mw::gui {

namespace {

using namespace nvml;

constexpr std::size_t kUsualProcesses = 32;

struct CloseLibrary {
    void operator()(void* library) const { dlclose(library); }
};

/// A function of the library; absent in a driver that is too old for it.
template <typename... Arguments>
struct Function {
    int (*call)(Arguments...) = nullptr;

    int operator()(Arguments... arguments) const { return call ? call(arguments...) : NotSupported; }
    explicit operator bool() const { return call != nullptr; }
};

/// What the driver says of a GPU that never changes.
struct Gpu {
    Device device = nullptr;
    GpuSample identity;
};

}  // namespace

struct Nvml::Private {
    std::unique_ptr<void, CloseLibrary> library;
    bool ready = false;
    QString driver;
    std::vector<Gpu> gpus;

    Function<> init;
    Function<> shutdown;
    Function<char*, unsigned> driverVersion;
    Function<unsigned*> count;
    Function<unsigned, Device*> handle;
    Function<Device, char*, unsigned> name;
    Function<Device, char*, unsigned> uuid;
    Function<Device, PciInfo*> pciInfo;
    Function<Device, Memory*> memory;
    Function<Device, MemoryV2*> memoryV2;
    Function<Device, Utilization*> utilization;
    Function<Device, unsigned*> power;
    Function<Device, unsigned*> powerLimit;
    Function<Device, unsigned, unsigned*> temperature;
    Function<Device, unsigned*, Process*> processes;

    template <typename... Arguments>
    void resolve(Function<Arguments...>& function, std::initializer_list<const char*> names) {
        for (const char* each : names)
            if (!function) function.call = reinterpret_cast<int (*)(Arguments...)>(dlsym(library.get(), each));
    }

    void resolveAll();
    void findGpus();
    GpuSample sample(const Gpu& gpu) const;
    void readMemory(Device device, GpuSample& sample) const;
    std::optional<quint64> ownBytes(Device device) const;

    /// The text that a call writes; empty if it fails.
    template <typename Call>
    static QString text(Call call) {
        char buffer[kTextSize] = {};
        return call(buffer, unsigned{kTextSize}) == Success ? QString::fromLatin1(buffer) : QString();
    }

    /// The number that a call writes, divided by `unit`; absent if it fails.
    template <typename Call>
    static std::optional<double> number(Call call, double unit) {
        unsigned value = 0;
        if (call(&value) != Success) return std::nullopt;
        return value / unit;
    }
};

void Nvml::Private::resolveAll() {
    resolve(init, {"nvmlInit_v2"});
    resolve(shutdown, {"nvmlShutdown"});
    resolve(driverVersion, {"nvmlSystemGetDriverVersion"});
    resolve(count, {"nvmlDeviceGetCount_v2"});
    resolve(handle, {"nvmlDeviceGetHandleByIndex_v2"});
    resolve(name, {"nvmlDeviceGetName"});
    resolve(uuid, {"nvmlDeviceGetUUID"});
    resolve(pciInfo, {"nvmlDeviceGetPciInfo_v3"});
    resolve(memory, {"nvmlDeviceGetMemoryInfo"});
    resolve(memoryV2, {"nvmlDeviceGetMemoryInfo_v2"});
    resolve(utilization, {"nvmlDeviceGetUtilizationRates"});
    resolve(power, {"nvmlDeviceGetPowerUsage"});
    resolve(powerLimit, {"nvmlDeviceGetEnforcedPowerLimit"});
    resolve(temperature, {"nvmlDeviceGetTemperature"});
    // Both write the same structure; the one without a suffix writes a shorter one and is not for us.
    resolve(processes, {"nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetComputeRunningProcesses_v2"});
}

void Nvml::Private::findGpus() {
    unsigned found = 0;
    if (count(&found) != Success) return;
    for (unsigned i = 0; i < found; ++i) {
        Gpu gpu;
        gpu.identity.index = static_cast<int>(i);
        // A GPU that is lost at the start has no handle; it still has its place.
        if (handle(i, &gpu.device) != Success) {
            gpu.device = nullptr;
        } else {
            gpu.identity.name = text([&](char* to, unsigned size) { return name(gpu.device, to, size); });
            gpu.identity.uuid = text([&](char* to, unsigned size) { return uuid(gpu.device, to, size); });
            PciInfo pci{};
            if (pciInfo(gpu.device, &pci) == Success) gpu.identity.pciBusId = QString::fromLatin1(pci.busId);
        }
        gpus.push_back(std::move(gpu));
    }
}

void Nvml::Private::readMemory(Device device, GpuSample& sample) const {
    MemoryV2 precise{};
    precise.version = kMemoryV2;
    if (memoryV2(device, &precise) == Success) {
        sample.memoryBytes = precise.total - precise.reserved;
        sample.usedBytes = precise.used;
        return;
    }
    Memory usual{};
    if (memory(device, &usual) != Success) return;
    sample.memoryBytes = usual.total;
    sample.usedBytes = usual.used;
}

std::optional<quint64> Nvml::Private::ownBytes(Device device) const {
    std::vector<Process> list(kUsualProcesses);
    auto size = static_cast<unsigned>(list.size());
    int result = processes(device, &size, list.data());
    if (result == InsufficientSize) {
        list.resize(size + kUsualProcesses);  // more may start meanwhile
        size = static_cast<unsigned>(list.size());
        result = processes(device, &size, list.data());
    }
    if (result != Success) return std::nullopt;
    for (unsigned i = 0; i < size && i < list.size(); ++i)
        if (list[i].pid == static_cast<unsigned>(getpid()) && list[i].usedGpuMemory != kNoValue)
            return list[i].usedGpuMemory;
    // Not in the list: nothing, or a container in which the driver knows this process by another number.
    return std::nullopt;
}

GpuSample Nvml::Private::sample(const Gpu& gpu) const {
    GpuSample sample = gpu.identity;
    if (!gpu.device) {
        sample.lost = true;
        return sample;
    }
    Utilization busy{};
    const int result = utilization(gpu.device, &busy);
    unsigned celsius = 0;
    const int heat = temperature(gpu.device, kTemperatureOfGpu, &celsius);
    // A lost GPU says so to every question, and each answer may take long: two are enough.
    if (result == GpuIsLost || heat == GpuIsLost) {
        sample.lost = true;
        return sample;
    }
    if (result == Success) sample.load = busy.gpu / 100.0;
    if (heat == Success) sample.celsius = celsius;
    readMemory(gpu.device, sample);
    sample.ownBytes = ownBytes(gpu.device);
    constexpr double kMilliwatts = 1000;
    sample.powerWatts = number([&](unsigned* to) { return power(gpu.device, to); }, kMilliwatts);
    sample.powerLimitWatts = number([&](unsigned* to) { return powerLimit(gpu.device, to); }, kMilliwatts);
    return sample;
}

Nvml::Nvml(const QString& library) : m_private(std::make_unique<Private>()) {
    m_private->library.reset(dlopen(library.toLocal8Bit().constData(), RTLD_NOW | RTLD_LOCAL));
    if (!m_private->library) return;
    m_private->resolveAll();
    m_private->ready = m_private->init() == Success;
    if (!m_private->ready) return;
    m_private->driver = Private::text([&](char* to, unsigned size) { return m_private->driverVersion(to, size); });
    m_private->findGpus();
}

Nvml::~Nvml() {
    if (m_private->ready) m_private->shutdown();
}

QString Nvml::driverVersion() const {
    return m_private->driver;
}

QVector<GpuSample> Nvml::sample() {
    QVector<GpuSample> samples;
    for (const Gpu& gpu : m_private->gpus)
        samples << m_private->sample(gpu);
    return samples;
}

}  // namespace mw::gui
