// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "event_relay.h"

#include <utility>
#include <variant>

#include "engine_thread.h"

namespace mw::gui {

namespace {

/// Text of one chat is sent at most this often; the display shows no more.
constexpr std::chrono::milliseconds kDeliveryInterval{33};

}  // namespace

void EventRelay::requestChanged(const OpenRequest&, const RequestEvent& event) {
    std::visit([this](const auto& each) { take(each); }, event);
}

void EventRelay::take(const RequestAccepted& event) {
    m_answers.emplace(event.id, Answer{});
    m_promptAhead = true;
    deliverDue();
    emit m_signaller.answerAccepted(event.id, event.promptTokens, event.maxTokens, event.removedTags);
}

void EventRelay::take(const RequestStarted& event) {
    emit m_signaller.answerStarted(event.id, event.cachedTokens);
}

void EventRelay::take(const TokenEvent& event) {
    Answer& answer = m_answers[event.id];
    answer.text += QString::fromStdString(event.text);
    ++answer.tokens;
    ++answer.totalTokens;
}

void EventRelay::take(const RequestFinished& event) {
    m_answers[event.id].text += QString::fromStdString(event.text);
    deliverLast(event.id);
    emit m_signaller.answerEnded({event.id, event.reason, event.promptTokens, event.generatedTokens,
                                  event.timeToFirstTokenMs, event.decodeTokensPerSecond});
}

void EventRelay::take(const RequestFailed& event) {
    deliverLast(event.id);
    emit m_signaller.answerFailed(event.id, event.failure);
}

void EventRelay::stepCompleted(const StepCompleted& step) {
    m_promptAhead = step.waiting > 0 || step.prefillTokens > 0;
    if (const auto measured = m_activity.add(step, Clock::now())) emit m_signaller.activityMeasured(*measured);
    deliverDue();
}

void EventRelay::rested() {
    const Clock::time_point now = Clock::now();
    for (auto& [ticket, answer] : m_answers)
        deliver(ticket, answer, now);
    if (const auto measured = m_activity.finish(now)) emit m_signaller.activityMeasured(*measured);
    emit m_signaller.activityMeasured(m_activity.idle());
}

void EventRelay::unloaded() {
    m_activity = {};
    emit m_signaller.activityMeasured(m_activity.idle());
    emit m_signaller.unloaded();
}

void EventRelay::failed(const Failure& failure) {
    emit m_signaller.failed(failure);
}

void EventRelay::deliver(Ticket ticket, Answer& answer, Clock::time_point now) {
    if (answer.tokens == 0 && answer.text.isEmpty()) return;
    emit m_signaller.answerGrew(
        {ticket, std::exchange(answer.text, {}), std::exchange(answer.tokens, 0), answer.totalTokens});
    answer.lastDelivery = now;
}

void EventRelay::deliverDue() {
    const Clock::time_point now = Clock::now();
    // Nothing is sent during a step, so no text may wait for a step that can be long.
    for (auto& [ticket, answer] : m_answers)
        if (m_promptAhead || now - answer.lastDelivery >= kDeliveryInterval) deliver(ticket, answer, now);
}

void EventRelay::deliverLast(Ticket ticket) {
    const auto found = m_answers.find(ticket);
    if (found == m_answers.end()) return;
    deliver(ticket, found->second, Clock::now());
    m_answers.erase(found);
}

}  // namespace mw::gui
