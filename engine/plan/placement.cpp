// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "placement.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <numeric>
#include <optional>
#include <utility>

#include "mw/error.h"
#include "workspace.h"

namespace mw {

namespace {

/// Devices whose memory differs by no more than this share of the largest count as equal.
constexpr double kEqualWithin = 0.05;

[[noreturn]] void refuse(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

std::string counted(int count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string gibibytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GiB", static_cast<double>(bytes) / (1ULL << 30));
    return text;
}

bool dividesModel(const ModelConfig& model, int tensorParallel) {
    return model.heads % tensorParallel == 0 && model.kvHeads % tensorParallel == 0 &&
           model.feedForwardSize % tensorParallel == 0;
}

/// Devices that one tensor-parallel group can be made of: same kind, and about the same of what `bytes` tells.
template <typename Bytes>
bool alike(const PlanRequest& request, std::span<const int> devices, Bytes bytes) {
    const auto& specs = request.devices;
    std::uint64_t least = UINT64_MAX, most = 0;
    for (const int index : devices) {
        const DeviceSpec& device = specs[static_cast<std::size_t>(index)];
        if (device.kind != specs[static_cast<std::size_t>(devices[0])].kind) return false;
        least = std::min(least, bytes(device));
        most = std::max(most, bytes(device));
    }
    return static_cast<double>(most - least) <= kEqualWithin * static_cast<double>(most);
}

bool reachEachOther(const PlanRequest& request, std::span<const int> devices) {
    const auto group = [&](int index) { return request.devices[static_cast<std::size_t>(index)].peerGroup; };
    return std::ranges::all_of(devices, [&](int index) { return group(index) == group(devices.front()); });
}

std::string leftOut(const PlanRequest& request, std::span<const int> used, const std::string& why) {
    std::string names;
    for (int i = 0; i < static_cast<int>(request.devices.size()); ++i) {
        if (std::ranges::find(used, i) != used.end()) continue;
        const std::string& name = request.devices[static_cast<std::size_t>(i)].name;
        names += (names.empty() ? "" : ", ") + std::to_string(i) + (name.empty() ? "" : " (" + name + ")");
    }
    return names.empty() ? "" : "; left out (" + why + "): device " + names;
}

std::string describe(const PlanRequest& request, const Placement& placement, std::span<const int> devices) {
    const auto [t, stages] = placement;
    if (placement.devices() == 1) return "One device holds the whole model";
    if (stages == 1)
        return "Tensor parallel over " + counted(t, "equal device") + ", so that all of them work on every token";
    if (t > 1)
        return "Tensor parallel over " + std::to_string(t) + " devices in each of " +
               counted(stages, "pipeline stage") + ", since the model's heads and feed-forward do not divide by " +
               std::to_string(placement.devices());
    const auto capacity = [&](int index) { return request.devices[static_cast<std::size_t>(index)].sizeBytes(); };
    const auto [least, most] = std::ranges::minmax(devices, {}, capacity);
    if (!alike(request, devices, std::mem_fn(&DeviceSpec::sizeBytes)))
        return "Pipeline of " + std::to_string(stages) + " stages with layers by room, since the devices differ (" +
               gibibytes(capacity(least)) + " to " + gibibytes(capacity(most)) + ")";
    if (!reachEachOther(request, devices))
        return "Pipeline of " + std::to_string(stages) +
               " stages, since the devices cannot read each other's memory, which tensor parallel does all the time";
    if (!dividesModel(request.model, stages))
        return "Pipeline of " + std::to_string(stages) + " stages, since the model's heads and feed-forward do not " +
               "divide by " + std::to_string(stages);
    return "Pipeline of " + std::to_string(stages) +
           " stages with layers by room, since other programs hold memory of " + "some devices";
}

Candidate asAsked(const PlanRequest& request) {
    const Placement placement = *request.placement;
    const int devices = static_cast<int>(request.devices.size());
    if (placement.tensorParallel < 1 || placement.pipelineParallel < 1)
        refuse("A placement needs at least one device per stage and one stage, not " +
               std::to_string(placement.tensorParallel) + " and " + std::to_string(placement.pipelineParallel) + ".");
    // Compared by division: the product of two large numbers may not fit into an int.
    if (placement.tensorParallel > devices / placement.pipelineParallel)
        refuse("The placement asks for " + counted(placement.pipelineParallel, "stage") + " of " +
               counted(placement.tensorParallel, "device") + ", but there are " + std::to_string(devices) + ".");
    // Those with most memory, in their own order.
    std::vector<int> used(request.devices.size());
    std::iota(used.begin(), used.end(), 0);
    std::ranges::stable_sort(used, std::greater{},
                             [&](int i) { return request.devices[static_cast<std::size_t>(i)].freeBytes(); });
    used.resize(static_cast<std::size_t>(placement.devices()));
    std::ranges::sort(used);
    return {placement, used,
            "As asked: " + counted(placement.pipelineParallel, "stage") + " of " +
                counted(placement.tensorParallel, "device") + leftOut(request, used, "not needed by this placement") +
                "."};
}

/// The largest tensor-parallel group that divides both devices and model; 0 stages if there are too few layers.
Placement preferred(const PlanRequest& request, std::span<const int> devices) {
    const int count = static_cast<int>(devices.size());
    const bool equal = alike(request, devices, std::mem_fn(&DeviceSpec::sizeBytes));
    int t = equal && reachEachOther(request, devices) ? count : 1;
    while (count % t != 0 || !dividesModel(request.model, t))
        --t;
    return {t, count / t};
}

/// All ways that use several devices where there are several, the most wanted first.
std::vector<Candidate> spreadCandidates(const PlanRequest& request) {
    const auto capacity = [&](int index) { return request.devices[static_cast<std::size_t>(index)].sizeBytes(); };
    std::vector<Candidate> candidates;
    std::vector<int> devices(request.devices.size());
    std::iota(devices.begin(), devices.end(), 0);
    std::string why = "too small to help";
    const auto add = [&](const Placement& placement) {
        candidates.push_back(
            {placement, devices, describe(request, placement, devices) + leftOut(request, devices, why) + "."});
    };
    while (true) {
        const Placement placement = preferred(request, devices);
        const bool equal = alike(request, devices, std::mem_fn(&DeviceSpec::sizeBytes));
        const bool enoughLayers = placement.pipelineParallel <= request.model.layers;
        if (enoughLayers) {
            add(placement);
            // Groups share evenly; where other programs hold memory of some, a pipeline can give those fewer layers.
            if (placement.tensorParallel > 1 && !alike(request, devices, std::mem_fn(&DeviceSpec::freeBytes)) &&
                placement.devices() <= request.model.layers)
                add({1, placement.devices()});
            if (equal) return candidates;
        } else {
            why = "the model has only " + counted(request.model.layers, "layer");
        }
        if (devices.size() == 1) return candidates;
        // Without the smallest device, the last of equals.
        const auto smallest = std::ranges::min_element(devices.rbegin(), devices.rend(), {}, capacity);
        devices.erase(std::next(smallest).base());
    }
}

}  // namespace

std::vector<Candidate> candidatesFor(const PlanRequest& request) {
    if (request.placement) return {asAsked(request)};
    std::vector<Candidate> candidates = spreadCandidates(request);
    const bool onlyPipelines = std::ranges::none_of(
        candidates, [](const Candidate& candidate) { return candidate.placement.tensorParallel > 1; });
    if (onlyPipelines && request.devices.size() > 1) {
        // A pipeline gives room, not speed: a model that fits on one device stays there.
        const std::vector<int> largest{static_cast<int>(
            std::ranges::max_element(request.devices, {}, &DeviceSpec::sizeBytes) - request.devices.begin())};
        candidates.insert(candidates.begin(), {{1, 1},
                                               largest,
                                               describe(request, {1, 1}, largest) +
                                                   leftOut(request, largest, "a pipeline would not be faster") + "."});
    }
    return candidates;
}

namespace {

constexpr std::int64_t kNoRoom = -(std::int64_t{1} << 62);

/// All layers cost the same, so giving each to the stage with the most room makes the smallest room the largest.
std::vector<int> equalLayersByRoom(std::span<const std::int64_t> rooms, std::int64_t layerBytes, int layers) {
    std::vector<int> result(rooms.size(), 1);
    std::vector<std::int64_t> left;
    for (const std::int64_t room : rooms)
        left.push_back(std::max(room - layerBytes, kNoRoom));
    for (int layer = static_cast<int>(rooms.size()); layer < layers; ++layer) {
        const auto stage = static_cast<std::size_t>(std::ranges::max_element(left) - left.begin());
        ++result[stage];
        left[stage] = std::max(left[stage] - layerBytes, kNoRoom);
    }
    return result;
}

/// Each stage takes as many of the next layers as leave it `least`; nothing where some are left over.
std::optional<std::vector<int>> layersThatLeave(std::int64_t least, std::span<const std::int64_t> rooms,
                                                std::span<const std::int64_t> layerBytes) {
    std::vector<int> result;
    std::size_t next = 0;
    for (std::size_t stage = 0; stage < rooms.size(); ++stage) {
        const std::size_t end = layerBytes.size() - (rooms.size() - 1 - stage);  // one each for those behind
        const std::size_t first = next;
        std::int64_t left = rooms[stage] - least;
        for (; next < end && layerBytes[next] <= left; ++next)
            left -= layerBytes[next];
        if (next == first) return {};
        result.push_back(static_cast<int>(next - first));
    }
    if (next < layerBytes.size()) return {};
    return result;
}

}  // namespace

std::vector<int> layersByRoom(std::span<const std::int64_t> rooms, std::span<const std::int64_t> layerBytes) {
    const auto layers = static_cast<int>(layerBytes.size());
    if (rooms.size() == 1) return {layers};
    if (std::ranges::all_of(layerBytes, [&](std::int64_t bytes) { return bytes == layerBytes.front(); }))
        return equalLayersByRoom(rooms, layerBytes.front(), layers);
    std::int64_t good = kNoRoom, bad = *std::ranges::max_element(rooms) + 1;
    std::optional<std::vector<int>> best = layersThatLeave(good, rooms, layerBytes);
    if (!best) return equalLayersByRoom(rooms, std::ranges::max(layerBytes), layers);  // none can be held
    while (bad - good > 1) {
        const std::int64_t middle = good + (bad - good) / 2;
        if (std::optional<std::vector<int>> found = layersThatLeave(middle, rooms, layerBytes)) {
            best = std::move(found);
            good = middle;
        } else {
            bad = middle;
        }
    }
    return *best;
}

Partition partitionOf(const ModelConfig& model, const Placement& placement, std::span<const int> layersOfStage,
                      int rank) {
    const auto [t, stages] = placement;
    const auto mustDivide = [t = t](int value, const std::string& what) {
        if (value % t != 0)
            refuse("Tensor parallel over " + std::to_string(t) + " devices does not divide the model's " +
                   std::to_string(value) + " " + what + ".");
    };
    if (t < 1 || stages < 1 || rank < 0 || rank >= placement.devices())
        refuse("There is no rank " + std::to_string(rank) + " in a placement of " + std::to_string(stages) +
               " stages of " + std::to_string(t) + " devices.");
    mustDivide(model.heads, "attention heads");
    mustDivide(model.kvHeads, "KV heads");
    mustDivide(model.feedForwardSize, "feed-forward rows");
    if (stages > model.layers)
        refuse("A pipeline of " + std::to_string(stages) + " stages needs as many layers; the model has " +
               std::to_string(model.layers) + ".");
    const auto stage = static_cast<std::size_t>(rank / t);
    if (layersOfStage.size() != static_cast<std::size_t>(stages) ||
        std::accumulate(layersOfStage.begin(), layersOfStage.end(), 0) != model.layers)
        refuse("The layers of the stages do not add up to the model's " + std::to_string(model.layers) + ".");

    Partition partition;
    partition.pipelineRank = rank / t;
    partition.tensorRank = rank % t;
    partition.tensorParallel = t;
    partition.firstLayer = std::accumulate(layersOfStage.begin(), layersOfStage.begin() + partition.pipelineRank, 0);
    partition.layers = layersOfStage[stage];
    partition.heads = model.heads / t;
    partition.kvHeads = model.kvHeads / t;
    partition.feedForwardSize = model.feedForwardSize / t;
    partition.hasEmbedding = partition.pipelineRank == 0;
    partition.hasHead = partition.pipelineRank == stages - 1;
    if (partition.hasHead)
        partition.vocabularyRows = model.vocabularySize % t == 0 ? model.vocabularySize / t : model.vocabularySize;
    return partition;
}

}  // namespace mw
