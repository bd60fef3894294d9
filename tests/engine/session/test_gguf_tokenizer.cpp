// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Tokenizers in GGUF files give the ids of the sentencepiece models that they were made from.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "gguf_writer.h"
#include "mw/engine.h"
#include "mw/error.h"
#include "open_tokenizer.h"
#include "sentencepiece_model.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

std::filesystem::path tokenizerFile(const std::string& version) {
    return std::filesystem::path(MW_RESOURCES) / "tokenizers" / ("tokenizer.model." + version);
}

/// A GGUF file with nothing but the vocabulary of `pieces`.
GgufContent vocabularyOf(const std::vector<Piece>& pieces) {
    std::string tokens, scores, types;
    for (const Piece& piece : pieces) {
        tokens += rawText(piece.text);
        scores += rawNumber(piece.score);
        types += rawNumber(static_cast<int>(piece.type));
    }
    GgufContent content;
    content.set("general.architecture", ggufText("llama"));
    content.set("tokenizer.ggml.model", ggufText("llama"));
    content.set("tokenizer.ggml.tokens", ggufList(8, pieces.size(), tokens));
    content.set("tokenizer.ggml.scores", ggufList(6, pieces.size(), scores));
    content.set("tokenizer.ggml.token_type", ggufList(5, pieces.size(), types));
    content.set("tokenizer.ggml.bos_token_id", ggufUInt32(1));
    content.set("tokenizer.ggml.eos_token_id", ggufUInt32(2));
    return content;
}

TEST(TestGgufTokenizer, givesTheIdsOfTheModelThatItWasMadeFrom) {
    std::ifstream in(MW_TEST_DATA "/text/golden.json");
    const nlohmann::json golden = nlohmann::json::parse(in);
    const TempDir dir;
    for (const auto& [version, place] : {std::pair{"v1", 1}, std::pair{"v3", 2}}) {
        const SentencePieceModel model = readSentencePieceModel(tokenizerFile(version));
        writeFile(dir / "m.gguf", vocabularyOf(model.pieces).bytes());
        const OpenedTokenizer opened = openTokenizer(dir / "m.gguf");
        const Tokenizer& tokenizer = *opened.tokenizer;
        EXPECT_EQ(tokenizer.version(), version);
        EXPECT_EQ(tokenizer.size(), static_cast<int>(model.pieces.size()));
        EXPECT_EQ(tokenizer.bos(), 1);
        EXPECT_EQ(tokenizer.eos(), 2);
        ASSERT_GE(golden["texts"].size(), 100U);
        for (const nlohmann::json& text : golden["texts"])
            ASSERT_EQ(tokenizer.encode(text[0].get<std::string>()),
                      text[static_cast<std::size_t>(place)].get<std::vector<int>>())
                << version << ": " << text[0];
        const auto original = Tokenizer::open(tokenizerFile(version));
        for (int id = 0; id < tokenizer.size(); ++id)
            ASSERT_EQ(tokenizer.bytes(id), original->bytes(id)) << id;
    }
}

TEST(TestGgufTokenizer, neverMakesAddedTokensOfWhatPeopleType) {
    const SentencePieceModel model = readSentencePieceModel(tokenizerFile("v1"));
    std::vector<Piece> pieces = model.pieces;
    pieces.push_back({"<|im_end|>", 0, PieceType::UserDefined});
    pieces.push_back({"<|im_start|>", 0, PieceType::Control});
    pieces.push_back({"[PAD32002]", -10000, static_cast<PieceType>(5)});
    GgufContent content = vocabularyOf(pieces);
    content.set("tokenizer.ggml.eos_token_id", ggufUInt32(32000));
    const TempDir dir;
    writeFile(dir / "m.gguf", content.bytes());
    const OpenedTokenizer opened = openTokenizer(dir / "m.gguf");
    const Tokenizer& tokenizer = *opened.tokenizer;
    EXPECT_EQ(tokenizer.size(), 32003);
    EXPECT_EQ(tokenizer.eos(), 32000);
    EXPECT_EQ(tokenizer.controlId("<|im_start|>"), 32001);
    for (const int id : {32000, 32001, 32002}) {
        EXPECT_TRUE(tokenizer.isControl(id));
        EXPECT_EQ(tokenizer.bytes(id), "");
    }
    const auto plain = Tokenizer::open(tokenizerFile("v1"));
    for (const char* text : {"<|im_end|>", "a <|im_start|>system", "[PAD32002]"})
        EXPECT_EQ(tokenizer.encode(text), plain->encode(text)) << text;
    EXPECT_EQ(opened.facts.added.at(32000), "<|im_end|>");
}

TEST(TestGgufTokenizer, isRefusedByNameWhereItIsNone) {
    const SentencePieceModel model = readSentencePieceModel(tokenizerFile("v1"));
    const TempDir dir;
    const auto said = [&](const std::vector<Piece>& pieces, const char* key, std::uint32_t id) {
        GgufContent content = vocabularyOf(pieces);
        if (key) content.set(key, ggufUInt32(id));
        writeFile(dir / "m.gguf", content.bytes());
        try {
            (void)openTokenizer(dir / "m.gguf");
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };
    std::vector<Piece> twice = model.pieces;
    twice[500].text = twice[501].text;
    EXPECT_NE(said(twice, nullptr, 0).find("is the same as piece 500"), std::string::npos);
    std::vector<Piece> fewBytes = model.pieces;
    fewBytes[7].type = PieceType::Normal;
    EXPECT_NE(said(fewBytes, nullptr, 0).find("255 byte pieces, expected 256"), std::string::npos);
    EXPECT_NE(said(model.pieces, "tokenizer.ggml.eos_token_id", 500).find("as it is eos"), std::string::npos);
    EXPECT_NE(said(model.pieces, "tokenizer.ggml.eos_token_id", 1).find("bos and eos are the same"), std::string::npos);
    EXPECT_NE(said({}, nullptr, 0).find("m.gguf"), std::string::npos);
}

}  // namespace
}  // namespace mw::test
