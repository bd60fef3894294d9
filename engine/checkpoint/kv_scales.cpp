// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "kv_scales.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "scales.h"

namespace mw {

namespace {

/// The names that AutoFP8, compressed-tensors and ModelOpt give the scales of a layer, after "model.layers.N.".
struct Row {
    std::string_view name;
    bool ofKeys, ofValues;
};
constexpr std::array kRows = {
    Row{"self_attn.k_scale", true, false},
    Row{"self_attn.v_scale", false, true},
    Row{"self_attn.kv_scale", true, true},
    Row{"self_attn.k_proj.k_scale", true, false},
    Row{"self_attn.v_proj.v_scale", false, true},
    Row{"self_attn.k_proj.output_scale", true, false},
    Row{"self_attn.v_proj.output_scale", false, true},
};
constexpr std::uint64_t kMostScales = 1024;  // one for each head

}  // namespace

std::map<int, KvScales> readKvScales(const StoredTensors& tensors, int layers) {
    std::map<int, KvScales> scales;
    for (int layer = 0; layer < layers; ++layer)
        for (const Row& row : kRows) {
            const auto found = tensors.find("model.layers." + std::to_string(layer) + '.' + std::string(row.name));
            if (found == tensors.end()) continue;
            const NamedPart part{found->first, found->second};
            const std::uint64_t count = elementCount(part.tensor);
            if (count < 1 || count > kMostScales)
                throw part.error("expected a scale, found " + shapeText(part.tensor.shape));
            std::vector<float> values(count);
            Scales(part).read(0, count, values.data());
            const float largest = std::ranges::max(values);
            if (row.ofKeys) scales[layer].key = largest;
            if (row.ofValues) scales[layer].value = largest;
        }
    return scales;
}

}  // namespace mw
