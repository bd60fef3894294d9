// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "folder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>

#include "file.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

/// What browsers and download tools put behind the name of a file until it is whole.
constexpr std::array<std::string_view, 11> kUnfinishedEndings = {
    ".incomplete", ".part",     ".partial", ".crdownload", ".download", ".opdownload",
    ".tmp",        ".filepart", ".aria2",   ".!ut",        ".!qB"};

/// Names of all files but those that systems leave beside real ones: ._model.safetensors of macOS holds no weights,
/// .DS_Store no model.
std::vector<std::string> listFiles(const fs::path& directory) {
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

/// "tokenizer.model", "tokenizer.model.v3", "mistral_instruct_tokenizer_240323.model.v3".
bool isTokenizer(std::string_view name) {
    static constexpr std::string_view kEndings[] = {".model", ".model.v1", ".model.v2", ".model.v3"};
    return name.find("tokenizer") != std::string_view::npos &&
           std::any_of(std::begin(kEndings), std::end(kEndings), [&](auto ending) { return name.ends_with(ending); });
}

/// The folder to read for `directory` in the cache of Hugging Face, models--ORG--NAME: the snapshot that its main
/// branch points to, or else the newest. `directory` itself where it is none of a cache.
fs::path snapshotOf(const fs::path& directory) {
    std::error_code ignored;
    const fs::path snapshots = directory.filename() == "snapshots" ? directory : directory / "snapshots";
    const fs::path cache = fs::absolute(snapshots, ignored).parent_path();
    if (!cache.filename().string().starts_with("models--") || !fs::is_directory(snapshots, ignored)) return directory;
    std::string commit;
    std::ifstream(cache / "refs" / "main") >> commit;
    if (!commit.empty() && commit.find('/') == std::string::npos && fs::is_directory(snapshots / commit, ignored))
        return snapshots / commit;
    fs::path newest;
    fs::file_time_type when = fs::file_time_type::min();
    for (const fs::directory_entry& entry : fs::directory_iterator(snapshots, ignored)) {
        const fs::file_time_type written = entry.last_write_time(ignored);
        if (!entry.is_directory(ignored) || (!newest.empty() && written <= when)) continue;
        newest = entry.path();
        when = written;
    }
    if (newest.empty())
        throw notFoundError(directory,
                            "a folder of the Hugging Face cache without a snapshot; its download did not end");
    return newest;
}

}  // namespace

bool CheckpointFolder::has(std::string_view name) const {
    return std::binary_search(names.begin(), names.end(), name);
}

CheckpointFolder openFolder(const fs::path& path) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (status.type() == fs::file_type::not_found) throw notFoundError(path, "no such file or folder");
    if (status.type() == fs::file_type::none) throw notFoundError(path, "cannot be read: " + failure.message());
    CheckpointFolder folder;
    if (fs::is_directory(status)) {
        folder.asked = path;
        folder.directory = snapshotOf(path.has_filename() || !path.has_parent_path() ? path : path.parent_path());
    } else {
        folder.directory = path.has_parent_path() ? path.parent_path() : fs::path(".");
        folder.asked = folder.directory;
        folder.picked = path.filename().string();
    }
    folder.names = listFiles(folder.directory);
    return folder;
}

std::vector<fs::path> tokenizersIn(const CheckpointFolder& folder) {
    std::error_code ignored;
    std::vector<fs::path> tokenizers;
    for (const std::string& name : folder.names)
        if (isTokenizer(name) && !fs::is_directory(folder.directory / name, ignored))
            tokenizers.push_back(folder.directory / name);
    return tokenizers;
}

std::string missingTokenizer(const CheckpointFolder& folder) {
    struct Other {
        const char* name;
        const char* what;
    };
    constexpr std::array<Other, 2> kOthers = {
        {{"tokenizer.json", "a tokenizer of Hugging Face"}, {"tekken.json", "a tokenizer of newer Mistral models"}}};
    for (const auto& [name, what] : kOthers)
        if (folder.has(name))
            return "the folder holds " + std::string(name) + ", " + what +
                   ", which is not read yet, and no tokenizer.model; that of the model which this one was made from "
                   "will "
                   "do";
    if (const std::string part = unfinishedOf(folder, "tokenizer.model"); !part.empty())
        return "the folder holds " + part + ", an unfinished download, and no tokenizer.model";
    return "the folder holds no tokenizer.model";
}

bool isUnfinished(std::string_view name) {
    return std::ranges::any_of(kUnfinishedEndings, [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string unfinishedOf(const CheckpointFolder& folder, std::string_view name) {
    for (const std::string_view ending : kUnfinishedEndings)
        if (const std::string part = std::string(name) + std::string(ending); folder.has(part)) return part;
    return "";
}

}  // namespace mw
