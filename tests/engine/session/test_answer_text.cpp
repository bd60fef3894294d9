// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a person reads of an answer: all text of its tokens, also what was held back on the way, however it ends.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "mw/engine.h"
#include "temp_dir.h"
#include "text_checkpoint.h"

namespace mw::test {
namespace {

using Clock = std::chrono::steady_clock;

/// What came of a request, in the order in which it came.
struct Reading {
    std::vector<int> ids;
    std::vector<std::string> texts;  ///< of each token
    std::vector<std::string> bytes;  ///< of each token, where they are told
    std::vector<Clock::time_point> times;
    std::optional<RequestFinished> end;

    /// The text of the first `tokens` tokens.
    std::string shown(std::size_t tokens) const {
        std::string text;
        for (std::size_t i = 0; i < tokens; ++i)
            text += texts[i];
        return text;
    }
    std::string all() const { return shown(texts.size()) + end->text; }
};

class TestAnswerText : public testing::Test {
 protected:
    void SetUp() override {
        writeTextCheckpoint(m_folder.path());
        load();
    }

    void load() {
        LoadOptions options;
        options.directory = m_folder.path();
        options.contextTokens = 128;
        options.batch = 1;
        options.threads = 1;
        ASSERT_TRUE(m_engine.load(options));
    }

    static Request request(int maxTokens) {
        Request asked;
        asked.messages = {{Role::User, "Hello"}};
        asked.maxTokens = maxTokens;
        asked.sampling.temperature = 0;
        return asked;
    }

    /// Cancels once so many tokens have come, if that is asked for.
    Reading read(const Request& asked, std::size_t cancelAfter = 0) {
        Reading reading;
        const RequestId id = ++m_lastId;
        m_engine.submit(id, asked, [&](const RequestEvent& event) {
            if (const auto* token = std::get_if<TokenEvent>(&event)) {
                reading.ids.push_back(token->token);
                reading.texts.push_back(token->text);
                reading.bytes.push_back(token->bytes);
                reading.times.push_back(Clock::now());
                if (reading.texts.size() == cancelAfter) m_engine.cancel(id);
            } else if (const auto* finished = std::get_if<RequestFinished>(&event)) {
                reading.end = *finished;
            }
        });
        while (m_engine.step())
            ;
        EXPECT_TRUE(reading.end.has_value());
        return reading;
    }

    /// A token of an answer that differs from all before it, after one with text of its own.
    static std::size_t freshToken(const Reading& answer) {
        for (std::size_t i = 3; i < answer.ids.size(); ++i) {
            const auto before = answer.ids.begin() + static_cast<std::ptrdiff_t>(i);
            if (!answer.texts[i - 1].empty() && std::find(answer.ids.begin(), before, answer.ids[i]) == before)
                return i;
        }
        ADD_FAILURE() << "all tokens are the same";
        return 0;
    }

    /// A stop string that begins with the last character of `text` and never comes.
    static std::string holding(const std::string& text) {
        std::size_t first = text.size() - 1;
        while (first > 0 && (text[first] & 0xC0) == 0x80)
            --first;
        return text.substr(first) + "\x01";
    }

    const TempDir m_folder;
    Engine m_engine;
    RequestId m_lastId = 0;
};

TEST_F(TestAnswerText, isWholeWhereItEndsAtItsLongest) {
    const Reading whole = read(request(12));
    const std::size_t length = freshToken(whole);
    Request asked = request(static_cast<int>(length));
    asked.stop = {holding(whole.shown(length))};
    const Reading held = read(asked);
    EXPECT_EQ(held.end->reason, FinishReason::Length);
    EXPECT_FALSE(held.end->text.empty()) << "something was held back";
    EXPECT_EQ(held.all(), whole.shown(length));
}

TEST_F(TestAnswerText, isWholeWhereItIsCancelled) {
    const Reading whole = read(request(12));
    const std::size_t length = freshToken(whole);
    Request asked = request(12);
    asked.stop = {holding(whole.shown(length))};
    const Reading held = read(asked, length);
    EXPECT_EQ(held.end->reason, FinishReason::Cancelled);
    EXPECT_FALSE(held.end->text.empty()) << "something was held back";
    EXPECT_EQ(held.all(), whole.shown(length));
}

TEST_F(TestAnswerText, isWholeWhereTheModelEndsIt) {
    const Reading whole = read(request(12));
    const std::size_t length = freshToken(whole);
    std::string config = readFile(m_folder / "config.json");
    const std::string eos = "\"eos_token_id\":2";
    config.replace(config.find(eos), eos.size(), "\"eos_token_id\":[2," + std::to_string(whole.ids[length]) + "]");
    writeFile(m_folder / "config.json", config);
    load();
    Request asked = request(12);
    asked.stop = {holding(whole.shown(length))};
    const Reading held = read(asked);
    EXPECT_EQ(held.end->reason, FinishReason::Eos);
    EXPECT_FALSE(held.end->text.empty()) << "something was held back";
    EXPECT_EQ(held.all(), whole.shown(length));
}

/// They are copied for every token of every answer, and nobody else looks at them.
TEST_F(TestAnswerText, itsTokensComeAsBytesWhereProbabilitiesAreAskedFor) {
    Request asked = request(12);
    const Reading plain = read(asked);
    EXPECT_EQ(plain.bytes, std::vector<std::string>(12));
    asked.sampling.logProbabilities = 1;
    const Reading scored = read(asked);
    EXPECT_EQ(scored.ids, plain.ids);
    EXPECT_TRUE(std::ranges::any_of(scored.bytes, [](const std::string& bytes) { return !bytes.empty(); }));
}

TEST_F(TestAnswerText, itsSpeedLeavesTheFirstTokenOut) {
    EXPECT_EQ(read(request(1)).end->decodeTokensPerSecond, 0);
    std::vector<double> tokens;  // by the speed that is told, in the time that passed between the first and the second
    for (int i = 0; i < 15; ++i) {
        const Reading two = read(request(2));
        const std::chrono::duration<double> passed = two.times.at(1) - two.times.at(0);
        tokens.push_back(two.end->decodeTokensPerSecond * passed.count());
    }
    std::ranges::nth_element(tokens, tokens.begin() + 7);
    EXPECT_GT(tokens[7], 0.5);
    EXPECT_LT(tokens[7], 1.5);
}

}  // namespace
}  // namespace mw::test
