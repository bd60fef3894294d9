// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>
#include <system_error>
#include <tuple>

#include "file.h"
#include "mw/listed_models.h"
#include "ollama.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

/// What browsers and download tools put behind the name of a file until it is whole, in small letters.
constexpr std::array<std::string_view, 19> kUnfinishedEndings = {
    ".incomplete", ".part",     ".partial", ".crdownload", ".download", ".opdownload", ".tmp",
    ".temp",       ".filepart", ".aria2",   ".!ut",        ".!qb",      ".!bt",        ".bc!",
    ".td",         ".xltd",     ".dlpart",  ".unfinished", "-partial"};

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// "tokenizer.model", "tokenizer.model.v3", "mistral_instruct_tokenizer_240323.model.v3".
bool isTokenizer(std::string_view name) {
    static constexpr std::string_view kEndings[] = {".model", ".model.v1", ".model.v2", ".model.v3"};
    return name.find("tokenizer") != std::string_view::npos &&
           std::any_of(std::begin(kEndings), std::end(kEndings), [&](auto ending) { return name.ends_with(ending); });
}

constexpr const char* kTokenizerJson = "tokenizer.json";

/// What the cache of Hugging Face keeps of a model, in a folder models--ORG--NAME.
constexpr std::array<std::string_view, 3> kCacheParts = {"snapshots", "refs", "blobs"};

bool holdsWeights(const fs::path& directory) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored))
        for (const char* ending : {".safetensors", ".gguf"})
            if (entry.path().filename().string().find(ending) != std::string::npos) return true;
    return false;
}

std::vector<fs::path> foldersWithWeights(const fs::path& directory) {
    std::error_code ignored;
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored))
        if (entry.is_directory(ignored) && holdsWeights(entry.path())) folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

/// The folder of a cache that `directory` is, or is a part of; empty where it is neither.
fs::path cacheAround(const fs::path& directory) {
    std::error_code ignored;
    const fs::path whole = wholePath(directory);
    const bool isPart = std::ranges::count(kCacheParts, whole.filename().string()) > 0;
    const fs::path cache = isPart ? whole.parent_path() : whole;
    const auto isThere = [&](std::string_view part) { return fs::is_directory(cache / part, ignored); };
    const bool isCache = cache.filename().string().starts_with("models--") && std::ranges::any_of(kCacheParts, isThere);
    return isCache ? cache : fs::path();
}

/// The folder to read for `directory` in the cache of Hugging Face: the snapshot that the main branch points to, or
/// else the newest; one with weights, if any has some, since asking for a newer config alone makes a snapshot, too.
/// `directory` itself where it is none of a cache.
fs::path snapshotOf(const fs::path& directory) {
    const fs::path cache = cacheAround(directory);
    if (cache.empty()) return directory;
    std::error_code ignored;
    std::string main;
    std::ifstream(cache / "refs" / "main") >> main;
    struct Snapshot {
        fs::path path;
        bool hasWeights;
        bool isMain;
        fs::file_time_type written;
    };
    const auto hasWeights = [](const fs::path& each) {
        return holdsWeights(each) || !foldersWithWeights(each).empty();
    };
    std::vector<Snapshot> snapshots;
    for (const fs::directory_entry& entry : fs::directory_iterator(cache / "snapshots", ignored))
        if (entry.is_directory(ignored))
            snapshots.push_back({entry.path(), hasWeights(entry.path()), entry.path().filename() == main,
                                 entry.last_write_time(ignored)});
    if (snapshots.empty())
        throw notFoundError(directory,
                            "a folder of the Hugging Face cache without a snapshot; its download did not end");
    const auto rank = [](const Snapshot& each) { return std::tuple(each.hasWeights, each.isMain, each.written); };
    const fs::path best = std::ranges::max_element(snapshots, {}, rank)->path;
    // Large GGUF files come in parts, and the parts of each type in a folder.
    const std::vector<fs::path> below = holdsWeights(best) ? std::vector<fs::path>() : foldersWithWeights(best);
    return below.size() == 1 ? below.front() : best;
}

bool hasUnfinishedIn(const fs::path& directory) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored))
        if (isUnfinished(entry.path().filename().string())) return true;
    return false;
}

/// The only Mixtral model among those of Ollama's folder, or the only one.
OllamaModel chosenModel(const fs::path& directory, const std::vector<OllamaModel>& models) {
    if (models.size() == 1) return models.front();
    std::vector<OllamaModel> chosen;
    std::string all, named;
    for (const OllamaModel& model : models) {
        all += (all.empty() ? "" : ", ") + model.name;
        if (modelKindOf(model.manifest) != ModelKind::Mixtral) continue;
        chosen.push_back(model);
        named += (named.empty() ? "" : ", ") + model.name + " (" + model.manifest.string() + ")";
    }
    if (chosen.size() == 1) return chosen.front();
    if (chosen.empty())
        throw notFoundError(directory, "holds " + std::to_string(models.size()) +
                                           " models of Ollama's, none of which is known to be a Mixtral model: " + all);
    throw Error(ErrorCode::InvalidArgument,
                directory.string() + ": holds several models: " + named + "; open one of these files.",
                {directory.string(), {}, {}});
}

CheckpointFolder openOllamaModel(const OllamaModel& model) {
    const OllamaFiles files = readOllamaManifest(model.manifest);
    CheckpointFolder folder;
    folder.asked = folder.manifest = model.manifest;
    folder.directory = files.weights.parent_path();
    folder.picked = files.weights.filename().string();
    folder.knownAs = model.name;
    folder.chatTemplate = readOllamaTemplate(files);
    folder.names = namesIn(folder.directory);
    std::error_code ignored;
    if (fs::exists(files.weights, ignored)) return folder;
    const std::string pull = "'ollama pull " + model.name + "' ";
    throw notFoundError(model.manifest, fs::exists(files.weights.string() + "-partial", ignored)
                                            ? "names weights whose download did not end; " + pull + "goes on with it"
                                            : "names weights that are not there; " + pull + "gets them");
}

}  // namespace

// Not those that systems leave beside real ones: ._model.safetensors of macOS holds no weights, .DS_Store no model.
std::vector<std::string> namesIn(const fs::path& directory) {
    std::error_code error;
    fs::directory_iterator entries(directory, error);
    if (error) {
        throw notFoundError(directory, "cannot be listed: " + error.message());
    }
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : entries)
        if (std::string name = entry.path().filename().string(); !name.starts_with('.'))
            names.push_back(std::move(name));
    std::sort(names.begin(), names.end());
    return names;
}

bool CheckpointFolder::has(std::string_view name) const {
    return std::binary_search(names.begin(), names.end(), name);
}

CheckpointFolder openFolder(const fs::path& path) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (status.type() == fs::file_type::not_found)
        throw notFoundError(path,
                            fs::is_symlink(path, failure) ? "a link to what is not there" : "no such file or folder");
    if (status.type() == fs::file_type::none) throw notFoundError(path, "cannot be read: " + failure.message());
    if (const auto models = ollamaModelsIn(path); !models.empty()) return openOllamaModel(chosenModel(path, models));
    if (const auto model = ollamaModelAt(path)) return openOllamaModel(*model);
    CheckpointFolder folder;
    if (fs::is_directory(status)) {
        folder.asked = path;
        folder.directory = snapshotOf(path.has_filename() || !path.has_parent_path() ? path : path.parent_path());
    } else {
        folder.directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
        folder.asked = folder.directory;
        folder.picked = path.filename().string();
        if (const auto model = ollamaModelOf(path)) {
            folder.knownAs = model->name;
            folder.chatTemplate = readOllamaTemplate(readOllamaManifest(model->manifest));
        }
    }
    folder.names = namesIn(folder.directory);
    return folder;
}

bool isEmptyCache(const fs::path& directory) {
    const fs::path cache = wholePath(directory);
    if (cacheAround(cache) != cache || !hasUnfinishedIn(cache / "blobs")) return false;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(cache / "snapshots", ignored)) {
        if (holdsWeights(entry.path()) || !foldersWithWeights(entry.path()).empty()) return false;
        for (const char* config : {"config.json", "params.json"})
            if (fs::exists(entry.path() / config, ignored)) return false;
    }
    return true;
}

std::string weightsBelow(const CheckpointFolder& folder) {
    std::string listed;
    const std::vector<fs::path> folders = foldersWithWeights(folder.directory);
    for (const fs::path& each : folders)
        listed += (listed.empty() ? "" : ", ") + each.filename().string();
    if (folders.empty()) return "";
    return (folders.size() == 1 ? "; its folder " : "; each of its folders ") + listed + " holds some";
}

std::vector<fs::path> tokenizersIn(const CheckpointFolder& folder) {
    std::error_code ignored;
    std::vector<fs::path> tokenizers;
    for (const std::string& name : folder.names)
        if (isTokenizer(name) && !fs::is_directory(folder.directory / name, ignored))
            tokenizers.push_back(folder.directory / name);
    if (tokenizers.empty() && folder.has(kTokenizerJson) &&
        !fs::is_directory(folder.directory / kTokenizerJson, ignored))
        tokenizers.push_back(folder.directory / kTokenizerJson);
    return tokenizers;
}

std::string missingTokenizer(const CheckpointFolder& folder) {
    if (folder.has("tekken.json"))
        return "the folder holds tekken.json, a tokenizer of newer Mistral models, which is not read yet, and no "
               "tokenizer.model; that of the model which this one was made from will do";
    if (const std::string part = unfinishedOf(folder, "tokenizer.model"); !part.empty())
        return "the folder holds " + part + ", an unfinished download, and no tokenizer.model";
    return "the folder holds no tokenizer.model";
}

bool isUnfinished(std::string_view name) {
    const std::string small = lowered(name);
    return std::ranges::any_of(kUnfinishedEndings, [&](std::string_view ending) { return small.ends_with(ending); });
}

std::string unfinishedOf(const CheckpointFolder& folder, std::string_view name) {
    const auto isOfThis = [&](const std::string& each) {
        return each.size() > name.size() && each.starts_with(name) && isUnfinished(each.substr(name.size()));
    };
    const auto found = std::ranges::find_if(folder.names, isOfThis);
    return found == folder.names.end() ? "" : *found;
}

void requireWhole(const CheckpointFolder& folder, const std::string& name) {
    if (const std::string notes = name + ".aria2"; folder.has(notes))
        throw notFoundError(folder.directory / name, "an unfinished download: " + notes + " lies beside it");
}

fs::path configIn(const CheckpointFolder& folder, const std::string& name, const std::string& otherName) {
    for (const std::string& each : {name, otherName})
        if (folder.has(each)) return folder.directory / each;
    throw notFoundError(folder.directory / name, "is missing" + unfinishedDownloads(folder, {&name, 1}));
}

std::string unfinishedDownloads(const CheckpointFolder& folder, std::span<const std::string> names) {
    for (const std::string& name : names)
        if (const std::string part = unfinishedOf(folder, name); !part.empty())
            return "; " + part + " is an unfinished download";
    std::vector<fs::path> places = {folder.directory / ".cache/huggingface/download"};
    if (const fs::path cache = cacheAround(wholePath(folder.directory).parent_path()); !cache.empty())
        places.push_back(cache / "blobs");
    for (const fs::path& place : places)
        if (hasUnfinishedIn(place)) return "; unfinished downloads lie in " + place.string();
    return "";
}

}  // namespace mw
