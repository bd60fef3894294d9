// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mw {

/// A folder that may hold a checkpoint, as its readers see it: by names of files.
struct CheckpointFolder {
    std::filesystem::path directory;
    std::filesystem::path asked;     ///< the folder that `directory` was found by: itself, or one of a cache
    std::string picked;              ///< the file in it that a person picked; empty if the folder itself
    std::vector<std::string> names;  ///< of all files, sorted; without those that begin with a dot

    bool has(std::string_view name) const;
};

/// The folder at `path`, or the one that holds the file at `path`. Of a model's folder in the cache of Hugging Face,
/// models--ORG--NAME, its snapshot. Throws Error if nothing is there or it cannot be listed.
CheckpointFolder openFolder(const std::filesystem::path& path);

/// Sentencepiece models in a folder, in order of name.
std::vector<std::filesystem::path> tokenizersIn(const CheckpointFolder& folder);

/// Why a folder has no tokenizer that can be read, to go on after its name.
std::string missingTokenizer(const CheckpointFolder& folder);

/// Whether the name is that of a download that goes on, or was cut off.
bool isUnfinished(std::string_view name);

/// The unfinished download of the file `name`; empty if there is none.
std::string unfinishedOf(const CheckpointFolder& folder, std::string_view name);

/// Where downloads of the files `names`, which are missing, have got to: to go on after what misses them; empty if no
/// trace is found. Tools of Hugging Face keep theirs elsewhere, in a hidden folder or among the blobs of their cache.
std::string unfinishedDownloads(const CheckpointFolder& folder, std::span<const std::string> names);

}  // namespace mw
