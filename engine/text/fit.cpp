// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "fit.h"

#include <algorithm>

#include "mw/error.h"

namespace mw {

namespace {

/// Rows that tools add so that a vocabulary divides well: at most up to the next multiple of 1024.
constexpr int kMostPadding = 1024;
/// Pieces of Mistral's own tokenizers, v1 and v3. A model with exactly the one does not go with the other, near as they
/// are: all ids differ.
constexpr int kPiecesV1 = 32000, kPiecesV3 = 32768;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
    throw Error(ErrorCode::FileFormat, file.string() + ": " + what,
                {.file = file.string(), .offset = {}, .device = {}});
}

std::string listed(const std::vector<int>& ids) {
    std::string text;
    for (const int id : ids)
        text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

}  // namespace

void requireFit(const Tokenizer& tokenizer, const ModelConfig& config, const std::map<int, std::string>& added,
                const std::filesystem::path& file) {
    const int missing = config.vocabularySize - tokenizer.size();
    const auto isMissing = [&](const auto& token) {
        return token.first >= tokenizer.size() && token.first < config.vocabularySize;
    };
    const auto explained = static_cast<int>(std::ranges::count_if(added, isMissing));
    const bool isOther = tokenizer.size() == kPiecesV1 && config.vocabularySize == kPiecesV3 && explained < missing;
    if (missing < 0 || missing - explained > kMostPadding || isOther) {
        refuse(file, "has " + std::to_string(tokenizer.size()) + " pieces, but the model's vocabulary has " +
                         std::to_string(config.vocabularySize) + " (vocab_size)" +
                         (explained == 0 ? "" : ", of which " + std::to_string(explained) + " are added tokens") +
                         "; this tokenizer belongs to another model");
    }
    if (tokenizer.bos() != config.bosId) {
        refuse(file, "BOS is token " + std::to_string(tokenizer.bos()) + ", but the model's bos_token_id is " +
                         std::to_string(config.bosId));
    }
    // A model that was taught to end its turns with an added token names that one instead.
    const bool agrees = std::ranges::all_of(config.eosIds, [&](int id) {
        return tokenizer.isControl(id) || (id >= tokenizer.size() && id < config.vocabularySize);
    });
    const bool ownEos = std::ranges::count(config.eosIds, tokenizer.eos()) > 0;
    if (!ownEos && (!agrees || config.eosIds.empty())) {
        refuse(file, "EOS is token " + std::to_string(tokenizer.eos()) + ", but the model's eos_token_id is " +
                         listed(config.eosIds));
    }
}

}  // namespace mw
