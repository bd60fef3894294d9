// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The engine's thread over a scripted engine, which fails and stalls when it is told to.

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>

#include "answers.h"
#include "mw/engine_loop.h"
#include "scripted_engine.h"

namespace mw {
namespace {

using test::EngineScript;
using test::Outcome;
using test::setEngineScript;
using namespace std::chrono_literals;

LoadOptions options() {
    LoadOptions result;
    result.directory = "/models/scripted";
    return result;
}

Request request(int maxTokens) {
    Request result;
    result.messages = {{Role::User, "Hello"}};
    result.maxTokens = maxTokens;
    return result;
}

/// A request's outcome, to be waited for.
class Asked {
 public:
    Asked(EngineLoop& loop, int maxTokens)
        : id(loop.submit(request(maxTokens), [state = m_state](const RequestEvent& event) {
              const std::lock_guard lock(state->mutex);
              state->outcome.add(event);
              if (isLast(event)) state->end.set_value(state->outcome);
          })) {}

    Outcome waitForEnd() { return m_state->end.get_future().get(); }
    std::size_t tokens() {
        const std::lock_guard lock(m_state->mutex);
        return m_state->outcome.ids.size();
    }

 private:
    struct State {
        std::mutex mutex;
        Outcome outcome;
        std::promise<Outcome> end;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();

 public:
    const RequestId id;
};

/// How a load ended, and what was said on the way.
class Load {
 public:
    explicit Load(EngineLoop& loop, std::stop_token stop = {}) {
        loop.load(
            options(),
            [state = m_state](const LoadEvent& event) {
                if (std::holds_alternative<LoadProgress>(event)) {
                    if (state->progressed++ == 2) state->running.set_value();
                } else {
                    state->end.set_value(event);
                }
            },
            std::move(stop));
    }
    void waitUntilItRuns() { m_state->running.get_future().wait(); }
    LoadEvent waitForEnd() { return m_state->end.get_future().get(); }
    bool completes() { return std::holds_alternative<LoadCompleted>(waitForEnd()); }

 private:
    struct State {
        int progressed = 0;
        std::promise<void> running;
        std::promise<LoadEvent> end;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

struct Watcher : EngineObserver {
    std::vector<std::string> heard;

    void rested() override { heard.push_back("rested"); }
    void loaded(const LoadedModel&) override { heard.push_back("loaded"); }
    void unloaded() override { heard.push_back("unloaded"); }
    void failed(const Failure& failure) override { heard.push_back(failure.message); }
};

class TestEngineLoopFaults : public testing::Test {
 protected:
    void SetUp() override { setEngineScript({}); }
};

TEST_F(TestEngineLoopFaults, aFailedStepFailsAllRequestsUntilTheNextLoad) {
    EngineScript script;
    script.failingStep = 10;
    script.stepFailure = {ErrorCode::Device, "device 0 is lost", {"", {}, 0}, {}};
    setEngineScript(script);
    EngineLoop loop;
    const auto watcher = std::make_shared<Watcher>();
    loop.observe(watcher);
    ASSERT_TRUE(Load(loop).completes());
    Asked one(loop, 1000), other(loop, 1000);
    for (Asked* asked : {&one, &other}) {
        const Outcome outcome = asked->waitForEnd();
        ASSERT_TRUE(outcome.failure);
        EXPECT_EQ(outcome.failure->code, ErrorCode::Device);
        EXPECT_EQ(outcome.failure->place.device, 0);
        EXPECT_GE(outcome.ids.size(), 9u);
    }
    EXPECT_EQ(Asked(loop, 5).waitForEnd().failure->message, "device 0 is lost");
    EXPECT_FALSE(loop.model());
    EXPECT_TRUE(loop.openRequests().empty());
    setEngineScript({});
    ASSERT_TRUE(Load(loop).completes());
    EXPECT_EQ(Asked(loop, 5).waitForEnd().ids.size(), 5u);
    loop.run([&](Engine&) {
        EXPECT_EQ(watcher->heard,
                  (std::vector<std::string>{"loaded", "rested", "device 0 is lost", "loaded", "rested"}));
    });
}

TEST_F(TestEngineLoopFaults, aFailedRequestLeavesItsNeighboursAlone) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop).completes());
    Asked neighbour(loop, 100);
    while (neighbour.tokens() < 5)
        std::this_thread::sleep_for(1ms);
    EngineScript script;
    script.requestFailure = Failure{ErrorCode::NonFinite, "layer 3 is not finite", {}, {}};
    setEngineScript(script);
    EXPECT_EQ(Asked(loop, 100).waitForEnd().failure->code, ErrorCode::NonFinite);
    EXPECT_EQ(neighbour.waitForEnd().ids.size(), 100u);
}

TEST_F(TestEngineLoopFaults, aLoadThatFailsHalfWayLeavesNoModelAndSaysSo) {
    EngineLoop loop;
    const auto watcher = std::make_shared<Watcher>();
    loop.observe(watcher);
    ASSERT_TRUE(Load(loop).completes());
    Asked open(loop, 1'000'000);
    EngineScript script;
    script.loadFailure = Failure{ErrorCode::OutOfMemory, "device 0 needs more", {}, {{0, 100, 40}}};
    setEngineScript(script);
    const LoadEvent end = Load(loop).waitForEnd();
    ASSERT_TRUE(std::holds_alternative<LoadFailed>(end));
    const Failure& failure = std::get<LoadFailed>(end).failure;
    ASSERT_EQ(failure.shortages.size(), 1u);
    EXPECT_EQ(failure.shortages[0].neededBytes, 100u);
    EXPECT_EQ(open.waitForEnd().finished->reason, FinishReason::Cancelled);
    EXPECT_FALSE(loop.model());
    loop.run([&](Engine&) { EXPECT_EQ(watcher->heard, (std::vector<std::string>{"loaded", "rested", "unloaded"})); });
}

TEST_F(TestEngineLoopFaults, stopsALoadWhileItRuns) {
    EngineScript script;
    script.loadPieces = 100'000;
    setEngineScript(script);
    EngineLoop loop;
    std::stop_source stop;
    Load load(loop, stop.get_token());
    load.waitUntilItRuns();
    stop.request_stop();
    EXPECT_TRUE(std::holds_alternative<LoadCancelled>(load.waitForEnd()));
    EXPECT_EQ(Asked(loop, 5).waitForEnd().failure->message, "No model is loaded.");
}

TEST_F(TestEngineLoopFaults, cancelsBetweenTwoSteps) {
    EngineScript script;
    script.stepMs = 50;
    setEngineScript(script);
    EngineLoop loop;
    ASSERT_TRUE(Load(loop).completes());
    Asked asked(loop, 1'000'000);
    while (asked.tokens() < 2)
        std::this_thread::sleep_for(1ms);
    loop.cancel(asked.id);
    const std::size_t before = asked.tokens();
    const Outcome outcome = asked.waitForEnd();
    EXPECT_EQ(outcome.finished->reason, FinishReason::Cancelled);
    EXPECT_LE(outcome.ids.size(), before + 1);  // the step that ran
    const int steps = test::engineCounts().steps;
    loop.cancel(asked.id);  // over: nothing is woken for it
    loop.cancel(12345);
    loop.run([](Engine&) {});
    std::this_thread::sleep_for(120ms);
    EXPECT_EQ(test::engineCounts().steps, steps);
}

TEST_F(TestEngineLoopFaults, endsWithinAStep) {
    EngineScript script;
    script.stepMs = 100;
    setEngineScript(script);
    auto loop = std::make_unique<EngineLoop>();
    ASSERT_TRUE(Load(*loop).completes());
    Asked asked(*loop, 1'000'000), waiting(*loop, 1'000'000);
    while (asked.tokens() < 2)
        std::this_thread::sleep_for(1ms);
    const auto start = std::chrono::steady_clock::now();
    loop.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 400ms);
    EXPECT_EQ(test::engineCounts().unloads, 1);
    for (Asked* each : {&asked, &waiting})
        EXPECT_EQ(each->waitForEnd().finished->reason, FinishReason::Cancelled);
}

TEST_F(TestEngineLoopFaults, endsInTheMiddleOfALoad) {
    EngineScript script;
    script.loadPieces = 100'000;
    setEngineScript(script);
    auto loop = std::make_unique<EngineLoop>();
    Load running(*loop);
    running.waitUntilItRuns();
    Load next(*loop);
    Asked asked(*loop, 5);
    const auto start = std::chrono::steady_clock::now();
    loop.reset();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 400ms);
    EXPECT_TRUE(std::holds_alternative<LoadCancelled>(running.waitForEnd()));
    EXPECT_TRUE(std::holds_alternative<LoadCancelled>(next.waitForEnd()));
    EXPECT_EQ(asked.waitForEnd().finished->reason, FinishReason::Cancelled);
}

}  // namespace
}  // namespace mw
