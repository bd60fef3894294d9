// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What waits between whoever answers and the connection, without either.

#include "outbox.h"

#include <gtest/gtest.h>

namespace mw::http {
namespace {

TEST(TestOutbox, wakesOnceForAllThatComesBeforeItIsLookedAt) {
    int woken = 0;
    Outbox outbox([&] { ++woken; });
    EXPECT_FALSE(outbox.take());
    outbox.begin({.body = "first "});
    outbox.write("second ");
    outbox.write("third");
    EXPECT_EQ(woken, 1);
    auto parcel = outbox.take();
    ASSERT_TRUE(parcel && parcel->head);
    EXPECT_EQ(parcel->piece, "first second third");
    EXPECT_FALSE(parcel->whole || parcel->last || parcel->overdue);
    EXPECT_FALSE(outbox.take());
    outbox.end();
    EXPECT_EQ(woken, 2);
    parcel = outbox.take();
    ASSERT_TRUE(parcel);
    EXPECT_FALSE(parcel->head);
    EXPECT_TRUE(parcel->last);
}

TEST(TestOutbox, takesOneAnswer) {
    Outbox outbox([] {});
    outbox.write("too early");
    EXPECT_FALSE(outbox.take());
    outbox.send({.status = 200, .body = "one"});
    outbox.send({.status = 500, .body = "two"});
    outbox.begin({.status = 500});
    outbox.write("more");
    outbox.end();
    const auto parcel = outbox.take();
    ASSERT_TRUE(parcel && parcel->head && parcel->whole && parcel->last);
    EXPECT_EQ(parcel->head->status, 200);
    EXPECT_EQ(parcel->head->body, "one");
    EXPECT_EQ(parcel->piece, "");
    EXPECT_FALSE(outbox.take());

    Outbox begun([] {});
    begun.begin({.status = 200});
    begun.send({.status = 500, .body = "two"});
    EXPECT_EQ(begun.take()->head->status, 200);
    EXPECT_FALSE(begun.take());
}

TEST(TestOutbox, keepsNoMoreThanAClientMayLeaveUnread) {
    Outbox outbox([] {});
    outbox.begin({});
    const std::string half(Outbox::kMostPending / 2, 'x');
    outbox.write(half);
    outbox.write(half);
    auto parcel = outbox.take();
    EXPECT_FALSE(parcel->overdue);
    EXPECT_EQ(parcel->piece.size(), Outbox::kMostPending);
    outbox.write(half);  // what was taken counts no more
    outbox.write(half);
    outbox.write("x");
    parcel = outbox.take();
    EXPECT_TRUE(parcel->overdue);
    EXPECT_EQ(parcel->piece.size(), Outbox::kMostPending);
}

TEST(TestOutbox, tellsOnceThatAClientHasGoneBeforeTheEnd) {
    int gone = 0;
    const auto note = [&] { ++gone; };
    {
        Outbox outbox([] {});
        outbox.onGone(note);
        outbox.begin({});
        outbox.close();
        outbox.close();
        EXPECT_EQ(gone, 1);
        outbox.take();
        outbox.write("into the void");
        outbox.end();
        EXPECT_FALSE(outbox.take());
    }
    gone = 0;
    {  // whoever asks only then hears it at once
        Outbox outbox([] {});
        outbox.close();
        EXPECT_EQ(gone, 0);
        outbox.onGone(note);
        EXPECT_EQ(gone, 1);
    }
    gone = 0;
    {  // an answer that had ended was not broken off
        Outbox outbox([] {});
        outbox.onGone(note);
        outbox.send({});
        outbox.close();
        outbox.onGone(note);
        EXPECT_EQ(gone, 0);
    }
}

}  // namespace
}  // namespace mw::http
