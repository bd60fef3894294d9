// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "command_line.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <exception>
#include <limits>
#include <sstream>

#include "mw/formats.h"
#include "mw/version.h"

namespace mw::tools {

namespace {

int exitStatus(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
        case ErrorCode::FileNotFound:
        case ErrorCode::FileFormat:
        case ErrorCode::Unsupported:
        case ErrorCode::ContextOverflow:
            return kBadInput;
        case ErrorCode::OutOfMemory:
        case ErrorCode::NonFinite:
        case ErrorCode::Device:
        case ErrorCode::Internal:
            return kFailure;
    }
    return kFailure;
}

int fail(const CLI::App& app, std::string_view message, int status) {
    std::fprintf(stderr, "%s: %s\n", app.get_name().c_str(), oneLine(message).c_str());
    return status;
}

}  // namespace

int runProgram(CLI::App& app, int argc, char** argv, const std::function<int()>& run) {
    app.set_version_flag("--version", versionText(app.get_name()), "Version, commit and backends");
    try {
        app.parse(argc, argv);
        const int status = run();
        if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
            return fail(app, "standard output could not be written", kFailure);
        return status;
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
        return fail(app, error.what(), kBadInput);
    } catch (const Error& error) {
        return fail(app, error.what(), exitStatus(error.code()));
    } catch (const std::exception& error) {
        return fail(app, error.what(), kFailure);
    }
}

std::string oneLine(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == '\t')
            line += ' ';
        else
            line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
    }
    return line;
}

CLI::Validator between(double least, double most) {
    std::ostringstream range;
    range.precision(12);
    if (most == std::numeric_limits<double>::max())
        range << least << " or more";
    else
        range << "from " << least << " to " << most;
    const std::string expected = range.str();
    return CLI::Validator(
        [least, most, expected](std::string& text) -> std::string {
            double value = 0;
            if (CLI::detail::lexical_cast(text, value) && value >= least && value <= most) return "";
            return "'" + text + "' is not a number " + expected;
        },
        expected);
}

CLI::Validator notEmpty() {
    return CLI::Validator([](std::string& text) { return std::string(text.empty() ? "'' names nothing" : ""); }, "");
}

void addSamplingOptions(CLI::App& app, SamplingOptions& sampling) {
    constexpr double kAny = std::numeric_limits<double>::max();
    const auto add = [&](const char* name, auto& value, const char* help, const CLI::Validator& valid) {
        app.add_option(name, value, help)->capture_default_str()->check(valid)->group("Sampling");
    };
    add("--temperature", sampling.temperature, "0: the most likely token (greedy)", between(0, 100));
    add("--top-k", sampling.topK, "Draw from the K most likely tokens; 0: off", between(0, 1e9));
    add("--top-p", sampling.topP, "Draw from the most likely tokens of this probability in all; 1: off",
        between(1e-6, 1));
    add("--min-p", sampling.minP, "Least probability, relative to the most likely token; 0: off", between(0, 1));
    add("--repetition-penalty", sampling.repetitionPenalty, "Makes tokens that were there less likely; 1: off",
        between(0.01, 100));
    add("--seed", sampling.seed, "The same seed draws the same text", between(0, kAny));
}

CLI::Option* addFormatOption(CLI::App& app, std::string& format) {
    std::vector<std::string> names;
    for (const PromptFormatInfo& info : promptFormats())
        names.push_back(info.name);
    return app.add_option("--format", format, "Prompt format")->check(CLI::IsMember(names));
}

void refuse(const std::string& message) {
    throw Error(ErrorCode::InvalidArgument, message);
}

bool errorIsTerminal() {
    return isatty(STDERR_FILENO) == 1;
}

}  // namespace mw::tools
