// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "weight_files.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "json.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHuggingFacePrefix = "model";
constexpr std::string_view kConsolidatedPrefix = "consolidated";
constexpr JsonLimits kIndexLimits = {.bytes = 16 << 20, .depth = 8, .values = 60'000};

bool endsWith(std::string_view text, std::string_view end) {
    return text.ends_with(end);
}

/// Names of the folder's files, sorted.
std::vector<std::string> listFiles(const fs::path& directory) {
    std::error_code error;
    fs::directory_iterator entries(directory, error);
    if (error) {
        throw notFoundError(directory, "cannot be listed: " + error.message());
    }
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : entries)
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// "model-00002-of-00005.safetensors" -> 2 and 5.
struct ShardNumber {
    int number = 0;
    int count = 0;
};

std::optional<ShardNumber> shardNumber(std::string_view name, std::string_view prefix) {
    constexpr std::string_view kMiddle = "-of-";
    constexpr std::string_view kEnd = ".safetensors";
    const std::size_t digits = 5;
    if (name.size() != prefix.size() + 1 + digits + kMiddle.size() + digits + kEnd.size()) return {};
    if (!name.starts_with(prefix) || !endsWith(name, kEnd) || name[prefix.size()] != '-') return {};
    const std::string_view number = name.substr(prefix.size() + 1, digits);
    const std::string_view count = name.substr(prefix.size() + 1 + digits + kMiddle.size(), digits);
    if (name.substr(prefix.size() + 1 + digits, kMiddle.size()) != kMiddle) return {};
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(number.begin(), number.end(), isDigit) || !std::all_of(count.begin(), count.end(), isDigit))
        return {};
    return ShardNumber{std::stoi(std::string(number)), std::stoi(std::string(count))};
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : ", ") + name;
    return text;
}

[[noreturn]] void throwMissing(const fs::path& file, const std::string& says, const std::vector<std::string>& missing) {
    throw notFoundError(file, says + std::to_string(missing.size()) +
                                  (missing.size() == 1 ? " file that is missing: " : " files that are missing: ") +
                                  joined(missing));
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
        if (name.find_first_of(std::string("/\\\0", 3)) != std::string::npos || !endsWith(name, ".safetensors"))
            throw formatError(file, "weight_map: " + inQuotes(tensor) +
                                        ": expected the name of a .safetensors file in the same folder, found " +
                                        inQuotes(name));
        shardOf.emplace(tensor, name);
    }
    return shardOf;
}

/// The shards that `index` names, after checking that the folder has them all and no others of their kind.
std::vector<std::string> indexedShards(const CheckpointFiles& files, const std::vector<std::string>& names,
                                       std::string_view prefix) {
    std::set<std::string> shards;
    for (const auto& [tensor, shard] : files.shardOf)
        shards.insert(shard);
    std::vector<std::string> missing;
    for (const std::string& shard : shards)
        if (!std::binary_search(names.begin(), names.end(), shard)) missing.push_back(shard);
    if (!missing.empty()) throwMissing(files.index, "names ", missing);
    for (const std::string& name : names) {
        const bool isShard = shardNumber(name, prefix) || name == std::string(prefix) + ".safetensors";
        if (isShard && !shards.contains(name))
            throw formatError(files.index,
                              "does not name " + name + ", which is in the folder too; if it is a leftover, remove it");
    }
    return {shards.begin(), shards.end()};
}

/// Weight files that begin with `prefix` in a folder without index.
std::vector<std::string> unindexedShards(const fs::path& directory, const std::vector<std::string>& names,
                                         std::string_view prefix) {
    const std::string single = std::string(prefix) + ".safetensors";
    if (std::binary_search(names.begin(), names.end(), single)) {
        for (const std::string& name : names)
            if (shardNumber(name, prefix))
                throw formatError(directory / name, "found beside " + single + "; only one of them can be the weights");
        return {single};
    }
    std::vector<std::string> shards;
    std::optional<int> count;
    std::set<int> numbers;
    for (const std::string& name : names) {
        const std::optional<ShardNumber> shard = shardNumber(name, prefix);
        // Consolidated shards may also be called consolidated.00.safetensors and so on, without saying how many.
        const bool isUncounted =
            prefix == kConsolidatedPrefix && name.starts_with(prefix) && endsWith(name, ".safetensors");
        if (!shard && !isUncounted) continue;
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
        if (!missing.empty()) throwMissing(directory, "by the names of its weight files, the folder lacks ", missing);
    }
    return shards;
}

/// The command that turns pickles into safetensors, for people to run where they trust the files.
std::string conversionCommand(const fs::path& directory, const std::string& pattern) {
    std::string folder = directory.string();
    for (std::size_t at = 0; (at = folder.find('\'', at)) != std::string::npos; at += 4)
        folder.replace(at, 1, "'\\''");
    return "cd '" + folder +
           "' && python3 -c \"import glob, torch; from safetensors.torch import save_file; "
           "[save_file({k: v.contiguous() for k, v in torch.load(f, map_location='cpu', mmap=True, "
           "weights_only=True).items()}, f.rsplit('.', 1)[0].replace('pytorch_model', 'model') + '.safetensors') "
           "for f in sorted(glob.glob('" +
           pattern + "'))]\"";
}

[[noreturn]] void throwNoWeights(const fs::path& directory, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        for (const std::string_view ending : {".pth", ".pt", ".bin"}) {
            if (!endsWith(name, ending)) continue;
            std::string pattern = "*" + std::string(ending);
            for (const char* prefix : {"consolidated", "pytorch_model"})
                if (name.starts_with(prefix)) pattern = prefix + pattern;
            throw Error(ErrorCode::Unsupported,
                        (directory / name).string() +
                            ": a PyTorch pickle, which can run code when it is read, so it is never read here. If you "
                            "trust it, convert it: " +
                            conversionCommand(directory, pattern),
                        ErrorPlace{(directory / name).string(), {}, {}});
        }
        if (endsWith(name, ".gguf")) throw unsupportedError(directory / name, "GGUF files are not supported yet");
    }
    throw notFoundError(
        directory,
        "no weights found; expected model.safetensors, its shards with model.safetensors.index.json, or "
        "consolidated*.safetensors");
}

/// "tokenizer.model", "tokenizer.model.v3", "mistral_instruct_tokenizer_240323.model.v3".
bool isTokenizer(std::string_view name) {
    static constexpr std::string_view kEndings[] = {".model", ".model.v1", ".model.v2", ".model.v3"};
    return name.find("tokenizer") != std::string_view::npos &&
           std::any_of(std::begin(kEndings), std::end(kEndings), [&](auto ending) { return name.ends_with(ending); });
}

/// The config that belongs to the weights, or else the other one.
fs::path findConfig(const fs::path& directory, const std::vector<std::string>& names, const std::string& config,
                    const std::string& otherConfig) {
    for (const std::string& name : {config, otherConfig})
        if (std::binary_search(names.begin(), names.end(), name)) return directory / name;
    throw notFoundError(directory / config, "is missing");
}

std::vector<fs::path> tokenizersIn(const fs::path& directory, const std::vector<std::string>& names) {
    std::error_code ignored;
    std::vector<fs::path> tokenizers;
    for (const std::string& name : names)
        if (isTokenizer(name) && fs::is_regular_file(directory / name, ignored)) tokenizers.push_back(directory / name);
    return tokenizers;
}

}  // namespace

std::vector<fs::path> findTokenizers(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) throw notFoundError(path, "no such file or folder");
    fs::path directory = path;
    if (!fs::is_directory(path, ignored)) directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return tokenizersIn(directory, listFiles(directory));
}

CheckpointFiles findCheckpointFiles(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) throw notFoundError(path, "no such file or folder");
    CheckpointFiles files;
    std::string chosen;
    if (fs::is_directory(path, ignored)) {
        files.directory = path;
    } else {
        files.directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
        chosen = path.filename().string();
        if (endsWith(chosen, ".gguf")) throw unsupportedError(path, "GGUF files are not supported yet");
    }
    const std::vector<std::string> names = listFiles(files.directory);
    const auto has = [&](const std::string& name) { return std::binary_search(names.begin(), names.end(), name); };
    files.tokenizers = tokenizersIn(files.directory, names);

    // Each naming brings its own weights, index and config.
    struct Naming {
        std::string_view prefix;
        std::string config;
        std::string otherConfig;
    };
    std::vector<Naming> namings = {{kHuggingFacePrefix, "config.json", "params.json"},
                                   {kConsolidatedPrefix, "params.json", "config.json"}};
    if (chosen.starts_with(kConsolidatedPrefix) || chosen == "params.json") std::swap(namings[0], namings[1]);

    for (const Naming& naming : namings) {
        const std::string index = std::string(naming.prefix) + ".safetensors.index.json";
        std::vector<std::string> shards;
        if (has(index)) {
            files.index = files.directory / index;
            files.shardOf = readIndex(files.index);
            shards = indexedShards(files, names, naming.prefix);
        } else {
            shards = unindexedShards(files.directory, names, naming.prefix);
        }
        if (shards.empty()) continue;
        for (const std::string& shard : shards)
            files.weights.push_back(files.directory / shard);
        files.config = findConfig(files.directory, names, naming.config, naming.otherConfig);
        return files;
    }
    if (!endsWith(chosen, ".safetensors")) throwNoWeights(files.directory, names);
    files.weights = {path};
    files.config = findConfig(files.directory, names, "config.json", "params.json");
    return files;
}

WeightFiles::WeightFiles(const CheckpointFiles& files) {
    m_files.reserve(files.weights.size());  // m_tensors points into it
    for (const fs::path& path : files.weights)
        m_files.push_back(SafetensorsFile::open(path));
    for (const SafetensorsFile& file : m_files) {
        for (const auto& [name, tensor] : file.tensors()) {
            const auto [entry, isNew] = m_tensors.emplace(name, TensorPlace{&file, &tensor});
            if (!isNew)
                throw formatError(file.file().path(), inQuotes(name) + " is also in " +
                                                          entry->second.file->file().path().filename().string());
        }
    }
    if (!files.index.empty()) checkIndex(files);
}

TensorPlace WeightFiles::find(std::string_view name) const {
    const auto found = m_tensors.find(name);
    return found == m_tensors.end() ? TensorPlace{} : found->second;
}

std::uint64_t WeightFiles::bytes() const {
    std::uint64_t sum = 0;
    for (const SafetensorsFile& file : m_files)
        sum += file.file().size();
    return sum;
}

void WeightFiles::checkIndex(const CheckpointFiles& files) const {
    for (const auto& [name, shard] : files.shardOf) {
        const TensorPlace place = find(name);
        if (!place.file)
            throw formatError(files.index, inQuotes(name) + ": expected in " + shard + ", found in no file");
        const std::string holder = place.file->file().path().filename().string();
        if (holder != shard)
            throw formatError(files.index, inQuotes(name) + ": expected in " + shard + ", found in " + holder);
    }
    for (const auto& [name, place] : m_tensors) {
        if (!files.shardOf.contains(name))
            throw formatError(files.index, "does not name the tensor " + inQuotes(name) + " of " +
                                               place.file->file().path().filename().string());
    }
}

}  // namespace mw
