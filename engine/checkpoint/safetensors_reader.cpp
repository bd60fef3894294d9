// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "safetensors_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "config.h"
#include "json.h"
#include "quantised_tensors.h"
#include "safetensors.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".safetensors";
constexpr std::string_view kIndexEnding = ".safetensors.index.json";
constexpr std::string_view kConsolidatedPrefix = "consolidated";
constexpr JsonLimits kIndexLimits = {.bytes = 16 << 20, .depth = 8, .values = 60'000};

/// Each way of naming files brings its own weights, index and config.
struct FileNaming {
    std::string_view prefix;
    std::string_view config;
    std::string_view otherConfig;  ///< where there is no `config`
};
constexpr FileNaming kHuggingFace = {"model", "config.json", "params.json"};
constexpr FileNaming kConsolidated = {kConsolidatedPrefix, "params.json", "config.json"};

/// Which files of a folder make up the checkpoint.
struct CheckpointFiles {
    fs::path config;
    fs::path index;                              ///< of the shards; empty if there is none
    std::vector<fs::path> weights;               ///< in order of name
    std::map<std::string, std::string> shardOf;  ///< tensor -> file name, as the index says; empty without index
};

/// "model-00002-of-00005.safetensors" -> 2 and 5.
struct ShardNumber {
    int number = 0;
    int count = 0;
};

std::optional<ShardNumber> shardNumber(std::string_view name, std::string_view prefix) {
    constexpr std::string_view kMiddle = "-of-";
    const std::size_t digits = 5;
    if (name.size() != prefix.size() + 1 + digits + kMiddle.size() + digits + kEnding.size()) return {};
    if (!name.starts_with(prefix) || !name.ends_with(kEnding) || name[prefix.size()] != '-') return {};
    const std::string_view number = name.substr(prefix.size() + 1, digits);
    const std::string_view count = name.substr(prefix.size() + 1 + digits + kMiddle.size(), digits);
    if (name.substr(prefix.size() + 1 + digits, kMiddle.size()) != kMiddle) return {};
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(number.begin(), number.end(), isDigit) || !std::all_of(count.begin(), count.end(), isDigit))
        return {};
    return ShardNumber{std::stoi(std::string(number)), std::stoi(std::string(count))};
}

/// What AutoGPTQ calls weights: "gptq_model-4bit-128g.safetensors", or shards of that. Empty if the folder holds none.
std::string prefixOfAutoGptq(const CheckpointFolder& folder) {
    constexpr std::string_view kBegin = "gptq_model", kShard = "-00000-of-00000";
    for (const std::string& name : folder.names) {
        if (!name.starts_with(kBegin) || !name.ends_with(kEnding)) continue;
        const std::string stem = name.substr(0, name.size() - kEnding.size());
        const std::string whole = stem.substr(0, stem.size() - std::min(stem.size(), kShard.size()));
        return shardNumber(name, whole) ? whole : stem;
    }
    return "";
}

/// Consolidated shards may also be called consolidated.00.safetensors and so on, without saying how many.
bool isUncounted(std::string_view name, std::string_view prefix) {
    return prefix == kConsolidatedPrefix && name.starts_with(prefix) && name.ends_with(kEnding);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

[[noreturn]] void throwMissing(const CheckpointFolder& folder, const fs::path& file, const std::string& says,
                               const std::vector<std::string>& missing) {
    throw notFoundError(file, says + std::to_string(missing.size()) +
                                  (missing.size() == 1 ? " file that is missing: " : " files that are missing: ") +
                                  joined(missing) + unfinishedDownloads(folder, missing));
}

/// Reads the index: which shard holds which tensor. Shards are plain file names, so that none leaves the folder.
std::map<std::string, std::string> readIndex(const fs::path& file) {
    const nlohmann::json tree = readJsonObject(file, kIndexLimits);
    const JsonFields fields(tree, file);
    const nlohmann::json* map = fields.find("weight_map");
    if (!map || !map->is_object() || map->empty())
        throw fields.mismatch("weight_map", "an object that maps tensors to files");
    std::map<std::string, std::string> shardOf;
    for (const auto& [tensor, shard] : map->items()) {
        if (!shard.is_string())
            throw formatError(
                file, "weight_map: " + inQuotes(tensor) + ": expected a file name, found a " + shard.type_name());
        const auto name = shard.get<std::string>();
        if (name.find_first_of(std::string("/\\\0", 3)) != std::string::npos || !name.ends_with(kEnding))
            throw formatError(file, "weight_map: " + inQuotes(tensor) +
                                        ": expected the name of a .safetensors file in the same folder, found " +
                                        inQuotes(name));
        shardOf.emplace(tensor, name);
    }
    return shardOf;
}

/// The shards that `index` names, after checking that the folder has them all and no others of their kind.
std::vector<std::string> indexedShards(const CheckpointFiles& files, const CheckpointFolder& folder,
                                       std::string_view prefix) {
    std::set<std::string> shards;
    for (const auto& [tensor, shard] : files.shardOf)
        shards.insert(shard);
    std::vector<std::string> missing;
    for (const std::string& shard : shards)
        if (!folder.has(shard)) missing.push_back(shard);
    if (!missing.empty()) throwMissing(folder, files.index, "names ", missing);
    for (const std::string& name : folder.names) {
        const bool isShard = shardNumber(name, prefix) || name == std::string(prefix) + ".safetensors";
        if (isShard && !shards.contains(name))
            throw formatError(files.index,
                              "does not name " + name + ", which is in the folder too; if it is a leftover, remove it");
    }
    return {shards.begin(), shards.end()};
}

/// Weight files that begin with `prefix` in a folder without index.
std::vector<std::string> unindexedShards(const CheckpointFolder& folder, std::string_view prefix) {
    const fs::path& directory = folder.directory;
    const std::string single = std::string(prefix) + ".safetensors";
    if (folder.has(single)) {
        for (const std::string& name : folder.names)
            if (shardNumber(name, prefix))
                throw formatError(directory / name, "found beside " + single + "; only one of them can be the weights");
        return {single};
    }
    std::vector<std::string> shards;
    std::optional<int> count;
    std::set<int> numbers;
    for (const std::string& name : folder.names) {
        const std::optional<ShardNumber> shard = shardNumber(name, prefix);
        if (!shard && !isUncounted(name, prefix)) continue;
        shards.push_back(name);
        if (!shard) continue;
        if (shard->number < 1 || shard->number > shard->count)
            throw formatError(directory / name, "a file of this number does not belong to a set of " +
                                                    std::to_string(shard->count) + " files");
        numbers.insert(shard->number);
        if (count && *count != shard->count)
            throw formatError(directory / name, "belongs to a set of " + std::to_string(shard->count) +
                                                    " files, others in the folder to one of " + std::to_string(*count));
        count = shard->count;
    }
    if (count) {
        std::vector<std::string> missing;
        for (int number = 1; number <= *count; ++number) {
            if (numbers.contains(number)) continue;
            const auto padded = [](int value) {
                return std::string(5 - std::to_string(value).size(), '0') + std::to_string(value);
            };
            missing.push_back(std::string(prefix) + "-" + padded(number) + "-of-" + padded(*count) + ".safetensors");
            if (missing.size() == 100) break;
        }
        if (!missing.empty())
            throwMissing(folder, directory, "by the names of its weight files, the folder lacks ", missing);
    }
    return shards;
}

/// The config that belongs to the weights, or else the other one.
fs::path findConfig(const CheckpointFolder& folder, const FileNaming& naming) {
    return configIn(folder, std::string(naming.config), std::string(naming.otherConfig));
}

bool isPicked(const CheckpointFolder& folder) {
    return folder.picked.ends_with(kEnding);
}

CheckpointFiles findFiles(const CheckpointFolder& folder) {
    CheckpointFiles files;
    const std::string autoGptq = prefixOfAutoGptq(folder);
    std::vector<FileNaming> namings = {kHuggingFace, kConsolidated};
    if (!autoGptq.empty()) namings.push_back({autoGptq, kHuggingFace.config, kHuggingFace.otherConfig});
    if (folder.picked.starts_with(kConsolidatedPrefix) || folder.picked == kConsolidated.config)
        std::swap(namings[0], namings[1]);
    for (const FileNaming& naming : namings) {
        const std::string index = std::string(naming.prefix) + std::string(kIndexEnding);
        std::vector<std::string> shards;
        if (folder.has(index)) {
            files.index = folder.directory / index;
            files.shardOf = readIndex(files.index);
            shards = indexedShards(files, folder, naming.prefix);
        } else {
            shards = unindexedShards(folder, naming.prefix);
        }
        if (shards.empty()) continue;
        for (const std::string& shard : shards)
            files.weights.push_back(folder.directory / shard);
        files.config = findConfig(folder, naming);
        return files;
    }
    files.weights = {folder.directory / folder.picked};
    files.config = findConfig(folder, kHuggingFace);
    return files;
}

void checkIndex(const CheckpointFiles& files, const StoredTensors& tensors) {
    const auto fileOf = [](const StoredTensor& tensor) { return tensor.file->path().filename().string(); };
    for (const auto& [name, shard] : files.shardOf) {
        const auto found = tensors.find(name);
        if (found == tensors.end())
            throw formatError(files.index, inQuotes(name) + ": expected in " + shard + ", found in no file");
        if (const std::string holder = fileOf(found->second); holder != shard)
            throw formatError(files.index, inQuotes(name) + ": expected in " + shard + ", found in " + holder);
    }
    for (const auto& [name, tensor] : tensors) {
        if (!files.shardOf.contains(name))
            throw formatError(files.index, "does not name the tensor " + inQuotes(name) + " of " + fileOf(tensor));
    }
}

}  // namespace

bool hasSafetensors(const CheckpointFolder& folder) {
    const auto belongs = [](const std::string& name) {
        return std::ranges::any_of(std::array{kHuggingFace, kConsolidated}, [&](const FileNaming& naming) {
            const std::string prefix(naming.prefix);
            return name == prefix + std::string(kIndexEnding) || name == prefix + std::string(kEnding) ||
                   shardNumber(name, prefix) || isUncounted(name, prefix);
        });
    };
    return isPicked(folder) || std::ranges::any_of(folder.names, belongs) || !prefixOfAutoGptq(folder).empty();
}

StoredModel openSafetensors(const CheckpointFolder& folder) {
    CheckpointFiles files = findFiles(folder);
    StoredModel model;
    model.configFile = files.config;
    model.config = readConfig(files.config, model.notes);
    for (const fs::path& path : files.weights) {
        requireWhole(folder, path.filename().string());
        SafetensorsFile file = openSafetensorsFile(path);
        model.fileBytes += file.file->size();
        for (auto& [name, tensor] : file.tensors)
            addTensor(model.tensors, name, std::move(tensor));
    }
    if (!files.index.empty()) checkIndex(files, model.tensors);
    if (const std::optional<QuantisationConfig> quantisation = readQuantisation(folder, files.config)) {
        model.kvScales = readKvScales(model.tensors, model.config.layers);
        joinQuantised(*quantisation, model.tensors);
        model.quantised = quantisation->name;
    }
    model.files = std::move(files.weights);
    return model;
}

}  // namespace mw
