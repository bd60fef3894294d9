// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tokenizer_facts.h"

namespace mw {

class GgufFile;

/// The tokenizer that a GGUF file holds beside its weights: what is in a sentencepiece model, without its file.
struct GgufVocabulary {
    std::vector<std::string> tokens;  ///< by id
    std::vector<float> scores;        ///< by id
    std::vector<int> types;           ///< by id, numbered as sentencepiece does; 5: never used
    int unknownId = 0;
    int bosId = 1;
    int eosId = 2;
};

/// Why the tokenizer of a file cannot be read, to go on after its name: it has none, or one of another kind. Empty if
/// it can be.
std::string missingVocabulary(const GgufFile& file);

/// Reads it. Throws Error naming file and key where missingVocabulary() says nothing and it is damaged all the same.
GgufVocabulary readGgufVocabulary(const GgufFile& file);

/// What a file says of its tokenizer, as the files beside a sentencepiece model do: its control and added tokens, and
/// its chat template.
TokenizerFacts readTokenizerFacts(const GgufFile& file, const GgufVocabulary& vocabulary);

/// Both, of a file by its path.
struct GgufTokenizer {
    GgufVocabulary vocabulary;
    TokenizerFacts facts;
};
GgufTokenizer readGgufTokenizer(const std::filesystem::path& file);

/// Whether a file begins as GGUF files do. Never throws.
bool beginsAsGguf(const std::filesystem::path& file) noexcept;

}  // namespace mw
