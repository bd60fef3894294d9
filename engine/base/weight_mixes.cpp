// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/weight_mixes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mw {

namespace {

/// A row of the table of mixes, as they are of models with eight experts in each layer.
struct Mix {
    std::string_view name;
    WeightFormat usual;
    WeightFormat finerDown;  ///< of the layers that isFiner() says
    WeightFormat output;     ///< of attention
    WeightFormat head;
    /// Key and value are in Q8_0 beside a query in fewer bits: one matrix that only 16 bits hold.
    WeightFormat attention;
};

constexpr std::array kMixes = {
    Mix{"q4_k_m", WeightFormat::Q4_K, WeightFormat::Q6_K, WeightFormat::Q5_K, WeightFormat::Q6_K,
        WeightFormat::BFloat16},
    Mix{"q5_k_m", WeightFormat::Q5_K, WeightFormat::Q6_K, WeightFormat::Q5_K, WeightFormat::Q6_K,
        WeightFormat::BFloat16},
};

/// The first and the last eighth of the layers, and every third between them.
bool isFiner(int layer, int layers) {
    const int eighth = layers / 8;
    return layer < eighth || layer >= 7 * layers / 8 || (layer - eighth) % 3 == 2;
}

}  // namespace

std::optional<WeightFormats> mixNamed(std::string_view name, int layers) {
    const auto mix = std::ranges::find(kMixes, name, &Mix::name);
    if (mix == kMixes.end()) return {};
    WeightFormats formats = mix->usual;
    formats.head = mix->head;
    std::vector<LayerFormats> all;
    for (int layer = 0; layer < layers; ++layer)
        all.push_back({.attention = mix->attention,
                       .output = mix->output,
                       .experts = mix->usual,
                       .down = isFiner(layer, layers) ? mix->finerDown : mix->usual});
    formats.setLayers(std::move(all));
    return formats;
}

std::vector<std::string_view> mixNames() {
    std::vector<std::string_view> names;
    for (const Mix& mix : kMixes)
        names.push_back(mix.name);
    return names;
}

}  // namespace mw
