// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "quantised_files.h"

#include "conversions.h"

namespace mw::test {

void forEachMatrix(const Checkpoint& checkpoint,
                   const std::function<void(const TensorSlice& whole, const std::string& name)>& use) {
    using enum TensorKind;
    const ModelConfig& config = checkpoint.info().config;
    const std::int64_t hidden = config.hiddenSize, wide = config.feedForwardSize;
    const std::int64_t queries = config.heads * config.headDim, keys = config.kvHeads * config.headDim;
    const auto matrix = [&](TensorKind kind, int layer, int expert, std::int64_t rows, std::int64_t columns,
                            const std::string& name) {
        use({kind, layer, expert, 0, rows, 0, columns}, name + ".weight");
    };
    matrix(Embedding, 0, 0, config.vocabularySize, hidden, "model.embed_tokens");
    for (int layer = 0; layer < config.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        matrix(Query, layer, 0, queries, hidden, prefix + "self_attn.q_proj");
        matrix(Key, layer, 0, keys, hidden, prefix + "self_attn.k_proj");
        matrix(Value, layer, 0, keys, hidden, prefix + "self_attn.v_proj");
        matrix(Output, layer, 0, hidden, queries, prefix + "self_attn.o_proj");
        matrix(Router, layer, 0, config.experts, hidden, prefix + "block_sparse_moe.gate");
        for (int expert = 0; expert < config.experts; ++expert) {
            const std::string stem = prefix + "block_sparse_moe.experts." + std::to_string(expert);
            matrix(ExpertGate, layer, expert, wide, hidden, stem + ".w1");
            matrix(ExpertUp, layer, expert, wide, hidden, stem + ".w3");
            matrix(ExpertDown, layer, expert, hidden, wide, stem + ".w2");
        }
    }
    matrix(FinalNorm, 0, 0, 1, hidden, "model.norm");
    matrix(Head, 0, 0, config.vocabularySize, hidden, "lm_head");
}

std::vector<float> valuesOf(const Checkpoint& checkpoint, const TensorSlice& slice) {
    const StoredLayout layout = checkpoint.layoutOf(slice);
    std::vector<std::byte> stored(static_cast<std::size_t>(slice.rows) * storedRowBytes(layout, slice.columns));
    checkpoint.read(slice, stored.data());
    std::vector<float> values(static_cast<std::size_t>(slice.rows * slice.columns));
    const Conversion& conversion = conversionOf(layout, WeightFormat::Float32);
    auto* const out = reinterpret_cast<std::byte*>(values.data());
    if (conversion.convert)
        conversion.convert(stored.data(), slice.rows, slice.columns, {.values = out});
    else
        std::copy(stored.begin(), stored.end(), out);
    return values;
}

}  // namespace mw::test
