// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QString>
#include <algorithm>
#include <ctime>

#include "slower.h"

namespace mw::test {

/// What a person may have to wait for the window at most.
inline constexpr double kLongestStallMs = 100.0 * kSlower;

/// Where a test fails. A shared processor of a test machine computes half as fast as a desk's, and now and then less; the
/// benchmark (stall_benchmark) holds the limit itself. What grows with a text's length is far beyond either.
inline constexpr double kLongestStallInTestsMs = 3 * kLongestStallMs;

/// A time for which the event loop did not turn.
struct Gap {
    double wallMs = 0;
    double busyMs = 0;  ///< what this thread computed in it: all of it, but for other programs on a busy machine

    bool isStall() const { return busyMs > kLongestStallInTestsMs; }
    QString text() const { return QString("%1 ms, of them busy %2 ms").arg(wallMs, 0, 'f', 1).arg(busyMs, 0, 'f', 1); }
};

/// Time of the processor that this thread took.
inline double threadSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// Measures gaps, one after the other.
class GapClock {
 public:
    GapClock() { m_wall.start(); }

    /// The gap since the last call ends, the next begins.
    Gap restart() {
        const double busy = threadSeconds();
        const Gap gap{static_cast<double>(m_wall.nsecsElapsed()) / 1e6, 1e3 * (busy - m_busy)};
        m_wall.start();
        m_busy = busy;
        return gap;
    }

 private:
    QElapsedTimer m_wall;
    double m_busy = threadSeconds();
};

/// The longest gap, by what was computed in it, while `act` and as many turns after it run; `view` is painted in each.
template <typename View, typename Act>
Gap longestGap(View& view, Act act, int turns = 20) {
    GapClock clock;
    act();
    Gap longest = clock.restart();
    for (int turn = 0; turn < turns; ++turn) {
        QCoreApplication::processEvents();
        view.repaint();
        longest = std::max(longest, clock.restart(), [](const Gap& a, const Gap& b) { return a.busyMs < b.busyMs; });
    }
    return longest;
}

}  // namespace mw::test
