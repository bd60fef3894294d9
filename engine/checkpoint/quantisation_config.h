// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "folder.h"

namespace mw {

/// The tools whose quantised weights are read, by what they call themselves.
enum class QuantisationMethod { Awq, Gptq, CompressedTensors, Float8 };

/// QuantisationScheme::group where all inputs of an output are one.
inline constexpr std::int64_t kWholeColumn = -1;

/// How weights are coded.
struct QuantisationScheme {
    bool isFloat = false;           ///< e4m3; else integers
    int bits = 8;                   ///< 3, 4 or 8
    std::int64_t group = 0;         ///< inputs that share a scale; kWholeColumn; 0: those of a block, or all
    std::int64_t blockRows = 0;     ///< of outputs that share one; 0: by the shape of the scales
    std::int64_t blockColumns = 0;  ///< and of inputs
    bool symmetric = false;         ///< the zero point is in the middle

    bool operator==(const QuantisationScheme&) const = default;
};

/// What a checkpoint says of how its weights are quantised.
struct QuantisationConfig {
    QuantisationMethod method = QuantisationMethod::Awq;
    std::filesystem::path file;
    std::string key;                          ///< of the object in it, to go before those of its fields; may be empty
    std::string name;                         ///< for people: "AWQ int4-g128"
    std::vector<QuantisationScheme> schemes;  ///< at least one
    int zeroMore = 0;                         ///< what GPTQ took from zero points before it stored them
    std::vector<std::string> ignored;         ///< modules that are stored in 16 bits
};

/// Reads what stands in config.json, or beside it in a file that older tools wrote instead. Empty if the folder says
/// nothing of it. Throws Error naming file and key, and Error(Unsupported) for other tools and other ways of theirs.
std::optional<QuantisationConfig> readQuantisation(const CheckpointFolder& folder,
                                                   const std::filesystem::path& configFile);

}  // namespace mw
