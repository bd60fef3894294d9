// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "console.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "mw/error.h"

namespace mw::tools {

namespace {

// A signal handler can reach nothing but globals. The pipe wakes readLine() whichever thread got the signal.
volatile std::sig_atomic_t interrupts = 0;
int wakeUp[2] = {-1, -1};

void onInterrupt(int) {
    const int saved = errno;
    interrupts = interrupts + 1;
    // Where a step takes minutes, insisting helps.
    if (interrupts >= 3) _exit(128 + SIGINT);
    [[maybe_unused]] const ssize_t written = ::write(wakeUp[1], "", 1);
    errno = saved;
}

void drainWakeUps() {
    std::array<char, 64> bytes;
    while (::read(wakeUp[0], bytes.data(), bytes.size()) > 0)
        ;
}

}  // namespace

Console::Console() : m_interactive(isatty(STDIN_FILENO) == 1), m_terminalOutput(isatty(STDOUT_FILENO) == 1) {
    if (::pipe2(wakeUp, O_CLOEXEC | O_NONBLOCK) != 0)
        throw Error(ErrorCode::Internal, std::string("No pipe could be made: ") + std::strerror(errno));
    struct sigaction action = {};
    action.sa_handler = onInterrupt;
    sigaction(SIGINT, &action, nullptr);
}

Console::~Console() {
    std::signal(SIGINT, SIG_DFL);
    for (int& end : wakeUp) {
        ::close(end);
        end = -1;
    }
}

Console::Input Console::readLine(std::string& line) {
    std::size_t searched = 0;
    while (true) {
        if (const std::size_t end = m_buffer.find('\n', searched); end != std::string::npos) {
            line = m_buffer.substr(0, end);
            m_buffer.erase(0, end + 1);
            if (line.ends_with('\r')) line.pop_back();
            return Input::Line;
        }
        searched = m_buffer.size();
        if (m_end) {
            line = std::exchange(m_buffer, {});
            return line.empty() ? Input::End : Input::Line;
        }
        std::array<pollfd, 2> waits = {{{STDIN_FILENO, POLLIN, 0}, {wakeUp[0], POLLIN, 0}}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            throw Error(ErrorCode::Internal, std::string("Standard input cannot be read: ") + std::strerror(errno));
        if (interrupted()) return Input::Interrupted;
        if (waits[0].revents == 0) continue;
        std::array<char, 4096> bytes;
        const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (got > 0)
            m_buffer.append(bytes.data(), static_cast<std::size_t>(got));
        else if (got == 0 || errno != EINTR)
            m_end = true;
    }
}

void Console::write(std::string_view text) {
    std::string safe;
    if (m_terminalOutput) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto byte = static_cast<unsigned char>(text[i]);
            const unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
            const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
            const bool longControl = byte == 0xc2 && next >= 0x80 && next < 0xa0;  // U+0080 to U+009F
            safe += control || longControl ? '?' : text[i];
            if (longControl) ++i;
        }
        text = safe;
    }
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

bool Console::interrupted() const {
    return interrupts > 0;
}

void Console::forgetInterrupt() {
    drainWakeUps();
    interrupts = 0;
}

bool isUtf8(std::string_view text) {
    try {
        nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::exception&) {
        return false;
    }
}

}  // namespace mw::tools
