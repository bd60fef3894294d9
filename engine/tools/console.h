// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "line_editor.h"
#include "signals.h"

namespace mw::tools {

/// What a person or a script wrote at once.
struct ConsoleInput {
    std::string text;
    bool isLine = true;  ///< one line, so that it may be a command; else text, whatever it begins with
};

/// Standard input and output of a console program, and Ctrl+C. One at a time, since signals belong to the process.
class Console {
 public:
    /// A line that is `delimiter` begins a message of several lines, and another one ends it.
    explicit Console(std::string delimiter);

    /// Whether a person types; if not, no prompts are drawn.
    bool interactive() const { return m_interactive; }

    enum class Result { Message, End, Interrupted };

    /// Waits for a message: a line, without its break (the last needs none), or the lines between two delimiters or up
    /// to the end of input. At a terminal, `prompt` is drawn, and a line may hold breaks that were pasted. A byte order
    /// mark at the very beginning is no part of it. Throws Error if standard input cannot be read.
    Result read(const std::string& prompt, ConsoleInput& input);

    /// Writes text at once: to a file or pipe as it is; on a terminal, control characters other than line breaks and
    /// tabs, with which a model could take it over, become '?'. Throws Error if standard output takes no more.
    void write(std::string_view text);

    /// Whether Ctrl+C was pressed since forgetInterrupt(). Pressed three times without an effect, it ends the process.
    bool interrupted() const { return m_signals.interrupted(); }
    void forgetInterrupt() { m_signals.forgetInterrupt(); }

 private:
    Result readLine(const std::string& prompt, std::string& line);
    /// Waits for more input; false if Ctrl+C was pressed instead. Nothing is added at the end.
    bool readMore();

    std::string m_delimiter;
    bool m_interactive;
    bool m_terminalOutput;
    Signals m_signals;
    std::unique_ptr<LineEditor> m_editor;  ///< null without a terminal
    std::string m_buffer;                  ///< read, but not yet handed out
    bool m_beginning = true;
    bool m_end = false;
};

/// Whether `text` is valid UTF-8.
bool isUtf8(std::string_view text);

}  // namespace mw::tools
