// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "child_run.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace mw::test {

namespace {

constexpr std::chrono::seconds kPatience{240};
constexpr std::chrono::milliseconds kLook{5};

}  // namespace

ChildRun::ChildRun(const std::string& endpoint, const std::string& repository, const std::filesystem::path& folder,
                   const Options& options) {
    std::vector<std::string> words{MW_FETCH_CHILD,
                                   endpoint,
                                   repository,
                                   folder.string(),
                                   std::to_string(options.pieceBytes),
                                   std::to_string(options.connections)};
    if (options.diskBytes) words.push_back(std::to_string(*options.diskBytes));
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (posix_spawn(&m_child, MW_FETCH_CHILD, nullptr, nullptr, arguments.data(), environ) != 0)
        throw std::runtime_error("fetch_child cannot be started");
}

ChildRun::~ChildRun() {
    if (m_ended) return;
    kill();
    wait();
}

void ChildRun::kill() const {
    ::kill(m_child, SIGKILL);
}

int ChildRun::wait() {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    int status = 0;
    bool isLate = false;
    while (waitpid(m_child, &status, isLate ? 0 : WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() < until) {
            std::this_thread::sleep_for(kLook);
            continue;
        }
        isLate = true;
        kill();
    }
    m_ended = true;
    if (isLate) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace mw::test
