// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "weights.h"

#include "workspace.h"

namespace mw {

std::uint64_t expertTableBytes(const ModelConfig& model) {
    return aligned(static_cast<std::uint64_t>(model.experts) * kExpertPlaceBytes);
}

bool WeightBuffer::isLarge() const {
    constexpr std::uint64_t kLarge = 1 << 20;
    return parts().total() >= kLarge;
}

std::uint64_t WeightBuffer::bytes() const {
    const std::uint64_t bytes = parts().total();
    return isLarge() ? (bytes + kLargeWeightAlignment - 1) / kLargeWeightAlignment * kLargeWeightAlignment : bytes;
}

std::vector<WeightBuffer> weightBuffers(const PlanRequest& request, const Partition& partition) {
    const ModelConfig& model = request.model;
    const std::int64_t hidden = model.hiddenSize;
    const std::int64_t queries = static_cast<std::int64_t>(partition.heads) * model.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(partition.kvHeads) * model.headDim;
    const std::int64_t feedForward = partition.feedForwardSize;

    const WeightFormats& formats = request.weights;

    std::vector<WeightBuffer> buffers;
    const auto add = [&](WeightKind kind, int layer, int expert, std::int64_t rows, std::int64_t columns,
                         WeightFormat format) {
        buffers.push_back({kind, layer, expert, rows, columns, format});
    };
    if (partition.hasEmbedding) add(WeightKind::Embedding, 0, 0, model.vocabularySize, hidden, formats.embedding);
    for (int layer = partition.firstLayer; layer < partition.firstLayer + partition.layers; ++layer) {
        const LayerFormats& held = formats.layer(layer);
        add(WeightKind::AttentionNorm, layer, 0, 1, hidden, WeightFormat::Float32);
        add(WeightKind::Qkv, layer, 0, queries + 2 * keys, hidden, held.attention);
        add(WeightKind::Output, layer, 0, hidden, queries, held.output);
        add(WeightKind::MoeNorm, layer, 0, 1, hidden, WeightFormat::Float32);
        add(WeightKind::Router, layer, 0, model.experts, hidden, WeightFormat::Float32);
        for (int expert = 0; expert < model.experts; ++expert) {
            add(WeightKind::GateUp, layer, expert, 2 * feedForward, hidden, held.experts);
            add(WeightKind::Down, layer, expert, hidden, feedForward, held.down);
        }
    }
    if (partition.hasHead) {
        add(WeightKind::FinalNorm, 0, 0, 1, hidden, WeightFormat::Float32);
        if (!model.tiedEmbeddings || !partition.hasEmbedding)
            add(WeightKind::Head, 0, 0, partition.vocabularyRows, hidden, formats.head);
    }
    return buffers;
}

}  // namespace mw
