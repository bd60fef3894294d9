// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What a server may do to a worker, and what must not come of it: that it hangs, or that another job is lost.

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "scripted_engine.h"
#include "worker_bench.h"

namespace mw::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using Kind = ServerFault::Kind;

const std::string kModel = "/models/scripted";

class TestAimeWorkerFaults : public testing::Test {
 protected:
    void SetUp() override {
        EngineScript script;
        script.stepMs = 2;
        setEngineScript(script);
    }

    void begin(ServerDouble::Settings settings = {}, int batch = 16) {
        server.emplace(settings);
        engine.emplace(kModel, batch);
        worker.emplace(engine->loop, optionsFor(*server));
    }

    std::vector<std::string> submit(int jobs, int tokens) {
        std::vector<std::string> ids;
        for (int i = 0; i < jobs; ++i)
            ids.push_back(server->submit({{"prompt_input", "Hello"}, {"max_gen_tokens", tokens + i % 7}}));
        return ids;
    }

    /// All of them have their own result.
    void expectAnswers(const std::vector<std::string>& ids, int tokens) {
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const json result = server->waitForResult(ids[i]);
            ASSERT_TRUE(result.is_object()) << "job " << i << "\n" << worker->logText();
            EXPECT_FALSE(result.contains("error")) << result["error"];
            EXPECT_EQ(result["num_generated_tokens"], tokens + static_cast<int>(i) % 7);
        }
    }

    void expectGoodBehaviour() {
        EXPECT_EQ(server->offences(), std::vector<std::string>{});
        const std::string log = worker->logText();
        EXPECT_EQ(log.find("worker-key-for-tests"), std::string::npos);
        EXPECT_EQ(log.find("private-client-key"), std::string::npos);
        EXPECT_EQ(log.find("Hello"), std::string::npos);
    }

    std::optional<ServerDouble> server;
    std::optional<LoadedEngine> engine;
    std::optional<RunningWorker> worker;
};

TEST_F(TestAimeWorkerFaults, aHundredJobsSixteenAtOnce) {
    begin();
    const auto ids = submit(100, 20);
    expectAnswers(ids, 20);
    for (const std::string& id : ids)
        EXPECT_EQ(server->look(id)->resultCalls, 1);
    EXPECT_EQ((*worker)->status().counts.received, 100U);
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().counts.answered == 100; }));
    EXPECT_GT(server->mostAtOnce(), 8);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, aRestartLosesOnlyWhatTheServerForgot) {
    EngineScript script;
    script.stepMs = 30;
    setEngineScript(script);
    server.emplace();
    engine.emplace(kModel, 16, 4096);
    worker.emplace(engine->loop, optionsFor(*server));
    submit(16, 4000);  // which would take minutes, and leave no place for others
    ASSERT_TRUE(waitUntil([&] { return engine->loop.openRequests().size() == 16; }));
    server->restart(300ms);
    const auto ids = submit(20, 10);
    expectAnswers(ids, 10);
    EXPECT_TRUE(waitUntil([&] { return engine->loop.openRequests().empty(); })) << "the old jobs are stopped";
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().jobs.empty(); }));
    const AimeCounts counts = (*worker)->status().counts;
    EXPECT_EQ(counts.received, 36U);
    EXPECT_EQ(counts.answered, 20U);
    EXPECT_EQ(counts.undelivered, 16U);
    EXPECT_EQ((*worker)->status().state, AimeState::Online);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, aRestartBetweenJobsIsNoticedByThePoll) {
    begin();
    expectAnswers(submit(3, 10), 10);
    ASSERT_TRUE(waitUntil([&] { return (*worker)->status().counts.answered == 3; }));
    server->restart(1s);
    expectAnswers(submit(3, 10), 10);
    EXPECT_EQ((*worker)->status().counts.undelivered, 0U);
    EXPECT_NE(worker->logText().find("does not work"), std::string::npos);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, theStateOfAServerThatIsGoneIsShown) {
    begin();
    ASSERT_TRUE(worker->reaches(AimeState::Online));
    server.reset();
    ASSERT_TRUE(worker->reaches(AimeState::Offline));
    EXPECT_NE((*worker)->status().message, "");
    const auto now = std::chrono::system_clock::now();
    EXPECT_LT(now - (*worker)->status().since, 30s);
    // It is tried many times, and said once.
    std::this_thread::sleep_for(1500ms);
    const std::string log = worker->logText(), said = "The server does not work";
    const std::size_t first = log.find(said);
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(log.find(said, first + 1), std::string::npos) << log;
}

TEST_F(TestAimeWorkerFaults, aClientThatLeavesCostsThreeCallsAndNobodyElse) {
    begin();
    const auto ids = submit(8, 60);
    ASSERT_TRUE(waitUntil([&] { return engine->loop.openRequests().size() == 8; }));
    server->abandon(ids[3]);
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (i != 3) {
            EXPECT_TRUE(server->waitForResult(ids[i]).is_object());
        }
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().counts.undelivered == 1; }));
    EXPECT_EQ(server->look(ids[3])->resultCalls, 3);
    expectAnswers(submit(20, 5), 5);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, anExpiredJobSpoilsNoProgressOfItsNeighbours) {
    EngineScript script;
    script.stepMs = 10;
    setEngineScript(script);
    begin();
    const auto ids = submit(7, 450);
    ASSERT_TRUE(server->waitForCalls("/worker_job_progress", 1));
    server->forget(ids[3]);
    const auto before = server->look(ids[6])->progressCalls;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (i != 3) {
            EXPECT_EQ(server->waitForResult(ids[i])["num_generated_tokens"], 450 + static_cast<int>(i));
        }
    EXPECT_GT(server->look(ids[6])->progressCalls, before + 1) << "those after it are told of";
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().counts.undelivered == 1; }));
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, whatWasDisturbedOnceIsToldOfWithTheOthersAgain) {
    EngineScript script;
    script.stepMs = 20;
    setEngineScript(script);
    begin();
    const auto ids = submit(2, 300);
    const auto tellsOfBoth = [&](const json& body) {
        const std::string text = body.dump();
        return text.find(ids[0]) != std::string::npos && text.find(ids[1]) != std::string::npos;
    };
    const auto bodies = [&] { return server->bodies("/worker_job_progress"); };
    ASSERT_TRUE(waitUntil([&] { return std::ranges::any_of(bodies(), tellsOfBoth); }));
    // Of both together, and then of one of them.
    server->misbehave("/worker_job_progress", {.kind = Kind::Reply}, 2);
    const std::size_t before = bodies().size();
    EXPECT_TRUE(waitUntil([&] {
        const auto seen = bodies();
        return seen.size() > before + 2 &&
               std::any_of(seen.begin() + static_cast<std::ptrdiff_t>(before) + 2, seen.end(), tellsOfBoth);
    }));
    expectAnswers(ids, 300);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, aLapsedJobIsRevivedBeforeItsResult) {
    EngineScript script;
    script.stepMs = 5;
    setEngineScript(script);
    ServerDouble::Settings settings;
    settings.jobInactivity = 700ms;
    begin(settings);
    const auto ids = submit(3, 400);
    ASSERT_TRUE(server->waitForCalls("/worker_job_progress", 1));
    server->misbehave("/worker_job_progress", {.kind = Kind::Close}, 6);
    ASSERT_TRUE(waitUntil([&] { return server->look(ids[1])->state == ServerDouble::State::Lapsed; }));
    expectAnswers(ids, 400);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, aServerThatBreaksRequestsOffIsAskedAgain) {
    ServerDouble::Settings settings;
    settings.requestTimeout = 5s;
    settings.responseTimeout = 300ms;
    begin(settings);
    ASSERT_TRUE(server->waitForCalls("/worker_job_request", 4));
    expectAnswers(submit(5, 10), 10);
    EXPECT_EQ(server->calls("/worker_login"), 1);
    expectGoodBehaviour();
}

struct FaultRow {
    const char* name;
    const char* route;
    ServerFault fault;
    int times;
};

void PrintTo(const FaultRow& row, std::ostream* out) {
    *out << row.name;
}

class TestAimeFaultRow : public TestAimeWorkerFaults, public testing::WithParamInterface<FaultRow> {};

/// Each at the start, before anything runs, and again while jobs run; every job is answered all the same.
TEST_P(TestAimeFaultRow, losesNoJob) {
    const FaultRow& row = GetParam();
    server.emplace();
    server->misbehave(row.route, row.fault, row.times);
    engine.emplace(kModel, 8);
    worker.emplace(engine->loop, optionsFor(*server));
    expectAnswers(submit(6, 30), 30);
    const auto ids = submit(12, 120);
    ASSERT_TRUE(waitUntil([&] { return engine->loop.openRequests().size() == 8; }));
    const int calls = server->calls(row.route);
    server->misbehave(row.route, row.fault, row.times);
    expectAnswers(ids, 120);
    EXPECT_LT(server->calls(row.route) - calls, 150) << "it is not asked without pause";
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().state == AimeState::Online; }));
    expectGoodBehaviour();
}

const ServerFault kHtml{.status = 200, .body = "<html>It works!</html>"};
const ServerFault kNull{.status = 200, .body = "null"};
const ServerFault kHalf{.status = 200, .body = "{\"cmd\":\"no_j"};
const ServerFault kWarning{.status = 200, .body = R"({"cmd":"warning","msg":"later"})"};
const ServerFault kDance{.status = 200, .body = R"({"cmd":"dance"})"};
const ServerFault kStarting{.status = 200, .body = R"({"cmd":"error","msg":"API Server still initializing"})"};
const ServerFault kBusy{.status = 503, .body = "busy"};
const ServerFault kSlow{.kind = Kind::Delay, .delay = 700ms};
const ServerFault kGateway{.status = 502, .body = "<html>Bad Gateway</html>"};

INSTANTIATE_TEST_SUITE_P(
    Faults, TestAimeFaultRow,
    testing::Values(FaultRow{"StatusFails", "/worker_check_server_status", {}, 3},
                    FaultRow{"StatusIsCut", "/worker_check_server_status", {.kind = Kind::CutReply}, 2},
                    FaultRow{"StatusIsHtml", "/worker_check_server_status", kHtml, 2},
                    FaultRow{"StatusIsNull", "/worker_check_server_status", kNull, 2},
                    FaultRow{"StatusIsStarting",
                             "/worker_check_server_status",
                             {.status = 200, .body = R"({"error":"API Server still initializing"})"},
                             3},
                    FaultRow{"LoginFails", "/worker_login", {}, 3},
                    FaultRow{"LoginIsCut", "/worker_login", {.kind = Kind::CutReply}, 2},
                    FaultRow{"LoginIsStarting", "/worker_login", kStarting, 3},
                    FaultRow{"LoginIsHtml", "/worker_login", kHtml, 2},
                    FaultRow{"PollFails", "/worker_job_request", {}, 3},
                    FaultRow{"PollIsClosed", "/worker_job_request", {.kind = Kind::Close}, 3},
                    FaultRow{"PollIsHtml", "/worker_job_request", kHtml, 3},
                    FaultRow{"PollIsNull", "/worker_job_request", kNull, 2},
                    FaultRow{"PollIsHalf", "/worker_job_request", kHalf, 3},
                    FaultRow{"PollIsWarned", "/worker_job_request", kWarning, 6},
                    FaultRow{"PollIsUnknown", "/worker_job_request", kDance, 3},
                    FaultRow{"PollIsStarting", "/worker_job_request", kStarting, 3},
                    FaultRow{"PollIsBusy", "/worker_job_request", kBusy, 4},
                    FaultRow{"PollIsSlow", "/worker_job_request", kSlow, 2},
                    FaultRow{
                        "PollIsNoJobAtOnce", "/worker_job_request", {.status = 200, .body = R"({"cmd":"no_job"})"}, 5},
                    FaultRow{"ProgressFails", "/worker_job_progress", {}, 12},
                    FaultRow{"ProgressIsClosed", "/worker_job_progress", {.kind = Kind::Close}, 4},
                    FaultRow{"ProgressIsCut", "/worker_job_progress", {.kind = Kind::CutReply}, 3},
                    FaultRow{"ProgressIsHtml", "/worker_job_progress", kHtml, 3},
                    FaultRow{"ProgressIsEmpty", "/worker_job_progress", {.status = 200, .body = "{}"}, 5},
                    FaultRow{"ProgressIsNull", "/worker_job_progress", kNull, 3},
                    FaultRow{"ProgressIsBusy", "/worker_job_progress", kBusy, 3},
                    FaultRow{"ProgressIsSlow", "/worker_job_progress", kSlow, 3},
                    FaultRow{"ProgressIsStrange",
                             "/worker_job_progress",
                             {.status = 200, .body = R"({"success":false,"error_msg":"Worker w not authorized"})"},
                             2},
                    FaultRow{"ResultFailsTwice", "/worker_job_result", {}, 2},
                    FaultRow{"ResultIsClosed", "/worker_job_result", {.kind = Kind::Close}, 4},
                    FaultRow{"ResultIsTakenThenClosed", "/worker_job_result", {.kind = Kind::CloseAfter}, 4},
                    FaultRow{"ResultIsTakenThenCut", "/worker_job_result", {.kind = Kind::CutReply}, 4},
                    FaultRow{"ResultIsTakenThenTimesOut",
                             "/worker_job_result",
                             {.kind = Kind::KeepThenFail, .status = 504, .body = ""},
                             4},
                    FaultRow{"ResultIsHtml", "/worker_job_result", kHtml, 2},
                    FaultRow{"ResultMeetsABadGateway", "/worker_job_result", kGateway, 9},
                    FaultRow{"ResultIsSlow", "/worker_job_result", kSlow, 3},
                    FaultRow{"ResultIsStrange",
                             "/worker_job_result",
                             {.status = 200, .body = R"({"success":false,"error_msg":"Worker W not authorized"})"},
                             1}),
    [](const auto& row) { return row.param.name; });

TEST_F(TestAimeWorkerFaults, resultsThatAreRefusedForEverAreGivenUp) {
    begin();
    server->misbehave("/worker_job_result", {}, 1000);
    submit(5, 10);
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().counts.undelivered == 5; }));
    EXPECT_EQ(server->calls("/worker_job_result"), 15);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, resultsWaitForAServerThatComesBackAndAreGivenUpInTheEnd) {
    server.emplace();
    engine.emplace(kModel, 8);
    aime::Timing timing = fastTiming();
    timing.resultLifetime = 800ms;
    worker.emplace(engine->loop, optionsFor(*server), timing);
    server->misbehave("/worker_job_result", kGateway, 10'000);
    submit(3, 10);
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().counts.undelivered == 3; }));
    EXPECT_NE(worker->logText().find("could not be delivered"), std::string::npos);
    EXPECT_LT(server->calls("/worker_job_result"), 60);
}

TEST_F(TestAimeWorkerFaults, aJobThatComesTwiceIsAnsweredOnce) {
    begin();
    const std::string id = server->submit({{"max_gen_tokens", 200}});
    ASSERT_TRUE(waitUntil([&] { return !engine->loop.openRequests().empty(); }));
    const json again = {{"cmd", "job"}, {"endpoint_name", "mixtral_chat"}, {"job_data", {{{"job_id", id}}}}};
    server->misbehave("/worker_job_request", {.status = 200, .body = again.dump()});
    EXPECT_TRUE(server->waitForResult(id).is_object());
    EXPECT_EQ(submittedRequests().size(), 1U);
    EXPECT_EQ((*worker)->status().counts.received, 1U);
}

TEST_F(TestAimeWorkerFaults, aServerThatGivesNoJobsAtOnceIsNotAskedAllTheTime) {
    begin();
    ASSERT_TRUE(worker->reaches(AimeState::Online));
    for (const json& jobs : {json::array(), json::array({json::object()})}) {
        const json none = {{"cmd", "job"}, {"endpoint_name", "mixtral_chat"}, {"job_data", jobs}};
        const int before = server->calls("/worker_job_request");
        server->misbehave("/worker_job_request", {.status = 200, .body = none.dump()}, 60);
        std::this_thread::sleep_for(1500ms);
        // It waits for 50 ms each time.
        EXPECT_LT(server->calls("/worker_job_request") - before, 45);
        expectAnswers(submit(3, 5), 5);
    }
}

TEST_F(TestAimeWorkerFaults, moreJobsThanWereAskedForAreRefusedOneByOne) {
    begin({}, 2);
    ASSERT_TRUE(worker->reaches(AimeState::Online));
    json jobs = json::array();
    for (int i = 0; i < 50; ++i)
        jobs.push_back({{"job_id", "x#" + std::to_string(i)}, {"max_gen_tokens", 5}});
    const json flood = {{"cmd", "job"}, {"endpoint_name", "mixtral_chat"}, {"job_data", jobs}};
    server->misbehave("/worker_job_request", {.status = 200, .body = flood.dump()});
    EXPECT_TRUE(waitUntil([&] { return (*worker)->status().counts.undelivered == 50; }));
    EXPECT_EQ(submittedRequests().size(), 2U);
    expectAnswers(submit(3, 5), 5);
}

TEST_F(TestAimeWorkerFaults, aLegacyServerIsServedWithoutALogin) {
    ServerDouble::Settings settings;
    settings.isLegacy = true;
    begin(settings);
    expectAnswers(submit(30, 15), 15);
    EXPECT_EQ(server->calls("/worker_login"), 0);
    const json request = server->bodies("/worker_job_request").front();
    for (const char* field : {"version", "worker_version", "gpu_name", "num_gpus", "request_timeout", "model_label",
                              "model_quantization", "model_size", "model_family", "model_type", "model_repo_name",
                              "max_job_batch", "framework", "framework_version", "pytorch_version"})
        EXPECT_TRUE(request.contains(field)) << field;
    EXPECT_EQ((*worker)->status().serverVersion, "older than 0.9.5");
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, aServerThatKnowsNoLoginIsALegacyServer) {
    server.emplace();
    server->misbehave("/worker_login", {.status = 404, .body = R"({"message":"not found"})"}, 1000);
    engine.emplace(kModel, 8);
    worker.emplace(engine->loop, optionsFor(*server));
    expectAnswers(submit(5, 15), 15);
    expectGoodBehaviour();
}

TEST_F(TestAimeWorkerFaults, aWrongKeyEndsTheWorkerAndNothingElse) {
    for (const bool legacy : {false, true}) {
        ServerDouble::Settings settings;
        settings.isLegacy = legacy;
        server.emplace(settings);
        server->changeKey("another");
        engine.emplace(kModel, 8);
        worker.emplace(engine->loop, optionsFor(*server));
        EXPECT_TRUE((*worker)->waitForEnd(10s));
        EXPECT_EQ((*worker)->status().state, AimeState::Refused);
        EXPECT_NE((*worker)->status().message, "");
        EXPECT_EQ(server->calls("/worker_job_request"), 0);
        EXPECT_TRUE(engine->loop.model());
        EXPECT_EQ(worker->logText().find("worker-key-for-tests"), std::string::npos);
        worker.reset();
    }
}

TEST_F(TestAimeWorkerFaults, anUnknownJobTypeIsNamed) {
    ServerDouble::Settings settings;
    settings.jobType = "llama";
    begin(settings);
    EXPECT_TRUE((*worker)->waitForEnd(10s));
    EXPECT_NE((*worker)->status().message.find("no endpoint with the job type mixtral"), std::string::npos);
}

TEST_F(TestAimeWorkerFaults, aKeyThatIsChangedMeanwhileEndsTheWorker) {
    begin();
    submit(4, 450);
    ASSERT_TRUE(waitUntil([&] { return engine->loop.openRequests().size() == 4; }));
    server->changeKey("another");
    EXPECT_TRUE((*worker)->waitForEnd(10s));
    EXPECT_EQ((*worker)->status().state, AimeState::Refused);
    EXPECT_TRUE(waitUntil([&] { return engine->loop.openRequests().empty(); }));
}

TEST_F(TestAimeWorkerFaults, aKeyThatTheServerRepeatsIsNotLogged) {
    begin();
    ASSERT_TRUE(worker->reaches(AimeState::Online));
    const ServerFault parrot{
        .status = 200,
        .body = R"({"cmd":"error","msg":"worker-key-for-tests, worker-key-for-tests is not what I expected"})"};
    server->misbehave("/worker_job_request", parrot);
    EXPECT_TRUE((*worker)->waitForEnd(10s));
    EXPECT_EQ(worker->logText().find("worker-key-for-tests"), std::string::npos);
    EXPECT_NE(worker->logText().find("***, *** is not what I expected"), std::string::npos);
    EXPECT_EQ((*worker)->status().message.find("worker-key-for-tests"), std::string::npos);
}

TEST_F(TestAimeWorkerFaults, aServerThatNeverAnswersIsGivenUpInTime) {
    server.emplace();
    server->misbehave("/worker_check_server_status", {.kind = Kind::Delay, .delay = 1500ms});
    engine.emplace(kModel, 8);
    aime::Timing timing = fastTiming();
    timing.call = 300ms;
    worker.emplace(engine->loop, optionsFor(*server), timing);
    EXPECT_TRUE(worker->reaches(AimeState::Offline));
    expectAnswers(submit(3, 10), 10);
}

}  // namespace
}  // namespace mw::test
