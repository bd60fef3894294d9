// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a search for models looks at in a folder, besides folders that are checkpoints themselves.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mw {

/// A file that may hold a model, or what is left of one.
struct ListedModel {
    std::filesystem::path path;  ///< for inspectCheckpoint()
    std::string name;            ///< as people know it: "mixtral:8x7b-instruct-v0.1-q4_K_M", or the file's
};

/// The models that files in `folder` hold, not those of folders below: GGUF files, of a model in parts the first that
/// is there; the models of Ollama, where it is Ollama's folder; unfinished downloads of such files, and pieces of cut
/// ones; a folder of the hub's cache whose download left nothing else yet. Goes by names, and by Ollama's manifests;
/// what cannot be read is passed by. In order of name.
std::vector<ListedModel> listModels(const std::filesystem::path& folder);

enum class ModelKind {
    Mixtral,
    Other,    ///< a model that this program does not run
    Unknown,  ///< the file does not say, or not that far
};

/// What a file that was listed says of itself. Reads the metadata of GGUF files, a few megabytes at most; never throws.
ModelKind modelKindOf(const std::filesystem::path& path) noexcept;

}  // namespace mw
