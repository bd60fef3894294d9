// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

namespace mw::tools {

/// What reaches a console program from outside: Ctrl+C, and what happens to its terminal. One at a time, since signals
/// belong to the process. System calls that a signal meets go on afterwards; only waiting for wakeUps() ends.
class Signals {
 public:
    /// `terminal`: also sees to the terminal of standard input, which is to be found as it was after Ctrl+Z and after
    /// an end by a signal, however a line is being edited.
    explicit Signals(bool terminal);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    /// Readable once a signal came, until drain().
    int wakeUps() const;
    void drain();

    /// Whether Ctrl+C was pressed since forgetInterrupt(). Pressed three times without an effect, it ends the process.
    bool interrupted() const;
    void forgetInterrupt();

    /// Whether the terminal was resized, or the process stopped and resumed, since the last call: what it shows of the
    /// line being edited has to be drawn again.
    bool takeRedraw();

    /// The terminal is in the state of an editor now. Written to the descriptor `terminal`, `leave` undoes
    /// what tcgetattr() does not know of, and `enter` does it again; both are literals.
    void beginEditing(int terminal, const char* enter, const char* leave);
    void endEditing();
};

}  // namespace mw::tools
