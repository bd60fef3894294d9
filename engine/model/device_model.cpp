// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "device_model.h"

#include <algorithm>
#include <cassert>

#include "workspace.h"

namespace mw {

namespace {

std::string blockName(int layer, std::string_view block) {
    return "layer " + std::to_string(layer) + ", " + std::string(block);
}

}  // namespace

DeviceModel::DeviceModel(Device& device, const Plan& plan)
    : m_device(&device),
      m_config(plan.request.model),
      m_partition(plan.devices.at(device.rank()).partition),
      m_layers(static_cast<std::size_t>(m_partition.layers)),
      m_kv(static_cast<std::size_t>(m_partition.layers)) {
    for (LayerWeights& layer : m_layers)
        layer.places.resize(static_cast<std::size_t>(m_config.experts));
    allocateWeights(weightBuffers(plan.request, m_partition));
    uploadExpertTables();
    if (m_partition.hasHead && m_config.tiedEmbeddings && m_partition.hasEmbedding) {
        const std::int64_t first = m_partition.vocabularyRows == m_config.vocabularySize
                                       ? 0
                                       : static_cast<std::int64_t>(m_partition.tensorRank) * m_partition.vocabularyRows;
        m_head = m_embedding.rowRange(first, m_partition.vocabularyRows);
    }
    const auto pages = static_cast<std::int64_t>(plan.kvPages);
    const std::int64_t pageRows = 2L * m_partition.kvHeads * kKvPageTokens;
    const std::uint64_t layerBytes = kvLayerBytes(plan.request, m_partition, plan.kvPages);
    allocate(m_kv.size() * layerBytes, "the KV cache");
    for (KvLayer& kv : m_kv) {
        const Matrix block =
            take({nullptr, plan.request.kv, pages * pageRows, m_config.headDim}, layerBytes, "the KV cache");
        kv = {block.data, block.precision, pages, m_partition.kvHeads, m_config.headDim};
    }
    allocateWorkspace(plan.request);
}

void DeviceModel::allocateWeights(const std::vector<WeightBuffer>& buffers) {
    std::uint64_t bytes = 0;
    for (const WeightBuffer& buffer : buffers)
        bytes += buffer.bytes();
    m_memory.push_back(m_device->allocate(bytes, "weights"));
    auto* at = static_cast<std::byte*>(m_memory.back().data());
    for (const WeightBuffer& buffer : buffers)
        m_weights.push_back({buffer, nullptr});
    for (const bool large : {true, false})
        for (HeldWeight& weight : m_weights) {
            if (weight.buffer.isLarge() != large) continue;
            weight.data = at;
            at += weight.buffer.bytes();
            place(weight);
        }
}

void DeviceModel::allocate(std::uint64_t bytes, std::string_view purpose) {
    if (bytes == 0) return;
    m_memory.push_back(m_device->allocate(bytes, purpose));
    m_next = static_cast<std::byte*>(m_memory.back().data());
}

Matrix DeviceModel::take(Matrix shape, std::uint64_t plannedBytes, std::string_view purpose) {
    if (shape.bytes() > plannedBytes)
        throw Error(ErrorCode::Internal, "The plan has too few bytes for " + std::string(purpose) + ".");
    if (plannedBytes == 0) return shape;
    shape.data = m_next;
    m_next += plannedBytes;
    return shape;
}

void DeviceModel::allocateWorkspace(const PlanRequest& request) {
    const WorkspaceSizes sizes = workspaceSizes(request, m_partition);
    const std::int64_t tokens = maxStepTokens(request);
    const std::int64_t rows = m_partition.hasHead ? mw::maxLogitRows(request) : 0;
    const std::int64_t choices = tokens * m_config.expertsPerToken;
    const std::int64_t queries = static_cast<std::int64_t>(m_partition.heads) * m_config.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(m_partition.kvHeads) * m_config.headDim;
    const bool split = m_partition.hasHead && m_partition.vocabularyRows < m_config.vocabularySize;
    allocate(sizes.total() - sizes.scratch, "the workspace");
    const auto take = [&](Precision precision, std::int64_t count, std::int64_t columns, std::uint64_t bytes) {
        return this->take({nullptr, precision, count, columns}, bytes, "the workspace");
    };
    m_workspace.hidden = take(Precision::Float32, tokens, m_config.hiddenSize, sizes.hidden);
    m_workspace.normed = take(request.activations, tokens, m_config.hiddenSize, sizes.normed);
    m_workspace.qkv = take(request.activations, tokens, queries + 2 * keys, sizes.qkv);
    m_workspace.attention = take(request.activations, tokens, queries, sizes.attention);
    m_workspace.delta = take(request.activations, tokens, m_config.hiddenSize, sizes.delta);
    m_workspace.products = take(request.activations, choices, m_partition.feedForwardSize, sizes.expert);
    m_workspace.lastHidden = take(request.activations, rows, m_config.hiddenSize, sizes.lastHidden);
    m_workspace.logits = take(Precision::Float32, rows, m_config.vocabularySize, sizes.logits);
    m_workspace.shard = take(Precision::Float32, split ? rows : 0, m_partition.vocabularyRows, sizes.logitsShard);
    const Matrix routing = take(Precision::Float32, 2 * tokens, m_config.expertsPerToken, sizes.routing);
    m_workspace.topkIds = static_cast<std::int32_t*>(routing.data);
    m_workspace.topkWeights = static_cast<float*>(routing.data) + choices;
    if (sizes.scratch > 0) prepareDevice(request, sizes.scratch);
}

void DeviceModel::prepareDevice(const PlanRequest& request, std::uint64_t scratchBytes) {
    const auto pages = (request.contextTokens + kKvPageTokens - 1) / kKvPageTokens;
    m_device->prepare({.tokens = maxStepTokens(request),
                       .sequences = request.batch,
                       .logitRows = mw::maxLogitRows(request),
                       .pages = pages * request.batch,
                       .hidden = m_config.hiddenSize,
                       .feedForward = m_partition.feedForwardSize,
                       .heads = m_partition.heads,
                       .kvHeads = m_partition.kvHeads,
                       .headDim = m_config.headDim,
                       .experts = m_config.experts,
                       .expertsPerToken = m_config.expertsPerToken,
                       .vocabulary = m_config.vocabularySize},
                      m_device->allocate(scratchBytes, "the workspace"));
}

void DeviceModel::place(const HeldWeight& held) {
    LayerWeights& layer = m_layers[static_cast<std::size_t>(std::max(0, held.buffer.layer - m_partition.firstLayer))];
    const Weight weight = held.weight();
    const Matrix vector{held.data, Precision::Float32, weight.rows, weight.columns};
    const Weight shape{.format = weight.format, .rows = weight.rows, .columns = weight.columns};
    ExpertPlace& expert = layer.places.at(static_cast<std::size_t>(held.buffer.expert));
    switch (held.buffer.kind) {
        case WeightKind::Embedding:
            m_embedding = weight;
            return;
        case WeightKind::FinalNorm:
            m_finalNorm = vector;
            return;
        case WeightKind::Head:
            m_head = weight;
            return;
        case WeightKind::AttentionNorm:
            layer.attentionNorm = vector;
            return;
        case WeightKind::Qkv:
            layer.qkv = weight;
            return;
        case WeightKind::Output:
            layer.output = weight;
            return;
        case WeightKind::MoeNorm:
            layer.moeNorm = vector;
            return;
        case WeightKind::Router:
            layer.router = weight;
            return;
        case WeightKind::GateUp:
            layer.experts.gateUp = shape;
            expert.gateUpValues = weight.values;
            expert.gateUpScales = weight.scales;
            expert.gateUpSuperScales = weight.superScales;
            return;
        case WeightKind::Down:
            layer.experts.down = shape;
            expert.downValues = weight.values;
            expert.downScales = weight.scales;
            expert.downSuperScales = weight.superScales;
            return;
    }
    throw Error(ErrorCode::Internal, "A weight buffer of unknown kind.");
}

void DeviceModel::uploadExpertTables() {
    static_assert(sizeof(ExpertPlace) == kExpertPlaceBytes);
    for (LayerWeights& layer : m_layers) {
        m_memory.push_back(m_device->allocate(expertTableBytes(m_config), "weights"));
        m_device->upload(m_memory.back().data(), layer.places.data(), layer.places.size() * sizeof(ExpertPlace));
        layer.experts.experts = m_config.experts;
        layer.experts.places = static_cast<const ExpertPlace*>(m_memory.back().data());
        layer.experts.hostPlaces = layer.places;
    }
}

Workspace DeviceModel::firstRows(int tokens) const {
    Workspace step = m_workspace;
    for (Matrix* matrix : {&step.hidden, &step.normed, &step.qkv, &step.attention, &step.delta})
        *matrix = matrix->rowRange(0, tokens);
    step.products = step.products.rowRange(0, static_cast<std::int64_t>(tokens) * m_config.expertsPerToken);
    return step;
}

void DeviceModel::forward(int tokens, Activations activations, const Inspect& inspect) {
    const Workspace step = firstRows(tokens);
    const auto epsilon = static_cast<float>(m_config.normEpsilon);
    const int group = m_partition.tensorParallel;

    if (m_partition.hasEmbedding)
        m_device->embed(m_embedding, step.hidden);
    else
        m_device->receive(step.hidden, m_device->rank() - group);
    if (inspect) inspect(m_partition.hasEmbedding ? "the embedding" : "the previous stage", step.hidden);

    Matrix delta{};  // of the previous block, added to the residual stream by the next norm
    for (int i = 0; i < m_partition.layers; ++i) {
        const LayerWeights& layer = m_layers[static_cast<std::size_t>(i)];
        const int number = m_partition.firstLayer + i;

        m_device->addRmsNorm(step.hidden, delta, layer.attentionNorm, epsilon, step.normed);
        attentionBlock(layer, m_kv[static_cast<std::size_t>(i)], step, activations);
        if (inspect) inspect(blockName(number, "attention"), step.delta);

        expertsBlock(layer, step, activations);
        if (inspect) inspect(blockName(number, "experts"), step.delta);
        delta = step.delta;
    }

    if (m_partition.hasHead) {
        m_device->addRmsNorm(step.hidden, delta, m_finalNorm, epsilon, step.normed);
        if (inspect) inspect("the final norm", step.normed);
    } else {
        if (delta.data) m_device->add(step.hidden, delta);
        m_device->send(step.hidden, m_device->rank() + group);
    }
}

void DeviceModel::attentionBlock(const LayerWeights& layer, const KvLayer& kv, const Workspace& step,
                                 Activations activations) {
    m_device->linear(step.normed, layer.qkv, step.qkv, activations);
    m_device->ropeStoreAndAttend(step.qkv, m_partition.heads, {m_config.ropeTheta, m_config.ropeScaling}, kv,
                                 step.attention);
    m_device->linear(step.attention, layer.output, step.delta, activations);
    if (m_partition.tensorParallel > 1) m_device->allReduceSum(step.delta);
}

void DeviceModel::expertsBlock(const LayerWeights& layer, const Workspace& step, Activations activations) {
    m_device->addRmsNormAndRoute(step.hidden, step.delta, layer.moeNorm, static_cast<float>(m_config.normEpsilon),
                                 step.normed, layer.router, step.topkIds, step.topkWeights, m_config.expertsPerToken);
    m_device->experts(step.normed, step.topkIds, step.topkWeights, m_config.expertsPerToken, layer.experts,
                      step.products, step.delta, activations);
    if (m_partition.tensorParallel > 1) m_device->allReduceSum(step.delta);
}

Matrix DeviceModel::head(int rows) {
    assert(m_partition.hasHead && rows <= maxLogitRows());
    const Matrix hidden = m_workspace.lastHidden.rowRange(0, rows);
    const Matrix logits = m_workspace.logits.rowRange(0, rows);
    m_device->gatherLogitRows(m_workspace.normed, hidden);
    if (m_partition.vocabularyRows == m_config.vocabularySize) {
        m_device->linear(hidden, m_head, logits);
    } else {
        const Matrix shard = m_workspace.shard.rowRange(0, rows);
        m_device->linear(hidden, m_head, shard);
        m_device->allGatherColumns(shard, logits);
    }
    return logits;
}

}  // namespace mw
