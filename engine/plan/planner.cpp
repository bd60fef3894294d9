// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "bytes.h"
#include "mw/error.h"
#include "mw/limits.h"
#include "mw/plan.h"
#include "mw/supported.h"
#include "placement.h"
#include "reserve.h"
#include "weights.h"
#include "workspace.h"

namespace mw {

namespace {

constexpr int kUsualContext = 4096;
constexpr std::int64_t kNoRoom = std::numeric_limits<std::int64_t>::min();

[[noreturn]] void refuse(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

void checkModel(const ModelConfig& model) {
    const std::array<std::pair<const char*, int>, 10> sizes = {{
        {"hidden size", model.hiddenSize},
        {"number of layers", model.layers},
        {"feed-forward size", model.feedForwardSize},
        {"number of attention heads", model.heads},
        {"number of KV heads", model.kvHeads},
        {"head dimension", model.headDim},
        {"number of experts", model.experts},
        {"number of experts per token", model.expertsPerToken},
        {"vocabulary size", model.vocabularySize},
        {"trained context", model.trainedContext},
    }};
    for (const auto& [name, value] : sizes)
        if (value < 1)
            refuse("The model's " + std::string(name) + " must be at least 1, not " + std::to_string(value) + ".");
    // In floating point, since this is about numbers that may not fit.
    const double layer = 3.0 * model.hiddenSize * model.feedForwardSize * model.experts +
                         2.0 * model.hiddenSize * (static_cast<double>(model.heads) + model.kvHeads) * model.headDim;
    const double parameters = layer * model.layers + 2.0 * model.hiddenSize * model.vocabularySize;
    if (parameters * 8 > static_cast<double>(kTooManyBytes)) refuse("The model is larger than any memory.");
}

void check(const PlanRequest& request) {
    checkModel(request.model);
    if (request.devices.empty()) refuse("There is no device to plan for.");
    for (std::size_t i = 0; i < request.devices.size(); ++i) {
        const DeviceSpec& device = request.devices[i];
        if (device.capacityBytes == 0 || device.capacityBytes > kTooManyBytes)
            refuse("Device " + std::to_string(i) + (device.name.empty() ? "" : " (" + device.name + ")") +
                   " must have between 1 byte and 1 EiB of memory, not " + std::to_string(device.capacityBytes) +
                   " bytes.");
    }
    constexpr int kMostExpertsOnGpus = 64;  // of a layer, in the kernels that choose among them
    for (const DeviceSpec& device : request.devices) {
        if (device.kind == DeviceKind::Cuda && request.model.experts > kMostExpertsOnGpus)
            throw Error(ErrorCode::Unsupported, "On GPUs a layer has at most " + std::to_string(kMostExpertsOnGpus) +
                                                    " experts, not " + std::to_string(request.model.experts) + ".");
        requireSupported(request.weights, request.kv, device.kind);
        requireSupported(request.model.ropeScaling, device.kind);
    }
    if (request.contextTokens < 1)
        refuse("The context must be at least 1 token, not " + std::to_string(request.contextTokens) + ".");
    if (request.batch < 1) refuse("The batch must be at least 1 chat, not " + std::to_string(request.batch) + ".");
    if (request.prefillChunkTokens < 1)
        refuse("The prefill chunk must be at least 1 token, not " + std::to_string(request.prefillChunkTokens) + ".");
}

std::uint64_t pagesPerChat(const PlanRequest& request) {
    return (static_cast<std::uint64_t>(request.contextTokens) + kKvPageTokens - 1) / kKvPageTokens;
}

/// Weights of a device, as the model allocates them.
struct WeightSums {
    std::uint64_t shared = 0;
    std::uint64_t experts = 0;

    std::uint64_t total() const { return shared + experts; }
};

WeightSums sumWeights(const PlanRequest& request, const Partition& partition) {
    WeightSums sums;
    for (const WeightBuffer& buffer : weightBuffers(request, partition)) {
        const bool expert = buffer.kind == WeightKind::GateUp || buffer.kind == WeightKind::Down;
        (expert ? sums.experts : sums.shared) += buffer.bytes();
    }
    sums.experts += static_cast<std::uint64_t>(partition.layers) * expertTableBytes(request.model);
    return sums;
}

/// A candidate with everything that does not depend on context and batch worked out, so that searching for the largest
/// of them costs little.
class Spread {
 public:
    Spread(const PlanRequest& request, Candidate candidate) : m_candidate(std::move(candidate)) {
        const Placement& placement = m_candidate.placement;
        std::vector<int> layers(static_cast<std::size_t>(placement.pipelineParallel), 1);
        layers.back() += request.model.layers - placement.pipelineParallel;
        for (int stage = 0; stage < placement.pipelineParallel; ++stage) {
            Partition partition = partitionOf(request.model, placement, layers, stage * placement.tensorParallel);
            partition.layers = 0;
            std::int64_t room = std::numeric_limits<std::int64_t>::max();
            for (int member = 0; member < placement.tensorParallel; ++member) {
                const DeviceSpec& spec = device(request, stage * placement.tensorParallel + member);
                room = std::min(
                    room, static_cast<std::int64_t>(spec.freeBytes()) - static_cast<std::int64_t>(reserveBytes(spec)));
            }
            m_partitions.push_back(partition);
            m_rooms.push_back(room - static_cast<std::int64_t>(sumWeights(request, partition).total()));
        }
        const std::uint64_t outside = sumWeights(request, m_partitions.front()).total();
        const int kinds = request.weights.layers.empty() ? 1 : request.model.layers;
        for (int number = 0; number < kinds; ++number) {
            Partition layer = m_partitions.front();
            layer.firstLayer = number;
            layer.layers = 1;
            m_layerWeights.push_back(sumWeights(request, layer).total() - outside);
        }
        m_layerWeights.resize(static_cast<std::size_t>(request.model.layers), m_layerWeights.front());
    }

    const Candidate& candidate() const { return m_candidate; }

    /// The layers of each stage, and the smallest room that they leave; negative if the plan does not fit.
    std::pair<std::vector<int>, std::int64_t> split(const PlanRequest& request) const {
        const std::uint64_t communication = communicationBytes(request, m_candidate.placement.devices());
        const std::uint64_t kv = kvLayerBytes(request, m_partitions.front(), pagesPerChat(request) * request.batch);
        std::vector<std::int64_t> layerBytes;
        for (const std::uint64_t weights : m_layerWeights)
            layerBytes.push_back(static_cast<std::int64_t>(weights + kv));
        std::vector<std::int64_t> rooms;
        for (std::size_t stage = 0; stage < m_rooms.size(); ++stage)
            rooms.push_back(m_rooms[stage] - static_cast<std::int64_t>(communication) -
                            static_cast<std::int64_t>(
                                std::min(kTooManyBytes, workspaceSizes(request, m_partitions[stage]).total())));
        std::vector<int> layers = layersByRoom(rooms, layerBytes);
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        auto next = layerBytes.begin();
        for (std::size_t stage = 0; stage < rooms.size(); ++stage) {
            std::int64_t left = rooms[stage];
            bool overflow = false;
            for (const auto end = next + layers[stage]; next != end; ++next)
                overflow = __builtin_sub_overflow(left, *next, &left) || overflow;
            least = std::min(least, overflow ? kNoRoom : left);
        }
        return {std::move(layers), least};
    }

    const DeviceSpec& device(const PlanRequest& request, int rank) const {
        return request.devices[static_cast<std::size_t>(m_candidate.devices[static_cast<std::size_t>(rank)])];
    }

 private:
    Candidate m_candidate;
    std::vector<Partition> m_partitions;  ///< of the first rank of each stage, without layers
    std::vector<std::int64_t> m_rooms;    ///< of each stage's smallest device, less reserve, embedding and head
    std::vector<std::uint64_t> m_layerWeights;
};

bool anyFits(const std::vector<Spread>& spreads, const PlanRequest& request) {
    return std::ranges::any_of(spreads, [&](const Spread& spread) { return spread.split(request).second >= 0; });
}

/// The largest value of 1 ... `most` for which `fits`, which is monotone, still holds; 0 if there is none.
template <typename Fits>
int largest(int most, const Fits& fits) {
    int good = 0;
    std::int64_t bad = static_cast<std::int64_t>(most) + 1;
    while (bad - good > 1) {
        const int middle = static_cast<int>(good + (bad - good) / 2);
        if (fits(middle))
            good = middle;
        else
            bad = middle;
    }
    return good;
}

std::vector<Spread> spreadsOf(const PlanRequest& request) {
    std::vector<Spread> spreads;
    for (Candidate& candidate : candidatesFor(request))
        spreads.emplace_back(request, std::move(candidate));
    return spreads;
}

int largestContext(const std::vector<Spread>& spreads, PlanRequest request) {
    return kKvPageTokens * largest(request.model.trainedContext / kKvPageTokens, [&](int pages) {
               request.contextTokens = pages * kKvPageTokens;
               return anyFits(spreads, request);
           });
}

DevicePlan planDevice(const PlanRequest& request, const Spread& spread, const std::vector<int>& layers, int rank) {
    const Candidate& candidate = spread.candidate();
    const DeviceSpec& device = spread.device(request, rank);
    DevicePlan plan;
    plan.partition = partitionOf(request.model, candidate.placement, layers, rank);
    plan.device = candidate.devices[static_cast<std::size_t>(rank)];
    plan.capacityBytes = device.freeBytes();
    const WeightSums weights = sumWeights(request, plan.partition);
    plan.sharedWeightsBytes = weights.shared;
    plan.expertWeightsBytes = weights.experts;
    const std::uint64_t kv = kvLayerBytes(request, plan.partition, pagesPerChat(request) * request.batch);
    plan.kvBytes = product({static_cast<std::int64_t>(kv), plan.partition.layers});
    plan.workspaceBytes = std::min(kTooManyBytes, workspaceSizes(request, plan.partition).total());
    plan.communicationBytes = communicationBytes(request, candidate.placement.devices());
    plan.reserveBytes = reserveBytes(device);
    plan.marginBytes = marginBytes(device);
    return plan;
}

}  // namespace

int usualPrefillChunk(DeviceKind kind) {
    return kind == DeviceKind::Cpu ? 512 : 4096;
}

PlanRequest usualRequest(const ModelConfig& model, const WeightFormats& stored, std::vector<DeviceSpec> devices) {
    const DeviceKind kind = devices.at(0).kind;
    return {.model = model,
            .weights = residentFormats(stored, kind),
            .kv = supportedKv(kind).front(),
            .activations = activationPrecision(kind),
            .devices = std::move(devices),
            .contextTokens = std::min(kUsualContext, model.trainedContext),
            .prefillChunkTokens = usualPrefillChunk(kind)};
}

std::vector<int> largestContexts(const PlanRequest& request, std::span<const int> batches) {
    check(request);
    const std::vector<Spread> spreads = spreadsOf(request);
    PlanRequest other = request;
    std::vector<int> contexts;
    for (const int batch : batches) {
        other.batch = batch;
        check(other);
        contexts.push_back(largestContext(spreads, other));
    }
    return contexts;
}

Plan makePlan(const PlanRequest& request) {
    check(request);
    const std::vector<Spread> spreads = spreadsOf(request);

    // The first that fits; if none does, the one of the most devices, to show by how much it fails.
    const Spread* chosen = &*std::ranges::max_element(
        spreads, {}, [](const Spread& spread) { return spread.candidate().placement.devices(); });
    std::vector<int> layers = chosen->split(request).first;
    for (const Spread& spread : spreads) {
        auto [split, room] = spread.split(request);
        if (room < 0) continue;
        chosen = &spread;
        layers = std::move(split);
        break;
    }

    Plan plan;
    plan.request = request;
    plan.placement = chosen->candidate().placement;
    plan.placementReason = chosen->candidate().reason;
    for (int rank = 0; rank < plan.placement.devices(); ++rank)
        plan.devices.push_back(planDevice(request, *chosen, layers, rank));
    plan.fits = std::ranges::all_of(plan.devices, &DevicePlan::fits);
    const auto room = [](const DevicePlan& device) {
        return static_cast<std::int64_t>(device.capacityBytes) - static_cast<std::int64_t>(device.totalBytes());
    };
    plan.limitingDevice = static_cast<int>(std::ranges::min_element(plan.devices, {}, room) - plan.devices.begin());
    plan.kvPagesPerChat = pagesPerChat(request);
    plan.kvPages = plan.kvPagesPerChat * static_cast<std::uint64_t>(request.batch);

    PlanRequest other = request;
    plan.largestBatch = largest(std::numeric_limits<int>::max(), [&](int batch) {
        other.batch = batch;
        return anyFits(spreads, other);
    });
    plan.largestContext = largestContext(spreads, request);
    return plan;
}

}  // namespace mw
