// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "activity_meter.h"

#include <algorithm>
#include <utility>

namespace mw::gui {

std::optional<EngineActivity> ActivityMeter::add(const StepCompleted& step, Time now) {
    // The window starts with its first step, not with the end of the one before: pauses between answers are no work.
    if (!m_start)
        m_start =
            now - std::chrono::duration_cast<Time::duration>(std::chrono::duration<double, std::milli>(step.elapsedMs));
    m_prefillTokens += step.prefillTokens;
    m_decodeTokens += step.decodeTokens;
    m_decodeSteps += step.decodeTokens > 0 ? 1 : 0;
    m_last = step;
    // Of several batches in one window the last counts: what goes on is worth more than what is over.
    // A step without tokens, which only ends an answer, changes nothing.
    const bool steady = step.prefillTokens == 0 && step.decodeTokens > 0;
    const bool empty = step.prefillTokens + step.decodeTokens == 0;
    if (!empty && (!steady || step.decodeTokens != m_steady.steadyBatch)) m_steady = {};
    if (steady) {
        m_steady.steadyBatch = step.decodeTokens;
        ++m_steady.steadySteps;
        m_steady.steadySeconds += step.elapsedMs / 1000;
    }
    if (now - *m_start < kWindow) return std::nullopt;
    return measure(now);
}

std::optional<EngineActivity> ActivityMeter::finish(Time now) {
    if (!m_start || m_prefillTokens + m_decodeTokens == 0) {
        m_start.reset();
        return std::nullopt;
    }
    EngineActivity activity = measure(now);
    m_start.reset();
    return activity;
}

EngineActivity ActivityMeter::idle() const {
    EngineActivity activity;
    activity.kvPages = m_last.kvPages;
    return activity;
}

EngineActivity ActivityMeter::measure(Time now) {
    const double seconds = std::max(std::chrono::duration<double>(now - *m_start).count(), 1e-6);
    EngineActivity activity = std::exchange(m_steady, {});
    activity.prefillTokensPerSecond = m_prefillTokens / seconds;
    activity.decodeTokensPerSecond = m_decodeTokens / seconds;
    activity.seconds = seconds;
    activity.chatTokensPerSecond = m_decodeSteps / seconds;  // a step gives each chat that decodes one token
    activity.running = m_last.running;
    activity.waiting = m_last.waiting;
    activity.kvPagesUsed = m_last.kvPagesUsed;
    activity.kvPages = m_last.kvPages;
    m_start = now;
    m_prefillTokens = 0;
    m_decodeTokens = 0;
    m_decodeSteps = 0;
    return activity;
}

}  // namespace mw::gui
