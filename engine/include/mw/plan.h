// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mw/model.h"
#include "mw/weight_format.h"

namespace mw {

/// Tokens per page of the KV cache.
inline constexpr int kKvPageTokens = 16;

/// A device that a plan may use: one of this machine's, or one a person only thinks of.
struct DeviceSpec {
    DeviceKind kind = DeviceKind::Cuda;
    std::string name;                     ///< "NVIDIA H100 80GB HBM3", "80 GiB GPU", "CPU"
    std::uint64_t capacityBytes = 0;      ///< all memory of the device
    std::uint64_t usedByOthersBytes = 0;  ///< taken by other processes
    double memoryBytesPerSecond = 0;      ///< measured or published read bandwidth; 0 if unknown
    std::string pciBusId;                 ///< of a GPU of this machine: "00000000:3B:00.0"
    double flopsPerSecond = 0;            ///< published dense bf16 matrix multiplication; 0 if unknown
    int peerGroup = 0;                    ///< devices with the same number can read each other's memory
    std::uint64_t budgetBytes = 0;        ///< most that may be taken of it, as if it had no more; 0: all it has
    bool float8Products = false;          ///< of activations and weights in fp8; no GPU is known to compute them yet

    /// All memory that there is to plan with: of the device, or the budget.
    std::uint64_t sizeBytes() const;
    /// What others leave of that. They take of a budget only what they do not find beside it.
    std::uint64_t freeBytes() const;
};

/// Gives all devices a budget; 0: none. Throws Error(InvalidArgument), naming the device, if one has less memory.
void limitMemory(std::span<DeviceSpec> devices, std::uint64_t budgetBytes);

/// How the model is spread over devices: `pipelineParallel` groups of consecutive layers (stages), each group split
/// over `tensorParallel` devices by heads and expert feed-forward. Device rank = pipelineRank * tensorParallel +
/// tensorRank.
struct Placement {
    int tensorParallel = 1;
    int pipelineParallel = 1;

    int devices() const { return tensorParallel * pipelineParallel; }
    bool operator==(const Placement&) const = default;
};

/// The share of the model that one device holds.
struct Partition {
    int pipelineRank = 0;  ///< its stage
    int tensorRank = 0;
    int tensorParallel = 1;
    int firstLayer = 0;
    int layers = 0;
    int heads = 0;            ///< query heads on this device, first one at tensorRank * heads
    int kvHeads = 0;          ///< KV heads on this device
    int feedForwardSize = 0;  ///< of each expert on this device; all experts are on every device of a group
    int vocabularyRows = 0;   ///< rows of the output head here; 0 unless the last stage
    bool hasEmbedding = false;
    bool hasHead = false;

    bool operator==(const Partition&) const = default;
};

/// Bytes on one device, by purpose. Their sum is totalBytes().
struct DevicePlan {
    Partition partition;
    int device = 0;                        ///< index into PlanRequest::devices; some of those may be left out
    std::uint64_t capacityBytes = 0;       ///< DeviceSpec::freeBytes()
    std::uint64_t sharedWeightsBytes = 0;  ///< embedding, attention, norms, gates, head
    std::uint64_t expertWeightsBytes = 0;  ///< and the tables that say where each expert lies
    std::uint64_t kvBytes = 0;
    std::uint64_t workspaceBytes = 0;      ///< activations and step inputs of the largest step
    std::uint64_t communicationBytes = 0;  ///< buffers of the collectives; 0 on one device
    std::uint64_t reserveBytes = 0;        ///< driver context and margin; not allocated by the engine
    std::uint64_t marginBytes = 0;         ///< of the reserve: what stays free
    std::uint64_t hostBytes = 0;           ///< of this machine's memory, for weights that the device has no room for

    std::uint64_t weightsBytes() const { return sharedWeightsBytes + expertWeightsBytes; }
    std::uint64_t totalBytes() const {
        return weightsBytes() + kvBytes + workspaceBytes + communicationBytes + reserveBytes;
    }
    /// What the device's driver should say is in use by this program after the load.
    std::uint64_t expectedBytes() const { return totalBytes() - marginBytes; }
    bool fits() const { return totalBytes() <= capacityBytes; }
};

/// What to plan for.
struct PlanRequest {
    ModelConfig model;
    WeightFormats weights;
    Precision kv = Precision::BFloat16;
    Precision activations = Precision::BFloat16;  ///< float32 on the CPU backend
    std::vector<DeviceSpec> devices;
    int contextTokens = 4096;            ///< per chat
    int batch = 1;                       ///< chats at once
    int prefillChunkTokens = 512;        ///< most prompt tokens in one step
    std::optional<Placement> placement;  ///< chosen by the planner where absent
};

/// Every byte on every device, and how the model is spread.
struct Plan {
    PlanRequest request;
    Placement placement;
    std::string placementReason;      ///< one sentence
    std::vector<DevicePlan> devices;  ///< one per device used, in rank order
    bool fits = false;
    int largestBatch = 0;    ///< at this context; 0 if not even one chat fits
    int largestContext = 0;  ///< per chat at this batch, a multiple of the page; at most the trained context
    int limitingDevice = 0;  ///< rank with the least room left
    std::uint64_t kvPagesPerChat = 0;
    std::uint64_t kvPages = 0;  ///< of the whole pool: pages per chat * batch
};

/// Most prompt tokens in one step where nothing else is asked for.
int usualPrefillChunk(DeviceKind kind);

/// The request for one chat of a model on devices where nothing else is asked for: its weights, stored as `stored`, as
/// these devices hold them, the usual KV cache and steps, and 4096 tokens, or the trained context where that is less.
/// Everybody who plans begins with this one. `devices` must not be empty.
PlanRequest usualRequest(const ModelConfig& model, const WeightFormats& stored, std::vector<DeviceSpec> devices);

/// Computes the plan; pure arithmetic, microseconds, any thread. A plan that does not fit is a result, not an error.
/// Throws Error(InvalidArgument) if the request itself is impossible (no devices, context < 1, batch < 1, a placement
/// that does not divide the model), Error(Unsupported) if it asks of a device what that does not run (supported.h).
Plan makePlan(const PlanRequest& request);

/// In what a model is held.
struct HeldPrecision {
    WeightFormats weights;
    Precision kv = Precision::BFloat16;

    bool operator==(const HeldPrecision&) const = default;
};

/// What would make a request fit, at its context and number of chats: the KV cache in fewer bits, else the weights in
/// fewer, else both; of weights the most bits that will do. Nothing if nothing does that these devices run.
std::optional<HeldPrecision> fittingPrecision(const PlanRequest& request);

/// What would fit instead of a plan that does not, in a sentence: "It fits with int4 weights, or with 2 chats at this
/// context." If nothing does, what it takes at least.
std::string describeWhatFits(const Plan& plan);

/// Throws OutOfMemory if devices lack memory for a plan: which, how much, how much of it other programs took since it
/// was made, and what would fit. `now` is the plan's devices as they are now; where not `withMargin`, the margin may be
/// in use. Throws Error(InvalidArgument) if they are other devices.
void requireFits(const Plan& plan, std::span<const DeviceSpec> now, bool withMargin);

}  // namespace mw
