// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tiny_gguf.h"

#include <cstdio>

#include "tiny_checkpoint.h"

namespace mw::test {

namespace {

constexpr int kVocabulary = 259;  // three tokens and all bytes

std::uint64_t whole(int value) {
    return static_cast<std::uint64_t>(value);
}

/// The rows of a head in the order of the file, the two of a pair beside each other.
std::int64_t permuted(std::int64_t row) {
    const std::int64_t inHead = row % kTinyHeadDim;
    return row - inHead + inHead / 2 + inHead % 2 * (kTinyHeadDim / 2);
}

void add(GgufContent& content, const std::string& name, TensorKind kind, int layer, int rows, int columns,
         int experts = 0) {
    GgufContent::Tensor tensor{name + ".weight", {whole(columns)}, 0, {}};
    if (rows > 0) tensor.sizes.push_back(whole(rows));
    if (experts > 0) tensor.sizes.push_back(whole(experts));
    const bool isRotated = kind == TensorKind::Query || kind == TensorKind::Key;
    for (int expert = 0; expert < std::max(experts, 1); ++expert)
        for (int row = 0; row < std::max(rows, 1); ++row)
            for (int column = 0; column < columns; ++column)
                tensor.data += rawNumber(tinyValue(kind, layer, expert, isRotated ? permuted(row) : row, column));
    content.tensors.push_back(std::move(tensor));
}

}  // namespace

GgufContent makeTinyGguf() {
    GgufContent content;
    const auto number = [&](const char* key, int value) {
        content.set(key, ggufUInt32(static_cast<std::uint32_t>(value)));
    };
    content.set("general.architecture", ggufText("llama"));
    content.set("general.name", ggufText("tiny"));
    number("llama.context_length", 1024);
    number("llama.embedding_length", kTinyHidden);
    number("llama.block_count", kTinyLayers);
    number("llama.feed_forward_length", kTinyFeedForward);
    number("llama.attention.head_count", kTinyHeads);
    number("llama.attention.head_count_kv", kTinyKvHeads);
    number("llama.attention.key_length", kTinyHeadDim);
    number("llama.attention.value_length", kTinyHeadDim);
    number("llama.rope.dimension_count", kTinyHeadDim);
    content.set("llama.rope.freq_base", ggufFloat32(1e6f));
    content.set("llama.attention.layer_norm_rms_epsilon", ggufFloat32(1e-5f));
    number("llama.expert_count", kTinyExperts);
    number("llama.expert_used_count", 2);

    add(content, "token_embd", TensorKind::Embedding, 0, kVocabulary, kTinyHidden);
    for (int layer = 0; layer < kTinyLayers; ++layer) {
        const std::string block = "blk." + std::to_string(layer) + ".";
        const int queries = kTinyHeads * kTinyHeadDim, keys = kTinyKvHeads * kTinyHeadDim;
        add(content, block + "attn_norm", TensorKind::AttentionNorm, layer, 0, kTinyHidden);
        add(content, block + "attn_q", TensorKind::Query, layer, queries, kTinyHidden);
        add(content, block + "attn_k", TensorKind::Key, layer, keys, kTinyHidden);
        add(content, block + "attn_v", TensorKind::Value, layer, keys, kTinyHidden);
        add(content, block + "attn_output", TensorKind::Output, layer, kTinyHidden, queries);
        add(content, block + "ffn_norm", TensorKind::MoeNorm, layer, 0, kTinyHidden);
        add(content, block + "ffn_gate_inp", TensorKind::Router, layer, kTinyExperts, kTinyHidden);
        add(content, block + "ffn_gate_exps", TensorKind::ExpertGate, layer, kTinyFeedForward, kTinyHidden,
            kTinyExperts);
        add(content, block + "ffn_up_exps", TensorKind::ExpertUp, layer, kTinyFeedForward, kTinyHidden, kTinyExperts);
        add(content, block + "ffn_down_exps", TensorKind::ExpertDown, layer, kTinyHidden, kTinyFeedForward,
            kTinyExperts);
    }
    add(content, "output_norm", TensorKind::FinalNorm, 0, 0, kTinyHidden);
    add(content, "output", TensorKind::Head, 0, kVocabulary, kTinyHidden);
    return content;
}

void addTinyVocabulary(GgufContent& content) {
    std::string tokens = rawText("<unk>") + rawText("<s>") + rawText("</s>");
    std::string scores, types = rawNumber(2) + rawNumber(3) + rawNumber(3);
    for (int byte = 0; byte < 256; ++byte) {
        char spelled[8];
        std::snprintf(spelled, sizeof spelled, "<0x%02X>", static_cast<unsigned>(byte));
        tokens += rawText(spelled);
        types += rawNumber(6);
    }
    for (int id = 0; id < kVocabulary; ++id)
        scores += rawNumber(static_cast<float>(-id));
    content.set("tokenizer.ggml.model", ggufText("llama"));
    content.set("tokenizer.ggml.tokens", ggufList(8, kVocabulary, tokens));
    content.set("tokenizer.ggml.scores", ggufList(6, kVocabulary, scores));
    content.set("tokenizer.ggml.token_type", ggufList(5, kVocabulary, types));
    content.set("tokenizer.ggml.bos_token_id", ggufUInt32(1));
    content.set("tokenizer.ggml.eos_token_id", ggufUInt32(2));
}

}  // namespace mw::test
