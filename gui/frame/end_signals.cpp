// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "end_signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <utility>

namespace mw::gui {
namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};

std::atomic<int> wakes = -1;  // a handler is given nothing else to know it by

std::function<void()> atExit;

void wake(int) {
    const int error = errno;
    [[maybe_unused]] const ssize_t written = ::write(wakes, "", 1);  // of the few calls that a handler may make
    errno = error;
}

}  // namespace

EndSignals::EndSignals(QObject* parent) : QObject(parent) {
    if (::pipe2(m_descriptors, O_CLOEXEC | O_NONBLOCK) != 0) return;  // then they end the program as they always did
    wakes = m_descriptors[1];
    auto* notifier = new QSocketNotifier(m_descriptors[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        arrive();
    });
    struct sigaction action {};
    action.sa_handler = wake;
    action.sa_flags = SA_RESTART | int(SA_RESETHAND);
    for (const int signal : kSignals)
        ::sigaction(signal, &action, nullptr);
}

void EndSignals::heedExit() {
    atExit = [this] { arrive(); };
    [[maybe_unused]] static const int registered = std::atexit([] {
        if (atExit) atExit();
    });
}

void EndSignals::arrive() {
    if (!std::exchange(m_arrived, true)) emit arrived();
}

EndSignals::~EndSignals() {
    atExit = {};
    if (m_descriptors[0] < 0) return;
    for (const int signal : kSignals)
        ::signal(signal, SIG_DFL);
    wakes = -1;
    for (const int descriptor : m_descriptors)
        ::close(descriptor);
}

}  // namespace mw::gui
