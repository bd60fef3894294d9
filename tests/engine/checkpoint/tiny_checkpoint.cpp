// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tiny_checkpoint.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <stdexcept>

namespace mw::test {

namespace {

using Values = std::function<float(std::int64_t row, std::int64_t column)>;

void append(std::string& bytes, float value, const std::string& dtype) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (dtype == "F32") {
        bytes.append(reinterpret_cast<const char*>(&bits), 4);
        return;
    }
    auto half = static_cast<std::uint16_t>(bits >> 16);  // bf16
    if (dtype == "F16") {
        // The values of tinyValue() are zero or normal in fp16, with few enough digits.
        const std::uint32_t magnitude = (bits & 0x7fffffff) == 0 ? 0 : ((bits & 0x7fffffff) - ((127 - 15) << 23)) >> 13;
        half = static_cast<std::uint16_t>((bits >> 16 & 0x8000) | magnitude);
    }
    bytes.append(reinterpret_cast<const char*>(&half), 2);
}

/// Appends a matrix to a tensor's bytes.
void appendMatrix(StoredTensor& tensor, std::int64_t rows, std::int64_t columns, const Values& values) {
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column)
            append(tensor.bytes, values(row, column), tensor.dtype);
}

class Writer {
 public:
    explicit Writer(std::string dtype) : m_dtype(std::move(dtype)) {}

    StoredTensor& start(const std::string& name, std::vector<std::int64_t> shape) {
        tensors.push_back({name, m_dtype, std::move(shape), {}});
        return tensors.back();
    }
    void matrix(const std::string& name, std::int64_t rows, std::int64_t columns, const Values& values) {
        appendMatrix(start(name, {rows, columns}), rows, columns, values);
    }
    void norm(const std::string& name, TensorKind kind, int layer) {
        appendMatrix(start(name, {kTinyHidden}), 1, kTinyHidden,
                     [&](auto row, auto column) { return tinyValue(kind, layer, 0, row, column); });
    }

    std::vector<StoredTensor> tensors;

 private:
    std::string m_dtype;
};

Values valuesOf(TensorKind kind, int layer = 0, int expert = 0) {
    return [=](std::int64_t row, std::int64_t column) { return tinyValue(kind, layer, expert, row, column); };
}

/// Rows as Mistral stores them: the file's rows 2i and 2i + 1 of a head are rows i and i + d/2 of the rotate-half
/// order.
Values pairsOf(TensorKind kind, int layer) {
    return [=](std::int64_t row, std::int64_t column) {
        const std::int64_t head = row / kTinyHeadDim;
        const std::int64_t inHead = row % kTinyHeadDim;
        const std::int64_t halved = inHead % 2 == 0 ? inHead / 2 : inHead / 2 + kTinyHeadDim / 2;
        return tinyValue(kind, layer, 0, head * kTinyHeadDim + halved, column);
    };
}

void writeExperts(Writer& writer, TinyNaming naming, int layer) {
    using enum TensorKind;
    constexpr std::int64_t f = kTinyFeedForward;
    constexpr std::int64_t h = kTinyHidden;
    constexpr std::int64_t e = kTinyExperts;
    const std::string l = std::to_string(layer);
    if (naming == TinyNaming::PerExpert || naming == TinyNaming::Consolidated) {
        for (int expert = 0; expert < e; ++expert) {
            const std::string prefix = (naming == TinyNaming::PerExpert ? "model.layers." + l + ".block_sparse_moe"
                                                                        : "layers." + l + ".feed_forward") +
                                       ".experts." + std::to_string(expert);
            writer.matrix(prefix + ".w1.weight", f, h, valuesOf(ExpertGate, layer, expert));
            writer.matrix(prefix + ".w2.weight", h, f, valuesOf(ExpertDown, layer, expert));
            writer.matrix(prefix + ".w3.weight", f, h, valuesOf(ExpertUp, layer, expert));
        }
    } else if (naming == TinyNaming::Stacked) {
        const std::string prefix = "layers." + l + ".block_sparse_moe";
        StoredTensor& gate = writer.start(prefix + ".w1", {e * f, h});
        for (int expert = 0; expert < e; ++expert)
            appendMatrix(gate, f, h, valuesOf(ExpertGate, layer, expert));
        StoredTensor& down = writer.start(prefix + ".w2", {e * f, h});
        for (int expert = 0; expert < e; ++expert)
            appendMatrix(down, f, h,
                         [&](auto row, auto column) { return tinyValue(ExpertDown, layer, expert, column, row); });
        StoredTensor& up = writer.start(prefix + ".w3", {e * f, h});
        for (int expert = 0; expert < e; ++expert)
            appendMatrix(up, f, h, valuesOf(ExpertUp, layer, expert));
    } else {
        const std::string prefix =
            "model.layers." + l + (naming == TinyNaming::Fused ? ".mlp.experts" : ".block_sparse_moe.experts");
        StoredTensor& gateUp = writer.start(prefix + ".gate_up_proj", {e, 2 * f, h});
        for (int expert = 0; expert < e; ++expert) {
            appendMatrix(gateUp, f, h, valuesOf(ExpertGate, layer, expert));
            appendMatrix(gateUp, f, h, valuesOf(ExpertUp, layer, expert));
        }
        StoredTensor& down = writer.start(prefix + ".down_proj", {e, h, f});
        for (int expert = 0; expert < e; ++expert)
            appendMatrix(down, h, f, valuesOf(ExpertDown, layer, expert));
    }
}

void writeLayer(Writer& writer, TinyNaming naming, int layer) {
    using enum TensorKind;
    constexpr std::int64_t h = kTinyHidden;
    constexpr std::int64_t q = kTinyHeads * kTinyHeadDim;
    constexpr std::int64_t kv = kTinyKvHeads * kTinyHeadDim;
    const std::string l = std::to_string(layer);
    if (naming == TinyNaming::Consolidated || naming == TinyNaming::Stacked) {
        const std::string prefix = "layers." + l + ".";
        const std::string moe = naming == TinyNaming::Stacked ? "block_sparse_moe" : "feed_forward";
        writer.norm(prefix + "attention_norm.weight", AttentionNorm, layer);
        writer.matrix(prefix + "attention.wq.weight", q, h, pairsOf(Query, layer));
        writer.matrix(prefix + "attention.wk.weight", kv, h, pairsOf(Key, layer));
        writer.matrix(prefix + "attention.wv.weight", kv, h, valuesOf(Value, layer));
        writer.matrix(prefix + "attention.wo.weight", h, q, valuesOf(Output, layer));
        writer.norm(prefix + "ffn_norm.weight", MoeNorm, layer);
        writer.matrix(prefix + moe + ".gate.weight", kTinyExperts, h, valuesOf(Router, layer));
    } else {
        const std::string prefix = "model.layers." + l + ".";
        const std::string moe = naming == TinyNaming::Fused ? "mlp" : "block_sparse_moe";
        writer.norm(prefix + "input_layernorm.weight", AttentionNorm, layer);
        writer.matrix(prefix + "self_attn.q_proj.weight", q, h, valuesOf(Query, layer));
        writer.matrix(prefix + "self_attn.k_proj.weight", kv, h, valuesOf(Key, layer));
        writer.matrix(prefix + "self_attn.v_proj.weight", kv, h, valuesOf(Value, layer));
        writer.matrix(prefix + "self_attn.o_proj.weight", h, q, valuesOf(Output, layer));
        writer.norm(prefix + "post_attention_layernorm.weight", MoeNorm, layer);
        writer.matrix(prefix + moe + ".gate.weight", kTinyExperts, h, valuesOf(Router, layer));
    }
    writeExperts(writer, naming, layer);
}

std::string padded(int number) {
    const std::string digits = std::to_string(number);
    return std::string(5 - digits.size(), '0') + digits;
}

}  // namespace

float tinyValue(TensorKind kind, int layer, int expert, std::int64_t row, std::int64_t column) {
    std::uint64_t hash = static_cast<std::uint64_t>(kind) + 1;
    for (const std::int64_t part : {static_cast<std::int64_t>(layer), static_cast<std::int64_t>(expert), row, column}) {
        hash = (hash ^ static_cast<std::uint64_t>(part)) * 0x9e3779b97f4a7c15;
        hash ^= hash >> 29;
    }
    return static_cast<float>(static_cast<int>(hash % 255) - 127) / 64.0f;
}

StoredTensor& TinyCheckpoint::tensor(const std::string& name) {
    for (StoredTensor& candidate : tensors)
        if (candidate.name == name) return candidate;
    throw std::runtime_error("the tiny checkpoint has no tensor " + name);
}

void TinyCheckpoint::removeTensor(const std::string& name) {
    tensor(name);
    std::erase_if(tensors, [&](const StoredTensor& candidate) { return candidate.name == name; });
}

void TinyCheckpoint::writeSharded(const std::filesystem::path& directory, int count) const {
    std::vector<std::vector<StoredTensor>> shards(static_cast<std::size_t>(count));
    nlohmann::json index = {{"metadata", {{"total_size", 0}}}};
    const std::string stem = weightsName.substr(0, weightsName.find('.'));
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const int shard = static_cast<int>(i) % count;
        shards[static_cast<std::size_t>(shard)].push_back(tensors[i]);
        index["weight_map"][tensors[i].name] = stem + "-" + padded(shard + 1) + "-of-" + padded(count) + ".safetensors";
    }
    for (int shard = 0; shard < count; ++shard)
        writeSafetensors(directory / (stem + "-" + padded(shard + 1) + "-of-" + padded(count) + ".safetensors"),
                         shards[static_cast<std::size_t>(shard)]);
    writeFile(directory / (stem + ".safetensors.index.json"), index.dump());
    writeFile(directory / configName, config.dump());
    for (const auto& [name, content] : moreFiles)
        writeFile(directory / name, content);
}

void TinyCheckpoint::write(const std::filesystem::path& directory) const {
    writeFile(directory / configName, config.dump());
    writeSafetensors(directory / weightsName, tensors);
    for (const auto& [name, content] : moreFiles)
        writeFile(directory / name, content);
}

TinyCheckpoint makeTinyCheckpoint(TinyNaming naming, const std::string& dtype) {
    const bool isMistral = naming == TinyNaming::Consolidated || naming == TinyNaming::Stacked;
    Writer writer(dtype);
    writer.matrix(isMistral ? "tok_embeddings.weight" : "model.embed_tokens.weight", kTinyVocabulary, kTinyHidden,
                  valuesOf(TensorKind::Embedding));
    for (int layer = 0; layer < kTinyLayers; ++layer)
        writeLayer(writer, naming, layer);
    writer.norm(isMistral ? "norm.weight" : "model.norm.weight", TensorKind::FinalNorm, 0);
    writer.matrix(isMistral ? "output.weight" : "lm_head.weight", kTinyVocabulary, kTinyHidden,
                  valuesOf(TensorKind::Head));

    TinyCheckpoint tiny;
    tiny.tensors = std::move(writer.tensors);
    if (isMistral) {
        tiny.configName = "params.json";
        tiny.weightsName = "consolidated.safetensors";
        tiny.config = {{"dim", kTinyHidden},
                       {"n_layers", kTinyLayers},
                       {"head_dim", kTinyHeadDim},
                       {"hidden_dim", kTinyFeedForward},
                       {"n_heads", kTinyHeads},
                       {"n_kv_heads", kTinyKvHeads},
                       {"norm_eps", 1e-5},
                       {"vocab_size", kTinyVocabulary},
                       {"moe", {{"num_experts_per_tok", 2}, {"num_experts", kTinyExperts}}}};
    } else {
        tiny.config = {{"architectures", {"MixtralForCausalLM"}},
                       {"model_type", "mixtral"},
                       {"hidden_act", "silu"},
                       {"bos_token_id", 1},
                       {"eos_token_id", 2},
                       {"pad_token_id", nullptr},
                       {"hidden_size", kTinyHidden},
                       {"intermediate_size", kTinyFeedForward},
                       {"max_position_embeddings", 1024},
                       {"num_attention_heads", kTinyHeads},
                       {"num_key_value_heads", kTinyKvHeads},
                       {"head_dim", kTinyHeadDim},
                       {"num_experts_per_tok", 2},
                       {"num_hidden_layers", kTinyLayers},
                       {"num_local_experts", kTinyExperts},
                       {"rms_norm_eps", 1e-5},
                       {"rope_theta", 1000000.0},
                       {"sliding_window", nullptr},
                       {"tie_word_embeddings", false},
                       {"torch_dtype", "float32"},
                       {"vocab_size", kTinyVocabulary}};
    }
    return tiny;
}

}  // namespace mw::test
