// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "safetensors.h"

namespace mw {

/// Which files of a folder make up the checkpoint.
struct CheckpointFiles {
    std::filesystem::path directory;
    std::filesystem::path config;                   ///< config.json or params.json
    std::filesystem::path index;                    ///< of the shards; empty if there is none
    std::vector<std::filesystem::path> weights;     ///< safetensors files, in order of name
    std::map<std::string, std::string> shardOf;     ///< tensor -> file name, as the index says; empty without index
    std::vector<std::filesystem::path> tokenizers;  ///< sentencepiece models, in order of name
};

/// Finds the files of the checkpoint at `path`: a folder, or a file in it. Hugging Face weights win over consolidated
/// ones where a folder holds both, unless `path` is a file of the latter. Throws Error; pickles are refused, unread,
/// with the command that converts them.
CheckpointFiles findCheckpointFiles(const std::filesystem::path& path);

/// The tokenizers in a folder, or beside a file; the rest of the checkpoint need not be there. Throws Error.
std::vector<std::filesystem::path> findTokenizers(const std::filesystem::path& path);

/// Where a tensor is.
struct TensorPlace {
    const SafetensorsFile* file = nullptr;
    const StoredTensor* tensor = nullptr;
};

/// All weight files of a checkpoint, open, as one set of tensors.
class WeightFiles {
 public:
    /// Opens the files and checks them against the index. Throws Error.
    explicit WeightFiles(const CheckpointFiles& files);

    const std::map<std::string, TensorPlace, std::less<>>& tensors() const { return m_tensors; }
    /// The place of the tensor `name`, with null pointers if there is none.
    TensorPlace find(std::string_view name) const;
    std::uint64_t bytes() const;

 private:
    void checkIndex(const CheckpointFiles& files) const;

    std::vector<SafetensorsFile> m_files;
    std::map<std::string, TensorPlace, std::less<>> m_tensors;
};

}  // namespace mw
