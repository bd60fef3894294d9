// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// mixtral-bench serve-load against both of the servers that it knows, with the demo model behind them.

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <thread>

#include "program.h"
#include "serving/aime/server_double.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

using nlohmann::json;

std::string secretFile(const std::filesystem::path& file, const std::string& secret) {
    writeFile(file, secret + "\n");
    ::chmod(file.c_str(), 0600);
    return file;
}

class TestServeLoad : public testing::Test {
 protected:
    /// The demo model as a worker of `server`; returns the options of a client.
    std::vector<std::string> work(ServerDouble& server) {
        const std::string key = secretFile(m_folder / "worker-key", "worker-key-for-tests");
        const std::string client = secretFile(m_folder / "client-key", "client-key-for-tests");
        serve({"--aime", server.url(), "--aime-key-file", key, "--aime-name", "worker"});
        EXPECT_TRUE(server.waitForCalls("/worker_job_request", 1));
        return {"--url", server.url(), "--api", "aime", "--token-file", client, "--poll", "20"};
    }
    /// A server of the demo model, and where it is.
    std::string serve(std::vector<std::string> more = {}) {
        std::vector<std::string> arguments = {"--listen", "127.0.0.1:0",  "--threads", "2",         "--batch",
                                              "4",        "--token-file", token(),     "--context", "128"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        m_server = std::make_unique<TerminalProgram>("mixtral-serve", arguments);
        EXPECT_TRUE(m_server->waitFor("Listening on ")) << m_server->screen();
        EXPECT_TRUE(m_server->waitFor("\n"));
        std::smatch found;
        const std::string screen = m_server->screen();
        EXPECT_TRUE(std::regex_search(screen, found, std::regex(R"(Listening on (http://[0-9.:]+))")));
        return found[1];
    }
    std::string token() const { return m_folder / "token"; }
    static json load(std::vector<std::string> arguments, const std::vector<std::string>& more = {}) {
        arguments.insert(arguments.end(), more.begin(), more.end());
        arguments.insert(arguments.begin(), "serve-load");
        arguments.push_back("--json");
        const ProgramResult result = runProgram("mixtral-bench", arguments);
        EXPECT_EQ(result.status, 0) << result.error;
        return json::parse(result.output, nullptr, false);
    }
    json resultIn(const std::string& folder, const std::string& name) const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder / folder))
            if (entry.path().filename() == name) return json::parse(readFile(entry.path()));
        ADD_FAILURE() << "no " << name;
        return {};
    }

    TempDir m_folder;
    std::unique_ptr<TerminalProgram> m_server;
};

void expectSound(const json& row, int requests, int generate) {
    EXPECT_EQ(row["answered"], requests) << row;
    EXPECT_EQ(row["errors"], json::object());
    EXPECT_FALSE(row["interrupted"]);
    const double seconds = row["seconds"];
    EXPECT_NEAR(row["tokens_per_s"].get<double>(), requests * generate / seconds, 1e-6);
    EXPECT_NEAR(row["requests_per_s"].get<double>(), requests / seconds, 1e-6);
    for (const char* times : {"time_to_first_token_ms", "between_tokens_ms"}) {
        EXPECT_GE(row[times]["p50"], 0) << times;
        EXPECT_GE(row[times]["p90"], row[times]["p50"]) << times;
        EXPECT_GE(row[times]["p99"], row[times]["p90"]) << times;
        EXPECT_GE(row[times]["max"], row[times]["p99"]) << times;
        EXPECT_LT(row[times]["max"].get<double>(), 1e3 * seconds) << times;
    }
}

TEST_F(TestServeLoad, measuresAnEndpointInSweeps) {
    const std::string url = serve();
    const json result =
        load({"--url", url, "--token-file", token(), "--concurrency", "1,3", "--rate", "20", "--requests", "3",
              "--prompt", "short,full", "--generate", "5", "--out", m_folder / "out"});
    EXPECT_EQ(result["server"]["model_name"], "demo-model");
    EXPECT_FALSE(result["interrupted"]);
    const json& rows = result["levels"];
    ASSERT_EQ(rows.size(), 6U);
    for (const json& row : rows)
        expectSound(row, 3, 5);
    EXPECT_EQ(rows[0]["concurrency"], 1);
    EXPECT_EQ(rows[0]["most_at_once"], 1);
    EXPECT_EQ(rows[1]["concurrency"], 3);
    EXPECT_LE(rows[1]["most_at_once"], 3);
    EXPECT_GT(rows[1]["steady_tokens_per_s"], 0);
    EXPECT_EQ(rows[2]["rate"], 20);
    // Requests of a Poisson process are not all asked at once.
    EXPECT_GE(rows[2]["seconds"], 0.04);

    const json file = resultIn("out/mixtral-workbench/unknown/demo-model/0K", "3.json");
    EXPECT_EQ(file["concurrent_requests"], 3);
    EXPECT_EQ(file["total_requests"], 3);
    EXPECT_EQ(file["num_units"], 5);
    EXPECT_EQ(file["model_name"], "demo-model");
    ASSERT_EQ(file["job_stats"].size(), 3U);
    for (const json& job : file["job_stats"]) {
        EXPECT_EQ(job["num_generated_tokens"], 5);
        EXPECT_GT(job["prompt_length"], 10);
        EXPECT_FALSE(job["output"].get<std::string>().empty());
        EXPECT_LE(job["start_time"], job["start_time_generation"]);
        EXPECT_LE(job["start_time_generation"], job["finish_time"]);
        const double total = job["durations"]["total_job"];
        EXPECT_NEAR(job["rates"]["total_job"].get<double>(), 5 / total, 1e-6);
        EXPECT_EQ(job["durations"]["server_pending"], nullptr);  // nobody said so
    }
    EXPECT_GT(file["mean_batch_rates"]["total_job"], file["mean_single_rates"]["total_job"]);
    // Full is the context without the answer, but for what a tokenizer puts around a text.
    const json full = resultIn("out/mixtral-workbench/unknown/demo-model/91", "1.json");
    for (const json& job : full["job_stats"]) {
        EXPECT_GT(job["prompt_length"], 85);
        EXPECT_LE(job["prompt_length"], 128 - 5);
    }
}

TEST_F(TestServeLoad, measuresTokensThatAreNoTextAndChats) {
    const std::string url = serve();
    const json ids = load({"--url", url, "--token-file", token(), "--concurrency", "2", "--ids", "--prompt", "50",
                           "--generate", "7", "--out", m_folder / "out"});
    expectSound(ids["levels"][0], 2, 7);
    const json ofTwo = resultIn("out", "2.json");
    for (const json& job : ofTwo["job_stats"])
        EXPECT_EQ(job["prompt_length"], 50);
    const json chats = load({"--url", url, "--token-file", token(), "--concurrency", "2", "--chat", "--generate", "7",
                             "--name", "demo-model"});
    expectSound(chats["levels"][0], 2, 7);
}

TEST_F(TestServeLoad, countsErrorsByTheirKind) {
    const std::string url = serve({"--client-queue", "2"});
    const json row =
        load({"--url", url, "--token-file", token(), "--concurrency", "6", "--generate", "40"})["levels"][0];
    EXPECT_EQ(row["answered"].get<int>() + row["errors"]["HTTP 429"].get<int>(), 6) << row;
    EXPECT_GE(row["errors"]["HTTP 429"], 1);
    EXPECT_NE(row["first_errors"]["HTTP 429"].get<std::string>().find("requests of one client"), std::string::npos);

    const ProgramResult none = runProgram("mixtral-bench", {"serve-load", "--url", url, "--token-file", token(),
                                                            "--concurrency", "1", "--prompt", "400"});
    EXPECT_EQ(none.status, 1);
    EXPECT_NE(none.output.find("1 x HTTP 400: The prompt has "), std::string::npos) << none.output;
    EXPECT_EQ(none.error, "mixtral-bench: no request was answered\n");
}

TEST_F(TestServeLoad, fillsAContextThatIsSaidOnTheCommandLine) {
    const std::string url = serve();
    // Less than the server's own; what is written there is less than that, too.
    const json row = load({"--url", url, "--token-file", token(), "--concurrency", "1", "--prompt", "full", "--context",
                           "90", "--generate", "8", "--out", m_folder / "out"})["levels"][0];
    expectSound(row, 1, 8);
    const json full = resultIn("out/mixtral-workbench/unknown/demo-model/50", "1.json");
    EXPECT_GT(full["job_stats"][0]["prompt_length"], 45);
    EXPECT_LE(full["job_stats"][0]["prompt_length"], 90 - 8);
}

TEST_F(TestServeLoad, saysWhatWasMeasuredWhenItIsInterrupted) {
    const std::string url = serve();
    TerminalProgram program("mixtral-bench", {"serve-load", "--url", url, "--token-file", token(), "--concurrency",
                                              "1,2", "--requests", "1000000", "--generate", "2"});
    ASSERT_TRUE(program.waitFor("between p50/90/99 ms")) << program.screen();
    // A request or more has to be answered by then, the one before the measurement among them.
    std::this_thread::sleep_for(std::chrono::seconds(3));
    program.signal(SIGINT);
    EXPECT_EQ(program.waitForEnd(), 0);
    std::smatch row;
    const std::string screen = program.screen();
    ASSERT_TRUE(std::regex_search(screen, row, std::regex(R"(\n +1 +short +(\d+) +0 )"))) << screen;
    EXPECT_GT(std::stoi(row[1]), 0);
    EXPECT_NE(screen.find("interrupted: of 1000000 requests"), std::string::npos) << screen;
}

TEST_F(TestServeLoad, asksAnAimeServerAsItsOwnBenchmarkDoes) {
    ServerDouble server;
    const std::vector<std::string> asClient = work(server);
    const json result =
        load(asClient, {"--concurrency", "1,4", "--requests", "4", "--generate", "20", "--out", m_folder / "out"});
    EXPECT_EQ(result["server"]["worker_names"], json::array({"worker"}));
    EXPECT_EQ(result["server"]["max_worker_batch_size"], 4);
    ASSERT_EQ(result["levels"].size(), 2U);
    for (const json& row : result["levels"]) {
        EXPECT_EQ(row["answered"], 4) << row;
        EXPECT_EQ(row["errors"], json::object());
        EXPECT_GT(row["tokens_per_s"], 0);
    }
    const json asked = server.bodies("/mixtral_chat").front();
    EXPECT_EQ(asked["prompt_input"], "Tell a very long story with at least 500 words: Once upon a time");
    EXPECT_EQ(asked["max_gen_tokens"], 20);
    EXPECT_EQ(asked["top_k"], 1);
    EXPECT_EQ(asked["wait_for_result"], false);
    EXPECT_FALSE(asked.contains("seed") || asked.contains("ignore_eos")) << asked;
    const json file = resultIn("out", "4.json");
    EXPECT_EQ(file["endpoint_version"], 2);
    ASSERT_EQ(file["job_stats"].size(), 4U);
    for (const json& job : file["job_stats"]) {
        for (const auto& [part, seconds] : job["durations"].items()) {
            ASSERT_TRUE(seconds.is_number()) << part;
            EXPECT_GT(seconds, -0.1) << part;
        }
        EXPECT_GE(job["durations"]["total_job"], job["durations"]["worker_generation"]);
        EXPECT_GT(job["prompt_length"], 10);
    }
    EXPECT_EQ(server.offences(), std::vector<std::string>{});

    // A server that answers badly now and then is asked again; a job that it loses is counted.
    server.misbehave("/mixtral_chat/progress", {.status = 500});
    server.misbehave("/mixtral_chat", {.status = 503});
    const json row = load(asClient, {"--concurrency", "2", "--warm-up", "0", "--generate", "5"})["levels"][0];
    EXPECT_EQ(row["answered"], 1) << row;
    EXPECT_EQ(row["errors"], (json{{"HTTP 503", 1}}));
}

TEST_F(TestServeLoad, fillsTheContextOfAnAimeWorker) {
    ServerDouble server;
    const std::vector<std::string> asClient = work(server);
    // The server says nowhere what it is; the first answer does.
    const json row = load(asClient, {"--prompt", "full", "--generate", "16", "--concurrency", "2", "--warm-up", "0",
                                     "--out", m_folder / "out"})["levels"][0];
    EXPECT_EQ(row["answered"], 2) << row;
    const json file = resultIn("out", "2.json");
    for (const json& job : file["job_stats"]) {
        EXPECT_GT(job["prompt_length"], 128 - 16 - 40);
        EXPECT_LE(job["prompt_length"], 128 - 16);
    }
    EXPECT_EQ(server.bodies("/mixtral_chat").size(), 3U);
}

TEST_F(TestServeLoad, wantsTheContextWhereNobodySaysIt) {
    ServerDouble server({.tellsContext = false});
    std::vector<std::string> asClient = work(server);
    asClient.insert(asClient.begin(), "serve-load");
    std::vector<std::string> full = asClient;
    full.insert(full.end(), {"--prompt", "full", "--generate", "2", "--concurrency", "1"});
    const ProgramResult result = runProgram("mixtral-bench", full);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.error,
              "mixtral-bench: --prompt full: the server does not say how many tokens its context holds; say it with "
              "--context\n");
    full.insert(full.end(), {"--context", "100"});
    EXPECT_EQ(runProgram("mixtral-bench", full).status, 0);
}

TEST_F(TestServeLoad, saysWhenAnswersEndBeforeTheTokensThatWereAskedFor) {
    // The demo model has little to say after four words without a meaning.
    const std::vector<std::string> terms = {"--prompt",   "4",  "--concurrency", "2",
                                            "--generate", "90", "--warm-up",     "0"};
    ServerDouble server;
    std::vector<std::string> asClient = work(server);
    const json row = load(asClient, terms)["levels"][0];
    EXPECT_EQ(row["answered"], 2) << row;
    const int early = row["ended_early"];
    EXPECT_GE(early, 1) << row;
    EXPECT_LT(row["tokens_of_an_answer"], 90);
    std::vector<std::string> shown = asClient;
    shown.insert(shown.begin(), "serve-load");
    shown.insert(shown.end(), terms.begin(), terms.end());
    shown.insert(shown.end(), {"--out", m_folder / "out"});
    const std::string table = runProgram("mixtral-bench", shown).output;
    const std::string warning = std::to_string(early) + " of 2 answers ended by themselves before 90 tokens";
    EXPECT_NE(table.find(warning), std::string::npos) << table;
    const json file = resultIn("out", "2.json");
    ASSERT_TRUE(file["warning"].is_string()) << file;
    EXPECT_TRUE(file["warning"].get<std::string>().starts_with(warning)) << file["warning"];
    EXPECT_EQ(std::ranges::count_if(file["job_stats"],
                                    [](const json& job) { return job["num_generated_tokens"].get<int>() < 90; }),
              early);
}

TEST_F(TestServeLoad, goesOnAfterAnEndTokenWhereAnAimeEndpointLetsIt) {
    ServerDouble server({.moreInputs = {"seed", "ignore_eos"}});
    const json row =
        load(work(server), {"--prompt", "4", "--concurrency", "2", "--generate", "90", "--warm-up", "0"})["levels"][0];
    EXPECT_EQ(row["answered"], 2) << row;
    EXPECT_EQ(row["ended_early"], 0) << row;
    EXPECT_EQ(row["tokens_of_an_answer"], 90);
    const std::vector<json> asked = server.bodies("/mixtral_chat");
    std::set<int> seeds;  // which of the two comes first, nobody says
    for (const json& body : asked) {
        EXPECT_EQ(body["ignore_eos"], true);
        seeds.insert(body["seed"].get<int>());
    }
    EXPECT_EQ(seeds, (std::set{1, 2}));
}

TEST_F(TestServeLoad, saysWhatIsWrongWithItsOptions) {
    ServerDouble server;
    const std::string wrong = secretFile(m_folder / "wrong", "another-key-that-is-wrong");
    const std::string right = secretFile(m_folder / "right", "client-key-for-tests");
    const std::string closed = "http://127.0.0.1:9";
    const std::vector<std::pair<std::vector<std::string>, std::string>> rows = {
        {{}, "--url is required"},
        {{"--url", "nowhere://"}, "--url: "},
        {{"--url", closed, "--api", "http"}, "--api"},
        {{"--url", closed}, "/v1/models: "},
        {{"--url", closed, "--concurrency", "0"}, "--concurrency"},
        {{"--url", closed, "--rate", "1,x"}, "--rate: '1,x' is no list"},
        {{"--url", closed, "--rate", "0"}, "--rate: '0' is no list"},
        {{"--url", closed, "--token-file", m_folder / "absent"}, "absent"},
        {{"--url", closed, "--api", "aime"}, "--token-file: an AIME server wants"},
        {{"--url", closed, "--api", "aime", "--ids", "--token-file", right}, "--ids and --chat are for --api openai"},
        {{"--url", closed, "--ids", "--chat"}, "exclude each other"},
        {{"--url", closed, "--context", "1"}, "--context"},
        {{"--url", closed, "--context", "many"}, "--context"},
        {{"--url", server.url(), "--api", "aime", "--token-file", wrong}, "does not take this key: Key not valid"},
        {{"--url", server.url(), "--api", "aime", "--token-file", right},
         "no worker serves the endpoint 'mixtral_chat'"},
        {{"--url", server.url(), "--api", "aime", "--token-file", right, "--name", "other"}, "no endpoint 'other'"},
    };
    for (auto [arguments, expected] : rows) {
        arguments.insert(arguments.begin(), "serve-load");
        const ProgramResult result = runProgram("mixtral-bench", arguments);
        EXPECT_EQ(result.status, 2) << expected;
        EXPECT_NE(result.error.find(expected), std::string::npos) << result.error;
        EXPECT_EQ(std::ranges::count(result.error, '\n'), 1) << result.error;
        EXPECT_EQ(result.error.find("key-for-tests"), std::string::npos);
    }
}

}  // namespace
}  // namespace mw::test
