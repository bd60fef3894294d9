// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The engine's thread as its clients see it, on a small model with random weights.

#include <gtest/gtest.h>

#include <time.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "answers.h"
#include "mw/engine_loop.h"
#include "small_engine.h"

namespace mw {
namespace {

using test::Answers;
using test::Outcome;

const int kVocabulary = test::smallModel().vocabularySize;

LoadOptions smallOptions() {
    LoadOptions options;
    options.randomWeights = test::smallModel();
    options.contextTokens = 256;
    options.batch = 6;
    options.prefillChunkTokens = 64;
    options.threads = 1;
    return options;
}

/// The prompt, its length and the draws follow from the seed.
Request requestOf(unsigned seed, int maxTokens) {
    std::mt19937 random(seed);
    Request request;
    request.client = "client " + std::to_string(seed % 3);
    request.promptIds.resize(5 + random() % 60);
    for (int& id : request.promptIds)
        id = static_cast<int>(random() % kVocabulary);
    request.maxTokens = maxTokens;
    request.ignoreEos = true;
    request.sampling = {.temperature = 1, .topK = 0, .topP = 1, .seed = seed};
    return request;
}

/// What a client hears, read by another thread when it is over.
class Heard {
 public:
    RequestSink sink() {
        return [this](const RequestEvent& event) {
            const std::lock_guard lock(m_mutex);
            m_outcome.add(event);
            m_threads.push_back(std::this_thread::get_id());
            m_changed.notify_all();
        };
    }

    Outcome waitForEnd() {
        return waitUntil([](const Outcome& outcome) { return outcome.ends > 0; });
    }
    Outcome waitForTokens(std::size_t count) {
        return waitUntil([=](const Outcome& outcome) { return outcome.ids.size() >= count; });
    }
    Outcome outcome() {
        const std::lock_guard lock(m_mutex);
        return m_outcome;
    }
    bool onlyOn(std::thread::id thread) {
        const std::lock_guard lock(m_mutex);
        return std::ranges::all_of(m_threads, [=](std::thread::id id) { return id == thread; });
    }

 private:
    template <typename Condition>
    Outcome waitUntil(const Condition& condition) {
        std::unique_lock lock(m_mutex);
        EXPECT_TRUE(m_changed.wait_for(lock, std::chrono::seconds(60), [&] { return condition(m_outcome); }));
        return m_outcome;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    Outcome m_outcome;
    std::vector<std::thread::id> m_threads;
};

/// What a load comes to.
class Load {
 public:
    LoadSink sink() {
        return [end = m_end](const LoadEvent& event) {
            if (!std::holds_alternative<LoadProgress>(event)) end->set_value(event);
        };
    }
    LoadEvent waitForEnd() { return m_end->get_future().get(); }

 private:
    std::shared_ptr<std::promise<LoadEvent>> m_end = std::make_shared<std::promise<LoadEvent>>();
};

void load(EngineLoop& loop, const LoadOptions& options = smallOptions()) {
    Load load;
    loop.load(options, load.sink());
    ASSERT_TRUE(std::holds_alternative<LoadCompleted>(load.waitForEnd()));
}

std::thread::id threadOf(EngineLoop& loop) {
    return loop.run([](Engine&) { return std::this_thread::get_id(); });
}

TEST(TestEngineLoop, keepsPlacesAlsoInModelsThatAreLoadedLater) {
    EngineLoop loop;
    EXPECT_EQ(loop.keptPlaces(), 0);
    loop.keepPlaces(2);
    EXPECT_EQ(loop.keptPlaces(), 2);
    for (int model = 0; model < 2; ++model) {
        load(loop);
        std::vector<Submission> together;
        for (unsigned seed = 0; seed < 8; ++seed) {
            together.push_back({requestOf(seed, 150), {}});
            together.back().request.served = true;
        }
        loop.submit(std::move(together));
        Heard own;
        loop.submit(requestOf(100, 5), own.sink());
        EXPECT_EQ(own.waitForEnd().ids.size(), 5U);
        const auto open = loop.openRequests();
        EXPECT_EQ(std::ranges::count(open, RequestState::Running, &OpenRequest::state), 4);
        EXPECT_EQ(std::ranges::count(open, RequestState::Waiting, &OpenRequest::state), 4);
    }
}

TEST(TestEngineLoop, givesEachOfManyThreadsTheAnswersOfItsSeedsAlone) {
    constexpr unsigned kThreads = 8;
    constexpr unsigned kEach = 12;
    constexpr int kTokens = 30;
    std::map<unsigned, std::vector<int>> alone;
    {
        Engine engine;
        ASSERT_TRUE(engine.load(smallOptions()));
        for (unsigned seed = 0; seed < kThreads * kEach; ++seed) {
            Answers answers(engine);
            const RequestId id = answers.ask(requestOf(seed, kTokens));
            alone[seed] = answers.run().at(id).ids;
        }
    }
    EngineLoop loop;
    load(loop);
    const std::thread::id engineThread = threadOf(loop);
    std::atomic<int> completed = 0;
    std::atomic<int> cancelled = 0;
    std::vector<std::thread> clients;
    for (unsigned client = 0; client < kThreads; ++client)
        clients.emplace_back([&, client] {
            std::mt19937 random(client);
            std::array<Heard, kEach> heard;
            std::array<RequestId, kEach> ids{};
            std::array<bool, kEach> gaveUp{};
            for (unsigned i = 0; i < kEach; ++i) {
                ids[i] = loop.submit(requestOf(client * kEach + i, kTokens), heard[i].sink());
                if (random() % 3 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
                // One of those so far, whether it waits, runs or is over.
                if (const unsigned other = random() % (2 * kEach); other <= i) {
                    loop.cancel(ids[other]);
                    gaveUp[other] = true;
                }
            }
            for (unsigned i = 0; i < kEach; ++i) {
                const Outcome outcome = heard[i].waitForEnd();
                const std::vector<int>& expected = alone.at(client * kEach + i);
                ASSERT_TRUE(outcome.finished) << outcome.failure->message;
                if (outcome.finished->reason == FinishReason::Cancelled) {
                    EXPECT_TRUE(gaveUp[i]);
                    ASSERT_LE(outcome.ids.size(), expected.size());
                    EXPECT_TRUE(std::equal(outcome.ids.begin(), outcome.ids.end(), expected.begin()));
                    ++cancelled;
                } else {
                    EXPECT_EQ(outcome.ids, expected);
                    ++completed;
                }
                EXPECT_TRUE(heard[i].onlyOn(engineThread));
            }
            loop.run([](Engine&) {});  // whatever would come too late has come by then
            for (Heard& each : heard)
                EXPECT_EQ(each.outcome().ends, 1);
        });
    for (std::thread& client : clients)
        client.join();
    EXPECT_EQ(completed + cancelled, static_cast<int>(kThreads * kEach));
    EXPECT_GT(completed, 0);
    EXPECT_GT(cancelled, 0);
    EXPECT_TRUE(loop.openRequests().empty());
}

TEST(TestEngineLoop, takesInTogetherWhatIsSubmittedTogether) {
    struct Steps : EngineObserver {
        std::vector<StepCompleted> seen;
        void stepCompleted(const StepCompleted& step) override { seen.push_back(step); }
    };
    EngineLoop loop;
    load(loop);
    const auto steps = std::make_shared<Steps>();
    loop.observe(steps);
    std::array<Heard, 4> heard;
    std::vector<Submission> together;
    for (Heard& each : heard) {
        Request request = requestOf(1, 3);
        request.promptIds.resize(10, static_cast<int>(together.size()));
        request.promptIds[0] = static_cast<int>(together.size());  // nothing in common
        together.push_back({request, each.sink()});
    }
    const std::vector<RequestId> ids = loop.submit(std::move(together));
    EXPECT_EQ(ids.size(), 4u);
    for (Heard& each : heard)
        each.waitForEnd();
    loop.run([&](Engine&) {
        EXPECT_EQ(steps->seen.front().prefillTokens, 40);
        EXPECT_EQ(steps->seen.front().running, 4);
    });
}

TEST(TestEngineLoop, listsOpenRequestsWithTheirClients) {
    EngineLoop loop;
    load(loop);
    // The engine is held up while more is asked for than it takes at once.
    std::promise<void> goOn;
    loop.post([&](Engine&) { goOn.get_future().wait(); });
    std::array<Heard, 8> heard;
    std::vector<RequestId> ids;
    for (unsigned i = 0; i < 8; ++i)
        ids.push_back(loop.submit(requestOf(i, 200), heard[i].sink()));
    std::vector<OpenRequest> open = loop.openRequests();
    ASSERT_EQ(open.size(), 8u);
    for (unsigned i = 0; i < 8; ++i) {
        EXPECT_EQ(open[i].id, ids[i]);
        EXPECT_EQ(open[i].client, "client " + std::to_string(i % 3));
        EXPECT_EQ(open[i].state, RequestState::Submitted);
        EXPECT_EQ(open[i].promptTokens, 0);
    }
    goOn.set_value();
    heard[0].waitForTokens(5);
    open = loop.openRequests();
    ASSERT_EQ(open.size(), 8u);
    EXPECT_EQ(open[0].state, RequestState::Running);
    EXPECT_GE(open[0].generatedTokens, 5);
    EXPECT_EQ(open[0].promptTokens, static_cast<int>(requestOf(0, 1).promptIds.size()));
    EXPECT_EQ(open[7].state, RequestState::Waiting);  // six are a batch
    for (const RequestId id : ids)
        loop.cancel(id);
    for (Heard& each : heard)
        each.waitForEnd();
    EXPECT_TRUE(loop.openRequests().empty());
}

TEST(TestEngineLoop, tellsObserversOfEveryClientsRequests) {
    struct Watcher : EngineObserver {
        std::map<std::string, int> tokens;
        int ended = 0, rests = 0, loads = 0, unloads = 0;
        void requestChanged(const OpenRequest& request, const RequestEvent& event) override {
            if (std::holds_alternative<TokenEvent>(event)) tokens[request.client] = request.generatedTokens;
            ended += isLast(event) ? 1 : 0;
        }
        void rested() override { ++rests; }
        void loaded(const LoadedModel&) override { ++loads; }
        void unloaded() override { ++unloads; }
    };
    EngineLoop loop;
    auto watcher = std::make_shared<Watcher>();
    loop.observe(watcher);
    load(loop);
    std::array<Heard, 2> heard;
    loop.submit({{requestOf(0, 20), heard[0].sink()}, {requestOf(1, 10), {}}, {requestOf(2, 30), heard[1].sink()}});
    for (Heard& each : heard)
        each.waitForEnd();
    loop.run([&](Engine&) {
        EXPECT_EQ(watcher->tokens, (std::map<std::string, int>{{"client 0", 20}, {"client 1", 10}, {"client 2", 30}}));
        EXPECT_EQ(watcher->ended, 3);
        EXPECT_EQ(watcher->rests, 1);
        EXPECT_EQ(watcher->loads, 1);
    });
    loop.unload();
    loop.run([&](Engine&) { EXPECT_EQ(watcher->unloads, 1); });
    watcher.reset();  // a client that goes need not say so
    load(loop);
}

TEST(TestEngineLoop, sleepsWhileThereIsNothingToDo) {
    EngineLoop loop;
    load(loop);
    Heard heard;
    loop.submit(requestOf(1, 5), heard.sink());
    heard.waitForEnd();
    const auto used = [&] {
        return loop.run([](Engine&) {
            timespec time{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
            return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
        });
    };
    const double before = used();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_LT(used() - before, 20) << "milliseconds of 300";
}

TEST(TestEngineLoop, computesForWhoeverAsksBetweenSteps) {
    EngineLoop loop;
    EXPECT_THROW(loop.run([](Engine& engine) { return engine.logits(std::vector{1, 2, 3}); }), Error);
    load(loop);
    const std::vector<float> logits = loop.run([](Engine& engine) { return engine.logits(std::vector{1, 2, 3}); });
    EXPECT_EQ(logits.size(), 3u * kVocabulary);
}

TEST(TestEngineLoop, saysWhyALoadFailedAndKeepsTheModel) {
    EngineLoop loop;
    load(loop);
    Heard heard;
    loop.submit(requestOf(1, 100), heard.sink());
    LoadOptions nowhere;
    nowhere.directory = "/does/not/exist";
    Load failing;
    loop.load(nowhere, failing.sink());
    const LoadEvent end = failing.waitForEnd();
    ASSERT_TRUE(std::holds_alternative<LoadFailed>(end));
    EXPECT_EQ(std::get<LoadFailed>(end).failure.code, ErrorCode::FileNotFound);
    EXPECT_TRUE(loop.model());
    EXPECT_EQ(heard.waitForEnd().ids.size(), 100u);
}

TEST(TestEngineLoop, aLoadThatWasStoppedBeforeItBeganChangesNothing) {
    EngineLoop loop;
    load(loop);
    std::stop_source stop;
    stop.request_stop();
    Load stopped;
    loop.load(smallOptions(), stopped.sink(), stop.get_token());
    EXPECT_TRUE(std::holds_alternative<LoadCancelled>(stopped.waitForEnd()));
    EXPECT_TRUE(loop.model());
}

TEST(TestEngineLoop, aLoadThatIsStoppedAtItsVeryEndBringsBackTheModelBefore) {
    struct Stopper : EngineObserver {
        std::stop_source stop;
        void unloaded() override { stop.request_stop(); }  // random weights ask no more after this
    };
    EngineLoop loop;
    load(loop);
    const auto stopper = std::make_shared<Stopper>();
    loop.observe(stopper);
    LoadOptions other = smallOptions();
    other.batch = 3;
    std::vector<LoadEvent> ends;
    std::promise<void> back;
    const auto hear = [&](const LoadEvent& event) {
        if (std::holds_alternative<LoadProgress>(event)) return;
        ends.push_back(event);
        if (ends.size() == 2) back.set_value();
    };
    loop.load(other, hear, stopper->stop.get_token());
    ASSERT_EQ(back.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
    ASSERT_TRUE(std::holds_alternative<LoadCancelled>(ends[0]));
    EXPECT_TRUE(std::get<LoadCancelled>(ends[0]).restoring);
    ASSERT_TRUE(std::holds_alternative<LoadCompleted>(ends[1]));
    EXPECT_EQ(loop.model()->plan.request.batch, 6);
    Heard heard;
    loop.submit(requestOf(1, 5), heard.sink());
    EXPECT_EQ(heard.waitForEnd().ids.size(), 5u);
}

TEST(TestEngineLoop, endsOpenRequestsBeforeItSaysThatTheModelIsGone) {
    EngineLoop loop;
    load(loop);
    Heard heard;
    loop.submit(requestOf(1, 200), heard.sink());
    heard.waitForTokens(3);
    std::promise<Outcome> gone;
    loop.unload([&] { gone.set_value(heard.outcome()); });
    const Outcome outcome = gone.get_future().get();
    ASSERT_TRUE(outcome.finished);
    EXPECT_EQ(outcome.finished->reason, FinishReason::Cancelled);
    EXPECT_EQ(outcome.finished->generatedTokens, static_cast<int>(outcome.ids.size()));
    EXPECT_FALSE(loop.model());
    Heard late;
    loop.submit(requestOf(2, 5), late.sink());
    EXPECT_EQ(late.waitForEnd().failure->message, "No model is loaded.");
}

TEST(TestEngineLoop, aLoadEndsRequestsBeforeItAndNoneAfterIt) {
    EngineLoop loop;
    load(loop);
    Heard before, after;
    loop.submit(requestOf(1, 200), before.sink());
    before.waitForTokens(3);
    Load next;
    loop.load(smallOptions(), next.sink());
    loop.submit(requestOf(2, 10), after.sink());
    EXPECT_EQ(before.waitForEnd().finished->reason, FinishReason::Cancelled);
    EXPECT_EQ(after.waitForEnd().ids.size(), 10u);
}

TEST(TestEngineLoop, endsEveryRequestWhenItIsDestroyed) {
    std::array<Heard, 12> heard;
    RequestId late = 1;
    {
        EngineLoop loop;
        load(loop);
        for (unsigned i = 0; i + 1 < heard.size(); ++i)
            loop.submit(requestOf(i, 200), heard[i].sink());
        // One that asks again and again is not what the end waits for.
        loop.submit(requestOf(11, 200), [&](const RequestEvent& event) {
            heard[11].sink()(event);
            if (isLast(event)) late = loop.submit(requestOf(12, 5), {});
        });
        heard[0].waitForTokens(2);
    }
    EXPECT_EQ(late, 0u);
    for (Heard& each : heard) {
        const Outcome outcome = each.outcome();
        EXPECT_EQ(outcome.ends, 1);
        ASSERT_TRUE(outcome.finished);
        EXPECT_EQ(outcome.finished->reason, FinishReason::Cancelled);
    }
}

TEST(TestEngineLoop, endsRequestsThatTheEngineNeverSaw) {
    Heard heard;
    Load load;
    std::atomic<bool> ran = false;
    std::promise<void> asked;
    std::thread later;
    {
        EngineLoop loop;
        std::promise<void> held;
        loop.post([&](Engine&) {
            held.set_value();
            asked.get_future().wait();
        });
        held.get_future().wait();
        loop.submit(requestOf(1, 5), heard.sink());
        loop.load(smallOptions(), load.sink());
        // Destruction begins while the engine is held up; only then does it go on.
        later = std::thread([&] {
            while (loop.submit(requestOf(2, 5), {}) != 0)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            asked.set_value();
        });
        loop.post([&](Engine&) { ran = true; });
    }
    later.join();
    EXPECT_EQ(heard.outcome().ends, 1);
    EXPECT_EQ(heard.outcome().finished->reason, FinishReason::Cancelled);
    EXPECT_TRUE(std::holds_alternative<LoadCancelled>(load.waitForEnd()));
    EXPECT_FALSE(ran);
}

TEST(TestEngineLoop, aSinkThatThrowsLosesItsRequestAlone) {
    EngineLoop loop;
    load(loop);
    Heard neighbour;
    std::atomic<int> calls = 0;
    loop.submit({{requestOf(1, 100),
                  [&](const RequestEvent& event) {
                      ++calls;
                      if (std::holds_alternative<TokenEvent>(event)) throw std::runtime_error("a client's defect");
                  }},
                 {requestOf(2, 40), neighbour.sink()}});
    EXPECT_EQ(neighbour.waitForEnd().ids.size(), 40u);
    EXPECT_EQ(calls, 3);  // accepted, started, a token
    EXPECT_TRUE(loop.openRequests().empty());
}

}  // namespace
}  // namespace mw
