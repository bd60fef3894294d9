// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <optional>

#include "engine_events.h"

namespace mw::gui {

/// Sums up steps into rates over windows of some 100 ms. A plain value; the caller brings the time.
class ActivityMeter {
 public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::milliseconds kWindow{100};

    /// Takes in one step that ended `now`; returns what to report if the window is full.
    std::optional<EngineActivity> add(const StepCompleted& step, Time now);

    /// There is nothing more to do: what is left of the last window, if there is anything in it.
    std::optional<EngineActivity> finish(Time now);

    /// The state of an engine that rests.
    EngineActivity idle() const;

 private:
    EngineActivity measure(Time now);

    std::optional<Time> m_start;
    int m_prefillTokens = 0;
    int m_decodeTokens = 0;
    int m_decodeSteps = 0;
    EngineActivity m_steady;  ///< of the window so far, only its steady part
    StepCompleted m_last;
};

}  // namespace mw::gui
