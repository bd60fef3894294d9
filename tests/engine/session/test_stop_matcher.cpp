// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "stop_matcher.h"

namespace mw {
namespace {

TEST(TestStopMatcher, showsEverythingWhereThereIsNothingToWatchFor) {
    StopMatcher matcher({});
    EXPECT_EQ(matcher.push("all of it").text, "all of it");
}

TEST(TestStopMatcher, endsBeforeAStopString) {
    StopMatcher matcher({"###"});
    EXPECT_EQ(matcher.push("one ").text, "one ");
    const StopMatcher::Growth growth = matcher.push("two### three");
    EXPECT_TRUE(growth.stopped);
    EXPECT_EQ(growth.text, "two");
}

TEST(TestStopMatcher, holdsBackWhatMayBecomeAStopString) {
    StopMatcher matcher({"</end>"});
    EXPECT_EQ(matcher.push("a </e").text, "a ");
    EXPECT_EQ(matcher.push("x").text, "</ex");
    EXPECT_EQ(matcher.push("</").text, "");
    EXPECT_TRUE(matcher.push("end>").stopped);
}

TEST(TestStopMatcher, findsAStopStringThatOverlapsItself) {
    StopMatcher matcher({"aab"});
    EXPECT_EQ(matcher.push("aa").text, "");
    EXPECT_EQ(matcher.push("a").text, "a");
    EXPECT_TRUE(matcher.push("b").stopped);
}

TEST(TestStopMatcher, stopsAtTheEarliestOfSeveral) {
    StopMatcher matcher({"later", "now"});
    const StopMatcher::Growth growth = matcher.push("right now, not later");
    EXPECT_TRUE(growth.stopped);
    EXPECT_EQ(growth.text, "right ");
}

TEST(TestStopMatcher, watchesForSeveralStringsInPieces) {
    for (const std::vector<std::string>& stop :
         {std::vector<std::string>{"<end>", "STOP"}, std::vector<std::string>{"STOP", "<end>"}}) {
        StopMatcher matcher(stop);
        EXPECT_EQ(matcher.push("a <e").text, "a ");
        EXPECT_EQ(matcher.push("nd, ST").text, "<end, ");
        EXPECT_EQ(matcher.push("AR").text, "STAR");
        EXPECT_EQ(matcher.push("S<").text, "S");
        EXPECT_EQ(matcher.push("end").text, "");
        const StopMatcher::Growth growth = matcher.push("> STOP");
        EXPECT_TRUE(growth.stopped);
        EXPECT_EQ(growth.text, "");
    }
}

TEST(TestStopMatcher, endsWhereTheFirstIsCompleteHoweverTheTextIsCut) {
    // The rule, character by character: no text after the first end of a stop string is ever seen.
    const auto expected = [](const std::string& text, const std::vector<std::string>& stop) {
        for (std::size_t end = 1; end <= text.size(); ++end) {
            std::size_t longest = 0;
            for (const std::string& one : stop)
                if (text.substr(0, end).ends_with(one)) longest = std::max(longest, one.size());
            if (longest > 0) return std::pair(text.substr(0, end - longest), true);
        }
        return std::pair(text, false);
    };
    std::mt19937 random(5);
    const auto letters = [&](int least, int most) {
        std::string text;
        for (int count = least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1)); count > 0;
             --count)
            text += static_cast<char>('a' + random() % 3);
        return text;
    };
    for (int round = 0; round < 20'000; ++round) {
        std::vector<std::string> stop;
        for (int count = 1 + static_cast<int>(random() % 3); count > 0; --count)
            stop.push_back(letters(1, 5));
        const std::string text = letters(0, 24);
        StopMatcher matcher(stop);
        std::string shown;
        bool stopped = false;
        for (std::size_t at = 0; at < text.size() && !stopped;) {
            const std::size_t size = 1 + random() % 6;
            const StopMatcher::Growth growth = matcher.push(text.substr(at, size));
            shown += growth.text;
            stopped = growth.stopped;
            at += size;
        }
        if (!stopped) shown += matcher.finish();
        ASSERT_EQ(std::pair(shown, stopped), expected(text, stop)) << text << ", stop " << stop.front();
    }
}

TEST(TestStopMatcher, givesWhatItHeldWhenTheAnswerEndsOtherwise) {
    StopMatcher matcher({"stop"});
    EXPECT_EQ(matcher.push("do not st").text, "do not ");
    EXPECT_EQ(matcher.finish(), "st");
}

TEST(TestStopMatcher, ignoresEmptyStrings) {
    StopMatcher matcher({""});
    const StopMatcher::Growth growth = matcher.push("text");
    EXPECT_FALSE(growth.stopped);
    EXPECT_EQ(growth.text, "text");
}

}  // namespace
}  // namespace mw
