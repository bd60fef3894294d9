// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// mixtral-chat through a pipe, as scripts use it, and on a terminal, as people do.

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conversation_file.h"
#include "program.h"
#include "temp_dir.h"
#include "text_checkpoint.h"

namespace mw::test {
namespace {

class TestChat : public testing::Test {
 protected:
    static void SetUpTestSuite() {
        s_folder = std::make_unique<TempDir>();
        writeTextCheckpoint(*s_folder / "model");
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static std::vector<std::string> arguments(std::vector<std::string> more) {
        more.insert(more.begin(), {"--model", *s_folder / "model", "--temperature", "0"});
        return more;
    }
    static ProgramResult chat(const std::string& input, std::vector<std::string> more = {"--max-tokens", "5"}) {
        return runProgram("mixtral-chat", arguments(std::move(more)), input);
    }

    static std::unique_ptr<TempDir> s_folder;
};

std::unique_ptr<TempDir> TestChat::s_folder;

TEST_F(TestChat, answersLinesOfAPipe) {
    const ProgramResult result = chat("Hello\n\n  \nAnd again");
    EXPECT_EQ(result.status, 0) << result.error;
    EXPECT_GE(std::ranges::count(result.output, '\n'), 2);
    for (const char* drawn : {"User", "Assistant", "\33", "tokens/s"})
        EXPECT_EQ(result.output.find(drawn), std::string::npos) << result.output;
    EXPECT_NE(result.error.find("cut after 5 tokens"), std::string::npos) << result.error;
}

TEST_F(TestChat, saysWhatTheBenchGenerates) {
    const ProgramResult bench = runProgram("mixtral-bench",
                                           {"generate", "--model", *s_folder / "model", "--format", "mistral-v1",
                                            "--conversation", "-", "--temperature", "0", "--max-tokens", "5"},
                                           R"([{"role":"user","content":"Hello"}])");
    EXPECT_EQ(chat("Hello\n", {"--max-tokens", "5", "--format", "mistral-v1"}).output, bench.output);
}

TEST_F(TestChat, savesTheConversation) {
    const TempDir folder;
    const std::string file = folder / "chat.json";
    const ProgramResult result = chat("/system Be brief.\nHello ü\n/save " + file + "\n/reset\n//etc\n/save " + file +
                                      ".second\n/quit\nunheard\n");
    EXPECT_EQ(result.status, 0) << result.error;
    const std::vector<Message> saved = tools::readConversation(file);
    ASSERT_EQ(saved.size(), 3u);
    EXPECT_EQ(saved[0], (Message{Role::System, "Be brief."}));
    EXPECT_EQ(saved[1], (Message{Role::User, "Hello ü"}));
    EXPECT_EQ(saved[2].role, Role::Assistant);
    EXPECT_TRUE(result.output.starts_with(saved[2].content + "\n")) << result.output;
    const std::vector<Message> second = tools::readConversation(file + ".second");
    ASSERT_EQ(second.size(), 3u);
    EXPECT_EQ(second[1], (Message{Role::User, "/etc"}));
}

TEST_F(TestChat, goesOnWithASavedConversation) {
    const TempDir folder;
    writeFile(folder / "chat.json",
              R"([{"role":"system","content":"S"},{"role":"user","content":"1"},{"role":"assistant","content":"2"}])");
    const ProgramResult result = chat(
        "3\n/save " + (folder / "more.json").string() + "\n/reset\n4\n/save " + (folder / "again.json").string() + "\n",
        {"--max-tokens", "5", "--conversation", folder / "chat.json"});
    EXPECT_EQ(result.status, 0) << result.error;
    const std::vector<Message> more = tools::readConversation(folder / "more.json");
    ASSERT_EQ(more.size(), 5u);
    EXPECT_EQ(more[0], (Message{Role::System, "S"}));
    EXPECT_EQ(more[3], (Message{Role::User, "3"}));
    // A reset goes back to where it began, which is what was saved.
    const std::vector<Message> again = tools::readConversation(folder / "again.json");
    ASSERT_EQ(again.size(), 5u);
    EXPECT_EQ(again[0], (Message{Role::System, "S"}));
    EXPECT_EQ(again[2], (Message{Role::Assistant, "2"}));
    EXPECT_EQ(again[3], (Message{Role::User, "4"}));
}

TEST_F(TestChat, playsAPersona) {
    const TempDir folder;
    const ProgramResult result =
        chat("Hi\n/save " + (folder / "c").string() + "\n", {"--max-tokens", "5", "--persona", "chloe"});
    EXPECT_EQ(result.status, 0) << result.error;
    const std::vector<Message> saved = tools::readConversation(folder / "c");
    ASSERT_EQ(saved.size(), 5u);
    EXPECT_TRUE(saved[0].content.starts_with("You are Chloe"));
    EXPECT_EQ(saved[1], (Message{Role::User, "Hello, Chloe."}));
    EXPECT_EQ(saved[2], (Message{Role::Assistant, "How can I assist you today?"}));
}

TEST_F(TestChat, whatCannotBeSentIsSaidAndNotKept) {
    const TempDir folder;
    std::string longText;
    for (int i = 0; i < 300; ++i)
        longText += "word ";
    const ProgramResult result = chat("short\n" + longText + "\n\xFF\xFE\n/dance\n/save\n/save " +
                                          (folder / "missing/x").string() + "\n/save " + (folder / "c").string() + "\n",
                                      {"--max-tokens", "5", "--context", "128"});
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(tools::readConversation(folder / "c").size(), 2u);
    for (const char* part : {"a chat holds 128", "was not added", "not valid UTF-8", "no command /dance",
                             "/save needs the name", "cannot be written"})
        EXPECT_NE(result.error.find(part), std::string::npos) << "'" << part << "' in " << result.error;
}

TEST_F(TestChat, aZeroByteIsSaidAndCutsNothing) {
    const TempDir folder;
    const std::string zero(1, '\0');
    const std::string file = folder / "c";
    const ProgramResult result = chat("Hello" + zero + "there\n" + zero + "\n/save " + file + zero + "x\n/system a" +
                                      zero + "b\n\"\"\"\none\n" + zero + "\n\"\"\"\nwhole\n/save " + file + "\n");
    EXPECT_EQ(result.status, 2);
    std::size_t said = 0;
    for (std::size_t at = 0; (at = result.error.find("has a zero byte", at)) != std::string::npos; ++at)
        ++said;
    EXPECT_EQ(said, 5u) << result.error;
    const std::vector<Message> saved = tools::readConversation(file);
    ASSERT_EQ(saved.size(), 2u) << "only the last message was sent, and no system prompt was set";
    EXPECT_EQ(saved[0], (Message{Role::User, "whole"}));
}

TEST_F(TestChat, aFullContextIsSaid) {
    const ProgramResult result = chat("Hello\n", {"--max-tokens", "500", "--context", "32"});
    EXPECT_EQ(result.status, 0);
    EXPECT_NE(result.error.find("the context of 32 tokens is full"), std::string::npos) << result.error;
}

TEST_F(TestChat, saysWhichFormatIsMissingAndOffersPlainText) {
    const TempDir folder;
    const std::filesystem::path model = folder / "hermes";
    writeTextCheckpoint(model);
    writeFile(model / "tokenizer_config.json", R"({"chat_template": "{{'<|im_start|>' + message['role']}}"})");
    const std::vector<std::string> more = {"--model", model, "--temperature", "0", "--max-tokens", "3"};
    const ProgramResult result = runProgram("mixtral-chat", more, "Hello\n");
    EXPECT_EQ(result.status, 0) << result.error;
    EXPECT_NE(result.error.find("ChatML"), std::string::npos) << result.error;
    EXPECT_NE(result.error.find("plain text"), std::string::npos) << result.error;
    std::vector<std::string> plain = more, mistral = more;
    plain.insert(plain.end(), {"--format", "plain"});
    mistral.insert(mistral.end(), {"--format", "mistral-v1"});
    EXPECT_EQ(result.output, runProgram("mixtral-chat", plain, "Hello\n").output);
    EXPECT_NE(result.output, runProgram("mixtral-chat", mistral, "Hello\n").output);
    EXPECT_EQ(runProgram("mixtral-chat", mistral, "Hello\n").error.find("ChatML"), std::string::npos)
        << "who names a format knows what they do";
}

TEST_F(TestChat, theDemoModelChatsAsItWasTaught) {
    const ProgramResult result = runProgram("mixtral-bench",
                                            {"generate", "--model", MW_RESOURCES "/demo-model", "--conversation", "-",
                                             "--json", "--max-tokens", "2", "--temperature", "0"},
                                            R"([{"role":"user","content":"Hello"}])");
    EXPECT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(result.error, "");
    EXPECT_NE(result.output.find("\"prompt_tokens\":9"), std::string::npos)
        << "[INST] Hello [/INST]: " << result.output;
}

TEST_F(TestChat, badCommandLinesAreRefusedByName) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> rows = {
        {{"--model", "/missing"}, "/missing"},
        {{"--model", MW_TEST_DATA "/checkpoints/gqa4/fused"}, "holds no tokenizer"},
        {{"--persona", "Nobody"}, "known: Chloe"},
        {{"--format", "alpaca"}, "--format: alpaca"},
        {{"--model", *s_folder / "model", "--conversation", "/missing.json"}, "/missing.json"},
        {{"--temperature", "-1"}, "--temperature: '-1'"},
        {{"stray"}, "stray"},
        {{"--model", *s_folder / "model", "--context", "100000"}, "100000"},
    };
    for (const auto& [options, part] : rows) {
        const ProgramResult result = runProgram("mixtral-chat", options);
        EXPECT_EQ(result.status, 2) << part;
        EXPECT_EQ(std::ranges::count(result.error, '\n'), 1) << result.error;
        EXPECT_NE(result.error.find(part), std::string::npos) << result.error;
        EXPECT_EQ(result.output, "");
    }
}

TEST_F(TestChat, interruptStopsTheAnswerAndAtThePromptTheProgram) {
    TerminalProgram program("mixtral-chat",
                            arguments({"--max-tokens", "32000", "--context", "32768", "--persona", "Chloe"}));
    ASSERT_TRUE(program.waitFor("/help lists commands")) << program.screen();
    ASSERT_TRUE(program.waitFor("Chloe: How can I assist you today?")) << program.screen();
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("Tell me a story\n");
    ASSERT_TRUE(program.waitFor("Chloe: "));
    ASSERT_TRUE(program.waitFor(" ")) << program.screen();
    program.type("\x03");
    ASSERT_TRUE(program.waitFor(", stopped")) << program.screen();
    ASSERT_TRUE(program.waitFor("User: "));
    // The chat goes on.
    program.type("/help\n");
    ASSERT_TRUE(program.waitFor("/quit"));
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("\x03");
    EXPECT_EQ(program.waitForEnd(), 130) << program.screen();
}

TEST_F(TestChat, interruptTooLateForTheLoadIsNotForgotten) {
    // Again and again, since it is a matter of where the program just is.
    for (int i = 0; i < 12; ++i) {
        TerminalProgram program("mixtral-chat", arguments({"--max-tokens", "3"}));
        ASSERT_TRUE(program.waitFor("100%")) << program.screen();
        program.type("\x03");
        ASSERT_EQ(program.waitForEnd(), 130) << program.screen();
    }
}

TEST_F(TestChat, endOfInputLeaves) {
    TerminalProgram program("mixtral-chat", arguments({"--max-tokens", "3"}));
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("Hello\n");
    ASSERT_TRUE(program.waitFor("tokens/s")) << program.screen();
    ASSERT_TRUE(program.waitFor("User: "));
    program.type("\x04");
    EXPECT_EQ(program.waitForEnd(), 0) << program.screen();
}

}  // namespace
}  // namespace mw::test
