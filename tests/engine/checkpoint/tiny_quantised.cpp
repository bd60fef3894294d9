// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tiny_quantised.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <random>
#include <stdexcept>

#include "float8.h"

namespace mw::test {

namespace {

using nlohmann::json;

struct Sizes {
    int hidden, feedForward, heads, kvHeads, headDim, vocabulary;
};
constexpr Sizes kNarrow = {64, 96, 2, 1, 32, 40};
constexpr Sizes kWide = {256, 128, 2, 1, 64, 40};

std::string bytesOfHalves(const std::vector<float>& values, const std::string& type) {
    std::string bytes;
    for (const float value : values) {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        if (type == "F32") {
            bytes.append(reinterpret_cast<const char*>(&bits), 4);
            continue;
        }
        auto half = static_cast<std::uint16_t>(bits >> 16);
        if (type == "F16")  // the values are normal there
            half = static_cast<std::uint16_t>((bits >> 16 & 0x8000) |
                                              (value == 0 ? 0 : ((bits & 0x7fffffff) - ((127 - 15) << 23)) >> 13));
        bytes.append(reinterpret_cast<const char*>(&half), 2);
    }
    return bytes;
}

/// Words in which codes of a few bits follow each other, each bit of which is put by itself.
class BitTable {
 public:
    BitTable(int lines, int codes, int bits)
        : m_words(static_cast<std::size_t>(lines * ((codes * bits + 31) / 32)), 0),
          m_ofLine((codes * bits + 31) / 32),
          m_bits(bits) {}
    void put(int line, int at, int code) {
        for (int bit = 0; bit < m_bits; ++bit) {
            const int place = at * m_bits + bit;
            m_words[static_cast<std::size_t>(line * m_ofLine + place / 32)] |=
                static_cast<std::uint32_t>(code >> bit & 1) << place % 32;
        }
    }
    /// [lines, words], or the transpose of it.
    StoredTensor tensor(const std::string& name, bool transposed) const {
        const auto lines = static_cast<std::int64_t>(m_words.size()) / m_ofLine;
        if (!transposed) return {name, "I32", {lines, m_ofLine}, bytesOf(m_words)};
        std::vector<std::uint32_t> turned;
        for (int word = 0; word < m_ofLine; ++word)
            for (std::int64_t line = 0; line < lines; ++line)
                turned.push_back(m_words[static_cast<std::size_t>(line * m_ofLine + word)]);
        return {name, "I32", {m_ofLine, lines}, bytesOf(turned)};
    }

 private:
    std::vector<std::uint32_t> m_words;
    int m_ofLine;
    int m_bits;
};

class Maker {
 public:
    explicit Maker(const QuantisedForm& form) : m_form(form), m_random(99) {}

    TinyQuantised made;

    void plain(const std::string& name, const std::vector<std::int64_t>& shape) {
        std::int64_t count = 1;
        for (const std::int64_t size : shape)
            count *= size;
        std::vector<float> values(static_cast<std::size_t>(count));
        for (float& value : values)
            value = static_cast<float>(pick(-127, 127)) / 64;
        made.tensors.push_back({name, "F16", shape, bytesOfHalves(values, "F16")});
        made.values[name] = values;
    }

    void module(const std::string& stem, int rows, int columns) {
        if (m_form.isFloat())
            floats(stem, rows, columns);
        else
            integers(stem, rows, columns);
    }

 private:
    int pick(int least, int most) { return std::uniform_int_distribution(least, most)(m_random); }
    /// Exact in every type, and of many sizes.
    float pickScale() { return static_cast<float>(pick(65, 127)) / 128 * std::exp2(static_cast<float>(pick(-9, -3))); }

    void floats(const std::string& stem, int rows, int columns) {
        const int blockRows = m_form.blockRows ? m_form.blockRows : m_form.group >= 0 ? 1 : rows;
        const int blockColumns = m_form.group > 0 ? m_form.group : columns;
        const int down = (rows + blockRows - 1) / blockRows, across = (columns + blockColumns - 1) / blockColumns;
        std::vector<float> scales(static_cast<std::size_t>(down * across)), values;
        for (float& scale : scales)
            scale = pickScale();
        std::string codes;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                int code = pick(0, 255);
                if ((code & 127) == 127) --code;  // NaN
                codes += static_cast<char>(code);
                values.push_back(fromFloat8(static_cast<std::uint8_t>(code)) *
                                 scales[static_cast<std::size_t>(row / blockRows * across + column / blockColumns)]);
            }
        made.tensors.push_back({stem + ".weight", "F8_E4M3", {rows, columns}, codes});
        std::vector<std::int64_t> shape = {down, across};
        if (scales.size() == 1) shape.clear();
        const bool isInverse = m_form.blockRows > 0 && m_form.tool == "fp8";
        made.tensors.push_back({stem + (isInverse ? ".weight_scale_inv" : ".weight_scale"), m_form.scales, shape,
                                bytesOfHalves(scales, m_form.scales)});
        made.values[stem + ".weight"] = values;
    }

    void integers(const std::string& stem, int rows, int columns) {
        const int bits = m_form.bits, group = m_form.group == -1 ? columns : m_form.group, groups = columns / group;
        const bool isAwq = m_form.tool == "awq", isGptq = m_form.tool == "gptq";
        const int stored = isGptq && !m_form.second ? 1 : 0;  // less than the zero point is
        const auto at = [&](int row, int in) { return static_cast<std::size_t>(row * groups + in); };
        std::vector<int> groupOf(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column)
            groupOf[static_cast<std::size_t>(column)] = column / group;
        if (m_form.reordered) std::ranges::shuffle(groupOf, m_random);
        std::vector<float> scales(static_cast<std::size_t>(rows * groups));
        std::vector<int> zeros(scales.size());
        for (std::size_t i = 0; i < scales.size(); ++i) {
            scales[i] = pickScale();
            zeros[i] = m_form.symmetric ? 1 << (bits - 1) : pick(0, (1 << bits) - 1) + stored;
        }
        const bool alongInputs = !isAwq;
        BitTable codes(alongInputs ? rows : columns, alongInputs ? columns : rows, bits);
        BitTable zeroCodes(groups, rows, bits);
        constexpr int kPlaces[] = {0, 4, 1, 5, 2, 6, 3, 7};  // of the outputs of a word of AWQ
        const auto place = [&](int row) { return isAwq ? row / 8 * 8 + kPlaces[row % 8] : row; };
        std::vector<float> values;
        for (int row = 0; row < rows; ++row) {
            for (int in = 0; in < groups; ++in)
                zeroCodes.put(in, place(row), zeros[at(row, in)] - stored);
            for (int column = 0; column < columns; ++column) {
                const int code = pick(0, (1 << bits) - 1), in = groupOf[static_cast<std::size_t>(column)];
                if (alongInputs)
                    codes.put(row, column, code);
                else
                    codes.put(column, place(row), code);
                values.push_back(static_cast<float>(code - zeros[at(row, in)]) * scales[at(row, in)]);
            }
        }
        made.values[stem + ".weight"] = values;
        const bool isCt = !isAwq && !isGptq;
        std::vector<float> turned;
        for (int in = 0; in < groups; ++in)
            for (int row = 0; row < rows; ++row)
                turned.push_back(scales[at(row, in)]);
        std::vector<std::int64_t> shape = {groups, rows};
        if (isCt) std::ranges::reverse(shape);
        made.tensors.push_back(codes.tensor(stem + (isCt ? ".weight_packed" : ".qweight"), isGptq));
        made.tensors.push_back({stem + (isCt ? ".weight_scale" : ".scales"), m_form.scales, shape,
                                bytesOfHalves(isCt ? scales : turned, m_form.scales)});
        if (!isCt) made.tensors.push_back(zeroCodes.tensor(stem + ".qzeros", false));
        if (isCt && !m_form.symmetric) made.tensors.push_back(zeroCodes.tensor(stem + ".weight_zero_point", true));
        if (isCt)
            made.tensors.push_back(
                {stem + ".weight_shape", "I64", {2}, bytesOf(std::vector<std::int64_t>{rows, columns})});
        if (isGptq) made.tensors.push_back({stem + ".g_idx", "I32", {columns}, bytesOf(groupOf)});
        if (isCt && m_form.reordered)
            made.tensors.push_back({stem + ".weight_g_idx", "I32", {columns}, bytesOf(groupOf)});
    }

    QuantisedForm m_form;
    std::mt19937 m_random;
};

json quantisationOf(const QuantisedForm& form) {
    if (form.tool == "awq")
        return {{"quant_method", "awq"}, {"bits", form.bits}, {"group_size", form.group},
                {"zero_point", true},    {"version", "gemm"}, {"modules_to_not_convert", {"gate"}}};
    if (form.tool == "gptq")
        return {{"quant_method", "gptq"},     {"bits", form.bits},
                {"group_size", form.group},   {"sym", form.symmetric},
                {"desc_act", form.reordered}, {"checkpoint_format", form.second ? "gptq_v2" : "gptq"}};
    if (form.tool == "fp8") {
        json config = {{"quant_method", "fp8"}, {"activation_scheme", "static"}, {"ignored_layers", {"lm_head"}}};
        if (form.blockRows > 0) config["weight_block_size"] = {form.blockRows, form.group};
        return config;
    }
    json weights = {{"num_bits", form.isFloat() ? 8 : form.bits},
                    {"type", form.isFloat() ? "float" : "int"},
                    {"symmetric", form.symmetric || form.isFloat()}};
    if (form.isFloat()) {
        weights["strategy"] = form.blockRows > 0 ? "block"
                              : form.group > 0   ? "group"
                              : form.group == 0  ? "channel"
                                                 : "tensor";
        if (form.blockRows > 0)
            weights["block_structure"] = {form.blockRows, form.group};
        else if (form.group > 0)
            weights["group_size"] = form.group;
    } else {
        weights["strategy"] = form.group == -1 ? "channel" : "group";
        if (form.group > 0) weights["group_size"] = form.group;
    }
    return {{"quant_method", "compressed-tensors"},
            {"format", form.isFloat() ? "float-quantized" : "pack-quantized"},
            {"config_groups", {{"group_0", {{"targets", {"Linear"}}, {"weights", weights}}}}},
            {"ignore", {"lm_head", "model.layers.0.block_sparse_moe.gate"}}};
}

}  // namespace

StoredTensor& TinyQuantised::tensor(const std::string& name) {
    for (StoredTensor& candidate : tensors)
        if (candidate.name == name) return candidate;
    throw std::runtime_error("the tiny quantised model has no tensor " + name);
}

void TinyQuantised::removeTensor(const std::string& name) {
    tensor(name);
    std::erase_if(tensors, [&](const StoredTensor& candidate) { return candidate.name == name; });
}

void TinyQuantised::write(const std::filesystem::path& directory) const {
    writeFile(directory / "config.json", config.dump());
    writeSafetensors(directory / "model.safetensors", tensors);
    for (const auto& [name, content] : moreFiles)
        writeFile(directory / name, content);
}

TinyQuantised makeTinyQuantised(const QuantisedForm& form) {
    const Sizes sizes = form.wide ? kWide : kNarrow;
    const int queries = sizes.heads * sizes.headDim, keys = sizes.kvHeads * sizes.headDim;
    constexpr int kExperts = 2;
    Maker maker(form);
    maker.plain("model.embed_tokens.weight", {sizes.vocabulary, sizes.hidden});
    const std::string layer = "model.layers.0.";
    maker.plain(layer + "input_layernorm.weight", {sizes.hidden});
    maker.module(layer + "self_attn.q_proj", queries, sizes.hidden);
    maker.module(layer + "self_attn.k_proj", keys, sizes.hidden);
    maker.module(layer + "self_attn.v_proj", keys, sizes.hidden);
    maker.module(layer + "self_attn.o_proj", sizes.hidden, queries);
    maker.plain(layer + "post_attention_layernorm.weight", {sizes.hidden});
    maker.plain(layer + "block_sparse_moe.gate.weight", {kExperts, sizes.hidden});
    for (int expert = 0; expert < kExperts; ++expert) {
        const std::string stem = layer + "block_sparse_moe.experts." + std::to_string(expert);
        maker.module(stem + ".w1", sizes.feedForward, sizes.hidden);
        maker.module(stem + ".w2", sizes.hidden, sizes.feedForward);
        maker.module(stem + ".w3", sizes.feedForward, sizes.hidden);
    }
    maker.plain("model.norm.weight", {sizes.hidden});
    maker.plain("lm_head.weight", {sizes.vocabulary, sizes.hidden});
    if (form.isFloat())  // read, and not used
        maker.made.tensors.push_back(
            {layer + "self_attn.q_proj.input_scale", "F32", {}, bytesOf(std::vector<float>{0.5f})});
    maker.made.config = {{"architectures", {"MixtralForCausalLM"}},
                         {"model_type", "mixtral"},
                         {"hidden_size", sizes.hidden},
                         {"intermediate_size", sizes.feedForward},
                         {"max_position_embeddings", 1024},
                         {"num_attention_heads", sizes.heads},
                         {"num_key_value_heads", sizes.kvHeads},
                         {"head_dim", sizes.headDim},
                         {"num_experts_per_tok", 2},
                         {"num_hidden_layers", 1},
                         {"num_local_experts", kExperts},
                         {"rms_norm_eps", 1e-5},
                         {"rope_theta", 1000000.0},
                         {"vocab_size", sizes.vocabulary},
                         {"quantization_config", quantisationOf(form)}};
    return maker.made;
}

}  // namespace mw::test
