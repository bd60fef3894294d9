// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "weights.h"

#include "workspace.h"

namespace mw {

std::uint64_t WeightBuffer::bytes() const {
    return aligned(static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(columns) * bytesPerElement(precision));
}

std::vector<WeightBuffer> weightBuffers(const PlanRequest& request, const Partition& partition) {
    const ModelConfig& model = request.model;
    const std::int64_t hidden = model.hiddenSize;
    const std::int64_t queries = static_cast<std::int64_t>(partition.heads) * model.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(partition.kvHeads) * model.headDim;
    const std::int64_t experts = model.experts;
    const std::int64_t feedForward = partition.feedForwardSize;

    std::vector<WeightBuffer> buffers;
    if (partition.hasEmbedding)
        buffers.push_back({WeightKind::Embedding, 0, model.vocabularySize, hidden, request.weights});
    for (int layer = partition.firstLayer; layer < partition.firstLayer + partition.layers; ++layer) {
        buffers.push_back({WeightKind::AttentionNorm, layer, 1, hidden, Precision::Float32});
        buffers.push_back({WeightKind::Qkv, layer, queries + 2 * keys, hidden, request.weights});
        buffers.push_back({WeightKind::Output, layer, hidden, queries, request.weights});
        buffers.push_back({WeightKind::MoeNorm, layer, 1, hidden, Precision::Float32});
        buffers.push_back({WeightKind::Router, layer, experts, hidden, Precision::Float32});
        buffers.push_back({WeightKind::GateUp, layer, experts * 2 * feedForward, hidden, request.weights});
        buffers.push_back({WeightKind::Down, layer, experts * hidden, feedForward, request.weights});
    }
    if (partition.hasHead) {
        buffers.push_back({WeightKind::FinalNorm, 0, 1, hidden, Precision::Float32});
        if (!model.tiedEmbeddings || !partition.hasEmbedding)
            buffers.push_back({WeightKind::Head, 0, partition.vocabularyRows, hidden, request.weights});
    }
    return buffers;
}

}  // namespace mw
