// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "ollama.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include "file.h"
#include "json.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifests = "manifests", kBlobs = "blobs";
constexpr int kDepth = 4;  // HOST/NAMESPACE/NAME/TAG
constexpr std::size_t kMostModels = 10'000;
constexpr std::uint64_t kLargestTemplate = 1 << 20;
constexpr JsonLimits kLimits{.bytes = 1 << 20, .depth = 8, .values = 10'000};
constexpr std::string_view kOwnHost = "registry.ollama.ai", kOwnNamespace = "library";

bool isFolder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool holdsBoth(const fs::path& models) {
    return isFolder(models / kManifests) && isFolder(models / kBlobs);
}

/// Where in Ollama's folder something lies: 0 for "manifests" itself, kDepth for a manifest. Nothing elsewhere.
struct Place {
    fs::path manifests;
    int depth = 0;
};
std::optional<Place> placeOf(const fs::path& path) {
    fs::path above = wholePath(path);
    for (int depth = 0; depth <= kDepth && above.has_filename(); ++depth, above = above.parent_path())
        if (above.filename() == kManifests && isFolder(above.parent_path() / kBlobs)) return Place{above, depth};
    return std::nullopt;
}

/// The folder below which manifests are to be looked for, and how deep it lies among them.
std::optional<Place> startOf(const fs::path& directory) {
    const fs::path whole = wholePath(directory);
    for (const fs::path& models : {whole, whole / "models"})
        if (holdsBoth(models)) return Place{models / kManifests, 0};
    if (whole.filename() == kBlobs && holdsBoth(whole.parent_path())) return Place{whole.parent_path() / kManifests, 0};
    const std::optional<Place> place = placeOf(whole);
    return place ? std::optional(Place{whole, place->depth}) : std::nullopt;
}

void collect(const fs::path& folder, int depth, std::vector<OllamaModel>& models) {
    std::error_code failed;
    for (fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failed), last;
         !failed && entry != last && models.size() < kMostModels; entry.increment(failed)) {
        std::error_code unreadable;
        if (entry->path().filename().native().starts_with('.')) continue;
        if (depth + 1 < kDepth && entry->is_directory(unreadable)) collect(entry->path(), depth + 1, models);
        if (depth + 1 < kDepth || !entry->is_regular_file(unreadable)) continue;
        if (auto model = ollamaModelAt(entry->path())) models.push_back(std::move(*model));
    }
}

/// The file of a digest, "sha256:0123...": of no other folder, whatever the manifest says.
fs::path blobOf(const fs::path& manifest, const std::string& digest) {
    constexpr std::string_view kKind = "sha256:", kHex = "0123456789abcdef";
    if (!digest.starts_with(kKind) || digest.size() == kKind.size() ||
        digest.find_first_not_of(kHex, kKind.size()) != std::string::npos)
        throw formatError(manifest, "digest: expected 'sha256:' and hexadecimal figures, found " + inQuotes(digest));
    const fs::path blobs = placeOf(manifest)->manifests.parent_path() / kBlobs;
    std::error_code ignored;
    // Until 2024 the names were the digests.
    if (const fs::path old = blobs / digest; fs::exists(old, ignored)) return old;
    return blobs / ("sha256-" + digest.substr(kKind.size()));
}

}  // namespace

std::optional<OllamaModel> ollamaModelAt(const fs::path& file) {
    const fs::path whole = wholePath(file);
    const std::optional<Place> place = placeOf(whole);
    if (!place || place->depth != kDepth) return std::nullopt;
    std::array<std::string, kDepth> parts;
    fs::path rest = whole;
    for (std::size_t i = parts.size(); i-- > 0; rest = rest.parent_path())
        parts[i] = rest.filename().string();
    const auto& [host, owner, model, tag] = parts;
    std::string name = model + ":" + tag;
    if (host != kOwnHost || owner != kOwnNamespace) name.insert(0, owner + "/");
    if (host != kOwnHost) name.insert(0, host + "/");
    return OllamaModel{file, std::move(name)};
}

std::optional<OllamaModel> ollamaModelOf(const fs::path& blob) {
    const fs::path whole = wholePath(blob);
    if (whole.parent_path().filename() != kBlobs) return std::nullopt;
    for (OllamaModel& model : ollamaModelsIn(whole.parent_path())) {
        try {
            if (readOllamaManifest(model.manifest).weights.filename() == whole.filename()) return std::move(model);
        } catch (const Error&) {
            continue;  // another model's fault
        }
    }
    return std::nullopt;
}

std::vector<OllamaModel> ollamaModelsIn(const fs::path& directory) {
    std::vector<OllamaModel> models;
    if (const auto start = startOf(directory)) collect(start->manifests, start->depth, models);
    std::ranges::sort(models, {}, &OllamaModel::name);
    return models;
}

bool isOllamaFolder(const fs::path& directory) {
    return holdsBoth(directory);
}

OllamaFiles readOllamaManifest(const fs::path& manifest) {
    const nlohmann::json tree = readJsonObject(manifest, kLimits);
    const JsonFields fields(tree, manifest);
    const nlohmann::json* layers = fields.find("layers");
    if (!layers || !layers->is_array()) throw fields.mismatch("layers", "a list of the files of a model");
    OllamaFiles files;
    for (const nlohmann::json& layer : *layers) {
        if (!layer.is_object()) throw fields.mismatch("layers", "a list of objects");
        const JsonFields own(layer, manifest, "layers.");
        const std::string kind = own.string("mediaType");
        fs::path* file = kind == "application/vnd.ollama.image.model"      ? &files.weights
                         : kind == "application/vnd.ollama.image.template" ? &files.chatTemplate
                                                                           : nullptr;
        if (!file) continue;
        if (!file->empty() && file == &files.weights)
            throw unsupportedError(manifest, "a model of several files, which are not read from Ollama's folder");
        *file = blobOf(manifest, own.string("digest"));
    }
    if (files.weights.empty())
        throw unsupportedError(manifest,
                               "names no weights in a GGUF file; the model runs elsewhere, or is stored otherwise");
    return files;
}

std::optional<std::string> readOllamaTemplate(const OllamaFiles& files) {
    if (files.chatTemplate.empty()) return std::nullopt;
    try {
        return readSmallFile(files.chatTemplate, kLargestTemplate);
    } catch (const Error&) {
        return std::nullopt;  // the model can be used without
    }
}

}  // namespace mw
