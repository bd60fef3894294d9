// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "foreign_content.h"

#include <gtest/gtest.h>

#include <string>

namespace mw {
namespace {

TEST(TestForeignContent, tellsWhatDownloadsLeave) {
    struct Row {
        std::string content;
        const char* part;  ///< of what is said of it, whatever is expected
    };
    const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 17000000\n";
    const Row rows[] = {
        {"", "is empty"},
        {pointer, "pointer of Git LFS: the file itself of 17000000 bytes was not downloaded"},
        {"\xEF\xBB\xBF" + pointer, "pointer of Git LFS"},
        {"version https://git-lfs.github.com/spec/v1\n", "the file itself was not downloaded"},
        {"<!DOCTYPE html>\n<html><body>Access to this model is restricted.</body></html>", "web page"},
        {"\n  <!doctype HTML><html>", "web page"},
        {"<html lang=\"en\">", "web page"},
        {"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "XML"},
        {"GGUF\x03", "GGUF"},
        {std::string("PK\x03\x04\0\0", 6), "ZIP archive or a PyTorch pickle"},
        {std::string("\x80\x02}q\0", 5), "pickle"},
        {"\x1F\x8B\x08", "gzip"},
        {std::string(4096, '\0'), "zeros"},
        {"Entry not found", "'Entry not found'"},
        {"Access to model x/y is restricted.\nPlease log in.", "'Access to model x/y is restricted.'"},
    };
    for (const Row& row : rows)
        for (const bool isJson : {false, true})
            EXPECT_NE(foreignContent(row.content, row.content.size(), isJson).find(row.part), std::string::npos)
                << row.part << ": " << foreignContent(row.content, row.content.size(), isJson);
    for (const std::string& json : {std::string("\xFF\xFE{\0", 4), std::string("\xFE\xFF\0{", 4)})
        EXPECT_EQ(foreignContent(json, json.size(), true), "is text in UTF-16; save it in UTF-8");
}

TEST(TestForeignContent, takesNothingElseForForeign) {
    for (const char* json : {"{\"hidden_size\": }", "[1, 2", "{", "\xEF\xBB\xBF{}", "\"a\"", "12"})
        EXPECT_EQ(foreignContent(json, std::string_view(json).size(), true), "") << json;
    EXPECT_EQ(foreignContent(std::string("\xFF\xFE\0\0\0\0\0\0{", 9), 70'000, false), "")
        << "the length of a safetensors header may look like UTF-16";
    EXPECT_NE(foreignContent("{\"error\":\"gone\"}", 16, false), "") << "where no JSON is expected";
    EXPECT_EQ(foreignContent("words", 5'000'000'000, false), "") << "a server's answer is short";
    EXPECT_EQ(foreignContent(std::string("\x40\x02\0\0\0\0\0\0{\"a", 11), 600, false), "")
        << "a damaged safetensors file";
    EXPECT_EQ(foreignContent("\n\x0E\n\x05<unk>", 400'000, false), "") << "a damaged sentencepiece model";
}

}  // namespace
}  // namespace mw
