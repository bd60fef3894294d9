// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "naming.h"

#include <algorithm>
#include <array>
#include <span>

namespace mw {

namespace {

using enum TensorKind;
using enum Arrangement;

constexpr int kTensorKinds = static_cast<int>(Head) + 1;

// Where several rows name one kind, the first whose tensor exists counts; the first of all is named where none does.

constexpr std::array kHuggingFace = {
    NamedTensor{Embedding, "model.embed_tokens.weight", Plain},
    NamedTensor{AttentionNorm, "model.layers.{L}.input_layernorm.weight", Plain},
    NamedTensor{Query, "model.layers.{L}.self_attn.q_proj.weight", Plain},
    NamedTensor{Key, "model.layers.{L}.self_attn.k_proj.weight", Plain},
    NamedTensor{Value, "model.layers.{L}.self_attn.v_proj.weight", Plain},
    NamedTensor{Output, "model.layers.{L}.self_attn.o_proj.weight", Plain},
    NamedTensor{MoeNorm, "model.layers.{L}.post_attention_layernorm.weight", Plain},
    NamedTensor{Router, "model.layers.{L}.block_sparse_moe.gate.weight", Plain},
    NamedTensor{Router, "model.layers.{L}.mlp.gate.weight", Plain},
    NamedTensor{ExpertGate, "model.layers.{L}.block_sparse_moe.experts.{E}.w1.weight", Plain},
    NamedTensor{ExpertGate, "model.layers.{L}.mlp.experts.gate_up_proj", GateHalf},
    NamedTensor{ExpertGate, "model.layers.{L}.block_sparse_moe.experts.gate_up_proj", GateHalf},
    NamedTensor{ExpertUp, "model.layers.{L}.block_sparse_moe.experts.{E}.w3.weight", Plain},
    NamedTensor{ExpertUp, "model.layers.{L}.mlp.experts.gate_up_proj", UpHalf},
    NamedTensor{ExpertUp, "model.layers.{L}.block_sparse_moe.experts.gate_up_proj", UpHalf},
    NamedTensor{ExpertDown, "model.layers.{L}.block_sparse_moe.experts.{E}.w2.weight", Plain},
    NamedTensor{ExpertDown, "model.layers.{L}.mlp.experts.down_proj", PerExpert},
    NamedTensor{ExpertDown, "model.layers.{L}.block_sparse_moe.experts.down_proj", PerExpert},
    NamedTensor{FinalNorm, "model.norm.weight", Plain},
    NamedTensor{Head, "lm_head.weight", Plain},
};

constexpr std::array kMistral = {
    NamedTensor{Embedding, "tok_embeddings.weight", Plain},
    NamedTensor{AttentionNorm, "layers.{L}.attention_norm.weight", Plain},
    NamedTensor{Query, "layers.{L}.attention.wq.weight", RotaryPairs},
    NamedTensor{Key, "layers.{L}.attention.wk.weight", RotaryPairs},
    NamedTensor{Value, "layers.{L}.attention.wv.weight", Plain},
    NamedTensor{Output, "layers.{L}.attention.wo.weight", Plain},
    NamedTensor{MoeNorm, "layers.{L}.ffn_norm.weight", Plain},
    NamedTensor{Router, "layers.{L}.feed_forward.gate.weight", Plain},
    NamedTensor{Router, "layers.{L}.block_sparse_moe.gate.weight", Plain},
    NamedTensor{ExpertGate, "layers.{L}.feed_forward.experts.{E}.w1.weight", Plain},
    NamedTensor{ExpertGate, "layers.{L}.block_sparse_moe.w1", Stacked},
    NamedTensor{ExpertUp, "layers.{L}.feed_forward.experts.{E}.w3.weight", Plain},
    NamedTensor{ExpertUp, "layers.{L}.block_sparse_moe.w3", Stacked},
    NamedTensor{ExpertDown, "layers.{L}.feed_forward.experts.{E}.w2.weight", Plain},
    NamedTensor{ExpertDown, "layers.{L}.block_sparse_moe.w2", StackedTransposed},
    NamedTensor{FinalNorm, "norm.weight", Plain},
    NamedTensor{Head, "output.weight", Plain},
};

/// As tools of llama.cpp name them; until March 2024 each expert had tensors of its own.
constexpr std::array kGguf = {
    NamedTensor{Embedding, "token_embd.weight", Plain},
    NamedTensor{AttentionNorm, "blk.{L}.attn_norm.weight", Plain},
    NamedTensor{Query, "blk.{L}.attn_q.weight", RotaryPairs},
    NamedTensor{Key, "blk.{L}.attn_k.weight", RotaryPairs},
    NamedTensor{Value, "blk.{L}.attn_v.weight", Plain},
    NamedTensor{Output, "blk.{L}.attn_output.weight", Plain},
    NamedTensor{MoeNorm, "blk.{L}.ffn_norm.weight", Plain},
    NamedTensor{Router, "blk.{L}.ffn_gate_inp.weight", Plain},
    NamedTensor{ExpertGate, "blk.{L}.ffn_gate_exps.weight", PerExpert},
    NamedTensor{ExpertGate, "blk.{L}.ffn_gate.{E}.weight", Plain},
    NamedTensor{ExpertUp, "blk.{L}.ffn_up_exps.weight", PerExpert},
    NamedTensor{ExpertUp, "blk.{L}.ffn_up.{E}.weight", Plain},
    NamedTensor{ExpertDown, "blk.{L}.ffn_down_exps.weight", PerExpert},
    NamedTensor{ExpertDown, "blk.{L}.ffn_down.{E}.weight", Plain},
    NamedTensor{FinalNorm, "output_norm.weight", Plain},
    NamedTensor{Head, "output.weight", Plain},
};

/// A naming of all tensors.
struct NamingTable {
    std::string_view name;  ///< for people
    std::span<const NamedTensor> rows;
};
constexpr std::array kTables = {NamingTable{"Hugging Face", kHuggingFace},
                                NamingTable{"Mistral consolidated", kMistral}, NamingTable{"GGUF", kGguf}};

std::string fill(std::string_view pattern, int layer, int expert) {
    std::string name;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern.compare(i, 3, "{L}") == 0) {
            name += std::to_string(layer);
            i += 2;
        } else if (pattern.compare(i, 3, "{E}") == 0) {
            name += std::to_string(expert);
            i += 2;
        } else {
            name += pattern[i];
        }
    }
    return name;
}

}  // namespace

Naming::Naming(const StoredTensors& tensors, const std::filesystem::path& file) : m_rows(kTensorKinds, nullptr) {
    const auto isThere = [&](const NamedTensor& row) { return tensors.contains(fill(row.pattern, 0, 0)); };
    // Namings share single names, the head's for one, so the one that knows most of them counts.
    const NamingTable* table = nullptr;
    std::ptrdiff_t most = 0;
    for (const NamingTable& candidate : kTables) {
        const std::ptrdiff_t found = std::ranges::count_if(candidate.rows, isThere);
        if (found <= most) continue;
        most = found;
        table = &candidate;
    }
    if (!table) {
        throw formatError(file,
                          "expected tensors named as in a Mixtral checkpoint, such as 'model.embed_tokens.weight', "
                          "'tok_embeddings.weight' or 'token_embd.weight', found " +
                              (tensors.empty() ? "none" : inQuotes(tensors.begin()->first)));
    }
    for (const NamedTensor& row : table->rows) {
        const NamedTensor*& chosen = m_rows[static_cast<std::size_t>(row.kind)];
        if (!chosen || (!isThere(*chosen) && isThere(row))) chosen = &row;
    }
    m_layout = table->name;
    const Arrangement experts = row(ExpertGate).arrangement;
    if (experts == GateHalf) m_layout += ", fused experts";
    if (experts == Stacked) m_layout += ", stacked experts";
}

std::string Naming::name(TensorKind kind, int layer, int expert) const {
    return fill(row(kind).pattern, layer, expert);
}

MatrixShape tensorShape(TensorKind kind, const ModelConfig& config) {
    const std::int64_t hidden = config.hiddenSize;
    const std::int64_t queries = static_cast<std::int64_t>(config.heads) * config.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(config.kvHeads) * config.headDim;
    switch (kind) {
        case Embedding:
            return {config.vocabularySize, hidden};
        case AttentionNorm:
            return {1, hidden};
        case Query:
            return {queries, hidden};
        case Key:
            return {keys, hidden};
        case Value:
            return {keys, hidden};
        case Output:
            return {hidden, queries};
        case MoeNorm:
            return {1, hidden};
        case Router:
            return {config.experts, hidden};
        case ExpertGate:
            return {config.feedForwardSize, hidden};
        case ExpertUp:
            return {config.feedForwardSize, hidden};
        case ExpertDown:
            return {hidden, config.feedForwardSize};
        case FinalNorm:
            return {1, hidden};
        case Head:
            return {config.vocabularySize, hidden};
    }
    return {};
}

std::vector<std::int64_t> storedShape(const NamedTensor& row, const ModelConfig& config) {
    const auto [rows, columns] = tensorShape(row.kind, config);
    const std::int64_t experts = config.experts;
    switch (row.arrangement) {
        case Plain:
            if (row.kind == AttentionNorm || row.kind == MoeNorm || row.kind == FinalNorm) return {columns};
            return {rows, columns};
        case RotaryPairs:
            return {rows, columns};
        case PerExpert:
            return {experts, rows, columns};
        case GateHalf:
        case UpHalf:
            return {experts, 2 * rows, columns};
        case Stacked:
            return {experts * rows, columns};
        case StackedTransposed:
            return {experts * columns, rows};
    }
    return {};
}

bool isPerLayer(TensorKind kind) {
    return kind != Embedding && kind != FinalNorm && kind != Head;
}

bool isPerExpert(TensorKind kind) {
    return kind == ExpertGate || kind == ExpertUp || kind == ExpertDown;
}

}  // namespace mw
