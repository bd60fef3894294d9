// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

#include "temp_dir.h"

namespace mw::test {

namespace {

constexpr auto kPatience = std::chrono::seconds(60);
/// A program that hangs is ended; a model's answers take their time where others use the machine.
constexpr unsigned kLongestSeconds = 300;

std::vector<char*> argumentVector(std::string& path, std::vector<std::string>& arguments) {
    std::vector<char*> pointers = {path.data()};
    for (std::string& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::string pathOf(const std::string& name) {
    return std::string(MW_BINARIES) + "/" + name;
}

int statusOf(int waited) {
    return WIFSIGNALED(waited) ? 128 + WTERMSIG(waited) : WEXITSTATUS(waited);
}

}  // namespace

ProgramResult runProgram(const std::string& name, std::vector<std::string> arguments, const std::string& input,
                         const std::function<void()>& prepare) {
    // Files instead of pipes: no deadlock, whatever the program reads and writes first.
    const TempDir folder;
    writeFile(folder / "in", input);
    const std::string in = folder / "in", out = folder / "out", error = folder / "error";
    std::string path = pathOf(name);
    const std::vector<char*> argv = argumentVector(path, arguments);
    const pid_t process = fork();
    if (process < 0) throw std::runtime_error("fork failed");
    if (process == 0) {
        dup2(open(in.c_str(), O_RDONLY), STDIN_FILENO);
        dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
        dup2(open(error.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
        if (prepare) prepare();
        alarm(kLongestSeconds);
        execv(argv[0], argv.data());
        _exit(127);
    }
    int waited = 0;
    waitpid(process, &waited, 0);
    return {statusOf(waited), readFile(folder / "out"), readFile(folder / "error")};
}

TerminalProgram::TerminalProgram(const std::string& name, std::vector<std::string> arguments,
                                 const std::function<void()>& prepare) {
    std::string path = pathOf(name);
    const std::vector<char*> argv = argumentVector(path, arguments);
    m_process = forkpty(&m_terminal, nullptr, nullptr, nullptr);
    if (m_process < 0) throw std::runtime_error("forkpty failed");
    if (m_process == 0) {
        setenv("TERM", "xterm", 1);
        if (prepare) prepare();
        execv(argv[0], argv.data());
        _exit(127);
    }
}

TerminalProgram::~TerminalProgram() {
    if (m_process > 0) {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    close(m_terminal);
}

void TerminalProgram::type(const std::string& text) {
    // In parts: a terminal holds some thousand bytes, and the program draws what it reads.
    constexpr std::size_t kPart = 256;
    for (std::size_t at = 0; at < text.size(); at += kPart) {
        const std::string part = text.substr(at, kPart);
        if (write(m_terminal, part.data(), part.size()) != static_cast<ssize_t>(part.size()))
            throw std::runtime_error("the terminal takes no input");
        if (text.size() > kPart) readMore();
    }
}

void TerminalProgram::signal(int number) {
    kill(m_process, number);
}

bool TerminalProgram::isUsual() const {
    termios state = {};
    return tcgetattr(m_terminal, &state) == 0 && (state.c_lflag & (ICANON | ECHO | ISIG)) == (ICANON | ECHO | ISIG);
}

bool TerminalProgram::readMore() {
    pollfd wait = {m_terminal, POLLIN, 0};
    if (poll(&wait, 1, 100) <= 0) return true;
    std::array<char, 4096> bytes;
    const ssize_t got = read(m_terminal, bytes.data(), bytes.size());
    if (got <= 0) return got < 0 && errno == EINTR;
    m_screen.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

bool TerminalProgram::waitFor(const std::string& text) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    for (bool alive = true; alive && std::chrono::steady_clock::now() < end; alive = readMore()) {
        const std::size_t at = m_screen.find(text, m_seen);
        if (at == std::string::npos) continue;
        m_seen = at + text.size();
        return true;
    }
    return false;
}

int TerminalProgram::waitForEnd() {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (readMore() && std::chrono::steady_clock::now() < end)
        ;
    int waited = 0;
    while (waitpid(m_process, &waited, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) return -1;
        usleep(10'000);
    }
    m_process = -1;
    return statusOf(waited);
}

}  // namespace mw::test
