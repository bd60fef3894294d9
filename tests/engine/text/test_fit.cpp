// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "fit.h"
#include "mw/error.h"
#include "text_fixture.h"

namespace mw {

namespace {

const std::filesystem::path kFile = "tokenizer.model";

/// What requireFit() says, without the file's path; empty if the tokenizer fits.
std::string complaint(const ModelConfig& config, const std::map<int, std::string>& added = {}) {
    try {
        requireFit(test::tokenizer("v1"), config, added, kFile);
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
    for (const int size : {32768, 31999, 128, 128256, 33025}) {
        EXPECT_EQ(complaint(withVocabulary(size)),
                  "tokenizer.model: has 32000 pieces, but the model's vocabulary has " + std::to_string(size) +
                      " (vocab_size); this tokenizer belongs to another model");
    }
    EXPECT_THROW(requireFit(test::tokenizer("v3"), withVocabulary(32000), {}, kFile), Error);
}

TEST(TestFit, acceptsAPaddedVocabulary) {
    for (const int size : {32001, 32002, 32032, 32064, 32128, 32256, 32512, 33024})
        EXPECT_EQ(complaint(withVocabulary(size)), "") << size;
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
    ModelConfig config = withVocabulary(32000 + 2000);
    EXPECT_NE(complaint(config), "");
    std::map<int, std::string> added = {{1, "<s>"}, {50000, "<far>"}};
    for (int id = 32000; id < 33500; ++id)
        added[id] = "<" + std::to_string(id) + ">";
    EXPECT_EQ(complaint(config, added), "");
    config.vocabularySize = 32000 + 4000;
    EXPECT_NE(complaint(config, added).find("of which 1500 are added tokens"), std::string::npos);
    // Mistral's other tokenizer has as many pieces as this model rows; only added tokens explain that.
    config.vocabularySize = 32768;
    const std::map<int, std::string> few(added.begin(), added.find(32100));
    EXPECT_NE(complaint(config, few), "");
    EXPECT_EQ(complaint(config, added), "");
}

TEST(TestFit, takesAnEndThatIsAddedOrAControlToken) {
    ModelConfig config = withVocabulary(32002);
    config.eosIds = {32000};
    EXPECT_EQ(complaint(config), "");
    config.eosIds = {1};  // a control token of the tokenizer
    EXPECT_EQ(complaint(config), "");
    config.eosIds = {22557};  // " Hello"
    EXPECT_NE(complaint(config), "");
    config.eosIds = {1, 22557};
    EXPECT_NE(complaint(config), "") << "any of them may end an answer";
}

}  // namespace mw
