// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <map>

#include "activity_meter.h"
#include "engine_events.h"
#include "mw/engine_observer.h"

namespace mw::gui {

class EngineThread;

/// What the engine says, made into an EngineThread's signals: tokens are put together to the pace of a display, steps
/// to rates. All of it happens on the engine's thread.
class EventRelay : public EngineObserver {
 public:
    explicit EventRelay(EngineThread& signaller) : m_signaller(signaller) {}

    void requestChanged(const OpenRequest& request, const RequestEvent& event) override;
    void stepCompleted(const StepCompleted& step) override;
    void rested() override;
    void unloaded() override;
    void failed(const Failure& failure) override;

 private:
    using Clock = std::chrono::steady_clock;

    /// An answer in progress, with the text that was not sent yet.
    struct Answer {
        QString text;
        int tokens = 0;
        int totalTokens = 0;
        Clock::time_point lastDelivery;  ///< the epoch at first, so that the first token is sent at once
    };

    void take(const RequestAccepted& event);
    void take(const RequestStarted& event);
    void take(const PromptScored&) {}  // nobody here asks for it
    void take(const TokenEvent& event);
    void take(const RequestFinished& event);
    void take(const RequestFailed& event);
    void deliver(Ticket ticket, Answer& answer, Clock::time_point now);
    void deliverDue();
    void deliverLast(Ticket ticket);

    EngineThread& m_signaller;
    std::map<Ticket, Answer> m_answers;
    ActivityMeter m_activity;
    bool m_promptAhead = false;  ///< the next step may compute a prompt and so take long
};

}  // namespace mw::gui
