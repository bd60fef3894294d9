// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "open_tokenizer.h"

#include <set>
#include <string_view>
#include <utility>

#include "gguf_vocabulary.h"
#include "marker.h"
#include "merge_encoder.h"
#include "mw/error.h"
#include "sentencepiece_model.h"
#include "tokenizer_json.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

TokenizerTraits traitsOf(const TokenizerFacts& facts) {
    TokenizerTraits traits;
    traits.special = facts.special;
    for (const auto& [id, name] : facts.added)
        traits.added[id] = {.text = name,
                            .stripsBefore = facts.stripsBefore.contains(id),
                            .stripsAfter = facts.stripsAfter.contains(id)};
    traits.spaces = facts.spacesEveryText ? SpaceBefore::EveryText : SpaceBefore::FirstText;
    if (facts.chatTemplate) traits.chat = chatHabitsOf(*facts.chatTemplate);
    return traits;
}

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

constexpr std::string_view kUnknown = "<unk>", kBegin = "<s>", kEnd = "</s>";

/// "<0x0A>".
bool isByte(std::string_view token) {
    return token.size() == 6 && token.starts_with("<0x") && token.ends_with('>') &&
           token.substr(3, 2).find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
}

/// The pieces of a tokenizer.json. Which tokens they are the tokenizers of the Mixtral family say by their names.
Vocabulary vocabularyOf(const TokenizerJson& stored, const fs::path& file) {
    std::set<std::string_view> added;
    for (const TokenizerJson::Added& each : stored.added)
        added.insert(each.text);
    Vocabulary vocabulary{{}, -1, -1, -1};
    for (std::size_t id = 0; id < stored.tokens.size(); ++id) {
        const std::string& token = stored.tokens[id];
        PieceType type = added.contains(token) ? PieceType::UserDefined : PieceType::Normal;
        if (isByte(token)) type = PieceType::Byte;
        if (token == kUnknown) type = PieceType::Unknown;
        if (token == kBegin || token == kEnd) type = PieceType::Control;
        for (const auto& [name, place] : {std::pair(kUnknown, &vocabulary.unknownId),
                                          std::pair(kBegin, &vocabulary.bosId), std::pair(kEnd, &vocabulary.eosId)})
            if (token == name) *place = static_cast<int>(id);
        vocabulary.pieces.push_back({token, 0, type});
    }
    for (const auto& [name, id] : {std::pair(kUnknown, vocabulary.unknownId), std::pair(kBegin, vocabulary.bosId),
                                   std::pair(kEnd, vocabulary.eosId)})
        if (id < 0)
            throw Error(
                ErrorCode::Unsupported,
                file.string() + ": not a tokenizer of the Mixtral family: it has no token '" + std::string(name) + "'",
                {file.string(), {}, {}});
    return vocabulary;
}

std::unique_ptr<Tokenizer> openJson(const fs::path& file, TokenizerTraits traits) {
    const TokenizerJson stored = readTokenizerJson(file);
    traits.spaces = stored.spaces == TokenizerJson::Spaces::EveryText   ? SpaceBefore::EveryText
                    : stored.spaces == TokenizerJson::Spaces::FirstText ? SpaceBefore::FirstText
                                                                        : SpaceBefore::NoText;
    traits.spacesOnce = stored.spacesOnce;
    for (const TokenizerJson::Added& added : stored.added) {
        AddedToken& token = traits.added[added.id];
        token.text = added.text;
        if (isMarker({added.text, 0, PieceType::UserDefined}, traits.special)) continue;
        token.takesSpace = added.normalized && stored.prepends;
        if (added.wholeWord || added.stripsBefore || added.stripsAfter)
            throw Error(ErrorCode::Unsupported,
                        file.string() + ": added_tokens: '" + added.text +
                            "' is text, with single_word, lstrip or rstrip, which is not supported",
                        {file.string(), {}, {}});
    }
    std::vector<Merge> merges;
    merges.reserve(stored.merges.size());
    for (const TokenizerJson::Merge& merge : stored.merges)
        merges.push_back({merge.left, merge.right, merge.result});
    return Tokenizer::make(vocabularyOf(stored, file), merges, stored.splitsWords, file, traits);
}

}  // namespace

OpenedTokenizer openTokenizer(const fs::path& file) {
    if (beginsAsGguf(file)) {
        GgufTokenizer stored = readGgufTokenizer(file);
        stored.facts.spacesEveryText = true;  // as llama.cpp does
        return {Tokenizer::make(vocabularyOf(std::move(stored.vocabulary)), file, traitsOf(stored.facts)),
                std::move(stored.facts)};
    }
    TokenizerFacts facts = readTokenizerFacts(file.parent_path());
    const TokenizerTraits traits = traitsOf(facts);
    if (file.extension() == ".json") return {openJson(file, traits), std::move(facts)};
    return {Tokenizer::open(file, traits), std::move(facts)};
}

}  // namespace mw
