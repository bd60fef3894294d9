// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace mw::test {

/// What a program printed, and how it ended.
struct ProgramResult {
    int status = -1;  ///< exit status; 128 + signal if a signal ended it
    std::string output;
    std::string error;
};

/// Runs one of the built programs with `input` on its standard input, and waits for its end (a minute; then a signal
/// ends it). `prepare` is called in the new process, after its standard streams are there.
ProgramResult runProgram(const std::string& name, std::vector<std::string> arguments, const std::string& input = {},
                         const std::function<void()>& prepare = {});

/// A program on a terminal of its own, as a person at a keyboard sees it.
class TerminalProgram {
 public:
    TerminalProgram(const std::string& name, std::vector<std::string> arguments,
                    const std::function<void()>& prepare = {});
    ~TerminalProgram();
    TerminalProgram(const TerminalProgram&) = delete;
    TerminalProgram& operator=(const TerminalProgram&) = delete;

    void type(const std::string& text);

    /// Waits until `text` has appeared after what was waited for before; false after 60 s or if the program ends.
    bool waitFor(const std::string& text);

    /// Waits for the program's end; its status as in ProgramResult.
    int waitForEnd();

    void signal(int number);
    /// Whether the terminal is as a shell expects it: whole lines, which it shows as they are typed.
    bool isUsual() const;

    /// All that has been on the screen.
    const std::string& screen() const { return m_screen; }

 private:
    bool readMore();

    pid_t m_process = -1;
    int m_terminal = -1;
    std::string m_screen;
    std::size_t m_seen = 0;
};

}  // namespace mw::test
