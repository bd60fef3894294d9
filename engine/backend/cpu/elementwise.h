// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "backend.h"
#include "thread_pool.h"

namespace mw::cpu {

/// Cosines and sines of one step, computed by the first layer and used by all.
class RopeTable {
 public:
    /// Forgets the previous step.
    void reset() { m_headDim = 0; }
    /// [tokens, headDim / 2] each. Angles as transformers computes them, in float32: position * inverse frequency.
    void prepare(std::span<const int> positions, int headDim, const Rope& rope);
    const float* cosines(std::int64_t token) const { return m_cosines.data() + token * (m_headDim / 2); }
    const float* sines(std::int64_t token) const { return m_sines.data() + token * (m_headDim / 2); }

 private:
    int m_headDim = 0;
    Rope m_rope;
    std::vector<float> m_cosines;
    std::vector<float> m_sines;
};

// See the operations of Device with these names.
void embed(ThreadPool& pool, std::span<const int> tokens, const Weight& table, Matrix out);
void addRmsNorm(ThreadPool& pool, Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out);
void add(ThreadPool& pool, Matrix residual, Matrix delta);
void ropeAndStoreKv(ThreadPool& pool, const StepInputs& inputs, const RopeTable& table, Matrix qkv, int heads,
                    const KvLayer& kv);
bool allFinite(Matrix x);
void fillRandom(ThreadPool& pool, Matrix out, float scale, std::uint64_t seed);

/// topkIds, topkWeights [n, t] from the router's `logits` [n, e].
void chooseTopk(Matrix logits, std::int32_t* topkIds, float* topkWeights, int expertsPerToken);

}  // namespace mw::cpu
