// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "speed_recorder.h"

#include <algorithm>

namespace mw::gui {

SpeedRecorder::SpeedRecorder(const EngineThread& engine, QObject* parent) : QObject(parent) {
    connect(&engine, &EngineThread::answerAccepted, this, [this](Ticket ticket, int promptTokens) {
        // As many chats as before may follow, but with another context.
        endStretch();
        m_answers[ticket] = {.promptTokens = promptTokens, .alone = m_answers.isEmpty()};
        if (m_answers.size() > 1)
            for (Answer& answer : m_answers)
                answer.alone = false;
    });
    connect(&engine, &EngineThread::answerStarted, this, [this](Ticket ticket, int cachedTokens) {
        const auto answer = m_answers.find(ticket);
        if (answer == m_answers.end()) return;
        answer->started = true;
        // What was found in the cache was not read.
        if (cachedTokens > 0) answer->alone = false;
    });
    connect(&engine, &EngineThread::answerGrew, this, [this](const AnswerDelta& delta) {
        if (const auto answer = m_answers.find(delta.ticket); answer != m_answers.end())
            answer->tokens = delta.totalTokens;
    });
    connect(&engine, &EngineThread::answerEnded, this, &SpeedRecorder::end);
    connect(&engine, &EngineThread::answerFailed, this, [this](Ticket ticket) { m_answers.remove(ticket); });
    connect(&engine, &EngineThread::activityMeasured, this, &SpeedRecorder::take);
    connect(&engine, &EngineThread::unloaded, this, [this] {
        endStretch();
        m_answers.clear();
    });
}

void SpeedRecorder::take(const EngineActivity& activity) {
    if (activity.steadyBatch != m_batch) endStretch();
    if (activity.steadySteps == 0) return;
    m_batch = activity.steadyBatch;
    m_steps += activity.steadySteps;
    m_seconds += activity.steadySeconds;
    // The last steps of an answer are told after its end.
    m_context += (started() > 0 ? meanContext() : m_endedContext) * activity.steadySteps;
    if (m_seconds >= kStretchSeconds) endStretch();
}

void SpeedRecorder::endStretch() {
    const DecodeMeasurement measurement{m_batch, m_context / std::max(m_steps, 1), m_seconds / std::max(m_steps, 1)};
    const bool enough = m_steps >= kLeastSteps && m_seconds > 0;
    m_batch = m_steps = 0;
    m_seconds = m_context = 0;
    if (enough) emit decodeMeasured(measurement);
}

void SpeedRecorder::end(const AnswerEnd& end) {
    m_endedContext = meanContext();
    const Answer answer = m_answers.take(end.ticket);
    if (!answer.alone || end.promptTokens < kLeastPromptTokens || !(end.timeToFirstTokenMs > 0)) return;
    emit prefillMeasured({1, end.promptTokens, end.timeToFirstTokenMs / 1000});
}

double SpeedRecorder::meanContext() const {
    double sum = 0;
    for (const Answer& answer : m_answers)
        if (answer.started) sum += answer.promptTokens + answer.tokens;
    return sum / std::max(started(), 1);
}

int SpeedRecorder::started() const {
    return static_cast<int>(std::ranges::count_if(m_answers, &Answer::started));
}

}  // namespace mw::gui
