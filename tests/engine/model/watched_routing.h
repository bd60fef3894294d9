// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Logits together with the router's choices. Where two experts are nearly as good, rounding decides, and either choice
// is right: a model is compared with the reference that makes the same choices, after each of them was found to be one
// that the reference could have made.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mw/options.h"

namespace mw::test {

/// [layer][token * expertsPerToken] the experts of each token.
using RouterChoices = std::vector<std::vector<std::int32_t>>;

struct RoutedLogits {
    std::vector<float> logits;  ///< [tokens, vocabulary]
    RouterChoices choices;
    /// [token] by how much the worst expert that was chosen for it, in any layer, is behind the best one left out,
    /// relative to the largest router logit of the token there; 0 where all were the model's own choice.
    std::vector<double> concessions;
};

/// Computes `ids` in one step.
RoutedLogits routedLogits(const LoadOptions& options, std::span<const int> ids);

enum class Rounding { None, AsOnGpus };

/// The same on the CPU, made to choose `choices`. AsOnGpus: with weights, activations, keys and values rounded to bf16
/// between operations, as GPUs keep them.
RoutedLogits followedLogits(const LoadOptions& options, std::span<const int> ids, const RouterChoices& choices,
                            Rounding rounding);

}  // namespace mw::test
