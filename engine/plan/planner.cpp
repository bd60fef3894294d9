// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "mw/error.h"
#include "mw/plan.h"
#include "weights.h"
#include "workspace.h"

namespace mw {

namespace {

constexpr std::uint64_t kMiB = 1ULL << 20;

/// What a CUDA device loses to the driver's context, loaded kernels and cuBLAS, and a margin for fragmentation. To be
/// replaced by what the driver reports once a device has been loaded.
constexpr std::uint64_t kCudaReserveBytes = 1024 * kMiB;
/// Left to the rest of the program where the CPU plays the device.
constexpr std::uint64_t kCpuReserveBytes = 256 * kMiB;
/// What NCCL takes per GPU for its channels at its defaults.
constexpr std::uint64_t kNcclBytes = 256 * kMiB;

/// Devices whose capacities differ by less than this may split layers evenly.
constexpr double kEqualCapacity = 0.05;
/// Where the search for the largest batch ends.
constexpr int kMostChats = 1 << 20;

struct Layout {
    Placement placement;
    std::string reason;
    std::vector<DeviceSpec> devices;  ///< those used, in rank order
};

std::uint64_t capacityOf(const DeviceSpec& device) {
    return device.capacityBytes - std::min(device.capacityBytes, device.usedByOthersBytes);
}

[[noreturn]] void refuse(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

void check(const PlanRequest& request) {
    if (request.devices.empty()) refuse("A plan needs at least one device.");
    if (request.contextTokens < 1) refuse("context must be 1 token or more.");
    if (request.batch < 1 || request.batch > kMostChats)
        refuse("batch must be between 1 and " + std::to_string(kMostChats) + " chats.");
    if (request.prefillChunkTokens < 1) refuse("the prefill chunk must be 1 token or more.");
    for (const DeviceSpec& device : request.devices)
        if (device.capacityBytes == 0) refuse("Device '" + device.name + "' has no memory.");
}

bool divides(const ModelConfig& model, int group) {
    return model.heads % group == 0 && model.kvHeads % group == 0 && model.feedForwardSize % group == 0;
}

bool equalDevices(const std::vector<DeviceSpec>& devices) {
    const auto [least, most] = std::ranges::minmax(devices, {}, capacityOf);
    const bool sameKind = std::ranges::all_of(devices, [&](const DeviceSpec& d) { return d.kind == devices[0].kind; });
    return sameKind &&
           static_cast<double>(capacityOf(least)) >= static_cast<double>(capacityOf(most)) * (1 - kEqualCapacity);
}

/// The `count` devices with most memory, in their own order.
std::vector<DeviceSpec> largest(const std::vector<DeviceSpec>& devices, std::size_t count) {
    std::vector<std::size_t> order(devices.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return capacityOf(devices[i]); });
    order.resize(count);
    std::ranges::sort(order);
    std::vector<DeviceSpec> chosen;
    for (const std::size_t i : order)
        chosen.push_back(devices[i]);
    return chosen;
}

Layout overriddenLayout(const PlanRequest& request) {
    const Placement placement = *request.placement;
    if (placement.tensorParallel < 1 || placement.stages < 1) refuse("A placement needs at least one device.");
    if (placement.devices() > static_cast<int>(request.devices.size()))
        refuse("The placement needs " + std::to_string(placement.devices()) + " devices; there are " +
               std::to_string(request.devices.size()) + ".");
    if (placement.stages > request.model.layers)
        refuse(std::to_string(placement.stages) + " stages are more than the model's " +
               std::to_string(request.model.layers) + " layers.");
    return {placement, "As chosen by hand.", largest(request.devices, static_cast<std::size_t>(placement.devices()))};
}

Layout chooseLayout(const PlanRequest& request) {
    if (request.placement) return overriddenLayout(request);
    const ModelConfig& model = request.model;
    const int count = static_cast<int>(request.devices.size());
    const std::string all = std::to_string(count);
    if (count == 1) return {{1, 1}, "One device holds the whole model.", request.devices};

    int group = 1;
    const bool equal = equalDevices(request.devices);
    for (int size = count; equal && size > 1 && group == 1; --size)
        if (count % size == 0 && divides(model, size)) group = size;
    const int stages = std::min(count / group, model.layers);
    Layout layout{{group, stages}, "", largest(request.devices, static_cast<std::size_t>(group * stages))};
    const std::string unused =
        group * stages < count ? " " + std::to_string(count - group * stages) + " of " + all + " devices stay unused."
                               : "";
    if (stages == 1)
        layout.reason = "Tensor parallel: " + all + " equal devices share every layer and read it at the same time.";
    else if (!equal)
        layout.reason =
            "Pipeline by layers, because the devices differ in memory; each takes layers according to its room.";
    else if (group == 1)
        layout.reason =
            "Pipeline by layers, because the heads and experts cannot be split evenly over " + all + " devices.";
    else
        layout.reason = "Groups of " + std::to_string(group) + " devices share every layer; " + std::to_string(stages) +
                        " groups take consecutive layers.";
    layout.reason += unused;
    return layout;
}

/// Bytes of the device that depend on its place only, and bytes that each of its layers adds.
struct DeviceCost {
    DevicePlan fixed;
    std::uint64_t layerShared = 0;
    std::uint64_t layerExperts = 0;
    std::uint64_t layerKv = 0;

    std::uint64_t layerBytes() const { return layerShared + layerExperts + layerKv; }
};

void addWeights(const PlanRequest& request, const Partition& partition, std::uint64_t& shared, std::uint64_t& experts) {
    for (const WeightBuffer& buffer : weightBuffers(request, partition)) {
        const bool isExpert = buffer.kind == WeightKind::GateUp || buffer.kind == WeightKind::Down;
        (isExpert ? experts : shared) += buffer.bytes();
    }
}

std::uint64_t pagesPerChat(int contextTokens) {
    return (static_cast<std::uint64_t>(contextTokens) + kKvPageTokens - 1) / kKvPageTokens;
}

DeviceCost costOf(const PlanRequest& request, const Layout& layout, int rank) {
    const std::vector<int> noLayers(static_cast<std::size_t>(layout.placement.stages), 0);
    const DeviceSpec& spec = layout.devices[static_cast<std::size_t>(rank)];
    DeviceCost cost;
    cost.fixed.partition = partitionOf(request.model, layout.placement, noLayers, rank);
    cost.fixed.capacityBytes = capacityOf(spec);
    addWeights(request, cost.fixed.partition, cost.fixed.sharedWeightsBytes, cost.fixed.expertWeightsBytes);
    cost.fixed.workspaceBytes = workspaceSizes(request, cost.fixed.partition).total();
    cost.fixed.reserveBytes = spec.kind == DeviceKind::Cuda ? kCudaReserveBytes : kCpuReserveBytes;
    if (spec.kind == DeviceKind::Cuda && layout.placement.devices() > 1) cost.fixed.communicationBytes = kNcclBytes;

    Partition layer = cost.fixed.partition;
    layer.layers = 1;
    layer.hasEmbedding = layer.hasHead = false;
    addWeights(request, layer, cost.layerShared, cost.layerExperts);
    const std::uint64_t pages = pagesPerChat(request.contextTokens) * static_cast<std::uint64_t>(request.batch);
    cost.layerKv = kvLayerBytes(request, layer, pages);
    return cost;
}

std::int64_t roomOf(const DeviceCost& cost, int layers) {
    return static_cast<std::int64_t>(cost.fixed.capacityBytes) - static_cast<std::int64_t>(cost.fixed.totalBytes()) -
           static_cast<std::int64_t>(cost.layerBytes()) * layers;
}

/// Gives each stage its layers, one at a time to the stage that keeps most room: that leaves the fullest device as much
/// room as can be. Every stage gets one.
std::vector<int> splitLayers(const PlanRequest& request, const Placement& placement,
                             const std::vector<DeviceCost>& costs) {
    std::vector<int> layers(static_cast<std::size_t>(placement.stages), 1);
    const auto roomWithOneMore = [&](int stage) {
        std::int64_t room = std::numeric_limits<std::int64_t>::max();
        for (int i = 0; i < placement.tensorParallel; ++i)
            room = std::min(room, roomOf(costs[static_cast<std::size_t>(stage * placement.tensorParallel + i)],
                                         layers[static_cast<std::size_t>(stage)] + 1));
        return room;
    };
    for (int left = request.model.layers - placement.stages; left > 0; --left) {
        int best = 0;
        for (int stage = 1; stage < placement.stages; ++stage)
            if (roomWithOneMore(stage) > roomWithOneMore(best)) best = stage;
        ++layers[static_cast<std::size_t>(best)];
    }
    return layers;
}

std::vector<DevicePlan> planDevices(const PlanRequest& request, const Layout& layout) {
    std::vector<DeviceCost> costs;
    for (int rank = 0; rank < layout.placement.devices(); ++rank)
        costs.push_back(costOf(request, layout, rank));
    const std::vector<int> layers = splitLayers(request, layout.placement, costs);
    std::vector<DevicePlan> devices;
    for (int rank = 0; rank < layout.placement.devices(); ++rank) {
        const DeviceCost& cost = costs[static_cast<std::size_t>(rank)];
        DevicePlan device = cost.fixed;
        device.partition = partitionOf(request.model, layout.placement, layers, rank);
        const auto count = static_cast<std::uint64_t>(device.partition.layers);
        device.sharedWeightsBytes += count * cost.layerShared;
        device.expertWeightsBytes += count * cost.layerExperts;
        device.kvBytes = count * cost.layerKv;
        devices.push_back(device);
    }
    return devices;
}

bool allFit(const std::vector<DevicePlan>& devices) {
    return std::ranges::all_of(devices, &DevicePlan::fits);
}

/// The largest value in [0, most] that fits, where what fits is a beginning of that range.
template <typename Fits>
int largestFitting(int most, Fits fits) {
    int good = 0;
    int bad = most + 1;
    while (bad - good > 1) {
        const int middle = good + (bad - good) / 2;
        (fits(middle) ? good : bad) = middle;
    }
    return good;
}

}  // namespace

Plan makePlan(const PlanRequest& request) {
    check(request);
    const Layout layout = chooseLayout(request);
    Plan plan{.request = request, .placement = layout.placement, .placementReason = layout.reason};
    plan.devices = planDevices(request, layout);
    plan.fits = allFit(plan.devices);
    plan.kvPagesPerChat = pagesPerChat(request.contextTokens);
    plan.kvPages = plan.kvPagesPerChat * static_cast<std::uint64_t>(request.batch);

    const auto room = [](const DevicePlan& device) {
        return static_cast<std::int64_t>(device.capacityBytes) - static_cast<std::int64_t>(device.totalBytes());
    };
    plan.limitingDevice = static_cast<int>(std::ranges::min_element(plan.devices, {}, room) - plan.devices.begin());

    PlanRequest trial = request;
    plan.largestBatch = largestFitting(kMostChats, [&](int batch) {
        trial.batch = batch;
        return allFit(planDevices(trial, layout));
    });
    trial = request;
    const int mostPages = request.model.trainedContext / kKvPageTokens;
    plan.largestContext = kKvPageTokens * largestFitting(mostPages, [&](int pages) {
                              trial.contextTokens = pages * kKvPageTokens;
                              return allFit(planDevices(trial, layout));
                          });
    return plan;
}

}  // namespace mw
