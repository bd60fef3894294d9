// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "text_stream.h"
#include "utf8.h"

namespace mw {

namespace {

/// What a stream shows of `text` that arrives in parts of `partSize` bytes.
std::string streamed(std::string_view text, std::size_t partSize) {
    TextStream stream;
    std::string shown;
    for (std::size_t at = 0; at < text.size(); at += partSize) {
        const std::string part = stream.push(text.substr(at, partSize));
        EXPECT_TRUE(isUtf8(part));
        shown += part;
    }
    return shown + stream.finish();
}

}  // namespace

TEST(TestTextStream, holdsBackAnIncompleteCharacter) {
    TextStream stream;
    EXPECT_EQ(stream.push("a\xF0"), "a");
    EXPECT_EQ(stream.push("\x9F\x99"), "");
    EXPECT_EQ(stream.push("\x82!"), "🙂!");
    EXPECT_EQ(stream.finish(), "");
}

TEST(TestTextStream, showsAnyTextWholeHoweverItIsCut) {
    const std::string text =
        "ASCII é 漢字 🙂 👩‍💻 \U0010FFFF " + std::string(1, '\0') + "\u0080\u07FF\u0800\uD7FF\uE000\uFFFF";
    for (std::size_t partSize = 1; partSize <= text.size(); ++partSize)
        EXPECT_EQ(streamed(text, partSize), text);
}

TEST(TestTextStream, replacesEachInvalidByte) {
    struct Row {
        std::string bytes;
        std::string shown;
    };
    const std::vector<Row> rows = {
        {"\xFF", "\uFFFD"},
        {"\x80", "\uFFFD"},
        {"a\x80z", "a\uFFFDz"},
        {"\xC3", "\uFFFD"},
        {"\xE2\x82", "\uFFFD\uFFFD"},
        {"\xE2\x82\x41", "\uFFFD\uFFFDA"},
        {"\xE2\xC3\xA9", "\uFFFDé"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},
        {"\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
        {"\xF5\x80", "\uFFFD\uFFFD"},
        {"\xF0\x9F\x99", "\uFFFD\uFFFD\uFFFD"},
    };
    for (const Row& row : rows) {
        for (std::size_t partSize = 1; partSize <= row.bytes.size(); ++partSize) {
            EXPECT_EQ(streamed(row.bytes, partSize), row.shown) << inQuotes(row.bytes) << " in parts of " << partSize;
        }
    }
}

TEST(TestTextStream, startsAnewAfterItsEnd) {
    TextStream stream;
    EXPECT_EQ(stream.push("\xC3"), "");
    EXPECT_EQ(stream.finish(), "\uFFFD");
    EXPECT_EQ(stream.push("\xA9"), "\uFFFD");
    EXPECT_EQ(stream.push("ok"), "ok");
}

TEST(TestUtf8, quotesForMessages) {
    EXPECT_EQ(inQuotes("a é\n\xFF"), "'a é\\x0a\\xff'");
    EXPECT_EQ(inQuotes(std::string(100, 'x')), '\'' + std::string(80, 'x') + "...'");
}

}  // namespace mw
