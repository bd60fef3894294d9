// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "end_signals.h"

#include <csignal>

namespace mw::tools {

namespace {

sigset_t endSignals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

EndSignals::EndSignals() {
    const sigset_t set = endSignals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // who listens on the other end is not this program's business
}

bool EndSignals::take(std::chrono::milliseconds patience) {
    const sigset_t set = endSignals();
    const timespec wait = {patience.count() / 1000, patience.count() % 1000 * 1'000'000};
    return sigtimedwait(&set, nullptr, &wait) > 0;
}

}  // namespace mw::tools
