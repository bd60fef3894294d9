// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The folder in which Ollama keeps models: "blobs" holds files named by what is in them, and "manifests" says in a file
// for each model, HOST/NAMESPACE/NAME/TAG, which of them belong to it.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace mw {

/// A model of Ollama's, by its manifest.
struct OllamaModel {
    std::filesystem::path manifest;
    std::string name;  ///< as its command line takes it: "mixtral:8x7b-instruct-v0.1-q4_K_M"
};

/// The files of one; each may be missing.
struct OllamaFiles {
    std::filesystem::path weights;       ///< a GGUF file
    std::filesystem::path chatTemplate;  ///< a text in Ollama's own language; empty if the model has none
};

/// The model whose manifest `file` is, by its place; nothing where no manifest can lie.
std::optional<OllamaModel> ollamaModelAt(const std::filesystem::path& file);

/// The model that the file `blob` holds the weights of, the first by name if several share it; nothing if none is
/// known.
std::optional<OllamaModel> ollamaModelOf(const std::filesystem::path& blob);

/// The models whose manifests lie in `directory`: Ollama's folder, its parent or blobs, or some of its manifests. Empty
/// for other folders, and for what cannot be read. In order of name.
std::vector<OllamaModel> ollamaModelsIn(const std::filesystem::path& directory);

/// Whether `directory` is Ollama's folder itself.
bool isOllamaFolder(const std::filesystem::path& directory);

/// Throws Error naming the manifest if it cannot be read, or names no weights or several.
OllamaFiles readOllamaManifest(const std::filesystem::path& manifest);

/// The chat template among `files`; nothing if there is none, or it cannot be read.
std::optional<std::string> readOllamaTemplate(const OllamaFiles& files);

}  // namespace mw
