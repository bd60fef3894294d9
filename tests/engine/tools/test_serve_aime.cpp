// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// mixtral-serve as a worker of an AIME API Server.

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "program.h"
#include "serving/aime/server_double.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

using nlohmann::json;

std::string keyFile(const TempDir& folder, const std::string& key) {
    const std::filesystem::path file = folder.path() / "key";
    std::ofstream(file) << key << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    return file;
}

std::vector<std::string> arguments(const TempDir& folder, const std::string& url, const std::string& key) {
    return {"--listen", "127.0.0.1:0", "--token-file",    folder.path() / "token", "--threads",       "2",
            "--aime",   url,           "--aime-key-file", keyFile(folder, key),    "--aime-job-type", "mixtral"};
}

TEST(TestServeAime, answersJobsUntilItIsTold) {
    const TempDir folder;
    ServerDouble server;
    TerminalProgram program("mixtral-serve", arguments(folder, server.url(), "worker-key-for-tests"));
    const std::string first = server.submit({{"prompt_input", "Once upon a time"}, {"max_gen_tokens", 4}});
    const json result = server.waitForResult(first, std::chrono::seconds(60));
    ASSERT_TRUE(result.is_object()) << program.screen();
    EXPECT_FALSE(result.contains("error"));
    EXPECT_EQ(result["model_name"], "demo-model");
    EXPECT_TRUE(program.waitFor("tokens/s")) << program.screen();

    const std::string last = server.submit({{"prompt_input", "Once upon a time"}, {"max_gen_tokens", 60}});
    ASSERT_TRUE(server.waitForCalls("/worker_job_progress", 2));
    program.signal(SIGTERM);
    EXPECT_FALSE(server.waitForResult(last, std::chrono::seconds(60)).contains("error")) << "it may end";
    EXPECT_EQ(program.waitForEnd(), 0);
    EXPECT_EQ(program.screen().find("worker-key-for-tests"), std::string::npos);
    EXPECT_EQ(server.offences(), std::vector<std::string>{});
}

TEST(TestServeAime, goesOnServingWhereTheServerDoesNotTakeItsKey) {
    const TempDir folder;
    ServerDouble server;
    TerminalProgram program("mixtral-serve", arguments(folder, server.url(), "another-key-that-is-wrong"));
    EXPECT_TRUE(program.waitFor("does not take this key")) << program.screen();
    program.signal(SIGTERM);
    EXPECT_EQ(program.waitForEnd(), 0);
    EXPECT_EQ(program.screen().find("another-key-that-is-wrong"), std::string::npos);
}

TEST(TestServeAime, badOptionsEndWithOneLine) {
    const TempDir folder;
    for (const auto& [url, part] : {std::pair{"nowhere", "address"}, std::pair{"ftp://host", "ftp://"}}) {
        const ProgramResult result = runProgram("mixtral-serve", arguments(folder, url, "worker-key-for-tests"));
        EXPECT_EQ(result.status, 2) << result.error;
        EXPECT_NE(result.error.find(part), std::string::npos) << result.error;
    }
    EXPECT_EQ(runProgram("mixtral-serve", {"--aime", "http://127.0.0.1:9"}).status, 2) << "without a key";
}

}  // namespace
}  // namespace mw::test
