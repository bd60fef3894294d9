// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "safetensors_writer.h"
#include "temp_dir.h"

namespace mw::test {

/// Writes a Mixtral checkpoint that talks nonsense fast: random bf16 weights, the real tokenizer of 8x7B, some 2 MB.
/// `layers` makes it slower.
inline void writeTinyModel(const std::filesystem::path& folder, int layers = 1, int context = 2048) {
    constexpr int kHidden = 16, kFeedForward = 16, kHeads = 2, kKvHeads = 1, kHeadDim = 8, kExperts = 4;
    constexpr int kVocabulary = 32000;
    std::filesystem::create_directories(folder);
    writeFile(folder / "config.json",
              R"({"architectures":["MixtralForCausalLM"],"model_type":"mixtral","torch_dtype":"bfloat16",)"
              R"("hidden_size":16,"intermediate_size":16,"num_attention_heads":2,"num_key_value_heads":1,)"
              R"("head_dim":8,"num_local_experts":4,"num_experts_per_tok":2,"vocab_size":32000,)"
              R"("rms_norm_eps":1e-5,"rope_theta":1e6,"tie_word_embeddings":false,"bos_token_id":1,"eos_token_id":2,)"
              R"("hidden_act":"silu","num_hidden_layers":)" +
                  std::to_string(layers) + R"(,"max_position_embeddings":)" + std::to_string(context) + "}");

    std::mt19937 random(7);
    std::vector<StoredTensor> tensors;
    const auto add = [&](const std::string& name, std::vector<std::int64_t> shape) {
        std::size_t count = 1;
        for (const std::int64_t size : shape)
            count *= static_cast<std::size_t>(size);
        std::vector<std::uint16_t> values(count);
        // bf16 of either sign between 1/16 and 1/2: exponents 123 to 125.
        for (std::uint16_t& value : values) {
            const std::uint32_t bits = random();
            value = static_cast<std::uint16_t>((bits & 0x807f) | ((123 + (bits >> 16) % 3) << 7));
        }
        tensors.push_back({name, "BF16", std::move(shape), bytesOf(values)});
    };
    add("model.embed_tokens.weight", {kVocabulary, kHidden});
    add("lm_head.weight", {kVocabulary, kHidden});
    add("model.norm.weight", {kHidden});
    for (int layer = 0; layer < layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        add(prefix + "input_layernorm.weight", {kHidden});
        add(prefix + "post_attention_layernorm.weight", {kHidden});
        add(prefix + "self_attn.q_proj.weight", {kHeads * kHeadDim, kHidden});
        add(prefix + "self_attn.k_proj.weight", {kKvHeads * kHeadDim, kHidden});
        add(prefix + "self_attn.v_proj.weight", {kKvHeads * kHeadDim, kHidden});
        add(prefix + "self_attn.o_proj.weight", {kHidden, kHeads * kHeadDim});
        add(prefix + "block_sparse_moe.gate.weight", {kExperts, kHidden});
        for (int expert = 0; expert < kExperts; ++expert) {
            const std::string name = prefix + "block_sparse_moe.experts." + std::to_string(expert) + ".";
            add(name + "w1.weight", {kFeedForward, kHidden});
            add(name + "w2.weight", {kHidden, kFeedForward});
            add(name + "w3.weight", {kFeedForward, kHidden});
        }
    }
    writeSafetensors(folder / "model.safetensors", tensors);
    std::filesystem::copy_file(std::filesystem::path(MW_RESOURCES) / "tokenizers" / "tokenizer.model.v1",
                               folder / "tokenizer.model", std::filesystem::copy_options::overwrite_existing);
}

}  // namespace mw::test
