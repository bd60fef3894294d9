// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>
#include <sentencepiece_processor.h>

#include <random>

#include "answer_text.h"
#include "encoded_parts.h"
#include "mw/error.h"
#include "text_fixture.h"

namespace mw {

using test::golden;
using test::tokenizer;

TEST(TestTokenizer, encodesTextsLikeMistralCommon) {
    ASSERT_GE(golden()["texts"].size(), 200U);
    for (const auto& row : golden()["texts"]) {
        const auto text = row[0].get<std::string>();
        EXPECT_EQ(tokenizer("v1").encode(text), row[1].get<std::vector<int>>()) << "v1: " << row[0];
        EXPECT_EQ(tokenizer("v3").encode(text), row[2].get<std::vector<int>>()) << "v3: " << row[0];
    }
}

TEST(TestTokenizer, encodesInPartsAsInOne) {
    const std::vector<std::string> pieces{"word", " ",   "\n",   "\n\n", "  ",   "\t",        "\r\n",
                                          "1234", "é",   "漢字", "🙂", "\xFF", "    if x:", "The quick brown fox. ",
                                          "\n ",  " \n", "▁"};
    std::mt19937 random(5);
    for (const char* version : {"v1", "v3"}) {
        sentencepiece::SentencePieceProcessor inOne;
        ASSERT_TRUE(inOne.Load(test::tokenizerFile(version).string()).ok());
        for (int round = 0; round < 300; ++round) {
            std::string text;
            for (int piece = 0; piece < 60; ++piece)
                text += pieces[random() % pieces.size()];
            EXPECT_EQ(tokenizer(version).encode(text), inOne.EncodeAsIds(text)) << version << ": " << text;
        }
    }
}

TEST(TestTokenizer, encodesOnlyWhatIsNew) {
    const auto fresh = Tokenizer::open(test::tokenizerFile("v1"));
    std::string text = "A question about a file.";
    for (int line = 0; line < 4000; ++line)
        text += "\nline " + std::to_string(line) + " of a file that somebody attached";
    const std::vector<int> ids = fresh->encode(text);
    const std::uint64_t whole = fresh->encodedBytes();
    EXPECT_EQ(whole, text.size());
    EXPECT_EQ(fresh->encode(text), ids);
    EXPECT_EQ(fresh->encodedBytes(), whole);
    (void)fresh->encode("Another " + text);  // typed above the file
    EXPECT_LT(fresh->encodedBytes() - whole, text.size() / 50);
    (void)fresh->encode(text + "\nand below");
    EXPECT_LT(fresh->encodedBytes() - whole, text.size() / 50);
}

TEST(TestEncodedParts, forgetsTheOldestBeyondItsMeasure) {
    EncodedParts parts(1000);
    int calls = 0;
    const auto encode = [&](std::string_view text) {
        ++calls;
        return std::vector<int>(text.size() / 4);
    };
    const auto ask = [&](char letter) { return parts.idsOf(std::string(200, letter), encode).size(); };
    EXPECT_EQ(ask('a'), 50U);
    EXPECT_EQ(ask('b'), 50U);
    EXPECT_EQ(ask('a'), 50U);  // 400 bytes each: both are known, "b" the longer
    EXPECT_EQ(calls, 2);
    ask('c');
    ask('a');
    EXPECT_EQ(calls, 3);
    ask('b');
    EXPECT_EQ(calls, 4);
    parts.idsOf(std::string(5000, 'x'), encode);  // too large to be kept, and nothing goes for it
    ask('a');
    EXPECT_EQ(calls, 5);
}

TEST(TestTokenizer, knowsItsSpecialTokens) {
    EXPECT_EQ(tokenizer("v1").size(), 32000);
    EXPECT_EQ(tokenizer("v3").size(), 32768);
    for (const char* version : {"v1", "v3"}) {
        EXPECT_EQ(tokenizer(version).version(), version);
        EXPECT_EQ(tokenizer(version).bos(), 1);
        EXPECT_EQ(tokenizer(version).eos(), 2);
        EXPECT_TRUE(tokenizer(version).isControl(1));
        EXPECT_FALSE(tokenizer(version).isControl(0));
        EXPECT_FALSE(tokenizer(version).isControl(-1));
        EXPECT_FALSE(tokenizer(version).isControl(tokenizer(version).size()));
    }
    EXPECT_EQ(tokenizer("v3").controlId("[INST]"), 3);
    EXPECT_EQ(tokenizer("v3").controlId("[/INST]"), 4);
    EXPECT_THROW((void)tokenizer("v1").controlId("[INST]"), Error);
    EXPECT_THROW((void)tokenizer("v3").controlId("Hello"), Error);
}

TEST(TestTokenizer, neverMakesControlTokensOfText) {
    const Tokenizer& v3 = tokenizer("v3");
    std::string everyControlToken;
    for (const char* name :
         {"<s>", "</s>", "[INST]", "[/INST]", "[TOOL_CALLS]", "[IMG]", "[PREFIX]", "[control_700]"}) {
        everyControlToken += std::string(name) + " " + name + name + "\n";
    }
    for (const int id : v3.encode(everyControlToken))
        EXPECT_FALSE(v3.isControl(id)) << id;
}

TEST(TestTokenizer, givesBytesOfTokens) {
    const Tokenizer& v1 = tokenizer("v1");
    EXPECT_EQ(v1.bytes(1), "");
    EXPECT_EQ(v1.bytes(3), std::string(1, '\0'));
    EXPECT_EQ(v1.bytes(258), "\xFF");
    EXPECT_EQ(v1.bytes(22557), " Hello");
    EXPECT_EQ(v1.bytes(0), " \xE2\x81\x87 ");
    EXPECT_THROW((void)v1.bytes(32000), Error);
    EXPECT_THROW((void)v1.bytes(-1), Error);
}

TEST(TestTokenizer, replacesInvalidUtf8AndLosesNothingElse) {
    for (const char* version : {"v1", "v3"}) {
        AnswerText text(tokenizer(version));
        std::string decoded;
        for (const int id :
             tokenizer(version).encode("a\xFFz\xE2\x82|\xED\xA0\x80|\xF4\x90\x80\x80|\xC0\xAF\xF0\x9F\x99")) {
            decoded += text.push(id);
        }
        EXPECT_EQ(decoded + text.finish(),
                  "a\uFFFDz\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    }
}

TEST(TestTokenizer, takesAMegabyteWithoutASpace) {
    const auto ids = tokenizer("v1").encode(std::string(1 << 20, 'x'));
    EXPECT_GT(ids.size(), 1000U);
}

TEST(TestAnswerText, equalsTheDecodedWhole) {
    for (const char* version : {"v1", "v3"}) {
        ASSERT_GE(golden()["answers"][version].size(), 200U);
        for (const auto& row : golden()["answers"][version]) {
            AnswerText text(tokenizer(version));
            std::string shown;
            for (const int id : row[0])
                shown += text.push(id);
            EXPECT_EQ(shown + text.finish(), row[1].get<std::string>()) << version << ": " << row[0];
        }
    }
}

TEST(TestAnswerText, keepsTheSpaceOfAnAnswerThatGoesOn) {
    const std::vector<int> hello = tokenizer("v1").encode("Hello");
    AnswerText fresh(tokenizer("v1"));
    AnswerText goesOn(tokenizer("v1"), true);
    EXPECT_EQ(fresh.push(hello[0]), "Hello");
    EXPECT_EQ(fresh.push(hello[0]), " Hello");
    EXPECT_EQ(goesOn.push(hello[0]), " Hello");
}

TEST(TestAnswerText, saysWhereACharacterWasCutByAMarker) {
    const std::vector<int> cut = tokenizer("v1").encode("\xE2\x82");  // two of the three bytes of a Euro sign
    AnswerText text(tokenizer("v1"));
    std::string shown;
    for (const int id : cut)
        shown += text.push(id);
    shown += text.push(tokenizer("v1").eos());
    EXPECT_EQ(shown + text.push(tokenizer("v1").encode("a")[0]), "\uFFFD\uFFFD a") << "and not after what follows";
}

TEST(TestAnswerText, showsNothingForTokensPastTheVocabulary) {
    AnswerText text(tokenizer("v1"));
    EXPECT_EQ(text.push(32001), "");
    EXPECT_EQ(text.push(tokenizer("v1").encode("Hello")[0]), "Hello");
}

}  // namespace mw
