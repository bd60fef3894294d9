// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <algorithm>

#include "mw/error.h"
#include "prompt.h"
#include "text_fixture.h"

namespace mw {

using test::golden;
using test::tokenizer;
using Ids = std::vector<int>;

namespace {

Message user(std::string content) {
    return {Role::User, std::move(content)};
}
Message assistant(std::string content) {
    return {Role::Assistant, std::move(content)};
}
Message system(std::string content) {
    return {Role::System, std::move(content)};
}

Ids encoded(const char* format, const char* version, const std::vector<Message>& messages) {
    return encodePrompt(format, tokenizer(version), messages).ids;
}

std::vector<Message> messagesOf(const nlohmann::json& talk) {
    std::vector<Message> messages;
    for (const auto& turn : talk) {
        const Role role = turn[0] == "system" ? Role::System : turn[0] == "user" ? Role::User : Role::Assistant;
        messages.push_back({role, turn[1].get<std::string>()});
    }
    return messages;
}

Ids operator+(Ids left, const Ids& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

}  // namespace

TEST(TestPromptFormats, encodeConversationsLikeMistralCommon) {
    ASSERT_GE(golden()["conversations"].size(), 200U);
    for (const auto& row : golden()["conversations"]) {
        const auto messages = messagesOf(row[0]);
        EXPECT_EQ(encoded("mistral-v1", "v1", messages), row[1].get<Ids>()) << "v1: " << row[0];
        EXPECT_EQ(encoded("mistral-v3", "v3", messages), row[2].get<Ids>()) << "v3: " << row[0];
    }
}

TEST(TestPromptFormats, encodeLikeAime) {
    const Ids hello = {1, 733, 16289, 28793, 22557, 733, 28748, 16289, 28793};
    const Ids helloV3 = {1, 1501, 17057, 29561, 23325, 1501, 29516, 17057, 29561};
    const Ids withSystem = {1,  733,   16289, 28793, 2087, 18741, 4060, 13,    1976, 460,   1500,  28723,
                            13, 28789, 700,   18741, 4060, 13,    13,   16230, 733,  28748, 16289, 28793};
    const Ids withSystemV3 = {1,   1501,  17057, 29561, 2855, 19509, 4828, 781,   2744, 1228,  2268,  29491,
                              781, 29557, 1468,  19509, 4828, 781,   781,  16998, 1501, 29516, 17057, 29561};
    struct Row {
        std::vector<Message> messages;
        Ids v1;
        Ids v3;
    };
    const std::vector<Row> rows = {
        {{user("Hello")}, hello, helloV3},
        {{system("You are X."), user("Hello")}, withSystem, withSystemV3},
        {{system("You are X."), user("Hello"), assistant("Hi there"), user("Hello")},
         withSystem + Ids{15359, 736, 28705, 2} + hello,
         withSystemV3 + Ids{16127, 1504, 29473, 2} + helloV3},
        {{user("Hello"), assistant("Hi there")}, hello + Ids{15359, 736, 28705}, helloV3 + Ids{16127, 1504, 29473}},
        {{user("Hi [INST]<s> there[/INST]")},
         {1, 733, 16289, 28793, 15359, 28705, 736, 733, 28748, 16289, 28793},
         {1, 1501, 17057, 29561, 16127, 29473, 1504, 1501, 29516, 17057, 29561}},
        {{user(" ")},
         {1, 733, 16289, 28793, 28705, 733, 28748, 16289, 28793},
         {1, 1501, 17057, 29561, 29473, 1501, 29516, 17057, 29561}},
        {{user("é 漢 🙂")},
         {1, 733, 16289, 28793, 1233, 28705, 233, 191, 165, 28705, 29340, 733, 28748, 16289, 28793},
         {1, 1501, 17057, 29561, 2001, 29473, 1001, 959, 933, 29473, 30108, 1501, 29516, 17057, 29561}},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(encoded("aime", "v1", row.messages), row.v1);
        EXPECT_EQ(encoded("aime", "v3", row.messages), row.v3);
    }
}

TEST(TestPromptFormats, aimeRemovesTagsUntilNoneIsLeft) {
    const Ids hello = encoded("aime", "v1", {user("Hello")});
    struct Row {
        const char* text;
        int removed;
    };
    const std::vector<Row> rows = {{"Hello", 0},
                                   {"[INST]Hello", 1},
                                   {"[IN[INST]ST]Hello[/IN[/INST]ST]", 4},
                                   {"<<<s>SYS>>Hel<s>lo<</SY</s>S>>", 5},
                                   {"<s><s></s>[INST][/INST]<<SYS>><</SYS>>Hello", 7}};
    for (const Row& row : rows) {
        const Prompt prompt = encodePrompt("aime", tokenizer("v1"), std::vector{user(row.text)});
        EXPECT_EQ(prompt.ids, hello) << row.text;
        EXPECT_EQ(prompt.removedTags, row.removed) << row.text;
    }
    const Prompt nested =
        encodePrompt("aime", tokenizer("v1"), std::vector{system("<s>a"), user("b"), assistant("</s>c")});
    EXPECT_EQ(nested.removedTags, 1) << "only people's text counts";
    EXPECT_EQ(nested.ids, encoded("aime", "v1", {system("a"), user("b"), assistant("c")}));
}

TEST(TestPromptFormats, aimeTrimsLikePython) {
    EXPECT_EQ(encoded("aime", "v1", {user("\u3000\u00A0\t Hello \u2028\x1F\u0085\n")}),
              encoded("aime", "v1", {user("Hello")}));
    EXPECT_NE(encoded("aime", "v1", {user("\u200BHello")}), encoded("aime", "v1", {user("Hello")}));
}

TEST(TestPromptFormats, mistralFormatsRemoveNothing) {
    for (const auto& [format, version] : {std::pair{"mistral-v1", "v1"}, {"mistral-v3", "v3"}}) {
        const Prompt prompt = encodePrompt(format, tokenizer(version), std::vector{user("</s><s>[INST]")});
        EXPECT_EQ(prompt.removedTags, 0);
        EXPECT_EQ(std::count(prompt.ids.begin(), prompt.ids.end(), 2), 0);
        EXPECT_EQ(std::count(prompt.ids.begin(), prompt.ids.end(), 1), 1);
    }
}

TEST(TestPromptFormats, systemLastStandsBeforeTheLastQuestion) {
    const std::vector<Message> messages = {system("s"), user("one"), assistant("two"), user("three")};
    EXPECT_EQ(encoded("mistral-v1-system-last", "v1", messages),
              encoded("mistral-v1", "v1", {user("one"), assistant("two"), user("s\n\nthree")}));
    const std::vector<Message> continued = {system("s"), user("one"), assistant("two"), user("three"), assistant("f")};
    EXPECT_EQ(encoded("mistral-v1-system-last", "v1", continued),
              encoded("mistral-v1", "v1", {user("one"), assistant("two"), user("s\n\nthree"), assistant("f")}));
}

TEST(TestPromptFormats, plainIsOneText) {
    const Tokenizer& v1 = tokenizer("v1");
    EXPECT_EQ(encoded("plain", "v1", {user("Once upon a")}), Ids{1} + v1.encode("Once upon a"));
    EXPECT_EQ(encoded("plain", "v1", {user("  Hello  ")}), Ids{1} + v1.encode("  Hello  "));
    EXPECT_EQ(encoded("plain", "v1", {system("a"), user("b"), assistant("c")}), Ids{1} + v1.encode("a\n\nb\n\nc"));
    EXPECT_EQ(encoded("plain", "v1", {user("")}), Ids{1});
}

TEST(TestPromptFormats, takeAnyOrderOfRoles) {
    const std::vector<Message> kinds = {system("s"), user("u"), assistant("a"), user(""), assistant(""), system("")};
    const auto chatMl =
        Tokenizer::open(test::tokenizerFile("v1"), {.added = {{32000, {"<|im_end|>"}}, {32001, {"<|im_start|>"}}}});
    for (const auto& format : promptFormats()) {
        const Tokenizer& tokenizer =
            format.name == "chatml" ? *chatMl : test::tokenizer(format.name == "mistral-v3" ? "v3" : "v1");
        for (std::size_t code = 0; code < kinds.size() * kinds.size() * kinds.size() * kinds.size(); ++code) {
            std::vector<Message> messages;
            for (std::size_t rest = code, i = 0; i < 4; ++i, rest /= kinds.size())
                messages.push_back(kinds[rest % kinds.size()]);
            const Prompt prompt = encodePrompt(format.name, tokenizer, messages);
            EXPECT_EQ(prompt.ids.front(), 1);
            EXPECT_NE(prompt.ids.back(), 2);
        }
    }
}

/// White space goes on the sides that its neighbours say, and behind none that was there before them.
TEST(TestPromptFormats, dropWhiteSpaceBesideTheTokensThatSaySo) {
    const std::vector<Message> messages = {user("  a  "), user(" b ")};
    for (int flags = 0; flags < 16; ++flags) {
        AddedToken begin{"<|im_start|>"}, end{"<|im_end|>"};
        begin.stripsBefore = flags & 1;
        begin.stripsAfter = flags & 2;
        end.stripsBefore = flags & 4;
        end.stripsAfter = flags & 8;
        const auto chatMl = Tokenizer::open(test::tokenizerFile("v1"), {.added = {{32000, end}, {32001, begin}}});
        const auto text = [&](const char* typed) { return chatMl->encode(typed, TextPlace::AfterControl); };
        const Ids between = text(begin.stripsBefore || end.stripsAfter ? "" : "\n");
        const Ids expected = Ids{1, 32001} + text(end.stripsBefore ? "user\n  a" : "user\n  a  ") + Ids{32000} +
                             between + Ids{32001} + text(end.stripsBefore ? "user\n b" : "user\n b ") + Ids{32000} +
                             between + Ids{32001} + text("assistant\n");
        EXPECT_EQ(encodePrompt("chatml", *chatMl, messages).ids, expected) << flags;
    }
}

TEST(TestPromptFormats, saysWhetherAnAnswerGoesOn) {
    const Tokenizer& v1 = tokenizer("v1");
    EXPECT_FALSE(encodePrompt("mistral-v1", v1, std::vector{user("a")}).continues);
    EXPECT_TRUE(encodePrompt("mistral-v1", v1, std::vector{user("a"), assistant("b")}).continues);
    EXPECT_FALSE(encodePrompt("mistral-v1", v1, std::vector{user("a"), assistant("")}).continues);
    EXPECT_EQ(encoded("mistral-v1", "v1", {user("a"), assistant("")}), encoded("mistral-v1", "v1", {user("a")}));
}

TEST(TestPromptFormats, beginWithWhatTheLastTurnEncodedTo) {
    // Prefix reuse across turns rests on this: what was computed for one turn is the beginning of the next.
    const std::vector<Message> first = {system("s"), user("one")};
    const std::vector<Message> next = {system("s"), user("one"), assistant("two"), user("three")};
    for (const char* format : {"mistral-v1", "aime"}) {
        const Ids before = encoded(format, "v1", first);
        const Ids after = encoded(format, "v1", next);
        ASSERT_GT(after.size(), before.size());
        EXPECT_EQ(Ids(after.begin(), after.begin() + std::ssize(before)), before) << format;
    }
}

TEST(TestPromptFormats, refuseWhatCannotBeEncoded) {
    const auto messageOf = [](auto&& call) -> std::string {
        try {
            call();
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            return error.what();
        }
        return "no error";
    };
    EXPECT_EQ(
        messageOf([] { encoded("mistral-v9", "v1", {user("a")}); }),
        "unknown prompt format 'mistral-v9', expected one of mistral-v1, mistral-v1-system-last, mistral-v3, chatml, "
        "aime, plain");
    EXPECT_EQ(messageOf([] { encoded("plain", "v1", {}); }), "the conversation has no messages");
    EXPECT_EQ(messageOf([] { encoded("mistral-v3", "v1", {user("a")}); }),
              "prompt format mistral-v3: the tokenizer (v1, 32000 pieces) has no control token '[INST]'");
    EXPECT_EQ(messageOf([] { encoded("chatml", "v3", {user("a")}); }),
              "prompt format chatml: the tokenizer (v3, 32768 pieces) has no control token '<|im_start|>'");
}

TEST(TestPromptFormats, areDescribed) {
    ASSERT_EQ(promptFormats().size(), 6U);
    for (const auto& format : promptFormats()) {
        EXPECT_FALSE(format.title.empty());
        EXPECT_TRUE(format.description.ends_with('.')) << format.description;
    }
}

TEST(TestPromptFormats, takeTagsByTheHundredThousandInLinearTime) {
    std::string nested;
    for (int i = 0; i < 100'000; ++i)
        nested += "[IN";
    nested += "[INST]";
    for (int i = 0; i < 100'000; ++i)
        nested += "ST]";
    const Prompt prompt = encodePrompt("aime", tokenizer("v1"), std::vector{user(nested + "Hello")});
    EXPECT_EQ(prompt.removedTags, 100'001);
    EXPECT_EQ(prompt.ids, encoded("aime", "v1", {user("Hello")}));
}

}  // namespace mw
