// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "checkpoint.h"
#include "safetensors_writer.h"

namespace mw::test {

/// How a checkpoint names its tensors.
enum class TinyNaming { PerExpert, Fused, FusedInBlock, Consolidated, Stacked };

/// Sizes of the tiny model; all differ, so that a mix-up of two shows.
inline constexpr int kTinyHidden = 20;
inline constexpr int kTinyLayers = 2;
inline constexpr int kTinyFeedForward = 28;
inline constexpr int kTinyHeads = 4;
inline constexpr int kTinyKvHeads = 2;
inline constexpr int kTinyHeadDim = 6;  // not hidden / heads
inline constexpr int kTinyExperts = 3;
inline constexpr int kTinyVocabulary = 37;

/// The value at a place of the tiny model, in the order of TensorKind. Exact in float32, bf16 and fp16.
float tinyValue(TensorKind kind, int layer, int expert, std::int64_t row, std::int64_t column);

/// A valid checkpoint in memory, to be changed and written.
struct TinyCheckpoint {
    std::string configName = "config.json";
    nlohmann::json config;
    std::vector<StoredTensor> tensors;
    std::string weightsName = "model.safetensors";
    std::map<std::string, std::string> moreFiles;  ///< written last, so they may replace the others

    StoredTensor& tensor(const std::string& name);
    void removeTensor(const std::string& name);

    /// Spreads the tensors over `count` shards with an index, in turn.
    void writeSharded(const std::filesystem::path& directory, int count) const;
    void write(const std::filesystem::path& directory) const;
};

/// The tiny model in a naming and a type ("F32", "BF16", "F16").
TinyCheckpoint makeTinyCheckpoint(TinyNaming naming, const std::string& dtype = "F32");

}  // namespace mw::test
