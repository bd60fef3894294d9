// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tokenizer_facts.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <functional>

#include "file.h"
#include "json.h"
#include "tokenizer_json.h"

namespace mw {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr JsonLimits kLimits = {.bytes = 8 << 20, .depth = 32, .values = 500'000};
constexpr std::int64_t kMostTokens = 1 << 22;

/// A token is spelled as its name, or as an object with its name under "content".
std::string nameOf(const json& token) {
    if (token.is_string()) return token.get<std::string>();
    if (token.is_object() && token.contains("content") && token["content"].is_string())
        return token["content"].get<std::string>();
    return "";
}

/// bos_token, eos_token, pad_token, additional_special_tokens, ...
void readSpecialTokens(const json& tree, TokenizerFacts& facts) {
    const auto add = [&](const json& token) {
        if (std::string name = nameOf(token); !name.empty()) facts.special.insert(std::move(name));
    };
    for (const auto& [key, value] : tree.items()) {
        if (key.ends_with("_token"))
            add(value);
        else if ((key == "additional_special_tokens" || key == "extra_special_tokens") && value.is_structured())
            for (const json& token : value)
                add(token);
    }
}

/// {"32000": {"content": "<|im_end|>", "special": true}, ...}
void readAddedTokensDecoder(const json& decoder, TokenizerFacts& facts) {
    for (const auto& [key, token] : decoder.items()) {
        std::int64_t id = -1;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
        const std::string name = nameOf(token);
        if (error != std::errc() || end != key.data() + key.size() || id < 0 || id > kMostTokens || name.empty())
            continue;
        facts.added[static_cast<int>(id)] = name;
        const auto is = [&token = token](const char* flag) {
            return token.is_object() && token.value(flag, json()) == json(true);
        };
        if (is("special")) facts.special.insert(name);
        if (is("lstrip")) facts.stripsBefore.insert(static_cast<int>(id));
        if (is("rstrip")) facts.stripsAfter.insert(static_cast<int>(id));
    }
}

/// One template, or a list of named ones, of which "default" is meant for chats.
void readChatTemplate(const json& value, TokenizerFacts& facts) {
    if (value.is_string()) facts.chatTemplate = value.get<std::string>();
    if (!value.is_array()) return;
    for (const json& entry : value) {
        if (!entry.is_object() || !entry.contains("template") || !entry["template"].is_string()) continue;
        if (!facts.chatTemplate || entry.value("name", json()) == json("default"))
            facts.chatTemplate = entry["template"].get<std::string>();
    }
}

void readTokenizerConfig(const json& tree, TokenizerFacts& facts) {
    readSpecialTokens(tree, facts);
    if (tree.contains("added_tokens_decoder") && tree["added_tokens_decoder"].is_object())
        readAddedTokensDecoder(tree["added_tokens_decoder"], facts);
    // How transformers splits texts where there is no tokenizer.json.
    if (tree.value("legacy", json()) == json(true)) facts.spacesEveryText = true;
    if (tree.contains("chat_template")) readChatTemplate(tree["chat_template"], facts);
}

/// {"<|im_end|>": 32000, ...}
void readAddedTokens(const json& tree, TokenizerFacts& facts) {
    for (const auto& [name, id] : tree.items())
        if (id.is_number_integer() && id >= 0 && id <= kMostTokens) facts.added[id.get<int>()] = name;
}

}  // namespace

TokenizerFacts readTokenizerFacts(const fs::path& directory) {
    struct Row {
        const char* file;
        void (*read)(const json&, TokenizerFacts&);
    };
    constexpr std::array<Row, 4> kRows = {{{"added_tokens.json", readAddedTokens},
                                           {"special_tokens_map.json", readSpecialTokens},
                                           {"tokenizer_config.json", readTokenizerConfig},
                                           {"chat_template.json", readTokenizerConfig}}};
    TokenizerFacts facts;
    const auto attempt = [&](const fs::path& file, const std::function<void()>& read) {
        std::error_code ignored;
        if (!fs::exists(fs::symlink_status(file, ignored))) return;
        try {
            read();
            facts.described = true;
        } catch (const Error& error) {
            if (facts.problem.empty()) facts.problem = "Not used: " + std::string(error.what());
        }
    };
    for (const Row& row : kRows) {
        const fs::path file = directory / row.file;
        attempt(file, [&] { row.read(readJsonObject(file, kLimits), facts); });
    }
    const fs::path tokenizer = directory / "tokenizer.json";
    attempt(tokenizer, [&] { readTokenizerJsonFacts(tokenizer, facts); });
    const fs::path file = directory / "chat_template.jinja";
    attempt(file, [&] {
        std::string text = readSmallFile(file, kLimits.bytes);
        if (const std::string foreign = foreignContentOf(file, false);
            foreign.find("web page") != std::string::npos || foreign.find("Git LFS") != std::string::npos)
            throw formatError(file, foreign);
        facts.chatTemplate = std::move(text);
    });
    return facts;
}

}  // namespace mw
