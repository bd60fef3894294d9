// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "fit.h"
#include "mw/error.h"
#include "temp_dir.h"
#include "text_fixture.h"

namespace mw {

namespace {

const std::filesystem::path kFile = "tokenizer.model";

/// What requireFit() says, without the file's path; empty if the tokenizer fits.
std::string complaint(const ModelConfig& config, const std::filesystem::path& file = kFile) {
    try {
        requireFit(test::tokenizer("v1"), config, file);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::FileFormat);
        return error.what();
    }
    return {};
}

ModelConfig withVocabulary(int size) {
    ModelConfig config;
    config.vocabularySize = size;
    return config;
}

}  // namespace

TEST(TestFit, acceptsTheModelsOwnTokenizer) {
    EXPECT_EQ(complaint(withVocabulary(32000)), "");
}

TEST(TestFit, refusesAnotherModelsTokenizer) {
    for (const int size : {32768, 31999, 128}) {
        EXPECT_EQ(complaint(withVocabulary(size)),
                  "tokenizer.model: has 32000 pieces, but the model's vocabulary has " + std::to_string(size) +
                      " (vocab_size); this tokenizer belongs to another model");
    }
}

TEST(TestFit, refusesOtherSpecialTokens) {
    ModelConfig config = withVocabulary(32000);
    config.bosId = 0;
    EXPECT_EQ(complaint(config), "tokenizer.model: BOS is token 1, but the model's bos_token_id is 0");
    config.bosId = 1;
    config.eosIds = {5, 7};
    EXPECT_EQ(complaint(config), "tokenizer.model: EOS is token 2, but the model's eos_token_id is 5, 7");
    config.eosIds = {5, 2};
    EXPECT_EQ(complaint(config), "");
}

TEST(TestFit, countsAddedTokens) {
    const test::TempDir folder;
    ModelConfig config = withVocabulary(32002);
    config.eosIds = {32000};
    const auto file = folder / "tokenizer.model";
    EXPECT_NE(complaint(config, file), "");
    test::writeFile(folder / "added_tokens.json", R"({"<|im_end|>": 32000, "<|im_start|>": 32001, "<s>": 1})");
    EXPECT_EQ(complaint(config, file), "");
    test::writeFile(folder / "added_tokens.json", R"({"<|im_end|>": 32000})");
    EXPECT_NE(complaint(config, file).find("added_tokens.json adds 1"), std::string::npos);
    for (const char* broken : {"", "[]", "{\"a\": \"b\"}", "{\"a\": 1.5}", "{", "[[[[[[[["}) {
        test::writeFile(folder / "added_tokens.json", broken);
        EXPECT_NE(complaint(config, file).find("added_tokens.json: "), std::string::npos) << broken;
    }
}

}  // namespace mw
