// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "progress.h"

#include <algorithm>

#include "overloaded.h"

namespace mw::aime {

namespace {

/// Calls without a reply, after which the server is asked whether it still is there.
constexpr int kPatience = 3;
/// Failed calls that the last progress of a job holds its result up for.
constexpr int kLastTries = 2;
/// How often a server has to say that it does not know a job.
constexpr int kSureOfUnknown = 2;
/// How fast texts go out at most: a call of n bytes keeps the next one away for so long.
constexpr double kBytesPerSecond = 20e6;

}  // namespace

void ProgressReporter::turn(Clock::time_point now, Agenda& agenda) {
    if (m_calling || !m_context.link.isReady() || m_context.jobs.empty()) return;
    if (now < m_nextCall) return agenda.at(m_nextCall);
    const Ids ids = next(now);
    if (!ids.empty()) return send(ids, now);
    for (const auto& [id, job] : m_context.jobs)
        if (job.isRunning()) return agenda.at(now + m_context.timing.betweenProgress);
}

const Job* ProgressReporter::oldJob() const {
    for (const auto& [id, job] : m_context.jobs)
        if (job.life != m_context.link.life() && job.stage != Job::Stage::Result) return &job;
    return nullptr;
}

ProgressReporter::Ids ProgressReporter::next(Clock::time_point now) {
    if (const Job* old = oldJob()) return {old->id};
    while (!m_probes.empty()) {
        Ids probe = std::move(m_probes.front());
        m_probes.pop_front();
        std::erase_if(probe, [&](const std::string& id) {
            const Job* job = find(id);
            return !job || job->stage == Job::Stage::Result;
        });
        if (!probe.empty()) return probe;
    }
    Ids together;
    const Job* alone = nullptr;
    for (const auto& [id, job] : m_context.jobs) {
        if (!isDue(job, now)) continue;
        if (!job.alone)
            together.push_back(id);
        else if (!alone || job.sent < alone->sent)
            alone = &job;
    }
    if (alone && (together.empty() || !m_lastWasAlone)) {
        m_lastWasAlone = true;
        return {alone->id};
    }
    m_lastWasAlone = false;
    return together;
}

bool ProgressReporter::isDue(const Job& job, Clock::time_point now) const {
    if (job.stage == Job::Stage::Result) return false;
    if (job.stage == Job::Stage::LastProgress || now - job.sent >= m_context.timing.keepAlive) return true;
    if (job.alone && now - job.sent < m_context.timing.betweenProgressAlone) return false;
    return job.answer && job.answer->figures().generatedTokens > job.sentTokens;
}

void ProgressReporter::send(const Ids& ids, Clock::time_point now) {
    std::vector<ProgressItem> items;
    for (const std::string& id : ids) {
        Job& job = *find(id);
        const AnswerSoFar answer = job.answer ? job.answer->now() : AnswerSoFar{};
        items.push_back({id, answer.promptTokens, answer.generatedTokens, answer.text});
        job.sentTokens = answer.generatedTokens;
        job.sent = now;
    }
    std::string request = progressRequest(m_context.worker, items);
    const std::chrono::duration<double> transfer(static_cast<double>(request.size()) / kBytesPerSecond);
    m_nextCall = now + std::max(m_context.timing.betweenProgress,
                                std::chrono::duration_cast<std::chrono::milliseconds>(transfer));
    m_calling = true;
    m_context.http.post(kProgressRoute, std::move(request), m_context.timing.call, HttpClient::Connection::Kept,
                        [this, ids](const HttpReply& reply) { heard(ids, reply); });
}

void ProgressReporter::heard(const Ids& ids, const HttpReply& reply) {
    m_calling = false;
    if (!reply.failure.empty()) return failed(ids, reply.failure);
    std::visit(Overloaded{
                   [&](const ProgressTaken& items) { taken(ids, items); },
                   [&](const ProgressDisturbed& some) { disturbed(ids, some.unknown); },
                   [&](const NotLoggedIn& stranger) { m_context.link.loginLost(stranger.message, Clock::now()); },
                   [&](const Unintelligible& other) { failed(ids, "it answered progress with " + other.what); },
               },
               readProgressReply(reply.status, reply.body, ids));
}

void ProgressReporter::taken(const Ids& ids, const ProgressTaken& reply) {
    m_failures = 0;
    if (ids.size() == 1) settleOldJobs(false);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        Job* job = find(ids[i]);
        if (!job) continue;
        job->alone = false;
        if (reply.cancelled[i] && job->isRunning()) m_context.cancel(*job);
        wasLast(*job);
    }
}

void ProgressReporter::disturbed(const Ids& ids, bool unknown) {
    m_failures = 0;
    if (ids.size() > 1) {
        const auto middle = ids.begin() + static_cast<std::ptrdiff_t>(ids.size() / 2);
        m_probes.emplace_front(middle, ids.end());
        m_probes.emplace_front(ids.begin(), middle);
        return;
    }
    if (const Job* old = oldJob(); old && old->id == ids.front()) return settleOldJobs(unknown);
    Job* job = find(ids.front());
    if (!job) return;
    job->alone = true;
    wasLast(*job);
}

void ProgressReporter::settleOldJobs(bool unknown) {
    // An error may be the server's, once.
    if (unknown && ++m_unknown < kSureOfUnknown) return;
    m_unknown = 0;
    std::vector<std::string> old;
    for (auto& [id, job] : m_context.jobs) {
        if (job.life == m_context.link.life()) continue;
        if (unknown)
            old.push_back(id);
        else
            job.life = m_context.link.life();
    }
    for (const std::string& id : old)
        m_context.drop(id);
}

void ProgressReporter::failed(const Ids& ids, const std::string& reason) {
    const auto now = Clock::now();
    const auto wait = std::min(m_context.timing.after(++m_failures), m_context.timing.keepAlive);
    m_nextCall = std::max(m_nextCall, now + wait);
    if (m_failures % kPatience == 0) m_context.link.lost(reason, now);
    for (const std::string& id : ids)
        if (Job* job = find(id); job && job->stage == Job::Stage::LastProgress && ++job->lastTries >= kLastTries)
            wasLast(*job);
}

void ProgressReporter::wasLast(Job& job) {
    if (job.stage == Job::Stage::LastProgress) job.stage = Job::Stage::Result;
}

Job* ProgressReporter::find(const std::string& id) {
    const auto found = m_context.jobs.find(id);
    return found == m_context.jobs.end() ? nullptr : &found->second;
}

}  // namespace mw::aime
