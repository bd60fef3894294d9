// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/listed_models.h"

#include <algorithm>
#include <exception>
#include <string_view>

#include "folder.h"
#include "gguf_config.h"
#include "gguf_reader.h"
#include "ollama.h"
#include "refused_files.h"

namespace mw {

namespace fs = std::filesystem;

namespace {

std::vector<ListedModel> modelsIn(const fs::path& folder) {
    std::vector<ListedModel> models;
    const auto add = [&](const std::string& name) { models.push_back({folder / name, name}); };
    if (isOllamaFolder(folder)) {
        for (const OllamaModel& model : ollamaModelsIn(folder))
            models.push_back({model.manifest, model.name});
        return models;
    }
    if (isEmptyCache(folder)) return {{folder, folder.filename().string()}};
    const std::vector<std::string> names = namesIn(folder);
    for (const std::string& name : ggufModelsIn(names))
        add(name);
    std::string_view whole;  // of the pieces before
    for (const std::string& name : names) {
        // aria2 keeps a file of notes beside the one that it writes.
        if (isUnfinishedWeights(name) && !name.ends_with(".aria2")) add(name);
        const std::string_view cut = wholeOfPiece(name);
        if (!cut.empty() && cut != whole) add(name);
        if (!cut.empty()) whole = cut;
    }
    std::ranges::sort(models, {}, &ListedModel::name);
    return models;
}

}  // namespace

std::vector<ListedModel> listModels(const fs::path& folder) {
    try {
        return modelsIn(folder);
    } catch (const std::exception&) {
        return {};  // it cannot be read, or not to its end
    }
}

ModelKind modelKindOf(const fs::path& path) noexcept {
    try {
        return modelKindOf(GgufFile(ollamaModelAt(path) ? readOllamaManifest(path).weights : path));
    } catch (...) {
        return ModelKind::Unknown;
    }
}

}  // namespace mw
