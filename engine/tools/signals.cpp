// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "signals.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "mw/error.h"

namespace mw::tools {

namespace {

// A signal handler can reach nothing but globals. The pipe wakes who waits, whichever thread got the signal.
volatile std::sig_atomic_t interrupts = 0;
volatile std::sig_atomic_t redraw = 0;
volatile std::sig_atomic_t editing = 0;
int wakeUp[2] = {-1, -1};
termios usualTerminal;
termios editedTerminal;
int editedDescriptor = STDOUT_FILENO;
const char* enterEditing = "";
const char* leaveEditing = "";

constexpr std::array kSignals = {SIGINT, SIGTSTP, SIGCONT, SIGWINCH, SIGTERM, SIGHUP, SIGQUIT};
std::array<struct sigaction, kSignals.size()> actionsBefore;

void handle(int signal, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

void wake() {
    [[maybe_unused]] const ssize_t written = ::write(wakeUp[1], "", 1);
}

void setTerminal(const termios& state, const char* text) {
    if (!editing) return;
    tcsetattr(STDIN_FILENO, TCSANOW, &state);
    [[maybe_unused]] const ssize_t written = ::write(editedDescriptor, text, std::strlen(text));
}

void onInterrupt(int) {
    const int saved = errno;
    interrupts = interrupts + 1;
    // Where a step takes minutes, insisting helps.
    if (interrupts >= 3) {
        setTerminal(usualTerminal, leaveEditing);
        _exit(128 + SIGINT);
    }
    wake();
    errno = saved;
}

/// Does what the signal does to a program that knows nothing of signals, with the terminal as that program would leave
/// it. Comes back from SIGTSTP only.
void onStopOrEnd(int signal) {
    const int saved = errno;
    setTerminal(usualTerminal, leaveEditing);
    handle(signal, SIG_DFL);
    sigset_t mask, before;
    sigemptyset(&mask);
    sigaddset(&mask, signal);
    pthread_sigmask(SIG_UNBLOCK, &mask, &before);
    raise(signal);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    handle(signal, onStopOrEnd);
    setTerminal(editedTerminal, enterEditing);  // not stopped at all where nobody could resume
    errno = saved;
}

void onResumeOrResize(int signal) {
    const int saved = errno;
    if (signal == SIGCONT) setTerminal(editedTerminal, enterEditing);
    redraw = 1;
    wake();
    errno = saved;
}

}  // namespace

Signals::Signals(bool terminal) {
    if (::pipe2(wakeUp, O_CLOEXEC | O_NONBLOCK) != 0)
        throw Error(ErrorCode::Internal, std::string("No pipe could be made: ") + std::strerror(errno));
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], nullptr, &actionsBefore[i]);
    handle(SIGINT, onInterrupt);
    if (!terminal || tcgetattr(STDIN_FILENO, &usualTerminal) != 0) return;
    handle(SIGCONT, onResumeOrResize);
    handle(SIGWINCH, onResumeOrResize);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        const bool stopsOrEnds = actionsBefore[i].sa_handler == SIG_DFL && kSignals[i] != SIGINT;
        // Whoever had SIGHUP ignored (nohup) means it.
        if (stopsOrEnds && kSignals[i] != SIGCONT && kSignals[i] != SIGWINCH) handle(kSignals[i], onStopOrEnd);
    }
}

Signals::~Signals() {
    endEditing();
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &actionsBefore[i], nullptr);
    for (int& end : wakeUp) {
        ::close(end);
        end = -1;
    }
}

int Signals::wakeUps() const {
    return wakeUp[0];
}

void Signals::drain() {
    std::array<char, 64> bytes;
    while (::read(wakeUp[0], bytes.data(), bytes.size()) > 0)
        ;
}

bool Signals::interrupted() const {
    return interrupts > 0;
}

void Signals::forgetInterrupt() {
    interrupts = 0;
}

bool Signals::takeRedraw() {
    const bool wanted = redraw != 0;
    redraw = 0;
    return wanted;
}

void Signals::beginEditing(int terminal, const char* enter, const char* leave) {
    if (editing || tcgetattr(STDIN_FILENO, &editedTerminal) != 0) return;
    editedDescriptor = terminal;
    enterEditing = enter;
    leaveEditing = leave;
    editing = 1;
}

void Signals::endEditing() {
    editing = 0;
}

}  // namespace mw::tools
