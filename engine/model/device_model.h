// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "backend.h"
#include "checkpoint.h"
#include "mw/plan.h"
#include "weights.h"

namespace mw {

/// The weights of one layer on one device; see WeightKind for their shapes.
struct LayerWeights {
    Matrix attentionNorm, moeNorm;
    Weight qkv, output, router;
    ExpertWeights experts;
    std::vector<ExpertPlace> places;  ///< what experts.hostPlaces shows
};

/// A weight buffer and its memory.
struct HeldWeight {
    WeightBuffer buffer;
    std::byte* data = nullptr;

    Weight weight() const { return Weight::at(data, buffer.format, buffer.rows, buffer.columns); }
};

/// Activation buffers for the largest step; each step uses their first rows.
struct Workspace {
    Matrix hidden;                    ///< residual stream [n, h], float32
    Matrix normed;                    ///< [n, h]
    Matrix qkv;                       ///< [n, q + 2k]
    Matrix attention;                 ///< [n, q]
    Matrix delta;                     ///< what a block adds to the residual stream [n, h]
    Matrix products;                  ///< SwiGLU products [n * t, f]
    Matrix lastHidden;                ///< [r, h]
    Matrix logits;                    ///< [r, v], float32
    Matrix shard;                     ///< [r, v / tensorParallel], float32; unused where logits are not split
    std::int32_t* topkIds = nullptr;  ///< [n, t], the router's choice
    float* topkWeights = nullptr;     ///< [n, t]
};

/// The part of the model that lives on one device.
class DeviceModel {
 public:
    /// Allocates weights, KV cache and workspace. Call on the device's own thread.
    DeviceModel(Device& device, const Plan& plan);

    /// In loading order; see loader.h.
    const std::vector<HeldWeight>& weights() const { return m_weights; }
    const ModelConfig& config() const { return m_config; }
    const Partition& partition() const { return m_partition; }
    Precision kvPrecision() const { return m_kv.front().precision; }

    /// The layers of this device, from token ids or the previous stage's hidden states to normed hidden states or the
    /// next stage. `activations`: of the layers' products. `inspect`, if given, is called with what each block adds
    /// to the residual stream.
    using Inspect = std::function<void(const std::string& where, Matrix delta)>;
    void forward(int tokens, Activations activations, const Inspect& inspect = {});

    /// Logits [rows, v] of the rows that the step wants, after forward(). On the last stage only.
    Matrix head(int rows);

    /// Whether this device draws the tokens: the first rank of the last stage.
    bool draws() const { return m_partition.hasHead && m_partition.tensorRank == 0; }
    bool hasHead() const { return m_partition.hasHead; }
    Device& device() { return *m_device; }
    int maxLogitRows() const { return static_cast<int>(m_workspace.logits.rows); }

 private:
    void allocateWeights(const std::vector<WeightBuffer>& buffers);
    /// Memory for what take() gives out. GPUs round each allocation to 2 MiB, so there are few.
    void allocate(std::uint64_t bytes, std::string_view purpose);
    Matrix take(Matrix shape, std::uint64_t plannedBytes, std::string_view purpose);
    void place(const HeldWeight& held);
    void uploadExpertTables();
    void allocateWorkspace(const PlanRequest& request);
    void prepareDevice(const PlanRequest& request, std::uint64_t scratchBytes);
    void attentionBlock(const LayerWeights& layer, const KvLayer& kv, const Workspace& step, Activations activations);
    void expertsBlock(const LayerWeights& layer, const Workspace& step, Activations activations);
    Workspace firstRows(int tokens) const;

    Device* m_device;
    ModelConfig m_config;
    Partition m_partition;
    std::vector<HeldWeight> m_weights;  ///< what the plan lists, in loading order
    std::vector<DeviceMemory> m_memory;
    std::byte* m_next = nullptr;  ///< of what was allocated last
    Weight m_embedding, m_head;
    Matrix m_finalNorm;
    std::vector<LayerWeights> m_layers;
    std::vector<KvLayer> m_kv;
    Workspace m_workspace;
};

}  // namespace mw
