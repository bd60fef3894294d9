// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <string>

#include "signals.h"

namespace mw::tools {

/// Lines that a person types at a terminal, of any length, with arrow keys, the keys of Emacs and a history; libedit
/// does the editing. What is pasted goes into the line with its line breaks where the terminal tells pasting from
/// typing, and Alt+Enter is one. The history is gone at the end: what people write is nobody's business.
class LineEditor {
 public:
    /// Null unless standard input is a terminal and there is one to draw on: standard output, or else the one that
    /// controls the process (of `mixtral-chat | tee log`). `signals` must outlive the editor.
    static std::unique_ptr<LineEditor> open(Signals& signals);
    ~LineEditor();
    LineEditor(const LineEditor&) = delete;
    LineEditor& operator=(const LineEditor&) = delete;

    enum class Result { Line, End, Interrupted };

    /// Waits for a line, without the break that ended it. `prompt` is ASCII. Where the terminal sends bytes that are
    /// not UTF-8, they are in the line. End: Ctrl+D in an empty line, or the terminal is gone. After Interrupted the
    /// line is lost.
    Result read(const std::string& prompt, std::string& line);

 private:
    struct Impl;
    explicit LineEditor(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw::tools
