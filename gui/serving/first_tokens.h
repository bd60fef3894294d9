// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <utility>
#include <vector>

namespace mw::gui {

/// How long the requests of the last minute waited for their first token.
class FirstTokens {
 public:
    static constexpr double kKeptSeconds = 60;

    /// `seconds` go only forward.
    void add(double seconds, double ms) { m_times.emplace_back(seconds, ms); }
    /// Forgets what is older than a minute.
    void forgetOld(double seconds) {
        while (!m_times.empty() && m_times.front().first < seconds - kKeptSeconds)
            m_times.pop_front();
    }
    /// The least time, in ms, that this share of them did not exceed; NaN if there are none.
    double percentile(double share) const {
        if (m_times.empty()) return std::numeric_limits<double>::quiet_NaN();
        std::vector<double> sorted;
        for (const auto& [when, ms] : m_times)
            sorted.push_back(ms);
        const auto place = static_cast<std::ptrdiff_t>(std::ceil(share * static_cast<double>(sorted.size()))) - 1;
        const auto at = sorted.begin() + std::max<std::ptrdiff_t>(place, 0);
        std::nth_element(sorted.begin(), at, sorted.end());
        return *at;
    }

 private:
    std::deque<std::pair<double, double>> m_times;  ///< when, and how long it took
};

}  // namespace mw::gui
