// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>

#include "mw/model.h"
#include "tokenizer.h"

namespace mw {

/// Refuses a tokenizer that was not made for the model: it has to have a piece for every row of the model's vocabulary,
/// and the same BOS and EOS. A smaller tokenizer fits if the `added_tokens.json` beside it names every missing id.
/// `file` is the tokenizer's, for messages. Throws Error(FileFormat) naming both numbers.
void requireFit(const Tokenizer& tokenizer, const ModelConfig& config, const std::filesystem::path& file);

}  // namespace mw
