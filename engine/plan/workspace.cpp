// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "workspace.h"

#include <algorithm>
#include <limits>

#include "bytes.h"

namespace mw {

namespace {

/// Scoring a text wants the logits of every token; it fetches them in runs of this many rows.
constexpr int kScoringRows = 16;

std::uint64_t alignedProduct(std::initializer_list<std::int64_t> factors) {
    return aligned(product(factors));
}

}  // namespace

int maxStepTokens(const PlanRequest& request) {
    return static_cast<int>(std::min<std::int64_t>(
        static_cast<std::int64_t>(request.prefillChunkTokens) + request.batch, std::numeric_limits<int>::max()));
}

int maxLogitRows(const PlanRequest& request) {
    return std::max(request.batch, kScoringRows);
}

WorkspaceSizes workspaceSizes(const PlanRequest& request, const Partition& partition) {
    const ModelConfig& model = request.model;
    const auto activation = static_cast<std::int64_t>(bytesPerElement(request.activations));
    const std::int64_t tokens = maxStepTokens(request);
    const std::int64_t rows = partition.hasHead ? maxLogitRows(request) : 0;
    const std::int64_t qkvHeads = static_cast<std::int64_t>(partition.heads) + 2LL * partition.kvHeads;
    const bool headIsSplit = partition.hasHead && partition.vocabularyRows < model.vocabularySize;

    WorkspaceSizes sizes;
    sizes.hidden = alignedProduct({tokens, model.hiddenSize, 4});
    sizes.normed = alignedProduct({tokens, model.hiddenSize, activation});
    sizes.qkv = alignedProduct({tokens, qkvHeads, model.headDim, activation});
    sizes.attention = alignedProduct({tokens, partition.heads, model.headDim, activation});
    sizes.delta = alignedProduct({tokens, model.hiddenSize, activation});
    sizes.routing = alignedProduct({tokens, model.expertsPerToken, 4 + 4});
    sizes.expert = alignedProduct({tokens, model.expertsPerToken, partition.feedForwardSize, activation});
    sizes.lastHidden = alignedProduct({rows, model.hiddenSize, activation});
    sizes.logits = alignedProduct({rows, model.vocabularySize, 4});
    sizes.logitsShard = headIsSplit ? alignedProduct({rows, partition.vocabularyRows, 4}) : 0;
    return sizes;
}

std::uint64_t kvLayerBytes(const PlanRequest& request, const Partition& partition, std::uint64_t pages) {
    return alignedProduct({static_cast<std::int64_t>(std::min(pages, kTooManyBytes)), 2, partition.kvHeads,
                           kKvPageTokens, request.model.headDim,
                           static_cast<std::int64_t>(bytesPerElement(request.kv))});
}

}  // namespace mw
