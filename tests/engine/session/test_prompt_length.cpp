// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Prompts that are far too long, which are refused without being encoded, and those that are not.

#include <gtest/gtest.h>

#include "mw/engine.h"
#include "temp_dir.h"
#include "text_checkpoint.h"

namespace mw::test {
namespace {

constexpr int kContext = 128;

class TestPromptLength : public testing::Test {
 protected:
    void SetUp() override {
        writeTextCheckpoint(m_folder.path());
        LoadOptions options;
        options.directory = m_folder.path();
        options.contextTokens = kContext;
        options.batch = 1;
        options.threads = 1;
        ASSERT_TRUE(m_engine.load(options));
    }

    /// Why these are refused; empty: they are not.
    std::string refusal(std::vector<Message> messages, const std::string& format = "mistral-v1") {
        Request asked;
        asked.messages = std::move(messages);
        asked.format = format;
        asked.maxTokens = 1;
        std::string why;
        m_engine.submit(++m_lastId, asked, [&](const RequestEvent& event) {
            if (const auto* failed = std::get_if<RequestFailed>(&event)) {
                EXPECT_EQ(failed->failure.code, ErrorCode::ContextOverflow);
                why = failed->failure.message;
            }
        });
        while (m_engine.step())
            ;
        return why;
    }

    static std::string repeated(const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i)
            all += text;
        return all;
    }

    const TempDir m_folder;
    Engine m_engine;
    RequestId m_lastId = 0;
};

TEST_F(TestPromptLength, saysMoreThanWhatCanBeKnownAtOnce) {
    // 25 bytes are the most that a token of this vocabulary stands for.
    EXPECT_EQ(
        refusal({{Role::User, std::string(10'000'000, 'x')}}),
        "The prompt has more than 400000 tokens; a chat holds 128, and at least one must be left for the answer.");
    const std::string half(2000, 'x');
    EXPECT_NE(refusal({{Role::User, half}, {Role::Assistant, half}, {Role::User, "And?"}}).find("has more than 160 "),
              std::string::npos);
}

TEST_F(TestPromptLength, countsWhatIsNotFarTooLong) {
    EXPECT_EQ(refusal({{Role::User, std::string(400, 'x')}}).find("more than"), std::string::npos);
    EXPECT_NE(refusal({{Role::User, std::string(400, 'x')}}), "");
}

TEST_F(TestPromptLength, takesWhatFits) {
    EXPECT_EQ(refusal({{Role::User,
                        repeated(" \u0421\u0442\u0430\u043d\u043e\u0432\u043d\u0438\u0448\u0442\u0432\u043e", 100)}}),
              "");                           // 25 bytes each
    const std::string lines(100'000, '\n');  // which this format leaves out
    EXPECT_EQ(refusal({{Role::User, "Hello" + lines}}, "aime"), "");
}

TEST_F(TestPromptLength, holdsNoTextAgainstIdsThatAreGiven) {
    Request asked;
    asked.promptIds = {1, 2, 3};
    asked.messages = {{Role::User, std::string(1'000'000, 'x')}};
    asked.maxTokens = 1;
    bool failed = false;
    m_engine.submit(++m_lastId, asked, [&](const RequestEvent& event) {
        if (std::holds_alternative<RequestFailed>(event)) failed = true;
    });
    while (m_engine.step())
        ;
    EXPECT_FALSE(failed);
}

}  // namespace
}  // namespace mw::test
