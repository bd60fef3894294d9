// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What worker and server say to each other, without a network.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "mw/error.h"
#include "protocol.h"
#include "server_address.h"

namespace mw::aime {
namespace {

using nlohmann::json;

const Credentials kWorker{"node7#1", "secret", "mixtral"};
const WorkerDescription kDescription{.interfaceVersion = "Mixtral Workbench 0.1.0",
                                     .framework = "Mixtral Workbench",
                                     .frameworkVersion = "0.1.0",
                                     .gpuName = "NVIDIA H200",
                                     .gpus = 2,
                                     .places = 16,
                                     .modelLabel = "Mixtral 8x7B",
                                     .modelQuantization = "bf16",
                                     .modelSize = "46.7B",
                                     .modelRepository = "Mixtral-8x7B-Instruct-v0.1"};

TEST(TestAimeProtocol, everyRequestNamesTheWorker) {
    const std::string requests[] = {statusRequest(kWorker), jobRequest(kWorker, kDescription, 4, false),
                                    resultRequest(kWorker, {.jobId = "a#1"})};
    for (const std::string& request : requests) {
        const json read = json::parse(request);
        EXPECT_EQ(read["auth"], "node7#1");
        EXPECT_EQ(read["auth_key"], "secret");
        EXPECT_EQ(read["job_type"], "mixtral");
    }
    const json login = json::parse(loginRequest(kWorker, kDescription));
    EXPECT_EQ(login["worker_parameters"]["auth_key"], "secret");
    EXPECT_EQ(login["worker_parameters"]["max_batch_size"], 16);
    EXPECT_EQ(login["worker_parameters"]["num_gpus"], 2);
    EXPECT_EQ(login["worker_parameters"]["interface_version"], "Mixtral Workbench 0.1.0");
    EXPECT_EQ(login["model_parameters"]["size"], "46.7B");
    EXPECT_EQ(login["model_parameters"]["family"], "Mixtral");
}

TEST(TestAimeProtocol, onlyLegacyServersAreToldAVersionByJobRequests) {
    const json request = json::parse(jobRequest(kWorker, kDescription, 4, false));
    EXPECT_FALSE(request.contains("version"));
    EXPECT_TRUE(request["max_job_batch"].is_number_integer());
    EXPECT_EQ(request["max_job_batch"], 4);
    EXPECT_EQ(request["model_label"], "Mixtral 8x7B");
    EXPECT_EQ(json::parse(jobRequest(kWorker, kDescription, 4, true))["version"], "Mixtral Workbench 0.1.0");
}

TEST(TestAimeProtocol, progressHasTextOnlyOnceThereIsSome) {
    const ProgressItem items[] = {{"a#1", 0, 0, ""}, {"b#2", 7, 3, "héllo"}};
    const json request = json::parse(progressRequest(kWorker, items));
    ASSERT_EQ(request.size(), 2U);
    EXPECT_EQ(request[0]["progress"], 0);
    EXPECT_EQ(request[0]["progress_data"], json::object());
    EXPECT_EQ(request[1]["job_id"], "b#2");
    EXPECT_EQ(request[1]["auth_key"], "secret");
    EXPECT_EQ(request[1]["progress"], 3);
    EXPECT_EQ(request[1]["progress_data"], (json{{"text", "héllo"},
                                                 {"num_generated_tokens", 3},
                                                 {"current_context_length", 10},
                                                 {"metrics", {{"in_num_tokens", 7}, {"out_num_tokens", 3}}}}));
}

TEST(TestAimeProtocol, resultsHaveEveryFieldAndAnErrorOnlyIfThereIsOne) {
    ResultMessage result{.jobId = "a#1",
                         .text = "Hi",
                         .modelName = "Mixtral-8x7B",
                         .promptTokens = 9,
                         .generatedTokens = 2,
                         .contextTokens = 4096,
                         .arrivalTime = 100.5,
                         .finishedTime = 101.5,
                         .pendingDuration = 0.25,
                         .preprocessingDuration = 0.5,
                         .version = "Mixtral Workbench 0.1.0"};
    EXPECT_EQ(json::parse(resultRequest(kWorker, result)),
              (json{{"auth", "node7#1"},
                    {"auth_key", "secret"},
                    {"job_type", "mixtral"},
                    {"job_id", "a#1"},
                    {"version", "Mixtral Workbench 0.1.0"},
                    {"text", "Hi"},
                    {"model_name", "Mixtral-8x7B"},
                    {"num_generated_tokens", 2},
                    {"max_seq_len", 4096},
                    {"current_context_length", 11},
                    {"prompt_length", 9},
                    {"arrival_time", 100.5},
                    {"finished_time", 101.5},
                    {"pending_duration", 0.25},
                    {"preprocessing_duration", 0.5},
                    {"metrics", {{"in_num_tokens", 9}, {"out_num_tokens", 2}}}}));
    result.error = "out of memory";
    EXPECT_EQ(json::parse(resultRequest(kWorker, result))["error"], "out of memory");
}

/// The name of the alternative that a reply was read as.
struct NameOf {
    std::string operator()(const ServerReady& r) const {
        return std::string("ready ") + (r.loggedIn ? "l" : "-") + (r.hasJobType ? "j" : "-") +
               (r.keyIsValid ? "k" : "-");
    }
    std::string operator()(const LegacyServer&) const { return "legacy"; }
    std::string operator()(const TryAgain&) const { return "try again"; }
    std::string operator()(const Refusal&) const { return "refusal"; }
    std::string operator()(const NotLoggedIn&) const { return "not logged in"; }
    std::string operator()(const Unintelligible& u) const { return "unintelligible " + std::to_string(u.httpStatus); }
    std::string operator()(const LoggedIn& l) const {
        return "logged in " + std::to_string(static_cast<int>(l.requestTimeout));
    }
    std::string operator()(const NoJob&) const { return "no job"; }
    std::string operator()(const PollBroke&) const { return "broke"; }
    std::string operator()(const Jobs& jobs) const { return "jobs " + std::to_string(jobs.jobs.size()); }
    std::string operator()(const ProgressTaken&) const { return "taken"; }
    std::string operator()(const ProgressDisturbed& d) const { return d.unknown ? "unknown" : "disturbed"; }
    std::string operator()(const ResultTaken&) const { return "taken"; }
    std::string operator()(const ResultUnwanted&) const { return "unwanted"; }
    std::string operator()(const ResultFailed&) const { return "failed"; }
};

struct Row {
    int status;
    const char* body;
    const char* expected;
};

TEST(TestAimeProtocol, repliesToTheStatusCheckAreRead) {
    const Row rows[] = {
        {200, R"({"logged_in":true,"job_type_present":true,"key_valid":true})", "ready ljk"},
        {200, R"({"logged_in":false,"job_type_present":false,"key_valid":false})", "ready ---"},
        {200, R"({"logged_in":7,"job_type_present":true,"key_valid":"yes"})", "ready -j-"},
        {200, R"({"error":"API Server still initializing"})", "try again"},
        {200, R"({"cmd":"ok"})", "legacy"},
        {200, R"({"cmd":"warning","msg":"soon"})", "try again"},
        {200, R"({"cmd":"error","msg":"No job queue for job_type: x"})", "refusal"},
        {200, "null", "unintelligible 200"},
        {200, "[1]", "unintelligible 200"},
        {200, "<html>", "unintelligible 200"},
        {200, "", "unintelligible 200"},
        {500, R"({"message":"oops"})", "unintelligible 500"},
        {301, "", "unintelligible 301"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(std::visit(NameOf{}, readStatusReply(row.status, row.body)), row.expected) << row.body;
}

TEST(TestAimeProtocol, repliesToTheLoginAreRead) {
    const Row rows[] = {
        {200, R"({"success":true,"request_timeout":60,"api_server_version":"0.9.6"})", "logged in 60"},
        {200, R"({"success":true})", "logged in 60"},
        {200, R"({"success":true,"request_timeout":1e300})", "logged in 86400"},
        {200, R"({"success":true,"request_timeout":-5})", "logged in 0"},
        {200, R"({"success":false,"error_msg":"Worker not authorized on job type mixtral"})", "refusal"},
        {200, R"({"cmd":"error","msg":"API Server still initializing"})", "try again"},
        {404, R"({"message":"not found"})", "legacy"},
        {500, "", "unintelligible 500"},
        {200, "{", "unintelligible 200"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(std::visit(NameOf{}, readLoginReply(row.status, row.body)), row.expected) << row.body;
}

TEST(TestAimeProtocol, repliesToJobRequestsAreRead) {
    const Row rows[] = {
        {200, R"({"cmd":"no_job"})", "no job"},
        {200, R"({"cmd":"error","msg":"Worker w needs to login before being allowed to make job requests"})",
         "not logged in"},
        {200, R"({"cmd":"error","msg":"Worker not authorized!"})", "not logged in"},
        {200, "null", "not logged in"},
        {200, R"({"cmd":"error","msg":"No job queue for job_type: T"})", "refusal"},
        {200, R"({"cmd":"error","msg":"API Server still initializing"})", "try again"},
        {200, R"({"cmd":"warning","msg":"soon"})", "try again"},
        {503, R"({"cmd":"error","error_msg":"Worker - Server connection broke"})", "broke"},
        {500, R"({"message":"oops"})", "unintelligible 500"},
        {200, R"({"cmd":"dance"})", "unintelligible 200"},
        {200, R"({"cmd":"job"})", "unintelligible 200"},
        {200, R"({"cmd":"job","job_data":7})", "unintelligible 200"},
        {200, R"({"cmd":"job","job_data":[{"job_id":"a#1"},7,null,{"job_id":9}]})", "jobs 4"},
        {200, R"({"cmd":"job","job_data":[{"job_id":"a#)", "unintelligible 200"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(std::visit(NameOf{}, readJobReply(row.status, row.body)), row.expected) << row.body;
}

TEST(TestAimeProtocol, repliesToProgressAreRead) {
    const std::string items[] = {"a#1", "b#2"};
    const Row rows[] = {
        {200, R"([{"success":true},{"success":true}])", "taken"},
        {200, R"([{"cmd":"ok"},{"cmd":"ok"}])", "taken"},
        {200, R"([])", "taken"},
        {200, R"({"success":false,"error_msg":"Worker w not authorized"})", "not logged in"},
        {200, R"([{"success":false,"error_msg":"Worker w not authorized"}])", "not logged in"},
        {200, "{}", "disturbed"},
        {500, "", "unknown"},
        {200, "null", "unintelligible 200"},
        {502, "<html>", "unintelligible 502"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(std::visit(NameOf{}, readProgressReply(row.status, row.body, items)), row.expected) << row.body;
    const auto byId = readProgressReply(200, R"([{"success":true},{"job_id":"a#1","canceled":true}])", items);
    EXPECT_EQ(std::get<ProgressTaken>(byId).cancelled, (std::vector<bool>{true, false}));
    const auto byPlace = readProgressReply(200, R"([{"success":true},{"canceled":true},{"canceled":true}])", items);
    EXPECT_EQ(std::get<ProgressTaken>(byPlace).cancelled, (std::vector<bool>{false, true}));
}

TEST(TestAimeProtocol, repliesToResultsAreRead) {
    const Row rows[] = {
        {200, R"({"cmd":"ok"})", "taken"},
        {200, R"({"cmd":"warning","msg":"Job with job id J not found in worker W!"})", "unwanted"},
        {200, R"({"success":false,"error_msg":"Worker W not authorized"})", "not logged in"},
        {200, R"({"cmd":"error","msg":"Worker not authorized!"})", "not logged in"},
        {200, R"({"cmd":"error","msg":"No job queue for job_type: T"})", "unwanted"},
        {500, "", "failed"},
        {503, "", "unintelligible 503"},
        {200, "thanks", "unintelligible 200"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(std::visit(NameOf{}, readResultReply(row.status, row.body)), row.expected) << row.body;
}

TEST(TestAimeProtocol, aJobThatIsNestedOrLongBeyondMeasureLeavesItsNeighboursWhole) {
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    std::string wide = "[0";
    for (int i = 0; i < 300'000; ++i)
        wide += ",0";
    wide += "]";
    const std::string body =
        R"({"cmd":"job","endpoint_name":"mixtral_chat","job_data":[{"job_id":"a#1","chat_context":)" + deep +
        R"(},{"job_id":"b#2","chat_context":)" + wide + R"(},{"job_id":"c#3","prompt_input":"Hello"}]})";
    const auto jobs = std::get<Jobs>(readJobReply(200, body)).jobs;
    ASSERT_EQ(jobs.size(), 3U);
    EXPECT_EQ(jobs[0].id, "a#1");
    EXPECT_FALSE(jobs[0].error.empty());
    EXPECT_EQ(jobs[1].id, "b#2");
    EXPECT_FALSE(jobs[1].error.empty());
    EXPECT_EQ(jobs[2].error, "");
    EXPECT_EQ(jobs[2].messages, (std::vector<Message>{{Role::User, "Hello"}}));
}

TEST(TestAimeProtocol, repliesWithAnyBytesChangedAreReadOrRefused) {
    const std::string replies[] = {
        R"({"logged_in":true,"job_type_present":true,"key_valid":true})",
        R"({"success":true,"request_timeout":60,"api_server_version":"0.9.6"})",
        R"({"cmd":"job","endpoint_name":"mixtral_chat","job_data":[{"job_id":"a#1","prompt_input":"Hi \u00e9","top_k":40,"top_p":0.9,)"
        R"("temperature":0.8,"max_gen_tokens":-5,"chat_context":[{"role":"user","content":[{"type":"text","text":"x"}]}]},)"
        R"({"job_id":"b#2","seed":7,"picture":"data:image/png;base64,AA"}],"input_descriptions":{"picture":{"type":"image"}}})",
        R"([{"success":true,"job_id":"a#1","canceled":true},{"success":false,"error_msg":"no"}])",
        R"({"cmd":"warning","msg":"Job with job id J not found"})",
    };
    const std::string items[] = {"a#1", "b#2"};
    std::minstd_rand random(7);
    std::size_t jobs = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string reply = replies[random() % std::size(replies)];
        for (auto changes = random() % 4; changes > 0; --changes) {
            const std::size_t at = random() % reply.size();
            switch (random() % 4) {
                case 0:
                    reply[at] = static_cast<char>(random());
                    break;
                case 1:
                    reply.erase(at, random() % 8);
                    break;
                case 2:
                    reply.insert(at, reply.substr(random() % reply.size(), 9));
                    break;
                default:
                    reply[at] = "0[]{}\":,nt-9e"[random() % 13];
            }
            if (reply.empty()) reply = "{";
        }
        readStatusReply(200, reply);
        readLoginReply(200, reply);
        readProgressReply(200, reply, items);
        readResultReply(200, reply);
        const JobReply read = readJobReply(200, reply);
        if (const auto* some = std::get_if<Jobs>(&read)) {
            for (const JobInput& job : some->jobs) {
                ++jobs;
                EXPECT_TRUE(!job.error.empty() || job.id.empty() || job.maxTokens >= 1) << reply;
                EXPECT_TRUE(!job.error.empty() || job.id.empty() || !job.messages.empty()) << reply;
            }
        }
    }
    EXPECT_GT(jobs, 1000U) << "most changes leave something to read";
}

TEST(TestAimeProtocol, messagesOfTheServerAreShownInOneLine) {
    const auto refusal = std::get<Refusal>(
        readJobReply(200, R"({"cmd":"error","msg":"a\nb\u001b[31mc)" + std::string(500, 'x') + "\"}"));
    EXPECT_EQ(refusal.message.substr(0, 9), "a b [31mc");
    EXPECT_LT(refusal.message.size(), 210U);
}

TEST(TestAimeProtocol, addressesAreReadOrRefusedWithoutShowingPasswords) {
    EXPECT_EQ(parseServerAddress("http://host:7777").url, "http://host:7777");
    EXPECT_EQ(parseServerAddress("https://host/aime//").url, "https://host/aime");
    EXPECT_TRUE(parseServerAddress("https://host/").isEncrypted);
    EXPECT_FALSE(parseServerAddress("http://host").isEncrypted);
    for (const char* local : {"http://127.0.0.1:7777", "http://localhost", "http://[::1]:7777"})
        EXPECT_TRUE(parseServerAddress(local).isLocal) << local;
    EXPECT_FALSE(parseServerAddress("http://192.168.1.2:7777").isLocal);
    for (const char* bad : {"", "host", "ftp://host", "file:///etc/passwd", "http://", "http://host?key=1",
                            "http://host/#x", "http://me:hidden@host", "http://host:99999999"}) {
        try {
            parseServerAddress(bad);
            ADD_FAILURE() << bad;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
            EXPECT_EQ(std::string(error.what()).find("hidden"), std::string::npos);
        }
    }
}

}  // namespace
}  // namespace mw::aime
