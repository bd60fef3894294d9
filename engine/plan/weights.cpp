// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "weights.h"

#include "workspace.h"

namespace mw {

std::uint64_t expertTableBytes(const ModelConfig& model) {
    return aligned(static_cast<std::uint64_t>(model.experts) * kExpertPlaceBytes);
}

std::vector<WeightBuffer> weightBuffers(const PlanRequest& request, const Partition& partition) {
    const ModelConfig& model = request.model;
    const std::int64_t hidden = model.hiddenSize;
    const std::int64_t queries = static_cast<std::int64_t>(partition.heads) * model.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(partition.kvHeads) * model.headDim;
    const std::int64_t experts = model.experts;
    const std::int64_t feedForward = partition.feedForwardSize;

    const WeightFormats& formats = request.weights;

    std::vector<WeightBuffer> buffers;
    if (partition.hasEmbedding)
        buffers.push_back({WeightKind::Embedding, 0, model.vocabularySize, hidden, formats.embedding});
    for (int layer = partition.firstLayer; layer < partition.firstLayer + partition.layers; ++layer) {
        buffers.push_back({WeightKind::AttentionNorm, layer, 1, hidden, WeightFormat::Float32});
        buffers.push_back({WeightKind::Qkv, layer, queries + 2 * keys, hidden, formats.attention});
        buffers.push_back({WeightKind::Output, layer, hidden, queries, formats.attention});
        buffers.push_back({WeightKind::MoeNorm, layer, 1, hidden, WeightFormat::Float32});
        buffers.push_back({WeightKind::Router, layer, experts, hidden, WeightFormat::Float32});
        buffers.push_back({WeightKind::GateUp, layer, experts * 2 * feedForward, hidden, formats.experts});
        buffers.push_back({WeightKind::Down, layer, experts * hidden, feedForward, formats.experts});
    }
    if (partition.hasHead) {
        buffers.push_back({WeightKind::FinalNorm, 0, 1, hidden, WeightFormat::Float32});
        if (!model.tiedEmbeddings || !partition.hasEmbedding)
            buffers.push_back({WeightKind::Head, 0, partition.vocabularyRows, hidden, formats.head});
    }
    return buffers;
}

}  // namespace mw
