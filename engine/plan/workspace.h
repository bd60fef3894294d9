// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>

#include "mw/plan.h"

namespace mw {

/// Buffers are rounded up to this, so that sums of planned bytes are what an allocator really takes.
inline constexpr std::uint64_t kBufferAlignment = 256;

/// `bytes` rounded up to kBufferAlignment.
constexpr std::uint64_t aligned(std::uint64_t bytes) {
    return (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

/// The activation buffers of one device, in bytes (each aligned). The planner sums them, the model allocates them.
struct WorkspaceSizes {
    std::uint64_t hidden = 0;       ///< residual stream [tokens, hidden] float32
    std::uint64_t normed = 0;       ///< [tokens, hidden]
    std::uint64_t qkv = 0;          ///< [tokens, (heads + 2 kvHeads) * headDim]
    std::uint64_t attention = 0;    ///< [tokens, heads * headDim]
    std::uint64_t delta = 0;        ///< what a block adds to the residual stream [tokens, hidden]
    std::uint64_t routing = 0;      ///< expert ids and weights [tokens, expertsPerToken], int32 + float32
    std::uint64_t expert = 0;       ///< SwiGLU products [tokens * expertsPerToken, feedForward]
    std::uint64_t lastHidden = 0;   ///< rows whose logits are wanted [logitRows, hidden]
    std::uint64_t logits = 0;       ///< [logitRows, vocabulary] float32
    std::uint64_t logitsShard = 0;  ///< [logitRows, vocabulary / tensorParallel] float32; 0 if not split
    std::uint64_t scratch = 0;      ///< of the kernels, and the inputs of a step; 0 on the CPU

    std::uint64_t total() const {
        return hidden + normed + qkv + attention + delta + routing + expert + lastHidden + logits + logitsShard +
               scratch;
    }
};

/// Most tokens in one step: the prefill chunk, and one for each running chat.
int maxStepTokens(const PlanRequest& request);

/// Most rows of logits in one step: one for each running chat, at least a few rows for scoring.
int maxLogitRows(const PlanRequest& request);

WorkspaceSizes workspaceSizes(const PlanRequest& request, const Partition& partition);

/// Bytes of one layer's KV pages on a device: pages * 2 * kvHeads * kKvPageTokens * headDim * bytes, aligned.
std::uint64_t kvLayerBytes(const PlanRequest& request, const Partition& partition, std::uint64_t pages);

/// The share of rank `rank` in a placement. Throws Error(InvalidArgument) if the placement does not divide the model.
/// `layersOfStage` says how many layers each stage takes.
Partition partitionOf(const ModelConfig& model, const Placement& placement, std::span<const int> layersOfStage,
                      int rank);

}  // namespace mw
