// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "quantisation_config.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "config_limits.h"
#include "json.h"

namespace mw {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kMethod = "quant_method";
constexpr const char* kAdvice =
    "look for the model as GGUF, AWQ (gemm), GPTQ, compressed-tensors or FP8, or in 16 bits, which this program "
    "quantises itself";

/// Text without regard to case, as the tools take it.
std::string lowered(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string textOr(const JsonFields& fields, const char* key, const std::string& otherwise) {
    return fields.has(key) ? lowered(fields.string(key)) : otherwise;
}

std::vector<std::string> names(const JsonFields& fields, const char* key) {
    std::vector<std::string> result;
    if (!fields.has(key)) return result;
    const json& list = *fields.find(key);
    if (!list.is_array()) throw fields.mismatch(key, "a list of modules");
    for (const json& each : list) {
        if (!each.is_string()) throw fields.mismatch(key, "a list of modules by their names");
        result.push_back(each.get<std::string>());
    }
    return result;
}

/// A group's size as tools write it: -1 for all inputs.
std::int64_t groupSize(const JsonFields& fields, const char* key) {
    const std::int64_t group = fields.integer(key, -1, kMostFeedForward);
    if (group == 0) throw fields.mismatch(key, "-1 or a number of inputs");
    return group;
}

std::string integerName(const QuantisationScheme& scheme) {
    return "int" + std::to_string(scheme.bits) + (scheme.group > 0 ? "-g" + std::to_string(scheme.group) : "");
}

/// The bits of integers, of which only some are read.
int integerBits(const JsonFields& fields, const char* key, std::initializer_list<int> known) {
    const int bits = static_cast<int>(fields.integer(key, 1, 64));
    if (std::ranges::find(known, bits) != known.end()) return bits;
    std::string expected;
    for (const int each : known)
        expected += (expected.empty() ? "" : " or ") + std::to_string(each);
    throw fields.unsupported(key, expected, std::string("weights of other bits are not read; ") + kAdvice);
}

// --- each tool ------------------------------------------------------------------------------------------------------

void readAwq(const JsonFields& fields, QuantisationConfig& config) {
    // The first versions had other keys, in a file of their own.
    const bool isOld = fields.has("w_bit");
    QuantisationScheme scheme;
    scheme.bits = integerBits(fields, isOld ? "w_bit" : "bits", {4});
    scheme.group = groupSize(fields, isOld ? "q_group_size" : "group_size");
    if (textOr(fields, "version", "gemm") != "gemm")
        throw fields.unsupported("version", "'gemm'", std::string("other versions pack otherwise; ") + kAdvice);
    if (textOr(fields, "backend", "autoawq") != "autoawq")
        throw fields.unsupported("backend", "'autoawq'", std::string("others pack otherwise; ") + kAdvice);
    if (!fields.boolean("zero_point", true))
        throw fields.unsupported("zero_point", "true", "the gemm version always stores zero points");
    config.ignored = names(fields, "modules_to_not_convert");
    config.schemes = {scheme};
    config.name = "AWQ " + integerName(scheme);
}

void readGptq(const JsonFields& fields, QuantisationConfig& config) {
    QuantisationScheme scheme;
    scheme.bits = integerBits(fields, "bits", {3, 4, 8});
    scheme.group = groupSize(fields, "group_size");
    scheme.symmetric = fields.boolean("sym", false);
    (void)fields.boolean("desc_act", false);  // what it means stands in g_idx
    const char* const key = fields.has("checkpoint_format") ? "checkpoint_format" : "format";
    const std::string format = textOr(fields, key, "gptq");
    if (format != "gptq" && format != "gptq_v2")
        throw fields.unsupported(
            key, "'gptq' or 'gptq_v2'",
            std::string("weights that were packed for one kind of kernel are not read; ") + kAdvice);
    if (fields.boolean("is_marlin_format", false))
        throw fields.unsupported(
            "is_marlin_format", "false",
            std::string("weights that were packed for one kind of kernel are not read; ") + kAdvice);
    if (textOr(fields, "pack_dtype", "int32") != "int32")
        throw fields.unsupported("pack_dtype", "'int32'", std::string("others pack otherwise; ") + kAdvice);
    if (fields.has("dynamic")) {
        const json& rules = *fields.find("dynamic");
        if (!rules.is_object()) throw fields.mismatch("dynamic", "an object of rules");
        for (const auto& [rule, change] : rules.items())
            if (!rule.starts_with("-:"))  // these leave modules out, which their tensors say themselves
                throw fields.unsupported("dynamic", "rules that begin with '-:'",
                                         std::string("bits that differ between layers are not read; ") + kAdvice);
    }
    config.zeroMore = format == "gptq" ? 1 : 0;
    config.schemes = {scheme};
    config.name = "GPTQ " + integerName(scheme);
}

/// [rows, columns] of the rectangles that share a scale.
void readBlock(const JsonFields& fields, const char* key, QuantisationScheme& scheme) {
    const std::vector<int> sizes = fields.integers(key, 1, kMostFeedForward);
    if (sizes.size() != 2) throw fields.mismatch(key, "two sizes, of outputs and inputs");
    scheme.blockRows = sizes[0];
    scheme.blockColumns = sizes[1];
}

void readFloat8(const JsonFields& fields, QuantisationConfig& config) {
    QuantisationScheme scheme;
    scheme.isFloat = true;
    // Scales of activations are for kernels that multiply in fp8; here activations keep their precision.
    const std::string activations = textOr(fields, "activation_scheme", "dynamic");
    if (activations != "dynamic" && activations != "static")
        throw fields.mismatch("activation_scheme", "'dynamic' or 'static'");
    const std::string codes = textOr(fields, "fmt", "e4m3");
    if (codes != "e4m3" && codes != "float8_e4m3fn")
        throw fields.unsupported("fmt", "'e4m3'", std::string("other kinds of fp8 are not read; ") + kAdvice);
    if (fields.has("weight_block_size")) readBlock(fields, "weight_block_size", scheme);
    for (const char* key : {"ignored_layers", "modules_to_not_convert"})
        for (const std::string& each : names(fields, key))
            config.ignored.push_back(each);
    config.schemes = {scheme};
    config.name = scheme.blockRows > 0 ? "fp8 in blocks" : "fp8";
}

/// The codes that a group of modules has in compressed-tensors.
QuantisationScheme readScheme(const JsonFields& weights) {
    QuantisationScheme scheme;
    const std::string type = textOr(weights, "type", "int"), strategy = textOr(weights, "strategy", "tensor");
    scheme.isFloat = type == "float";
    if (!scheme.isFloat && type != "int") throw weights.mismatch("type", "'int' or 'float'");
    scheme.bits = scheme.isFloat ? integerBits(weights, "num_bits", {8}) : integerBits(weights, "num_bits", {4, 8});
    scheme.symmetric = weights.boolean("symmetric", true);
    if (scheme.isFloat && !scheme.symmetric) throw weights.mismatch("symmetric", "true, for floats");
    if (strategy == "group") {
        scheme.group = groupSize(weights, "group_size");
    } else if (strategy == "channel") {
        scheme.group = kWholeColumn;
    } else if (strategy == "block" && scheme.isFloat) {
        readBlock(weights, "block_structure", scheme);
    } else if (strategy != "tensor" || !scheme.isFloat) {
        throw weights.unsupported("strategy",
                                  scheme.isFloat ? "'tensor', 'channel', 'group' or 'block'" : "'channel' or 'group'",
                                  std::string("other scales are not read; ") + kAdvice);
    }
    return scheme;
}

std::string schemeName(const QuantisationScheme& scheme) {
    return scheme.isFloat ? scheme.blockRows > 0 ? "fp8 in blocks" : "fp8" : integerName(scheme);
}

void readCompressedTensors(const JsonFields& fields, QuantisationConfig& config) {
    constexpr std::array<std::string_view, 4> kFormats = {"pack-quantized", "float-quantized", "naive-quantized",
                                                          "mixed-precision"};
    const auto checkFormat = [&](const JsonFields& where) {
        const std::string format = textOr(where, "format", "naive-quantized");
        if (std::ranges::find(kFormats, format) == kFormats.end())
            throw where.unsupported("format", "'pack-quantized', 'float-quantized' or 'naive-quantized'",
                                    std::string("others are not read yet; ") + kAdvice);
    };
    checkFormat(fields);
    if (fields.has("sparsity_config") && textOr(fields.object("sparsity_config"), "format", "dense") != "dense")
        throw fields.unsupported("sparsity_config", "nothing", std::string("sparse weights are not read; ") + kAdvice);
    if (fields.has("transform_config") && !fields.find("transform_config")->empty())
        throw fields.unsupported("transform_config", "nothing",
                                 std::string("weights that need activations to be rotated are not read; ") + kAdvice);
    const JsonFields groups = fields.object("config_groups");
    const json& all = *fields.find("config_groups");
    for (const auto& [name, entry] : all.items()) {
        const JsonFields group = groups.object(name.c_str());
        checkFormat(group);
        if (!group.has("weights")) continue;
        const QuantisationScheme scheme = readScheme(group.object("weights"));
        if (std::ranges::find(config.schemes, scheme) != config.schemes.end()) continue;
        config.name += (config.schemes.empty() ? "compressed-tensors " : ", ") + schemeName(scheme);
        config.schemes.push_back(scheme);
    }
    if (config.schemes.empty()) throw fields.mismatch("config_groups", "a group with weights");
    config.ignored = names(fields, "ignore");
}

/// A row of the table of tools.
struct Method {
    std::string_view name;  ///< as in the config
    QuantisationMethod method;
    void (*read)(const JsonFields& fields, QuantisationConfig& config);
};
constexpr std::array kMethods = {
    Method{"awq", QuantisationMethod::Awq, readAwq},
    Method{"gptq", QuantisationMethod::Gptq, readGptq},
    Method{"compressed-tensors", QuantisationMethod::CompressedTensors, readCompressedTensors},
    Method{"fp8", QuantisationMethod::Float8, readFloat8},
};

/// What a tool writes, and where.
struct Place {
    const char* file;            ///< beside the config; null: the config
    const char* key;             ///< of the object; null: the whole file
    std::string_view otherwise;  ///< the tool, where the file does not say
};
constexpr std::array kPlaces = {
    Place{nullptr, "quantization_config", ""},
    Place{nullptr, "compression_config", ""},
    Place{"quantize_config.json", nullptr, "gptq"},
    Place{"quant_config.json", nullptr, "awq"},
};

QuantisationConfig readAs(const JsonFields& fields, std::string_view otherwise) {
    std::string said = textOr(fields, kMethod, std::string(otherwise));
    if (said.empty()) said = lowered(fields.string(kMethod));
    const auto method = std::ranges::find(kMethods, said, &Method::name);
    if (method == kMethods.end())
        throw fields.unsupported(kMethod, "'awq', 'gptq', 'compressed-tensors' or 'fp8'",
                                 std::string("what other tools write is not read; ") + kAdvice);
    QuantisationConfig config;
    config.method = method->method;
    method->read(fields, config);
    return config;
}

}  // namespace

std::optional<QuantisationConfig> readQuantisation(const CheckpointFolder& folder, const fs::path& configFile) {
    for (const Place& place : kPlaces) {
        if (place.file && !folder.has(place.file)) continue;
        const fs::path file = place.file ? folder.directory / place.file : configFile;
        const json tree = readJsonObject(file);
        const JsonFields fields(tree, file);
        if (place.key && !fields.has(place.key)) continue;
        QuantisationConfig config = readAs(place.key ? fields.object(place.key) : fields, place.otherwise);
        config.file = file;
        if (place.key) config.key = place.key;
        return config;
    }
    return std::nullopt;
}

}  // namespace mw
