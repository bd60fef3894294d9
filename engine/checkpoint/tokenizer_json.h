// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tokenizer_facts.h"

namespace mw {

/// A tokenizer in a tokenizer.json of Hugging Face: byte pair encoding with byte fallback, as sentencepiece models of
/// the Mixtral family are converted to.
struct TokenizerJson {
    enum class Spaces { EveryText, FirstText, NoText };  ///< before which texts a space is put

    struct Merge {
        int left = 0, right = 0, result = 0;
    };

    /// A token that is found before anything is merged.
    struct Added {
        int id = 0;
        std::string text;
        bool special = false;
        bool normalized = false;  ///< looked for in the text as the normalizer leaves it
        bool stripsBefore = false, stripsAfter = false, wholeWord = false;
    };

    std::vector<std::string> tokens;  ///< by id, without gaps
    std::vector<Merge> merges;        ///< the first first
    std::vector<Added> added;         ///< some of them may be among the tokens
    Spaces spaces = Spaces::NoText;
    bool spacesOnce = false;   ///< no space is put before a text that begins with one
    bool splitsWords = false;  ///< nothing is merged across the place before a space
    bool prepends = false;     ///< the space is put there by the normalizer, so that added tokens take it
};

/// Reads and checks one. Accepts at most 16 MiB and 262144 tokens. Throws Error naming file, key, what is expected and
/// what was found; Error(Unsupported) for what would give other ids than the tokenizers of the Mixtral family.
TokenizerJson readTokenizerJson(const std::filesystem::path& file);

/// What it says beside its pieces, into `facts`. Throws Error.
void readTokenizerJsonFacts(const std::filesystem::path& file, TokenizerFacts& facts);

}  // namespace mw
