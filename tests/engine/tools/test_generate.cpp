// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What mixtral-bench makes of text: tokenize and generate.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "temp_dir.h"
#include "text_checkpoint.h"

namespace mw::test {
namespace {

using nlohmann::json;

const char* const kHello = R"([{"role":"user","content":"Hello"}])";

class TestBenchText : public testing::Test {
 protected:
    static void SetUpTestSuite() {
        s_folder = std::make_unique<TempDir>();
        writeTextCheckpoint(*s_folder / "model");
    }
    static void TearDownTestSuite() { s_folder.reset(); }

    static ProgramResult bench(std::vector<std::string> arguments, const std::string& conversation = kHello) {
        arguments.insert(arguments.begin() + 1, {"--model", *s_folder / "model", "--conversation", "-"});
        return runProgram("mixtral-bench", std::move(arguments), conversation);
    }

    static json generate(std::vector<std::string> more = {}, const std::string& conversation = kHello) {
        std::vector<std::string> arguments = {"generate", "--json", "--format", "mistral-v1", "--max-tokens", "12"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const ProgramResult result = bench(arguments, conversation);
        EXPECT_EQ(result.status, 0) << result.error;
        EXPECT_EQ(result.error, "");
        return json::parse(result.output);
    }

    static std::unique_ptr<TempDir> s_folder;
};

std::unique_ptr<TempDir> TestBenchText::s_folder;

TEST_F(TestBenchText, tokenizePrintsIds) {
    // <s> [INST] Hello [/INST], as mistral-common encodes it.
    const ProgramResult result = bench({"tokenize", "--format", "mistral-v1"});
    ASSERT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(json::parse(result.output), (json{1, 733, 16289, 28793, 22557, 733, 28748, 16289, 28793}));
}

TEST_F(TestBenchText, tokenizeNeedsNoWeights) {
    const TempDir folder;
    std::filesystem::copy_file(MW_RESOURCES "/tokenizers/tokenizer.model.v3", folder / "tokenizer.model.v3");
    writeFile(folder / "chat.json", kHello);
    const ProgramResult result = runProgram("mixtral-bench", {"tokenize", "--model", folder.path(), "--format",
                                                              "mistral-v3", "--conversation", folder / "chat.json"});
    ASSERT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(json::parse(result.output), (json{1, 3, 23325, 4}));
}

TEST_F(TestBenchText, aFolderWithoutTokenizerIsNamed) {
    const TempDir folder;
    const ProgramResult result = runProgram(
        "mixtral-bench", {"tokenize", "--model", folder.path(), "--format", "aime", "--conversation", "-"}, kHello);
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.error.find(folder.path().string() + ": the folder holds no tokenizer"), std::string::npos);
}

TEST_F(TestBenchText, badConversationsAreNamed) {
    for (const char* command : {"tokenize", "generate"}) {
        const ProgramResult result = bench({command, "--format", "aime"}, R"([{"role":"boss","content":"x"}])");
        EXPECT_EQ(result.status, 2);
        EXPECT_EQ(result.error, "mixtral-bench: -: message 1: 'role' must be system, user or assistant, not 'boss'\n");
    }
}

TEST_F(TestBenchText, generatesGreedilyTheSameEachTime) {
    const json first = generate({"--temperature", "0"});
    EXPECT_EQ(first.at("ids").size(), 12u);
    EXPECT_EQ(first.at("finish"), "length");
    EXPECT_FALSE(first.at("text").get<std::string>().empty());
    EXPECT_EQ(generate({"--temperature", "0", "--virtual-devices", "1", "--threads", "1"}), first);
}

TEST_F(TestBenchText, streamsTheSameTextAsItReportsInJson) {
    const ProgramResult result =
        bench({"generate", "--format", "mistral-v1", "--max-tokens", "12", "--temperature", "0"});
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.output, generate({"--temperature", "0"}).at("text").get<std::string>() + "\n");
}

TEST_F(TestBenchText, theSeedDecidesTheText) {
    const json once = generate({"--temperature", "2", "--top-k", "0", "--top-p", "1", "--seed", "7"});
    EXPECT_EQ(generate({"--temperature", "2", "--top-k", "0", "--top-p", "1", "--seed", "7"}), once);
    EXPECT_NE(generate({"--temperature", "2", "--top-k", "0", "--top-p", "1", "--seed", "18446744073709551615"}), once);
}

TEST_F(TestBenchText, stopsAtAString) {
    const std::string text = generate({"--temperature", "0"}).at("text");
    // Something that stands inside of the text and begins with a whole character.
    std::size_t at = text.size() / 2;
    while ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        --at;
    const std::string stop = text.substr(at);
    const json stopped = generate({"--temperature", "0", "--stop", "never there", "--stop", stop});
    EXPECT_EQ(stopped.at("finish"), "stop");
    EXPECT_EQ(stopped.at("text"), text.substr(0, text.find(stop)));
}

TEST_F(TestBenchText, reportsLogProbabilities) {
    const json answer = generate({"--temperature", "0", "--logprobs", "3"});
    ASSERT_EQ(answer.at("logprobs").size(), answer.at("ids").size());
    for (const json& token : answer.at("logprobs")) {
        ASSERT_EQ(token.at("top").size(), 3u);
        // Greedy draws the best.
        EXPECT_EQ(token.at("top")[0].at("id"), token.at("id"));
        EXPECT_LE(token.at("logprob"), 0);
        EXPECT_GE(token.at("top")[0].at("logprob"), token.at("top")[1].at("logprob"));
    }
}

TEST_F(TestBenchText, aPromptThatDoesNotFitIsRefused) {
    const ProgramResult result = bench({"generate", "--context", "5"});
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.error.find("a chat holds 5"), std::string::npos) << result.error;
}

TEST_F(TestBenchText, theAnswerEndsWhereTheContextDoes) {
    EXPECT_EQ(generate({"--context", "16"}).at("ids").size(), 16u - 9);
}

}  // namespace
}  // namespace mw::test
