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

/// Upper bounds of what the CUDA backend's kernels need beside the activations (CudaDevice::prepare() checks them).
std::uint64_t cudaScratchBytes(const PlanRequest& request, const Partition& partition) {
    constexpr std::int64_t kFewTokens = 64;         // that take the way of decode
    constexpr std::int64_t kSplitBytes = 35 << 20;  // partial sums of matrices whose work is cut evenly over the GPU
    constexpr std::int64_t kSplitBlocks = 6 * 256;  // of decode attention with few chats; at most four a chat with many
    const ModelConfig& model = request.model;
    const std::int64_t tokens = maxStepTokens(request);
    const std::int64_t choices = tokens * model.expertsPerToken;
    const std::int64_t rows = maxLogitRows(request);
    const std::int64_t pages = (static_cast<std::int64_t>(request.contextTokens) / kKvPageTokens + 1) * request.batch;

    const std::uint64_t fewTokens = alignedProduct({kSplitBytes}) +
                                    alignedProduct({kFewTokens, model.expertsPerToken, model.hiddenSize, 4}) +
                                    alignedProduct({kFewTokens, model.experts, partition.feedForwardSize, 2});
    const std::uint64_t manyTokens =
        alignedProduct({choices, model.hiddenSize, 2 + 4}) + alignedProduct({choices, 64}) +
        alignedProduct({kFewTokens, model.expertsPerToken, 8, model.hiddenSize, 4}) + (1 << 20);
    constexpr std::uint64_t kLibrary = 4 << 20;  // what cuBLAS works in
    const std::uint64_t attention =
        alignedProduct({kSplitBlocks + 4LL * request.batch, partition.heads, model.headDim + 2, 4}) + (1 << 20);
    const std::uint64_t sampling = alignedProduct({rows, 16 << 10}) + alignedProduct({rows, model.vocabularySize, 2});
    const std::uint64_t inputs = alignedProduct({tokens, 32}) + alignedProduct({rows, 512}) +
                                 alignedProduct({pages, 4}) + alignedProduct({request.batch, 64}) + (64 << 10);
    return aligned(fewTokens + manyTokens + kLibrary + attention + sampling + inputs);
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
    const bool cuda =
        std::ranges::any_of(request.devices, [](const DeviceSpec& device) { return device.kind == DeviceKind::Cuda; });
    sizes.scratch = cuda ? cudaScratchBytes(request, partition) : 0;
    return sizes;
}

std::uint64_t kvLayerBytes(const PlanRequest& request, const Partition& partition, std::uint64_t pages) {
    return alignedProduct({static_cast<std::int64_t>(std::min(pages, kTooManyBytes)), 2, partition.kvHeads,
                           kKvPageTokens, request.model.headDim,
                           static_cast<std::int64_t>(bytesPerElement(request.kv))});
}

}  // namespace mw
