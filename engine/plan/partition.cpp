// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <numeric>

#include "mw/error.h"
#include "workspace.h"

namespace mw {

namespace {

/// Rows of logits that scoring a text computes at once, however few chats there are.
constexpr int kScoringRows = 16;

std::uint64_t bytesOf(std::int64_t rows, std::int64_t columns, Precision precision) {
    return aligned(static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(columns) * bytesPerElement(precision));
}

[[noreturn]] void refuse(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

void requireDivides(int parts, int whole, const char* what) {
    if (whole % parts != 0)
        refuse("Tensor parallel over " + std::to_string(parts) + " devices does not divide " + std::to_string(whole) +
               " " + what + ".");
}

}  // namespace

int maxStepTokens(const PlanRequest& request) {
    return request.prefillChunkTokens + request.batch;
}

int maxLogitRows(const PlanRequest& request) {
    return std::max(request.batch, kScoringRows);
}

WorkspaceSizes workspaceSizes(const PlanRequest& request, const Partition& partition) {
    const ModelConfig& model = request.model;
    const std::int64_t tokens = maxStepTokens(request);
    const std::int64_t queries = static_cast<std::int64_t>(partition.heads) * model.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(partition.kvHeads) * model.headDim;
    const std::int64_t choices = tokens * model.expertsPerToken;

    WorkspaceSizes sizes;
    sizes.hidden = bytesOf(tokens, model.hiddenSize, Precision::Float32);
    sizes.normed = bytesOf(tokens, model.hiddenSize, request.activations);
    sizes.qkv = bytesOf(tokens, queries + 2 * keys, request.activations);
    sizes.attention = bytesOf(tokens, queries, request.activations);
    sizes.delta = bytesOf(tokens, model.hiddenSize, request.activations);
    sizes.routing = bytesOf(2, choices, Precision::Float32);
    sizes.expert = bytesOf(choices, partition.feedForwardSize, request.activations);
    if (partition.hasHead) {
        const std::int64_t rows = maxLogitRows(request);
        sizes.lastHidden = bytesOf(rows, model.hiddenSize, request.activations);
        sizes.logits = bytesOf(rows, model.vocabularySize, Precision::Float32);
        if (partition.vocabularyRows < model.vocabularySize)
            sizes.logitsShard = bytesOf(rows, partition.vocabularyRows, Precision::Float32);
    }
    return sizes;
}

std::uint64_t kvLayerBytes(const PlanRequest& request, const Partition& partition, std::uint64_t pages) {
    const std::uint64_t elements = 2ULL * static_cast<std::uint64_t>(partition.kvHeads) * kKvPageTokens *
                                   static_cast<std::uint64_t>(request.model.headDim);
    return aligned(pages * elements * bytesPerElement(request.kv));
}

Partition partitionOf(const ModelConfig& model, const Placement& placement, std::span<const int> layersOfStage,
                      int rank) {
    const int group = placement.tensorParallel;
    requireDivides(group, model.heads, "attention heads");
    requireDivides(group, model.kvHeads, "KV heads");
    requireDivides(group, model.feedForwardSize, "rows of an expert");
    const int stage = rank / group;
    const auto before = layersOfStage.first(static_cast<std::size_t>(stage));

    Partition part;
    part.stage = stage;
    part.tensorRank = rank % group;
    part.tensorParallel = group;
    part.firstLayer = std::accumulate(before.begin(), before.end(), 0);
    part.layers = layersOfStage[static_cast<std::size_t>(stage)];
    part.heads = model.heads / group;
    part.kvHeads = model.kvHeads / group;
    part.feedForwardSize = model.feedForwardSize / group;
    part.hasEmbedding = stage == 0;
    part.hasHead = stage == placement.stages - 1;
    if (part.hasHead)
        part.vocabularyRows = model.vocabularySize % group == 0 ? model.vocabularySize / group : model.vocabularySize;
    return part;
}

}  // namespace mw
