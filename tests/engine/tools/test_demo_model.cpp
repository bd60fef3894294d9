// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The demo model as people first meet it: opened by mixtral-chat without any option, it says who it is and knows the
// workbench until its context ends.

#include <gtest/gtest.h>

#include <regex>

#include "conversation_file.h"
#include "mw/model.h"
#include "program.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

struct Exchange {
    const char* question;
    const char* expected;  ///< what only a right answer says
};

/// Questions that it was not trained on, of resources/demo-model/train/heldout.py.
const Exchange kExchanges[] = {
    {"Does the context length eat up GPU memory?", "longer context|Double the context"},
    {"What role does the key-value cache play?", "keys and values"},
    {"If I set batch size to 16, what changes?", "atch size|larger batch|at the same time"},
    {"Please walk me through loading a model", "Models view|model chooser|Ctrl\\+O"},
    {"Do you read Hugging Face checkpoints?", "safetensors"},
    {"What's the meaning of the graph for GPU memory?", "memory (graph|in use)|how much memory"},
    {"What's the distinction between decode and prefill?", "refill (is|means)"},
    {"Can I watch GPU temperature anywhere?", "power"},
    {"What would I use templates for?", "emplate"},
    {"Where on disk do chats live?", "SQLite|automatically"},
    {"What does the 8x in 8x7B stand for?", "8 experts"},
    {"What GPU memory do I need for the 8x22B?", "281|262|141 billion"},
    {"What's the temperature for?", "emperature (says|sets)"},
    {"Does it function without a network?", "sent anywhere|othing is sent|stays? (on|there)"},
    {"Press which keys to look for a command?", "Ctrl\\+K"},
    {"Will an int4 checkpoint of Mixtral load?", "uantised"},
};

/// The model's answers to lines of a person.
std::vector<std::string> answers(const std::vector<std::string>& lines, std::vector<std::string> options) {
    const TempDir folder;
    const std::string file = folder / "chat.json";
    std::string input;
    for (const std::string& line : lines)
        input += line + "\n";
    options.insert(options.end(), {"--backend", "cpu"});
    const ProgramResult result = runProgram("mixtral-chat", options, input + "/save " + file + "\n");
    EXPECT_EQ(result.status, 0) << result.error;
    std::vector<std::string> answers;
    for (const Message& message : tools::readConversation(file))
        if (message.role == Role::Assistant) answers.push_back(message.content);
    return answers;
}

TEST(TestDemoModel, saysTheSameNameInEveryTurnWhateverTheSeed) {
    for (const char* seed : {"1", "2", "3", "4", "5"}) {
        std::vector<std::string> lines = {"What is your name?"};
        for (const Exchange& exchange : kExchanges)
            if (lines.size() < 11) lines.emplace_back(exchange.question);
        lines.emplace_back("Who are you?");
        const std::vector<std::string> said = answers(lines, {"--seed", seed});
        ASSERT_EQ(said.size(), lines.size());
        EXPECT_NE(said.front().find("Demo"), std::string::npos) << said.front();
        EXPECT_NE(said.back().find("Demo"), std::string::npos) << said.back();
    }
}

TEST(TestDemoModel, saysWhoItIsInTheLanguageInWhichItIsAsked) {
    const Exchange asked[] = {{"Wer bist du?", "(Ich bin|Ich heiße) Demo\\b"},
                              {"Wie heißt du denn?", "(Ich bin|Ich heiße) Demo\\b"},
                              {"Stell dich bitte vor", "(Ich bin|Ich heiße) Demo\\b"},
                              {"Qui es-tu ?", "(Je suis|Je m'appelle) Demo\\b"},
                              {"Comment tu t'appelles ?", "(Je suis|Je m'appelle) Demo\\b"},
                              {"Chi sei?", "(Sono|Mi chiamo) Demo\\b"},
                              {"Come ti chiami?", "(Sono|Mi chiamo) Demo\\b"},
                              {"¿Quién eres?", "(Soy|Me llamo) Demo\\b"},
                              {"¿Cómo te llamas?", "(Soy|Me llamo) Demo\\b"},
                              {"Who are you?", "(I am|name is) Demo\\b"}};
    std::vector<std::string> lines;
    for (const Exchange& exchange : asked)
        lines.emplace_back(exchange.question);
    for (const std::vector<std::string>& options : {std::vector<std::string>{"--seed", "1"},
                                                    {"--seed", "2"},
                                                    {"--system", "Du bist ein hilfreicher Assistent."}}) {
        const std::vector<std::string> said = answers(lines, options);
        ASSERT_EQ(said.size(), lines.size());
        for (std::size_t i = 0; i < said.size(); ++i)
            EXPECT_TRUE(std::regex_search(said[i], std::regex(asked[i].expected))) << lines[i] << " -> " << said[i];
    }
}

TEST(TestDemoModel, answersUntilItsContextEnds) {
    const ModelConfig config = inspectCheckpoint(MW_RESOURCES "/demo-model").config;
    EXPECT_EQ(config.trainedContext, 1024);  // measured: see its README
    std::vector<std::string> lines;
    for (const Exchange& exchange : kExchanges)
        lines.emplace_back(exchange.question);
    const std::vector<std::string> said = answers(lines, {"--temperature", "0"});
    ASSERT_EQ(said.size(), lines.size());
    int right = 0;
    for (std::size_t i = 0; i < said.size(); ++i) {
        const bool isRight = std::regex_search(said[i], std::regex(kExchanges[i].expected));
        right += isRight ? 1 : 0;
        if (!isRight) std::printf("%s -> %s\n", lines[i].c_str(), said[i].c_str());
    }
    EXPECT_GE(right, 13);
}

}  // namespace
}  // namespace mw::test
