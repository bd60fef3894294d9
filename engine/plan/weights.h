// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "mw/plan.h"
#include "mw/weight_format.h"

namespace mw {

/// The buffers in which a device keeps its weights. All matrices are row-major [out, in]; q = heads * headDim,
/// k = kvHeads * headDim and f = feed forward of this device, h = hidden, e = experts. Each expert has buffers of its
/// own, so that one may lie elsewhere than the next.
enum class WeightKind {
    Embedding,      ///< [vocabulary, h]
    FinalNorm,      ///< [1, h] float32
    Head,           ///< [vocabularyRows, h]; absent where tied to an embedding on the same device
    AttentionNorm,  ///< [1, h] float32
    Qkv,            ///< [q + 2k, h]: query, key, value rows
    Output,         ///< [h, q]
    MoeNorm,        ///< [1, h] float32
    Router,         ///< [e, h] float32
    GateUp,         ///< of one expert [2f, h]: first w1, then w3
    Down,           ///< of one expert [h, f]
};

struct WeightBuffer {
    WeightKind kind = WeightKind::Embedding;
    int layer = 0;   ///< of the whole model; 0 for those outside of layers
    int expert = 0;  ///< 0 for those that are no expert's
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    WeightFormat format = WeightFormat::BFloat16;

    WeightBytes parts() const { return weightBytes(format, rows, columns); }
    std::uint64_t bytes() const;  ///< of what its device allocates for all weights at once
    bool isLarge() const;
};

/// What large buffers begin at and are rounded up to, so that the copy engine of GPUs finds experts; see ExpertPlace.
/// They lie before the others, and all of them in one piece of memory: drivers round each piece up to 2 MiB.
inline constexpr std::uint64_t kLargeWeightAlignment = 64 << 10;

/// Bytes of the table that says where the experts of a layer lie, on a device of this model; as allocated.
std::uint64_t expertTableBytes(const ModelConfig& model);

/// An entry of that table: pointers to values, scales and super-scales of both matrices.
inline constexpr std::uint64_t kExpertPlaceBytes = 6 * sizeof(void*);

/// Every weight buffer of a device: the planner sums them, the model allocates and fills them.
std::vector<WeightBuffer> weightBuffers(const PlanRequest& request, const Partition& partition);

}  // namespace mw
