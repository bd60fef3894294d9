// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "mw/hub.h"

namespace mw::test {

/// fetch_child, running.
class ChildRun {
 public:
    struct Options {
        std::uint64_t pieceBytes = 1U << 20;
        int connections = 4;
        std::optional<std::uint64_t> diskBytes = {};
    };
    ChildRun(const std::string& endpoint, const std::string& repository, const std::filesystem::path& folder,
             const Options& options);
    ~ChildRun();
    ChildRun(const ChildRun&) = delete;
    ChildRun& operator=(const ChildRun&) = delete;

    void kill() const;  ///< by SIGKILL; from any thread
    /// The exit status, 128 + the signal, or -1 where it was killed for taking too long.
    int wait();

 private:
    pid_t m_child = -1;
    bool m_ended = false;
};

inline int statusFor(HubFault fault) {
    return 10 + static_cast<int>(fault);
}

}  // namespace mw::test
