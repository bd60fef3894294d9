// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "gguf_reader.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "gguf_config.h"
#include "gguf_file.h"
#include "gguf_vocabulary.h"
#include "json.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".gguf";
constexpr int kMostParts = 99'999;

/// "mixtral-00002-of-00005.gguf": part 2 of 5 of "mixtral".
struct Part {
    std::string stem;
    int number = 0;
    int count = 0;

    std::string nameOf(int part) const {
        const auto padded = [](int value) {
            const std::string digits = std::to_string(value);
            return std::string(5 - std::min<std::size_t>(5, digits.size()), '0') + digits;
        };
        return stem + "-" + padded(part) + "-of-" + padded(count) + std::string(kEnding);
    }
};

std::optional<Part> partOf(std::string_view name) {
    constexpr std::string_view kPattern = "-00000-of-00000.gguf";
    if (name.size() <= kPattern.size()) return std::nullopt;
    const std::string_view tail = name.substr(name.size() - kPattern.size());
    for (std::size_t i = 0; i < kPattern.size(); ++i)
        if (kPattern[i] == '0' ? tail[i] < '0' || tail[i] > '9' : tail[i] != kPattern[i]) return std::nullopt;
    const auto number = [&](std::size_t first) { return std::stoi(std::string(tail.substr(first, 5))); };
    return Part{std::string(name.substr(0, name.size() - kPattern.size())), number(1), number(10)};
}

/// The name of a model whose file is `name`: without ending and number of its part.
std::string modelOf(const std::string& name) {
    if (const auto part = partOf(name)) return part->stem;
    return isGgufName(name) ? name.substr(0, name.size() - kEnding.size()) : name;
}

/// A file of Ollama's: "sha256-0123...", until 2024 with a colon.
bool isBlobName(std::string_view name) {
    constexpr std::string_view kKind = "sha256", kHex = "0123456789abcdef";
    const std::size_t digits = kKind.size() + 1;
    return name.starts_with(kKind) && name.size() > digits &&
           (name[kKind.size()] == '-' || name[kKind.size()] == ':') &&
           name.find_first_not_of(kHex, digits) == std::string_view::npos;
}

/// The file that was picked, or one of the only model in the folder.
std::string chosenFile(const CheckpointFolder& folder) {
    if (isGgufFile(folder.picked)) return folder.picked;
    const std::vector<std::string> files = ggufModelsIn(folder.names);
    if (files.size() == 1) return files.front();
    std::string listed;
    for (const std::string& name : files)
        listed += (listed.empty() ? "" : ", ") + name;
    throw Error(ErrorCode::InvalidArgument,
                folder.directory.string() + ": holds several models: " + listed + "; open one of these files.",
                {folder.directory.string(), {}, {}});
}

/// The files of the model that `name` belongs to, the first part first.
std::vector<std::string> filesOf(const CheckpointFolder& folder, const std::string& name) {
    const std::optional<Part> part = partOf(name);
    if (!part) return {name};
    if (part->number < 1 || part->number > part->count)
        throw formatError(folder.directory / name, "a file of this number does not belong to a set of " +
                                                       std::to_string(part->count) + " files");
    std::vector<std::string> files, missing;
    for (int number = 1; number <= std::min(part->count, kMostParts); ++number) {
        files.push_back(part->nameOf(number));
        if (!folder.has(files.back()) && missing.size() < 100) missing.push_back(files.back());
    }
    if (missing.empty()) return files;
    std::string listed;
    for (const std::string& each : missing)
        listed += (listed.empty() ? "" : ", ") + each;
    throw notFoundError(folder.directory / name, "one of " + std::to_string(part->count) +
                                                     " files of a model, of which " + std::to_string(missing.size()) +
                                                     (missing.size() == 1 ? " is missing: " : " are missing: ") +
                                                     listed + unfinishedDownloads(folder, missing));
}

/// Whether the file says of itself that it is the part that its name says.
void checkPart(const GgufFile& file, int number, int count) {
    const JsonFields fields(file.metadata(), file.file().path());
    const int said = fields.has("split.count") ? static_cast<int>(fields.integer("split.count", 0, kMostParts)) : 1;
    if (std::max(said, 1) != count)
        throw fields.mismatch("split.count", std::to_string(count) + ", as the file's name says" +
                                                 (count == 1 ? "; parts are called NAME-00001-of-00002.gguf" : ""));
    if (count > 1 && fields.integer("split.no", 0, kMostParts) != number)
        throw fields.mismatch("split.no", std::to_string(number) + ", as the file's name says");
}

}  // namespace

bool isGgufFile(std::string_view name) {
    return isGgufName(name) || isBlobName(name);
}

std::vector<std::string> ggufModelsIn(const std::vector<std::string>& names) {
    std::vector<std::string> files;
    std::set<std::string> models;
    for (const std::string& name : names) {
        // Vision parts of other models come so, beside them.
        if (!isGgufName(name) || name.starts_with("mmproj")) continue;
        if (models.insert(modelOf(name)).second) files.push_back(name);
    }
    return files;
}

bool hasGguf(const CheckpointFolder& folder) {
    return !ggufModelsIn(folder.names).empty();
}

StoredModel openGguf(const CheckpointFolder& folder) {
    const std::string name = chosenFile(folder);
    const std::vector<std::string> names = filesOf(folder, name);
    StoredModel model;
    std::vector<GgufFile> files;
    for (const std::string& each : names) {
        const fs::path path = folder.directory / each;
        requireWhole(folder, each);
        files.emplace_back(path);
        checkPart(files.back(), static_cast<int>(files.size()) - 1, static_cast<int>(names.size()));
        if (files.size() == 1) requireMixtral(files.front());
        files.back().readTensors();
        model.files.push_back(path);
        model.fileBytes += files.back().file().size();
        for (const auto& [tensorName, tensor] : files.back().tensors())
            addTensor(model.tensors, tensorName, tensor);
    }
    const GgufFile& first = files.front();
    const JsonFields fields(first.metadata(), first.file().path());
    if (constexpr const char* kTotal = "split.tensors.count"; files.size() > 1 && fields.has(kTotal)) {
        if (fields.integer(kTotal, 0, 1 << 24) != static_cast<std::int64_t>(model.tensors.size()))
            throw fields.mismatch(kTotal, std::to_string(model.tensors.size()) + ", as many as there are in all parts");
    }
    model.config = readGgufConfig(first, model.tensors, model.notes);
    model.configFile = first.file().path();
    model.knownAs = folder.knownAs.empty() ? modelOf(name) : folder.knownAs;
    model.opened = folder.manifest.empty() ? first.file().path() : folder.manifest;
    model.noTokenizer = missingVocabulary(first);
    if (model.noTokenizer.empty()) model.tokenizer = readTokenizerFacts(first, readGgufVocabulary(first));
    if (model.tokenizer && !model.tokenizer->chatTemplate) model.tokenizer->chatTemplate = folder.chatTemplate;
    return model;
}

}  // namespace mw
