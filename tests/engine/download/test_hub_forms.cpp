// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "mw/hub.h"

namespace mw::test {

namespace {

HubRepository holding(std::initializer_list<std::pair<const char*, std::uint64_t>> files) {
    HubRepository repository{.name = "a/b"};
    for (const auto& [path, bytes] : files)
        repository.files.push_back({.path = path, .bytes = bytes});
    return repository;
}

std::vector<std::string> pathsOf(const HubForm& form) {
    std::vector<std::string> paths;
    for (const HubFile& file : form.files)
        paths.push_back(file.path);
    return paths;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST(TestHubForms, takesOneOfTheCopiesThatMistralPublishes) {
    const std::vector<HubForm> forms = formsOf(holding({{".gitattributes", 1},
                                                        {"README.md", 5},
                                                        {"config.json", 10},
                                                        {"consolidated.00.pt", 9000},
                                                        {"consolidated.safetensors", 9000},
                                                        {"model-00001-of-00002.safetensors", 5000},
                                                        {"model-00002-of-00002.safetensors", 4000},
                                                        {"model.safetensors.index.json", 20},
                                                        {"params.json", 3},
                                                        {"pytorch_model.bin", 9000},
                                                        {"tokenizer.model", 30},
                                                        {"tokenizer.model.v3", 30}}));
    ASSERT_EQ(forms.size(), 3U);
    EXPECT_EQ(forms[0].kind, HubForm::Kind::Safetensors);
    EXPECT_EQ(pathsOf(forms[0]),
              (Paths{"README.md", "config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
                     "model.safetensors.index.json", "params.json", "tokenizer.model", "tokenizer.model.v3"}));
    EXPECT_EQ(forms[0].bytes, 9098U);
    EXPECT_EQ(forms[1].kind, HubForm::Kind::Consolidated);
    EXPECT_EQ(pathsOf(forms[1]), (Paths{"README.md", "config.json", "consolidated.safetensors", "params.json",
                                        "tokenizer.model", "tokenizer.model.v3"}));
    EXPECT_EQ(forms[2].kind, HubForm::Kind::ConsolidatedPth);
}

TEST(TestHubForms, tellsQuantisationsApart) {
    const std::vector<HubForm> forms = formsOf(holding({{"README.md", 5},
                                                        {"config.json", 5},
                                                        {"mixtral-8x7b-v0.1.Q2_K.gguf", 100},
                                                        {"mixtral-8x7b-v0.1.Q4_K_M.gguf", 300},
                                                        {"Q8_0/mixtral-8x7b-v0.1-Q8_0-00001-of-00002.gguf", 350},
                                                        {"Q8_0/mixtral-8x7b-v0.1-Q8_0-00002-of-00002.gguf", 350},
                                                        {"mixtral-8x7b-IQ4_XS.gguf", 200},
                                                        {"strange.gguf", 400}}));
    std::vector<std::pair<std::string, std::uint64_t>> found;
    for (const HubForm& form : forms) {
        EXPECT_EQ(form.kind, HubForm::Kind::Gguf);
        found.emplace_back(form.name, form.bytes);
    }
    const std::vector<std::pair<std::string, std::uint64_t>> expected{
        {"Q2_K", 100}, {"IQ4_XS", 200}, {"Q4_K_M", 300}, {"strange", 400}, {"Q8_0", 700}};
    EXPECT_EQ(found, expected);
}

TEST(TestHubForms, keepsFilesOfOneNameApart) {
    const std::vector<HubForm> forms = formsOf(holding({{"base.Q4_0.gguf", 100}, {"instruct.Q4_0.gguf", 200}}));
    ASSERT_EQ(forms.size(), 2U);
    EXPECT_EQ(forms[0].name, "base.Q4_0");
    EXPECT_EQ(forms[1].name, "instruct.Q4_0");
}

TEST(TestHubForms, fetchesWithOneFileWhatBelongsToIt) {
    const HubRepository repository = holding({{"x-Q4_0-00001-of-00002.gguf", 100},
                                              {"x-Q4_0-00002-of-00002.gguf", 90},
                                              {"x-Q8_0.gguf", 200},
                                              {"picture.png", 7}});
    ASSERT_EQ(formsWith(repository, "x-Q4_0-00002-of-00002.gguf").size(), 1U);
    EXPECT_EQ(formsWith(repository, "x-Q4_0-00002-of-00002.gguf")[0].bytes, 190U);
    EXPECT_EQ(pathsOf(formsWith(repository, "picture.png").at(0)), Paths{"picture.png"});
    EXPECT_TRUE(formsWith(repository, "other.gguf").empty());
}

TEST(TestHubForms, offersAllWhereNothingIsKnown) {
    const std::vector<HubForm> forms = formsOf(holding({{"a.onnx", 3}, {"b.txt", 2}}));
    ASSERT_EQ(forms.size(), 1U);
    EXPECT_EQ(forms[0].kind, HubForm::Kind::Other);
    EXPECT_EQ(forms[0].bytes, 5U);
    EXPECT_TRUE(formsOf(holding({})).empty());
}

}  // namespace mw::test
