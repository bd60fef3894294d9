// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "fit.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "mw/error.h"

namespace mw {

namespace {

constexpr std::uint64_t kLargestAddedTokens = 1U << 20;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
    throw Error(ErrorCode::FileFormat, file.string() + ": " + what,
                {.file = file.string(), .offset = {}, .device = {}});
}

/// The ids that added_tokens.json, an object of names and ids, adds from `first` on; none if there is no such file.
std::set<int> addedIds(const std::filesystem::path& file, int first, int end) {
    std::error_code failure;
    if (!std::filesystem::is_regular_file(file, failure)) return {};
    if (std::filesystem::file_size(file, failure) > kLargestAddedTokens || failure) refuse(file, "is too large");
    std::ifstream in(file, std::ios::binary);
    // The limit on size bounds how deep this can nest.
    const auto tokens = nlohmann::json::parse(in, nullptr, false);
    if (!tokens.is_object()) refuse(file, "is no JSON object of names and ids");
    std::set<int> ids;
    for (const auto& [name, id] : tokens.items()) {
        if (!id.is_number_integer()) refuse(file, "the id of a token is no whole number");
        const auto value = id.get<std::int64_t>();
        if (value >= first && value < end) ids.insert(static_cast<int>(value));
    }
    return ids;
}

std::string listed(const std::vector<int>& ids) {
    std::string text;
    for (const int id : ids)
        text += (text.empty() ? "" : ", ") + std::to_string(id);
    return text;
}

}  // namespace

void requireFit(const Tokenizer& tokenizer, const ModelConfig& config, const std::filesystem::path& file) {
    const int missing = config.vocabularySize - tokenizer.size();
    if (missing != 0) {
        const auto added = file.parent_path() / "added_tokens.json";
        const auto ids = missing > 0 ? addedIds(added, tokenizer.size(), config.vocabularySize) : std::set<int>{};
        if (missing < 0 || std::ssize(ids) != missing) {
            refuse(file, "has " + std::to_string(tokenizer.size()) + " pieces, but the model's vocabulary has " +
                             std::to_string(config.vocabularySize) + " (vocab_size)" +
                             (ids.empty() ? "" : ", and added_tokens.json adds " + std::to_string(ids.size())) +
                             "; this tokenizer belongs to another model");
        }
    }
    if (tokenizer.bos() != config.bosId) {
        refuse(file, "BOS is token " + std::to_string(tokenizer.bos()) + ", but the model's bos_token_id is " +
                         std::to_string(config.bosId));
    }
    // A model that was taught to end its turns with an added token names that one instead.
    const bool endsWithAdded =
        !config.eosIds.empty() && std::all_of(config.eosIds.begin(), config.eosIds.end(), [&](int id) {
            return id >= tokenizer.size() && id < config.vocabularySize;
        });
    const bool agrees = std::find(config.eosIds.begin(), config.eosIds.end(), tokenizer.eos()) != config.eosIds.end();
    if (!agrees && !endsWithAdded) {
        refuse(file, "EOS is token " + std::to_string(tokenizer.eos()) + ", but the model's eos_token_id is " +
                         listed(config.eosIds));
    }
}

}  // namespace mw
