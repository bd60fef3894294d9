// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "config.h"

#include <algorithm>
#include <cctype>
#include <limits>
#include <string_view>

#include "config_limits.h"
#include "file.h"
#include "json.h"
#include "rope_config.h"

namespace mw {

namespace {

/// What the two files call the sizes.
struct SizeKeys {
    const char* hidden;
    const char* layers;
    const char* feedForward;
    const char* heads;
    const char* kvHeads;
    const char* normEpsilon;
};

constexpr SizeKeys kHuggingFaceKeys = {"hidden_size",         "num_hidden_layers",   "intermediate_size",
                                       "num_attention_heads", "num_key_value_heads", "rms_norm_eps"};
constexpr SizeKeys kMistralKeys = {"dim", "n_layers", "hidden_dim", "n_heads", "n_kv_heads", "norm_eps"};

void readSizes(const JsonFields& fields, const SizeKeys& keys, ModelConfig& config) {
    const auto size = [&](const char* key, std::int64_t most) {
        return static_cast<int>(fields.integer(key, 1, most));
    };
    config.hiddenSize = size(keys.hidden, kMostHidden);
    config.layers = size(keys.layers, kMostLayers);
    config.feedForwardSize = size(keys.feedForward, kMostFeedForward);
    config.heads = size(keys.heads, kMostHeads);
    config.kvHeads = size(keys.kvHeads, config.heads);
    if (config.heads % config.kvHeads != 0)
        throw fields.mismatch(keys.kvHeads,
                              "a divisor of " + std::string(keys.heads) + " (" + std::to_string(config.heads) + ")");
    config.vocabularySize = size("vocab_size", kMostVocabulary);
    config.normEpsilon = fields.number(keys.normEpsilon, 0, 1);

    if (fields.has("head_dim")) {
        config.headDim = size("head_dim", kMostHeadDim);
    } else {
        config.headDim = config.hiddenSize / config.heads;
        if (config.hiddenSize % config.heads != 0 || config.headDim > kMostHeadDim)
            throw fields.mismatch("head_dim", "a size, since " + std::string(keys.hidden) + " (" +
                                                  std::to_string(config.hiddenSize) + ") / " + keys.heads + " (" +
                                                  std::to_string(config.heads) + ") is none");
    }
    if (config.headDim % 2 != 0)
        throw fields.mismatch("head_dim",
                              "an even size, for rotary embeddings (it is " + std::to_string(config.headDim) + ")");
}

void readExperts(const JsonFields& fields, const char* expertsKey, ModelConfig& config) {
    config.experts = static_cast<int>(fields.integer(expertsKey, 1, kMostExperts));
    config.expertsPerToken = static_cast<int>(fields.integer("num_experts_per_tok", 1, config.experts));
}

/// Up to a window's length, attending to the window and to everything is the same; beyond it every answer would differ,
/// silently. So the context ends there.
void limitToWindow(const JsonFields& fields, ModelConfig& config, std::vector<std::string>& notes) {
    if (!fields.has("sliding_window")) return;
    const auto window = fields.integer("sliding_window", 1, std::numeric_limits<std::int64_t>::max());
    if (window >= config.trainedContext) return;
    notes.push_back("The model was made for attention in a window (sliding_window) of " + std::to_string(window) +
                    " tokens, which is not supported: the context is limited to " + std::to_string(window) +
                    " tokens, where it makes no difference, of the " + std::to_string(config.trainedContext) +
                    " that it was trained for.");
    config.trainedContext = static_cast<int>(window);
}

void checkArchitecture(const JsonFields& fields) {
    static constexpr std::string_view kArchitecture = "MixtralForCausalLM";
    const nlohmann::json* architectures = fields.find("architectures");
    if (fields.has("architectures")) {
        if (!architectures->is_array() || architectures->size() != 1 || !architectures->front().is_string())
            throw fields.mismatch("architectures", "[\"MixtralForCausalLM\"]");
        if (architectures->front() != kArchitecture)
            throw fields.unsupported("architectures", "[\"MixtralForCausalLM\"]",
                                     "this program runs Mixtral models only");
    }
    if (!fields.has("architectures") || fields.has("model_type")) {
        if (fields.string("model_type") != "mixtral")
            throw fields.unsupported("model_type", "'mixtral'", "this program runs Mixtral models only");
    }
}

/// Refuses what would make the same weights mean something else.
void checkVariants(const JsonFields& fields) {
    if (fields.has("hidden_act")) {
        const std::string activation = fields.string("hidden_act");
        if (activation != "silu" && activation != "swish")
            throw fields.unsupported("hidden_act", "'silu'", "other activations are not supported");
    }
    for (const char* key : {"attention_bias", "mlp_bias"})
        if (fields.boolean(key, false)) throw fields.unsupported(key, "false", "biases are not supported");
}

void readSpecialIds(const JsonFields& fields, const std::filesystem::path& directory, ModelConfig& config) {
    const int last = config.vocabularySize - 1;
    if (fields.has("bos_token_id")) config.bosId = static_cast<int>(fields.integer("bos_token_id", 0, last));
    std::vector<int> eos = fields.integers("eos_token_id", 0, last);
    // What ends an answer is a matter of generation; the config's may be that of the model it was made from.
    const std::filesystem::path file = directory / "generation_config.json";
    if (std::filesystem::exists(file)) {
        const nlohmann::json generation = readJsonObject(file);
        if (std::vector<int> ends = JsonFields(generation, file).integers("eos_token_id", 0, last); !ends.empty())
            eos = std::move(ends);
    }
    if (!eos.empty()) config.eosIds = eos;
}

bool sameSizes(const ModelConfig& a, const ModelConfig& b) {
    return a.hiddenSize == b.hiddenSize && a.layers == b.layers && a.feedForwardSize == b.feedForwardSize &&
           a.heads == b.heads && a.kvHeads == b.kvHeads && a.headDim == b.headDim && a.experts == b.experts &&
           a.expertsPerToken == b.expertsPerToken;
}

ModelConfig readHuggingFaceConfig(const std::filesystem::path& file, std::vector<std::string>& notes) {
    const nlohmann::json tree = readJsonObject(file);
    const JsonFields fields(tree, file);
    checkArchitecture(fields);
    checkVariants(fields);

    ModelConfig config;
    readSizes(fields, kHuggingFaceKeys, config);
    readExperts(fields, "num_local_experts", config);
    config.trainedContext = static_cast<int>(fields.integer("max_position_embeddings", 1, kMostContext));
    readRope(fields, config);
    config.tiedEmbeddings = fields.boolean("tie_word_embeddings", false);
    limitToWindow(fields, config, notes);
    readSpecialIds(fields, file.parent_path(), config);
    return config;
}

ModelConfig readMistralConfig(const std::filesystem::path& file, std::vector<std::string>& notes) {
    const nlohmann::json tree = readJsonObject(file);
    const JsonFields fields(tree, file);
    if (!fields.has("moe"))
        throw fields.unsupported("moe", "an object with num_experts", "this program runs Mixtral models only");
    for (const char* key : {"quantization", "vision_encoder", "lora", "yarn"})
        if (fields.has(key)) throw fields.unsupported(key, "nothing", "this is not supported");

    ModelConfig config;
    readSizes(fields, kMistralKeys, config);
    readExperts(fields.object("moe"), "num_experts", config);
    // Mistral's own code takes this where the file says nothing, as that of 8x7B does.
    if (fields.has("rope_theta")) config.ropeTheta = fields.number("rope_theta", 0, kMostTheta);
    config.tiedEmbeddings = fields.boolean("tied_embeddings", false);

    config.trainedContext =
        sameSizes(config, mixtral8x22B()) ? mixtral8x22B().trainedContext : mixtral8x7B().trainedContext;
    for (const char* key : {"max_seq_len", "max_position_embeddings"})
        if (fields.has(key)) config.trainedContext = static_cast<int>(fields.integer(key, 1, kMostContext));
    limitToWindow(fields, config, notes);
    const auto isOutside = [&](int id) { return id >= config.vocabularySize; };
    if (isOutside(config.bosId) || isOutside(config.eosIds.front()))
        throw fields.mismatch("vocab_size", "room for the begin and end tokens 1 and 2");
    return config;
}

}  // namespace

ModelConfig readConfig(const std::filesystem::path& file, std::vector<std::string>& notes) {
    return file.filename() == "params.json" ? readMistralConfig(file, notes) : readHuggingFaceConfig(file, notes);
}

std::string knownName(const std::filesystem::path& directory) {
    const std::filesystem::path folder = wholePath(directory);
    // The cache of Hugging Face: models--mistralai--Mixtral-8x7B-v0.1/snapshots/HASH.
    constexpr std::string_view kModels = "models--";
    const std::string cached = folder.parent_path().parent_path().filename().string();
    if (folder.parent_path().filename() != "snapshots" || !cached.starts_with(kModels))
        return folder.filename().string();
    std::string name = cached.substr(kModels.size());
    if (const std::size_t separator = name.find("--"); separator != std::string::npos) name.replace(separator, 2, "/");
    return name;
}

std::string folderName(const std::filesystem::path& directory) {
    const std::string name = knownName(directory);
    return name.substr(name.find('/') + 1);
}

SuggestedChat readSuggestedChat(const std::filesystem::path& directory) {
    const std::filesystem::path file = directory / "mixtral-workbench.json";
    if (std::error_code ignored; !std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) return {};
    const nlohmann::json tree = readJsonObject(file);
    const JsonFields fields(tree, file);
    const auto text = [&](const char* key) { return fields.has(key) ? fields.string(key) : std::string(); };
    return {text("prompt_format"), text("template"), text("system_prompt")};
}

std::string modelName(const ModelConfig& config, const std::string& name) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const ModelConfig* known : {&mixtral8x7B(), &mixtral8x22B()}) {
        if (sameSizes(config, *known))
            return known->name + (lower.find("instruct") == std::string::npos ? "" : " Instruct");
    }
    return name.empty() ? "Mixtral" : name;
}

}  // namespace mw
