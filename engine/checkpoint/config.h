// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <string>

#include "mw/model.h"

namespace mw {

/// Reads params.json of Mistral's own releases, or config.json of Hugging Face transformers 4 or 5, by the file's name.
/// The end-of-sequence ids of the latter are those of generation_config.json beside it, where it has any. Every value
/// is checked for sense; `notes` gets what people should know, see CheckpointInfo. Throws Error naming file, key, what
/// is expected and what was found.
ModelConfig readConfig(const std::filesystem::path& file, std::vector<std::string>& notes);

/// The name of a model's folder, or that of the model in the cache of Hugging Face: "mistralai/Mixtral-8x7B-v0.1".
std::string knownName(const std::filesystem::path& directory);

/// The same without who published it.
std::string folderName(const std::filesystem::path& directory);

/// Reads mixtral-workbench.json in `directory`, if it is there. Throws Error naming file and key.
SuggestedChat readSuggestedChat(const std::filesystem::path& directory);

/// The name to show for a model whose folder or file has `name`: "Mixtral 8x7B Instruct" if it has a published model's
/// sizes, else that.
std::string modelName(const ModelConfig& config, const std::string& name);

}  // namespace mw
