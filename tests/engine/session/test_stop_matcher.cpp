// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

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
