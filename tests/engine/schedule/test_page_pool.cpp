// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "page_pool.h"

namespace mw {
namespace {

std::vector<int> tokensFrom(int first, int pages) {
    std::vector<int> tokens(static_cast<std::size_t>(pages) * kKvPageTokens);
    std::iota(tokens.begin(), tokens.end(), first);
    return tokens;
}

/// Takes pages for `tokens`, publishes all of them, and lets them go.
std::vector<int> remember(PagePool& pool, const std::vector<int>& tokens) {
    const std::vector<int> pages = pool.take(static_cast<int>(tokens.size()) / kKvPageTokens);
    for (int i = 0; i < static_cast<int>(pages.size()); ++i)
        pool.cachePrefix(pages, i, tokens);
    pool.release(pages);
    return pages;
}

TEST(TestPagePool, findsTheLongestKnownBeginning) {
    PagePool pool(8);
    const std::vector<int> tokens = tokensFrom(0, 3);
    const std::vector<int> pages = remember(pool, tokens);
    EXPECT_EQ(pool.cached(), 3);
    EXPECT_EQ(pool.held(), 0);

    std::vector<int> other = tokens;
    other[2 * kKvPageTokens + 5] = -1;
    EXPECT_EQ(pool.takeCachedPrefix(other), std::vector(pages.begin(), pages.begin() + 2));
    EXPECT_EQ(pool.held(), 2);
}

TEST(TestPagePool, findsNothingWhereOnlyTheMiddleIsEqual) {
    PagePool pool(8);
    std::vector<int> tokens = tokensFrom(0, 3);
    remember(pool, tokens);
    tokens[0] = -1;
    EXPECT_TRUE(pool.takeCachedPrefix(tokens).empty());
}

TEST(TestPagePool, sharesPagesBetweenHolders) {
    PagePool pool(2);
    const std::vector<int> tokens = tokensFrom(0, 1);
    remember(pool, tokens);
    const std::vector<int> first = pool.takeCachedPrefix(tokens);
    const std::vector<int> second = pool.takeCachedPrefix(tokens);
    EXPECT_EQ(first, second);
    pool.release(first);
    EXPECT_EQ(pool.held(), 1);
    pool.release(second);
    EXPECT_EQ(pool.held(), 0);
    EXPECT_EQ(pool.cached(), 1);
}

TEST(TestPagePool, forgetsTheEndOfAConversationFirst) {
    PagePool pool(3);
    const std::vector<int> tokens = tokensFrom(0, 3);
    const std::vector<int> pages = remember(pool, tokens);
    const std::vector<int> taken = pool.take(1);
    EXPECT_EQ(taken.front(), pages.back());
    EXPECT_EQ(pool.takeCachedPrefix(tokens).size(), 2u);
}

TEST(TestPagePool, continuesAChainThatTwoRequestsComputedAtOnce) {
    PagePool pool(8);
    const std::vector<int> tokens = tokensFrom(0, 2);
    const std::vector<int> first = pool.take(2);
    const std::vector<int> second = pool.take(2);
    pool.cachePrefix(first, 0, tokens);
    pool.cachePrefix(second, 0, tokens);  // a copy of what is known already
    pool.cachePrefix(second, 1, tokens);  // new, and follows the known page
    pool.release(first);
    pool.release(second);
    const std::vector<int> known = pool.takeCachedPrefix(tokens);
    ASSERT_EQ(known.size(), 2u);
    EXPECT_EQ(known[0], first[0]);
    EXPECT_EQ(known[1], second[1]);
}

TEST(TestPagePool, neverGivesAPageToTwoOwners) {
    PagePool pool(32);
    std::mt19937 random(7);
    std::vector<std::vector<int>> held;
    for (int round = 0; round < 5000; ++round) {
        const std::vector<int> tokens = tokensFrom(static_cast<int>(random() % 3), 1 + static_cast<int>(random() % 4));
        if (held.size() < 4) {
            std::vector<int> pages = pool.takeCachedPrefix(tokens);
            const int known = static_cast<int>(pages.size());
            const int missing = static_cast<int>(tokens.size()) / kKvPageTokens - known;
            if (missing > pool.available()) {
                pool.release(pages);
            } else {
                const std::vector<int> fresh = pool.take(missing);
                for (const auto& others : held)
                    for (const int page : fresh)
                        ASSERT_EQ(std::ranges::count(others, page), 0);
                pages.insert(pages.end(), fresh.begin(), fresh.end());
                for (int i = known; i < static_cast<int>(pages.size()); ++i)
                    pool.cachePrefix(pages, i, tokens);
                held.push_back(pages);
            }
        }
        if (!held.empty() && random() % 2 == 0) {
            const std::size_t victim = random() % held.size();
            pool.release(held[victim]);
            held.erase(held.begin() + static_cast<std::ptrdiff_t>(victim));
        }
        std::set<int> distinct;
        for (const auto& pages : held)
            distinct.insert(pages.begin(), pages.end());
        ASSERT_EQ(pool.held(), static_cast<int>(distinct.size()));
    }
}

}  // namespace
}  // namespace mw
