// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Which prompt format a model wants, by what its files say.

#include "format_choice.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "mw/model.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"

namespace mw::test {
namespace {

using nlohmann::json;

const std::string kChatMl =
    "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + "
    "'\\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
const std::string kMistral =
    "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}{{ '[INST] ' + message['content'] + "
    "' [/INST]' }}{% else %}{{ message['content'] + eos_token}}{% endif %}{% endfor %}";
const std::string kLlama2 = "{{ '[INST] <<SYS>>\\n' + system_message + '\\n<</SYS>>\\n\\n' }}";

struct Row {
    std::string name;
    std::string folder;
    std::map<std::string, json> files;
    std::string format;
    std::string note;  ///< a part of it; empty: there is none
};
void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

const Row kRows[] = {
    {"baseModel", "Mixtral-8x7B-v0.1", {{"tokenizer_config.json", {{"bos_token", "<s>"}}}}, "plain", "Mistral v1"},
    {"nothingIsSaid", "mixtral", {}, "plain", "Nothing in the model's files says"},
    {"instructByName", "Mixtral-8x7B-Instruct-v0.1", {}, "mistral-v1", ""},
    {"instructByNameOfAnyCase", "mixtral-instruct", {}, "mistral-v1", ""},
    {"mistralTemplate", "fine-tune", {{"tokenizer_config.json", {{"chat_template", kMistral}}}}, "mistral-v1", ""},
    {"mistralTemplateOfV3",
     "fine-tune",
     {{"tokenizer_config.json",
       {{"chat_template", kMistral}, {"added_tokens_decoder", {{"3", {{"content", "[INST]"}, {"special", true}}}}}}}},
     "mistral-v3",
     ""},
    {"llama2Template", "fine-tune", {{"tokenizer_config.json", {{"chat_template", kLlama2}}}}, "aime", ""},
    {"chatMlTemplate", "hermes", {{"tokenizer_config.json", {{"chat_template", kChatMl}}}}, "chatml", ""},
    {"chatMlTemplateOfAnInstructModel",
     "My-Instruct",
     {{"tokenizer_config.json", {{"chat_template", kChatMl}}}},
     "chatml",
     ""},
    {"chatMlByItsTokens",
     "hermes",
     {{"added_tokens.json", {{"<|im_end|>", 32000}, {"<|im_start|>", 32001}}}},
     "chatml",
     ""},
    {"chatMlByTheDecoder",
     "hermes",
     {{"tokenizer_config.json",
       {{"added_tokens_decoder", {{"32001", {{"content", "<|im_start|>"}, {"special", true}}}}}}}},
     "chatml",
     ""},
    {"namedTemplates",
     "fine-tune",
     {{"tokenizer_config.json",
       {{"chat_template",
         {{{"name", "tool_use"}, {"template", kChatMl}}, {{"name", "default"}, {"template", kMistral}}}}}}},
     "mistral-v1",
     ""},
    {"namedTemplatesTheDefaultFirst",
     "fine-tune",
     {{"tokenizer_config.json",
       {{"chat_template",
         {{{"name", "default"}, {"template", kMistral}}, {{"name", "tool_use"}, {"template", kChatMl}}}}}}},
     "mistral-v1",
     ""},
    {"namedTemplatesWithoutADefault",
     "fine-tune",
     {{"tokenizer_config.json",
       {{"chat_template",
         {{{"name", "rag"}, {"template", kMistral}}, {{"name", "tool_use"}, {"template", kChatMl}}}}}}},
     "mistral-v1",
     ""},
    {"templateOfItsOwnFileBesideAnother",
     "fine-tune",
     {{"chat_template.jinja", kMistral}, {"tokenizer_config.json", {{"chat_template", kChatMl}}}},
     "mistral-v1",
     ""},
    {"templateOfItsOwnFile",
     "fine-tune",
     {{"chat_template.jinja", kChatMl}, {"tokenizer_config.json", json::object()}},
     "chatml",
     ""},
    {"templateOfItsOwnJson", "fine-tune", {{"chat_template.json", {{"chat_template", kMistral}}}}, "mistral-v1", ""},
    {"chatMlWithoutItsTokens",
     "fine-tune",
     {{"tokenizer_config.json", {{"chat_template", kChatMl}}}, {"tokenizer.model", "\x0A\x03<s>"}},
     "plain",
     "no token <|im_start|>"},
    {"chatMlOfPieces",
     "fine-tune",
     {{"tokenizer_config.json", {{"chat_template", kChatMl}}}, {"tokenizer.model", "\x0A\x0C<|im_start|>"}},
     "chatml",
     ""},
    {"chatMlInATokenizerJson",
     "fine-tune",
     {{"tokenizer.json",
       {{"added_tokens", {{{"id", 32000}, {"content", "<|im_start|>"}, {"special", true}}}},
        {"normalizer", {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}}}}}},
     "chatml",
     ""},
    {"chatMlWithoutItsTokensInATokenizerJson",
     "fine-tune",
     {{"tokenizer_config.json", {{"chat_template", kChatMl}}},
      {"tokenizer.json",
       {{"added_tokens", {{{"id", 1}, {"content", "<s>"}, {"special", true}}}},
        {"normalizer", {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}}}}}},
     "plain",
     "no token <|im_start|>"},
    {"zephyr",
     "fine-tune",
     {{"tokenizer_config.json", {{"chat_template", "<|user|>\n{{ x }}</s>"}}}},
     "plain",
     "Zephyr"},
    {"vicuna",
     "fine-tune",
     {{"tokenizer_config.json", {{"chat_template", "USER: {{ x }} ASSISTANT:"}}}},
     "plain",
     "Vicuna"},
    {"unknownTemplate",
     "Some-Instruct",
     {{"tokenizer_config.json", {{"chat_template", "Q: {{ x }} A:"}}}},
     "plain",
     "does not know"},
    {"emptyTemplate", "Some-Instruct", {{"tokenizer_config.json", {{"chat_template", " "}}}}, "mistral-v1", ""},
};

class TestFormatChoice : public testing::TestWithParam<Row> {};

TEST_P(TestFormatChoice, followsWhatTheFilesSay) {
    const Row& row = GetParam();
    const TempDir parent;
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    for (const auto& [name, content] : row.files)
        tiny.moreFiles[name] = content.is_string() ? content.get<std::string>() : content.dump();
    std::filesystem::create_directories(parent / row.folder);
    tiny.write(parent / row.folder);
    const CheckpointInfo info = inspectCheckpoint(parent / row.folder);
    EXPECT_EQ(info.suggestedFormat, row.format);
    EXPECT_EQ(info.formatNote.empty(), row.note.empty()) << info.formatNote;
    EXPECT_NE(info.formatNote.find(row.note), std::string::npos) << info.formatNote;
    EXPECT_TRUE(info.notes.empty());
}

INSTANTIATE_TEST_SUITE_P(Models, TestFormatChoice, testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

TEST(TestTokenizerFacts, gatherAddedAndSpecialTokens) {
    const TempDir folder;
    writeFile(folder / "added_tokens.json", R"({"<|im_end|>": 32000, "broken": "x", "<|far|>": 99999999999})");
    writeFile(
        folder / "special_tokens_map.json",
        R"({"eos_token": {"content": "<|im_end|>"}, "pad_token": "<pad>", "additional_special_tokens": ["<a>", {"content": "<b>"}]})");
    writeFile(folder / "tokenizer_config.json",
              R"({"bos_token": "<s>", "unk_token": null, "added_tokens_decoder": {
                  "32001": {"content": "<|im_start|>", "special": true}, "32002": {"content": "word", "special": false},
                  "x": {"content": "y"}, "-1": {"content": "z"}}})");
    const TokenizerFacts facts = readTokenizerFacts(folder.path());
    EXPECT_EQ(facts.added,
              (std::map<int, std::string>{{32000, "<|im_end|>"}, {32001, "<|im_start|>"}, {32002, "word"}}));
    EXPECT_EQ(facts.special, (std::set<std::string>{"<|im_end|>", "<pad>", "<a>", "<b>", "<s>", "<|im_start|>"}));
    EXPECT_TRUE(facts.described);
    EXPECT_EQ(facts.chatTemplate, std::nullopt);
    EXPECT_EQ(facts.problem, "");
}

TEST(TestTokenizerFacts, aDamagedFileIsSaidAndNotUsed) {
    for (const char* content : {"<!DOCTYPE html><html>", "{", "[]", "version https://git-lfs.github.com/spec/v1\n"}) {
        TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
        tiny.moreFiles["tokenizer_config.json"] = content;
        const TempDir folder;
        tiny.write(folder.path());
        const CheckpointInfo info = inspectCheckpoint(folder.path());
        ASSERT_EQ(info.notes.size(), 1U) << content;
        EXPECT_NE(info.notes[0].find("tokenizer_config.json"), std::string::npos) << info.notes[0];
    }
}

}  // namespace
}  // namespace mw::test
