// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <random>
#include <set>

#include "scheduler.h"

namespace mw {
namespace {

Sequence sequence(RequestId id, int promptTokens, int maxTokens, int firstToken = 100) {
    Sequence result{.id = id, .promptTokens = promptTokens, .maxTokens = maxTokens};
    result.tokens.resize(static_cast<std::size_t>(promptTokens));
    std::iota(result.tokens.begin(), result.tokens.end(), firstToken);
    return result;
}

/// One step with a model that answers with `token` everywhere.
std::vector<ScheduledTokens> advance(Scheduler& scheduler, int token = 9) {
    std::vector<Sequence*> admitted;
    std::vector<ScheduledTokens> step = scheduler.next(admitted);
    scheduler.launched(step);
    for (const ScheduledTokens& part : step)
        if (part.sampled) scheduler.append(*part.sequence, token);
    return step;
}

TEST(TestScheduler, prefillsInChunksThenDecodesOneToken) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 100});
    scheduler.add(sequence(1, 250, 10));
    for (const auto& [first, count, sampled] : {std::tuple{0, 100, false}, std::tuple{100, 100, false},
                                                std::tuple{200, 50, true}, std::tuple{250, 1, true}}) {
        const auto step = advance(scheduler);
        ASSERT_EQ(step.size(), 1u);
        EXPECT_EQ(step[0].firstPosition, first);
        EXPECT_EQ(step[0].tokens, count);
        EXPECT_EQ(step[0].sampled, sampled);
    }
}

TEST(TestScheduler, mixesDecodeWithThePrefillOfAnother) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 32});
    scheduler.add(sequence(1, 20, 10));
    advance(scheduler);
    scheduler.add(sequence(2, 100, 10, 500));
    const auto step = advance(scheduler);
    ASSERT_EQ(step.size(), 2u);
    EXPECT_EQ(step[0].tokens, 1);   // the running chat does not wait
    EXPECT_EQ(step[1].tokens, 32);  // the whole chunk goes to the new prompt
}

TEST(TestScheduler, admitsOnlyWhatCanBeFinished) {
    Scheduler scheduler({.pages = 10, .batch = 4, .prefillChunkTokens = 512});
    scheduler.add(sequence(1, 16 * 4, 16 * 2));   // 6 pages
    scheduler.add(sequence(2, 16 * 4, 16, 500));  // 5 pages: must wait
    scheduler.add(sequence(3, 16, 16, 900));      // would fit, but must not overtake
    advance(scheduler);
    EXPECT_EQ(scheduler.running(), 1);
    EXPECT_EQ(scheduler.waiting(), 2);
    scheduler.remove(1);
    advance(scheduler);
    EXPECT_EQ(scheduler.running(), 2);
    EXPECT_EQ(scheduler.waiting(), 0);
}

TEST(TestScheduler, runsNoMoreThanTheBatch) {
    Scheduler scheduler({.pages = 100, .batch = 2, .prefillChunkTokens = 512});
    for (RequestId id = 1; id <= 5; ++id)
        scheduler.add(sequence(id, 10, 5, static_cast<int>(id) * 100));
    advance(scheduler);
    EXPECT_EQ(scheduler.running(), 2);
    EXPECT_EQ(scheduler.waiting(), 3);
}

Sequence served(RequestId id, int promptTokens, int maxTokens) {
    Sequence result = sequence(id, promptTokens, maxTokens, static_cast<int>(id) * 1000);
    result.served = true;
    return result;
}

std::set<RequestId> idsOf(const std::vector<ScheduledTokens>& step) {
    std::set<RequestId> ids;
    for (const ScheduledTokens& part : step)
        ids.insert(part.sequence->id);
    return ids;
}

TEST(TestScheduler, servedOnesNeverTakeThePlacesThatAreKept) {
    Scheduler scheduler({.pages = 100, .batch = 4, .prefillChunkTokens = 512});
    scheduler.keepPlaces(1);
    for (RequestId id = 1; id <= 64; ++id)
        scheduler.add(served(id, 10, 50));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 2, 3}));
    scheduler.remove(2);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 3, 4}));

    scheduler.add(sequence(100, 10, 50));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 3, 4, 100}));  // at once
    scheduler.add(sequence(101, 10, 50));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 3, 4, 100}));
    scheduler.remove(1);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{3, 4, 100, 101}));  // before the 60 that came first
    scheduler.remove(101);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{3, 4, 5, 100}));  // what is not kept is for all
}

TEST(TestScheduler, servedOnesLeaveTheShareOfThePages) {
    Scheduler scheduler({.pages = 40, .batch = 4, .prefillChunkTokens = 512});
    scheduler.keepPlaces(1);
    scheduler.add(served(1, 16 * 10, 16 * 10));
    scheduler.add(served(2, 16 * 10, 16));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1}));  // 20 of 30 pages; 11 more are too many
    scheduler.add(sequence(100, 16 * 10, 16 * 10));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 100}));

    // One that is larger than what all served ones may have runs alone, and not never.
    scheduler.remove(1);
    scheduler.remove(2);
    scheduler.remove(100);
    scheduler.add(served(3, 16 * 30, 16 * 8));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{3}));
}

TEST(TestScheduler, readsThePromptsOfOthersBeforeThoseOfServedOnes) {
    Scheduler scheduler({.pages = 400, .batch = 4, .prefillChunkTokens = 64});
    scheduler.keepPlaces(1);
    scheduler.add(served(1, 1000, 10));
    scheduler.add(served(2, 1000, 10));
    advance(scheduler);
    scheduler.add(sequence(100, 100, 10));
    const auto step = advance(scheduler);
    ASSERT_EQ(step.size(), 1u);
    EXPECT_EQ(step[0].sequence->id, 100u);
    EXPECT_TRUE(advance(scheduler).front().sampled);
}

TEST(TestScheduler, keepsPlacesFromNowOnAndNoMore) {
    Scheduler scheduler({.pages = 100, .batch = 3, .prefillChunkTokens = 512});
    for (RequestId id = 1; id <= 5; ++id)
        scheduler.add(served(id, 10, 50));
    scheduler.add(sequence(100, 10, 50));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 2, 3}));  // nothing is kept: in order
    scheduler.keepPlaces(2);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1, 2, 3}));  // what runs goes on
    scheduler.remove(1);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{2, 3, 100}));
    scheduler.remove(2);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{3, 100}));
    scheduler.keepPlaces(0);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{3, 4, 100}));
    scheduler.keepPlaces(7);  // one place is left to those served in any case
    for (const RequestId id : {3, 4, 100})
        scheduler.remove(id);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{5}));
}

TEST(TestScheduler, aBatchOfOneKeepsNone) {
    Scheduler scheduler({.pages = 100, .batch = 1, .prefillChunkTokens = 512});
    scheduler.keepPlaces(1);
    scheduler.add(served(1, 10, 50));
    scheduler.add(sequence(100, 10, 50));
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{1}));
    scheduler.remove(1);
    EXPECT_EQ(idsOf(advance(scheduler)), (std::set<RequestId>{100}));
}

TEST(TestScheduler, reusesTheTokensOfAnEarlierTurn) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 512});
    Sequence& first = scheduler.add(sequence(1, 40, 30));
    for (int i = 0; i < 20; ++i)
        advance(scheduler, 7);
    std::vector<int> conversation = first.tokens;
    scheduler.remove(1);

    Sequence next{.id = 2, .promptTokens = 0, .maxTokens = 10};
    next.tokens = conversation;
    for (int i = 0; i < 30; ++i)
        next.tokens.push_back(2000 + i);
    next.promptTokens = static_cast<int>(next.tokens.size());
    scheduler.add(std::move(next));
    const auto step = advance(scheduler);
    // 40 + 20 tokens were drawn, 59 of them computed: 3 whole pages.
    EXPECT_EQ(step[0].firstPosition, 48);
    EXPECT_EQ(step[0].sequence->cachedTokens, 48);
}

TEST(TestScheduler, reusesAPromptAsFarAsItIsRead) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 40});
    scheduler.add(sequence(1, 100, 4));
    advance(scheduler);
    scheduler.add(sequence(2, 100, 4));
    const auto step = advance(scheduler);
    EXPECT_EQ(step[0].firstPosition, 40);
    ASSERT_EQ(scheduler.running(), 2);
    const auto next = advance(scheduler);
    ASSERT_EQ(next.size(), 2u);
    EXPECT_EQ(next[1].sequence->cachedTokens, 32);
    EXPECT_EQ(next[1].firstPosition, 32);
}

TEST(TestScheduler, alwaysComputesTheNewestTokenOfAKnownPrompt) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 512});
    scheduler.add(sequence(1, 32, 4));
    advance(scheduler);
    scheduler.remove(1);
    scheduler.add(sequence(2, 32, 4));
    const auto step = advance(scheduler);
    EXPECT_EQ(step[0].firstPosition, 16);
    EXPECT_TRUE(step[0].sampled);
}

TEST(TestScheduler, goesOnWithTokensThatAreStillOnTheirWay) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 512});
    Sequence& chat = scheduler.add(sequence(1, 30, 4));
    std::vector<Sequence*> admitted;
    std::vector<ScheduledTokens> before = scheduler.next(admitted);
    scheduler.launched(before);
    int steps = 1;
    while (true) {
        const std::vector<ScheduledTokens> next = scheduler.next(admitted);
        scheduler.launched(next);
        if (!next.empty()) {
            ++steps;
            ASSERT_EQ(next.size(), 1u);
            EXPECT_TRUE(next[0].awaited);
            EXPECT_EQ(next[0].tokens, 1);
            EXPECT_EQ(next[0].firstPosition, 30 + steps - 2);
        }
        if (before.empty()) break;
        scheduler.append(chat, 7);  // the token of the step before the one just put in line
        before = next;
    }
    EXPECT_EQ(steps, 4);  // as many as tokens: none is computed that nobody will read
    EXPECT_EQ(chat.generatedTokens(), 4);
    EXPECT_FALSE(chat.awaitsToken);
    EXPECT_EQ(chat.prefixCachedPages, 2);  // 33 positions are computed
    const std::vector<int> tokens = chat.tokens;
    scheduler.remove(1);
    EXPECT_EQ(scheduler.pool().takeCachedPrefix(tokens).size(), 2u) << "by the tokens that were drawn";
}

TEST(TestScheduler, keepsAPageThatATokenFillsAfterItsStepWasLaunched) {
    Scheduler scheduler({.pages = 8, .batch = 1, .prefillChunkTokens = 64});
    Sequence& chat = scheduler.add(sequence(1, kKvPageTokens - 1, 8));
    std::vector<Sequence*> admitted;
    for (int ahead = 0; ahead < 2; ++ahead) {  // the second step computes a token that is not known yet
        const std::vector<ScheduledTokens> step = scheduler.next(admitted);
        scheduler.launched(step);
    }
    scheduler.append(chat, 7);
    const std::vector<int> tokens = chat.tokens;
    scheduler.remove(1);  // the answer ends here, as at a stop string
    EXPECT_EQ(scheduler.pool().takeCachedPrefix(tokens).size(), 1u);
}

TEST(TestScheduler, leavesEveryPageWhereNothingIsAdmitted) {
    Scheduler scheduler({.pages = 8, .batch = 4, .prefillChunkTokens = 512});
    scheduler.add(sequence(1, 64, 16));  // 5 pages
    advance(scheduler);
    scheduler.add(sequence(2, 80, 48));  // 8 pages, of which 4 are known: one more than are free
    for (int i = 0; i < 3; ++i) {
        advance(scheduler);
        EXPECT_EQ(scheduler.waiting(), 1);
        EXPECT_EQ(scheduler.pool().held(), 5);
    }
    scheduler.remove(1);
    const auto step = advance(scheduler);
    ASSERT_EQ(step.size(), 1u);
    EXPECT_EQ(step[0].sequence->cachedTokens, 64);
    EXPECT_EQ(step[0].sequence->pages.size(), 8u) << "as many as there are";
    scheduler.remove(2);
    EXPECT_EQ(scheduler.pool().held(), 0);
}

TEST(TestScheduler, sharesAChunkAmongPromptsInTheOrderInWhichTheyCame) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 50});
    for (const auto& [id, first] : {std::pair{1, 100}, {2, 500}, {3, 900}})
        scheduler.add(sequence(static_cast<RequestId>(id), 20, 5, first));
    const auto step = advance(scheduler);
    ASSERT_EQ(step.size(), 3u);
    for (const auto& [part, tokens, sampled] : {std::tuple{0, 20, true}, {1, 20, true}, {2, 10, false}}) {
        EXPECT_EQ(step[static_cast<std::size_t>(part)].sequence->id, static_cast<RequestId>(part + 1));
        EXPECT_EQ(step[static_cast<std::size_t>(part)].tokens, tokens);
        EXPECT_EQ(step[static_cast<std::size_t>(part)].sampled, sampled);
    }
}

TEST(TestScheduler, countsPromptsOfOneTokenAsPrompts) {
    Scheduler scheduler({.pages = 64, .batch = 4, .prefillChunkTokens = 2});
    for (RequestId id = 1; id <= 3; ++id)
        scheduler.add(sequence(id, 1, 5, static_cast<int>(id) * 100));
    EXPECT_EQ(advance(scheduler).size(), 2u);
    EXPECT_EQ(advance(scheduler).size(), 3u);  // two answers, and the prompt that had no room
}

TEST(TestScheduler, decodesEveryAnswerWhateverThePromptsTake) {
    Scheduler scheduler({.pages = 640, .batch = 8, .prefillChunkTokens = 16});
    for (RequestId id = 1; id <= 4; ++id)
        scheduler.add(sequence(id, 4, 40, static_cast<int>(id) * 1000));
    advance(scheduler);
    scheduler.add(sequence(5, 300, 5, 9000));
    for (int i = 0; i < 5; ++i) {
        const auto step = advance(scheduler);
        ASSERT_EQ(step.size(), 5u);
        for (int answer = 0; answer < 4; ++answer)
            EXPECT_EQ(step[static_cast<std::size_t>(answer)].tokens, 1);
        EXPECT_EQ(step[4].tokens, 16);
        EXPECT_EQ(step[4].firstPosition, 16 * i);
    }
}

TEST(TestScheduler, endsAWaitingRequestAndKeepsTheOthers) {
    Scheduler scheduler({.pages = 64, .batch = 1, .prefillChunkTokens = 64});
    for (RequestId id = 1; id <= 3; ++id)
        scheduler.add(sequence(id, 10, 5, static_cast<int>(id) * 100));
    advance(scheduler);
    scheduler.remove(2);
    EXPECT_EQ(scheduler.waiting(), 1);
    scheduler.remove(1);
    const auto step = advance(scheduler);
    ASSERT_EQ(step.size(), 1u);
    EXPECT_EQ(step[0].sequence->id, 3u);
}

TEST(TestScheduler, keepsStepsShortOnceAnswersAreRead) {
    Scheduler scheduler({.pages = 640, .batch = 4, .prefillChunkTokens = 256, .prefillBesideAnswersTokens = 64});
    scheduler.add(sequence(1, 20, 100));
    for (int i = 0; i < 8; ++i)
        advance(scheduler);
    scheduler.add(sequence(2, 1000, 10, 500));
    EXPECT_EQ(advance(scheduler).at(1).tokens, 256);  // that answer has just begun
    for (int i = 0; i < 8; ++i)
        advance(scheduler);
    scheduler.add(sequence(3, 1000, 10, 3000));
    const auto step = advance(scheduler);
    EXPECT_EQ(step.at(0).tokens, 1);
    EXPECT_EQ(step.back().tokens, 64);
}

TEST(TestScheduler, givesBackEveryPageInTheEnd) {
    Scheduler scheduler({.pages = 40, .batch = 3, .prefillChunkTokens = 24});
    std::mt19937 random(3);
    std::map<RequestId, int> left;
    RequestId id = 0;
    for (int round = 0; round < 3000; ++round) {
        if (left.size() < 6) {
            const int prompt = 1 + static_cast<int>(random() % 200);
            const int answer = 1 + static_cast<int>(random() % 100);
            scheduler.add(sequence(++id, prompt, answer, static_cast<int>(random() % 2) * 1000));
            left[id] = answer;
        }
        for (const ScheduledTokens& part : advance(scheduler, static_cast<int>(random() % 3))) {
            const RequestId done = part.sequence->id;
            if ((part.sampled && --left[done] == 0) || random() % 50 == 0) {
                left.erase(done);
                scheduler.remove(done);
            }
        }
        ASSERT_LE(scheduler.running(), 3);
    }
    while (!left.empty()) {
        scheduler.remove(left.begin()->first);
        left.erase(left.begin());
    }
    EXPECT_EQ(scheduler.pool().held(), 0);
    EXPECT_EQ(scheduler.pool().available(), 40);
}

}  // namespace
}  // namespace mw
