// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mw {

/// A folder that may hold a checkpoint, as its readers see it: by names of files.
struct CheckpointFolder {
    std::filesystem::path directory;
    std::string picked;              ///< the file in it that a person picked; empty if the folder itself
    std::vector<std::string> names;  ///< of all files, sorted

    bool has(std::string_view name) const;
};

/// The folder at `path`, or the one that holds the file at `path`. Throws Error if nothing is there or it cannot be
/// listed.
CheckpointFolder openFolder(const std::filesystem::path& path);

/// Sentencepiece models in a folder, in order of name.
std::vector<std::filesystem::path> tokenizersIn(const CheckpointFolder& folder);

/// The tokenizers in a folder, or beside a file; a checkpoint need not be there. Throws Error.
std::vector<std::filesystem::path> findTokenizers(const std::filesystem::path& path);

}  // namespace mw
