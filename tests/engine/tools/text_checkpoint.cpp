// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "text_checkpoint.h"

#include <cstdint>
#include <numeric>

#include "safetensors_writer.h"

namespace mw::test {

namespace {

/// Values in [-scale, scale) from a linear congruential generator, so that they are the same everywhere.
class Weights {
 public:
    StoredTensor tensor(const std::string& name, const std::vector<std::int64_t>& shape, float scale) {
        const auto count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies{});
        std::vector<float> values(static_cast<std::size_t>(count));
        for (float& value : values) {
            m_state = m_state * 6364136223846793005u + 1442695040888963407u;
            value = scale * (static_cast<float>(m_state >> 40) / static_cast<float>(1 << 23) - 1);
        }
        return {name, "F32", shape, bytesOf(values)};
    }

 private:
    std::uint64_t m_state = 42;
};

StoredTensor ones(const std::string& name, std::int64_t count) {
    return {name, "F32", {count}, bytesOf(std::vector<float>(static_cast<std::size_t>(count), 1))};
}

}  // namespace

void writeTextCheckpoint(const std::filesystem::path& folder) {
    constexpr std::int64_t vocabulary = 32000, hidden = 16, headDim = 8, feedForward = 24, experts = 2;
    std::filesystem::create_directories(folder);
    writeFile(folder / "config.json",
              R"({"architectures":["MixtralForCausalLM"],"model_type":"mixtral","hidden_size":16,"num_hidden_layers":1,
                  "intermediate_size":24,"num_attention_heads":2,"num_key_value_heads":1,"head_dim":8,
                  "num_local_experts":2,"num_experts_per_tok":1,"vocab_size":32000,"max_position_embeddings":32768,
                  "rope_theta":1000000.0,"rms_norm_eps":1e-05,"hidden_act":"silu","tie_word_embeddings":false,
                  "bos_token_id":1,"eos_token_id":2,"torch_dtype":"float32"})");
    Weights weights;
    std::vector<StoredTensor> tensors = {weights.tensor("model.embed_tokens.weight", {vocabulary, hidden}, 1),
                                         weights.tensor("lm_head.weight", {vocabulary, hidden}, 1),
                                         ones("model.norm.weight", hidden)};
    const std::string layer = "model.layers.0.";
    for (const char* norm : {"input_layernorm.weight", "post_attention_layernorm.weight"})
        tensors.push_back(ones(layer + norm, hidden));
    tensors.push_back(weights.tensor(layer + "self_attn.q_proj.weight", {2 * headDim, hidden}, 1));
    tensors.push_back(weights.tensor(layer + "self_attn.k_proj.weight", {headDim, hidden}, 1));
    tensors.push_back(weights.tensor(layer + "self_attn.v_proj.weight", {headDim, hidden}, 1));
    tensors.push_back(weights.tensor(layer + "self_attn.o_proj.weight", {hidden, 2 * headDim}, 1));
    const std::string moe = layer + "block_sparse_moe.";
    tensors.push_back(weights.tensor(moe + "gate.weight", {experts, hidden}, 1));
    for (int expert = 0; expert < experts; ++expert) {
        const std::string prefix = moe + "experts." + std::to_string(expert) + ".";
        tensors.push_back(weights.tensor(prefix + "w1.weight", {feedForward, hidden}, 1));
        tensors.push_back(weights.tensor(prefix + "w2.weight", {hidden, feedForward}, 1));
        tensors.push_back(weights.tensor(prefix + "w3.weight", {feedForward, hidden}, 1));
    }
    writeSafetensors(folder / "model.safetensors", tensors);
    writeFile(folder / "tokenizer_config.json",
              R"({"chat_template": "{{ '[INST] ' + message['content'] + ' [/INST]' }}"})");
    std::filesystem::copy_file(MW_RESOURCES "/tokenizers/tokenizer.model.v1", folder / "tokenizer.model");
}

}  // namespace mw::test
