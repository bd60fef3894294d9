// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What stands in answers: choices, texts and their tokens.

#include <algorithm>
#include <set>

#include "openai/api_test.h"

namespace mw {
namespace {

using nlohmann::json;

class TestApiAnswers : public ApiTest {};

bool beginsCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::size_t charactersIn(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, beginsCharacter));
}

TEST_F(TestApiAnswers, eachChoiceIsItsOwn) {
    const json more = {{"temperature", 1.5}, {"max_tokens", 8}, {"ignore_eos", true}};
    const json one = answer("/v1/completions", completion("Once upon a time", more));
    json several = more;
    several["n"] = 3;
    const json three = answer("/v1/completions", completion("Once upon a time", several));
    ASSERT_EQ(three["choices"].size(), 3U);
    EXPECT_EQ(three["choices"][0]["text"], one["choices"][0]["text"]);
    std::set<std::string> texts;
    for (const json& choice : three["choices"])
        texts.insert(choice["text"]);
    EXPECT_EQ(texts.size(), 3U);
    // A prompt is read, and counted, once.
    EXPECT_EQ(three["usage"]["prompt_tokens"], one["usage"]["prompt_tokens"]);
    EXPECT_EQ(three["usage"]["completion_tokens"], 24);
    EXPECT_EQ(three["usage"]["total_tokens"], 24 + one["usage"]["prompt_tokens"].get<int>());
    // Each says its own prompt again.
    several["n"] = 2;
    several["echo"] = true;
    const json echoed = answer("/v1/completions", completion({"Once upon a time", "Another"}, several));
    ASSERT_EQ(echoed["choices"].size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string text = echoed["choices"][i]["text"];
        EXPECT_TRUE(text.starts_with(i < 2 ? "Once upon a time" : "Another")) << i << ": " << text;
    }
    // Who chooses no seed is answered in another way each time.
    texts.clear();
    for (int i = 0; i < 4; ++i) {
        json unseeded = completion("Once upon a time", more);
        unseeded.erase("seed");
        texts.insert(answer("/v1/completions", unseeded)["choices"][0]["text"]);
    }
    EXPECT_GT(texts.size(), 1U);
}

TEST_F(TestApiAnswers, goesOnBehindItsEndOnlyWhereThatIsAskedFor) {
    json more = {{"temperature", 0}, {"max_tokens", 300}};
    const json ended = answer("/v1/chat/completions", chat("Hello", more));
    ASSERT_EQ(ended["choices"][0]["finish_reason"], "stop");
    ASSERT_LT(ended["usage"]["completion_tokens"], 300);
    more["ignore_eos"] = true;
    const json whole = answer("/v1/chat/completions", chat("Hello", more));
    EXPECT_EQ(whole["choices"][0]["finish_reason"], "length");
    EXPECT_EQ(whole["usage"]["completion_tokens"], 300);
}

TEST_F(TestApiAnswers, givesWhatAStopStringHeldBack) {
    const json more = {{"temperature", 0}, {"max_tokens", 8}, {"ignore_eos", true}};
    const std::string text = answer("/v1/completions", completion("Once upon a time", more))["choices"][0]["text"];
    ASSERT_GT(text.size(), 4U);
    // The end of the answer could be the beginning of this.
    json held = more;
    held["stop"] = text.substr(text.size() - 2) + "~~~";
    EXPECT_EQ(answer("/v1/completions", completion("Once upon a time", held))["choices"][0]["text"], text);
    std::string streamed;
    for (const json& event : stream("/v1/completions", completion("Once upon a time", held)))
        streamed += event["choices"][0]["text"];
    EXPECT_EQ(streamed, text);
    const std::string said = answer("/v1/chat/completions", chat("Hello", more))["choices"][0]["message"]["content"];
    ASSERT_GT(said.size(), 4U);
    held["stop"] = said.substr(said.size() - 2) + "~~~";
    streamed.clear();
    for (const json& event : stream("/v1/chat/completions", chat("Hello", held)))
        if (const json& delta = event["choices"][0]["delta"]; delta.contains("content")) streamed += delta["content"];
    EXPECT_EQ(streamed, said);
    // Where the prompt is the answer, nothing of what follows it is said.
    const json echo = {{"echo", true}, {"max_tokens", 0}, {"temperature", 0}, {"stop", text.substr(0, 1) + "~~~"}};
    EXPECT_EQ(answer("/v1/completions", completion("Once upon a time", echo))["choices"][0]["text"],
              "Once upon a time");
}

TEST_F(TestApiAnswers, placesTokensInTheText) {
    const json more = {{"temperature", 0}, {"max_tokens", 8}, {"logprobs", 1}, {"ignore_eos", true}};
    const auto expectPlaced = [](const json& tokens, const json& offsets, const std::string& text) {
        std::string before;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            EXPECT_EQ(offsets[i], charactersIn(before)) << i;
            before += tokens[i].get<std::string>();
        }
        EXPECT_EQ(before, text);
    };
    const json whole = answer("/v1/completions", completion("Once upon a time", more))["choices"][0];
    expectPlaced(whole["logprobs"]["tokens"], whole["logprobs"]["text_offset"], whole["text"]);
    json tokens = json::array(), offsets = json::array();
    for (const json& event : stream("/v1/completions", completion("Once upon a time", more)))
        if (const json& lists = event["choices"][0]["logprobs"]; lists.is_object()) {
            tokens.insert(tokens.end(), lists["tokens"].begin(), lists["tokens"].end());
            offsets.insert(offsets.end(), lists["text_offset"].begin(), lists["text_offset"].end());
        }
    expectPlaced(tokens, offsets, whole["text"]);

    // Behind the prompt, where that is said again; without the space that the tokenizer puts before it.
    json echo = more;
    echo["echo"] = true;
    const std::string prompt = "Où est la forêt ?";
    const json echoed = answer("/v1/completions", completion(prompt, echo))["choices"][0];
    const json& lists = echoed["logprobs"];
    ASSERT_GT(lists["tokens"].size(), 10U);
    const std::string text = echoed["text"];
    std::vector<std::size_t> begins;  // of each character
    for (std::size_t i = 0; i < text.size(); ++i)
        if (beginsCharacter(text[i])) begins.push_back(i);
    for (std::size_t i = 2; i < lists["tokens"].size(); ++i) {
        const std::string token = lists["tokens"][i];
        const std::size_t offset = lists["text_offset"][i];
        if (token.starts_with("bytes:") || token.empty()) continue;
        ASSERT_LT(offset, begins.size()) << i;
        EXPECT_EQ(text.substr(begins[offset], token.size()), token) << i;
    }
    json streamed = json::array();
    for (const json& event : stream("/v1/completions", completion(prompt, echo)))
        if (const json& some = event["choices"][0]["logprobs"]; some.is_object())
            streamed.insert(streamed.end(), some["text_offset"].begin(), some["text_offset"].end());
    EXPECT_EQ(streamed, lists["text_offset"]);
}

TEST_F(TestApiAnswers, continuesATextWithTheSpaceThatFollowsIt) {
    const json ids = json::array({1, 5713, 3714});
    const json echo = {{"echo", true}, {"max_tokens", 0}};
    int spaces = 0;
    for (int seed = 1; seed <= 12; ++seed) {
        const json more = {
            {"seed", seed}, {"temperature", 1.5}, {"max_tokens", 3}, {"ignore_eos", true}, {"return_token_ids", true}};
        const json of = answer("/v1/completions", completion("Once upon", more))["choices"][0];
        ASSERT_EQ(of["token_ids"].size(), 3U);
        json all = ids;
        all.insert(all.end(), of["token_ids"].begin(), of["token_ids"].end());
        const std::string said = answer("/v1/completions", completion(all, echo))["choices"][0]["text"];
        EXPECT_EQ(said, " Once upon" + of["text"].get<std::string>());
        EXPECT_EQ(answer("/v1/completions", completion(ids, more))["choices"][0]["text"], of["text"]);
        spaces += said.at(std::string(" Once upon").size()) == ' ' ? 1 : 0;
    }
    EXPECT_GT(spaces, 0);
    // Before the first word of all there is none.
    const json first = {{"temperature", 1.5}, {"max_tokens", 1}, {"ignore_eos", true}, {"n", 8}};
    const json of = answer("/v1/completions", completion("", first));
    for (const json& choice : of["choices"])
        EXPECT_FALSE(choice["text"].get<std::string>().starts_with(" ")) << choice;
}

/// A token that is a part of a character has no place of its own, however long its name is.
TEST_F(TestApiAnswers, placesTokensThatArePartsOfCharacters) {
    const json more = {{"echo", true}, {"logprobs", 1}, {"temperature", 0}, {"max_tokens", 4}, {"ignore_eos", true}};
    const json choice = answer("/v1/completions", completion("Once \U0001F999 upon", more))["choices"][0];
    const json& tokens = choice["logprobs"]["tokens"];
    const json& offsets = choice["logprobs"]["text_offset"];
    int parts = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const std::string token = tokens[i];
        const bool isPart = token.starts_with("bytes:");
        parts += isPart ? 1 : 0;
        if (i < 2) continue;  // with the space that the tokenizer puts before a text
        const std::size_t most = isPart ? 1 : charactersIn(token);
        EXPECT_LE(offsets[i + 1].get<std::size_t>() - offsets[i].get<std::size_t>(), most) << token;
    }
    EXPECT_GE(parts, 4);
}

TEST_F(TestApiAnswers, givesTheLogProbabilitiesOfAChat) {
    const json more = {{"logprobs", true}, {"top_logprobs", 3}, {"temperature", 0}};
    const json choice = answer("/v1/chat/completions", chat("Hello", more))["choices"][0];
    const json& tokens = choice["logprobs"]["content"];
    ASSERT_FALSE(tokens.empty());
    for (const json& token : tokens) {
        ASSERT_EQ(token["top_logprobs"].size(), 3U);
        // Greedy: the most likely one it was.
        EXPECT_EQ(token["top_logprobs"][0]["token"], token["token"]);
        EXPECT_EQ(token["top_logprobs"][0]["logprob"], token["logprob"]);
        EXPECT_LE(token["logprob"], 0);
        EXPECT_GE(token["top_logprobs"][1]["logprob"], token["top_logprobs"][2]["logprob"]);
    }
    json streamed = json::array();
    for (const json& event : stream("/v1/chat/completions", chat("Hello", more)))
        if (event["choices"][0]["logprobs"].is_object())
            for (const json& token : event["choices"][0]["logprobs"]["content"])
                streamed.push_back(token);
    EXPECT_EQ(streamed, tokens);
    const json few = answer("/v1/chat/completions", chat("Hello", {{"logprobs", true}}))["choices"][0];
    EXPECT_TRUE(few["logprobs"]["content"][0]["top_logprobs"].empty());
}

TEST_F(TestApiAnswers, saysThePromptAgainWithItsLogProbabilities) {
    const json more = {{"echo", true}, {"logprobs", 1}, {"temperature", 0}, {"max_tokens", 1}};
    const json choice = answer("/v1/completions", completion("Once upon a time", more))["choices"][0];
    const json& lists = choice["logprobs"];
    const std::size_t count = lists["tokens"].size();
    EXPECT_EQ(lists["token_logprobs"].size(), count);
    EXPECT_EQ(lists["top_logprobs"].size(), count);
    EXPECT_EQ(lists["text_offset"].size(), count);
    EXPECT_EQ(lists["token_logprobs"][0], nullptr);
    EXPECT_EQ(lists["top_logprobs"][0], nullptr);
    EXPECT_TRUE(choice["text"].get<std::string>().starts_with("Once upon a time"));
    for (std::size_t i = 1; i < count; ++i) {
        EXPECT_LE(lists["token_logprobs"][i], 0);
        EXPECT_EQ(lists["top_logprobs"][i][lists["tokens"][i].get<std::string>()], lists["token_logprobs"][i]);
        EXPECT_GE(lists["top_logprobs"][i].size(), 1U);
        EXPECT_LE(lists["top_logprobs"][i].size(), 2U);
    }

    // Nothing generated; the same scores, of a text and of several, and in a stream.
    json none = more;
    none["max_tokens"] = 0;
    const json both = answer("/v1/completions", completion({"Once upon a time", "Another"}, none));
    ASSERT_EQ(both["choices"].size(), 2U);
    EXPECT_EQ(both["choices"][0]["text"], "Once upon a time");
    EXPECT_EQ(both["choices"][1]["text"], "Another");
    EXPECT_EQ(both["usage"]["completion_tokens"], 0);
    ASSERT_EQ(both["choices"][0]["logprobs"]["tokens"].size(), count - 1);
    for (std::size_t i = 1; i + 1 < count; ++i)
        EXPECT_NEAR(both["choices"][0]["logprobs"]["token_logprobs"][i].get<double>(),
                    lists["token_logprobs"][i].get<double>(), 1e-4);
    std::string text;
    std::size_t tokens = 0;
    for (const json& event : stream("/v1/completions", completion("Once upon a time", more))) {
        text += event["choices"][0]["text"];
        if (event["choices"][0]["logprobs"].is_object()) tokens += event["choices"][0]["logprobs"]["tokens"].size();
    }
    EXPECT_EQ(text, choice["text"]);
    EXPECT_EQ(tokens, count);

    // Tokens, as lm-evaluation-harness sends them.
    const json ids = json::array({1, 5713, 3714, 264, 727});
    const json scored = answer("/v1/completions", completion(json::array({ids}), more))["choices"][0];
    EXPECT_EQ(scored["logprobs"]["tokens"].size(), 6U);
    EXPECT_EQ(scored["logprobs"]["tokens"][1], " Once");
    EXPECT_NEAR(scored["logprobs"]["token_logprobs"][4].get<double>(), lists["token_logprobs"][4].get<double>(), 1e-4);
    EXPECT_EQ(answer("/v1/completions", completion(ids, {{"echo", true}, {"max_tokens", 0}}))["choices"][0]["text"],
              " Once upon a time");
}

}  // namespace
}  // namespace mw
