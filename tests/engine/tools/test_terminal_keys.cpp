// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "terminal_keys.h"

#include <gtest/gtest.h>

namespace mw::tools {
namespace {

/// What comes of `bytes`, pushed in parts of `part` bytes: text as it is, keys of the editor as <A> for Ctrl+A, text to
/// insert as {text}.
std::string typed(const std::string& bytes, std::size_t part, bool giveUp = true) {
    TerminalKeys keys;
    for (std::size_t at = 0; at < bytes.size(); at += part)
        keys.push(std::string_view(bytes).substr(at, part));
    if (giveUp) keys.giveUp();
    std::string result;
    while (const auto key = keys.next()) {
        if (*key == TerminalKeys::kInsertText)
            result += "{" + utf8Of(keys.takeText()) + "}";
        else if (*key < 0x20)
            result += std::string("<") + static_cast<char>(*key | 0x40) + ">";
        else
            result += utf8Of(std::wstring(1, *key));
    }
    return result;
}

TEST(TestTerminalKeys, keysOfEveryTerminalEdit) {
    struct Row {
        const char* bytes;
        const char* typed;
    };
    const Row rows[] = {
        {"abc\r", "abc<M>"},
        {"\x1b[A\x1b[B\x1b[C\x1b[D", "<P><N><F><B>"},
        {"\x1bOA\x1bOB\x1bOC\x1bOD", "<P><N><F><B>"},
        {"\x1b[H\x1b[F\x1bOH\x1bOF\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "<A><E><A><E><A><E><A><E>"},
        {"\x1b[3~", "<\\>"},
        {"\x1b[1;5C\x1b[1;3C\x1b[1;5D\x1b"
         "f\x1b"
         "b",
         "<^><^><_><^><_>"},
        {"\x1b[3;5~\x1b"
         "d",
         "<O><O>"},
        {"\x1b\x7f\x7f", "<W>\x7f"},
        {"one\x1b\rtwo\x1b\nthree", "one{\n}two{\n}three"},
    };
    for (const Row& row : rows)
        for (const std::size_t part : {1, 2, 3, 100})
            EXPECT_EQ(typed(row.bytes, part), row.typed) << part;
}

TEST(TestTerminalKeys, whatMeansNothingLeavesNoTrace) {
    for (const char* bytes : {
             "\x1b[15~",
             "\x1b[5~",
             "\x1b[2~",
             "\x1bOP",
             "\x1b[[A",
             "\x1b[1;2P",
             "\x1b[27;5;9~",
             "\x1b[13;2u",
             "\x1b[I",
             "\x1b[?1;2c",
             "\x1b]11;rgb:1/2/3\x07",
             "\x1b]0;title\x1b\\",
             "\x1bP1$r0m\x1b\\",
             "\x1bx",
             "\x1b\x1b[15~",
         }) {
        for (const std::size_t part : {1, 2, 3, 100})
            EXPECT_EQ(typed("a" + std::string(bytes) + "z", part), "az") << bytes + 1;
    }
    EXPECT_EQ(typed("a\x16\x03\x18\x1c\x1d\x1e\x1f\x0f\x11\x13\x1a z", 100), "a z") << "keys that edit nothing";
    EXPECT_EQ(typed("a\xc2\x9b"
                    "1mz",
                    100),
              "a1mz")
        << "controls of two bytes";
}

TEST(TestTerminalKeys, aLoneEscapeIsKnownByWhatDoesNotFollow) {
    TerminalKeys keys;
    keys.push("\x1b");
    EXPECT_TRUE(keys.incomplete());
    keys.giveUp();
    EXPECT_FALSE(keys.incomplete());
    keys.push("[A");
    EXPECT_EQ(keys.next(), L'[');
    EXPECT_EQ(keys.next(), L'A');
    EXPECT_EQ(keys.next(), std::nullopt);
}

TEST(TestTerminalKeys, pastesArriveWholeWithTheirLineBreaks) {
    for (const std::size_t part : {1, 2, 3, 5, 100}) {
        EXPECT_EQ(typed("<\x1b[200~one\rtwo\r\nthree\nfour\x1b[201~>", part), "<{one\ntwo\nthree\nfour}>");
        EXPECT_EQ(typed("\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~", part), "{a}{b}");
        EXPECT_EQ(typed("\x1b[200~\x1b[201~x", part), "x");
        EXPECT_EQ(typed("\x1b[200~a\x1b[31mb\tc\x03\x1b[20\x1b[201~x", part), "{a[31mb\tc[20}x") << "controls stay out";
        EXPECT_EQ(typed("\x1b[200~größe 漢🙂\x1b[201~", part), "{größe 漢🙂}");
    }
}

TEST(TestTerminalKeys, bytesThatAreNoUtf8ComeThroughAsTheyAre) {
    const std::string texts[] = {"größe 漢字 🙂 é", "caf\xe9 au lait", "\xff\xfe",   "\xed\xa0\x80", "\xc0\xaf",
                                 "\xf4\x90\x80\x80",       "\xe2\x82",        "a\xe2\x82z", "\xf0\x9f\x99"};
    for (const std::string& text : texts) {
        EXPECT_EQ(utf8Of(wideOf(text)), text);
        for (const std::size_t part : {1, 2, 3, 100})
            EXPECT_EQ(typed(text, part), text) << part;
    }
    EXPECT_EQ(wideOf("é漢🙂"), L"\u00e9\u6f22\U0001f642");
}

}  // namespace
}  // namespace mw::tools
