// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Numbers on the command line: what is stored is what was typed, or nothing is.

#include "command_line.h"

#include <gtest/gtest.h>

#include <limits>

namespace mw::test {
namespace {

constexpr std::uint64_t kMostSeed = std::numeric_limits<std::uint64_t>::max();

/// What an option of type Number holds after `text` was given to it; nothing if it was refused.
template <typename Number>
std::optional<Number> stored(const CLI::Validator& valid, const std::string& text) {
    CLI::App app;
    Number value{};
    app.add_option("--number", value)->transform(valid);
    try {
        app.parse(std::vector<std::string>{"--number=" + text});
        return value;
    } catch (const CLI::ValidationError& error) {
        EXPECT_NE(std::string(error.what()).find("--number: '" + text + "' is not"), std::string::npos) << error.what();
        return std::nullopt;
    }
}

TEST(TestCommandLine, wholeNumbersAreStoredAsTypedOrRefused) {
    const auto seed = [](const std::string& text) {
        return stored<std::uint64_t>(tools::wholeNumber(0, kMostSeed), text);
    };
    EXPECT_EQ(seed("0"), 0U);
    EXPECT_EQ(seed("9007199254740993"), 9007199254740993U) << "not by way of a double";
    EXPECT_EQ(seed("18446744073709551615"), kMostSeed);
    EXPECT_EQ(seed("010"), 10U) << "decimal, not octal";
    for (const char* text : {"18446744073709551616", "99999999999999999999999", "-1", "1.5", "1.0", "1e3", "0x10",
                             "abc", " 1", "1 ", "1,000", "1_000", "+1"})
        EXPECT_EQ(seed(text), std::nullopt) << text;

    const auto count = [](const std::string& text) { return stored<int>(tools::wholeNumber(1, 1 << 30), text); };
    EXPECT_EQ(count("1"), 1);
    EXPECT_EQ(count("1073741824"), 1 << 30);
    for (const char* text : {"0", "1073741825", "4294967297", "18446744073709551617"})
        EXPECT_EQ(count(text), std::nullopt) << text;
}

TEST(TestCommandLine, realNumbersAreStoredAsTypedOrRefused) {
    const auto real = [](const std::string& text) { return stored<float>(tools::realNumber(0, 100), text); };
    EXPECT_EQ(real("0"), 0.0F);
    EXPECT_EQ(real("0.7"), 0.7F);
    EXPECT_EQ(real("1e-3"), 1e-3F);
    EXPECT_EQ(real("100"), 100.0F);
    for (const char* text : {"100.1", "-0.1", "1e-400", "1e-60", "1e400", "nan", "inf", "0,7", "0x1p0", "1.2.3", "a"})
        EXPECT_EQ(real(text), std::nullopt) << text;
    EXPECT_EQ(stored<float>(tools::realNumber(1e-6F, 1), "1e-6"), 1e-6F) << "the bounds are floats, too";
}

TEST(TestCommandLine, everyNumberOfSamplingIsRefusedByName) {
    for (const char* option : {"--temperature", "--top-k", "--top-p", "--min-p", "--repetition-penalty", "--seed"}) {
        CLI::App app;
        SamplingOptions sampling;
        tools::addSamplingOptions(app, sampling);
        const auto parse = [&] {
            app.parse(std::vector<std::string>{std::string(option) + "=99999999999999999999999"});
        };
        EXPECT_THROW(parse(), CLI::ValidationError) << option;
        EXPECT_EQ(sampling, SamplingOptions()) << option;
    }
}

}  // namespace
}  // namespace mw::test
