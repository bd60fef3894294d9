// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "answer_text.h"
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
