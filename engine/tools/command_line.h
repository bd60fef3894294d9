// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mw/error.h"
#include "mw/options.h"

namespace mw::tools {

/// Exit statuses of the command-line programs.
enum ExitStatus {
    kSuccess = 0,
    kFailure = 1,   ///< the machine could not do it: too little memory, a failed device; or a plan does not fit
    kBadInput = 2,  ///< the command line or a file it names is wrong
};

/// A subcommand, and what it does once its options are parsed. Returns an exit status, or throws.
struct Command {
    CLI::App* app = nullptr;
    std::function<int()> run;
};

/// Parses the command line, runs `run`, and turns every exception into one line on stderr and an exit status.
int runProgram(CLI::App& app, int argc, char** argv, const std::function<int()>& run);

/// `text` as one line that a terminal shows as it is: line breaks become spaces, other control characters '?'.
std::string oneLine(std::string_view text);

/// Accepts whole numbers from `least` to `most` in decimal digits, to be given to Option::transform(): what is stored
/// is what was checked. (CLI11 itself takes the nearest number that the type holds, and 010 for 8.)
CLI::Validator wholeNumber(std::uint64_t least, std::uint64_t most);

/// Accepts numbers from `least` to `most`, with a decimal point, that a float holds; NaN is none. For transform(), too.
CLI::Validator realNumber(float least, float most);

/// Refuses an empty text, such as an unset variable of a script leaves behind.
CLI::Validator notEmpty();

/// Adds --temperature, --top-k, --top-p, --min-p, --repetition-penalty and --seed.
void addSamplingOptions(CLI::App& app, SamplingOptions& sampling);

/// Adds --format with the names of all prompt formats.
CLI::Option* addFormatOption(CLI::App& app, std::string& format);

/// Throws Error(InvalidArgument).
[[noreturn]] void refuse(const std::string& message);

/// Whether messages on stderr are read by a person now.
bool errorIsTerminal();

}  // namespace mw::tools
