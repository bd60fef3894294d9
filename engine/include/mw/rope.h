// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <compare>
#include <vector>

namespace mw {

/// How rotary embeddings are stretched for contexts beyond the one that a model was first trained for: config key
/// rope_scaling (transformers 4) or rope_parameters (5).
struct RopeScaling {
    double factor = 1;  ///< linear: all frequencies are divided by it

    /// YaRN (https://arxiv.org/abs/2309.00071): slow frequencies are divided by `factor`, fast ones stay, with a ramp
    /// between those that turn `betaSlow` and `betaFast` times in the first context.
    bool yarn = false;
    double originalContext = 0;  ///< original_max_position_embeddings, tokens
    double betaFast = 32;
    double betaSlow = 1;
    bool truncate = true;        ///< the ends of the ramp are whole dimensions
    double attentionFactor = 1;  ///< of cosines and sines

    auto operator<=>(const RopeScaling&) const = default;
};

/// What a rotation depends on, besides the position.
struct Rope {
    Rope(double aTheta = 1e6, const RopeScaling& aScaling = {}) : theta(aTheta), scaling(aScaling) {}

    double theta;
    RopeScaling scaling;

    auto operator<=>(const Rope&) const = default;
};

/// Angles per position, [headDim / 2], in float32 as transformers computes them: 1 / theta^(2 i / headDim), scaled.
std::vector<float> inverseFrequencies(const Rope& rope, int headDim);

}  // namespace mw
