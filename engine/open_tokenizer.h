// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <memory>

#include "tokenizer.h"
#include "tokenizer_facts.h"

namespace mw {

/// A tokenizer and what is known of it besides.
struct OpenedTokenizer {
    std::unique_ptr<Tokenizer> tokenizer;
    TokenizerFacts facts;
};

/// Opens the tokenizer of a checkpoint, CheckpointInfo::tokenizer: a sentencepiece model, a tokenizer.json, or a file
/// of weights that holds one. Throws Error.
OpenedTokenizer openTokenizer(const std::filesystem::path& file);

}  // namespace mw
