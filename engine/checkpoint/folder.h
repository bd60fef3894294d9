// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <optional>
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

    // Where a file of Ollama's was picked, or found by its manifest.
    std::filesystem::path manifest;           ///< by which it was found
    std::string knownAs;                      ///< the model's name there
    std::optional<std::string> chatTemplate;  ///< beside the model's own

    bool has(std::string_view name) const;
};

/// The folder at `path`, or the one that holds the file at `path`. Of a model's folder in the cache of Hugging Face,
/// models--ORG--NAME, its snapshot; of a manifest of Ollama's, or a folder of them with one Mixtral model, the file
/// with its weights. Throws Error if nothing is there or it cannot be listed, or Ollama's folder holds several models.
CheckpointFolder openFolder(const std::filesystem::path& path);

/// Names of the files in a folder, as CheckpointFolder has them. Throws Error if it cannot be listed.
std::vector<std::string> namesIn(const std::filesystem::path& directory);

/// Whether `directory` is a model's folder in the cache of Hugging Face of which nothing but unfinished downloads has
/// come yet.
bool isEmptyCache(const std::filesystem::path& directory);

/// Which of the folders in it hold weights, to go on after what misses them; empty if none does.
std::string weightsBelow(const CheckpointFolder& folder);

/// Tokenizers in a folder: sentencepiece models in order of name, or tokenizer.json where there is none.
std::vector<std::filesystem::path> tokenizersIn(const CheckpointFolder& folder);

/// Why a folder has no tokenizer that can be read, to go on after its name.
std::string missingTokenizer(const CheckpointFolder& folder);

/// Whether the name is that of a download that goes on, or was cut off.
bool isUnfinished(std::string_view name);

/// The unfinished download of the file `name`; empty if there is none.
std::string unfinishedOf(const CheckpointFolder& folder, std::string_view name);

/// Throws Error(FileNotFound) if the download of the file `name` goes on: aria2 makes room for all of it at once, and
/// keeps its notes beside it until it is whole.
void requireWhole(const CheckpointFolder& folder, const std::string& name);

/// The file `name` of a folder, or else `otherName`. Throws Error(FileNotFound) naming the first if it has neither.
std::filesystem::path configIn(const CheckpointFolder& folder, const std::string& name, const std::string& otherName);

/// Where downloads of the files `names`, which are missing, have got to: to go on after what misses them; empty if no
/// trace is found. Tools of Hugging Face keep theirs elsewhere, in a hidden folder or among the blobs of their cache.
std::string unfinishedDownloads(const CheckpointFolder& folder, std::span<const std::string> names);

}  // namespace mw
