// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "needs.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "mw/error.h"
#include "mw/supported.h"

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Needs)
};

constexpr int kMostInSet = 8;
constexpr QChar kNoBreak(0x00a0);
/// More chats than anybody counts; small models would have hundreds of thousands.
constexpr int kManyChats = 256;

PlanRequest requestFor(const ModelConfig& model, const WeightFormats& stored, std::vector<DeviceSpec> devices) {
    PlanRequest request = usualRequest(model, stored, std::move(devices));
    request.contextTokens = std::min(kWelcomeContext, model.trainedContext);
    return request;
}

QString nameOf(WeightFormat format) {
    const std::string_view name = weightFormatName(format);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// All that the devices have to hold, and what they have.
std::pair<quint64, quint64> needAndRoom(const Plan& plan) {
    quint64 need = 0;
    quint64 room = 0;
    for (const DevicePlan& device : plan.devices) {
        need += device.totalBytes();
        room += device.capacityBytes;
    }
    return {need, room};
}

}  // namespace

std::vector<DeviceSpec> devicesOf(const MachineSample& sample, bool hasCuda) {
    std::vector<DeviceSpec> devices;
    for (const GpuSample& gpu : sample.gpus) {
        if (!hasCuda || gpu.lost || !gpu.memoryBytes || *gpu.memoryBytes == 0) continue;
        DeviceSpec device{.kind = DeviceKind::Cuda, .name = gpu.name.toStdString(), .capacityBytes = *gpu.memoryBytes};
        const quint64 used = std::min(gpu.usedBytes.value_or(0), *gpu.memoryBytes);
        device.usedByOthersBytes = used - std::min(gpu.ownBytes.value_or(0), used);
        device.pciBusId = gpu.pciBusId.toStdString();
        devices.push_back(device);
    }
    if (!devices.empty() || !sample.memoryBytes || *sample.memoryBytes == 0) return devices;
    DeviceSpec cpu{.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = *sample.memoryBytes};
    const quint64 used = *sample.memoryBytes - std::min(sample.memoryAvailableBytes.value_or(*sample.memoryBytes),
                                                        quint64{*sample.memoryBytes});
    cpu.usedByOthersBytes = used - std::min(sample.processBytes.value_or(0), used);
    return {cpu};
}

QVector<WeightSize> weightSizes(DeviceKind kind) {
    QVector<WeightSize> sizes;
    for (const ModelConfig* model : {&mixtral8x7B(), &mixtral8x22B()}) {
        for (const WeightFormat format : supportedWeights(kind)) {
            if (format == WeightFormat::Float32) continue;  // nobody publishes these models in it
            // What the weights take, scales and all, is the planner's to say.
            const DeviceSpec large{.kind = kind, .name = {}, .capacityBytes = 1ULL << 50};
            const quint64 bytes = makePlan(requestFor(*model, format, {large})).devices.front().weightsBytes();
            const auto same = std::find_if(sizes.begin(), sizes.end(), [&](const WeightSize& other) {
                return other.model == *model && other.bytes == bytes;
            });
            if (same == sizes.end())
                sizes.append({*model, format, nameOf(format), bytes});
            else
                same->formats += " / " + nameOf(format);
        }
    }
    std::sort(sizes.begin(), sizes.end(), [](const WeightSize& a, const WeightSize& b) {
        return std::pair(parameterCount(a.model), a.bytes) < std::pair(parameterCount(b.model), b.bytes);
    });
    return sizes;
}

std::optional<Plan> planOn(const std::vector<DeviceSpec>& devices, const ModelConfig& model,
                           const WeightFormats& stored) {
    if (devices.empty()) return {};
    try {
        return makePlan(requestFor(model, stored, devices));
    } catch (const Error&) {
        return {};  // a checkpoint with sizes that cannot be planned
    }
}

Verdict verdictHere(const Plan& plan) {
    Verdict verdict = verdictOf(plan);
    if (plan.fits) {
        const QString context = QLocale().toString(plan.request.contextTokens);
        verdict.sentence = plan.largestBatch > kManyChats
                               ? Words::tr("more than %1 of %2 tokens").arg(describeChats(kManyChats), context)
                               : Words::tr("up to %1 of %2 tokens").arg(describeChats(plan.largestBatch), context);
        return verdict;
    }
    const auto [need, room] = needAndRoom(plan);
    verdict.sentence = need > room ? Words::tr("needs %1, has %2").arg(describeBytes(need), describeBytes(room))
                                   : Words::tr("free memory is spread too unevenly");
    return verdict;
}

QStringList setsFor(const WeightSize& size, const GpuTable& gpus) {
    // By number of GPUs, the smallest kind of which so many are needed.
    std::vector<const GpuModel*> smallest(kMostInSet + 1, nullptr);
    if (gpus.gpus.empty()) return {};
    const PlanRequest request = requestFor(size.model, size.format, {gpus.gpus.front().device()});
    for (const GpuModel& gpu : gpus.gpus) {
        const std::optional<Plan> plan = fewestDevices(request, gpu.device(), kMostInSet);
        if (!plan) continue;
        for (std::size_t count = plan->devices.size(); count <= kMostInSet; ++count) {
            const GpuModel*& best = smallest[count];
            if (!best || gpu.memoryBytes < best->memoryBytes) best = &gpu;
        }
    }
    QStringList sets;
    const GpuModel* before = nullptr;
    for (std::size_t count = 1; count < smallest.size(); count *= 2) {  // as machines are built
        const GpuModel* gpu = smallest[count];
        if (!gpu || gpu == before) continue;  // more of the same are not needed
        before = gpu;
        sets << QString("%1 × %2").arg(count).arg(QString::fromStdString(gpu->name)).replace(' ', kNoBreak);
    }
    return sets;
}

}  // namespace mw::gui
