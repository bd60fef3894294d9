// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

namespace mw::tools {

/// Standard input and output of a console program, and Ctrl+C. One at a time, since signals belong to the process.
class Console {
 public:
    Console();
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// Whether a person types; if not, no prompts are drawn.
    bool interactive() const { return m_interactive; }

    enum class Input { Line, End, Interrupted };

    /// Waits for a line of standard input and gives it without its line break; the last line needs none.
    Input readLine(std::string& line);

    /// Writes text at once: to a file or pipe as it is; on a terminal, control characters other than line breaks and
    /// tabs, with which a model could take it over, become '?'.
    void write(std::string_view text);

    /// Whether Ctrl+C was pressed since forgetInterrupt(). Pressed three times without an effect, it ends the process.
    bool interrupted() const;
    void forgetInterrupt();

 private:
    bool m_interactive;
    bool m_terminalOutput;
    std::string m_buffer;  ///< read, but not yet handed out
    bool m_end = false;
};

/// Whether `text` is valid UTF-8.
bool isUtf8(std::string_view text);

}  // namespace mw::tools
