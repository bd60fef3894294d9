// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the programs say of themselves: --version, and manual pages that know every option.

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "program.h"

namespace mw::test {
namespace {

/// The long options in a text.
std::set<std::string> optionsIn(const std::string& text) {
    static const std::regex option("--[a-z][a-z-]*");
    std::set<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), option), end; match != end; ++match)
        found.insert(match->str());
    return found;
}

/// A manual page as it is read: hyphens of options are written "\-" in its source.
std::string manual(const std::string& program) {
    std::ifstream file(MW_MANUALS "/" + program + ".1.in");
    std::stringstream text;
    text << file.rdbuf();
    return std::regex_replace(text.str(), std::regex(R"(\\-)"), "-");
}

TEST(TestManuals, chatKnowsEveryOption) {
    const std::set<std::string> described = optionsIn(manual("mixtral-chat"));
    const std::set<std::string> options = optionsIn(runProgram("mixtral-chat", {"--help"}).output);
    EXPECT_GT(options.size(), 15U);
    for (const std::string& option : options)
        EXPECT_TRUE(described.contains(option)) << option;
    for (const std::string& option : described)
        EXPECT_TRUE(options.contains(option)) << option << " is described, but gone";
}

TEST(TestManuals, benchKnowsEveryOptionOrLeavesItToChat) {
    const std::set<std::string> described = optionsIn(manual("mixtral-bench"));
    const std::set<std::string> elsewhere = optionsIn(manual("mixtral-chat"));
    for (const char* subcommand : {"run", "latency", "plan", "quality", "serve-load", "generate", "logits", "tokenize"})
        for (const std::string& option : optionsIn(runProgram("mixtral-bench", {subcommand, "--help"}).output))
            EXPECT_TRUE(described.contains(option) || elsewhere.contains(option)) << subcommand << " " << option;
}

TEST(TestManuals, serveKnowsEveryOptionOrLeavesItToChat) {
    const std::set<std::string> described = optionsIn(manual("mixtral-serve"));
    const std::set<std::string> elsewhere = optionsIn(manual("mixtral-chat"));
    const std::set<std::string> options = optionsIn(runProgram("mixtral-serve", {"--help"}).output);
    EXPECT_GT(options.size(), 20U);
    for (const std::string& option : options)
        EXPECT_TRUE(described.contains(option) || elsewhere.contains(option)) << option;
    for (const std::string& option : described)
        EXPECT_TRUE(options.contains(option) || option == "--user" || option == "--now")
            << option << " is described, but gone";
}

TEST(TestManuals, versionNamesCommitAndBackends) {
    for (const char* program : {"mixtral-chat", "mixtral-bench", "mixtral-serve"}) {
        const ProgramResult result = runProgram(program, {"--version"});
        EXPECT_EQ(result.status, 0);
        const std::regex expected(std::string(program) +
                                  R"( \d+\.\d+\.\d+ \(commit [^)]+\)\nbackends: CPU(, CUDA)?\n)");
        EXPECT_TRUE(std::regex_match(result.output, expected)) << result.output;
    }
}

}  // namespace
}  // namespace mw::test
