// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tokenizer_json.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "file.h"
#include "json.h"

namespace mw {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr JsonLimits kLimits = {.bytes = 16 << 20, .depth = 16, .values = 1'200'000};
constexpr std::int64_t kMostTokens = 1 << 18;
constexpr std::string_view kSpaceSymbol = "\xE2\x96\x81";  // "▁", how tokens spell a space

class Reader {
 public:
    explicit Reader(const fs::path& file) : m_file(file), m_tree(readJsonObject(file, kLimits)) {}

    TokenizerJson read();
    /// All but the vocabulary and its merges.
    TokenizerJson readRest();

 private:
    [[noreturn]] void refuse(const std::string& what) const { throw formatError(m_file, what); }
    [[noreturn]] void refuseKind(const std::string& key, const std::string& found) const {
        throw unsupportedError(m_file, key + ": " + found + " is not known from tokenizers of the Mixtral family");
    }
    void requireKnownKeys(const json& object, const std::string& place,
                          std::initializer_list<std::string_view> known) const;
    std::string kindOf(const json& part, const std::string& place) const;
    JsonFields fields(const json& object, const std::string& place) const {
        return JsonFields(object, m_file, place + ".");
    }

    void readAdded();
    void readNormalizer(const json& part, const std::string& place);
    void readPreTokenizer(const json& part, const std::string& place);
    void checkInert(const json& part, const std::string& place, std::initializer_list<std::string_view> known) const;
    void readModel();
    void readTokens(const json& model);
    void readMerges(const json& model);

    fs::path m_file;
    json m_tree;
    TokenizerJson m_result;
    bool m_escapesSpaces = false;
    bool m_doublesFirstSpace = false;
    std::unordered_map<std::string, int> m_idOf;
};

TokenizerJson Reader::readRest() {
    requireKnownKeys(m_tree, "",
                     {"version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer",
                      "post_processor", "decoder", "model"});
    readAdded();
    const auto part = [&](const char* key) { return m_tree.contains(key) ? m_tree[key] : json(); };
    readNormalizer(part("normalizer"), "normalizer");
    readPreTokenizer(part("pre_tokenizer"), "pre_tokenizer");
    if (!m_escapesSpaces)
        throw unsupportedError(m_file, "neither normalizer nor pre_tokenizer makes spaces part of tokens");
    // These two change no ids of a text: special tokens are put by prompt formats, and tokens are put together here.
    checkInert(part("post_processor"), "post_processor", {"TemplateProcessing", "Sequence"});
    checkInert(part("decoder"), "decoder", {"Sequence", "Replace", "ByteFallback", "Fuse", "Strip", "Metaspace"});
    return std::move(m_result);
}

TokenizerJson Reader::read() {
    m_result = readRest();
    readModel();
    return std::move(m_result);
}

void Reader::requireKnownKeys(const json& object, const std::string& place,
                              std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : object.items())
        if (std::ranges::find(known, std::string_view(key)) == known.end())
            refuseKind(place.empty() ? key : place + "." + key, "this key");
}

std::string Reader::kindOf(const json& part, const std::string& place) const {
    if (!part.is_object()) throw JsonFields(m_tree, m_file).mismatch(place.c_str(), "an object with its type, or null");
    return fields(part, place).string("type");
}

void Reader::readAdded() {
    if (!m_tree.contains("added_tokens") || m_tree["added_tokens"].is_null()) return;
    const json& list = m_tree["added_tokens"];
    if (!list.is_array()) throw JsonFields(m_tree, m_file).mismatch("added_tokens", "a list");
    if (list.size() > static_cast<std::size_t>(kMostTokens)) refuse("added_tokens: holds too many tokens");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string place = "added_tokens[" + std::to_string(i) + "]";
        if (!list[i].is_object()) refuse(place + ": expected an object");
        requireKnownKeys(list[i], place, {"id", "content", "single_word", "lstrip", "rstrip", "normalized", "special"});
        const JsonFields token = fields(list[i], place);
        TokenizerJson::Added added;
        added.id = static_cast<int>(token.integer("id", 0, kMostTokens));
        added.text = token.string("content");
        if (added.text.empty()) throw token.mismatch("content", "at least one character");
        added.special = token.boolean("special", false);
        added.normalized = token.boolean("normalized", !added.special);
        added.stripsBefore = token.boolean("lstrip", false);
        added.stripsAfter = token.boolean("rstrip", false);
        added.wholeWord = token.boolean("single_word", false);
        m_result.added.push_back(std::move(added));
    }
}

void Reader::readNormalizer(const json& part, const std::string& place) {
    if (part.is_null()) return;
    const std::string kind = kindOf(part, place);
    if (kind == "Sequence") {
        requireKnownKeys(part, place, {"type", "normalizers"});
        if (!part.contains("normalizers") || !part["normalizers"].is_array())
            throw fields(part, place).mismatch("normalizers", "a list");
        for (std::size_t i = 0; i < part["normalizers"].size(); ++i)
            readNormalizer(part["normalizers"][i], place + ".normalizers[" + std::to_string(i) + "]");
    } else if (kind == "Prepend") {
        requireKnownKeys(part, place, {"type", "prepend"});
        if (fields(part, place).string("prepend") != kSpaceSymbol || m_result.prepends)
            refuseKind(place, "a Prepend of anything but one '▁'");
        m_result.prepends = true;
        m_result.spaces = TokenizerJson::Spaces::EveryText;
    } else if (kind == "Replace") {
        requireKnownKeys(part, place, {"type", "pattern", "content"});
        const json pattern = part.value("pattern", json());
        const std::string content = fields(part, place).string("content");
        if (pattern == json{{"String", " "}} && content == kSpaceSymbol)
            m_escapesSpaces = true;
        else if (pattern == json{{"Regex", "\\A▁"}} && content == "▁▁" && m_escapesSpaces)
            m_doublesFirstSpace = true;  // since Metaspace puts none before it
        else
            refuseKind(place, "a Replace of anything but ' ' by '▁'");
    } else {
        refuseKind(place, inQuotes(kind));
    }
}

void Reader::readPreTokenizer(const json& part, const std::string& place) {
    if (part.is_null()) return;
    const std::string kind = kindOf(part, place);
    if (kind == "Sequence") {
        requireKnownKeys(part, place, {"type", "pretokenizers"});
        if (!part.contains("pretokenizers") || !part["pretokenizers"].is_array())
            throw fields(part, place).mismatch("pretokenizers", "a list");
        if (part["pretokenizers"].size() > 1) refuseKind(place, "a Sequence of several");
        for (const json& each : part["pretokenizers"])
            readPreTokenizer(each, place + ".pretokenizers[0]");
        return;
    }
    if (kind != "Metaspace") refuseKind(place, inQuotes(kind));
    requireKnownKeys(part, place, {"type", "replacement", "prepend_scheme", "add_prefix_space", "split", "str_rep"});
    const JsonFields metaspace = fields(part, place);
    if (metaspace.string("replacement") != kSpaceSymbol) refuseKind(place, "a replacement of spaces but '▁'");
    std::string scheme = metaspace.has("prepend_scheme") ? metaspace.string("prepend_scheme") : "always";
    // Older files have a yes or no in its place.
    if (!metaspace.has("prepend_scheme") && !metaspace.boolean("add_prefix_space", true)) scheme = "never";
    if (scheme != "always" && scheme != "first" && scheme != "never")
        throw metaspace.unsupported("prepend_scheme", "'always', 'first' or 'never'", "others are not known");
    m_result.splitsWords = metaspace.boolean("split", true);
    m_escapesSpaces = true;
    if (m_result.prepends) return;  // the text begins with a space by now
    m_result.spaces = scheme == "always"  ? TokenizerJson::Spaces::EveryText
                      : scheme == "first" ? TokenizerJson::Spaces::FirstText
                                          : TokenizerJson::Spaces::NoText;
    m_result.spacesOnce = !m_doublesFirstSpace;
}

/// `part`, and what it is made of, is of a known kind.
void Reader::checkInert(const json& part, const std::string& place,
                        std::initializer_list<std::string_view> known) const {
    if (part.is_null()) return;
    const std::string kind = kindOf(part, place);
    if (std::ranges::find(known, std::string_view(kind)) == known.end()) refuseKind(place, inQuotes(kind));
    for (const char* key : {"decoders", "processors"}) {
        if (!part.contains(key) || !part[key].is_array()) continue;
        for (std::size_t i = 0; i < part[key].size(); ++i)
            checkInert(part[key][i], place + "." + key + "[" + std::to_string(i) + "]", known);
    }
}

void Reader::readModel() {
    if (!m_tree.contains("model") || !m_tree["model"].is_object())
        throw JsonFields(m_tree, m_file).mismatch("model", "an object");
    const json& model = m_tree["model"];
    requireKnownKeys(model, "model",
                     {"type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
                      "byte_fallback", "ignore_merges", "vocab", "merges"});
    const JsonFields given = fields(model, "model");
    if (given.has("type") && given.string("type") != "BPE") refuseKind("model.type", inQuotes(given.string("type")));
    if (given.has("dropout") && model["dropout"] != json(0.0)) refuseKind("model.dropout", model["dropout"].dump());
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (given.has(key) && !given.string(key).empty())
            refuseKind("model." + std::string(key), inQuotes(given.string(key)));
    if (given.boolean("ignore_merges", false)) refuseKind("model.ignore_merges", "true");
    if (!given.boolean("byte_fallback", false))
        throw given.unsupported("byte_fallback", "true", "characters would be lost without it");
    readTokens(model);
    readMerges(model);
}

void Reader::readTokens(const json& model) {
    if (!model.contains("vocab") || !model["vocab"].is_object())
        throw fields(model, "model").mismatch("vocab", "an object that maps tokens to ids");
    std::vector<std::pair<std::int64_t, std::string>> tokens;
    for (const auto& [token, id] : model["vocab"].items()) {
        if (!id.is_number_integer() || id < 0 || id >= kMostTokens)
            refuse("model.vocab: " + inQuotes(token) + ": expected an id from 0 to " + std::to_string(kMostTokens - 1) +
                   ", found " + id.dump().substr(0, 40));
        tokens.emplace_back(id.get<std::int64_t>(), token);
    }
    // Some files keep special tokens in the list of added ones only.
    for (const TokenizerJson::Added& added : m_result.added)
        if (const auto same = model["vocab"].find(added.text); same == model["vocab"].end())
            if (added.id < static_cast<std::int64_t>(tokens.size())) tokens.emplace_back(added.id, added.text);
    std::ranges::sort(tokens);
    for (std::size_t id = 0; id < tokens.size(); ++id) {
        if (tokens[id].first < static_cast<std::int64_t>(id))
            refuse("model.vocab: id " + std::to_string(tokens[id].first) + " is that of both " +
                   inQuotes(tokens[id - 1].second) + " and " + inQuotes(tokens[id].second));
        if (tokens[id].first > static_cast<std::int64_t>(id))
            refuse("model.vocab: no token has the id " + std::to_string(id));
        m_idOf.emplace(tokens[id].second, static_cast<int>(id));
        m_result.tokens.push_back(std::move(tokens[id].second));
    }
    for (const TokenizerJson::Added& added : m_result.added) {
        const auto same = m_idOf.find(added.text);
        if (same != m_idOf.end() && same->second != added.id)
            refuse("added_tokens: " + inQuotes(added.text) + " has the id " + std::to_string(added.id) +
                   ", in model.vocab " + std::to_string(same->second));
    }
}

void Reader::readMerges(const json& model) {
    if (!model.contains("merges") || !model["merges"].is_array())
        throw fields(model, "model").mismatch("merges", "a list");
    const json& merges = model["merges"];
    m_result.merges.reserve(merges.size());
    for (std::size_t i = 0; i < merges.size(); ++i) {
        const auto wrong = [&](const std::string& what) { refuse("model.merges[" + std::to_string(i) + "]: " + what); };
        std::string_view left, right;
        if (merges[i].is_string()) {
            const std::string_view pair = merges[i].get_ref<const std::string&>();
            const std::size_t space = pair.find(' ');
            if (space == std::string_view::npos || pair.find(' ', space + 1) != std::string_view::npos)
                wrong("expected two tokens with a space between, found " + inQuotes(pair));
            left = pair.substr(0, space);
            right = pair.substr(space + 1);
        } else if (merges[i].is_array() && merges[i].size() == 2 && merges[i][0].is_string() &&
                   merges[i][1].is_string()) {
            left = merges[i][0].get_ref<const std::string&>();
            right = merges[i][1].get_ref<const std::string&>();
        } else {
            wrong("expected two tokens");
        }
        const auto idOf = [&](std::string_view token) {
            const auto found = m_idOf.find(std::string(token));
            if (found == m_idOf.end()) wrong(inQuotes(token) + " is not in model.vocab");
            return found->second;
        };
        m_result.merges.push_back({idOf(left), idOf(right), idOf(std::string(left) + std::string(right))});
    }
}

}  // namespace

TokenizerJson readTokenizerJson(const fs::path& file) {
    return Reader(file).read();
}

void readTokenizerJsonFacts(const fs::path& file, TokenizerFacts& facts) {
    const TokenizerJson tokenizer = Reader(file).readRest();
    for (const TokenizerJson::Added& added : tokenizer.added) {
        facts.added[added.id] = added.text;
        if (added.special) facts.special.insert(added.text);
        if (added.stripsBefore) facts.stripsBefore.insert(added.id);
        if (added.stripsAfter) facts.stripsAfter.insert(added.id);
    }
    facts.spacesEveryText = tokenizer.spaces == TokenizerJson::Spaces::EveryText;
}

}  // namespace mw
