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

TEST(TestPagePool, tellsEqualPagesApartByWhatPrecedesThem) {
    PagePool pool(8);
    std::vector<int> first = tokensFrom(0, 2), second = tokensFrom(0, 2);
    second[3] = -1;  // another first page, the same second one
    const std::vector<int> pagesOfFirst = remember(pool, first), pagesOfSecond = remember(pool, second);
    EXPECT_EQ(pool.cached(), 4);
    EXPECT_EQ(pool.takeCachedPrefix(first), pagesOfFirst);
    EXPECT_EQ(pool.takeCachedPrefix(second), pagesOfSecond);
    // A page is no beginning because it is the middle of something known.
    const std::vector<int> middle(first.begin() + kKvPageTokens, first.end());
    EXPECT_TRUE(pool.takeCachedPrefix(middle).empty());
}

TEST(TestPagePool, forgetsWhatWasUsedLeastRecently) {
    PagePool pool(4);
    const std::vector<int> older = tokensFrom(0, 2), newer = tokensFrom(500, 2);
    remember(pool, older);
    const std::vector<int> pagesOfNewer = remember(pool, newer);
    pool.release(pool.takeCachedPrefix(older));  // used once more
    std::vector<int> taken = pool.take(2);
    std::ranges::sort(taken);
    EXPECT_TRUE(std::ranges::is_permutation(taken, pagesOfNewer));
    EXPECT_EQ(pool.takeCachedPrefix(older).size(), 2u);
    EXPECT_TRUE(pool.takeCachedPrefix(newer).empty());
}

TEST(TestPagePool, knowsAPageByItsNewestContentOnly) {
    PagePool pool(2);
    const std::vector<int> old = tokensFrom(0, 2), fresh = tokensFrom(500, 2);
    remember(pool, old);
    EXPECT_EQ(pool.cached(), 2);
    const std::vector<int> pages = remember(pool, fresh);  // in the room of the old ones
    EXPECT_TRUE(pool.takeCachedPrefix(old).empty());
    EXPECT_EQ(pool.takeCachedPrefix(fresh), pages);
}

TEST(TestPagePool, keepsNothingOfACopyThatIsReleased) {
    PagePool pool(2);
    const std::vector<int> tokens = tokensFrom(0, 1), others = tokensFrom(500, 1);
    const std::vector<int> known = pool.take(1), copy = pool.take(1);
    pool.cachePrefix(known, 0, tokens);
    pool.cachePrefix(copy, 0, tokens);
    pool.release(copy);
    EXPECT_EQ(pool.cached(), 0);
    EXPECT_EQ(pool.available(), 1);
    const std::vector<int> again = pool.take(1);
    ASSERT_EQ(again, copy);
    pool.cachePrefix(again, 0, others);
    EXPECT_EQ(pool.takeCachedPrefix(others), again);
    EXPECT_EQ(pool.takeCachedPrefix(tokens), known);
}

/// Random requests against a plain model: what each page holds, and all tokens before it.
TEST(TestPagePool, findsOnlyPagesThatHoldExactlyTheBeginning) {
    std::mt19937 random(11);
    for (const int pages : {6, 17, 40}) {
        PagePool pool(pages);
        std::vector<std::vector<int>> contents(static_cast<std::size_t>(pages));
        std::vector<std::vector<int>> held;
        int found = 0;
        for (int round = 0; round < 4000; ++round) {
            // Two kinds of pages, so that equal ones follow different beginnings all the time.
            std::vector<int> tokens;
            for (int count = 1 + static_cast<int>(random() % 5); count > 0; --count)
                tokens.insert(tokens.end(), kKvPageTokens, static_cast<int>(random() % 2));
            const auto beginning = [&](int index) {
                return std::vector(tokens.begin(), tokens.begin() + (index + 1) * kKvPageTokens);
            };
            std::vector<int> taken = pool.takeCachedPrefix(tokens);
            const int known = static_cast<int>(taken.size()), wanted = std::ssize(tokens) / kKvPageTokens;
            for (int i = 0; i < known; ++i)
                ASSERT_EQ(contents[static_cast<std::size_t>(taken[i])], beginning(i)) << round;
            found += known;
            if (wanted - known > pool.available()) {
                pool.release(taken);
            } else {
                for (const int page : pool.take(wanted - known)) {
                    for (const auto& others : held)
                        ASSERT_EQ(std::ranges::count(others, page), 0) << "it belongs to somebody";
                    taken.push_back(page);
                }
                for (int i = known; i < wanted; ++i) {
                    contents[static_cast<std::size_t>(taken[i])] = beginning(i);
                    pool.cachePrefix(taken, i, tokens);
                }
                held.push_back(std::move(taken));
            }
            while (!held.empty() && (held.size() > 3 || random() % 2 == 0)) {
                const std::size_t victim = random() % held.size();
                pool.release(held[victim]);
                held.erase(held.begin() + static_cast<std::ptrdiff_t>(victim));
            }
        }
        EXPECT_GT(found, 1000) << "the cache is of use";
    }
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
