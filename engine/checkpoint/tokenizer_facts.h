// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace mw {

/// What the files beside a tokenizer say of it: tokenizer_config.json, added_tokens.json, special_tokens_map.json,
/// chat_template.jinja and tokenizer.json of Hugging Face.
struct TokenizerFacts {
    bool described = false;                   ///< whether there is any of them
    std::map<int, std::string> added;         ///< tokens that the tokenizer itself may not hold, by id
    std::set<std::string> special;            ///< names of tokens that mark something and are no text
    std::set<int> stripsBefore;               ///< tokens before which white space is dropped
    std::set<int> stripsAfter;                ///< the same after them
    bool spacesEveryText = false;             ///< a space is put before a text also after a control token
    std::optional<std::string> chatTemplate;  ///< Jinja; nothing where there is none
    std::string problem;                      ///< why a file was not used, one sentence; empty if all were
};

/// Reads them from a folder. They refine what is known without them, so a damaged one is a problem and no Error.
TokenizerFacts readTokenizerFacts(const std::filesystem::path& directory);

}  // namespace mw
