// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "kv_scales.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "config_limits.h"
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
constexpr std::string_view kLayers = "model.layers.";
constexpr std::uint64_t kMostScales = 1024;  // one for each head

/// The layer of a tensor, and the rest of its name.
std::optional<std::pair<int, std::string_view>> layerOf(std::string_view name) {
    if (!name.starts_with(kLayers)) return std::nullopt;
    name.remove_prefix(kLayers.size());
    int layer = -1;
    const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), layer);
    if (failed != std::errc() || layer < 0 || end == name.data() + name.size() || *end != '.') return std::nullopt;
    return std::pair(layer, name.substr(static_cast<std::size_t>(end - name.data()) + 1));
}

}  // namespace

std::map<int, KvScales> readKvScales(const StoredTensors& tensors) {
    std::map<int, KvScales> scales;
    for (const auto& [name, tensor] : tensors) {
        const auto place = layerOf(name);
        if (!place) continue;
        const auto row = std::ranges::find(kRows, place->second, &Row::name);
        if (row == kRows.end()) continue;
        const NamedPart part{name, tensor};
        const std::uint64_t count = elementCount(tensor);
        if (count < 1 || count > kMostScales) throw part.error("expected a scale, found " + shapeText(tensor.shape));
        std::vector<float> values(count);
        Scales(part).read(0, count, values.data());
        const float largest = std::ranges::max(values);
        KvScales& layer = scales[place->first];
        if (row->ofKeys) layer.key = largest;
        if (row->ofValues) layer.value = largest;
    }
    return scales;
}

}  // namespace mw
