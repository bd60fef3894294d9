// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "conversation_file.h"

#include <gtest/gtest.h>

#include "mw/error.h"
#include "temp_dir.h"

namespace mw::tools {
namespace {

struct BadRow {
    const char* text;
    const char* expected;  ///< part of the message
};

TEST(TestConversationFile, readsMessagesInOrder) {
    const std::vector<Message> messages = parseConversation(
        R"([{"role":"system","content":"s"},{"content":"ü \u00e9 \ud83d\ude00","role":"user"},)"
        R"({"role":"assistant","content":"","name":"x","extra":{"role":[1,{"content":null}],"a":"b"}}])",
        "f");
    EXPECT_EQ(messages, (std::vector<Message>{{Role::System, "s"}, {Role::User, "ü é 😀"}, {Role::Assistant, ""}}));
}

TEST(TestConversationFile, acceptsAByteOrderMark) {
    EXPECT_EQ(parseConversation("\xEF\xBB\xBF[{\"role\":\"user\",\"content\":\"a\"}]", "f").size(), 1u);
}

TEST(TestConversationFile, namesTheMessageAndTheField) {
    const BadRow rows[] = {
        {"", "not valid JSON"},
        {"{", "expected a list"},
        {"[", "not valid JSON"},
        {"[]", "no messages"},
        {"null", "expected a list of messages, found null"},
        {"{\"messages\":[]}", "expected a list of messages, found an object"},
        {"\"hello\"", "found a string"},
        {"[1]", "message 1: expected an object"},
        {"[[]]", "message 1: expected an object with 'role' and 'content', found a list"},
        {"[\"hello\"]", "found a string"},
        {R"([{"role":"user","content":"a"},{"role":"user"}])", "message 2: 'content' is missing"},
        {R"([{"content":"a"}])", "message 1: 'role' is missing"},
        {R"([{}])", "'role' is missing"},
        {R"([{"role":"tool","content":"a"}])", "'role' must be system, user or assistant, not 'tool'"},
        {R"([{"role":"User","content":"a"}])", "not 'User'"},
        {R"([{"role":1,"content":"a"}])", "'role' must be a string, not a number"},
        {R"([{"role":"user","content":null}])", "'content' must be a string, not null"},
        {R"([{"role":"user","content":true}])", "not true or false"},
        {R"([{"role":"user","content":[{"type":"text"}]}])", "'content' must be a string, not a list"},
        {R"([{"role":"user","content":{}}])", "not an object"},
        {R"([{"role":"user","role":"user","content":"a"}])", "'role' is there twice"},
        {R"([{"role":"user","content":"a","content":"b"}])", "'content' is there twice"},
        {R"([{"role":"user","content":"a"}] x)", "not valid JSON"},
        {R"([{"role":"user","content":"a"},])", "not valid JSON"},
        {"[{\"role\":\"user\",\"content\":\"\xFF\"}]", "not valid UTF-8"},
        {"[{\"role\":\"user\",\"content\":\"\xED\xA0\x80\"}]", "not valid UTF-8"},
        {R"([{"role":"user","content":"\ud800"}])", "not valid JSON"},
    };
    for (const BadRow& row : rows) {
        try {
            parseConversation(row.text, "chat.json");
            ADD_FAILURE() << row.text << " was accepted";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::FileFormat);
            const std::string message = error.what();
            EXPECT_TRUE(message.starts_with("chat.json: ")) << message;
            EXPECT_NE(message.find(row.expected), std::string::npos) << row.text << " -> " << message;
        }
    }
}

TEST(TestConversationFile, deepNestingTakesNoMemory) {
    const std::string deep(10'000'000, '[');
    EXPECT_THROW(parseConversation(deep, "f"), Error);
    EXPECT_THROW(parseConversation(R"([{"role":"user","content":"a","x":)" + deep, "f"), Error);
}

TEST(TestConversationFile, whatIsWrittenIsReadAgain) {
    const test::TempDir folder;
    const std::vector<Message> messages = {{Role::System, "tab\there"}, {Role::User, "line\nbreak \"ü\" </s> 😀"}};
    writeConversation(folder / "chat.json", messages);
    EXPECT_EQ(readConversation(folder / "chat.json"), messages);
}

}  // namespace
}  // namespace mw::tools
