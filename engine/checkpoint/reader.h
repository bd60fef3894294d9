// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The kinds of checkpoint that can be opened, one row each. A reader finds its files, reads their config and lists
// their tensors; what all checkpoints have in common (names, checks, slices) is in checkpoint.cpp.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "folder.h"
#include "kv_scales.h"
#include "mw/model.h"
#include "stored_tensor.h"
#include "tokenizer_facts.h"

namespace mw {

/// What a reader found.
struct StoredModel {
    ModelConfig config;
    std::filesystem::path configFile;          ///< where `config` stands
    std::vector<std::filesystem::path> files;  ///< that hold the weights, at least one
    std::uint64_t fileBytes = 0;               ///< of all these files
    std::vector<std::string> notes;            ///< see CheckpointInfo
    StoredTensors tensors;
    std::map<int, KvScales> kvScales;  ///< by layer, where the checkpoint has some
    std::string quantised;  ///< what is said of the weights that a tool quantised: "AWQ int4-g128"; empty: none is

    // Of models that are one file, or parts of one, with all that belongs to them.
    std::filesystem::path opened;             ///< by which it is opened again; empty: the folder that was asked for
    std::string knownAs;                      ///< see CheckpointInfo; empty: by the folder's name
    std::optional<TokenizerFacts> tokenizer;  ///< of the one in the first file, where there is one
    std::string noTokenizer;                  ///< why none is read from there, to go on after the file's name
};

/// A row of the table of readers.
struct CheckpointReader {
    std::string_view name;
    /// Whether a picked file of this name is this reader's, whatever lies beside it; none: only the folder tells.
    bool (*takes)(std::string_view picked) = nullptr;
    /// Whether the folder holds such a checkpoint, by the names of its files.
    bool (*recognise)(const CheckpointFolder& folder) = nullptr;
    /// Throws Error, and Error(Unsupported) where such checkpoints cannot be read, with what to do about it.
    StoredModel (*open)(const CheckpointFolder& folder) = nullptr;
};

/// All readers, in the order in which a folder is offered to them.
std::span<const CheckpointReader> checkpointReaders();

/// The reader of what lies in a folder. Throws Error(FileNotFound) if there are no weights.
const CheckpointReader& readerFor(const CheckpointFolder& folder);

}  // namespace mw
