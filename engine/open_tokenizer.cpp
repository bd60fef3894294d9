// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "open_tokenizer.h"

#include <utility>

#include "gguf_vocabulary.h"
#include "sentencepiece_model.h"

namespace mw {

namespace {

/// Tokens that are never used, such as padding, are as little text as those that mark something.
PieceType pieceType(int type) {
    constexpr int kNeverUsed = 5;
    return type == kNeverUsed ? PieceType::Control : static_cast<PieceType>(type);
}

Vocabulary vocabularyOf(GgufVocabulary stored) {
    Vocabulary vocabulary{{}, stored.unknownId, stored.bosId, stored.eosId};
    vocabulary.pieces.reserve(stored.tokens.size());
    for (std::size_t id = 0; id < stored.tokens.size(); ++id)
        vocabulary.pieces.push_back({std::move(stored.tokens[id]), stored.scores[id], pieceType(stored.types[id])});
    return vocabulary;
}

}  // namespace

OpenedTokenizer openTokenizer(const std::filesystem::path& file) {
    if (!beginsAsGguf(file)) {
        TokenizerFacts facts = readTokenizerFacts(file.parent_path());
        return {Tokenizer::open(file, facts.special), std::move(facts)};
    }
    GgufTokenizer stored = readGgufTokenizer(file);
    return {Tokenizer::make(vocabularyOf(std::move(stored.vocabulary)), file, stored.facts.special),
            std::move(stored.facts)};
}

}  // namespace mw
