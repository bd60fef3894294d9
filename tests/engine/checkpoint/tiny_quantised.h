// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "safetensors_writer.h"

namespace mw::test {

/// How a checkpoint is quantised.
struct QuantisedForm {
    std::string tool;  ///< "awq", "gptq", "compressed-tensors", "fp8"
    int bits = 4;
    int group =
        32;  ///< -1: all inputs; of fp8: inputs of a block or group, 0 for a scale for each row, -1 for one in all
    bool symmetric = false;
    bool reordered = false;      ///< act-order
    bool second = false;         ///< GPTQ's zero points as they are
    std::string scales = "F16";  ///< their type
    int blockRows = 0;           ///< of fp8
    bool wide = false;           ///< groups of 128 fit

    bool isFloat() const { return tool == "fp8" || bits == 0; }
};

/// A model of one layer and two experts as a tool would have quantised it, to be changed and written.
struct TinyQuantised {
    nlohmann::json config;
    std::vector<StoredTensor> tensors;
    std::map<std::string, std::vector<float>> values;  ///< of each weight [out, in], by its name "X.weight"
    std::map<std::string, std::string> moreFiles;      ///< written last

    StoredTensor& tensor(const std::string& name);
    void removeTensor(const std::string& name);
    void write(const std::filesystem::path& directory) const;
};

/// Random codes, scales and zero points, packed bit by bit.
TinyQuantised makeTinyQuantised(const QuantisedForm& form);

/// A module of it that is quantised, as many inputs as the model is wide.
inline constexpr const char* kTinyModule = "model.layers.0.block_sparse_moe.experts.1.w3";

}  // namespace mw::test
