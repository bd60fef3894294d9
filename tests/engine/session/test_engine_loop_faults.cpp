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

LoadOptions options(const char* directory = "/models/scripted") {
    LoadOptions result;
    result.directory = directory;
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

/// A machine in which the scripted model fits.
EngineScript roomy() {
    EngineScript script;
    script.machineBytes = 512'000'000'000;
    return script;
}

/// A script with loads that never end by themselves.
EngineScript endlessLoads() {
    EngineScript script = roomy();
    script.loadPieces = 1'000'000;
    return script;
}

/// How a load ended, and what was said on the way.
class Load {
 public:
    explicit Load(EngineLoop& loop, std::stop_token stop = {}, const LoadOptions& asked = options()) {
        loop.load(
            asked,
            [state = m_state](const LoadEvent& event) {
                const std::lock_guard lock(state->mutex);
                if (std::holds_alternative<LoadProgress>(event))
                    ++state->progressed;
                else
                    state->ends.push_back(event);
                state->changed.notify_all();
            },
            std::move(stop));
    }
    void waitUntilItRuns() {
        waitUntil([](const State& state) { return state.progressed > 2; });
    }
    /// How it ended itself, and then how the way back to the model before did.
    LoadEvent waitForEnd(std::size_t which = 0) {
        waitUntil([=](const State& state) { return state.ends.size() > which; });
        const std::lock_guard lock(m_state->mutex);
        return m_state->ends[which];
    }
    bool completes() { return std::holds_alternative<LoadCompleted>(waitForEnd()); }
    int progressed() {
        const std::lock_guard lock(m_state->mutex);
        return m_state->progressed;
    }
    std::size_t ends() {
        const std::lock_guard lock(m_state->mutex);
        return m_state->ends.size();
    }
    void waitForProgress(int beyond) {
        waitUntil([=](const State& state) { return state.progressed > beyond; });
    }

 private:
    struct State {
        std::mutex mutex;
        std::condition_variable changed;
        int progressed = 0;
        std::vector<LoadEvent> ends;
    };

    template <typename Condition>
    void waitUntil(const Condition& condition) {
        std::unique_lock lock(m_state->mutex);
        ASSERT_TRUE(m_state->changed.wait_for(lock, 60s, [&] { return condition(*m_state); }));
    }

    std::shared_ptr<State> m_state = std::make_shared<State>();
};

/// Which folder's model a load completed with; empty if it did not complete.
std::string completedWith(const LoadEvent& event) {
    const auto* completed = std::get_if<LoadCompleted>(&event);
    return completed ? completed->model->options.directory.string() : std::string();
}

struct Watcher : EngineObserver {
    std::vector<std::string> heard;

    void rested() override { heard.push_back("rested"); }
    void loaded(const LoadedModel&) override { heard.push_back("loaded"); }
    void unloaded() override { heard.push_back("unloaded"); }
    void failed(const Failure& failure) override { heard.push_back(failure.message); }
};

class TestEngineLoopFaults : public testing::Test {
 protected:
    void SetUp() override { setEngineScript(roomy()); }
};

TEST_F(TestEngineLoopFaults, aFailedStepFailsAllRequestsUntilTheNextLoad) {
    EngineScript script = roomy();
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
    setEngineScript(roomy());
    ASSERT_TRUE(Load(loop).completes());
    EXPECT_EQ(Asked(loop, 5).waitForEnd().ids.size(), 5u);
    loop.run([&](Engine&) {
        EXPECT_EQ(watcher->heard,
                  (std::vector<std::string>{"loaded", "rested", "device 0 is lost", "loaded", "rested"}));
    });
}

TEST_F(TestEngineLoopFaults, whatFailedInAStepDoesNotComeBack) {
    EngineScript script = roomy();
    script.failingStep = 2;
    script.stepFailure = {ErrorCode::Device, "device 0 is lost", {"", {}, 0}, {}};
    setEngineScript(script);
    EngineLoop loop;
    ASSERT_TRUE(Load(loop, {}, options("/models/first")).completes());
    ASSERT_TRUE(Asked(loop, 1000).waitForEnd().failure);
    script = roomy();
    script.loadFailure = mw::test::failureOf(ErrorCode::FileFormat, "half of it is missing");
    script.failingLoads = 1;
    setEngineScript(script);
    Load load(loop, {}, options("/models/second"));
    const LoadEvent end = load.waitForEnd();
    ASSERT_TRUE(std::holds_alternative<LoadFailed>(end));
    EXPECT_FALSE(std::get<LoadFailed>(end).restoring) << "it would fail again";
    loop.run([](Engine&) {});
    EXPECT_FALSE(loop.model());
    ASSERT_TRUE(Load(loop, {}, options("/models/third")).completes());
}

TEST_F(TestEngineLoopFaults, aFailedRequestLeavesItsNeighboursAlone) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop).completes());
    Asked neighbour(loop, 100);
    while (neighbour.tokens() < 5)
        std::this_thread::sleep_for(1ms);
    EngineScript script = roomy();
    script.requestFailure = Failure{ErrorCode::NonFinite, "layer 3 is not finite", {}, {}};
    setEngineScript(script);
    EXPECT_EQ(Asked(loop, 100).waitForEnd().failure->code, ErrorCode::NonFinite);
    EXPECT_EQ(neighbour.waitForEnd().ids.size(), 100u);
}

TEST_F(TestEngineLoopFaults, aLoadThatFailsHalfWayBringsBackTheModelBefore) {
    EngineLoop loop;
    const auto watcher = std::make_shared<Watcher>();
    loop.observe(watcher);
    ASSERT_TRUE(Load(loop, {}, options("/models/first")).completes());
    const Plan planned = loop.model()->plan;
    Asked open(loop, 1'000'000);
    EngineScript script = roomy();
    script.loadFailure = mw::test::failureOf(ErrorCode::OutOfMemory, "device 0 needs more", {{0, 100, 40}});
    script.failingLoads = 1;
    setEngineScript(script);
    Load load(loop, {}, options("/models/second"));
    Asked next(loop, 5);
    const LoadEvent end = load.waitForEnd();
    ASSERT_TRUE(std::holds_alternative<LoadFailed>(end));
    EXPECT_TRUE(std::get<LoadFailed>(end).restoring);
    const Failure& failure = std::get<LoadFailed>(end).failure;
    ASSERT_EQ(failure.shortages.size(), 1u);
    EXPECT_EQ(failure.shortages[0].neededBytes, 100u);
    EXPECT_EQ(open.waitForEnd().finished->reason, FinishReason::Cancelled);
    EXPECT_EQ(completedWith(load.waitForEnd(1)), "/models/first");
    EXPECT_EQ(loop.model()->plan.request.contextTokens, planned.request.contextTokens);
    EXPECT_EQ(next.waitForEnd().ids.size(), 5u) << "who asked meanwhile waits for it";
    loop.run([&](Engine&) {
        EXPECT_EQ(watcher->heard, (std::vector<std::string>{"loaded", "rested", "unloaded", "loaded", "rested"}));
    });
}

/// Planned anew, it would want its margin, of which others have taken some meanwhile: it is there for that.
TEST_F(TestEngineLoopFaults, whatComesBackComesBackAsItWasPlanned) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop, {}, options("/models/first")).completes());
    const Plan planned = loop.model()->plan;
    EngineScript script = roomy();
    const DevicePlan& device = planned.devices.front();
    ASSERT_GT(device.marginBytes, 1000u);
    script.othersBytes = device.capacityBytes - device.totalBytes() + device.marginBytes / 2;
    script.loadFailure = mw::test::failureOf(ErrorCode::FileFormat, "half of it is missing");
    script.failingLoads = 1;
    setEngineScript(script);
    Load load(loop, {}, options("/models/second"));
    EXPECT_EQ(std::get<LoadFailed>(load.waitForEnd()).failure.message, "half of it is missing");
    EXPECT_EQ(completedWith(load.waitForEnd(1)), "/models/first");
    const Plan& back = loop.model()->plan;
    EXPECT_EQ(back.devices.front().capacityBytes, device.capacityBytes);
    EXPECT_EQ(back.request.contextTokens, planned.request.contextTokens);
}

TEST_F(TestEngineLoopFaults, aLoadThatIsStoppedBringsBackTheModelBefore) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop, {}, options("/models/first")).completes());
    setEngineScript(endlessLoads());
    std::stop_source stop;
    Load load(loop, stop.get_token(), options("/models/second"));
    load.waitUntilItRuns();
    Asked asked(loop, 5);
    setEngineScript(roomy());
    stop.request_stop();
    const LoadEvent end = load.waitForEnd();
    ASSERT_TRUE(std::holds_alternative<LoadCancelled>(end));
    EXPECT_TRUE(std::get<LoadCancelled>(end).restoring);
    EXPECT_EQ(completedWith(load.waitForEnd(1)), "/models/first");
    EXPECT_EQ(loop.model()->options.directory, "/models/first");
    EXPECT_EQ(asked.waitForEnd().ids.size(), 5u);
}

TEST_F(TestEngineLoopFaults, saysSoWhenTheModelBeforeCannotComeBack) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop).completes());
    EngineScript script = roomy();
    script.loadFailure = mw::test::failureOf(ErrorCode::Device, "the disk is gone");
    setEngineScript(script);
    Load load(loop);
    EXPECT_TRUE(std::get<LoadFailed>(load.waitForEnd()).restoring);
    const LoadEvent end = load.waitForEnd(1);
    ASSERT_TRUE(std::holds_alternative<LoadFailed>(end));
    EXPECT_FALSE(std::get<LoadFailed>(end).restoring);
    EXPECT_FALSE(loop.model());
    // There is nothing left that could come back.
    setEngineScript(endlessLoads());
    std::stop_source stop;
    Load next(loop, stop.get_token());
    next.waitUntilItRuns();
    stop.request_stop();
    EXPECT_FALSE(std::get<LoadCancelled>(next.waitForEnd()).restoring);
}

TEST_F(TestEngineLoopFaults, anotherLoadTakesThePlaceOfTheWayBack) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop, {}, options("/models/first")).completes());
    setEngineScript(endlessLoads());
    std::stop_source stop;
    Load second(loop, stop.get_token(), options("/models/second"));
    second.waitUntilItRuns();
    stop.request_stop();
    EXPECT_TRUE(std::get<LoadCancelled>(second.waitForEnd()).restoring);
    second.waitForProgress(second.progressed());
    std::stop_source stopThird;
    Load third(loop, stopThird.get_token(), options("/models/third"));
    EXPECT_FALSE(std::get<LoadCancelled>(second.waitForEnd(1)).restoring);
    third.waitUntilItRuns();
    // Nothing is loaded between the third and one that waits already.
    std::stop_source stopFourth;
    Load fourth(loop, stopFourth.get_token(), options("/models/fourth"));
    stopThird.request_stop();
    EXPECT_FALSE(std::get<LoadCancelled>(third.waitForEnd()).restoring);
    fourth.waitUntilItRuns();
    setEngineScript(roomy());
    stopFourth.request_stop();
    EXPECT_TRUE(std::get<LoadCancelled>(fourth.waitForEnd()).restoring);
    EXPECT_EQ(completedWith(fourth.waitForEnd(1)), "/models/first") << "what was loaded last, not what was tried";
    EXPECT_EQ(third.ends(), 1u);
}

TEST_F(TestEngineLoopFaults, answersWhatNeedsNoEngineWhileALoadRuns) {
    setEngineScript(endlessLoads());
    EngineLoop loop;
    std::stop_source stop;
    Load load(loop, stop.get_token());
    load.waitUntilItRuns();
    std::promise<std::thread::id> answered;
    loop.ask([&] { answered.set_value(std::this_thread::get_id()); });
    std::future<std::thread::id> thread = answered.get_future();
    ASSERT_EQ(thread.wait_for(60s), std::future_status::ready);
    EXPECT_EQ(load.ends(), 0u);
    stop.request_stop();
    load.waitForEnd();
    EXPECT_TRUE(thread.get() == loop.run([](Engine&) { return std::this_thread::get_id(); }));
}

TEST_F(TestEngineLoopFaults, unloadingTakesThePlaceOfTheWayBack) {
    EngineLoop loop;
    ASSERT_TRUE(Load(loop).completes());
    setEngineScript(endlessLoads());
    std::stop_source stop;
    Load load(loop, stop.get_token());
    load.waitUntilItRuns();
    stop.request_stop();
    EXPECT_TRUE(std::get<LoadCancelled>(load.waitForEnd()).restoring);
    std::promise<void> unloaded;
    loop.unload([&] { unloaded.set_value(); });
    unloaded.get_future().wait();
    EXPECT_TRUE(std::holds_alternative<LoadCancelled>(load.waitForEnd(1)));
    EXPECT_FALSE(loop.model());
    EXPECT_EQ(Asked(loop, 5).waitForEnd().failure->message, "No model is loaded.");
}

TEST_F(TestEngineLoopFaults, stopsALoadWhileItRuns) {
    EngineScript script = roomy();
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
    EngineScript script = roomy();
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
    EngineScript script = roomy();
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
    EngineScript script = roomy();
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
