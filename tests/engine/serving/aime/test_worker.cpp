// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The worker against a double of its server: what it does while all is well, and how it ends.

#include <gtest/gtest.h>

#include <future>

#include "answer.h"
#include "job.h"
#include "scripted_engine.h"
#include "worker_bench.h"

namespace mw::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

const std::string kModel = "/models/scripted";

class TestAimeWorker : public testing::Test {
 protected:
    void SetUp() override {
        EngineScript script;
        script.stepMs = 2;
        setEngineScript(script);
    }
};

/// "t0 t1 t2 ", what the scripted engine says.
std::string answerOf(int tokens) {
    std::string text;
    for (int i = 0; i < tokens; ++i)
        text += "t" + std::to_string(i) + " ";
    return text;
}

TEST_F(TestAimeWorker, answersAJobWithEveryFieldThatTheServerKnows) {
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    const double before = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const std::string id = server.submit({{"prompt_input", "Hello"}, {"max_gen_tokens", 40}});
    const json result = server.waitForResult(id);
    ASSERT_TRUE(result.is_object());
    EXPECT_EQ(result["text"], answerOf(40));
    EXPECT_EQ(result["num_generated_tokens"], 40);
    EXPECT_EQ(result["prompt_length"], 7);
    EXPECT_EQ(result["current_context_length"], 47);
    EXPECT_EQ(result["max_seq_len"], 512);
    EXPECT_EQ(result["model_name"], "scripted");
    EXPECT_FALSE(result.contains("error"));
    EXPECT_GE(result["arrival_time"].get<double>(), before - 1);
    EXPECT_GE(result["finished_time"].get<double>(), result["arrival_time"].get<double>());
    EXPECT_GE(result["pending_duration"].get<double>(), 0);
    EXPECT_GE(result["preprocessing_duration"].get<double>(), 0);
    EXPECT_EQ(result["metrics"], (json{{"in_num_tokens", 7}, {"out_num_tokens", 40}}));
    EXPECT_EQ(server.offences(), std::vector<std::string>{});

    const json login = server.bodies("/worker_login").front();
    EXPECT_EQ(login["worker_parameters"]["auth"], "tester#1");
    EXPECT_EQ(login["worker_parameters"]["max_batch_size"], 4);
    EXPECT_EQ(login["model_parameters"]["size"], "46.7B");
    const Request request = submittedRequests().front();
    EXPECT_EQ(request.client, "AIME mixtral_chat");
    EXPECT_EQ(request.format, "plain");
    const AimeStatus status = worker->status();
    EXPECT_EQ(status.state, AimeState::Online);
    EXPECT_EQ(status.serverVersion, "0.9.6");
    EXPECT_TRUE(waitUntil([&] { return worker->status().counts.answered == 1; }));
    EXPECT_EQ(worker->status().counts.tokens, 40U);
}

TEST_F(TestAimeWorker, chatsGoInTheFormatThatWasChosen) {
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    AimeOptions options = optionsFor(server);
    options.format = "mistral-v1";
    RunningWorker worker(engine.loop, options);
    const json context = json::array({{{"role", "system"}, {"content", "S"}}});
    server.waitForResult(
        server.submit({{"prompt_input", "Hello"}, {"chat_context", context}, {"max_gen_tokens", 2}, {"seed", 7}}));
    const Request request = submittedRequests().front();
    EXPECT_EQ(request.format, "mistral-v1");
    EXPECT_EQ(request.messages, (std::vector<Message>{{Role::System, "S"}, {Role::User, "Hello"}}));
    EXPECT_EQ(request.sampling.seed, 7U);
}

TEST_F(TestAimeWorker, jobsJoinWhileOthersRun) {
    ServerDouble server;
    LoadedEngine engine(kModel, 3);
    RunningWorker worker(engine.loop, optionsFor(server));
    const std::string longOne = server.submit({{"max_gen_tokens", 400}});
    ASSERT_TRUE(waitUntil([&] { return !submittedRequests().empty(); }));
    for (int i = 0; i < 4; ++i) {
        const std::string id = server.submit({{"max_gen_tokens", 5 + i}});
        EXPECT_EQ(server.waitForResult(id)["text"], answerOf(5 + i));
    }
    EXPECT_EQ(server.look(longOne)->state, ServerDouble::State::Processing);
    EXPECT_EQ(server.waitForResult(longOne)["num_generated_tokens"], 400);
    EXPECT_EQ(server.offences(), std::vector<std::string>{});
}

TEST_F(TestAimeWorker, asksForNoMoreThanItHasPlacesFor) {
    ServerDouble server;
    LoadedEngine engine(kModel, 8);
    AimeOptions options = optionsFor(server);
    options.places = 3;
    RunningWorker worker(engine.loop, options);
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i)
        ids.push_back(server.submit({{"max_gen_tokens", 30}}));
    std::size_t most = 0;
    EXPECT_TRUE(waitUntil([&] {
        most = std::max(most, engine.loop.openRequests().size());
        return worker->status().counts.answered == 12;
    }));
    EXPECT_LE(most, 3U);
    for (const json& request : server.bodies("/worker_job_request"))
        EXPECT_LE(request["max_job_batch"], 3);
}

TEST_F(TestAimeWorker, asksForNoJobsThatWouldWaitForPlacesThatAreKept) {
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    engine.loop.keepPlaces(1);
    RunningWorker worker(engine.loop, optionsFor(server));
    for (int i = 0; i < 8; ++i)
        server.submit({{"max_gen_tokens", 30}});
    EXPECT_TRUE(waitUntil([&] { return worker->status().counts.answered == 8; }));
    EXPECT_EQ(worker->status().places, 3);
    for (const json& request : server.bodies("/worker_job_request"))
        EXPECT_LE(request["max_job_batch"], 3);
    EXPECT_TRUE(std::ranges::all_of(submittedRequests(), &Request::served));

    engine.loop.keepPlaces(0);
    const std::string next = server.submit({{"max_gen_tokens", 5}});
    EXPECT_TRUE(server.waitForResult(next).is_object());
    EXPECT_TRUE(waitUntil([&] { return worker->status().places == 4; }));
}

TEST_F(TestAimeWorker, tellsOfAllJobsTogetherFewerThanFiveTimesASecond) {
    ServerDouble server;
    LoadedEngine engine(kModel, 8);
    RunningWorker worker(engine.loop, optionsFor(server));
    std::vector<std::string> ids;
    for (int i = 0; i < 8; ++i)
        ids.push_back(server.submit({{"max_gen_tokens", 450 + i}}));
    for (const std::string& id : ids)
        EXPECT_TRUE(server.waitForResult(id).is_object());
    const auto times = server.callTimes("/worker_job_progress");
    ASSERT_GE(times.size(), 4U);
    for (std::size_t i = 5; i < times.size(); ++i)
        EXPECT_GE(times[i] - times[i - 5], 1s) << i;
    std::size_t most = 0;
    for (const json& call : server.bodies("/worker_job_progress"))
        most = std::max(most, call.size());
    EXPECT_EQ(most, 8U);
    EXPECT_EQ(server.offences(), std::vector<std::string>{});
}

TEST_F(TestAimeWorker, aLongPromptKeepsItsJobAlive) {
    EngineScript script;
    script.stepMs = 2000;  // each, also that of the prompt
    setEngineScript(script);
    ServerDouble::Settings settings;
    settings.jobInactivity = 1500ms;
    ServerDouble server(settings);
    LoadedEngine engine(kModel, 2);
    RunningWorker worker(engine.loop, optionsFor(server));
    const std::string id = server.submit({{"max_gen_tokens", 1}});
    ASSERT_TRUE(server.waitForCalls("/worker_job_progress", 3));
    const json item = server.bodies("/worker_job_progress").front()[0];
    EXPECT_EQ(item["progress"], 0);
    EXPECT_EQ(item["progress_data"], json::object());
    EXPECT_NE(server.look(id)->state, ServerDouble::State::Lapsed);
    const json result = server.waitForResult(id);
    EXPECT_EQ(result["num_generated_tokens"], 1);
    EXPECT_LT(result["pending_duration"].get<double>(), 1);
    EXPECT_GT(result["preprocessing_duration"].get<double>(), 1.9) << "the step that read the prompt";
}

TEST_F(TestAimeWorker, everyJobGetsItsOwnResultWhateverIsWrongWithTheOthers) {
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    const std::string good = server.submit({{"max_gen_tokens", 20}});
    const std::string roles = server.submit({{"chat_context", json::array({{{"role", "tool"}, {"content", "x"}}})}});
    const std::string number = server.submit({{"chat_context", 7}});
    const std::string picture = server.submit({{"picture", "data:image/png;base64,AAAA"}});
    const std::string none = server.submit({{"max_gen_tokens", 0}});
    EXPECT_EQ(server.waitForResult(good)["text"], answerOf(20));
    EXPECT_EQ(server.waitForResult(none)["num_generated_tokens"], 1);
    for (const std::string& id : {roles, number, picture}) {
        const json result = server.waitForResult(id);
        EXPECT_FALSE(result["error"].get<std::string>().empty());
        EXPECT_EQ(result["text"], "");
        EXPECT_EQ(result["num_generated_tokens"], 0);
    }
    EXPECT_TRUE(waitUntil([&] { return worker->status().counts.failed == 3; }));
    EXPECT_EQ(server.offences(), std::vector<std::string>{});
}

TEST_F(TestAimeWorker, aFailureOfTheEngineIsTheResult) {
    EngineScript script;
    script.requestFailure = Failure{ErrorCode::NonFinite, "layer 3 is not finite", {}, {}};
    setEngineScript(script);
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    const json result = server.waitForResult(server.submit({{"max_gen_tokens", 20}}));
    EXPECT_EQ(result["error"], "layer 3 is not finite");
    EXPECT_EQ(result["text"], "t0 ") << "what there was";
}

TEST_F(TestAimeWorker, showsJobsWithClientStateTokensAndSpeed) {
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    const std::string id = server.submit({{"max_gen_tokens", 450}});
    ASSERT_TRUE(waitUntil([&] {
        const auto jobs = worker->status().jobs;
        return jobs.size() == 1 && jobs[0].generatedTokens > 10;
    }));
    const AimeJob job = worker->status().jobs.front();
    EXPECT_EQ(job.id, id);
    EXPECT_EQ(job.client, "AIME mixtral_chat");
    EXPECT_EQ(job.state, AimeJobState::Answering);
    EXPECT_EQ(job.promptTokens, 7);
    EXPECT_GT(job.tokensPerSecond, 0);
    EXPECT_EQ(job.request, engine.loop.openRequests().front().id);
    engine.loop.cancel(job.request);
    const json result = server.waitForResult(id);
    EXPECT_EQ(result["error"], "The answer was stopped at the worker.");
    EXPECT_GT(result["num_generated_tokens"], 10);
}

TEST(TestAimeFigures, countFromTheFirstTokenAndToTheEnd) {
    aime::AnswerSoFar answer;
    answer.generatedTokens = 5;
    answer.firstToken = aime::Clock::time_point(10s);
    answer.ended = aime::Clock::time_point(12s);
    EXPECT_DOUBLE_EQ(aime::tokensPerSecond(answer), 2.0);  // four in two seconds: the first came before
    answer.generatedTokens = 1;
    EXPECT_EQ(aime::tokensPerSecond(answer), 0.0);

    // What never began waited until its end.
    EngineLoop loop;
    aime::Job job;
    job.answer = std::make_shared<aime::Answer>(loop, nullptr, [] {});
    job.received = aime::Clock::time_point(10s);
    job.ended = aime::Clock::time_point(13s);
    const aime::ResultMessage result = aime::resultOf(job, "test");
    EXPECT_DOUBLE_EQ(result.pendingDuration, 3.0);
    EXPECT_EQ(result.preprocessingDuration, 0.0);
}

TEST_F(TestAimeWorker, aCancelledJobEndsWithWhatThereIs) {
    ServerDouble server;
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    const std::string id = server.submit({{"max_gen_tokens", 480}});
    ASSERT_TRUE(server.waitForCalls("/worker_job_progress", 1));
    ServerFault cancel{.kind = ServerFault::Kind::KeepThenFail, .status = 200};
    cancel.body = json::array({{{"success", true}, {"job_id", id}, {"canceled", true}}}).dump();
    server.misbehave("/worker_job_progress", cancel);
    const json result = server.waitForResult(id);
    EXPECT_FALSE(result.contains("error"));
    EXPECT_LT(result["num_generated_tokens"], 480);
    EXPECT_EQ(result["text"], answerOf(result["num_generated_tokens"].get<int>()));
}

TEST_F(TestAimeWorker, waitsForAModelAndGoesAwayWithIt) {
    ServerDouble::Settings settings;
    settings.requestTimeout = 30s;
    ServerDouble server(settings);
    EngineLoop loop;
    RunningWorker worker(loop, optionsFor(server));
    ASSERT_TRUE(worker.reaches(AimeState::WaitingForModel));
    EXPECT_EQ(server.calls("/worker_login"), 0);
    LoadOptions options;
    options.directory = kModel;
    loop.load(options, {});
    ASSERT_TRUE(worker.reaches(AimeState::Online));
    EXPECT_TRUE(server.waitForCalls("/worker_job_request", 1));

    const std::string running = server.submit({{"max_gen_tokens", 4000}});
    ASSERT_TRUE(waitUntil([&] { return !loop.openRequests().empty(); }));
    ASSERT_TRUE(server.waitForCalls("/worker_job_request", 2));
    loop.unload();
    EXPECT_NE(server.waitForResult(running)["error"], "");
    ASSERT_TRUE(worker.reaches(AimeState::WaitingForModel));
    EXPECT_TRUE(waitUntil([&] { return server.isOffline(); })) << "no request is left open";
    const std::string later = server.submit({{"max_gen_tokens", 3}});
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(server.look(later)->state, ServerDouble::State::Queued);
    options.batch = 2;
    loop.load(options, {});
    EXPECT_EQ(server.waitForResult(later)["text"], answerOf(3));
    EXPECT_EQ(server.bodies("/worker_login").back()["worker_parameters"]["max_batch_size"], 2);
}

TEST_F(TestAimeWorker, stopsAtOnceWhenIdle) {
    ServerDouble::Settings settings;
    settings.requestTimeout = 30s;
    ServerDouble server(settings);
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    ASSERT_TRUE(server.waitForCalls("/worker_job_request", 1));
    worker->stop(60s);
    EXPECT_TRUE(worker->waitForEnd(5s));
    EXPECT_EQ(worker->status().state, AimeState::Stopped);
    EXPECT_TRUE(waitUntil([&] { return server.isOffline(); }));
}

TEST_F(TestAimeWorker, stoppingLetsJobsEndAndTakesNoMore) {
    ServerDouble::Settings settings;
    settings.requestTimeout = 30s;
    ServerDouble server(settings);
    LoadedEngine engine(kModel, 4);
    RunningWorker worker(engine.loop, optionsFor(server));
    const std::string id = server.submit({{"max_gen_tokens", 500}});
    ASSERT_TRUE(waitUntil([&] { return !engine.loop.openRequests().empty(); }));
    ASSERT_TRUE(server.waitForCalls("/worker_job_request", 2));
    worker->stop(60s);
    ASSERT_TRUE(worker.reaches(AimeState::Stopping));
    // The request that is still open may not be broken off while a job runs, so what it brings is refused.
    const std::string late = server.submit({{"max_gen_tokens", 3}});
    EXPECT_EQ(server.waitForResult(late)["error"], "Worker is shutting down");
    EXPECT_FALSE(server.isOffline());
    EXPECT_EQ(server.waitForResult(id)["num_generated_tokens"], 500);
    EXPECT_TRUE(worker->waitForEnd(10s));
    EXPECT_EQ(server.offences(), std::vector<std::string>{});
}

TEST_F(TestAimeWorker, stoppingWithoutPatienceLeavesNoJobWithoutAResult) {
    ServerDouble server;
    LoadedEngine engine(kModel, 8);
    std::vector<std::string> ids;
    std::vector<std::future<json>> results;
    {
        AimeWorker worker(engine.loop, optionsFor(server));
        for (int i = 0; i < 6; ++i)
            ids.push_back(server.submit({{"max_gen_tokens", 500}}));
        ASSERT_TRUE(waitUntil([&] { return engine.loop.openRequests().size() == 6; }));
        // Clients ask now and then, and a worker that is away by then has lost what it delivered.
        for (const std::string& id : ids) {
            results.push_back(std::async(std::launch::async, [&server, id] {
                waitUntil([&] { return server.look(id)->slot == ServerDouble::Slot::Set; });
                std::this_thread::sleep_for(300ms);
                return server.waitForResult(id, 1s);
            }));
        }
    }
    EXPECT_TRUE(waitUntil([&] { return engine.loop.openRequests().empty(); }));
    for (std::future<json>& result : results)
        EXPECT_EQ(result.get()["error"], "Worker is shutting down");
}

TEST_F(TestAimeWorker, stoppingIsNotHeldUpByAServerThatIsGone) {
    std::optional<ServerDouble> server(std::in_place);
    LoadedEngine engine(kModel, 8);
    RunningWorker worker(engine.loop, optionsFor(*server));
    server->submit({{"max_gen_tokens", 500}});
    ASSERT_TRUE(waitUntil([&] { return !engine.loop.openRequests().empty(); }));
    server.reset();
    worker->stop(0ms);
    EXPECT_TRUE(worker->waitForEnd(10s));
}

TEST_F(TestAimeWorker, badOptionsAreRefusedByName) {
    EngineLoop loop;
    const auto refusal = [&](AimeOptions options) -> std::string {
        try {
            AimeWorker worker(loop, std::move(options));
            return "";
        } catch (const Error& error) {
            return error.what();
        }
    };
    const AimeOptions good{.server = "http://127.0.0.1:9", .key = "k"};
    AimeOptions bad = good;
    bad.server = "nowhere";
    EXPECT_NE(refusal(bad).find("address"), std::string::npos);
    bad = good;
    bad.key = "";
    EXPECT_NE(refusal(bad).find("key"), std::string::npos);
    bad = good;
    bad.jobType = "";
    EXPECT_NE(refusal(bad).find("job type"), std::string::npos);
    bad = good;
    bad.certificates = "/nowhere.pem";
    EXPECT_NE(refusal(bad).find("/nowhere.pem"), std::string::npos);
    bad = good;
    bad.format = "haiku";
    EXPECT_NE(refusal(bad).find("haiku"), std::string::npos);
}

}  // namespace
}  // namespace mw::test
