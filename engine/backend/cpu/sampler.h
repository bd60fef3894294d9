// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "backend.h"

namespace mw::cpu {

/// Memory that one thread reuses from row to row.
struct SamplerScratch {
    std::vector<float> logits;   ///< after the penalties
    std::vector<float> weights;  ///< exp of the scaled logits, the largest is 1
    std::vector<std::int32_t> candidates;
    std::vector<int> counts;  ///< of tokens; all 0 between uses
};

/// Uniform in [0, 1): a function of the two numbers only (Philox 4x32-10, Salmon et al. 2011).
double uniformDraw(std::uint64_t seed, std::uint64_t position);

/// Draws the token that follows, from `logits` [vocabulary], in the order that SamplingOptions says; log-probabilities
/// are those of the model itself. The reference for every other backend.
SampledToken sampleRow(SamplerScratch& scratch, const float* logits, int vocabulary, const SamplingRow& row);

}  // namespace mw::cpu
