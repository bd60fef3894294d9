// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "folder.h"

#include <algorithm>
#include <iterator>
#include <system_error>

#include "file.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

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

/// "tokenizer.model", "tokenizer.model.v3", "mistral_instruct_tokenizer_240323.model.v3".
bool isTokenizer(std::string_view name) {
    static constexpr std::string_view kEndings[] = {".model", ".model.v1", ".model.v2", ".model.v3"};
    return name.find("tokenizer") != std::string_view::npos &&
           std::any_of(std::begin(kEndings), std::end(kEndings), [&](auto ending) { return name.ends_with(ending); });
}

}  // namespace

bool CheckpointFolder::has(std::string_view name) const {
    return std::binary_search(names.begin(), names.end(), name);
}

CheckpointFolder openFolder(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) throw notFoundError(path, "no such file or folder");
    CheckpointFolder folder;
    if (fs::is_directory(path, ignored)) {
        folder.directory = path;
    } else {
        folder.directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
        folder.picked = path.filename().string();
    }
    folder.names = listFiles(folder.directory);
    return folder;
}

std::vector<fs::path> tokenizersIn(const CheckpointFolder& folder) {
    std::error_code ignored;
    std::vector<fs::path> tokenizers;
    for (const std::string& name : folder.names)
        if (isTokenizer(name) && fs::is_regular_file(folder.directory / name, ignored))
            tokenizers.push_back(folder.directory / name);
    return tokenizers;
}

std::vector<fs::path> findTokenizers(const fs::path& path) {
    return tokenizersIn(openFolder(path));
}

}  // namespace mw
