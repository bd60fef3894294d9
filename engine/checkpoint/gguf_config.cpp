// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "gguf_config.h"

#include <algorithm>

#include "config_limits.h"
#include "json.h"

namespace mw {

namespace {

constexpr const char* kArchitecture = "general.architecture";
constexpr const char* kExperts = "llama.expert_count";
constexpr const char* kType = "general.type";

int size(const JsonFields& fields, const char* key, std::int64_t most) {
    return static_cast<int>(fields.integer(key, 1, most));
}

void readHeads(const JsonFields& fields, ModelConfig& config) {
    config.heads = size(fields, "llama.attention.head_count", kMostHeads);
    config.kvHeads = config.heads;
    if (fields.has("llama.attention.head_count_kv"))
        config.kvHeads = size(fields, "llama.attention.head_count_kv", config.heads);
    if (config.heads % config.kvHeads != 0)
        throw fields.mismatch("llama.attention.head_count_kv",
                              "a divisor of llama.attention.head_count (" + std::to_string(config.heads) + ")");
    if (fields.has("llama.attention.key_length"))
        config.headDim = size(fields, "llama.attention.key_length", kMostHeadDim);
    else if (config.hiddenSize % config.heads == 0 && config.hiddenSize / config.heads <= kMostHeadDim)
        config.headDim = config.hiddenSize / config.heads;
    else
        throw fields.mismatch("llama.attention.key_length",
                              "a size, since llama.embedding_length / head_count is none");
    if (config.headDim % 2 != 0)
        throw fields.mismatch("llama.attention.key_length", "an even size, for rotary embeddings");
    for (const char* key : {"llama.attention.value_length", "llama.rope.dimension_count"})
        if (fields.has(key) && fields.integer(key, 1, kMostHeadDim) != config.headDim)
            throw fields.unsupported(key, "the size of a head (" + std::to_string(config.headDim) + ")",
                                     "heads that are rotated in part, or of two sizes, are not supported");
}

void readRope(const JsonFields& fields, ModelConfig& config, std::vector<std::string>& notes) {
    constexpr const char* kBase = "llama.rope.freq_base";
    constexpr double kDefault = 1e4;
    config.ropeTheta = fields.has(kBase) ? fields.number(kBase, 0, kMostTheta) : kDefault;
    if (!fields.has(kBase))
        notes.push_back(
            "The file says nothing of the base of its rotary embeddings (llama.rope.freq_base), which means "
            "10000; Mixtral has 1000000, so the file may be broken.");
    constexpr const char* kScaling = "llama.rope.scaling.type";
    const std::string type = fields.has(kScaling) ? fields.string(kScaling) : "none";
    constexpr double kMostFactor = 1e6;
    if (type == "linear")
        config.ropeScaling.factor = fields.number("llama.rope.scaling.factor", 0, kMostFactor);
    else if (type != "none")
        throw fields.unsupported(kScaling, "'none' or 'linear'", "this scaling of rotary embeddings is not supported");
    else if (fields.has("llama.rope.scale_linear"))
        config.ropeScaling.factor = fields.number("llama.rope.scale_linear", 0, kMostFactor);
}

void readSpecialIds(const JsonFields& fields, ModelConfig& config) {
    const int last = config.vocabularySize - 1;
    if (fields.has("tokenizer.ggml.bos_token_id"))
        config.bosId = static_cast<int>(fields.integer("tokenizer.ggml.bos_token_id", 0, last));
    std::vector<int> ends;
    for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"}) {
        if (!fields.has(key)) continue;
        const int id = static_cast<int>(fields.integer(key, 0, last));
        if (std::ranges::count(ends, id) == 0) ends.push_back(id);
    }
    if (!ends.empty()) config.eosIds = ends;
    if (config.bosId > last || config.eosIds.front() > last)
        throw fields.mismatch("tokenizer.ggml.eos_token_id",
                              "room in the vocabulary for the begin and end tokens 1 and 2");
}

}  // namespace

ModelKind modelKindOf(const GgufFile& first) {
    const nlohmann::json& fields = first.metadata();
    const auto is = [&](const char* key, const nlohmann::json& value) {
        const auto found = fields.find(key);
        return found != fields.end() && *found == value;
    };
    if (!fields.contains(kArchitecture)) return ModelKind::Unknown;
    const bool isModel = !fields.contains(kType) || is(kType, "model");
    const bool hasExperts = fields.contains(kExperts) && !is(kExperts, 0);
    return is(kArchitecture, "llama") && hasExperts && isModel ? ModelKind::Mixtral : ModelKind::Other;
}

// llama.cpp runs Mixtral as Llama with experts; a Llama without any is not for this program.
void requireMixtral(const GgufFile& first) {
    const JsonFields fields(first.metadata(), first.file().path());
    constexpr const char* kWhy = "this program runs Mixtral models only";
    if (fields.string(kArchitecture) != "llama") throw fields.unsupported(kArchitecture, "'llama' with experts", kWhy);
    if (!fields.has(kExperts) || *fields.find(kExperts) == 0)
        throw fields.unsupported(kExperts, "a number of experts", kWhy);
    if (fields.has(kType) && fields.string(kType) != "model")
        throw fields.unsupported(kType, "'model'", "adapters and vision parts are no models of their own");
}

ModelConfig readGgufConfig(const GgufFile& first, const StoredTensors& tensors, std::vector<std::string>& notes) {
    const std::filesystem::path& file = first.file().path();
    const JsonFields fields(first.metadata(), file);
    if (fields.has("llama.expert_shared_count") && *fields.find("llama.expert_shared_count") != 0)
        throw fields.unsupported("llama.expert_shared_count", "0", "shared experts are not supported");
    if (fields.has("general.quantization_version") && *fields.find("general.quantization_version") != 2)
        throw fields.unsupported("general.quantization_version", "2", "older blocks lie otherwise");

    ModelConfig config;
    config.hiddenSize = size(fields, "llama.embedding_length", kMostHidden);
    config.layers = size(fields, "llama.block_count", kMostLayers);
    config.feedForwardSize = size(fields, "llama.feed_forward_length", kMostFeedForward);
    if (fields.has("llama.expert_feed_forward_length"))
        config.feedForwardSize = size(fields, "llama.expert_feed_forward_length", kMostFeedForward);
    readHeads(fields, config);
    config.experts = size(fields, kExperts, kMostExperts);
    config.expertsPerToken = size(fields, "llama.expert_used_count", config.experts);
    config.normEpsilon = fields.number("llama.attention.layer_norm_rms_epsilon", 0, 1);
    config.trainedContext = size(fields, "llama.context_length", kMostContext);
    if (constexpr const char* kWindow = "llama.attention.sliding_window"; fields.has(kWindow)) {
        const auto window = fields.integer(kWindow, 0, kMostContext);
        if (window > 0) config.trainedContext = std::min(config.trainedContext, static_cast<int>(window));
    }
    readRope(fields, config, notes);

    // Fine-tunes add tokens, and older files do not say how many they came to.
    const auto embedding = tensors.find("token_embd.weight");
    if (embedding == tensors.end() || embedding->second.shape.size() != 2 ||
        embedding->second.shape.front() > kMostVocabulary)
        throw formatError(file, "'token_embd.weight': expected a tensor [vocabulary, llama.embedding_length], found " +
                                    (embedding == tensors.end() ? "none" : shapeText(embedding->second.shape)));
    config.vocabularySize = static_cast<int>(embedding->second.shape.front());
    config.tiedEmbeddings = !tensors.contains("output.weight");
    readSpecialIds(fields, config);
    return config;
}

}  // namespace mw
