// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "command_line.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <exception>
#include <limits>
#include <sstream>
#include <type_traits>

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

/// A descriptor below 3 that the program was started without would be given to the next file that is opened: to be read
/// as what a person types, or written over with answers. Something that can be neither read nor written takes its
/// place.
void occupyStandardStreams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0) ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace

int runProgram(CLI::App& app, int argc, char** argv, const std::function<int()>& run) {
    occupyStandardStreams();
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

namespace {

/// Accepts the text of a number of this type from `least` to `most`, and leaves in its place how CLI11 reads the same.
template <typename Number>
CLI::Validator numberBetween(Number least, Number most, const std::string& kind) {
    std::ostringstream words;
    words << "from " << least << " to " << most;
    return CLI::Validator(
        [=, range = words.str()](std::string& text) -> std::string {
            Number value{};
            const char* const end = text.data() + text.size();
            const auto [rest, error] = std::from_chars(text.data(), end, value);
            if (rest != end || error != std::errc() || !(value >= least && value <= most))
                return "'" + text + "' is not a " + kind + " " + range;
            if constexpr (std::is_integral_v<Number>) text = std::to_string(value);
            return "";
        },
        words.str());
}

}  // namespace

CLI::Validator wholeNumber(std::uint64_t least, std::uint64_t most) {
    return numberBetween(least, most, "whole number");
}

CLI::Validator realNumber(float least, float most) {
    return numberBetween(least, most, "number");
}

CLI::Validator notEmpty() {
    return CLI::Validator([](std::string& text) { return std::string(text.empty() ? "'' names nothing" : ""); }, "");
}

void addSamplingOptions(CLI::App& app, SamplingOptions& sampling) {
    const auto add = [&](const char* name, auto& value, const char* help, const CLI::Validator& valid) {
        app.add_option(name, value, help)->capture_default_str()->transform(valid)->group("Sampling");
    };
    add("--temperature", sampling.temperature, "0: the most likely token (greedy)", realNumber(0, 100));
    add("--top-k", sampling.topK, "Draw from the K most likely tokens; 0: off", wholeNumber(0, 1'000'000'000));
    add("--top-p", sampling.topP, "Draw from the most likely tokens of this probability in all; 1: off",
        realNumber(1e-6F, 1));
    add("--min-p", sampling.minP, "Least probability, relative to the most likely token; 0: off", realNumber(0, 1));
    add("--repetition-penalty", sampling.repetitionPenalty, "Makes tokens that were there less likely; 1: off",
        realNumber(0.01F, 100));
    add("--presence-penalty", sampling.presencePenalty, "Makes tokens that the answer has less likely; 0: off",
        realNumber(-2, 2));
    add("--frequency-penalty", sampling.frequencyPenalty, "The same for each time that it has them; 0: off",
        realNumber(-2, 2));
    add("--seed", sampling.seed, "The same seed draws the same text",
        wholeNumber(0, std::numeric_limits<std::uint64_t>::max()));
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
