// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace mw::aime {

using Clock = std::chrono::steady_clock;

/// How patient a worker is. Tests are less so.
struct Timing {
    using ms = std::chrono::milliseconds;

    ms betweenProgress{220};        ///< starts of calls: fewer than 5 a second, however they are delayed on the way
    ms betweenProgressAlone{1000};  ///< of a job that has to be told of in calls of its own
    ms keepAlive{5000};             ///< a job of which nothing new is to be said is told of so often
    ms call{30'000};                ///< for all replies but that to a job request
    ms leastPoll{60'000};           ///< a job request waits as long as the server holds it, but no less than this,
    ms pollSlack{15'000};           ///< and so much longer
    ms shortPoll{5000};             ///< a job request that failed sooner than this was no good sign
    ms starting{1000};              ///< until a server that starts is asked again
    ms betweenResults{1000};        ///< of one job, after an internal error of the server
    ms resultLifetime{900'000};     ///< the server forgets jobs after this
    ms farewell{2000};              ///< for the last results, when stopping
    ms collection{1000};            ///< clients collect results by asking, three times a second
    std::vector<ms> backOff{ms(1000), ms(2000), ms(4000), ms(8000), ms(15'000)};

    /// How long to wait after so many failures in a row (1 or more).
    ms after(int failures) const {
        const auto last = static_cast<int>(backOff.size()) - 1;
        return backOff[static_cast<std::size_t>(std::clamp(failures - 1, 0, last))];
    }
};

/// When the worker has something to do next.
class Agenda {
 public:
    void clear() { m_next = Clock::time_point::max(); }
    void at(Clock::time_point time) { m_next = std::min(m_next, time); }
    Clock::time_point next() const { return m_next; }

 private:
    Clock::time_point m_next = Clock::time_point::max();
};

}  // namespace mw::aime
