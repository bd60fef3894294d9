// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "mw/model.h"
#include "tokenizer.h"

namespace mw {

/// Refuses a tokenizer that was not made for the model: one with more pieces than the model's vocabulary has rows, or
/// so many fewer that they are no padding, or with another BOS or EOS. A smaller tokenizer fits if the rows it lacks
/// are `added` tokens, by id, or padding: tools round vocabularies up. `file` is the tokenizer's, for messages. Throws
/// Error(FileFormat) naming both numbers.
void requireFit(const Tokenizer& tokenizer, const ModelConfig& config, const std::map<int, std::string>& added,
                const std::filesystem::path& file);

}  // namespace mw
