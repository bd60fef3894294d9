// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "gguf_vocabulary.h"

#include <cmath>

#include "gguf_file.h"
#include "json.h"

namespace mw {

namespace {

constexpr std::uint64_t kMostTokens = 1 << 18;
constexpr int kUnknown = 2, kControl = 3, kUserDefined = 4, kLastType = 6;

constexpr const char* kModel = "tokenizer.ggml.model";
constexpr const char* kTokens = "tokenizer.ggml.tokens";
constexpr const char* kScores = "tokenizer.ggml.scores";
constexpr const char* kTypes = "tokenizer.ggml.token_type";
constexpr const char* kAddSpacePrefix = "tokenizer.ggml.add_space_prefix";

void requireCount(const GgufFile& file, const char* key, std::size_t found, std::size_t expected) {
    if (found != expected)
        throw formatError(file.file().path(), std::string(key) + ": expected " + std::to_string(expected) +
                                                  " values, as there are tokens, found " + std::to_string(found));
}

}  // namespace

std::string missingVocabulary(const GgufFile& file) {
    const JsonFields fields(file.metadata(), file.file().path());
    if (!fields.has(kModel)) return "the file holds no tokenizer";
    if (const std::string kind = fields.string(kModel); kind != "llama")
        return "the file's tokenizer is of the kind " + inQuotes(kind) + ", and only 'llama' is read";
    if (!file.hasList(kScores)) return "the file's tokenizer has no scores, without which no text can be split";
    if (fields.has(kAddSpacePrefix) && !fields.boolean(kAddSpacePrefix, true))
        return "the file's tokenizer puts no space before a text, which is not supported";
    return "";
}

GgufVocabulary readGgufVocabulary(const GgufFile& file) {
    GgufVocabulary vocabulary;
    vocabulary.tokens = file.strings(kTokens, kMostTokens);
    const std::size_t count = vocabulary.tokens.size();
    for (const double score : file.numbers(kScores, kMostTokens))
        vocabulary.scores.push_back(static_cast<float>(score));
    requireCount(file, kScores, vocabulary.scores.size(), count);
    for (const double type : file.numbers(kTypes, kMostTokens)) {
        if (!(type >= 1 && type <= kLastType) || type != std::floor(type))
            throw formatError(file.file().path(), std::string(kTypes) + ": token " +
                                                      std::to_string(vocabulary.types.size()) +
                                                      ": expected a type from 1 to 6");
        vocabulary.types.push_back(static_cast<int>(type));
    }
    requireCount(file, kTypes, vocabulary.types.size(), count);

    const JsonFields fields(file.metadata(), file.file().path());
    const auto id = [&](const char* key, int otherwise) {
        const auto last = static_cast<std::int64_t>(count) - 1;
        return fields.has(key) ? static_cast<int>(fields.integer(key, 0, last)) : otherwise;
    };
    vocabulary.bosId = id("tokenizer.ggml.bos_token_id", vocabulary.bosId);
    vocabulary.eosId = id("tokenizer.ggml.eos_token_id", vocabulary.eosId);
    // Some tools write the end token's id here; which token is the unknown one its type tells.
    vocabulary.unknownId = id("tokenizer.ggml.unknown_token_id", vocabulary.unknownId);
    for (std::size_t token = 0; token < count; ++token)
        if (vocabulary.types[token] == kUnknown) {
            vocabulary.unknownId = static_cast<int>(token);
            break;
        }
    return vocabulary;
}

TokenizerFacts readTokenizerFacts(const GgufFile& file, const GgufVocabulary& vocabulary) {
    TokenizerFacts facts;
    facts.described = true;
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
        const int type = vocabulary.types[id];
        if (type == kControl || type == kUserDefined) facts.added.emplace(static_cast<int>(id), vocabulary.tokens[id]);
        if (type == kControl) facts.special.insert(vocabulary.tokens[id]);
    }
    const JsonFields fields(file.metadata(), file.file().path());
    if (constexpr const char* kTemplate = "tokenizer.chat_template"; fields.has(kTemplate))
        facts.chatTemplate = fields.string(kTemplate);
    return facts;
}

GgufTokenizer readGgufTokenizer(const std::filesystem::path& path) {
    const GgufFile file(path);
    GgufTokenizer tokenizer{readGgufVocabulary(file), {}};
    tokenizer.facts = readTokenizerFacts(file, tokenizer.vocabulary);
    return tokenizer;
}

}  // namespace mw
